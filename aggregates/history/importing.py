"""From a table to rows that can be collected: all faults at once, all or nothing.

Pure: it knows no file format. What a cell may hold is in `aggregates.history.cells`,
where the columns stand in `aggregates.history.columns`; here a row is judged as a
whole, and the rows beside each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from aggregates.application.facts import Level
from aggregates.history import cells as c
from aggregates.history.cells import Cell, CellError, is_empty
from aggregates.history.columns import (
    BY_FIELD,
    COLUMNS,
    SEARCHED,
    CellFault,
    Heading,
    column_letter,
    find_heading,
    is_data,
    is_note,
)
from aggregates.history.titles import level_of, plain, series_of
from aggregates.history.values import RowValues, row_key
from aggregates.person import identity
from aggregates.person.identity import DocumentKind
from aggregates.policy.dates import add_years_last_day
from aggregates.policy.settings.accountability import History
from aggregates.text import Text

MAX_ROWS: Final = 10_000
YEARS_OF_AGE: Final = 16
DAYS: Final = ("birth_date", "approved_on")
SEXES: Final = ("男", "女")
LOST_DIGITS: Final = "000"
"""How a number ends whose last digits Excel has dropped."""
KIND_WORDS: Final[Mapping[str, DocumentKind]] = {
    **{text.zh: kind for kind, text in identity.KIND_NAMES.items()},
    "身份证": DocumentKind.RESIDENT_ID,
    "港澳居民居住证": DocumentKind.HMT_RESIDENCE_PERMIT,
    "台湾居民居住证": DocumentKind.HMT_RESIDENCE_PERMIT,
    "港澳居民通行证": DocumentKind.HM_TRAVEL_PERMIT,
    "台湾居民通行证": DocumentKind.TAIWAN_TRAVEL_PERMIT,
    "外国人永久居留证": DocumentKind.FOREIGN_PERMANENT_RESIDENCE,
}
FACTS: Final = ("named", "number_sound", "sex_agrees", "birth_agrees", "of_age")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One row without fault.

    Attributes:
        place: Number of its row in the table.
        id_kind: Kind of the document.
        id_number: Its number, as the index knows it.
        personal: Name, sex, number and birth, as they are sealed.
        values: What it says of the title.
    """

    place: int
    id_kind: DocumentKind
    id_number: str
    personal: Mapping[str, str]
    values: RowValues

    @property
    def who(self) -> tuple[str, ...]:
        """What one person's rows agree in, however the number is written."""
        return tuple(self.personal[name] for name in ("name", "sex", "birth_date"))

    @property
    def key(self) -> bytes:
        """By what it is recognised among the rows of one person."""
        return row_key(self.values)

    def entry(self, person: str) -> dict[str, Any]:
        """Return the row as a draft takes it; its checks have all been made."""
        values = self.values
        return {
            "person": person,
            **self.personal,
            "id_kind": self.id_kind.value,
            "series": values.series,
            "profession": values.profession,
            "title_name": values.title_name,
            "review_body": values.review_body,
            "approving_unit": values.approving_unit,
            "approval_no": values.approval_no,
            "approved_on": values.approved_on,
            "level": values.level,
            "facts": dict.fromkeys(FACTS, True),
        }


class Reading(NamedTuple):
    """What a table gave.

    Attributes:
        rows: The rows, if there is no fault at all; else none.
        faults: Everything that is wrong, by row and column.
        ignored: Headings of columns that are not the form's and were left out.
        seen: How many rows of data there are.
        letters: Letter of each field's column.
    """

    rows: tuple[HistoryRow, ...]
    faults: tuple[CellFault, ...]
    ignored: tuple[str, ...] = ()
    seen: int = 0
    letters: Mapping[str, str] = MappingProxyType({})


def read_table(
    table: Iterable[Sequence[Cell]],
    *,
    today: date,
    scope: History | None,
    epoch: date = c.EXCEL_EPOCH,
) -> Reading:
    """Read a table of 附件4.

    Args:
        table: Its rows from the first on, each a sequence of cells.
        today: The day of the import; nothing was approved after it.
        scope: Years that are collected; none where the policy says nothing.
        epoch: Day 0 of the table's serial numbers.
    """
    rows = iter(table)
    first = list(islice(rows, SEARCHED))
    heading, faults = find_heading(first)
    if heading is None:
        return Reading((), faults)
    judge = _Judge(heading=heading, today=today, scope=scope, epoch=epoch)
    for number, row in enumerate(chain(first, rows), start=1):
        if number > heading.row:
            judge.take(number, row)
    return judge.reading()


