"""T15: the responsibility sheet."""

from datetime import date
from pathlib import Path

from tests.support import actors as a
from tests.support.asking import answered, kinds
from tests.support.builders_session import (
    CERTIFIED,
    CLOSE_CASE,
    ENTERED,
    NOTIFY,
    REVOKED,
    SHARE,
    TELL_EMPLOYER,
    VOID,
)
from tests.support.builders_supervision import (
    APPLY,
    OPEN_TRACE,
    PROPOSE,
    SCOPE,
    TRACE,
    attribute,
)

SETTLED = (*ENTERED, VOID, TELL_EMPLOYER, SHARE, NOTIFY, CLOSE_CASE)
OPENED = (*REVOKED, OPEN_TRACE, SCOPE)
ATTRIBUTED = (*OPENED, attribute(OPENED))


def test_a_clean_matter_owes_nothing(tmp_path: Path) -> None:
    answer = answered("T15", tmp_path, *CERTIFIED)
    assert not answer.findings
    assert {one.type.code for one in answer.absent} == {
        "trace.responsibility-attributed",
        "integrity.entered",
    }


def test_a_revocation_leaves_what_is_owed_on_the_sheet(tmp_path: Path) -> None:
    answer = answered("T15", tmp_path, *REVOKED)
    still = {row.measure.code for row in answer.rows if row.done is None}
    assert {"BLACKLIST", "VOID_CERTIFICATE", "TELL_EMPLOYER"} <= still
    assert kinds(answer).count("OBLIGATION_OPEN") == len(
        [row for row in answer.rows if row.done is None]
    )


def test_a_record_shows_first_and_last_day(tmp_path: Path) -> None:
    answer = answered("T15", tmp_path, *SETTLED)
    terms = [row.term for row in answer.rows if row.term]
    assert terms
    ((first, last),) = set(terms)
    assert isinstance(first, date)
    assert (last.year - first.year) == 3


def test_an_attributed_responsibility_without_a_measure_is_kinds(
    tmp_path: Path,
) -> None:
    answer = answered("T15", tmp_path, *ATTRIBUTED)
    assert "RESPONSIBILITY_WITHOUT_MEASURE" in kinds(answer)


def test_a_proposed_measure_is_open_until_the_competent_body_takes_it(
    tmp_path: Path,
) -> None:
    proposed = answered("T15", tmp_path / "a", *(*ATTRIBUTED, PROPOSE))
    (row,) = [r for r in proposed.rows if r.measure.code == "EDUCATE"]
    assert row.done is None
    assert row.about.id == "person/factory-reviewer"
    assert row.segment is not None
    assert row.segment.code == "RECOMMEND"
    applied = answered("T15", tmp_path / "b", *(*ATTRIBUTED, PROPOSE, APPLY))
    (row,) = [r for r in applied.rows if r.measure.code == "EDUCATE"]
    assert row.done is not None
    assert "RESPONSIBILITY_WITHOUT_MEASURE" not in kinds(applied)


def test_person_body_and_trace_lead_to_the_same_responsibility(tmp_path: Path) -> None:
    history = (*ATTRIBUTED, PROPOSE)
    for name, subject in (
        ("person", "person/factory-reviewer"),
        ("body", a.FACTORY),
        ("trace", TRACE),
    ):
        answer = answered("T15", tmp_path / name, *history, subject=subject)
        assert "EDUCATE" in {row.measure.code for row in answer.rows}
