"""Tally, publicity, report, confirmation: the same list all the way."""

from collections.abc import Iterator

from aggregates.application import outcomes
from aggregates.application.rules.employer import not_yet_over, recorded_on_the_day
from aggregates.application.standing import ApplicationState
from aggregates.decider import Act, Context
from aggregates.lookup import application_of
from aggregates.policy.dates import local_date
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import meeting, papers, results
from aggregates.session.rules.meeting import ONE_RESULT
from aggregates.session.state import SessionState


def _ballots(context: Context) -> list[Act]:
    return [
        act
        for act in context.companions
        if isinstance(act.body, outcomes.BallotRecorded)
    ]


@rule(*ONE_RESULT, on=(meeting.BallotTallied,))
def everybody_is_decided(context: Context) -> Iterator[Reason]:
    """评审对象逐人表决，不多不少."""
    decided = {act.id for act in _ballots(context)}
    admitted = {
        a for a in context.state.admitted if not application_of(context.states, a).ended
    }
    if decided != admitted:
        yield reason(
            expected=(f"{len(admitted)} 人全部表决", f"all {len(admitted)} decided"),
            found=(f"{len(decided & admitted)} 人", f"{len(decided & admitted)}"),
            remedy=("逐人表决后计票", "decide on everybody, then tally"),
        )


@rule("XN6A-8", "XN12-8.4b", "LEDGER-TALLY", on=(meeting.BallotTallied,))
def ballots_add_up(context: Context) -> Iterator[Reason]:
    """同意、反对、弃权与回避之和等于出席人数，回避者不投票."""
    session: SessionState = context.state
    for act in _ballots(context):
        body = act.body
        if not isinstance(body, outcomes.BallotRecorded):
            continue
        cast = body.agree + body.against + body.abstain
        recused = sum(
            key in session.present and about == act.id
            for key, about in session.recusals
        )
        expected = len(session.present) - recused
        if (cast, body.recused) != (expected, recused):
            yield reason(
                expected=(
                    f"投票 {expected}，回避 {recused}",
                    f"{expected} ballots, {recused} recused",
                ),
                found=(
                    f"投票 {cast}，回避 {body.recused}",
                    f"{cast} ballots, {body.recused} recused",
                ),
                remedy=("核对票数", "count again"),
            )


@rule(*ONE_RESULT, on=(meeting.BallotTallied,))
def passed_by_the_majority(context: Context) -> Iterator[Reason]:
    """同意票达到出席专家三分之二以上为通过."""
    session: SessionState = context.state
    share = context.policy.pass_share
    for act in _ballots(context):
        body = act.body
        if not isinstance(body, outcomes.BallotRecorded):
            continue
        enough = (
            body.agree * share.denominator >= len(session.present) * share.numerator
        )
        if body.passed != enough:
            yield reason(
                expected=(
                    "通过" if enough else "不通过",
                    "passed" if enough else "not passed",
                ),
                found=(
                    "通过" if body.passed else "不通过",
                    "passed" if body.passed else "not passed",
                ),
                remedy=("按票数认定结果", "let the count decide"),
            )


@rule(*ONE_RESULT, on=(meeting.BallotTallied,))
def counted_as_present(context: Context) -> Iterator[Reason]:
    """出席人数与签到一致，通过人数与逐人结果一致."""
    session: SessionState = context.state
    body: meeting.BallotTallied = context.body
    passed = sum(getattr(act.body, "passed", False) for act in _ballots(context))
    if (body.present, body.passed) != (len(session.present), passed):
        yield reason(
            expected=(
                f"出席 {len(session.present)}，通过 {passed}",
                f"present {len(session.present)}, passed {passed}",
            ),
            found=(
                f"出席 {body.present}，通过 {body.passed}",
                f"present {body.present}, passed {body.passed}",
            ),
            remedy=("核对后重新计票", "count again"),
        )


@rule("XN12-8.2c", on=(meeting.BallotTallied,))
def within_the_ceiling_of_the_plan(context: Context) -> Iterator[Reason]:
    """不得在通过率控制上搞变通：超过方案设定列为发现还是拒绝，由政策设定（A17）."""
    session: SessionState = context.state
    body: meeting.BallotTallied = context.body
    if context.policy.ceiling_exceeded != "refuse" or session.plan is None:
        return
    numerator, denominator = session.plan.ceiling
    if body.passed * denominator > body.results.count * numerator:
        yield reason(
            expected=(
                f"通过率不超过 {numerator}/{denominator}",
                f"{numerator}/{denominator} passed at most",
            ),
            found=(f"{body.passed}/{body.results.count}",) * 2,
            remedy=(
                "在方案设定的通过率之内表决",
                "vote within the pass rate of the plan",
            ),
        )


@rule(
    "XN6A-8",
    "LZ-6.1a",
    "LEDGER-TALLY",
    on=(meeting.ResultSigned, results.ResultRechecked),
)
def the_same_list_as_the_tally(context: Context) -> Iterator[Reason]:
    """签字、复核的结果与计票一致."""
    session: SessionState = context.state
    listed = (context.body.results.sha256, context.body.results.count)
    if listed != (session.results, session.results_count):
        yield reason(
            expected=("与计票结果相同的清单", "the list of the tally"),
            found=("另一清单", "another list"),
            remedy=("结果不得改动", "the result may not be changed"),
        )


