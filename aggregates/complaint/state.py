"""What the rules must remember of a complaint."""

from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.complaint import events as e
from aggregates.decider import Act, Handlers, fold

RECEIVED = "RECEIVED"
REGISTERED = "REGISTERED"
ACCEPTED = "ACCEPTED"
NOT_ACCEPTED = "NOT_ACCEPTED"
VERIFYING = "VERIFYING"
REPORTED = "REPORTED"
DECIDED = "DECIDED"
NOTIFIED = "NOTIFIED"
RECHECKING = "RECHECKING"
RECHECKED = "RECHECKED"
CLOSED = "CLOSED"


class ComplaintState(msgspec.Struct, frozen=True):
    """One complaint, as far as rules need it."""

    id: str
    stage: str = ""
    case_no: str = ""
    application: str = ""
    received_on: date | None = None
    received_by: str = ""
    transferred_to: str = ""
    accepted_on: date | None = None
    accepted_by: str = ""
    investigators: tuple[str, ...] = ()
    steps: int = 0
    report_due: date | None = None
    extensions: int = 0
    items: tuple[str, ...] = ()
    outcome: str = ""
    violation: str = "NONE"
    decided_on: date | None = None
    decided_by: str = ""
    referred: bool = False
    acknowledged: bool = False


def initial(aggregate_id: str) -> ComplaintState:
    """Return the state of a complaint that does not exist yet."""
    return ComplaintState(id=aggregate_id)


def evolve(state: ComplaintState, act: Act) -> ComplaintState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _received(state: ComplaintState, body: e.Received, act: Act) -> ComplaintState:
    return replace(
        state, stage=RECEIVED, received_on=act.day, received_by=act.by[0].org
    )


def _registered(state: ComplaintState, body: e.Registered, act: Act) -> ComplaintState:
    return replace(
        state, stage=REGISTERED, case_no=body.case_no, application=body.application
    )


def _accepted(state: ComplaintState, body: e.Accepted, act: Act) -> ComplaintState:
    return replace(
        state,
        stage=ACCEPTED,
        accepted_on=act.day,
        accepted_by=act.by[0].org,
        report_due=next((one.due for one in body.deadlines), None),
    )


def _assigned(
    state: ComplaintState, body: e.VerificationAssigned, act: Act
) -> ComplaintState:
    return replace(state, stage=VERIFYING, investigators=body.investigators)


def _extended(
    state: ComplaintState, body: e.VerificationExtended, act: Act
) -> ComplaintState:
    return replace(state, extensions=state.extensions + 1)


def _reported(
    state: ComplaintState, body: e.VerificationReportFiled, act: Act
) -> ComplaintState:
    return replace(state, stage=REPORTED, items=body.items)


def _decided(state: ComplaintState, body: e.Decided, act: Act) -> ComplaintState:
    return replace(
        state,
        stage=DECIDED,
        outcome=body.outcome,
        violation=body.violation,
        decided_on=body.decided_on,
        decided_by=act.by[0].org,
    )


def _rechecked(
    state: ComplaintState, body: e.RecheckDecided, act: Act
) -> ComplaintState:
    """Take the outcome of the superior body for the one that holds."""
    return replace(
        state,
        stage=RECHECKED,
        outcome=body.outcome,
        violation=body.violation,
        decided_on=state.decided_on if body.upheld else body.decided_on,
        decided_by=act.by[0].org,
    )


HANDLERS: Handlers[ComplaintState] = {
    e.Received: _received,
    e.Registered: _registered,
    e.Transferred: lambda s, b, _a: replace(s, transferred_to=b.to),
    e.Accepted: _accepted,
    e.NotAccepted: lambda s, _b, _a: replace(s, stage=NOT_ACCEPTED),
    e.VerificationAssigned: _assigned,
    e.VerificationStepRecorded: lambda s, _b, _a: replace(s, steps=s.steps + 1),
    e.VerificationExtended: _extended,
    e.VerificationReportFiled: _reported,
    e.Decided: _decided,
    e.ComplainantNotified: lambda s, _b, _a: replace(s, stage=NOTIFIED),
    e.RecheckRequested: lambda s, _b, _a: replace(s, stage=RECHECKING),
    e.RecheckDecided: _rechecked,
    e.ReferredToDiscipline: lambda s, _b, _a: replace(s, referred=True),
    e.ReferralAcknowledged: lambda s, _b, _a: replace(s, acknowledged=True),
    e.Closed: lambda s, _b, _a: replace(s, stage=CLOSED),
}
