"""The columns of 附件4, and finding them in a table that somebody made."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from aggregates.history.cells import Cell, is_empty
from aggregates.text import Text


class Column(NamedTuple):
    """One of the twelve columns.

    Attributes:
        field: Its name in the body of a row.
        zh: The form's heading.
        en: The same in English.
        rule: The rule that asks for it.
        aliases: Other headings that mean it.
    """

    field: str
    zh: str
    en: str
    rule: str
    aliases: tuple[str, ...] = ()


COLUMNS: Final = (
    Column("name", "姓名", "name", "XN12-A4.1"),
    Column("sex", "性别", "sex", "XN12-A4.2"),
    Column("id_kind", "证件类型", "kind of document", "XN12-A4.3", ("证件类别",)),
    Column(
        "id_number",
        "证件号码",
        "number of the document",
        "XN12-A4.4",
        ("证件号", "身份证号", "身份证号码"),
    ),
    Column("birth_date", "出生日期", "date of birth", "XN12-A4.5", ("出生年月日",)),
    Column("series", "职称系列", "series", "XN12-A4.6", ("系列",)),
    Column("profession", "专业名称", "profession", "XN12-A4.7", ("专业",)),
    Column("title_name", "职称名称", "name of the title", "XN12-A4.8", ("职称",)),
    Column("review_body", "评审组织", "reviewed by", "XN12-A4.9", ("评审机构",)),
    Column("approving_unit", "批准单位", "approved by", "XN12-A4.10"),
    Column(
        "approval_no",
        "批准文号",
        "number of the approval",
        "XN12-A4.11",
        ("文号", "批准文件号"),
    ),
    Column("approved_on", "批准日期", "approved on", "XN12-A4.12", ("批准时间",)),
)
BY_FIELD: Final[Mapping[str, Column]] = {one.field: one for one in COLUMNS}
SEARCHED: Final = 20
"""Rows within which the heading is looked for; a title may stand above it."""
ENOUGH: Final = 6
"""Recognised headings that make a row the heading."""
NOTES: Final = ("备注", "注:", "说明")
DATA_CELLS: Final = 3
"""Cells with something in them that make a row more than a note."""


class CellFault(NamedTuple):
    """Something wrong in a table, at its place.

    Attributes:
        row: Number of the row, from 1; 0 for the whole table.
        column: Letter of the column, or ``""``.
        field: The column's heading, or ``""``.
        code: Stable name, for programs and tests.
        rule: The rule that is not met, or ``""``.
        text: What was expected, and what to do.
    """

    row: int
    column: str
    field: str
    code: str
    rule: str
    text: Text


class Heading(NamedTuple):
    """Where the columns stand.

    Attributes:
        row: Number of the heading's row.
        places: Index of each field's column, from 0.
        others: Headings that are none of the form's.
    """

    row: int
    places: Mapping[str, int]
    others: tuple[str, ...]


def column_letter(index: int) -> str:
    """Return the letter of a column, counted from 0.

    Example:
        >>> column_letter(0), column_letter(25), column_letter(26)
        ('A', 'Z', 'AA')
    """
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def plain_heading(cell: Cell) -> str:
    """Return a heading as it is compared: without stars, spaces, notes in brackets."""
    if not isinstance(cell, str):
        return ""
    text = "".join(unicodedata.normalize("NFKC", cell).split())
    return text.partition("(")[0].strip("*:")


def find_heading(
    rows: Iterable[Sequence[Cell]],
) -> tuple[Heading | None, tuple[CellFault, ...]]:
    """Find the heading among the first rows of a table.

    Returns:
        The heading, if every column is there once; else what is wrong with it.
    """
    for number, row in enumerate(rows, start=1):
        names = [plain_heading(cell) for cell in row]
        known = [field_of(name) for name in names]
        if sum(field is not None for field in known) >= ENOUGH:
            return _judged(number, names, known)
    wanted = "、".join(column.zh for column in COLUMNS)
    text = Text(
        f"前{SEARCHED}行内没有表头，应有：{wanted}",
        f"no heading in the first {SEARCHED} rows; expected {wanted}",
    )
    return None, (CellFault(0, "", "", "NO_HEADING", "XN12-7.2d", text),)


def field_of(heading: str) -> str | None:
    """Return the field that a heading names, or None."""
    for column in COLUMNS:
        if heading == column.zh or heading in column.aliases:
            return column.field
    return None


def _judged(
    number: int, names: Sequence[str], known: Sequence[str | None]
) -> tuple[Heading | None, tuple[CellFault, ...]]:
    faults = [
        CellFault(number, "", column.zh, "NO_COLUMN", "XN12-A4.15", _missing(column))
        for column in COLUMNS
        if column.field not in known
    ]
    for index, field in enumerate(known):
        if field is not None and known.index(field) != index:
            zh = BY_FIELD[field].zh
            text = Text(f"表头“{zh}”出现两次", "the heading stands there twice")
            letter = column_letter(index)
            faults.append(CellFault(number, letter, zh, "TWO_COLUMNS", "", text))
    if faults:
        return None, tuple(faults)
    places = {field: index for index, field in enumerate(known) if field is not None}
    others = tuple(
        name for name, field in zip(names, known, strict=True) if name and field is None
    )
    return Heading(number, places, others), ()


def _missing(column: Column) -> Text:
    return Text(f"缺少“{column.zh}”列", f"the column {column.en} is missing")


def is_note(row: Sequence[Cell]) -> bool:
    """Tell whether a row begins the notes below the data."""
    filled = [cell for cell in row if not is_empty(cell)]
    if not filled or not isinstance(filled[0], str):
        return False
    text = unicodedata.normalize("NFKC", filled[0]).strip()
    return len(filled) < DATA_CELLS and text.startswith(NOTES)


def is_data(row: Sequence[Cell]) -> bool:
    """Tell whether a row holds more than a stray remark."""
    return sum(not is_empty(cell) for cell in row) >= DATA_CELLS
