"""What somebody does to a ledger, and the finding that names it.

The attacker holds the database; with ``reseal`` also the log key, as whoever runs the
ledger does. Nobody holds the officials' keys.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.audit import Finding, audit
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.encoding import decode, encode
from ledger.errors import StoreError
from ledger.keys import key_id
from ledger.log import Log
from ledger.merkle.hashing import EMPTY_ROOT
from ledger.note import NoteSigner
from ledger.record import SignedStatement, decode_record
from ledger.statement import Ref, Seen
from tests.support.edits import tamper
from tests.support.forgery import record_of, records_of, reseal, rewrite
from tests.support.ledgers import (
    ORIGIN,
    REGISTRAR_ACTS,
    START,
    SUPERVISOR_ACTS,
    Actor,
    Clock,
    Ledger,
    fill,
    found,
    key_of,
    open_log,
)

NOTED = "application.noted"
OFFICER = Actor(key_of("zhang"), "EMPLOYER_REVIEWER", "organisation/hospital", "AUDIT")
SIZE = 303


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = found(tmp_path_factory.mktemp("audit") / "ledger")
    made.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")
    fill(made, OFFICER, SIZE - 3, batch=20)
    made.log.close()
    return made.path


@pytest.fixture
def path(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "ledger"))


def execute(path: Path, statement: str, *values: Any) -> None:
    tamper(path / "ledger.db", lambda c: c.execute(statement, values))


def findings(path: Path, **options: Any) -> list[Finding]:
    return audit(path, processes=1, **options).findings


def named(path: Path, check: str, **options: Any) -> list[Finding]:
    """Return the findings of one check; none of the others may be missing it all."""
    return [one for one in findings(path, **options) if one.check == check]


def change_record(path: Path, position: int, change: Callable[[bytes], bytes]) -> None:
    records = records_of(path)
    execute(
        path,
        "UPDATE stored_events SET state = ? WHERE rowid = ?",
        change(records[position]),
        position + 1,
    )


def with_payload(record: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change the statement in a record, and leave its signatures as they are."""
    version, payload, signatures, received_at = decode(record)
    statement = decode(payload)
    change(statement)
    return encode([version, encode(statement), signatures, received_at])


def test_a_sound_ledger_has_no_findings(path: Path) -> None:
    assert findings(path) == []


# With the database in hand.


def test_a_changed_fact_is_found(path: Path) -> None:
    """Somebody improves a mark."""
    change_record(
        path, 50, lambda r: with_payload(r, lambda s: s["body"].update(number=999))
    )
    found_by = {one.check for one in findings(path)}
    assert {"signatures", "chains", "seen", "tree", "head"} <= found_by
    (signature,) = named(path, "signatures")
    assert signature.position == 50
    assert "application/a5@7" in signature.what
    assert signature.event_id is not None


def test_a_changed_signature_is_found(path: Path) -> None:
    def change(record: bytes) -> bytes:
        version, payload, ((key, suite, signature),), received_at = decode(record)
        bad = bytes([signature[0] ^ 1]) + signature[1:]
        return encode([version, payload, [[key, suite, bad]], received_at])

    change_record(path, 50, change)
    assert [one.position for one in named(path, "signatures")] == [50]
    assert named(path, "chains") == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("originator_id", "application/elsewhere"),
        ("originator_version", 77),
        ("topic", "application.praised"),
    ],
)
def test_a_changed_column_is_found(path: Path, column: str, value: object) -> None:
    execute(path, f"UPDATE stored_events SET {column} = ? WHERE rowid = 51", value)
    (finding,) = named(path, "columns")
    assert (finding.position, str(value) in finding.found) == (50, True)


@pytest.mark.parametrize("column", ["originator_id", "topic"])
def test_what_follows_a_nul_in_a_column_is_found(path: Path, column: str) -> None:
    """SQLite's functions on text end at a NUL, and would hide what stands after it."""
    changed = f"UPDATE stored_events SET {column} = {column} || char(0)"
    execute(path, f"{changed} WHERE rowid = 303")
    assert [one.position for one in named(path, "columns")] == [302]


