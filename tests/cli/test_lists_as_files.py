"""The due list and the publicity list as files, read back by the libraries' readers."""

import re
from collections import Counter as Counted
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from cli.paper.ics import Entry, due_calendar
from cli.paper.workbook import Column, Value, workbook
from projections.dues.due import Due
from projections.dues.revisions import Key, Revision
from projections.words.label import Label, Named, RuleRef
from projections.words.references import EventRef
from tests.support.counter import Counter
from tests.support.domain import play_case

NAME = "申报人"
PERSON = re.compile(r"person/[0-9a-f]+")


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    case = play_case(tmp_path_factory.mktemp("case") / "ledger")
    return Counter(case.path, case.ids)


def entries_of(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def sheet_of(data: bytes, name: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the headings of a sheet, and its rows by heading."""
    rows = load_workbook(BytesIO(data))[name].iter_rows()
    heads = [str(cell.value) for cell in next(rows)]
    return heads, [dict(zip(heads, (c.value for c in r), strict=True)) for r in rows]


# --- calendar files


def test_every_deadline_is_an_all_day_entry(counter: Counter, tmp_path: Path) -> None:
    out = tmp_path / "due.ics"
    answer = counter.json("due", "--all", "--ics", str(out))
    assert answer["files"] == [str(out)]
    entries = entries_of(out.read_bytes())
    shown = [str(entry["dtstart"].dt) for entry in entries]
    listed = [one["due"] for one in answer["due"]]
    assert len(shown) > 50
    assert Counted(shown) <= Counted(listed)
    left_out = [one for one in answer["due"] if one["due"] not in shown]
    assert {one["state"]["code"] for one in left_out} <= {"REPLACED"}
    for entry in entries:
        assert type(entry["dtstart"].dt) is date
        assert (entry["dtend"].dt - entry["dtstart"].dt).days == 1
        assert entry["dtstart"].params["VALUE"] == "DATE"
        assert isinstance(entry["dtstamp"].dt, datetime)
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)


def test_a_calendar_file_is_written_again_to_the_byte(
    counter: Counter, tmp_path: Path
) -> None:
    for name in ("a.ics", "b.ics"):
        counter.json("due", "--all", "--ics", str(tmp_path / name))
    first, second = (tmp_path / name for name in ("a.ics", "b.ics"))
    assert first.read_bytes() == second.read_bytes()
    assert Calendar.from_ical(first.read_bytes()).to_ical() == first.read_bytes()
    assert b"\r\n" in first.read_bytes()


def test_no_personal_data_is_in_a_calendar_file(
    counter: Counter, tmp_path: Path
) -> None:
    """A calendar lies on a telephone and in a company's cloud."""
    out = tmp_path / "due.ics"
    counter.json("due", "--all", "--ics", str(out))
    text = out.read_bytes().decode().replace("\r\n ", "")
    assert NAME not in text
    assert not PERSON.search(text)
    assert "咸职申" not in text


def test_an_entry_keeps_its_uid_and_its_number_rises_as_the_ledger_grows(
    counter: Counter, tmp_path: Path
) -> None:
    seen: dict[str, tuple[int, str]] = {}
    moved = 0
    for n, known in enumerate((330, 400, 560, 640, counter.json("checkpoint")["size"])):
        out = tmp_path / f"{n}.ics"
        counter.json("due", "--all", "--known-at", str(known), "--ics", str(out))
        now = {str(e["uid"]): e for e in entries_of(out.read_bytes())}
        for uid, (number, what) in seen.items():
            entry = now[uid]
            shown = f"{entry['dtstart'].dt} {entry['status'] == 'CANCELLED'}"
            assert entry["sequence"] >= number
            assert (shown == what) or entry["sequence"] > number
            moved += shown != what
        seen = {
            uid: (e["sequence"], f"{e['dtstart'].dt} {e['status'] == 'CANCELLED'}")
            for uid, e in now.items()
        }
    assert moved


def example(**changed: Any) -> Due:
    ref = EventRef(
        event="ab" * 32,
        position=7,
        id="committee/1",
        seq=1,
        type=Label("committee.filed", "核准备案", "filed"),
        at=0,
        received_at=0,
    )
    values: dict[str, Any] = {
        "id": "committee/1",
        "rule": RuleRef("XN12-7.1a", "咸职改办〔2024〕12号 七（一）"),
        "kind": Label("LATEST", "最迟期限", "latest"),
        "state": Label("OPEN", "未到期", "open"),
        "started": ref,
        "start": date(2024, 4, 26),
        "length": 3,
        "unit": "Y",
        "due": date(2027, 4, 26),
        "provisional": False,
        "calendars": (),
        "organisation": Named("organisation/1"),
        "person": "",
        "met_by": Label("committee.refiled", "重新核准备案", "refiled"),
        "met": None,
        "met_on": None,
        "days": 3,
        "working_days": 2,
        "days_provisional": False,
        "finding": False,
    }
    return Due(**(values | changed))


def entry_of(due: Due, owner: str = "", *, newest: bool = True) -> Any:
    revision = Revision(Key.of(due), 2, 7, newest)
    entry = Entry(due, revision, "ab" * 32, 1_714_000_000_000, owner)
    data = due_calendar([entry], origin="x.example/2024", simulated=False)
    return next(iter(entries_of(data)), None)


def test_the_owner_s_name_cannot_add_a_line_to_a_calendar() -> None:
    """Somebody registers a body whose name brings its own calendar properties."""
    owner = "某厂;X=1,\\n\nATTENDEE:mailto:a@example.invalid\r\nEND:VEVENT"
    entry = entry_of(example(), owner)
    assert "attendee" not in entry
    assert "某厂;X=1," in str(entry["summary"])


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, "CONFIRMED"),
        ({"provisional": True}, "TENTATIVE"),
        ({"met": example().started}, "CANCELLED"),
    ],
)
def test_an_entry_says_how_it_stands(changed: dict[str, Any], status: str) -> None:
    assert str(entry_of(example(**changed))["status"]) == status


