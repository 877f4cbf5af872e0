"""Through which unit one declares: 运城 三（一）, 柳州 一, 二（一）, 二（二）."""

from typing import Any

import pytest

from aggregates.application import audits, recommending
from aggregates.draft import Signatory
from tests.support import actors as a
from tests.support.builders import (
    ANNOUNCED,
    AT_THE_COUNTY,
    DECLARING,
    JIA,
    RECOMMENDED,
    REGISTER_FACTORY,
    SUBMITTED,
    Papers,
    register,
)
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import Deed, deed, given, instead

SHOP = "organisation/shop"
SERVICE = "organisation/employment-service"
FLEXIBLE = Papers(
    "jia",
    applicant_kind="FLEXIBLE_WORKER",
    employer="",
    agency=a.COUNTY,
    body=[a.COUNTY_OFFICER],
    heads=[a.COUNTY_OFFICER],
    sealing=[a.COUNTY_OFFICER, a.COUNTY_SEAL],
    to=a.COUNTY,
    superior=a.CITY,
)
FREELANCER = Papers(
    "jia",
    applicant_kind="FREELANCER",
    employer="",
    agency=a.HR_AGENCY,
    body=[a.AGENCY_OFFICER],
    heads=[a.AGENCY_OFFICER],
    sealing=[a.AGENCY_OFFICER, a.AGENCY_SEAL],
    to=a.HR_AGENCY,
    superior=a.COUNTY,
)
PRIVATE = Papers("jia", employer=a.SOFTWARE, to=a.SOFTWARE, superior=a.COUNTY)
DISPATCHED = Papers(
    "jia",
    applicant_kind="DISPATCHED",
    agency=a.DISPATCH,
    body=[a.DISPATCH_OFFICER, a.USING_UNIT],
    to=a.DISPATCH,
    superior=a.COUNTY,
)


def declaring(
    papers: Papers, by: Signatory = a.OFFICE_STAFF, **employment: Any
) -> tuple[Deed, ...]:
    facts = [one.signed(by) for k, one in papers.facts.items() if k != "EMPLOYMENT"]
    employed = papers.fact("EMPLOYMENT", **employment).signed(by)
    begun = (*ANNOUNCED, papers.draft, *papers.materials)
    return (*begun, *facts, employed, papers.commit)


# --- Yuncheng: on post in the unit


def test_whoever_declares_is_on_post_in_the_unit() -> None:
    given(*yuncheng(DECLARING)).when(JIA.submit).accepted()
    elsewhere = yuncheng(declaring(JIA, organisation=a.SOFTWARE))
    given(*elsewhere).when(JIA.submit).refused("YC12-3.1a")
    on_leave = yuncheng(declaring(JIA, on_post=False))
    given(*on_leave).when(JIA.submit).refused("YC12-3.1a")
    unknown = yuncheng(declaring(JIA, on_post=None))
    given(*unknown).when(JIA.submit).refused("YC12-3.1a")


def test_employment_is_attested_by_somebody_else() -> None:
    employed = JIA.facts["EMPLOYMENT"]
    given(*yuncheng(instead(DECLARING, employed))).when(JIA.submit).refused("YC12-3.1a")


def test_dispatched_staff_are_employed_by_the_agency() -> None:
    ours = yuncheng(declaring(DISPATCHED, organisation=a.DISPATCH))
    given(*ours).when(DISPATCHED.submit).accepted()
    theirs = yuncheng(declaring(DISPATCHED, organisation=a.FACTORY))
    given(*theirs).when(DISPATCHED.submit).refused("YC12-3.1a")


@pytest.mark.parametrize("kind", ["FLEXIBLE_WORKER", "SELF_EMPLOYED", "FREELANCER"])
def test_who_has_an_employer_declares_through_it(kind: str) -> None:
    """Attack: declared as a freelancer, nobody asks for appraisals."""
    papers = Papers(
        "jia", applicant_kind=kind, employer="", agency=a.COUNTY, to=a.COUNTY
    )
    alone = yuncheng(declaring(papers, organisation="", on_post=None))
    given(*alone).when(papers.submit).accepted()
    employed = yuncheng(declaring(papers, organisation=a.SCHOOL))
    given(*employed).when(papers.submit).refused("YC12-3.1a")


def test_the_own_business_is_no_employer() -> None:
    papers = Papers(
        "jia", applicant_kind="SELF_EMPLOYED", employer="", agency=a.COUNTY, to=a.COUNTY
    )
    business = register(SHOP, "INDIVIDUAL_BUSINESS", "NONE", "421299", a.COUNTY)
    own = declaring(papers, organisation=SHOP)
    begun = len(ANNOUNCED)
    history = yuncheng((*own[:begun], business, *own[begun:]))
    given(*history).when(papers.submit).accepted()


# --- Yuncheng: level by level


