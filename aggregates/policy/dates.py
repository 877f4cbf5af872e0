"""Local dates, periods of months and years, and the fuzzy dates of the notices.

A local date means a day in Asia/Shanghai. Its clock has stood at UTC+8 without
summer time since 15 September 1991, so the offset is a constant here and no time
zone database is asked: every instant of a ledger is younger than that.
"""

import calendar
import re
from datetime import date, timedelta

import msgspec

from aggregates.policy.workdays import Due, WorkingDays

DAY_MS = 86_400_000
SHANGHAI_OFFSET_MS = 8 * 3_600_000
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
FIRST_ORDINAL = date.min.toordinal()
LAST_ORDINAL = date.max.toordinal()
MONTHS = 12
LEAP_DAY = (2, 29)


def local_date(instant_ms: int) -> date:
    """Return the day in Asia/Shanghai that holds ``instant_ms``.

    Args:
        instant_ms: Milliseconds since 1970-01-01T00:00:00Z.

    Raises:
        ValueError: The instant lies outside the years 1 to 9999.
    """
    ordinal = EPOCH_ORDINAL + (instant_ms + SHANGHAI_OFFSET_MS) // DAY_MS
    if not FIRST_ORDINAL <= ordinal <= LAST_ORDINAL:
        raise ValueError("instant: expected one of the years 1 to 9999")
    return date.fromordinal(ordinal)


def day_start_ms(day: date) -> int:
    """Return the first millisecond of ``day``: 00:00 in Asia/Shanghai."""
    return (day.toordinal() - EPOCH_ORDINAL) * DAY_MS - SHANGHAI_OFFSET_MS


def day_end_ms(day: date) -> int:
    """Return the last millisecond that still belongs to ``day``.

    A day ends at 24:00 (民法典 第二百零三条). What is received at this instant is
    received on ``day``; one millisecond later it is the next day.
    """
    return day_start_ms(day) + DAY_MS - 1


def add_months(start: date, n: int) -> date:
    """Return the day ``n`` months after ``start`` on which such a period ends.

    The corresponding day of the last month; where that month has none, its last day
    (民法典 第二百零二条).

    Raises:
        ValueError: ``n`` is negative, or the result lies beyond the year 9999.
    """
    if n < 0:
        raise ValueError(f"months: expected at least 0, got {n}")
    years, month0 = divmod(start.month - 1 + n, MONTHS)
    year, month = start.year + years, month0 + 1
    if year > date.max.year:
        raise ValueError("months: expected a date of the years 1 to 9999")
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(start.day, last))


def add_months_rolled(start: date, n: int, working: WorkingDays) -> Due:
    """Return the last day of a period of ``n`` months that an office must meet.

    A period whose last day is a holiday ends on the next working day (民法典
    第二百零三条): what was published on 2024-12-31 is to be filed within a month by
    2025-02-05, since 31 January 2025 lies in the Spring Festival.

    Raises:
        ValueError: As in `add_months`.
    """
    return working.next_working_day(add_months(start, n))


def add_years_last_day(start: date, n: int) -> date:
    """Return the last day of a term of ``n`` years that starts on ``start``.

    It is the same calendar day ``n`` years later (民法典 第二百零二条), itself still
    in the term; for 29 February it is 28 February where the year has no leap day.
    Such a term never rolls on: a bar neither grows nor shrinks by holidays.

    Raises:
        ValueError: ``n`` is negative, or the result lies beyond the year 9999.
    """
    if n < 0:
        raise ValueError(f"years: expected at least 0, got {n}")
    year = start.year + n
    if year > date.max.year:
        raise ValueError("years: expected a date of the years 1 to 9999")
    if (start.month, start.day) == LEAP_DAY and not calendar.isleap(year):
        return date(year, 2, 28)
    return start.replace(year=year)


class FuzzyDate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A date that a notice states loosely, such as 「5月中旬前」.

    Both readings are kept: work is due at the strict one, and overdue only after
    the lenient one, so that nobody is blamed for the notice's vagueness.

    Attributes:
        strict: Last day under the narrow reading.
        lenient: Last day under the wide reading; never before ``strict``.

    Raises:
        ValueError: ``lenient`` lies before ``strict``.
    """

    strict: date
    lenient: date

    def __post_init__(self) -> None:
        if self.lenient < self.strict:
            raise ValueError(
                f"fuzzy date: expected lenient from {self.strict}, got {self.lenient}"
            )

    def is_due(self, day: date) -> bool:
        """Tell whether the work should be done by the end of ``day``."""
        return day >= self.strict

    def is_overdue(self, day: date, *, strictly: bool = False) -> bool:
        """Tell whether work done on ``day`` is late.

        Args:
            day: The day on which it is done.
            strictly: Judge by the strict reading, if the policy says so.
        """
        return day > (self.strict if strictly else self.lenient)


_FUZZY = re.compile(
    r"(?P<month>[0-9]{1,2})月"
    r"(?:(?P<day>[0-9]{1,2})日前?|(?P<end>底)前?|(?P<third>上旬|中旬|下旬)?前)"
)


def parse_fuzzy_date(text: str, year: int) -> FuzzyDate:
    """Read a date as the notices write it, in both readings.

    「X月X日」 and 「X月底」, with or without 「前」, mean one day and include it;
    「X月前」 ends with the month before; 「X月中旬前」 ends with the tenth under the
    strict reading and with the twentieth under the lenient one.

    Raises:
        ValueError: ``text`` has no such form, or names no real day.

    Example:
        >>> parse_fuzzy_date("5月中旬前", 2024).strict
        datetime.date(2024, 5, 10)
        >>> parse_fuzzy_date("5月中旬前", 2024).lenient
        datetime.date(2024, 5, 20)
    """
    match = _FUZZY.fullmatch(text)
    if match is None:
        raise ValueError(f"fuzzy date: expected a form like 5月中旬前, got {text!r}")
    month = date(year, int(match["month"]), 1)
    if match["day"]:
        day = month.replace(day=int(match["day"]))
        return FuzzyDate(day, day)
    return _thirds(month)[match["end"] or match["third"]]


def _thirds(month: date) -> dict[str | None, FuzzyDate]:
    before = month - timedelta(days=1)
    tenth, twentieth = month.replace(day=10), month.replace(day=20)
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return {
        None: FuzzyDate(before, before),
        "上旬": FuzzyDate(before, tenth),
        "中旬": FuzzyDate(tenth, twentieth),
        "下旬": FuzzyDate(twentieth, last),
        "底": FuzzyDate(last, last),
    }
