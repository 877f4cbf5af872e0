"""Keys and roles from the command line."""

import json
import stat
import subprocess
from pathlib import Path

import pytest

from aggregates.act_file import ActFile
from aggregates.decider import Refused
from aggregates.dispatch import Dispatch
from ledger.keyfile import read_key
from ledger.log import Receipt
from tests.support.bureau import PASSPHRASE, ROUNDS, Bureau


def test_a_new_key_is_one_that_openssh_knows(bureau: Bureau) -> None:
    bureau.done("key", "new", bureau.key("mine"), *ROUNDS)

    file = Path(bureau.key("mine"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    signer = read_key(file, PASSPHRASE.encode())
    words = Path(bureau.key("mine.pub")).read_text().split()
    assert words[0] == "ssh-ed25519"
    assert words[2] == "mine"
    shown = bureau.json("key", "new", bureau.key("other"), *ROUNDS)
    assert shown["key"] != signer.key_id.hex()


def test_a_key_file_is_never_written_over(bureau: Bureau) -> None:
    before = Path(bureau.key("officer")).read_bytes()

    result = bureau.run("key", "new", bureau.key("officer"), *ROUNDS)

    assert result.exit_code == 4
    assert "已经存在" in result.stderr
    assert Path(bureau.key("officer")).read_bytes() == before


def test_a_request_leads_to_an_act_that_its_owner_signs(bureau: Bureau) -> None:
    subject = bureau.new_key("wang")
    file = bureau.folder / "enrol.act"
    enrol = ("key", "enrol", bureau.key("wang.request"), *bureau.as_("registrar"))
    bureau.done(*enrol, "--yes", "-o", str(file))

    bureau.done("sign", str(file), *bureau.as_("wang"), "--yes")
    bureau.done("submit", str(file), "--yes")

    key = bureau.json("key", "show", bureau.key("wang"))["key"]
    assert key["subject"] == subject
    assert key["revoked"] is None


def test_a_request_that_its_key_did_not_sign_is_false(bureau: Bureau) -> None:
    """Somebody puts another subject into a request on its way to the registrar."""
    bureau.new_key("wang")
    file = Path(bureau.key("wang.request"))
    document = json.loads(file.read_text())
    document["subject"] = "person/somebody-else"
    file.write_text(json.dumps(document))

    result = bureau.run("key", "enrol", str(file), *bureau.as_("registrar"), "--yes")

    assert result.exit_code == 6


@pytest.mark.parametrize("content", ["", "{}", '{"format": "other"}'], ids=repr)
def test_what_is_no_request_is_told(bureau: Bureau, content: str) -> None:
    file = bureau.write("bad.request", content)

    result = bureau.run("key", "enrol", file, *bureau.as_("registrar"), "--yes")

    assert result.exit_code == 2
    assert "不是登记申请" in result.stderr


def test_a_seal_names_its_organisation(bureau: Bureau) -> None:
    bureau.done("key", "new", bureau.key("mine"), *ROUNDS)

    result = bureau.run("key", "request", bureau.key("mine"), "--use", "seal")

    assert result.exit_code == 2
    assert "--subject" in result.stderr


def test_the_log_does_not_name_the_subject_of_a_session_key(bureau: Bureau) -> None:
    subject = bureau.enrol("expert", "--use", "session")

    key = bureau.json("key", "show", bureau.key("expert"))["key"]

    assert key["subject"] == ""
    database = (bureau.ledger / "ledger.db").read_bytes()
    wal = bureau.ledger / "ledger.db-wal"
    assert subject.encode() not in database + (
        wal.read_bytes() if wal.exists() else b""
    )


def test_a_key_is_replaced_with_the_old_one_beside_it(bureau: Bureau) -> None:
    old = bureau.json("key", "show", bureau.key("officer"))["key"]

    result = bureau.done(
        *("key", "rotate", bureau.key("officer"), bureau.key("officer-2"), *ROUNDS),
        *(*bureau.as_("registrar"), "--yes"),
    )

    new = bureau.json("key", "show", bureau.key("officer-2"))["key"]
    assert new["subject"] == old["subject"]
    assert "role grant" in result.stderr
    assert "AUTHORITY_OFFICER" in result.stderr


def test_a_revoked_key_signs_no_more(bureau: Bureau) -> None:
    reason = ("--reason", "离职", *bureau.as_("registrar"))
    bureau.act("key", "revoke", bureau.key("officer"), *reason)

    document = bureau.json(
        *("calendar", "adopt", "2022", *bureau.as_("officer", "seal"), "--yes"),
        expected=3,
    )

    rules = {one["rule"] for one in document["error"]["refusals"]}
    assert "LEDGER-KEY" in rules
    assert (
        bureau.json("key", "show", bureau.key("officer"))["key"]["revoked"] is not None
    )
    listed = bureau.json("key", "list")["keys"]
    everything = bureau.json("key", "list", "--all")["keys"]
    assert len(everything) == len(listed) + 1


def test_its_holder_can_revoke_a_key(bureau: Bureau) -> None:
    officer = bureau.key("officer")
    since = ("--compromised-since", f"{bureau.ids['authority']}@1")

    bureau.act("key", "revoke", officer, *since, *bureau.as_("officer"))

    assert bureau.json("key", "show", officer)["key"]["compromised_since"] == 1


def test_what_the_directory_knew_before_a_revocation_can_still_be_asked(
    bureau: Bureau,
) -> None:
    officer = bureau.key("officer")
    before = bureau.json("key", "show", officer)
    size = str(before["known"])
    bureau.act("key", "revoke", officer, *bureau.as_("officer"))

    then = bureau.json("key", "show", officer, "--known-at", size)
    roles = bureau.json("role", "list", "--known-at", size)["grants"]

    assert (then["key"], then["known"]) == (before["key"], before["known"])
    assert then["key"]["key"] in {one["key"] for one in roles}
    now = {one["key"] for one in bureau.json("role", "list")["grants"]}
    assert then["key"]["key"] not in now


def test_a_key_was_unknown_before_it_was_enrolled(bureau: Bureau) -> None:
    officer = bureau.key("officer")
    enrolled = bureau.json("key", "show", officer)["key"]["enrolled"]

    result = bureau.run("key", "show", officer, "--known-at", str(enrolled))

    assert result.exit_code == 4
    assert f"当时尚未登记（位置 {enrolled}）" in result.stderr
    assert (
        bureau.run("key", "show", officer, "--known-at", str(enrolled + 1)).exit_code
        == 0
    )


def test_a_role_is_granted_by_two_and_can_be_taken_back(bureau: Bureau) -> None:
    bureau.grant("officer", "INSPECTOR", "authority")
    org = ("--org", bureau.ids["authority"])
    held = bureau.json("role", "list", "--role", "INSPECTOR")["grants"]

    bureau.act(
        *("role", "revoke", bureau.key("officer"), "INSPECTOR", *org),
        *bureau.as_("registrar"),
    )

    assert len(held) == 1
    assert bureau.json("role", "list", "--role", "INSPECTOR")["grants"] == []
    ever = bureau.json("role", "list", "--role", "INSPECTOR", "--all")["grants"]
    assert len(ever) == 1


def test_nobody_grants_a_role_to_himself(bureau: Bureau) -> None:
    document = bureau.json(
        *("role", "grant", bureau.key("supervisor"), "INSPECTOR", "--yes"),
        *bureau.as_("registrar", "supervisor"),
        expected=3,
    )

    assert document["error"]["code"] == "refused"


def test_an_unknown_role_is_told_with_those_that_look_like_it(bureau: Bureau) -> None:
    result = bureau.run("role", "grant", bureau.key("officer"), "INSPECTER", "--yes")

    assert result.exit_code == 2
    assert "INSPECTOR" in result.stderr


def test_lists_are_tables_without_right_hand_borders(bureau: Bureau) -> None:
    for listing in (("key", "list"), ("role", "list"), ("key", "show", "officer")):
        words = [bureau.key(w) if w == "officer" else w for w in listing]
        lines = bureau.done(*words).stdout.splitlines()
        assert any(bureau.ids["authority"] in line for line in lines)
        assert [line for line in lines if line.rstrip() != line] == []
        assert "│" not in "".join(lines)


def test_what_a_key_is_for_is_named(bureau: Bureau) -> None:
    listed = bureau.done("key", "list").stdout
    shown = bureau.done("key", "show", bureau.key("officer")).stdout
    assert "个人" in listed
    assert "个人" in shown


def test_a_key_that_is_not_enrolled_is_unknown(bureau: Bureau) -> None:
    for name in ("0123456789ab", "person/nobody"):
        assert bureau.run("key", "show", name).exit_code == 4


def test_openssh_reads_the_public_half(bureau: Bureau) -> None:
    if not Path("/usr/bin/ssh-keygen").exists():
        pytest.skip("ssh-keygen is not installed")

    done = subprocess.run(
        ["/usr/bin/ssh-keygen", "-l", "-f", bureau.key("officer.pub")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "(ED25519)" in done.stdout


def test_a_log_key_is_added_from_its_public_half(bureau: Bureau) -> None:
    second = bureau.ledger / "keys" / "log-2"
    bureau.done("key", "new", str(second), *ROUNDS)

    bureau.act(
        *("ledger", "log-key-added", "--id", "ledger/genesis", "--suite", "ed25519"),
        *("--public", f"@{second}.pub", *bureau.as_("registrar", "supervisor")),
    )

    note = bureau.json("checkpoint")["checkpoint"]
    assert note.count("\u2014 simulated.invalid/bureau ") == 2
    assert bureau.json("verify", "--check", "head")["clean"]


def test_the_custodian_of_a_seal_is_named_beside_it(bureau: Bureau) -> None:
    keeper = bureau.enrol("keeper")
    bureau.grant("keeper", "CUSTODIAN", "authority")
    custody = ("key", "custody", bureau.key("seal"), "--to", keeper)
    bureau.act(*custody, *bureau.as_("registrar", "keeper"))

    missing = bureau.json(
        *("calendar", "adopt", "2022", *bureau.as_("officer"), "--yes"),
        *("-o", str(bureau.folder / "calendar.act")),
    )["files"][0]["missing"]

    assert [one["role"] for one in missing] == ["SEAL", "CUSTODIAN"]


def test_attempts_are_those_of_a_ledger(bureau: Bureau) -> None:
    assert bureau.run("attempts", "--ledger", "/nowhere").exit_code == 2


def test_what_was_recorded_before_a_refusal_is_told(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = Dispatch.submit

    def refuse_the_second(self: Dispatch, act: ActFile) -> list[Receipt]:
        if act.lead.id == "calendar/cn-2022":
            raise Refused(())
        return submit(self, act)

    monkeypatch.setattr(Dispatch, "submit", refuse_the_second)

    result = bureau.run(
        *("calendar", "adopt", "2021-2022", *bureau.as_("officer", "seal"), "--yes")
    )

    assert result.exit_code == 3
    assert "已记录：calendar/cn-2021@1" in result.stderr


def test_a_key_that_was_revoked_is_told_in_chinese_and_in_english(
    bureau: Bureau,
) -> None:
    reason = ("--reason", "LOST", *bureau.as_("registrar"))
    bureau.act("key", "revoke", bureau.key("officer"), *reason)
    act = ("person", "staff-barred", "--id", "person/none", "--basis", "x")
    words = (*act, "--body-from", "2024-05-01", *bureau.as_("officer"), "--yes")

    chinese, english = bureau.run(*words), bureau.run("--lang", "en", *words)

    assert chinese.exit_code == english.exit_code == 3
    assert "要求：有效的密钥" in chinese.stderr
    assert "已于位置" in chinese.stderr
    assert "a live key" not in chinese.stderr
    assert "expected: a live key" in english.stderr


def test_a_role_that_is_over_is_told_with_its_name(bureau: Bureau) -> None:
    bureau.enrol("clerk")
    bureau.act(
        *("role", "grant", bureau.key("clerk"), "UNIT_OFFICER"),
        *("--org", bureau.ids["authority"], "--until", "2024-05-10"),
        *bureau.as_("registrar", "supervisor"),
    )
    bureau.now = "2024-05-11T09:00"

    result = bureau.run(
        *("person", "staff-barred", "--id", "person/none", "--basis", "x"),
        *("--body-from", "2024-05-01", *bureau.as_("clerk"), "--yes"),
    )

    assert result.exit_code == 3
    assert "2024-05-11 有效的授权：组建单位经办人" in result.stderr
    assert "授权当日无效" in result.stderr