def test_a_declaration_begins_at_the_own_unit() -> None:
    given(*yuncheng(DECLARING)).when(JIA.submit.but(to=a.SCHOOL)).refused("YC12-3.1c")
    given(*yuncheng(DECLARING)).when(JIA.submit.but(to=a.CITY)).refused("YC12-3.1c")


def test_no_committee_s_office_stands_in_for_an_employer() -> None:
    """Only the bodies of the clause hand a declaration in."""
    office = register(a.FACTORY, "COMMITTEE_OFFICE", "NONE", "421299", a.DEPARTMENT)
    history = yuncheng(instead(DECLARING, REGISTER_FACTORY, office))
    given(*history).when(JIA.submit).refused("YC12-3.1c")


def test_it_goes_up_level_by_level() -> None:
    history = yuncheng(RECOMMENDED)
    given(*history).when(JIA.to_department).accepted()
    given(*history).when(JIA.to_department.but(to=a.CITY)).refused("YC12-3.1c")
    stranger = a.holds("software-head", "EMPLOYER_HEAD", a.SOFTWARE)
    given(*history).when(JIA.to_department.signed(stranger)).refused("YC12-3.1c")


def test_a_hop_audits_what_it_has() -> None:
    history = yuncheng(AT_THE_COUNTY)
    given(*history).when(JIA.pass_county).accepted()
    other = JIA.pass_county.signed(a.OTHER_COUNTY_OFFICER)
    given(*history).when(other).refused("YC12-3.1c")


def test_a_public_employment_service_is_a_hop_like_a_department() -> None:
    """主管部门或公共就业和人才服务机构."""
    officer = a.holds("service-officer", "DEPARTMENT_REVIEWER", SERVICE)
    there = register(SERVICE, "PUBLIC_EMPLOYMENT_SERVICE", "COUNTY", "421299", a.COUNTY)
    factory = register(a.FACTORY, "STATE_ENTERPRISE", "NONE", "421299", SERVICE)
    history = yuncheng(instead(RECOMMENDED, REGISTER_FACTORY, there, factory))
    arrived = (*history, JIA.to_department.but(to=SERVICE))
    audit = JIA.pass_department.signed(officer)
    given(*arrived).when(audit).accepted()


def test_the_unit_reviews_its_own() -> None:
    given(*yuncheng(SUBMITTED)).when(JIA.review).accepted()
    other = JIA.review.signed(a.SCHOOL_REVIEWER)
    given(*yuncheng(SUBMITTED)).when(other).refused("YC12-3.1c")


# --- Yuncheng: nobody is left without a body


BEFORE = yuncheng(declaring(FLEXIBLE, organisation="", on_post=None))


def test_the_authority_of_the_place_stands_in_for_an_employer() -> None:
    given(*BEFORE).when(FLEXIBLE.submit).accepted()
    given(*BEFORE).when(FLEXIBLE.submit.but(to=a.CITY)).refused("YC12-3.1d")
    elsewhere = yuncheng(
        declaring(FLEXIBLE, organisation="", on_post=None, territory="421288")
    )
    given(*elsewhere).when(FLEXIBLE.submit).refused("YC12-3.1d")


def test_the_authority_reviews_publicises_and_recommends() -> None:
    history = (*BEFORE, FLEXIBLE.submit, *FLEXIBLE.recommending)
    to_city = FLEXIBLE.to_department
    assert to_city.fields["to"] == a.CITY
    given(*history).when(to_city).accepted()
    submitted = (*BEFORE, FLEXIBLE.submit)
    other = FLEXIBLE.review.signed(a.OTHER_COUNTY_OFFICER)
    given(*submitted).when(other).refused("YC12-3.1c")


def test_an_applicant_with_an_employer_names_it() -> None:
    history = yuncheng(ANNOUNCED)
    given(*history).when(FLEXIBLE.draft).accepted()
    given(*history).when(JIA.draft.but(employer="")).refused("LEDGER-REFS")


@pytest.mark.parametrize("code", ["NO-EMPLOYER", "PHOTO"])
def test_nobody_is_returned_for_want_of_an_employer(code: str) -> None:
    back = deed(
        audits.Returned,
        FLEXIBLE.id,
        [a.COUNTY_OFFICER],
        "2024-05-13T09:00",
        kind="CONDITIONS",
        reasons=[{"code": code, "item": "", "text": "没有用人单位"}],
        to=a.JIA,
    )
    verdict = given(*BEFORE, FLEXIBLE.submit).when(back)
    if code == "NO-EMPLOYER":
        verdict.refused("YC12-3.1d")
    else:
        verdict.accepted()


# --- Liuzhou: who is in the scope


def test_professional_work_in_a_unit_of_the_city() -> None:
    given(*liuzhou(DECLARING)).when(JIA.submit).accepted()
    nature = JIA.facts["IDENTITY_NATURE"]
    clerk = JIA.fact("IDENTITY_NATURE", post_category="MANAGEMENT")
    history = instead(DECLARING, nature, clerk)
    given(*liuzhou(history)).when(JIA.submit).refused("LZ-1.0a")
    unknown = instead(DECLARING, nature)
    verdict = given(*liuzhou(unknown)).when(JIA.submit)
    assert "LZ-1.0a" in {one.rule for one in verdict.refusals}


