"""What lies on file before an opening (LZ-5.1d, 6.2a, XN12-4d, 6.4a, YC12-4.6c/d)."""

import pytest

from aggregates.session import papers
from tests.support import actors as a
from tests.support.builders import FILE, REGISTRY, public, register
from tests.support.builders_session import (
    ACCEPTANCE_CLOSED,
    CLOSE_DOORS,
    COMMITMENTS,
    CONCLUDE,
    CONSENT,
    CONSENTED,
    DRAW,
    FROZEN,
    OPEN,
    PLAN,
    READY_TO_OPEN,
    RESULT_SIGNED,
    SEAT,
    TRAIN,
)
from tests.support.cities import UPLOAD, UPLOAD_ALL, liuzhou, yuncheng
from tests.support.given import Deed, deed, given, instead

READY_IN_LIUZHOU = liuzhou(READY_TO_OPEN)
UNIT = FILE.but(self_review="UNIT")
HOSPITAL = FILE.but(self_review="HOSPITAL")


def of_its_own(history: tuple[Deed, ...], filed: Deed = UNIT) -> tuple[Deed, ...]:
    """Let the committee be that of a body that reviews its own people."""
    return instead(history, FILE, filed)


# --- 柳州: the opening form


def test_no_meeting_opens_without_its_form() -> None:
    given(*READY_IN_LIUZHOU).when(OPEN).accepted()
    given(*instead(READY_IN_LIUZHOU, UPLOAD)).when(OPEN).refused("LZ-5.1d")


def test_the_form_names_the_day_of_the_opening() -> None:
    another = UPLOAD.but(opening_on="2024-07-05")
    given(*instead(READY_IN_LIUZHOU, UPLOAD, another)).when(OPEN).refused("LZ-5.1d")


def test_a_self_review_body_files_three_papers() -> None:
    own = of_its_own(READY_IN_LIUZHOU)
    given(*own).when(OPEN).refused("LZ-6.2a")
    given(*instead(own, UPLOAD, UPLOAD_ALL)).when(OPEN).accepted()
    given(*instead(own, UPLOAD)).when(OPEN).refused("LZ-5.1d", "LZ-6.2a")


def test_another_city_opens_without_the_form() -> None:
    given(*READY_TO_OPEN).when(OPEN).accepted()


def test_the_office_of_the_session_uploads_it() -> None:
    there = liuzhou(CONSENTED)
    given(*there).when(UPLOAD).accepted()
    other = UPLOAD.signed(a.OTHER_OFFICE_STAFF)
    given(*there).when(other).refused("LEDGER-COMPETENCE")


def test_in_liuzhou_a_plan_says_how_the_draw_is_seeded_too() -> None:
    """Without a plan anybody could be drawn: nothing would say from what seed."""
    there = liuzhou(FROZEN)
    given(*there).when(DRAW).accepted()
    given(*instead(instead(there, PLAN), CONSENT)).when(DRAW).refused("LZ-5.2a")


# --- 咸宁: self-review bodies and hospitals


def test_a_self_review_body_chooses_a_day_inside_the_window() -> None:
    own = of_its_own(ACCEPTANCE_CLOSED)
    october = PLAN.but(opening_on="2024-10-08")
    given(*own).when(october).refused("XN12-4d")
    given(*own).when(PLAN.but(opening_on="2024-09-30")).accepted()
    given(*ACCEPTANCE_CLOSED).when(october).accepted()


def test_a_self_review_body_opens_by_a_plan() -> None:
    """Round the rules a panel may be seated without one; the opening still asks."""
    seated = [one.round_the_rules() for one in (DRAW, SEAT, *COMMITMENTS)]
    unplanned = (
        *instead(instead(of_its_own(FROZEN), PLAN), CONSENT),
        *seated,
        CLOSE_DOORS,
        TRAIN,
    )
    verdict = given(*(one.round_the_rules() for one in unplanned)).when(OPEN)
    assert "XN12-4d" in {r.rule for r in verdict.refusals}
    given(*of_its_own(READY_TO_OPEN)).when(OPEN).accepted()


REGISTER_HEALTH = register(a.HEALTH, "DEPARTMENT", "CITY", "421200")
REVIEWED_BY_HEALTH = deed(
    papers.HealthDepartmentReviewed,
    a.SESSION,
    [a.HEALTH_OFFICER, a.HEALTH_SEAL],
    "2024-06-23T09:00",
    document=public("plan"),
    approved=True,
    opinion="同意",
)


