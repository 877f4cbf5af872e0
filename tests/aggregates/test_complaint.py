"""Petitions and their verification (XN12-8.5, XN6B-6)."""

from typing import Any

import pytest

from aggregates.complaint import events as complaint
from tests.aggregates.test_ending import DISQUALIFY
from tests.support import actors as a
from tests.support.builders import (
    ADMITTED,
    BOTH_ADMITTED,
    JIA,
    PROFILE,
    PROFILE_PLAIN,
    PUBLISH,
    enrol,
)
from tests.support.builders_session import (
    ASSIGN,
    CERTIFIED,
    CLOSE_CASE,
    COMPLAINED,
    COMPLAINT,
    CONFIRM,
    DECIDE,
    EXTEND,
    NOTIFY,
    RECEIVE,
    REGISTER,
    REVOKE,
    REVOKED,
    STEP,
    SUBSTANTIATED,
    SUPPLEMENTED,
    TAKE_ON,
    TAKEN_ON,
    VERIFICATION_REPORTED,
    VERIFIED,
    VERIFYING,
)
from tests.support.cities import publish
from tests.support.given import Deed, deed, given, instead

DECLINE = deed(
    complaint.NotAccepted,
    COMPLAINT,
    [a.UNIT_OFFICER],
    "2024-08-05T09:00",
    reason="不属职称评审事项",
)
REFER = deed(
    complaint.ReferredToDiscipline,
    COMPLAINT,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-08-25T09:00",
    document_no="咸职改移〔2024〕1号（示例）",
    subject="核查中敷衍塞责",
)
ACKNOWLEDGE = deed(
    complaint.ReferralAcknowledged,
    COMPLAINT,
    [a.LIAISON],
    "2024-09-01T09:00",
    receipt_no="接收-1",
)
ANSWERED = (*SUBSTANTIATED, NOTIFY)


def due(acts: Any) -> dict[str, str]:
    return {d.met_by: str(d.due) for d in acts[0].body.deadlines}


# --- received and registered


def test_a_complaint_is_received_and_registered() -> None:
    given(*CERTIFIED).when(RECEIVE).accepted()
    given(*CERTIFIED, RECEIVE).when(REGISTER).accepted()
    given(*CERTIFIED, RECEIVE).when(REGISTER.but(case_no=" ")).refused("LEDGER-SCHEMA")


def test_a_complaint_is_about_a_known_application() -> None:
    unknown = REGISTER.but(application="application/unknown")
    given(*CERTIFIED, RECEIVE).when(unknown).refused("LEDGER-REFS", "LEDGER-STATE")


def test_who_received_it_registers_it() -> None:
    """A registration holds up a confirmation; strangers may not do that."""
    other = REGISTER.signed(a.OTHER_OFFICE_STAFF)
    given(*CERTIFIED, RECEIVE).when(other).refused("XN12-8.5a")
    by_the_other = RECEIVE.signed(a.OTHER_OFFICE_STAFF)
    given(*CERTIFIED, by_the_other).when(other).accepted()


def test_the_clock_runs_from_the_day_of_receipt() -> None:
    """A15: fifteen days from receipt, also where it was recorded on Monday."""
    friday = RECEIVE.but(received_on="2024-07-29")
    acts = given(*CERTIFIED).when(friday).acts
    assert due(acts) == {"complaint.accepted": "2024-08-13"}
    tomorrow = RECEIVE.but(received_on="2024-08-02")
    given(*CERTIFIED).when(tomorrow).refused("LEDGER-TIME")


# --- accepted


def test_the_establishing_unit_verifies() -> None:
    """由各评委会组建单位核查到位 (XN12-8.5b)."""
    given(*COMPLAINED).when(TAKE_ON).accepted()
    given(*COMPLAINED).when(TAKE_ON.signed(a.OTHER_UNIT_OFFICER)).refused("XN12-8.5b")


