"""Finding things: by id, event, public name or number, or through the vault.

Persons have no name in the log. Who has the vault at hand finds them by name, or by the
number of a document, through its keyed index; without it they are found by id only.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final, Protocol

import msgspec

from aggregates.person.events import Registered
from ledger.commitment import Opening
from ledger.record import Event
from ledger.statement import kind_of
from projections.registry import (
    NAMES,
    PREFIX_DIGITS,
    THINGS,
    event_positions,
    fold_text,
    name_label,
    search_names,
)
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import Label
from projections.words.references import EventRef, event_ref

LIMIT: Final = 50

_ID: Final = re.compile(r"[a-z]{1,24}/[0-9A-Za-z-]{1,64}", re.ASCII)
_OPAQUE: Final = re.compile(r"[0-9A-Za-z-]{6,64}", re.ASCII)
_HEX: Final = re.compile(rf"[0-9a-f]{{{PREFIX_DIGITS},64}}", re.ASCII)
_PLACE: Final = re.compile(r"(?P<thing>.+)@(?P<seq>[1-9][0-9]{0,8})", re.ASCII)
_SUGGESTED: Final = 3
_MOST_COMPARED: Final = 20_000

_BY_ID: Final = Label("id", "编号", "id")
_BY_EVENT: Final = Label("event", "事件", "event")
_BY_NUMBER: Final = Label("document", "证件号码", "document number")
_BY_NAME: Final = Label("person_name", "姓名", "name of a person")
_INDEXED: Final = {
    "RESIDENT_ID": _BY_NUMBER,
    "HMT_RESIDENCE_PERMIT": _BY_NUMBER,
    "FOREIGN_PERMANENT_RESIDENCE": _BY_NUMBER,
    "PASSPORT": _BY_NUMBER,
    "NAME": _BY_NAME,
}
"""The kinds under which the vault's index knows persons."""


class Vault(Protocol):
    """What the vault opens for whoever holds its keys."""

    def index_find(self, kind: str, number: str) -> list[str]:
        """Return the owners that a document's number leads to."""
        ...

    def open_commitment(self, commitment: bytes, owner: str) -> Opening | None:
        """Open a commitment; None when its owner was erased."""
        ...


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a text leads to.

    Attributes:
        id: The aggregate.
        kind: What it is.
        by: In which way the text leads to it.
        text: The name or number as the ledger has it; empty for persons.
        event: The event, when the text names one.
    """

    id: str
    kind: str
    by: Label
    text: str
    event: EventRef | None = None


class Finder:
    """Finds things on one ledger.

    Args:
        rows: The views.
        states: The log.
        vault: The vault, when it is at hand.
    """

    def __init__(self, rows: Rows, states: AsOf, vault: Vault | None = None) -> None:
        self._rows = rows
        self._states = states
        self._vault = vault

    def find(self, text: str) -> tuple[Found, ...]:
        """Return what a text leads to, the surest way first.

        The first way that leads anywhere is the answer: an id, an event, a public
        name or number, a person.

        Args:
            text: An id or the beginning of one, an event id or its beginning of at
                least twelve hex digits, ``ID@SEQ``, a name or a number.
        """
        text = text.strip()
        for way in (self._ids, self._events, self._names, self._persons):
            found = tuple(way(text))
            if found:
                return found
        return ()

    def event(self, text: str) -> Event | None:
        """Return the one event that a text names, or nothing."""
        events = list(self._named_events(text.strip()))
        return events[0] if len(events) == 1 else None

    def similar(self, text: str) -> tuple[str, ...]:
        """Return names and numbers that look like a text that leads nowhere."""
        known = {name.folded: name.text for name in self._some_names()}
        close = get_close_matches(fold_text(text), known, n=_SUGGESTED, cutoff=0.5)
        return tuple(known[one] for one in close)

    def _some_names(self) -> Sequence[Any]:
        return self._rows.where(NAMES, "1")[:_MOST_COMPARED]

    def _ids(self, text: str) -> Iterator[Found]:
        if _ID.fullmatch(text):
            exact = self._rows.stored(THINGS, (text,))
            beginnings = [exact] if exact else self._beginning_with(text)
        elif _OPAQUE.fullmatch(text):
            beginnings = self._rows.where(THINGS, _OPAQUE_PART, f"{text}*")[:LIMIT]
        else:
            return
        for thing in beginnings:
            yield Found(id=thing.id, kind=kind_of(thing.id), by=_BY_ID, text="")

    def _beginning_with(self, text: str) -> list[Any]:
        return self._rows.where(THINGS, "id GLOB ?", f"{text}*")[:LIMIT]

    def _events(self, text: str) -> Iterator[Found]:
        for event in self._named_events(text):
            kind = kind_of(event.id)
            yield Found(
                id=event.id, kind=kind, by=_BY_EVENT, text="", event=event_ref(event)
            )

    def _named_events(self, text: str) -> Iterator[Event]:
        place = _PLACE.fullmatch(text)
        if place is not None:
            yield from self._event_of(place["thing"], int(place["seq"]))
        elif _HEX.fullmatch(text.lower()):
            for position in event_positions(self._rows, text.lower()):
                event = self._states.log.event_at(position)
                if event.hash.hex().startswith(text.lower()):
                    yield event

    def _event_of(self, thing: str, seq: int) -> Iterator[Event]:
        aggregates = {found.id for found in self.find(thing)}
        if len(aggregates) == 1:
            events = self._states.events(aggregates.pop())
            yield from events[seq - 1 : seq]

    def _names(self, text: str) -> Iterator[Found]:
        for name in search_names(self._rows, text, LIMIT):
            yield Found(
                id=name.id, kind=kind_of(name.id), by=name_label(name), text=name.text
            )

    def _persons(self, text: str) -> Iterator[Found]:
        if self._vault is None or not text:
            return
        for kind, by in _INDEXED.items():
            for owner in self._vault.index_find(kind, text):
                yield Found(id=owner, kind=kind_of(owner), by=by, text="")


_OPAQUE_PART: Final = "substr(id, instr(id, '/') + 1) GLOB ?"


def person_name(person: str, states: AsOf, vault: Vault) -> str | None:
    """Return the name of a person as registered; None if none is, or it was erased.

    Raises:
        VerificationError: The vault keeps something else than was committed to.
    """
    acts = (act for act in states.acts(person) if isinstance(act.body, Registered))
    registered = next(acts, None)
    if registered is None:
        return None
    name = registered.body.name
    opening = vault.open_commitment(name.c, name.of)
    return str(opening.value) if opening is not None else None
