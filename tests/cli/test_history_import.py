"""``daocha history``: a table of 附件4 onto the ledger, all of it or nothing."""

import csv
import os
from collections.abc import Sequence
from datetime import date

import openpyxl
import pytest

from aggregates.history.cells import Cell
from cli.progress import Tracked
from ledger.vault import Vault
from tests.support.bureau import Bureau
from tests.support.tables import HEADING, many, resident, row

SECRET = resident(date(1981, 8, 3))
SCALE = int(os.environ.get("DAOCHA_TEST_SCALE", "1"))


def table(bureau: Bureau, *rows: Sequence[Cell], name: str = "t.csv") -> str:
    path = bureau.folder / name
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for one in (HEADING, *rows):
            sheet.append(list(one))
        book.save(path)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEADING, *rows])
    return str(path)


def imported(bureau: Bureau, file: str, *more: str) -> tuple[str, ...]:
    return ("history", "import", file, *bureau.as_("officer"), *more)


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_a_table_is_collected_row_by_row(bureau: Bureau, name: str) -> None:
    size = bureau.size()
    file = table(bureau, *many(3), name=name)

    result = bureau.done(*imported(bureau, file, "--yes"))

    assert bureau.size() == size + 1 + 2 * 3
    assert "回执：历史数据采集（批）" in result.stdout
    assert "3 行全部相符" in result.stderr
    things = bureau.json("list", "history")["things"]
    assert sorted(one["stage"]["code"] for one in things) == [
        "BATCH",
        *["COLLECTED"] * 3,
    ]


def test_without_a_terminal_and_without_yes_it_is_only_checked(
    bureau: Bureau,
) -> None:
    size = bureau.size()
    file = table(bureau, row())

    result = bureau.done(*imported(bureau, file))

    assert bureau.size() == size
    assert "仅核对，未写入" in result.stdout
    assert "--yes" in result.stdout


def test_a_dry_run_shows_the_sheet(bureau: Bureau) -> None:
    size = bureau.size()
    result = bureau.done(*imported(bureau, table(bureau, row()), "--dry-run"))
    assert bureau.size() == size
    assert "历史数据采集（批）" in result.stdout
    assert "仅审阅，未签名" in result.stderr


def test_every_fault_is_told_with_row_and_column_and_nothing_is_written(
    bureau: Bureau,
) -> None:
    size = bureau.size()
    rows = (row(sex="女"), row(), row(id_number="4.2120219810803E+17", name=""))
    file = table(bureau, *rows)

    result = bureau.run(*imported(bureau, file, "--yes"))

    assert result.exit_code == 2
    assert bureau.size() == size
    lines = result.stdout.splitlines()
    assert any(
        line.startswith("2 ") and "性别" in line and "XN12-A4.2" in line
        for line in lines
    )
    assert any(line.startswith("4 ") and "姓名" in line for line in lines)
    assert any("Excel 只保留15位" in line for line in lines)
    assert "3 处不符；全部未采集" in result.stderr


def test_faults_in_json_are_one_document(bureau: Bureau) -> None:
    file = table(bureau, row(sex="女"))
    document = bureau.json(*imported(bureau, file, "--yes"), expected=2)
    (fault,) = document["faults"]
    assert (fault["row"], fault["column"], fault["code"]) == (2, "B", "SEX_DIFFERS")
    assert fault["rule"] == "XN12-A4.2"


def test_faults_are_told_in_english_when_asked(bureau: Bureau) -> None:
    file = table(bureau, row(sex="女"))
    result = bureau.run("--lang", "en", *imported(bureau, file))
    assert "the sex stated is not the number's" in result.stdout


def test_no_number_stands_in_a_report(bureau: Bureau) -> None:
    """Reports are mailed and pinned up; numbers belong into the vault alone."""
    file = table(bureau, row(sex="女"), row(name="李某"))
    result = bureau.run(*imported(bureau, file))
    assert SECRET not in result.output


