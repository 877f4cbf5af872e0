from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from aggregates.application import audits
from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.inspection import consequences
from aggregates.integrity import events as integrity
from aggregates.obligations import (
    DUTIES,
    Obligation,
    Obligations,
    all_obligations,
    open_obligations,
)
from aggregates.obligations.pairs import MEETERS, OPENERS
from aggregates.person import events as person
from aggregates.policy.catalogue import citation_of
from aggregates.policy.settings.accountability import Promptness
from aggregates.policy.workdays import WorkingDays
from aggregates.session import results
from tests.support import actors as a
from tests.support.builders import COMMITTEE, JIA, enrol
from tests.support.builders_session import (
    ANNUL,
    CERTIFIED,
    COMPLAINT,
    ENTERED,
    RECORD,
    REVOKE,
    REVOKED,
    SHARE,
    SUBSTANTIATED,
    TELL_EMPLOYER,
    TITLE,
    VERIFICATION_REPORTED,
    VOID,
)
from tests.support.builders_supervision import (
    APPLY,
    AUTHORITY,
    CIRCULATE,
    CLERK,
    CLOSE,
    CONCLUDE,
    DISQUALIFY,
    EDUCATE,
    EXPERT,
    FAIL,
    FIND,
    INSPECTABLE,
    INSPECTED,
    INSPECTION,
    OPEN_TRACE,
    ORDER_COMMITTEE,
    RECTIFY,
    REMEDY,
    SCOPE,
    THE_UNIT,
    TRACE,
    attribute,
    find,
    inspected_in,
)
from tests.support.cities import LIUZHOU, YUNCHENG, publish
from tests.support.given import Deed, deed, world_after

EXPERT_RECORD = "integrity/expert"
BARRED = (*INSPECTABLE, enrol(EXPERT), DISQUALIFY)


def report(level: str) -> Deed:
    """Report the disqualification to one level."""
    return deed(
        committee.ExpertDisqualificationReported,
        COMMITTEE,
        (a.UNIT_OFFICER,),
        "2024-09-03T09:00",
        expert=EXPERT,
        level=level,
        receipt_no=f"回执-{level}（示例）",
    )


REPORTS = (report("PROVINCE"), report("CITY"))
ARCHIVE = (
    deed(
        integrity.EntryProposed,
        EXPERT_RECORD,
        [a.UNIT_OFFICER],
        "2024-09-04T09:00",
        person=EXPERT,
        role="EXPERT",
        decision=EXPERT,
        decision_no="咸工评〔2024〕7号（示例）",
        behaviour="DISCIPLINE_BREACH",
    ),
    deed(
        integrity.NoticeServed,
        EXPERT_RECORD,
        [a.INTEGRITY_OFFICER],
        "2024-09-04T14:00",
        served_on="2024-09-04",
        facts="泄露评审情况（示例）",
        reply_until="2024-09-06",
    ),
    deed(
        integrity.Entered,
        EXPERT_RECORD,
        [a.INTEGRITY_OFFICER, a.CITY_SEAL, a.CITY_CUSTODIAN],
        "2024-09-09T09:00",
        tier="ARCHIVE",
        levels=["CITY"],
    ),
)


def owed_after(*history: Deed) -> list[str]:
    """Return the codes of what is open after a history, with their details."""
    return [name(one) for one in open_obligations(world_after(history).acts)]


def name(one: Obligation) -> str:
    return f"{one.code} {one.detail}".strip()


def opened_after(history: Sequence[Deed]) -> list[Obligation]:
    return list(open_obligations(world_after(tuple(history)).acts))


# --- experts


def test_a_disqualified_expert_is_circulated_archived_and_reported() -> None:
    assert owed_after(*BARRED) == [
        "CIRCULATE_EXPERT",
        "ARCHIVE_EXPERT",
        "REPORT_EXPERT PROVINCE",
        "REPORT_EXPERT CITY",
    ]


def test_without_archive_entry_and_circular_two_are_open() -> None:
    """G27: reported to province and city, but neither circulated nor archived."""
    first, second = opened_after((*BARRED, *REPORTS))
    assert (first.code, first.rule, first.about) == (
        "CIRCULATE_EXPERT",
        "XN6A-9b",
        EXPERT,
    )
    assert (second.code, second.rule, second.within_wd) == (
        "ARCHIVE_EXPERT",
        "XN6A-9b",
        10,
    )
    assert first.opened.on == date(2024, 9, 2)


