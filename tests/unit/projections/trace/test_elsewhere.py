"""T5: what else somebody declared in the year, and where that is a breach."""

from pathlib import Path
from typing import Any

import pytest

from aggregates.application import audits
from projections.trace import inquiry
from projections.trace.answer import Reply
from projections.trace.elsewhere import Declared, ask
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules, types
from tests.support.builders import (
    ADMITTED,
    ANNOUNCED,
    JIA,
    OTHER_COMMITTEE,
    OTHER_SERIES,
    PROFESSION,
    WITH_ANOTHER_SESSION,
    YI,
    Papers,
    paper,
)
from tests.support.builders_session import CONFIRMED
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import Deed, deed

WITHDRAW = deed(
    audits.Withdrawn, JIA.id, [a.JIA_SIGNS], "2024-05-11T09:00", reason="改报（示例）"
)


def again(**changes: Any) -> tuple[Deed, ...]:
    """Let Jia declare once more, with what differs."""
    usual = {"person": a.JIA, "session": a.OTHER_SESSION, "series": OTHER_SERIES}
    other = Papers("jia-again", applicant=[a.JIA_SIGNS], **{**usual, **changes})
    submit = other.submit.recorded("2024-05-20T09:00")
    return tuple(one.round_the_rules() for one in (*other.declaring, submit))


ONCE = (*WITH_ANOTHER_SESSION, *JIA.declaring, JIA.submit)


def declared(path: Path, *history: Deed, subject: str = JIA.id) -> Reply[Declared]:
    return asked(path, ask, *history, subject=subject)


def test_one_declaration_is_told_alone(tmp_path: Path) -> None:
    reply = declared(tmp_path, *ADMITTED)
    assert reply.findings == ()
    (row,) = reply.rows
    assert (row.year, row.level, row.counts, row.others) == (
        2024,
        "INTERMEDIATE",
        True,
        (),
    )
    assert row.channel.id == a.FACTORY
    assert row.event.type.code == "application.submitted"


def test_others_in_the_session_are_other_persons(tmp_path: Path) -> None:
    reply = declared(tmp_path, *CONFIRMED, subject=a.JIA)
    assert reply.findings == ()
    assert YI.id not in {row.application.id for row in reply.rows}


@pytest.mark.parametrize(
    ("tell", "changes", "rule"),
    [
        (tuple, {}, "XN12-1.5a"),
        (tuple, {"level": "JUNIOR"}, "XN12-1.5a"),
        (tuple, {"series": "工程"}, "XN12-1.5b"),
        (yuncheng, {}, "YC12-3.5d"),
        (yuncheng, {"level": "JUNIOR"}, ""),
        (yuncheng, {"series": "工程"}, ""),
        (liuzhou, {}, "LZ-7.6a"),
        (liuzhou, {"series": "工程"}, "LZ-7.6a"),
        (liuzhou, {"level": "JUNIOR"}, ""),
    ],
)
def test_a_second_declaration_is_judged_by_the_rule_of_the_city(
    tmp_path: Path, tell: Any, changes: dict[str, str], rule: str
) -> None:
    reply = declared(tmp_path, *tell((*ONCE, *again(**changes))))
    assert rules(reply) == ({rule} if rule else set())
    assert kinds(reply) == (["DECLARED_TWICE"] if rule else [])
    assert len(reply.rows) == 2
    (clash,) = reply.rows[0].others
    assert (clash.rule.id if clash.rule else "") == rule


def test_a_finding_names_both_submissions(tmp_path: Path) -> None:
    reply = declared(tmp_path, *ONCE, *again())
    assert types(reply) == [["application.submitted", "application.submitted"]]
    assert {ref.id for ref in reply.findings[0].events} == {
        JIA.id,
        "application/jia-again",
    }


def test_a_person_s_pair_is_one_finding(tmp_path: Path) -> None:
    reply = declared(tmp_path, *ONCE, *again(), subject=a.JIA)
    assert kinds(reply) == ["DECLARED_TWICE"]
    assert len(reply.rows) == 2


def test_it_is_told_in_what_they_differ(tmp_path: Path) -> None:
    reply = declared(tmp_path, *ONCE, *again(level="JUNIOR"))
    (clash,) = reply.rows[0].others
    assert {one.code for one in clash.differs} == {
        "SERIES",
        "LEVEL",
        "SESSION",
        "COMMITTEE",
    }
    assert reply.rows[1].committee == OTHER_COMMITTEE
    assert reply.rows[0].profession == reply.rows[1].profession == PROFESSION


def test_what_was_withdrawn_before_is_told_and_does_not_count(tmp_path: Path) -> None:
    reply = declared(tmp_path, *ONCE, WITHDRAW.round_the_rules(), *again())
    assert reply.findings == ()
    assert [row.counts for row in reply.rows] == [False, True]
    assert reply.rows[0].stage.code == "WITHDRAWN"


def test_in_yuncheng_one_after_the_other_has_ended_is_no_breach(
    tmp_path: Path,
) -> None:
    ended = deed(
        audits.Disqualified,
        JIA.id,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-05-12T09:00",
        complaint="complaint/jia",
        violation="FALSE_MATERIAL",
        decision_no="运人社〔2024〕9号（示例）",
        decided_on="2024-05-12",
    ).round_the_rules()
    first = yuncheng(ONCE)
    reply = declared(tmp_path, *first, ended, *again())
    assert reply.findings == ()


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN12-1.5a"), (liuzhou, "LZ-7.6a"), (yuncheng, "YC12-3.5d")],
)
def test_a_declaration_found_elsewhere_is_a_finding(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    """Another city's system had it: this ledger holds only that it was found."""
    found = deed(
        audits.EligibilityDefectFound,
        JIA.id,
        [a.CITY_OFFICER],
        "2024-08-01T09:00",
        defect="SAME_YEAR",
        arisen_on="2024-05-20",
        found_on="2024-07-30",
        evidence=paper("letter of the other city"),
    ).round_the_rules()
    reply = declared(tmp_path, *tell(ADMITTED), found)
    assert types(reply) == [["application.eligibility-defect-found"]]
    assert rules(reply) == {rule}


def test_of_many_declarations_only_those_with_others_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "MANY", 0)
    assert declared(tmp_path / "1", *ADMITTED).rows == ()
    assert len(declared(tmp_path / "2", *ONCE, *again()).rows) == 2


def test_in_liuzhou_results_of_the_year_are_void_until_somebody_says_so(
    tmp_path: Path,
) -> None:
    """The decision is owed: whoever has a title by then still has it."""
    other = (*WITH_ANOTHER_SESSION[len(ANNOUNCED) :], *again())
    told = [one.round_the_rules() for one in other]
    reply = declared(tmp_path, *liuzhou(CONFIRMED), *told)
    assert kinds(reply) == ["DECLARED_TWICE", "OBLIGATION_OPEN"]
    assert rules(reply) == {"LZ-7.6a", "LZ-7.6b"}
    assert JIA.id in reply.findings[1].what.en
    here = declared(tmp_path / "here", *CONFIRMED, *told)
    assert kinds(here) == ["DECLARED_TWICE"]
