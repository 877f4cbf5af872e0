"""Lists as Excel workbooks: for people who sort, filter and print them.

A text that begins like a formula gets an apostrophe before it, and no cell is ever a
formula: what somebody typed into the ledger is not carried out by whoever opens a list.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final, NamedTuple

Value = str | int | date | None

_FORMULA: Final = "=+-@＝＋－＠\t\r"
_DATE: Final = "yyyy-mm-dd"
_NOTES: Final = "说明"
_HEAD: Final = 1


class Column(NamedTuple):
    """One column.

    Attributes:
        name: Its heading.
        width: In characters of Latin text.
    """

    name: str
    width: int


def workbook(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    notes: Sequence[tuple[str, str]],
) -> bytes:
    """Return a workbook with one list, and a sheet that says where it is from.

    Args:
        title: The name of the sheet.
        columns: Its columns.
        rows: A value for each column; days become cells with a date.
        notes: Names and values on the second sheet.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, and only here
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - see above

    book = Workbook()
    book.properties.creator = "daocha"
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for number, column in enumerate(columns, start=1):
        head = sheet.cell(_HEAD, number, column.name)
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = column.width
        for place, row in enumerate(rows, start=_HEAD + 1):
            cell = sheet.cell(place, number)
            _fill(cell, row[number - 1])
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = f"A{_HEAD + 1}"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    sheet.page_setup.orientation = "landscape"
    _add_notes(book, notes)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _add_notes(book: Any, notes: Sequence[tuple[str, str]]) -> None:
    sheet = book.create_sheet(_NOTES)
    for place, (name, value) in enumerate(notes, start=1):
        _fill(sheet.cell(place, 1), name)
        _fill(sheet.cell(place, 2), value)
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 80


def harmless(text: str) -> str:
    """Return a text as a spreadsheet may have it: never the beginning of a formula.

    Example:
        >>> harmless("=1+1"), harmless("咸职改办")
        ("'=1+1", '咸职改办')
    """
    return f"'{text}" if text[:1] and text[0] in _FORMULA else text


def _fill(cell: Any, value: Value) -> None:
    if isinstance(value, str):
        cell.value = harmless(value)
        cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = _DATE