def test_a_removed_record_is_found(path: Path) -> None:
    execute(path, "DELETE FROM stored_events WHERE rowid = 51")
    (finding,) = named(path, "records")
    assert (finding.position, finding.what) == (50, "position 50")
    (chain,) = named(path, "chains")
    assert (chain.position, chain.found) == (57, "none")


def test_a_removed_run_of_records_is_one_finding(path: Path) -> None:
    execute(path, "DELETE FROM stored_events WHERE rowid BETWEEN 51 AND 60")
    (finding,) = named(path, "records")
    assert finding.what == "positions 50-59"


def test_a_removed_newest_record_is_found(path: Path) -> None:
    rewrite(path, records_of(path)[:-1])
    (finding,) = findings(path)
    assert finding.check == "head"
    assert finding.position == SIZE - 1
    assert "older copy was put back" in finding.found


def test_two_swapped_records_are_found(path: Path) -> None:
    records = records_of(path)
    records[50], records[51] = records[51], records[50]
    rewrite(path, records)
    (seen,) = named(path, "seen")
    assert (seen.position, "others" in seen.found) == (43, True)
    assert "root at size 303" in named(path, "head")[0].what


def test_two_swapped_records_of_one_aggregate_are_found(path: Path) -> None:
    records = records_of(path)
    records[50], records[57] = records[57], records[50]
    rewrite(path, records)
    (chain,) = named(path, "chains")
    assert (chain.position, chain.found) == (50, "one at 57")


def test_an_inserted_act_without_the_role_is_found(path: Path) -> None:
    """An official of another house writes himself in."""
    made = Ledger(path, reader(path), clock_of(path))
    thief = Actor(key_of("zhang"), "CHAIR", "", "REVIEW")
    signed = made.sign(NOTED, "application/new", [thief])
    made.log.close()
    records = records_of(path)
    records.insert(SIZE, record_of(signed, made.clock.now))
    reseal(path, rewrite(path, records))
    (finding,) = findings(path)
    assert (finding.check, finding.position) == ("directory", SIZE)
    assert "a grant as CHAIR" in finding.expected
    assert "application/new@1" in finding.what


def test_a_rewritten_tail_is_found(path: Path) -> None:
    """Everything after position 299 is replaced, and the tree computed anew."""
    records = records_of(path)
    rewrite(path, [*records[:300], *records[301:], records[300]])
    head = named(path, "head")
    assert any("changed after sealing" in one.found for one in head)


def test_an_older_copy_is_found_by_a_head_elsewhere(path: Path, tmp_path: Path) -> None:
    """Last week's database is put back; the head lies on another medium."""
    older = Path(shutil.copytree(path, tmp_path / "older"))
    made = Ledger(path, writer(path), clock_of(path))
    made.act(NOTED, "application/late", [OFFICER])
    made.log.close()
    shutil.copyfile(older / "ledger.db", path / "ledger.db")
    (finding,) = findings(path)
    assert finding.what == f"head: positions {SIZE}-{SIZE}"


def test_an_older_copy_with_its_head_is_found_by_a_kept_checkpoint(
    path: Path, tmp_path: Path
) -> None:
    older = Path(shutil.copytree(path, tmp_path / "older"))
    made = Ledger(path, writer(path), clock_of(path))
    kept = made.act(NOTED, "application/late", [OFFICER]).checkpoint
    made.log.close()
    assert findings(older) == []
    (finding,) = findings(older, since=kept)
    assert (finding.check, finding.position) == ("head", SIZE)
    assert finding.what.startswith("kept checkpoint")


