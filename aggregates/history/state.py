"""What the rules must remember of a batch of historical data, and of each row."""

import msgspec
from msgspec.structs import replace

from aggregates.decider import Act, Handlers, fold
from aggregates.history import events as e
from aggregates.history.values import RowValues, changed, values_of

BATCH = "BATCH"
COLLECTED = "COLLECTED"
CHECKED = "CHECKED"
REFUSED = "REFUSED"
UPLOADED = "UPLOADED"


class HistoryState(msgspec.Struct, frozen=True):
    """A batch with the number of its rows, or one row of it."""

    id: str
    stage: str = ""
    profile: str = ""
    count: int = 0
    person: str = ""
    values: RowValues = RowValues()
    facts: e.IdentityFacts | None = None
    collected_by: bytes = b""


def initial(aggregate_id: str) -> HistoryState:
    """Return the state of a batch or row that does not exist yet."""
    return HistoryState(id=aggregate_id)


def evolve(state: HistoryState, act: Act) -> HistoryState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def row_id(batch: str, number: int) -> str:
    """Name a row: the batch it came in, and its place there from 1 on."""
    return f"{batch}-{number}"


def _batch(state: HistoryState, body: e.BatchCollected, act: Act) -> HistoryState:
    count = body.rows.count
    return replace(state, stage=BATCH, profile=act.profile, count=count)


def _collected(state: HistoryState, body: e.RowCollected, act: Act) -> HistoryState:
    return replace(
        state,
        stage=COLLECTED,
        profile=act.profile,
        person=body.person,
        values=values_of(body),
        facts=body.facts,
        collected_by=act.by[0].key,
    )


def _checked(state: HistoryState, body: e.RowChecked, act: Act) -> HistoryState:
    if body.decision == "REFUSE":
        return replace(state, stage=REFUSED)
    return replace(state, stage=CHECKED, values=changed(state.values, body.changes))


HANDLERS: Handlers[HistoryState] = {
    e.BatchCollected: _batch,
    e.RowCollected: _collected,
    e.RowChecked: _checked,
    e.RowUploaded: lambda s, _b, _a: replace(s, stage=UPLOADED),
}
