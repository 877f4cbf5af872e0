import pytest

from aggregates.organisation import events as organisation
from aggregates.person import events as person
from tests.support import actors as a
from tests.support.actors import holds
from tests.support.builders import COMMITTEE, enrol
from tests.support.builders_supervision import (
    AUTHORITY,
    CIRCULAR,
    CIRCULATE,
    CLERK,
    CLOSE,
    DISQUALIFY,
    EXPERT,
    FAIL,
    FIND,
    INSPECTABLE,
    INSPECTED,
    INSPECTION,
    ORDER_COMMITTEE,
    RECTIFY,
    THE_UNIT,
    find,
    inspected_in,
)
from tests.support.cities import LIUZHOU, YUNCHENG, publish
from tests.support.given import Deed, deed, given

OTHER_UNIT = (a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
BARRED = (*INSPECTABLE, enrol(EXPERT), DISQUALIFY)
BAR_CLERK = deed(
    person.StaffBarred,
    CLERK,
    THE_UNIT,
    "2024-09-02T10:00",
    from_="2024-09-02",
    basis="咸工评〔2024〕9号（示例）",
)
TO_THE_WORKPLACE = CIRCULATE.but(
    scope="WORKPLACE", rule="XN12-8.4c", addressees=[a.SOFTWARE]
)
ABOUT_STAFF = CIRCULATE.but(subject_kind="STAFF", subject=CLERK, rule="XN6A-9c")
WORK_REPORT = (
    CIRCULATE.but(
        manner="WORK_REPORT",
        subject_kind="EMPLOYER",
        subject=a.FACTORY,
        rule="XN6B-9",
        inspection=INSPECTION,
        finding="F1",
    )
    .signed(*AUTHORITY)
    .recorded("2024-09-20T09:00")
)
FAILED_IN_YUNCHENG = (
    *inspected_in(YUNCHENG),
    find("F1", "EMPLOYER", a.FACTORY, rule="YC12-4.3d"),
    RECTIFY,
    FAIL,
)
CRITICISE = WORK_REPORT.but(rule="YC12-4.3d", manner="CRITICISM").recorded(
    "2024-10-09T09:00"
)


def test_the_unit_circulates_whom_it_disqualified() -> None:
    """XN6A-9b: 取消其评审专家资格，通报批评."""
    world = given(*BARRED).when(CIRCULATE).accepted()
    state = world.get(CIRCULAR)
    assert (state.stage, state.subject, state.issuer) == ("ISSUED", EXPERT, a.UNIT)
    given(*BARRED[:-1]).when(CIRCULATE).refused("XN6A-9b")


def test_another_unit_does_not() -> None:
    given(*BARRED).when(CIRCULATE.signed(*OTHER_UNIT)).refused("XN6A-9b")


def test_an_authority_does_not_circulate_in_the_unit_s_place() -> None:
    """XN6A-9b: 由评委会组建单位."""
    given(*BARRED).when(CIRCULATE.signed(*AUTHORITY)).refused("XN6A-9b")


def test_an_expert_is_circulated_as_an_expert() -> None:
    as_staff = CIRCULATE.but(subject_kind="STAFF")
    given(*BARRED).when(as_staff).refused("XN6A-9b")


def test_by_gravity_the_workplace_is_told() -> None:
    """XN12-8.4c: 视情节轻重通报至所在单位."""
    given(*BARRED).when(TO_THE_WORKPLACE).accepted()
    given(*BARRED).when(TO_THE_WORKPLACE.but(addressees=[])).refused("XN12-8.4c")
    given(*BARRED).when(TO_THE_WORKPLACE.but(scope="WHOLE_CITY")).refused("XN12-8.4c")


def test_the_office_tells_the_workplace_too() -> None:
    by_the_office = TO_THE_WORKPLACE.signed(a.OFFICE_STAFF, a.OFFICE_SEAL)
    given(*BARRED).when(by_the_office).accepted()


def test_barred_staff_are_circulated() -> None:
    """XN6A-9c: 责令不得再从事职称评审工作，进行通报批评."""
    clerk = (*INSPECTABLE, enrol(CLERK))
    given(*clerk).when(ABOUT_STAFF).refused("XN6A-9c")
    given(*clerk, BAR_CLERK).when(ABOUT_STAFF).accepted()


def test_nobody_unknown_is_circulated() -> None:
    nobody = CIRCULATE.but(subject="person/nobody")
    given(*BARRED).when(nobody).refused("LEDGER-REFS", "XN6A-9b")
    no_person = CIRCULATE.but(subject=COMMITTEE)
    given(*BARRED).when(no_person).refused("LEDGER-REFS", "XN6A-9b")


def test_an_inspection_ends_in_a_circular_as_appropriate() -> None:
    """XN6B-9: 视情况印发工作检查通报."""
    world = given(*INSPECTED, FIND).when(WORK_REPORT).accepted()
    assert world.get(INSPECTION).findings["F1"].measures == ("CIRCULATE",)
    given(*INSPECTED, FIND, WORK_REPORT).when(CLOSE).accepted()


def test_who_did_not_inspect_reports_on_no_inspection() -> None:
    county = WORK_REPORT.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*INSPECTED, FIND).when(county).refused("XN6B-9")


