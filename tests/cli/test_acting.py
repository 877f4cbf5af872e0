"""Acts from options and from JSON: what is shown, refused, asked and recorded."""

import json
import sqlite3
from contextlib import closing

import pytest

from cli.desk import Desk
from ledger.attempts import read_attempts
from ledger.layout import ATTEMPTS
from ledger.vault import Vault
from tests.support.bureau import Bureau

PERSON = ("person", "registered", "--name", "王工", "--document", "11010519491231002X")
DOCUMENT = ("--document-kind", "RESIDENT_ID")


def register(bureau: Bureau, *more: str) -> tuple[str, ...]:
    return (*PERSON, *DOCUMENT, *bureau.as_("registrar"), *more)


def test_an_act_is_recorded_and_answered_with_a_receipt(bureau: Bureau) -> None:
    size = bureau.size()

    result = bureau.done(*register(bureau), "--yes")

    assert bureau.size() == size + 1
    assert "回执：人员登记" in result.stdout
    assert "检查点（请保存）" in result.stdout
    assert "签名前审阅" in result.stderr


def test_the_receipt_in_json_names_event_position_and_checkpoint(
    bureau: Bureau,
) -> None:
    size = bureau.size()

    receipt = bureau.act(*register(bureau))

    assert receipt["position"] == size
    assert receipt["type"] == "person.registered"
    assert receipt["checkpoint"].startswith(f"simulated.invalid/bureau\n{size + 1}\n")
    shown = bureau.json("prove", receipt["event_id"][:12])
    assert shown["event_id"] == receipt["event_id"]


def test_the_sheet_shows_sealed_values_in_clear_and_says_that_they_are_sealed(
    bureau: Bureau,
) -> None:
    result = bureau.done(*register(bureau), "--dry-run")

    assert "姓名 / name〔封存〕" in result.stdout
    assert "王工" in result.stdout
    assert "11010519491231002X" in result.stdout


def test_the_sheet_says_who_signs_and_what_the_signer_has_seen(bureau: Bureau) -> None:
    sheet = bureau.json(*register(bureau), "--dry-run")["sheets"][0]

    assert [one["role"] for one in sheet["signers"]] == ["REGISTRAR"]
    assert sheet["seen"]["size"] == bureau.size()
    assert len(sheet["seen"]["root"]) == 64


def test_a_dry_run_writes_nothing(bureau: Bureau) -> None:
    before = {p: p.stat().st_mtime_ns for p in bureau.ledger.iterdir() if p.is_file()}

    bureau.done(*register(bureau), "--dry-run")

    files = {p: p.stat().st_mtime_ns for p in bureau.ledger.iterdir() if p.is_file()}
    sidecars = {"ledger.db-wal", "ledger.db-shm"}
    assert {p: t for p, t in files.items() if p.name not in sidecars} == {
        p: t for p, t in before.items() if p.name not in sidecars
    }


def barred(bureau: Bureau) -> tuple[str, ...]:
    return (
        *("person", "staff-barred", "--id", "person/none", "--basis", "x"),
        *("--body-from", "2024-05-01", *bureau.as_("officer")),
    )


def test_a_refused_act_tells_all_reasons_with_citations_and_exits_3(
    bureau: Bureau,
) -> None:
    size = bureau.size()

    result = bureau.run(*barred(bureau), "--yes")

    assert result.exit_code == 3
    assert result.stdout == ""
    for rule in ("LEDGER-SIGNERS", "LEDGER-ROLE", "LEDGER-STATE"):
        assert f"{rule}  docs/formats.md" in result.stderr
    assert result.stderr.count("要求：") == result.stderr.count("办法：") == 3
    assert bureau.size() == size


def test_a_refusal_in_json_has_rule_citation_expected_found_and_remedy(
    bureau: Bureau,
) -> None:
    error = bureau.json(*barred(bureau), "--yes", expected=3)["error"]

    assert error["code"] == "refused"
    assert [set(one) for one in error["refusals"]] == [
        {"rule", "citation", "expected", "found", "remedy"}
    ] * 3


