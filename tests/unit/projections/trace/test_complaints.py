"""T11: complaints before the confirmation, their clocks, and what was confirmed."""

from pathlib import Path
from typing import Any

import pytest

from aggregates.application import outcomes
from tests.support import actors as a
from tests.support.asking import answered, kinds, rules
from tests.support.builders import JIA
from tests.support.builders_session import (
    CERTIFIED,
    CONFIRMED,
    DECIDE,
    NOTIFY,
    RECEIVE,
    REGISTER,
    REVOKED,
    STEP,
    SUBSTANTIATED,
    SUPPLEMENTED,
    TAKE_ON,
    VERIFIED,
)
from tests.support.cities import liuzhou
from tests.support.given import deed

_STEPS = [RECEIVE, REGISTER]
EARLY = tuple(
    one.recorded(at)
    for one, at in zip(_STEPS, ("2024-08-01T09:00", "2024-08-01T14:00"), strict=True)
)
WITH_COMPLAINT = (*SUPPLEMENTED, *EARLY)


PASSED_OVER = deed(
    outcomes.Confirmed,
    JIA.id,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-09-30T09:00",
    document_no="咸职改办〔2024〕60号（示例）",
).round_the_rules()


def test_a_matter_without_complaints_says_so(tmp_path: Path) -> None:
    answer = answered("T11", tmp_path, *CONFIRMED)
    assert answer.verdict.code == "NO_EVENT"
    assert [one.type.code for one in answer.absent] == ["complaint.received"]
    assert not answer.findings


@pytest.mark.parametrize(("city", "rule"), [(tuple, "XN12-5.3f"), (liuzhou, "LZ-6.1d")])
def test_who_was_confirmed_while_a_complaint_was_open_is_kinds(
    tmp_path: Path, city: Any, rule: str
) -> None:
    """An official confirms a whole list and passes over what was complained of."""
    answer = answered("T11", tmp_path, *(*city(WITH_COMPLAINT), PASSED_OVER))
    (row,) = answer.rows
    assert row.open_at_confirmation is True
    assert kinds(answer) == ["CONFIRMED_OVER_COMPLAINT"]
    assert rules(answer) == {rule}
    (finding,) = answer.findings
    assert [event.type.code for event in finding.events] == [
        "complaint.received",
        "application.confirmed",
    ]


def test_a_complaint_that_came_afterwards_is_no_breach(tmp_path: Path) -> None:
    answer = answered("T11", tmp_path, *(*REVOKED, NOTIFY))
    (row,) = answer.rows
    assert row.open_at_confirmation is False
    assert row.outcome.code == "SUBSTANTIATED"
    assert row.investigators == ("person/investigator-1", "person/investigator-2")
    assert row.missing_parts == ()
    assert [due.rule.id for due in row.clocks]
    assert answer.verdict.code == "CLEAR"
    assert not answer.findings


def test_steps_that_are_not_on_record_are_named(tmp_path: Path) -> None:
    answer = answered("T11", tmp_path, *(*CERTIFIED, RECEIVE, REGISTER, TAKE_ON))
    assert [one.type.code for one in answer.absent] == [
        "complaint.verification-assigned",
        "complaint.verification-report-filed",
        "complaint.decided",
        "complaint.complainant-notified",
    ]


def test_a_report_without_its_six_parts_is_kinds(tmp_path: Path) -> None:
    history = (*CERTIFIED, RECEIVE, REGISTER, TAKE_ON, STEP.round_the_rules())
    hollow = VERIFIED.but(method="", time="").round_the_rules()
    answer = answered("T11", tmp_path, *(*history, hollow))
    (row,) = answer.rows
    assert {part.code for part in row.missing_parts} >= {"method", "time"}
    assert "REPORT_INCOMPLETE" in kinds(answer)
    assert "XN12-8.5c" in rules(answer)


def test_no_complainant_and_no_sealed_word_is_in_the_answer(tmp_path: Path) -> None:
    answer = answered("T11", tmp_path, *(*SUBSTANTIATED, NOTIFY))
    assert "实名信访人" not in repr(answer)
    assert DECIDE.fields["violation"] not in repr(answer.rows[0].events)