@dataclass(slots=True, kw_only=True)
class _Judge:
    """Takes the rows one by one and remembers those before."""

    heading: Heading
    today: date
    scope: History | None
    epoch: date
    rows: list[HistoryRow] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    seen: int = 0
    noted: bool = False
    _keys: dict[tuple[str, str, bytes], int] = field(default_factory=dict)
    _persons: dict[tuple[str, str], HistoryRow] = field(default_factory=dict)

    def take(self, number: int, row: Sequence[Cell]) -> None:
        """Judge one row below the heading."""
        if all(is_empty(cell) for cell in row):
            return
        if self.noted or is_note(row):
            self._take_note(number, row)
            return
        self.seen += 1
        if self.seen > MAX_ROWS:
            return
        found = _Row(number, row, self).read()
        if found is not None:
            self._beside_the_others(found)
            self.rows.append(found)

    def _take_note(self, number: int, row: Sequence[Cell]) -> None:
        """Skip the notes below the data; data below the notes are none to skip."""
        if self.noted and is_data(row):
            text = Text("备注行之下还有数据，请移到备注之上", "data below the notes")
            self.faults.append(CellFault(number, "", "", "BELOW_NOTES", "", text))
        self.noted = True

    def _beside_the_others(self, row: HistoryRow) -> None:
        number = (row.id_kind.value, row.id_number)
        before = self._keys.setdefault((*number, row.key), row.place)
        if before != row.place:
            text = Text(f"与第 {before} 行重复", f"the same as row {before}")
            self.fault(row.place, "id_number", "DOUBLE", text, "XN12-7.2c")
        other = self._persons.setdefault(number, row)
        if other.who != row.who:
            text = Text(
                f"证件号码与第 {other.place} 行相同，姓名、性别或出生日期不同",
                f"the number of row {other.place}, and another name, sex or birth",
            )
            self.fault(row.place, "name", "OTHER_PERSON", text)

    def fault(
        self, place: int, name: str, code: str, text: Text, rule: str = ""
    ) -> None:
        """Note a fault in one cell."""
        column = BY_FIELD[name]
        letter = column_letter(self.heading.places[name])
        self.faults.append(
            CellFault(place, letter, column.zh, code, rule or column.rule, text)
        )

    def reading(self) -> Reading:
        """Return what the table gave."""
        if self.seen > MAX_ROWS:
            text = Text(
                f"共 {self.seen} 行，一次至多 {MAX_ROWS} 行，请分批导入",
                f"{self.seen} rows; import at most {MAX_ROWS} at once",
            )
            self.faults.append(CellFault(0, "", "", "TOO_MANY", "", text))
        if not self.seen:
            text = Text("表头之下没有数据", "no data below the heading")
            self.faults.append(CellFault(0, "", "", "NO_ROWS", "XN12-7.2d", text))
        rows = () if self.faults else tuple(self.rows)
        order = sorted(self.faults, key=lambda f: (f.row, len(f.column), f.column))
        return Reading(
            rows,
            tuple(order),
            self.heading.others,
            self.seen,
            {name: column_letter(at) for name, at in self.heading.places.items()},
        )


