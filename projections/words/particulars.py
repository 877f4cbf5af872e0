"""What there is to say about one thing, kind by kind, beside its stage.

All of it is public text of the log, or a code, or an id; persons appear as ids.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import msgspec

from projections.times.asof import AsOf
from projections.words.codes import NO, YES, in_words
from projections.words.label import Label, Words

if TYPE_CHECKING:
    from aggregates.application.standing import ApplicationState
    from aggregates.committee.state import CommitteeState
    from aggregates.complaint.state import ComplaintState
    from aggregates.integrity.state import IntegrityState
    from aggregates.organisation.state import OrganisationState
    from aggregates.person.state import PersonState
    from aggregates.session.state import SessionState
    from aggregates.title.state import TitleState

# What is asked about is of one kind; what the others remember need not be loaded.


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to say.

    Attributes:
        name: What it is.
        value: The value, in both languages; most are the same in both.
        id: The aggregate that the value names, if it names one.
    """

    name: Label
    value: Words
    id: str = ""


Say = Callable[[Any, AsOf, date], Iterator[Detail]]


def particulars(kind: str, state: Any, states: AsOf, today: date) -> tuple[Detail, ...]:
    """Return what there is to say, leaving out what is empty."""
    say = _BY_KIND.get(kind)
    found = say(state, states, today) if say else iter(())
    return tuple(one for one in found if one.value.zh)


def detail(code: str, zh: str, en: str, value: object, aggregate: str = "") -> Detail:
    """Make a detail of a value, with its codes in words."""
    return Detail(name=Label(code, zh, en), value=in_words(value), id=aggregate)


def _truth(code: str, zh: str, en: str, value: bool) -> Detail:  # noqa: FBT001 - a value
    return Detail(name=Label(code, zh, en), value=YES if value else NO)


def _named(code: str, zh: str, en: str, aggregate: str, states: AsOf) -> Detail:
    """Name an aggregate by its public name, else by its id."""
    name = _name_of(aggregate, states) if aggregate else ""
    return detail(code, zh, en, name or aggregate, aggregate)


def _name_of(aggregate: str, states: AsOf) -> str:
    if not aggregate.startswith(("organisation/", "committee/")):
        return ""
    return str(states.get(aggregate).name)


def _application(
    state: "ApplicationState", states: AsOf, _today: date
) -> Iterator[Detail]:
    yield detail("case_no", "受理编号", "case number", state.case_no)
    yield detail("person", "申报人", "person", state.person, state.person)
    yield _named("employer", "用人单位", "employer", state.employer, states)
    yield _named("agency", "人事代理机构", "agency", state.agency, states)
    yield detail("session", "评审年度批次", "session", state.session, state.session)
    wanted = [x for x in (state.series, state.profession, state.level) if x]
    yield detail("wanted", "申报系列专业级别", "applied for", wanted)
    yield detail("declared_on", "申报日期", "declared on", state.declared_on)
    yield detail("materials", "材料项", "material", sorted(state.materials))
    yield detail("facts", "已核验事实", "facts attested", sorted(state.facts))
    route = [_name_of(org, states) or org for org in state.route]
    yield detail("route", "报送路线", "route so far", route)
    if state.correction is not None:
        until = state.correction.until
        yield detail("correction", "待补正", "to correct", state.correction.codes)
        yield detail("correction_until", "补正期限", "correct by", until)
    pending = [one for one, result in state.objections.items() if result is None]
    yield detail("objections", "未处理异议", "open objections", pending)
    for complaint, outcome in state.complaints.items():
        yield detail("complaint", "信访件", "complaint", outcome or "-", complaint)
    if state.held:
        yield _truth("held", "暂缓", "on hold", state.held)
    defects = [defect.kind for defect in state.defects]
    yield detail("defects", "不得申报情形", "defects", defects)
    if state.ballot_passed is not None:
        yield _truth("passed", "评审通过", "passed", state.ballot_passed)
    yield detail("document_no", "确认文号", "confirmed by", state.document_no)
    yield detail("decision_no", "处理决定文号", "decision", state.decision_no)


