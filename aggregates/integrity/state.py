"""What the rules must remember of an integrity record."""

from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.integrity import events as e

PROPOSED = "PROPOSED"
SERVED = "SERVED"
ENTERED = "ENTERED"
ANNULLED = "ANNULLED"
REPAIRED = "REPAIRED"


class IntegrityState(msgspec.Struct, frozen=True):
    """One record; whether it has expired is arithmetic, never an event."""

    id: str
    stage: str = ""
    person: str = ""
    role: str = ""
    decision: str = ""
    decision_no: str = ""
    behaviour: str = ""
    proposed_by: str = ""
    reply_until: date | None = None
    heard: bool = False
    tier: str = ""
    levels: tuple[str, ...] = ()
    term_start: date | None = None
    term_end: date | None = None
    shared: tuple[str, ...] = ()
    annulled_on: date | None = None
    entered_on: date | None = None


def initial(aggregate_id: str) -> IntegrityState:
    """Return the state of a record that does not exist yet."""
    return IntegrityState(id=aggregate_id)


def evolve(state: IntegrityState, act: Act) -> IntegrityState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _proposed(state: IntegrityState, body: e.EntryProposed, act: Act) -> IntegrityState:
    return replace(
        state,
        stage=PROPOSED,
        person=body.person,
        role=body.role,
        decision=body.decision,
        decision_no=body.decision_no,
        behaviour=body.behaviour,
        proposed_by=act.by[0].org,
    )


def _served(state: IntegrityState, body: e.NoticeServed, act: Act) -> IntegrityState:
    return replace(state, stage=SERVED, reply_until=body.reply_until)


def _entered(state: IntegrityState, body: e.Entered, act: Act) -> IntegrityState:
    return replace(
        state,
        stage=ENTERED,
        tier=body.tier,
        levels=body.levels,
        term_start=body.term_start,
        term_end=body.term_end,
        entered_on=act.day,
    )


def _shared(state: IntegrityState, body: e.Shared, act: Act) -> IntegrityState:
    return replace(state, shared=(*state.shared, body.level))


def _corrected(state: IntegrityState, body: e.Corrected, act: Act) -> IntegrityState:
    """Take the values of a new decision; sharing with a level begins anew."""
    return replace(
        state,
        decision_no=body.decision_no,
        levels=body.levels,
        term_start=body.term_start,
        term_end=body.term_end,
        shared=(),
    )


def _repaired(state: IntegrityState, body: e.Repaired, act: Act) -> IntegrityState:
    return replace(state, stage=REPAIRED, annulled_on=body.repaired_on)


def _annulled(state: IntegrityState, body: e.Annulled, act: Act) -> IntegrityState:
    return replace(state, stage=ANNULLED, annulled_on=body.annulled_on)


HANDLERS: Handlers[IntegrityState] = {
    e.EntryProposed: _proposed,
    e.NoticeServed: _served,
    e.SubjectStatementRecorded: lambda s, _b, _a: replace(s, heard=True),
    e.Entered: _entered,
    e.Shared: _shared,
    e.Corrected: _corrected,
    e.Annulled: _annulled,
    e.Repaired: _repaired,
}
