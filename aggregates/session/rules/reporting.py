"""The reports to the authority: three parts, in time, and complete in the end (A3).

The notice contradicts itself: the report is due before the publicity can be over. So
a report during the publicity is accepted, and a supplement is asked for after the
publicity and after every complaint that was decided since.
"""

from collections.abc import Iterator

from aggregates.application import outcomes
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import session_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import results
from aggregates.session.state import PUBLICITY_CLOSED, SessionState
from aggregates.text import is_blank

REPORTS = (results.ComprehensiveReportFiled, results.SupplementaryReportFiled)


@rule("XN12-5.3e", on=REPORTS)
def report_has_three_parts(context: Context) -> Iterator[Reason]:
    """包括评审情况、公示情况、信访核查情况等."""
    body: results.ReportBody = context.body
    told = {
        "REVIEW": body.review,
        "PUBLICITY": body.publicity,
        "PETITIONS": body.petitions,
    }
    wanted = context.policy.report_parts
    missing = [part for part in wanted if is_blank(told.get(part.code, ""))]
    if missing:
        yield reason(
            expected=("、".join(p.zh for p in wanted), ", ".join(p.en for p in wanted)),
            found=(
                "缺：" + "、".join(part.zh for part in missing),
                "missing: " + ", ".join(part.en for part in missing),
            ),
            remedy=("补齐后报送", "complete the report"),
        )


@rule("XN12-5.3e", on=REPORTS)
def report_says_how_the_publicity_stands(context: Context) -> Iterator[Reason]:
    """公示未满的如实写明；政策要求完整报送的，公示期满后报送."""
    body: results.ReportBody = context.body
    ongoing = context.state.stage != PUBLICITY_CLOSED
    only_complete = context.policy.supplementary_report == "complete_only"
    if (body.publicity_state == "ONGOING") is not ongoing or (
        only_complete and ongoing
    ):
        yield reason(
            expected=("COMPLETE" if only_complete or not ongoing else "ONGOING",) * 2,
            found=(body.publicity_state,) * 2,
            remedy=("按公示的实际状态填写", "say how the publicity stands"),
        )


@rule("LEDGER-STATE", on=REPORTS)
def reported_once_and_then_supplemented(context: Context) -> Iterator[Reason]:
    """The comprehensive report is filed once; what it lacked is a supplement."""
    first = isinstance(context.body, results.ComprehensiveReportFiled)
    if context.state.reported is first:
        yield reason(
            expected=("尚未报送" if first else "已报送", f"reported: {not first}"),
            found=("已报送" if first else "尚未报送", f"reported: {first}"),
            remedy=(
                "补充情况用补充报告" if first else "先报送综合报告",
                "file a supplement" if first else "file the comprehensive report",
            ),
        )


@rule("XN12-5.3e", on=(results.ResultsConfirmed,))
def reported_in_full(context: Context) -> Iterator[Reason]:
    """综合报告（公示结束后的补充报告）报送后方可确认."""
    session: SessionState = context.state
    if not session.reported or not session.reports_done:
        yield reason(
            expected=("综合报告及公示后的补充报告", "the report and its supplement"),
            found=(
                "未报送" if not session.reported else "缺补充报告",
                "none" if not session.reported else "no supplement",
            ),
            remedy=("报送后确认", "file it first"),
        )


@rule("XN12-5.3e", on=(outcomes.Confirmed,))
def told_what_became_of_the_complaints(context: Context) -> Iterator[Reason]:
    """报告包括信访核查情况：办结于报告之后的，补充报告后方可确认此人."""
    state: ApplicationState = context.state
    session = session_of(context.states, state.session)
    if state.complaint_closed_at > session.reported_at >= 0:
        yield reason(
            expected=("载明核查结论的补充报告", "a supplement that tells the outcome"),
            found=("信访件办结于报告之后", "decided after the last report"),
            remedy=(
                "报送补充报告后确认，或列入下一批",
                "file a supplement, or take the next batch",
            ),
        )
