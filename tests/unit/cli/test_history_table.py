import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import click
import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from aggregates.history.cells import BROKEN, EXCEL_EPOCH, FORMULA, MAC_EPOCH, Cell
from aggregates.history.importing import read_table
from cli import history_table
from cli.history_table import read_file
from cli.history_template import make_book
from tests.support.tables import GOOD, HEADING, as_csv, row

TODAY = date(2024, 4, 29)


def workbook(path: Path, *rows: tuple[Cell, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for one in rows:
        sheet.append(list(one))
    book.save(path)
    return path


def test_a_workbook_gives_cells_as_they_are(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        ("文字", 12, 1.5, datetime(2015, 12, 1), "=1+1", "#N/A", True, None),  # noqa: DTZ001
    )
    (cells,) = read_file(path).rows
    assert cells[:4] == ("文字", 12, 1.5, datetime(2015, 12, 1))  # noqa: DTZ001
    assert cells[4] is FORMULA
    assert cells[5] is BROKEN
    assert cells[6] is True
    assert len(cells) == 7


def test_a_number_that_excel_holds_as_a_number_arrives_as_one(tmp_path: Path) -> None:
    """The digits are gone already; what matters is that the import can see it."""
    path = workbook(tmp_path / "t.xlsx", HEADING, row(id_number=421202198108030012))
    (fault,) = read_table(read_file(path).rows, today=TODAY, scope=None).faults
    assert fault.code == "FLOAT_NUMBER"


def test_a_formula_in_a_workbook_is_refused_by_the_import(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", HEADING, row(name='=CONCAT("张","某")'))
    (fault,) = read_table(read_file(path).rows, today=TODAY, scope=None).faults
    assert (fault.column, fault.code) == ("A", "FORMULA")


def test_a_day_in_a_workbook_is_read(tmp_path: Path) -> None:
    day = datetime(2015, 12, 1)  # noqa: DTZ001
    path = workbook(tmp_path / "t.xlsx", HEADING, row(approved_on=day))
    (found,) = read_table(read_file(path).rows, today=TODAY, scope=None).rows
    assert found.values.approved_on == date(2015, 12, 1)


def test_a_workbook_says_from_which_day_it_counts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert read_file(workbook(tmp_path / "w.xlsx", ("a",))).epoch == EXCEL_EPOCH
    book.epoch = CALENDAR_MAC_1904
    book.save(tmp_path / "mac.xlsx")
    assert read_file(tmp_path / "mac.xlsx").epoch == MAC_EPOCH


def test_the_first_sheet_is_read_unless_another_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("第二")
    assert first is not None
    first["A1"], second["A1"] = "一", "二"
    book.save(tmp_path / "t.xlsx")
    assert read_file(tmp_path / "t.xlsx").rows == [("一",)]
    assert read_file(tmp_path / "t.xlsx", "第二").rows == [("二",)]
    with pytest.raises(click.UsageError, match="第二"):
        read_file(tmp_path / "t.xlsx", "第三")


def test_rows_keep_their_numbers_where_some_are_empty(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", (None, None), HEADING, (), row())
    (found,) = read_table(read_file(path).rows, today=TODAY, scope=None).rows
    assert found.place == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_csv_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(as_csv([HEADING, row()]).encode(encoding))
    (found,) = read_table(read_file(path).rows, today=TODAY, scope=None).rows
    assert found.personal["name"] == GOOD["name"]


def test_csv_in_utf_16_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(as_csv([HEADING]).encode("utf-16"))
    with pytest.raises(click.UsageError, match="UTF-16"):
        read_file(path)


@pytest.mark.parametrize("data", [b"\xff\x00\xff", b'a,"b\r\nc', b'"a"b,c'])
def test_what_is_no_csv_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(click.UsageError):
        read_file(path)


@pytest.mark.parametrize("name", ["t.xls", "t.et", "t.ods", "t.txt", "t"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    with pytest.raises(click.UsageError, match=r"\.xlsx"):
        read_file(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match=r"t\.csv"):
        read_file(tmp_path / "t.csv")


def test_an_encrypted_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(history_table.OLE + bytes(600))
    with pytest.raises(click.UsageError, match="另存为"):
        read_file(path)


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip bomb: some kilobytes in the mail, gigabytes in memory."""
    monkeypatch.setattr(history_table, "MAX_UNPACKED", 1 << 20)
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(1 << 21))
    with pytest.raises(click.UsageError, match="解压后过大"):
        read_file(path)


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_table, "MAX_FILE", 10)
    path = workbook(tmp_path / "t.xlsx", HEADING)
    with pytest.raises(click.UsageError, match="超过"):
        read_file(path)


def test_every_truncation_of_a_workbook_is_refused_and_no_traceback(
    tmp_path: Path,
) -> None:
    whole = workbook(tmp_path / "t.xlsx", HEADING, row()).read_bytes()
    path = tmp_path / "cut.xlsx"
    for size in range(0, len(whole), 97):
        path.write_bytes(whole[:size])
        with pytest.raises(click.UsageError):
            read_file(path)


def test_a_workbook_with_a_damaged_part_is_refused_or_read(tmp_path: Path) -> None:
    """Whatever is in the archive: a clear error, or cells; never a traceback."""
    workbook(tmp_path / "t.xlsx", HEADING, row())
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    refused = 0
    for name, data in parts.items():
        for damaged in (b"", b"<x/>", data[: len(data) // 2], data.replace(b"<", b"&")):
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w") as archive:
                for other, whole in parts.items():
                    archive.writestr(other, damaged if other == name else whole)
            path = tmp_path / "bad.xlsx"
            path.write_bytes(made.getvalue())
            try:
                read_file(path)
            except click.UsageError:
                refused += 1
    assert refused > len(parts)


def test_entities_in_a_workbook_do_not_unfold(tmp_path: Path) -> None:
    """Billion laughs: expat of 2.4 and newer limits how far entities grow."""
    workbook(tmp_path / "t.xlsx", HEADING)
    bomb = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    sheet = bomb + b"]><worksheet><sheetData><row><c t='inlineStr'><is><t>&a9;"
    sheet += b"</t></is></c></row></sheetData></worksheet>"
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(tmp_path / "t.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for one in old.infolist():
            data = sheet if "sheet1" in one.filename else old.read(one)
            new.writestr(one.filename, data)
    with pytest.raises(click.UsageError):
        read_file(path)


def test_the_template_is_read_by_the_import(tmp_path: Path) -> None:
    book = make_book()
    sheet = book.active
    assert sheet is not None
    for place, value in enumerate(row(), start=1):
        sheet.cell(row=3, column=place, value=value)
    book.save(tmp_path / "t.xlsx")
    (found,) = read_table(
        read_file(tmp_path / "t.xlsx").rows, today=TODAY, scope=None
    ).rows
    assert found.place == 3


def test_the_template_keeps_numbers_as_text_and_offers_lists(tmp_path: Path) -> None:
    make_book().save(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book.worksheets[0]
    assert sheet.column_dimensions["D"].number_format == "@"
    rules = {str(r.sqref)[0]: r.formula1 for r in sheet.data_validations.dataValidation}
    assert set(rules) == {"B", "C", "F"}
    lists = book["选项"]
    assert [lists["A1"].value, lists["A2"].value] == ["男", "女"]
    assert lists["B1"].value == "居民身份证"
