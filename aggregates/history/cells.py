"""One cell of an imported table: what it may hold, and what is wrong with it.

A table gives text, numbers, days, or nothing; whoever reads a file says `FORMULA` for
a formula and `BROKEN` for an error value, because neither is what somebody typed.
Faults never repeat the value of a cell: it may be personal.

=========================  =========================================================
day as                     read as
=========================  =========================================================
a day of the table         that day, if it has no time of day
``2015-12-1``, ``/``, ``.``  year, month, day
``2015年12月1日``          the same
``20151201``               the same, as text or number
``42339``                  Excel's serial number, as text or number
=========================  =========================================================
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final, NamedTuple

from aggregates.text import Text
from ledger.encoding import check_text, normalise_text
from ledger.errors import MalformedError


class Special(Enum):
    """What stands in a cell in place of a value."""

    FORMULA = "FORMULA"
    BROKEN = "BROKEN"


FORMULA: Final = Special.FORMULA
BROKEN: Final = Special.BROKEN
Cell = str | int | float | date | datetime | Special | None
"""Anything else is as good as `BROKEN`."""


class CellError(ValueError):
    """A cell cannot be used.

    Attributes:
        code: Stable name of the fault, for programs and tests.
        text: What was expected, and what to do.
    """

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


class Wrong(NamedTuple):
    """A kind of fault: its name, and its words."""

    code: str
    text: Text

    def error(self) -> CellError:
        """Return it as an exception."""
        return CellError(self.code, self.text)


EMPTY: Final = Wrong("EMPTY", Text("必填项为空", "nothing in a field that is needed"))
IS_FORMULA: Final = Wrong(
    "FORMULA",
    Text(
        "单元格是公式，请复制后“选择性粘贴”为数值",
        "a formula: copy it, and paste its value",
    ),
)
IS_BROKEN: Final = Wrong(
    "BROKEN",
    Text("单元格是错误值或不是文字、数字、日期", "an error value, or no text or day"),
)
NOT_TEXT: Final = Wrong(
    "NOT_TEXT",
    Text("应为文字，单元格是数值或日期", "expected text, got a number or a day"),
)
NOT_PLAIN: Final = Wrong(
    "NOT_PLAIN",
    Text(
        "含换行、控制字符或不可见字符，请重新录入",
        "line breaks, controls or invisible characters: type it anew",
    ),
)
TOO_LONG: Final = Wrong("TOO_LONG", Text("超过200个字", "more than 200 characters"))
NOT_A_DAY: Final = Wrong(
    "NOT_A_DAY",
    Text(
        "不是日期，请写作 2015-12-01、2015.12.1、2015年12月1日或 20151201",
        "no day: write 2015-12-01, 2015.12.1, 2015年12月1日 or 20151201",
    ),
)
FLOAT_NUMBER: Final = Wrong(
    "FLOAT_NUMBER",
    Text(
        "证件号码是数值：Excel 只保留15位，末几位已丢失。"
        "请将该列设为“文本”格式后重新录入号码",
        "the number is numeric: Excel keeps 15 digits and has lost the last ones. "
        "Format the column as text and type the number anew",
    ),
)

MAX_LENGTH: Final = 200
FIRST_YEAR: Final = 1900
EXCEL_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers, from 1 March 1900 on."""
MAC_EPOCH: Final = date(1904, 1, 1)
"""Day 0 in workbooks that count from 1904."""
_LAST_SERIAL: Final = 73_050
_SERIAL: Final = re.compile(r"[1-9][0-9]{4}", re.ASCII)
"""Of five digits only, from 1927 on: four are a year that somebody typed alone."""
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_WRITTEN: Final = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})", re.ASCII),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})", re.ASCII),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", re.ASCII),
    _COMPACT,
)
_SCIENTIFIC: Final = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.ASCII)


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_text(cell: Cell, *, numbers: bool = False) -> str:
    """Return the text of a cell, in NFC and without white space around it.

    Args:
        cell: The cell.
        numbers: Whether a whole number is as good as its digits.

    Raises:
        CellError: It holds no text, or none that can be recorded.
    """
    _check_value(cell)
    if numbers and isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    if not isinstance(cell, str):
        raise NOT_TEXT.error()
    text = normalise_text(cell).strip()
    if len(text) > MAX_LENGTH:
        raise TOO_LONG.error()
    try:
        check_text(text)
    except MalformedError as error:
        raise NOT_PLAIN.error() from error
    return text


def read_number(cell: Cell) -> str:
    """Return a document's number as it was typed.

    Raises:
        CellError: It is no text. A number has lost its last digits to Excel, also
            where a table in text shows it as ``4.2E+17``.
    """
    _check_value(cell)
    if isinstance(cell, int | float):
        raise FLOAT_NUMBER.error()
    text = read_text(cell)
    if _SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", text).upper()):
        raise FLOAT_NUMBER.error()
    return text


def read_day(cell: Cell, epoch: date = EXCEL_EPOCH) -> date:
    """Return the day that a cell holds, in one of the forms of the module.

    Args:
        cell: The cell.
        epoch: Day 0 of the table's serial numbers.

    Raises:
        CellError: It holds no day.
    """
    _check_value(cell)
    found = _day_of(cell, epoch)
    if found is None or found.year < FIRST_YEAR:
        raise NOT_A_DAY.error()
    return found


def _day_of(cell: Cell, epoch: date) -> date | None:
    match cell:
        case datetime():
            return cell.date() if cell.time() == time() else None
        case date():
            return cell
        case float():
            return _written(str(int(cell)), epoch) if cell.is_integer() else None
        case int():
            return _written(str(cell), epoch)
        case str():
            return _written(unicodedata.normalize("NFKC", cell).strip(), epoch)
        case _:
            return None


def _written(text: str, epoch: date) -> date | None:
    if _SERIAL.fullmatch(text):
        days = int(text)
        return epoch + timedelta(days=days) if days <= _LAST_SERIAL else None
    for form in _WRITTEN:
        match = form.fullmatch(text)
        if match is not None:
            return _date(*(int(part) for part in match.groups()))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _check_value(cell: Cell) -> None:
    if is_empty(cell):
        raise EMPTY.error()
    if cell is FORMULA or (isinstance(cell, str) and cell.lstrip().startswith("=")):
        raise IS_FORMULA.error()
    known = isinstance(cell, str | int | float | date) and not isinstance(cell, bool)
    if not known:
        raise IS_BROKEN.error()
