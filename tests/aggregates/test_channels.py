"""三（一）: who reviews, publicises and recommends for whom."""

from aggregates.application import events as application
from aggregates.draft import Signatory
from tests.support import actors as a
from tests.support.builders import ANNOUNCED, JIA, SUBMITTED, Papers
from tests.support.given import Deed, deed, given, instead, until

JOINTLY = (a.DISPATCH_OFFICER, a.USING_UNIT)
KEEPER = a.holds("factory-head", "CUSTODIAN", a.FACTORY)
DISPATCHED = Papers(
    "jia",
    applicant_kind="DISPATCHED",
    agency=a.DISPATCH,
    body=JOINTLY,
    heads=JOINTLY,
    sealing=(*JOINTLY, a.DISPATCH_SEAL, a.SEAL, KEEPER),
    to=a.DISPATCH,
    superior=a.COUNTY,
)
FREELANCER = Papers(
    "jia",
    applicant_kind="FREELANCER",
    employer=a.HR_AGENCY,
    agency=a.HR_AGENCY,
    body=[a.AGENCY_OFFICER],
    heads=[a.AGENCY_OFFICER],
    sealing=[a.AGENCY_OFFICER, a.AGENCY_SEAL],
    to=a.HR_AGENCY,
    superior=a.COUNTY,
)
PRIVATE = Papers(
    "jia",
    employer=a.SOFTWARE,
    body=[a.SOFTWARE_REVIEWER],
    heads=[a.SOFTWARE_HEAD],
    sealing=[a.SOFTWARE_HEAD, a.SOFTWARE_SEAL],
    to=a.SOFTWARE,
    superior=a.COUNTY,
)
EXCEPT = deed(
    application.ExceptionGranted,
    JIA.id,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-09T10:00",
    exception="ANOTHER_RECOMMENDER",
    rule="XN12-3.1.2b",
    basis="咸职改办〔2024〕15号（示例）",
    reason="企业停产",
)


def submitted(papers: Papers, attesting: Signatory) -> tuple[Deed, ...]:
    facts = tuple(fact.signed(attesting) for fact in papers.facts.values())
    begun = (*ANNOUNCED, papers.draft, *papers.materials, *facts)
    return (*begun, papers.commit, papers.submit)


OF_THE_FACTORY = submitted(DISPATCHED, a.REVIEWER)
OF_THE_AGENCY = submitted(FREELANCER, a.AGENCY_OFFICER)
OF_SOFTWARE = submitted(PRIVATE, a.SOFTWARE_REVIEWER)


# --- employed


def test_the_employer_itself_acts() -> None:
    given(*SUBMITTED).when(JIA.review).accepted()
    given(*SUBMITTED).when(JIA.review.signed(a.SCHOOL_REVIEWER)).refused("XN12-3.1.1a")


def test_the_enterprise_of_the_labour_relation_acts() -> None:
    given(*OF_SOFTWARE).when(PRIVATE.review).accepted()
    other = PRIVATE.review.signed(a.REVIEWER)
    given(*OF_SOFTWARE).when(other).refused("XN12-3.1.2b")


def test_an_agency_does_not_review_employed_staff() -> None:
    agency = PRIVATE.review.signed(a.AGENCY_OFFICER)
    with_agency = instead(
        OF_SOFTWARE, PRIVATE.draft, PRIVATE.draft.but(agency=a.HR_AGENCY)
    )
    given(*with_agency).when(agency).refused("XN12-3.1.2b")


def test_another_recommender_may_be_allowed() -> None:
    """原则上: the exception is granted first, by the authority."""
    draft = PRIVATE.draft.but(agency=a.HR_AGENCY)
    before = until(OF_SOFTWARE, PRIVATE.commit)
    granted = (*instead(before, PRIVATE.draft, draft), EXCEPT)
    given(*granted).when(PRIVATE.submit).refused("XN12-5.1d")
    submit = PRIVATE.submit.but(to=a.HR_AGENCY)
    given(*granted).when(submit).accepted()
    review = PRIVATE.review.signed(a.AGENCY_OFFICER)
    given(*granted, submit).when(review).accepted()
    given(*granted, submit).when(PRIVATE.review).refused("XN12-3.1.2b")
    stranger = PRIVATE.review.signed(a.SCHOOL_REVIEWER)
    given(*granted, submit).when(stranger).refused("XN12-3.1.2b")


def test_an_exception_for_another_recommender_names_its_rule() -> None:
    before = until(OF_SOFTWARE, PRIVATE.commit)
    given(*before).when(EXCEPT).accepted()
    given(*before).when(EXCEPT.but(rule="XN12-5.2b")).refused("XN12-3.1.2b")


def test_an_exception_of_another_kind_is_one_from_a_soft_rule() -> None:
    before = until(OF_SOFTWARE, PRIVATE.commit)
    other = EXCEPT.but(exception="OTHER", rule="XN12-6.5d")
    given(*before).when(other).accepted()
    given(*before).when(other.but(rule="XN12-5.2b")).refused("LEDGER-REFS")


def test_private_staff_declare_where_their_labour_relation_is() -> None:
    elsewhere = PRIVATE.fact("EMPLOYMENT", territory="421000").signed(
        a.SOFTWARE_REVIEWER
    )
    before = (*until(OF_SOFTWARE, PRIVATE.commit), elsewhere)
    given(*before).when(PRIVATE.submit).refused("XN12-3.1.2a")
    outside = EXCEPT.but(exception="OUTSIDE_LABOUR_PLACE", rule="XN12-3.1.2a")
    given(*before, outside).when(PRIVATE.submit).accepted()


