import pytest

from aggregates.organisation import events as organisation
from tests.support import actors as a
from tests.support.actors import holds
from tests.support.builders import COMMITTEE, JIA
from tests.support.builders_supervision import (
    AUTHORITY,
    EXCEPT,
    FIND,
    INSPECTABLE,
    INSPECTED,
    INSPECTION,
    JOINTLY,
    PLAN,
    find,
)
from tests.support.cities import LIUZHOU, YUNCHENG, publish
from tests.support.given import Deed, deed, given

BUREAU_REVIEWER = holds("unit-officer", "DEPARTMENT_REVIEWER", a.UNIT)


def in_industry(org: str, kind: str, level: str, territory: str, industry: str) -> Deed:
    """Register an organisation's industry afterwards."""
    return deed(
        organisation.Amended,
        org,
        [a.REGISTRAR, a.SUPERVISOR],
        "2024-08-01T09:00",
        name=org,
        org_kind=kind,
        level=level,
        territory=territory,
        industry=industry,
    )


def test_whom_to_inspect_is_planned_with_the_department() -> None:
    world = given(*INSPECTABLE).when(PLAN).accepted()
    state = world.get(INSPECTION)
    assert state.stage == "PLANNED"
    assert state.organisers == (a.CITY, a.DEPARTMENT)
    assert state.targets[COMMITTEE] == "COMMITTEE"


def test_an_authority_alone_needs_an_exception() -> None:
    """XN6B-7a: 会同行业主管部门."""
    alone = PLAN.signed(*AUTHORITY)
    given(*INSPECTABLE).when(alone).refused("XN6B-7a")
    given(*INSPECTABLE, EXCEPT).when(alone).accepted()


def test_an_exception_of_another_inspection_does_not_help() -> None:
    elsewhere = EXCEPT.upon("inspection/another")
    given(*INSPECTABLE, elsewhere).when(PLAN.signed(*AUTHORITY)).refused("XN6B-7a")


def test_an_exception_is_granted_by_the_city_or_above() -> None:
    by_the_county = EXCEPT.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*INSPECTABLE).when(by_the_county).refused("XN6B-7a")
    given(*INSPECTABLE).when(EXCEPT).accepted()


def test_an_exception_is_from_this_rule() -> None:
    given(*INSPECTABLE).when(EXCEPT.but(rule="XN6B-8b")).refused("XN6B-7a")


def test_an_exception_says_on_which_basis() -> None:
    given(*INSPECTABLE).when(EXCEPT.but(basis=" ")).refused("XN6B-7a", "LEDGER-SCHEMA")


@pytest.mark.parametrize("city", [YUNCHENG, LIUZHOU])
def test_no_other_city_asks_for_the_department(city: str) -> None:
    alone = PLAN.signed(*AUTHORITY).under(city)
    given(*INSPECTABLE, publish(city)).when(alone).accepted()


def test_the_supervised_are_of_five_kinds() -> None:
    """XN6B-3: a committee's office is nobody's recommending employer."""
    office = PLAN.but(employers=[a.OFFICE], frame=[a.OFFICE, *PLAN.fields["frame"]])
    given(*INSPECTABLE).when(office).refused("XN6B-3")
    school = PLAN.but(employers=[a.SCHOOL])
    given(*INSPECTABLE).when(school).accepted()


def test_an_inspection_has_somebody_to_inspect() -> None:
    nobody = PLAN.but(
        applications=[], employers=[], departments=[], committees=[], units=[]
    )
    given(*INSPECTABLE).when(nobody).refused("XN6B-3")


def test_a_department_is_a_department() -> None:
    frame = [*PLAN.fields["frame"], a.DEPARTMENT]
    wrong = PLAN.but(departments=[a.SCHOOL])
    given(*INSPECTABLE).when(wrong).refused("XN6B-3")
    right = PLAN.but(departments=[a.DEPARTMENT], frame=frame)
    given(*INSPECTABLE).when(right).accepted()


def test_an_unknown_target_is_nobody() -> None:
    frame = [*PLAN.fields["frame"], "application/none", "committee/none"]
    unknown = PLAN.but(applications=["application/none"], frame=frame)
    given(*INSPECTABLE).when(unknown).refused("XN6B-3")
    empty = PLAN.but(committees=["committee/none"], frame=frame)
    given(*INSPECTABLE).when(empty).refused("XN6B-3")


