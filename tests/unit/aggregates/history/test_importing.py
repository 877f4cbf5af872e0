from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest

from aggregates.history import importing
from aggregates.history.cells import BROKEN, FORMULA, MAC_EPOCH, Cell
from aggregates.history.columns import COLUMNS, column_letter
from aggregates.history.importing import Reading, read_table
from aggregates.policy.profile import load_profile
from tests.support.tables import GOOD, HEADING, many, resident, row

TODAY = date(2024, 4, 29)
SCOPE = load_profile("xianning-2024").history
LETTERS = {one.field: column_letter(n) for n, one in enumerate(COLUMNS)}
BORN = date(1981, 8, 3)


def read(*rows: Sequence[Cell], **more: Any) -> Reading:
    settings = {"today": TODAY, "scope": SCOPE, **more}
    return read_table([HEADING, *rows], **settings)


def codes(reading: Reading) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.code) for one in reading.faults]


def test_a_row_without_fault_can_be_collected() -> None:
    (found,) = read(row()).rows
    assert found.place == 2
    entry = found.entry("person/x")
    assert entry["level"] == "INTERMEDIATE"
    assert entry["approved_on"] == date(2015, 12, 1)
    assert entry["id_kind"] == "RESIDENT_ID"
    assert set(entry["facts"].values()) == {True}


def test_all_faults_are_told_at_once_at_their_places() -> None:
    reading = read(
        row(name=None, sex="未知"),
        row(),
        row(id_number="421202198108030012", approved_on="昨天"),
    )
    assert reading.rows == ()
    assert codes(reading) == [
        (2, "A", "EMPTY"),
        (2, "B", "SEX"),
        (4, "D", "CHECKSUM"),
        (4, "L", "NOT_A_DAY"),
    ]


@pytest.mark.parametrize("field", [column.field for column in COLUMNS])
@pytest.mark.parametrize("nothing", [None, "", "　 "])
def test_every_field_is_needed(field: str, nothing: Cell) -> None:
    reading = read(row(**{field: nothing}))
    assert (2, LETTERS[field], "EMPTY") in codes(reading)
    (fault,) = [f for f in reading.faults if f.code == "EMPTY"]
    assert fault.rule == next(c.rule for c in COLUMNS if c.field == field)


@pytest.mark.parametrize("field", [column.field for column in COLUMNS])
@pytest.mark.parametrize("formula", [FORMULA, '="张某"', " =A1"])
def test_a_formula_is_refused(field: str, formula: Cell) -> None:
    assert (2, LETTERS[field], "FORMULA") in codes(read(row(**{field: formula})))


@pytest.mark.parametrize("value", [BROKEN, True, b"bytes", float("nan")])
def test_an_error_value_is_refused(value: Any) -> None:
    found = codes(read(row(name=value)))
    assert found in ([(2, "A", "BROKEN")], [(2, "A", "NOT_TEXT")])


# --- numbers of documents


@pytest.mark.parametrize(
    "number",
    [
        4.2120219810803e17,
        421202198108030012,
        "4.2120219810803E+17",
        "4.21202e+17",
        "４.２１２０２E+17",
        421202810803001,
    ],
)
def test_a_number_that_excel_made_numeric_is_refused_with_the_reason(
    number: Cell,
) -> None:
    (fault,) = read(row(id_number=number)).faults
    assert fault.code == "FLOAT_NUMBER"
    assert "Excel 只保留15位" in fault.text.zh
    assert "文本" in fault.text.zh


def test_a_number_whose_last_digits_became_zeros_is_told_the_same() -> None:
    (fault,) = read(row(id_number="421202198108030000")).faults
    assert fault.code == "FLOAT_NUMBER"


def test_a_fault_never_repeats_the_number() -> None:
    """Reports are printed and mailed; a number in one would leave the vault."""
    wrong = "421202198108030012"
    reading = read(row(id_number=wrong), row(id_number="X" + wrong))
    assert all(wrong not in str(fault) for fault in reading.faults)


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("居民身份证", "42120219810803", "FORM"),
        ("居民身份证", "421202198113030018", "BIRTH_DATE"),
        ("居民身份证", "421202202508030015", "FUTURE"),
        ("护照", "电子护照", "FORM"),
        ("港澳台居民居住证", "421202198108030012", "FORM"),
    ],
)
def test_a_number_is_judged_by_its_document(kind: str, number: str, code: str) -> None:
    found = codes(read(row(id_kind=kind, id_number=number)))
    assert (2, "D", code) in found


def test_a_number_is_normalised() -> None:
    typed = " 421202 1981 0803 " + resident(BORN)[14:].lower()
    (found,) = read(row(id_number=typed)).rows
    assert found.id_number == resident(BORN)


