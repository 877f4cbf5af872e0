"""柳州 四（一）: who answers for the employer's review, and in which order it goes."""

from typing import Any

import pytest

from aggregates.application import audits, checks, recommending
from tests.support import actors as a
from tests.support.builders import (
    DECLARING,
    DELIBERATED,
    IN_PUBLICITY,
    JIA,
    PUBLICISED,
    REVIEWED,
    SUBMITTED,
)
from tests.support.cities import (
    SELF_CHECKED,
    appoint,
    liuzhou,
    promise,
    yuncheng,
)
from tests.support.given import deed, given

HERE = liuzhou(SUBMITTED)
APPOINT = appoint(JIA.id)
PROMISE = promise(JIA.id)
IN_ORDER = (*HERE, APPOINT, PROMISE)
HEAR = deed(
    checks.PreAssessmentRecorded,
    JIA.id,
    [a.HEAD],
    "2024-05-20T09:00",
    form="DEFENCE",
    held_on="2024-05-20",
    panel=3,
    opinion="答辩思路清晰（示例）",
)
SENIOR: dict[str, Any] = {"pre_assessment_levels": ["INTERMEDIATE"]}
"""Jia's level stands in for the senior ones of the profile."""


# --- the applicant's own check


def test_the_applicant_checks_five_groups_before_the_commitment() -> None:
    before = liuzhou(DECLARING[:-1])
    commit = JIA.commit.but(checked=SELF_CHECKED)
    given(*before).when(commit).accepted()
    given(*before).when(commit.but(checked=SELF_CHECKED[1:])).refused("LZ-3.3b")


def test_the_commitment_comes_before_the_submission() -> None:
    given(*liuzhou(DECLARING)).when(JIA.submit).accepted()
    given(*liuzhou(DECLARING[:-1])).when(JIA.submit).refused("LZ-3.3b")


def test_the_commitment_covers_what_is_submitted() -> None:
    more = JIA.material("M3", "AWARD", "2024-05-09T15:00")
    given(*liuzhou(DECLARING), more).when(JIA.submit).refused("LZ-3.3b")


def test_material_is_filled_in_within_the_time_limit() -> None:
    """The window of the notice is stated in the notice: 05-06 to 05-31."""
    on_the_last_day = JIA.submit.recorded("2024-05-31T23:59")
    given(*liuzhou(DECLARING)).when(on_the_last_day).accepted()
    late = JIA.submit.recorded("2024-06-01T00:00")
    given(*liuzhou(DECLARING)).when(late).refused("LZ-3.2a")


# --- the reviewer in charge


def test_a_reviewer_in_charge_is_named_and_promises() -> None:
    given(*IN_ORDER).when(JIA.review).accepted()
    given(*HERE).when(JIA.review).refused("LZ-4.1.1a")
    given(*HERE, APPOINT).when(JIA.review).refused("LZ-4.1.1a")


def test_nobody_else_reviews() -> None:
    """The whole clause: a colleague with the same role is not the one who answers."""
    colleague = a.holds("factory-reviewer-2", "EMPLOYER_REVIEWER", a.FACTORY)
    given(*IN_ORDER).when(JIA.review.signed(colleague)).refused("LZ-4.1.1a")
    failed = deed(
        recommending.EmployerReviewFailed,
        JIA.id,
        [colleague],
        "2024-05-16T09:00",
        reasons=[{"code": "POST", "item": "", "text": "岗位不符"}],
    )
    given(*IN_ORDER).when(failed).refused("LZ-4.1.1a")
    given(*IN_ORDER).when(failed.signed(a.REVIEWER)).accepted()


def test_a_new_reviewer_promises_anew() -> None:
    colleague = a.holds("factory-reviewer-2", "EMPLOYER_REVIEWER", a.FACTORY)
    other = APPOINT.but(reviewer="person/factory-reviewer-2").recorded(
        "2024-05-15T11:00"
    )
    review = JIA.review.signed(colleague)
    given(*IN_ORDER, other).when(review).refused("LZ-4.1.1a")
    signs = PROMISE.but(reviewer="person/factory-reviewer-2").signed(colleague)
    signs = signs.recorded("2024-05-15T12:00")
    given(*IN_ORDER, other, signs).when(review).accepted()


def test_the_commitment_is_the_reviewer_s_own() -> None:
    colleague = a.holds("factory-reviewer-2", "EMPLOYER_REVIEWER", a.FACTORY)
    given(*HERE, APPOINT).when(PROMISE).accepted()
    given(*HERE, APPOINT).when(PROMISE.signed(colleague)).refused("LZ-4.1.1a")
    given(*HERE).when(PROMISE).refused("LZ-4.1.1a")
    given(*HERE, APPOINT).when(PROMISE.but(form=" ")).refused("LZ-4.1.1a")


