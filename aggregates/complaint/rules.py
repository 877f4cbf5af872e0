"""What is refused in the verification of a complaint, and under which rule id."""

from collections.abc import Iterator

from aggregates.application.standing import CONFIRMED, ApplicationState
from aggregates.competence import (
    TERRITORIAL,
    outside_the_territory,
    session_of_matter,
)
from aggregates.complaint import events as e
from aggregates.complaint.stage import NAMES, STAGES
from aggregates.decider import Context
from aggregates.lookup import application_of, committee_of, person_of, title_of
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.stages import possible_in
from aggregates.text import is_blank

possible_now = possible_in(__name__, STAGES, NAMES)


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


@rule("XN12-8.5a", on=(e.Registered,))
def registered_by_who_received_it(context: Context) -> Iterator[Reason]:
    """对各类职称信访件按程序：由收到的单位登记."""
    received_by = context.state.received_by
    for org in sorted({signer.org for signer in context.act.by} - {received_by}):
        yield reason(
            expected=(received_by or "收到的单位", received_by or "who received it"),
            found=(org, org),
            remedy=("由收到信访件的单位登记", "let who received it register it"),
        )


@rule(
    "XN12-8.5b",
    on=(
        e.Accepted,
        e.NotAccepted,
        e.VerificationAssigned,
        e.VerificationExtended,
        e.VerificationReportFiled,
        e.Decided,
        e.ComplainantNotified,
        e.Closed,
    ),
)
def by_the_establishing_unit(context: Context) -> Iterator[Reason]:
    """由各评委会组建单位核查到位：本案所属评委会的组建单位."""
    session = session_of_matter(context)
    unit = committee_of(context.states, session.committee).establishing_unit
    for signer in context.act.by:
        if signer.role == "UNIT_OFFICER" and signer.org != unit:
            yield reason(
                expected=(unit or "组建单位", unit or "the establishing unit"),
                found=(signer.org, signer.org),
                remedy=("由该评委会的组建单位办理", "let the committee's unit act"),
            )


@rule(
    *TERRITORIAL,
    on=(
        e.Accepted,
        e.NotAccepted,
        e.Decided,
        e.ComplainantNotified,
        e.ReferredToDiscipline,
        e.RecheckDecided,
        e.Transferred,
        e.Closed,
    ),
)
def by_the_authority_of_the_committee(context: Context) -> Iterator[Reason]:
    """由评委会所属的职改部门办理."""
    session = session_of_matter(context)
    territory = committee_of(context.states, session.committee).territory
    yield from outside_the_territory(context, territory)


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


@rule("LEDGER-REFS", on=(e.VerificationAssigned,))
def investigators_are_registered(context: Context) -> Iterator[Reason]:
    """Whoever verifies is a person on record, so that he answers for it."""
    for person in sorted(set(context.body.investigators)):
        if not person_of(context.states, person).registered:
            yield reason(
                expected=("已登记的人员", "a registered person"),
                found=(f"{person} 未登记", f"{person} is not registered"),
                remedy=("先登记该人员，或核对编号", "register him, or check the id"),
            )


def _concerned(context: Context) -> set[str]:
    application = application_of(context.states, context.state.application)
    found = {application.person}
    for keys in application.signers.values():
        for key_hex in keys:
            key = context.directory.keys.get(bytes.fromhex(key_hex))
            if key is not None:
                found.add(str(key.subject))
    return found - {""}


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
    missing = [*_untold_parts(context), *(f"对{zh}" for zh in _unhandled(context))]
    if len(context.body.evidence) < context.policy.evidence_min:
        missing.append("佐证材料")
    if missing:
        yield reason(
            expected=("六项内容齐全并附佐证材料", "six parts with evidence"),
            found=("缺：" + "、".join(missing), f"{len(missing)} missing"),
            remedy=("补齐后报送", "complete the report"),
        )


def _untold_parts(context: Context) -> list[str]:
    """Return the parts that the report lacks; what is sealed is never empty."""
    body: e.VerificationReportFiled = context.body
    told = {
        "TIME": not is_blank(body.time),
        "PERSONS": bool(body.persons),
        "METHOD": not is_blank(body.method),
        "PROCESS": context.state.steps > 0,
        "CONCLUSION": True,
        "HANDLING": True,
    }
    wanted = context.policy.verification_report_parts
    return [part.zh for part in wanted if not told.get(part.code, False)]


