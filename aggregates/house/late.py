"""Late entries (补录): acts of long ago, with a reason and a second person.

A late entry counts by the time at which it was done, so nobody may call an act late
that is not.
"""

from collections.abc import Iterator
from datetime import timedelta

from aggregates.decider import Act, Context
from aggregates.policy.dates import local_date
from aggregates.rulebook import Reason, reason
from aggregates.text import is_blank

DEFAULT_LATE_AFTER_MS = 72 * 3_600_000
HASH_SIZE = 32


def reasons(context: Context) -> Iterator[Reason]:
    """Yield every reason why the act is not entered as its time demands."""
    act = context.act
    if act.type.follower_of:
        return
    allowed = context.profile.late_after_ms if context.profile else None
    limit = DEFAULT_LATE_AFTER_MS if allowed is None else allowed
    overdue = act.received_at - act.at > limit
    yield from _old_document(act, limit)
    if overdue and not act.late:
        yield _undeclared(act)
    if act.late:
        yield from _declared(context, overdue=overdue)


def _undeclared(act: Act) -> Reason:
    done, today = local_date(act.at), local_date(act.received_at)
    return reason(
        expected=("补录说明：原因和纸质原件摘要", "a reason and the paper's hash"),
        found=(f"办理于 {done}，今日 {today}", f"done on {done}, now {today}"),
        remedy=("按补录办理，由第二人签名", "enter it as late, with a second signer"),
    )


def _old_document(act: Act, limit: int) -> Iterator[Reason]:
    """A document is put on record when it is issued: what is older comes late."""
    issued = getattr(act.body, "document_on", None)
    if issued is None:
        return
    earliest = act.day - timedelta(milliseconds=limit)
    if issued < earliest:
        yield reason(
            expected=(
                f"发文日期不早于 {earliest}",
                f"a document of {earliest} or later",
            ),
            found=(f"{issued}",) * 2,
            remedy=(
                "以发文当日为办理时间，按补录办理",
                "enter it late, as done on the day of the document",
            ),
        )


def _declared(context: Context, *, overdue: bool) -> Iterator[Reason]:
    act = context.act
    if not overdue:
        yield reason(
            expected=("超过补录时限的事项", "an act that is late"),
            found=(f"办理于 {local_date(act.at)}", f"done {local_date(act.at)}"),
            remedy=("按一般事项记账", "record it as it is"),
        )
    late = act.body.late
    if is_blank(late.reason) or len(late.paper) != HASH_SIZE:
        yield reason(
            expected=("补录原因和32字节的原件摘要", "a reason and a SHA-256"),
            found=("不全", "incomplete"),
            remedy=("写明原因并附纸质原件摘要", "state the reason, hash the paper"),
        )
    persons = {context.subject_of(s) or s.key.hex() for s in act.by if s.role != "SEAL"}
    if len(persons) < 2:  # noqa: PLR2004  # a second person
        yield reason(
            expected=("第二人签名", "a second person"),
            found=("一人签名", "one person"),
            remedy=("由授权监督员一并签名", "let the supervisor sign too"),
        )
