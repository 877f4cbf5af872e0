"""Every event type and every aggregate, assembled; bodies between bytes and types.

The one list of what the domain consists of is in `aggregates.schema`; a kind's events
and its state are loaded when somebody asks for them. Its rules are in
`aggregates.rule_modules`: what was recorded is read without them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Final

import msgspec

from aggregates.decider import Act, Aggregate, Standing
from aggregates.key import events as key
from aggregates.schema import DIRECTORY_KINDS, DOMAIN_KINDS, EVENT_TYPES, EventType
from aggregates.shape import check_shape
from aggregates.standing import standing_after
from aggregates.text import Text
from ledger.errors import MalformedError
from ledger.record import Event

__all__ = [
    "AGGREGATES",
    "Empty",
    "act_of",
    "body_to_map",
    "event_type",
    "field_label",
    "fold_event",
    "read_body",
]


class Empty(msgspec.Struct, frozen=True):
    """The state of aggregates that the ledger's own directory remembers."""

    id: str
    stage: str = ""


def _nothing(state: Empty, _act: Act) -> Empty:
    return state


class Aggregates(Mapping[str, Aggregate]):
    """How each kind remembers; what a kind needs for it is loaded when asked for."""

    def __init__(self) -> None:
        self._loaded = {
            kind: Aggregate(kind=kind, initial=Empty, evolve=_nothing)
            for kind in DIRECTORY_KINDS
        }

    def __getitem__(self, kind: str) -> Aggregate:
        if kind not in self._loaded:
            if kind not in DOMAIN_KINDS:
                raise KeyError(kind)
            state = import_module(f"aggregates.{kind}.state")
            self._loaded[kind] = Aggregate(
                kind=kind, initial=state.initial, evolve=state.evolve
            )
        return self._loaded[kind]

    def __iter__(self) -> Iterator[str]:
        yield from (*DOMAIN_KINDS, *sorted(DIRECTORY_KINDS))

    def __contains__(self, kind: object) -> bool:
        return kind in DOMAIN_KINDS or kind in DIRECTORY_KINDS

    def __len__(self) -> int:
        return len(DOMAIN_KINDS) + len(DIRECTORY_KINDS)


AGGREGATES: Final = Aggregates()


@cache
def event_type(name: str, version: int = 1) -> EventType:
    """Return what is known of a type of event.

    Raises:
        MalformedError: The type, or this version of it, is not known.
    """
    known = EVENT_TYPES.get(name)
    if known is None or known.version != version:
        raise MalformedError(f"event type: expected a known one, got {name} {version}")
    return known


def read_body(known: EventType, body: dict[str, Any]) -> Any:
    """Read the body of an event by its type's schema.

    Raises:
        MalformedError: A field is missing, surplus, or of another type; an id is of
            another kind; a day lies outside the calendar.
    """
    try:
        found = msgspec.convert(body, known.body)
    except msgspec.ValidationError as error:
        raise MalformedError(f"body of {known.name}: {error}") from error
    check_shape(known, found)
    return found


def body_to_map(body: msgspec.Struct) -> dict[str, Any]:
    """Turn a typed body into the map that is encoded and signed."""
    found: dict[str, Any] = msgspec.to_builtins(body, builtin_types=(bytes,))
    return found


def act_of(event: Event) -> Act:
    """See a recorded event as the domain does.

    Raises:
        MalformedError: Its type is unknown, or its body is not of that type.
    """
    statement = event.statement
    known = event_type(statement.type, statement.tv)
    return Act(
        id=statement.id,
        seq=statement.seq,
        type=known,
        body=read_body(known, statement.body),
        by=statement.by,
        at=statement.at,
        received_at=event.received_at,
        hash=event.hash,
        refs=statement.refs,
        law=statement.law,
        position=event.position,
        seen_size=statement.seen.size,
        statement=statement,
    )


def fold_event(standing: Standing, event: Event) -> Standing:
    """Fold one recorded event into the standing of its aggregate."""
    act = act_of(event)
    return standing_after(AGGREGATES[act.type.kind], standing, act)


@cache
def field_label(known: EventType, name: str) -> Text:
    """Name a field of an event's body in both languages."""
    for field in msgspec.inspect.type_info(known.body).fields:  # type: ignore[attr-defined]  # structs only
        if field.encode_name == name:
            extra = getattr(field.type, "extra", None) or {}
            if "zh" in extra:
                return Text(extra["zh"], extra["en"])
    return key.LABELS.get(name, Text(name, name))
