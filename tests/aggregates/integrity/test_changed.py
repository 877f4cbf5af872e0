"""An entry that a new decision corrects, or that a stated basis ends early."""

from datetime import date

import pytest

from aggregates.integrity import events as integrity
from aggregates.obligations import open_obligations
from tests.support import actors as a
from tests.support.builders import PROFILE_PLAIN, PUBLISH
from tests.support.builders_session import ENTER, ENTERED, RECORD, SERVED, SHARE
from tests.support.given import deed, given, instead

BASIS = "信用修复管理办法第三条（示例）"
CORRECT_ENTRY = deed(
    integrity.Corrected,
    RECORD,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-10-15T09:00",
    decision_no="咸职改办〔2024〕71号（示例）",
    corrected_on="2024-10-15",
    levels=["NATION", "PROVINCE", "CITY"],
    term_start="2024-08-30",
    term_end="2027-08-30",
    reason="起算日更正（示例）",
)
REPAIR = deed(
    integrity.Repaired,
    RECORD,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2026-03-02T09:00",
    decision_no="咸职改办〔2026〕9号（示例）",
    repaired_on="2026-03-02",
    basis=BASIS,
)
STATING = PUBLISH.but(
    profile={
        **PROFILE_PLAIN,
        "blacklist": {**PROFILE_PLAIN["blacklist"], "repair_bases": [BASIS]},
    }
)
REPAIRABLE = instead(ENTERED, PUBLISH, STATING)


# --- corrected


def test_a_correction_moves_the_bar_from_then_on() -> None:
    before = given(*ENTERED).world.get(a.JIA)
    after = given(*ENTERED).when(CORRECT_ENTRY).accepted().get(a.JIA)
    day = date(2027, 8, 31)
    assert [one.bars[0].holds_on(day) for one in (before, after)] == [True, False]
    assert after.bars[0].holds_on(date(2027, 8, 30))


def test_a_correction_needs_a_new_decision_of_the_authority() -> None:
    old = CORRECT_ENTRY.but(decision_no="咸职改办〔2024〕61号（示例）")
    given(*ENTERED).when(old).refused("LEDGER-COMPETENCE")
    early = CORRECT_ENTRY.but(corrected_on="2024-09-10")
    given(*ENTERED).when(early).refused("LEDGER-COMPETENCE")
    county = CORRECT_ENTRY.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*ENTERED).when(county).refused("XN6B-2b")
    given(*SERVED).when(CORRECT_ENTRY).refused("LEDGER-STATE")


@pytest.mark.parametrize("end", ["2026-08-30", "2027-08-31", "2024-08-29"])
def test_a_correction_keeps_the_length_of_the_term(end: str) -> None:
    wrong = CORRECT_ENTRY.but(term_end=end)
    expected = ("LEDGER-STATE",) if end < "2024-08-30" else ()
    given(*ENTERED).when(wrong).refused("XN6A-2e", *expected)


def test_a_correction_leaves_no_level_out() -> None:
    given(*ENTERED).when(CORRECT_ENTRY.but(levels=["CITY"])).refused("XN6A-2e")


def test_a_correction_corrects_something() -> None:
    same = CORRECT_ENTRY.but(term_start="2024-09-02", term_end="2027-09-02")
    given(*ENTERED).when(same).refused("LEDGER-STATE")


def test_what_is_corrected_is_shared_again() -> None:
    shared = (*ENTERED, SHARE)
    owed = [o.code for o in open_obligations(given(*shared).world.acts)]
    again = given(*shared).when(CORRECT_ENTRY).accepted()
    owed_after = [o.code for o in open_obligations(again.acts)]
    assert (owed.count("SHARE"), owed_after.count("SHARE")) == (2, 3)
    given(*shared, CORRECT_ENTRY).when(SHARE.recorded("2024-10-16T09:00")).accepted()


# --- repaired


def test_a_repair_rests_on_a_basis_that_the_policy_states() -> None:
    """None of the documents states one (domain 2.2)."""
    given(*REPAIRABLE).when(REPAIR).accepted()
    given(*ENTERED).when(REPAIR).refused("LEDGER-COMPETENCE")
    given(*REPAIRABLE).when(REPAIR.but(basis="口头同意")).refused("LEDGER-COMPETENCE")


def test_a_repair_ends_the_bar_and_not_the_promise() -> None:
    person = given(*REPAIRABLE).when(REPAIR).accepted().get(a.JIA)
    days = (date(2026, 3, 1), date(2026, 3, 2))
    assert [person.bars[0].holds_on(day) for day in days] == [True, False]
    assert [person.self_bans[0].holds_on(day) for day in days] == [True, True]


def test_what_was_repaired_is_over() -> None:
    again = REPAIR.recorded("2026-03-03T09:00")
    given(*REPAIRABLE, REPAIR).when(again).refused("LEDGER-STATE")


# --- entered


def test_a_term_ends_after_it_begins() -> None:
    backwards = ENTER.but(term_start="2024-09-02", term_end="2024-09-01")
    given(*SERVED).when(backwards).refused("XN6A-2e", "LEDGER-STATE")
