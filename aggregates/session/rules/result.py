"""Tally, publicity, report, confirmation: the same list all the way."""

from collections.abc import Iterator

from aggregates.application import events as application
from aggregates.application.state import ApplicationState
from aggregates.decider import Act, Context
from aggregates.lookup import application_of, organisation_of
from aggregates.policy.terms import publicity_end
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import events as e
from aggregates.session.state import SessionState


def _ballots(context: Context) -> list[Act]:
    return [
        act
        for act in context.companions
        if isinstance(act.body, application.BallotRecorded)
    ]


@rule("XN6A-8", on=(e.BallotTallied,))
def everybody_is_decided(context: Context) -> Iterator[Reason]:
    """评审对象逐人表决，不多不少."""
    decided = {act.id for act in _ballots(context)}
    admitted = set(context.state.admitted)
    if decided != admitted:
        yield reason(
            expected=(f"{len(admitted)} 人全部表决", f"all {len(admitted)} decided"),
            found=(f"{len(decided & admitted)} 人", f"{len(decided & admitted)}"),
            remedy=("逐人表决后计票", "decide on everybody, then tally"),
        )


@rule("XN6A-8", "XN12-8.4b", on=(e.BallotTallied,))
def ballots_add_up(context: Context) -> Iterator[Reason]:
    """同意、反对、弃权与回避之和等于出席人数，回避者不投票."""
    session: SessionState = context.state
    for act in _ballots(context):
        body = act.body
        if not isinstance(body, application.BallotRecorded):
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
                found=(f"投票 {cast}，回避 {body.recused}",) * 2,
                remedy=("核对票数", "count again"),
            )


@rule("XN6A-8", on=(e.BallotTallied,))
def passed_by_the_majority(context: Context) -> Iterator[Reason]:
    """同意票达到出席专家三分之二以上为通过."""
    session: SessionState = context.state
    share = context.policy.pass_share
    for act in _ballots(context):
        body = act.body
        if not isinstance(body, application.BallotRecorded):
            continue
        enough = (
            body.agree * share.denominator >= len(session.present) * share.numerator
        )
        if body.passed != enough:
            yield reason(
                expected=("通过" if enough else "不通过", f"passed: {enough}"),
                found=("通过" if body.passed else "不通过", f"passed: {body.passed}"),
                remedy=("按票数认定结果", "let the count decide"),
            )


@rule("XN6A-8", on=(e.BallotTallied,))
def counted_as_present(context: Context) -> Iterator[Reason]:
    """出席人数与签到一致，通过人数与逐人结果一致."""
    session: SessionState = context.state
    body: e.BallotTallied = context.body
    passed = sum(getattr(act.body, "passed", False) for act in _ballots(context))
    if (body.present, body.passed) != (len(session.present), passed):
        yield reason(
            expected=(f"出席 {len(session.present)}，通过 {passed}",) * 2,
            found=(f"出席 {body.present}，通过 {body.passed}",) * 2,
            remedy=("核对后重新计票", "count again"),
        )


@rule("XN6A-8", "LZ-6.1a", on=(e.ResultSigned, e.ResultRechecked))
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


@rule("XN12-5.3c", "XN12-5.3d", on=(e.ResultPublicityOpened,))
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


def _stands(state: ApplicationState) -> bool:
    return bool(state.ballot_passed) and not state.ended


@rule("LEDGER-TIME", on=(e.ResultPublicityOpened,))
def publicity_begins_when_recorded(context: Context) -> Iterator[Reason]:
    """A period begins at its recording."""
    today = context.act.day
    if context.body.posted_on != today and context.body.late is None:
        yield reason(
            expected=(f"公示当日记账：{today}", f"recorded on the day: {today}"),
            found=(f"{context.body.posted_on}",) * 2,
            remedy=("当日公示、当日记账", "record it on the day it is posted"),
        )


@rule("XN12-5.3d", "LZ-6.1a", on=(e.ResultPublicityClosed,))
def five_full_working_days(context: Context) -> Iterator[Reason]:
    """公示期不少于5个工作日."""
    session: SessionState = context.state
    if session.publicity_on is None:
        return
    least = context.policy.result_publicity_min_wd or 0
    due = publicity_end(context.policy, session.publicity_on, least, context.days)
    now = context.act.day
    if now <= due.date:
        full = context.days.count(session.publicity_on, now).days
        yield reason(
            expected=(
                f"公示满 {least} 个工作日，至 {due.date} 终了",
                f"{least} full working days, until the end of {due.date}",
            ),
            found=(f"{now}，第 {full} 个工作日", f"{now}, working day {full}"),
            remedy=(f"{due.date} 24时后办理", f"after the end of {due.date}"),
        )


@rule("XN12-5.3e", on=(e.ComprehensiveReportFiled, e.SupplementaryReportFiled))
def report_has_three_parts(context: Context) -> Iterator[Reason]:
    """包括评审情况、公示情况、信访核查情况等."""
    body: e.ReportBody = context.body
    parts = {
        "评审情况": body.review,
        "公示情况": body.publicity,
        "信访核查情况": body.petitions,
    }
    missing = [name for name, text in parts.items() if not text]
    if missing:
        yield reason(
            expected=("、".join(parts), "review, publicity, petitions"),
            found=("缺：" + "、".join(missing), f"{len(missing)} missing"),
            remedy=("补齐后报送", "complete the report"),
        )
    ongoing = context.state.stage != "PUBLICITY_CLOSED"
    if (body.publicity_state == "ONGOING") is not ongoing:
        yield reason(
            expected=("ONGOING" if ongoing else "COMPLETE",) * 2,
            found=(body.publicity_state,) * 2,
            remedy=("按公示的实际状态填写", "say how the publicity stands"),
        )


@rule("XN12-5.3e", on=(e.ResultsConfirmed,))
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


@rule("XN12-5.3f", "XN6B-2a", on=(e.ResultsConfirmed, e.ResultNotConfirmed))
def confirmed_by_an_authority(context: Context) -> Iterator[Reason]:
    """由相应部门按管理权限发文确认."""
    for signer in context.act.by:
        org = organisation_of(context.states, signer.org)
        if org.kind != "AUTHORITY":
            yield reason(
                expected=("人社（职改）部门", "an authority"),
                found=(f"{signer.org}（{org.kind or '未登记'}）", f"{signer.org}"),
                remedy=("由有管理权限的部门确认", "the competent authority confirms"),
            )


@rule("XN6A-7a", on=(e.ResultsConfirmed,))
def only_those_of_this_session(context: Context) -> Iterator[Reason]:
    """确认名单须为本次评审公示的人员."""
    for act in context.companions:
        if not isinstance(act.body, application.Confirmed):
            continue
        state = application_of(context.states, act.id)
        if state.session != context.act.id:
            yield reason(
                expected=(f"{context.act.id} 的评审对象", f"of {context.act.id}"),
                found=(act.id, act.id),
                remedy=("只确认本次评审的人员", "confirm only those of this session"),
            )
