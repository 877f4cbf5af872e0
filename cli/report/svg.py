"""Drawings of a course, as SVG for a page: without a script, without a network.

The time line has a lane for each segment of responsibility and a row for each act; the
graph joins the persons who signed with the acts that they signed.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from cli.report.document import Course, Moment

_ROW: Final = 24
_LANE: Final = 92
_TOP: Final = 40
_DAY: Final = 110
_TEXT: Final = 420
_PEOPLE: Final = 380
_GAP: Final = 220
_FONT: Final = (
    "font-family=\"system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif\""
)
COLOURS: Final = (
    "#1f6f8b",
    "#3c7a3c",
    "#8a5a00",
    "#5b4a9e",
    "#7a3355",
    "#4a5560",
    "#2a6a60",
    "#6a5a2a",
)
BAD: Final = "#a40000"


def time_line(course: Course, lanes: tuple[str, ...]) -> str:
    """Draw the acts of a matter in time."""
    width = _DAY + _LANE * len(lanes) + _TEXT
    height = _TOP + _ROW * len(course.moments) + 12
    parts = [*_lanes(lanes, height), *_moments(course, len(lanes))]
    return _svg(width, height, course.heading, parts)


def graph(course: Course) -> str:
    """Draw who signed what."""
    width = _PEOPLE + _GAP + _DAY + _TEXT - 120
    rows = max(len(course.people), len(course.moments))
    height = 16 + _ROW * rows + 12
    parts = [*_edges(course, rows), *_people(course, rows), *_acts(course, rows)]
    return _svg(width, height, course.heading, parts)


def _svg(width: int, height: int, title: str, parts: list[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" font-size="13" {_FONT}>\n'
        f"<title>{escape(title)}</title>\n{body}\n</svg>"
    )


def _lanes(lanes: tuple[str, ...], height: int) -> Iterator[str]:
    for number, name in enumerate(lanes):
        x = _DAY + _LANE * number + _LANE // 2
        colour = COLOURS[number % len(COLOURS)]
        yield (
            f'<line x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{height - 8}" '
            f'stroke="{colour}" stroke-opacity=".35" stroke-width="2"/>'
        )
        yield _text(x, 20, name, colour, anchor="middle", bold=True)


def _moments(course: Course, lanes: int) -> Iterator[str]:
    day = ""
    for row, one in enumerate(course.moments):
        y = _TOP + _ROW * row + _ROW // 2
        if one.day != day:
            day = one.day
            yield _text(8, y + 5, day, "#333")
        yield _dot(_DAY + _LANE * one.lane + _LANE // 2, y, one)
        x = _DAY + _LANE * lanes + 8
        yield _text(x, y + 5, f"{one.time[:5]}  {one.text}", _ink(one))


def _edges(course: Course, rows: int) -> Iterator[str]:
    left, right = _PEOPLE, _PEOPLE + _GAP
    for row, one in enumerate(course.moments):
        y2 = _place(row, len(course.moments), rows)
        for person in one.signers:
            y1 = _place(person, len(course.people), rows)
            yield (
                f'<path d="M{left} {y1} C{left + 110} {y1} {right - 110} {y2} '
                f'{right} {y2}" fill="none" stroke="{_colour(one)}" '
                f'stroke-opacity=".55" stroke-width="1.4"/>'
            )


def _people(course: Course, rows: int) -> Iterator[str]:
    for number, name in enumerate(course.people):
        y = _place(number, len(course.people), rows)
        yield f'<circle cx="{_PEOPLE}" cy="{y}" r="4" fill="#333"/>'
        yield _text(_PEOPLE - 10, y + 5, name, "#1a1a1a", anchor="end")


def _acts(course: Course, rows: int) -> Iterator[str]:
    for row, one in enumerate(course.moments):
        y = _place(row, len(course.moments), rows)
        yield _dot(_PEOPLE + _GAP, y, one)
        text = f"{one.day} {one.text}"
        yield _text(_PEOPLE + _GAP + 12, y + 5, text, _ink(one))


def _place(number: int, of: int, rows: int) -> int:
    """Return the height of one among ``of``, spread over the rows there are."""
    return 16 + round((number + 0.5) * _ROW * rows / max(1, of))


def _dot(x: int, y: int, one: Moment) -> str:
    return (
        f'<circle cx="{x}" cy="{y}" r="{6 if one.bad else 5}" '
        f'fill="{_colour(one)}"><title>{one.event}</title></circle>'
    )


def _colour(one: Moment) -> str:
    return BAD if one.bad else COLOURS[one.lane % len(COLOURS)]


def _ink(one: Moment) -> str:
    return BAD if one.bad else "#1a1a1a"


def _text(
    x: int, y: int, text: str, colour: str, *, anchor: str = "start", bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}"{weight}>'
        f"{escape(text)}</text>"
    )
