"""Recorded events as projections see them: typed, with the states around them.

States are folded by the aggregates' own `evolve`, so that a view never has an
opinion of its own about what an act means. An event whose type or body this program
does not know changes no state; it is listed like any other.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import msgspec

from aggregates.catalog import AGGREGATES, act_of
from aggregates.decider import Act
from aggregates.policy.dates import local_date
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from ledger.record import Event
from ledger.statement import kind_of

_KEPT: Final = 5_000
"""States in a generation; an application's takes some kilobytes."""


class Fact(msgspec.Struct, frozen=True):
    """One recorded event.

    Attributes:
        event: As it stands in the log.
        kind: Of its aggregate.
        act: As the domain sees it; None when its type is not known here.
        before: The aggregate's state before it; None for an unknown kind.
        after: The state after it.
    """

    event: Event
    kind: str
    act: Act | None
    before: Any
    after: Any

    @property
    def day(self) -> date:
        """The local day on which it counts (formats §3)."""
        if self.act is None:
            return local_date(self.event.received_at)
        return self.act.day


class Facts:
    """Turns pages of the log into facts, keeping states between them.

    Args:
        log: Where the older events of an aggregate are read when it is met again.
    """

    def __init__(self, log: LogReader) -> None:
        self._log = log
        # Two generations instead of an order of use: as good, and nearly free.
        self._young: dict[str, tuple[int, Any]] = {}
        self._old: dict[str, tuple[int, Any]] = {}

    def of(self, events: Iterable[Event]) -> list[Fact]:
        """Return the facts of events that follow each other in the log."""
        return [self._fact(event) for event in events]

    def _fact(self, event: Event) -> Fact:
        aggregate, seq = event.statement.id, event.statement.seq
        kind = kind_of(aggregate)
        before = self._before(aggregate, seq, kind)
        act = typed(event)
        after = before if act is None else evolved(kind, before, act)
        self._young[aggregate] = (seq, after)
        if len(self._young) > _KEPT:
            self._old, self._young = self._young, {}
        return Fact(event, kind, act, before, after)

    def _before(self, aggregate: str, seq: int, kind: str) -> Any:
        if kind not in AGGREGATES:
            return None
        known = self._young.get(aggregate) or self._old.get(aggregate)
        if known is not None and known[0] == seq - 1:
            return known[1]
        if seq == 1:
            return AGGREGATES[kind].initial(aggregate)
        events = self._log.events(aggregate)
        return folded(kind, aggregate, (e for e in events if e.seq < seq))


def typed(event: Event) -> Act | None:
    """See an event as the domain does; None when its type is not known here."""
    try:
        return act_of(event)
    except MalformedError:
        return None


def folded(kind: str, aggregate_id: str, events: Iterable[Event]) -> Any:
    """Fold events of one aggregate, passing over those that are not known here."""
    state = AGGREGATES[kind].initial(aggregate_id)
    for event in events:
        act = typed(event)
        if act is not None:
            state = evolved(kind, state, act)
    return state


def evolved(kind: str, state: Any, act: Act) -> Any:
    """Fold one act; one that a state cannot take in leaves it as it is."""
    try:
        return AGGREGATES[kind].evolve(state, act)
    except MalformedError:
        return state
