"""The aggregates as a ledger has them recorded: the read side of dispatch.

Every aggregate that is looked at is remembered with its version, so that the store
can check inside the write transaction that nothing a decision rests on has moved.
States are kept between questions and brought up to date with the events since.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from aggregates.catalog import AGGREGATES, fold_event
from aggregates.decider import Act, Standing, first_state
from aggregates.policy.dates import local_date
from aggregates.policy.state import PolicyState
from aggregates.standing import refers_to
from ledger.directory import Directory
from ledger.log_reader import LogReader
from ledger.paging import events_from
from ledger.record import Event
from ledger.statement import Seen

_KEPT: Final = 20_000
Known = tuple[int, bytes, Standing]
"""Number and hash of the newest event of an aggregate, and how it stands."""


class Recorded:
    """The states of a ledger's aggregates.

    Args:
        log: The ledger, opened.
    """

    def __init__(self, log: LogReader) -> None:
        self._log = log
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._reads: dict[str, int] = {}
        self._fresh_at = -1

    kinds: Final = frozenset(AGGREGATES)

    @property
    def origin(self) -> str:
        """Name of the ledger."""
        return self._log.origin

    @property
    def size(self) -> int:
        """Number of records."""
        return self._log.size

    @property
    def seen(self) -> Seen:
        """Number of records, and the root of the tree of exactly these."""
        size = self._log.size
        return Seen(size, self._log.root_at(size))

    @property
    def directory(self) -> Directory:
        """Keys and roles."""
        return self._log.directory

    def get(self, aggregate_id: str) -> Any:
        """Return the state of ``aggregate_id``, and remember that it was read."""
        return self.standing(aggregate_id).state

    def standing(self, aggregate_id: str) -> Standing:
        """Return its state with what undoes its newest act; it counts as read."""
        version, _, standing = self._fold(aggregate_id)
        self._reads[aggregate_id] = version
        return standing

    def is_relied_on(self, aggregate_id: str, act: Act) -> bool:
        """Tell whether another aggregate refers to an act of it, or to a later one.

        What is recorded after the act is read; acts that are amended are recent.
        """
        return any(
            refers_to(event.statement.refs, event.id, aggregate_id, act.seq)
            for event in events_from(self._log, act.position + 1)
        )

    def version(self, aggregate_id: str) -> int:
        """Return the number of its newest event."""
        return self._fold(aggregate_id)[0]

    def head(self, aggregate_id: str) -> tuple[int, bytes] | None:
        """Return number and hash of its newest event, or None."""
        version, digest, _ = self._fold(aggregate_id)
        return (version, digest) if version else None

    def versions_read(self) -> Mapping[str, int]:
        """Return the version of every aggregate that was read."""
        return dict(self._reads)

    def begin(self) -> None:
        """Forget what was read, and look again: a new decision begins.

        What is recorded elsewhere in the meantime may be missing from it; appending
        compares the versions that it read, and refuses.
        """
        self._reads.clear()
        self._take_in()

    def current_profile(self, at: int) -> str:
        """Name the profile that took effect last, as of ``at``."""
        day = local_date(at)
        in_force = []
        for policy_id in self._log.ids("policy"):
            policy: PolicyState = self.get(policy_id)
            version = policy.in_force_on(day)
            if version is not None:
                in_force.append((version.effective_from, policy_id))
        return max(in_force)[1].partition("/")[2] if in_force else ""

    def add(self, events: Sequence[Event]) -> None:
        """Take in what was just recorded here, so that it need not be read again.

        Args:
            events: At consecutive positions. If something else was recorded before
                them, they are read with it.
        """
        if events and events[0].position == self._fresh_at:
            self._apply(events)
            self._fresh_at += len(events)

    def _fold(self, aggregate_id: str) -> Known:
        if self._fresh_at < 0:
            self._take_in()
        found = self._known.get(aggregate_id)
        if found is None:
            blank = Standing(first_state(AGGREGATES, aggregate_id))
            found = self._log.fold(aggregate_id, (0, b"", blank), _next)
            self._keep(aggregate_id, found)
        return found

    def _take_in(self) -> None:
        """Bring what is kept up to date with the records since the last look."""
        size = self._log.size
        if size == self._fresh_at:
            return
        if self._fresh_at < 0 or size - self._fresh_at > _KEPT:
            self._known.clear()
        else:
            self._apply(self._log.page(self._fresh_at, size - self._fresh_at))
        self._fresh_at = size

    def _apply(self, events: Sequence[Event]) -> None:
        for event in events:
            known = self._known.get(event.id)
            # What was first looked at since the last time may hold it already.
            if known is not None and event.seq == known[0] + 1:
                self._known[event.id] = _next(known, event)

    def _keep(self, aggregate_id: str, found: Known) -> None:
        self._known[aggregate_id] = found
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)


def _next(known: Known, event: Event) -> Known:
    return event.seq, event.hash, fold_event(known[2], event)