def test_a_row_collected_before_is_named_at_its_place(bureau: Bureau) -> None:
    bureau.done(*imported(bureau, table(bureau, row()), "--yes"))
    size = bureau.size()
    other = row(title_name="助理工程师", approved_on="2008-06-01")
    file = table(bureau, other, row())

    document = bureau.json(*imported(bureau, file, "--yes"), expected=2)

    (fault,) = document["faults"]
    assert (fault["row"], fault["code"]) == (3, "COLLECTED")
    assert fault["rule"] == "XN12-7.2c"
    assert bureau.size() == size


def test_the_same_person_is_found_again_by_the_number(bureau: Bureau) -> None:
    bureau.done(*imported(bureau, table(bureau, row()), "--yes"))
    other = row(title_name="助理工程师", approved_on="2008-06-01")
    bureau.done(*imported(bureau, table(bureau, other), "--yes"))
    with Vault.open(bureau.ledger) as vault:
        owners = vault.index_find("RESIDENT_ID", SECRET)
    assert len(owners) == 1


def test_somebody_registered_before_is_the_same_person(bureau: Bureau) -> None:
    who = bureau.act(
        *("person", "registered", "--name", "张某", "--document", SECRET),
        *("--document-kind", "RESIDENT_ID", *bureau.as_("registrar")),
    )["id"]
    bureau.done(*imported(bureau, table(bureau, row()), "--yes"))
    told = bureau.json("history", who)
    types = [one["event"]["type"]["code"] for one in told["history"]]
    assert types == ["person.registered", "person.history-collected"]


def test_a_number_of_two_persons_is_told(bureau: Bureau) -> None:
    """Nobody is registered twice today; a ledger kept before that may have them."""
    _, other = (
        bureau.act(
            *("person", "registered", "--name", "张某", "--document", number),
            *("--document-kind", "RESIDENT_ID", *bureau.as_("registrar")),
        )["id"]
        for number in (SECRET, resident(date(1981, 8, 4)))
    )
    with Vault.open(bureau.ledger) as vault:
        vault.index_put("RESIDENT_ID", SECRET, other)
    document = bureau.json(*imported(bureau, table(bureau, row())), expected=2)
    assert document["faults"][0]["code"] == "MANY_PERSONS"


