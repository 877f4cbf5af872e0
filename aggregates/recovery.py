"""Records beyond the head, which a process left that died: only lawful ones are sealed.

Whoever can write to the database could put a record there, rightly signed, that no rule
has seen; sealing it would make it history.
"""

from collections.abc import Sequence

from aggregates.catalog import act_of
from aggregates.judge import judge
from aggregates.recorded import Recorded
from ledger.errors import VerificationError
from ledger.log import Log
from ledger.record import Event


def check_lawful(events: Sequence[Event], sealed: Log) -> None:
    """Check that the rule book takes records that are not sealed yet.

    Args:
        events: The records beyond the head, in order.
        sealed: The ledger up to its head.

    Raises:
        VerificationError: One is refused; all rules are named.
    """
    acts = [act_of(event) for event in events]
    refusals = judge(acts, Recorded(sealed), sealed.directory)
    if refusals:
        rules = ", ".join(refusal.rule for refusal in refusals)
        raise VerificationError(
            f"recovery: the record at position {events[0].position} lies beyond the "
            f"head: expected a lawful act, got one that is refused under {rules}"
        )
