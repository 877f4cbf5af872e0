"""How acts change what the rules remember of an application (`standing`)."""

from functools import partial
from typing import Any

from msgspec.structs import replace

from aggregates.application import audits, opinions, outcomes, recommending
from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application import standing as s
from aggregates.application import voiding as v
from aggregates.application.checked import HANDLERS as CHECKING
from aggregates.application.checked import Flag
from aggregates.application.standing import (
    ApplicationState,
    Attested,
    Correction,
    Defect,
    Material,
    Notice,
    Publicity,
)
from aggregates.decider import Act, Handlers, fold


def initial(aggregate_id: str) -> ApplicationState:
    """Return the state of an application that does not exist yet."""
    return ApplicationState(id=aggregate_id)


def evolve(state: ApplicationState, act: Act) -> ApplicationState:
    """Fold one act into the state."""
    checked = replace(state, checks=fold(CHECKING, state.checks, act))
    return _note_signers(fold(HANDLERS, checked, act), act)


def _note_signers(state: ApplicationState, act: Act) -> ApplicationState:
    noted = dict(state.signers)
    for signer in act.by:
        keys = noted.get(signer.role, ())
        if signer.key.hex() not in keys:
            noted[signer.role] = (*keys, signer.key.hex())
    return replace(state, signers=noted)


def _stage(
    stage: str, state: ApplicationState, _body: Any, _act: Act
) -> ApplicationState:
    return replace(state, stage=stage)


def _drafted(state: ApplicationState, body: e.Drafted, act: Act) -> ApplicationState:
    return replace(
        state,
        stage=s.DRAFT,
        person=body.person,
        session=body.session,
        profile=act.profile,
        employer=body.employer,
        agency=body.agency,
        applicant_kind=body.applicant_kind,
        declaration=body.declaration,
        series=body.series,
        profession=body.profession,
        level=body.level,
        post_profession=body.post_profession,
        standard=body.standard,
        entrustment=body.entrustment,
        own_commitment=body.own_commitment,
    )


def _material(
    state: ApplicationState, body: e.MaterialAttached, act: Act
) -> ApplicationState:
    material = Material(body.material, body.file.c, body.obtained_on, body.classified)
    return replace(state, materials={**state.materials, body.item: material})


def _declassified(
    state: ApplicationState, body: e.MaterialDeclassified, act: Act
) -> ApplicationState:
    old = state.materials.get(body.item)
    if old is None:
        return state
    new = replace(old, file=body.file.c, declassified=True)
    return replace(state, materials={**state.materials, body.item: new})


def _attested(
    state: ApplicationState, body: e.EligibilityFactAttested, act: Act
) -> ApplicationState:
    kind = str(type(body.fact).__struct_config__.tag)
    attested = Attested(body.fact, act.by[0].role, act.day)
    return replace(state, facts={**state.facts, kind: attested})


def _exception(
    state: ApplicationState, body: e.ExceptionGranted, act: Act
) -> ApplicationState:
    return replace(
        state,
        exceptions=(*state.exceptions, body.exception),
        excepted_rules=(*state.excepted_rules, body.rule),
    )


def _shared(
    state: ApplicationState, body: e.SharedDataObtained, _act: Act
) -> ApplicationState:
    return replace(state, shared={**state.shared, body.data: body.obtained})


def _committed(
    state: ApplicationState, body: e.IntegrityCommitmentSigned, act: Act
) -> ApplicationState:
    return replace(state, committed=body.manifest, commitment_form=body.form)


def _submitted(
    state: ApplicationState, body: e.Submitted, act: Act
) -> ApplicationState:
    return replace(
        state,
        stage=s.SUBMITTED,
        holder=body.to,
        route=(body.to,),
        declared_on=state.declared_on or act.day,
    )


def _appointed(
    state: ApplicationState, body: recommending.EmployerReviewerAppointed, _act: Act
) -> ApplicationState:
    return replace(state, reviewer=body.reviewer)


def _item_reviewed(
    state: ApplicationState, body: recommending.EmployerItemReviewed, act: Act
) -> ApplicationState:
    return replace(state, stage=s.REVIEWED, reviewed=body.manifest)


def _publicity_opened(
    state: ApplicationState, body: recommending.EmployerPublicityOpened, act: Act
) -> ApplicationState:
    """Begin anew, but for the objections to an earlier publicity nobody answered."""
    publicity = Publicity(body.posted_on, act.day, act.late)
    unanswered = {n: None for n, found in state.objections.items() if found is None}
    return replace(state, stage=s.PUBLICITY, publicity=publicity, objections=unanswered)


