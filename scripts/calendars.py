"""Write the packaged working calendars of mainland China, 2004 to 2026.

Two independent libraries say for every single day whether it is worked. Where they
agree, the day is taken over; where they do not, it must be decided below, with the
reason, or nothing is written. The product never asks either library: it reads the
file that this script made, and later years are adopted on the ledger.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays

TARGET = (
    Path(__file__).resolve().parent.parent
    / "aggregates"
    / "calendar"
    / "data"
    / "calendars.json"
)
FIRST_YEAR = 2004
LAST_YEAR = 2026
SATURDAY = 5

DECIDED = {
    # 国办发明电〔2005〕35号, item 1: "12月31日（星期六）上班". chinesecalendar 1.11.0
    # reads the notice for 2006 without its one day in 2005; holidays has it right.
    date(2005, 12, 31): True,
}

NUMBERS = {
    2006: "国办发明电〔2005〕35号",
    2007: "国办发明电〔2006〕49号",
    2008: "国办发明电〔2007〕52号",
    2009: "国办发明电〔2008〕42号",
    2010: "国办发明电〔2009〕27号",
    2011: "国办发明电〔2010〕40号",
    2012: "国办发明电〔2011〕45号",
    2013: "国办发明电〔2012〕33号",
    2014: "国办发明电〔2013〕28号",
    2015: "国办发明电〔2014〕28号",
    2016: "国办发明电〔2015〕18号",
    2017: "国办发明电〔2016〕17号",
    2018: "国办发明电〔2017〕12号",
    2019: "国办发明电〔2018〕15号",
    2020: "国办发明电〔2019〕16号",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}
"""Numbers of the yearly notices. Those of 2004 and 2005 were not found."""

CHANGES = {
    2015: (
        "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知"
        "（国发明电〔2015〕1号）"
    ),
    2019: "国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）",
    2020: "国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）",
}
"""Notices that changed a year after its arrangement had been published."""

REACHING_BACK = frozenset({2006, 2007, 2008, 2012, 2019, 2023, 2024})
"""Years whose notice also reaches into the December before."""


def citation(year: int) -> str:
    """Cite every notice that decides a day of ``year``."""
    cited = [_yearly(year)]
    if year in CHANGES:
        cited.append(CHANGES[year])
    if year + 1 in REACHING_BACK:
        cited.append(_yearly(year + 1))
    return "；".join(cited)


def _yearly(year: int) -> str:
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    return f"{title}（{NUMBERS[year]}）" if year in NUMBERS else title


def days_of(year: int) -> Iterator[date]:
    """Walk over every day of ``year``."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def disagreements() -> list[date]:
    """List the days on which the two libraries differ and nothing is decided."""
    china = holidays.country_holidays("CN", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return [
        day
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for day in days_of(year)
        if chinese_calendar.is_workday(day) != china.is_working_day(day)
        and day not in DECIDED
    ]


def named_off(year: int) -> list[date]:
    """List the days that either library knows as part of a holiday."""
    china = holidays.country_holidays("CN", years=year)
    return [
        day
        for day in days_of(year)
        if (day in chinese_calendar.constants.holidays or day in china)
        and not DECIDED.get(day, False)
    ]


def worked_weekends(year: int) -> list[date]:
    """List the Saturdays and Sundays that are worked."""
    return [
        day
        for day in days_of(year)
        if day.weekday() >= SATURDAY
        and DECIDED.get(day, chinese_calendar.is_workday(day))
    ]


def render() -> str:
    """Return the text of the packaged file: one calendar a line.

    Raises:
        ValueError: The libraries differ on a day that nobody has decided.
    """
    if undecided := disagreements():
        raise ValueError(f"calendars: expected agreement, got {undecided}")
    lines = [
        json.dumps(
            {
                "region": "CN",
                "year": year,
                "notice": citation(year),
                "off": [day.isoformat() for day in named_off(year)],
                "makeup": [day.isoformat() for day in worked_weekends(year)],
            },
            ensure_ascii=False,
        )
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main() -> int:
    """Write the file, or with ``--check`` say whether it is current."""
    text = render()
    if "--check" in sys.argv[1:]:
        current = TARGET.read_text(encoding="utf-8") == text
        print("calendars.json is current" if current else "calendars.json is stale")
        return 0 if current else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"wrote {TARGET.name}: {LAST_YEAR - FIRST_YEAR + 1} calendars")
    return 0


if __name__ == "__main__":
    sys.exit(main())
