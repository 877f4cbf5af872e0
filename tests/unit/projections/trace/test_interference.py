"""T19: interference, refusals of documents, leaks; and what followed."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from aggregates.committee import events as committee
from aggregates.inspection import events as inspection
from aggregates.session import events as session
from aggregates.session import papers
from projections.trace.answer import Reply
from projections.trace.interference import Incident, ask
from tests.support import actors as a
from tests.support.asking import answered, asked, kinds, rules, types
from tests.support.builders import COMMITTEE, JIA, NOTICE, YI
from tests.support.builders_session import CONFIRMED, OPENED
from tests.support.builders_supervision import (
    CIRCULATE,
    DISQUALIFY,
    EDUCATE,
    EXPERT,
    FIND,
    INSPECTED,
    INSPECTION,
    NOTIFIED,
    OPEN_TRACE,
    PROVIDE,
    REFUSE,
    REQUEST,
    SCOPE,
)
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import Deed, deed

FAVOUR = deed(
    papers.InterferenceRecorded,
    a.SESSION,
    [a.EXPERTS[1]],
    "2024-07-04T12:00",
    manner="FAVOUR",
    on="2024-07-03",
    who="某处长（示例）",
    facts="来电请关照（示例）",
).round_the_rules()
ORDER = deed(
    session.RecusalOrdered,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-07-04T13:00",
    application=JIA.id,
    expert=a.EXPERTS[1].key,
    relation="被请托（示例）",
).round_the_rules()
ASKED = (*NOTIFIED, REQUEST)


def incidents(
    path: Path, *history: Deed, subject: str = a.SESSION, day: str = "2024-10-01"
) -> Reply[Incident]:
    return asked(path, ask, *history, subject=subject, day=day)


@pytest.mark.parametrize("subject", [JIA.id, a.SESSION, COMMITTEE, a.UNIT, a.FACTORY])
def test_where_nothing_happened_nothing_is_found(tmp_path: Path, subject: str) -> None:
    reply = incidents(tmp_path, *CONFIRMED, subject=subject)
    assert (reply.rows, reply.findings) == ((), ())


# --- interference


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN6A-9a"), (liuzhou, "LZ-8.3b"), (yuncheng, "YC12-4.4b")],
)
def test_a_favour_that_nobody_followed_up_is_found_twice(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    reply = incidents(tmp_path, *tell(OPENED), FAVOUR)
    assert kinds(reply) == ["INTERFERENCE", "NOTHING_FOLLOWED"]
    assert rules(reply) == {rule}
    assert types(reply) == [["session.interference-recorded"]] * 2
    (row,) = reply.rows
    assert (row.manner.code, str(row.on)) == ("FAVOUR", "2024-07-03")
    assert row.reported_by[0].key == a.EXPERTS[1].key.hex()[:12]


def test_who_interfered_stays_sealed(tmp_path: Path) -> None:
    reply = incidents(tmp_path, *OPENED, FAVOUR)
    assert reply.rows[0].sealed_with
    assert all(one.startswith("sealed/") for one in reply.rows[0].sealed_with)
    told = msgspec.json.encode(reply).decode()
    assert "某处长" not in told
    assert "来电" not in told


def test_an_application_of_the_session_is_told_of_it(tmp_path: Path) -> None:
    assert len(incidents(tmp_path, *OPENED, FAVOUR, subject=YI.id).rows) == 1


@pytest.mark.parametrize(
    "answer",
    [
        ORDER,
        OPEN_TRACE.but(clue=a.SESSION).round_the_rules(),
        SCOPE.round_the_rules(),
        CIRCULATE.but(subject_kind="COMMITTEE", subject=COMMITTEE).round_the_rules(),
    ],
)
def test_what_followed_is_named(tmp_path: Path, answer: Deed) -> None:
    reply = incidents(tmp_path, *OPENED, FAVOUR, answer)
    assert kinds(reply) == ["INTERFERENCE"]
    assert [ref.id for ref in reply.rows[0].followed] == [answer.on]


def test_what_came_before_is_no_answer_to_it(tmp_path: Path) -> None:
    early = ORDER.recorded("2024-07-04T11:00")
    reply = incidents(tmp_path, *OPENED, early, FAVOUR)
    assert "NOTHING_FOLLOWED" in kinds(reply)


def test_an_inspection_of_the_committee_is_an_answer(tmp_path: Path) -> None:
    planned = NOTIFIED[-2].round_the_rules()
    reply = incidents(tmp_path, *OPENED, FAVOUR, planned)
    assert kinds(reply) == ["INTERFERENCE"]
    followed = [ref.type.code for ref in reply.rows[0].followed]
    assert followed == ["inspection.planned"]


# --- documents


@pytest.mark.parametrize("subject", [JIA.id, a.FACTORY, INSPECTION])
def test_a_refusal_of_documents_is_found(tmp_path: Path, subject: str) -> None:
    refused = REFUSE.round_the_rules()
    reply = incidents(tmp_path, *ASKED, PROVIDE, refused, subject=subject)
    assert kinds(reply) == ["NOT_SUPPLIED", "NOTHING_FOLLOWED"]
    assert rules(reply) == {"XN6B-7b"}
    assert types(reply)[0] == ["inspection.refused"]
    assert reply.rows[0].about.id == a.FACTORY


@pytest.mark.parametrize("manner", ["FALSE_REPORT", "CONCEALED"])
def test_an_untruth_is_told_as_what_it_is(tmp_path: Path, manner: str) -> None:
    told = REFUSE.but(manner=manner).round_the_rules()
    reply = incidents(tmp_path, *ASKED, PROVIDE, told, subject=INSPECTION)
    assert [row.manner.code for row in reply.rows] == [manner]


@pytest.mark.parametrize("subject", [a.FACTORY, INSPECTION])
def test_a_finding_and_a_talk_answer_a_refusal(tmp_path: Path, subject: str) -> None:
    more = [one.round_the_rules() for one in (REFUSE, FIND, EDUCATE)]
    reply = incidents(tmp_path, *ASKED, PROVIDE, *more, subject=subject)
    assert kinds(reply) == ["NOT_SUPPLIED"]
    assert [ref.type.code for ref in reply.rows[0].followed] == [
        "inspection.finding-issued",
        "inspection.persons-educated",
    ]


def test_a_finding_about_somebody_else_answers_nothing(tmp_path: Path) -> None:
    other = FIND.but(target_kind="COMMITTEE", target=COMMITTEE).round_the_rules()
    history = (*ASKED, PROVIDE, REFUSE.round_the_rules(), other)
    reply = incidents(tmp_path, *history, subject=a.FACTORY)
    assert "NOTHING_FOLLOWED" in kinds(reply)


def test_what_was_never_supplied_is_found_though_nobody_noted_it(
    tmp_path: Path,
) -> None:
    """Absence is an answer: a request, its last day, and nothing after it."""
    reply = incidents(tmp_path, *ASKED, PROVIDE, subject=a.FACTORY)
    assert [row.manner.code for row in reply.rows] == ["NOT_SUPPLIED"]
    assert types(reply)[0] == ["inspection.evidence-requested"]
    early = incidents(
        tmp_path / "on the last day",
        *ASKED,
        PROVIDE,
        subject=a.FACTORY,
        day="2024-09-11",
    )
    assert early.rows == ()


def test_what_was_supplied_too_late_is_found(tmp_path: Path) -> None:
    late = PROVIDE.recorded("2024-09-11T09:00").round_the_rules()
    reply = incidents(tmp_path, *NOTIFIED, late, subject=a.FACTORY)
    assert [row.manner.code for row in reply.rows] == ["SUPPLIED_LATE"]
    assert kinds(reply) == ["NOT_SUPPLIED"]
    in_time = incidents(tmp_path / "in time", *INSPECTED, subject=a.FACTORY)
    assert in_time.rows == ()


def test_the_rule_is_that_of_the_inspection(tmp_path: Path) -> None:
    told = liuzhou((*ASKED, PROVIDE, REFUSE))
    start = [one.body for one in told].index(inspection.Planned)
    history = (*told[:start], *(one.round_the_rules() for one in told[start:]))
    reply = incidents(tmp_path, *history, subject=a.FACTORY)
    assert rules(reply) == {"LZ-8.2b"}


def test_others_of_the_inspection_are_left_out(tmp_path: Path) -> None:
    history = (*ASKED, PROVIDE, REFUSE.round_the_rules())
    assert incidents(tmp_path, *history, subject=a.UNIT).rows == ()


# --- leaks


def test_a_leak_is_found_with_what_followed(tmp_path: Path) -> None:
    leak = DISQUALIFY.round_the_rules()
    told = CIRCULATE.round_the_rules()
    reported = deed(
        committee.ExpertDisqualificationReported,
        COMMITTEE,
        [a.UNIT_OFFICER],
        "2024-09-06T09:00",
        expert=EXPERT,
        level="CITY",
        receipt_no="回执-9",
    ).round_the_rules()
    reply = incidents(tmp_path, *CONFIRMED, leak, told, reported)
    assert kinds(reply) == ["LEAK"]
    assert rules(reply) == {"XN6A-9b"}
    assert {ref.type.code for ref in reply.rows[0].followed} == {
        "circular.issued",
        "committee.expert-disqualification-reported",
    }


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN6A-9b"), (liuzhou, "LZ-8.3c"), (yuncheng, "YC12-4.4b")],
)
def test_a_leak_without_consequences_is_found(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    reply = incidents(tmp_path, *tell(CONFIRMED), DISQUALIFY.round_the_rules())
    assert kinds(reply) == ["LEAK", "NOTHING_FOLLOWED"]
    assert rules(reply) == {rule}


def test_another_discipline_is_no_leak(tmp_path: Path) -> None:
    other = DISQUALIFY.but(discipline="WORK").round_the_rules()
    assert incidents(tmp_path, *CONFIRMED, other).rows == ()


def test_the_question_is_among_the_twenty(tmp_path: Path) -> None:
    answer = answered("T19", tmp_path, *OPENED, FAVOUR, subject=a.SESSION)
    assert answer.verdict.code == "FOUND"


def test_a_leak_before_the_review_began_is_none_of_it(tmp_path: Path) -> None:
    early = DISQUALIFY.recorded("2024-04-29T09:00").but(decided_on="2024-04-29")
    place = CONFIRMED.index(NOTICE)
    told = [one.round_the_rules() for one in CONFIRMED[place:]]
    history = (*CONFIRMED[:place], early.round_the_rules(), *told)
    assert incidents(tmp_path, *history).rows == ()


def test_incidents_are_named_as_people_know_them(tmp_path: Path) -> None:
    reply = incidents(tmp_path, *OPENED, FAVOUR, DISQUALIFY.round_the_rules())
    assert [row.about.name for row in reply.rows] == [
        "咸工评办〔2024〕1号（示例）",
        "panel（示例）",
    ]
