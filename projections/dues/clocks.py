"""Deadlines as stored in the acts that started them: who owes what by when.

Dates are never computed again: a due date is what the act that started it says, with
the calendars it rests on. What is met, missed or still open is arithmetic on days.
A deadline is met by the event type that it names, on the same aggregate; some are
answered in another way as well (`ANSWERED_BY`); it is replaced by a newer one under
the same rule (an amended notice, an extended verification), and it ends with its
matter.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from aggregates.decider import Act
from aggregates.schema import Deadline
from projections.facts import Fact, Step
from projections.projection import Projection, Table, Writing, each
from projections.stages import is_closed, stage_of

ANSWERED_BY: Final[Mapping[str, frozenset[str]]] = {
    # D3: "met by the next hop's audit or return" (domain page 3.11); at the employer
    # by the recommendation (3.2).
    "application.forwarded": frozenset(
        {
            "application.accepted",
            "application.audit-not-passed",
            "application.authority-audit-failed",
            "application.authority-audit-passed",
            "application.correction-requested",
            "application.department-audit-failed",
            "application.department-audit-passed",
            "application.employer-review-failed",
            "application.recommendation-issued",
            "application.recommendation-refused",
            "application.returned",
        }
    ),
    # D23: told and sent back, in whichever of the three ways.
    "application.returned": frozenset(
        {"application.audit-not-passed", "application.correction-requested"}
    ),
    # D20: accepted or refused, either is the answer that is owed.
    "complaint.accepted": frozenset({"complaint.not-accepted"}),
}

MET_AT_ONCE: Final = frozenset(
    {
        "committee.expert-pool-frozen",
        "committee.filed",
        "committee.refiled",
        "session.deployment-document-filed",
        "session.opening-form-uploaded",
        "session.review-notice-published",
        "session.review-plan-submitted",
        "title.initial-title-determined",
    }
)
"""The act that states the day is itself the one that had to come by then (D1, D6, D16,
D18).

A hop is otherwise: a file that is forwarded starts the hop that the next forwarding
meets.
"""

MET: Final = "MET"
REPLACED: Final = "REPLACED"
ENDED: Final = "ENDED"


class Clock(msgspec.Struct, frozen=True):
    """One deadline: running, or how it ended.

    Attributes:
        id: The aggregate.
        position: Of the act that started it.
        n: Its number in that act.
        since: The day of that act.
        rule: The rule that sets it.
        kind: ``LATEST``, ``MINIMUM``, ``TERM``, ``REFERENCE`` or ``WINDOW``.
        start: From which day it is counted.
        length: How many units.
        unit: ``WD``, ``D``, ``M``, ``Y`` or ``ON``.
        due: The last day.
        met_by: The event type that meets it.
        provisional: Whether a year without an adopted calendar was touched.
        calendars: Versions of the calendars it rests on, by spaces.
        reference: The number of the order or request that set it, where there is one.
        org: The organisation that owes it, where that follows from the act.
        person: The person, where that follows from the act.
        closed: Position of the event that ended it.
        how: ``MET``, ``REPLACED`` or ``ENDED``; empty while it runs.
        closed_on: The day of that event.
    """

    id: str
    position: int
    n: int
    since: str
    rule: str
    kind: str
    start: str
    length: int
    unit: str
    due: str
    met_by: str
    provisional: bool
    calendars: str
    reference: str
    org: str
    person: str
    closed: int | None = None
    how: str = ""
    closed_on: str = ""


RUNNING: Final = Table(
    "deadlines_running", Clock, key=3, by_aggregate=True, at_hand=True
)
OVER: Final = Table("deadlines_over", Clock, key=3, by_aggregate=True)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event: what it ends, and what it starts."""
    if fact.act is None:
        return
    before = rows.under(RUNNING, fact.act.id)
    if fact.recalled is not None:
        _take_back(fact.act.id, fact.recalled, rows)
        return
    if not before and not getattr(fact.act.body, "deadlines", ()):
        return
    running, over = step(before, fact.act, fact.kind, fact.after)
    for clock in over:
        rows.remove(RUNNING, clock.id, clock.position, clock.n)
        rows.put(OVER, clock)
    for clock in running:
        if clock not in before:
            rows.put(RUNNING, clock)


def _take_back(aggregate: str, recalled: int, rows: Writing) -> None:
    """Let a recalled act have started and ended no deadline."""
    for clock in rows.under(RUNNING, aggregate):
        if clock.position == recalled:
            rows.remove(RUNNING, clock.id, clock.position, clock.n)
    for clock in rows.under(OVER, aggregate):
        if clock.closed == recalled:
            rows.remove(OVER, clock.id, clock.position, clock.n)
            if clock.position != recalled:
                rows.put(RUNNING, _reopened(clock))


def _reopened(clock: Clock) -> Clock:
    return msgspec.structs.replace(clock, closed=None, how="", closed_on="")


def clocks_of(history: Iterable[Step], kind: str) -> tuple[Clock, ...]:
    """Return all deadlines of one aggregate from its acts, each with the state after.

    This is what the view holds, folded from the log instead.
    """
    after = [clocks for _, clocks in clocks_by_act(history, kind)]
    return after[-1] if after else ()


