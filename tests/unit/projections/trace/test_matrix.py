"""T2: files and signers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from projections.trace import inquiry, matrix
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules
from tests.support.builders import DECLARING, JIA, SUBMITTED, YI
from tests.support.builders_session import CERTIFIED, ENTERED, VERIFICATION_REPORTED
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import Deed

Tell = Callable[[Sequence[Deed]], tuple[Deed, ...]]


def _reported(item: str = "M2") -> tuple[Deed, ...]:
    """Complain, and have an item found false, whatever the stage is."""
    *steps, report = VERIFICATION_REPORTED[len(CERTIFIED) :]
    said = report.but(items=[item])
    return tuple(one.round_the_rules() for one in (*steps, said))


def _verdicts(rows: Sequence[matrix.Sight], item: str) -> dict[str, str]:
    return {r.act.type.code: r.verdict.code for r in rows if r.item == item}


def test_each_file_has_a_row_for_each_act_that_signs_a_list(tmp_path: Path) -> None:
    found = asked(tmp_path, matrix.ask, *CERTIFIED)
    acts = {row.act.event for row in found.rows}
    assert len(found.rows) == 2 * len(acts)
    assert {row.act.type.code for row in found.rows} >= {
        "application.submitted",
        "application.employer-item-reviewed",
        "session.opinion-signed",
    }
    assert all(row.attached.position < row.act.position for row in found.rows)
    assert all(row.signers for row in found.rows)


def test_a_matter_in_which_nothing_was_false_is_clear(tmp_path: Path) -> None:
    found = asked(tmp_path, matrix.ask, *CERTIFIED)
    assert (found.findings, found.absent, found.notes) == ((), (), ())
    assert not any(row.false for row in found.rows)


def test_whoever_passed_a_false_file_is_found(tmp_path: Path) -> None:
    found = asked(tmp_path, matrix.ask, *ENTERED)
    assert {row.item for row in found.rows if row.false} == {"M2"}
    assert set(kinds(found)) == {"FALSE_ITEM_PASSED"}
    passed = {one.events[0].type.code for one in found.findings}
    assert passed >= {
        "application.employer-item-reviewed",
        "application.recommendation-issued",
        "application.accepted",
    }
    assert "application.submitted" not in passed
    assert {one.events[1].type.code for one in found.findings} == {
        "application.material-attached"
    }


@pytest.mark.parametrize(
    ("tell", "cited"),
    [(tuple, {"XN12-5.2a"}), (liuzhou, {"LZ-4.1.2c"}), (yuncheng, set())],
)
def test_a_false_file_passed_without_its_original_is_told_apart(
    tmp_path: Path, tell: Tell, cited: set[str]
) -> None:
    items: list[dict[str, Any]] = [
        {"item": "M1", "original_seen": True, "genuine": True},
        {"item": "M2", "original_seen": False, "genuine": True},
    ]
    careless = JIA.review.but(items=items).round_the_rules()
    found = asked(tmp_path, matrix.ask, *tell(SUBMITTED), careless, *_reported())
    assert kinds(found) == ["FALSE_ITEM_PASSED_UNSEEN"]
    assert rules(found) == cited


def test_a_file_that_was_replaced_later_was_not_seen_by_who_signed_before(
    tmp_path: Path,
) -> None:
    again = JIA.material("M2", "PAPER", "2024-05-13T10:00").round_the_rules()
    found = asked(tmp_path, matrix.ask, *SUBMITTED, again, *_reported())
    old, new = ([r for r in found.rows if r.false is one] for one in (False, True))
    assert _verdicts(old, "M2")["application.submitted"] == "DECLARED"
    assert _verdicts(new, "M2")["application.submitted"] == "OTHER_FILE"
    assert kinds(found) == []


def test_a_file_that_nobody_answering_for_it_saw_is_said_to_be_unseen(
    tmp_path: Path,
) -> None:
    """It slipped in after the last review; that nobody saw it must be provable."""
    late = replace(JIA.material("M9", "PAPER", "2024-05-09T15:00"), bypassing=True)
    found = asked(tmp_path, matrix.ask, *DECLARING, late, JIA.submit.round_the_rules())
    assert _verdicts(found.rows, "M9") == {
        "application.integrity-commitment-signed": "ADDED_LATER",
        "application.submitted": "DECLARED",
    }
    assert ("M9", "XN12-5.2a") in {
        (one.about.name, one.rule.id) for one in found.absent if one.rule
    }


def test_who_signed_another_list_is_found(tmp_path: Path) -> None:
    forged = JIA.review.but(manifest=bytes(32)).round_the_rules()
    found = asked(tmp_path, matrix.ask, *SUBMITTED, forged, *_reported())
    assert kinds(found) == ["MANIFEST_UNKNOWN"]
    assert (
        _verdicts(found.rows, "M1")["application.employer-item-reviewed"] == "NOT_KNOWN"
    )


def test_of_many_applications_only_false_files_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session of six hundred must be answered in bounded time and space."""
    monkeypatch.setattr(inquiry, "MANY", 0)
    found = asked(tmp_path, matrix.ask, *ENTERED)
    assert {row.item for row in found.rows} == {"M2"}
    assert [note.code for note in found.notes] == ["WRONG_ONLY"]
    assert "FALSE_ITEM_PASSED" in kinds(found)


def test_the_files_of_somebody_else_are_not_listed(tmp_path: Path) -> None:
    found = asked(tmp_path, matrix.ask, *ENTERED, subject=YI.id)
    assert {row.application.id for row in found.rows} == {YI.id}
    assert kinds(found) == []
    assert a.JIA not in str(found)