def test_another_history_is_found_by_a_kept_checkpoint(
    path: Path, tmp_path: Path
) -> None:
    """Whoever holds the log key shows two histories to two people."""
    twin = Path(shutil.copytree(path, tmp_path / "twin"))
    one, two = (Ledger(p, writer(p), clock_of(p)) for p in (path, twin))
    kept = one.act(NOTED, "application/late", [OFFICER], body={"n": 1}).checkpoint
    two.act(NOTED, "application/late", [OFFICER], body={"n": 2})
    one.log.close()
    two.log.close()
    assert findings(twin) == []
    (finding,) = findings(twin, since=kept)
    assert finding.what == f"kept checkpoint: root at size {SIZE + 1}"


def test_a_doubled_record_is_found(path: Path) -> None:
    execute(
        path,
        "INSERT INTO stored_events SELECT ?, originator_id, ?, topic, state "
        "FROM stored_events WHERE rowid = 51",
        SIZE + 1,
        999,
    )
    assert [one.position for one in named(path, "columns")] == [SIZE]
    assert [one.position for one in named(path, "head")] == [SIZE]


@pytest.mark.parametrize("rowid", [-5, 0, 5_000_000, 9_000_000_000_000_000_000])
def test_a_record_at_a_wild_position_is_found(path: Path, rowid: int) -> None:
    """A walk from the first to the last position would never end."""
    execute(path, "UPDATE stored_events SET rowid = ? WHERE rowid = 51", rowid)
    records = named(path, "records")
    assert {one.position for one in records} == {rowid - 1, 50}


@pytest.mark.parametrize(
    "state", [b"", b"\x00", b"\xc1" * 50, b"\x94" * 5000, b"x" * 200_000]
)
def test_hostile_bytes_are_a_finding_and_no_traceback(path: Path, state: bytes) -> None:
    execute(path, "UPDATE stored_events SET state = ? WHERE rowid = 51", state)
    assert [one.position for one in named(path, "records")] == [50]
    execute(path, "UPDATE stored_events SET state = ? WHERE rowid = 1", state)
    assert 0 in [one.position for one in named(path, "records")]


def test_text_that_is_no_text_is_a_finding(path: Path) -> None:
    execute(
        path, "UPDATE stored_events SET topic = CAST(x'ff' AS TEXT) WHERE rowid = 51"
    )
    (finding,) = named(path, "columns")
    assert "\\xff" in finding.found


@pytest.mark.parametrize("offset", range(4096 * 8 + 60, 4096 * 40, 4096 * 4 + 1111))
def test_a_damaged_page_is_a_finding_and_no_traceback(path: Path, offset: int) -> None:
    with (path / "ledger.db").open("r+b") as file:
        file.seek(offset)
        file.write(b"\xff" * 300)
    assert findings(path) != []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE extra (x)",
        "CREATE VIEW extra AS SELECT 1",
        "DROP TRIGGER stored_events_delete",
        "CREATE INDEX extra ON stored_events (topic)",
        "PRAGMA journal_mode = DELETE",
    ],
)
def test_whatever_else_is_in_the_database_is_found(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path / "ledger.db", isolation_level=None)
    connection.execute(statement)
    connection.close()
    assert {one.check for one in findings(path)} == {"storage"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tree_nodes SET hash = zeroblob(32)",
        "UPDATE tree_nodes SET idx = 5",
        "UPDATE tree_nodes SET level = 16",
        "DELETE FROM tree_nodes",
        "INSERT INTO tree_nodes VALUES (8, 1, zeroblob(32))",
        "UPDATE tree_head SET size = size + 1",
        "UPDATE tree_head SET peaks = zeroblob(160)",
        "DELETE FROM tree_head",
    ],
)
def test_a_changed_hash_of_the_tree_is_found(path: Path, statement: str) -> None:
    execute(path, statement)
    assert {one.check for one in findings(path)} == {"tree"}


# The files beside the database.


def test_a_missing_head_is_found(path: Path) -> None:
    (path / "head").unlink()
    assert [one.check for one in findings(path)] == ["head"]


