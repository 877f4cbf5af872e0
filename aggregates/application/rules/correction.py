"""One-time notification, correction, return and abandonment."""

from collections.abc import Iterator
from datetime import date

from aggregates.application import audits, recommending
from aggregates.application import checks as c
from aggregates.application.notices import repeated_by
from aggregates.application.rules.declaration import window
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context, States
from aggregates.lookup import session_of
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.text import is_blank

CONDITIONS = "CONDITIONS"
ABANDONED = "abandoned"
WITH_REASONS = (audits.CorrectionRequested, audits.Returned, audits.AuditNotPassed)
FAILING = (c.DepartmentAuditFailed, c.AuthorityAuditFailed)
BY_THE_EMPLOYER = (
    recommending.EmployerReviewFailed,
    recommending.RecommendationRefused,
)
REFUSING = (*WITH_REASONS, *FAILING, *BY_THE_EMPLOYER)
"""Whatever says no to an applicant, each time for coded reasons."""


@rule("XN12-5.2f", "LZ-4.3c", on=REFUSING)
def all_reasons_are_given(context: Context) -> Iterator[Reason]:
    """及时退回并一次性告知退回原因：原因不得为空，须写明."""
    reasons = context.body.reasons
    if not reasons or any(is_blank(r.code) or is_blank(r.text) for r in reasons):
        yield reason(
            expected=("全部原因，逐条写明", "all reasons, each in words"),
            found=(f"{len(reasons)} 条，有缺项", f"{len(reasons)}, not all complete"),
            remedy=("一次性写明全部原因", "state all reasons at once"),
        )


@rule("XN12-5.2f", "LZ-4.3c", on=WITH_REASONS)
def everything_found_is_told(context: Context) -> Iterator[Reason]:
    """一次性告知：审核不符合时查出的每一条原因，告知、退回时一并写明."""
    told = {(one.code, one.item) for one in context.body.reasons}
    kept_back = [found for found in context.state.checks.found if found not in told]
    if kept_back and context.policy.correction.all_at_once:
        codes = [" ".join(filter(None, found)) for found in kept_back]
        yield reason(
            expected=("审核查出的全部原因", "everything that the audit found"),
            found=("未告知：" + "、".join(codes), "not told: " + ", ".join(codes)),
            remedy=("一次性写明全部原因", "state all reasons at once"),
        )


@rule("XN12-5.2f", "LZ-4.3c", on=WITH_REASONS)
def nothing_old_is_told_again(context: Context) -> Iterator[Reason]:
    """一次性告知：再次告知此前已存在的原因；列为发现还是拒绝，由政策设定."""
    if context.policy.correction.old_reason_again != "refuse":
        return
    reasons = [(one.code, one.item) for one in context.body.reasons]
    for found in repeated_by(context.state, context.act.by[0].org, reasons):
        yield reason(
            expected=(
                f"第 {found.told_at} 号事项时已一次性告知",
                f"told at once, in number {found.told_at}",
            ),
            found=(f"{found.code} {found.item}".strip(),) * 2,
            remedy=("删去此前已存在的原因", "leave out what was there before"),
        )


@rule("XN12-5.2f", "LZ-4.3c", on=(audits.CorrectionRequested,))
def told_once(context: Context) -> Iterator[Reason]:
    """一次性告知：前次告知未办结，或同一材料未变动而再提，均不符合."""
    state: ApplicationState = context.state
    if state.correction is not None and context.policy.correction.all_at_once:
        yield reason(
            expected=("前一次告知已办结", "the earlier notification is done"),
            found=(f"尚在补正，期限 {state.correction.until}", "one is still open"),
            remedy=("补正期内不得另行告知", "wait for the correction"),
        )


@rule("XN12-5.2e", "LEDGER-COMPETENCE", on=WITH_REASONS)
def told_by_who_has_the_file(context: Context) -> Iterator[Reason]:
    """各级根据职能职责审核：由材料所在的一级告知、退回、不予通过.

    Who only witnesses a late entry acts for no body, and has no file.
    """
    holder = context.state.holder
    for org in sorted({signer.org for signer in context.act.by if signer.org}):
        if org != holder:
            yield reason(
                expected=(f"材料现在 {holder}", f"the file is at {holder}"),
                found=(f"{org} 办理", f"{org} acts"),
                remedy=("由材料所在单位办理", "the body that has the file acts"),
            )


@rule("XN6A-3", "LEDGER-TIME", on=(audits.CorrectionRequested,))
def limit_lies_ahead(context: Context) -> Iterator[Reason]:
    """补正期限须在告知之后."""
    today = context.act.day
    if context.body.until <= today:
        yield reason(
            expected=(f"晚于 {today}", f"after {today}"),
            found=(f"{context.body.until}",) * 2,
            remedy=("给予合理的补正时间", "leave time for the correction"),
        )


