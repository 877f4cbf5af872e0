"""The employer's part: item review, deliberation, publicity, recommendation."""

from collections.abc import Iterator
from unicodedata import normalize

from aggregates.application import events as e
from aggregates.application.state import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import organisation_of, session_of
from aggregates.policy.terms import publicity_end
from aggregates.rulebook import Reason, reason, rule


@rule("XN12-5.2a", "XN6A-4a", on=(e.EmployerItemReviewed,))
def every_item_is_answered_for(context: Context) -> Iterator[Reason]:
    """用人单位对工作岗位、工作经历及业绩材料负审核主体责任：逐项审核."""
    answered = {opinion.item: opinion for opinion in context.body.items}
    missing = sorted(set(context.state.materials) - set(answered))
    if missing:
        yield reason(
            expected=("每项材料都有审核意见", "an opinion on every item"),
            found=("缺：" + "、".join(missing), "missing: " + ", ".join(missing)),
            remedy=("逐项核验原件后签署", "check every original"),
        )
    doubtful = sorted(
        item
        for item, opinion in answered.items()
        if not (opinion.genuine and opinion.original_seen)
    )
    if doubtful:
        yield reason(
            expected=("原件已核、内容真实", "original seen, and genuine"),
            found=("、".join(doubtful), ", ".join(doubtful)),
            remedy=(
                "一次性告知补正，或作单位审核不符合",
                "ask for a correction, or fail the review",
            ),
        )


@rule("XN12-5.2h", on=(e.EmployerDeliberated,))
def deliberated_by_more_than_one(context: Context) -> Iterator[Reason]:
    """推荐程序应公开透明：集体审议."""
    least = 2
    if context.body.participants < least:
        yield reason(
            expected=(f"不少于 {least} 人参加审议", f"{least} participants or more"),
            found=(f"{context.body.participants} 人", f"{context.body.participants}"),
            remedy=("组织集体审议并留存记录", "deliberate together, keep minutes"),
        )


@rule("XN12-5.2b", on=(e.EmployerPublicityOpened,))
def achievements_are_displayed(context: Context) -> Iterator[Reason]:
    """推荐结果（包括个人业绩材料）须在单位显著位置公示."""
    shown = context.body.contents
    missing = [c for c in e.PUBLICITY_CONTENTS if c not in shown]
    if missing:
        yield reason(
            expected=("公示内容含推荐结果和个人业绩材料", "result and achievements"),
            found=("缺：" + "、".join(missing), "missing: " + ", ".join(missing)),
            remedy=("补充后重新公示", "display them as well"),
        )
    if not context.body.place:
        yield reason(
            expected=("单位显著位置", "a conspicuous place"),
            found=("空", "nothing"),
            remedy=("写明公示地点", "say where it is displayed"),
        )


@rule("LEDGER-TIME", on=(e.EmployerPublicityOpened,))
def publicity_begins_when_recorded(context: Context) -> Iterator[Reason]:
    """A period begins at its recording: nobody opens one dated last week."""
    today = context.act.day
    if context.body.posted_on != today and context.body.late is None:
        yield reason(
            expected=(f"张贴当日记账：{today}", f"recorded on the day: {today}"),
            found=(f"{context.body.posted_on}",) * 2,
            remedy=(
                "当日张贴、当日记账；补录的须写明原因并由第二人签名",
                "record it on the day, or enter it as late with a reason",
            ),
        )