def test_the_authority_of_the_committee_may_take_it_on() -> None:
    given(*COMPLAINED).when(TAKE_ON.signed(a.CITY_OFFICER)).accepted()
    given(*COMPLAINED).when(TAKE_ON.signed(a.COUNTY_OFFICER)).refused("XN6B-2b")
    given(*COMPLAINED).when(TAKE_ON.signed(a.OTHER_CITY_OFFICER)).refused("XN6B-2a")


def test_what_the_authority_took_on_the_unit_verifies() -> None:
    history = (*COMPLAINED, TAKE_ON.signed(a.CITY_OFFICER))
    given(*history).when(ASSIGN).accepted()


def test_sixty_days_run_from_the_acceptance() -> None:
    acts = given(*COMPLAINED).when(TAKE_ON).acts
    assert due(acts) == {"complaint.verification-report-filed": "2024-10-04"}


def test_what_is_declined_no_longer_stops_the_confirmation() -> None:
    """An open complaint that nobody accepts would stop it for ever."""
    moved = (
        RECEIVE.recorded("2024-07-17T10:00").but(received_on="2024-07-17"),
        REGISTER.recorded("2024-07-17T11:00"),
    )
    alone = CONFIRM.listing(JIA.id)
    given(*SUPPLEMENTED, *moved).when(alone).refused("XN12-5.3f")
    declined = DECLINE.recorded("2024-07-17T12:00")
    supplement = SUPPLEMENTED[-1].recorded("2024-07-17T13:00")
    given(*SUPPLEMENTED, *moved, declined, supplement).when(alone).accepted()


def test_a_refusal_says_why() -> None:
    given(*COMPLAINED).when(DECLINE.but(reason=" ")).refused("LEDGER-SCHEMA")


# --- verified


def test_two_investigators_verify() -> None:
    given(*TAKEN_ON).when(ASSIGN).accepted()
    one = ASSIGN.but(investigators=["person/investigator-1"])
    given(*TAKEN_ON).when(one).refused("XN12-8.5a", "XN6B-6a")
    same = ASSIGN.but(investigators=["person/investigator-1"] * 2)
    given(*TAKEN_ON).when(same).refused("XN12-8.5a")


def test_how_many_investigators_is_a_setting() -> None:
    three = PUBLISH.but(profile={**PROFILE_PLAIN, "investigators_min": 3})
    given(*instead(TAKEN_ON, PUBLISH, three)).when(ASSIGN).refused("XN12-8.5a")


@pytest.mark.parametrize("who", [a.JIA, "person/factory-reviewer"])
def test_nobody_concerned_verifies(who: str) -> None:
    concerned = ASSIGN.but(investigators=["person/investigator-1", who])
    registered = enrol(who).recorded("2024-08-05T15:00")
    known = TAKEN_ON if who == a.JIA else (*TAKEN_ON, registered)
    given(*known).when(concerned).refused("XN12-8.5a")


def test_who_verifies_is_a_person_on_record() -> None:
    """A made-up id could not be held to answer for what he did not verify."""
    stranger = ASSIGN.but(investigators=["person/investigator-1", "person/nobody"])
    given(*TAKEN_ON).when(stranger).refused("LEDGER-REFS")


def test_the_unit_assigns() -> None:
    given(*TAKEN_ON).when(ASSIGN.signed(a.OTHER_UNIT_OFFICER)).refused("XN12-8.5b")


def test_those_assigned_verify() -> None:
    stranger = a.holds("investigator-3", "INVESTIGATOR", a.UNIT)
    given(*TAKEN_ON, ASSIGN).when(STEP).accepted()
    given(*TAKEN_ON, ASSIGN).when(STEP.signed(stranger)).refused("XN12-8.5a")


