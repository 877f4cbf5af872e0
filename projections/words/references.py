"""How an answer points at an event: enough to look it up, and to prove it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from aggregates.decider import Act
from ledger.record import Event
from projections.words.label import Label, type_label


class EventRef(msgspec.Struct, frozen=True, kw_only=True):
    """One recorded event.

    Attributes:
        event: Its id, 64 hex digits.
        position: Where it stands in the ledger, from 0.
        id: The aggregate.
        seq: Its number there.
        type: What happened.
        at: When the signers say it was done, ms.
        received_at: When the ledger took it, ms.
        late: Whether it was entered late (补录), and therefore counts by ``at``.
    """

    event: str
    position: int
    id: str
    seq: int
    type: Label
    at: int
    received_at: int
    late: bool = False


def event_ref(event: Event) -> EventRef:
    """Point at an event."""
    return EventRef(
        event=event.hash.hex(),
        position=event.position,
        id=event.id,
        seq=event.seq,
        type=type_label(event.type),
        at=event.statement.at,
        received_at=event.received_at,
        late=event.body.get("late") is not None,
    )


def act_ref(act: Act) -> EventRef:
    """Point at the event of a recorded act."""
    return EventRef(
        event=act.hash.hex(),
        position=act.position,
        id=act.id,
        seq=act.seq,
        type=type_label(act.type.name),
        at=act.at,
        received_at=act.received_at,
        late=act.late,
    )


def references_in(value: Any) -> Iterator[EventRef]:
    """Yield every event that a value points at, however deep."""
    match value:
        case EventRef():
            yield value
        case msgspec.Struct():
            for field in value.__struct_fields__:
                yield from references_in(getattr(value, field))
        case tuple() | list():
            for one in value:
                yield from references_in(one)
        case dict():
            for one in value.values():
                yield from references_in(one)
        case _:
            return
