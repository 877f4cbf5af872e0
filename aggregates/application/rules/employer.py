"""The employer's part: item review, deliberation, publicity, recommendation."""

from collections.abc import Iterator
from datetime import date
from unicodedata import normalize

from aggregates.application import audits, recommending
from aggregates.application.stage import NAMES
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import organisation_of, session_of
from aggregates.policy.dates import local_date
from aggregates.policy.terms import publicity_end
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.text import is_blank


@rule("XN12-5.2a", "XN6A-4a", "LZ-4.1.2c", on=(recommending.EmployerItemReviewed,))
def every_item_is_answered_for(context: Context) -> Iterator[Reason]:
    """用人单位对业绩材料负审核主体责任：逐项审核，不多不少."""
    answered = {opinion.item: opinion for opinion in context.body.items}
    surplus = sorted(set(answered) - set(context.state.materials))
    if surplus:
        yield reason(
            expected=("现有材料", "the material that there is"),
            found=("多：" + "、".join(surplus), "surplus: " + ", ".join(surplus)),
            remedy=("按现有材料逐项审核", "review what there is"),
        )
    missing = sorted(set(context.state.materials) - set(answered))
    if missing:
        yield reason(
            expected=("每项材料都有审核意见", "an opinion on every item"),
            found=("缺：" + "、".join(missing), "missing: " + ", ".join(missing)),
            remedy=("逐项核验原件后签署", "check every original"),
        )
    doubtful = sorted(i for i, opinion in answered.items() if not opinion.genuine)
    if doubtful:
        yield reason(
            expected=("内容真实", "genuine"),
            found=listed(doubtful),
            remedy=(
                "一次性告知补正，或作单位审核不符合",
                "ask for a correction, or fail the review",
            ),
        )


@rule("XN12-5.2a", "XN6A-4a", "LZ-4.1.2c", on=(recommending.EmployerItemReviewed,))
def every_original_is_seen(context: Context) -> Iterator[Reason]:
    """除数据共享获取的以外，逐项核验原件."""
    shared = _shared(context.state)
    unseen = sorted(
        opinion.item
        for opinion in context.body.items
        if not (opinion.original_seen or opinion.item in shared)
    )
    if unseen and context.policy.originals_checked:
        yield reason(
            expected=("原件已核", "the original seen"),
            found=listed(unseen),
            remedy=("核验原件后签署", "look at every original"),
        )


def _shared(state: ApplicationState) -> set[str]:
    """Return the items whose content was obtained by sharing data (LZ-4.1.2c)."""
    return {
        item for item, found in state.materials.items() if state.shared.get(found.kind)
    }


@rule("XN12-5.2a", "XN6A-4a", on=(recommending.EmployerItemReviewed,))
def post_and_career_conform(context: Context) -> Iterator[Reason]:
    """用人单位对工作岗位、工作经历负审核主体责任."""
    body: recommending.EmployerItemReviewed = context.body
    parts = {"工作岗位": body.post_conforms, "工作经历": body.career_conforms}
    doubtful = [name for name, conforms in parts.items() if not conforms]
    if doubtful:
        yield reason(
            expected=("岗位、经历相符", "post and career conform"),
            found=("不相符：" + "、".join(doubtful), f"{len(doubtful)} do not"),
            remedy=(
                "一次性告知补正，或作单位审核不符合",
                "ask for a correction, or fail the review",
            ),
        )


@rule("XN12-5.2h", on=(recommending.EmployerDeliberated,))
def deliberated_by_more_than_one(context: Context) -> Iterator[Reason]:
    """推荐程序应公开透明：集体审议."""
    least = 2
    if context.body.participants < least:
        yield reason(
            expected=(f"不少于 {least} 人参加审议", f"{least} participants or more"),
            found=(f"{context.body.participants} 人", f"{context.body.participants}"),
            remedy=("组织集体审议并留存记录", "deliberate together, keep minutes"),
        )


@rule("XN12-5.2b", on=(recommending.EmployerPublicityOpened,))
def achievements_are_displayed(context: Context) -> Iterator[Reason]:
    """推荐结果（包括个人业绩材料）须在单位显著位置公示."""
    shown = context.body.contents
    wanted = context.policy.employer_publicity_contents
    missing = [c for c in wanted if c not in shown]
    if missing:
        yield reason(
            expected=("公示内容含推荐结果和个人业绩材料", "result and achievements"),
            found=("缺：" + "、".join(missing), "missing: " + ", ".join(missing)),
            remedy=("补充后重新公示", "display them as well"),
        )
    if is_blank(context.body.place):
        yield reason(
            expected=("单位显著位置", "a conspicuous place"),
            found=("空", "nothing"),
            remedy=("写明公示地点", "say where it is displayed"),
        )


@rule("LEDGER-TIME", on=(recommending.EmployerPublicityOpened,))
def publicity_begins_when_recorded(context: Context) -> Iterator[Reason]:
    """A period begins at its recording: nobody opens one dated last week."""
    yield from recorded_on_the_day(context, context.body.posted_on)


