"""After the review: requested, filed upward, reported; fees and interference."""

import pytest

from aggregates.draft import Signatory
from aggregates.obligations import open_obligations
from aggregates.session import papers
from tests.support import actors as a
from tests.support.builders import ADMITTED, FILE, JIA, digest, public
from tests.support.builders_session import (
    CLOSE_PUBLICITY,
    CONCLUDED,
    CONFIRM,
    CONFIRMED,
    OPENED,
    PUBLICISE,
    RESULT_PUBLICISED,
    SUPPLEMENTED,
)
from tests.support.cities import RECHECK, REQUEST, UPLOAD, UPLOAD_ALL, liuzhou
from tests.support.given import Deed, deed, given, instead, world_after

PAPERS = ("CONFIRMATION_DOCUMENT", "SUMMARY", "RECORD_SHEET")
FILE_UPWARD = deed(
    papers.ResultsFiledUpward,
    a.SESSION,
    [a.CITY_OFFICER],
    "2024-07-25T09:00",
    level="PROVINCE",
    receipt_no="回执-1",
    documents=[{"code": code, "file": public(code)} for code in PAPERS],
)
REPORT_DATA = deed(
    papers.DataReported,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-07-26T09:00",
    form="2024版",
    persons=2,
    receipt_no="回执-2",
)
SCHEDULE = deed(
    papers.FeeScheduleFiled,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-05-08T09:00",
    basis="价费〔2024〕1号（示例）",
    fees=[{"level": "INTERMEDIATE", "fen": 20_000}],
)
CHARGE = deed(
    papers.FeeCharged,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-06-20T15:00",
    application=JIA.id,
    fen=20_000,
    receipt_no="票-1",
)
INTERFERE = deed(
    papers.InterferenceRecorded,
    a.SESSION,
    [a.EXPERTS[0]],
    "2024-07-04T12:00",
    manner="FAVOUR",
    on="2024-07-04",
    who="某人（示例）",
    facts="电话打招呼（示例）",
)


# --- four lists are one


def test_in_liuzhou_the_result_is_rechecked_before_it_is_published() -> None:
    concluded = liuzhou(CONCLUDED)
    given(*concluded).when(PUBLICISE).refused("LZ-6.1a")
    given(*concluded, RECHECK).when(PUBLICISE).accepted()


def test_the_recheck_is_of_the_tally() -> None:
    other = RECHECK.but(results={"count": 2, "sha256": digest("other")})
    given(*liuzhou(CONCLUDED)).when(other).refused("LZ-6.1a")


def test_in_liuzhou_confirmation_is_requested() -> None:
    there = liuzhou(SUPPLEMENTED)
    given(*there).when(CONFIRM).refused("LEDGER-STATE")
    given(*there, REQUEST).when(CONFIRM).accepted()


def test_what_is_requested_is_what_was_published() -> None:
    there = liuzhou(SUPPLEMENTED)
    given(*there).when(REQUEST).accepted()
    other = REQUEST.but(published={"count": 2, "sha256": digest("other")})
    given(*there).when(other).refused("LZ-6.1a")
    fewer = REQUEST.but(published={"count": 1, "sha256": bytes(32)})
    given(*RESULT_PUBLICISED).when(fewer).refused("XN6A-8")


def test_the_unit_requests_it_after_the_publicity() -> None:
    there = liuzhou(SUPPLEMENTED)
    other = REQUEST.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*there).when(other).refused("LEDGER-COMPETENCE")
    running = instead(there, CLOSE_PUBLICITY)
    verdict = given(*(one.round_the_rules() for one in running)).when(REQUEST)
    assert "LEDGER-STATE" in {r.rule for r in verdict.refusals}


# --- upward


def test_results_go_upward_level_by_level() -> None:
    world = given(*CONFIRMED).when(FILE_UPWARD).accepted()
    assert world.get(a.SESSION).filed_upward == {"PROVINCE"}
    given(*SUPPLEMENTED).when(FILE_UPWARD).refused("LEDGER-STATE")
    other = FILE_UPWARD.signed(a.OTHER_CITY_OFFICER)
    given(*CONFIRMED).when(other).refused("XN6B-2a")


def test_a_self_review_body_files_three_papers_with_its_results() -> None:
    usual = liuzhou(CONFIRMED)
    own = instead(usual, UPLOAD, UPLOAD_ALL)
    own = instead(own, FILE, FILE.but(self_review="UNIT"))
    given(*own).when(FILE_UPWARD).accepted()
    fewer = FILE_UPWARD.but(documents=FILE_UPWARD.fields["documents"][:2])
    given(*own).when(fewer).refused("LZ-6.2b")
    given(*usual).when(fewer).accepted()