def test_a_refused_act_leaves_one_line_without_its_body(bureau: Bureau) -> None:
    bureau.run(*barred(bureau), "--yes")

    (attempt,) = read_attempts(bureau.ledger)

    assert attempt.type == "person.staff-barred"
    assert attempt.rules == ("LEDGER-SIGNERS", "LEDGER-ROLE", "LEDGER-STATE")
    assert b"person/none" not in (bureau.ledger / ATTEMPTS).read_bytes()
    listed = bureau.json("attempts")["attempts"]
    assert [one["type"] for one in listed] == ["person.staff-barred"]


def test_a_dry_run_of_a_refused_act_shows_sheet_and_refusals_and_notes_nothing(
    bureau: Bureau,
) -> None:
    document = bureau.json(*barred(bureau), "--dry-run", expected=3)

    assert document["sheets"][0]["statements"][0]["type"] == "person.staff-barred"
    assert len(document["error"]["refusals"]) == 3
    assert read_attempts(bureau.ledger) == []


def test_without_a_terminal_nothing_is_signed_unless_yes_is_said(
    bureau: Bureau,
) -> None:
    result = bureau.run(*register(bureau))

    assert result.exit_code == 2
    assert "--yes" in result.stderr


def test_missing_fields_are_told_all_at_once(bureau: Bureau) -> None:
    result = bureau.run("person", "registered", *bureau.as_("registrar"), "--yes")

    assert result.exit_code == 2
    for field in ("name（姓名）", "document（证件号码）", "document_kind（证件类型）"):
        assert field in result.stderr


def test_unusable_values_are_told_all_at_once(bureau: Bureau) -> None:
    result = bureau.run(
        *("person", "staff-barred", "--id", "person/none", "--body-from", "2024-5-1"),
        *("--late-reason", "x", "--late-paper", "/nowhere", *bureau.as_("officer")),
        "--yes",
    )

    assert result.exit_code == 2
    assert "from_: 应为 2024-05-20 这样的日期" in result.stderr
    assert "late/paper: 文件或文件夹不存在" in result.stderr
    assert "basis（依据）" in result.stderr


def test_a_number_that_is_known_is_told_before_anybody_signs(bureau: Bureau) -> None:
    bureau.done(*register(bureau), "--yes")

    document = bureau.json(*register(bureau), "--dry-run", expected=3)

    (refusal,) = document["error"]["refusals"]
    assert refusal["rule"] == "LEDGER-STATE"


def test_a_choice_that_does_not_exist_is_refused_in_chinese(bureau: Bureau) -> None:
    result = bureau.run(*PERSON, "--document-kind", "CARD", "--yes")

    assert result.exit_code == 2
    assert "不在可选值之内" in result.stderr


def test_typed_text_is_normalised_and_that_is_said(bureau: Bureau) -> None:
    decomposed = "Ne\u0301e"

    document = bureau.json(
        *("person", "registered", "--name", decomposed, "--document", "E1234567"),
        *("--document-kind", "PASSPORT", *bureau.as_("registrar"), "--dry-run"),
    )

    fields = document["sheets"][0]["statements"][0]["fields"]
    assert fields[0]["value"] == "N\u00e9e"
    result = bureau.run(
        *("person", "registered", "--name", decomposed, "--document", "E1234567"),
        *("--document-kind", "PASSPORT", *bureau.as_("registrar"), "--dry-run"),
    )
    assert "NFC" in result.stderr


def test_the_body_comes_from_a_file_and_options_win(bureau: Bureau) -> None:
    body = {"name": "李工", "document": "E1234567", "document_kind": "PASSPORT"}
    source = bureau.write("body.json", json.dumps(body))

    document = bureau.json(
        *(
            "person",
            "registered",
            "--from",
            source,
            "--document",
            "E7654321",
            "--dry-run",
        ),
        *bureau.as_("registrar"),
    )

    values = [f["value"] for f in document["sheets"][0]["statements"][0]["fields"]]
    assert values == ["李工", "E7654321", "护照（PASSPORT）"]