def _objected(
    state: ApplicationState, body: recommending.PublicityObjectionRaised, act: Act
) -> ApplicationState:
    return replace(state, objections={**state.objections, body.objection: None})


def _resolved(
    state: ApplicationState, body: recommending.PublicityObjectionResolved, act: Act
) -> ApplicationState:
    resolved = {**state.objections, body.objection: body.substantiated}
    return replace(state, objections=resolved)


def _publicity_closed(
    state: ApplicationState, _body: recommending.EmployerPublicityClosed, act: Act
) -> ApplicationState:
    if state.publicity is None:
        return state
    closed = replace(state.publicity, closed_on=act.day)
    return replace(state, stage=s.PUBLICITY_CLOSED, publicity=closed)


def _recommended(
    state: ApplicationState, body: recommending.RecommendationIssued, act: Act
) -> ApplicationState:
    return replace(
        state, stage=s.RECOMMENDED, recommended=body.manifest, quota=body.quota
    )


def _forwarded(
    state: ApplicationState, body: audits.Forwarded, act: Act
) -> ApplicationState:
    route = (*state.route, body.to)
    return replace(state, stage=s.FORWARDED, holder=body.to, route=route)


def _noticed(
    state: ApplicationState, body: opinions.WithReasons, act: Act
) -> tuple[Notice, ...]:
    """Remember what a body told, and what lay before it then."""
    notice = Notice(
        org=act.by[0].org,
        seq=act.seq,
        reasons=tuple((r.code, r.item) for r in body.reasons),
        files={item: material.file for item, material in state.materials.items()},
    )
    return (*state.notices, notice)


def _correction_requested(
    state: ApplicationState, body: audits.CorrectionRequested, act: Act
) -> ApplicationState:
    codes = tuple(r.code for r in body.reasons)
    return replace(
        state,
        correction=Correction(codes, body.until, act.by[0].org),
        notices=_noticed(state, body, act),
    )


def _flagged(
    state: ApplicationState, body: c.RiskFlagRaised, _act: Act
) -> ApplicationState:
    material = state.materials.get(body.item)
    if material is None:
        return state
    flags = {**state.checks.flags, body.flag: Flag(body.item, material.file)}
    return replace(state, checks=replace(state.checks, flags=flags))


def _correction_submitted(
    state: ApplicationState, body: audits.CorrectionSubmitted, act: Act
) -> ApplicationState:
    """Go back to the employer when the manifest changed: a pass is on a version."""
    failed = state.stage == s.AUDIT_FAILED
    stage = s.FORWARDED if failed else state.stage
    corrected = replace(state, correction=None, stage=stage)
    if state.reviewed and body.manifest != state.reviewed and state.route:
        return replace(
            corrected, stage=s.SUBMITTED, holder=state.route[0], route=state.route[:1]
        )
    return corrected


def _returned(
    state: ApplicationState, body: audits.Returned, act: Act
) -> ApplicationState:
    """Begin again: what was reviewed, publicised and recommended counts no more."""
    return replace(
        state,
        stage=s.DRAFT,
        holder=body.to,
        route=(),
        reviewed=b"",
        recommended=b"",
        publicity=None,
        correction=None,
        notices=_noticed(state, body, act),
    )


def _not_passed(
    state: ApplicationState, body: audits.AuditNotPassed, act: Act
) -> ApplicationState:
    return replace(state, stage=s.NOT_PASSED, notices=_noticed(state, body, act))


def _abandoned(
    state: ApplicationState, body: audits.DeemedAbandoned, _act: Act
) -> ApplicationState:
    return replace(state, stage=s.ABANDONED, missed=body.missed, correction=None)


def _defect(
    state: ApplicationState, body: audits.EligibilityDefectFound, act: Act
) -> ApplicationState:
    defect = Defect(body.defect, body.arisen_on, body.found_on)
    return replace(state, defects=(*state.defects, defect))


def _accepted(
    state: ApplicationState, body: audits.Accepted, _act: Act
) -> ApplicationState:
    return replace(state, stage=s.ACCEPTED, case_no=body.case_no)


def _disqualified(
    state: ApplicationState, body: audits.Disqualified, act: Act
) -> ApplicationState:
    return replace(
        state,
        stage=s.DISQUALIFIED,
        complaint=body.complaint,
        violation=body.violation,
        decision_no=body.decision_no,
        decided_on=body.decided_on,
    )


