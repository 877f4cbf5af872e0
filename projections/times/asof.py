"""States of aggregates: what was true on a day, and what the ledger knew by then.

Two times: ``day`` is the day that is asked about, and ``known`` is how much of the log
had been written when somebody could have asked. An act that was entered late (补录)
belongs to the day on which it was done, and was known only from its own position on.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from aggregates.calendar.state import REGION, CalendarState
from aggregates.catalog import AGGREGATES
from aggregates.decider import Act, Standing
from aggregates.organisation.state import OrganisationState
from aggregates.policy.dates import local_date
from aggregates.policy.profile import Profile
from aggregates.policy.state import PolicyState
from aggregates.policy.workdays import Calendar, WorkingDays
from aggregates.standing import refers_to
from ledger.log_reader import LogReader
from ledger.paging import events_from
from ledger.record import Event
from ledger.statement import kind_of
from projections.facts import folded, typed
from projections.words.label import Named


class AsOf:
    """The aggregates of a ledger, by what had happened up to a day.

    An act counts on the day on which it was recorded, a late entry on the day on
    which it was done (formats §3).

    Args:
        log: The ledger.
        day: The last day that counts; none for everything recorded.
        known: How many records of the log are known; none for all of them.
    """

    def __init__(
        self, log: LogReader, day: date | None = None, known: int | None = None
    ) -> None:
        self.log = log
        self.day = day
        self.known = known
        self._standings: dict[str, Standing] = {}
        self._events: dict[str, list[Event]] = {}
        self._acts: dict[str, list[Act]] = {}

    def events(self, aggregate_id: str) -> list[Event]:
        """Return the events of an aggregate up to the day."""
        if aggregate_id not in self._events:
            events = self.log.events(aggregate_id)
            self._events[aggregate_id] = [e for e in events if self.counts(e)]
        return self._events[aggregate_id]

    def acts(self, aggregate_id: str) -> list[Act]:
        """Return its acts up to the day, as far as their types are known here."""
        if aggregate_id not in self._acts:
            found = (typed(event) for event in self.events(aggregate_id))
            self._acts[aggregate_id] = [act for act in found if act is not None]
        return list(self._acts[aggregate_id])

    def get(self, aggregate_id: str) -> Any:
        """Return the state of an aggregate, or the first state of its kind."""
        return self.standing(aggregate_id).state

    def standing(self, aggregate_id: str) -> Standing:
        """Return its state with what undoes its newest act."""
        if aggregate_id not in self._standings:
            kind = kind_of(aggregate_id)
            if kind not in AGGREGATES:
                return Standing(None)
            events = self.events(aggregate_id)
            self._standings[aggregate_id] = folded(kind, aggregate_id, events)
        return self._standings[aggregate_id]

    def is_relied_on(self, aggregate_id: str, act: Act) -> bool:
        """Tell whether another aggregate refers to an act of it, or to a later one."""
        return any(
            refers_to(event.statement.refs, event.id, aggregate_id, act.seq)
            for event in events_from(self.log, act.position + 1)
            if self.counts(event)
        )

    def version(self, aggregate_id: str) -> int:
        """Return the number of its newest event; 0 if there is none."""
        events = self.events(aggregate_id)
        return events[-1].seq if events else 0

    def organisation(self, aggregate_id: str) -> Named:
        """Return an organisation with its name."""
        if kind_of(aggregate_id) != "organisation":
            return Named(aggregate_id)
        state: OrganisationState = self.get(aggregate_id)
        return Named(aggregate_id, state.name)

    def profile(self, name: str, day: date) -> Profile | None:
        """Return the policy of a name that is in force on a day, if it is on record."""
        policy: PolicyState = self.get(f"policy/{name or '-'}")
        version = policy.in_force_on(day)
        return version.profile if version else None

    def working_days(self) -> WorkingDays:
        """Return the working days by all calendars adopted up to the day."""
        known: Iterable[CalendarState] = (
            self.get(one)
            for one in self.log.ids("calendar")
            if one.startswith(f"calendar/{REGION}-")
        )
        return WorkingDays(
            Calendar(
                id=one.id,
                seq=one.version,
                year=one.year,
                off=frozenset(one.off),
                makeup=frozenset(one.makeup),
            )
            for one in known
            if one.version
        )

    def counts(self, event: Event) -> bool:
        """Tell whether an event counts in these times."""
        known = self.known is None or event.position < self.known
        return known and (self.day is None or day_of_event(event) <= self.day)


def day_of_event(event: Event) -> date:
    """Return the local day on which an event counts (formats §3)."""
    late = event.body.get("late") is not None
    return local_date(event.statement.at if late else event.received_at)
