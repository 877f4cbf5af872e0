"""Texts of one line: only the fields that the schema calls long hold line feeds.

The format lets a line feed pass anywhere (formats §1); which field may hold one is for
the schema to say, and a number or a name with a second line would be shown as two rows.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec

from aggregates.decider import Context
from aggregates.rulebook import Reason, reason
from aggregates.text import Text


class _Field(NamedTuple):
    """A field of a struct, as far as its lines are concerned."""

    name: str
    label: Text
    long: bool


def reasons(context: Context) -> Iterator[Reason]:
    """Yield every field of one line that holds more."""
    if context.lead is not None:
        return
    for label in _broken_in(context.body):
        yield reason(
            expected=(f"{label.zh}：一行文字", f"{label.en}: one line"),
            found=("有换行", "several lines"),
            remedy=("改为一行后重新拟制", "write it on one line and draft it again"),
        )


def _broken_in(body: msgspec.Struct) -> Iterator[Text]:
    for field in _fields(type(body)):
        yield from _broken(getattr(body, field.name), field)


def _broken(value: Any, field: _Field) -> Iterator[Text]:
    if isinstance(value, str):
        if "\n" in value and not field.long:
            yield field.label
    elif isinstance(value, tuple):
        for item in value:
            yield from _broken(item, field)
    elif isinstance(value, msgspec.Struct):
        yield from _broken_in(value)


@cache
def _fields(struct: type[msgspec.Struct]) -> tuple[_Field, ...]:
    info = msgspec.inspect.type_info(struct)
    found = []
    for field in info.fields:  # type: ignore[attr-defined]  # structs only
        if isinstance(_bare(field.type), _WITHOUT_LINES):
            continue
        extra = getattr(field.type, "extra", None) or {}
        label = Text(extra.get("zh", field.name), extra.get("en", field.name))
        found.append(_Field(field.name, label, bool(extra.get("multiline"))))
    return tuple(found)


def _bare(kind: msgspec.inspect.Type) -> msgspec.inspect.Type:
    while isinstance(kind, msgspec.inspect.Metadata):
        kind = kind.type
    return kind


_WITHOUT_LINES = (
    msgspec.inspect.BoolType,
    msgspec.inspect.BytesType,
    msgspec.inspect.DateType,
    msgspec.inspect.IntType,
    msgspec.inspect.LiteralType,
)
"""Types of fields in which no text of somebody's own can stand."""
