"""Days that an act states: what is said to be done lies not in the future."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from aggregates.catalog import field_label
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason
from aggregates.shape import fields_among

DONE: Final = (
    "annulled_on",
    "arisen_on",
    "checked_on",
    "corrected_on",
    "decided_on",
    "document_on",
    "filled_on",
    "found_on",
    "given_on",
    "issued_on",
    "meeting_on",
    "notified_on",
    "obtained_on",
    "on",
    "paper_on",
    "published_on",
    "received_on",
    "removed_on",
    "repaired_on",
    "served_on",
    "uploaded_on",
    "voided_on",
)
"""Fields that say when something was done."""


def reasons(context: Context) -> Iterator[Reason]:
    """Yield every day in the body that lies after the day of the act."""
    act = context.act
    if context.lead is not None:
        return
    for name in fields_among(act.type, DONE):
        stated = getattr(act.body, name)
        if isinstance(stated, date) and stated > act.day:
            label = field_label(act.type, name)
            yield reason(
                expected=(
                    f"{label.zh}不晚于 {act.day}",
                    f"{label.en}: not after {act.day}",
                ),
                found=(f"{stated}",) * 2,
                remedy=("填写实际日期", "give the day on which it was done"),
            )
