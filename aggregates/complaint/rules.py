"""What is refused in the verification of a complaint, and under which rule id."""

from collections.abc import Iterator

from aggregates.application.state import ApplicationState
from aggregates.complaint import events as e
from aggregates.complaint import state as s
from aggregates.decider import Context
from aggregates.lookup import application_of, person_of, title_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.stages import NOTHING_YET, Stages, possible_in

NAMES = {
    s.RECEIVED: ("已收到", "received"),
    s.REGISTERED: ("已登记", "registered"),
    s.ACCEPTED: ("已受理", "accepted"),
    s.NOT_ACCEPTED: ("不予受理", "not accepted"),
    s.VERIFYING: ("核查中", "being verified"),
    s.REPORTED: ("已报核查报告", "reported"),
    s.DECIDED: ("已作结论", "decided"),
    s.NOTIFIED: ("已答复", "answered"),
    s.CLOSED: ("已办结", "closed"),
}

STAGES: Stages = {
    e.Received: (NOTHING_YET,),
    e.Registered: (s.RECEIVED,),
    e.Accepted: (s.REGISTERED,),
    e.NotAccepted: (s.REGISTERED,),
    e.VerificationAssigned: (s.ACCEPTED,),
    e.VerificationStepRecorded: (s.VERIFYING,),
    e.VerificationExtended: (s.ACCEPTED, s.VERIFYING),
    e.VerificationReportFiled: (s.VERIFYING,),
    e.Decided: (s.REPORTED,),
    e.ComplainantNotified: (s.DECIDED, s.NOT_ACCEPTED),
    e.Closed: (s.NOTIFIED,),
}
possible_now = possible_in(STAGES, NAMES)


@rule("LEDGER-REFS", on=(e.Registered,))
def about_a_known_application(context: Context) -> Iterator[Reason]:
    """A complaint is registered about an application that the ledger knows."""
    application = application_of(context.states, context.body.application)
    if not application.stage:
        yield reason(
            expected=("台账中的申报", "an application that the ledger knows"),
            found=(context.body.application,) * 2,
            remedy=("核对申报编号", "check the id"),
        )


@rule("XN12-8.5a", "XN6B-6a", on=(e.VerificationAssigned,))
def two_investigators_at_least(context: Context) -> Iterator[Reason]:
    """按程序认真核查：核查人员不少于规定人数，且不得是被核查的审核推荐人员."""
    named = set(context.body.investigators)
    least = context.policy.investigators_min
    if len(named) < least:
        yield reason(
            expected=(f"不少于 {least} 人", f"{least} or more"),
            found=(f"{len(named)} 人", f"{len(named)}"),
            remedy=("增派核查人员", "assign more"),
        )
    for person in sorted(named & _concerned(context)):
        yield reason(
            expected=("与本案无关的人员", "somebody who is not concerned"),
            found=(f"{person} 曾办理本案", f"{person} took part in it"),
            remedy=("另行指派", "assign somebody else"),
        )


def _concerned(context: Context) -> set[str]:
    application = application_of(context.states, context.state.application)
    found = {application.person}
    for keys in application.signers.values():
        for key_hex in keys:
            key = context.directory.keys.get(bytes.fromhex(key_hex))
            if key is not None:
                found.add(str(key.subject))
    return found


@rule("XN12-8.5a", on=(e.VerificationStepRecorded, e.VerificationReportFiled))
def signed_by_those_assigned(context: Context) -> Iterator[Reason]:
    """由指派的核查人员核查并签名."""
    assigned = set(context.state.investigators)
    signed = set(context.subjects("INVESTIGATOR"))
    wrong = signed - assigned
    report = isinstance(context.body, e.VerificationReportFiled)
    if wrong or (report and signed != assigned):
        yield reason(
            expected=("、".join(sorted(assigned)), ", ".join(sorted(assigned))),
            found=("、".join(sorted(signed)), ", ".join(sorted(signed))),
            remedy=("由全体指派人员签名", "those assigned sign"),
        )


@rule("XN12-8.5c", on=(e.VerificationReportFiled,))
def report_has_six_parts(context: Context) -> Iterator[Reason]:
    """核查时间、人员、方式、过程、结论、处理意见（含申报人员和审核推荐人员）及佐证."""
    body: e.VerificationReportFiled = context.body
    parts = {
        "核查时间": body.time,
        "核查人员": body.persons,
        "核查方式": body.method,
        "对申报人员的处理意见": body.handling.applicant,
        "对审核推荐人员的处理意见": body.handling.reviewers,
        "佐证材料": body.evidence,
    }
    missing = [name for name, value in parts.items() if not value]
    if context.state.steps == 0:
        missing.append("核查过程记录")
    if missing:
        yield reason(
            expected=("六项内容齐全并附佐证材料", "six parts with evidence"),
            found=("缺：" + "、".join(missing), f"{len(missing)} missing"),
            remedy=("补齐后报送", "complete the report"),
        )


