"""Hop by hop to the committee's office: 逐级报送, 受理."""

import pytest

from aggregates.application import audits
from aggregates.committee import events as committee
from aggregates.draft import Signatory
from aggregates.session import events as session
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    ADMITTED,
    APPLY,
    AT_THE_CITY,
    AT_THE_COUNTY,
    AT_THE_DEPARTMENT,
    AT_THE_OFFICE,
    COMMITTEE,
    FILE,
    JIA,
    NOTICE,
    OTHER_SERIES,
    RECOMMENDED,
    REGISTER_FACTORY,
    Papers,
    register,
)
from tests.support.builders_session import CLOSE_ACCEPTANCE
from tests.support.given import Deed, deed, given, instead

AT_NO_DEPARTMENT = register(a.FACTORY, "STATE_ENTERPRISE", "NONE", "421299")
HOLD = deed(audits.Held, JIA.id, [a.UNIT_OFFICER], "2024-06-19T12:00", reason="待核实")
RELEASE = deed(
    audits.Released, JIA.id, [a.UNIT_OFFICER], "2024-06-19T13:00", reason="已核实"
)
FAIL = deed(
    audits.AuditNotPassed,
    JIA.id,
    [a.COUNTY_OFFICER],
    "2024-06-18T09:00",
    reasons=[{"code": "CAREER", "item": "", "text": "年限不足"}],
)


def test_the_employer_sends_it_to_the_department_of_its_level() -> None:
    given(*RECOMMENDED).when(JIA.to_department).accepted()
    given(*RECOMMENDED).when(JIA.to_department.but(to=a.CITY)).refused("XN12-5.2d")


def test_no_employer_goes_to_the_committee_past_every_department() -> None:
    """Attack: leave the superior body out of the registry, and nobody audits."""
    alone = instead(RECOMMENDED, REGISTER_FACTORY, AT_NO_DEPARTMENT)
    given(*alone).when(JIA.to_department.but(to=a.OFFICE)).refused("XN12-5.2d")
    given(*RECOMMENDED).when(JIA.to_department).accepted()


def test_no_level_is_skipped() -> None:
    passed = (*AT_THE_DEPARTMENT, JIA.pass_department)
    given(*passed).when(JIA.to_county).accepted()
    given(*passed).when(JIA.to_county.but(to=a.CITY)).refused("XN12-3.1.1a")


@pytest.mark.parametrize(
    ("history", "act", "other", "rule"),
    [
        (RECOMMENDED, JIA.to_department, a.SOFTWARE_HEAD, "XN12-3.1.1a"),
        (AT_THE_COUNTY, JIA.pass_county, a.OTHER_COUNTY_OFFICER, "XN12-5.2e"),
        (AT_THE_CITY, JIA.pass_city, a.COUNTY_OFFICER, "XN12-5.2e"),
        (AT_THE_OFFICE, JIA.accept, a.OTHER_OFFICE_STAFF, "XN12-5.2e"),
    ],
)
def test_who_has_the_file_acts(
    history: tuple[Deed, ...], act: Deed, other: Signatory, rule: str
) -> None:
    given(*history).when(act).accepted()
    given(*history).when(act.signed(other)).refused(rule)


def test_a_hop_passes_it_before_it_goes_on() -> None:
    given(*AT_THE_DEPARTMENT).when(JIA.to_county).refused("LEDGER-STATE")


def test_each_body_audits_by_its_own_function() -> None:
    """主管部门 audits as a department; an authority's audit is another act."""
    wrong = JIA.pass_county.signed(
        a.holds("county-officer", "AUTHORITY_OFFICER", a.DEPARTMENT)
    )
    given(*AT_THE_DEPARTMENT).when(wrong).refused("XN12-5.2e", "LEDGER-COMPETENCE")


def test_an_audit_ends_what_it_does_not_pass() -> None:
    given(*AT_THE_COUNTY).when(FAIL).accepted()
    given(*AT_THE_COUNTY).when(FAIL.signed(a.CITY_OFFICER)).refused("XN12-5.2e")
    given(*AT_THE_COUNTY, FAIL).when(JIA.pass_county).refused("LEDGER-STATE")


def test_nobody_audits_his_own_application() -> None:
    himself = a.holds("jia", "AUTHORITY_OFFICER", a.COUNTY)
    given(*AT_THE_COUNTY).when(JIA.pass_county.signed(himself)).refused(
        "LEDGER-COMPETENCE"
    )


# --- acceptance


def test_the_office_accepts_with_a_number() -> None:
    given(*AT_THE_OFFICE).when(JIA.accept).accepted()
    given(*AT_THE_OFFICE).when(JIA.accept.but(case_no=" ")).refused("LEDGER-SCHEMA")


