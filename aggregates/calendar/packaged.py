"""The working calendars that ship with the product: mainland China, 2004 to 2026.

Each cites the notice of the State Council that it states. They count for nothing
until a `calendar.adopted` event puts them on a ledger; later years are adopted there
and never guessed. ``scripts/calendars.py`` makes the file.
"""

from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from aggregates.policy.workdays import SATURDAY, Calendar


class PackagedCalendar(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """One year as the file states it.

    Attributes:
        region: ``CN``, mainland China.
        year: The calendar year.
        notice: The notices that decide it, with their numbers where known.
        off: Days off, in order; weekends that a notice names are among them.
        makeup: Weekend days that are worked, in order.
    """

    region: str
    year: int
    notice: str
    off: tuple[date, ...]
    makeup: tuple[date, ...]

    @property
    def id(self) -> str:
        """Name its aggregate: ``calendar/cn-2024``."""
        return f"calendar/{self.region.lower()}-{self.year}"

    def as_adopted(self, seq: int = 1) -> Calendar:
        """Return it as the arithmetic sees it once event ``seq`` has adopted it."""
        return Calendar(
            id=self.id,
            seq=seq,
            year=self.year,
            off=frozenset(self.off),
            makeup=frozenset(self.makeup),
        )


def check_days(calendar: Calendar) -> None:
    """Check that the days of ``calendar`` can be those of a working calendar.

    Raises:
        ValueError: A day lies in another year, is both off and worked, or is listed
            as worked though it is no weekend.
    """
    for day in sorted(calendar.off | calendar.makeup):
        if day.year != calendar.year:
            raise ValueError(f"{calendar.id}: expected days of its year, got {day}")
    if both := calendar.off & calendar.makeup:
        raise ValueError(f"{calendar.id}: expected one verdict, got two on {min(both)}")
    weekdays = [day for day in calendar.makeup if day.weekday() < SATURDAY]
    if weekdays:
        raise ValueError(
            f"{calendar.id}: expected weekends as makeup days, got {min(weekdays)}"
        )


@cache
def load_calendars() -> tuple[PackagedCalendar, ...]:
    """Return the packaged calendars, oldest first."""
    data = (Path(__file__).parent / "data" / "calendars.json").read_bytes()
    return msgspec.json.decode(data, type=tuple[PackagedCalendar, ...])
