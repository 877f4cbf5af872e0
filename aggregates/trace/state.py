"""What the rules must remember of a trace."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.trace import events as e

EXCEPTED = "EXCEPTED"
OPENED = "OPENED"
SCOPED = "SCOPED"
ATTRIBUTED = "ATTRIBUTED"
MEASURES = "MEASURES"
CONCLUDED = "CONCLUDED"


class Responsibility(msgspec.Struct, frozen=True):
    """Who answers for which act, and which measures were taken."""

    person: str
    body: str
    body_kind: str
    act: tuple[str, int]
    gravity: str
    measures: tuple[str, ...] = ()


class TraceState(msgspec.Struct, frozen=True):
    """One trace, from its clue to its conclusion."""

    id: str
    stage: str = ""
    profile: str = ""
    exceptions: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    clue: str = ""
    applications: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    responsibilities: Mapping[str, Responsibility] = {}

    def unanswered(self) -> tuple[str, ...]:
        """Return the responsibilities for which no measure was taken yet."""
        return tuple(n for n, one in self.responsibilities.items() if not one.measures)


def initial(aggregate_id: str) -> TraceState:
    """Return the state of a trace that does not exist yet."""
    return TraceState(id=aggregate_id)


def evolve(state: TraceState, act: Act) -> TraceState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _excepted(state: TraceState, body: e.ExceptionGranted, act: Act) -> TraceState:
    return replace(
        state,
        stage=EXCEPTED,
        profile=act.profile,
        exceptions=(*state.exceptions, body.rule),
    )


def _opened(state: TraceState, body: e.Opened, act: Act) -> TraceState:
    return replace(
        state,
        stage=OPENED,
        profile=act.profile,
        organisers=tuple(dict.fromkeys(s.org for s in act.by if s.org)),
        clue=body.clue,
    )


def _scope(state: TraceState, body: e.ScopeSet, act: Act) -> TraceState:
    return replace(
        state,
        stage=SCOPED if state.stage == OPENED else state.stage,
        applications=state.applications | set(body.applications),
        sessions=state.sessions | set(body.sessions),
        persons=state.persons | set(body.persons),
    )


def _attributed(
    state: TraceState, body: e.ResponsibilityAttributed, act: Act
) -> TraceState:
    new = Responsibility(
        person=body.person,
        body=body.body,
        body_kind=body.body_kind,
        act=(body.act.id, body.act.seq),
        gravity=body.gravity,
    )
    known = {**state.responsibilities, body.responsibility: new}
    stage = state.stage if state.stage == MEASURES else ATTRIBUTED
    return replace(state, stage=stage, responsibilities=known)


def _applied(state: TraceState, body: e.SanctionApplied, act: Act) -> TraceState:
    found = state.responsibilities.get(body.responsibility)
    if found is None:
        return state
    new = replace(found, measures=(*found.measures, body.measure))
    known = {**state.responsibilities, body.responsibility: new}
    return replace(state, stage=MEASURES, responsibilities=known)


HANDLERS: Handlers[TraceState] = {
    e.ExceptionGranted: _excepted,
    e.Opened: _opened,
    e.ScopeSet: _scope,
    e.ResponsibilityAttributed: _attributed,
    e.SanctionApplied: _applied,
    e.Concluded: lambda s, _b, _a: replace(s, stage=CONCLUDED),
}