def test_where_no_document_asks_for_a_promise_it_is_still_one_s_own() -> None:
    colleague = a.holds("factory-reviewer-2", "EMPLOYER_REVIEWER", a.FACTORY)
    given(*SUBMITTED, APPOINT).when(PROMISE).accepted()
    forged = PROMISE.signed(colleague)
    given(*SUBMITTED, APPOINT).when(forged).refused("LEDGER-SUBJECT")


def test_the_employer_of_the_matter_names_its_reviewer() -> None:
    given(*HERE).when(APPOINT).accepted()
    given(*HERE).when(APPOINT.signed(a.SCHOOL_HEAD)).refused("LEDGER-COMPETENCE")


def test_who_reviews_signs_with_a_key_of_his_own() -> None:
    """A shared account: a key of a session, which names nobody, reviews for all."""
    shared = a.holds("counter", "EMPLOYER_HEAD", a.FACTORY, scope=a.SESSION)
    reviewed = liuzhou(REVIEWED)
    given(*reviewed).when(JIA.deliberate).accepted()
    given(*reviewed).when(JIA.deliberate.signed(shared)).refused("LZ-4.1.1b")


# --- every item


def test_originals_are_checked_item_by_item() -> None:
    unseen = [
        {"item": "M1", "original_seen": True, "genuine": True},
        {"item": "M2", "original_seen": False, "genuine": True},
    ]
    given(*IN_ORDER).when(JIA.review.but(items=unseen)).refused("LZ-4.1.2c")
    given(*IN_ORDER).when(JIA.review.but(items=unseen[:1])).refused("LZ-4.1.2c")


# --- the order


@pytest.mark.parametrize(
    ("history", "act", "too_early"),
    [
        (REVIEWED, JIA.deliberate, SUBMITTED),
        (DELIBERATED, JIA.open, REVIEWED),
    ],
)
def test_review_deliberation_publicity_recommendation(
    history: Any, act: Any, too_early: Any
) -> None:
    given(*liuzhou(history)).when(act).accepted()
    given(*liuzhou(too_early)).when(act).refused("LZ-4.1.2a", "LEDGER-STATE")


def test_the_publicity_comes_before_the_recommendation() -> None:
    given(*liuzhou(PUBLICISED)).when(JIA.recommend).accepted()
    given(*liuzhou(DELIBERATED)).when(JIA.recommend).refused("LZ-4.1.2a")
    given(*liuzhou(IN_PUBLICITY)).when(JIA.recommend).refused("LZ-4.1.2a")


# --- the hearing


def test_senior_applicants_are_heard_before_the_deliberation() -> None:
    history = liuzhou(REVIEWED, **SENIOR)
    given(*history, HEAR).when(JIA.deliberate).accepted()
    given(*history).when(JIA.deliberate).refused("LZ-4.1.2b")
    given(*liuzhou(REVIEWED)).when(JIA.deliberate).accepted()


def test_a_hearing_after_the_deliberation_is_none() -> None:
    history = liuzhou(REVIEWED, **SENIOR)
    before_it = JIA.deliberate.recorded("2024-06-03T09:00").but(meeting_on="2024-05-19")
    given(*history, HEAR).when(before_it).refused("LZ-4.1.2b")


@pytest.mark.parametrize(
    "wrong", [{"form": "INTERVIEW"}, {"held_on": "2024-05-21"}, {"panel": 0}]
)
def test_a_hearing_is_a_defence_or_a_trial_lecture(wrong: dict[str, Any]) -> None:
    history = liuzhou(REVIEWED, **SENIOR)
    given(*history).when(HEAR).accepted()
    given(*history).when(HEAR.but(form="TRIAL_LECTURE")).accepted()
    given(*history).when(HEAR.but(**wrong)).refused("LZ-4.1.2b")


def test_who_was_returned_is_heard_again() -> None:
    back = deed(
        audits.Returned,
        JIA.id,
        [a.REVIEWER],
        "2024-05-21T09:00",
        kind="CONDITIONS",
        reasons=[{"code": "CAREER", "item": "", "text": "经历不清"}],
        to=a.JIA,
    )
    submit = JIA.submit.recorded("2024-05-22T09:00")
    review = JIA.review.recorded("2024-05-23T09:00")
    history = (*liuzhou(REVIEWED, **SENIOR), HEAR, back, submit, review)
    given(*history).when(JIA.deliberate).refused("LZ-4.1.2b")


def test_a_city_without_the_clause_asks_for_nothing_of_it() -> None:
    """The same history in Xianning and Yuncheng: no promise, no hearing."""
    given(*SUBMITTED).when(JIA.review).accepted()
    given(*yuncheng(SUBMITTED)).when(JIA.review).accepted()
