"""What is refused to a committee, and under which rule id."""

from collections.abc import Iterator

from aggregates.committee import events as e
from aggregates.committee.state import CommitteeState
from aggregates.decider import Context
from aggregates.organisation.state import OrganisationState
from aggregates.policy.dates import add_years_last_day, local_date
from aggregates.rulebook import Reason, reason, rule

FILING = (e.Filed, e.Refiled)
BY_AN_AUTHORITY = (
    e.Filed,
    e.Refiled,
    e.FilingRefused,
    e.Suspended,
    e.Resumed,
    e.ReviewAuthorityWithdrawn,
)
BY_THE_UNIT = (
    e.FilingApplied,
    e.ExpertAdmittedToPool,
    e.ExpertRemovedFromPool,
    e.ExpertPoolFrozen,
)


@rule("XN12-7.1a", "XN6B-2a", on=BY_AN_AUTHORITY)
def an_authority_and_not_the_unit(context: Context) -> Iterator[Reason]:
    """核准备案由职改部门办理，组建单位不得自行核准."""
    committee: CommitteeState = context.state
    for signer in context.act.by:
        org: OrganisationState = context.states.get(signer.org or "organisation/none")
        own = signer.org in (committee.establishing_unit, committee.office)
        if org.kind != "AUTHORITY" or own:
            yield reason(
                expected=("职改部门，且非组建单位自身", "an authority, not the unit"),
                found=(f"{signer.org}（{org.kind or '未登记'}）", f"{signer.org}"),
                remedy=("由有管理权限的职改部门办理", "the competent authority acts"),
            )


@rule("XN6B-2d", on=BY_THE_UNIT)
def the_unit_itself(context: Context) -> Iterator[Reason]:
    """各评委会及其组建单位对授权的评审工作负责."""
    body = context.body
    if isinstance(body, e.FilingApplied):
        unit = body.establishing_unit
    else:
        unit = context.state.establishing_unit
    for signer in context.act.by:
        if signer.org != unit:
            yield reason(
                expected=(unit or "组建单位", unit or "the establishing unit"),
                found=(signer.org, signer.org),
                remedy=("由组建单位办理", "the establishing unit acts"),
            )


@rule("XN12-7.1a", on=FILING)
def there_is_an_application(context: Context) -> Iterator[Reason]:
    """填报《评审委员会核准备案表》（附件3）后核准."""
    if not context.state.applied:
        yield reason(
            expected=("已报附件3、待核准", "an application with 附件3"),
            found=("没有待核准的申请", "none"),
            remedy=("组建单位先申请", "the unit applies first"),
        )


@rule("XN12-7.1a", on=FILING)
def valid_for_three_years_at_most(context: Context) -> Iterator[Reason]:
    """有效期自核准备案之日起不超过三年（可短不可长）."""
    body: e.Validity = context.body
    years = context.policy.committee_validity_years
    longest = add_years_last_day(body.filed_on, years)
    if not body.filed_on < body.valid_to <= longest:
        yield reason(
            expected=(f"不晚于 {longest}", f"not after {longest}"),
            found=(f"{body.valid_to}",) * 2,
            remedy=("有效期可短不可长", "it may be shorter, never longer"),
        )
    today = local_date(context.act.received_at)
    if body.filed_on > today:
        yield reason(
            expected=(f"不晚于 {today}", f"not after {today}"),
            found=(f"{body.filed_on}",) * 2,
            remedy=("填写实际核准日期", "give the day of the filing"),
        )


@rule("XN12-A3.12", "XN12-7.1a", on=(e.FilingApplied,))
def three_years_before(context: Context) -> Iterator[Reason]:
    """近三年评审情况：申报前三个年度，通过人数不多于评审人数."""
    body: e.FilingApplied = context.body
    this_year = local_date(context.act.received_at).year
    wanted = [this_year - 3, this_year - 2, this_year - 1]
    years = [figures.year for figures in body.last3]
    too_many = [f.year for f in body.last3 if f.passed > f.reviewed]
    if years != wanted or too_many:
        yield reason(
            expected=("、".join(map(str, wanted)), ", ".join(map(str, wanted))),
            found=("、".join(map(str, too_many or years)),) * 2,
            remedy=("逐年填写评审、通过人数", "give reviewed and passed of each year"),
        )


@rule("XN12-A3.2", "XN12-7.1a", on=(e.FilingApplied,))
def all_fields_are_filled(context: Context) -> Iterator[Reason]:
    """附件3各项均须填写."""
    body: e.FilingApplied = context.body
    fields = {
        "评委会名称": body.committee_name,
        "评审范围": body.series,
        "评审层级": body.levels,
        "组建单位": body.establishing_unit,
        "承办机构": body.undertaking_agency,
        "通讯地址": body.address,
        "职务": body.agency_head_post,
        "主要做法": body.practices,
    }
    missing = [name for name, value in fields.items() if not value]
    if body.has_review_rules and not body.rules_documents:
        missing.append("制度文件")
    if missing:
        yield reason(
            expected=("附件3各项齐全", "all fields of 附件3"),
            found=("缺：" + "、".join(missing), f"{len(missing)} missing"),
            remedy=("补齐后申请", "complete the form"),
        )


@rule("LEDGER-STATE", on=(e.Refiled,))
def filed_before(context: Context) -> Iterator[Reason]:
    """Filing again presupposes a first filing."""
    if context.state.filings == 0:
        yield reason(
            expected=("曾经核准备案", "an earlier filing"),
            found=("没有", "none"),
            remedy=("首次核准备案用 committee.filed", "use committee.filed"),
        )


@rule("LEDGER-STATE", on=(e.Filed,))
def not_filed_before(context: Context) -> Iterator[Reason]:
    """The first filing happens once."""
    if context.state.filings:
        yield reason(
            expected=("首次核准备案", "a first filing"),
            found=("已有备案", "filed already"),
            remedy=("重新备案用 committee.refiled", "use committee.refiled"),
        )


@rule("XN6B-4.3b", "LZ-5.2b", on=(e.ExpertPoolFrozen,))
def frozen_list_is_the_pool(context: Context) -> Iterator[Reason]:
    """封存名单人数与在库人数一致."""
    in_pool = len(context.state.pool)
    if context.body.pool.count != in_pool:
        yield reason(
            expected=(f"在库 {in_pool} 人", f"{in_pool} in the pool"),
            found=(f"名单 {context.body.pool.count} 人",) * 2,
            remedy=("按在库专家封存", "freeze the pool as it is"),
        )


@rule("LEDGER-STATE", on=(e.ExpertRemovedFromPool,))
def expert_is_in_the_pool(context: Context) -> Iterator[Reason]:
    """Only who is in can leave."""
    if context.body.entry not in context.state.pool:
        yield reason(
            expected=("在库专家的入库序号", "an entry of the pool"),
            found=(f"{context.body.entry}",) * 2,
            remedy=("核对入库序号", "check the number"),
        )


@rule("LEDGER-STATE", on=(e.FilingApplied, *BY_AN_AUTHORITY))
def not_withdrawn(context: Context) -> Iterator[Reason]:
    """A withdrawn power of review is gone."""
    if context.state.withdrawn:
        yield reason(
            expected=("评审权未收回", "the power of review stands"),
            found=("已收回", "withdrawn"),
            remedy=("须另行组建评委会", "another committee must be formed"),
        )