def test_a_head_under_another_key_is_found(path: Path) -> None:
    root = audit(path, processes=1).root
    note = sign_checkpoint(
        Checkpoint(ORIGIN, SIZE, root), [NoteSigner(ORIGIN, key_of("thief"))]
    )
    (path / "head").write_bytes(note)
    assert "log keys signed" in named(path, "head")[0].expected


@pytest.mark.parametrize("name", ["head", "checkpoint"])
def test_a_garbled_note_is_found(path: Path, name: str) -> None:
    (path / name).write_bytes(b"\xff\xfe garbage")
    assert {one.check for one in findings(path)} == {"head"}


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
@pytest.mark.parametrize("name", ["head", "checkpoint", "log.vkey"])
def test_what_is_no_file_is_found_and_not_waited_for(
    path: Path, name: str, make: Callable[[Path], None]
) -> None:
    """A pipe let the audit wait for ever, and nothing was found."""
    (path / name).unlink()
    make(path / name)
    (finding,) = findings(path)
    assert (finding.check, finding.what) == ("head", name)
    assert finding.found == f"{name}: expected a file, got something else"


@pytest.mark.parametrize("name", ["head", "checkpoint", "log.vkey"])
def test_what_cannot_be_read_is_not_taken_for_missing(path: Path, name: str) -> None:
    """A checkpoint that nobody could read was passed over in silence."""
    (path / name).unlink()
    (path / name).symlink_to(name)
    with pytest.raises(StoreError, match=name):
        audit(path, processes=1)


def test_a_published_checkpoint_of_another_tree_is_found(path: Path) -> None:
    note = sign_checkpoint(
        Checkpoint(ORIGIN, 5, bytes(32)), [NoteSigner(ORIGIN, key_of("log"))]
    )
    (path / "checkpoint").write_bytes(note)
    assert [one.what for one in findings(path)] == ["checkpoint: root at size 5"]


@pytest.mark.parametrize("content", [None, b"", b"x+00000000+AAAA\n"])
def test_another_log_key_in_the_file_is_found(
    path: Path, content: bytes | None
) -> None:
    (path / "log.vkey").unlink()
    if content is not None:
        (path / "log.vkey").write_bytes(content)
    assert [one.what for one in findings(path)] == ["log.vkey"]


# With the log key in hand: everything is sealed, and still wrong.


def operator(path: Path, make: Callable[[Ledger], list[SignedStatement]]) -> None:
    """Write acts past the log and seal them, as whoever runs the ledger can."""
    made = Ledger(path, reader(path), clock_of(path))
    batch = make(made)
    made.log.close()
    records = [record_of(signed, made.clock.now) for signed in batch]
    reseal(path, rewrite(path, records_of(path) + records))


def test_an_unsigned_act_is_found(path: Path) -> None:
    def make(ledger: Ledger) -> list[SignedStatement]:
        good = ledger.sign(NOTED, "application/new", [OFFICER])
        other = ledger.sign(NOTED, "application/other", [OFFICER])
        return [SignedStatement(good.payload, other.signatures)]

    operator(path, make)
    assert [one.check for one in findings(path)] == ["signatures"]


def test_an_act_for_another_ledger_is_found(path: Path) -> None:
    operator(
        path,
        lambda ledger: [
            ledger.sign(NOTED, "application/new", [OFFICER], log="simulated.invalid/y")
        ],
    )
    assert [(one.check, one.found) for one in findings(path)] == [
        ("records", "simulated.invalid/y")
    ]


def test_a_gap_in_an_aggregate_is_found(path: Path) -> None:
    def make(ledger: Ledger) -> list[SignedStatement]:
        bodies = [{"n": 1}, {"n": 2}]
        return ledger.sign_chain(NOTED, "application/new", [OFFICER], bodies)[1:]

    operator(path, make)
    (finding,) = findings(path)
    assert (finding.check, finding.position, finding.found) == ("chains", SIZE, "none")


