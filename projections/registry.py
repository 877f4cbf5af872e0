"""What there is: every aggregate, every event by its id, everything by its names.

Names are the public ones in the log: of organisations and committees, numbers of
documents, cases and certificates. A person's name or document number is in no view;
it leads to somebody only through the vault (`projections.find`).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Final

import msgspec

from aggregates.catalog import field_label
from aggregates.schema import EVENT_TYPES
from ledger.record import Event
from projections.facts import Fact
from projections.projection import Projection, Table, Writing
from projections.store.rows import Rows
from projections.words.label import Label, label

NAMING_FIELDS: Final = (
    "name",
    "committee_name",
    "case_no",
    "external_no",
    "document_no",
    "decision_no",
    "certificate_no",
    "uscc",
    "receipt_no",
    "notice",
)
"""Fields of bodies whose clear text is a name or number that people search for."""

PREFIX_DIGITS: Final = 12
"""Hex digits of an event id that are enough to look it up."""

PREFIX_BYTES: Final = PREFIX_DIGITS // 2

BLOCK: Final = 1_000
"""Event ids in a row: one row each would cost more than everything else together."""

_BRACKETS: Final = str.maketrans("〔〕【】［］[]", "()()()()")


class Thing(msgspec.Struct, frozen=True):
    """One aggregate.

    Attributes:
        id: Its id.
        events: How many events it has.
        first: Position of the first.
        last: Position of the newest.
    """

    id: str
    events: int
    first: int
    last: int


class EventIds(msgspec.Struct, frozen=True):
    """The ids of a block of events, as far as they are needed to find them.

    Attributes:
        block: Position of the first, divided by `BLOCK`.
        prefixes: The first six bytes of each event id, in the order of positions.
    """

    block: int
    prefixes: bytes


class Name(msgspec.Struct, frozen=True):
    """A public name or number of an aggregate.

    Attributes:
        folded: As it is searched for; see `fold_text`.
        id: The aggregate.
        field: Which field of the body it is.
        type: The event's type.
        text: As it was stated.
        position: Where.
    """

    folded: str
    id: str
    field: str
    type: str
    text: str
    position: int


THINGS: Final = Table("registry_things", Thing, by_aggregate=True, at_hand=True)
EVENT_IDS: Final = Table("registry_event_ids", EventIds)
NAMES: Final = Table("registry_names", Name, key=3)


def _apply(facts: Sequence[Fact], rows: Writing) -> None:
    """Take in events that follow each other."""
    newest = {fact.event.id: fact.event for fact in facts}
    begun = {f.event.id: f.event.position for f in facts if f.event.seq == 1}
    for event in newest.values():
        known = rows.get(THINGS, event.id)
        first = begun.get(event.id, known.first if known else event.position)
        rows.put(THINGS, Thing(event.id, event.seq, first, event.position))
    for block, ids in groupby(facts, lambda fact: fact.event.position // BLOCK):
        _keep_ids(rows, block, b"".join(f.event.hash[:PREFIX_BYTES] for f in ids))
    for fact in facts:
        if not (fact.act and fact.act.type.follower_of):
            for name in names_of(fact.event):
                rows.put(NAMES, name)


def _keep_ids(rows: Writing, block: int, prefixes: bytes) -> None:
    known = rows.get(EVENT_IDS, block)
    rows.put(EVENT_IDS, EventIds(block, (known.prefixes if known else b"") + prefixes))


def names_of(event: Event) -> Iterator[Name]:
    """Yield the names and numbers that an event's body states in clear."""
    for field in naming_fields(event.type):
        text = event.body.get(field)
        if isinstance(text, str) and text:
            yield Name(
                fold_text(text), event.id, field, event.type, text, event.position
            )


@cache
def naming_fields(event_type: str) -> tuple[str, ...]:
    """Return the fields of a type's body that may name something."""
    known = EVENT_TYPES.get(event_type)
    if known is None:
        return NAMING_FIELDS
    fields = known.body.__struct_encode_fields__
    return tuple(field for field in NAMING_FIELDS if field in fields)


def fold_text(text: str) -> str:
    """Return a text as it is searched for: width, case, space and brackets alike.

    Example:
        >>> fold_text("咸职改办〔2024〕12号") == fold_text("咸职改办［２０２４］ 12 号")
        True
    """
    plain = unicodedata.normalize("NFKC", text.translate(_BRACKETS))
    return "".join(plain.casefold().split())


def name_label(name: Name) -> Label:
    """Say what a name is, such as 单位名称 or 受理编号."""
    known = EVENT_TYPES.get(name.type)
    if known is None:
        return Label(name.field, name.field, name.field)
    return label(name.field, field_label(known, name.field))


def event_positions(rows: Rows, prefix: str) -> list[int]:
    """Return the positions of events whose id begins with these hex digits, or more.

    Only the first twelve digits are looked at; the caller compares the rest.
    """
    wanted = bytes.fromhex(prefix[:PREFIX_DIGITS])
    return [
        ids.block * BLOCK + index
        for ids in rows.all(EVENT_IDS)
        for index in _places(ids.prefixes, wanted)
    ]


def _places(prefixes: bytes, wanted: bytes) -> Iterator[int]:
    at = prefixes.find(wanted)
    while at >= 0:
        index, inside = divmod(at, PREFIX_BYTES)
        if not inside:
            yield index
        at = prefixes.find(wanted, at + 1)


def search_names(rows: Rows, text: str, limit: int) -> list[Name]:
    """Return the names that are, or else contain, a text."""
    folded = fold_text(text)
    if not folded:
        return []
    exact = rows.where(NAMES, "folded = ?", folded)
    return exact or rows.where(NAMES, "instr(folded, ?)", folded)[:limit]


def ids_of(kind: str) -> tuple[str, str]:
    """Return the first id that a kind can have, and the first that it cannot."""
    # "0" follows "/" in ASCII.
    return f"{kind}/", f"{kind}0"


REGISTRY: Final = Projection(
    name="registry",
    version=1,
    tables=(THINGS, EVENT_IDS, NAMES),
    apply=_apply,
)
