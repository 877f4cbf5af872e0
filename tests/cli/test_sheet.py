"""Deadlines on the sheet and on the receipt: what is due, when, and how sure."""

from typing import Any

import pytest

from cli.language import use_language
from cli.sheet_text import deadline_line

DEADLINE: dict[str, Any] = {
    "rule": "XN12-5.2b",
    "kind": "MINIMUM",
    "start": "2024-05-06",
    "length": 5,
    "unit": "WD",
    "due": "2024-05-13",
    "met_by": "application.employer-publicity-closed",
    "met_by_title": "单位公示结束",
    "provisional": False,
}


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    use_language("zh")


def test_a_deadline_says_until_when_from_when_by_what_and_under_which_rule() -> None:
    assert deadline_line(DEADLINE) == (
        "满 2024-05-13（2024-05-06 + 5个工作日） → 单位公示结束  XN12-5.2b"
    )


def test_a_date_that_rests_on_no_calendar_is_called_provisional() -> None:
    assert "暂定" in deadline_line(DEADLINE | {"provisional": True})


def test_a_fixed_date_is_not_counted_from_anywhere() -> None:
    fixed = {"kind": "LATEST", "unit": "ON", "met_by": ""}

    assert deadline_line(DEADLINE | fixed) == "最迟 2024-05-13  XN12-5.2b"