def clocks_by_act(
    history: Iterable[Step], kind: str
) -> Iterator[tuple[Act, tuple[Clock, ...]]]:
    """Yield the acts of one aggregate, each with all its deadlines after it."""
    running: list[Clock] = []
    over: list[Clock] = []
    for act, after, recalled in history:
        if recalled is None:
            running, ended = step(running, act, kind, after)
            over += ended
        else:
            again = [_reopened(clock) for clock in over if clock.closed == recalled]
            running = [one for one in [*running, *again] if one.position != recalled]
            over = [clock for clock in over if clock.closed != recalled]
        yield act, tuple(sorted([*over, *running], key=lambda c: (c.position, c.n)))


def step(
    running: Iterable[Clock], act: Act, kind: str, after: Any
) -> tuple[list[Clock], list[Clock]]:
    """Let an act run over the deadlines of its aggregate.

    Returns:
        Those that run after it, and those that it ended.
    """
    started = list(_started(act, kind, after))
    at_once = [clock for clock in started if _is_met_at_once(clock, act)]
    stage = stage_of(kind, after)
    kept: list[Clock] = []
    over = [_closed(clock, MET, act) for clock in at_once]
    for clock in running:
        how = _how_ended(clock, act, stage, started)
        if how:
            over.append(_closed(clock, how, act))
        else:
            kept.append(clock)
    return [*kept, *(clock for clock in started if clock not in at_once)], over


def _is_met_at_once(clock: Clock, act: Act) -> bool:
    own = act.type.name in MET_AT_ONCE and clock.met_by == act.type.name
    return own and clock.kind == "LATEST"


def _started(act: Act, kind: str, after: Any) -> Iterator[Clock]:
    """Yield the deadlines that an act starts."""
    stored: tuple[Deadline, ...] = getattr(act.body, "deadlines", ())
    for n, one in enumerate(stored):
        org, person = _owed_by(one, act, kind, after)
        yield Clock(
            id=act.id,
            position=act.position,
            n=n,
            since=act.day.isoformat(),
            rule=one.rule,
            kind=one.kind,
            start=one.start.isoformat(),
            length=one.length,
            unit=one.unit,
            due=one.due.isoformat(),
            met_by=one.met_by,
            provisional=one.provisional,
            calendars=" ".join(one.calendars),
            reference=_reference(act.body) or _number(act),
            org=org,
            person=person,
        )


def _how_ended(clock: Clock, act: Act, stage: str, started: Iterable[Clock]) -> str:
    """Tell how an act on its aggregate ends a deadline; empty when it does not."""
    event_type = act.type.name
    meets = event_type == clock.met_by or event_type in ANSWERED_BY.get(
        clock.met_by, ()
    )
    if meets and _reference(act.body) in ("", clock.reference):
        return MET
    same = (clock.rule, clock.met_by, clock.reference)
    if any((s.rule, s.met_by, s.reference) == same for s in started):
        return REPLACED
    return ENDED if is_closed(clock.id.partition("/")[0], stage) else ""


def stood(clock: Clock, day: str) -> Clock | None:
    """Return a deadline as it stood at the end of a day; None before it was set."""
    if clock.since > day:
        return None
    if clock.closed_on > day:
        return msgspec.structs.replace(clock, closed=None, how="", closed_on="")
    return clock


def _reference(body: Any) -> str:
    """Return the number by which a body names an order or a request."""
    return str(getattr(body, "order", "") or getattr(body, "request", ""))


def _number(act: Act) -> str:
    """Return the number under which an inspection's notice asks for material."""
    wanted = act.type.kind == "inspection"
    return str(getattr(act.body, "document_no", "")) if wanted else ""


def _closed(clock: Clock, how: str, act: Act) -> Clock:
    return msgspec.structs.replace(
        clock, closed=act.position, how=how, closed_on=act.day.isoformat()
    )


def _owed_by(one: Deadline, act: Act, kind: str, after: Any) -> tuple[str, str]:
    """Return who owes a deadline: an organisation and a person, either may be empty.

    It is who has the matter once the act is done; what the act itself does not say
    is not guessed.
    """
    if one.kind == "WINDOW":
        return "", ""
    signer = next((s.org for s in act.by if s.org), "")
    org, person = signer, ""
    if kind == "application" and one.met_by == "application.correction-submitted":
        org, person = "", after.person
    elif kind == "application" and one.kind != "MINIMUM":
        first_hop = after.route[:1] == (after.holder,)
        org, person = after.holder, after.reviewer if first_hop else ""
    elif kind == "session":
        org = after.office or signer
    elif kind == "committee":
        org = after.establishing_unit
    elif kind == "integrity":
        org, person = "", after.person
    elif kind == "quota":
        org = after.employer
    elif kind == "inspection":
        org, person = _inspected(act.body, after)
    return org, person


def _inspected(body: Any, after: Any) -> tuple[str, str]:
    """Return the body, or the person, of whom an inspection demands something.

    A committee answers through its establishing unit, which its own record names.
    """
    finding = after.findings.get(getattr(body, "finding", ""))
    asked = getattr(body, "explains", "") or getattr(body, "target", "")
    target = asked or (finding.target if finding else "")
    kind = target.partition("/")[0]
    body_of_it = target if kind in ("organisation", "committee") else ""
    return body_of_it, target if kind == "person" else ""


DEADLINES: Final = Projection(
    name="deadlines",
    version=7,
    tables=(RUNNING, OVER),
    apply=each(_apply),
    kinds=frozenset(
        {
            "application",
            "circular",
            "committee",
            "complaint",
            "entrustment",
            "history",
            "inspection",
            "integrity",
            "organisation",
            "quota",
            "session",
            "title",
            "trace",
        }
    ),
)
