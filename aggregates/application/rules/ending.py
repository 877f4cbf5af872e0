"""How an application ends: objection, ballot, confirmation, disqualification."""

from collections.abc import Iterator
from datetime import date

from aggregates.application import audits, outcomes
from aggregates.application.stage import NAMES
from aggregates.application.standing import ApplicationState
from aggregates.complaint.state import ComplaintState
from aggregates.decider import Context
from aggregates.lookup import complaint_of
from aggregates.rulebook import Reason, reason, rule


@rule("XN12-5.3f", "LZ-6.1a", "LZ-6.1d", "LEDGER-TALLY", on=(outcomes.Confirmed,))
def passed_and_without_objection(context: Context) -> Iterator[Reason]:
    """对公示无异议或调查核实问题线索不属实的评审通过人员，发文确认."""
    state: ApplicationState = context.state
    if state.stage != "PUBLICISED":
        yield reason(
            expected=("评审通过并已公示", "passed and publicised"),
            found=NAMES.get(state.stage, ("尚未建立", "nothing")),
            remedy=("公示后确认", "confirm after the publicity"),
        ).under("LZ-6.1a")
    for complaint in state.open_complaints():
        yield reason(
            expected=("没有未办结的信访件", "no open complaint"),
            found=(f"信访件 {complaint} 未办结", f"complaint {complaint} is open"),
            remedy=("本批剔除此人，核查后另行确认", "leave this person out for now"),
        ).under("LZ-6.1d")
    if state.substantiated():
        yield reason(
            expected=("问题线索不属实", "complaints not substantiated"),
            found=("核查属实", "one is substantiated"),
            remedy=("不予确认", "do not confirm"),
        ).under("LZ-6.1d")


@rule("LZ-6.1d", "LEDGER-STATE", on=(outcomes.Confirmed,))
def not_on_hold(context: Context) -> Iterator[Reason]:
    """需要进一步核实的，分批确认：暂缓人员不在本批."""
    if context.state.held:
        yield reason(
            expected=("没有暂缓", "not on hold"),
            found=("暂缓中", "on hold"),
            remedy=("解除后列入下一批", "release it, then take the next batch"),
        )


@rule("XN12-5.1i", "XN6A-2c", "YC12-4.3e", "LEDGER-REFS", on=(audits.Disqualified,))
def falsity_is_verified(context: Context) -> Iterator[Reason]:
    """弄虚作假一经查实，取消参评资格：须有查实的结论."""
    body: audits.Disqualified = context.body
    complaint = complaint_of(context.states, body.complaint)
    yield from verified(complaint, context.state.id, body.violation)
    yield from decided_before_it_was_verified(complaint, body.decided_on)


def decided_before_it_was_verified(
    complaint: ComplaintState, decided_on: date
) -> Iterator[Reason]:
    """Yield the reason why a decision cannot rest on a verification."""
    if complaint.decided_on is not None and decided_on < complaint.decided_on:
        yield reason(
            expected=(
                f"不早于核查结论 {complaint.decided_on}",
                f"not before the outcome, {complaint.decided_on}",
            ),
            found=(f"{decided_on}",) * 2,
            remedy=("填写实际决定日期", "give the day of the decision"),
        )


def verified(
    complaint: ComplaintState, application: str, violation: str
) -> Iterator[Reason]:
    """Yield the reasons why a complaint does not prove a violation."""
    if complaint.outcome not in ("SUBSTANTIATED", "PARTLY"):
        yield reason(
            expected=("核查属实的结论", "a substantiated complaint"),
            found=(complaint.outcome or "没有结论", complaint.outcome or "no decision"),
            remedy=("先完成信访核查并作出结论", "verify and decide it first"),
        )
    elif complaint.application != application:
        yield reason(
            expected=(f"涉及 {application} 的核查", f"about {application}"),
            found=(f"涉及 {complaint.application}", f"about {complaint.application}"),
            remedy=("引用本案的核查结论", "cite the complaint about this case"),
        )
    elif complaint.violation != violation:
        yield reason(
            expected=(complaint.violation,) * 2,
            found=(violation, violation),
            remedy=("按查实的违规种类处理", "name the violation that was found"),
        )
