"""JSON as people and programs hand it in: read strictly, and refused in their words.

Python's parser is too kind for what is going to be signed: of a key that stands there
twice it keeps the last, it knows ``NaN``, and it reads numbers that no record holds.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import click

from cli.file_failures import file_failure
from cli.language import say
from ledger.encoding import MAX_DEPTH, MAX_INT

STDIN: Final = "-"
_DIGITS: Final = len(str(MAX_INT)) + 1


class UnusableJsonError(ValueError):
    """JSON that no record can hold; its text is what the person is told."""


def load_json(path: Path, where: str) -> Any:
    """Read a JSON file; ``-`` is standard input.

    Raises:
        UsageError: It cannot be read, or is no JSON that a record can hold.
        StoreError: The medium failed.
    """
    try:
        data = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
    except OSError as error:
        named = say(f"{where}：{path}", f"{where}: {path}")
        raise file_failure(named, error) from error
    name = say("标准输入", "standard input") if str(path) == STDIN else path
    return parse_json(data, say(f"{where}：{name}", f"{where}: {name}"))


def parse_json(text: str | bytes, where: str) -> Any:
    """Parse JSON that was typed or read.

    Raises:
        UsageError: It is no JSON that a record can hold.
    """
    try:
        found = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
            parse_int=_integer,
        )
        _check(found)
    except json.JSONDecodeError as error:
        raise _refused(where, _place_of(error)) from error
    except UnicodeDecodeError as error:
        raise _refused(where, say("不是 UTF-8 文本", "no UTF-8 text")) from error
    except RecursionError as error:
        raise _refused(where, _too_deep()) from error
    except UnusableJsonError as error:
        raise _refused(where, str(error)) from error
    return found


def _refused(where: str, why: str) -> click.UsageError:
    return click.UsageError(
        say(f"{where}：JSON 无法使用：{why}", f"{where}: unusable JSON: {why}")
    )


def _place_of(error: json.JSONDecodeError) -> str:
    return say(
        f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON 语法",
        f"{error.msg}, line {error.lineno} column {error.colno}",
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise UnusableJsonError(
                say(f"{name!r} 出现两次", f"the key {name!r} stands there twice")
            )
        found[name] = value
    return found


def _no_fraction(text: str) -> Any:
    raise UnusableJsonError(
        say(f"{text}：只能是整数", f"{text}: expected whole numbers only")
    )


def _integer(text: str) -> int:
    if len(text) > _DIGITS or abs(int(text)) > MAX_INT:
        raise UnusableJsonError(
            say(
                f"数 {text[:_DIGITS]}… 超出 ±{MAX_INT}",
                f"the number {text[:_DIGITS]}… lies outside ±{MAX_INT}",
            )
        )
    return int(text)


def _check(value: Any) -> None:
    """Check level by level, however deep it is, what only the whole tells."""
    level = [value]
    depth = 0
    while level:
        for text in (one for one in level if isinstance(one, str)):
            _check_text(text)
        depth += any(isinstance(one, dict | list) for one in level)
        if depth > MAX_DEPTH:
            raise UnusableJsonError(_too_deep())
        level = [inner for one in level for inner in _inside(one)]


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnusableJsonError(
            say("文字中有不成对的代理码", "text holds half a surrogate pair")
        ) from error


def _too_deep() -> str:
    return say(f"嵌套超过 {MAX_DEPTH} 层", f"it nests deeper than {MAX_DEPTH} levels")
