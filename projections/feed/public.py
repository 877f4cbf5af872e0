"""The feed as everybody may see it: the same numbers, and some changes without words.

A change about what is not public keeps its number, its time, and nothing else, so that
the numbers have no gap and nobody learns whom a complaint or a proposal is about.
"""

from typing import Any, Final

import msgspec

from ledger.statement import kind_of
from projections.feed.stream import Change
from projections.integrity import RECORDS
from projections.public import KINDS
from projections.store.rows import Rows

WITHHELD: Final = "withheld"
"""The type of a change that is not for everybody."""

_PERSON: Final = "person/"
_ERASED: Final = "person.erased"
_RECORD: Final = "record."
_NAMED_BY_RECORDS: Final = frozenset({"person"})
_INSIDE: Final = frozenset({"BAR-EXPERT", "BAR-STAFF"})
"""Details of obligations that are about those who review."""


def public_change(rows: Rows, change: Change) -> Change:
    """Return as much of a change as everybody may see.

    Args:
        rows: The views.
        change: With all that the feed says.

    Raises:
        DamagedError: The views are not what was written.
    """
    if not _is_public(rows, change):
        return Change(
            n=change.n,
            at=change.at,
            type=WITHHELD,
            subject="",
            event="",
            position=None,
            data={},
        )
    personal = [key for key, value in change.data.items() if _is_personal(key, value)]
    if not personal:
        return change
    data = change.data | dict.fromkeys(personal, "")
    return msgspec.structs.replace(change, data=data)


def _is_public(rows: Rows, change: Change) -> bool:
    if change.type == _ERASED:
        return True
    if change.type.startswith(_RECORD):
        record = rows.get(RECORDS, change.subject)
        return record is not None and record.role == "APPLICANT"
    if change.data.get("detail") in _INSIDE:
        return False
    return kind_of(change.subject) in KINDS


def _is_personal(key: str, value: Any) -> bool:
    """Tell whether a value names a person whom no public record is about."""
    named = isinstance(value, str) and value.startswith(_PERSON)
    return named and key not in _NAMED_BY_RECORDS
