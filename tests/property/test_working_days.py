"""Laws of the working-day arithmetic, judged by two independent libraries."""

from datetime import date, timedelta

import chinese_calendar
import holidays
from hypothesis import assume, given

from aggregates.calendar.packaged import load_calendars
from aggregates.policy.dates import (
    add_months,
    add_years_last_day,
    day_end_ms,
    day_start_ms,
    local_date,
)
from aggregates.policy.workdays import WorkingDays
from tests.support.strategies import ANY_DAYS, CALENDAR_DAYS, SMALL_COUNTS

SHIPPED = WorkingDays([year.as_adopted() for year in load_calendars()])
CHINA = holidays.country_holidays("CN", years=range(2004, 2027))
MISREAD = date(2005, 12, 31)  # chinesecalendar overlooks 国办发明电〔2005〕35号


@given(start=CALENDAR_DAYS, n=SMALL_COUNTS)
def test_the_nth_working_day_is_the_one_holidays_finds(start: date, n: int) -> None:
    assume(n > 0)
    found = SHIPPED.add(start, n)
    assume(not found.provisional)
    assert found.date == CHINA.get_nth_working_day(start, n)


@given(start=CALENDAR_DAYS, n=SMALL_COUNTS)
def test_the_days_counted_are_those_chinesecalendar_counts(start: date, n: int) -> None:
    end = SHIPPED.add(start, n).date
    assume(end.year <= 2026)
    span = [start + timedelta(days=k) for k in range(1, (end - start).days + 1)]
    worked = sum(day == MISREAD or chinese_calendar.is_workday(day) for day in span)
    assert worked == n == SHIPPED.count(start, end).days


@given(start=ANY_DAYS, n=SMALL_COUNTS)
def test_a_count_is_what_counting_day_by_day_gives(start: date, n: int) -> None:
    span = [start + timedelta(days=k) for k in range(1, n + 1)]
    adopted = {day.year for day in span} & set(range(2004, 2027))
    worked = [
        SHIPPED.is_working_day(day) if day.year in adopted else day.weekday() < 5
        for day in span
    ]
    found = SHIPPED.count(start, start + timedelta(days=n))
    assert found.days == sum(worked)
    assert found.provisional == any(day.year not in adopted for day in span)
    assert len(found.calendars) == len(adopted)


@given(start=ANY_DAYS, n=SMALL_COUNTS)
def test_a_period_ends_on_a_working_day_after_exactly_n(start: date, n: int) -> None:
    found = SHIPPED.add(start, n)
    assert SHIPPED.count(start, found.date).days == n
    if n and not found.provisional:
        assert SHIPPED.is_working_day(found.date)


@given(start=ANY_DAYS, n=SMALL_COUNTS)
def test_subtracting_undoes_adding_from_a_working_day(start: date, n: int) -> None:
    worked = SHIPPED.next_working_day(start).date
    assert SHIPPED.subtract(SHIPPED.add(worked, n).date, n).date == worked


@given(start=ANY_DAYS, n=SMALL_COUNTS)
def test_adding_undoes_subtracting_from_a_working_day(start: date, n: int) -> None:
    worked = SHIPPED.next_working_day(start).date
    assert SHIPPED.add(SHIPPED.subtract(worked, n).date, n).date == worked


@given(one=ANY_DAYS, other=ANY_DAYS, n=SMALL_COUNTS)
def test_a_later_start_never_ends_earlier(one: date, other: date, n: int) -> None:
    early, late = sorted((one, other))
    assert SHIPPED.add(early, n).date <= SHIPPED.add(late, n).date
    assert SHIPPED.subtract(early, n).date <= SHIPPED.subtract(late, n).date


@given(start=ANY_DAYS, n=SMALL_COUNTS, more=SMALL_COUNTS)
def test_two_periods_in_a_row_are_one_long_one(start: date, n: int, more: int) -> None:
    first = SHIPPED.add(start, n).date
    assert SHIPPED.add(first, more).date == SHIPPED.add(start, n + more).date


@given(start=ANY_DAYS, n=SMALL_COUNTS)
def test_a_result_is_provisional_just_when_an_unknown_year_was_touched(
    start: date, n: int
) -> None:
    found = SHIPPED.add(start, n)
    first = start + timedelta(days=1)
    touched = range(first.year, found.date.year + 1) if n else range(0)
    assert found.provisional is any(not 2004 <= year <= 2026 for year in touched)


@given(day=ANY_DAYS)
def test_every_instant_of_a_day_is_in_that_day(day: date) -> None:
    assert local_date(day_start_ms(day)) == local_date(day_end_ms(day)) == day
    assert day_end_ms(day) + 1 == day_start_ms(day + timedelta(days=1))


@given(day=ANY_DAYS, n=SMALL_COUNTS)
def test_twelve_months_are_a_year(day: date, n: int) -> None:
    assert add_months(day, 12 * n) == add_years_last_day(day, n)


@given(day=ANY_DAYS, n=SMALL_COUNTS)
def test_a_month_later_is_in_the_next_month(day: date, n: int) -> None:
    end = add_months(day, n)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == n
    assert end.day <= day.day
