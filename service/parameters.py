"""The parameters of questions: what they are called, how they are read, their schema.

Everything is read strictly: an unknown name, a name given twice, and a value in
another spelling are refused, all of them at once. A question that was understood in
two ways would have two answers.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl

from aggregates.text import Text
from ledger.errors import MalformedError
from ledger.statement import check_id, kind_of
from service.problem import Problem, not_published, wrong_input

MAX_NUMBER: Final = 999_999_999_999_999
"""The largest number that can be asked with; no ledger counts further."""

MAX_QUERY: Final = 2_048
"""The longest query that is looked at, in bytes."""

FIRST_DAY: Final = date(1949, 10, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""The days that can be asked about: the calendar of this house."""

_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,14}", re.ASCII).fullmatch
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII).fullmatch


class WrongValueError(Exception):
    """A value is not what its parameter takes; the text says what it takes."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter.

    Attributes:
        name: As it stands in the address.
        read: Makes its value from its text.
        schema: What it takes, as JSON Schema.
        text: What it means.
        default: Its value when it is not given.
        place: ``query``, ``path`` or ``header``.
    """

    name: str
    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    text: Text
    default: Any = None
    place: str = "query"


def read_number(text: str) -> int:
    """Read a whole number.

    Raises:
        WrongValueError: It is none, or not its only spelling.
    """
    if _NUMBER(text) is None:
        raise WrongValueError(Text("应为不带前导零的整数", "expected a whole number"))
    return int(text)


def number_between(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number between two others, both included."""

    def read(text: str) -> int:
        number = read_number(text)
        if not least <= number <= most:
            raise WrongValueError(
                Text(f"应在 {least} 至 {most} 之间", f"expected {least} to {most}")
            )
        return number

    return read


def read_day(text: str) -> date:
    """Read a day.

    Raises:
        WrongValueError: It is none, or outside the calendar.
    """
    try:
        day = date.fromisoformat(text) if _DAY(text) else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise WrongValueError(
            Text(
                f"应为 {FIRST_DAY} 至 {LAST_DAY} 的日期，如 2024-05-20",
                f"expected a day from {FIRST_DAY} to {LAST_DAY}, such as 2024-05-20",
            )
        )
    return day


def read_known(text: str) -> int | date:
    """Read how much of the ledger counts: a number of records, or a day.

    Raises:
        WrongValueError: It is neither.
    """
    return read_number(text) if text.isdecimal() else read_day(text)


def read_truth(text: str) -> bool:
    """Read ``true`` or ``false``.

    Raises:
        WrongValueError: It is neither.
    """
    if text not in ("true", "false"):
        raise WrongValueError(Text("应为 true 或 false", "expected true or false"))
    return text == "true"


def id_of(*kinds: str) -> Callable[[str], str]:
    """Return what reads an id of one of these kinds."""

    def read(text: str) -> str:
        try:
            check_id(text)
        except MalformedError:
            raise WrongValueError(
                Text("应为 类别/编号", "expected an id, <kind>/<opaque part>")
            ) from None
        if kind_of(text) not in kinds:
            raise not_published(
                Text(
                    f"本服务只公开：{'、'.join(kinds)}",
                    f"published here: {', '.join(kinds)}",
                )
            )
        return text

    return read


def read_query(query: bytes, known: Sequence[Parameter]) -> dict[str, Any]:
    """Read the query of a request.

    Args:
        query: As it was sent.
        known: The parameters that the question has.

    Returns:
        A value for each of them.

    Raises:
        Problem: Some of it is not understood; everything that is not is told.
    """
    wanted = {one.name: one for one in known}
    given: dict[str, str] = {}
    faults: list[tuple[str, Text]] = []
    for name, value in _pairs(query):
        if name not in wanted:
            faults.append(("?", Text("没有这个参数", "no such parameter")))
        elif name in given:
            faults.append((name, Text("重复给出", "given more than once")))
        else:
            given[name] = value
    values = _values(wanted.values(), given, faults)
    if faults:
        raise _not_understood(faults, wanted)
    return values


def read_one(parameter: Parameter, text: str) -> Any:
    """Read a value that does not stand in the query.

    Raises:
        Problem: It is not understood.
    """
    try:
        return parameter.read(text)
    except WrongValueError as error:
        raise _not_understood([(parameter.name, error.text)], ()) from None


def _pairs(query: bytes) -> list[tuple[str, str]]:
    if len(query) > MAX_QUERY:
        raise wrong_input(Text("查询过长", "the query is too long"))
    if not query:
        return []
    try:
        return parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
        )
    except ValueError:
        raise wrong_input(
            Text("查询应为 名称=值&名称=值", "expected a query of name=value pairs")
        ) from None


def _values(
    wanted: Iterable[Parameter],
    given: Mapping[str, str],
    faults: list[tuple[str, Text]],
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in wanted:
        values[one.name] = one.default
        if one.name in given:
            try:
                values[one.name] = one.read(given[one.name])
            except WrongValueError as error:
                faults.append((one.name, error.text))
    return values


def _not_understood(
    faults: Sequence[tuple[str, Text]], known: Iterable[str]
) -> Problem:
    zh = "；".join(f"{name}：{text.zh}" for name, text in faults)
    en = "; ".join(f"{name}: {text.en}" for name, text in faults)
    names = "、".join(known)
    listed = f"（可用参数：{names}）" if names else ""
    listed_en = f" (parameters: {', '.join(known)})" if names else ""
    return wrong_input(Text(zh + listed, en + listed_en))


AFTER: Final = Parameter(
    name="after",
    read=number_between(0, MAX_NUMBER),
    schema={"type": "integer", "minimum": 0, "maximum": MAX_NUMBER, "default": 0},
    text=Text("最后收到的变动序号", "number of the last change that was received"),
    default=0,
)
LAST_EVENT_ID: Final = Parameter(
    name="Last-Event-ID",
    read=AFTER.read,
    schema=AFTER.schema,
    text=Text(
        "断线重连时由客户端给出，先于 after",
        "given by clients that come back; counts before `after`",
    ),
    place="header",
)
AS_OF: Final = Parameter(
    name="as_of",
    read=read_day,
    schema={"type": "string", "format": "date"},
    text=Text("该日终了时的情况", "as it was at the end of a day"),
)
ON: Final = Parameter(
    name="on",
    read=read_day,
    schema={"type": "string", "format": "date"},
    text=Text("在哪一天；默认今日", "on which day; today without it"),
)
KNOWN_AT: Final = Parameter(
    name="known_at",
    read=read_known,
    schema={
        "oneOf": [
            {"type": "string", "format": "date"},
            {"type": "integer", "minimum": 1, "maximum": MAX_NUMBER},
        ]
    },
    text=Text(
        "台账当时所知：日期（含当日收到的），或前 N 条记录",
        "as the ledger knew it: a day, with what was received on it, or the first N "
        "records",
    ),
)
