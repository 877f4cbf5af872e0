"""What goes upward after a review, and what was charged for it."""

from collections.abc import Iterator
from typing import Final

from aggregates.decider import Context
from aggregates.lookup import committee_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import papers
from aggregates.session.state import SessionState

APPROVAL: Final = "CONFIRMATION_DOCUMENT"


@rule("LZ-6.2b", on=(papers.ResultsFiledUpward,))
def three_papers_of_a_self_review(context: Context) -> Iterator[Reason]:
    """自主评审：职称确认文件、评审工作总结和职称评审情况记录表."""
    committee = committee_of(context.states, context.state.committee)
    wanted = {one.code: one for one in context.policy.self_review_documents or ()}
    given = {one.code for one in context.body.documents}
    missing = [one for code, one in wanted.items() if code not in given]
    if missing and committee.self_review != "NONE":
        yield reason(
            expected=("、".join(one.zh for one in wanted.values()), ", ".join(wanted)),
            found=(
                "缺：" + "、".join(one.zh for one in missing),
                "missing: " + ", ".join(one.code for one in missing),
            ),
            remedy=("补齐后备案", "file all of them"),
        )


@rule("XN12-6.4b", on=(papers.ResultsFiledUpward,))
def the_approval_goes_with_the_results(context: Context) -> Iterator[Reason]:
    """自主评审医疗机构：评审结果和批准文件一并上报."""
    committee = committee_of(context.states, context.state.committee)
    given = {one.code for one in context.body.documents}
    if committee.self_review == "HOSPITAL" and APPROVAL not in given:
        yield reason(
            expected=("批准（确认）文件", "the document of approval"),
            found=("没有", "none"),
            remedy=("附批准文件后上报", "file it with the results"),
        )


@rule("LEDGER-STATE", on=(papers.ResultsFiledUpward,))
def something_is_confirmed(context: Context) -> Iterator[Reason]:
    """Results go upward once there is a document that confirms them."""
    if context.state.batches == 0:
        yield reason(
            expected=("已发文确认的结果", "a result that is confirmed"),
            found=("没有", "none"),
            remedy=("确认后备案", "confirm it first"),
        )


@rule("LEDGER-STATE", on=(papers.FeeCharged,))
def charged_by_a_schedule(context: Context) -> Iterator[Reason]:
    """What is charged has a basis on file; the amount is compared with it elsewhere."""
    session: SessionState = context.state
    if not session.fees:
        yield reason(
            expected=("已备案的收费依据", "a schedule of fees"),
            found=("没有", "none"),
            remedy=("先备案收费依据", "file the schedule first"),
        )