def test_a_false_predecessor_is_found(path: Path) -> None:
    operator(
        path,
        lambda ledger: [
            ledger.sign(NOTED, "application/a1", [OFFICER], prev=b"x" * 32)
        ],
    )
    (finding,) = findings(path)
    assert (finding.check, finding.position) == ("chains", SIZE)
    assert "prev of application/a1" in finding.what


def test_a_reference_to_nothing_is_found(path: Path) -> None:
    refs = (Ref("person/x", 1, bytes(32)),)
    operator(
        path,
        lambda ledger: [ledger.sign(NOTED, "application/new", [OFFICER], refs=refs)],
    )
    (finding,) = findings(path)
    assert (finding.check, finding.found) == ("refs", "none")


def test_a_reference_to_another_act_is_found(path: Path) -> None:
    refs = (Ref("application/a1", 1, bytes(32)),)
    operator(
        path,
        lambda ledger: [ledger.sign("person.noted", "person/x", [OFFICER], refs=refs)],
    )
    (finding,) = findings(path)
    assert (finding.check, finding.position) == ("refs", SIZE)


def test_a_signer_who_saw_another_tree_is_found(path: Path) -> None:
    """One who lies is told from a history that was changed under all."""

    def make(ledger: Ledger) -> list[SignedStatement]:
        honest = ledger.seen()
        lie = Seen(honest.size - 10, bytes(32))
        return [
            ledger.sign(NOTED, "application/new", [OFFICER], seen=lie),
            ledger.sign(NOTED, "application/newer", [OFFICER], seen=honest),
        ]

    operator(path, make)
    (finding,) = findings(path)
    assert (finding.check, finding.position) == ("seen", SIZE)
    assert "application/new@1" in finding.what


@pytest.mark.parametrize("size", [0, SIZE + 1, 2**50])
def test_a_size_that_nobody_can_have_seen_is_found(path: Path, size: int) -> None:
    seen = Seen(size, EMPTY_ROOT if size == 0 else bytes(32))
    operator(
        path,
        lambda ledger: [ledger.sign(NOTED, "application/new", [OFFICER], seen=seen)],
    )
    assert [one.position for one in named(path, "seen")] == [SIZE]


@pytest.mark.parametrize("shift", [300_001, -300_001])
def test_a_time_out_of_bounds_is_found(path: Path, shift: int) -> None:
    operator(
        path,
        lambda ledger: [
            ledger.sign(
                NOTED, "application/new", [OFFICER], at=ledger.clock.now + shift
            )
        ],
    )
    (finding,) = findings(path)
    assert (finding.check, finding.position) == ("times", SIZE)


def test_a_time_of_recording_that_goes_back_is_found(path: Path) -> None:
    made = Ledger(path, reader(path), clock_of(path))
    signed = made.sign(NOTED, "application/new", [OFFICER])
    made.log.close()
    record = record_of(signed, made.clock.now - 1)
    reseal(path, rewrite(path, [*records_of(path), record]))
    (finding,) = findings(path)
    assert (finding.check, finding.position) == ("times", SIZE)


def test_an_unlawful_enrolment_has_no_effect(path: Path) -> None:
    """The operator enrols a key without the registrar, and lets it act."""
    thief = key_of("thief")
    body = {
        "suite": "ed25519",
        "public": thief.public,
        "subject": "person/thief",
        "use": "person",
    }

    def make(ledger: Ledger) -> list[SignedStatement]:
        holder = Actor(thief, "HOLDER")
        aggregate = f"key/{thief.key_id.hex()}"
        return [ledger.sign("key.enrolled", aggregate, [holder], body=body)]

    operator(path, make)
    applicant = Actor(thief, "APPLICANT", "", "DECLARE")
    operator(path, lambda ledger: [ledger.sign(NOTED, "application/new", [applicant])])
    directory = named(path, "directory")
    assert [one.position for one in directory] == [SIZE, SIZE + 1]
    assert "an enrolled key" in directory[1].expected