def test_programs_act_through_one_door(bureau: Bureau) -> None:
    body = {"name": "李工", "document": "E1234567", "document_kind": "PASSPORT"}

    receipt = bureau.act(
        *("act", "person.registered", "--from", "-", *bureau.as_("registrar")),
        given=json.dumps(body),
    )

    assert receipt["type"] == "person.registered"


def test_a_surplus_field_is_refused(bureau: Bureau) -> None:
    source = bureau.write("body.json", '{"name": "x", "colour": "red"}')

    result = bureau.run(
        *("act", "person.registered", "--from", source, *bureau.as_("registrar")),
        "--yes",
    )

    assert result.exit_code == 2
    assert "colour: 没有这一项" in result.stderr


def test_an_unknown_act_is_told_with_those_that_look_like_it(bureau: Bureau) -> None:
    result = bureau.run("act", "application.submited", "--yes")

    assert result.exit_code == 2
    assert "application.submitted" in result.stderr


def test_the_role_is_not_guessed_when_several_fit(bureau: Bureau) -> None:
    bureau.grant("officer", "UNIT_OFFICER", "authority")

    result = bureau.run(
        *("complaint", "accepted", "--id", "complaint/x", *bureau.as_("officer")),
        "--yes",
    )

    assert result.exit_code == 2
    assert "可用的身份不止一种" in result.stderr


def test_a_role_can_be_said(bureau: Bureau) -> None:
    by = f"{bureau.key('registrar')}:REGISTRAR"

    sheet = bureau.json(*PERSON, *DOCUMENT, "--by", by, "--dry-run")["sheets"][0]

    assert [one["role"] for one in sheet["signers"]] == ["REGISTRAR"]


def test_a_signer_that_is_not_written_as_key_and_role_is_refused(
    bureau: Bureau,
) -> None:
    result = bureau.run(*PERSON, *DOCUMENT, "--by", "somebody", "--dry-run")

    assert result.exit_code == 2
    assert "密钥:角色" in result.stderr


def test_nobody_signing_is_a_usage_error(bureau: Bureau) -> None:
    result = bureau.run(*PERSON, *DOCUMENT, "--yes")

    assert result.exit_code == 2
    assert "--as" in result.stderr


def test_an_act_in_the_future_is_refused_before_it_is_drafted(bureau: Bureau) -> None:
    result = bureau.run(*register(bureau), "--at", "2024-06-01", "--dry-run")

    assert result.exit_code == 2
    assert "--at" in result.stderr


def test_an_id_is_completed_from_its_beginning(bureau: Bureau) -> None:
    whole = bureau.ids["authority"]

    sheet = bureau.json(
        *("organisation", "amended", "--id", whole[: len("organisation/") + 12]),
        *("--name", "职改办", "--org-kind", "AUTHORITY", "--level", "CITY"),
        *("--territory", "421200", *bureau.as_("registrar", "supervisor")),
        "--dry-run",
    )["sheets"][0]

    assert sheet["statements"][0]["id"] == whole


def test_an_act_about_something_needs_its_id(bureau: Bureau) -> None:
    result = bureau.run("complaint", "accepted", *bureau.as_("officer"), "--yes")

    assert result.exit_code == 2
    assert "--id" in result.stderr


def test_the_example_can_be_given_back(bureau: Bureau) -> None:
    example = bureau.done("person", "registered", "--example").stdout
    source = bureau.write("example.json", example)

    bureau.done(
        *("person", "registered", "--from", source, *bureau.as_("registrar")),
        "--dry-run",
    )


def test_a_file_is_hashed_and_its_hash_sealed(bureau: Bureau) -> None:
    paper = bureau.write("paper.pdf", "paper")

    document = bureau.json(
        *("application", "material-attached", "--id", "application/x"),
        *("--item", "p1", "--material", "PAPER", "--name", "论文", "--file", paper),
        *("--obtained-on", "2023-01-01", *bureau.as_("officer"), "--dry-run"),
        expected=3,
    )

    fields = document["sheets"][0]["statements"][0]["fields"]
    (file,) = [one for one in fields if one["label"] == "文件 / file"]
    assert file["sealed"]
    assert "SHA-256 " in file["value"]
    assert "5 字节" in file["value"]


