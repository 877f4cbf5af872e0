from datetime import date

import pytest

from tests.support import actors as a
from tests.support.builders import COMMITTEE, JIA, paper
from tests.support.builders_supervision import (
    CITY_INSPECTOR,
    FIND,
    INSPECTABLE,
    INSPECTED,
    INSPECTION,
    INSPECTORS,
    NOTICE,
    NOTIFIED,
    PLANNED,
    PROVIDE,
    REFUSE,
    REQUEST,
    STEP,
    STRANGE_INSPECTOR,
)
from tests.support.cities import LIUZHOU, publish
from tests.support.given import Deed, given

REQUESTED = (*NOTIFIED, REQUEST)


def test_a_notice_starts_the_limit_for_documents() -> None:
    world = given(*PLANNED).when(NOTICE).accepted()
    (limit,) = world.acts[-1].body.deadlines
    assert (limit.rule, limit.due) == ("XN6B-7b", date(2024, 9, 10))
    assert limit.met_by == "inspection.evidence-provided"
    assert world.get(INSPECTION).stage == "NOTIFIED"


def test_where_no_document_states_the_limit_the_house_does() -> None:
    history = (*INSPECTABLE, publish(LIUZHOU))
    plan = PLANNED[-1].under(LIUZHOU)
    world = given(*history, plan).when(NOTICE).accepted()
    assert world.acts[-1].body.deadlines[0].rule == "LZ-8.2b"


@pytest.mark.parametrize("act", [NOTICE, REQUEST])
def test_nothing_is_asked_before_the_plan(act: Deed) -> None:
    given(*INSPECTABLE).when(act).refused("LEDGER-STATE")


@pytest.mark.parametrize("act", [NOTICE, REQUEST, REFUSE, STEP])
def test_only_who_stands_in_the_plan_is_inspected(act: Deed) -> None:
    """An inspector with a plan for one employer could look into any other."""
    other = act.but(target=a.SOFTWARE)
    verdict = given(*REQUESTED).when(other)
    assert "LEDGER-REFS" in {one.rule for one in verdict.refusals}


def test_an_unplanned_notice_is_refused_for_that_alone() -> None:
    given(*PLANNED).when(NOTICE.but(target=a.SOFTWARE)).refused("LEDGER-REFS")


def test_inspectors_come_from_the_organisers() -> None:
    strange = STEP.signed(INSPECTORS[0], STRANGE_INSPECTOR)
    given(*NOTIFIED).when(strange).refused("LEDGER-COMPETENCE")


def test_one_inspector_is_too_few() -> None:
    given(*NOTIFIED).when(STEP.signed(INSPECTORS[0])).refused("LEDGER-SIGNERS")
    given(*NOTIFIED).when(STEP.signed(CITY_INSPECTOR, INSPECTORS[0])).accepted()


def test_a_finding_needs_two_inspectors_too() -> None:
    given(*INSPECTED).when(FIND.signed(INSPECTORS[0])).refused("LEDGER-SIGNERS")


def test_an_inspector_finds_nothing_on_himself() -> None:
    """Who is to be named could otherwise choose the words."""
    own = FIND.but(persons=["person/inspector-1"])
    given(*INSPECTED).when(own).refused("LEDGER-COMPETENCE")


def test_a_request_has_a_number_of_its_own() -> None:
    again = REQUEST.but(request="咸职改检〔2024〕1号（示例）")
    given(*NOTIFIED).when(again).refused("LEDGER-STATE")


def test_a_request_leaves_time_to_provide() -> None:
    """XN6B-7b: what is asked for, and until when."""
    given(*NOTIFIED).when(REQUEST.but(until="2024-09-04")).refused("XN6B-7b")
    given(*NOTIFIED).when(REQUEST.but(materials=[])).refused("XN6B-7b")
    given(*NOTIFIED).when(REQUEST).accepted()


def test_a_notice_is_recorded_when_it_was_served() -> None:
    given(*PLANNED).when(NOTICE.but(served_on="2024-09-04")).refused("LEDGER-TIME")


def test_a_step_is_recorded_when_it_was_taken() -> None:
    given(*NOTIFIED).when(STEP.but(on="2024-09-11")).refused("LEDGER-TIME")


def test_the_questioned_need_not_sign() -> None:
    given(*NOTIFIED).when(STEP.signed(*INSPECTORS)).accepted()


def test_evidence_answers_a_request() -> None:
    given(*NOTIFIED).when(PROVIDE.but(request="无")).refused("LEDGER-REFS")


def test_the_inspected_provides_it() -> None:
    """XN6B-7b: another employer's papers are no answer."""
    others = PROVIDE.signed(a.SCHOOL_REVIEWER)
    given(*NOTIFIED).when(others).refused("XN6B-7b")
    given(*NOTIFIED).when(PROVIDE).accepted()


def test_an_applicant_provides_his_own() -> None:
    asked = NOTICE.but(target=JIA.id)
    by_jia = PROVIDE.signed(a.JIA_SIGNS)
    given(*PLANNED, asked).when(by_jia).accepted()
    given(*PLANNED, asked).when(PROVIDE.signed(a.YI_SIGNS)).refused("XN6B-7b")


def test_the_office_answers_for_its_committee() -> None:
    asked = NOTICE.but(target=COMMITTEE)
    given(*PLANNED, asked).when(PROVIDE.signed(a.OFFICE_STAFF)).accepted()


def test_a_refusal_follows_a_request() -> None:
    given(*REQUESTED).when(REFUSE).accepted()
    given(*NOTIFIED).when(REFUSE).refused("XN6B-7b")


def test_a_refusal_concerns_who_was_asked() -> None:
    given(*REQUESTED).when(REFUSE.but(target=a.UNIT)).refused("XN6B-7b")


def test_a_false_report_needs_a_report() -> None:
    false = REFUSE.but(manner="FALSE_REPORT", request=PROVIDE.fields["request"])
    given(*NOTIFIED).when(false).refused("XN6B-7b")
    given(*NOTIFIED, PROVIDE).when(false).accepted()


def test_a_refusal_is_evidenced() -> None:
    given(*REQUESTED).when(REFUSE.but(evidence=[])).refused("XN6B-7b")


def test_an_inspection_never_goes_back() -> None:
    later = STEP.recorded("2024-09-16T09:00").but(record=paper("second"))
    world = given(*INSPECTED, FIND).when(later).accepted()
    assert world.get(INSPECTION).stage == "FINDINGS"
    assert world.get(INSPECTION).steps == 2
