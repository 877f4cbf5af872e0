"""The deployment document, its conditions, the dates of talents (LZ-3.1a, 5.1b)."""

from typing import Any

import pytest

from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    ANNOUNCED,
    AT_THE_OFFICE,
    FILED,
    JIA,
    NOTICE,
)
from tests.support.builders_session import ACCEPTANCE_CLOSED, OPENED, OPINION, PLAN
from tests.support.cities import DEPLOY, liuzhou, unit_audit
from tests.support.given import Deed, given, instead

FILED_IN_LIUZHOU = liuzhou(FILED)
ARRIVED = (*liuzhou(AT_THE_OFFICE), unit_audit(JIA.id))


@pytest.mark.parametrize(
    ("field", "value"),
    [("materials", []), ("education_from", " "), ("seniority_from", "")],
)
def test_a_deployment_document_lists_the_materials(field: str, value: Any) -> None:
    given(*FILED_IN_LIUZHOU).when(DEPLOY).accepted()
    given(*FILED_IN_LIUZHOU).when(DEPLOY.but(**{field: value})).refused("LZ-3.1a")


def test_nobody_is_accepted_without_a_deployment_document() -> None:
    given(*ARRIVED).when(JIA.accept).accepted()
    given(*instead(ARRIVED, DEPLOY)).when(JIA.accept).refused("LZ-3.1a", "LZ-5.4a")


def test_a_deployment_document_is_filed_once_it_is_published() -> None:
    later = DEPLOY.but(published_on="2024-06-21")
    given(*FILED_IN_LIUZHOU).when(later).refused("LEDGER-TIME")


def test_another_city_accepts_without_one() -> None:
    given(*AT_THE_OFFICE).when(JIA.accept).accepted()


def test_the_office_or_the_unit_of_the_committee_deploys() -> None:
    other = DEPLOY.signed(a.OTHER_OFFICE_STAFF)
    given(*FILED_IN_LIUZHOU).when(other).refused("LEDGER-COMPETENCE")


def test_a_notice_belongs_to_its_deployment() -> None:
    deployed = (*FILED_IN_LIUZHOU, DEPLOY)
    given(*deployed).when(NOTICE).accepted()
    given(*deployed).when(NOTICE.but(year=2025)).refused("LEDGER-REFS")
    announced = liuzhou(ANNOUNCED)
    again = DEPLOY.recorded("2024-05-08T09:00")
    given(*announced).when(again).accepted()
    given(*announced).when(again.but(year=2025)).refused("LEDGER-REFS")


def test_a_plan_reviews_by_what_was_published() -> None:
    """LZ-5.1b: 不得更改评审条件和降低评审标准."""
    closed = liuzhou(ACCEPTANCE_CLOSED)
    given(*closed).when(PLAN).accepted()
    own = PLAN.but(scoring_standard="自定标准（示例）")
    given(*closed).when(own).refused("LZ-5.1b")


def test_an_opinion_uses_the_standard_of_the_plan_in_every_city() -> None:
    opened = liuzhou(OPENED)
    given(*opened).when(OPINION).accepted()
    given(*opened).when(OPINION.but(standard="自定标准（示例）")).refused("LZ-5.1b")


def test_a_notice_names_no_qualifications_of_its_own() -> None:
    wider = NOTICE.but(levels=["INTERMEDIATE", "FULL_SENIOR"])
    given(*FILED_IN_LIUZHOU).when(wider).refused("LZ-5.1b")
    given(*FILED_IN_LIUZHOU).when(NOTICE).accepted()


# --- talents


def for_talents(until: str) -> Deed:
    return NOTICE.but(purpose="TALENT", declare_until=until, audit_until="2024-09-30")


@pytest.mark.parametrize("until", ["2024-06-30", "2024-09-30"])
def test_talents_have_two_closing_days(until: str) -> None:
    given(*FILED_IN_LIUZHOU).when(for_talents(until)).accepted()


def test_talents_have_no_other_closing_day() -> None:
    given(*FILED_IN_LIUZHOU).when(for_talents("2024-07-01")).refused("LZ-7.1.1b")
    ordinary = NOTICE.but(declare_until="2024-06-01")
    given(*FILED_IN_LIUZHOU).when(ordinary).accepted()


def test_after_the_closing_day_no_talent_is_accepted() -> None:
    there = instead(ARRIVED, NOTICE, for_talents("2024-06-30"))
    given(*there).when(JIA.accept.recorded("2024-06-30T23:00")).accepted()
    late = JIA.accept.recorded("2024-07-01T09:00")
    given(*there).when(late).refused("LZ-7.1.1b")


def test_a_deployment_is_possible_until_the_acceptance_closes() -> None:
    assert len(ACCEPTED) < len(liuzhou(ACCEPTED))
    closed = liuzhou(ACCEPTANCE_CLOSED)
    again = DEPLOY.recorded("2024-06-22T09:00")
    given(*closed).when(again).refused("LEDGER-STATE")


def test_the_timetable_of_the_city_gives_the_days() -> None:
    """LZ-5.4d: 附件4's dates are settings; the source does not print them."""
    timetable = [{"act": "session.acceptance-closed", "due": "2024-08-30"}]
    started = given(*FILED_IN_LIUZHOU).when(DEPLOY).acts[0].body.deadlines
    assert "LZ-5.4d" not in {one.rule for one in started}
    told = liuzhou(FILED, timetable=timetable)
    given(*told).when(DEPLOY).accepted()
    started = given(*told).when(DEPLOY).acts[0].body.deadlines
    dates = {(d.met_by, str(d.due)) for d in started if d.rule == "LZ-5.4d"}
    assert dates == {("session.acceptance-closed", "2024-08-30")}
