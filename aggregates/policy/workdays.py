"""Working-day arithmetic on the calendars that a ledger has adopted.

A working day is a Monday to Friday that its year's calendar does not list as off, or
a weekend day that it lists as worked. Periods begin on the day after the day of the
act (民法典 第二百零一条). Where a count would need a year for which no calendar is
adopted, the days of that year are taken as Monday to Friday and the result says that
it is provisional: it is never a silent guess.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class CalendarMissing(LookupError):  # noqa: N818 - a missing notice is no malfunction
    """No calendar of a year is adopted, so its working days are unknown.

    Args:
        year: The year that was asked about.
    """

    def __init__(self, year: int) -> None:
        super().__init__(f"calendar of {year}: expected an adopted one, got none")
        self.year = year


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """The working calendar of one year, as one event of the ledger adopted it.

    Attributes:
        id: The aggregate, ``calendar/cn-2024``.
        seq: The event of that aggregate, counted from 1; a higher one replaces it.
        year: The year that all its days lie in.
        off: Days that are not worked.
        makeup: Weekend days that are worked (调休).
    """

    id: str
    seq: int
    year: int
    off: frozenset[date]
    makeup: frozenset[date]

    @property
    def version(self) -> str:
        """Name this version, as deadlines cite it: ``calendar/cn-2024@1``."""
        return f"{self.id}@{self.seq}"

    def is_working_day(self, day: date) -> bool:
        """Tell whether ``day``, a day of this year, is worked."""
        return day in self.makeup or (_is_weekday(day) and day not in self.off)

    def exceptions(self, first: date, last: date) -> int:
        """Count how many more days are worked from first to last than weekdays."""
        return sum(
            self.is_working_day(day) - _is_weekday(day)
            for day in self.off | self.makeup
            if first <= day <= last
        )


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A computed date and what it rests on.

    Attributes:
        date: The day.
        calendars: The calendar versions that were asked, in order of years.
        provisional: A year without an adopted calendar was touched, and its days
            were counted as Monday to Friday.
    """

    date: date
    calendars: tuple[str, ...]
    provisional: bool


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number of working days and what it rests on, as in `Due`."""

    days: int
    calendars: tuple[str, ...]
    provisional: bool


class WorkingDays:
    """The working days that a set of adopted calendars decides.

    Args:
        calendars: Calendars of one region, in any order; of several versions of a
            year the one with the highest ``seq`` counts.

    Raises:
        ValueError: Two aggregates claim the same year.
    """

    def __init__(self, calendars: Iterable[Calendar]) -> None:
        self._by_year: dict[int, Calendar] = {}
        for calendar in calendars:
            self._admit(calendar)

    def _admit(self, calendar: Calendar) -> None:
        known = self._by_year.setdefault(calendar.year, calendar)
        if known.id != calendar.id:
            raise ValueError(
                f"calendar of {calendar.year}: expected {known.id}, got {calendar.id}"
            )
        if calendar.seq > known.seq:
            self._by_year[calendar.year] = calendar

    def is_working_day(self, day: date) -> bool:
        """Tell whether ``day`` is worked.

        Raises:
            CalendarMissing: No calendar of its year is adopted.
        """
        if day.year not in self._by_year:
            raise CalendarMissing(day.year)
        return self._by_year[day.year].is_working_day(day)

    def add(self, start: date, n: int, *, count_start: bool = False) -> Due:
        """Return the ``n``-th working day after ``start``.

        With n = 5 this is the last day of 「不少于5个工作日」 for a notice posted on
        ``start``, and the last day on which what is due within five working days of
        ``start`` is on time. With n = 0 it is ``start`` itself, worked or not.

        Args:
            start: The day of the act.
            n: How many working days, at least 0.
            count_start: Count ``start`` itself if it is worked, against the rule of
                民法典 第二百零一条; a policy may settle the ambiguity so.

        Raises:
            ValueError: ``n`` is negative, or the result lies beyond the year 9999.
        """
        origin = start - ONE_DAY if count_start and n else start
        return self._walk(origin, n, ONE_DAY)

    def subtract(self, day: date, n: int) -> Due:
        """Return the ``n``-th working day before ``day``, which is not counted.

        「开评前5个工作日」 for a meeting on ``day`` is met by what happens on the
        returned day or earlier.

        Raises:
            ValueError: ``n`` is negative, or the result lies before the year 1.
        """
        return self._walk(day, n, -ONE_DAY)

    def next_working_day(self, day: date) -> Due:
        """Return ``day`` if it is worked, else the next day that is (民法典 203)."""
        return self._walk(day - ONE_DAY, 1, ONE_DAY)

    def count(self, start: date, end: date) -> Count:
        """Count the working days after ``start``, up to and including ``end``.

        So ``count(start, add(start, n).date)`` is ``n``. An ``end`` that is not
        after ``start`` gives 0.
        """
        if end <= start:
            return Count(days=0, calendars=(), provisional=False)
        first = start + ONE_DAY
        known = [
            calendar
            for year, calendar in sorted(self._by_year.items())
            if first.year <= year <= end.year
        ]
        return Count(
            days=_weekdays_until(end)
            - _weekdays_until(start)
            + sum(calendar.exceptions(first, end) for calendar in known),
            calendars=tuple(calendar.version for calendar in known),
            provisional=len(known) <= end.year - first.year,
        )

    def _walk(self, origin: date, n: int, step: timedelta) -> Due:
        if n < 0:
            raise ValueError(f"working days: expected at least 0, got {n}")
        day, left, years = origin, n, set[int]()
        try:
            while left:
                day += step
                years.add(day.year)
                left -= self._is_worked_or_guess(day)
        except OverflowError as error:
            raise ValueError(
                "working days: expected a date of the years 1 to 9999"
            ) from error
        return Due(
            date=day,
            calendars=self._versions(years),
            provisional=self._is_provisional(years),
        )

    def _is_worked_or_guess(self, day: date) -> bool:
        calendar = self._by_year.get(day.year)
        return calendar.is_working_day(day) if calendar else _is_weekday(day)

    def _versions(self, years: set[int]) -> tuple[str, ...]:
        known = sorted(years & self._by_year.keys())
        return tuple(self._by_year[year].version for year in known)

    def _is_provisional(self, years: set[int]) -> bool:
        return not years <= self._by_year.keys()


def _is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY


def _weekdays_until(day: date) -> int:
    """Count Mondays to Fridays since the first day of the calendar, a Monday."""
    weeks, days = divmod(day.toordinal(), 7)
    return weeks * SATURDAY + min(days, SATURDAY)
