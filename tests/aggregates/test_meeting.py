"""The meeting: who sits, who steps aside, how it is decided (XN12-8.4, XN6A-9a)."""

import pytest

from aggregates.committee import events as committee
from aggregates.session import events as session
from aggregates.session import meeting
from tests.aggregates.test_ending import DISQUALIFY, PROVEN_BEFORE_THE_MEETING
from tests.support import actors as a
from tests.support.builders import (
    BOTH_ADMITTED,
    COMMITTEE,
    FILE,
    JIA,
    PROFILE_PLAIN,
    PUBLISH,
    STANDARD,
    YI,
)
from tests.support.builders_session import (
    CLOSE_DOORS,
    COMMITMENTS,
    CONCLUDE,
    CONSENT,
    DRAWN,
    OPEN,
    OPENED,
    OPINION,
    PLAN,
    READY_TO_OPEN,
    RECUSE,
    RESULT_SIGNED,
    SEATED,
    SEATED_PANEL,
    SIGN,
    TALLIED,
    TALLY,
    TRAIN,
    ballot,
)
from tests.support.given import Deed, deed, given, instead

ORDER = deed(
    session.RecusalOrdered,
    a.SESSION,
    [a.OFFICE_STAFF],
    "2024-07-04T08:45",
    application=JIA.id,
    expert=a.EXPERTS[2].key,
    relation="师生（示例）",
)
DISCIPLINES = ["SECRECY", "WORK", "RECUSAL", "INTEGRITY"]


def policy(**changes: object) -> Deed:
    return PUBLISH.but(profile={**PROFILE_PLAIN, **changes})


# --- before the meeting


@pytest.mark.parametrize("left_out", DISCIPLINES)
def test_an_expert_accepts_all_four_disciplines(left_out: str) -> None:
    commit = COMMITMENTS[1]
    fewer = [one for one in DISCIPLINES if one != left_out]
    given(*SEATED_PANEL).when(commit).accepted()
    given(*SEATED_PANEL).when(commit.but(disciplines=fewer)).refused(
        "XN6A-9a", "XN6B-4.3e"
    )


def test_the_prescribed_documents_are_studied() -> None:
    documents = TRAIN.fields["documents"]
    ready = (*SEATED_PANEL, *COMMITMENTS, CLOSE_DOORS)
    given(*ready).when(TRAIN).accepted()
    given(*ready).when(TRAIN.but(documents=documents[1:])).refused("XN12-8.4a")


def test_the_office_of_the_session_trains() -> None:
    other = TRAIN.signed(a.OTHER_OFFICE_STAFF, *SEATED)
    given(*SEATED_PANEL).when(other).refused("XN6B-2d")


# --- opening


def test_a_meeting_opens_on_the_day_of_the_plan() -> None:
    given(*READY_TO_OPEN).when(OPEN).accepted()
    given(*READY_TO_OPEN).when(OPEN.recorded("2024-07-05T09:00")).refused("XN12-8.2a")


def without(history: tuple[Deed, ...], *left_out: Deed) -> tuple[Deed, ...]:
    """Return what somebody recorded who went round the rules."""
    rest = [one for one in history if one not in left_out]
    return tuple(one.round_the_rules() for one in rest)


def test_a_meeting_opens_with_a_consented_plan_only() -> None:
    given(*without(READY_TO_OPEN, CONSENT)).when(OPEN).refused("XN6B-4.3d")
    given(*without(READY_TO_OPEN, CONSENT, PLAN)).when(OPEN).refused("XN12-5.3a")


def test_a_meeting_opens_in_the_review_year() -> None:
    """不得跨年度评审 (XN12-4c)."""
    later = PLAN.but(opening_on="2025-01-06")
    history = instead(READY_TO_OPEN, PLAN, later)
    given(*history).when(OPEN.recorded("2025-01-06T09:00")).refused("XN12-4c")
    exceptional = instead(history, PUBLISH, policy(cross_year="exceptional"))
    given(*exceptional).when(OPEN.recorded("2025-01-06T09:00")).accepted()


def test_a_meeting_opens_behind_closed_doors() -> None:
    history = instead(READY_TO_OPEN, CLOSE_DOORS)
    given(*history).when(OPEN).refused("XN6B-4.3e", "XN6A-9a")
    open_meetings = instead(history, PUBLISH, policy(closed_meeting=False))
    given(*open_meetings).when(OPEN).accepted()


def test_nobody_attends_without_the_commitment() -> None:
    history = instead(READY_TO_OPEN, COMMITMENTS[2])
    given(*history).when(OPEN).refused("XN6A-9a")


