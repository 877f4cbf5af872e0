"""Who counts in the shares of employers, departments and committees, and how many.

For each application there is a row of what it counts in, with the day on which it
began to; for each body and batch, a row of numbers, so that all shares of a year can
be told without counting. Which applications did not qualify is said once, in
`aggregates.application.unqualified`.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from aggregates.application.unqualified import did_not_qualify
from projections.facts import Fact
from projections.projection import Projection, Table, Writing, each

if TYPE_CHECKING:
    from aggregates.application.standing import ApplicationState

EMPLOYER_AUDIT: Final = "EMPLOYER_AUDIT"
DEPARTMENT_REVIEW: Final = "DEPARTMENT_REVIEW"
COMMITTEE_RECHECK: Final = "COMMITTEE_RECHECK"

_BEFORE_AUDIT: Final = frozenset(
    {
        "SUBMITTED",
        "REVIEWED",
        "DELIBERATED",
        "PUBLICITY",
        "PUBLICITY_CLOSED",
        "RECOMMENDED",
    }
)
_FIRST_HOP: Final = 2
"""Bodies on the route when the first that audits has received a file."""

_IN_REVIEW: Final = frozenset(
    {"ADMITTED", "BALLOTED", "PUBLICISED", "CONFIRMED", "REVIEWED_FAIL"}
)
"""Stages in which no audit finds anything any more: that is the review's finding."""

_ANNOUNCED: Final = frozenset({"", "PLANNED", "ANNOUNCED"})
_DEPARTMENT: Final = "DEPARTMENT"
_ACKNOWLEDGED: Final = "inspection.threshold-acknowledged"


class Counted(msgspec.Struct, frozen=True):
    """What one application counts in; each day is empty as long as it does not.

    Attributes:
        id: The application.
        session: Its batch.
        person: Whose it is.
        employer: Who recommends.
        departments: Departments that passed it on, by spaces, each as ``id=day``, or
            ``id=day=day`` with the day since when it counts against them.
        declared: The day of its submission.
        withdrawn: The day of a withdrawal before any audit.
        reviewed: The day of the ballot.
        employer_audit: The day since when it counts against the employer.
        committee_recheck: Against the committee.
    """

    id: str
    session: str = ""
    person: str = ""
    employer: str = ""
    departments: str = ""
    declared: str = ""
    withdrawn: str = ""
    reviewed: str = ""
    employer_audit: str = ""
    committee_recheck: str = ""


class Tally(msgspec.Struct, frozen=True):
    """How many count in one share.

    Attributes:
        body: The organisation; for a committee the batch, which leads to it.
        session: The batch.
        threshold: ``EMPLOYER_AUDIT``, ``DEPARTMENT_REVIEW``, ``COMMITTEE_RECHECK``.
        whole: How many count, with those withdrawn before any audit.
        part: How many of them did not qualify.
        withdrawn: How many of them were withdrawn before any audit.
    """

    body: str
    session: str
    threshold: str
    whole: int = 0
    part: int = 0
    withdrawn: int = 0


class Batch(msgspec.Struct, frozen=True):
    """What shares must know of a batch.

    Attributes:
        id: The session.
        committee: Whose it is.
        year: The review year.
        profile: The policy.
        audits_closed: The day on which no more files were accepted.
        concluded: The day on which the review ended.
        rechecked: The day of the re-check.
    """

    id: str
    committee: str
    year: int
    profile: str
    audits_closed: str = ""
    concluded: str = ""
    rechecked: str = ""


class Acknowledged(msgspec.Struct, frozen=True):
    """One acknowledgement of a crossed threshold.

    Attributes:
        id: The matter in which it stands.
        position: Of the act.
        day: Its day.
        threshold: Which.
        target: The body.
        year: The review year.
        part: The applications stated in the numerator, by spaces.
        whole: The stated denominator.
    """

    id: str
    position: int
    day: str
    threshold: str
    target: str
    year: int
    part: str
    whole: int


class Body(msgspec.Struct, frozen=True):
    """What kind of organisation one is, which decides whether it is a department."""

    id: str
    kind: str


COUNTED: Final = Table("shares_counted", Counted, by_aggregate=True)
TALLIES: Final = Table("shares_tallies", Tally, key=3)
BATCHES: Final = Table("shares_batches", Batch, by_aggregate=True)
ACKNOWLEDGED: Final = Table("shares_acknowledged", Acknowledged, by_aggregate=True)
BODIES: Final = Table("shares_bodies", Body, by_aggregate=True)


class Place(NamedTuple):
    """One place that an application takes in a share.

    Attributes:
        body: As in `Tally`.
        threshold: Which share.
        part: Whether it counts in the numerator.
        withdrawn: Whether it was withdrawn before any audit.
    """

    body: str
    threshold: str
    part: bool
    withdrawn: bool


def places(row: Counted, until: str = "9999") -> Iterator[Place]:
    """Yield the places that an application takes in shares at the end of a day."""

    def since(day: str) -> bool:
        return bool(day) and day <= until

    if since(row.declared):
        withdrawn = since(row.withdrawn)
        if row.employer:
            bad = since(row.employer_audit) and not withdrawn
            yield Place(row.employer, EMPLOYER_AUDIT, bad, withdrawn)
        for department, day, *found in _split(row.departments):
            if since(day):
                bad = any(map(since, found)) and not withdrawn
                yield Place(department, DEPARTMENT_REVIEW, bad, withdrawn)
    if since(row.reviewed):
        bad = since(row.committee_recheck)
        yield Place(row.session, COMMITTEE_RECHECK, bad, withdrawn=False)


