"""Tables that fit, printed without rich: it takes longer to load than they to print.

They look as rich's do. What does not fit, or is more than one plain line, is left to
rich, which folds cells.
"""

import os
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from typing import Final

import click

PIPED_WIDTH: Final = 1_000
"""Columns where nobody looks: wide enough for no cell to be broken."""

_GAP: Final = "   "
_LINE: Final = "─"
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
_WIDE: Final = frozenset({"W", "F"})


def width_of_output(*, err: bool) -> int:
    """Return how many columns there are to print on."""
    stream = sys.stderr if err else sys.stdout
    if not stream.isatty() and "COLUMNS" not in os.environ:
        return PIPED_WIDTH
    return shutil.get_terminal_size().columns


def lay_out(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str, room: int
) -> list[str] | None:
    """Return the lines of a table, or nothing if it does not fit.

    Args:
        columns: Headings; empty ones for a table without a head.
        rows: Cells.
        title: What stands above it.
        room: How many columns there are.
    """
    cells = [columns, *rows]
    if not all(cell.isprintable() for row in cells for cell in row):
        return None
    widths = [max(map(width_of, column)) for column in zip(*cells, strict=True)]
    whole = sum(widths) + len(_GAP) * (len(widths) - 1)
    if whole > room or width_of(title) > room:
        return None
    lines = [_line(row, widths) for row in rows]
    if any(columns):
        lines[:0] = [_bold(_line(columns, widths)), _LINE * whole]
    return [_bold(title), *lines] if title else lines


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width_of_character, text))


def _width_of_character(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - width_of(cell))
        for cell, width in zip(row, widths, strict=True)
    )
    return _GAP.join(padded).rstrip()


def _bold(text: str) -> str:
    return click.style(text, bold=True)
