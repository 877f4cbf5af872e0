"""The files of an application and their signers as the matrix that they are (T2).

The answer has a row for each file and each act. On paper a row for each act with a
column for each file says the same on a tenth of the pages.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from cli.language import say
from cli.reading_room import word
from cli.report.document import Cell, Entry, Table
from cli.report.values import Values, field_name
from projections.trace.matrix import Sight

WIDEST: Final = 7
"""Files that fit beside each other; more are listed one by one."""


def fits(rows: Sequence[object]) -> bool:
    """Tell whether rows are files and signers that fit on a page as matrices."""
    sights = [row for row in rows if isinstance(row, Sight)]
    if len(sights) < len(rows):
        return False
    return all(len(_files(group)) <= WIDEST for group in _by_application(sights))


def matrices(rows: Sequence[Sight], values: Values) -> Iterator[Table]:
    """Yield a matrix for each application."""
    for group in _by_application(rows):
        files = _files(group)
        heads = tuple(_head(files[place]) for place in files)
        yield Table(
            columns=(field_name("act"), *heads),
            entries=tuple(
                _entry(list(sights), values)
                for _, sights in groupby(group, key=lambda row: row.act.event)
            ),
        )


def _by_application(rows: Sequence[Sight]) -> list[list[Sight]]:
    return [list(g) for _, g in groupby(rows, key=lambda row: row.application.id)]


def _files(rows: Sequence[Sight]) -> dict[tuple[str, str], Sight]:
    """Return the files in their order, each with one of its rows."""
    return {(row.item, row.attached.event): row for row in rows}


def _head(row: Sight) -> str:
    mark = say("（不实）", " (false)") if row.false else ""
    return f"{row.item} @{row.attached.position}{mark}"


def _entry(sights: Sequence[Sight], values: Values) -> Entry:
    first = sights[0]
    passed = any(s.false and s.verdict.code.startswith("PASSED") for s in sights)
    return Entry(
        cells=(
            values.cell(first.act),
            *(Cell((word(one.verdict),)) for one in sights),
        ),
        more=((field_name("signers"), values.cell(first.signers)),),
        bad=passed,
    )
