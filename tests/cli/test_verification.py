"""verify, checkpoint, prove, backup and restore."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.case.cast import example_passport
from cli.moments import parse_moment
from ledger.checkpoint import open_checkpoint, parse_checkpoint, sign_checkpoint
from ledger.keyfile import read_key
from ledger.keys import Ed25519Signer
from ledger.log import Log
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.proof import check_inclusion
from ledger.note import NoteSigner, NoteVerifier, parse_note
from ledger.proof_file import parse_proof
from tests.support.bureau import PASSPHRASE, Bureau
from tests.support.ledgers import Actor, Clock, Ledger

CHECKS = [
    "storage",
    "records",
    "columns",
    "signatures",
    "directory",
    "chains",
    "seen",
    "refs",
    "times",
    "tree",
    "head",
    "vault",
    "law",
]


def keep_checkpoint(bureau: Bureau, name: str = "kept") -> str:
    return bureau.write(name, bureau.done("checkpoint").stdout)


def register(bureau: Bureau, name: str = "x") -> None:
    bureau.act(
        *("person", "registered", "--name", name, "--document", example_passport(name)),
        *("--document-kind", "PASSPORT", *bureau.as_("registrar")),
    )


def edit(bureau: Bureau) -> None:
    """Change one byte of the second record, as somebody with the database could."""
    with closing(sqlite3.connect(bureau.ledger / "ledger.db")) as database:
        database.execute("DROP TRIGGER stored_events_update")
        state = database.execute(
            "SELECT state FROM stored_events WHERE rowid = 2"
        ).fetchone()[0]
        changed = state[:-1] + bytes([state[-1] ^ 1])
        database.execute(
            "UPDATE stored_events SET state = ? WHERE rowid = 2", (changed,)
        )
        database.commit()


def test_every_check_has_its_line(bureau: Bureau) -> None:
    result = bureau.done("verify")

    lines = result.stdout.splitlines()[2:]
    assert [line.split()[0] for line in lines[:-1]] == CHECKS
    assert all(" 通过 " in line for line in lines[:-1])
    assert lines[-1].startswith("未发现问题。")


def test_a_changed_record_is_found_and_exits_6(bureau: Bureau) -> None:
    edit(bureau)

    document = bureau.json("verify", expected=6)

    assert not document["clean"]
    assert {one["check"] for one in document["findings"]} & {"signatures", "head"}
    positions = {one["position"] for one in document["findings"]}
    assert 1 in positions


def test_what_could_not_be_checked_is_said(bureau: Bureau) -> None:
    edit(bureau)

    result = bureau.run("verify")

    assert result.exit_code == 6
    (law,) = [line for line in result.stdout.splitlines() if line.startswith("law")]
    assert "未做" in law
    assert "核验发现问题" in result.stdout


def test_an_altered_ledger_is_not_acted_upon(bureau: Bureau) -> None:
    edit(bureau)

    result = bureau.run(
        *("person", "registered", "--name", "x", "--document", "E1234567", "--yes"),
        *("--document-kind", "PASSPORT", *bureau.as_("registrar")),
    )

    assert result.exit_code == 6


def test_one_check_can_be_asked_for(bureau: Bureau) -> None:
    steps = bureau.json("verify", "--check", "law", "--check", "chains")["steps"]

    assert [step["check"] for step in steps] == ["chains", "law"]


def test_an_unknown_check_is_wrong_usage(bureau: Bureau) -> None:
    assert bureau.run("verify", "--check", "weather").exit_code == 2


def test_only_the_new_part_is_checked_since_a_kept_checkpoint(bureau: Bureau) -> None:
    kept = keep_checkpoint(bureau)
    register(bureau)

    document = bureau.json("verify", "--since", kept)

    assert document["clean"]
    undone = [step["check"] for step in document["steps"] if not step["done"]]
    assert "law" in undone


def test_a_kept_checkpoint_is_compared(bureau: Bureau) -> None:
    kept = keep_checkpoint(bureau)
    register(bureau)

    document = bureau.json("verify", "--checkpoint", kept)

    assert [step["found"] for step in document["steps"]] == [0] * (len(CHECKS) + 1)


def test_a_ledger_that_was_put_back_is_found_by_a_kept_checkpoint(
    bureau: Bureau, tmp_path: Path
) -> None:
    """The whole directory is replaced by last week's: only what was kept shows it."""
    older = Bureau.copy_of(bureau, tmp_path / "older")
    register(bureau)
    kept = keep_checkpoint(bureau)

    document = older.json("verify", "--checkpoint", kept, expected=6)

    assert {one["check"] for one in document["findings"]} == {"checkpoint"}


def test_what_is_no_checkpoint_is_unusable(bureau: Bureau) -> None:
    bad = bureau.write("bad", "not a note")

    assert bureau.run("verify", "--since", bad).exit_code == 2
    assert bureau.run("verify", "--since", "/nowhere").exit_code == 2


