"""What the rules must remember of an annual review batch."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.session import events as e
from aggregates.session import meeting, papers
from aggregates.session import results as session_results
from aggregates.session.plans import Deployment, OpeningForm, Plan

PLANNED = "PLANNED"
ANNOUNCED = "ANNOUNCED"
ACCEPTANCE_CLOSED = "ACCEPTANCE_CLOSED"
DRAWN = "DRAWN"
OPENED = "OPENED"
BALLOTED = "BALLOTED"
SIGNED = "SIGNED"
CONCLUDED = "CONCLUDED"
PUBLICITY = "PUBLICITY"
PUBLICITY_CLOSED = "PUBLICITY_CLOSED"
ARCHIVED = "ARCHIVED"
NOT_RECOGNISED = "NOT_RECOGNISED"


class SessionState(msgspec.Struct, frozen=True):
    """One batch, as far as rules need it."""

    id: str
    stage: str = ""
    profile: str = ""
    committee: str = ""
    office: str = ""
    year: int = 0
    declare_from: date | None = None
    declare_until: date | None = None
    audit_until: date | None = None
    hop_limit: int = 0
    purpose: str = ""
    deployment: Deployment | None = None
    series: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    plan: Plan | None = None
    health_approved: frozenset[bytes] = frozenset()
    opening_form: OpeningForm | None = None
    crossed: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()
    fees: Mapping[str, int] = {}
    charged: Mapping[str, int] = {}
    admitted: Mapping[str, None] = {}
    excluded: tuple[int, ...] = ()
    pool: bytes = b""
    selected: tuple[int, ...] = ()
    alternates: tuple[int, ...] = ()
    seated: frozenset[bytes] = frozenset()
    committed: frozenset[bytes] = frozenset()
    trained: frozenset[bytes] = frozenset()
    training: tuple[str, ...] = ()
    closed: bool = False
    opened_on: date | None = None
    present: frozenset[bytes] = frozenset()
    recusals: frozenset[tuple[bytes, str]] = frozenset()
    opinions: Mapping[bytes, frozenset[tuple[str, bytes]]] = {}
    results: bytes = b""
    results_count: int = 0
    passed: int = 0
    ended_on: date | None = None
    rechecked: bool = False
    publicity_on: date | None = None
    publicity_late: bool = False
    publicity_closed_on: date | None = None
    published: bytes = b""
    published_count: int = 0
    requested: bool = False
    reported: bool = False
    report_complete: bool = False
    supplemented: bool = False
    reported_at: int = -1
    batches: int = 0
    confirmed: int = 0
    filed_upward: frozenset[str] = frozenset()

    @property
    def reports_done(self) -> bool:
        """Whether the authority has been told everything that the notice asks."""
        return self.report_complete or self.supplemented


def initial(aggregate_id: str) -> SessionState:
    """Return the state of a batch that does not exist yet."""
    return SessionState(id=aggregate_id)


def evolve(state: SessionState, act: Act) -> SessionState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _notice(
    state: SessionState, body: e.ReviewNoticePublished, act: Act
) -> SessionState:
    return replace(
        state,
        stage=ANNOUNCED,
        profile=act.profile,
        committee=body.committee,
        office=act.by[0].org,
        year=body.year,
        declare_from=body.declare_from,
        declare_until=body.declare_until,
        audit_until=body.audit_until,
        hop_limit=body.hop_limit,
        series=body.series,
        levels=body.levels,
        purpose=body.purpose,
    )


def _amended(state: SessionState, body: e.NoticeAmended, act: Act) -> SessionState:
    return replace(
        state, declare_until=body.declare_until, audit_until=body.audit_until
    )


def _plan(state: SessionState, body: e.ReviewPlanSubmitted, act: Act) -> SessionState:
    plan = Plan(
        parts=tuple(part.code for part in body.parts),
        opening_on=body.opening_on,
        members=body.members,
        stand_ins=body.stand_ins,
        ceiling=(body.pass_ceiling.numerator, body.pass_ceiling.denominator),
        standard=body.scoring_standard,
        seed_at=body.seed.at,
        seed_commitment=body.seed_commitment,
        seed_form=body.seed.form,
        seed_sources=(body.seed.source, body.seed.fallback),
    )
    before = state.plan
    settled = before is not None and before.settled and before.draw == plan.draw
    return replace(state, plan=replace(plan, settled=settled))


def _consented(state: SessionState, body: Any, act: Act) -> SessionState:
    if state.plan is None:
        return state
    return replace(state, plan=replace(state.plan, consented=True, settled=True))


def _admitted(state: SessionState, body: e.ApplicantAdmitted, act: Act) -> SessionState:
    return replace(state, admitted={**state.admitted, body.application: None})


def _drawn(state: SessionState, body: e.ExpertsDrawn, act: Act) -> SessionState:
    return replace(
        state,
        stage=DRAWN,
        pool=body.pool.sha256,
        selected=body.selected,
        alternates=body.alternates,
    )


def _seated(state: SessionState, body: e.PanelSeated, act: Act) -> SessionState:
    return replace(state, seated=frozenset(body.keys))


def _called(state: SessionState, body: e.StandInCalled, act: Act) -> SessionState:
    return replace(
        state,
        alternates=tuple(i for i in state.alternates if i != body.called),
        seated=state.seated - {body.absent} | {body.key},
    )


def _keys(act: Act, *roles: str) -> frozenset[bytes]:
    return frozenset(s.key for s in act.by if s.role in roles)


def _commitment(state: SessionState, body: Any, act: Act) -> SessionState:
    signed = _keys(act, "EXPERT", "CHAIR")
    return replace(state, committed=state.committed | signed)


def _recused(state: SessionState, body: e.RecusalDeclared, act: Act) -> SessionState:
    pair = (act.by[0].key, body.application)
    return replace(state, recusals=state.recusals | {pair})


def _opinion(
    state: SessionState, body: meeting.OpinionSigned, act: Act
) -> SessionState:
    """Remember of each expert on which material of which application he spoke."""
    expert = act.by[0].key
    told = state.opinions.get(expert, frozenset())
    told |= {(body.application, body.manifest)}
    return replace(state, opinions={**state.opinions, expert: told})


def _ordered(state: SessionState, body: e.RecusalOrdered, act: Act) -> SessionState:
    pair = (body.expert, body.application)
    return replace(state, recusals=state.recusals | {pair})


def _trained(state: SessionState, body: meeting.PanelTrained, act: Act) -> SessionState:
    there = state.trained | _keys(act, "EXPERT", "CHAIR")
    return replace(state, trained=there, training=body.documents)


def _opened(state: SessionState, body: meeting.Opened, act: Act) -> SessionState:
    present = _keys(act, "EXPERT", "CHAIR")
    return replace(state, stage=OPENED, present=present, opened_on=act.day)


def _tallied(
    state: SessionState, body: meeting.BallotTallied, act: Act
) -> SessionState:
    return replace(
        state,
        stage=BALLOTED,
        results=body.results.sha256,
        results_count=body.results.count,
        passed=body.passed,
    )


def _concluded(state: SessionState, body: meeting.Concluded, act: Act) -> SessionState:
    return replace(state, stage=CONCLUDED, ended_on=act.day)


def _publicity_opened(
    state: SessionState, body: session_results.ResultPublicityOpened, act: Act
) -> SessionState:
    return replace(
        state,
        stage=PUBLICITY,
        publicity_on=act.day,
        publicity_late=act.late,
        published=body.published.sha256,
        published_count=body.published.count,
    )


def _publicity_closed(state: SessionState, body: Any, act: Act) -> SessionState:
    closed_on = act.day
    return replace(state, stage=PUBLICITY_CLOSED, publicity_closed_on=closed_on)


def _reported(
    state: SessionState, body: session_results.ComprehensiveReportFiled, act: Act
) -> SessionState:
    complete = body.publicity_state == "COMPLETE"
    return replace(
        state, reported=True, report_complete=complete, reported_at=act.position
    )


def _supplemented(
    state: SessionState, body: session_results.SupplementaryReportFiled, act: Act
) -> SessionState:
    return replace(state, supplemented=True, reported_at=act.position)


def _exclusions(
    state: SessionState, body: e.DrawExclusionsStated, act: Act
) -> SessionState:
    return replace(state, excluded=body.excluded)


def _confirmed(
    state: SessionState, body: session_results.ResultsConfirmed, act: Act
) -> SessionState:
    return replace(
        state,
        batches=state.batches + 1,
        confirmed=state.confirmed + body.confirmed.count,
    )


def _deployed(
    state: SessionState, body: papers.DeploymentDocumentFiled, act: Act
) -> SessionState:
    deployment = Deployment(
        materials=tuple(body.materials),
        conditions=body.conditions,
        directed_evaluation=bool(body.directed_evaluation),
    )
    if state.stage:
        return replace(state, deployment=deployment)
    return replace(
        state,
        stage=PLANNED,
        profile=act.profile,
        committee=body.committee,
        office=act.by[0].org,
        year=body.year,
        series=body.series,
        deployment=deployment,
    )


def _health(
    state: SessionState, body: papers.HealthDepartmentReviewed, act: Act
) -> SessionState:
    plan = {body.document.sha256}
    approved = state.health_approved
    approved = approved | plan if body.approved else approved - plan
    return replace(state, health_approved=approved)


def _opening_form(
    state: SessionState, body: papers.OpeningFormUploaded, act: Act
) -> SessionState:
    codes = tuple(one.code for one in body.documents)
    return replace(state, opening_form=OpeningForm(body.opening_on, codes))


def _crossed(
    state: SessionState, body: papers.AssignedCrossReview, act: Act
) -> SessionState:
    return replace(state, crossed=state.crossed | set(body.counties))


def _exception(
    state: SessionState, body: papers.ExceptionGranted, act: Act
) -> SessionState:
    return replace(state, exceptions=state.exceptions | {body.rule})


def _filed_upward(
    state: SessionState, body: papers.ResultsFiledUpward, act: Act
) -> SessionState:
    return replace(state, filed_upward=state.filed_upward | {body.level})


def _fees(state: SessionState, body: papers.FeeScheduleFiled, act: Act) -> SessionState:
    return replace(state, fees={fee.level: fee.fen for fee in body.fees})


def _charged(state: SessionState, body: papers.FeeCharged, act: Act) -> SessionState:
    paid = state.charged.get(body.application, 0) + body.fen
    return replace(state, charged={**state.charged, body.application: paid})


HANDLERS: Handlers[SessionState] = {
    papers.DeploymentDocumentFiled: _deployed,
    papers.HealthDepartmentReviewed: _health,
    papers.OpeningFormUploaded: _opening_form,
    papers.AssignedCrossReview: _crossed,
    papers.ExceptionGranted: _exception,
    papers.ConfirmationRequested: lambda s, _b, _a: replace(s, requested=True),
    papers.ResultsFiledUpward: _filed_upward,
    papers.FeeScheduleFiled: _fees,
    papers.FeeCharged: _charged,
    e.ReviewNoticePublished: _notice,
    e.NoticeAmended: _amended,
    e.AcceptanceClosed: lambda s, _b, _a: replace(s, stage=ACCEPTANCE_CLOSED),
    e.ReviewPlanSubmitted: _plan,
    e.ReviewPlanConsented: _consented,
    e.ReviewPlanReturned: lambda s, _b, _a: replace(s, plan=None),
    e.ApplicantAdmitted: _admitted,
    e.DrawExclusionsStated: _exclusions,
    e.ExpertsDrawn: _drawn,
    e.PanelSeated: _seated,
    e.StandInCalled: _called,
    e.ExpertCommitmentSigned: _commitment,
    e.RecusalDeclared: _recused,
    e.RecusalOrdered: _ordered,
    meeting.OpinionSigned: _opinion,
    meeting.PanelTrained: _trained,
    meeting.ClosedManagementStarted: lambda s, _b, _a: replace(s, closed=True),
    meeting.ClosedManagementEnded: lambda s, _b, _a: replace(s, closed=False),
    meeting.Opened: _opened,
    meeting.BallotTallied: _tallied,
    meeting.ResultSigned: lambda s, _b, _a: replace(s, stage=SIGNED),
    meeting.Concluded: _concluded,
    session_results.ResultRechecked: lambda s, _b, _a: replace(s, rechecked=True),
    session_results.ResultPublicityOpened: _publicity_opened,
    session_results.ResultPublicityClosed: _publicity_closed,
    session_results.ComprehensiveReportFiled: _reported,
    session_results.SupplementaryReportFiled: _supplemented,
    session_results.ResultsConfirmed: _confirmed,
    session_results.Archived: lambda s, _b, _a: replace(s, stage=ARCHIVED),
    papers.ReviewNotRecognised: lambda s, _b, _a: replace(s, stage=NOT_RECOGNISED),
}