def test_the_circular_meets_one_of_them() -> None:
    assert owed_after(*BARRED, *REPORTS, CIRCULATE) == ["ARCHIVE_EXPERT"]


def test_the_entry_meets_the_other_and_is_to_be_shared() -> None:
    done = (*BARRED, *REPORTS, *ARCHIVE, CIRCULATE.recorded("2024-09-10T09:00"))
    assert owed_after(*done) == ["SHARE CITY"]


def test_an_expert_s_entry_lasts_three_years() -> None:
    """A8: the text states no term for experts; the profile does."""
    entry = world_after((*BARRED, *ARCHIVE)).get(EXPERT_RECORD)
    assert (entry.term_start, entry.term_end) == (date(2024, 9, 2), date(2027, 9, 2))


def test_an_expert_in_the_archive_may_still_apply() -> None:
    """XN12-1.4 bars whom the blacklist names."""
    (bar,) = world_after((*BARRED, *ARCHIVE)).get(EXPERT).bars
    assert not bar.bars


def test_a_report_to_one_level_leaves_the_other() -> None:
    assert "REPORT_EXPERT CITY" in owed_after(*BARRED, REPORTS[0])


def test_promptness_is_a_reference_in_working_days() -> None:
    """A26: counted from the decision, shown, and never a breach."""
    archive = opened_after(BARRED)[1]
    circular = opened_after(BARRED)[0]
    due = archive.reference(WorkingDays(()))
    assert due is not None
    assert (due.date, due.provisional) == (date(2024, 9, 16), True)
    assert circular.reference(WorkingDays(())) is None


# --- staff


def test_barred_staff_are_circulated() -> None:
    """XN6A-9c; Yuncheng archives them too (YC12-4.4b)."""
    bar = deed(
        person.StaffBarred,
        CLERK,
        THE_UNIT,
        "2024-09-02T10:00",
        from_="2024-09-02",
        basis="咸工评〔2024〕9号（示例）",
    )
    here = (*INSPECTABLE, enrol(CLERK))
    circular = CIRCULATE.but(subject_kind="STAFF", subject=CLERK, rule="XN6A-9c")
    assert owed_after(*here, bar) == ["CIRCULATE_STAFF"]
    assert owed_after(*here, bar, circular) == []
    there = (*here, publish(YUNCHENG), bar.under(YUNCHENG))
    assert owed_after(*there) == ["ARCHIVE_STAFF"]


# --- titles and records


def test_a_revoked_title_owes_entry_void_certificate_and_notice() -> None:
    """XN12-5.1i, XN6A-2d: the reviewers of the complaint are still to be dealt with."""
    assert owed_after(*REVOKED) == [
        "HANDLE_REVIEWERS",
        "BLACKLIST",
        "VOID_CERTIFICATE",
        "TELL_EMPLOYER",
    ]
    assert owed_after(*REVOKED, VOID, TELL_EMPLOYER) == [
        "HANDLE_REVIEWERS",
        "BLACKLIST",
    ]


def test_a_title_without_a_certificate_has_none_to_void() -> None:
    uncertified = tuple(one for one in REVOKED if one is not CERTIFIED[-1])
    assert "VOID_CERTIFICATE" not in owed_after(*uncertified)


def test_an_entry_is_shared_at_each_level() -> None:
    """XN6A-2e: 全国、全省、全市."""
    shared = [one for one in owed_after(*ENTERED) if one.startswith("SHARE")]
    assert shared == ["SHARE NATION", "SHARE PROVINCE", "SHARE CITY"]
    left = [one for one in owed_after(*ENTERED, SHARE) if one.startswith("SHARE")]
    assert left == ["SHARE PROVINCE", "SHARE CITY"]
    assert "BLACKLIST" not in owed_after(*ENTERED)


def test_an_annulled_entry_is_shared_no_more() -> None:
    assert not [one for one in owed_after(*ENTERED, ANNUL) if "SHARE" in one]


def test_what_was_met_says_by_what() -> None:
    everything = all_obligations(world_after(ENTERED).acts)
    entry = next(one for one in everything if one.code == "BLACKLIST")
    assert entry.met is not None
    assert (entry.met.id, entry.met.on) == (RECORD, date(2024, 9, 11))
    assert (entry.about, entry.opened.on) == (TITLE, date(2024, 9, 2))
    assert not entry.is_open


