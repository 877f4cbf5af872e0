"""柳州 四（二）、（三）: what the department, the unit and the risk flags ask."""

from typing import Any

import pytest

from aggregates.application import audits, checks
from aggregates.draft import Signatory
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    AT_THE_COUNTY,
    AT_THE_DEPARTMENT,
    AT_THE_OFFICE,
    DECLARING,
    JIA,
    SUBMITTED,
    paper,
)
from tests.support.cities import (
    BANS,
    POINTS,
    SELF_CHECKED,
    appoint,
    liuzhou,
    promise,
    unit_audit,
)
from tests.support.given import Deed, deed, given

DEPARTMENT = liuzhou(AT_THE_DEPARTMENT)
OFFICE = liuzhou(AT_THE_OFFICE)
PASS = JIA.pass_department.but(points=POINTS)
UNIT = unit_audit(JIA.id)
SERVICE = a.holds("risk-service", "SERVICE")
FLAG = deed(
    checks.RiskFlagRaised,
    JIA.id,
    [SERVICE],
    "2024-05-09T08:00",
    flag="F1",
    item="M2",
    database="涉嫌非法出版物数据库2024-05（示例）",
)
ANSWER = deed(
    checks.RiskFlagAnswered,
    JIA.id,
    [a.JIA_SIGNS],
    "2024-05-09T10:00",
    flag="F1",
    proof=paper("证明"),
)
CLEARED = [{"flag": "F1", "cleared": True, "reason": "国家新闻出版署可查（示例）"}]
FAIL = deed(
    checks.DepartmentAuditFailed,
    JIA.id,
    [a.DEPARTMENT_REVIEWER],
    "2024-06-17T09:00",
    reasons=[
        {"code": "MINUTES", "item": "", "text": "会议记录缺页"},
        {"code": "PAPER-INDEX", "item": "M2", "text": "检索证明缺失"},
    ],
)
BACK = deed(
    audits.Returned,
    JIA.id,
    [a.DEPARTMENT_REVIEWER],
    "2024-06-17T10:00",
    kind="CONDITIONS",
    reasons=FAIL.fields["reasons"],
    to=a.FACTORY,
)


# --- the department


def test_the_department_answers_for_three_points() -> None:
    given(*DEPARTMENT).when(PASS).accepted()
    given(*DEPARTMENT).when(PASS.but(points=POINTS[:2])).refused("LZ-4.2b")
    doubtful = [*POINTS[:2], {**POINTS[2], "conforms": False}]
    given(*DEPARTMENT).when(PASS.but(points=doubtful)).refused("LZ-4.2b")


def test_three_points_are_asked_in_liuzhou_alone() -> None:
    given(*AT_THE_DEPARTMENT).when(JIA.pass_department).accepted()


# --- a failed audit


def test_who_has_the_file_fails_the_audit() -> None:
    given(*DEPARTMENT).when(FAIL).accepted()
    county = deed(
        checks.AuthorityAuditFailed,
        JIA.id,
        [a.COUNTY_OFFICER],
        "2024-06-18T09:00",
        reasons=FAIL.fields["reasons"],
    )
    given(*liuzhou(AT_THE_COUNTY)).when(county).accepted()
    given(*DEPARTMENT).when(county).refused("LEDGER-COMPETENCE")
    given(*AT_THE_DEPARTMENT).when(county).refused("XN12-5.2e")


def test_a_failed_audit_gives_its_reasons() -> None:
    given(*DEPARTMENT).when(FAIL.but(reasons=[])).refused("LZ-4.3c")


def test_after_a_failed_audit_nothing_goes_on() -> None:
    given(*DEPARTMENT, FAIL).when(PASS).refused("LEDGER-STATE")


@pytest.mark.parametrize(("city", "rule"), [("lz", "LZ-4.3c"), ("xn", "XN12-5.2f")])
def test_a_return_tells_everything_that_the_audit_found(city: str, rule: str) -> None:
    """一次性告知: what was found and kept back would come as a second round."""
    history = DEPARTMENT if city == "lz" else AT_THE_DEPARTMENT
    given(*history, FAIL).when(BACK).accepted()
    half = BACK.but(reasons=FAIL.fields["reasons"][:1])
    given(*history, FAIL).when(half).refused(rule)


