"""A public institution and its post quota form, as histories."""

from typing import Any

from aggregates.organisation import events as organisation
from aggregates.quota import events as quota
from tests.support import actors as a
from tests.support.builders import ANNOUNCED, JIA, Papers, enrol, public
from tests.support.given import Deed, deed

FORM = "quota/school-2024"
PERSONNEL = a.holds("county-officer", "PERSONNEL_AUTHORITY", a.COUNTY)
OTHER_PERSONNEL = a.holds("other-county-officer", "PERSONNEL_AUTHORITY", a.OTHER_COUNTY)
DEPARTMENT = (a.DEPARTMENT_REVIEWER, a.DEPARTMENT_SEAL)
SCHOOL = (a.SCHOOL_HEAD, a.SCHOOL_SEAL)

UNDER_A_DEPARTMENT = deed(
    organisation.Amended,
    a.SCHOOL,
    [a.REGISTRAR, a.SUPERVISOR],
    "2024-05-05T09:00",
    name="school（示例）",
    org_kind="PUBLIC_INSTITUTION",
    level="NONE",
    territory="421299",
    superior=a.DEPARTMENT,
)


def teacher(name: str, **more: Any) -> Papers:
    """Return the papers of somebody who declares through the school."""
    return Papers(
        name,
        employer=a.SCHOOL,
        body=(a.SCHOOL_REVIEWER,),
        heads=(a.SCHOOL_HEAD,),
        sealing=SCHOOL,
        to=a.SCHOOL,
        superior=a.DEPARTMENT,
        **more,
    )


def declared(papers: Papers) -> tuple[Deed, ...]:
    """Return the deeds of a declaration whose facts the school attested."""
    here = papers.fact("EMPLOYMENT", organisation=a.SCHOOL)
    attested = {**papers.facts, "EMPLOYMENT": here}.values()
    facts = (fact.signed(a.SCHOOL_REVIEWER) for fact in attested)
    return (papers.draft, *papers.materials, *facts, papers.commit, papers.submit)


def publicised(papers: Papers) -> tuple[Deed, ...]:
    """Return the deeds from the draft to the end of the school's publicity."""
    return (*declared(papers), *papers.recommending[:-1])


def columns(intermediate: int = 0, senior: int = 0) -> dict[str, int]:
    """Return a row of the form."""
    return {
        "total": intermediate + senior,
        "intermediate": intermediate,
        "associate_senior": senior,
        "full_senior": 0,
    }


def line(papers: Papers, **changes: Any) -> dict[str, Any]:
    """Return a name on the form."""
    usual = {
        "application": papers.id,
        "level": "INTERMEDIATE",
        "manner": "ON_VACANCY",
    }
    return {**usual, **changes}


JIA_OF_SCHOOL = teacher("jia")
YI_OF_SCHOOL = teacher("yi")
IN_SCHOOL = (*ANNOUNCED, UNDER_A_DEPARTMENT, *declared(JIA_OF_SCHOOL))
FILL = deed(
    quota.FormFilled,
    FORM,
    SCHOOL,
    "2024-05-20T09:00",
    employer=a.SCHOOL,
    year=2024,
    filled_on="2024-05-20",
    posts_set=columns(5, 3),
    posts_filled=columns(3, 3),
    awaiting_appointment=columns(1, 0),
    posts_vacant=columns(2, 0),
    declared_on_vacancy=columns(1, 0),
    declared_off_quota=columns(0, 0),
    declared=[line(JIA_OF_SCHOOL)],
)
AMEND = deed(
    quota.Amended,
    FORM,
    SCHOOL,
    "2024-05-28T09:00",
    **{**FILL.fields, "filled_on": "2024-05-28", "reason": "增加申报人员"},
)
AGREE = deed(
    quota.DepartmentOpinionGiven,
    FORM,
    DEPARTMENT,
    "2024-05-21T09:00",
    agrees=True,
    opinion="情况属实，同意申报。",
    given_on="2024-05-21",
)
APPROVE = deed(
    quota.PersonnelOpinionGiven,
    FORM,
    [PERSONNEL, a.COUNTY_SEAL],
    "2024-05-22T09:00",
    agrees=True,
    opinion="空岗数核实无误，同意。",
    given_on="2024-05-22",
)
EXCEPT = deed(
    quota.ExceptionGranted,
    FORM,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-19T09:00",
    employer=a.SCHOOL,
    year=2024,
    level="INTERMEDIATE",
    places=1,
    basis="咸人社〔2024〕20号（示例）第二条",
    reason="引进急需人才。",
)
REQUEST_PLAN = deed(
    quota.PlanRequested,
    "quota/plan",
    [a.CITY_OFFICER],
    "2024-06-26T09:00",
    of=a.COUNTY,
    year=2024,
)
DELIVER_PLAN = deed(
    quota.PlanDelivered,
    "quota/plan",
    [a.COUNTY_OFFICER, a.COUNTY_SEAL],
    "2024-08-20T16:00",
    paper_on="2024-08-20",
    pdf=public("plan.pdf"),
    excel=public("plan.xlsx"),
)
ENROL_YI = enrol("person/yi")
FILLED = (*IN_SCHOOL, FILL)
AGREED = (*FILLED, AGREE)
APPROVED = (*AGREED, APPROVE)
READY = (*APPROVED, *JIA_OF_SCHOOL.recommending[:-1])
"""Jia's publicity at the school is over, and the form has both opinions."""
assert JIA.id == JIA_OF_SCHOOL.id