def test_an_old_number_of_fifteen_digits_is_history_too() -> None:
    new = resident(BORN)
    old = new[:6] + new[8:17]
    (found,) = read(row(id_number=old)).rows
    assert found.id_number == new
    assert found.personal["id_number"] == old


@pytest.mark.parametrize(
    ("word", "kind"),
    [("身份证", "RESIDENT_ID"), ("居民 身份证", "RESIDENT_ID")],
)
def test_a_document_has_more_than_one_name(word: str, kind: str) -> None:
    (found,) = read(row(id_kind=word)).rows
    assert found.id_kind == kind


def test_an_unknown_document_is_told_with_those_that_are_known() -> None:
    (fault,) = read(row(id_kind="驾驶证")).faults
    assert (fault.code, fault.rule) == ("KIND", "XN12-A4.3")
    assert "居民身份证" in fault.text.zh


def test_a_passport_tells_neither_sex_nor_birth() -> None:
    (found,) = read(row(id_kind="护照", id_number="E12345678", sex="女")).rows
    assert found.id_number == "E12345678"


def test_the_sex_agrees_with_the_number() -> None:
    (fault,) = read(row(sex="女")).faults
    assert (fault.column, fault.code, fault.rule) == ("B", "SEX_DIFFERS", "XN12-A4.2")


def test_the_birth_agrees_with_the_number() -> None:
    (fault,) = read(row(birth_date="1981-08-04")).faults
    found = (fault.column, fault.code, fault.rule)
    assert found == ("E", "BIRTH_DIFFERS", "XN12-A4.5")


# --- days


@pytest.mark.parametrize(
    "day",
    [
        date(2015, 12, 1),
        datetime(2015, 12, 1),  # noqa: DTZ001
        "2015-12-01",
        "2015-12-1",
        "2015/12/1",
        "2015.12.1",
        "2015年12月1日",
        " ２０１５．１２．１ ",
        "20151201",
        20151201,
        42339,
        42339.0,
        "42339",
    ],
)
def test_a_day_is_read_in_the_forms_that_are_listed(day: Cell) -> None:
    (found,) = read(row(approved_on=day)).rows
    assert found.values.approved_on == date(2015, 12, 1)


@pytest.mark.parametrize(
    "day",
    [
        "2015",
        2015,
        "2015-12",
        "2015年12月",
        "15.12.1",
        "12/1/2015",
        "2015-13-01",
        "2015-02-30",
        "20151301",
        42339.5,
        datetime(2015, 12, 1, 9),  # noqa: DTZ001
        99999,
        "2015-12-01 09:00",
        "二〇一五年十二月一日",
        "1899-12-31",
    ],
)
def test_any_other_form_of_a_day_is_refused(day: Cell) -> None:
    assert (2, "L", "NOT_A_DAY") in codes(read(row(approved_on=day)))


def test_a_workbook_that_counts_from_1904_is_read_by_its_own_days() -> None:
    (found,) = read(row(approved_on=40877), epoch=MAC_EPOCH).rows
    assert found.values.approved_on == date(2015, 12, 1)


def test_nothing_was_approved_in_the_future() -> None:
    found = codes(read(row(approved_on="2024-04-30")))
    assert (2, "L", "FUTURE") in found


def test_nobody_had_a_title_before_sixteen() -> None:
    (fault,) = read(row(approved_on="1997-08-02")).faults
    assert fault.code == "UNDER_AGE"
    assert read(row(approved_on="1997-08-03")).faults == ()


def test_the_years_are_those_of_the_policy() -> None:
    (fault,) = read(row(approved_on="2022-01-01")).faults
    assert (fault.code, fault.rule) == ("YEAR", "XN12-A4.13")
    assert read(row(approved_on="2022-01-01"), scope=None).faults == ()


# --- titles


def test_a_series_off_the_list_is_refused() -> None:
    (fault,) = read(row(series="炼金术")).faults
    assert (fault.column, fault.code) == ("F", "SERIES")


def test_a_name_off_the_list_is_refused() -> None:
    (fault,) = read(row(title_name="大师")).faults
    assert (fault.column, fault.code) == ("H", "TITLE")


def test_a_senior_title_is_not_collected() -> None:
    (fault,) = read(row(title_name="高级工程师")).faults
    assert (fault.code, fault.rule) == ("SENIOR", "XN12-A4.13")


def test_an_approval_may_be_a_bare_number() -> None:
    (found,) = read(row(approval_no=2015003)).rows
    assert found.values.approval_no == "2015003"


def test_a_name_is_no_number() -> None:
    assert codes(read(row(name=123))) == [(2, "A", "NOT_TEXT")]


@pytest.mark.parametrize("name", ["张\n某", "张\u200b某", "张\x07某"])
def test_invisible_characters_are_refused(name: str) -> None:
    assert codes(read(row(name=name))) == [(2, "A", "NOT_PLAIN")]