def test_all_who_were_assigned_sign_the_report() -> None:
    given(*VERIFYING).when(VERIFIED).accepted()
    fewer = VERIFIED.signed(a.INVESTIGATORS[0], a.UNIT_OFFICER, a.UNIT_SEAL)
    given(*VERIFYING).when(fewer).refused("XN12-8.5a")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time", " "),
        ("method", ""),
        ("handling", {"applicant": "", "reviewers": "批评教育"}),
        ("handling", {"applicant": "撤销职称", "reviewers": " "}),
        ("evidence", []),
    ],
)
def test_a_report_has_six_parts(field: str, value: Any) -> None:
    given(*VERIFYING).when(VERIFIED.but(**{field: value})).refused("XN12-8.5c")


def test_a_report_rests_on_steps() -> None:
    given(*TAKEN_ON, ASSIGN).when(VERIFIED).refused("XN12-8.5c")


def test_a_report_names_those_who_verified() -> None:
    others = VERIFIED.but(persons=["person/investigator-1", "person/investigator-3"])
    given(*VERIFYING).when(others).refused("XN12-8.5c")


def test_a_report_finds_material_that_there_is() -> None:
    invented = VERIFIED.but(items=["M2", "M9"])
    given(*VERIFYING).when(invented).refused("LEDGER-REFS")


def test_how_much_evidence_is_a_setting() -> None:
    two = PUBLISH.but(profile={**PROFILE_PLAIN, "evidence_min": 2})
    given(*instead(VERIFYING, PUBLISH, two)).when(VERIFIED).refused("XN12-8.5c")


def test_a_verification_is_extended_once_by_thirty_days() -> None:
    given(*VERIFYING).when(EXTEND).accepted()
    given(*VERIFYING).when(EXTEND.but(days=31)).refused("XN12-8.5b")
    given(*VERIFYING, EXTEND).when(EXTEND.but(days=1)).refused("XN12-8.5b")
    twice = publish(PROFILE, **{"complaint.extensions": 2})
    history = instead((*VERIFYING, EXTEND), PUBLISH, twice)
    given(*history).when(EXTEND.but(days=1)).accepted()
    given(*VERIFYING).when(EXTEND.but(reason="")).refused("LEDGER-SCHEMA")
    other = EXTEND.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*VERIFYING).when(other).refused("XN12-8.5b")


# --- decided


def test_an_outcome_and_its_violation_agree() -> None:
    given(*VERIFICATION_REPORTED).when(DECIDE).accepted()
    nothing = DECIDE.but(violation="NONE")
    given(*VERIFICATION_REPORTED).when(nothing).refused("XN12-8.5c")
    unfounded = DECIDE.but(outcome="UNSUBSTANTIATED")
    given(*VERIFICATION_REPORTED).when(unfounded).refused("XN12-8.5c")
    given(*VERIFICATION_REPORTED).when(unfounded.but(violation="NONE")).accepted()


def test_a_decision_is_not_dated_ahead() -> None:
    ahead = DECIDE.but(decided_on="2024-08-31")
    given(*VERIFICATION_REPORTED).when(ahead).refused("LEDGER-TIME")


def test_nothing_is_decided_before_the_report() -> None:
    given(*VERIFYING).when(DECIDE).refused("LEDGER-STATE")


def test_unit_or_authority_decide() -> None:
    city = DECIDE.signed(a.CITY_DEPUTY, a.CITY_SEAL, a.CITY_CUSTODIAN)
    other = DECIDE.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*VERIFICATION_REPORTED).when(city).accepted()
    given(*VERIFICATION_REPORTED).when(other).refused("XN12-8.5b")


def test_nobody_decides_about_what_he_audited() -> None:
    """The city's officer passed the file; let a colleague decide."""
    audited = DECIDE.signed(a.CITY_OFFICER, a.CITY_SEAL)
    given(*VERIFICATION_REPORTED).when(audited).refused("LEDGER-COMPETENCE")


# --- closed


def test_a_substantiated_complaint_is_closed_after_its_measure() -> None:
    given(*REVOKED, NOTIFY).when(CLOSE_CASE).accepted()
    given(*ANSWERED).when(CLOSE_CASE).refused("XN12-8.5a")