def test_a_finding_is_about_one_of_the_five_kinds() -> None:
    as_department = FIND.but(target_kind="DEPARTMENT")
    given(*INSPECTED).when(as_department).refused("XN6B-3")
    as_committee = find("F9", "COMMITTEE", a.FACTORY)
    given(*INSPECTED).when(as_committee).refused("XN6B-3")
    as_applicant = find("F9", "APPLICANT", a.FACTORY)
    given(*INSPECTED).when(as_applicant).refused("XN6B-3")
    given(*INSPECTED).when(FIND).accepted()


def test_a_county_inspects_its_own_territory() -> None:
    """XN6B-2b: the other county is not competent here."""
    own = PLAN.but(committees=[], units=[])
    here = (a.COUNTY_OFFICER, a.COUNTY_SEAL, *JOINTLY[2:])
    there = (a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL, *JOINTLY[2:])
    given(*INSPECTABLE).when(own.signed(*there)).refused("XN6B-2b")
    given(*INSPECTABLE).when(own.signed(*here)).accepted()


def test_a_county_does_not_inspect_what_belongs_to_the_city() -> None:
    here = (a.COUNTY_OFFICER, a.COUNTY_SEAL, *JOINTLY[2:])
    given(*INSPECTABLE).when(PLAN.signed(*here)).refused("XN6B-2b")


def test_another_city_is_not_competent() -> None:
    """XN6B-2a: 市职改办负责全市."""
    others = (a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL, *JOINTLY[2:])
    given(*INSPECTABLE).when(PLAN.signed(*others)).refused("XN6B-2a")


def test_a_department_inspects_its_own_industry() -> None:
    """XN6B-2c: 行业主管部门负责本行业."""
    bureau = in_industry(a.UNIT, "DEPARTMENT", "CITY", "421200", "教育")
    factory = in_industry(a.FACTORY, "STATE_ENTERPRISE", "NONE", "421299", "制造")
    signers = (*AUTHORITY, BUREAU_REVIEWER, a.UNIT_SEAL)
    plan = PLAN.but(applications=[], committees=[], units=[]).signed(*signers)
    schools = plan.but(employers=[a.SCHOOL])
    given(*INSPECTABLE, bureau, factory).when(plan).refused("XN6B-2c")
    given(*INSPECTABLE, bureau, factory).when(schools).accepted()


def test_a_spot_check_is_drawn_from_a_frame() -> None:
    """XN6B-9: 随机抽查."""
    designated = PLAN.but(frame=[a.FACTORY])
    given(*INSPECTABLE).when(designated).refused("XN6B-9", "XN12-8.6c")
    unsaid = PLAN.but(method=" ")
    given(*INSPECTABLE).when(unsaid).refused("XN6B-9", "XN12-8.6c")


def test_a_patrol_needs_no_frame() -> None:
    given(*INSPECTABLE).when(PLAN.but(kind="PATROL", frame=[])).accepted()


def test_a_re_check_rests_on_a_clue() -> None:
    """XN6B-8b: 依据有关问题线索进行复查."""
    again = PLAN.but(kind="RE_CHECK", frame=[])
    given(*INSPECTABLE).when(again).refused("XN6B-8b")
    given(*INSPECTABLE).when(again.but(clue=JIA.id)).accepted()
    given(*INSPECTABLE).when(again.but(letters=[[bytes(32), 9]])).accepted()


@pytest.mark.parametrize(
    "nothing", ["complaint/none", "inspection/none", "person/jia", "hearsay"]
)
def test_a_clue_that_is_named_is_recorded(nothing: str) -> None:
    given(*INSPECTABLE).when(PLAN.but(clue=nothing)).refused("XN6B-8b")


def test_forms_items_and_days_are_stated() -> None:
    """XN6B-8a: four forms."""
    ids = ("XN6B-8a", "XN12-8.6c")
    given(*INSPECTABLE).when(PLAN.but(forms=[])).refused(*ids)
    given(*INSPECTABLE).when(PLAN.but(items=[])).refused(*ids)
    given(*INSPECTABLE).when(PLAN.but(ends_on="2024-09-01")).refused(*ids)


def test_a_special_inspection_names_its_programme() -> None:
    """YC12-4.1: 职称评审专项整改."""
    special = PLAN.but(kind="SPECIAL", frame=[]).under(YUNCHENG)
    history = (*INSPECTABLE, publish(YUNCHENG))
    given(*history).when(special).refused("YC12-4.1")
    given(*history).when(special.but(programme="职称评审专项整改")).accepted()


def test_an_inspection_is_planned_once() -> None:
    given(*INSPECTABLE, PLAN).when(PLAN).refused("LEDGER-STATE")
