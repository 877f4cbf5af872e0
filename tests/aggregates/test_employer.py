"""五（二）: the employer's review, publicity and recommendation."""

from typing import Any

import pytest

from aggregates.application import audits, recommending
from tests.support import actors as a
from tests.support.builders import (
    ADOPT_2024,
    DELIBERATED,
    IN_PUBLICITY,
    JIA,
    PRESCRIBED,
    PROFILE_PLAIN,
    PUBLICISED,
    PUBLISH,
    RECOMMENDED,
    REGISTER_FACTORY,
    REVIEWED,
    SUBMITTED,
    Papers,
    digest,
)
from tests.support.given import Deed, deed, given, instead

PAPER = {"reason": "系统维护期间纸质办理", "paper": digest("paper")}
GOOD = {"original_seen": True, "genuine": True}
OBJECT = deed(
    recommending.PublicityObjectionRaised,
    JIA.id,
    [a.COMPLAINANT],
    "2024-06-06T09:00",
    objection="Y1",
    content="业绩不实（示例）",
)
RESOLVE = deed(
    recommending.PublicityObjectionResolved,
    JIA.id,
    [a.HEAD],
    "2024-06-11T09:00",
    objection="Y1",
    substantiated=False,
    findings="不属实（示例）",
)


# --- review


def test_every_item_is_answered_for() -> None:
    given(*SUBMITTED).when(JIA.review).accepted()
    one = JIA.review.but(items=[{"item": "M1", **GOOD}])
    given(*SUBMITTED).when(one).refused("XN12-5.2a", "XN6A-4a")


def doubting(doubt: str) -> Deed:
    """Review both items, the second with a doubt."""
    doubtful = {"item": "M2", **GOOD, doubt: False}
    return JIA.review.but(items=[{"item": "M1", **GOOD}, doubtful])


def test_a_doubtful_item_does_not_pass() -> None:
    given(*SUBMITTED).when(doubting("genuine")).refused("XN12-5.2a")


def test_originals_are_seen_where_the_city_asks_for_them() -> None:
    """The notice speaks of 审核主体责任, not of originals (LZ-4.1.2c does)."""
    review = doubting("original_seen")
    given(*SUBMITTED).when(review).accepted()
    asking = PUBLISH.but(profile={**PROFILE_PLAIN, "originals_checked": True})
    asked = instead(SUBMITTED, PUBLISH, asking)
    given(*asked).when(review).refused("XN12-5.2a")
    given(*asked).when(JIA.review).accepted()


def test_an_item_that_is_not_there_is_not_answered_for() -> None:
    invented = [{"item": item, **GOOD} for item in ("M1", "M2", "M9")]
    given(*SUBMITTED).when(JIA.review.but(items=invented)).refused("XN12-5.2a")


@pytest.mark.parametrize("part", ["post_conforms", "career_conforms"])
def test_post_and_career_are_reviewed_too(part: str) -> None:
    """工作岗位、工作经历及业绩材料: a review that doubts one of them does not pass."""
    given(*SUBMITTED).when(JIA.review.but(**{part: False})).refused("XN12-5.2a")


def test_a_reviewer_who_finds_otherwise_fails_the_review() -> None:
    failed = deed(
        recommending.EmployerReviewFailed,
        JIA.id,
        [a.REVIEWER],
        "2024-05-16T09:00",
        reasons=[{"code": "POST", "item": "", "text": "岗位不符"}],
    )
    given(*SUBMITTED).when(failed).accepted()
    given(*SUBMITTED, failed).when(JIA.review).refused("LEDGER-STATE")


def test_an_intake_officer_does_not_review_what_he_took_in() -> None:
    """代录 and 审核 by one hand would be no review."""
    taken_in = Papers("jia", applicant=[a.INTAKE], own_commitment=digest("paper"))
    history = (*SUBMITTED[: -len(JIA.declaring) - 1], *taken_in.declaring)
    submitted = (*history, taken_in.submit)
    given(*submitted).when(taken_in.review).accepted()
    himself = a.holds("intake", "EMPLOYER_REVIEWER", a.FACTORY)
    given(*submitted).when(taken_in.review.signed(himself)).refused("LEDGER-SUBJECT")


