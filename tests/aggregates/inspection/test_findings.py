import pytest

from aggregates.inspection.rules.findings import CHECKLIST
from tests.support import actors as a
from tests.support.builders import COMMITTEE, IN_PUBLICITY, JIA, PUBLICISED
from tests.support.builders_supervision import (
    ACCEPT,
    AUTHORITY,
    CLOSE,
    EDUCATE,
    FIND,
    FOUND,
    INSPECTED,
    INSPECTION,
    NOTIFIED,
    PLANNED,
    PROVIDE,
    RECTIFY,
    REMEDY,
    REPORT_RECTIFIED,
    REPORT_REMEDY,
    STEP,
    find,
)
from tests.support.given import Deed, given

WITH_ONE = (*INSPECTED, FIND)
RESPONDENTS = {"APPLICANT": JIA.id, "EMPLOYER": a.FACTORY, "COMMITTEE": COMMITTEE}


def a_finding_of(item: str, kind: str) -> Deed:
    return find("F9", kind, RESPONDENTS[kind], item=item, rule="XN6B-4.1")


@pytest.mark.parametrize(
    ("item", "right", "wrong"),
    [
        ("S01", "APPLICANT", "EMPLOYER"),
        ("S02", "EMPLOYER", "APPLICANT"),
        ("S03", "EMPLOYER", "COMMITTEE"),
        ("S04", "COMMITTEE", "EMPLOYER"),
        ("S05", "COMMITTEE", "EMPLOYER"),
        ("S06", "COMMITTEE", "EMPLOYER"),
        ("S07", "COMMITTEE", "APPLICANT"),
        ("S08", "COMMITTEE", "APPLICANT"),
        ("S09", "COMMITTEE", "EMPLOYER"),
        ("S10", "COMMITTEE", "EMPLOYER"),
        ("S11", "COMMITTEE", "EMPLOYER"),
        ("S12", "COMMITTEE", "EMPLOYER"),
        ("S13", "EMPLOYER", "COMMITTEE"),
        ("S14", "EMPLOYER", "APPLICANT"),
    ],
)
def test_an_item_is_about_those_it_binds(item: str, right: str, wrong: str) -> None:
    """XN6B 第四条: applicants declare, employers recommend, committees review."""
    clause = CHECKLIST[item][0]
    given(*INSPECTED).when(a_finding_of(item, right)).accepted()
    given(*INSPECTED).when(a_finding_of(item, wrong)).refused(clause)


def test_what_was_not_publicised_is_not_recommended() -> None:
    """XN6B-4.2b: 推荐结果在本单位进行公示."""
    unclosed = JIA.recommend.recorded("2024-06-14T10:00")
    given(*IN_PUBLICITY).when(unclosed).refused("XN12-5.2c", "XN6B-4.2b")
    given(*PUBLICISED).when(JIA.recommend).accepted()


def test_what_superior_rules_add_may_be_about_anybody() -> None:
    given(*INSPECTED).when(a_finding_of("OTHER", "APPLICANT")).accepted()


def test_a_finding_cites_a_rule_in_force() -> None:
    given(*INSPECTED).when(FIND.but(rule="LZ-4.1.2c")).refused("LEDGER-REFS")
    given(*INSPECTED).when(FIND.but(rule="XN99-1")).refused("LEDGER-REFS")
    given(*INSPECTED).when(FIND.but(rule="LEDGER-STATE")).refused("LEDGER-REFS")


def test_a_finding_has_evidence_and_a_number_of_its_own() -> None:
    given(*INSPECTED).when(FIND.but(evidence=[])).refused("LEDGER-SCHEMA")
    given(*WITH_ONE).when(FIND).refused("LEDGER-SCHEMA")


def test_nothing_is_found_without_looking() -> None:
    given(*PLANNED).when(FIND).refused("LEDGER-STATE")
    given(*NOTIFIED, PROVIDE).when(FIND).accepted()


def test_every_finding_is_answered_before_the_end() -> None:
    """XN12-8.6d: 发现一起查处一起."""
    given(*WITH_ONE).when(CLOSE).refused("XN12-8.6d")
    world = given(*WITH_ONE, EDUCATE).when(CLOSE).accepted()
    assert world.get(INSPECTION).stage == "CLOSED"


def test_a_reason_is_an_answer_too() -> None:
    reasoned = CLOSE.but(unmeasured=[{"finding": "F1", "reason": "已自行纠正。"}])
    given(*WITH_ONE).when(reasoned).accepted()
    blank = CLOSE.but(unmeasured=[{"finding": "F1", "reason": " "}])
    given(*WITH_ONE).when(blank).refused("XN12-8.6d")


def test_reasons_are_about_findings_that_there_are() -> None:
    unknown = CLOSE.but(unmeasured=[{"finding": "F7", "reason": "已自行纠正。"}])
    given(*WITH_ONE, EDUCATE).when(unknown).refused("XN12-8.6d")


def test_an_inspection_without_findings_is_closed() -> None:
    given(*NOTIFIED, STEP).when(CLOSE).accepted()


def test_an_organiser_closes_it() -> None:
    other = CLOSE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*NOTIFIED, STEP).when(other).refused("LEDGER-COMPETENCE")


def test_nothing_is_closed_while_an_order_waits() -> None:
    given(*WITH_ONE, RECTIFY).when(CLOSE).refused("LEDGER-STATE")
    reported = (*WITH_ONE, RECTIFY, REPORT_RECTIFIED)
    given(*reported).when(CLOSE).refused("LEDGER-STATE")
    given(*reported, ACCEPT).when(CLOSE).accepted()


def test_a_remedy_is_done_when_it_is_reported() -> None:
    given(*WITH_ONE, REMEDY).when(CLOSE).refused("LEDGER-STATE")
    given(*WITH_ONE, REMEDY, REPORT_REMEDY).when(CLOSE).accepted()


def test_nothing_happens_after_the_end() -> None:
    given(*WITH_ONE, EDUCATE, CLOSE).when(
        REMEDY.recorded("2024-10-10T09:00").but(until="2024-10-30")
    ).refused("LEDGER-STATE")


def test_three_findings_need_three_answers() -> None:
    reasons = [{"finding": one, "reason": "已纠正。"} for one in ("F2", "F3")]
    whole = CLOSE.but(unmeasured=reasons).signed(*AUTHORITY)
    given(*FOUND).when(whole).refused("XN12-8.6d")
    given(*FOUND, EDUCATE).when(whole).accepted()
