"""The rows of one aggregate as they stood on a day, folded from the log again.

A row that tells when it began and ended answers for any day by itself, as long as the
aggregate's acts stand in the log in the order of their days. One with an act that was
entered late, or recalled, is folded again from the acts that count on that day: by
the view's own `apply`, so that there is no second opinion of what an act means.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import msgspec

from ledger.statement import kind_of
from projections.facts import Fact, first_standing, met
from projections.projection import Projection, Table, Writing, each
from projections.store.rows import Rows
from projections.times.asof import AsOf

R = TypeVar("R", bound=msgspec.Struct)


_BEGUN: Final = "since <= ?"
_RUNNING: Final = f"{_BEGUN} AND (closed_on = '' OR closed_on > ?)"


class Unordered(msgspec.Struct, frozen=True):
    """An aggregate whose acts do not stand in the log in the order of their days.

    Attributes:
        id: The aggregate.
    """

    id: str


UNORDERED: Final = Table("order_unordered", Unordered, by_aggregate=True)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    if fact.recalled is not None or fact.event.body.get("late") is not None:
        rows.put(UNORDERED, Unordered(fact.event.id))


ORDER: Final = Projection(
    name="order", version=1, tables=(UNORDERED,), apply=each(_apply)
)


class Sheet:
    """Rows in memory, for one aggregate."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[tuple[Any, ...], Any]] = {}

    def get(self, table: Table[R], *key: Any) -> R | None:
        """Return the row with this key."""
        return self._of(table).get(key)

    def under(self, table: Table[R], first: str) -> list[R]:
        """Return the rows whose key begins so, in the order of their keys."""
        return [row for key, row in sorted(self._of(table).items()) if key[0] == first]

    def upto(self, table: Table[R], last: int) -> list[R]:
        """Return the rows whose key begins with a number up to ``last``, in order."""
        return [row for key, row in sorted(self._of(table).items()) if key[0] <= last]

    def all(self, table: Table[R]) -> list[R]:
        """Return every row, in the order of their keys."""
        return [row for _, row in sorted(self._of(table).items())]

    def put(self, table: Table[R], row: R) -> None:
        """Write a row, over an older one with the same key."""
        self._of(table)[table.key_of(row)] = row

    def add(self, table: Table[R], row: R) -> None:
        """Write a row whose key no other ever has."""
        self.put(table, row)

    def remove(self, table: Table[R], *key: Any) -> None:
        """Take a row out, if it is there."""
        self._of(table).pop(key, None)

    def _of(self, table: Table[R]) -> dict[tuple[Any, ...], R]:
        return self._rows.setdefault(table.name, {})


def refolded(view: Projection, aggregate_id: str, states: AsOf) -> Sheet:
    """Return the rows of a view about one aggregate, by the acts that count."""
    sheet = Sheet()
    view.apply(list(_facts(aggregate_id, states)), sheet)
    return sheet


def as_they_stood(
    rows: Rows,
    states: AsOf,
    view: Projection,
    tables: Iterable[Table[R]],
    stood: Callable[[R, str], R | None],
    *,
    over_too: bool = True,
) -> list[R]:
    """Return rows about aggregates as they stood at the end of a day.

    Args:
        rows: The views.
        states: The log, up to the day.
        view: Whose rows; each is about the aggregate that its key begins with.
        tables: Where they are; each has the days ``since`` and ``closed_on``.
        stood: What a row was on a day, ``YYYY-MM-DD``; None when it was not there.
        over_too: Also those that were over by then.
    """
    if states.day is None:
        return [row for table in tables for row in rows.all(table)]
    day = states.day.isoformat()
    wanted, days = (_BEGUN, [day]) if over_too else (_RUNNING, [day, day])
    found = [row for table in tables for row in rows.where(table, wanted, *days)]
    unordered = {one.id for one in rows.all(UNORDERED)}
    kept = (row for row in found if _aggregate(row) not in unordered)
    past = [then for row in kept if (then := stood(row, day)) is not None]
    again = sorted(one for one in unordered if kind_of(one) in view.kinds)
    sheets = [refolded(view, one, states) for one in again]
    return [*past, *(r for sheet in sheets for t in tables for r in sheet.all(t))]


def _aggregate(row: Any) -> str:
    return str(row.id)


def _facts(aggregate_id: str, states: AsOf) -> Iterator[Fact]:
    kind = kind_of(aggregate_id)
    standing = first_standing(kind, aggregate_id)
    for event in states.events(aggregate_id):
        fact, standing = met(event, kind, standing)
        yield fact
