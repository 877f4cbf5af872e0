"""Tables and headings for people.

No right-hand borders: some characters are one column wide here and two on the next
console, and a border would show it.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from cli.language import say
from cli.tables.plain import PIPED_WIDTH, lay_out, width_of_output

if TYPE_CHECKING:
    from rich.console import Console


def console(*, err: bool = False) -> "Console":
    """Return where to print: the answer to stdout, talk to stderr."""
    # rich takes longer to import than a short answer to print.
    from rich.console import Console  # noqa: PLC0415

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    err: bool = False,
    unbroken: Sequence[int] = (),
) -> None:
    """Print a table.

    Args:
        columns: Headings; empty ones for a table without a head.
        rows: Cells.
        title: What stands above it.
        err: Whether it is talk, and not the answer.
        unbroken: Columns that are never broken over lines.
    """
    cells = [tuple(row) for row in rows]
    plain = lay_out(columns, cells, title=title, room=width_of_output(err=err))
    if plain is not None:
        click.echo("\n".join(plain), err=err)
        return
    from rich import box  # noqa: PLC0415 - see above
    from rich.table import Table  # noqa: PLC0415

    table = Table(
        box=box.SIMPLE,
        show_header=any(columns),
        show_edge=False,
        pad_edge=False,
        title=title or None,
        title_justify="left",
        title_style="bold",
    )
    for number, column in enumerate(columns):
        table.add_column(column, no_wrap=number in unbroken, overflow="fold")
    for row in cells:
        table.add_row(*row)
    out = console(err=err)
    with out.capture() as printed:
        out.print(table)
    lines = (line.rstrip() for line in printed.get().rstrip("\n").split("\n"))
    click.echo("\n".join(lines), err=err)


def print_heading(text: str, *, err: bool = False) -> None:
    """Print a heading with a line of air above it."""
    click.echo(f"\n{click.style(text, bold=True)}", err=err)


def print_pairs(pairs: Iterable[tuple[str, str]], *, err: bool = False) -> None:
    """Print labels with what they say."""
    print_table(("", ""), pairs, err=err)


def nothing_found(what: str) -> str:
    """Say that a list is empty."""
    return say(f"没有{what}", f"no {what}")
