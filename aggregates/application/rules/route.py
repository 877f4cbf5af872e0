"""Hop by hop: who has the file, to whom it goes next, who may accept it."""

from collections.abc import Iterator
from datetime import date

from aggregates.application import audits, recommending
from aggregates.application import checks as c
from aggregates.application.standing import RECOMMENDED, ApplicationState
from aggregates.committee.state import CommitteeState
from aggregates.competence import lies_in
from aggregates.decider import Context
from aggregates.entrustment.coverage import is_entrusted
from aggregates.lookup import committee_of, organisation_of, session_of
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.schema import Body

AT_THE_HOP = (
    audits.Forwarded,
    audits.DepartmentAuditPassed,
    audits.AuthorityAuditPassed,
    c.DepartmentAuditFailed,
    c.AuthorityAuditFailed,
    audits.Accepted,
)
KIND_OF_HOP: dict[type[Body], tuple[str, ...]] = {
    audits.DepartmentAuditPassed: ("DEPARTMENT", "PUBLIC_EMPLOYMENT_SERVICE"),
    audits.AuthorityAuditPassed: ("AUTHORITY",),
    c.DepartmentAuditFailed: ("DEPARTMENT", "PUBLIC_EMPLOYMENT_SERVICE"),
    c.AuthorityAuditFailed: ("AUTHORITY",),
    audits.Accepted: ("COMMITTEE_OFFICE",),
}


@rule("XN12-3.1.1a", "XN12-5.2e", "YC12-3.1c", "LEDGER-COMPETENCE", on=AT_THE_HOP)
def who_has_the_file_acts(context: Context) -> Iterator[Reason]:
    """逐级报送、审核：由材料所在的一级办理."""
    holder = context.state.holder
    forwarding = isinstance(context.body, audits.Forwarded)
    for org in sorted({signer.org for signer in context.act.by if signer.org}):
        if org != holder:
            yield reason(
                expected=(f"材料现在 {holder}", f"the file is at {holder}"),
                found=(f"{org} 办理", f"{org} acts"),
                remedy=("由材料所在单位办理", "the body that has the file acts"),
            ).under("XN12-3.1.1a" if forwarding else "XN12-5.2e")


@rule("XN12-5.2e", "YC12-3.1c", "LEDGER-COMPETENCE", on=tuple(KIND_OF_HOP))
def audited_by_the_right_kind(context: Context) -> Iterator[Reason]:
    """各级人社（职改）部门、评委会办公室和主管部门根据职能职责审核."""
    holder = organisation_of(context.states, context.state.holder)
    expected = KIND_OF_HOP[type(context.body)]
    if holder.known and holder.kind not in expected:
        yield reason(
            expected=(
                f"{'、'.join(expected)} 环节",
                f"a hop of kind {' or '.join(expected)}",
            ),
            found=(f"{holder.kind} 环节", f"a hop of kind {holder.kind}"),
            remedy=("按职能办理本环节的审核", "do the audit of this hop"),
        )


@rule("XN12-5.2d", "XN12-3.1.1a", "YC12-3.1c", "LEDGER-STATE", on=(audits.Forwarded,))
def forwarded_to_the_next_body(context: Context) -> Iterator[Reason]:
    """报送同级主管部门审核，按规定程序逐级报送，不得越级."""
    state: ApplicationState = context.state
    session = session_of(context.states, state.session)
    holder = organisation_of(context.states, state.holder)
    expected = holder.superior or session.office
    if context.body.to != expected:
        yield reason(
            expected=(f"下一级 {expected}", f"the next body {expected}"),
            found=(context.body.to,) * 2,
            remedy=("按报送路线逐级报送", "follow the route level by level"),
        ).under("XN12-5.2d" if state.stage == RECOMMENDED else "XN12-3.1.1a")


@rule("XN12-5.2d", on=(audits.Forwarded,))
def there_is_a_department_to_forward_to(context: Context) -> Iterator[Reason]:
    """报送同级主管部门审核：没有登记主管部门的，不得直达评委会；委托的按委托渠道."""
    state: ApplicationState = context.state
    skipping = state.stage == RECOMMENDED and not is_entrusted(context.states, state)
    if skipping and not organisation_of(context.states, state.holder).superior:
        yield reason(
            expected=("已登记的同级主管部门", "a competent department on record"),
            found=("没有登记", "none"),
            remedy=("先登记主管部门，再逐级报送", "register the department first"),
        )


@rule("XN12-5.2e", "LEDGER-VERSION", on=(audits.Forwarded,))
def this_hop_has_passed_it(context: Context) -> Iterator[Reason]:
    """上一级审核通过后方可报送下一级."""
    state: ApplicationState = context.state
    if state.stage == RECOMMENDED and state.recommended != state.manifest:
        yield reason(
            expected=("推荐意见覆盖现有材料", "a recommendation of this material"),
            found=("推荐后材料有变动", "material changed after it"),
            remedy=("重新审核、公示、推荐", "review and recommend again"),
        )