def test_a_circular_without_its_inspection_rests_on_nothing() -> None:
    loose = WORK_REPORT.but(inspection="", finding="")
    given(*INSPECTED, FIND).when(loose).refused("XN6B-9")


def test_a_finding_that_is_named_is_about_the_subject() -> None:
    other = WORK_REPORT.but(subject=a.SCHOOL)
    given(*INSPECTED, FIND).when(other).refused("LEDGER-REFS")
    unknown = WORK_REPORT.but(finding="F9")
    given(*INSPECTED, FIND).when(unknown).refused("LEDGER-REFS")


def test_a_circular_after_the_end_changes_the_inspection_no_more() -> None:
    reasoned = CLOSE.but(unmeasured=[{"finding": "F1", "reason": "已纠正。"}])
    history = (*INSPECTED, FIND, reasoned)
    later = WORK_REPORT.recorded("2024-10-10T09:00")
    world = given(*history).when(later).accepted()
    assert world.get(INSPECTION).findings["F1"].measures == ()


def test_yuncheng_circulates_after_a_rectification_failed() -> None:
    """YC12-4.3d: first rectify, then circulate."""
    given(*FAILED_IN_YUNCHENG).when(CRITICISE).accepted()
    given(*FAILED_IN_YUNCHENG[:-1]).when(CRITICISE).refused("YC12-4.3d")


def test_yuncheng_circulates_employers_and_departments() -> None:
    unit = CRITICISE.but(subject_kind="ESTABLISHING_UNIT")
    given(*FAILED_IN_YUNCHENG).when(unit).refused("YC12-4.3d")


def test_liuzhou_circulates_a_committee_in_the_whole_region() -> None:
    """LZ-8.2b: 限期予以纠正，并在全区范围内进行通报."""
    regional = register_region()
    finding = find("F3", "COMMITTEE", COMMITTEE, rule="LZ-8.2b")
    history = (*inspected_in(LIUZHOU), regional, finding)
    told = CIRCULATE.but(
        scope="WHOLE_REGION",
        subject_kind="COMMITTEE",
        subject=COMMITTEE,
        rule="LZ-8.2b",
        inspection=INSPECTION,
        finding="F3",
    ).recorded("2024-09-20T09:00")
    by_the_region = told.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*history).when(by_the_region).refused("LZ-8.2b")
    given(*history, ORDER_COMMITTEE).when(by_the_region).accepted()
    given(*history, ORDER_COMMITTEE).when(told.signed(*AUTHORITY)).refused("LZ-8.2b")
    narrower = by_the_region.but(scope="WHOLE_CITY")
    given(*history, ORDER_COMMITTEE).when(narrower).refused("LZ-8.2b")


def register_region() -> Deed:
    """Let the other city's authority be the province's."""
    return deed(
        organisation.Amended,
        a.OTHER_CITY,
        [a.REGISTRAR, a.SUPERVISOR],
        "2024-08-01T09:00",
        name="自治区职改办（示例）",
        org_kind="AUTHORITY",
        level="PROVINCE",
        territory="420000",
    )


@pytest.mark.parametrize("rule", ["LZ-4.1.1c", "XN12-5.2b", "YC12-4.3d", "nothing"])
def test_a_circular_rests_on_a_rule_that_provides_for_one(rule: str) -> None:
    given(*BARRED).when(CIRCULATE.but(rule=rule)).refused("LEDGER-REFS")


def test_an_authority_circulates_in_its_territory() -> None:
    """XN6B-2b."""
    there = WORK_REPORT.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    given(*INSPECTED, FIND).when(there).refused("XN6B-2b", "XN6B-9")


def test_no_body_circulates_itself() -> None:
    reviewer = holds("unit-officer", "DEPARTMENT_REVIEWER", a.UNIT)
    itself = WORK_REPORT.but(
        subject_kind="ESTABLISHING_UNIT", subject=a.UNIT, finding=""
    ).signed(reviewer, a.UNIT_SEAL)
    given(*INSPECTED, FIND).when(itself).refused("LEDGER-COMPETENCE", "XN6B-9")


def test_a_circular_counts_in_its_year() -> None:
    """LZ-4.1.1f: 纳入当年工作情况评估."""
    given(*BARRED).when(CIRCULATE.but(year=2025)).refused("LEDGER-TIME")
    given(*BARRED).when(CIRCULATE.but(year=2023)).accepted()
    here = (*BARRED, publish(LIUZHOU))
    later = CIRCULATE.but(year=2025, rule="LZ-8.2b").under(LIUZHOU)
    verdict = given(*here).when(later)
    assert "LZ-4.1.1f" in {one.rule for one in verdict.refusals}


def test_a_circular_is_issued_once() -> None:
    given(*BARRED, CIRCULATE).when(CIRCULATE).refused("LEDGER-STATE")