def test_a_correction_brings_it_back_to_the_audit() -> None:
    ask = deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.DEPARTMENT_REVIEWER],
        "2024-06-17T10:00",
        reasons=FAIL.fields["reasons"],
        until="2024-06-20",
    )
    answer = deed(
        audits.CorrectionSubmitted,
        JIA.id,
        [a.JIA_SIGNS],
        "2024-06-18T09:00",
        answers=["MINUTES", "PAPER-INDEX"],
    )
    passed = PASS.recorded("2024-06-18T10:00")
    given(*DEPARTMENT, FAIL, ask, answer).when(passed).accepted()


def test_nothing_is_audited_while_a_correction_is_open() -> None:
    ask = deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.DEPARTMENT_REVIEWER],
        "2024-06-17T08:00",
        reasons=FAIL.fields["reasons"],
        until="2024-06-20",
    )
    given(*DEPARTMENT, ask).when(FAIL).refused("LEDGER-STATE")


def test_one_notification_at_a_time_with_all_reasons() -> None:
    ask = deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.DEPARTMENT_REVIEWER],
        "2024-06-17T10:00",
        reasons=FAIL.fields["reasons"],
        until="2024-06-20",
    )
    given(*DEPARTMENT).when(ask).accepted()
    given(*DEPARTMENT).when(ask.but(reasons=[])).refused("LZ-4.3c")
    given(*DEPARTMENT, ask).when(ask).refused("LZ-4.3c")


def test_a_return_follows_the_route_backwards() -> None:
    given(*DEPARTMENT).when(BACK).accepted()
    given(*DEPARTMENT).when(BACK.but(to=a.SOFTWARE)).refused("LZ-4.3c")
    procedure = BACK.but(kind="PROCEDURE")
    given(*DEPARTMENT).when(procedure).accepted()
    given(*DEPARTMENT).when(procedure.but(to=a.SOFTWARE)).refused("LEDGER-STATE")


def test_which_hop_it_is_the_city_does_not_say() -> None:
    """按原报送渠道退回 is Xianning's (XN12-5.2g); a setting asks for it elsewhere."""
    back = BACK.but(kind="PROCEDURE", to=a.JIA)
    given(*DEPARTMENT).when(back).accepted()
    strict = liuzhou(AT_THE_DEPARTMENT, **{"correction.original_channel": True})
    given(*strict).when(back).refused("LEDGER-STATE")


# --- the establishing unit


def test_the_unit_answers_for_every_point() -> None:
    given(*OFFICE).when(UNIT).accepted()
    given(*OFFICE).when(UNIT.but(points=POINTS[1:])).refused("LZ-4.3a")
    given(*OFFICE).when(UNIT.but(bans=BANS[1:])).refused("LZ-4.3a")


def test_the_unit_audits_what_has_arrived() -> None:
    early = UNIT.recorded("2024-06-18T08:00")
    given(*liuzhou(AT_THE_COUNTY)).when(early).refused("LZ-4.3a")
    given(*AT_THE_COUNTY).when(early).refused("LEDGER-COMPETENCE")


def test_the_unit_of_the_committee_audits() -> None:
    given(*OFFICE).when(UNIT.signed(a.OTHER_UNIT_OFFICER)).refused("LEDGER-COMPETENCE")


def test_nothing_is_taken_in_that_the_unit_has_not_audited() -> None:
    given(*OFFICE, UNIT).when(JIA.accept).accepted()
    given(*OFFICE).when(JIA.accept).refused("LZ-4.3a")
    given(*liuzhou(ACCEPTED)).when(JIA.admit).accepted()
    accepted = (*OFFICE, JIA.accept.round_the_rules())
    given(*accepted).when(JIA.admit).refused("LZ-4.3a")


@pytest.mark.parametrize("ban", [one["ban"] for one in BANS])
def test_nothing_banned_goes_to_the_committee(ban: str) -> None:
    """严禁: five kinds of files never reach the committee."""
    bans = [{"ban": one["ban"], "found": one["ban"] == ban} for one in BANS]
    given(*OFFICE, UNIT.but(bans=bans)).when(JIA.accept).refused("LZ-4.3b")


