"""What is owed on a day: running deadlines with the days left, late ones as findings.

A finding has its proof: the event that started the deadline, and the one that met it
too late, or ended the matter without meeting it. A minimum is never late, and a term
or a window that ends is no debt.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

import msgspec

from aggregates.policy.workdays import WorkingDays
from aggregates.text import Text
from projections.dues.clocks import DEADLINES, ENDED, MET, OVER, RUNNING, Clock, stood
from projections.dues.debtors import Debtors
from projections.refold import as_they_stood
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import Label, Named, RuleRef, label, rule_ref, type_label
from projections.words.references import EventRef, event_ref

STATES: Final = {
    "OPEN": Text("未到期", "open"),
    "OVERDUE": Text("已逾期", "overdue"),
    "MET": Text("按期完成", "met in time"),
    "MET_LATE": Text("逾期完成", "met late"),
    "MISSED": Text("逾期未完成", "missed"),
    "LAPSED": Text("事项已终结", "lapsed with its matter"),
    "REPLACED": Text("已另行起算", "counted anew"),
    "RUNNING": Text("最短期限内", "minimum still running"),
    "RUN_OUT": Text("最短期限已满", "minimum has run"),
    "BEYOND": Text("超过参考时限", "past the reference"),
    "IN_FORCE": Text("有效期内", "in force"),
    "EXPIRED": Text("已期满", "expired"),
    "SHUT": Text("已截止", "shut"),
}
LATE: Final = frozenset({"OVERDUE", "MET_LATE", "MISSED"})
"""States that are findings."""

KINDS: Final = {
    "LATEST": Text("最迟期限", "latest"),
    "MINIMUM": Text("最短期限", "minimum"),
    "TERM": Text("有效期间", "term"),
    "REFERENCE": Text("参考期限（及时）", "reference"),
    "WINDOW": Text("可办理期间", "window"),
}


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One deadline as it stands on a day.

    Attributes:
        id: The aggregate it is about.
        rule: The rule that sets it.
        kind: ``LATEST``, ``MINIMUM``, ``TERM``, ``REFERENCE`` or ``WINDOW``.
        state: A code of `STATES`.
        started: The event that started it.
        start: From which day it is counted.
        length: How many units; negative when counted backwards.
        unit: ``WD``, ``D``, ``M``, ``Y`` or ``ON``.
        due: The last day.
        provisional: A year without an adopted calendar was touched.
        calendars: The calendar versions it rests on.
        organisation: Who owes it, where that follows from the act.
        person: The person who owes it, likewise.
        met_by: The event type that meets it.
        met: The event that met or ended it; none while it runs.
        met_on: The day of that event.
        days: Days left; negative for days late.
        working_days: The same in working days.
        days_provisional: They were counted through a year without an adopted calendar.
        finding: Whether it is late.
    """

    id: str
    rule: RuleRef
    kind: Label
    state: Label
    started: EventRef
    start: date
    length: int
    unit: str
    due: date
    provisional: bool
    calendars: tuple[str, ...]
    organisation: Named
    person: str
    met_by: Label
    met: EventRef | None
    met_on: date | None
    days: int
    working_days: int
    days_provisional: bool
    finding: bool


