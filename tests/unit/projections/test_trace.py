"""倒查: the chain, the material, the outcome, and what is not on record."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aggregates.application import audits
from cli.case.cast import example_passport
from projections.dues.due import Due, late_ones
from projections.obligations.standing import Obligation
from projections.store.rows import Rows
from projections.trace.acts import ActRow, Segment
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding
from projections.trace.materials import FalseItem
from projections.trace.matter import Trace, trace
from projections.trace.outcome import Outcome
from projections.trace.steps import MissingStep
from projections.words.label import Label, Named
from tests.support import actors as a
from tests.support.builders import (
    ADMITTED,
    ANNOUNCED,
    AT_THE_COUNTY,
    DECLARING,
    JIA,
    PUBLISH,
    SUBMITTED,
    YI,
    Papers,
    enrol,
)
from tests.support.builders_session import (
    ANNUL,
    CERTIFIED,
    CLOSE_CASE,
    COMPLAINT,
    ENTERED,
    NOTIFY,
    OPINION,
    RECORD,
    RESULT_PUBLICISED,
    REVOKED,
    SHARE,
    SUPPLEMENTED,
    TELL_EMPLOYER,
    TITLE,
    VERIFICATION_REPORTED,
    VOID,
)
from tests.support.builders_supervision import EDUCATE, FOUND, INSPECTION
from tests.support.cities import LIUZHOU, YUNCHENG, in_city, liuzhou, yuncheng
from tests.support.domain import Reader, reader
from tests.support.given import Deed, deed, instead

XIANNING = "xianning-2024"
DONE = (
    *ENTERED,
    VOID,
    TELL_EMPLOYER,
    SHARE,
    NOTIFY,
    CLOSE_CASE,
)


def traced(at: Reader, subject: str = JIA.id) -> Trace:
    return at.ask(lambda rows: trace(subject, rows, at.states, at.today))


@dataclass(frozen=True)
class Told:
    """Everything that a trace tells of one application."""

    application: Named
    person: str
    session: str
    stage: Label
    segments: tuple[Segment, ...]
    false_items: tuple[FalseItem, ...]
    outcome: Outcome
    late: tuple[Due, ...]
    missing: tuple[MissingStep, ...]
    findings: tuple[Finding, ...]


def matter(path: Path, day: str, *history: Deed) -> Told:
    return told(reader(path / "log", day, *history))


def told(at: Reader, application: str = JIA.id) -> Told:
    return at.ask(lambda rows: _told(application, rows, at))


def _told(application: str, rows: Rows, at: Reader) -> Told:
    dossier = Dossier(application, rows, at.states, at.today)
    answers = trace(application, rows, at.states, at.today).answers
    return Told(
        application=dossier.named,
        person=dossier.person,
        session=dossier.session,
        stage=dossier.stage,
        segments=dossier.segments,
        false_items=dossier.false_items,
        outcome=dossier.outcome,
        late=late_ones(dossier.deadlines),
        missing=dossier.missing,
        findings=tuple(one for each in answers for one in each.findings),
    )


def rows_of(found: Told) -> list[ActRow]:
    return [row for segment in found.segments for row in segment.acts]


def row(found: Told, event_type: str) -> ActRow:
    return next(r for r in rows_of(found) if r.event.type.code == event_type)


def kinds(found: Told) -> set[str]:
    return {finding.kind.code for finding in found.findings}


def test_a_matter_without_a_session_is_answered_too(tmp_path: Path) -> None:
    """A history with its beginning missing is what an inspector has to look at."""
    stray = JIA.materials[0].round_the_rules()
    found = matter(tmp_path, "2024-10-01", *ANNOUNCED, stray)
    assert found.session == ""
    assert [r.event.type.code for r in rows_of(found)] == [
        "application.material-attached"
    ]


# --- the chain --------------------------------------------------------------------


def test_the_chain_has_its_segments_in_order(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-10-01", *DONE)
    assert [segment.segment.code for segment in found.segments] == [
        "DECLARE",
        "RECOMMEND",
        "AUDIT",
        "REVIEW",
        "SUPERVISE",
    ]
    for segment in found.segments:
        positions = [act.event.position for act in segment.acts]
        assert positions == sorted(positions)
        assert positions


def test_a_row_says_who_signed_in_what_role_for_whom(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-10-01", *DONE)
    head, seal = row(found, "application.recommendation-issued").signers
    assert (head.role.zh, head.organisation.name) == (
        "用人单位负责人",
        "factory（示例）",
    )
    assert head.subject == "person/factory-head"
    assert (seal.role.code, seal.subject) == ("SEAL", a.FACTORY)
    assert len(head.key) == 12
    assert head.valid
    assert seal.valid
    assert head.segment.code == "RECOMMEND"


def test_a_sealed_identity_stays_sealed(tmp_path: Path) -> None:
    """An expert's key has no subject in the log; the trace does not guess one."""
    found = matter(tmp_path, "2024-10-01", *DONE)
    (expert,) = row(found, "session.opinion-signed").signers
    assert expert.subject == ""
    assert expert.valid