def test_the_checkpoint_is_printed_as_it_is_kept(bureau: Bureau) -> None:
    printed = bureau.done("checkpoint").stdout

    assert printed.encode() == (bureau.ledger / "head").read_bytes()


def test_publishing_renews_the_public_checkpoint(bureau: Bureau) -> None:
    register(bureau)

    printed = bureau.done("checkpoint", "--publish").stdout

    assert printed.encode() == (bureau.ledger / "checkpoint").read_bytes()


@pytest.mark.parametrize("by", ["id", "prefix", "place"])
def test_a_proof_convinces_a_stranger(bureau: Bureau, by: str) -> None:
    """The stranger has record, proof and log key, and nothing of the ledger."""
    place = f"{bureau.ids['authority']}@1"
    whole = bureau.json("prove", place)["event_id"]
    event = {"id": whole, "prefix": whole[:12], "place": place}[by]
    out = bureau.folder / "proof"

    bureau.done("prove", event, "--out", str(out))

    record = (out / f"{whole[:16]}.record").read_bytes()
    proof = parse_proof((out / f"{whole[:16]}.tlog-proof").read_bytes())
    vkey = (out / "log.vkey").read_text().strip()
    checkpoint = open_checkpoint(
        proof.checkpoint, "simulated.invalid/bureau", [NoteVerifier.from_vkey(vkey)]
    )
    check_inclusion(
        proof.hashes,
        index=proof.index,
        leaf=leaf_hash(record),
        size=checkpoint.size,
        root=checkpoint.root,
    )


@pytest.mark.parametrize(
    "event", ["0123456789ab", "short", "organisation/none@1", "policy/xianning-2024@9"]
)
def test_an_event_that_is_not_there_is_told(bureau: Bureau, event: str) -> None:
    assert bureau.run("prove", event).exit_code == 2


def test_a_backup_is_restored_and_verifies(bureau: Bureau) -> None:
    size = bureau.size()
    backup, restored = (str(bureau.folder / name) for name in ("b", "r"))

    copied = bureau.json("backup", backup)
    bureau.json("restore", backup, restored)

    assert copied["size"] == size
    checked = bureau.json("verify", "--ledger", restored, "--check", "records")
    assert checked["clean"]


def test_a_backup_behind_a_kept_checkpoint_is_refused(bureau: Bureau) -> None:
    backup = str(bureau.folder / "b")
    bureau.done("backup", backup)
    register(bureau)
    kept = keep_checkpoint(bureau)

    result = bureau.run(
        "restore", backup, str(bureau.folder / "r"), "--checkpoint", kept
    )

    assert result.exit_code == 6
    assert not (bureau.folder / "r").exists()


def test_two_histories_of_one_ledger_are_told_apart(
    bureau: Bureau, tmp_path: Path
) -> None:
    """Who runs the ledger shows one history to one auditor and another to the next."""
    other = Bureau.copy_of(bureau, tmp_path / "other")
    register(bureau, "one")
    register(other, "two")

    document = other.json("verify", "--checkpoint", keep_checkpoint(bureau), expected=6)

    (finding,) = document["findings"]
    assert finding["check"] == "checkpoint"
    assert finding["what"] == f"root at size {bureau.size()}"


def test_a_head_signed_by_another_key_is_a_false_ledger_and_not_your_key(
    bureau: Bureau,
) -> None:
    """Somebody founds a log key of his own and signs the head with it."""
    head = bureau.ledger / "head"
    known = parse_checkpoint(parse_note(head.read_bytes()).text)
    stranger = NoteSigner(known.origin, Ed25519Signer.generate())
    head.write_bytes(sign_checkpoint(known, [stranger]))

    result = bureau.run("key", "list")

    assert result.exit_code == 6


def test_an_unknown_act_beyond_the_head_exits_6_and_is_not_sealed(
    bureau: Bureau,
) -> None:
    """Whoever has the log key and the database adds what no rule was asked about."""
    ledger, head = bureau.ledger, (bureau.ledger / "head").read_bytes()
    registrar = read_key(Path(bureau.key("registrar")), PASSPHRASE.encode())
    log_key = read_key(ledger / "keys" / "log", PASSPHRASE.encode())
    clock = Clock(parse_moment(bureau.now, "now"))
    with Log.open(ledger, clock=clock, log_signer=log_key) as log:
        hands = Ledger(ledger, log, clock)
        hands.act("person.invented", "person/x", [Actor(registrar, "REGISTRAR")])
    (ledger / "head").write_bytes(head)

    document = bureau.json(
        *("person", "registered", "--name", "x", "--document", "E1234567", "--yes"),
        *("--document-kind", "PASSPORT", *bureau.as_("registrar")),
        expected=6,
    )

    assert document["error"]["code"] == "verification"
    assert document["error"]["message"].startswith("恢复：")
    assert (ledger / "head").read_bytes() == head
