"""The feed: what changed, numbered from 1 without a gap, for other programs to follow.

A change says that something moved, in codes, ids and days; who wants to know more asks
the views. The same log gives the same changes under the same numbers, however it was
split into pages, and a longer log goes on where a shorter one ended.

Time passes without events: a deadline is missed, a record expires. Such a change comes
before the first event that is received at its instant or later; if none comes, a clock
pass brings it, as soon as no event can come before it any more. So a feed that is built
anew tells everything under the same numbers.
"""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from projections.facts import Fact
from projections.feed.clock import TIMERS, Timers
from projections.feed.consequences import HEARD, consequences
from projections.feed.news import Drop, News, Timer, Wait, encode_data
from projections.projection import Projection, Table, Writing
from projections.runner import Views
from projections.store.rows import Rows

BACKWARDS_MS: Final = 300_000
"""How far a ledger's clock may step back; so long the clock pass waits (formats §6)."""

EDITION: Final = 1
"""Raised when the same log tells other changes: who follows begins anew at 0."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change.

    Attributes:
        n: Its number, from 1 without a gap.
        at: The instant in ms: of the event's receipt, or of the clock.
        type: What happened, such as ``status.changed``.
        subject: The id of the aggregate it is about.
        event: Hash of the event that made it, in hex; empty when the clock did.
        position: Where that event stands in the log; None when the clock made it.
        data: Codes, ids and days.
    """

    n: int
    at: int
    type: str
    subject: str
    event: str
    position: int | None
    data: dict[str, Any]


class Row(msgspec.Struct, frozen=True):
    """A change as it is stored; ``data`` is JSON."""

    n: int
    at: int
    type: str
    subject: str
    event: bytes
    position: int | None
    data: str


class Reached(msgspec.Struct, frozen=True):
    """How far the feed has come.

    Attributes:
        id: Always 1.
        newest: The newest number.
        now: The latest instant up to which timers have gone off, in ms.
    """

    id: int
    newest: int
    now: int


CHANGES: Final = Table("feed_changes", Row)
REACHED: Final = Table("feed_reached", Reached)
_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


def changes(rows: Rows, after: int, limit: int) -> list[Change]:
    """Return the changes that follow a number, oldest first.

    Args:
        rows: The views.
        after: The number of the last change that is known; 0 for none.
        limit: How many at most.

    Raises:
        DamagedError: The rows are not what was written.
    """
    last = min(newest(rows), after + limit)
    if last <= after:
        return []
    return [_read(row) for row in rows.numbered(CHANGES, after + 1, last)]


def newest(rows: Rows) -> int:
    """Return the number of the newest change; 0 for none.

    Raises:
        DamagedError: The rows are not what was written.
    """
    reached = rows.get(REACHED, 1)
    return 0 if reached is None else reached.newest


def pass_clock(views: Views, now_ms: int) -> None:
    """Tell what has become true because time has passed.

    It is repeatable: a second pass adds nothing, and a feed that is built anew tells
    the same, with the same numbers, once the clock has passed again or the next event
    is there. A timer waits five minutes, so that events whose time still may be before
    it come first.

    Args:
        views: The feed among them.
        now_ms: The ledger's time. On a simulated ledger that of its newest record.

    Raises:
        ProjectionError: The views cannot be brought up to date.
        VerificationError: The ledger is damaged.
        StoreError: The medium failed.
    """
    until = now_ms - BACKWARDS_MS
    views.amend(
        FEED,
        lambda rows: _Writer(rows, until).pass_until(until),
        needed=lambda rows: _due(rows, until, views.found_whole),
    )


def _due(rows: Rows, until: int, found_whole: set[str]) -> bool:
    """Tell whether timers are due; once, that none was lost, which looks at all."""
    if TIMERS.name not in found_whole:
        rows.check(TIMERS)
        found_whole.add(TIMERS.name)
    return bool(rows.upto(TIMERS, until))


def _read(row: Row) -> Change:
    return Change(
        n=row.n,
        at=row.at,
        type=row.type,
        subject=row.subject,
        event=row.event.hex(),
        position=row.position,
        data=_decode(row.data),
    )


class _Writer:
    """Numbers what there is to tell, and writes it.

    Args:
        rows: The rows of the feed.
        last: The last instant that can be reached, in ms.
    """

    def __init__(self, rows: Writing, last: int) -> None:
        self._rows = rows
        known = rows.get(REACHED, 1) or Reached(1, 0, 0)
        self._newest, self._now = known.newest, known.now
        self._timers = Timers(rows, max(last, self._now))

    def take(self, fact: Fact) -> None:
        """Tell what an event brings, after what was due by its time."""
        received = fact.event.received_at
        self._pass(received)
        self._now = max(self._now, received)
        # Most events change no row that anybody hears of.
        if fact.moves:
            self._tell_all(fact)

    def pass_until(self, instant: int) -> None:
        """Tell what was due by an instant at which nothing happened."""
        self._pass(instant)
        self.keep()

    def keep(self) -> None:
        """Write how far the feed has come."""
        self._rows.put(REACHED, Reached(1, self._newest, self._now))

    def _tell_all(self, fact: Fact) -> None:
        for one in consequences(fact, self._now):
            match one:
                case News():
                    self._tell_of(one, fact)
                case Wait(timer):
                    self._timers.set(timer)
                case Drop(timer):
                    self._timers.drop(timer)
        for timer in self._timers.going_off(self._now):
            self._tell(timer, fact.event.received_at, fact)

    def _pass(self, instant: int) -> None:
        if instant < self._timers.next:
            return
        for timer in self._timers.going_off(instant):
            self._now = max(self._now, timer.at)
            self._tell(timer, timer.at, None)

    def _tell_of(self, news: News, fact: Fact) -> None:
        data = encode_data(news.data).decode()
        timer = Timer(0, news.type, news.subject, 0, 0, data)
        self._tell(timer, fact.event.received_at, fact)

    def _tell(self, told: Timer, at: int, cause: Fact | None) -> None:
        self._newest += 1
        event = b"" if cause is None else cause.event.hash
        position = None if cause is None else cause.event.position
        row = Row(self._newest, at, told.type, told.subject, event, position, told.data)
        self._rows.add(CHANGES, row)


def _apply(facts: Sequence[Fact], rows: Writing) -> None:
    """Take in events that follow each other."""
    if not facts:
        return
    writer = _Writer(rows, max(fact.event.received_at for fact in facts))
    for fact in facts:
        writer.take(fact)
    writer.keep()


FEED: Final = Projection(
    name="feed",
    version=EDITION,
    tables=(CHANGES, TIMERS, REACHED),
    apply=_apply,
    hears=HEARD,
)
