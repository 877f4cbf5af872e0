"""Through which unit one declares in Yuncheng and in Liuzhou (YC12-3.1, LZ-2.1, 2.2).

A declaration goes first to the unit of the labour relation, or to the body that stands
in for it; from then on that body reviews, publicises and recommends.
"""

from collections.abc import Iterator
from typing import Final

from aggregates.application import audits
from aggregates.application import events as e
from aggregates.application import facts as f
from aggregates.application.rules.channel import (
    ACTING_FOR,
    BY_THE_EMPLOYER,
    DISPATCHED,
    EMPLOYED,
    EMPLOYER_ROLES,
    PRIVATE,
    WITHOUT_EMPLOYER,
)
from aggregates.application.rules.correction import REFUSING
from aggregates.application.standing import ApplicationState
from aggregates.competence import covers, lies_in
from aggregates.decider import Context
from aggregates.entrustment.coverage import is_entrusted
from aggregates.lookup import organisation_of
from aggregates.rulebook import Reason, reason, rule

NO_EMPLOYER: Final = "NO-EMPLOYER"
"""The code of the reason that there is no employer."""

KINDS_OF_BODIES: Final = {
    "EMPLOYER": ("STATE_ENTERPRISE", "PUBLIC_INSTITUTION", *PRIVATE, "OTHER"),
    "AGENCY": ("HR_AGENCY",),
    "DISPATCH": ("DISPATCH_AGENCY", "HR_AGENCY"),
    "DEPARTMENT": ("DEPARTMENT",),
    "PUBLIC_EMPLOYMENT_SERVICE": ("PUBLIC_EMPLOYMENT_SERVICE",),
    "AUTHORITY": ("AUTHORITY",),
}
"""As what a body of a channel in the profile is registered."""

BESIDE: Final = ("SEAL", "CUSTODIAN", "SUPERVISOR")


def _employment(state: ApplicationState) -> f.Employment | None:
    attested = state.facts.get("EMPLOYMENT")
    found = attested.fact if attested else None
    return found if isinstance(found, f.Employment) else None


def labour_relation(state: ApplicationState) -> str:
    """Return the unit with which the labour relation should be."""
    return state.agency if state.applicant_kind in DISPATCHED else state.employer


@rule("LZ-1.0a", on=(e.Submitted, audits.Accepted))
def does_professional_work_in_the_city(context: Context) -> Iterator[Reason]:
    """在我市用人单位中从事专业技术工作的人员和从事专业技术工作的自由职业者."""
    state: ApplicationState = context.state
    attested = state.facts.get("IDENTITY_NATURE")
    nature = attested.fact if attested else None
    post = nature.post_category if isinstance(nature, f.IdentityNature) else ""
    free = state.applicant_kind in WITHOUT_EMPLOYER
    place = _place_of_work(context)
    here = lies_in(place, context.policy.territory)
    here = here or is_entrusted(context.states, state)
    if (not free and post != "PROFESSIONAL") or not here:
        yield reason(
            expected=(
                f"在{context.policy.city}用人单位从事专业技术工作，已经核验",
                f"professional work in a unit of {context.policy.city_en}, attested",
            ),
            found=(
                f"{place or '地点不明'}，岗位类别 {post or '未核验'}",
                f"{place or 'place unknown'}, post {post or 'not attested'}",
            ),
            remedy=(
                "不属申报范围；委托评审的按委托程序",
                "outside the scope, unless the review is entrusted",
            ),
        )


def _place_of_work(context: Context) -> str:
    """Return where the employer is, or where somebody without one works."""
    state: ApplicationState = context.state
    if state.applicant_kind in WITHOUT_EMPLOYER:
        found = _employment(state)
        return found.territory if found else ""
    employer = organisation_of(context.states, state.employer)
    return employer.territory if employer.kind in KINDS_OF_BODIES["EMPLOYER"] else ""


