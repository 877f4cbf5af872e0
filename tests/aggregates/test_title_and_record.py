"""Titles, their loss, and the integrity record that follows (XN6A-2d/e, domain 3.8)."""

from datetime import date
from typing import Any

import pytest

from aggregates.integrity import events as integrity
from aggregates.policy.profile import load_profile
from aggregates.policy.terms import record_term
from tests.aggregates.test_ending import DISQUALIFY, PROVEN
from tests.support import actors as a
from tests.support.builders import JIA, PROFILE_PLAIN, PUBLISH
from tests.support.builders_session import (
    ANNUL,
    CERTIFIED,
    CERTIFY,
    COMPLAINT,
    CONFIRMED,
    DECIDE,
    ENTER,
    ENTERED,
    PROPOSE,
    PROPOSED,
    RECORD,
    REVOKE,
    REVOKED,
    SERVE,
    SERVED,
    SHARE,
    SUBSTANTIATED,
    TELL_EMPLOYER,
    TITLE,
    VERIFICATION_REPORTED,
    VOID,
)
from tests.support.given import Deed, deed, given, instead

HEARD = deed(
    integrity.SubjectStatementRecorded,
    RECORD,
    [a.INTEGRITY_OFFICER],
    "2024-09-04T10:00",
    statement="承认引用不规范（示例）",
)
PROFILE_LIST = PROFILE_PLAIN["blacklist"]


def policy(**changes: Any) -> Deed:
    return PUBLISH.but(profile={**PROFILE_PLAIN, **changes})


def listed(**changes: Any) -> Deed:
    return policy(blacklist={**PROFILE_LIST, **changes})


# --- certificates


def test_a_title_gets_one_certificate() -> None:
    given(*CONFIRMED).when(CERTIFY).accepted()
    given(*CERTIFIED).when(CERTIFY).refused("LEDGER-STATE")
    given(*CONFIRMED).when(CERTIFY.but(certificate_no="")).refused("LEDGER-SCHEMA")


def test_the_authority_of_the_committee_issues_it() -> None:
    given(*CONFIRMED).when(CERTIFY.signed(a.COUNTY_OFFICER)).refused("XN6B-2b")
    given(*CONFIRMED).when(CERTIFY.signed(a.OTHER_CITY_OFFICER)).refused("XN6B-2a")


def test_the_certificate_of_a_lost_title_is_void() -> None:
    given(*REVOKED).when(VOID).accepted()
    given(*REVOKED).when(VOID.but(certificate_no="ZS2024-yi")).refused("LEDGER-REFS")
    given(*CERTIFIED).when(VOID).refused("LEDGER-STATE")


def test_the_employer_of_the_title_is_told() -> None:
    given(*REVOKED).when(TELL_EMPLOYER).accepted()
    other = TELL_EMPLOYER.but(employer=a.SOFTWARE)
    given(*REVOKED).when(other).refused("LEDGER-REFS")
    county = TELL_EMPLOYER.signed(a.COUNTY_OFFICER)
    given(*REVOKED).when(county).refused("XN6B-2b")


# --- revocation


def test_a_verified_falsity_takes_the_title() -> None:
    given(*SUBSTANTIATED).when(REVOKE).accepted()
    given(*VERIFICATION_REPORTED).when(REVOKE).refused(
        "XN6A-2d", "XN12-5.1i", "XN6A-2c"
    )


def test_the_falsity_is_that_of_this_title() -> None:
    untrue = REVOKE.but(violation="UNTRUE_INFO")
    given(*SUBSTANTIATED).when(untrue).refused("XN6A-2d")


def test_a_revocation_follows_the_verification() -> None:
    given(*SUBSTANTIATED).when(REVOKE.but(decided_on="2024-08-29")).refused("XN6A-2d")
    given(*SUBSTANTIATED).when(REVOKE.but(decided_on="2024-09-03")).refused(
        "LEDGER-TIME"
    )
    given(*SUBSTANTIATED).when(REVOKE.but(decision_no=" ")).refused("LEDGER-SCHEMA")


def test_the_authority_of_the_committee_revokes() -> None:
    county = REVOKE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*SUBSTANTIATED).when(county).refused("XN6B-2b")


def test_a_title_is_lost_once() -> None:
    given(*REVOKED).when(REVOKE).refused("LEDGER-STATE")


def test_a_lost_title_brings_the_promised_ban() -> None:
    """A7: the commitment's own three years, from the day of the decision."""
    world = given(*SUBSTANTIATED).when(REVOKE).accepted()
    (ban,) = world.get(a.JIA).self_bans
    assert (str(ban.start), str(ban.end)) == ("2024-09-02", "2027-09-02")
    assert list(world.get(a.JIA).titles.values()) == [False]


