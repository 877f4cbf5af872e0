"""An act as a file: drafted, signed at each desk, submitted."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.act_files import read_act
from cli.redraft import intent_of
from tests.support.bureau import ROUNDS, Bureau

PERSON = ("--name", "王工", "--document", "E1234567", "--document-kind", "PASSPORT")


@pytest.fixture
def act(bureau: Bureau) -> Path:
    """Return an act file that registrar and supervisor have still to sign."""
    file = bureau.folder / "grant.act"
    bureau.done(
        *("role", "grant", bureau.key("officer"), "INSPECTOR"),
        *("--org", bureau.ids["authority"], *bureau.as_("registrar")),
        *("--yes", "-o", str(file)),
    )
    return file


def test_who_is_not_at_hand_is_named_and_the_act_goes_into_a_file(
    bureau: Bureau, act: Path
) -> None:
    (listed,) = bureau.json("pending", str(bureau.folder))["files"]

    assert listed["file"] == str(act)
    assert listed["type"] == "key.role-granted"
    assert [one["role"] for one in listed["missing"]] == ["SUPERVISOR"]


def test_an_act_file_is_readable_by_its_owner_alone(act: Path) -> None:
    assert act.stat().st_mode & 0o777 == 0o600


def test_the_file_stays_so_when_it_was_signed(bureau: Bureau, act: Path) -> None:
    bureau.done("sign", str(act), *bureau.as_("supervisor"), "--yes")

    assert act.stat().st_mode & 0o777 == 0o600


def test_drafted_signed_and_submitted_it_is_recorded(bureau: Bureau, act: Path) -> None:
    signed = bureau.done("sign", str(act), *bureau.as_("supervisor"), "--yes")
    submitted = bureau.json("submit", str(act), "--yes")

    assert signed.stdout.strip() == str(act)
    assert "已签齐" in signed.stderr
    (receipt,) = submitted["receipts"]
    assert receipt["type"] == "key.role-granted"
    roles = bureau.json("role", "list", "--role", "监督检查人员")["grants"]
    assert len(roles) == 1


def test_submitting_twice_is_answered_with_the_same_receipt(
    bureau: Bureau, act: Path
) -> None:
    bureau.done("sign", str(act), *bureau.as_("supervisor"), "--yes")
    first = bureau.json("submit", str(act), "--yes")["receipts"][0]
    again = bureau.json("submit", str(act), "--yes")["receipts"][0]

    assert again["event_id"] == first["event_id"]
    assert again["position"] == first["position"]


def test_an_act_that_not_all_have_signed_is_not_submitted(
    bureau: Bureau, act: Path
) -> None:
    size = bureau.size()

    result = bureau.run("submit", str(act), "--yes")

    assert result.exit_code == 2
    assert "授权监督员" in result.stderr
    assert bureau.size() == size


def test_signing_shows_the_sheet_on_stderr_and_the_file_on_stdout(
    bureau: Bureau, act: Path
) -> None:
    result = bureau.done("sign", str(act), *bureau.as_("supervisor"), "--yes")

    assert "签名前审阅：授权" in result.stderr
    assert "角色 / role" in result.stderr
    assert result.stdout == f"{act}\n"


def test_an_unsigned_act_can_be_looked_at(bureau: Bureau, act: Path) -> None:
    before = act.read_bytes()

    sheet = bureau.json("sign", str(act), "--dry-run")["sheets"][0]

    signed = {one["role"]: one["signed"] for one in sheet["signers"]}
    assert signed == {"REGISTRAR": True, "SUPERVISOR": False}
    assert act.read_bytes() == before


def test_a_key_that_the_act_does_not_name_cannot_sign_it(
    bureau: Bureau, act: Path
) -> None:
    result = bureau.run("sign", str(act), *bureau.as_("officer"), "--yes")

    assert result.exit_code == 4
    assert "其中没有密钥" in result.stderr


def test_a_wrong_passphrase_is_told_and_nothing_is_signed(
    bureau: Bureau, act: Path
) -> None:
    before = act.read_bytes()
    bureau.passphrase_file.write_text("wrong\n")

    result = bureau.run("sign", str(act), *bureau.as_("supervisor"), "--yes")

    assert result.exit_code == 4
    assert "口令不对" in result.stderr
    assert act.read_bytes() == before


def test_a_key_file_that_others_can_read_is_refused(bureau: Bureau, act: Path) -> None:
    Path(bureau.key("supervisor")).chmod(0o644)

    result = bureau.run("sign", str(act), *bureau.as_("supervisor"), "--yes")

    assert result.exit_code == 4
    assert "他人可读（权限 0644）" in result.stderr


def test_a_public_half_that_belongs_to_another_key_signs_nothing(
    bureau: Bureau, act: Path
) -> None:
    """Somebody lays his own public key beside the key file of the signer."""
    shutil.copy(bureau.key("supervisor") + ".pub", bureau.key("officer") + ".pub")
    before = act.read_bytes()

    result = bureau.run("sign", str(act), *bureau.as_("officer"), "--yes")

    assert result.exit_code == 4
    assert act.read_bytes() == before


def test_a_passphrase_file_that_others_can_read_is_refused(
    bureau: Bureau, act: Path
) -> None:
    bureau.passphrase_file.chmod(0o640)

    result = bureau.run("sign", str(act), *bureau.as_("supervisor"), "--yes")

    assert result.exit_code == 4
    assert "口令文件" in result.stderr
    assert "他人可读" in result.stderr


@pytest.mark.parametrize("content", ["", "\n", "one\ntwo\n"], ids=repr)
def test_a_passphrase_file_has_exactly_one_line(
    bureau: Bureau, act: Path, content: str
) -> None:
    bureau.passphrase_file.write_text(content)

    result = bureau.run("sign", str(act), *bureau.as_("supervisor"), "--yes")

    assert result.exit_code == 4
    assert "应只有一行" in result.stderr


def test_without_a_terminal_a_passphrase_has_to_be_in_a_file(
    bureau: Bureau, act: Path
) -> None:
    result = bureau.run(
        *("sign", str(act), *bureau.as_("supervisor"), "--yes"),
        DAOCHA_PASSPHRASE_FILE=None,
    )

    assert result.exit_code == 2
    assert "--passphrase-file" in result.stderr


def test_each_key_can_have_its_own_passphrase_file(bureau: Bureau) -> None:
    other = bureau.folder / "other-pass"
    other.write_text("another\n")
    other.chmod(0o600)
    mine = ("--passphrase-file", str(other))
    made = ("key", "new", bureau.key("mine"), *ROUNDS, *mine)
    bureau.done(*made, DAOCHA_PASSPHRASE_FILE=None)
    asked = ("key", "request", bureau.key("mine"), *mine)
    bureau.done(*asked, DAOCHA_PASSPHRASE_FILE=None)

    bureau.done(
        *("key", "enrol", bureau.key("mine") + ".request", "--yes"),
        *(*bureau.as_("registrar"), "--passphrase-file", str(bureau.passphrase_file)),
        *(*bureau.as_("mine"), *mine),
        *("--log-passphrase-file", str(bureau.passphrase_file)),
        DAOCHA_PASSPHRASE_FILE=None,
    )


def test_nobody_signs_a_commitment_to_something_he_was_not_shown(
    bureau: Bureau,
) -> None:
    """Somebody changes the value that is shown, and leaves the commitment as it is."""
    file = bureau.folder / "person.act"
    bureau.done(
        *("draft", "person.registered", *PERSON, *bureau.as_("registrar")),
        *("-o", str(file)),
    )
    document = json.loads(file.read_text())
    document["openings"][0]["value"] = "another"
    file.write_text(json.dumps(document))

    signed = bureau.run("sign", str(file), *bureau.as_("registrar"), "--yes")
    shown = bureau.run("sign", str(file), "--dry-run")

    assert signed.exit_code == shown.exit_code == 6
    assert "所示的原值与封存内容不符" in signed.stderr
    assert "请起草人重新起草。台账不受影响" in signed.stderr
    assert json.loads(file.read_text()) == document


def test_a_false_signature_in_a_file_is_blamed_on_the_file(
    bureau: Bureau, act: Path
) -> None:
    """Somebody on the way puts another signature into the file."""
    bureau.done("sign", str(act), *bureau.as_("supervisor"), "--yes")
    document = json.loads(act.read_text())
    first, second = document["statements"][0]["signatures"]
    first["sig"] = second["sig"]
    act.write_text(json.dumps(document))
    size = bureau.size()

    result = bureau.run("submit", str(act), "--yes")

    assert result.exit_code == 6
    assert f"{act}：签名与内容不符" in result.stderr
    assert "台账不受影响" in result.stderr
    assert bureau.size() == size


def test_a_draft_that_would_be_refused_is_kept_and_its_refusals_told(
    bureau: Bureau,
) -> None:
    file = bureau.folder / "barred.act"

    result = bureau.done(
        *("draft", "person.staff-barred", "--id", "person/none", "--basis", "x"),
        *("--body-from", "2024-05-01", *bureau.as_("officer"), "-o", str(file)),
    )

    assert file.exists()
    assert "LEDGER-SIGNERS" in result.stderr


def test_a_file_that_is_there_is_never_written_over(bureau: Bureau) -> None:
    file = bureau.write("there.act", "mine")

    result = bureau.run(
        *("draft", "person.registered", *PERSON, *bureau.as_("registrar")),
        *("-o", file),
    )

    assert result.exit_code == 2
    assert Path(file).read_text() == "mine"


@pytest.mark.parametrize("content", ["", "{}", "not JSON", '{"format": 1}'], ids=repr)
def test_what_is_no_act_file_is_told(bureau: Bureau, content: str) -> None:
    file = bureau.write("bad.act", content)

    result = bureau.run("sign", file, *bureau.as_("registrar"), "--yes")
    listed = bureau.json("pending", str(bureau.folder))["files"]

    assert result.exit_code == 2
    assert "不是本软件的待签文件，或已损坏" in result.stderr
    assert "重新索取原件" in result.stderr
    assert [one for one in listed if "problem" in one]


def test_the_head_moved_says_by_whom_and_drafts_again(
    bureau: Bureau, act: Path
) -> None:
    bureau.done("sign", str(act), *bureau.as_("supervisor"), "--yes")
    bureau.grant("officer", "UNIT_OFFICER", "authority")

    document = bureau.json("submit", str(act), "--yes", expected=5)
    told = bureau.run("submit", str(act), "--yes", "--redraft")

    assert document["error"]["code"] == "conflict"
    (moved,) = document["error"]["moved"]
    assert [by["role"] for by in moved["by"]] == ["密钥登记员", "授权监督员"]
    assert told.exit_code == 5
    assert "密钥登记员、授权监督员 已办理：授权" in told.stderr
    again = act.with_name("grant-redraft.act")
    both = bureau.as_("registrar", "supervisor")
    bureau.done("sign", str(again), *both, "--yes")
    bureau.done("submit", str(again), "--yes")


def test_a_redraft_keeps_sealed_values(bureau: Bureau) -> None:
    file = bureau.folder / "material.act"
    bureau.done(
        *("draft", "application.material-attached", "--id", "application/x"),
        *("--item", "p1", "--material", "PAPER", "--name", "论文一"),
        *("--file", bureau.write("a.pdf", "a"), "--obtained-on", "2023-01-01"),
        *("--by", f"{bureau.key('officer')}:APPLICANT", "-o", str(file)),
    )

    intent = intent_of(read_act(file))

    assert intent.body["name"] == "论文一"
    assert intent.body["file"][1] == 1


def test_a_redraft_leaves_out_what_drafting_fills_in(bureau: Bureau) -> None:
    file = bureau.folder / "accepted.act"
    bureau.done(
        *("draft", "application.accepted", "--id", "application/x", "--case-no", "1"),
        *(*bureau.as_("officer"), "-o", str(file)),
    )

    act = read_act(file)

    assert "manifest" in act.lead.body
    assert intent_of(act).body == {"case_no": "1"}


def test_a_refusal_at_submission_is_told_and_noted(bureau: Bureau) -> None:
    file = bureau.folder / "barred.act"
    bureau.done(
        *("draft", "person.staff-barred", "--id", "person/none", "--basis", "x"),
        *("--body-from", "2024-05-01", *bureau.as_("officer"), "-o", str(file)),
    )
    bureau.done("sign", str(file), *bureau.as_("officer"), "--yes")

    looked_at = bureau.run("submit", str(file), "--dry-run")
    document = bureau.json("submit", str(file), "--yes", expected=3)

    assert looked_at.exit_code == 3
    assert document["error"]["refusals"]
    assert document["receipts"] == []
    assert len(bureau.json("attempts")["attempts"]) == 1


BUDGET = """
import sys
from cli.front_door import run
code = run(sys.argv[1:])
heavy = {"sqlite3", "fcntl", "ledger.log", "eventsourcing", "aggregates.catalog"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


def in_a_process(bureau: Bureau, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {
        "DAOCHA_PASSPHRASE_FILE": str(bureau.passphrase_file),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    return subprocess.run(
        [sys.executable, "-c", BUDGET, *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_signing_imports_neither_store_nor_log(bureau: Bureau, act: Path) -> None:
    shutil.rmtree(bureau.ledger)

    signed = in_a_process(
        bureau, "sign", str(act), "--as", bureau.key("supervisor"), "--yes"
    )

    assert signed.returncode == 0, signed.stderr
    assert signed.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("application", "--help"),
        ("pending", "."),
        ("draft", "--help"),
        ("draft", "application.submitted", "--example"),
    ],
    ids=" ".join,
)
def test_what_needs_no_ledger_imports_none(
    bureau: Bureau, arguments: tuple[str, ...]
) -> None:
    done = in_a_process(bureau, *arguments)

    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"