def test_a_forged_enrolment_has_no_effect(path: Path) -> None:
    """The registrar's signature under the enrolment is somebody else's."""
    thief = key_of("thief")

    def make(ledger: Ledger) -> list[SignedStatement]:
        good = ledger.sign_enrolment(thief, "person/thief")
        bad = ledger.sign_enrolment(thief, "person/other")
        return [SignedStatement(good.payload, bad.signatures)]

    operator(path, make)
    applicant = Actor(thief, "APPLICANT", "", "DECLARE")
    operator(path, lambda ledger: [ledger.sign(NOTED, "application/new", [applicant])])
    assert [one.position for one in named(path, "directory")] == [SIZE + 1]


def test_a_weak_key_is_found(path: Path) -> None:
    """Under the identity key one signature is true for every message."""
    identity = b"\x01" + bytes(31)
    key = key_id("ed25519", identity)
    body = {
        "suite": "ed25519",
        "public": identity,
        "subject": "person/x",
        "use": "person",
    }
    operator(
        path,
        lambda ledger: [
            ledger.sign("key.enrolled", f"key/{key.hex()}", [REGISTRAR_ACTS], body=body)
        ],
    )
    assert any("sound public key" in one.expected for one in named(path, "directory"))


def test_an_act_after_a_revocation_is_found(path: Path) -> None:
    made = Ledger(path, writer(path), clock_of(path))
    prepared = made.sign(NOTED, "application/new", [OFFICER])
    made.revoke(OFFICER.signer)
    made.log.close()
    operator(path, lambda _: [prepared])
    (finding,) = findings(path)
    assert (finding.check, finding.position) == ("directory", SIZE + 1)
    assert f"revoked at position {SIZE}" in finding.found


def test_a_false_map_of_heads_is_found(path: Path) -> None:
    """A map without an aggregate proves to a stranger that it never was."""
    made = Ledger(path, writer(path), clock_of(path))
    sealer = Actor(made.official("li", "SEALER").signer, "SEALER")
    made.log.close()
    body = {"day": "2024-04-25", "size": SIZE, "count": 1, "root": bytes(32)}
    operator(
        path,
        lambda ledger: [
            ledger.sign("heads.sealed", "heads/daily", [sealer], body=body)
        ],
    )
    (finding,) = findings(path)
    assert (finding.check, finding.position) == ("directory", SIZE + 2)
    assert "map of heads" in finding.what


def test_another_founding_is_another_ledger(path: Path) -> None:
    records = records_of(path)
    reseal(path, rewrite(path, records[1:]))
    assert {0} <= {one.position for one in named(path, "directory")}


def test_log_keys_are_retired_only_by_two(path: Path) -> None:
    body = {"suite": "ed25519", "public": key_of("new").public}
    operator(
        path,
        lambda ledger: [
            ledger.sign(
                "ledger.log-key-added", "ledger/genesis", [SUPERVISOR_ACTS], body=body
            )
        ],
    )
    assert [one.check for one in findings(path)] == ["directory"]


def test_a_record_is_never_read_twice_in_two_ways(path: Path) -> None:
    """The same statement in another spelling is no record."""
    change_record(path, 50, lambda r: r[:1] + b"\xcc\x01" + r[2:])
    assert [one.position for one in named(path, "records")] == [50]
    assert decode_record(records_of(path)[51]).received_at >= START


# Helpers that open without the walls that stop a wrong ledger.


def reader(path: Path) -> Log:
    return open_log(path, log_signer=None)


def writer(path: Path) -> Log:
    return open_log(path, clock_of(path))


def clock_of(path: Path) -> Clock:
    newest = decode_record(records_of(path)[-1])
    return Clock(newest.received_at)