def test_an_exception_from_the_place_names_its_rule() -> None:
    before = until(OF_SOFTWARE, PRIVATE.commit)
    wrong = EXCEPT.but(exception="OUTSIDE_LABOUR_PLACE", rule="XN12-3.1.2b")
    given(*before).when(wrong).refused("XN12-3.1.2a")


# --- dispatched


def test_agency_and_using_unit_act_together() -> None:
    given(*OF_THE_FACTORY).when(DISPATCHED.review).accepted()
    alone = DISPATCHED.review.signed(a.DISPATCH_OFFICER)
    given(*OF_THE_FACTORY).when(alone).refused("XN12-3.1.2c")
    employer = DISPATCHED.review.signed(a.REVIEWER)
    given(*OF_THE_FACTORY).when(employer).refused("XN12-3.1.2c")


def test_the_using_unit_is_that_of_the_matter() -> None:
    stranger = a.holds("software-personnel", "USING_UNIT_OFFICER", a.SOFTWARE)
    mixed = DISPATCHED.review.signed(a.DISPATCH_OFFICER, stranger)
    given(*OF_THE_FACTORY).when(mixed).refused("XN12-3.1.2c")


def test_both_bodies_seal_the_recommendation() -> None:
    history = (
        *OF_THE_FACTORY,
        DISPATCHED.review,
        DISPATCHED.deliberate,
        DISPATCHED.open,
        DISPATCHED.close,
    )
    given(*history).when(DISPATCHED.recommend).accepted()
    custodian = a.holds("dispatch-officer-2", "CUSTODIAN", a.DISPATCH)
    one_seal = DISPATCHED.recommend.signed(*JOINTLY, a.DISPATCH_SEAL, custodian)
    given(*history).when(one_seal).refused("LEDGER-SIGNERS", "XN12-3.1.2c")


def test_whoever_dispatches_is_a_registered_agency() -> None:
    draft = DISPATCHED.draft.but(agency=a.SCHOOL)
    officer = a.holds("school-officer", "AGENCY_OFFICER", a.SCHOOL)
    history = instead(
        instead(OF_THE_FACTORY, DISPATCHED.draft, draft),
        DISPATCHED.submit,
        DISPATCHED.submit.but(to=a.SCHOOL),
    )
    review = DISPATCHED.review.signed(officer, a.USING_UNIT)
    given(*history).when(review).refused("XN12-3.1.2c", "LEDGER-COMPETENCE")


# --- freelancers


def test_a_freelancer_may_be_excepted_from_the_agency() -> None:
    """A16: 可以由 (XN6A-5c) leaves room that 由 (XN12-3.1.3) does not."""
    through_the_county = Papers(
        "jia",
        applicant_kind="FREELANCER",
        employer=a.HR_AGENCY,
        agency=a.COUNTY,
        body=[a.COUNTY_OFFICER],
        to=a.COUNTY,
    )
    submitted_there = submitted(through_the_county, a.OFFICE_STAFF)
    review = through_the_county.review
    given(*submitted_there).when(review).refused("XN12-3.1.3")
    allowed = EXCEPT.but(rule="XN6A-5c")
    given(*submitted_there, allowed).when(review).accepted()
    elsewhere = review.signed(a.OTHER_COUNTY_OFFICER)
    given(*submitted_there, allowed).when(elsewhere).refused("XN12-3.1.3")


def test_an_agency_acts_for_freelancers() -> None:
    given(*OF_THE_AGENCY).when(FREELANCER.review).accepted()
    employer = FREELANCER.review.signed(a.REVIEWER)
    given(*OF_THE_AGENCY).when(employer).refused("XN12-3.1.3")


def test_a_dispatch_company_is_no_hr_agency() -> None:
    draft = FREELANCER.draft.but(agency=a.DISPATCH)
    history = instead(
        instead(OF_THE_AGENCY, FREELANCER.draft, draft),
        FREELANCER.submit,
        FREELANCER.submit.but(to=a.DISPATCH),
    )
    dispatched = tuple(
        one.signed(a.DISPATCH_OFFICER) if one.by == (a.AGENCY_OFFICER,) else one
        for one in history
    )
    review = FREELANCER.review.signed(a.DISPATCH_OFFICER)
    given(*dispatched).when(review).refused("XN12-3.1.3")


def test_a_freelancer_works_in_the_city() -> None:
    before = until(OF_THE_AGENCY, FREELANCER.commit)
    given(*before).when(FREELANCER.submit).accepted()
    elsewhere = FREELANCER.fact("EMPLOYMENT", territory="421000").signed(
        a.AGENCY_OFFICER
    )
    given(*before, elsewhere).when(FREELANCER.submit).refused("XN12-1.0b")


def test_a_freelancer_s_place_of_work_is_attested() -> None:
    facts = (
        fact.signed(a.AGENCY_OFFICER)
        for kind, fact in FREELANCER.facts.items()
        if kind != "EMPLOYMENT"
    )
    begun = (*ANNOUNCED, FREELANCER.draft, *FREELANCER.materials, *facts)
    before = (*begun, FREELANCER.commit)
    given(*before).when(FREELANCER.submit).refused("XN12-1.0b")


def test_a_freelancer_names_an_agency() -> None:
    draft = FREELANCER.draft.but(agency="")
    facts = (fact.signed(a.OFFICE_STAFF) for fact in FREELANCER.facts.values())
    before = (*ANNOUNCED, draft, *FREELANCER.materials, *facts, FREELANCER.commit)
    given(*before).when(FREELANCER.submit).refused("XN12-5.1d")