@rule("XN12-7.1c", on=(audits.Accepted, audits.Admitted))
def committee_is_filed(context: Context) -> Iterator[Reason]:
    """核准备案完成前不得擅自开展职称评审工作；有效期届满须重新备案."""
    yield from unfiled(context, context.state.session)


def unfiled(context: Context, session_id: str) -> Iterator[Reason]:
    """Yield the reason why the committee of a session may not work today."""
    session = session_of(context.states, session_id)
    committee = committee_of(context.states, session.committee)
    today = context.act.day
    if not committee.active_on(today):
        yield reason(
            expected=(
                f"{today} 评委会核准备案有效",
                f"a filing that holds on {today}",
            ),
            found=_filing(committee, today),
            remedy=(
                "先完成核准备案（附件3）",
                "file the committee first (附件3)",
            ),
        )


def _filing(committee: CommitteeState, today: date) -> tuple[str, str]:
    if committee.withdrawn:
        return ("评审权已收回", "the power of review is withdrawn")
    if committee.suspended:
        return ("评审已暂停", "the committee is suspended")
    if committee.valid_to is None:
        return ("未经核准备案", "never filed")
    if today > committee.valid_to:
        return (f"有效期至 {committee.valid_to}", f"valid to {committee.valid_to}")
    return (f"自 {committee.filed_on} 起有效", f"valid from {committee.filed_on}")


@rule("XN12-8.2a", "XN6B-2d", on=(audits.Accepted,))
def committee_may_review_it(context: Context) -> Iterator[Reason]:
    """超出评委会受理范围的不予受理：系列、级别在核准备案范围内."""
    state: ApplicationState = context.state
    session = session_of(context.states, state.session)
    committee = committee_of(context.states, session.committee)
    wrong = []
    if state.series not in committee.series:
        wrong.append(state.series)
    if state.level not in committee.levels:
        wrong.append(state.level)
    if committee.professions and state.profession not in committee.professions:
        wrong.append(state.profession)
    unit = state.employer or state.agency
    place = organisation_of(context.states, unit).territory
    from_here = lies_in(place, committee.territory)
    if not from_here and not is_entrusted(context.states, state):
        wrong.append(place or "地域不明")
    if wrong:
        allowed = [
            *committee.series,
            *committee.levels,
            *committee.professions,
            committee.territory,
        ]
        yield reason(
            expected=listed(allowed),
            found=listed(wrong),
            remedy=(
                "按原报送渠道退回，并一次性告知",
                "return it the way it came, with all reasons",
            ),
        )


@rule("XN12-8.2a", on=(audits.Accepted,))
def accepted_before_the_acceptance_closes(context: Context) -> Iterator[Reason]:
    """不得擅自调整受理申报时间：审核截止、截止受理后不再受理."""
    session = session_of(context.states, context.state.session)
    until = session.audit_until
    closed = bool(session.stage) and session.stage != "ANNOUNCED"
    if closed or (until is not None and context.act.day > until):
        yield reason(
            expected=(f"受理期内，至 {until}", f"while accepting, until {until}"),
            found=(f"{context.act.day}，已截止受理", f"{context.act.day}, closed"),
            remedy=(
                "不再受理；调整须经人社（职改）部门同意",
                "a change needs the authority's consent",
            ),
        )


MOVING = (
    recommending.EmployerItemReviewed,
    recommending.EmployerDeliberated,
    recommending.EmployerPublicityOpened,
    recommending.EmployerPublicityClosed,
    recommending.RecommendationIssued,
    audits.Forwarded,
    audits.DepartmentAuditPassed,
    audits.AuthorityAuditPassed,
    c.DepartmentAuditFailed,
    c.AuthorityAuditFailed,
    c.UnitPerformanceAudited,
    audits.Accepted,
    audits.Admitted,
)
"""Acts that take an application a step further."""


@rule("LEDGER-STATE", on=MOVING)
def nothing_is_open(context: Context) -> Iterator[Reason]:
    """Nothing moves on while a correction or a question is open."""
    state: ApplicationState = context.state
    if state.correction is not None:
        yield reason(
            expected=("补正已完成", "the correction is done"),
            found=(
                f"待补正，期限 {state.correction.until}",
                f"open until {state.correction.until}",
            ),
            remedy=("等待补正，或期满后作视为放弃", "wait for the correction"),
        )
    if state.held:
        yield reason(
            expected=("没有暂缓", "not on hold"),
            found=("暂缓中", "on hold"),
            remedy=("解除暂缓后办理", "release it first"),
        )
