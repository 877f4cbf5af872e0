"""Who is supervised: what the ledger knows of a target, whatever kind it is."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from aggregates.decider import States
from aggregates.lookup import application_of, committee_of, organisation_of
from aggregates.shape import is_id

KIND_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "APPLICANT": ("申报人员", "an applicant"),
    "EMPLOYER": ("推荐单位", "a recommending employer"),
    "DEPARTMENT": ("主管单位", "a department"),
    "COMMITTEE": ("评委会", "a committee"),
    "ESTABLISHING_UNIT": ("组建单位", "an establishing unit"),
}
NO_EMPLOYERS: Final = ("AUTHORITY", "COMMITTEE_OFFICE", "DISCIPLINE_ORGAN")
"""Kinds of organisations that recommend nobody."""

NO_UNITS: Final = ("COMMITTEE_OFFICE", "DISCIPLINE_ORGAN")
"""Kinds of organisations that establish no committee."""


class Subject(NamedTuple):
    """Somebody who is supervised.

    Attributes:
        kind: One of the kinds of XN6B-3.
        id: The application, organisation or committee.
        bodies: The organisations that answer for it.
        person: The applicant, if it is one.
        territory: Where it is.
        industry: Its industry, if it is registered.
    """

    kind: str
    id: str
    bodies: frozenset[str]
    person: str
    territory: str
    industry: str


def subject_of(states: States, kind: str, aggregate_id: str) -> Subject | None:
    """Return who is supervised; None where the ledger knows no such target."""
    find = _FINDERS.get(kind)
    return find(states, aggregate_id, kind) if find else None


def _applicant(states: States, aggregate_id: str, kind: str) -> Subject | None:
    if not is_id(aggregate_id, "application"):
        return None
    application = application_of(states, aggregate_id)
    if not application.stage:
        return None
    employer = organisation_of(states, application.employer)
    return Subject(
        kind,
        aggregate_id,
        frozenset({application.employer}),
        application.person,
        employer.territory,
        employer.industry,
    )


def _organisation(states: States, aggregate_id: str, kind: str) -> Subject | None:
    if not is_id(aggregate_id, "organisation"):
        return None
    found = organisation_of(states, aggregate_id)
    if not found.known or not _can_be(kind, found.kind):
        return None
    bodies = frozenset({aggregate_id})
    return Subject(kind, aggregate_id, bodies, "", found.territory, found.industry)


def _can_be(kind: str, organisation: str) -> bool:
    if kind == "DEPARTMENT":
        return organisation == "DEPARTMENT"
    return organisation not in (NO_EMPLOYERS if kind == "EMPLOYER" else NO_UNITS)


def _committee(states: States, aggregate_id: str, kind: str) -> Subject | None:
    if not is_id(aggregate_id, "committee"):
        return None
    found = committee_of(states, aggregate_id)
    if not found.establishing_unit:
        return None
    unit = organisation_of(states, found.establishing_unit)
    bodies = frozenset({found.establishing_unit, found.office})
    return Subject(kind, aggregate_id, bodies, "", found.territory, unit.industry)


_FINDERS: Final[Mapping[str, Callable[[States, str, str], Subject | None]]] = {
    "APPLICANT": _applicant,
    "EMPLOYER": _organisation,
    "DEPARTMENT": _organisation,
    "COMMITTEE": _committee,
    "ESTABLISHING_UNIT": _organisation,
}