def self_reviewed(kind: str) -> tuple[Deed, ...]:
    """Let the committee be that of a body that reviews its own people."""
    usual = tuple(one.round_the_rules() for one in CONFIRMED)
    filed = FILE.but(self_review=kind).round_the_rules()
    return instead(usual, usual[CONFIRMED.index(FILE)], filed)


def test_the_approval_goes_upward_with_a_hospital_s_results() -> None:
    """XN12-6.4b: 评审结果和批准文件."""
    fewer = FILE_UPWARD.but(documents=FILE_UPWARD.fields["documents"][1:])
    given(*self_reviewed("HOSPITAL")).when(FILE_UPWARD).accepted()
    given(*self_reviewed("HOSPITAL")).when(fewer).refused("XN12-6.4b")
    given(*self_reviewed("UNIT")).when(fewer).accepted()


def test_a_hospital_owes_the_filing_until_the_province_has_it() -> None:
    """XN12-6.4b: 逐级上报省职改办备案."""
    own = self_reviewed("HOSPITAL")
    (owed,) = open_obligations(world_after(own).acts)
    assert (owed.code, owed.rule, owed.within_wd) == (
        "FILE_TO_PROVINCE",
        "XN12-6.4b",
        10,
    )
    at_the_city = (*own, FILE_UPWARD.but(level="CITY"))
    assert len(open_obligations(world_after(at_the_city).acts)) == 1
    to_the_top = (*at_the_city, FILE_UPWARD.recorded("2024-07-29T09:00"))
    assert open_obligations(world_after(to_the_top).acts) == ()


def test_another_self_review_unit_files_with_its_authority() -> None:
    """XN12-4d: 按管理权限向备案部门报送评审方案和评审结果."""
    own = self_reviewed("UNIT")
    (owed,) = open_obligations(world_after(own).acts)
    assert (owed.code, owed.rule) == ("FILE_RESULTS", "XN12-4d")
    filed = (*own, FILE_UPWARD.but(level="CITY"))
    assert open_obligations(world_after(filed).acts) == ()
    assert open_obligations(world_after(CONFIRMED).acts) == ()


@pytest.mark.parametrize("by", [a.OFFICE_STAFF, a.CITY_OFFICER])
def test_the_office_or_the_authority_reports_the_data(by: Signatory) -> None:
    given(*CONFIRMED).when(REPORT_DATA.signed(by)).accepted()


def test_another_office_reports_nothing() -> None:
    other = REPORT_DATA.signed(a.OTHER_OFFICE_STAFF)
    given(*CONFIRMED).when(other).refused("XN6B-2d")


# --- fees, interference


def test_a_fee_has_a_basis_on_file() -> None:
    given(*ADMITTED).when(CHARGE).refused("LEDGER-STATE")
    charged = given(*ADMITTED, SCHEDULE.recorded("2024-06-20T14:30")).when(CHARGE)
    assert charged.accepted().get(a.SESSION).charged == {JIA.id: 20_000}


def test_whoever_sits_on_the_panel_records_an_interference() -> None:
    given(*OPENED).when(INTERFERE).accepted()
    given(*OPENED).when(INTERFERE.signed(a.OFFICE_STAFF)).accepted()
    stranger: Deed = INTERFERE.signed(a.STAND_IN)
    given(*OPENED).when(stranger).refused("XN6B-4.3c")


def test_who_interfered_is_sealed() -> None:
    """The record itself names nobody; the value lies in the vault."""
    acts = given(*OPENED).when(INTERFERE).acts
    assert acts[0].body.who.of == acts[0].body.facts.of
    assert "某人" not in repr(acts[0].statement)


# --- what many asked


def test_what_many_asked_goes_upward() -> None:
    """收集整理普遍反映的问题，逐级反馈 (XN12-8.1b)."""
    ask = deed(
        papers.QuestionsReported,
        a.SESSION,
        [a.OFFICE_STAFF],
        "2024-06-20T16:00",
        to=a.CITY,
        questions="继续教育学时如何认定（示例）",
    )
    given(*CONCLUDED).when(ask.recorded("2024-07-05T18:00")).accepted()
    stranger = ask.recorded("2024-07-05T18:00").signed(a.OTHER_OFFICE_STAFF)
    given(*CONCLUDED).when(stranger).refused("XN6B-2d")