def test_nobody_reviews_his_own_application() -> None:
    himself = a.holds("jia", "EMPLOYER_REVIEWER", a.FACTORY)
    given(*SUBMITTED).when(JIA.review.signed(himself)).refused("LEDGER-COMPETENCE")


# --- deliberation


def test_more_than_one_deliberates() -> None:
    given(*REVIEWED).when(JIA.deliberate.but(participants=2)).accepted()
    given(*REVIEWED).when(JIA.deliberate.but(participants=1)).refused("XN12-5.2h")


def test_review_comes_before_deliberation() -> None:
    given(*SUBMITTED).when(JIA.deliberate).refused("LEDGER-STATE")


# --- publicity


def test_result_and_achievements_are_displayed() -> None:
    given(*DELIBERATED).when(JIA.open).accepted()
    without = JIA.open.but(contents=["RECOMMENDATION"])
    given(*DELIBERATED).when(without).refused("XN12-5.2b")
    nowhere = JIA.open.but(place=" ")
    given(*DELIBERATED).when(nowhere).refused("XN12-5.2b")


def test_a_publicity_is_recorded_on_the_day_it_is_posted() -> None:
    """Nobody opens today a publicity dated last week (formats §3)."""
    last_week = JIA.open.but(posted_on="2024-06-03")
    given(*DELIBERATED).when(last_week).refused("LEDGER-TIME")


def test_a_publicity_that_travelled_overnight_is_drafted_again() -> None:
    """Its five days begin at its recording; the date inside says the day before."""
    overnight = JIA.open.recorded("2024-06-06T08:00", done="2024-06-05T17:00")
    given(*DELIBERATED).when(overnight).refused("LEDGER-TIME")
    given(*DELIBERATED).when(overnight.but(posted_on="2024-06-06")).refused(
        "LEDGER-TIME"
    )


def closing(posted: str, closed: str) -> Any:
    """Close a publicity on a day, both recorded as they happen."""
    opened = JIA.open.recorded(f"{posted}T10:00").but(posted_on=posted)
    close = JIA.close.recorded(closed).but(removed_on=closed[:10])
    return given(*DELIBERATED, opened).when(close)


def at_the_end_of(day: str) -> str:
    return f"{day}T23:59:59.999"


def at_the_beginning_of(day: str) -> str:
    return f"{day}T00:00"


@pytest.mark.parametrize(
    ("posted", "fifth", "day_after"),
    [
        ("2024-06-05", "2024-06-13", "2024-06-14"),
        ("2024-09-25", "2024-10-08", "2024-10-09"),
        ("2024-10-05", "2024-10-12", "2024-10-13"),
    ],
)
def test_a_publicity_lasts_five_full_working_days(
    posted: str, fifth: str, day_after: str
) -> None:
    """Domain 1.11: across the Dragon Boat and National Day holidays."""
    closing(posted, at_the_beginning_of(day_after)).accepted()
    closing(posted, at_the_end_of(fifth)).refused("XN12-5.2b", "XN6A-4b")


def test_what_was_taken_down_early_was_not_displayed() -> None:
    """Recorded on the right day, but the notice was gone after three."""
    early = JIA.close.but(removed_on="2024-06-10")
    given(*IN_PUBLICITY).when(early).refused("XN12-5.2b")


def test_a_recommendation_on_the_fourth_working_day_is_refused() -> None:
    """G1."""
    fourth = JIA.recommend.recorded("2024-06-12T16:00")
    given(*IN_PUBLICITY).when(fourth).refused("XN12-5.2b", "XN12-5.2c")


