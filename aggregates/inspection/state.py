"""What the rules must remember of an inspection."""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.inspection import consequences
from aggregates.inspection import events as e

EXCEPTED = "EXCEPTED"
PLANNED = "PLANNED"
NOTIFIED = "NOTIFIED"
IN_PROGRESS = "IN_PROGRESS"
FINDINGS = "FINDINGS"
MEASURES = "MEASURES"
CLOSED = "CLOSED"

ORDER = ("", EXCEPTED, PLANNED, NOTIFIED, IN_PROGRESS, FINDINGS, MEASURES, CLOSED)
"""The stages in their order; an inspection never goes back."""


class Finding(msgspec.Struct, frozen=True):
    """One finding, and what was done about it."""

    rule: str
    target_kind: str
    target: str
    persons: tuple[str, ...]
    gravity: str
    measures: tuple[str, ...] = ()


class Demand(msgspec.Struct, frozen=True):
    """Material that was asked for: of whom, until when, and whether it came."""

    target: str
    until: date
    answered: bool = False


class Order(msgspec.Struct, frozen=True):
    """An order to rectify or to remedy, and what became of it."""

    measure: str
    finding: str
    target: str
    until: date
    reported: bool = False
    verdict: str = ""


class Threshold(msgspec.Struct, frozen=True):
    """An acknowledged threshold, and which of its duties are done."""

    kind: str
    target: str
    year: int
    explains: str
    explained: bool = False
    planned: bool = False
    measures: tuple[str, ...] = ()


class InspectionState(msgspec.Struct, frozen=True):
    """One inspection, or one acknowledged threshold."""

    id: str
    stage: str = ""
    profile: str = ""
    kind: str = ""
    exceptions: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    targets: Mapping[str, str] = {}
    demands: Mapping[str, Demand] = {}
    steps: int = 0
    refusals: int = 0
    findings: Mapping[str, Finding] = {}
    orders: Mapping[str, Order] = {}
    threshold: Threshold | None = None

    def unanswered(self) -> tuple[str, ...]:
        """Return the findings for which no measure was taken yet."""
        return tuple(n for n, one in self.findings.items() if not one.measures)


def initial(aggregate_id: str) -> InspectionState:
    """Return the state of an inspection that does not exist yet."""
    return InspectionState(id=aggregate_id)


def evolve(state: InspectionState, act: Act) -> InspectionState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _onward(state: InspectionState, stage: str) -> InspectionState:
    if ORDER.index(stage) <= ORDER.index(state.stage):
        return state
    return replace(state, stage=stage)


def _excepted(
    state: InspectionState, body: e.ExceptionGranted, act: Act
) -> InspectionState:
    granted = replace(
        state, profile=act.profile, exceptions=(*state.exceptions, body.rule)
    )
    return _onward(granted, EXCEPTED)


def _bodies(act: Act) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.org for s in act.by if s.org))


def _planned(state: InspectionState, body: e.Planned, act: Act) -> InspectionState:
    planned = replace(
        state,
        profile=act.profile,
        kind=body.kind,
        organisers=_bodies(act),
        targets={target: kind for kind, target in body.targets},
    )
    return _onward(planned, PLANNED)


def _demand(
    state: InspectionState, number: str, target: str, until: date
) -> InspectionState:
    return replace(state, demands={**state.demands, number: Demand(target, until)})


def _served(state: InspectionState, body: e.NoticeServed, act: Act) -> InspectionState:
    asked = _demand(state, body.document_no, body.target, body.until)
    return _onward(asked, NOTIFIED)


def _requested(
    state: InspectionState, body: e.EvidenceRequested, act: Act
) -> InspectionState:
    asked = _demand(state, body.request, body.target, body.until)
    return _onward(asked, IN_PROGRESS)


def _provided(
    state: InspectionState, body: e.EvidenceProvided, act: Act
) -> InspectionState:
    asked = state.demands.get(body.request)
    if asked is None:
        return state
    demands = {**state.demands, body.request: replace(asked, answered=True)}
    return _onward(replace(state, demands=demands), IN_PROGRESS)


def _refused(state: InspectionState, body: e.Refused, act: Act) -> InspectionState:
    return _onward(replace(state, refusals=state.refusals + 1), IN_PROGRESS)


def _step(state: InspectionState, body: e.StepRecorded, act: Act) -> InspectionState:
    return _onward(replace(state, steps=state.steps + 1), IN_PROGRESS)


