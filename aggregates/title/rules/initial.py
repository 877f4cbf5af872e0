"""初定: the first title of a graduate, without a review."""

from collections.abc import Iterator
from datetime import date

from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule
from aggregates.title import events as e


@rule("YC12-3.5c", on=(e.InitialTitleDetermined,))
def determined_by_the_day(context: Context) -> Iterator[Reason]:
    """初定工作截止到当年11月30日；逾期不再办理的，按政策设置."""
    due = context.policy.initial_determination_due
    strict = context.policy.initial_determination_late == "refuse"
    if due is not None and strict and context.act.day > due:
        yield reason(
            expected=(f"不晚于 {due}", f"not after {due}"),
            found=(f"{context.act.day}",) * 2,
            remedy=("下一年度办理", "determine it next year"),
        )


@rule("YC12-3.5b", "LEDGER-TIME", on=(e.InitialTitleDetermined,))
def employed_after_graduating(context: Context) -> Iterator[Reason]:
    """新参加工作的全日制院校毕业生：毕业后参加工作，其后取得职称."""
    body: e.InitialTitleDetermined = context.body
    days: tuple[date, ...] = (body.graduated_on, body.employed_since, body.since)
    if list(days) != sorted(days):
        yield reason(
            expected=("毕业、参加工作、初定依次在后", "study, work, then the title"),
            found=("，".join(map(str, days)), ", ".join(map(str, days))),
            remedy=("核对日期", "check the days"),
        )
