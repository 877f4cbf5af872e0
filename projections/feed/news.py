"""What there is to tell: changes, timers set and timers withdrawn, before they count.

Also the rows that one event changed, each with what it was before and after.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from projections.facts import Move
from projections.projection import Table

Data = Mapping[str, Any]
Pair = tuple[Any, Any]
"""A row before and after; None where there is none."""

Pairs = Mapping[tuple[Any, ...], Pair]
"""Changed rows of one table by their keys, in the order in which they first changed."""


class Timer(msgspec.Struct, frozen=True):
    """Something that is told at an instant, though nobody does anything.

    Attributes:
        at: The instant, in ms.
        type: Of the change.
        subject: The aggregate it is about.
        position: Of the act that set it, where one act sets several.
        n: Its number in that act.
        data: Of the change, as JSON.
    """

    at: int
    type: str
    subject: str
    position: int
    n: int
    data: str


class News(NamedTuple):
    """Something to tell now."""

    type: str
    subject: str
    data: Data


class Wait(NamedTuple):
    """A timer that is set."""

    timer: Timer


class Drop(NamedTuple):
    """A timer that is withdrawn, unless it went off."""

    timer: Timer


Consequence = News | Wait | Drop

encode_data: Final = msgspec.json.Encoder().encode


def timer(at: int, news: News, *, position: int = 0, n: int = 0) -> Timer:
    """Return the timer that tells news at an instant."""
    data = encode_data(news.data).decode()
    return Timer(at, news.type, news.subject, position, n, data)


def net_changes(
    moves: Iterable[Move], tables: Iterable[Table[Any]]
) -> Mapping[str, Pairs]:
    """Return what an event changed in the end, by the names of tables.

    A row that comes and goes by the same event was never there for anybody.
    """
    keys = {table.name: table.key_of for table in tables}
    found: dict[str, dict[tuple[Any, ...], Pair]] = {}
    for move in moves:
        row = move.before if move.after is None else move.after
        pairs = found.setdefault(move.table, {})
        key = keys[move.table](row)
        first = pairs.get(key, (move.before, None))[0]
        pairs[key] = (first, move.after)
    return {
        table: {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
        for table, pairs in found.items()
    }
