"""What the rules must remember of an entrustment."""

from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.entrustment import events as e

LETTER = "LETTER"
SUBMITTED = "SUBMITTED"
CHECKED = "CHECKED"
ACCEPTED = "ACCEPTED"
RETURNED = "RETURNED"
PUBLICITY = "PUBLICITY"
PUBLICITY_CLOSED = "PUBLICITY_CLOSED"

IN_EFFECT = (ACCEPTED, PUBLICITY, PUBLICITY_CLOSED)
"""Stages in which the entrustment holds."""


class EntrustmentState(msgspec.Struct, frozen=True):
    """One letter, who sent it in, and what became of it."""

    id: str
    stage: str = ""
    profile: str = ""
    issuer: str = ""
    session: str = ""
    series: str = ""
    levels: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    outside: bool = False
    outside_power: str = ""
    submitted_by: str = ""
    submitted_to: str = ""
    conforms: bool = False
    in_scope: bool = False
    posted_on: date | None = None
    publicised: bool = False


def initial(aggregate_id: str) -> EntrustmentState:
    """Return the state of an entrustment that does not exist yet."""
    return EntrustmentState(id=aggregate_id)


def evolve(state: EntrustmentState, act: Act) -> EntrustmentState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _letter(
    state: EntrustmentState, body: e.LetterIssued, act: Act
) -> EntrustmentState:
    return replace(
        state,
        stage=LETTER,
        profile=act.profile,
        issuer=body.issuer,
        session=body.session,
        series=body.series,
        levels=tuple(body.levels),
        persons=body.persons,
        outside=bool(body.outside_committee),
        outside_power=body.outside_power,
    )


def _submitted(
    state: EntrustmentState, body: e.MaterialsSubmitted, act: Act
) -> EntrustmentState:
    return replace(
        state, stage=SUBMITTED, submitted_by=act.by[0].org, submitted_to=body.to
    )


def _checked(state: EntrustmentState, body: e.Checked, act: Act) -> EntrustmentState:
    return replace(
        state,
        stage=CHECKED,
        conforms=body.letter_genuine and body.procedure_conforms,
        in_scope=body.in_scope,
    )


def _opened(
    state: EntrustmentState, body: e.ResultPublicityOpened, act: Act
) -> EntrustmentState:
    return replace(state, stage=PUBLICITY, posted_on=act.day)


def _closed(
    state: EntrustmentState, body: e.ResultPublicityClosed, act: Act
) -> EntrustmentState:
    return replace(state, stage=PUBLICITY_CLOSED, publicised=not body.objections)


HANDLERS: Handlers[EntrustmentState] = {
    e.LetterIssued: _letter,
    e.MaterialsSubmitted: _submitted,
    e.Checked: _checked,
    e.Accepted: lambda s, _b, _a: replace(s, stage=ACCEPTED),
    e.Returned: lambda s, _b, _a: replace(s, stage=RETURNED),
    e.ResultPublicityOpened: _opened,
    e.ResultPublicityClosed: _closed,
}