def test_a_unit_elsewhere_is_outside_the_scope() -> None:
    elsewhere = REGISTER_FACTORY.but(territory="421000")
    history = instead(DECLARING, REGISTER_FACTORY, elsewhere)
    given(*liuzhou(history)).when(JIA.submit).refused("LZ-1.0a")


def test_a_freelancer_works_in_the_city() -> None:
    before = liuzhou(declaring(FREELANCER, organisation="", on_post=None))
    given(*before).when(FREELANCER.submit).accepted()
    outside = liuzhou(declaring(FREELANCER, organisation="", territory="421000"))
    given(*outside).when(FREELANCER.submit).refused("LZ-1.0a")


# --- Liuzhou: the unit of the labour relation


def test_one_declares_through_the_unit_of_the_labour_relation() -> None:
    given(*liuzhou(DECLARING)).when(JIA.submit).accepted()
    elsewhere = liuzhou(declaring(JIA, organisation=a.SOFTWARE))
    given(*elsewhere).when(JIA.submit).refused("LZ-2.1a")
    given(*liuzhou(DECLARING)).when(JIA.submit.but(to=a.SCHOOL)).refused("LZ-2.1a")


def test_the_agency_is_the_unit_of_dispatched_staff() -> None:
    ours = liuzhou(declaring(DISPATCHED, organisation=a.DISPATCH))
    given(*ours).when(DISPATCHED.submit).accepted()
    given(*ours).when(DISPATCHED.submit.but(to=a.FACTORY)).refused("LZ-2.1a")


@pytest.mark.parametrize(
    ("particulars", "rule"),
    [
        ({"legal_person": False}, "LZ-2.1b"),
        ({"legal_person": False, "branch_law": "商业银行法（示例）"}, ""),
    ],
)
def test_a_branch_without_personality_is_no_declaring_unit(
    particulars: dict[str, Any], rule: str
) -> None:
    branch = REGISTER_FACTORY.but(**particulars)
    history = instead(DECLARING, REGISTER_FACTORY, branch)
    verdict = given(*liuzhou(history)).when(JIA.submit)
    if rule:
        verdict.refused(rule)
    else:
        verdict.accepted()
    given(*history).when(JIA.submit).accepted()


def test_who_has_a_unit_is_no_freelancer() -> None:
    alone = declaring(FREELANCER, organisation="", on_post=None)
    given(*liuzhou(alone)).when(FREELANCER.submit).accepted()
    employed = declaring(FREELANCER, organisation=a.SCHOOL)
    given(*liuzhou(employed)).when(FREELANCER.submit).refused("LZ-2.1a")
    given(*employed).when(FREELANCER.submit).refused("XN12-3.1.1a")


# --- Liuzhou: private staff and freelancers


def test_private_staff_go_through_their_enterprise_or_an_agency() -> None:
    before = liuzhou(declaring(PRIVATE, organisation=a.SOFTWARE))
    given(*before).when(PRIVATE.submit).accepted()
    given(*before).when(PRIVATE.submit.but(to=a.HR_AGENCY)).refused("LZ-2.2")
    draft = PRIVATE.draft.but(agency=a.HR_AGENCY)
    entrusted = instead(before, PRIVATE.draft, draft)
    through_it = PRIVATE.submit.but(to=a.HR_AGENCY)
    given(*entrusted).when(through_it).accepted()
    dispatch = instead(before, PRIVATE.draft, PRIVATE.draft.but(agency=a.DISPATCH))
    given(*dispatch).when(PRIVATE.submit.but(to=a.DISPATCH)).refused("LZ-2.2")


def test_an_agency_acts_for_freelancers() -> None:
    before = liuzhou(declaring(FREELANCER, organisation="", on_post=None))
    given(*before).when(FREELANCER.submit).accepted()
    given(*before).when(FREELANCER.submit.but(to=a.FACTORY)).refused("LZ-2.2")
    draft = FREELANCER.draft.but(agency=a.COUNTY)
    fallback = instead(before, FREELANCER.draft, draft)
    given(*fallback).when(FREELANCER.submit.but(to=a.COUNTY)).refused("LZ-2.2")


def test_the_unit_that_it_was_pushed_to_reviews() -> None:
    history = liuzhou(SUBMITTED)
    failed = deed(
        recommending.RecommendationRefused,
        JIA.id,
        [a.HEAD],
        "2024-05-16T09:00",
        reasons=[{"code": "POSTS-FULL", "item": "", "text": "岗位已满"}],
    )
    given(*history).when(failed).accepted()
    given(*history).when(failed.signed(a.SCHOOL_HEAD)).refused("LZ-2.1a")
