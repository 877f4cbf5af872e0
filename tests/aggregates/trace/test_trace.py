from dataclasses import replace

import pytest

from aggregates.decider import Act
from aggregates.trace import events as trace
from tests.support import actors as a
from tests.support.builders import JIA, YI, enrol, paper
from tests.support.builders_session import COMPLAINED, COMPLAINT, TALLY
from tests.support.builders_supervision import (
    APPLY,
    AUTHORITY,
    CIRCULAR,
    CIRCULATE,
    CITY_INSPECTOR,
    CLOSE,
    CONCLUDE,
    DISQUALIFY,
    EXCEPT,
    EXPERT,
    FIND,
    INSPECTED,
    INSPECTION,
    INSPECTORS,
    OPEN_TRACE,
    PROPOSE,
    SCOPE,
    STRANGE_INSPECTOR,
    THE_UNIT,
    TRACE,
    attribute,
    cited,
)
from tests.support.cities import LIUZHOU, YUNCHENG, publish
from tests.support.given import deed, given

OPENED = (*COMPLAINED, OPEN_TRACE)
SCOPED = (*OPENED, SCOPE)
ATTRIBUTE = attribute(SCOPED)
ATTRIBUTED = (*SCOPED, ATTRIBUTE)
APPLIED = (*ATTRIBUTED, APPLY)
GRANT = deed(
    trace.ExceptionGranted,
    TRACE,
    AUTHORITY,
    "2024-09-15T09:00",
    rule="XN6B-7a",
    basis="咸职改办〔2024〕9号（示例）第三条",
    reason="被查单位无行业主管部门。",
)
BY_FINDING = OPEN_TRACE.but(clue_kind="FINDING", clue=INSPECTION, finding="F1")


# --- the clue


def test_a_trace_rests_on_a_complaint() -> None:
    """XN6B-8b: 依据有关问题线索进行倒查."""
    world = given(*COMPLAINED).when(OPEN_TRACE).accepted()
    assert world.get(TRACE).stage == "OPENED"
    given(*COMPLAINED).when(OPEN_TRACE.but(clue="complaint/none")).refused("XN6B-8b")
    given(*COMPLAINED).when(OPEN_TRACE.but(clue="")).refused("XN6B-8b")


def test_a_trace_rests_on_a_finding() -> None:
    history = (*INSPECTED, FIND)
    world = given(*history).when(BY_FINDING).accepted()
    assert world.get(INSPECTION).findings["F1"].measures == ("TRACE",)
    given(*history).when(BY_FINDING.but(finding="F9")).refused("XN6B-8b")


def test_a_finding_that_is_traced_is_answered() -> None:
    history = (*INSPECTED, FIND, BY_FINDING)
    given(*history).when(CLOSE).accepted()


def test_a_closed_inspection_can_still_be_traced() -> None:
    reasoned = CLOSE.but(unmeasured=[{"finding": "F1", "reason": "已纠正。"}])
    later = BY_FINDING.recorded("2024-10-10T09:00")
    world = given(*INSPECTED, FIND, reasoned).when(later).accepted()
    assert world.get(INSPECTION).stage == "CLOSED"


def test_a_trace_rests_on_a_circular() -> None:
    history = (*COMPLAINED, enrol(EXPERT), DISQUALIFY, CIRCULATE)
    by_circular = OPEN_TRACE.but(clue_kind="CIRCULAR", clue=CIRCULAR)
    given(*history).when(by_circular).accepted()
    given(*COMPLAINED).when(by_circular).refused("XN6B-8b")


def test_a_trace_rests_on_a_letter() -> None:
    by_letter = OPEN_TRACE.but(clue_kind="EXTERNAL_LETTER", clue="")
    given(*COMPLAINED).when(by_letter).refused("XN6B-8b")
    with_it = by_letter.but(letters=[paper("letter of another office")])
    given(*COMPLAINED).when(with_it).accepted()


@pytest.mark.parametrize("kind", ["LATE_AUDIT", "WRONG_AUDIT"])
def test_a_bad_audit_is_traced_for_its_effect(kind: str) -> None:
    """XN12-8.3b: 造成一定后果或影响评审期限的."""
    by_audit = OPEN_TRACE.but(clue_kind=kind, clue=JIA.id)
    given(*COMPLAINED).when(by_audit).refused("XN12-8.3b")
    with_effect = by_audit.but(effect="申报人错过当年受理（示例）。")
    given(*COMPLAINED).when(with_effect).accepted()
    unknown = with_effect.but(clue="application/none")
    given(*COMPLAINED).when(unknown).refused("XN6B-8b")