def _unhandled(context: Context) -> list[str]:
    """Return the groups about whom the report does not say what is to be done."""
    handling: e.Handling = context.body.handling
    said = {"APPLICANT": handling.applicant, "REVIEWERS": handling.reviewers}
    groups = context.policy.handling_groups
    return [group.zh for group in groups if is_blank(said.get(group.code, ""))]


@rule("XN12-8.5c", on=(e.VerificationReportFiled,))
def report_names_who_verified(context: Context) -> Iterator[Reason]:
    """报告所列核查人员即指派人员."""
    if set(context.body.persons) != set(context.state.investigators):
        yield reason(
            expected=listed(context.state.investigators),
            found=listed(context.body.persons),
            remedy=("如实填写核查人员", "name those who verified"),
        )


@rule("LEDGER-REFS", on=(e.VerificationReportFiled,))
def finds_what_there_is(context: Context) -> Iterator[Reason]:
    """Items found false are items of the application."""
    materials = application_of(context.states, context.state.application).materials
    unknown = sorted(set(context.body.items) - set(materials))
    if unknown:
        yield reason(
            expected=("本案的材料编号", "items of the application"),
            found=listed(unknown),
            remedy=("核对材料编号", "check the items"),
        )


@rule("XN12-8.5b", on=(e.VerificationExtended,))
def extended_no_more_than_allowed(context: Context) -> Iterator[Reason]:
    """延期不超过规定次数和天数."""
    periods = context.policy.complaint
    longest, times = periods.extension_days, periods.extensions
    used_up = context.state.extensions >= times
    if used_up or not 0 < context.body.days <= longest:
        yield reason(
            expected=(
                f"{times} 次，每次不超过 {longest} 日",
                f"extensions: {times}, of {longest} days at most",
            ),
            found=(f"{context.body.days} 日", f"{context.body.days} days"),
            remedy=("按期办结", "finish in time"),
        )


@rule("XN12-8.5c", on=(e.Decided, e.RecheckDecided))
def violation_fits_the_outcome(context: Context) -> Iterator[Reason]:
    """结论性意见明确：属实须写明违规种类，不属实不得列违规."""
    body: e.Decided | e.RecheckDecided = context.body
    found = body.violation != "NONE"
    if found != (body.outcome in ("SUBSTANTIATED", "PARTLY")):
        yield reason(
            expected=("结论与违规种类一致", "outcome and violation agree"),
            found=(
                f"{body.outcome}、{body.violation}",
                f"{body.outcome}, {body.violation}",
            ),
            remedy=("据实填写", "state what was found"),
        )


@rule("LEDGER-COMPETENCE", on=(e.Decided, e.RecheckDecided))
def nobody_decides_about_himself(context: Context) -> Iterator[Reason]:
    """Who applied, reviewed, recommended or audited does not decide the complaint."""
    concerned = _concerned(context)
    for signer in context.act.by:
        if (
            signer.role not in ("SEAL", "CUSTODIAN")
            and context.subject_of(signer) in concerned
        ):
            yield reason(
                expected=("与本案无关的人员", "somebody who is not concerned"),
                found=(
                    f"{context.subject_of(signer)} 曾办理本案",
                    f"{context.subject_of(signer)} took part in it",
                ),
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
    handled = application.ended or _title_gone(context, application)
    if state.outcome in ("SUBSTANTIATED", "PARTLY") and not handled:
        yield reason(
            expected=("已取消资格或撤销职称", "disqualified or revoked"),
            found=("职称仍然有效", "the title still stands"),
            remedy=("先作出处理决定", "take the decision first"),
        )


def _title_gone(context: Context, application: ApplicationState) -> bool:
    if application.stage != CONFIRMED:
        return False
    person = person_of(context.states, application.person)
    return not any(
        stands and title_of(context.states, title).application == application.id
        for title, stands in person.titles.items()
    )
