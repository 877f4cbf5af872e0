from datetime import date

import pytest

from tests.support import actors as a
from tests.support.builders import COMMITTEE, JIA
from tests.support.builders_supervision import (
    ACCEPT,
    EDUCATE,
    FAIL,
    FOUND,
    INSPECTED,
    INSPECTION,
    ORDERED,
    RECTIFY,
    REMEDY,
    REPORT_RECTIFIED,
    REPORT_REMEDY,
    THE_UNIT,
    find,
    inspected_in,
)
from tests.support.cities import YUNCHENG
from tests.support.given import Deed, given

OTHER_UNIT = (a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
IN_YUNCHENG = (
    *inspected_in(YUNCHENG),
    find("F1", "EMPLOYER", a.FACTORY, rule="YC12-4.3d"),
    find("F3", "COMMITTEE", COMMITTEE, rule="YC12-4.3b"),
)


@pytest.mark.parametrize("act", [EDUCATE, REMEDY, RECTIFY])
def test_a_measure_answers_a_finding(act: Deed) -> None:
    given(*FOUND).when(act.but(finding="F9")).refused("LEDGER-REFS")
    world = given(*FOUND).when(act).accepted()
    assert world.get(INSPECTION).findings["F1"].measures
    assert world.get(INSPECTION).stage == "MEASURES"


def test_a_unit_educates_an_employer_s_staff() -> None:
    """XN6A-6a: 由职改部门或者评委会组建单位."""
    given(*FOUND).when(EDUCATE.signed(*THE_UNIT)).accepted()


@pytest.mark.parametrize("act", [EDUCATE, REMEDY])
def test_an_authority_alone_acts_against_a_unit(act: Deed) -> None:
    """XN6A-6c: another unit is no authority either."""
    against = act.but(finding="F2")
    given(*FOUND).when(against.signed(*OTHER_UNIT)).refused("XN6A-6c")
    given(*FOUND).when(against).accepted()


def test_a_unit_does_not_educate_its_own() -> None:
    own = EDUCATE.but(finding="F2").signed(*THE_UNIT)
    given(*FOUND).when(own).refused("XN6A-6c", "LEDGER-COMPETENCE")


def test_an_authority_measures_in_its_territory() -> None:
    """XN6B-2b: each county its own."""
    there = (a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    given(*FOUND).when(EDUCATE.signed(*there)).refused("XN6B-2b")
    here = (a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*FOUND).when(EDUCATE.signed(*here)).accepted()


def test_those_directly_responsible_are_named() -> None:
    """XN6A-6a: 直接负责的主管人员和其他直接责任人员."""
    nobody = EDUCATE.but(direct_heads=[], others=[])
    given(*FOUND).when(nobody).refused("XN6A-6a")
    given(*FOUND).when(nobody.but(finding="F2")).refused("XN6A-6c")
    twice = EDUCATE.but(others=["person/factory-head"])
    given(*FOUND).when(twice).refused("XN6A-6a")


def test_talks_are_recorded_when_they_were_held() -> None:
    given(*FOUND).when(EDUCATE.but(on="2024-09-19")).refused("LEDGER-TIME")


def test_an_order_starts_its_limit() -> None:
    world = given(*FOUND).when(REMEDY).accepted()
    (limit,) = world.acts[-1].body.deadlines
    assert (limit.rule, limit.due) == ("XN6A-6a", date(2024, 9, 30))
    assert limit.met_by == "inspection.remedy-reported"


def test_a_city_without_a_clause_has_the_limit_of_the_house() -> None:
    world = given(*FOUND).when(RECTIFY).accepted()
    assert world.acts[-1].body.deadlines[0].rule == "LEDGER-DEADLINE"


def test_the_limit_lies_ahead() -> None:
    today = REMEDY.but(until="2024-09-18")
    given(*FOUND).when(today).refused("XN6A-6a")


def test_an_order_has_a_number_of_its_own() -> None:
    given(*ORDERED).when(RECTIFY).refused("LEDGER-STATE")
    given(*ORDERED).when(REMEDY.but(order="整改1")).refused("LEDGER-STATE")


def test_a_committee_rectifies_under_its_own_name() -> None:
    """The order lives on the aggregate whose future it binds."""
    given(*FOUND).when(RECTIFY.but(finding="F3")).refused("LEDGER-STATE")
    applicant = (*INSPECTED, find("F4", "APPLICANT", JIA.id, rule="XN6A-2a"))
    given(*applicant).when(RECTIFY.but(finding="F4")).refused("LEDGER-STATE")


def test_in_yuncheng_employers_and_departments_rectify() -> None:
    """YC12-4.3d: 对用人单位和主管部门."""
    given(*IN_YUNCHENG).when(RECTIFY.but(finding="F3")).refused("YC12-4.3d")
    world = given(*IN_YUNCHENG).when(RECTIFY).accepted()
    assert world.acts[-1].body.deadlines[0].rule == "YC12-4.3d"


def test_in_yuncheng_a_rectification_fails_after_its_limit() -> None:
    ordered = (*IN_YUNCHENG, RECTIFY)
    given(*ordered).when(FAIL.recorded("2024-09-30T17:00")).refused("YC12-4.3d")
    given(*ordered).when(FAIL).accepted()


def test_in_yuncheng_the_limit_lies_ahead() -> None:
    today = RECTIFY.but(until="2024-09-18")
    given(*IN_YUNCHENG).when(today).refused("YC12-4.3d")


def test_who_was_ordered_reports() -> None:
    others = REPORT_RECTIFIED.signed(a.SCHOOL_HEAD, a.SCHOOL_SEAL)
    given(*ORDERED).when(others).refused("LEDGER-COMPETENCE")
    given(*ORDERED).when(REPORT_RECTIFIED).accepted()


def test_a_report_answers_an_order_of_its_kind() -> None:
    given(*ORDERED).when(REPORT_REMEDY).refused("LEDGER-REFS")
    as_remedy = REPORT_REMEDY.but(order="整改1")
    given(*ORDERED).when(as_remedy).refused("LEDGER-REFS")


def test_nothing_is_accepted_without_a_report() -> None:
    given(*ORDERED).when(ACCEPT).refused("LEDGER-STATE")
    given(*ORDERED, REPORT_RECTIFIED).when(ACCEPT).accepted()


def test_a_rectification_fails_after_its_limit() -> None:
    early = FAIL.recorded("2024-09-30T17:00")
    given(*ORDERED).when(early).refused("LEDGER-STATE")
    given(*ORDERED).when(FAIL).accepted()


def test_a_rectification_fails_early_when_it_was_reported() -> None:
    early = FAIL.recorded("2024-09-29T09:00")
    given(*ORDERED, REPORT_RECTIFIED).when(early).accepted()


def test_a_verdict_is_given_once() -> None:
    done = (*ORDERED, REPORT_RECTIFIED, ACCEPT)
    given(*done).when(FAIL).refused("LEDGER-REFS")


def test_a_verdict_is_given_in_the_territory() -> None:
    """XN6B-2b."""
    there = ACCEPT.signed(a.OTHER_COUNTY_OFFICER)
    given(*ORDERED, REPORT_RECTIFIED).when(there).refused("XN6B-2b")


def test_an_order_on_nothing_makes_no_rule_fail() -> None:
    """Somebody went round the rules; what follows is refused, and nothing breaks."""
    on_nothing = RECTIFY.but(finding="F9").round_the_rules()
    history = (*FOUND, on_nothing)
    assert given(*history).world.get(INSPECTION).orders["整改1"].target == ""
    given(*history).when(REPORT_RECTIFIED).accepted()
    given(*history, REPORT_RECTIFIED).when(ACCEPT).accepted()


def test_an_unknown_order_has_no_verdict() -> None:
    given(*ORDERED).when(FAIL.but(order="整改9")).refused("LEDGER-REFS")