def test_a_trace_is_opened_with_the_department() -> None:
    """XN6B-7a."""
    alone = OPEN_TRACE.signed(*AUTHORITY)
    given(*COMPLAINED).when(alone).refused("XN6B-7a")
    given(*COMPLAINED, GRANT).when(alone).accepted()


def test_an_exception_is_granted_by_the_city_or_above() -> None:
    county = GRANT.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*COMPLAINED).when(county).refused("XN6B-7a")
    given(*COMPLAINED, EXCEPT).when(OPEN_TRACE).accepted()


def test_a_trace_is_opened_in_the_territory() -> None:
    """XN6B-2b: the committee's matter is the city's."""
    joint = OPEN_TRACE.by[2:]
    county = OPEN_TRACE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL, *joint)
    given(*COMPLAINED).when(county).refused("XN6B-2b")
    found = BY_FINDING.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL, *joint)
    given(*INSPECTED, FIND).when(found).refused("XN6B-2b")
    own = BY_FINDING.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL, *joint)
    given(*INSPECTED, FIND).when(own).accepted()


# --- the scope


def test_the_scope_is_on_the_ledger() -> None:
    """XN12-8.6c: 必要的倒查."""
    world = given(*OPENED).when(SCOPE).accepted()
    assert world.get(TRACE).applications == {JIA.id}
    unknown = SCOPE.but(applications=["application/none"])
    given(*OPENED).when(unknown).refused("XN12-8.6c")
    nothing = SCOPE.but(applications=[], sessions=[])
    given(*OPENED).when(nothing).refused("XN12-8.6c")
    given(*OPENED).when(SCOPE.but(ends_on="2024-05-01")).refused("XN12-8.6c")


def test_a_scope_may_be_widened() -> None:
    wider = SCOPE.but(applications=[YI.id], sessions=[]).recorded("2024-09-18T09:00")
    world = given(*SCOPED).when(wider).accepted()
    assert world.get(TRACE).applications == {JIA.id, YI.id}


def test_inspectors_act_for_those_who_opened_it() -> None:
    strange = SCOPE.signed(INSPECTORS[0], STRANGE_INSPECTOR)
    given(*OPENED).when(strange).refused("LEDGER-COMPETENCE")
    given(*OPENED).when(SCOPE.signed(INSPECTORS[0], CITY_INSPECTOR)).accepted()


def test_one_inspector_is_too_few() -> None:
    given(*OPENED).when(SCOPE.signed(INSPECTORS[0])).refused("LEDGER-SIGNERS")
    one = ATTRIBUTE.signed(INSPECTORS[0], a.CITY_OFFICER)
    given(*SCOPED).when(one).refused("LEDGER-SIGNERS")


# --- responsibilities


def test_one_person_answers_for_one_act() -> None:
    world = given(*SCOPED).when(ATTRIBUTE).accepted()
    assert world.get(TRACE).stage == "ATTRIBUTED"
    again = ATTRIBUTE.but(responsibility="R2")
    given(*ATTRIBUTED).when(again).refused("LEDGER-STATE")
    same_number = attribute(
        SCOPED,
        person="person/factory-head",
        act=cited(SCOPED, JIA.recommend),
    )
    given(*ATTRIBUTED).when(same_number).refused("LEDGER-STATE")


def test_the_act_stands_among_the_references() -> None:
    """The ledger checks that what a statement refers to is recorded, hash and all."""
    world = given(*SCOPED).when(ATTRIBUTE).accepted()
    refs = [(ref.id, ref.seq, ref.hash) for ref in world.acts[-1].refs]
    act = cited(SCOPED, JIA.review)
    assert (act["id"], act["seq"], act["hash"]) in refs


def test_an_act_that_is_not_referred_to_is_refused() -> None:
    """Whoever strips the reference could cite an act that never was."""

    def strip(acts: tuple[Act, ...]) -> tuple[Act, ...]:
        return tuple(
            replace(act, refs=tuple(r for r in act.refs if r.id != JIA.id))
            for act in acts
        )

    given(*SCOPED).when_altered(ATTRIBUTE, strip).refused("LEDGER-REFS")


def test_an_act_lies_in_the_scope() -> None:
    of_yi = attribute(SCOPED, act=cited(SCOPED, YI.review))
    given(*SCOPED).when(of_yi).refused("LEDGER-REFS")
    of_the_session = attribute(
        SCOPED,
        act=cited(SCOPED, TALLY),
        segment="REVIEW",
        person="person/teller-1",
    )
    given(*SCOPED).when(of_the_session).accepted()


def test_the_complaint_s_own_handling_needs_no_wider_scope() -> None:
    receive = next(one for one in COMPLAINED if one.on == COMPLAINT)
    of_the_complaint = attribute(
        SCOPED, act=cited(SCOPED, receive), person="person/office-staff"
    )
    given(*SCOPED).when(of_the_complaint).accepted()