def test_nobody_attends_without_the_training() -> None:
    absent = TRAIN.signed(a.OFFICE_STAFF, *SEATED[:-1])
    history = instead(READY_TO_OPEN, TRAIN, absent)
    given(*history).when(OPEN).refused("XN12-8.4a")
    as_finding = instead(history, PUBLISH, policy(training_missing="finding"))
    given(*as_finding).when(OPEN).accepted()


def test_two_thirds_of_the_members_are_present() -> None:
    given(*READY_TO_OPEN).when(OPEN.signed(*SEATED[:4])).accepted()
    given(*READY_TO_OPEN).when(OPEN.signed(*SEATED[:3])).refused("XN6A-8")


def test_only_those_seated_sign_in() -> None:
    given(*READY_TO_OPEN).when(OPEN.signed(*SEATED[:4], a.STAND_IN)).refused(
        "XN6B-4.3c", "XN6A-9a", "XN12-8.4a"
    )


def test_a_meeting_opens_after_draw_and_seating() -> None:
    given(*DRAWN).when(OPEN).refused(
        "LEDGER-STATE", "XN6B-4.3c", "XN6A-9a", "XN12-8.4a", "XN6B-4.3e"
    )
    given(*OPENED).when(OPEN).refused("LEDGER-STATE")


def test_a_meeting_opens_while_the_filing_holds() -> None:
    ends = FILE.but(valid_to="2024-07-03")
    given(*instead(READY_TO_OPEN, FILE, ends)).when(OPEN).refused("XN12-7.1c")


# --- recusal and opinions


def test_a_recused_expert_is_silent() -> None:
    opinion = OPINION.but(application=YI.id).signed(a.EXPERTS[0])
    given(*OPENED).when(opinion).refused("XN12-8.4b")
    given(*instead(OPENED, RECUSE)).when(opinion).accepted()


def test_an_expert_ordered_aside_is_silent() -> None:
    history = instead(OPENED, RECUSE, RECUSE, ORDER)
    opinion = OPINION.signed(a.EXPERTS[2])
    given(*history).when(opinion).refused("XN12-8.4b")


def test_the_office_orders_a_member_of_the_panel_aside() -> None:
    given(*READY_TO_OPEN).when(ORDER).accepted()
    nobody = ORDER.but(expert=a.STAND_IN.key)
    given(*READY_TO_OPEN).when(nobody).refused("XN12-8.4b")
    given(*READY_TO_OPEN).when(ORDER.signed(a.OTHER_OFFICE_STAFF)).refused("XN6B-2d")


def test_who_is_absent_gives_no_opinion() -> None:
    history = instead(OPENED, OPEN, OPEN.signed(*SEATED[:4]))
    given(*history).when(OPINION.signed(SEATED[4])).refused("XN6A-8")


def test_an_opinion_goes_by_the_standard_of_the_plan() -> None:
    given(*OPENED).when(OPINION).accepted()
    given(*OPENED).when(OPINION.but(standard="2023版")).refused("XN12-8.2b", "XN6A-8")
    assert OPINION.fields["standard"] == STANDARD


def test_an_opinion_is_on_the_material_as_it_stands() -> None:
    given(*OPENED).when(OPINION.but(manifest=bytes(32))).refused("LEDGER-VERSION")


def test_an_opinion_is_signed_once() -> None:
    """A second text on the same material would leave it open which was meant."""
    other = OPINION.but(opinion="业绩一般（示例）").recorded("2024-07-04T10:30")
    given(*OPENED, OPINION).when(other).refused("LEDGER-STATE")
    given(*OPENED, OPINION).when(other.signed(a.EXPERTS[2])).accepted()


def test_opinions_are_about_admitted_applications() -> None:
    given(*OPENED).when(OPINION.but(application="application/other")).refused(
        "LEDGER-REFS"
    )


# --- the ballot


def test_everybody_is_decided() -> None:
    given(*OPENED).when(TALLY).accepted()
    given(*OPENED).when(TALLY.listing(ballot(JIA.id, 5, 0))).refused("XN6A-8")


def test_whoever_was_disqualified_is_not_voted_on() -> None:
    """Disqualified between admission and meeting: a vote would bring him back."""
    history = (*PROVEN_BEFORE_THE_MEETING, DISQUALIFY)
    alone = TALLY.listing(ballot(YI.id, 4, 0, 1))
    given(*history).when(alone).accepted()
    both = given(*history).when(TALLY)
    both.refused("XN6A-8", "LEDGER-STATE")