# --- the proposal


def test_an_entry_rests_on_a_decision_about_the_person() -> None:
    given(*REVOKED).when(PROPOSE).accepted()
    given(*CERTIFIED).when(PROPOSE).refused("XN12-5.1i", "XN6A-2e")
    given(*REVOKED).when(PROPOSE.but(person=a.YI)).refused("XN12-5.1i")
    other = PROPOSE.but(decision_no="咸职改办〔2024〕62号（示例）")
    given(*REVOKED).when(other).refused("XN12-5.1i")
    nothing = PROPOSE.but(decision="session/2024")
    given(*REVOKED).when(nothing).refused("XN12-5.1i")


def test_the_behaviour_is_the_one_that_was_decided() -> None:
    """What is entered decides whether it bars; it is not chosen again."""
    other = PROPOSE.but(behaviour="UNTRUE_INFO")
    given(*REVOKED).when(other).refused("XN12-5.1i")


def test_who_lost_a_title_is_entered_as_an_applicant() -> None:
    given(*REVOKED).when(PROPOSE.but(role="EXPERT")).refused("XN12-5.1i")


def test_the_authority_or_the_unit_of_the_matter_proposes() -> None:
    given(*REVOKED).when(PROPOSE.signed(a.UNIT_OFFICER)).accepted()
    given(*REVOKED).when(PROPOSE.signed(a.OTHER_UNIT_OFFICER)).refused("XN6B-2d")
    given(*REVOKED).when(PROPOSE.signed(a.COUNTY_OFFICER)).refused("XN6B-2b")


# --- notice and hearing


def test_the_person_is_told_and_has_time_to_answer() -> None:
    given(*PROPOSED).when(SERVE).accepted()
    no_time = SERVE.but(reply_until="2024-09-03")
    given(*PROPOSED).when(no_time).refused("LEDGER-STATE")
    given(*PROPOSED).when(SERVE.but(served_on="2024-09-04")).refused("LEDGER-TIME")


def test_the_integrity_officer_of_the_territory_serves() -> None:
    given(*PROPOSED).when(SERVE.signed(a.OTHER_INTEGRITY_OFFICER)).refused("XN6B-2b")


def test_nobody_is_entered_before_he_could_answer() -> None:
    given(*SERVED).when(ENTER).accepted()
    on_the_last_day = ENTER.recorded("2024-09-10T18:00")
    given(*SERVED).when(on_the_last_day).refused("LEDGER-STATE")
    given(*SERVED, HEARD).when(on_the_last_day).accepted()


def test_the_person_himself_may_state_what_he_thinks() -> None:
    given(*SERVED).when(HEARD.signed(a.JIA_SIGNS)).accepted()
    given(*SERVED).when(HEARD.signed(a.YI_SIGNS)).refused("LEDGER-SUBJECT")


# --- the entry and its term


def test_the_term_is_three_years_from_the_decision() -> None:
    """A5: from 2024-09-02; the same day three years later is the last."""
    world = given(*SERVED).when(ENTER).accepted()
    record = world.get(RECORD)
    assert (str(record.term_start), str(record.term_end)) == (
        "2024-09-02",
        "2027-09-02",
    )
    a_day_longer = ENTER.but(term_start="2024-09-02", term_end="2027-09-03")
    given(*SERVED).when(a_day_longer).refused("XN6A-2e")
    from_the_entry = ENTER.but(term_start="2024-09-11", term_end="2027-09-11")
    given(*SERVED).when(from_the_entry).refused("XN6A-2e")


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [
        ("verified_date", "2024-08-30", "2027-08-30"),
        ("entry_date", "2024-09-11", "2027-09-11"),
        ("next_year", "2025-01-01", "2027-12-31"),
    ],
)
def test_where_the_term_begins_is_a_setting(start: str, first: str, last: str) -> None:
    """A5: no document says; practice elsewhere varies."""
    history = instead(SERVED, PUBLISH, listed(term_start=start))
    record = given(*history).when(ENTER).accepted().get(RECORD)
    assert (str(record.term_start), str(record.term_end)) == (first, last)


def test_whether_the_last_day_is_the_day_before_is_a_setting() -> None:
    history = instead(SERVED, PUBLISH, listed(term_last_day="day_before"))
    record = given(*history).when(ENTER).accepted().get(RECORD)
    assert str(record.term_end) == "2027-09-01"