def test_the_entry_of_another_decision_meets_nothing() -> None:
    """A record about somebody else would close the case of whom it does not name."""
    proposal = world_after(ENTERED).get(RECORD)
    assert proposal.decision == TITLE
    others = [one for one in ENTERED if one.on != RECORD]
    assert "BLACKLIST" in owed_after(*others)


def test_a_disqualified_applicant_is_blacklisted() -> None:
    """XN12-5.1i: before a title, the participation goes."""
    disqualify = deed(
        audits.Disqualified,
        JIA.id,
        AUTHORITY,
        "2024-09-02T09:00",
        complaint=COMPLAINT,
        violation="PLAGIARISM",
        decision_no="咸职改办〔2024〕61号（示例）",
        decided_on="2024-09-02",
    ).round_the_rules()
    owed = owed_after(*SUBSTANTIATED, disqualify)
    assert owed == ["HANDLE_REVIEWERS", "BLACKLIST"]


# --- complaints


def test_a_substantiated_complaint_owes_two_handlings() -> None:
    """XN12-8.5c: 包括申报人员和审核推荐人员."""
    first, second = opened_after(SUBSTANTIATED)
    assert [first.code, second.code] == ["HANDLE_APPLICANT", "HANDLE_REVIEWERS"]
    assert (first.rule, first.about) == ("XN12-8.5c", COMPLAINT)


def test_an_unsubstantiated_complaint_owes_none() -> None:
    cleared = deed(
        complaint.Decided,
        COMPLAINT,
        THE_UNIT,
        "2024-08-30T09:00",
        outcome="UNSUBSTANTIATED",
        violation="NONE",
        decided_on="2024-08-30",
    )
    assert owed_after(*VERIFICATION_REPORTED, cleared) == []


def test_a_result_that_is_not_confirmed_deals_with_the_applicant() -> None:
    refuse = deed(
        results.ResultNotConfirmed,
        a.SESSION,
        AUTHORITY,
        "2024-09-02T09:00",
        application=JIA.id,
        reason="剽窃查实（示例）",
    ).round_the_rules()
    assert owed_after(*SUBSTANTIATED, refuse) == ["HANDLE_REVIEWERS"]


def test_a_trace_that_is_concluded_deals_with_the_reviewers() -> None:
    opened = (*SUBSTANTIATED, REVOKE, OPEN_TRACE, SCOPE)
    assert "HANDLE_REVIEWERS" in owed_after(*opened)
    assert "HANDLE_REVIEWERS" not in owed_after(*opened, CONCLUDE)


def test_those_who_were_educated_for_a_complaint_were_dealt_with() -> None:
    history = (*SUBSTANTIATED, *INSPECTED[len(INSPECTABLE) :], FIND)
    educated = EDUCATE.but(complaint=COMPLAINT)
    assert "HANDLE_REVIEWERS" in owed_after(*history, EDUCATE)
    assert "HANDLE_REVIEWERS" not in owed_after(*history, educated)


def test_a_referral_is_open_until_it_is_acknowledged() -> None:
    """XN12-8.5d."""
    refer = deed(
        complaint.ReferredToDiscipline,
        COMPLAINT,
        AUTHORITY,
        "2024-09-05T09:00",
        document_no="咸职改办〔2024〕64号（示例）",
        subject="核查敷衍（示例）",
    )
    receipt = deed(
        complaint.ReferralAcknowledged,
        COMPLAINT,
        [a.LIAISON],
        "2024-09-06T09:00",
        receipt_no="纪收〔2024〕3号（示例）",
    )
    assert "ACKNOWLEDGE_REFERRAL" in owed_after(*SUBSTANTIATED, refer)
    assert "ACKNOWLEDGE_REFERRAL" not in owed_after(*SUBSTANTIATED, refer, receipt)


# --- findings, thresholds, orders


def test_a_finding_is_open_until_it_is_answered() -> None:
    """XN12-8.6d."""
    found = (*INSPECTED, FIND)
    (one,) = opened_after(found)
    assert (one.code, one.rule, one.about, one.detail) == (
        "ANSWER_FINDING",
        "XN12-8.6d",
        INSPECTION,
        "F1",
    )
    assert owed_after(*found, RECTIFY) == []
    reasoned = CLOSE.but(unmeasured=[{"finding": "F1", "reason": "已纠正。"}])
    assert owed_after(*found, reasoned) == []


