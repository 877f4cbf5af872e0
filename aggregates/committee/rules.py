"""What is refused to a committee, and under which rule id."""

from collections.abc import Iterator

from aggregates.committee import events as e
from aggregates.committee.state import CommitteeState
from aggregates.competence import (
    TERRITORIAL,
    judging_itself,
    lies_in,
    outside_the_territory,
)
from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.policy.dates import add_years_last_day
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.text import is_blank

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


@rule(*TERRITORIAL, on=BY_AN_AUTHORITY)
def by_the_authority_of_the_territory(context: Context) -> Iterator[Reason]:
    """市职改办负责全市，各县职改办负责本地区：备案、处理由有管辖权的职改部门办理."""
    yield from outside_the_territory(context, context.state.territory)


@rule("LEDGER-COMPETENCE", on=BY_AN_AUTHORITY)
def nobody_files_itself(context: Context) -> Iterator[Reason]:
    """An authority that is itself the establishing unit does not file its committee."""
    committee: CommitteeState = context.state
    own = (committee.establishing_unit, committee.office)
    yield from judging_itself(context, own)


@rule("XN6B-2d", "LEDGER-COMPETENCE", on=BY_THE_UNIT)
def the_unit_itself(context: Context) -> Iterator[Reason]:
    """各评委会及其组建单位对授权的评审工作负责."""
    body = context.body
    if isinstance(body, e.FilingApplied):
        unit = body.establishing_unit
    else:
        unit = context.state.establishing_unit
    for org in sorted({signer.org for signer in context.act.by if signer.org} - {unit}):
        yield reason(
            expected=(unit or "组建单位", unit or "the establishing unit"),
            found=(org, org),
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


@rule("LEDGER-STATE", on=(e.FilingRefused,))
def an_application_is_open(context: Context) -> Iterator[Reason]:
    """Only an application that waits can be refused."""
    if not context.state.applied:
        yield reason(
            expected=("待核准的申请", "an application that waits"),
            found=("没有", "none"),
            remedy=("核对评委会", "check the committee"),
        )


@rule("XN12-7.1a", on=FILING)
def valid_for_three_years_at_most(context: Context) -> Iterator[Reason]:
    """有效期自核准备案（或通知）之日起不超过三年（可短不可长）."""
    body: e.Validity = context.body
    years = context.policy.committee_validity_years
    on_notice = context.policy.committee_valid_from == "notice_date"
    longest = add_years_last_day(context.act.day if on_notice else body.filed_on, years)
    if not body.filed_on < body.valid_to <= longest:
        yield reason(
            expected=(f"不晚于 {longest}", f"not after {longest}"),
            found=(f"{body.valid_to}",) * 2,
            remedy=("有效期可短不可长", "it may be shorter, never longer"),
        )
    today = context.act.day
    if body.filed_on > today:
        yield reason(
            expected=(f"不晚于 {today}", f"not after {today}"),
            found=(f"{body.filed_on}",) * 2,
            remedy=("填写实际核准日期", "give the day of the filing"),
        )


@rule("XN12-A3.12", on=(e.FilingApplied,))
def three_years_before(context: Context) -> Iterator[Reason]:
    """近三年评审情况：申报前三个年度，通过人数不多于评审人数."""
    body: e.FilingApplied = context.body
    this_year = context.act.day.year
    wanted = [this_year - 3, this_year - 2, this_year - 1]
    years = [figures.year for figures in body.last3]
    too_many = [f.year for f in body.last3 if f.passed > f.reviewed]
    if years != wanted or too_many:
        yield reason(
            expected=("、".join(map(str, wanted)), ", ".join(map(str, wanted))),
            found=listed(map(str, too_many or years)),
            remedy=("逐年填写评审、通过人数", "give reviewed and passed of each year"),
        )


@rule(
    "XN12-A3.1",
    "XN12-A3.2",
    "XN12-A3.3",
    "XN12-A3.4",
    "XN12-A3.5",
    "XN12-A3.6",
    "XN12-A3.7",
    "XN12-A3.8",
    "XN12-A3.9",
    "XN12-A3.10",
    "XN12-A3.11",
    "XN12-A3.13",
    on=(e.FilingApplied,),
)
def all_fields_are_filled(context: Context) -> Iterator[Reason]:
    """附件3各项均须填写."""
    body: e.FilingApplied = context.body
    without_rules = body.has_review_rules and not body.rules_documents
    empty = {
        "XN12-A3.1": ("评委会名称", is_blank(body.committee_name)),
        "XN12-A3.2": ("评审范围", not body.series),
        "XN12-A3.3": ("评审层级", not body.levels),
        "XN12-A3.4": ("组建单位", not body.establishing_unit),
        "XN12-A3.5": ("承办机构", not body.undertaking_agency),
        "XN12-A3.6": ("通讯地址", is_blank(body.address)),
        "XN12-A3.7": ("联系电话", body.phone is None),
        "XN12-A3.8": ("承办机构主要负责人", body.agency_head is None),
        "XN12-A3.9": ("职务", is_blank(body.agency_head_post)),
        "XN12-A3.10": ("专家库现有人数", body.expert_pool_size == 0),
        "XN12-A3.11": ("制度文件", without_rules),
        "XN12-A3.13": ("主要做法", is_blank(body.practices)),
    }
    for rule_id, (name, is_empty) in empty.items():
        if is_empty:
            yield reason(
                expected=(f"附件3“{name}”", "all fields of 附件3"),
                found=("空", "nothing"),
                remedy=("补齐后申请", "complete the form"),
            ).under(rule_id)


@rule("XN12-A3.2", on=(e.FilingApplied,))
def scope_lies_in_the_city(context: Context) -> Iterator[Reason]:
    """评审范围写明地域：在本市之内."""
    territory, city = context.body.territory, context.policy.territory
    if len(territory) != len(city) or not lies_in(territory, city):
        yield reason(
            expected=(f"{city} 以内的行政区划", f"a division of {city}"),
            found=(territory or "空", territory or "nothing"),
            remedy=("填写评审地域的行政区划代码", "give the code of the territory"),
        )


@rule("LEDGER-REFS", on=(e.FilingApplied,))
def unit_and_office_are_registered(context: Context) -> Iterator[Reason]:
    """The unit and the office are on the ledger."""
    body: e.FilingApplied = context.body
    for org in (body.establishing_unit, body.undertaking_agency):
        if org and not organisation_of(context.states, org).known:
            yield reason(
                expected=("台账中已登记的单位", "an organisation that is registered"),
                found=(org, org),
                remedy=("先登记单位", "register it first"),
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


@rule("XN6B-4.3c", "LZ-5.2a", "LEDGER-DRAW", on=(e.ExpertPoolFrozen,))
def frozen_list_is_the_pool(context: Context) -> Iterator[Reason]:
    """按规定抽取：在核准的专家库中抽取，封存名单人数与在库人数一致."""
    in_pool = len(context.state.pool)
    if context.body.pool.count != in_pool:
        yield reason(
            expected=(f"在库 {in_pool} 人", f"{in_pool} in the pool"),
            found=(
                f"名单 {context.body.pool.count} 人",
                f"{context.body.pool.count} listed",
            ),
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


@rule("LEDGER-STATE", on=(e.Suspended, e.Resumed))
def suspended_and_then_resumed(context: Context) -> Iterator[Reason]:
    """Only what runs can be suspended, and only what is suspended can be resumed."""
    committee: CommitteeState = context.state
    resuming = isinstance(context.body, e.Resumed)
    if committee.suspended != resuming:
        yield reason(
            expected=("已暂停" if resuming else "未暂停", f"suspended: {resuming}"),
            found=("未暂停" if resuming else "已暂停", f"suspended: {not resuming}"),
            remedy=("核对评委会状态", "look at the committee's state"),
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