def test_a_row_has_both_times_policy_and_rules(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-10-01", *DONE)
    submitted = row(found, "application.submitted")
    assert submitted.policy == "xianning-2024@1"
    assert "XN12-5.1c" in {rule.id for rule in submitted.rules}
    assert submitted.event.at <= submitted.event.received_at
    assert len(submitted.event.event) == 64


def test_followers_stand_in_the_row_of_their_lead(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-10-01", *DONE)
    tally = row(found, "session.ballot-tallied")
    assert [ref.id for ref in tally.with_it] == [JIA.id]
    assert {"agree", "against"} <= {fact.name.code for fact in tally.facts}
    confirmed = row(found, "session.results-confirmed")
    assert {ref.type.code for ref in confirmed.with_it} == {
        "application.confirmed",
        "title.conferred",
    }
    types = [r.event.type.code for r in rows_of(found)]
    assert "application.ballot-recorded" not in types
    assert types.count("session.opinion-signed") == 1


def test_other_applications_of_the_session_are_left_out(tmp_path: Path) -> None:
    about_yi = OPINION.but(application="application/yi")
    history = instead(SUPPLEMENTED, OPINION, OPINION, about_yi)
    found = matter(tmp_path, "2024-10-01", *history)
    types = [r.event.type.code for r in rows_of(found)]
    assert types.count("session.opinion-signed") == 1
    recused = [r for r in rows_of(found) if "recusal" in r.event.type.code]
    assert recused == []


def test_an_application_that_never_reached_the_committee_has_only_the_notice(
    tmp_path: Path,
) -> None:
    """The others were balloted; who stayed behind is not concerned by that."""
    behind = Papers("bing")
    history = (
        *SUBMITTED,
        enrol("person/bing"),
        *behind.declaring,
        behind.submit,
        *SUPPLEMENTED[len(SUBMITTED) :],
    )
    at = reader(tmp_path / "log", "2024-10-01", *history)
    found = told(at, behind.id)
    of_session = {
        r.event.type.code
        for r in rows_of(found)
        if r.event.type.code.startswith("session.")
    }
    assert of_session == {"session.review-notice-published"}
    assert {due.id for due in found.late} == {behind.id}


# --- keys and roles at that moment --------------------------------------------------


def test_a_signer_without_the_role_is_a_finding(tmp_path: Path) -> None:
    """Somebody recorded a review under a role that nobody granted him."""
    stranger = replace(a.REVIEWER, org=a.SOFTWARE)
    review = JIA.review.signed(stranger).round_the_rules()
    found = matter(tmp_path, "2024-06-01", *SUBMITTED, review)
    (signer,) = row(found, "application.employer-item-reviewed").signers
    assert not signer.valid
    assert "grant as EMPLOYER_REVIEWER" in signer.objections[0]
    assert "SIGNER_NOT_VALID" in kinds(found)


def test_a_seal_without_its_custodian_is_the_seals_fault(tmp_path: Path) -> None:
    lone = JIA.recommend.signed(a.himself("reviewer"), a.SEAL).round_the_rules()
    history = (*SUBMITTED, *JIA.recommending[:-1], lone)
    found = matter(tmp_path, "2024-07-01", *history)
    signers = row(found, "application.recommendation-issued").signers
    seal = next(one for one in signers if one.role.code == "SEAL")
    assert not seal.valid
    assert "custodian" in seal.objections[0]


def test_a_key_that_was_stolen_makes_later_acts_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *DONE)
    position = row(told(at), "application.employer-item-reviewed").event
    key = at.log.directory.keys[a.REVIEWER.key]
    monkeypatch.setattr(key, "compromised_since", position.position)
    found = told(at)
    assert row(found, "application.employer-item-reviewed").signers[0].doubtful
    assert row(found, "application.employer-item-reviewed").signers[0].valid
    attested = row(found, "application.eligibility-fact-attested").signers[0]
    assert not attested.doubtful
    assert "DOUBTFUL_KEY" in kinds(found)


# --- material -----------------------------------------------------------------------


def verdicts(found: Told, event_type: str) -> dict[str, str]:
    seen = row(found, event_type).seen
    assert seen is not None
    return {one.item: one.verdict.code for one in seen.false_items}


def test_what_lay_before_each_signer_follows_from_the_log(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-10-01", *DONE)
    seen = row(found, "application.employer-item-reviewed").seen
    assert seen is not None
    assert (seen.items, seen.known) == (("M1", "M2"), True)
    assert row(found, "application.employer-deliberated").seen is None


def test_each_signer_answers_for_what_he_did_with_a_false_item(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-10-01", *DONE)
    (false,) = found.false_items
    assert (false.item, false.complaint) == ("M2", COMPLAINT)
    assert verdicts(found, "application.submitted") == {"M2": "DECLARED"}
    assert verdicts(found, "application.employer-item-reviewed") == {"M2": "PASSED"}
    assert verdicts(found, "application.employer-publicity-opened") == {"M2": "SAW"}
    assert verdicts(found, "application.accepted") == {"M2": "PASSED"}
    passed = [f for f in found.findings if f.kind.code == "FALSE_ITEM_PASSED"]
    assert {f.events[0].type.code for f in passed} >= {
        "application.employer-item-reviewed",
        "application.recommendation-issued",
        "application.accepted",
    }


def test_an_item_added_later_was_not_before_who_signed_earlier(tmp_path: Path) -> None:
    """Whoever signed before the false paper came answers for none of it."""
    late = replace(JIA.material("M9", "PAPER", "2024-05-09T15:00"), bypassing=True)
    report = _report("M9")
    history = (*DECLARING, late, JIA.submit.round_the_rules(), *_reported(report))
    found = matter(tmp_path, "2024-10-01", *history)
    assert verdicts(found, "application.integrity-commitment-signed") == {
        "M9": "ADDED_LATER"
    }
    assert verdicts(found, "application.submitted") == {"M9": "DECLARED"}


def test_a_reviewer_who_did_not_see_the_original_is_told_apart(
    tmp_path: Path,
) -> None:
    careless = JIA.review.but(
        items=[
            {"item": "M1", "original_seen": True, "genuine": True},
            {"item": "M2", "original_seen": False, "genuine": True},
        ]
    ).round_the_rules()
    found = matter(
        tmp_path, "2024-10-01", *SUBMITTED, careless, *_reported(_report("M2"))
    )
    assert verdicts(found, "application.employer-item-reviewed") == {
        "M2": "PASSED_UNSEEN"
    }


def test_a_reviewer_who_raised_it_is_told_apart(tmp_path: Path) -> None:
    raised = deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.REVIEWER],
        "2024-05-15T09:00",
        reasons=[{"code": "PAPER", "item": "M2", "text": "疑似剽窃"}],
        until="2024-05-24",
    )
    found = matter(
        tmp_path, "2024-10-01", *SUBMITTED, raised, *_reported(_report("M2"))
    )
    assert verdicts(found, "application.correction-requested") == {"M2": "RAISED"}


def test_a_file_that_was_replaced_is_another_file(tmp_path: Path) -> None:
    again = JIA.material("M2", "PAPER", "2024-05-13T10:00").round_the_rules()
    found = matter(tmp_path, "2024-10-01", *SUBMITTED, again, *_reported(_report("M2")))
    assert verdicts(found, "application.submitted") == {"M2": "OTHER_FILE"}


def test_a_manifest_that_is_not_that_of_the_material_is_a_finding(
    tmp_path: Path,
) -> None:
    """He signed another list than the one that lay before him."""
    forged = JIA.review.but(manifest=bytes(32)).round_the_rules()
    found = matter(tmp_path, "2024-06-01", *SUBMITTED, forged)
    seen = row(found, "application.employer-item-reviewed").seen
    assert seen is not None
    assert (seen.known, seen.items) == (False, ())
    assert "MANIFEST_UNKNOWN" in kinds(found)


def _report(item: str) -> Deed:
    verified: Deed = VERIFICATION_REPORTED[-1]
    return verified.but(items=[item]).round_the_rules()


def _reported(report: Deed) -> tuple[Deed, ...]:
    """Complain, and have the complaint verified, whatever the stage is."""
    steps = VERIFICATION_REPORTED[len(CERTIFIED) : -1]
    return (*(step.round_the_rules() for step in steps), report)


# --- what came of it ------------------------------------------------------------------


def obligation(found: Told, code: str, detail: str = "") -> Obligation:
    return next(
        one
        for one in found.outcome.obligations
        if one.code.code == code and one.detail.zh == detail
    )


def test_a_revocation_demands_certificate_employer_entry_and_sharing(
    tmp_path: Path,
) -> None:
    found = matter(tmp_path, "2024-10-01", *DONE)
    codes = {(one.code.code, one.detail.zh) for one in found.outcome.obligations}
    assert codes == {
        ("HANDLE_APPLICANT", ""),
        ("HANDLE_REVIEWERS", ""),
        ("BLACKLIST", ""),
        ("VOID_CERTIFICATE", ""),
        ("TELL_EMPLOYER", ""),
        ("SHARE", "全国"),
        ("SHARE", "全省"),
        ("SHARE", "全市"),
    }
    shared = obligation(found, "SHARE", "全国")
    assert shared.met is not None
    assert (shared.detail.zh, shared.owes.zh) == ("全国", "职改部门")
    assert obligation(found, "SHARE", "全市").met is None
    assert all(one.rule.citation for one in found.outcome.obligations)


def test_what_is_not_done_yet_is_open(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-10-01", *REVOKED)
    still = {one.code.code for one in found.outcome.obligations if one.met is None}
    assert still == {
        "HANDLE_REVIEWERS",
        "VOID_CERTIFICATE",
        "TELL_EMPLOYER",
        "BLACKLIST",
    }
    assert "OBLIGATION_OPEN" in kinds(found)
    assert obligation(found, "BLACKLIST").prompt_by is not None


def test_what_another_matter_did_counts_too(tmp_path: Path) -> None:
    """The reviewers are educated in an inspection, because of this complaint."""
    educate = EDUCATE.but(complaint=COMPLAINT).round_the_rules()
    supervised = [d.round_the_rules() for d in FOUND[len(ADMITTED) :]]
    found = matter(tmp_path, "2024-10-01", *DONE, *supervised, educate)
    handled = obligation(found, "HANDLE_REVIEWERS")
    assert handled.met is not None
    assert handled.met.type.code == "inspection.persons-educated"
    assert {one.opened.id for one in found.outcome.obligations}.isdisjoint({INSPECTION})


def test_without_a_certificate_there_is_none_to_void(tmp_path: Path) -> None:
    history = tuple(d for d in REVOKED if d is not CERTIFIED[-1])
    found = matter(tmp_path, "2024-10-01", *history)
    codes = {one.code.code for one in found.outcome.obligations}
    assert "VOID_CERTIFICATE" not in codes
    assert "TELL_EMPLOYER" in codes


@pytest.mark.parametrize(
    ("history", "missing"),
    [
        (REVOKED, {"complaint.complainant-notified"}),
        ((*REVOKED, NOTIFY), {"complaint.closed"}),
        (DONE, set()),
    ],
)
def test_a_complaint_that_was_decided_is_answered_and_closed(
    tmp_path: Path, history: tuple[Deed, ...], missing: set[str]
) -> None:
    found = matter(tmp_path, "2024-10-01", *history)
    assert {step.type.code for step in found.missing} == missing


def test_the_outcome_names_title_and_record(tmp_path: Path) -> None:
    outcome = matter(tmp_path, "2024-10-01", *DONE).outcome
    assert outcome.title is not None
    assert outcome.title.id == TITLE
    assert outcome.title_stage == Label("REVOKED", "已撤销", "revoked")
    (record,) = outcome.records
    assert (record.id, record.state.code) == (RECORD, "ACTIVE")
    assert record.last_barred_day == date(2027, 9, 2)


def test_the_record_is_told_as_it_stands_on_the_day(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-12-01", *DONE, ANNUL.round_the_rules())
    assert [record.state.code for record in found.outcome.records] == ["ANNULLED"]


# --- late, entered late, missing ------------------------------------------------------


def test_a_clean_matter_has_no_findings_but_its_late_hop(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-08-01", *CERTIFIED)
    assert found.missing == ()
    assert kinds(found) == {"DEADLINE_MISSED"}
    assert {due.rule.id for due in found.late} == {"XN12-8.3a"}


def test_a_deadline_that_was_missed_has_two_events_for_proof(tmp_path: Path) -> None:
    found = matter(tmp_path, "2024-08-01", *CERTIFIED)
    hop = next(f for f in found.findings if f.rule and f.rule.id == "XN12-8.3a")
    assert [ref.type.code for ref in hop.events] == [
        "application.submitted",
        "application.recommendation-issued",
    ]
    assert "factory（示例）" in hop.what.zh


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        (JIA.close, "application.employer-publicity-closed"),
        (JIA.commit, "application.integrity-commitment-signed"),
        (JIA.pass_county, "application.authority-audit-passed"),
        (JIA.pass_department, "application.department-audit-passed"),
        (JIA.accept, "application.accepted"),
        (OPINION, "session.opinion-signed"),
        (RESULT_PUBLICISED[-1], "session.result-publicity-closed"),
    ],
)
def test_a_step_that_was_left_out_is_said_to_be_missing(
    tmp_path: Path, left_out: Deed, missing: str
) -> None:
    """Absence must be provable: "no such event recorded" is an answer."""
    kept = [d for d in CERTIFIED if d is not left_out]
    start = CERTIFIED.index(left_out)
    history = [*kept[:start], *(d.round_the_rules() for d in kept[start:])]
    found = matter(tmp_path, "2024-10-01", *history)
    assert missing in {step.type.code for step in found.missing}
    step = next(s for s in found.missing if s.type.code == missing)
    assert step.rule.citation
    assert "STEP_MISSING" in kinds(found)


def test_the_hop_that_did_not_audit_is_named(tmp_path: Path) -> None:
    history = [
        d if n < CERTIFIED.index(JIA.pass_county) else d.round_the_rules()
        for n, d in enumerate(CERTIFIED)
        if d is not JIA.pass_county
    ]
    found = matter(tmp_path, "2024-10-01", *history)
    (step,) = found.missing
    assert step.organisation.id == a.COUNTY


@pytest.mark.parametrize(
    ("city", "rule"), [(XIANNING, "XN12-5.2b"), (LIUZHOU, "LZ-4.1.2a"), (YUNCHENG, "")]
)
def test_a_step_is_expected_under_the_notice_of_the_city(
    tmp_path: Path, city: str, rule: str
) -> None:
    """Yuncheng asks for no publicity at the employer."""
    kept = [
        d if d is PUBLISH else d.round_the_rules()
        for d in CERTIFIED
        if d is not JIA.close
    ]
    found = matter(tmp_path, "2024-10-01", *in_city(city, kept))
    named = {s.type.code: s.rule.id for s in found.missing}
    assert named.get("application.employer-publicity-closed", "") == rule


def test_a_step_of_a_matter_without_a_policy_is_expected_all_the_same(
    tmp_path: Path,
) -> None:
    history = [
        d.round_the_rules()
        for d in CERTIFIED
        if d not in (JIA.close, JIA.pass_county, PUBLISH)
    ]
    found = matter(tmp_path, "2024-10-01", *history)
    assert {s.type.code: s.rule.id for s in found.missing} == {
        "application.employer-publicity-closed": "XN12-5.2b",
        "application.authority-audit-passed": "XN12-5.2e",
    }


def test_nothing_is_missing_that_cannot_have_happened_yet(tmp_path: Path) -> None:
    for number, history in enumerate(
        [(*ANNOUNCED, JIA.draft), DECLARING, SUBMITTED, AT_THE_COUNTY, ADMITTED]
    ):
        assert matter(tmp_path / str(number), "2024-06-21", *history).missing == ()


def test_an_entry_long_after_the_act_is_shown_with_both_times(tmp_path: Path) -> None:
    late = (
        JIA.review.but(late={"reason": "系统停机", "paper": bytes(32)})
        .signed(a.REVIEWER, a.SUPERVISOR)
        .recorded("2024-05-24T09:00", done="2024-05-16T09:00")
    )
    found = matter(tmp_path, "2024-06-01", *SUBMITTED, late.round_the_rules())
    ref = row(found, "application.employer-item-reviewed").event
    assert ref.received_at - ref.at == 8 * 86_400_000
    assert ref.late
    assert "LATE_ENTRY" in kinds(found)


# --- subjects -------------------------------------------------------------------------


@pytest.mark.parametrize("subject", [JIA.id, TITLE, COMPLAINT, RECORD])
def test_whatever_belongs_to_a_matter_leads_to_it(tmp_path: Path, subject: str) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *DONE)
    found = traced(at, subject)
    assert found.subject == subject
    assert [m.application.id for m in found.matters] == [JIA.id]
    assert found.event is None


def test_a_person_leads_to_all_his_matters(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *DONE)
    assert [m.application.id for m in traced(at, a.JIA).matters] == [JIA.id]
    assert traced(at, "person/nobody").matters == ()
    assert traced(at, a.SOFTWARE).matters == ()


def test_an_event_is_shown_with_the_matter_it_belongs_to(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *DONE)
    review = next(e for e in at.log.events(JIA.id) if e.type.endswith("item-reviewed"))
    found = at.ask(lambda rows: trace(review, rows, at.states, at.today))
    assert found.event is not None
    assert found.event.event.event == review.hash.hex()
    assert [m.application.id for m in found.matters] == [JIA.id]
    filed = next(e for e in at.log.page(0, at.log.size) if e.type == "committee.filed")
    wide = at.ask(lambda rows: trace(filed, rows, at.states, at.today))
    assert wide.event is not None
    assert [m.application.id for m in wide.matters] == [JIA.id, YI.id]
    adopted = next(e for e in at.log.page(0, at.log.size) if "calendar" in e.type)
    alone = at.ask(lambda rows: trace(adopted, rows, at.states, at.today))
    assert alone.event is not None
    assert alone.matters == ()


def test_the_answer_says_which_log_it_was_read_from(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *SUBMITTED)
    found = traced(at)
    assert found.ledger.size == at.log.size
    assert found.ledger.root == at.log.root_at(at.log.size).hex()
    assert found.ledger.simulated
    assert found.on == date(2024, 10, 1)


def test_no_personal_value_is_in_the_answer(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *DONE)
    document = msgspec.json.encode(traced(at)).decode()
    passport = example_passport(a.JIA)
    for secret in (passport, "论文属剽窃", "实名信访人", "业绩突出", "材料M1"):
        assert secret not in document


# --- one-time notification


@pytest.mark.parametrize(
    ("tell", "rule"), [(tuple, "XN12-5.2f"), (liuzhou, "LZ-4.3c"), (yuncheng, "")]
)
def test_a_reason_that_was_there_before_is_a_finding(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    ask = deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.REVIEWER],
        "2024-05-13T09:00",
        reasons=[{"code": "EDU-COPY", "item": "M1", "text": "请补正"}],
        until="2024-05-20",
    )
    answer = deed(
        audits.CorrectionSubmitted,
        JIA.id,
        [a.JIA_SIGNS],
        "2024-05-14T09:00",
        answers=["EDU-COPY"],
    )
    again = ask.recorded("2024-05-15T09:00")
    found = matter(tmp_path, "2024-10-01", *tell(SUBMITTED), ask, answer, again)
    told = [one for one in found.findings if one.kind.code == "TOLD_LATE"]
    assert [one.rule.id for one in told if one.rule] == [rule] * bool(rule)
    assert [len({event.seq for event in one.events}) for one in told] == [2] * bool(
        rule
    )


def test_the_event_that_ended_the_participation_is_named(tmp_path: Path) -> None:
    """Every type that the answer names must be one that the ledger declares."""
    ended = deed(
        audits.Disqualified,
        JIA.id,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-06-11T09:00",
        complaint=COMPLAINT,
        violation="FALSE_MATERIAL",
        decision_no="咸职改办〔2024〕30号（示例）",
        decided_on="2024-06-11",
    ).round_the_rules()
    found = matter(tmp_path, "2024-10-01", *SUBMITTED, ended)
    shown = row(found, "application.applicant-disqualified").facts
    assert {fact.name.code for fact in shown} == {
        "violation",
        "decision_no",
        "decided_on",
    }


@pytest.mark.parametrize("city", [XIANNING, LIUZHOU])
def test_steps_of_liuzhou_are_expected_in_liuzhou(tmp_path: Path, city: str) -> None:
    kept = [d if d is PUBLISH else d.round_the_rules() for d in CERTIFIED]
    found = matter(tmp_path, "2024-10-01", *in_city(city, kept))
    own = {
        "application.review-commitment-signed",
        "application.unit-performance-audited",
    }
    assert own & {s.type.code for s in found.missing} == (
        own if city == LIUZHOU else set()
    )
