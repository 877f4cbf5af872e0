"""What the rules must remember of a circular."""

import msgspec
from msgspec.structs import replace

from aggregates.circular import events as e
from aggregates.decider import Act, Handlers, fold

ISSUED = "ISSUED"


class CircularState(msgspec.Struct, frozen=True):
    """One circular: about whom, under which rule, by whom."""

    id: str
    stage: str = ""
    profile: str = ""
    document_no: str = ""
    subject: str = ""
    rule: str = ""
    scope: str = ""
    year: int = 0
    issuer: str = ""


def initial(aggregate_id: str) -> CircularState:
    """Return the state of a circular that does not exist yet."""
    return CircularState(id=aggregate_id)


def evolve(state: CircularState, act: Act) -> CircularState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _issued(state: CircularState, body: e.Issued, act: Act) -> CircularState:
    return replace(
        state,
        stage=ISSUED,
        profile=act.profile,
        document_no=body.document_no,
        subject=body.subject,
        rule=body.rule,
        scope=body.scope,
        year=body.year,
        issuer=act.by[0].org,
    )


HANDLERS: Handlers[CircularState] = {e.Issued: _issued}