def test_a_row_names_the_person_whose_number_it_is(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attack: a client that never asks the index begins the person a second time."""
    bureau.done(*imported(bureau, table(bureau, row()), "--yes"))
    monkeypatch.setattr("cli.history_import._Matching._known", lambda _self, _row: ())
    file = table(bureau, row(title_name="助理工程师", approved_on="2008-06-01"))

    document = bureau.json(*imported(bureau, file, "--yes"), expected=3)

    (refusal,) = document["error"]["refusals"]
    assert refusal["rule"] == "LEDGER-STATE"
    assert SECRET not in str(document)


def test_photographs_come_with_the_rows_that_want_a_certificate(
    bureau: Bureau,
) -> None:
    folder = bureau.folder / "photos"
    folder.mkdir()
    (folder / f"{SECRET.lower()}.jpg").write_bytes(b"photo")
    (folder / "notes.txt").write_text("x")
    file = table(bureau, row(), many(1)[0])

    bureau.done(*imported(bureau, file, "--photos", str(folder), "--yes"))

    batch = next(
        one["id"]
        for one in bureau.json("list", "history")["things"]
        if one["id"].endswith("-1")
    )
    shown = bureau.json("show", f"{batch}@1")
    assert "wants_certificate" in str(shown)


def test_a_photograph_of_nobody_in_the_table_is_told(bureau: Bureau) -> None:
    folder = bureau.folder / "photos"
    folder.mkdir()
    (folder / "someone.png").write_bytes(b"photo")
    file = table(bureau, row())
    document = bureau.json(*imported(bureau, file, "--photos", str(folder)), expected=2)
    assert document["faults"][0]["code"] == "PHOTO"


def test_columns_that_are_left_out_are_named(bureau: Bureau) -> None:
    path = bureau.folder / "t.csv"
    with path.open("w", encoding="gbk", newline="") as file:
        csv.writer(file).writerows([(*HEADING, "联系电话"), (*row(), "000")])
    result = bureau.done(*imported(bureau, str(path)))
    assert "以下列不属采集表，未读入：联系电话" in result.stderr


def test_a_table_goes_into_a_file_for_somebody_else_to_sign(bureau: Bureau) -> None:
    file = table(bureau, row())
    target = str(bureau.folder / "rows.act")
    public = bureau.key("officer") + ".pub"
    org = bureau.ids["authority"]
    bureau.done(
        *("history", "import", file, "--by", f"{public}:AUTHORITY_OFFICER:{org}"),
        *("-o", target, "--yes"),
    )
    size = bureau.size()
    bureau.done("sign", target, *bureau.as_("officer"), "--yes")
    bureau.done("submit", target, "--yes")
    assert bureau.size() == size + 3


def test_the_vault_keeps_what_the_log_only_commits_to(bureau: Bureau) -> None:
    bureau.done(*imported(bureau, table(bureau, row()), "--yes"))
    stored = (bureau.ledger / "ledger.db").read_bytes()
    assert SECRET.encode() not in stored
    assert "张某".encode() not in stored
    assert "未发现问题" in bureau.done("verify").stdout


def test_what_was_collected_is_checked_and_uploaded(bureau: Bureau) -> None:
    bureau.done(*imported(bureau, table(bureau, row()), "--yes"))
    batch = bureau.json("list", "history")["things"][0]["id"].partition("-")[0]
    bureau.enrol("second")
    bureau.grant("second", "AUTHORITY_OFFICER", "authority")
    check = ("history", "batch-checked", "--id", batch, "--year", "2015")
    refused = bureau.json(*check, *bureau.as_("officer"), "--yes", expected=3)
    assert {r["rule"] for r in refused["error"]["refusals"]} == {"XN12-7.2b"}
    bureau.done(*check, *bureau.as_("second"), "--yes")
    bureau.now = "2024-05-15T09:00"
    bureau.done(
        *("history", "batch-uploaded", "--id", batch, "--uploaded-on", "2024-05-15"),
        *("--receipt-no", "SC-1", *bureau.as_("officer", "seal"), "--yes"),
    )
    assert "未发现问题" in bureau.done("verify").stdout


# --- the group


def test_history_still_reads_about_a_thing(bureau: Bureau) -> None:
    org = bureau.ids["authority"]
    assert "单位登记" in bureau.done("history", org).stdout
    assert bureau.json("history", org)["id"] == org
    assert bureau.done("history", "--json", org).stdout.startswith("{")


def test_the_help_of_history_names_both(bureau: Bureau) -> None:
    text = bureau.done("history", "--help").stdout
    assert "import" in text
    assert "batch-checked" in text
    assert "daocha history ID" in text


# --- the template


def test_the_template_is_an_empty_table(bureau: Bureau) -> None:
    path = bureau.folder / "empty.xlsx"
    result = bureau.done("history", "template", str(path))
    assert result.stdout.strip() == str(path)
    document = bureau.json(*imported(bureau, str(path)), expected=2)
    assert [one["code"] for one in document["faults"]] == ["NO_ROWS"]


def test_a_template_overwrites_nothing(bureau: Bureau) -> None:
    path = bureau.folder / "empty.xlsx"
    bureau.done("history", "template", str(path))
    assert bureau.run("history", "template", str(path)).exit_code == 2
    other = str(bureau.folder / "empty.csv")
    assert bureau.run("history", "template", other).exit_code == 2


# --- large


@pytest.mark.slow
def test_five_thousand_rows_go_in_at_once(bureau: Bureau) -> None:
    """In the long campaign it is five thousand; each brings a row and its person."""
    count = min(5_000, 300 * SCALE)
    size = bureau.size()
    file = table(bureau, *many(count), name="t.xlsx")
    bureau.done(*imported(bureau, file, "--yes"))
    assert bureau.size() == size + 1 + 2 * count
    assert "未发现问题" in bureau.done("verify").stdout


def test_a_bar_is_shown_at_a_terminal_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    shown = Tracked(["a", "b"], "核对")
    assert list(shown) == ["a", "b"]
    assert (len(shown), shown[0], shown[:1]) == (2, "a", ["a"])
    assert "核对" in capsys.readouterr().err
    assert list(Tracked(["a"], "查重", quiet=True)) == ["a"]
    assert capsys.readouterr().err == ""
