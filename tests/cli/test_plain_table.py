"""Tables without rich look as those with it."""

import io

import pytest
from rich import box
from rich.console import Console
from rich.table import Table

from cli.tables.plain import lay_out

TABLES: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
    "Chinese": (("编号", "名称"), [("a/1", "甲县机械厂（示例）"), ("a/22", "x")]),
    "without a head": (("", ""), [("编号", "a/1"), ("自", "2024-05-20 确认")]),
    "empty": (("when", "what"), []),
    "empty cells": (("a", "b", "c"), [("", "x", ""), ("y", "", "")]),
    "combining": (("a", "b"), [("e\u0301tude", "x"), ("étude", "y")]),
    "one column": (("names",), [("王",), ("Wang",)]),
}


def with_rich(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    table = Table(
        box=box.SIMPLE, show_header=any(columns), show_edge=False, pad_edge=False
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    out = io.StringIO()
    Console(file=out, width=200).print(table)
    return [line.rstrip() for line in out.getvalue().rstrip("\n").split("\n")]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_fits_looks_as_rich_prints_it(name: str) -> None:
    columns, rows = TABLES[name]

    lines = lay_out(columns, rows, title="", room=200)

    assert lines is not None
    plain = [line.replace("\x1b[1m", "").replace("\x1b[0m", "") for line in lines]
    assert [line.rstrip() for line in plain] == with_rich(columns, rows)


@pytest.mark.parametrize(
    ("cell", "room"), [("甲" * 6, 11), ("two\nlines", 80), ("\x1b[2J", 80)]
)
def test_what_does_not_fit_or_is_no_plain_line_is_left_to_rich(
    cell: str, room: int
) -> None:
    assert lay_out(("",), [(cell,)], title="", room=room) is None