def test_who_answers_for_an_act_has_signed() -> None:
    """A name from elsewhere could be put in the place of who did it."""
    stranger = ATTRIBUTE.but(person="person/passer-by")
    given(*SCOPED).when(stranger).refused("LEDGER-REFS")


def test_who_should_have_acted_has_not() -> None:
    omitted = ATTRIBUTE.but(person="person/county-officer-2", conduct="OMISSION")
    given(*SCOPED).when(omitted).accepted()


def test_a_segment_is_one_of_the_policy() -> None:
    """XN12-6.6: 谁申报、谁推荐、谁审核、谁评审."""
    given(*SCOPED).when(ATTRIBUTE.but(segment="ISSUE")).refused("XN12-6.6")


def test_a_rule_that_was_broken_was_in_force() -> None:
    given(*SCOPED).when(ATTRIBUTE.but(rule="LZ-4.1.2c")).refused("XN12-6.6")


def test_liuzhou_knows_the_segment_of_issue() -> None:
    """LZ-6.4a: 谁发证谁负责."""
    history = (*COMPLAINED, publish(LIUZHOU), OPEN_TRACE.under(LIUZHOU), SCOPE)
    issue = attribute(history, segment="ISSUE", rule="LZ-6.3b")
    given(*history).when(issue).accepted()
    given(*history).when(issue.but(rule="XN12-5.2a")).refused("LZ-8.2a")


def test_the_body_is_registered() -> None:
    nobody = ATTRIBUTE.but(body="organisation/nobody")
    given(*SCOPED).when(nobody).refused("LEDGER-REFS")


def test_officer_and_inspectors_attribute_together() -> None:
    given(*SCOPED).when(ATTRIBUTE.signed(*INSPECTORS)).refused("LEDGER-SIGNERS")
    other = ATTRIBUTE.signed(*INSPECTORS, a.COUNTY_OFFICER)
    given(*SCOPED).when(other).refused("LEDGER-COMPETENCE")


# --- measures


def test_a_measure_answers_a_responsibility() -> None:
    given(*ATTRIBUTED).when(PROPOSE).accepted()
    given(*ATTRIBUTED).when(PROPOSE.but(responsibility="R9")).refused("LEDGER-REFS")
    world = given(*ATTRIBUTED).when(APPLY).accepted()
    assert world.get(TRACE).responsibilities["R1"].measures == ("EDUCATE",)
    given(*ATTRIBUTED).when(APPLY.but(responsibility="R9")).refused("LEDGER-REFS")


def test_a_measure_is_one_that_the_rule_states() -> None:
    """XN12-8.4d: 按有关规定处理."""
    given(*ATTRIBUTED).when(APPLY.but(measure="REMEDY")).accepted()
    given(*ATTRIBUTED).when(APPLY.but(measure="VOID")).refused("XN12-8.4d")
    given(*ATTRIBUTED).when(APPLY.but(rule="YC12-4.3d")).refused("XN12-8.4d")
    given(*ATTRIBUTED).when(PROPOSE.but(rule="XN99-9")).refused("XN12-8.4d")


def test_other_cities_say_the_same() -> None:
    """YC12-4.3a, LZ-8.3c."""
    yuncheng = (*COMPLAINED, publish(YUNCHENG), OPEN_TRACE.under(YUNCHENG), SCOPE)
    found = (*yuncheng, attribute(yuncheng, rule="YC12-4.3d"))
    given(*found).when(APPLY).refused("YC12-4.3a")
    rectify = APPLY.but(rule="YC12-4.3d", measure="RECTIFY")
    given(*found).when(rectify).accepted()
    liuzhou = (*COMPLAINED, publish(LIUZHOU), OPEN_TRACE.under(LIUZHOU), SCOPE)
    there = (*liuzhou, attribute(liuzhou, rule="LZ-4.1.2c"))
    given(*there).when(APPLY).refused("LZ-8.3c")
    given(*there).when(APPLY.but(rule="LZ-8.3c")).accepted()


@pytest.mark.parametrize(
    ("measure", "rule"), [("BAR-EXPERT", "XN6A-9b"), ("BAR-STAFF", "XN6A-9c")]
)
def test_the_unit_bars_experts_and_staff(measure: str, rule: str) -> None:
    """XN6A-9b, XN6A-9c: 由评委会组建单位."""
    bar = APPLY.but(measure=measure, rule=rule)
    given(*ATTRIBUTED).when(bar).refused(rule)
    given(*ATTRIBUTED).when(bar.signed(*THE_UNIT)).accepted()


def test_an_authority_alone_refers() -> None:
    serious = (*SCOPED, attribute(SCOPED, gravity="SERIOUS"))
    refer = APPLY.but(measure="REFER", rule="XN6A-6b")
    given(*serious).when(refer.signed(*THE_UNIT)).refused("LEDGER-COMPETENCE")
    given(*serious).when(refer).accepted()


