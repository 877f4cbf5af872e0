"""Competence: which authority may act where, and whose office and unit a session has.

A county office is competent for its county, the city's for the whole city (XN6B-2a,
XN6B-2b), by the digits of the administrative division (GB/T 2260): two for the
province, four for the city, six for the county.
"""

from collections.abc import Collection, Iterator
from typing import Final

from aggregates.decider import Context, States
from aggregates.lookup import (
    application_of,
    committee_of,
    complaint_of,
    organisation_of,
    session_of,
)
from aggregates.organisation.state import OrganisationState
from aggregates.rulebook import Reason, reason
from aggregates.session.state import SessionState

TERRITORIAL: Final = ("XN6B-2a", "XN6B-2b", "LEDGER-COMPETENCE")
"""The ids of rules that ask an authority to stay in its territory."""

DIGITS: Final = {"NATION": 0, "PROVINCE": 2, "CITY": 4, "COUNTY": 6}
AUTHORITY: Final = ("AUTHORITY_OFFICER",)
OF_THE_COMMITTEE: Final = ("OFFICE_STAFF", "UNIT_OFFICER", "TELLER")


def covers(authority: OrganisationState, territory: str) -> bool:
    """Tell whether a territory lies in that of an authority."""
    digits = DIGITS.get(authority.level)
    if authority.kind != "AUTHORITY" or digits is None:
        return False
    return len(territory) == DIGITS["COUNTY"] and (
        authority.territory[:digits] == territory[:digits]
    )


def lies_in(territory: str, wider: str) -> bool:
    """Tell whether a territory lies in a wider one; ``421200`` holds ``421299``."""
    stem = wider
    while stem.endswith("00"):
        stem = stem[:-2]
    return bool(stem) and territory.startswith(stem)


def outside_the_territory(
    context: Context, territory: str, roles: Collection[str] = AUTHORITY
) -> Iterator[Reason]:
    """Yield a reason for every authority that acts outside its territory.

    A matter that lies nowhere yet is refused for that by another rule.
    """
    for org in _orgs(context, roles):
        state = organisation_of(context.states, org)
        if territory and not covers(state, territory):
            found = state.territory or "未登记"
            wanted = (f"管辖 {territory} 的职改部门", f"an authority of {territory}")
            rule_id = "XN6B-2b" if state.level == "COUNTY" else "XN6B-2a"
            yield reason(
                expected=wanted,
                found=(f"{org}（{found}）", f"{org} ({found})"),
                remedy=("由有管辖权的职改部门办理", "let the competent authority act"),
            ).under(rule_id)


def judging_itself(
    context: Context, own: Collection[str], roles: Collection[str] = AUTHORITY
) -> Iterator[Reason]:
    """Yield a reason for every body that decides about itself."""
    for org in _orgs(context, roles):
        if org in own:
            yield reason(
                expected=("与本事项无关的单位", "a body that is not concerned"),
                found=(f"{org} 处理自己的事项", f"{org} decides about itself"),
                remedy=("由上级职改部门办理", "let a superior authority act"),
            )


def others_than(
    context: Context,
    allowed: Collection[str],
    *,
    expected: tuple[str, str],
    remedy: tuple[str, str],
) -> Iterator[Reason]:
    """Yield a reason for every organisation that signs and is not allowed to."""
    for org in context.act.orgs:
        if org not in allowed:
            yield reason(expected=expected, found=(org, org), remedy=remedy)


def not_of_the_committee(
    context: Context, office: str, unit: str, name: str
) -> Iterator[Reason]:
    """Yield a reason for everybody who acts for another committee.

    Args:
        context: The act.
        office: The committee's office.
        unit: Its establishing unit.
        name: Its name, under which the body may be registered whose seal it has.
    """
    allowed = {"OFFICE_STAFF": office, "UNIT_OFFICER": unit}
    for role, org in dict.fromkeys((s.role, s.org) for s in context.act.by):
        if role not in OF_THE_COMMITTEE:
            continue
        wanted = allowed.get(role, "")
        named = bool(name) and organisation_of(context.states, org).name == name
        of_it = org == wanted if wanted else org in (office, unit) or named
        if not of_it:
            yield reason(
                expected=(
                    wanted or f"{office} 或 {unit}",
                    wanted or f"{office} or {unit}",
                ),
                found=(org or "空", org or "nothing"),
                remedy=(
                    "由该评委会的组建单位、办公室办理",
                    "let the unit or the office of the committee act",
                ),
            )


def session_of_matter(context: Context) -> SessionState:
    """Return the session that an application, a complaint or a title belongs to."""
    state = context.state
    application = getattr(state, "application", "") or getattr(
        context.body, "application", ""
    )
    session = getattr(state, "session", "")
    if not session and application:
        session = application_of(context.states, application).session
    return session_of(context.states, session)


def territory_of_session(states: States, session: SessionState) -> str:
    """Return where the committee of a session reviews."""
    return committee_of(states, session.committee).territory


def session_of_complaint(states: States, aggregate_id: str) -> SessionState:
    """Return the session of the application that a complaint concerns."""
    application = complaint_of(states, aggregate_id).application
    return session_of(states, application_of(states, application).session)


def _orgs(context: Context, roles: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.org for s in context.act.by if s.role in roles))