def _session(state: "SessionState", states: AsOf, today: date) -> Iterator[Detail]:
    yield _named("committee", "评委会", "committee", state.committee, states)
    yield _named("office", "承办机构", "office", state.office, states)
    yield detail("year", "评审年度", "review year", state.year or "")
    window = (
        f"{state.declare_from} – {state.declare_until}" if state.declare_from else ""
    )
    yield detail("window", "网上申报", "declaration", window)
    yield detail("audit_until", "审核截止", "audits close", state.audit_until)
    yield detail("hop_limit", "每级审核工作日", "days a hop", state.hop_limit or "")
    if state.plan is not None:
        opening = state.plan.opening_on
        yield detail("opening_on", "会议日期", "opening day", opening)
        yield _truth("consented", "方案已同意", "consented", state.plan.consented)
    yield detail("admitted", "评审对象", "admitted", len(state.admitted) or "")
    yield detail("seats", "就位专家", "panel", len(state.seated) or "")
    yield detail("present", "出席", "present", len(state.present) or "")
    yield detail("passed", "通过", "passed", state.passed or "")
    yield detail("ended_on", "评审结束", "concluded on", state.ended_on)
    yield detail("publicity_on", "结果公示", "published on", state.publicity_on)
    yield detail("closed_on", "公示结束", "publicity ended", state.publicity_closed_on)
    yield detail("confirmed", "已确认", "confirmed", state.confirmed or "")
    yield from _deviations(state, states, today)


def _deviations(state: "SessionState", states: AsOf, today: date) -> Iterator[Detail]:
    from aggregates.session.deviations import NAMES, deviations  # noqa: PLC0415 - see above

    acts, profile = states.acts(state.id), states.profile(state.profile, today)
    for one in deviations(acts, lambda a: str(states.get(a).level), profile):
        name = NAMES[one.code]
        told = f"{one.planned} → {one.done}"
        yield detail(f"deviation_{one.code.lower()}", name.zh, name.en, told)


def _committee(state: "CommitteeState", states: AsOf, today: date) -> Iterator[Detail]:
    yield detail("name", "评委会名称", "name", state.name)
    yield detail("series", "评审系列", "series", state.series)
    yield detail("levels", "评审层级", "levels", state.levels)
    unit, office = state.establishing_unit, state.office
    yield _named("unit", "组建单位", "establishing unit", unit, states)
    yield _named("office", "承办机构", "office", office, states)
    yield detail("filed_on", "核准备案", "filed on", state.filed_on)
    yield detail("valid_to", "有效期至", "valid to", state.valid_to)
    yield _truth("valid", "当日有效", "valid on the day", state.active_on(today))
    yield detail("pool", "专家库在库", "experts in the pool", len(state.pool) or "")


def _person(state: "PersonState", _states: AsOf, today: date) -> Iterator[Detail]:
    for declared in state.declarations:
        what = (declared.year, declared.series, declared.level)
        yield detail("declared", "申报", "declared", what, declared.application)
    for title, stands in state.titles.items():
        found = Words("有效", "valid") if stands else Words("已撤销", "revoked")
        yield Detail(name=Label("title", "职称", "title"), value=found, id=title)
    for bar in state.bars:
        term = f"{bar.start} – {bar.end}"
        yield detail("record", "诚信记录", "integrity record", term, bar.record)
    for ban in state.self_bans:
        term = f"{ban.start} – {ban.lifted_on or ban.end}"
        yield detail("self_ban", "承诺停止申报", "promised ban", term, ban.decision)
    barred = any(bar.holds_on(today) for bar in state.bars)
    barred = barred or any(ban.holds_on(today) for ban in state.self_bans)
    yield _truth("barred", "当日限制申报", "barred on the day", barred)
    since = state.staff_barred_from
    yield detail("staff_barred", "不得从事评审工作自", "barred from review", since)


def _organisation(
    state: "OrganisationState", states: AsOf, _today: date
) -> Iterator[Detail]:
    yield detail("name", "单位名称", "name", state.name)
    yield detail("kind", "单位性质", "kind", state.kind)
    yield detail("level", "层级", "level", state.level)
    yield detail("territory", "行政区划", "territory", state.territory)
    yield _named("superior", "上一级报送单位", "next body", state.superior, states)
    years = sorted(state.suspended_years)
    yield detail("suspended", "暂停推荐年度", "may not recommend in", years)