def test_text_is_brought_into_one_form() -> None:
    (found,) = read(row(name=" \u00a0Jose\u0301 \n")).rows
    assert found.personal["name"] == "Jos\u00e9"


def test_a_text_is_not_endless() -> None:
    assert codes(read(row(profession="长" * 201))) == [(2, "G", "TOO_LONG")]


# --- rows beside each other


def test_a_row_that_stands_there_twice_is_refused() -> None:
    (fault,) = read(row(), row(title_name="工 程 师")).faults
    assert (fault.row, fault.code, fault.rule) == (3, "DOUBLE", "XN12-7.2c")
    assert "第 2 行" in fault.text.zh


def test_one_number_is_one_person() -> None:
    (fault,) = read(row(), row(name="李某", approved_on="2016-01-01")).faults
    assert (fault.row, fault.column, fault.code) == (3, "A", "OTHER_PERSON")


def test_one_person_has_more_than_one_title() -> None:
    found = read(row(), row(title_name="助理工程师", approved_on="2010-01-01")).rows
    assert len(found) == 2
    assert found[0].key != found[1].key


# --- the table


def test_the_heading_may_stand_below_a_title() -> None:
    table = [("湖北省职称历史数据采集表",), (), HEADING, row()]
    (found,) = read_table(table, today=TODAY, scope=SCOPE).rows
    assert found.place == 4


def test_columns_stand_in_any_order() -> None:
    order = list(reversed(range(len(HEADING))))
    heading = [HEADING[n] for n in order]
    cells = [row()[n] for n in order]
    assert len(read_table([heading, cells], today=TODAY, scope=SCOPE).rows) == 1


def test_a_heading_is_recognised_as_people_write_it() -> None:
    heading = [f"*{name}\n（必填）" for name in HEADING]
    heading[3] = " 身份证号 "
    assert len(read_table([heading, row()], today=TODAY, scope=SCOPE).rows) == 1


def test_a_column_that_is_not_the_form_s_is_left_out_and_named() -> None:
    reading = read_table(
        [(*HEADING, "联系电话"), (*row(), "000")], today=TODAY, scope=SCOPE
    )
    assert reading.ignored == ("联系电话",)
    assert len(reading.rows) == 1


def test_every_missing_column_is_named() -> None:
    reading = read_table([HEADING[:10], row()[:10]], today=TODAY, scope=SCOPE)
    assert [(f.code, f.field) for f in reading.faults] == [
        ("NO_COLUMN", "批准文号"),
        ("NO_COLUMN", "批准日期"),
    ]


def test_a_column_that_stands_there_twice_is_refused() -> None:
    reading = read_table([(*HEADING, "姓名"), row()], today=TODAY, scope=SCOPE)
    assert codes(reading) == [(1, "M", "TWO_COLUMNS")]


def test_a_table_without_heading_is_refused() -> None:
    reading = read_table([row(), row()], today=TODAY, scope=SCOPE)
    assert codes(reading) == [(0, "", "NO_HEADING")]


def test_an_empty_table_is_refused() -> None:
    assert codes(read()) == [(0, "", "NO_ROWS")]
    assert codes(read_table([], today=TODAY, scope=SCOPE)) == [(0, "", "NO_HEADING")]


def test_empty_rows_between_are_skipped() -> None:
    first, second = read((), row(), (None,) * 12, many(1)[0]).rows
    assert (first.place, second.place) == (3, 5)


def test_the_notes_of_the_form_are_no_data() -> None:
    notes = [("备注: 1.本次采集范围为 2012 年至 2021 年…",), ("2.采集表为 excel 格式",)]
    assert len(read(row(), *notes).rows) == 1


def test_data_below_the_notes_are_not_overlooked() -> None:
    reading = read(row(), ("备注：",), many(1)[0])
    assert codes(reading) == [(4, "", "BELOW_NOTES")]


def test_a_row_that_is_too_short_lacks_its_last_fields() -> None:
    assert (2, "L", "EMPTY") in codes(read(row()[:11]))


def test_five_thousand_rows_are_read() -> None:
    reading = read(*many(5_000))
    assert reading.faults == ()
    assert len(reading.rows) == reading.seen == 5_000


def test_a_table_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MAX_ROWS", 3)
    assert len(read(*many(3)).rows) == 3
    (fault,) = read(*many(4)).faults
    assert (fault.row, fault.code) == (0, "TOO_MANY")


def test_the_words_of_a_fault_stand_in_both_languages() -> None:
    reading = read(row(**dict.fromkeys(GOOD, FORMULA)), row(sex="x", id_kind="y"))
    assert all(fault.text.zh and fault.text.en for fault in reading.faults)