def recorded_on_the_day(context: Context, posted_on: date) -> Iterator[Reason]:
    """Yield a reason if what was posted is recorded on another day.

    Its minimum period begins on the day that counts for the act; a deadline is stored
    from the day on which it was done: they must be the same.
    """
    act = context.act
    if posted_on != act.day or local_date(act.at) != act.day:
        yield reason(
            expected=(f"张贴当日记账：{act.day}", f"recorded on the day: {act.day}"),
            found=(
                f"张贴 {posted_on}，办理 {local_date(act.at)}",
                f"posted {posted_on}, done {local_date(act.at)}",
            ),
            remedy=(
                "当日张贴、当日记账；补录的须写明原因并由第二人签名",
                "record it on the day, or enter it as late with a reason",
            ),
        )


@rule(
    "XN12-5.2b",
    "XN6A-4b",
    on=(recommending.EmployerPublicityClosed, recommending.RecommendationIssued),
)
def five_full_working_days(context: Context) -> Iterator[Reason]:
    """公示不少于5个工作日：张贴当日不计，第5个工作日终了后方可结束."""
    state: ApplicationState = context.state
    if state.publicity is None or state.publicity.closed_on is not None:
        return
    yield from not_yet_over(
        context,
        posted=state.publicity.recorded_on,
        opened_late=state.publicity.late,
        least=context.policy.employer_publicity_min_wd or 0,
    )


def not_yet_over(
    context: Context, *, posted: date, opened_late: bool, least: int
) -> Iterator[Reason]:
    """Yield the reason why a publicity may not be taken as over.

    Args:
        context: The act that takes it as over.
        posted: The day from which it counts.
        opened_late: Whether its beginning was entered late; then no late entry ends it.
        least: How many working days it lasts at least.
    """
    due = publicity_end(context.policy, posted, least, context.days).date
    removed: date = getattr(context.body, "removed_on", context.act.day)
    ended = min(removed, context.act.day)
    if ended > due and not (opened_late and context.act.late):
        return
    full = context.days.count(posted, ended).days
    yield reason(
        expected=(
            f"公示满 {least} 个工作日：{posted} 次日起算，至 {due} 终了",
            f"{least} full working days: until the end of {due}",
        ),
        found=(f"{ended}，第 {full} 个工作日", f"{ended}, working day {full}"),
        remedy=(f"{due} 24时后办理", f"do it after the end of {due}"),
    )


@rule("LEDGER-REFS", on=(recommending.PublicityObjectionRaised,))
def an_objection_of_its_own(context: Context) -> Iterator[Reason]:
    """Every objection has a number that no other has."""
    if context.body.objection in context.state.objections:
        yield _objection("未使用的异议编号", "a new number", context)


@rule("LEDGER-REFS", on=(recommending.PublicityObjectionResolved,))
def an_objection_that_is_open(context: Context) -> Iterator[Reason]:
    """What was raised is resolved once."""
    objections = context.state.objections
    if objections.get(context.body.objection, True) is not None:
        yield _objection("未处理的异议", "an open objection", context)


def _objection(zh: str, en: str, context: Context) -> Reason:
    return reason(
        expected=(zh, en),
        found=(context.body.objection,) * 2,
        remedy=("核对异议编号", "check the number"),
    )


@rule("XN12-5.2c", "XN6B-4.2b", "LZ-4.1.2a", on=(recommending.RecommendationIssued,))
def publicity_has_ended_clear(context: Context) -> Iterator[Reason]:
    """推荐结果在本单位公示（XN6B-4.2b），无异议后出具推荐意见（XN12-5.2c）."""
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
            ).under("XN12-5.2c")


@rule("XN12-5.2c", on=(recommending.RecommendationIssued,))
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


@rule("LZ-4.1.2a", "LEDGER-STATE", on=(recommending.RecommendationIssued,))
def recommended_once(context: Context) -> Iterator[Reason]:
    """A recommendation follows the publicity, and is given once."""
    if context.state.stage not in ("PUBLICITY", "PUBLICITY_CLOSED"):
        yield reason(
            expected=("已公示、尚未推荐", "publicised and not yet recommended"),
            found=NAMES.get(context.state.stage, ("尚未建立", "nothing")),
            remedy=("按审核、公示、推荐的顺序办理", "review, publicise, recommend"),
        )


@rule(
    *("LZ-4.1.1d", "LEDGER-STATE"),
    on=(recommending.RecommendationIssued, audits.DepartmentAuditPassed),
)
def right_to_recommend(context: Context) -> Iterator[Reason]:
    """被暂停次年推荐申报权限的单位（主管部门）当年不得推荐、审核推荐."""
    session = session_of(context.states, context.state.session)
    for name in sorted({signer.org for signer in context.act.by}):
        org = organisation_of(context.states, name)
        if session.year in org.suspended_years:
            yield reason(
                expected=("有推荐申报权限", "the right to recommend"),
                found=(f"{session.year} 年度已暂停", f"suspended for {session.year}"),
                remedy=("暂停期满后推荐", "recommend after the suspension"),
            )
