"""Flagged publications: the applicant answers, every reviewer decides (LZ-3.2.3)."""

from collections.abc import Iterator

from aggregates.application import audits, recommending
from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule

DECIDING = (
    recommending.EmployerItemReviewed,
    audits.DepartmentAuditPassed,
    audits.AuthorityAuditPassed,
    c.UnitPerformanceAudited,
)


@rule("LEDGER-REFS", on=(c.RiskFlagRaised,))
def a_new_flag_on_an_item(context: Context) -> Iterator[Reason]:
    """A flag has a number of its own, and an item that is there."""
    body: c.RiskFlagRaised = context.body
    state: ApplicationState = context.state
    if body.flag in state.checks.flags or body.item not in state.materials:
        yield reason(
            expected=("未使用的标记编号，现有材料", "a new number, on an item"),
            found=(f"{body.flag}，{body.item}", f"{body.flag}, {body.item}"),
            remedy=("核对标记编号和材料编号", "check both numbers"),
        )


@rule("LEDGER-REFS", on=(c.RiskFlagAnswered,))
def a_flag_that_is_open(context: Context) -> Iterator[Reason]:
    """What was flagged is answered once."""
    flag = context.state.checks.flags.get(context.body.flag)
    if flag is None or flag.answered:
        yield reason(
            expected=("未说明的风险标记", "a flag that is not answered"),
            found=(context.body.flag,) * 2,
            remedy=("核对标记编号", "check the number"),
        )


@rule("LZ-3.2.3b", on=(e.Submitted, audits.CorrectionSubmitted))
def every_flag_is_answered(context: Context) -> Iterator[Reason]:
    """申报人应根据提示自行核验并提供核验相关材料."""
    open_flags = sorted(
        number for number, flag in context.state.flags().items() if not flag.answered
    )
    if context.policy.risk_flags and open_flags:
        yield reason(
            expected=("风险标记均已核验说明", "every flag answered"),
            found=("未说明：" + "、".join(open_flags), ", ".join(open_flags)),
            remedy=("核验后上传证明材料，或更换材料", "verify it, or replace the item"),
        )


@rule("LZ-3.2.3c", on=DECIDING)
def every_flag_is_decided(context: Context) -> Iterator[Reason]:
    """各级审核部门应加大对标记风险刊物的审核力度：逐一作出明确意见."""
    if not context.policy.risk_flags:
        return
    decided = {one.flag: one for one in context.body.flags}
    flags = sorted(context.state.flags())
    missing = [number for number in flags if number not in decided]
    doubtful = [n for n in flags if n in decided and not decided[n].cleared]
    if missing or doubtful:
        yield reason(
            expected=("每一风险标记均有意见并已排除", "every flag decided, and sound"),
            found=(
                f"未处理 {'、'.join(missing)}；未排除 {'、'.join(doubtful)}",
                f"undecided {', '.join(missing)}; not cleared {', '.join(doubtful)}",
            ),
            remedy=(
                "逐一审核；不能排除的，作审核不符合",
                "decide each; what is not sound fails the audit",
            ),
        )