def _split(departments: str) -> Iterator[list[str]]:
    return (one.split("=") for one in departments.split())


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    match fact.kind:
        case "application" if _moves(fact.before, fact.after):
            _count(fact, rows)
        case "session":
            _note_batch(fact, rows)
        case "organisation" if fact.before.kind != fact.after.kind:
            rows.put(BODIES, Body(fact.event.id, fact.after.kind))
        case "inspection":
            _note_acknowledgement(fact, rows)
        case _:
            pass


def _moves(before: "ApplicationState", after: "ApplicationState") -> bool:
    """Tell whether an event can change what an application counts in."""
    return (
        before.stage != after.stage
        or before.route is not after.route
        or before.defects is not after.defects
        or before.complaints is not after.complaints
        or before.employer != after.employer
        or before.session != after.session
    )


def _count(fact: Fact, rows: Writing) -> None:
    known = rows.get(COUNTED, fact.event.id) or Counted(fact.event.id)
    row = _counted(known, fact, rows)
    if row == known:
        return
    rows.put(COUNTED, row)
    before, after = set(places(known)), set(places(row))
    moved = known.session != row.session
    for place in before if moved else before - after:
        _tally(place, known.session, -1, rows)
    for place in after if moved else after - before:
        _tally(place, row.session, 1, rows)


def _tally(place: Place, session: str, by: int, rows: Writing) -> None:
    key = (place.body, session, place.threshold)
    known = rows.get(TALLIES, *key) or Tally(*key)
    changed = replace(
        known,
        whole=known.whole + by,
        part=known.part + by * place.part,
        withdrawn=known.withdrawn + by * place.withdrawn,
    )
    if changed.whole:
        rows.put(TALLIES, changed)
    else:
        rows.remove(TALLIES, *key)


def _counted(known: Counted, fact: Fact, rows: Writing) -> Counted:
    state: ApplicationState = fact.after
    today = fact.day.isoformat()

    def since(was: str, holds: object) -> str:
        return (was or today) if holds else ""

    withdrawn = state.stage == "WITHDRAWN" and (
        known.withdrawn or _is_before_audit(fact.before)
    )

    reviewed = since(known.reviewed, state.ballot_passed is not None)
    return Counted(
        id=state.id,
        session=state.session,
        person=state.person,
        employer=state.employer,
        departments=_departments(known, state, today, rows),
        declared=state.declared_on.isoformat() if state.declared_on else "",
        withdrawn=since(known.withdrawn, withdrawn),
        reviewed=reviewed,
        employer_audit=since(
            known.employer_audit,
            did_not_qualify(state, EMPLOYER_AUDIT)
            and state.holder != state.employer
            and (known.employer_audit or fact.before.stage not in _IN_REVIEW),
        ),
        committee_recheck=since(
            known.committee_recheck,
            state.ballot_passed
            and did_not_qualify(state, COMMITTEE_RECHECK, date.fromisoformat(reviewed)),
        ),
    )


def _is_before_audit(state: "ApplicationState") -> bool:
    """Tell whether nobody but the employer has looked at it (A12c)."""
    on_the_way = state.stage == "FORWARDED" and len(state.route) <= _FIRST_HOP
    return (state.stage in _BEFORE_AUDIT or on_the_way) and not state.notices


def _departments(
    known: Counted, state: "ApplicationState", today: str, rows: Writing
) -> str:
    """Return the departments that passed it on: it went through, and is elsewhere."""
    days = {one: rest for one, *rest in _split(known.departments)}
    found = []
    for org in dict.fromkeys(org for org in state.route if org != state.holder):
        if not _is_department(org, rows):
            continue
        passed, *bad = days.get(org, [today])
        counts = did_not_qualify(state, DEPARTMENT_REVIEW, date.fromisoformat(passed))
        found.append(
            "=".join([org, passed, *(bad or [today])] if counts else [org, passed])
        )
    return " ".join(found)


def _is_department(org: str, rows: Writing) -> bool:
    body = rows.get(BODIES, org)
    return body is not None and body.kind == _DEPARTMENT


def _note_batch(fact: Fact, rows: Writing) -> None:
    state: Any = fact.after
    known = rows.get(BATCHES, state.id)
    today = fact.day.isoformat()
    closed = (known.audits_closed if known else "") or today
    rechecked = (known.rechecked if known else "") or today
    rows.put(
        BATCHES,
        Batch(
            id=state.id,
            committee=state.committee,
            year=state.year,
            profile=state.profile,
            audits_closed="" if state.stage in _ANNOUNCED else closed,
            concluded=state.ended_on.isoformat() if state.ended_on else "",
            rechecked=rechecked if state.rechecked else "",
        ),
    )


def _note_acknowledgement(fact: Fact, rows: Writing) -> None:
    """Keep what was acknowledged, as it stands after corrections and recalls."""
    act = fact.act if fact.amended is None else fact.amended.newest
    if fact.recalled is not None:
        known = rows.get(ACKNOWLEDGED, fact.event.id)
        if known is not None and known.position == fact.recalled:
            rows.remove(ACKNOWLEDGED, known.id)
    elif act is not None and act.type.name == _ACKNOWLEDGED:
        body = act.body
        row = Acknowledged(
            id=act.id,
            position=act.position,
            day=act.day.isoformat(),
            threshold=body.threshold,
            target=body.target,
            year=body.year,
            part=" ".join(sorted(set(body.part))),
            whole=body.whole.count,
        )
        rows.put(ACKNOWLEDGED, row)


SHARES: Final = Projection(
    name="shares",
    version=1,
    tables=(COUNTED, TALLIES, BATCHES, ACKNOWLEDGED, BODIES),
    apply=each(_apply),
    kinds=frozenset({"application", "inspection", "organisation", "session"}),
)
