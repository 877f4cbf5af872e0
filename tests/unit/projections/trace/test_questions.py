"""The twenty questions as a whole: all there, and asked of anything."""

from pathlib import Path

import pytest

from projections.store.rows import Rows
from projections.trace.answer import VERDICTS
from projections.trace.inquiry import Inquiry
from projections.trace.questions import QUESTIONS
from tests.support import actors as a
from tests.support.builders import COMMITTEE, JIA
from tests.support.builders_session import COMPLAINT, ENTERED, RECORD, TITLE
from tests.support.builders_supervision import (
    CIRCULAR,
    CIRCULATE,
    DISQUALIFY,
    EDUCATE,
    EXPERT,
    FIND,
    FIND_COMMITTEE,
    INSPECTION,
    NOTICE,
    OPEN_TRACE,
    PLAN,
    PROVIDE,
    REFUSE,
    REQUEST,
    SCOPE,
    STEP,
    TRACE,
)
from tests.support.domain import reader

SUPERVISED = (
    PLAN,
    NOTICE,
    REQUEST,
    PROVIDE,
    STEP,
    REFUSE,
    FIND,
    FIND_COMMITTEE,
    EDUCATE,
    DISQUALIFY,
    CIRCULATE,
    OPEN_TRACE,
    SCOPE,
)
EVERYTHING = (*ENTERED, *(one.round_the_rules() for one in SUPERVISED))
SUBJECTS = (
    JIA.id,
    TITLE,
    a.JIA,
    EXPERT,
    COMPLAINT,
    RECORD,
    a.SESSION,
    COMMITTEE,
    a.UNIT,
    a.OFFICE,
    a.FACTORY,
    a.COUNTY,
    INSPECTION,
    TRACE,
    CIRCULAR,
    f"key/{a.CITY_OFFICER.key.hex()}",
    f"key/{a.EXPERTS[0].key.hex()}",
    "application/nobody",
    "session/none",
    "committee/none",
    "organisation/none",
    "person/nobody",
)


def test_they_are_twenty_in_their_order() -> None:
    assert [one.code for one in QUESTIONS] == [f"T{n}" for n in range(1, 21)]
    assert len({one.ask for one in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_question_is_answered_for_every_subject(
    tmp_path: Path, subject: str
) -> None:
    at = reader(tmp_path / "log", "2024-12-01", *EVERYTHING)
    answers = at.ask(
        lambda rows: [
            one.answer(Inquiry(subject, rows, at.states, at.today)) for one in QUESTIONS
        ]
    )
    assert [one.question.code for one in answers] == [one.code for one in QUESTIONS]
    assert {one.verdict.code for one in answers} <= set(VERDICTS)


def test_every_type_of_event_can_be_asked_about(tmp_path: Path) -> None:
    """Whatever an inspector points at, no question stumbles over it."""
    at = reader(tmp_path / "log", "2024-12-01", *EVERYTHING)
    kinds = {event.type: event for event in at.log.page(1, at.log.size)}

    def verdicts(rows: Rows) -> set[str]:
        asked = [Inquiry(one, rows, at.states, at.today) for one in kinds.values()]
        return {q.answer(one).verdict.code for one in asked for q in QUESTIONS}

    assert at.ask(verdicts) == set(VERDICTS)


def test_a_cited_event_is_one_of_the_log(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-12-01", *EVERYTHING)
    hashes = {event.hash.hex() for event in at.log.page(0, at.log.size)}
    findings = at.ask(
        lambda rows: [
            found
            for one in QUESTIONS
            for found in one.answer(
                Inquiry(a.SESSION, rows, at.states, at.today)
            ).findings
        ]
    )
    assert findings
    assert {ref.event for found in findings for ref in found.events} <= hashes