def _found(state: InspectionState, body: e.FindingIssued, act: Act) -> InspectionState:
    finding = Finding(
        rule=body.rule,
        target_kind=body.target_kind,
        target=body.target,
        persons=body.persons,
        gravity=body.gravity,
    )
    findings = {**state.findings, body.finding: finding}
    return _onward(replace(state, findings=findings), FINDINGS)


def _acknowledged(
    state: InspectionState, body: consequences.ThresholdAcknowledged, act: Act
) -> InspectionState:
    threshold = Threshold(
        kind=body.threshold,
        target=body.target,
        year=body.year,
        explains=body.explains or body.target,
    )
    known = replace(
        state, profile=act.profile, organisers=_bodies(act), threshold=threshold
    )
    return _onward(known, FINDINGS)


def _explained(
    state: InspectionState, body: consequences.ExplanationSubmitted, act: Act
) -> InspectionState:
    if state.threshold is None:
        return state
    threshold = replace(state.threshold, explained=True)
    return _onward(replace(state, threshold=threshold), MEASURES)


def _plan(
    state: InspectionState, body: consequences.RectificationPlanSubmitted, act: Act
) -> InspectionState:
    if state.threshold is None:
        return state
    threshold = replace(state.threshold, planned=True)
    return _onward(replace(state, threshold=threshold), MEASURES)


def _measured(state: InspectionState, number: str, measure: str) -> InspectionState:
    found = state.findings.get(number)
    if found is None:
        return state
    new = replace(found, measures=(*found.measures, measure))
    return _onward(replace(state, findings={**state.findings, number: new}), MEASURES)


def _ordered(
    state: InspectionState,
    body: consequences.RectificationOrdered | consequences.RemedyOrdered,
    act: Act,
) -> InspectionState:
    measure = "REMEDY" if isinstance(body, consequences.RemedyOrdered) else "RECTIFY"
    found = state.findings.get(body.finding)
    target = found.target if found else ""
    order = Order(measure, body.finding, target, body.until)
    ordered = replace(state, orders={**state.orders, body.order: order})
    return _measured(ordered, body.finding, measure)


def _reported(
    state: InspectionState, body: consequences.Report, act: Act
) -> InspectionState:
    return _on_order(state, body.order, reported=True)


def _verdict(
    state: InspectionState, body: consequences.Verdict, act: Act
) -> InspectionState:
    accepted = isinstance(body, consequences.RectificationAccepted)
    return _on_order(state, body.order, verdict="ACCEPTED" if accepted else "FAILED")


def _on_order(
    state: InspectionState, number: str, **changes: object
) -> InspectionState:
    order = state.orders.get(number)
    if order is None:
        return state
    orders = {**state.orders, number: replace(order, **changes)}
    return replace(state, orders=orders)


def _educated(
    state: InspectionState, body: consequences.PersonsEducated, act: Act
) -> InspectionState:
    return _measured(state, body.finding, "EDUCATE")


def _noted(
    state: InspectionState, body: consequences.MeasureNoted, act: Act
) -> InspectionState:
    if state.threshold is None or body.finding:
        return _measured(state, body.finding, body.measure)
    taken = (*state.threshold.measures, body.measure)
    threshold = replace(state.threshold, measures=taken)
    return _onward(replace(state, threshold=threshold), MEASURES)


def _closed(
    state: InspectionState, body: consequences.Closed, act: Act
) -> InspectionState:
    return _onward(state, CLOSED)


HANDLERS: Handlers[InspectionState] = {
    e.ExceptionGranted: _excepted,
    e.Planned: _planned,
    e.NoticeServed: _served,
    e.EvidenceRequested: _requested,
    e.EvidenceProvided: _provided,
    e.Refused: _refused,
    e.StepRecorded: _step,
    e.FindingIssued: _found,
    consequences.ThresholdAcknowledged: _acknowledged,
    consequences.ExplanationSubmitted: _explained,
    consequences.RectificationPlanSubmitted: _plan,
    consequences.RectificationOrdered: _ordered,
    consequences.RectificationReported: _reported,
    consequences.RectificationAccepted: _verdict,
    consequences.RectificationFailed: _verdict,
    consequences.PersonsEducated: _educated,
    consequences.RemedyOrdered: _ordered,
    consequences.RemedyReported: _reported,
    consequences.MeasureNoted: _noted,
    consequences.Closed: _closed,
}
