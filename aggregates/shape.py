"""What a body must be beyond its types, so that no rule has to doubt it.

Ids stand for the kind that the schema names, and days lie in two centuries, so that
arithmetic on them stays inside the calendar.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin

import msgspec

from aggregates.schema import EventType
from ledger.errors import MalformedError

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_OPAQUE: Final = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)


class IdField(NamedTuple):
    """A field that holds one id, or several, of one kind."""

    name: str
    kind: str
    required: bool


def check_shape(known: EventType, body: Any) -> None:
    """Check the ids and the days of a body.

    Raises:
        MalformedError: An id is not of its kind, or a day lies outside the years.
    """
    for field in id_fields(known):
        for value in _ids(getattr(body, field.name)):
            if (value or field.required) and not is_id(value, field.kind):
                raise MalformedError(
                    f"body of {known.name}: {field.name}: expected an id like "
                    f"{field.kind}/…, got {value[:64]!r}"
                )
    for name in _day_fields(known):
        day = getattr(body, name)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise MalformedError(
                f"body of {known.name}: {name}: expected a day of the years "
                f"{FIRST_YEAR} to {LAST_YEAR}, got {day}"
            )


def is_id(value: str, kind: str) -> bool:
    """Tell whether ``value`` is the id of an aggregate of ``kind``."""
    prefix, slash, opaque = value.partition("/")
    return prefix == kind and bool(slash) and _OPAQUE.fullmatch(opaque) is not None


def named_ids(known: EventType, body: Any) -> Iterator[str]:
    """Yield every id that the body names, in the order of its fields."""
    for field in id_fields(known):
        yield from (value for value in _ids(getattr(body, field.name)) if value)


def _ids(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


@cache
def id_fields(known: EventType) -> tuple[IdField, ...]:
    """Return the fields of a type that hold ids."""
    found = []
    for field in _fields(known):
        kind = _extra(field.type, "kind")
        if kind:
            found.append(IdField(field.name, kind, field.required))
    return tuple(found)


@cache
def fields_among(known: EventType, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of these fields a type has, in their order."""
    own = {field.name for field in _fields(known)}
    return tuple(name for name in names if name in own)


@cache
def _day_fields(known: EventType) -> tuple[str, ...]:
    return tuple(f.name for f in _fields(known) if _is_day(f.type))


@cache
def _fields(known: EventType) -> tuple[msgspec.structs.FieldInfo, ...]:
    return () if known.judged_by_ledger else msgspec.structs.fields(known.body)


def _extra(kind: Any, name: str) -> str:
    """Return what the schema says of a field under ``name``, if it says anything."""
    for meta in getattr(kind, "__metadata__", ()):
        if name in (meta.extra or {}):
            return str(meta.extra[name])
    return ""


def _is_day(kind: Any) -> bool:
    if get_origin(kind) in (Annotated, Union, UnionType):
        return any(_is_day(one) for one in get_args(kind))
    return kind is date
