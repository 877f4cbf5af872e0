"""T17: notifications: everything at once, and back by the way the file came."""

from pathlib import Path
from typing import Any

import pytest

from aggregates.application import audits
from tests.support import actors as a
from tests.support.asking import answered, kinds, rules
from tests.support.builders import AT_THE_COUNTY, JIA, SUBMITTED
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import deed

ASK = deed(
    audits.CorrectionRequested,
    JIA.id,
    [a.REVIEWER],
    "2024-05-13T09:00",
    reasons=[{"code": "EDU-COPY", "item": "M1", "text": "请补正"}],
    until="2024-05-20",
)
ANSWER = deed(
    audits.CorrectionSubmitted,
    JIA.id,
    [a.JIA_SIGNS],
    "2024-05-14T09:00",
    answers=["EDU-COPY"],
)
AGAIN = ASK.recorded("2024-05-15T09:00")
SEND_BACK = deed(
    audits.Returned,
    JIA.id,
    [a.COUNTY_OFFICER],
    "2024-05-31T09:00",
    reasons=[{"code": "SCOPE", "item": "", "text": "超出受理范围"}],
    kind="OUT_OF_SCOPE",
    to=a.DEPARTMENT,
)


def test_a_file_that_never_came_back_says_so(tmp_path: Path) -> None:
    answer = answered("T17", tmp_path, *SUBMITTED)
    assert answer.verdict.code == "NO_EVENT"
    assert [one.type.code for one in answer.absent] == ["application.returned"]


def test_one_notification_with_everything_is_clear(tmp_path: Path) -> None:
    answer = answered("T17", tmp_path, *(*SUBMITTED, ASK, ANSWER))
    (row,) = answer.rows
    assert [reason.code.code for reason in row.reasons] == ["EDU-COPY"]
    assert row.organisation.id == a.FACTORY
    assert row.by_the_way_it_came is None
    assert answer.verdict.code == "CLEAR"


@pytest.mark.parametrize(
    ("city", "rule"),
    [(tuple, "XN12-5.2f"), (liuzhou, "LZ-4.3c"), (yuncheng, "")],
)
def test_a_reason_that_was_there_before_is_kinds(
    tmp_path: Path, city: Any, rule: str
) -> None:
    answer = answered("T17", tmp_path, *(*city(SUBMITTED), ASK, ANSWER, AGAIN))
    assert kinds(answer) == ["TOLD_LATE"] * bool(rule)
    assert rules(answer) == {rule} - {""}


def test_a_return_by_the_way_it_came_is_clear(tmp_path: Path) -> None:
    answer = answered("T17", tmp_path, *(*AT_THE_COUNTY, SEND_BACK))
    (row,) = answer.rows
    assert row.by_the_way_it_came is True
    assert not answer.findings


def test_a_return_past_a_hop_is_kinds(tmp_path: Path) -> None:
    """Who skips the department leaves it without knowledge of the return."""
    past = SEND_BACK.but(to=a.FACTORY).round_the_rules()
    answer = answered("T17", tmp_path, *(*AT_THE_COUNTY, past))
    assert kinds(answer) == ["RETURNED_ANOTHER_WAY"]
    assert rules(answer) == {"XN12-5.2g"}