def test_an_unmet_point_keeps_it_from_the_committee() -> None:
    points = [{**POINTS[0], "conforms": False}, *POINTS[1:]]
    given(*OFFICE, UNIT.but(points=points)).when(JIA.accept).refused("LZ-4.3b")


# --- flagged publications


def test_a_flag_is_on_an_item_that_is_there() -> None:
    given(*DECLARING).when(FLAG).accepted()
    given(*DECLARING).when(FLAG.but(item="M9")).refused("LEDGER-REFS")
    given(*DECLARING, FLAG).when(FLAG).refused("LEDGER-REFS")


def test_a_flag_is_answered_once_by_the_applicant() -> None:
    given(*DECLARING, FLAG).when(ANSWER).accepted()
    given(*DECLARING).when(ANSWER).refused("LEDGER-REFS")
    given(*DECLARING, FLAG, ANSWER).when(ANSWER).refused("LEDGER-REFS")
    given(*DECLARING, FLAG).when(ANSWER.signed(a.YI_SIGNS)).refused("LEDGER-SUBJECT")


def test_every_flag_is_answered_before_the_submission() -> None:
    before = (*liuzhou(DECLARING), FLAG)
    given(*before, ANSWER).when(JIA.submit).accepted()
    given(*before).when(JIA.submit).refused("LZ-3.2.3b")
    given(*DECLARING, FLAG).when(JIA.submit).accepted()


def test_a_flagged_item_that_is_replaced_needs_no_answer() -> None:
    other = JIA.material("M2", "PAPER", "2024-05-09T15:00")
    commit = JIA.commit.but(checked=SELF_CHECKED).recorded("2024-05-09T16:00")
    before = (*liuzhou(DECLARING), FLAG, other, commit)
    given(*before).when(JIA.submit).accepted()


FLAGGED = (*liuzhou(DECLARING), FLAG, ANSWER, JIA.submit)
REVIEWING = (*FLAGGED, appoint(JIA.id), promise(JIA.id))
REVIEW = JIA.review.but(flags=CLEARED)


def test_the_employer_decides_every_flag() -> None:
    given(*REVIEWING).when(REVIEW).accepted()
    given(*REVIEWING).when(JIA.review).refused("LZ-3.2.3c")
    doubtful = [{**CLEARED[0], "cleared": False}]
    given(*REVIEWING).when(JIA.review.but(flags=doubtful)).refused("LZ-3.2.3c")


RECOMMENDING = (*REVIEWING, REVIEW, *JIA.recommending[1:], JIA.to_department)
PASS_FLAG = PASS.but(flags=CLEARED)
PASS_COUNTY = JIA.pass_county.but(flags=CLEARED)
PASS_CITY = JIA.pass_city.but(flags=CLEARED)
THERE = (*RECOMMENDING, PASS_FLAG, JIA.to_county)
ARRIVED = (*THERE, PASS_COUNTY, JIA.to_city, PASS_CITY, JIA.to_office)


@pytest.mark.parametrize(
    ("history", "act"),
    [(RECOMMENDING, PASS_FLAG), (THERE, PASS_COUNTY), (ARRIVED, UNIT)],
)
def test_every_level_decides_every_flag(history: Any, act: Deed) -> None:
    given(*history).when(act.but(flags=CLEARED)).accepted()
    given(*history).when(act.but(flags=[])).refused("LZ-3.2.3c")


# --- who acts, in a city whose notice does not say it


@pytest.mark.parametrize(
    ("history", "act", "other"),
    [
        (liuzhou(AT_THE_COUNTY), JIA.pass_county, a.OTHER_COUNTY_OFFICER),
        (OFFICE, JIA.accept, a.OTHER_OFFICE_STAFF),
        (liuzhou(SUBMITTED), BACK, a.COUNTY_OFFICER),
    ],
)
def test_who_has_the_file_acts(history: Any, act: Deed, other: Signatory) -> None:
    verdict = given(*history).when(act.signed(other))
    assert "LEDGER-COMPETENCE" in {one.rule for one in verdict.refusals}


def test_no_level_is_skipped() -> None:
    passed = (*DEPARTMENT, PASS)
    given(*passed).when(JIA.to_county).accepted()
    given(*passed).when(JIA.to_county.but(to=a.CITY)).refused("LEDGER-STATE")
