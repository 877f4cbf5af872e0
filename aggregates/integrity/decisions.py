"""The decision behind an entry, whatever aggregate holds it, and the term it brings."""

from datetime import date
from typing import Any, NamedTuple

from aggregates.decider import States
from aggregates.lookup import (
    committee_of,
    complaint_of,
    organisation_of,
    person_of,
    session_of,
)
from aggregates.policy.profile import Profile
from aggregates.policy.terms import Term, record_term
from aggregates.shape import is_id


class Decision(NamedTuple):
    """The decision behind an entry.

    Attributes:
        person: Whom it concerns.
        number: Its document number, or the basis that it names.
        decided_on: Its date.
        verified_on: The day on which the fact was verified (查实之日).
        violation: What was found.
        role: In which role the person was found out.
        unit: The establishing unit of the matter.
        territory: Where the matter lies.
    """

    person: str
    number: str
    decided_on: date
    verified_on: date
    violation: str
    role: str
    unit: str
    territory: str


def decision(states: States, aggregate_id: str, role: str) -> Decision | None:
    """Return the decision that a title, an application or a person's record holds.

    Args:
        states: All aggregates.
        aggregate_id: What holds the decision.
        role: The role in which the person is entered; a person may have lost the
            qualification of an expert, and be barred as staff.
    """
    kind = aggregate_id.partition("/")[0]
    if is_id(aggregate_id, "person"):
        if role == "STAFF":
            return _staff_bar(states, aggregate_id)
        return _disqualification(states, aggregate_id)
    if not any(is_id(aggregate_id, one) for one in ("title", "application")):
        return None
    held: Any = states.get(aggregate_id)
    decided_on = held.revoked_on if kind == "title" else held.decided_on
    if decided_on is None:
        return None
    complaint = complaint_of(states, held.complaint)
    of = committee_of(states, session_of(states, held.session).committee)
    return Decision(
        person=held.person,
        number=held.decision_no,
        decided_on=decided_on,
        verified_on=complaint.decided_on or decided_on,
        violation=held.violation,
        role="APPLICANT",
        unit=of.establishing_unit,
        territory=of.territory,
    )


def _disqualification(states: States, person: str) -> Decision | None:
    """Return the decision that took the qualification of an expert (XN6A-9b)."""
    found = person_of(states, person).disqualified
    if found is None:
        return None
    of = committee_of(states, found.committee)
    return Decision(
        person=person,
        number=found.decision_no,
        decided_on=found.start,
        verified_on=found.start,
        violation="DISCIPLINE_BREACH",
        role="EXPERT",
        unit=of.establishing_unit,
        territory=of.territory,
    )


def _staff_bar(states: States, person: str) -> Decision | None:
    """Return the order that barred a person from review work (XN6A-9c, YC12-4.4b)."""
    found = person_of(states, person)
    if found.staff_barred_from is None:
        return None
    return Decision(
        person=person,
        number=found.staff_bar_basis,
        decided_on=found.staff_barred_from,
        verified_on=found.staff_barred_from,
        violation="DISCIPLINE_BREACH",
        role="STAFF",
        unit=found.staff_barred_by,
        territory=organisation_of(states, found.staff_barred_by).territory,
    )


def years_of(profile: Profile, role: str, decided_on: date) -> int | None:
    """Return how many years a person in a role is entered; None if none are stated.

    Where the city's documents state none, the national measure does, for what was
    decided since its first day (A8).
    """
    listed = profile.blacklist
    years = {"EXPERT": listed.expert_years, "STAFF": listed.staff_years}
    stated = years.get(role, listed.years)
    return _national_years(profile, decided_on) if stated is None else stated


def _national_years(profile: Profile, decided_on: date) -> int | None:
    national = profile.national
    if national is None or decided_on < national.effective_from:
        return None
    return national.archive_years


def term_of(profile: Profile, found: Decision, entered_on: date) -> Term | None:
    """Return the term that the policy prescribes; None where it states no years."""
    years = years_of(profile, found.role, found.decided_on)
    if years is None:
        return None
    return record_term(
        profile.blacklist,
        years,
        verified_on=found.verified_on,
        decided_on=found.decided_on,
        entered_on=entered_on,
    )