def hospital(*more: Deed, health: Deed = REGISTER_HEALTH) -> tuple[Deed, ...]:
    history = of_its_own(ACCEPTANCE_CLOSED, HOSPITAL)
    return (*history[: len(REGISTRY)], health, *history[len(REGISTRY) :], *more)


def test_a_hospital_s_plan_goes_to_the_health_department_first() -> None:
    given(*hospital(REVIEWED_BY_HEALTH)).when(PLAN).accepted()
    given(*hospital()).when(PLAN).refused("XN12-6.4a")
    given(*of_its_own(ACCEPTANCE_CLOSED)).when(PLAN).accepted()


def test_it_is_this_plan_that_was_approved() -> None:
    another = REVIEWED_BY_HEALTH.but(document=public("another plan"))
    given(*hospital(another)).when(PLAN).refused("XN12-6.4a")
    rejected = REVIEWED_BY_HEALTH.but(approved=False, opinion="请补充")
    given(*hospital(rejected)).when(PLAN).refused("XN12-6.4a")
    withdrawn = rejected.recorded("2024-06-23T15:00")
    given(*hospital(REVIEWED_BY_HEALTH, withdrawn)).when(PLAN).refused("XN12-6.4a")


def test_the_health_department_is_that_of_the_place() -> None:
    given(*hospital()).when(REVIEWED_BY_HEALTH).accepted()
    elsewhere = register(a.HEALTH, "DEPARTMENT", "CITY", "421000")
    given(*hospital(health=elsewhere)).when(REVIEWED_BY_HEALTH).refused("XN12-6.4a")


# --- 运城: plan and year


@pytest.mark.parametrize("missing", range(4))
def test_a_plan_of_yuncheng_has_four_parts(missing: int) -> None:
    history = yuncheng((*ACCEPTANCE_CLOSED, PLAN))
    *before, plan = history
    given(*before).when(plan).accepted()
    parts = [p for n, p in enumerate(plan.fields["parts"]) if n != missing]
    given(*before).when(plan.but(parts=parts)).refused("YC12-4.6d")


NEW_YEAR = "2025-01-03"
OPEN_LATE = OPEN.recorded(f"{NEW_YEAR}T09:00")
EXCEPT = deed(
    papers.ExceptionGranted,
    a.SESSION,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-12-20T09:00",
    rule="YC12-4.6c",
    basis="运人社职字（2024）12号 四(六)",
    reason="评审量大（示例）",
)
READY_IN_YUNCHENG = yuncheng(READY_TO_OPEN)


def test_in_yuncheng_a_meeting_crosses_the_year_by_exception_only() -> None:
    given(*READY_IN_YUNCHENG).when(OPEN).accepted()
    given(*READY_IN_YUNCHENG).when(OPEN_LATE).refused("YC12-4.6c")
    given(*READY_IN_YUNCHENG, EXCEPT).when(OPEN_LATE).accepted()


def test_a_meeting_also_ends_in_its_year() -> None:
    late = CONCLUDE.recorded(f"{NEW_YEAR}T09:00").but(ended_on=NEW_YEAR)
    given(*yuncheng(RESULT_SIGNED)).when(late).refused("YC12-4.6c")
    given(*yuncheng(RESULT_SIGNED), EXCEPT).when(late).accepted()
    given(*RESULT_SIGNED).when(late).refused("XN12-4c")


def test_an_exception_gives_way_to_a_soft_rule_on_a_basis() -> None:
    given(*READY_IN_YUNCHENG).when(EXCEPT).accepted()
    for other in (EXCEPT.but(rule="YC12-4.6d"), EXCEPT.but(rule="invented")):
        given(*READY_IN_YUNCHENG).when(other).refused("LEDGER-REFS")
    given(*READY_IN_YUNCHENG).when(EXCEPT.but(basis=" ")).refused("LEDGER-SCHEMA")


def test_an_exception_is_granted_by_the_authority_of_the_place() -> None:
    unit = EXCEPT.signed(a.UNIT_AS_AUTHORITY, a.UNIT_SEAL)
    found = {r.rule for r in given(*READY_IN_YUNCHENG).when(unit).refusals}
    assert found == {"LEDGER-COMPETENCE"}