def test_a_term_from_a_leap_day_ends_on_the_28th() -> None:
    """A5b: 2024-02-29 + 3 years = 2027-02-28."""
    day = date(2024, 2, 29)
    term = record_term(
        load_profile("xianning-2024").blacklist,
        3,
        verified_on=day,
        decided_on=day,
        entered_on=day,
    )
    assert (term.first, term.last) == (day, date(2027, 2, 28))


def test_an_applicant_is_entered_in_the_blacklist() -> None:
    """XN6A-2e: 职称失信黑名单; the archive would have no levels and bar nobody."""
    archive = ENTER.but(tier="ARCHIVE", levels=[])
    given(*SERVED).when(archive).refused("XN6A-2e", "XN12-5.1i")


@pytest.mark.parametrize("level", ["NATION", "PROVINCE", "CITY"])
def test_an_entry_is_made_at_every_level(level: str) -> None:
    levels = [one for one in ("NATION", "PROVINCE", "CITY") if one != level]
    given(*SERVED).when(ENTER.but(levels=levels)).refused("XN6A-2e")


def test_the_integrity_officer_of_the_territory_enters() -> None:
    other = ENTER.signed(a.OTHER_INTEGRITY_OFFICER, a.OTHER_COUNTY_SEAL, KEEPER)
    given(*SERVED).when(other).refused("XN6B-2b")
    unit = a.holds("unit-integrity", "INTEGRITY_OFFICER", a.UNIT)
    keeper = a.holds("unit-officer", "CUSTODIAN", a.UNIT)
    given(*SERVED).when(ENTER.signed(unit, a.UNIT_SEAL, keeper)).refused("XN6B-2a")


KEEPER = a.holds("other-county-officer", "CUSTODIAN", a.OTHER_COUNTY)


def test_an_entry_bars_the_person() -> None:
    world = given(*SERVED).when(ENTER).accepted()
    (bar,) = world.get(a.JIA).bars
    assert (bar.record, bar.bars, str(bar.end)) == (RECORD, True, "2027-09-02")


@pytest.mark.parametrize(
    ("setting", "bars"),
    [("always", True), ("untrue_commitment", True), ("warning", False)],
)
def test_whether_an_entry_bars_is_a_setting(setting: str, *, bars: bool) -> None:
    """A6: plagiarism breaks the commitment, so the middle way bars as well."""
    history = instead(SERVED, PUBLISH, listed(bars=setting))
    world = given(*history).when(ENTER).accepted()
    assert [bar.bars for bar in world.get(a.JIA).bars] == [bars]


# --- shared and annulled


def test_an_entry_is_shared_once_with_each_of_its_levels() -> None:
    given(*ENTERED).when(SHARE).accepted()
    given(*ENTERED, SHARE).when(SHARE).refused("XN6A-2e")
    given(*ENTERED).when(SHARE.but(level="COUNTY")).refused("XN6A-2e")
    given(*ENTERED).when(SHARE.signed(a.COUNTY_OFFICER)).refused("XN6B-2b")


def test_an_entry_goes_only_with_a_new_decision() -> None:
    given(*ENTERED).when(ANNUL).accepted()
    same = ANNUL.but(decision_no=PROPOSE.fields["decision_no"])
    given(*ENTERED).when(same).refused("LEDGER-COMPETENCE")
    given(*ENTERED).when(ANNUL.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)).refused(
        "XN6B-2b"
    )


@pytest.mark.parametrize("day", ["2024-09-10", "2024-10-16"])
def test_an_annulment_changes_no_verdict_of_the_past(day: str) -> None:
    """Bars are computed anew from that day on, never before the entry (domain 3.8)."""
    given(*ENTERED).when(ANNUL.but(annulled_on=day)).refused(
        "LEDGER-COMPETENCE" if day < "2024-10" else "LEDGER-TIME"
    )


def test_an_annulment_lifts_bar_and_promise() -> None:
    world = given(*ENTERED).when(ANNUL).accepted()
    person = world.get(a.JIA)
    days = (date(2024, 10, 14), date(2024, 10, 15))
    assert [person.bars[0].holds_on(day) for day in days] == [True, False]
    assert [person.self_bans[0].holds_on(day) for day in days] == [True, False]


def test_what_was_annulled_is_not_shared() -> None:
    given(*ENTERED, ANNUL).when(SHARE.recorded("2024-10-16T09:00")).refused(
        "LEDGER-STATE"
    )


def test_a_disqualification_is_a_decision_too() -> None:
    proposed = PROPOSE.but(
        decision=JIA.id, decision_no=DISQUALIFY.fields["decision_no"]
    )
    given(*PROVEN, DISQUALIFY).when(proposed).accepted()
    given(*PROVEN).when(proposed).refused("XN12-5.1i")
    assert DECIDE.on == COMPLAINT
    assert TITLE.startswith("title/")
