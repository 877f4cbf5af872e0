"""The channel of a declaration: who reviews, publicises and recommends for whom."""

from collections.abc import Iterator
from typing import Final

from aggregates.application import events as e
from aggregates.application import recommending
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.rulebook import Reason, listed, reason, rule

BY_THE_EMPLOYER: Final = (
    recommending.EmployerItemReviewed,
    recommending.EmployerReviewFailed,
    recommending.EmployerDeliberated,
    recommending.EmployerPublicityOpened,
    recommending.EmployerPublicityClosed,
    recommending.RecommendationIssued,
    recommending.RecommendationRefused,
)
EMPLOYED: Final = "EMPLOYED"
DISPATCHED: Final = ("DISPATCHED", "IRREGULAR")
FREELANCER: Final = "FREELANCER"
WITHOUT_EMPLOYER: Final = (FREELANCER, "SELF_EMPLOYED", "FLEXIBLE_WORKER")
"""Kinds of applicants for whom another body than an employer acts."""

EMPLOYER_ROLES: Final = ("EMPLOYER_REVIEWER", "EMPLOYER_HEAD")
STANDING_IN: Final = ("AGENCY_OFFICER", "USING_UNIT_OFFICER", "AUTHORITY_OFFICER")
PRIVATE: Final = ("PRIVATE_ENTERPRISE", "SOCIAL_ORGANISATION", "INDIVIDUAL_BUSINESS")
ACTING_FOR: Final = {
    "AUTHORITY": ("AUTHORITY_OFFICER",),
    "DISPATCH_AGENCY": ("AGENCY_OFFICER",),
    "HR_AGENCY": ("AGENCY_OFFICER",),
    "PUBLIC_EMPLOYMENT_SERVICE": ("AGENCY_OFFICER",),
}
"""Who acts for a body that stands in for the employer."""

ANOTHER: Final = "ANOTHER_RECOMMENDER"


def first_body(state: ApplicationState) -> str:
    """Return to whom a declaration is pushed: the body of its channel."""
    if state.applicant_kind != EMPLOYED or (state.agency and excepted(state)):
        return state.agency
    return state.employer


def excepted(state: ApplicationState) -> bool:
    """Tell whether another body than the employer may recommend (原则上)."""
    return ANOTHER in state.exceptions


@rule("XN12-3.1.1a", "XN6A-5a", on=BY_THE_EMPLOYER)
def the_state_employer_acts(context: Context) -> Iterator[Reason]:
    """国有企事业单位由用人单位履行审核、公示、推荐，逐级报送."""
    if not _is_private(context):
        yield from _the_employer_acts(context)


@rule("XN12-3.1.2b", "XN6A-5b", on=BY_THE_EMPLOYER)
def the_private_employer_acts(context: Context) -> Iterator[Reason]:
    """民营企业由建立劳动关系的企业履行审核、公示、推荐程序."""
    if _is_private(context):
        yield from _the_employer_acts(context)


def _is_private(context: Context) -> bool:
    return organisation_of(context.states, context.state.employer).kind in PRIVATE


def _the_employer_acts(context: Context) -> Iterator[Reason]:
    state: ApplicationState = context.state
    if state.applicant_kind != EMPLOYED:
        return
    unit = state.route[0] if excepted(state) and state.route else state.employer
    acting = {(s.role, s.org) for s in context.act.by if _recommends(s.role)}
    roles = _roles_at(context, unit)
    wrong = {(r, o) for r, o in acting if r not in roles or o != unit}
    for _, org in sorted(wrong):
        yield reason(
            expected=(unit or "用人单位", unit or "the employer"),
            found=(org, org),
            remedy=(
                "由用人单位办理；另有规定的，先经核准例外",
                "the employer acts, unless an exception was granted",
            ),
        )


def _roles_at(context: Context, unit: str) -> tuple[str, ...]:
    """Return in which roles somebody acts for the first body of a channel."""
    return ACTING_FOR.get(organisation_of(context.states, unit).kind, EMPLOYER_ROLES)


def _recommends(role: str) -> bool:
    return role in EMPLOYER_ROLES or role in STANDING_IN


@rule("XN12-3.1.2c", "XN6A-5b", on=BY_THE_EMPLOYER)
def dispatched_staff_go_jointly(context: Context) -> Iterator[Reason]:
    """劳务派遣等人员由派遣（代理）机构会同用工单位共同履行."""
    state: ApplicationState = context.state
    if state.applicant_kind not in DISPATCHED:
        return
    wanted = {("AGENCY_OFFICER", state.agency), ("USING_UNIT_OFFICER", state.employer)}
    acting = {(s.role, s.org) for s in context.act.by if _recommends(s.role)}
    seals = {s.org for s in context.act.by if s.role == "SEAL"}
    sealed = not seals or seals == {state.agency, state.employer}
    if acting != wanted or not sealed:
        yield _joint(state, sorted(f"{role} {org}" for role, org in acting))
    agency = organisation_of(context.states, state.agency)
    if agency.kind not in ("DISPATCH_AGENCY", "HR_AGENCY"):
        yield _no_agency(state.agency)


def _joint(state: ApplicationState, found: list[str]) -> Reason:
    return reason(
        expected=(
            f"派遣（代理）机构 {state.agency} 和用工单位 {state.employer} 共同办理",
            f"{state.agency} and {state.employer} together",
        ),
        found=listed(found),
        remedy=("由两个单位共同签名、盖章", "both bodies sign and seal"),
    )


@rule("XN12-3.1.3", "XN6A-5c", on=BY_THE_EMPLOYER)
def freelancers_go_through_an_agency(context: Context) -> Iterator[Reason]:
    """自由职业者由人事代理机构履行审核、公示、推荐程序；经核准的例外除外."""
    state: ApplicationState = context.state
    if state.applicant_kind not in WITHOUT_EMPLOYER:
        return
    acting = {(s.role, s.org) for s in context.act.by if _recommends(s.role)}
    if excepted(state) and context.policy.freelancer_exception:
        allowed = {(role, state.agency) for role in _roles_at(context, state.agency)}
        if not acting <= allowed:
            yield _no_agency("、".join(sorted(org for _, org in acting)))
        return
    if acting != {("AGENCY_OFFICER", state.agency)}:
        yield reason(
            expected=("人事代理机构经办人办理", "the agency's officer"),
            found=listed(sorted(org for _, org in acting)),
            remedy=("由人事代理机构办理", "the HR agency acts"),
        )
    if organisation_of(context.states, state.agency).kind != "HR_AGENCY":
        yield _no_agency(state.agency)


def _no_agency(found: str) -> Reason:
    return reason(
        expected=("登记的人事代理（劳务派遣）机构", "a registered agency"),
        found=(found or "空", found or "nothing"),
        remedy=("填报有资质的机构", "name an agency that may act"),
    )


@rule("XN12-5.1d", on=(e.Submitted,))
def pushed_to_the_channel_body(context: Context) -> Iterator[Reason]:
    """推送至用人单位（按申报渠道确定的单位）."""
    expected = first_body(context.state)
    if context.body.to != expected or not expected:
        yield reason(
            expected=(expected or "渠道规定的单位", expected or "the channel's body"),
            found=(context.body.to,) * 2,
            remedy=("推送至申报渠道规定的单位", "push to the body of the channel"),
        )