def test_an_organisation_is_meant_by_its_name(bureau: Bureau) -> None:
    sheet = bureau.json(
        *("role", "grant", bureau.key("officer"), "INSPECTOR", "--org", "authority"),
        *(*bureau.as_("registrar", "supervisor"), "--dry-run"),
    )["sheets"][0]

    values = [field["value"] for field in sheet["statements"][0]["fields"]]
    assert bureau.ids["authority"] in values


def test_a_name_that_nothing_has_is_told(bureau: Bureau) -> None:
    result = bureau.run(
        *("role", "grant", bureau.key("officer"), "INSPECTOR", "--org", "authorty"),
        *(*bureau.as_("registrar", "supervisor"), "--dry-run"),
    )

    assert result.exit_code == 2
    assert "authority" in result.stderr


def test_an_erased_person_leaves_the_vault_and_the_ledger_stays_sound(
    bureau: Bureau,
) -> None:
    person = bureau.act(*register(bureau))["id"]

    bureau.act(
        *("person", "erased", "--id", person, "--of", person, "--basis", "本人申请"),
        *("--gone-by", "2024-06-05", *bureau.as_("registrar", "supervisor")),
    )

    with Vault.open(bureau.ledger) as vault:
        assert vault.is_erased(person)
    assert bureau.json("verify", "--check", "vault")["clean"]


def test_what_is_missing_is_asked_for_on_a_terminal(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "interactive", True)
    answers = "王工\nE1234567\nPASSPORT\ny\n"

    result = bureau.done(
        "person", "registered", *bureau.as_("registrar"), given=answers
    )

    assert "姓名（文字）" in result.stderr
    assert "PASSPORT  护照" in result.stderr
    assert "回执：人员登记" in result.stdout


def test_several_values_are_asked_for_one_at_a_time(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "interactive", True)

    document = bureau.json(
        *("committee", "filing-refused", "--id", "committee/x"),
        *(*bureau.as_("officer"), "--dry-run"),
        given="岗位不符\n材料不全\n\n",
        expected=3,
    )

    fields = document["sheets"][0]["statements"][0]["fields"]
    assert [one["value"] for one in fields] == ["岗位不符", "材料不全"]


def test_coded_values_are_shown_in_words_with_their_codes(bureau: Bureau) -> None:
    sheet = bureau.json(
        *("organisation", "registered", "--name", "x", "--org-kind", "AUTHORITY"),
        *("--level", "CITY", "--territory", "421200", "--dry-run"),
        *bureau.as_("registrar", "supervisor"),
    )["sheets"][0]

    values = [one["value"] for one in sheet["statements"][0]["fields"]]
    assert "人社（职改）部门（AUTHORITY）" in values


def test_a_beginning_that_fits_several_is_told(bureau: Bureau) -> None:
    for number in range(17):  # two of them begin with the same hex digit
        bureau.act(
            *("person", "registered", "--name", "x", "--document", f"E123456{number}"),
            *("--document-kind", "PASSPORT", *bureau.as_("registrar")),
        )
    firsts = [one["id"][:8] for one in bureau.json("list", "person")["things"]]
    (twice, *_) = [first for first in firsts if firsts.count(first) > 1]

    result = bureau.run(
        *("person", "erased", "--id", twice, "--of", twice, "--basis", "x"),
        *("--gone-by", "2024-06-01", *bureau.as_("registrar"), "--dry-run"),
    )

    assert result.exit_code == 2
    assert "对应多个对象" in result.stderr


def test_text_inside_plain_json_is_normalised_too(bureau: Bureau) -> None:
    profile = bureau.json("policy", "new", "--from", "xianning-2024")
    profile["city_en"] = "Xianni\u0301ng"
    body = {"profile": profile, "effective_from": "2024-06-01", "document": "x"}
    source = bureau.write("body.json", json.dumps(body))

    result = bureau.done(
        *("policy", "amended", "--id", "policy/xianning-2024", "--from", source),
        *(*bureau.as_("officer", "seal"), "--dry-run"),
    )

    assert "Xiann\u00edng" in result.stdout
    assert "profile/city_en" in result.stderr