def test_the_day_of_posting_counts_where_the_policy_says_so() -> None:
    """A1 is a setting: a city may count the first day."""
    counting = PUBLISH.but(profile={**PROFILE_PLAIN, "publicity_start_day": "included"})
    history = instead(IN_PUBLICITY, PUBLISH, counting)
    a_day_earlier = JIA.close.recorded("2024-06-13T09:00").but(removed_on="2024-06-13")
    given(*history).when(a_day_earlier).accepted()
    given(*IN_PUBLICITY).when(a_day_earlier).refused("XN12-5.2b")


def test_without_a_calendar_the_days_are_counted_provisionally() -> None:
    """G35: the count goes by weekdays and says so; 10 June would have been worked."""
    history = instead(IN_PUBLICITY, ADOPT_2024)
    opened = given(*instead(DELIBERATED, ADOPT_2024)).when(JIA.open).acts[0]
    assert [d.provisional for d in opened.body.deadlines] == [True]
    one_day_earlier = JIA.close.recorded("2024-06-13T09:00").but(
        removed_on="2024-06-13"
    )
    given(*history).when(one_day_earlier).accepted()


def late(act: Deed, received: str, done: str) -> Deed:
    signed = act.signed(*act.by, a.SUPERVISOR)
    return signed.recorded(received, done=done).but(late=PAPER)


def test_a_late_entry_ends_a_publicity_that_was_recorded_in_time() -> None:
    closed = late(JIA.close, "2024-06-20T09:00", "2024-06-14T09:00")
    given(*IN_PUBLICITY).when(closed).accepted()


def test_a_late_entry_never_ends_what_began_as_a_late_entry() -> None:
    """Both ends on paper: nobody could tell whether anything was displayed."""
    opened = late(JIA.open, "2024-06-20T08:00", "2024-06-05T10:00")
    given(*DELIBERATED).when(opened).accepted()
    closed = late(JIA.close, "2024-06-20T09:00", "2024-06-14T09:00")
    given(*DELIBERATED, opened).when(closed).refused("XN12-5.2b")
    now = JIA.close.recorded("2024-06-20T09:00").but(removed_on="2024-06-20")
    given(*DELIBERATED, opened).when(now).accepted()


# --- objections


def test_an_open_objection_stops_the_recommendation() -> None:
    history = (*IN_PUBLICITY, OBJECT, JIA.close)
    given(*history).when(JIA.recommend).refused("XN12-5.2c")
    resolved = (*IN_PUBLICITY, OBJECT, RESOLVE, JIA.close)
    given(*resolved).when(JIA.recommend).accepted()


def test_a_substantiated_objection_stops_the_recommendation() -> None:
    founded = RESOLVE.but(substantiated=True)
    history = (*IN_PUBLICITY, OBJECT, founded, JIA.close)
    given(*history).when(JIA.recommend).refused("XN12-5.2c")


def test_an_objection_outlives_the_publicity_that_it_was_raised_in() -> None:
    """Attack: have anything corrected, publicise again, and it was never heard."""
    asked = deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.REVIEWER],
        "2024-06-06T10:00",
        reasons=[{"code": "EDU-COPY", "item": "M1", "text": "请补正"}],
        until="2024-06-12",
    )
    corrected = deed(
        audits.CorrectionSubmitted,
        JIA.id,
        [a.JIA_SIGNS],
        "2024-06-06T13:00",
        answers=["EDU-COPY"],
    )
    again = (
        JIA.material("M1", "EDUCATION", "2024-06-06T11:00"),
        JIA.commit.recorded("2024-06-06T12:00"),
        corrected,
        JIA.review.recorded("2024-06-06T14:00"),
        JIA.deliberate.recorded("2024-06-06T15:00").but(meeting_on="2024-06-06"),
        JIA.open.recorded("2024-06-06T16:00").but(posted_on="2024-06-06"),
        JIA.close.recorded("2024-06-17T09:00").but(removed_on="2024-06-17"),
    )
    recommend = JIA.recommend.recorded("2024-06-17T10:00")
    given(*IN_PUBLICITY, asked, *again).when(recommend).accepted()
    unheard = (*IN_PUBLICITY, OBJECT, asked, *again)
    given(*unheard).when(recommend).refused("XN12-5.2c")
    heard = (*unheard, RESOLVE.recorded("2024-06-17T09:30"))
    given(*heard).when(recommend).accepted()


