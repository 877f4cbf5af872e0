from datetime import date

import chinese_calendar
import holidays
import msgspec
import pytest

from aggregates.calendar.packaged import PackagedCalendar, check_days, load_calendars
from aggregates.policy.workdays import Calendar, WorkingDays
from scripts import calendars as script

SHIPPED = WorkingDays([year.as_adopted() for year in load_calendars()])
CHINESECALENDAR_ERRS = [date(2005, 12, 31)]


def test_the_packaged_file_is_what_the_script_writes() -> None:
    assert script.TARGET.read_text(encoding="utf-8") == script.render()


def test_the_packaged_calendars_cover_2004_to_2026_in_order() -> None:
    assert [one.year for one in load_calendars()] == list(range(2004, 2027))
    assert {one.region for one in load_calendars()} == {"CN"}
    assert load_calendars()[20].id == "calendar/cn-2024"


def test_every_packaged_calendar_is_sound() -> None:
    for one in load_calendars():
        check_days(one.as_adopted())
        assert list(one.off) == sorted(set(one.off))
        assert list(one.makeup) == sorted(set(one.makeup))


def test_every_day_agrees_with_chinesecalendar_but_the_one_explained() -> None:
    differing = [
        day
        for one in load_calendars()
        for day in script.days_of(one.year)
        if SHIPPED.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == CHINESECALENDAR_ERRS


def test_every_day_agrees_with_holidays() -> None:
    china = holidays.country_holidays("CN", years=range(2004, 2027))
    differing = [
        day
        for one in load_calendars()
        for day in script.days_of(one.year)
        if SHIPPED.is_working_day(day) != china.is_working_day(day)
    ]
    assert differing == []


def test_the_script_stops_at_a_difference_that_nobody_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(script, "DECIDED", {})
    with pytest.raises(ValueError, match="expected agreement"):
        script.render()


@pytest.mark.parametrize(
    ("year", "off", "makeup"),
    [
        (2024, 28, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        (2025, 28, "01-26 02-08 04-27 09-28 10-11"),
        (2026, 33, "01-04 02-14 02-28 05-09 09-20 10-10"),
    ],
)
def test_the_recent_years_state_their_notices(year: int, off: int, makeup: str) -> None:
    one = load_calendars()[year - 2004]
    assert len(one.off) == off
    assert [day.isoformat()[5:] for day in one.makeup] == makeup.split()


def test_each_calendar_cites_its_notice() -> None:
    for one in load_calendars():
        assert one.notice.startswith(
            f"国务院办公厅关于{one.year}年部分节假日安排的通知"
        )
    assert "国办发明电〔2023〕7号" in load_calendars()[20].notice
    assert "国办发明电〔2020〕1号" in load_calendars()[16].notice


def test_days_of_december_cite_the_notice_of_the_next_year() -> None:
    for one in load_calendars():
        december = [day for day in (*one.off, *one.makeup) if day.month == 12]
        assert bool(december) is (f"关于{one.year + 1}年" in one.notice)


def broken(off: str, makeup: str) -> Calendar:
    return Calendar(
        id="calendar/cn-2024",
        seq=1,
        year=2024,
        off=frozenset({date.fromisoformat(off)}),
        makeup=frozenset({date.fromisoformat(makeup)}),
    )


@pytest.mark.parametrize(
    ("off", "makeup", "what"),
    [
        ("2025-01-01", "2024-02-04", "expected days of its year"),
        ("2024-02-04", "2024-02-04", "expected one verdict"),
        ("2024-01-01", "2024-02-05", "expected weekends as makeup days"),
    ],
)
def test_an_impossible_calendar_is_refused(off: str, makeup: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        check_days(broken(off, makeup))


def test_a_surplus_field_in_the_file_would_be_noticed() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({"region": "CN", "surplus": 1}, PackagedCalendar)