def test_who_is_educated_is_ordered_to_remedy_too() -> None:
    """XN6A-6a: 予以批评教育，并责令采取补救措施."""
    educated = (*INSPECTED, FIND, EDUCATE)
    assert owed_after(*educated) == ["REMEDY F1"]
    assert owed_after(*educated, REMEDY) == []


def test_a_measure_noted_from_elsewhere_answers_a_finding() -> None:
    by_finding = OPEN_TRACE.but(clue_kind="FINDING", clue=INSPECTION, finding="F1")
    assert owed_after(*INSPECTED, FIND, by_finding) == []


def test_yuncheng_circulates_what_was_not_rectified() -> None:
    """YC12-4.3d: RECTIFY, then CIRCULATE."""
    finding = find("F1", "EMPLOYER", a.FACTORY, rule="YC12-4.3d")
    failed = (*inspected_in(YUNCHENG), finding, RECTIFY, FAIL)
    (one,) = opened_after(failed)
    assert (one.code, one.rule) == ("CIRCULATE_FAILED", "YC12-4.3d")
    circular = CIRCULATE.but(
        subject_kind="EMPLOYER",
        subject=a.FACTORY,
        rule="YC12-4.3d",
        inspection=INSPECTION,
        finding="F1",
    )
    met = circular.signed(*AUTHORITY).recorded("2024-10-09T09:00")
    assert owed_after(*failed, met) == []


def test_liuzhou_circulates_and_then_stops_a_committee() -> None:
    """LZ-8.2b, LZ-8.2c."""
    finding = find("F3", "COMMITTEE", COMMITTEE, rule="LZ-8.2b")
    fail = deed(
        committee.RectificationFailed,
        COMMITTEE,
        (a.CITY_OFFICER,),
        "2024-10-17T09:00",
        order="令1",
        opinion="逾期未纠正。",
    ).under(LIUZHOU)
    stop = deed(
        committee.Suspended,
        COMMITTEE,
        AUTHORITY,
        "2024-10-18T09:00",
        inspection=INSPECTION,
        finding="F3",
        basis="不能按期纠正（示例）",
    )
    history = (*inspected_in(LIUZHOU), finding, ORDER_COMMITTEE)
    assert owed_after(*history) == ["CIRCULATE_COMMITTEE 令1"]
    assert owed_after(*history, fail) == [
        "CIRCULATE_COMMITTEE 令1",
        "STOP_COMMITTEE 令1",
    ]
    assert owed_after(*history, fail, stop) == ["CIRCULATE_COMMITTEE 令1"]


@pytest.mark.parametrize(
    ("kind", "rule", "codes"),
    [
        ("EMPLOYER_AUDIT", "LZ-4.1.1c", ["EXPLAIN", "CIRCULATE_THRESHOLD"]),
        (
            "DEPARTMENT_REVIEW",
            "LZ-4.1.1d",
            ["EXPLAIN", "PLAN", "CIRCULATE_THRESHOLD"],
        ),
        ("COMMITTEE_RECHECK", "LZ-4.1.1e", ["CIRCULATE_THRESHOLD"]),
    ],
)
def test_a_crossed_threshold_obliges(kind: str, rule: str, codes: list[str]) -> None:
    """LZ-4.1.1c/d/e: the duties open when the crossing is acknowledged."""
    crossed = deed(
        consequences.ThresholdAcknowledged,
        INSPECTION,
        (a.DEPARTMENT_REVIEWER, a.DEPARTMENT_SEAL),
        "2024-08-05T09:00",
        threshold=kind,
        target=a.FACTORY,
        year=2024,
        part=[],
        whole={"count": 10, "sha256": bytes(32)},
    ).under(LIUZHOU)
    history = (*INSPECTABLE, publish(LIUZHOU), crossed.round_the_rules())
    assert [(o.code, o.rule) for o in opened_after(history)] == [
        (code, rule) for code in codes
    ]


# --- traces

TRACED = (*SUBSTANTIATED, REVOKE, OPEN_TRACE, SCOPE)