@rule(*ONE_RESULT, on=(meeting.Concluded,))
def concluded_as_counted(context: Context) -> Iterator[Reason]:
    """结束时所报人数与计票一致."""
    session: SessionState = context.state
    body: meeting.Concluded = context.body
    counted = (session.results_count, session.passed)
    if (body.reviewed, body.passed) != counted:
        yield reason(
            expected=(
                f"评审 {counted[0]}，通过 {counted[1]}",
                f"reviewed {counted[0]}, passed {counted[1]}",
            ),
            found=(
                f"评审 {body.reviewed}，通过 {body.passed}",
                f"reviewed {body.reviewed}, passed {body.passed}",
            ),
            remedy=("按计票结果填写", "state what was counted"),
        )


@rule("LEDGER-TIME", on=(meeting.Concluded,))
def ended_on_the_day_that_starts_the_clocks(context: Context) -> Iterator[Reason]:
    """Two deadlines run from the day of the act; the end is stated as that day."""
    day = local_date(context.act.at)
    if context.body.ended_on != day:
        yield reason(
            expected=(f"{day}", f"{day}"),
            found=(f"{context.body.ended_on}",) * 2,
            remedy=("填写评审工作结束之日", "state the day on which the review ended"),
        )


@rule("XN12-5.3c", "LZ-6.1a", "LEDGER-TALLY", on=(results.ResultPublicityOpened,))
def all_who_passed_are_published(context: Context) -> Iterator[Reason]:
    """评审结果公示：公示名单等于评审通过名单."""
    published = {act.id for act in context.companions}
    session: SessionState = context.state
    passed = {a for a in session.admitted if _stands(application_of(context.states, a))}
    if published != passed:
        yield reason(
            expected=(f"通过的 {len(passed)} 人", f"the {len(passed)} who passed"),
            found=(f"{len(published)} 人", f"{len(published)}"),
            remedy=("按评审结果公示，不增不减", "publish exactly those who passed"),
        )


@rule("LZ-6.1a", on=(results.ResultPublicityOpened,))
def rechecked_before_it_is_published(context: Context) -> Iterator[Reason]:
    """评委会组建单位先对评审结果进行复核，再公示."""
    if context.policy.recheck_first and not context.state.rechecked:
        yield reason(
            expected=("组建单位已复核", "a re-check by the unit"),
            found=("尚未复核", "none"),
            remedy=("复核后公示", "re-check it first"),
        )


@rule("XN6A-8", "LZ-6.1a", "LEDGER-TALLY", on=(papers.ConfirmationRequested,))
def the_list_that_was_published(context: Context) -> Iterator[Reason]:
    """报请确认的名单即公示的名单."""
    session: SessionState = context.state
    asked = context.body.published
    if (asked.sha256, asked.count) != (session.published, session.published_count):
        yield reason(
            expected=("公示的名单", "the list that was published"),
            found=("另一名单", "another list"),
            remedy=("按公示名单报请", "ask for those who were published"),
        )


@rule("LEDGER-STATE", on=(results.ResultsConfirmed,))
def confirmation_was_requested(context: Context) -> Iterator[Reason]:
    """Where results are confirmed on request (LZ-6.1b), there is a request."""
    on_request = context.policy.confirm_request_due_wd is not None
    if on_request and not context.state.requested:
        yield reason(
            expected=("组建单位已报请确认", "a request of the unit"),
            found=("尚未报请", "none"),
            remedy=("由组建单位报请", "let the unit ask for it"),
        )


def _stands(state: ApplicationState) -> bool:
    return bool(state.ballot_passed) and not state.ended


@rule("LEDGER-TIME", on=(results.ResultPublicityOpened,))
def publicity_begins_when_recorded(context: Context) -> Iterator[Reason]:
    """A period begins at its recording."""
    yield from recorded_on_the_day(context, context.body.posted_on)


@rule("XN12-5.3d", "LZ-6.1a", on=(results.ResultPublicityClosed,))
def five_full_working_days(context: Context) -> Iterator[Reason]:
    """公示期不少于5个工作日."""
    session: SessionState = context.state
    if session.publicity_on is None:
        return
    yield from not_yet_over(
        context,
        posted=session.publicity_on,
        opened_late=session.publicity_late,
        least=context.policy.result_publicity_min_wd or 0,
    )


@rule("LEDGER-STATE", on=(results.ResultsConfirmed,))
def a_batch_of_its_number(context: Context) -> Iterator[Reason]:
    """Batches are numbered from one, and each confirms somebody."""
    body: results.ResultsConfirmed = context.body
    wanted = context.state.batches + 1
    if body.batch != wanted or body.confirmed.count == 0:
        yield reason(
            expected=(f"第 {wanted} 批，至少一人", f"batch {wanted} of one or more"),
            found=(
                f"第 {body.batch} 批，{body.confirmed.count} 人",
                f"batch {body.batch}, persons: {body.confirmed.count}",
            ),
            remedy=("按批次顺序确认", "confirm batch after batch"),
        )


@rule("LEDGER-REFS", on=(results.ResultsConfirmed,))
def only_those_of_this_session(context: Context) -> Iterator[Reason]:
    """Who is confirmed was reviewed in this session."""
    for act in context.companions:
        if not isinstance(act.body, outcomes.Confirmed):
            continue
        if application_of(context.states, act.id).session != context.act.id:
            yield _of_another_session(context, act.id)


@rule("LEDGER-REFS", on=(results.ResultNotConfirmed,))
def one_of_this_session(context: Context) -> Iterator[Reason]:
    """Whose result is not confirmed was reviewed in this session."""
    named = context.body.application
    if application_of(context.states, named).session != context.act.id:
        yield _of_another_session(context, named)


def _of_another_session(context: Context, found: str) -> Reason:
    return reason(
        expected=(f"{context.act.id} 的评审对象", f"of {context.act.id}"),
        found=(found, found),
        remedy=("只处理本次评审的人员", "act on those of this session"),
    )