def _title(state: "TitleState", _states: AsOf, _today: date) -> Iterator[Detail]:
    yield detail("person", "持有人", "holder", state.person, state.person)
    what = [x for x in (state.series, state.profession, state.level) if x]
    yield detail("title", "职称", "title", what)
    yield detail("since", "取得日期", "since", state.since)
    yield detail("document_no", "确认文号", "confirmed by", state.document_no)
    yield detail(
        "application", "申报", "application", state.application, state.application
    )
    yield detail("employer", "用人单位", "employer", state.employer, state.employer)
    yield detail("issued_in", "取得地", "obtained in", state.issued_in)
    if state.scope == "GRASSROOTS_ONLY":
        words = Words("限定在基层有效", "at the grass roots only")
        yield Detail(name=Label("scope", "有效范围", "valid"), value=words)
    yield detail("certificate_no", "证书编号", "certificate", state.certificate_no)
    if state.certificate_no or state.data_reported:
        status = Label("certificate", "证书状态", "certificate status")
        yield Detail(name=status, value=_certificate(state))
    if state.revoked_on is not None:
        yield detail("revoked_on", "撤销日期", "revoked on", state.revoked_on)
        yield detail("decision_no", "撤销决定文号", "decision", state.decision_no)
        yield detail("violation", "违规种类", "violation", state.violation)
        voided, told = state.certificate_voided, state.employer_notified
        yield _truth("voided", "证书已作废", "certificate voided", voided)
        yield _truth("notified", "已通知用人单位", "employer notified", told)


def _certificate(state: "TitleState") -> Words:
    """Say how it stands with the certificate of a title."""
    from aggregates.title import state as stages  # noqa: PLC0415 - see above

    if state.stage == stages.FORGED:
        return Words("系伪造", "forged")
    if state.certificate_voided:
        return Words("已作废", "void")
    lost = state.stage in (stages.REVOKED, stages.VOIDED)
    if lost and state.certificate_no:
        return Words("待作废", "to be voided")
    if state.certificate_no:
        return Words("有效", "valid")
    return Words("数据已报送，尚未发放", "data reported, not issued yet")


def _complaint(state: "ComplaintState", states: AsOf, _today: date) -> Iterator[Detail]:
    yield detail("case_no", "信访编号", "case number", state.case_no)
    about = state.application
    yield detail("application", "涉及申报", "application", about, about)
    yield detail("received_on", "收到日期", "received on", state.received_on)
    yield detail("accepted_on", "受理日期", "accepted on", state.accepted_on)
    yield _named("by", "受理单位", "accepted by", state.accepted_by, states)
    for person in state.investigators:
        yield detail("investigator", "核查人员", "investigator", person, person)
    yield detail("steps", "核查步骤", "steps", state.steps or "")
    yield detail("items", "查实材料", "items found false", state.items)
    yield detail("outcome", "结论", "outcome", state.outcome)
    if state.outcome:
        yield detail("violation", "违规种类", "violation", state.violation)
    yield detail("decided_on", "决定日期", "decided on", state.decided_on)
    if state.referred:
        acknowledged = state.acknowledged
        yield _truth("acknowledged", "移交已接收", "referral received", acknowledged)


def _integrity(state: "IntegrityState", _states: AsOf, today: date) -> Iterator[Detail]:
    yield detail("person", "当事人", "person", state.person, state.person)
    yield detail("tier", "名单", "tier", state.tier)
    yield detail("levels", "层级", "levels", state.levels)
    yield detail("behaviour", "失信行为", "behaviour", state.behaviour)
    yield detail("decision", "决定", "decision", state.decision_no, state.decision)
    yield detail("reply_until", "陈述申辩期限", "may answer until", state.reply_until)
    yield detail("term_start", "记录期限起", "first day", state.term_start)
    yield detail("term_end", "记录期限止（含当日）", "last day", state.term_end)
    if state.term_start is not None and state.term_end is not None:
        annulled = state.annulled_on is not None and today >= state.annulled_on
        runs = state.term_start <= today <= state.term_end and not annulled
        yield _truth("runs", "当日在期限内", "in its term on the day", runs)
    yield detail("shared", "已推送层级", "shared with", state.shared)
    yield detail("annulled_on", "撤销记入", "annulled on", state.annulled_on)


def _policy(state: Any, _states: AsOf, _today: date) -> Iterator[Detail]:
    for version in state.versions:
        name = f"@{version.seq}"
        yield detail("version", "版本", "version", f"{name} {version.effective_from}")


def _calendar(state: Any, _states: AsOf, _today: date) -> Iterator[Detail]:
    yield detail("year", "年份", "year", state.year or "")
    yield detail("off", "放假日", "days off", len(state.off) or "")
    yield detail("makeup", "调休上班日", "make-up days", len(state.makeup) or "")


_BY_KIND: Final[Mapping[str, Say]] = {
    "application": _application,
    "calendar": _calendar,
    "committee": _committee,
    "complaint": _complaint,
    "integrity": _integrity,
    "organisation": _organisation,
    "person": _person,
    "policy": _policy,
    "session": _session,
    "title": _title,
}