@rule("YC12-3.1a", on=(e.Submitted, audits.Accepted))
def employed_and_on_post(context: Context) -> Iterator[Reason]:
    """申报职称评审的人员须为本单位在职在岗的专业技术人员."""
    state: ApplicationState = context.state
    if state.applicant_kind in WITHOUT_EMPLOYER:
        return
    found = _employment(state)
    unit = labour_relation(state)
    if found is None or found.organisation != unit or not found.on_post:
        yield reason(
            expected=(f"{unit} 在职在岗，已经核验", f"on post at {unit}, attested"),
            found=_told(found),
            remedy=(
                "由单位核验劳动关系和在岗情况；不在岗的不得申报",
                "have it attested; who is not on post cannot declare",
            ),
        )


@rule("LZ-2.1a", on=(e.Submitted, audits.Accepted))
def declared_through_the_unit_of_the_labour_relation(
    context: Context,
) -> Iterator[Reason]:
    """申报人应通过其人事劳动关系所在单位申报."""
    state: ApplicationState = context.state
    if state.applicant_kind in WITHOUT_EMPLOYER:
        return
    found = _employment(state)
    unit = labour_relation(state)
    if found is None or found.organisation != unit:
        yield reason(
            expected=(f"人事劳动关系在 {unit}，已经核验", f"employed by {unit}"),
            found=_told(found),
            remedy=("通过劳动关系所在单位申报", "declare through one's own unit"),
        )


@rule("YC12-3.1a", "LZ-2.1a", "XN12-3.1.1a", on=(e.Submitted, audits.Accepted))
def who_has_an_employer_declares_through_it(context: Context) -> Iterator[Reason]:
    """有用人单位的，由用人单位申报：核验有劳动关系的，不作为自由职业者等申报."""
    state: ApplicationState = context.state
    found = _employment(state)
    if state.applicant_kind not in WITHOUT_EMPLOYER or found is None:
        return
    employer = organisation_of(context.states, found.organisation)
    own = (
        state.applicant_kind == "SELF_EMPLOYED"
        and employer.kind == "INDIVIDUAL_BUSINESS"
    )
    if employer.kind in KINDS_OF_BODIES["EMPLOYER"] and not own:
        yield reason(
            expected=("没有用人单位，已经核验", "no employer, attested"),
            found=_told(found),
            remedy=("通过用人单位申报", "declare through the employer"),
        )


def _told(found: f.Employment | None) -> tuple[str, str]:
    if found is None:
        return ("没有核验记录", "no attestation recorded")
    on_post = {True: "在岗", False: "不在岗", None: "在岗情况未核验"}[found.on_post]
    return (f"{found.organisation}，{on_post}", f"{found.organisation}, {on_post}")


@rule("LZ-2.1b", on=(e.Submitted,))
def no_branch_without_personality(context: Context) -> Iterator[Reason]:
    """不得选择不具有独立法人资格的分支机构作为申报单位；法律另有规定的除外."""
    unit = organisation_of(context.states, context.body.to)
    if context.policy.branch_without_personality or unit.legal_person:
        return
    if not unit.branch_law:
        yield reason(
            expected=(
                "独立法人，或法律规定可独立承担民事责任的分支机构",
                "a legal person, or a branch that a law lets answer for itself",
            ),
            found=(f"{unit.id} 为分支机构", f"{unit.id} is a branch"),
            remedy=(
                "通过法人单位申报；银行、保险等分支机构先登记法律依据",
                "declare through the legal person, or register the law",
            ),
        )


@rule("YC12-3.1c", on=(e.Submitted,))
def pushed_to_a_body_of_the_channel(context: Context) -> Iterator[Reason]:
    """通过用人单位、劳务派遣单位等逐级报送：首站为本人的用人（派遣）单位."""
    state: ApplicationState = context.state
    if state.applicant_kind in WITHOUT_EMPLOYER:
        return
    yield from _not_to(context, labour_relation(state))


@rule("LZ-2.2", on=(e.Submitted,))
def pushed_by_the_channel_of_article_21(context: Context) -> Iterator[Reason]:
    """民营企业、非公有制单位和自由职业者按规定的途径申报."""
    state: ApplicationState = context.state
    kind = organisation_of(context.states, state.employer).kind
    if state.applicant_kind in WITHOUT_EMPLOYER:
        yield from _not_to(context, state.agency)
    elif state.applicant_kind == EMPLOYED and kind in PRIVATE:
        yield from _not_to(context, *filter(None, (state.employer, state.agency)))