def test_a_responsibility_is_open_until_it_is_answered() -> None:
    """XN12-8.3b."""
    attributed = (*TRACED, attribute(TRACED))
    assert "ANSWER_RESPONSIBILITY R1" in owed_after(*attributed)
    assert "ANSWER_RESPONSIBILITY R1" not in owed_after(*attributed, APPLY)
    none = CONCLUDE.but(
        unmeasured=[{"responsibility": "R1", "reason": "已尽审核职责。"}]
    )
    assert "ANSWER_RESPONSIBILITY R1" not in owed_after(*attributed, none)


def test_a_decision_is_carried_out() -> None:
    """XN12-8.4d: the decision to bar is not the bar."""
    of_the_expert = attribute(
        TRACED, person=EXPERT, conduct="OMISSION", body=a.UNIT, body_kind="COMMITTEE"
    )
    bar = APPLY.but(measure="BAR-EXPERT", rule="XN6A-9b").signed(*THE_UNIT)
    decided = (*TRACED, enrol(EXPERT), of_the_expert, bar)
    (one,) = [o for o in opened_after(decided) if o.code == "CARRY_OUT"]
    assert (one.about, one.detail, one.rule) == (EXPERT, "BAR-EXPERT", "XN6A-9b")
    done = DISQUALIFY.recorded("2024-09-26T09:00")
    assert "CARRY_OUT BAR-EXPERT" not in owed_after(*decided, done)


def test_what_was_done_before_the_decision_carries_it_out() -> None:
    of_the_expert = attribute(
        TRACED, person=EXPERT, conduct="OMISSION", body=a.UNIT, body_kind="COMMITTEE"
    )
    bar = APPLY.but(measure="BAR-EXPERT", rule="XN6A-9b").signed(*THE_UNIT)
    history = (*TRACED, enrol(EXPERT), DISQUALIFY.recorded("2024-09-18T09:00"))
    decided = (*history, of_the_expert, bar)
    assert "CARRY_OUT BAR-EXPERT" not in owed_after(*decided)
    everything = all_obligations(world_after(decided).acts)
    assert [one.met for one in everything if one.code == "CARRY_OUT"] != [None]


def test_a_measure_that_needs_no_other_act_is_done() -> None:
    history = (*TRACED, attribute(TRACED), APPLY)
    assert not [one for one in owed_after(*history) if one.startswith("CARRY_OUT")]
    assert world_after(history).get(TRACE).stage == "MEASURES"


# --- the fold itself


def test_one_by_one_is_the_same_as_all_at_once() -> None:
    acts = world_after(ENTERED).acts
    book = Obligations()
    for act in acts:
        book.take(act)
    assert book.all() == all_obligations(acts)


def test_an_act_without_a_policy_opens_what_its_rule_says() -> None:
    acts = [replace(act, law=()) for act in world_after(BARRED).acts]
    assert [one.code for one in open_obligations(acts)][:2] == [
        "CIRCULATE_EXPERT",
        "ARCHIVE_EXPERT",
    ]


def test_without_the_policy_the_first_rule_is_cited() -> None:
    acts = [a for a in world_after(BARRED).acts if a.type.kind != "policy"]
    archive = open_obligations(acts)[1]
    assert (archive.rule, archive.within_wd) == (
        "XN6A-9b",
        Promptness().integrity_entry_wd,
    )


def test_nothing_is_owed_where_no_document_says_so() -> None:
    """Liuzhou's notice asks for no circular about an expert."""
    history = (*INSPECTABLE, enrol(EXPERT), publish(LIUZHOU), DISQUALIFY.under(LIUZHOU))
    assert owed_after(*history) == []


@pytest.mark.parametrize("code", sorted(DUTIES))
def test_every_duty_is_opened_and_met_by_acts_that_there_are(code: str) -> None:
    duty = DUTIES[code]
    assert [citation_of(rule) for rule in duty.rules]
    assert set(duty.met_by) <= set(MEETERS)
    assert duty.types


def test_no_duty_is_opened_that_is_not_described() -> None:
    opened = {one.code for one in all_obligations(world_after(ENTERED).acts)}
    assert opened <= set(DUTIES)
    assert set(OPENERS) & set(MEETERS)


def test_every_setting_of_promptness_is_one() -> None:
    named = {duty.promptness for duty in DUTIES.values()} - {""}
    assert named <= set(Promptness.__struct_fields__)
