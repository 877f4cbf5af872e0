"""Tables of historical data, read from ``.xlsx`` or ``.csv`` as cells.

What the cells mean is not decided here (`aggregates.history.importing`). A workbook is
measured before it is opened, because a small archive can unpack to any size.
"""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from aggregates.history.cells import BROKEN, EXCEL_EPOCH, FORMULA, MAC_EPOCH, Cell
from cli.language import say

XLSX: Final = ".xlsx"
CSV: Final = ".csv"
OLD: Final = (".xls", ".et", ".ods")
MAX_FILE: Final = 32 * 1024 * 1024
MAX_UNPACKED: Final = 512 * 1024 * 1024
ENCODINGS: Final = ("utf-8-sig", "gb18030")
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
OLE: Final = b"\xd0\xcf\x11\xe0"
"""How files of the old Excel begin, and encrypted ones of the new."""
MAX_COLUMNS: Final = 64
BROKEN_BOOK: Final = (
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a damaged workbook raises, by trial (`tests/unit/cli`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one sheet.

    Attributes:
        rows: Its rows from the first on.
        sheet: The sheet's name; empty for CSV.
        epoch: Day 0 of its serial numbers.
    """

    rows: Sequence[Sequence[Cell]]
    sheet: str = ""
    epoch: date = EXCEL_EPOCH


def read_file(path: Path, sheet: str = "") -> Table:
    """Read a table from a file.

    Args:
        path: The file.
        sheet: Name of the sheet; the first one if empty.

    Raises:
        UsageError: The file cannot be read, or is no table.
    """
    kind = path.suffix.lower()
    if kind in OLD:
        raise _unusable(
            path,
            "不支持旧格式，请在 Excel（WPS）中另存为 .xlsx",
            "an old format: save it as .xlsx first",
        )
    if kind not in (XLSX, CSV):
        raise _unusable(
            path, "应为 .xlsx 或 .csv 文件", "expected an .xlsx or .csv file"
        )
    data = _bytes_of(path)
    if kind == CSV:
        return Table(rows=_csv_rows(path, data))
    return _workbook(path, data, sheet)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        told = error.strerror
        raise _unusable(path, f"无法读取（{told}）", f"unreadable: {told}") from error
    if len(data) > MAX_FILE:
        mebibytes = MAX_FILE // 1024 // 1024
        raise _unusable(path, f"超过 {mebibytes} MB", f"larger than {mebibytes} MB")
    return data


# CSV


def _csv_rows(path: Path, data: bytes) -> list[list[Cell]]:
    text = _decoded(path, data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise _unusable(
            path, f"不是有效的 CSV（{error}）", f"is no CSV ({error})"
        ) from error
    return [[cell or None for cell in row] for row in rows]


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith(UTF_16):
        raise _unusable(
            path,
            "编码为 UTF-16，请另存为 UTF-8 或 GBK 编码的 CSV",
            "is UTF-16; save it as CSV in UTF-8 or GBK",
        )
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unusable(path, "编码不是 UTF-8 或 GBK", "is neither UTF-8 nor GBK")


# Excel


def _workbook(path: Path, data: bytes, sheet: str) -> Table:
    _check_archive(path, data)
    try:
        with warnings.catch_warnings():
            # About styles and validations, which are of no interest here.
            warnings.simplefilter("ignore")
            with closing(_open_book(data)) as book:
                return _sheet(path, book, sheet)
    except BROKEN_BOOK as error:
        told = say("不是可读的 Excel 文件", "cannot be read as Excel")
        raise click.UsageError(f"{path}: {told}") from error


def _open_book(data: bytes) -> Any:
    import openpyxl  # noqa: PLC0415 - slow to import, and in no other command

    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)


def _sheet(path: Path, book: Any, sheet: str) -> Table:
    names = [one.title for one in book.worksheets]
    name = sheet or (names[0] if names else "")
    if name not in names:
        raise _unusable(
            path, f"没有工作表“{name}”，有：{'、'.join(names)}", f"sheets: {names}"
        )
    rows = [_cells(row) for row in book[name].iter_rows(max_col=MAX_COLUMNS)]
    from_1904 = book.epoch.year == MAC_EPOCH.year
    return Table(rows=rows, sheet=name, epoch=MAC_EPOCH if from_1904 else EXCEL_EPOCH)


def _cells(row: Sequence[Any]) -> tuple[Cell, ...]:
    """Return the cells of a row up to the last that holds something."""
    cells = [_cell(one) for one in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _check_archive(path: Path, data: bytes) -> None:
    """Refuse what is no archive, or unpacks to more than a table would."""
    if data.startswith(OLE):
        raise _unusable(
            path,
            "已加密或为旧格式，请取消密码后另存为 .xlsx",
            "is encrypted or of the old format: save it as .xlsx without password",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _unusable(path, "不是 Excel 文件", "is no Excel file") from error
    if size > MAX_UNPACKED:
        raise _unusable(path, "解压后过大", "unpacks to too much")


def _cell(cell: Any) -> Cell:
    """Return what a cell holds; a formula and an error value are said to be such."""
    match cell.data_type:
        case "f":
            return FORMULA
        case "e":
            return BROKEN
        case _:
            value: Cell = cell.value
            return value


def _unusable(path: Path, zh: str, en: str) -> click.UsageError:
    return click.UsageError(say(f"{path}：{zh}", f"{path}: {en}"))
