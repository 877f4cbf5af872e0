"""The table on the terminal, straight although Chinese characters are twice as wide."""

import unicodedata
from collections.abc import Sequence
from typing import Final

from bench.figure import VERDICTS, Figure

HEADERS: Final = (
    ("项目", "figure"),
    ("实测", "ours"),
    ("对照", "peer"),
    ("比值", "ratio"),
    ("目标", "target"),
    ("结论", "verdict"),
)
_LEFT: Final = (0, 4, 5)
_GAP: Final = "  "


def width(text: str) -> int:
    """Return how many columns a terminal gives to a text.

    Example:
        >>> width("达标 ok")
        7
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, notes below."""
    rows = [[zh for zh, _ in HEADERS], [en for _, en in HEADERS]]
    for figure in figures:
        rows += _rows(figure)
    widths = [max(width(row[column]) for row in rows) for column in range(len(HEADERS))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(2, "─" * (sum(widths) + len(_GAP) * (len(widths) - 1)))
    return "\n".join(lines + _remarks(figures))


def _rows(figure: Figure) -> tuple[list[str], list[str]]:
    zh, en = VERDICTS[figure.verdict]
    value = f"{number(figure.value)} {figure.unit}"
    peer = ratio = ""
    if figure.peer_value is not None:
        peer = f"{number(figure.peer_value)} {figure.unit}"
    if figure.ratio is not None:
        ratio = f"{figure.ratio:.2f}"
    return (
        [figure.zh, value, peer, ratio, figure.target, zh],
        [f"  {figure.en}", "", "", "", "", en],
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for column, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (wide - width(cell))
        padded.append(cell + space if column in _LEFT else space + cell)
    return _GAP.join(padded).rstrip()


def _remarks(figures: Sequence[Figure]) -> list[str]:
    lines = [""]
    for figure in figures:
        if figure.peer:
            lines.append(f"{figure.id}: 对照 / peer = {figure.peer}")
        if figure.note:
            lines.append(f"{figure.id}: {figure.note}")
    return lines


def number(value: float) -> str:
    """Write a number with three digits that mean something.

    Example:
        >>> number(123456.7), number(12.345), number(0.0471)
        ('123,457', '12.3', '0.0471')
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
