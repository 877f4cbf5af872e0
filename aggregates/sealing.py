"""Sealing personal values: from what was typed to commitments and their openings.

Which fields are personal is declared with them (`aggregates.schema.Personal`).
The owner is the person concerned where the aggregate has one; otherwise, and for what
others say about that person (`aggregates.schema.Sealed`), the aggregate's own
``sealed/…`` name, so that complainants and experts have a key of their own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import msgspec

from aggregates.schema import EventType
from aggregates.text import Text
from ledger.commitment import SALT_SIZE, Opening

Inspected = msgspec.inspect.Type
Entropy = Callable[[int], bytes]
"""Gives that many random bytes."""

FILE_INDEX = "FILE"
"""How a file stands in the vault's index, among the kinds of documents."""


@dataclass(frozen=True, slots=True)
class PersonalField:
    """What a personal field holds: ``text`` or ``file``; one value, or many.

    Attributes:
        what: ``text`` or ``file``.
        label: Its names for people.
        sealed: Whether it is never the person's own, whomever it concerns.
        multiline: Whether it is a long text.
        many: Whether it is a list of such values.
    """

    what: str
    label: Text
    sealed: bool = False
    multiline: bool = False
    many: bool = False


def seal_personal(
    known: EventType,
    body: Mapping[str, Any],
    *,
    origin: str,
    aggregate_id: str,
    seq: int,
    person: str,
    entropy: Entropy,
) -> tuple[dict[str, Any], list[Opening]]:
    """Replace every personal value in ``body`` by a commitment.

    A value that is a commitment already is left alone.

    Args:
        known: The event's type.
        body: Fields as given.
        origin: The ledger.
        aggregate_id: Where the event will stand.
        seq: Its number there.
        person: The person concerned, or ``""``.
        entropy: Gives that many random bytes.

    Returns:
        The body with commitments, and the openings of those made here.
    """
    sealer = _Sealer(
        person=person or str(body.get("person", "")),
        log=origin,
        id=aggregate_id,
        seq=seq,
        entropy=entropy,
    )
    personal = personal_fields(known)
    sealed = {
        name: sealer.seal_field(value, f"/{name}", personal[name])
        if name in personal
        else value
        for name, value in body.items()
    }
    return sealed, sealer.openings


def owner_of_field(field: PersonalField, aggregate_id: str, person: str) -> str:
    """Return whose data key protects a personal field of an aggregate.

    Args:
        field: The field.
        aggregate_id: Where its event stands.
        person: The person concerned, or ``""``.
    """
    kind, _, opaque = aggregate_id.partition("/")
    if kind == "person":
        return aggregate_id
    return f"sealed/{opaque}" if field.sealed or not person else person


@dataclass(slots=True, kw_only=True)
class _Sealer:
    """Seals the values of one event."""

    person: str
    log: str
    id: str
    seq: int
    entropy: Entropy
    openings: list[Opening] = field(default_factory=list)

    def seal_field(self, value: Any, path: str, field: PersonalField) -> Any:
        owner = owner_of_field(field, self.id, self.person)
        if field.many:
            return [self.seal(v, f"{path}/{i}", owner) for i, v in enumerate(value)]
        return self.seal(value, path, owner)

    def seal(self, value: Any, path: str, owner: str) -> Any:
        if value is None or (isinstance(value, Mapping) and set(value) == {"c", "of"}):
            return value
        opening = Opening(
            owner=owner,
            log=self.log,
            id=self.id,
            seq=self.seq,
            path=path,
            salt=self.entropy(SALT_SIZE),
            value=value,
        )
        self.openings.append(opening)
        return opening.as_field()


def files_to_find(openings: Sequence[Opening]) -> Iterator[tuple[str, str, str]]:
    """Yield how a person's files are found again: kind, SHA-256 in hex, and owner.

    The same file in two matters has two commitments that nobody can compare; the
    vault's keyed index tells that they are one (formats section 5), until it is erased.
    """
    for one in openings:
        match one.value:
            case [bytes() as digest, int()] if one.owner.startswith("person/"):
                yield FILE_INDEX, digest.hex(), one.owner
            case _:
                continue


@cache
def personal_fields(known: EventType) -> Mapping[str, PersonalField]:
    """Return the personal fields of a type, by name."""
    info = msgspec.inspect.type_info(known.body)
    if known.judged_by_ledger or not isinstance(info, msgspec.inspect.StructType):
        return {}
    found = {one.encode_name: _personal(one.type) for one in info.fields}
    return {name: field for name, field in found.items() if field is not None}


def _personal(kind: Inspected) -> PersonalField | None:
    extra: dict[str, Any] = {}
    while isinstance(kind, msgspec.inspect.Metadata):
        extra = {**(kind.extra or {}), **extra}
        kind = kind.type
    if "personal" in extra:
        return PersonalField(
            str(extra["personal"]),
            Text(extra.get("zh", ""), extra.get("en", "")),
            sealed=bool(extra.get("sealed")),
            multiline=bool(extra.get("multiline")),
        )
    if isinstance(kind, msgspec.inspect.VarTupleType):
        item = _personal(kind.item_type)
        label = Text(extra.get("zh", ""), extra.get("en", ""))
        return replace(item, label=label, many=True) if item else None
    if isinstance(kind, msgspec.inspect.UnionType):
        return next(filter(None, map(_personal, kind.types)), None)
    return None
