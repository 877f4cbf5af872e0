"""The house rules: what the ledger asks of every act, whatever it is about.

Who must sign, whether keys and roles held, which policy version was in force, what the
act relies on, and how a late entry (补录) is made. Their ids begin with ``LEDGER-``.
"""

from collections.abc import Iterator

from aggregates.decider import Context, Refusal
from aggregates.house import dates, late, policy, reliance, signers, texts
from aggregates.rulebook import refusal

__all__ = ["refusals"]


def refusals(context: Context) -> Iterator[Refusal]:
    """Yield every house rule that the act does not meet."""
    if context.act.type.judged_by_ledger:
        for rule_id, found in signers.by_the_ledger(context):
            yield refusal(rule_id, found)
        return
    for rule_id, found in signers.reasons(context):
        yield refusal(rule_id, found)
    for found in policy.reasons(context):
        yield refusal("LEDGER-POLICY", found)
    for found in dates.reasons(context):
        yield refusal("LEDGER-TIME", found)
    for found in late.reasons(context):
        yield refusal("LEDGER-LATE", found)
    for found in texts.reasons(context):
        yield refusal("LEDGER-TEXT", found)
    for rule_id, found in reliance.reasons(context):
        yield refusal(rule_id, found)