@rule("LZ-2.1a", on=(e.Submitted,))
def pushed_to_the_unit_itself(context: Context) -> Iterator[Reason]:
    """国有单位、派遣人员：推送至人事劳动关系所在单位."""
    state: ApplicationState = context.state
    kind = organisation_of(context.states, state.employer).kind
    private = state.applicant_kind == EMPLOYED and kind in PRIVATE
    if state.applicant_kind not in WITHOUT_EMPLOYER and not private:
        yield from _not_to(context, labour_relation(state))


def _not_to(context: Context, *allowed: str) -> Iterator[Reason]:
    to: str = context.body.to
    kinds = [
        kind
        for channel in context.policy.channels
        if _applicant(context) in channel.applicants
        for body in channel.bodies
        for kind in KINDS_OF_BODIES.get(body, ())
    ]
    kind = organisation_of(context.states, to).kind
    unfit = bool(kinds) and kind not in kinds
    if to not in allowed or unfit:
        units = "、".join(filter(None, allowed))
        channel = (f"属 {'、'.join(kinds)}", f"one of {', '.join(kinds)}")
        yield reason(
            expected=channel if unfit or not units else (units, units),
            found=(f"{to}（{kind}）", f"{to} ({kind})"),
            remedy=("推送至申报渠道规定的单位", "push to the body of the channel"),
        )


def _applicant(context: Context) -> str:
    """Return the kind of applicant as the profile's channels name it."""
    state: ApplicationState = context.state
    kind = organisation_of(context.states, state.employer).kind
    private = any("PRIVATE" in c.applicants for c in context.policy.channels)
    if state.applicant_kind == EMPLOYED and kind in PRIVATE and private:
        return "PRIVATE"
    return state.applicant_kind


@rule("YC12-3.1d", on=(e.Submitted,))
def the_authority_of_the_place_stands_in(context: Context) -> Iterator[Reason]:
    """个体工商户、灵活就业人员、自由职业者由所在地人社部门提供兜底服务."""
    state: ApplicationState = context.state
    if state.applicant_kind not in WITHOUT_EMPLOYER:
        return
    authority = organisation_of(context.states, context.body.to)
    place = _employment(state)
    there = place is not None and covers(authority, place.territory)
    if context.body.to != state.agency or not there:
        where = place.territory if place else "从业所在地（须核验）"
        yield reason(
            expected=(f"{where} 的人社部门", f"the authority of {where}"),
            found=(
                f"{authority.id}（{authority.territory or '未登记'}）",
                f"{authority.id} ({authority.territory or 'not registered'})",
            ),
            remedy=("由所在地人社部门兜底", "the authority of the place stands in"),
        )


@rule("YC12-3.1d", on=REFUSING)
def nobody_is_refused_for_want_of_an_employer(context: Context) -> Iterator[Reason]:
    """兜底服务：不得以没有用人单位为由退回、不予通过."""
    codes = {told.code for told in context.body.reasons}
    if context.state.applicant_kind in WITHOUT_EMPLOYER and NO_EMPLOYER in codes:
        yield reason(
            expected=("不以没有用人单位为由", "no reason NO-EMPLOYER"),
            found=(NO_EMPLOYER, NO_EMPLOYER),
            remedy=("删去该项原因，由人社部门兜底", "leave this reason out"),
        )


@rule("YC12-3.1c", "LZ-2.1a", "LZ-2.2", on=BY_THE_EMPLOYER)
def the_body_it_was_pushed_to_acts(context: Context) -> Iterator[Reason]:
    """审核、公示、推荐由申报渠道的单位办理；派遣的可会同用工单位."""
    state: ApplicationState = context.state
    first = state.route[0] if state.route else ""
    roles = ACTING_FOR.get(organisation_of(context.states, first).kind, EMPLOYER_ROLES)
    allowed = {(role, first) for role in roles}
    if state.agency and first == state.agency:
        allowed.add(("USING_UNIT_OFFICER", state.employer))
    acting = [(s.role, s.org) for s in context.act.by if s.role not in BESIDE]
    for role, org in sorted(set(acting) - allowed):
        yield reason(
            expected=(first or "申报渠道的单位", first or "the body of the channel"),
            found=(f"{org}（{role}）", f"{org} ({role})"),
            remedy=("由申报渠道的单位办理", "let the body of the channel act"),
        )