@rule("XN12-8.5c", on=(e.VerificationReportFiled,))
def report_names_who_verified(context: Context) -> Iterator[Reason]:
    """报告所列核查人员即指派人员."""
    if set(context.body.persons) != set(context.state.investigators):
        yield reason(
            expected=("、".join(context.state.investigators),) * 2,
            found=("、".join(context.body.persons),) * 2,
            remedy=("如实填写核查人员", "name those who verified"),
        )


@rule("XN12-8.5b", on=(e.VerificationExtended,), effect="deadline")
def extended_once(context: Context) -> Iterator[Reason]:
    """延期一次，不超过规定天数."""
    longest = context.policy.complaint.extension_days
    if context.state.extended_by or not 0 < context.body.days <= longest:
        yield reason(
            expected=(f"一次，不超过 {longest} 日", f"once, {longest} days at most"),
            found=(f"{context.body.days} 日",) * 2,
            remedy=("按期办结", "finish in time"),
        )


@rule("XN12-8.5b", on=(e.VerificationReportFiled, e.VerificationAssigned))
def by_the_body_that_accepted(context: Context) -> Iterator[Reason]:
    """由受理的评委会组建单位核查到位."""
    officer = context.act.signer("UNIT_OFFICER")
    if officer is not None and officer.org != context.state.accepted_by:
        yield reason(
            expected=(context.state.accepted_by,) * 2,
            found=(officer.org, officer.org),
            remedy=("由受理单位办理", "the body that accepted it acts"),
        )


@rule("XN12-8.5c", on=(e.Decided,))
def violation_fits_the_outcome(context: Context) -> Iterator[Reason]:
    """结论性意见明确：属实须写明违规种类，不属实不得列违规."""
    body: e.Decided = context.body
    found = body.violation != "NONE"
    if found != (body.outcome in ("SUBSTANTIATED", "PARTLY")):
        yield reason(
            expected=("结论与违规种类一致", "outcome and violation agree"),
            found=(f"{body.outcome}、{body.violation}",) * 2,
            remedy=("据实填写", "state what was found"),
        )
    today = context.act.day
    if body.decided_on > today:
        yield reason(
            expected=(f"不晚于 {today}", f"not after {today}"),
            found=(f"{body.decided_on}",) * 2,
            remedy=("填写实际决定日期", "give the day of the decision"),
        )


@rule("XN6A-6c", on=(e.Decided,))
def nobody_decides_about_himself(context: Context) -> Iterator[Reason]:
    """被核查的审核推荐人员不得作出结论."""
    concerned = _concerned(context)
    for signer in context.act.by:
        if signer.role != "SEAL" and context.subject_of(signer) in concerned:
            yield reason(
                expected=("与本案无关的人员", "somebody who is not concerned"),
                found=(f"{context.subject_of(signer)} 曾办理本案",) * 2,
                remedy=("由其他人员或上级作出结论", "somebody else decides"),
            )


@rule("XN12-8.5d", "LEDGER-STATE", on=(e.ReferralAcknowledged,))
def referred_before(context: Context) -> Iterator[Reason]:
    """先移交，后接收."""
    if not context.state.referred:
        yield reason(
            expected=("已移交", "a referral"),
            found=("没有", "none"),
            remedy=("先移交纪检监察", "refer it first"),
        )


@rule("XN12-8.5a", on=(e.Closed,))
def obligations_are_met(context: Context) -> Iterator[Reason]:
    """办结前，移交的须已接收，查实的须已处理."""
    state = context.state
    if state.referred and not state.acknowledged:
        yield reason(
            expected=("移交已接收", "the referral is acknowledged"),
            found=("未接收", "it is not"),
            remedy=("等待纪检监察接收", "wait for the receipt"),
        )
    application = application_of(context.states, state.application)
    handled = application.stage != "CONFIRMED" or _title_gone(context, application)
    if state.outcome in ("SUBSTANTIATED", "PARTLY") and not handled:
        yield reason(
            expected=("已取消资格或撤销职称", "disqualified or revoked"),
            found=("职称仍然有效", "the title still stands"),
            remedy=("先作出处理决定", "take the decision first"),
        )


def _title_gone(context: Context, application: ApplicationState) -> bool:
    person = person_of(context.states, application.person)
    return not any(
        stands and title_of(context.states, title).application == application.id
        for title, stands in person.titles.items()
    )