ODD_ROWS = {
    "no instant": "('x', 'a', 'b', 'c')",
    "no time of ours": "(9223372036854775807, 'a', 'b', 'c')",
    "nothing": "(1, NULL, 'b', 'c')",
    "bytes": "(1, 'a', x'ff', 'c')",
    "no UTF-8": "(1, 'a', CAST(x'ff' AS TEXT), 'c')",
    "for the terminal": "(1, 'a', 'b', char(27) || '[2J')",
}


@pytest.mark.parametrize("row", ODD_ROWS)
def test_an_odd_row_among_the_refused_acts_is_told(bureau: Bureau, row: str) -> None:
    with closing(sqlite3.connect(bureau.ledger / ATTEMPTS)) as connection:
        connection.execute("CREATE TABLE attempts (at, keys, type, rules)")
        connection.execute(f"INSERT INTO attempts VALUES {ODD_ROWS[row]}")
        connection.commit()

    result = bureau.run("attempts")

    assert result.exit_code == 7
    assert "移走该文件" in result.stderr


def test_a_damaged_list_of_refused_acts_is_only_a_list(bureau: Bureau) -> None:
    (bureau.ledger / ATTEMPTS).write_bytes(b"no database" * 1_000)

    listed = bureau.run("attempts")
    refused = bureau.run(*barred(bureau), "--yes")
    recorded = bureau.run(*register(bureau), "--yes")
    verified = bureau.run("verify")

    assert listed.exit_code == 7
    assert "台账不受影响" in listed.stderr
    assert "移走该文件" in listed.stderr
    assert refused.exit_code == 3
    assert "未能记入被拒清单：attempts.db 的内容不是" in refused.stderr
    assert recorded.exit_code == verified.exit_code == 0


BROKEN_JSON = {
    "deep": ("[" * 100_000, "嵌套超过 16 层"),
    "deeper than a record": ("[" * 17 + "]" * 17, "嵌套超过 16 层"),
    "twice": ('{"to": "a", "to": "b"}', "'to' 出现两次"),
    "twice inside": ('{"to": {"a": 1, "a": 1}}', "'a' 出现两次"),
    "fraction": ('{"to": 1.5}', "1.5：只能是整数"),
    "NaN": ('{"to": NaN}', "NaN：只能是整数"),
    "infinite": ('{"to": -Infinity}', "-Infinity：只能是整数"),
    "large": ('{"to": 9007199254740992}', "超出 ±9007199254740991"),
    "enormous": ('{"to": ' + "9" * 5_000 + "}", "超出 ±9007199254740991"),
    "half a pair": ('{"to": "\\ud800"}', "不成对的代理码"),
    "cut off": ('{"to": ', "第 1 行第 8 个字符处不合 JSON 语法"),
}


@pytest.mark.parametrize("text", BROKEN_JSON)
def test_json_that_no_record_can_hold_is_refused_in_the_users_words(
    bureau: Bureau, text: str
) -> None:
    content, told = BROKEN_JSON[text]
    file = bureau.write("body.json", content)

    for words in (("application", "submitted"), ("act", "application.submitted")):
        result = bureau.run(*words, "--from", file)
        assert result.exit_code == 2
        assert told in result.stderr


def test_json_that_is_typed_is_read_as_strictly(bureau: Bureau) -> None:
    result = bureau.run("application", "returned", "--reasons", '{"a": 1, "a": 2}')

    assert result.exit_code == 2
    assert "'a' 出现两次" in result.stderr


def test_json_that_is_no_text_is_refused(bureau: Bureau) -> None:
    file = bureau.folder / "body.json"
    file.write_bytes(b'{"to": "\xff"}')

    result = bureau.run("application", "submitted", "--from", str(file))

    assert result.exit_code == 2
    assert "不是 UTF-8 文本" in result.stderr
