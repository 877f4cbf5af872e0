"""定向评价: titles that are valid at the grass roots only."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import results
from aggregates.session.state import SessionState


@rule("LZ-7.4b", "LEDGER-STATE", on=(results.ResultsConfirmed,))
def only_directed_evaluation_is_limited(context: Context) -> Iterator[Reason]:
    """限定在基层有效的，须是部署文件安排的“定向评价”."""
    state: SessionState = context.state
    directed = state.deployment is not None and state.deployment.directed_evaluation
    if context.body.scope == "NORMAL":
        return
    if not (context.policy.grassroots_scope and directed):
        yield reason(
            expected=("部署文件安排的定向评价", "directed evaluation, as deployed"),
            found=("没有安排", "none was deployed"),
            remedy=("按一般范围确认", "confirm them as valid everywhere"),
        )
