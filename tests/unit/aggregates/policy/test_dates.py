from datetime import date

import pytest

from aggregates.calendar.packaged import load_calendars
from aggregates.policy.dates import (
    DAY_MS,
    FuzzyDate,
    add_months,
    add_months_rolled,
    add_years_last_day,
    day_end_ms,
    day_start_ms,
    local_date,
    parse_fuzzy_date,
)
from aggregates.policy.workdays import WorkingDays

SHIPPED = WorkingDays([year.as_adopted() for year in load_calendars()])


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_the_epoch_is_eight_in_the_morning_in_shanghai() -> None:
    assert local_date(0) == date(1970, 1, 1)
    assert day_start_ms(date(1970, 1, 1)) == -8 * 3_600_000


def test_a_day_ends_at_midnight_in_shanghai_not_in_greenwich() -> None:
    # 2024-04-22T16:00:00Z is the first instant of 23 April in Shanghai.
    midnight = 1_713_801_600_000
    assert local_date(midnight) == day("2024-04-23")
    assert local_date(midnight - 1) == day("2024-04-22")
    assert day_start_ms(day("2024-04-23")) == midnight
    assert day_end_ms(day("2024-04-22")) == midnight - 1


def test_the_bounds_of_a_day_lie_in_that_day() -> None:
    one = day("2024-02-29")
    assert local_date(day_start_ms(one)) == one
    assert local_date(day_end_ms(one)) == one
    assert day_end_ms(one) - day_start_ms(one) == DAY_MS - 1


@pytest.mark.parametrize("instant", [2**53 - 1, -(2**53) + 1])
def test_an_instant_outside_the_calendar_is_a_mistake_of_the_caller(
    instant: int,
) -> None:
    with pytest.raises(ValueError, match="years 1 to 9999"):
        local_date(instant)


@pytest.mark.parametrize(
    ("start", "years", "last"),
    [
        ("2024-06-15", 3, "2027-06-15"),
        ("2024-02-29", 3, "2027-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2022-06-15", 3, "2025-06-15"),
        ("2021-05-10", 3, "2024-05-10"),
        ("2024-06-15", 0, "2024-06-15"),
    ],
)
def test_a_term_ends_on_the_same_calendar_day(
    start: str, years: int, last: str
) -> None:
    assert add_years_last_day(day(start), years) == day(last)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2024-12-31", 1, "2025-01-31"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-06-15", 18, "2025-12-15"),
        ("2024-06-15", 0, "2024-06-15"),
    ],
)
def test_a_period_of_months_ends_on_the_corresponding_day(
    start: str, months: int, last: str
) -> None:
    assert add_months(day(start), months) == day(last)


def test_a_month_that_ends_in_a_holiday_rolls_to_the_next_working_day() -> None:
    """LZ-6.2b: published on the last day of 2024, due after the Spring Festival."""
    found = add_months_rolled(day("2024-12-31"), 1, SHIPPED)
    assert found.date == day("2025-02-05")
    assert found.calendars == ("calendar/cn-2025@1",)
    assert found.provisional is False


def test_a_month_that_ends_on_a_working_day_does_not_roll() -> None:
    assert add_months_rolled(day("2024-11-01"), 1, SHIPPED).date == day("2024-12-02")
    assert add_months_rolled(day("2024-10-10"), 1, SHIPPED).date == day("2024-11-11")
    assert add_months_rolled(day("2024-10-11"), 1, SHIPPED).date == day("2024-11-11")


def test_a_month_that_ends_in_an_unknown_year_is_provisional() -> None:
    assert add_months_rolled(day("2026-12-31"), 1, SHIPPED).provisional is True


def test_lengths_below_zero_and_beyond_the_calendar_are_mistakes() -> None:
    for broken in (add_months, add_years_last_day):
        with pytest.raises(ValueError, match="expected at least 0"):
            broken(day("2024-06-15"), -1)
        with pytest.raises(ValueError, match="years 1 to 9999"):
            broken(day("2024-06-15"), 120_000)


def test_the_first_and_the_last_day_of_the_calendar_are_in_it() -> None:
    assert local_date(day_start_ms(date.min)) == date.min
    assert local_date(day_end_ms(date.max)) == date.max
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_years_last_day(date(9998, 1, 1), 1) == date(9999, 1, 1)


@pytest.mark.parametrize(
    ("text", "strict", "lenient"),
    [
        ("5月中旬前", "2024-05-10", "2024-05-20"),
        ("10月前", "2024-09-30", "2024-09-30"),
        ("7月上旬前", "2024-06-30", "2024-07-10"),
        ("11月上旬前", "2024-10-31", "2024-11-10"),
        ("2月下旬前", "2024-02-20", "2024-02-29"),
        ("7月底前", "2024-07-31", "2024-07-31"),
        ("11月底", "2024-11-30", "2024-11-30"),
        ("12月底前", "2024-12-31", "2024-12-31"),
        ("8月20日前", "2024-08-20", "2024-08-20"),
        ("11月30日", "2024-11-30", "2024-11-30"),
    ],
)
def test_a_fuzzy_date_keeps_both_readings(text: str, strict: str, lenient: str) -> None:
    assert parse_fuzzy_date(text, 2024) == FuzzyDate(day(strict), day(lenient))


@pytest.mark.parametrize(
    "text", ["", "5月", "中旬前", "13月前", "2月30日前", "5月中旬", "٥月前", "5 月前"]
)
def test_what_is_no_date_of_a_notice_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - two sources, both say what is wrong
        parse_fuzzy_date(text, 2024)


def test_between_the_readings_work_is_due_but_not_overdue() -> None:
    notice = parse_fuzzy_date("5月中旬前", 2024)
    assert not notice.is_due(day("2024-05-09"))
    assert notice.is_due(day("2024-05-10"))
    assert not notice.is_overdue(day("2024-05-20"))
    assert notice.is_overdue(day("2024-05-21"))
    assert notice.is_overdue(day("2024-05-11"), strictly=True)


def test_a_lenient_reading_before_the_strict_one_is_refused() -> None:
    with pytest.raises(ValueError, match="expected lenient from 2024-05-20"):
        FuzzyDate(day("2024-05-20"), day("2024-05-10"))