def test_what_was_replaced_is_shown_as_what_replaced_it() -> None:
    assert entry_of(example(), newest=False) is None


# --- workbooks


def test_the_due_list_is_a_workbook(counter: Counter, tmp_path: Path) -> None:
    out = tmp_path / "due.xlsx"
    answer = counter.json("due", "--all", "--xlsx", str(out))
    heads, rows = sheet_of(out.read_bytes(), "应办事项")
    assert heads[:5] == ["到期日", "状态", "应办事项", "责任单位", "责任人"]
    assert len(rows) == len(answer["due"])
    for row, one in zip(rows, answer["due"], strict=True):
        assert row["到期日"].date().isoformat() == one["due"]
        assert row["剩余天数（负数为逾期）"] == one["days"]
        assert row["规则"] == one["rule"]["id"]
        assert row["对象"] == one["id"]
    assert not [v for row in rows for v in row.values() if NAME in str(v)]


def test_the_publicity_list_is_a_workbook(counter: Counter, tmp_path: Path) -> None:
    out = tmp_path / "publicity.xlsx"
    answer = counter.json("publicity", "--all", "--xlsx", str(out))
    _, rows = sheet_of(out.read_bytes(), "公示")
    assert [row["最短至"].date().isoformat() for row in rows] == [
        one["until"] for one in answer["publicities"]
    ]
    assert {row["公示种类"] for row in rows} == {"用人单位公示", "评审结果公示"}


def test_a_workbook_is_ready_to_read(counter: Counter, tmp_path: Path) -> None:
    out = tmp_path / "due.xlsx"
    counter.json("due", "--all", "--xlsx", str(out))
    book = load_workbook(out)
    sheet = book["应办事项"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.column_dimensions["K"].width > 40
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    notes = dict(book["说明"].iter_rows(values_only=True))
    assert notes["台账"] == "simulated.invalid/xianning-2024"
    assert notes["该处根哈希"] == counter.json("checkpoint")["root"]


HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1")


def test_nothing_in_a_workbook_is_a_formula() -> None:
    """An official opens a list, and a name in it sends the list elsewhere."""
    rows: list[list[Value]] = [[text] for text in HOSTILE]
    data = workbook("表", [Column("栏", 10)], rows, [("台账", "=cmd|' /C calc'!A0")])
    book = load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    values = [str(cell.value) for cell in cells]
    assert [value for value in values if value[0] in "=+-@＝＋－＠\t\r"] == []
    assert "'=1+1" in values


def test_plain_values_stay_what_they_are() -> None:
    rows: list[list[Value]] = [["咸职改办〔2024〕12号", -3, date(2024, 5, 9), None]]
    columns = [Column(name, 10) for name in "甲乙丙丁"]
    (row,) = rows_of(workbook("表", columns, rows, []))
    assert row == ("咸职改办〔2024〕12号", -3, datetime(2024, 5, 9), None)  # noqa: DTZ001 - a day has no zone


def rows_of(data: bytes) -> Iterator[tuple[Any, ...]]:
    rows = load_workbook(BytesIO(data))["表"].iter_rows(values_only=True)
    next(rows)
    return iter(rows)


# --- files


@pytest.mark.parametrize(
    "arguments",
    [("due", "--ics"), ("due", "--xlsx"), ("publicity", "--xlsx")],
    ids=" ".join,
)
def test_a_file_that_is_there_is_not_touched_without_force(
    arguments: tuple[str, ...], counter: Counter, tmp_path: Path
) -> None:
    out = tmp_path / "mine"
    out.write_text("mine")
    result = counter.run(*arguments, str(out))
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert out.read_text() == "mine"
    counter.told(*arguments, str(out), "--force")
    assert out.read_bytes() != b"mine"


def test_the_answer_is_told_beside_the_file(counter: Counter, tmp_path: Path) -> None:
    plain = counter.told("due")
    out = tmp_path / "due.xlsx"
    assert counter.told("due", "--xlsx", str(out)) == plain
    assert out.exists()
