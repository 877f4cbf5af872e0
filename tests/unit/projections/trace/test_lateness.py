"""T13: missed deadlines, who missed them, and what the delay led to."""

from pathlib import Path

from aggregates.application import audits
from tests.support import actors as a
from tests.support.asking import answered, kinds, rules
from tests.support.builders import JIA, SUBMITTED
from tests.support.given import deed

LATE = JIA.review.recorded("2024-05-27T09:00")
RETURNED = deed(
    audits.Returned,
    JIA.id,
    [a.REVIEWER],
    "2024-05-29T09:00",
    reasons=[{"code": "LATE", "item": "", "text": "已过审核期限"}],
    kind="PROCEDURE",
    to="person/jia",
).round_the_rules()


def test_a_matter_in_time_has_nothing_late(tmp_path: Path) -> None:
    answer = answered("T13", tmp_path, *SUBMITTED, day="2024-05-20")
    assert kinds(answer) == []
    assert answer.verdict.code == "NO_EVENT"


def test_a_missed_hop_names_body_days_and_rule(tmp_path: Path) -> None:
    answer = answered("T13", tmp_path, *SUBMITTED, day="2024-06-03")
    assert "DEADLINE_MISSED" in kinds(answer)
    row = next(r for r in answer.rows if r.due.rule.id == "XN12-8.3a")
    assert row.due.organisation.id == a.FACTORY
    assert row.due.working_days < 0
    assert row.fate is None
    assert "XN12-8.3b" not in rules(answer)


def test_a_delay_that_ended_the_declaration_is_found_twice(tmp_path: Path) -> None:
    """Delay alone is a finding; delay with consequences is traced back."""
    answer = answered("T13", tmp_path, *(*SUBMITTED, RETURNED), day="2024-06-03")
    assert "DELAY_CHANGED_FATE" in kinds(answer)
    assert "XN12-8.3b" in rules(answer)
    row = next(r for r in answer.rows if r.fate is not None)
    assert row.fate.type.code == "application.returned"