def _ballot(
    state: ApplicationState, body: outcomes.BallotRecorded, _act: Act
) -> ApplicationState:
    stage = s.BALLOTED if body.passed else s.REVIEWED_FAIL
    return replace(state, stage=stage, ballot_passed=body.passed)


def _confirmed(
    state: ApplicationState, body: outcomes.Confirmed, _act: Act
) -> ApplicationState:
    return replace(state, stage=s.CONFIRMED, document_no=body.document_no)


def _not_recognised(
    state: ApplicationState, _body: outcomes.ReviewNotRecognised, _act: Act
) -> ApplicationState:
    """Void a result that was confirmed; one that was not can never be."""
    if state.ended:
        return state
    return replace(
        state, stage=s.VOIDED if state.stage == s.CONFIRMED else s.NOT_CONFIRMED
    )


def _voided(state: ApplicationState, body: v.Voided, _act: Act) -> ApplicationState:
    return replace(
        state,
        stage=s.VOIDED,
        decision_no=body.decision_no,
        decided_on=body.decided_on,
    )


def _complaint_opened(
    state: ApplicationState, body: outcomes.ComplaintOpened, _act: Act
) -> ApplicationState:
    return replace(state, complaints={**state.complaints, body.complaint: ""})


def _complaint_closed(
    state: ApplicationState, body: outcomes.ComplaintClosed, act: Act
) -> ApplicationState:
    complaints = {**state.complaints, body.complaint: body.outcome}
    return replace(state, complaints=complaints, complaint_closed_at=act.position)


HANDLERS: Handlers[ApplicationState] = {
    e.Drafted: _drafted,
    e.MaterialAttached: _material,
    e.MaterialDeclassified: _declassified,
    e.EligibilityFactAttested: _attested,
    e.SharedDataObtained: _shared,
    e.ExceptionGranted: _exception,
    e.IntegrityCommitmentSigned: _committed,
    e.Submitted: _submitted,
    recommending.EmployerReviewerAppointed: _appointed,
    recommending.EmployerItemReviewed: _item_reviewed,
    recommending.EmployerReviewFailed: partial(_stage, s.NOT_RECOMMENDED),
    recommending.EmployerDeliberated: partial(_stage, s.DELIBERATED),
    recommending.EmployerPublicityOpened: _publicity_opened,
    recommending.PublicityObjectionRaised: _objected,
    recommending.PublicityObjectionResolved: _resolved,
    recommending.EmployerPublicityClosed: _publicity_closed,
    recommending.RecommendationIssued: _recommended,
    recommending.RecommendationRefused: partial(_stage, s.NOT_RECOMMENDED),
    audits.Forwarded: _forwarded,
    audits.DepartmentAuditPassed: partial(_stage, s.AUDITED),
    audits.AuthorityAuditPassed: partial(_stage, s.AUDITED),
    c.DepartmentAuditFailed: partial(_stage, s.AUDIT_FAILED),
    c.AuthorityAuditFailed: partial(_stage, s.AUDIT_FAILED),
    c.RiskFlagRaised: _flagged,
    audits.CorrectionRequested: _correction_requested,
    audits.CorrectionSubmitted: _correction_submitted,
    audits.Returned: _returned,
    audits.DeemedAbandoned: _abandoned,
    audits.Withdrawn: partial(_stage, s.WITHDRAWN),
    audits.EligibilityDefectFound: _defect,
    audits.AuditNotPassed: _not_passed,
    audits.Accepted: _accepted,
    audits.Admitted: partial(_stage, s.ADMITTED),
    audits.Disqualified: _disqualified,
    audits.Held: lambda state, _body, _act: replace(state, held=True),
    audits.Released: lambda state, _body, _act: replace(state, held=False),
    outcomes.BallotRecorded: _ballot,
    outcomes.ResultPublicised: partial(_stage, s.PUBLICISED),
    outcomes.Confirmed: _confirmed,
    outcomes.NotConfirmed: partial(_stage, s.NOT_CONFIRMED),
    outcomes.ReviewNotRecognised: _not_recognised,
    v.Voided: _voided,
    v.ResultVoided: partial(_stage, s.VOIDED),
    outcomes.ComplaintOpened: _complaint_opened,
    outcomes.ComplaintClosed: _complaint_closed,
}
