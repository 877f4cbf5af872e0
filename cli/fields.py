"""The fields of an act, from its schema: what they are called and what they take."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

import msgspec
from msgspec import inspect

from aggregates.schema import Commitment, EventType, FileRef, ListRef
from aggregates.text import Text

Shape = Literal[
    "text", "choice", "date", "int", "bool", "bytes", "personal", "file", "list", "json"
]
"""What a value looks like. ``personal`` and ``file`` values are sealed; ``list`` is a
list that the body only commits to; ``json`` is anything with fields of its own."""

NOT_TYPED: Final = frozenset({"deadlines"})
"""Fields that are computed and never given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field.

    Attributes:
        name: Its name in the body.
        label: Its names for people.
        type: Its type without its metadata.
        shape: What one value looks like.
        many: Whether it takes any number of them.
        required: Whether somebody has to give it.
        filled: Whether drafting computes it when it is not given.
        sealed: Whether its value is kept in the vault.
        multiline: Whether it is a long text.
        kind: The kind of aggregate it names, if it names one.
        choices: The values that it can have, if they are few.
    """

    name: str
    label: Text
    type: inspect.Type
    shape: Shape
    many: bool
    required: bool
    filled: bool
    sealed: bool
    multiline: bool
    kind: str
    choices: tuple[str, ...]


@cache
def fields_of(known: EventType) -> tuple[Field, ...]:
    """Return the fields of an event's body, in order."""
    info = inspect.type_info(known.body)
    if not isinstance(info, inspect.StructType):
        return ()
    labels = _directory_labels() if known.judged_by_ledger else {}
    return struct_fields(info, labels)


def typed_fields(known: EventType) -> tuple[Field, ...]:
    """Return the fields that somebody can give."""
    return tuple(field for field in fields_of(known) if field.name not in NOT_TYPED)


def struct_fields(
    info: inspect.StructType, labels: Mapping[str, Text] | None = None
) -> tuple[Field, ...]:
    """Return the fields of a struct."""
    return tuple(_field(one, labels or {}) for one in info.fields)


def _field(one: inspect.Field, labels: Mapping[str, Text]) -> Field:
    inner, extra = unwrap(one.type)
    many = isinstance(inner, inspect.VarTupleType)
    item, more = unwrap(inner.item_type) if many else (inner, {})
    extra = {**more, **extra}
    shape = shape_of(item, extra)
    label = Text(extra["zh"], extra["en"]) if "zh" in extra else None
    return Field(
        name=one.encode_name,
        label=label or labels.get(one.encode_name, Text(one.name, one.name)),
        type=item,
        shape=shape,
        many=many,
        required=one.required and not extra.get("filled", False),
        filled=bool(extra.get("filled", False)),
        sealed="personal" in extra,
        multiline=bool(extra.get("multiline", False)),
        kind=str(extra.get("kind", "")),
        choices=_choices(item),
    )


def unwrap(info: inspect.Type) -> tuple[Any, dict[str, Any]]:
    """Take metadata and "or nothing" off a type; return it with the metadata."""
    extra: dict[str, Any] = {}
    while True:
        if isinstance(info, inspect.Metadata):
            extra = {**(info.extra or {}), **extra}
            info = info.type
        elif isinstance(info, inspect.UnionType) and len(_something(info)) == 1:
            info = _something(info)[0]
        else:
            return info, extra


def _something(info: inspect.UnionType) -> list[inspect.Type]:
    return [one for one in info.types if not isinstance(one, inspect.NoneType)]


_SHAPES: Final[dict[type[inspect.Type], Shape]] = {
    inspect.StrType: "text",
    inspect.LiteralType: "choice",
    inspect.DateType: "date",
    inspect.IntType: "int",
    inspect.BoolType: "bool",
    inspect.BytesType: "bytes",
}


def shape_of(info: inspect.Type, extra: Mapping[str, Any]) -> Shape:
    """Tell what one value of a type looks like."""
    if isinstance(info, inspect.StructType):
        return _struct_shape(info.cls, extra)
    return _SHAPES.get(type(info), "json")


def _struct_shape(cls: type[msgspec.Struct], extra: Mapping[str, Any]) -> Shape:
    if cls is Commitment:
        return "file" if extra.get("personal") == "file" else "personal"
    if cls is FileRef:
        return "file"
    return "list" if cls is ListRef else "json"


def _choices(info: inspect.Type) -> tuple[str, ...]:
    if isinstance(info, inspect.LiteralType):
        return tuple(str(value) for value in info.values)
    return ()


def _directory_labels() -> Mapping[str, Text]:
    from aggregates.key.events import LABELS  # noqa: PLC0415 - loaded with its kind

    return LABELS