@rule("LEDGER-STATE", on=(audits.CorrectionSubmitted,))
def something_was_asked(context: Context) -> Iterator[Reason]:
    """Only what was asked for is corrected."""
    if context.state.correction is None:
        yield reason(
            expected=("待补正的告知", "an open notification"),
            found=("没有", "none"),
            remedy=("无需补正", "nothing is to be corrected"),
        )


@rule("XN6A-3", on=(audits.CorrectionSubmitted,))
def corrected_in_time(context: Context) -> Iterator[Reason]:
    """逾期未补正材料的，视为自动放弃申报."""
    correction = context.state.correction
    today = context.act.day
    ends_it = context.policy.correction.late == ABANDONED
    if correction is not None and today > correction.until and ends_it:
        yield reason(
            expected=(f"{correction.until} 前（含当日）", f"by {correction.until}"),
            found=(f"{today}",) * 2,
            remedy=("逾期视为自动放弃", "a late correction is an abandonment"),
        )


@rule("XN12-5.1e", on=(audits.CorrectionSubmitted,))
def every_defect_is_answered(context: Context) -> Iterator[Reason]:
    """按照客观、准确、齐全的要求提交：告知的每一条都须补正."""
    correction = context.state.correction
    if correction is None:
        return
    missing = sorted(set(correction.codes) - set(context.body.answers))
    if missing:
        yield reason(
            expected=listed(correction.codes),
            found=("未补正：" + "、".join(missing), "open: " + ", ".join(missing)),
            remedy=("补正全部缺陷后一次提交", "correct everything, then submit"),
        )


@rule("XN12-5.2g", "LEDGER-STATE", on=(audits.Returned,))
def returned_the_way_it_came(context: Context) -> Iterator[Reason]:
    """不符合程序、超出范围、违反委托程序的，按原报送渠道退回：退回上一环节.

    Where the city does not ask for the channel, any hop of it will do.
    """
    hops = _hops_back(context.state)
    allowed = hops[:1] if context.policy.correction.original_channel else hops
    if context.body.kind != CONDITIONS and context.body.to not in allowed:
        yield _off_the_route(allowed, context.body.to)


@rule("XN12-5.2f", "LZ-4.3c", "LEDGER-STATE", on=(audits.Returned,))
def returned_to_those_concerned(context: Context) -> Iterator[Reason]:
    """不符合申报条件的，及时退回并一次性告知：退回报送路线上的单位或本人."""
    hops = _hops_back(context.state)
    if context.body.kind == CONDITIONS and context.body.to not in hops:
        yield _off_the_route(hops, context.body.to)


def _hops_back(state: ApplicationState) -> tuple[str, ...]:
    """Return where a file came from, the last hop first, the applicant at the end."""
    return (*reversed(state.route[:-1]), state.person)


def _off_the_route(hops: tuple[str, ...], found: str) -> Reason:
    return reason(
        expected=(f"原报送渠道：{'、'.join(hops)}", "the way it came"),
        found=(found, found),
        remedy=("退回上一报送环节", "return it to the hop before"),
    )


@rule("LEDGER-STATE", on=(audits.DeemedAbandoned,))
def something_says_so(context: Context) -> Iterator[Reason]:
    """A late correction ends a declaration where a document says so, nowhere else."""
    silent = context.policy.correction.late != ABANDONED
    if silent and context.state.correction is not None:
        yield reason(
            expected=("规定逾期视为放弃的文件", "a document that ends it"),
            found=("本市文件未规定", "the city's documents do not say so"),
            remedy=(
                "继续等待补正，或退回、不予通过",
                "wait for the correction, return it, or do not pass it",
            ),
        )


@rule("XN6A-3", "LEDGER-TIME", on=(audits.DeemedAbandoned,))
def a_limit_has_passed(context: Context) -> Iterator[Reason]:
    """未按规定时间申报或逾期未补正的，视为自动放弃：须已过期限."""
    limit = missed_limit(context.state, context.states)
    today = context.act.day
    if limit is None:
        yield reason(
            expected=("已过的申报或补正期限", "a limit that has passed"),
            found=("没有未满足的期限", "no limit is open"),
            remedy=("不能作视为放弃", "nothing was abandoned"),
        )
    elif today <= limit:
        yield reason(
            expected=(f"{limit} 之后", f"after {limit}"),
            found=(f"{today}",) * 2,
            remedy=("期限届满后办理", "wait until the limit has passed"),
        )
    elif context.body.missed != limit:
        yield reason(
            expected=(f"{limit}",) * 2,
            found=(f"{context.body.missed}",) * 2,
            remedy=("填写实际错过的期限", "name the limit that was missed"),
        )


def missed_limit(state: ApplicationState, states: States) -> date | None:
    """Return the limit that binds the applicant now, if there is one."""
    if state.correction is not None:
        return state.correction.until
    if state.stage == "DRAFT":
        return window(state, session_of(states, state.session))[1]
    return None
