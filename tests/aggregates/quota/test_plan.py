"""附件5 of Liuzhou: the plan of senior teachers' posts."""

from datetime import date

from aggregates.quota import events as quota
from tests.support import actors as a
from tests.support.builders import REGISTRY
from tests.support.builders_quota import DELIVER_PLAN, REQUEST_PLAN
from tests.support.cities import LIUZHOU, in_city
from tests.support.given import given

LIUZHOU_REGISTRY = in_city(LIUZHOU, REGISTRY)


def test_the_plan_is_due_on_the_day_of_the_notice() -> None:
    """LZ-4.1.1h: by 20 August."""
    world = given(*LIUZHOU_REGISTRY).when(REQUEST_PLAN).accepted()
    (act,) = [x for x in world.acts if isinstance(x.body, quota.PlanRequested)]
    (deadline,) = act.body.deadlines
    assert (deadline.rule, deadline.due) == ("LZ-4.1.1h", date(2024, 8, 20))
    assert deadline.met_by == "quota.plan-delivered"


def test_a_late_plan_is_taken_in_all_the_same() -> None:
    late = DELIVER_PLAN.recorded("2024-08-21T09:00").but(paper_on="2024-08-21")
    given(*LIUZHOU_REGISTRY, REQUEST_PLAN).when(late).accepted()


def test_the_plan_is_delivered_by_whom_it_was_asked_of() -> None:
    given(*LIUZHOU_REGISTRY, REQUEST_PLAN).when(DELIVER_PLAN).accepted()
    other = DELIVER_PLAN.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    given(*LIUZHOU_REGISTRY, REQUEST_PLAN).when(other).refused("LZ-4.1.1h")


def test_the_plan_is_asked_of_a_known_body() -> None:
    nobody = REQUEST_PLAN.but(of="organisation/nobody")
    given(*LIUZHOU_REGISTRY).when(nobody).refused("LEDGER-REFS")


def test_elsewhere_the_plan_has_no_day() -> None:
    world = given(*REGISTRY).when(REQUEST_PLAN).accepted()
    (act,) = [x for x in world.acts if isinstance(x.body, quota.PlanRequested)]
    assert act.body.deadlines == ()


def test_the_plan_is_not_dated_ahead() -> None:
    early = DELIVER_PLAN.recorded("2024-08-19T09:00")
    given(*LIUZHOU_REGISTRY, REQUEST_PLAN).when(early).refused("LEDGER-TIME")
