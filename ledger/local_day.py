"""Days in Asia/Shanghai, counted from 1970-01-01.

A grant holds from a day until another, and an instant falls on a day; both are
compared as counts. The zone is fixed at UTC+8: China has kept no summer time since
1991, and a ledger begins later.
"""

from datetime import date
from typing import Final

from ledger.errors import MalformedError

_DAY_MS: Final = 86_400_000
_OFFSET_MS: Final = 8 * 3_600_000
_EPOCH: Final = date(1970, 1, 1).toordinal()


def day_of(instant: int) -> int:
    """Return the local day on which an instant (ms since 1970 UTC) falls.

    Example:
        >>> day_of(0), day_of(16 * 3_600_000 - 1), day_of(16 * 3_600_000)
        (0, 0, 1)
    """
    return (instant + _OFFSET_MS) // _DAY_MS


def parse_day(text: str) -> int:
    """Parse ``YYYY-MM-DD`` in its only spelling.

    Raises:
        MalformedError: The text is no such date.

    Example:
        >>> parse_day("1970-01-02")
        1
        >>> parse_day("19700102")
        Traceback (most recent call last):
        ledger.errors.MalformedError: date: expected YYYY-MM-DD
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise MalformedError("date: expected YYYY-MM-DD") from error
    if day.isoformat() != text:
        raise MalformedError("date: expected YYYY-MM-DD")
    return day.toordinal() - _EPOCH


def format_day(day: int) -> str:
    """Format a local day as ``YYYY-MM-DD``.

    Example:
        >>> format_day(19_724)
        '2024-01-02'
    """
    return date.fromordinal(day + _EPOCH).isoformat()