def test_a_committee_accepts_while_its_filing_holds() -> None:
    """G10."""
    short = FILE.but(valid_to="2024-06-19")
    history = instead(AT_THE_OFFICE, FILE, short)
    given(*history).when(JIA.accept).refused("XN12-7.1c")
    until_today = FILE.but(valid_to="2024-06-20")
    given(*instead(AT_THE_OFFICE, FILE, until_today)).when(JIA.accept).accepted()


def test_a_committee_accepts_what_it_may_review() -> None:
    narrow = APPLY.but(professions=["电气"])
    history = instead(AT_THE_OFFICE, APPLY, narrow)
    given(*history).when(JIA.accept).refused("XN12-8.2a", "XN6B-2d")


def test_a_county_s_committee_accepts_from_its_county() -> None:
    """评审范围 has a territory: 421288 is another county."""
    elsewhere = APPLY.but(territory="421288")
    filed = FILE.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    history = instead(instead(AT_THE_OFFICE, APPLY, elsewhere), FILE, filed)
    given(*history).when(JIA.accept).refused("XN12-8.2a")
    own = APPLY.but(territory="421299")
    filed_there = FILE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    history = instead(instead(AT_THE_OFFICE, APPLY, own), FILE, filed_there)
    given(*history).when(JIA.accept).accepted()


def test_nothing_is_accepted_after_the_acceptance_closed() -> None:
    late = JIA.accept.recorded("2024-06-21T18:00")
    given(*AT_THE_OFFICE).when(late).accepted()
    given(*AT_THE_OFFICE, CLOSE_ACCEPTANCE).when(late).refused("XN12-8.2a")


def test_nothing_is_accepted_after_the_audits_close() -> None:
    """不得擅自调整受理申报时间: the window of the notice ends by itself."""
    late = JIA.accept.recorded("2024-06-22T09:00")
    given(*AT_THE_OFFICE).when(late).refused("XN12-8.2a")


def test_the_acceptance_does_not_close_before_its_day() -> None:
    given(*ACCEPTED).when(CLOSE_ACCEPTANCE).accepted()
    early = CLOSE_ACCEPTANCE.recorded("2024-06-20T17:00")
    given(*ACCEPTED).when(early).refused("XN12-8.2a")


def test_an_amended_notice_moves_the_end_of_the_acceptance() -> None:
    amended = deed(
        session.NoticeAmended,
        a.SESSION,
        [a.OFFICE_STAFF, a.CITY_OFFICER],
        "2024-06-20T10:00",
        declare_until="2024-05-31",
        audit_until="2024-06-28",
        reason="材料较多",
    )
    late = JIA.accept.recorded("2024-06-25T09:00")
    given(*AT_THE_OFFICE, amended).when(late).accepted()


def test_what_is_on_hold_does_not_move() -> None:
    given(*AT_THE_OFFICE, HOLD).when(JIA.accept).refused("LEDGER-STATE")
    given(*AT_THE_OFFICE, HOLD, RELEASE).when(JIA.accept).accepted()


def test_a_body_of_the_matter_holds_it() -> None:
    given(*AT_THE_OFFICE).when(HOLD).accepted()
    given(*AT_THE_OFFICE).when(HOLD.signed(a.OTHER_UNIT_OFFICER)).refused("XN6B-2d")
    given(*AT_THE_OFFICE).when(HOLD.signed(a.COUNTY_OFFICER)).accepted()
    given(*AT_THE_OFFICE).when(HOLD.signed(a.OTHER_COUNTY_OFFICER)).refused("XN6B-2b")


# --- admission


def test_the_office_or_the_unit_admits() -> None:
    given(*ACCEPTED).when(JIA.admit).accepted()
    given(*ACCEPTED).when(JIA.admit.signed(a.UNIT_OFFICER)).accepted()
    given(*ACCEPTED).when(JIA.admit.signed(a.OTHER_OFFICE_STAFF)).refused("XN6B-2d")


def test_a_suspended_committee_admits_nobody() -> None:
    suspended = deed(
        committee.Suspended,
        COMMITTEE,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-06-20T10:00",
        basis="程序不完备",
    )
    given(*ACCEPTED, suspended).when(JIA.admit).refused("XN12-7.1c")


def test_nobody_is_admitted_twice() -> None:
    given(*ADMITTED).when(JIA.admit).refused("LEDGER-STATE")


def test_a_series_outside_the_notice_never_reaches_the_office() -> None:
    other = Papers("jia", series=OTHER_SERIES)
    assert NOTICE.fields["committee"] == COMMITTEE
    given(*RECOMMENDED[: RECOMMENDED.index(JIA.draft)]).when(other.draft).refused(
        "XN12-8.2a"
    )
