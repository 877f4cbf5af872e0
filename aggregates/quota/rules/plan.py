"""The plan of senior teachers' posts (LZ 四（一）1, 附件5)."""

from collections.abc import Iterator

from aggregates.competence import others_than
from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.quota import events as e
from aggregates.rulebook import Reason, reason, rule


@rule("LEDGER-REFS", on=(e.PlanRequested,))
def asked_of_a_known_body(context: Context) -> Iterator[Reason]:
    """The plan is asked of a body that the ledger knows."""
    if not organisation_of(context.states, context.body.of).known:
        yield reason(
            expected=("已登记的单位", "a registered organisation"),
            found=(context.body.of,) * 2,
            remedy=("先登记单位", "register it first"),
        )


@rule("LZ-4.1.1h", "LEDGER-COMPETENCE", on=(e.PlanDelivered,))
def delivered_by_whom_it_was_asked_of(context: Context) -> Iterator[Reason]:
    """教育局、县区人社局将加盖公章的使用计划表报送市人社局."""
    wanted = context.state.employer
    yield from others_than(
        context,
        (wanted,),
        expected=(wanted, wanted),
        remedy=("由被要求报送的单位盖章报送", "the body that was asked does"),
    )