def test_only_the_serious_is_referred() -> None:
    """XN6A-6b: 情节严重的，依法追究相关人员责任."""
    refer = APPLY.but(measure="REFER", rule="XN6A-6b")
    given(*ATTRIBUTED).when(refer).refused("XN6A-6b")


def test_a_crime_is_serious() -> None:
    """XN6A-9d: 构成犯罪的，依法追究刑事责任."""
    refer = APPLY.but(measure="REFER", rule="XN6A-9d")
    given(*ATTRIBUTED).when(refer).refused("XN6A-9d")


def test_deceit_in_the_verification_is_referred_whatever_its_weight() -> None:
    """XN12-8.5d, XN6B-6b: 一经查实，及时移交."""
    refer = APPLY.but(measure="REFER", rule="XN12-8.5d")
    given(*ATTRIBUTED).when(refer).accepted()


def test_only_the_serious_loses_its_power() -> None:
    """XN6A-7b."""
    withdraw = APPLY.but(measure="WITHDRAW", rule="XN6A-7b")
    given(*ATTRIBUTED).when(withdraw).refused("XN6A-7b")
    serious = (*SCOPED, attribute(SCOPED, gravity="SERIOUS"))
    given(*serious).when(withdraw).accepted()


def test_a_unit_does_not_answer_to_a_unit() -> None:
    """XN6A-6c: 由职改部门."""
    of_the_unit = attribute(SCOPED, body=a.UNIT, body_kind="ESTABLISHING_UNIT")
    history = (*SCOPED, of_the_unit)
    educate = APPLY.but(rule="XN6A-6c")
    by_another = educate.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*history).when(by_another).refused("XN6A-6c")
    given(*history).when(educate).accepted()


def test_no_body_sanctions_its_own() -> None:
    of_the_city = attribute(SCOPED, body=a.CITY, body_kind="AUTHORITY")
    given(*SCOPED, of_the_city).when(APPLY).refused("LEDGER-COMPETENCE")


def test_a_unit_handles_its_own_committee_s_experts() -> None:
    of_the_panel = attribute(SCOPED, body=a.UNIT, body_kind="COMMITTEE")
    bar = APPLY.but(measure="BAR-EXPERT", rule="XN6A-9b").signed(*THE_UNIT)
    given(*SCOPED, of_the_panel).when(bar).accepted()


# --- the conclusion


def test_every_responsibility_is_answered_before_the_end() -> None:
    """XN12-8.3b: 倒查追责."""
    given(*ATTRIBUTED).when(CONCLUDE).refused("XN12-8.3b")
    world = given(*APPLIED).when(CONCLUDE).accepted()
    assert world.get(TRACE).stage == "CONCLUDED"


def test_a_proposal_is_no_measure() -> None:
    given(*ATTRIBUTED, PROPOSE).when(CONCLUDE).refused("XN12-8.3b")


def test_a_reason_is_an_answer_too() -> None:
    none = [{"responsibility": "R1", "reason": "已尽审核职责，材料足以乱真。"}]
    given(*ATTRIBUTED).when(CONCLUDE.but(unmeasured=none)).accepted()
    unknown = [{"responsibility": "R7", "reason": "无。"}]
    given(*APPLIED).when(CONCLUDE.but(unmeasured=unknown)).refused("XN12-8.3b")


@pytest.mark.parametrize(
    ("city", "rule", "broken"),
    [(YUNCHENG, "YC12-4.3a", "YC12-4.3d"), (LIUZHOU, "LZ-8.2a", "LZ-4.1.2c")],
)
def test_so_it_is_in_the_other_cities(city: str, rule: str, broken: str) -> None:
    history = (*COMPLAINED, publish(city), OPEN_TRACE.under(city), SCOPE)
    found = (*history, attribute(history, rule=broken))
    given(*found).when(CONCLUDE).refused(rule)
    none = [{"responsibility": "R1", "reason": "已尽职。"}]
    given(*found).when(CONCLUDE.but(unmeasured=none)).accepted()


def test_a_trace_that_finds_nobody_is_concluded() -> None:
    given(*SCOPED).when(CONCLUDE).accepted()
    given(*OPENED).when(CONCLUDE).refused("LEDGER-STATE")


def test_those_conclude_who_opened_it() -> None:
    county = CONCLUDE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*APPLIED).when(county).refused("LEDGER-COMPETENCE")


def test_nothing_happens_after_the_conclusion() -> None:
    done = (*APPLIED, CONCLUDE)
    given(*done).when(APPLY.recorded("2024-10-08T09:00")).refused("LEDGER-STATE")
