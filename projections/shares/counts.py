"""How acts change who counts in the shares of employers, departments and committees.

Which applications did not qualify is said once, in
`aggregates.application.unqualified`; what is acknowledged is kept beside what was
counted at that moment.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from aggregates.application.unqualified import did_not_qualify
from aggregates.decider import Act
from projections.facts import Fact
from projections.projection import Projection, Writing, each
from projections.shares.rows import (
    ACKNOWLEDGED,
    BATCHES,
    BODIES,
    COMMITTEE_RECHECK,
    COUNTED,
    DEPARTMENT_REVIEW,
    EMPLOYER_AUDIT,
    REVIEWS,
    TALLIES,
    Acknowledged,
    Batch,
    Body,
    Counted,
    Place,
    Reviews,
    Tally,
    places,
    split_departments,
)

if TYPE_CHECKING:
    from aggregates.application.standing import ApplicationState


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


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    match fact.kind:
        case "application" if _moves(fact.before, fact.after):
            _count(fact, rows)
        case "session":
            _note_batch(fact, rows)
        case "organisation":
            rows.put(BODIES, Body(fact.event.id, fact.after.kind, fact.after.name))
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
    days = {one: rest for one, *rest in split_departments(known.departments)}
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
    if known is not None and known.committee != state.committee:
        rows.remove(REVIEWS, known.committee, state.id)
    rows.put(REVIEWS, Reviews(state.committee, state.id))
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
    """Keep what was acknowledged, beside what was counted at that moment."""
    act = fact.act if fact.amended is None else fact.amended.newest
    if fact.recalled is not None:
        known = rows.get(ACKNOWLEDGED, fact.event.id)
        if known is not None and known.position == fact.recalled:
            rows.remove(ACKNOWLEDGED, known.id)
    elif act is not None and act.type.name == _ACKNOWLEDGED:
        rows.put(ACKNOWLEDGED, _acknowledged(act, rows))


def _acknowledged(act: Act, rows: Writing) -> Acknowledged:
    body = act.body
    stated = sorted(set(body.part))
    tallies = list(_tallies(body.target, body.threshold, body.year, rows))
    return Acknowledged(
        id=act.id,
        position=act.position,
        day=act.day.isoformat(),
        threshold=body.threshold,
        target=body.target,
        year=body.year,
        part=" ".join(stated),
        whole=body.whole.count,
        strangers=sum(not _counts(one, body, rows) for one in stated),
        counted=sum(tally.part for tally in tallies),
        of=sum(tally.whole for tally in tallies),
        withdrawn=sum(tally.withdrawn for tally in tallies),
    )


def _tallies(target: str, threshold: str, year: int, rows: Writing) -> Iterator[Tally]:
    """Yield the numbers of a body's share in a review year, batch by batch."""
    bodies = [target]
    if threshold == COMMITTEE_RECHECK:
        bodies = [one.session for one in rows.under(REVIEWS, target)]
    for tally in (tally for body in bodies for tally in rows.under(TALLIES, body)):
        batch = rows.get(BATCHES, tally.session)
        if tally.threshold == threshold and batch and batch.year == year:
            yield tally


def _counts(application: str, body: Any, rows: Writing) -> bool:
    """Tell whether an application counts in the numerator of a share by now."""
    row = rows.get(COUNTED, application)
    if row is None:
        return False
    of_committee = body.threshold == COMMITTEE_RECHECK
    batch = rows.get(BATCHES, row.session)
    return any(
        place.part
        and place.threshold == body.threshold
        and (batch is not None and batch.committee if of_committee else place.body)
        == body.target
        for place in places(row)
    )


SHARES: Final = Projection(
    name="shares",
    version=3,
    tables=(COUNTED, TALLIES, BATCHES, REVIEWS, ACKNOWLEDGED, BODIES),
    apply=each(_apply),
    kinds=frozenset({"application", "inspection", "organisation", "session"}),
)