class _Row:
    """One row while it is read."""

    def __init__(self, place: int, row: Sequence[Cell], judge: _Judge) -> None:
        self._place = place
        self._row = row
        self._judge = judge
        self._faults = len(judge.faults)
        self._found: dict[str, Any] = {}

    def read(self) -> HistoryRow | None:
        """Return the row, or None if anything is wrong with it."""
        for column in COLUMNS:
            self._read_cell(column.field)
        kind = self._kind()
        number = self._number(kind)
        self._sex()
        level = self._level()
        self._days()
        if len(self._judge.faults) > self._faults:
            return None
        assert kind is not None
        assert level is not None
        return self._made(kind, number, level)

    def _read_cell(self, name: str) -> None:
        index = self._judge.heading.places[name]
        cell = self._row[index] if index < len(self._row) else None
        try:
            self._found[name] = self._value(name, cell)
        except CellError as error:
            self._fault(name, error.code, error.text)

    def _value(self, name: str, cell: Cell) -> str | date:
        if name in DAYS:
            return c.read_day(cell, self._judge.epoch)
        if name == "id_number":
            return c.read_number(cell)
        return c.read_text(cell, numbers=name == "approval_no")

    def _fault(self, name: str, code: str, text: Text, rule: str = "") -> None:
        self._judge.fault(self._place, name, code, text, rule)

    def _kind(self) -> DocumentKind | None:
        word = self._found.get("id_kind")
        kind = KIND_WORDS.get(plain(word)) if word else None
        if word and kind is None:
            kinds = "、".join(text.zh for text in identity.KIND_NAMES.values())
            text = Text(f"应为：{kinds}", f"expected one of {kinds}")
            self._fault("id_kind", "KIND", text)
        return kind

    def _number(self, kind: DocumentKind | None) -> str:
        typed = self._found.get("id_number")
        if typed is None or kind is None:
            return ""
        number = identity.normalise_number(typed)
        found = identity.find_faults(
            kind, number, today=self._judge.today, allow_historic=True
        )
        for fault in found:
            lost = fault is identity.CHECKSUM and number.endswith(LOST_DIGITS)
            code, text = c.FLOAT_NUMBER if lost else (fault.code, fault.text)
            self._fault("id_number", code, text)
        if not found:
            self._agreement(kind, number)
        return identity.index_number(kind, number)

    def _agreement(self, kind: DocumentKind, number: str) -> None:
        sex = self._found.get("sex")
        born = self._found.get("birth_date")
        stated = sex if sex in SEXES else None
        for fault in identity.find_mismatches(kind, number, sex=stated, born=born):
            name = "sex" if fault is identity.SEX_DIFFERS else "birth_date"
            self._fault(name, fault.code, fault.text)

    def _sex(self) -> None:
        sex = self._found.get("sex")
        if sex is not None and sex not in SEXES:
            self._fault("sex", "SEX", Text("应为男或女", "expected 男 or 女"))

    def _level(self) -> Level | None:
        series, title = self._found.get("series"), self._found.get("title_name")
        if series is not None and series_of(series) is None:
            text = Text("不在职称系列目录内", "not on the list of series")
            self._fault("series", "SERIES", text)
            return None
        if series is None or title is None:
            return None
        level = level_of(series, title)
        if level is None:
            text = Text(
                "该系列目录内没有此职称名称，无法确定级别",
                "the series has no such title, so its level is not known",
            )
            self._fault("title_name", "TITLE", text)
        elif level not in ("JUNIOR", "INTERMEDIATE"):
            text = Text("高级职称不在采集范围", "senior titles are not collected")
            self._fault("title_name", "SENIOR", text, "XN12-A4.13")
        return level

    def _days(self) -> None:
        for code, text, rule in self._wrong_days():
            self._fault("approved_on", code, text, rule)

    def _wrong_days(self) -> Iterator[tuple[str, Text, str]]:
        born, approved = self._found.get("birth_date"), self._found.get("approved_on")
        if approved is None:
            return
        if approved > self._judge.today:
            yield "FUTURE", Text("批准日期晚于今天", "approved in the future"), ""
        if born is not None and approved < add_years_last_day(born, YEARS_OF_AGE):
            text = Text(
                f"批准时未满{YEARS_OF_AGE}周岁", f"younger than {YEARS_OF_AGE} then"
            )
            yield "UNDER_AGE", text, ""
        scope = self._judge.scope
        if scope is not None and not _is_in(scope, approved.year):
            last = scope.last_year
            text = Text(f"采集范围至 {last} 年", f"collected are the years to {last}")
            yield "YEAR", text, "XN12-A4.13"

    def _made(self, kind: DocumentKind, number: str, level: Level) -> HistoryRow:
        found = self._found
        return HistoryRow(
            place=self._place,
            id_kind=kind,
            id_number=number,
            personal={
                "name": found["name"],
                "sex": found["sex"],
                "id_number": identity.normalise_number(found["id_number"]),
                "birth_date": found["birth_date"].isoformat(),
            },
            values=RowValues(
                series=found["series"],
                profession=found["profession"],
                title_name=found["title_name"],
                level=level,
                review_body=found["review_body"],
                approving_unit=found["approving_unit"],
                approval_no=found["approval_no"],
                approved_on=found["approved_on"],
            ),
        )


def _is_in(scope: History, year: int) -> bool:
    early = year < scope.first_year
    return year <= scope.last_year and (scope.earlier_allowed or not early)
