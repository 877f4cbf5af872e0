"""What may be demanded of an applicant, and what must be there (LZ-3.1, LZ-3.2)."""

from collections.abc import Iterator
from typing import Final

from aggregates.application import audits, recommending
from aggregates.application import events as e
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import session_of
from aggregates.rulebook import Reason, reason, rule

DEMANDING: Final = (audits.CorrectionRequested, audits.Returned)


def _demanded(context: Context) -> list[str]:
    """Return the kinds of material that a notification asks for."""
    told = (one.demands for one in context.body.reasons)
    return list(dict.fromkeys(kind for kind in told if kind))


@rule("LZ-3.1b", on=DEMANDING, effect="soft")
def nothing_outside_the_list(context: Context) -> Iterator[Reason]:
    """原则上不得要求申报人提供清单以外的材料；共享未能获取的除外."""
    state: ApplicationState = context.state
    deployed = session_of(context.states, state.session).deployment
    listed = deployed.materials if deployed else ()
    if not context.policy.material_list_required or "LZ-3.1b" in state.excepted_rules:
        return
    for kind in _demanded(context):
        if kind not in listed and state.shared.get(kind) is not False:
            yield reason(
                expected=("材料清单：" + "、".join(listed), ", ".join(listed)),
                found=(f"要求提供 {kind}", f"{kind} is demanded"),
                remedy=(
                    "不得要求清单以外的材料；确有理由的先经核准例外",
                    "demand what is listed, or be excepted",
                ),
            )


@rule("LZ-3.2b", on=DEMANDING, effect="soft")
def nothing_that_is_shared(context: Context) -> Iterator[Reason]:
    """学历、下一级职称、社保、继续教育等已实现数据共享的，不再要求重复提供."""
    state: ApplicationState = context.state
    excepted = "LZ-3.2b" in state.excepted_rules
    if not context.policy.shared_data_not_asked or excepted:
        return
    for kind in _demanded(context):
        if state.shared.get(kind):
            yield reason(
                expected=(f"{kind} 已由数据共享获取", f"{kind}: shared already"),
                found=(f"要求重复提供 {kind}", f"{kind} is demanded again"),
                remedy=("以共享数据审核", "use the shared data"),
            )


@rule("LZ-3.2c", on=(e.Submitted, recommending.EmployerItemReviewed))
def what_is_not_shared_is_uploaded(context: Context) -> Iterator[Reason]:
    """未能通过系统数据共享获取的，需上传相关材料."""
    state: ApplicationState = context.state
    if not context.policy.shared_data_not_asked:
        return
    uploaded = {material.kind for material in state.materials.values()}
    for kind, obtained in state.shared.items():
        if not obtained and kind not in uploaded:
            yield reason(
                expected=(f"已上传 {kind}", f"{kind} uploaded"),
                found=("共享未能获取，也未上传", "neither shared nor uploaded"),
                remedy=("上传相关材料，或一次性告知补正", "upload it"),
            )
