"""Recorded events as projections see them: typed, with the states around them.

States are folded by the aggregates' own `evolve`, so that a view never has an
opinion of its own about what an act means. An event whose type or body this program
does not know changes no state; it is listed like any other.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec

from aggregates.amendment import Amendment, Recalled
from aggregates.catalog import AGGREGATES, act_of
from aggregates.decider import Act, Standing
from aggregates.policy.dates import local_date
from aggregates.standing import standing_after
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from ledger.record import Event
from ledger.statement import kind_of

_KEPT: Final = 16_000
"""States in a generation; an application's takes some kilobytes."""


class Move(NamedTuple):
    """A row of a view that an event changed.

    Attributes:
        table: The name of its table.
        before: The row before; None when there was none.
        after: The row after; None when it is gone.
    """

    table: str
    before: Any
    after: Any


class Fact(msgspec.Struct, frozen=True):
    """One recorded event.

    Attributes:
        event: As it stands in the log.
        kind: Of its aggregate.
        act: As the domain sees it; None when its type is not known here.
        before: The aggregate's state before it; None for an unknown kind.
        after: The state after it.
        recalled: The position of the act that it recalls, if it is a recall.
        amended: What stands after a correction or a recall, with the newest act as
            it was corrected and the state before that act; None for other events.
        moves: The rows that the views before have changed by it, where a later view
            takes them in.
    """

    event: Event
    kind: str
    act: Act | None
    before: Any
    after: Any
    recalled: int | None = None
    amended: Standing | None = None
    moves: list[Move] = msgspec.field(default_factory=list)

    @property
    def day(self) -> date:
        """The local day on which it counts (formats §3)."""
        if self.act is None:
            return local_date(self.event.received_at)
        return self.act.day


class Step(NamedTuple):
    """One act of an aggregate's history.

    Attributes:
        act: The act.
        after: The state after it.
        recalled: The position of the act that it recalls, if it is a recall.
    """

    act: Act
    after: Any
    recalled: int | None = None


class Facts:
    """Turns pages of the log into facts, keeping states between them.

    Args:
        log: Where the older events of an aggregate are read when it is met again.
    """

    def __init__(self, log: LogReader) -> None:
        self._log = log
        # Two generations instead of an order of use: as good, and nearly free.
        self._young: dict[str, tuple[int, Standing]] = {}
        self._old: dict[str, tuple[int, Standing]] = {}

    def of(self, events: Iterable[Event]) -> list[Fact]:
        """Return the facts of events that follow each other in the log."""
        return [self._fact(event) for event in events]

    def _fact(self, event: Event) -> Fact:
        aggregate, seq = event.statement.id, event.statement.seq
        kind = kind_of(aggregate)
        before = self._before(aggregate, seq, kind)
        fact, after = met(event, kind, before)
        self._young[aggregate] = (seq, after)
        if len(self._young) > _KEPT:
            self._old, self._young = self._young, {}
        return fact

    def _before(self, aggregate: str, seq: int, kind: str) -> Standing:
        if kind not in AGGREGATES:
            return Standing(None)
        known = self._young.get(aggregate) or self._old.get(aggregate)
        if known is not None and known[0] == seq - 1:
            return known[1]
        if seq == 1:
            return first_standing(kind, aggregate)
        events = self._log.events(aggregate)
        return folded(kind, aggregate, (e for e in events if e.seq < seq))


def met(event: Event, kind: str, before: Standing) -> tuple[Fact, Standing]:
    """Return the fact of an event, and how its aggregate of a kind stands after it."""
    act = typed(event)
    after = before if act is None else evolved(kind, before, act)
    amends = act is not None and isinstance(act.body, Amendment)
    fact = Fact(
        event,
        kind,
        act,
        before.state,
        after.state,
        recalled_by(act, before) if amends else None,
        after if amends else None,
    )
    return fact, after


def typed(event: Event) -> Act | None:
    """See an event as the domain does; None when its type is not known here."""
    try:
        return act_of(event)
    except MalformedError:
        return None


def recalled_by(act: Act | None, before: Standing) -> int | None:
    """Return the position of the act that an act recalls, if it recalls one."""
    newest = before.newest
    if act is None or newest is None or not isinstance(act.body, Recalled):
        return None
    return newest.position if newest.seq == act.body.seq else None


def first_standing(kind: str, aggregate_id: str) -> Standing:
    """Return how an aggregate stands of which nothing is recorded."""
    known = AGGREGATES.get(kind)
    return Standing(known.initial(aggregate_id) if known else None)


def folded(kind: str, aggregate_id: str, events: Iterable[Event]) -> Standing:
    """Fold events of one aggregate, passing over those that are not known here."""
    acts = (act for event in events if (act := typed(event)) is not None)
    standing = Standing(AGGREGATES[kind].initial(aggregate_id))
    for act in acts:
        standing = evolved(kind, standing, act)
    return standing


def histories(kind: str, aggregate_id: str, acts: Iterable[Act]) -> Iterator[Step]:
    """Yield the acts of an aggregate, each with the state after it."""
    standing = Standing(AGGREGATES[kind].initial(aggregate_id))
    for act in acts:
        recalled = recalled_by(act, standing)
        standing = evolved(kind, standing, act)
        yield Step(act, standing.state, recalled)


def that_stand(history: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps without those that were recalled, and without the recalls."""
    recalled = {step.recalled for step in history} - {None}
    return tuple(
        step
        for step in history
        if step.recalled is None and step.act.position not in recalled
    )


def evolved(kind: str, standing: Standing, act: Act) -> Standing:
    """Fold one act; one that a state cannot take in leaves it as it is."""
    try:
        return standing_after(AGGREGATES[kind], standing, act)
    except MalformedError:
        return standing
