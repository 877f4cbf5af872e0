"""Disqualification: a verified falsity ends the participation (XN12-5.1i, XN6A-2c)."""

import pytest

from aggregates.application import audits
from tests.support import actors as a
from tests.support.builders import ADMITTED, BOTH_ADMITTED, JIA, PROFILE_PLAIN, PUBLISH
from tests.support.builders_session import (
    ASSIGN,
    COMPLAINT,
    DECIDE,
    OPENED,
    RECEIVE,
    REGISTER,
    STEP,
    TAKE_ON,
    VERIFIED,
)
from tests.support.cities import yuncheng
from tests.support.given import Deed, deed, given, instead


def proven_by(day: str) -> tuple[Deed, ...]:
    """Substantiate a complaint about Jia in one day."""
    decided = DECIDE.recorded(f"{day}T07:00").but(decided_on=day)
    return (
        RECEIVE.recorded(f"{day}T01:00").but(received_on=day),
        REGISTER.recorded(f"{day}T02:00"),
        TAKE_ON.recorded(f"{day}T03:00"),
        ASSIGN.recorded(f"{day}T04:00"),
        STEP.recorded(f"{day}T05:00").but(on=day),
        VERIFIED.recorded(f"{day}T06:00"),
        decided,
    )


DISQUALIFY = deed(
    audits.Disqualified,
    JIA.id,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-07-04T08:00",
    complaint=COMPLAINT,
    violation="PLAGIARISM",
    decision_no="咸职改办〔2024〕45号（示例）",
    decided_on="2024-07-04",
)
PROVEN = (*ADMITTED, *proven_by("2024-07-04"))
PROVEN_BEFORE_THE_MEETING = (*OPENED, *proven_by("2024-07-04"))


def test_a_verified_falsity_disqualifies() -> None:
    given(*PROVEN).when(DISQUALIFY).accepted()
    unverified = (*ADMITTED, *proven_by("2024-07-04")[:-1])
    given(*unverified).when(DISQUALIFY).refused("XN12-5.1i", "XN6A-2c")


def test_falsity_in_declaring_disqualifies_in_yuncheng() -> None:
    """YC12-4.3e: 弄虚作假的，取消申报资格."""
    given(*yuncheng(PROVEN)).when(DISQUALIFY).accepted()
    unverified = (*ADMITTED, *proven_by("2024-07-04")[:-1])
    given(*yuncheng(unverified)).when(DISQUALIFY).refused("YC12-4.3e")


def test_an_unfounded_complaint_disqualifies_nobody() -> None:
    *before, decided = proven_by("2024-07-04")
    unfounded = decided.but(outcome="UNSUBSTANTIATED", violation="NONE")
    given(*ADMITTED, *before, unfounded).when(DISQUALIFY).refused("XN12-5.1i")


@pytest.mark.parametrize("violation", ["UNTRUE_INFO", "FALSE_MATERIAL"])
def test_the_violation_is_the_one_that_was_found(violation: str) -> None:
    given(*PROVEN).when(DISQUALIFY.but(violation=violation)).refused("XN12-5.1i")


def test_the_complaint_is_about_this_application() -> None:
    other = REGISTER.recorded("2024-07-04T02:00").but(application="application/yi")
    proven = proven_by("2024-07-04")
    history = instead((*BOTH_ADMITTED, *proven), proven[1], other)
    given(*history).when(DISQUALIFY).refused("XN12-5.1i")


def test_the_decision_follows_the_verification() -> None:
    given(*PROVEN).when(DISQUALIFY.but(decided_on="2024-07-03")).refused("XN12-5.1i")
    given(*PROVEN).when(DISQUALIFY.but(decided_on="2024-07-05")).refused("LEDGER-TIME")
    given(*PROVEN).when(DISQUALIFY.but(decision_no="")).refused("LEDGER-SCHEMA")


def test_the_authority_or_the_unit_of_the_committee_decides() -> None:
    unit = DISQUALIFY.signed(a.UNIT_OFFICER, a.UNIT_SEAL)
    given(*PROVEN).when(unit).accepted()
    other_unit = DISQUALIFY.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*PROVEN).when(other_unit).refused("XN6B-2d")
    county = DISQUALIFY.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*PROVEN).when(county).refused("XN6B-2b")


def test_who_is_disqualified_keeps_the_promise_of_the_commitment() -> None:
    """A7: 附件2 promises three years, beside any blacklist."""
    world = given(*PROVEN).when(DISQUALIFY).accepted()
    (ban,) = world.get(a.JIA).self_bans
    assert (str(ban.start), str(ban.end)) == ("2024-07-04", "2027-07-04")
    assert ban.decision == JIA.id


def test_a_city_without_such_a_promise_bans_nobody() -> None:
    silent = PUBLISH.but(profile={**PROFILE_PLAIN, "self_ban_years": None})
    world = given(*instead(PROVEN, PUBLISH, silent)).when(DISQUALIFY).accepted()
    assert world.get(a.JIA).self_bans == ()


def test_nothing_follows_a_disqualification() -> None:
    given(*PROVEN, DISQUALIFY).when(DISQUALIFY).refused("LEDGER-STATE")
    held = deed(
        audits.Held, JIA.id, [a.UNIT_OFFICER], "2024-07-04T12:00", reason="待核实"
    )
    given(*PROVEN, DISQUALIFY).when(held).refused("LEDGER-STATE")