@rule("XN12-5.2b", "XN6A-4b", on=(e.EmployerPublicityClosed, e.RecommendationIssued))
def five_full_working_days(context: Context) -> Iterator[Reason]:
    """公示不少于5个工作日：张贴当日不计，第5个工作日终了后方可结束."""
    state: ApplicationState = context.state
    if state.publicity is None:
        return
    least = context.policy.employer_publicity_min_wd or 0
    due = publicity_end(
        context.policy, state.publicity.recorded_on, least, context.days
    )
    now = context.act.day
    full = context.days.count(state.publicity.recorded_on, now).days
    both_late = state.publicity.late and context.act.late
    if now > due.date and not both_late:
        return
    posted = state.publicity.recorded_on
    yield reason(
        expected=(
            f"公示满 {least} 个工作日：{posted} 次日起算，至 {due.date} 终了",
            f"{least} full working days: until the end of {due.date}",
        ),
        found=(
            f"{now}，第 {full} 个工作日",
            f"{now}, working day {full}",
        ),
        remedy=(
            f"{due.date} 24时后办理",
            f"do it after the end of {due.date}",
        ),
    )


@rule("XN12-5.2c", on=(e.RecommendationIssued,))
def publicity_has_ended_clear(context: Context) -> Iterator[Reason]:
    """公示无异议后出具推荐意见."""
    state: ApplicationState = context.state
    if state.publicity is None or state.publicity.closed_on is None:
        yield reason(
            expected=("公示已结束", "the publicity is closed"),
            found=("公示未结束", "it is not"),
            remedy=("公示期满并作公示结束后再推荐", "close the publicity first"),
        )
    for number, substantiated in state.objections.items():
        if substantiated is not False:
            yield reason(
                expected=("无异议，或异议经核查不属实", "no objection stands"),
                found=(
                    f"异议 {number} " + ("属实" if substantiated else "未处理"),
                    f"objection {number} "
                    + ("substantiated" if substantiated else "open"),
                ),
                remedy=("先核查处理异议", "look into the objection first"),
            )


@rule("XN12-5.2c", on=(e.RecommendationIssued,))
def recommendation_in_the_prescribed_words(context: Context) -> Iterator[Reason]:
    """推荐意见须用规定文字（比较时统一全半角、去空白）."""
    prescribed = context.policy.recommendation_text
    if prescribed and _plain(context.body.opinion) != _plain(prescribed):
        yield reason(
            expected=(f"“{prescribed}”", f"“{prescribed}”"),
            found=(f"“{context.body.opinion}”", f"“{context.body.opinion}”"),
            remedy=("使用规定的推荐意见原文", "use the prescribed words"),
        )


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


@rule("LEDGER-STATE", on=(e.RecommendationIssued,))
def recommended_once(context: Context) -> Iterator[Reason]:
    """A recommendation follows the publicity, and is given once."""
    if context.state.stage not in ("PUBLICITY", "PUBLICITY_CLOSED"):
        yield reason(
            expected=("已公示、尚未推荐", "publicised and not yet recommended"),
            found=(context.state.stage or "尚未建立", context.state.stage or "nothing"),
            remedy=("按审核、公示、推荐的顺序办理", "review, publicise, recommend"),
        )


@rule("LZ-4.1.1d", "LEDGER-STATE", on=(e.RecommendationIssued,))
def right_to_recommend(context: Context) -> Iterator[Reason]:
    """被暂停次年推荐申报权限的单位当年不得推荐."""
    session = session_of(context.states, context.state.session)
    for signer in context.act.by:
        org = organisation_of(context.states, signer.org)
        if session.year in org.suspended_years:
            yield reason(
                expected=("有推荐申报权限", "the right to recommend"),
                found=(f"{session.year} 年度已暂停", f"suspended for {session.year}"),
                remedy=("暂停期满后推荐", "recommend after the suspension"),
            )


@rule("XN12-3.1.1c", on=(e.RecommendationIssued,))
def institutions_add_the_post_quota_form(context: Context) -> Iterator[Reason]:
    """事业单位推荐时同步提供附件1岗位核定表."""
    employer = organisation_of(context.states, context.state.employer)
    if employer.kind == "PUBLIC_INSTITUTION":
        yield reason(
            expected=("附件1《事业单位高、中级职称申报情况核定表》", "附件1"),
            found=("台账中没有", "none on the ledger"),
            remedy=(
                "先登记附件1，经主管部门和人事管理部门审核",
                "record 附件1 with both opinions first",
            ),
        )