@pytest.mark.parametrize(
    ("agree", "against", "recused"), [(5, 0, 0), (4, 0, 0), (4, 1, 1), (3, 0, 2)]
)
def test_ballots_and_recusals_make_up_those_present(
    agree: int, against: int, recused: int
) -> None:
    """Yi has one recused expert among five present."""
    entries = [
        ballot(JIA.id, 5, 0),
        ballot(YI.id, agree, against, recused, passed=agree > 3),
    ]
    given(*OPENED).when(TALLY.listing(*entries)).refused("XN6A-8", "XN12-8.4b")


def test_two_thirds_of_those_present_pass() -> None:
    """4 of 5 pass; 3 of 5 do not, whatever the chair says."""

    def tally(agree: int, *, passed: bool) -> Deed:
        jia = ballot(JIA.id, agree, 5 - agree, passed=passed)
        return TALLY.listing(jia, ballot(YI.id, 4, 0, 1))

    given(*OPENED).when(tally(4, passed=True)).accepted()
    given(*OPENED).when(tally(3, passed=False)).accepted()
    given(*OPENED).when(tally(3, passed=True)).refused("XN6A-8")
    given(*OPENED).when(tally(4, passed=False)).refused("XN6A-8")


def test_the_count_is_that_of_the_list() -> None:
    given(*OPENED).when(TALLY.but(passed=1)).refused("XN6A-8")
    given(*OPENED).when(TALLY.but(present=4)).refused("XN6A-8")


def test_two_tellers_count() -> None:
    given(*OPENED).when(TALLY.signed(a.CHAIR, a.TELLERS[0])).refused("LEDGER-SIGNERS")


def test_the_tellers_are_of_the_committee() -> None:
    stranger = a.holds("software-teller", "TELLER", a.SOFTWARE)
    given(*OPENED).when(TALLY.signed(a.CHAIR, a.TELLERS[0], stranger)).refused(
        "XN6B-2d"
    )


def test_the_chair_of_the_meeting_signs() -> None:
    """A seated expert who stayed away does not sign for the meeting."""
    absent = a.holds("expert-5", "CHAIR", scope=a.SESSION)
    history = instead(OPENED, OPEN, OPEN.signed(*SEATED[:4]))
    four = TALLY.listing(ballot(JIA.id, 4, 0), ballot(YI.id, 3, 0, 1))
    given(*history).when(four).accepted()
    given(*history).when(four.signed(absent, *a.TELLERS)).refused("XN6A-8")


def test_a_vote_while_the_committee_is_suspended_is_none() -> None:
    suspended = deed(
        committee.Suspended,
        COMMITTEE,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-07-04T12:00",
        basis="程序不完备",
    )
    given(*OPENED, suspended).when(TALLY).refused("XN12-7.1c")


# --- signing and concluding


def test_the_signed_result_is_the_tally() -> None:
    given(*TALLIED).when(SIGN).accepted()
    other = SIGN.but(results={"count": 2, "sha256": bytes(32)})
    given(*TALLIED).when(other).refused("XN6A-8")


def test_the_seal_is_the_committee_s() -> None:
    factory = a.holds("factory-head", "CUSTODIAN", a.FACTORY)
    given(*TALLIED).when(SIGN.signed(a.CHAIR, a.SEAL, factory)).refused("XN6B-2d")
    office = a.holds("office-staff", "CUSTODIAN", a.OFFICE)
    given(*TALLIED).when(SIGN.signed(a.CHAIR, a.OFFICE_SEAL, office)).accepted()


def test_the_conclusion_counts_what_was_decided() -> None:
    given(*RESULT_SIGNED).when(CONCLUDE).accepted()
    given(*RESULT_SIGNED).when(CONCLUDE.but(reviewed=3)).refused("XN6A-8")
    given(*RESULT_SIGNED).when(CONCLUDE.but(passed=1)).refused("XN6A-8")


def test_the_end_is_the_day_on_which_the_clocks_start() -> None:
    """Three and five working days run from the end of the review (XN12-5.3c/e)."""
    later = CONCLUDE.but(ended_on="2024-07-08")
    given(*RESULT_SIGNED).when(later).refused("LEDGER-TIME")
    signed_later = CONCLUDE.recorded("2024-07-08T09:00", done="2024-07-05T16:00")
    given(*RESULT_SIGNED).when(signed_later).accepted()
    acts = given(*RESULT_SIGNED).when(signed_later).acts
    assert {str(d.start) for d in acts[0].body.deadlines} == {"2024-07-05"}


def test_the_doors_open_after_the_conclusion() -> None:
    ended = deed(
        meeting.ClosedManagementEnded, a.SESSION, [a.OFFICE_STAFF], "2024-07-05T17:00"
    )
    given(*RESULT_SIGNED, CONCLUDE).when(ended).accepted()
    given(*OPENED).when(ended.recorded("2024-07-04T12:00")).refused("LEDGER-STATE")
    assert BOTH_ADMITTED