def test_a_substantiated_complaint_before_the_confirmation_is_not_closed() -> None:
    """Neither disqualified nor refused: the case is open, whatever the stage."""

    def at(deed_: Deed, hour: int) -> Deed:
        return deed_.recorded(f"2024-06-21T{hour:02}:00")

    proven = (
        at(RECEIVE, 1).but(received_on="2024-06-21"),
        at(REGISTER, 2),
        at(TAKE_ON, 3),
        at(ASSIGN, 4),
        at(STEP, 5).but(on="2024-06-21"),
        at(VERIFIED, 6),
        at(DECIDE, 7).but(decided_on="2024-06-21"),
        at(NOTIFY, 8).but(notified_on="2024-06-21"),
    )
    given(*ADMITTED, *proven).when(at(CLOSE_CASE, 9)).refused("XN12-8.5a")
    disqualified = at(DISQUALIFY, 9).but(decided_on="2024-06-21")
    given(*ADMITTED, *proven, disqualified).when(at(CLOSE_CASE, 10)).accepted()


def test_an_unfounded_complaint_is_closed_when_it_is_answered() -> None:
    unfounded = DECIDE.but(outcome="UNSUBSTANTIATED", violation="NONE")
    history = (*VERIFICATION_REPORTED, unfounded)
    given(*history, NOTIFY).when(CLOSE_CASE).accepted()
    given(*history).when(CLOSE_CASE).refused("LEDGER-STATE")


def test_a_declined_complaint_is_answered_and_closed() -> None:
    history = (*COMPLAINED, DECLINE)
    given(*history).when(NOTIFY).accepted()
    given(*history, NOTIFY).when(CLOSE_CASE).accepted()


def test_the_bodies_of_the_complaint_answer_and_close_it() -> None:
    given(*REVOKED).when(NOTIFY.signed(a.OTHER_UNIT_OFFICER)).refused("XN12-8.5b")
    given(*REVOKED, NOTIFY).when(CLOSE_CASE.signed(a.OTHER_UNIT_OFFICER)).refused(
        "XN12-8.5b"
    )


# --- referred


def test_the_authority_refers_what_was_covered_up() -> None:
    given(*VERIFYING).when(REFER).accepted()
    county = REFER.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*VERIFYING).when(county).refused("XN6B-2b")
    given(*VERIFYING).when(REFER.but(document_no="")).refused("LEDGER-SCHEMA")


def test_only_a_registered_complaint_is_referred() -> None:
    given(*CERTIFIED, RECEIVE).when(REFER).refused("LEDGER-STATE")
    given(*CERTIFIED).when(REFER).refused("LEDGER-STATE")


def test_discipline_inspection_acknowledges_what_was_referred() -> None:
    given(*VERIFYING, REFER).when(ACKNOWLEDGE).accepted()
    given(*VERIFYING).when(ACKNOWLEDGE).refused("XN12-8.5d")
    stranger = a.holds("city-deputy", "DISCIPLINE_LIAISON", a.CITY)
    given(*VERIFYING, REFER).when(ACKNOWLEDGE.signed(stranger)).refused(
        "LEDGER-COMPETENCE"
    )


def test_a_referral_is_acknowledged_before_the_case_is_closed() -> None:
    referred = (*instead(REVOKED, REVOKE, REFER, REVOKE), NOTIFY)
    given(*referred).when(CLOSE_CASE).refused("XN12-8.5a")
    given(*referred, ACKNOWLEDGE).when(CLOSE_CASE).accepted()


def test_two_complaints_are_two_cases() -> None:
    other = "complaint/second"
    history = (*BOTH_ADMITTED, RECEIVE, RECEIVE.upon(other))
    registered = (*history, REGISTER, REGISTER.upon(other))
    world = given(*registered).world
    assert len(world.get(JIA.id).open_complaints()) == 2