class Reckoning:
    """Reads deadlines as they stand on one day.

    Args:
        states: Where names, events and calendars are.
        today: The day.
        rows: The views, where they are at hand: who holds a role is found there.
    """

    def __init__(self, states: AsOf, today: date, rows: Rows | None = None) -> None:
        self._states = states
        self._today = today
        self._debtors = Debtors(states, today, rows)
        self._days: WorkingDays = states.working_days()

    def named(self, clock: Clock) -> Clock:
        """Return a deadline with who owes it."""
        return self._debtors.named(clock)

    def due(self, clock: Clock) -> Due:
        """Return one deadline as it stands."""
        return self.stated(self.named(clock))

    def stated(self, clock: Clock) -> Due:
        """Return one deadline as it stands, whose debtor is named already."""
        due = date.fromisoformat(clock.due)
        until = date.fromisoformat(clock.closed_on) if clock.how else self._today
        state = state_of(clock, self._today)
        event = self._debtors.event
        working_days, provisional = self._working_days(until, due)
        return Due(
            id=clock.id,
            rule=rule_ref(clock.rule),
            kind=label(clock.kind, KINDS.get(clock.kind, Text(clock.kind, clock.kind))),
            state=label(state, STATES[state]),
            started=event_ref(event(clock.position)),
            start=date.fromisoformat(clock.start),
            length=clock.length,
            unit=clock.unit,
            due=due,
            provisional=clock.provisional,
            calendars=tuple(clock.calendars.split()),
            organisation=self._states.organisation(clock.org)
            if clock.org
            else Named(""),
            person=clock.person,
            met_by=type_label(clock.met_by),
            met=None if clock.closed is None else event_ref(event(clock.closed)),
            met_on=until if clock.how else None,
            days=(due - until).days,
            working_days=working_days,
            days_provisional=provisional,
            finding=state in LATE,
        )

    def _working_days(self, day: date, due: date) -> tuple[int, bool]:
        """Return working days left, or late as a negative, and whether by a guess."""
        found = self._days.count(min(day, due), max(day, due))
        return found.days if day <= due else -found.days, found.provisional


def state_of(clock: Clock, today: date) -> str:
    """Return the state of a deadline on a day: a code of `STATES`."""
    late = (clock.closed_on or today.isoformat()) > clock.due
    match clock.kind:
        case "LATEST":
            return _latest(clock.how, late=late)
        case "MINIMUM":
            return "MET" if clock.how == MET else "RUN_OUT" if late else "RUNNING"
        case "REFERENCE":
            running = "BEYOND" if late else "OPEN"
            return _over(clock.how) if clock.how else running
        case "WINDOW":
            return "SHUT" if late or clock.how else "OPEN"
        case _ if clock.how:
            return "LAPSED" if clock.how == ENDED else "REPLACED"
        case _:
            return "EXPIRED" if late else "IN_FORCE"


def _latest(how: str, *, late: bool) -> str:
    match how, late:
        case "", _:
            return "OVERDUE" if late else "OPEN"
        case "MET", True:
            return "MET_LATE"
        case _, True:
            return "MISSED"
        case _:
            return _over(how)


def _is_no_debt(clock: Clock, today: date) -> bool:
    """Tell that a running deadline asks nothing of anybody, or no longer does."""
    return clock.kind == "TERM" or (
        clock.kind == "WINDOW" and state_of(clock, today) == "SHUT"
    )


def _over(how: str) -> str:
    return {MET: "MET", ENDED: "LAPSED"}.get(how, "REPLACED")


def due_list(
    rows: Rows,
    states: AsOf,
    today: date,
    *,
    wanted: Callable[[Clock], bool] = lambda _clock: True,
    everything: bool = False,
) -> tuple[Due, ...]:
    """Return what is owed, the earliest first.

    Args:
        rows: The views.
        states: The log; up to a day, what was owed at the end of that day.
        today: The day on which it is asked.
        wanted: Which deadlines; all without it.
        everything: Those that are met or over too, not only those that run.
    """
    if everything or states.day is not None:
        both = (RUNNING, OVER)
        clocks = as_they_stood(
            rows, states, DEADLINES, both, stood, over_too=everything
        )
    else:
        # Terms are most of what runs, and no debt: they need not be read.
        clocks = rows.where(RUNNING, "kind <> 'TERM'")
    if not everything:
        running = (clock for clock in clocks if not clock.how)
        clocks = [clock for clock in running if not _is_no_debt(clock, today)]
    reckoning = Reckoning(states, today, rows)
    named = map(reckoning.named, clocks)
    chosen = sorted(filter(wanted, named), key=lambda c: (c.due, c.position, c.n))
    return tuple(reckoning.stated(clock) for clock in chosen)


def late_ones(found: Iterable[Due]) -> tuple[Due, ...]:
    """Return the findings among deadlines."""
    return tuple(due for due in found if due.finding)
