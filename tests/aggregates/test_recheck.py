"""Handing a complaint down, and the re-check of an answer (A15, XN12-8.5b)."""

from aggregates.complaint import events as complaint
from aggregates.obligations import open_obligations
from tests.support import actors as a
from tests.support.builders import JIA, YI, register
from tests.support.builders_session import (
    ASSIGN,
    CLOSE_CASE,
    CLOSE_PUBLICITY,
    COMPLAINED,
    COMPLAINT,
    CONFIRM,
    DECIDE,
    NOTIFY,
    RECEIVE,
    REGISTER,
    REPORT,
    RESULT_PUBLICITY,
    REVOKED,
    STEP,
    SUBSTANTIATED,
    SUPPLEMENT,
    TAKE_ON,
    VERIFIED,
)
from tests.support.given import Deed, deed, given, instead, world_after

HAND_DOWN = deed(
    complaint.Transferred,
    COMPLAINT,
    [a.CITY_OFFICER],
    "2024-08-02T09:00",
    to=a.UNIT,
    document_no="咸职改交〔2024〕1号（示例）",
)
ASK = deed(
    complaint.RecheckRequested,
    COMPLAINT,
    [a.JIA_SIGNS],
    "2024-09-20T09:00",
    by_whom="APPLICANT",
    grounds="认为引用已注明（示例）",
)
UPHOLD = deed(
    complaint.RecheckDecided,
    COMPLAINT,
    [a.PROVINCE_OFFICER, a.PROVINCE_SEAL],
    "2024-10-08T09:00",
    document_no="鄂职改复〔2024〕1号（示例）",
    upheld=True,
    outcome="SUBSTANTIATED",
    violation="PLAGIARISM",
    decided_on="2024-10-08",
)
CLOSE_LATER = CLOSE_CASE.recorded("2024-10-10T09:00")
PROVINCE = register(a.PROVINCE, "AUTHORITY", "PROVINCE", "420000")
ANSWERED = (PROVINCE, *REVOKED, NOTIFY)
ASKED = (*ANSWERED, ASK)


def test_a_complaint_is_handed_down_level_by_level() -> None:
    given(*COMPLAINED).when(HAND_DOWN).accepted()
    given(*COMPLAINED).when(HAND_DOWN.but(to=a.OTHER_CITY)).refused("XN12-8.5b")
    given(*COMPLAINED).when(HAND_DOWN.but(to=a.CITY)).refused("XN12-8.5b")
    upward = HAND_DOWN.but(to=a.PROVINCE)
    given(PROVINCE, *COMPLAINED).when(upward).refused("XN12-8.5b")
    stranger = HAND_DOWN.signed(a.OTHER_CITY_OFFICER)
    given(*COMPLAINED).when(stranger).refused("XN6B-2a")


def test_who_it_was_handed_to_takes_it_on() -> None:
    given(*COMPLAINED, HAND_DOWN).when(TAKE_ON).accepted()
    upper = TAKE_ON.signed(a.CITY_OFFICER)
    given(*COMPLAINED, HAND_DOWN).when(upper).refused("XN12-8.5b")
    given(*COMPLAINED).when(upper).accepted()


def test_the_answer_may_be_re_checked_for_thirty_days() -> None:
    acts = given(*REVOKED).when(NOTIFY).acts
    (window,) = acts[0].body.deadlines
    assert (window.kind, str(window.due)) == ("WINDOW", "2024-10-12")
    (answer,) = given(*ANSWERED).when(ASK).acts[0].body.deadlines
    assert (answer.met_by, str(answer.due)) == (
        "complaint.recheck-decided",
        "2024-10-20",
    )


def test_only_who_was_answered_asks_for_it() -> None:
    given(*ANSWERED).when(ASK).accepted()
    given(*ANSWERED).when(ASK.signed(a.YI_SIGNS)).refused("LEDGER-SUBJECT")
    given(*ANSWERED).when(ASK.but(by_whom="COMPLAINANT")).refused("LEDGER-SUBJECT")
    given(*SUBSTANTIATED).when(ASK).refused("LEDGER-STATE")


