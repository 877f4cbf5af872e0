"""Values as people and programs give them, turned into the values of a body.

JSON has no bytes and no dates, and nobody types a hash: bytes are hex digits or
``{"file": path}`` (the hash of a file, or the key in a ``.pub``), a file is its path,
a list that the body only commits to is the list itself. Everything that is wrong is
collected and told at once.
"""

import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

import click
from msgspec import inspect

from aggregates.schema import EventType, FileRef
from cli.fields import Field, Shape, struct_fields, typed_fields, unwrap
from cli.language import say
from cli.public_keys import PUBLIC_SUFFIX, read_public
from cli.wording import reason_of
from ledger.encoding import check_text, normalise_text
from ledger.errors import MalformedError

UNKNOWN_MEDIA: Final = "application/octet-stream"


@dataclass(slots=True)
class Reading:
    """What reading a body found, beside the values.

    Attributes:
        problems: Everything that cannot be used, one sentence each.
        normalised: Fields whose text was put into NFC.
    """

    problems: list[str] = field(default_factory=list)
    normalised: list[str] = field(default_factory=list)

    def refuse(self, where: str, zh: str, en: str) -> None:
        """Note a problem."""
        self.problems.append(f"{where}: {say(zh, en)}")


def read_body(
    known: EventType, given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Read the body of an act.

    Args:
        known: The act's type.
        given: JSON values by field.

    Returns:
        The values by field, sealed ones in clear, and which texts were normalised.

    Raises:
        UsageError: Fields are missing, surplus or unusable; all are named.
    """
    reading = Reading()
    body = _read_fields(typed_fields(known), given, "", reading)
    if reading.problems:
        raise click.UsageError("\n  ".join([_heading(known), *reading.problems]))
    return body, reading.normalised


def _heading(known: EventType) -> str:
    return say(f"{known.title.zh} 的内容有误：", f"the body of {known.name} is wrong:")


def _read_fields(
    fields: tuple[Field, ...], given: Mapping[str, Any], path: str, reading: Reading
) -> dict[str, Any]:
    names = {one.name for one in fields}
    for name in given:
        if name not in names:
            reading.refuse(f"{path}{name}", "没有这一项", "there is no such field")
    body = {}
    for one in fields:
        if one.name in given:
            where = f"{path}{one.name}"
            body[one.name] = _read_field(one, given[one.name], where, reading)
        elif one.required:
            what = f"{path}{one.name}（{one.label.zh}）"
            reading.refuse(what, "必填", "required")
    return body


def _read_field(one: Field, raw: Any, where: str, reading: Reading) -> Any:
    if raw is None and not one.required:
        return None
    if not one.many:
        return _read_one(one, raw, where, reading)
    if not isinstance(raw, list | tuple):
        reading.refuse(where, "应为若干个值（JSON 数组）", "expected a JSON array")
        return ()
    return tuple(
        _read_one(one, item, f"{where}/{n}", reading) for n, item in enumerate(raw)
    )


def _read_one(one: Field, raw: Any, where: str, reading: Reading) -> Any:
    try:
        return _READERS[one.shape](one, raw, where, reading)
    except (ValueError, TypeError) as error:
        reading.problems.append(f"{where}: {error}")
    except OSError as error:
        reading.problems.append(f"{where}: {reason_of(error)}")
    return None


# One reader for each shape; a ValueError's text is what the person is told.


def _text(one: Field, raw: Any, where: str, reading: Reading) -> str:
    if not isinstance(raw, str):
        raise TypeError(say("应为文字", "expected text"))
    text = normalise_text(raw)
    if text != raw:
        reading.normalised.append(where)
    _check_shown(text, where, reading, multiline=one.multiline)
    return text


def _check_shown(text: str, where: str, reading: Reading, *, multiline: bool) -> None:
    """Refuse what the review sheet could not show as it is, without repeating it."""
    if "\n" in text and not multiline:
        reading.refuse(where, "应为一行文字", "expected one line")
    try:
        check_text(text, multiline=True)
    except MalformedError as error:
        reading.refuse(where, f"有不允许的字符（{error}）", str(error))


def _choice(one: Field, raw: Any, where: str, reading: Reading) -> str:
    text = _text(one, raw, where, reading)
    if text not in one.choices:
        allowed = ", ".join(one.choices)
        raise ValueError(say(f"应为其中之一：{allowed}", f"expected one of {allowed}"))
    return text


def _day(one: Field, raw: Any, where: str, reading: Reading) -> date:
    text = _text(one, raw, where, reading)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError(
            say("应为 2024-05-20 这样的日期", "expected a date, 2024-05-20")
        )
    return day


def _whole(one: Field, raw: Any, where: str, reading: Reading) -> int:
    del one, where, reading
    if isinstance(raw, str) and raw.removeprefix("-").isascii():
        raw = int(raw) if raw.removeprefix("-").isdigit() else raw
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise TypeError(say("应为整数", "expected a whole number"))
    return raw


def _yes_or_no(one: Field, raw: Any, where: str, reading: Reading) -> bool:
    del one, where, reading
    if not isinstance(raw, bool):
        raise TypeError(say("应为 true 或 false", "expected true or false"))
    return raw


def _bytes(one: Field, raw: Any, where: str, reading: Reading) -> bytes:
    del one, where, reading
    if isinstance(raw, Mapping) and set(raw) == {"file"}:
        named = Path(raw["file"])
        if named.suffix == PUBLIC_SUFFIX:
            return read_public(named)
        return _hash_of(raw["file"])[0]
    try:
        return bytes.fromhex(raw)
    except (ValueError, TypeError):
        expected = say(
            '应为十六进制数，或 {"file": "路径"}', 'expected hex, or {"file": "path"}'
        )
        raise ValueError(expected) from None


def _file(one: Field, raw: Any, where: str, reading: Reading) -> Any:
    del where, reading
    sealed = one.sealed
    if isinstance(raw, Mapping) and set(raw) == {"file"}:
        raw = raw["file"]
    if isinstance(raw, str):
        digest, size = _hash_of(raw)
        media = mimetypes.guess_type(raw)[0] or UNKNOWN_MEDIA
        whole = {"sha256": digest, "size": size, "media": media}
        return [digest, size] if sealed else whole
    if sealed and isinstance(raw, list | tuple) and len(raw) == len(("sha256", "size")):
        return [bytes.fromhex(raw[0]), int(raw[1])]
    if not sealed and isinstance(raw, Mapping) and set(raw) == _FILE_REF:
        return {**raw, "sha256": bytes.fromhex(raw["sha256"])}
    raise ValueError(say("应为文件路径", "expected the path of a file"))


def _listed(one: Field, raw: Any, where: str, reading: Reading) -> Any:
    if isinstance(raw, Mapping) and isinstance(one.type, inspect.StructType):
        return _read_fields(struct_fields(one.type), raw, f"{where}/", reading)
    if not isinstance(raw, list):
        raise TypeError(say("应为清单（JSON 数组）", "expected the list (JSON array)"))
    # The followers bring the whole catalogue along, and lists are rare.
    from aggregates.followers import list_ref  # noqa: PLC0415

    made = list_ref(raw)
    return {"count": made.count, "sha256": made.sha256}


def _json(one: Field, raw: Any, where: str, reading: Reading) -> Any:
    if isinstance(one.type, inspect.DictType):
        return _plain(raw, where, reading)
    info = _variant(one.type, raw)
    if isinstance(info, inspect.StrType):
        return _text(one, raw, where, reading)
    if not isinstance(raw, Mapping) or info is None:
        raise TypeError(_expected_map(one.type))
    rest = {k: v for k, v in raw.items() if k != info.tag_field}
    tag = {info.tag_field: info.tag} if info.tag_field else {}
    body = _read_fields(struct_fields(info), rest, f"{where}/", reading)
    return {**tag, **body}


Reader = Callable[[Field, Any, str, Reading], Any]
_READERS: Final[dict[Shape, Reader]] = {
    "text": _text,
    "choice": _choice,
    "date": _day,
    "int": _whole,
    "bool": _yes_or_no,
    "bytes": _bytes,
    "personal": _text,
    "file": _file,
    "list": _listed,
    "json": _json,
}
_FILE_REF: Final = frozenset(FileRef.__struct_fields__)


def _variant(info: inspect.Type, raw: Any) -> Any:
    """Choose the member of a union that a value belongs to."""
    if not isinstance(info, inspect.UnionType):
        return info
    for one in (unwrap(member)[0] for member in info.types):
        if isinstance(one, inspect.StrType) and isinstance(raw, str):
            return one
        if isinstance(one, inspect.StructType) and _has_tag(one, raw):
            return one
    return None


def _has_tag(info: inspect.StructType, raw: Any) -> bool:
    if not isinstance(raw, Mapping):
        return False
    return info.tag_field is None or raw.get(info.tag_field) == info.tag


def _expected_map(info: inspect.Type) -> str:
    tagged = [
        one for one in getattr(info, "types", ()) if getattr(one, "tag_field", None)
    ]
    if not tagged:
        return say("应为 JSON 对象", "expected a JSON object")
    tags = ", ".join(str(one.tag) for one in tagged)
    name = tagged[0].tag_field
    return say(
        f"应为 JSON 对象，其中 {name} 为其中之一：{tags}",
        f"expected a JSON object whose {name} is one of {tags}",
    )


def _plain(raw: Any, where: str, reading: Reading) -> Any:
    """Normalise all text in plain JSON."""
    match raw:
        case str():
            text = normalise_text(raw)
            if text != raw:
                reading.normalised.append(where)
            return text
        case list():
            return [_plain(v, f"{where}/{n}", reading) for n, v in enumerate(raw)]
        case dict():
            return {k: _plain(v, f"{where}/{k}", reading) for k, v in raw.items()}
        case _:
            return raw


def _hash_of(path: str) -> tuple[bytes, int]:
    with Path(path).open("rb") as file:
        digest = file_digest(file, "sha256").digest()
        return digest, file.tell()
