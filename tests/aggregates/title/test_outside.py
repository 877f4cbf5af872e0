"""Titles from elsewhere: verified, recognised, re-confirmed, found forged."""

import pytest

from aggregates.obligations import open_obligations
from tests.support import actors as a
from tests.support.builders import REGISTRY
from tests.support.builders_title import (
    ACKNOWLEDGE,
    ASSESS,
    DISPATCH,
    FORGED,
    OUTSIDE,
    RECOGNISE,
    RECONFIRM,
    VERIFIED,
    VERIFIED_ON_AID,
    VERIFY,
    VERIFY_AID,
)
from tests.support.cities import LIUZHOU, in_city
from tests.support.given import given

ON_AID = RECOGNISE.but(ground="AID_DISPATCH")
FROM_GUANGDONG = (*REGISTRY, VERIFY.but(issued_in="440100"))


def test_the_employer_verifies_a_title_from_elsewhere() -> None:
    world = given(*REGISTRY).when(VERIFY).accepted()
    assert world.get(a.JIA).titles == {OUTSIDE: True}
    other = VERIFY.signed(a.SCHOOL_HEAD)
    given(*REGISTRY).when(other).refused("LEDGER-COMPETENCE")
    given(*VERIFIED).when(VERIFY.upon("title/again")).refused("LEDGER-STATE")


# --- XN12-6.3b: the ten provinces and cities along the Yangtze


def test_a_title_from_the_yangtze_is_recognised_as_it_is() -> None:
    world = given(*VERIFIED).when(RECOGNISE).accepted()
    assert world.get(OUTSIDE).stage == "RECOGNISED"


def test_a_title_from_another_province_is_not() -> None:
    given(*FROM_GUANGDONG).when(RECOGNISE).refused("XN12-6.3b")


@pytest.mark.parametrize(
    "region", ["31", "32", "33", "34", "36", "43", "50", "51", "52", "53"]
)
def test_the_ten_are_those_of_the_notice(region: str) -> None:
    verified = (*REGISTRY, VERIFY.but(issued_in=f"{region}0100"))
    given(*verified).when(RECOGNISE).accepted()


def test_it_is_not_confirmed_again() -> None:
    given(*VERIFIED).when(RECONFIRM).refused("XN12-6.3b")
    given(*FROM_GUANGDONG).when(RECONFIRM).accepted()


# --- XN12-6.1: aid in 西藏、新疆、青海


def test_a_title_obtained_on_aid_is_recognised() -> None:
    given(*VERIFIED_ON_AID).when(ON_AID).accepted()


@pytest.mark.parametrize(
    "changes",
    [
        {"dispatch": {**DISPATCH, "until": "2021-02-28"}},
        {"dispatch": {**DISPATCH, "territory": "450100"}, "issued_in": "450100"},
        {"issued_in": "650100"},
        {"since": "2020-02-29"},
        {"since": "2021-03-02"},
        {"dispatch": {**DISPATCH, "until": "2024-05-08"}},
        {"dispatch": None},
    ],
    ids=[
        "a day short of a year",
        "another region",
        "obtained elsewhere",
        "obtained before",
        "obtained after",
        "not over yet",
        "no dispatch",
    ],
)
def test_aid_of_a_year_in_the_region_is_what_counts(changes: dict[str, object]) -> None:
    history = (*REGISTRY, VERIFY_AID.but(**changes))
    given(*history).when(ON_AID).refused("XN12-6.1")


def test_a_title_obtained_on_aid_needs_no_re_confirmation() -> None:
    given(*VERIFIED_ON_AID).when(RECONFIRM).refused("XN12-6.1")
    short = VERIFY_AID.but(dispatch={**DISPATCH, "until": "2021-02-28"})
    given(*REGISTRY, short).when(RECONFIRM).accepted()


# --- who, and how often


def test_the_authority_of_the_employer_s_place_decides() -> None:
    other = RECOGNISE.signed(a.OTHER_COUNTY_OFFICER)
    given(*VERIFIED).when(other).refused("XN6B-2b")
    given(*VERIFIED).when(RECOGNISE.signed(a.CITY_OFFICER)).accepted()


def test_a_title_is_recognised_once() -> None:
    given(*VERIFIED, RECOGNISE).when(RECOGNISE).refused("LEDGER-STATE")


def test_the_clause_of_a_re_confirmation_is_cited() -> None:
    """LZ-7.7c: by article 36 of a document whose text is not here."""
    given(*FROM_GUANGDONG).when(RECONFIRM.but(basis=" ")).refused("LEDGER-SCHEMA")


def test_an_employer_assesses_before_it_appoints() -> None:
    """XN12-6.3c."""
    given(*VERIFIED, RECOGNISE).when(ASSESS).accepted()
    given(*VERIFIED, RECOGNISE).when(ASSESS.signed(a.SCHOOL_HEAD)).refused(
        "LEDGER-COMPETENCE"
    )


# --- LZ-6.4b: forged certificates


def test_a_forged_certificate_takes_the_title_and_is_referred() -> None:
    world = given(*VERIFIED).when(FORGED).accepted()
    assert world.get(a.JIA).titles == {OUTSIDE: False}
    given(*VERIFIED, FORGED).when(RECOGNISE.recorded("2024-05-09T09:00")).refused(
        "LEDGER-STATE"
    )


def test_the_forgery_is_of_the_certificate_on_record() -> None:
    other = FORGED.but(certificate_no="外省2020-2（示例）")
    given(*VERIFIED).when(other).refused("LEDGER-REFS")


def test_a_forgery_is_referred_to_discipline_inspection() -> None:
    given(*VERIFIED).when(FORGED.but(referred_to=a.CITY)).refused("LEDGER-REFS")


def test_a_referral_is_open_until_it_is_acknowledged() -> None:
    history = in_city(LIUZHOU, (*VERIFIED, FORGED))
    found = given(*history).world
    assert [one.code for one in open_obligations(found.acts)] == ["ACKNOWLEDGE_FORGERY"]
    after = given(*history).when(ACKNOWLEDGE).accepted()
    assert not open_obligations(after.acts)
    given(*history, ACKNOWLEDGE).when(ACKNOWLEDGE.recorded("2024-05-10T09:00")).refused(
        "LEDGER-STATE"
    )


def test_who_has_the_referral_acknowledges_it() -> None:
    elsewhere = a.holds("other-liaison", "DISCIPLINE_LIAISON", a.CITY)
    given(*VERIFIED, FORGED).when(ACKNOWLEDGE.signed(elsewhere)).refused(
        "LEDGER-COMPETENCE"
    )
