"""Correction and recall (更正、撤回): two acts on the newest act of an aggregate.

Both are of every kind alike, so their types are made here from the kind's name. What
they do to a body is arithmetic on its plain values, with no opinion on whether it is
allowed; `aggregates.amending` has that.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Final

import msgspec

from aggregates.roles import Party
from aggregates.schema import EVENT_TYPES, Body, EventType, event, names
from aggregates.shape import check_shape
from aggregates.text import Text
from ledger.errors import MalformedError


class Amendment(Body, frozen=True, kw_only=True):
    """An act about an earlier act of the same aggregate (domain page 3.10b)."""

    seq: Annotated[
        int, msgspec.Meta(ge=1), names("原记录序号", "number of the act it is about")
    ]
    reason: Annotated[str, names("原因", "reason", multiline=True)]


class Corrected(Amendment, frozen=True, kw_only=True):
    """One value of the act was wrong; both values are on record.

    Values are written as text: a number in digits, a day as 2024-05-20, ``true`` or
    ``false``, and nothing where nothing stands.
    """

    field: Annotated[str, names("更正的项目（JSON 指针）", "field, as a JSON pointer")]
    old: Annotated[str, names("原值", "old value", multiline=True)]
    new: Annotated[str, names("更正后的值", "new value", multiline=True)]


class Recalled(Amendment, frozen=True, kw_only=True):
    """The act is taken back by those who did it, before anybody relied on it."""


AMENDED_KINDS: Final = {
    "application": Text("申报", "an application"),
    "circular": Text("通报", "a circular"),
    "committee": Text("评委会", "a committee"),
    "complaint": Text("信访核查", "a complaint"),
    "entrustment": Text("委托评审", "an entrustment"),
    "inspection": Text("监督检查", "an inspection"),
    "organisation": Text("单位", "an organisation"),
    "quota": Text("岗位核定表", "a quota form"),
    "session": Text("评审批次", "a session"),
    "trace": Text("倒查办理", "a trace"),
}
"""The kinds whose acts can be corrected and recalled, as the acts name them."""


def declare_amendments(kind: str) -> None:
    """Declare both types of a kind whose other events are declared already."""
    if kind not in AMENDED_KINDS:
        return
    zh, en = AMENDED_KINDS[kind]
    signers = _alternatives(EVENT_TYPES.declared(kind))
    for base, word, verb in (
        (Corrected, "更正", "correct"),
        (Recalled, "撤回", "recall"),
    ):
        body: Any = msgspec.defstruct(
            f"{kind.title()}{base.__name__}",
            [],
            bases=(base,),
            module=__name__,
            namespace={"__doc__": base.__doc__},
            frozen=True,
            kw_only=True,
        )
        event(
            f"{kind}.{base.__name__.lower()}",
            f"{word}{zh}记录",
            f"{verb} the newest act of {en}",
            signers=signers,
            policy=False,
        )(body)


def _alternatives(known: Sequence[EventType]) -> tuple[tuple[Party, ...], ...]:
    """Return every set of signers of the kind's own acts, each once."""
    found = (parties for one in known if not one.follower_of for parties in one.signers)
    return tuple(dict.fromkeys(found))


def parts_of(pointer: str) -> tuple[str, ...]:
    """Split a JSON pointer (RFC 6901); what is none has no parts."""
    if not pointer.startswith("/"):
        return ()
    parts = pointer[1:].split("/")
    return tuple(one.replace("~1", "/").replace("~0", "~") for one in parts)


def value_as_text(body: msgspec.Struct, pointer: str) -> str:
    """Return the plain value at a pointer as a correction writes it.

    Raises:
        MalformedError: Nothing can stand there, or it is not a plain value.
    """
    value: Any = _plain(body)
    for part in parts_of(pointer) or ("",):
        value = _inside(value, part)
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | str():
            return str(value)
        case _:
            raise _nowhere(pointer)


def corrected_body(
    known: EventType, body: msgspec.Struct, pointer: str, new: str
) -> Any:
    """Return the body with another plain value at a pointer, read by its schema.

    Raises:
        MalformedError: The result is no body of its type.
    """
    changed = _replaced(_plain(body), parts_of(pointer), new or None)
    try:
        found = msgspec.convert(changed, known.body, strict=False)
    except msgspec.ValidationError as error:
        raise MalformedError(f"body of {known.name}: {error}") from error
    check_shape(known, found)
    return found


def _plain(body: msgspec.Struct) -> Any:
    return {
        name: msgspec.to_builtins(getattr(body, name), builtin_types=(bytes,))
        for name in body.__struct_fields__
    }


def _inside(value: Any, part: str) -> Any:
    """Step into a group or a list; a commitment has no inside."""
    if isinstance(value, dict) and set(value) != {"c", "of"} and part in value:
        return value[part]
    if isinstance(value, list | tuple) and part.isdecimal() and int(part) < len(value):
        return value[int(part)]
    raise _nowhere(part)


def _replaced(value: Any, parts: tuple[str, ...], new: str | None) -> Any:
    if not parts:
        # A text that is emptied is empty; anything else is not stated any more.
        return "" if new is None and isinstance(value, str) else new
    first, rest = parts[0], parts[1:]
    inner = _replaced(_inside(value, first), rest, new)
    if isinstance(value, dict):
        return {**value, first: inner}
    place = int(first)
    return [*value[:place], inner, *value[place + 1 :]]


def _nowhere(pointer: str) -> MalformedError:
    return MalformedError(f"field: expected a plain value of the act, got {pointer!r}")