def test_an_objection_is_resolved_once() -> None:
    """Otherwise the head who found it true yesterday finds it untrue today."""
    founded = RESOLVE.but(substantiated=True)
    given(*IN_PUBLICITY, OBJECT).when(RESOLVE).accepted()
    given(*IN_PUBLICITY).when(RESOLVE).refused("LEDGER-REFS")
    given(*IN_PUBLICITY, OBJECT, founded).when(RESOLVE).refused("LEDGER-REFS")


def test_an_objection_has_a_number_of_its_own() -> None:
    """Raised again under the old number, a resolved one would be open for ever."""
    given(*IN_PUBLICITY, OBJECT).when(OBJECT).refused("LEDGER-REFS")


def test_the_employer_or_the_unit_resolves_it() -> None:
    history = (*IN_PUBLICITY, OBJECT)
    given(*history).when(RESOLVE.signed(a.UNIT_OFFICER)).accepted()
    given(*history).when(RESOLVE.signed(a.SOFTWARE_HEAD)).refused("XN12-5.2a")
    given(*history).when(RESOLVE.signed(a.OTHER_UNIT_OFFICER)).refused("XN6B-2d")


def test_nobody_objects_after_the_publicity() -> None:
    given(*PUBLICISED).when(OBJECT.recorded("2024-06-14T09:30")).refused("LEDGER-STATE")


# --- recommendation


def test_a_recommendation_follows_the_closed_publicity() -> None:
    given(*PUBLICISED).when(JIA.recommend).accepted()
    unclosed = JIA.recommend.recorded("2024-06-14T10:00")
    given(*IN_PUBLICITY).when(unclosed).refused("XN12-5.2c")


@pytest.mark.parametrize(
    "opinion", ["同意推荐", PRESCRIBED + "。", PRESCRIBED.replace("真实", "基本真实")]
)
def test_a_recommendation_has_the_prescribed_words(opinion: str) -> None:
    given(*PUBLICISED).when(JIA.recommend.but(opinion=opinion)).refused("XN12-5.2c")


def test_width_and_spaces_do_not_matter() -> None:
    """The documents themselves mix full-width and half-width commas (domain 6.15)."""
    half_width = PRESCRIBED.replace("，", ", ")
    given(*PUBLICISED).when(JIA.recommend.but(opinion=half_width)).accepted()


def test_a_recommendation_is_given_once() -> None:
    given(*RECOMMENDED).when(JIA.recommend).refused("LEDGER-STATE")


def test_an_institution_adds_the_post_quota_form() -> None:
    """G4: 附件1 is for intermediate and senior levels of public institutions."""
    institution = REGISTER_FACTORY.but(org_kind="PUBLIC_INSTITUTION")
    history = instead(PUBLICISED, REGISTER_FACTORY, institution)
    given(*history).when(JIA.recommend).refused("XN12-3.1.1c")


def test_a_junior_of_an_institution_needs_no_form() -> None:
    junior = Papers("jia", level="JUNIOR")
    begun = PUBLICISED[: PUBLICISED.index(JIA.draft)]
    declaring = instead(junior.declaring, junior.facts["LEVEL_TEST"])
    history = (*begun, *declaring, junior.submit, *junior.recommending[:-1])
    institution = REGISTER_FACTORY.but(org_kind="PUBLIC_INSTITUTION")
    given(*instead(history, REGISTER_FACTORY, institution)).when(
        junior.recommend
    ).accepted()


def test_a_correction_that_is_open_stops_the_employer_too() -> None:
    asked = deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.REVIEWER],
        "2024-05-13T09:00",
        reasons=[{"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"}],
        until="2024-05-20",
    )
    given(*SUBMITTED, asked).when(JIA.review).refused("LEDGER-STATE")
