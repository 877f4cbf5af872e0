from datetime import date

import pytest

from aggregates.calendar.packaged import load_calendars
from aggregates.policy.workdays import (
    Calendar,
    CalendarMissing,
    Count,
    Due,
    WorkingDays,
)

SHIPPED = WorkingDays([year.as_adopted() for year in load_calendars()])


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("rule", "start", "n", "due"),
    [
        ("XN12-5.2b on a worked Sunday", "2024-04-28", 5, "2024-05-08"),
        ("XN12-5.2b across Labour Day", "2024-04-30", 5, "2024-05-10"),
        ("XN12-5.2b across National Day", "2024-09-25", 5, "2024-10-08"),
        ("XN12-5.2b posted in the holiday", "2024-10-05", 5, "2024-10-12"),
        ("XN12-5.3c", "2024-09-27", 3, "2024-10-08"),
        ("XN12-5.3e", "2024-09-27", 5, "2024-10-10"),
        ("XN12-5.3e report", "2024-06-14", 5, "2024-06-21"),
        ("XN12-5.3d posted the same day", "2024-06-14", 5, "2024-06-21"),
        ("XN12-5.3d posted the next working day", "2024-06-17", 5, "2024-06-24"),
        ("XN12-5.3d posted the second working day", "2024-06-18", 5, "2024-06-25"),
        ("XN12-5.3d posted the third working day", "2024-06-19", 5, "2024-06-26"),
        ("LZ-6.1b", "2024-11-08", 5, "2024-11-15"),
        ("LZ-6.3a across the year", "2024-12-30", 5, "2025-01-07"),
        ("LZ-6.3a across Spring Festival", "2025-01-24", 5, "2025-02-07"),
        ("2024-04-25 by the official calendar", "2024-04-25", 5, "2024-05-06"),
        ("2026-09-24 by the official calendar", "2026-09-24", 5, "2026-10-09"),
    ],
)
def test_the_golden_periods_end_where_the_notices_say(
    rule: str, start: str, n: int, due: str
) -> None:
    found = SHIPPED.add(day(start), n)
    assert (rule, found.date, found.provisional) == (rule, day(due), False)


@pytest.mark.parametrize(
    ("rule", "anchor", "n", "due"),
    [
        ("LZ-5.1d", "2024-10-15", 5, "2024-10-09"),
        ("LZ-2.4b", "2024-09-18", 2, "2024-09-13"),
    ],
)
def test_lead_times_count_back_over_holidays_and_worked_weekends(
    rule: str, anchor: str, n: int, due: str
) -> None:
    found = SHIPPED.subtract(day(anchor), n)
    assert (rule, found.date, found.provisional) == (rule, day(due), False)


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_the_published_number_of_working_days(year: int, days: int) -> None:
    found = SHIPPED.count(date(year - 1, 12, 31), date(year, 12, 31))
    assert found.days == days


def test_publicity_posted_late_after_the_review_is_one_working_day_late() -> None:
    due = SHIPPED.add(day("2024-09-27"), 3).date
    assert SHIPPED.count(due, day("2024-10-09")).days == 1


def test_a_result_names_the_calendar_versions_it_rests_on() -> None:
    assert SHIPPED.add(day("2024-12-30"), 5) == Due(
        date=day("2025-01-07"),
        calendars=("calendar/cn-2024@1", "calendar/cn-2025@1"),
        provisional=False,
    )


def test_a_year_that_only_holds_the_start_is_not_asked() -> None:
    found = SHIPPED.add(day("2024-12-31"), 1)
    assert found.calendars == ("calendar/cn-2025@1",)


def test_a_span_into_a_year_without_calendar_is_provisional() -> None:
    """A year without a published holiday calendar is never silently computed."""
    found = SHIPPED.add(day("2026-12-30"), 5)
    assert found == Due(
        date=day("2027-01-06"), calendars=("calendar/cn-2026@1",), provisional=True
    )


def test_a_span_back_into_a_year_without_calendar_is_provisional() -> None:
    found = SHIPPED.subtract(day("2004-01-05"), 3)
    assert found == Due(
        date=day("2003-12-30"), calendars=("calendar/cn-2004@1",), provisional=True
    )