def test_another_body_decides_on_it() -> None:
    given(*ASKED).when(UPHOLD).accepted()
    city = UPHOLD.signed(a.CITY_DEPUTY, a.CITY_SEAL, a.CITY_CUSTODIAN)
    given(*ASKED).when(city).accepted()
    decided = DECIDE.signed(a.CITY_DEPUTY, a.CITY_SEAL, a.CITY_CUSTODIAN)
    by_the_city = instead(ASKED, DECIDE, decided)
    given(*by_the_city).when(city).refused("LEDGER-COMPETENCE")
    county = UPHOLD.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    given(*ASKED).when(county).refused("XN6B-2b")


def test_what_is_upheld_is_what_was_decided() -> None:
    other = UPHOLD.but(outcome="UNSUBSTANTIATED", violation="NONE")
    given(*ASKED).when(other).refused("LEDGER-STATE")
    given(*ASKED).when(other.but(upheld=False)).accepted()
    given(*ASKED).when(UPHOLD.but(upheld=False)).refused("LEDGER-STATE")
    half = other.but(upheld=False, violation="PLAGIARISM")
    given(*ASKED).when(half).refused("XN12-8.5c")


def test_a_case_under_re_check_is_not_closed() -> None:
    given(*ASKED).when(CLOSE_LATER).refused("LEDGER-STATE")
    given(*ASKED, UPHOLD).when(CLOSE_LATER).accepted()


WAITING = (
    RECEIVE.recorded("2024-07-09T01:00").but(received_on="2024-07-09"),
    REGISTER.recorded("2024-07-09T02:00"),
    TAKE_ON.recorded("2024-07-09T03:00"),
    ASSIGN.recorded("2024-07-09T04:00"),
    STEP.recorded("2024-07-09T05:00").but(on="2024-07-09"),
    VERIFIED.recorded("2024-07-09T06:00"),
)
"""Jia's result is being published, and a complaint about it was verified."""


def rechecked(found: Deed, answer: Deed) -> tuple[Deed, ...]:
    """Let the province answer what the unit decided, before anybody is confirmed."""
    decided = found.recorded("2024-07-09T07:00").but(decided_on="2024-07-09")
    told = NOTIFY.recorded("2024-07-10T09:00").but(notified_on="2024-07-10")
    asked = ASK.recorded("2024-07-10T10:00")
    other = answer.recorded("2024-07-11T09:00").but(decided_on="2024-07-11")
    published = (PROVINCE, *RESULT_PUBLICITY, *WAITING, decided, told, asked, other)
    return (*published, REPORT, CLOSE_PUBLICITY, SUPPLEMENT)


UNFOUNDED = DECIDE.but(outcome="UNSUBSTANTIATED", violation="NONE")
OVERTURN = UPHOLD.but(upheld=False, outcome="UNSUBSTANTIATED", violation="NONE")
FIND_IT_AFTER_ALL = UPHOLD.but(upheld=False)


def test_what_a_re_check_substantiates_is_not_confirmed() -> None:
    """XN12-5.3f: the unit found nothing, the superior body did."""
    history = rechecked(UNFOUNDED, FIND_IT_AFTER_ALL)
    both = CONFIRM.listing(JIA.id, YI.id)
    given(*history).when(both).refused("XN12-5.3f")
    given(*history).when(CONFIRM.listing(YI.id)).accepted()


def test_what_a_re_check_finds_unfounded_is_confirmed() -> None:
    both = CONFIRM.listing(JIA.id, YI.id)
    given(*rechecked(DECIDE, OVERTURN)).when(both).accepted()
    given(*rechecked(DECIDE, UPHOLD)).when(both).refused("XN12-5.3f")


def test_what_is_owed_follows_the_re_check() -> None:
    """XN12-8.5c: both handlings are owed for what holds in the end, and once."""
    handlings = ["HANDLE_APPLICANT", "HANDLE_REVIEWERS"]
    assert owed(*rechecked(UNFOUNDED, FIND_IT_AFTER_ALL)) == handlings
    assert owed(*rechecked(DECIDE, UPHOLD)) == handlings
    assert owed(*rechecked(DECIDE, OVERTURN)) == []


def owed(*history: Deed) -> list[str]:
    return [one.code for one in open_obligations(world_after(history).acts)]