def test_a_count_that_touches_a_year_without_calendar_is_provisional() -> None:
    found = SHIPPED.count(day("2027-05-03"), day("2027-05-10"))
    assert found == Count(days=5, calendars=(), provisional=True)


def test_whether_a_day_of_an_unknown_year_is_worked_cannot_be_told() -> None:
    with pytest.raises(CalendarMissing, match="calendar of 2027") as caught:
        SHIPPED.is_working_day(day("2027-03-01"))
    assert caught.value.year == 2027


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("2024-04-28", True),  # a Sunday that is worked
        ("2024-05-01", False),  # a Wednesday that is off
        ("2024-05-12", False),  # an ordinary Sunday
        ("2024-05-13", True),  # an ordinary Monday
        ("2005-12-31", True),  # 国办发明电〔2005〕35号
        ("2020-02-01", False),  # worked by the first notice, off by the second
    ],
)
def test_a_day_is_worked_as_its_notice_says(text: str, worked: bool) -> None:  # noqa: FBT001
    assert SHIPPED.is_working_day(day(text)) is worked


def test_no_working_days_after_a_day_is_that_day() -> None:
    holiday = day("2024-10-05")
    assert SHIPPED.add(holiday, 0) == Due(date=holiday, calendars=(), provisional=False)


def test_the_first_day_counts_only_where_the_policy_says_so() -> None:
    posted = day("2024-06-17")
    assert SHIPPED.add(posted, 5, count_start=True).date == day("2024-06-21")
    assert SHIPPED.add(posted, 0, count_start=True).date == posted
    holiday = day("2024-10-05")
    assert SHIPPED.add(holiday, 5, count_start=True) == SHIPPED.add(holiday, 5)


def test_a_working_day_is_its_own_next_working_day() -> None:
    assert SHIPPED.next_working_day(day("2025-02-05")).date == day("2025-02-05")
    assert SHIPPED.next_working_day(day("2025-01-31")).date == day("2025-02-05")


def test_a_count_backwards_is_nothing() -> None:
    assert SHIPPED.count(day("2024-06-20"), day("2024-06-20")).days == 0
    assert SHIPPED.count(day("2024-06-20"), day("2024-06-03")).days == 0


def test_a_negative_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="expected at least 0, got -1"):
        SHIPPED.add(day("2024-06-20"), -1)
    with pytest.raises(ValueError, match="expected at least 0, got -1"):
        SHIPPED.subtract(day("2024-06-20"), -1)


def test_counting_beyond_the_last_year_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="years 1 to 9999"):
        SHIPPED.add(date(9999, 12, 30), 5)
    with pytest.raises(ValueError, match="years 1 to 9999"):
        SHIPPED.subtract(date(1, 1, 3), 5)


def calendar_of_2024(seq: int, *off: str, name: str = "cn") -> Calendar:
    return Calendar(
        id=f"calendar/{name}-2024",
        seq=seq,
        year=2024,
        off=frozenset(day(text) for text in off),
        makeup=frozenset(),
    )


def test_a_later_notice_replaces_the_earlier_one_in_any_order() -> None:
    first, second = calendar_of_2024(1), calendar_of_2024(2, "2024-06-17")
    for calendars in ([first, second], [second, first]):
        found = WorkingDays(calendars).add(day("2024-06-14"), 1)
        assert found.date == day("2024-06-18")
        assert found.calendars == ("calendar/cn-2024@2",)
        assert found.provisional is False


def test_two_calendars_of_one_year_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="expected calendar/cn-2024"):
        WorkingDays([calendar_of_2024(1), calendar_of_2024(1, name="hk")])


def test_a_count_over_all_years_takes_no_longer_than_one_over_a_month() -> None:
    """Whoever states a day of the year 9999 must not make every reader count to it."""
    for _ in range(1000):  # day by day, this takes a quarter of an hour
        assert SHIPPED.count(day("2024-05-01"), date.max).days > 2_000_000
