"""The second verifier accepts a sound ledger and refuses every altered copy.

It runs as a stranger would run it, as a script in a process of its own, and its source
imports nothing of ours.
"""

import ast
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import msgpack
import pytest

from ledger.keys import Ed25519Signer
from ledger.note import NoteVerifier
from ledger.record import SignedStatement, read_record
from ledger.statement import Ref, Seen
from ledger.store.schema import STATEMENTS
from tests.support.ledgers import (
    DAY,
    GENESIS,
    LOG_KEY,
    ORIGIN,
    REGISTRAR,
    REGISTRAR_ACTS,
    SUPERVISOR_ACTS,
    Actor,
    Clock,
    Ledger,
    fill,
    found,
    founder,
    founding,
    founding_body,
    grant_body,
    key_id,
    key_of,
    open_log,
)
from tests.support.stranger import VERIFIER, verify
from tests.support.tampering import (
    copy_of,
    editing,
    record_of,
    records_of,
    rewrite,
    seal,
)

FORMATS = Path(__file__).parents[2] / "docs" / "formats.md"
ORG = "organisation/o1"
REVIEWER = "EMPLOYER_REVIEWER"
ACT = "application.noted"
THIRD = key_of("third founder")


def check_refused(ledger: Path, finding: str, *options: str) -> None:
    code, output = verify(ledger, *options)
    assert code == 6
    assert re.search(rf"(?m)^{finding}", output), output


class World:
    """A closed ledger, an older copy of it, and acts signed for it but never taken."""

    def __init__(self, root: Path) -> None:
        self.ledger = ledger = found(root / "ledger", genesis=three_founders())
        self.reviewer = ledger.official("li", REVIEWER, ORG)
        self.retired = ledger.official("zhao", REVIEWER, ORG)
        self.demoted = ledger.official("qian", REVIEWER, ORG)
        fill(ledger, self.reviewer, 270)
        ledger.log.close()
        self.older = copy_of(ledger.path, root / "older")
        ledger.reopen()
        ledger.revoke(self.retired.signer)
        role = {"role": REVIEWER, "org": ORG}
        demoted = key_id(self.demoted.signer)
        ledger.act("key.role-revoked", demoted, [REGISTRAR_ACTS], body=role)
        ledger.grant(THIRD, "SEALER", until=None)
        head = ledger.official("wang", "EMPLOYER_HEAD", ORG)
        stamp = ledger.seal("stamp", ORG, head)
        first = ledger.act(ACT, "application/x", [head, stamp], body={"a": 1})
        refs = (ledger.ref(first),)
        ledger.act(ACT, "application/y", [head], body={"a": 2}, refs=refs)
        fill(ledger, head, 30)
        self.unsaid = self.later(Ref(first.id, first.seq, bytes(32)))
        ledger.log.close()

    @property
    def path(self) -> Path:
        return self.ledger.path

    def later(self, *false_refs: Ref) -> dict[str, SignedStatement]:
        """Sign acts that the ledger would never take in."""
        ledger, day = self.ledger, self.ledger.today()
        act, id_ = ACT, "application/z"
        stranger = Actor(key_of("stranger"), REVIEWER, ORG, "AUDIT")
        other_role = Actor(self.reviewer.signer, "CHAIR", ORG, "REVIEW")
        other_org = Actor(self.reviewer.signer, REVIEWER, "organisation/o2", "AUDIT")
        reviewer, now = [self.reviewer], ledger.clock.now
        grant = grant_body("CHAIR", "", day, now)
        own = [Actor(REGISTRAR, "REGISTRAR"), SUPERVISOR_ACTS]
        elsewhere = Seen(5, sha256(b"another ledger").digest())
        new = key_of("new")
        brought = {"suite": new.suite, "public": new.public, "use": "person"}
        enrolment = brought | {"subject": "person/new"}
        return {
            "no key": ledger.sign(act, id_, [stranger]),
            "no role": ledger.sign(act, id_, [other_role]),
            "no such org": ledger.sign(act, id_, [other_org]),
            "revoked": ledger.sign(act, id_, [self.retired]),
            "demoted": ledger.sign(act, id_, [self.demoted]),
            "founding": ledger.sign(
                "ledger.founded",
                GENESIS,
                [REGISTRAR_ACTS, SUPERVISOR_ACTS],
                body=founding_body(),
            ),
            "elsewhere": ledger.sign(act, id_, reviewer, seen=elsewhere),
            "future": ledger.sign(act, id_, reviewer, at=now + 300_001),
            "expired": ledger.sign(act, id_, reviewer, at=now + 400 * DAY),
            "early": ledger.sign(act, id_, reviewer, at=now - 10 * DAY),
            "gap": ledger.sign(act, id_, reviewer, seq=2, prev=elsewhere.root),
            "other ref": ledger.sign(act, id_, reviewer, refs=false_refs),
            "alone": ledger.sign(
                "key.role-granted",
                key_id(self.reviewer.signer),
                [REGISTRAR_ACTS],
                body=grant,
            ),
            "to oneself": ledger.sign(
                "key.role-granted", key_id(REGISTRAR), own, body=grant
            ),
            "no possession": ledger.sign(
                "key.enrolled",
                key_id(new),
                [REGISTRAR_ACTS, Actor(self.reviewer.signer, "HOLDER")],
                body=enrolment,
            ),
        }

    def now(self) -> int:
        return self.ledger.clock.now


def three_founders() -> SignedStatement:
    third = founder(THIRD, "person/third", "DRAW_SUPERVISOR")
    body = founding_body()
    body["founders"].append(third)
    actors = [REGISTRAR_ACTS, SUPERVISOR_ACTS, Actor(THIRD, "DRAW_SUPERVISOR")]
    return founding(body, actors)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("independent"))


@pytest.fixture
def altered(world: World, tmp_path: Path) -> Path:
    return copy_of(world.path, tmp_path / "altered")


def test_a_sound_ledger_is_accepted(world: World) -> None:
    code, output = verify(world.path)
    assert code == 0, output
    assert len(re.findall(r"(?m)^ *\d+ \w+: no findings$", output)) == 12


def test_a_sound_ledger_agrees_with_a_checkpoint_kept_before(world: World) -> None:
    code, output = verify(world.path, "--checkpoint", str(world.older / "head"))
    assert code == 0, output


def test_what_is_no_ledger_is_told_from_a_false_one(tmp_path: Path) -> None:
    assert verify(tmp_path)[0] == 2


def test_a_ledger_whose_log_key_was_replaced_is_accepted(tmp_path: Path) -> None:
    ledger, kept = with_a_new_log_key(tmp_path)
    code, output = verify(ledger, "--checkpoint", str(kept))
    assert code == 0, output


def test_a_head_by_a_retired_log_key_is_refused(tmp_path: Path) -> None:
    """Somebody keeps the old log key and seals on with it."""
    ledger, _ = with_a_new_log_key(tmp_path)
    reseal(ledger, LOG_KEY)
    check_refused(ledger, "head: .*no signature of the log key")


def with_a_new_log_key(root: Path) -> tuple[Path, Path]:
    ledger, new = found(root / "ledger"), key_of("new log key")
    pair = [REGISTRAR_ACTS, SUPERVISOR_ACTS]
    ledger.reopen(log_signer=[LOG_KEY, new])
    added = {"suite": "ed25519", "public": new.public}
    ledger.act("ledger.log-key-added", GENESIS, pair, body=added)
    kept = root / "kept"
    kept.write_bytes(ledger.log.checkpoint())
    retired = {"key": LOG_KEY.key_id}
    ledger.act("ledger.log-key-retired", GENESIS, pair, body=retired)
    ledger.official("li", REVIEWER, ORG)
    ledger.log.close()
    return ledger.path, kept


# One cell, one byte.


def test_a_changed_payload_byte_is_refused(altered: Path) -> None:
    """Somebody edits a fact after it was signed."""
    records = records_of(altered)
    at = records[100].index(b"\xa6number") + 7
    changed = records[100][:at] + bytes([records[100][at] ^ 1]) + records[100][at + 1 :]
    with editing(altered) as database:
        database.execute(
            "UPDATE stored_events SET state = ? WHERE rowid = 101", (changed,)
        )
    check_refused(altered, "signatures: .* at position 100")


def test_a_changed_payload_is_refused_though_the_tree_fits(altered: Path) -> None:
    """Somebody edits the newest fact, where no later event chains to it."""
    records = records_of(altered)
    at = records[-1].index(b"\xa6number") + 7
    records[-1] = records[-1][:at] + b"\x7f" + records[-1][at + 1 :]
    rewrite(altered, records)
    check_refused(altered, f"signatures: .* at position {len(records) - 1}")


def test_a_changed_signature_byte_is_refused(altered: Path) -> None:
    """Somebody damages a signature, so that its signer could deny the act."""
    records = records_of(altered)
    signature = read_record(records[50]).signatures[0].signature
    forged = bytes([signature[0] ^ 1]) + signature[1:]
    records[50] = records[50].replace(signature, forged)
    rewrite(altered, records)
    check_refused(altered, "signatures: .* at position 50")


def test_a_changed_time_of_recording_is_refused(altered: Path) -> None:
    """The office moves a recording into a deadline; no signer signed that time."""
    records = records_of(altered)
    version, payload, signatures, received_at = msgpack.unpackb(records[-1])
    records[-1] = msgpack.packb([version, payload, signatures, received_at + 1])
    rewrite(altered, records)
    check_refused(altered, "head: .*another root")


@pytest.mark.parametrize(
    ("column", "value", "finding"),
    [
        ("rowid", 10_000, "columns: "),
        ("originator_id", "application/other", "columns: "),
        ("originator_version", 10_000, "columns: "),
        ("topic", "application.approved", "columns: "),
        ("state", b"", "records: "),
    ],
)
def test_a_changed_column_is_refused(
    altered: Path, column: str, value: object, finding: str
) -> None:
    """Somebody relabels a row, so that an index finds it as something else."""
    with editing(altered) as database:
        database.execute(
            f"UPDATE stored_events SET {column} = ? WHERE rowid = 60", (value,)
        )
    check_refused(altered, finding)


# Whole events.


def test_a_deleted_middle_event_is_refused(altered: Path) -> None:
    """Somebody removes a row and leaves the gap."""
    with editing(altered) as database:
        database.execute("DELETE FROM stored_events WHERE rowid = 80")
    check_refused(altered, "columns: .* at position 79")


def test_a_deleted_middle_event_is_refused_though_the_gap_was_closed(
    altered: Path,
) -> None:
    """Somebody removes a row, renumbers the rest and computes the tree anew."""
    records = records_of(altered)
    rewrite(altered, records[:79] + records[80:])
    check_refused(altered, "chains: .* at position ")


def test_a_deleted_newest_event_is_refused(altered: Path) -> None:
    """Somebody removes the newest row: no chain and no signature misses it."""
    rewrite(altered, records_of(altered)[:-1])
    check_refused(altered, "head: .*size")


def test_two_swapped_events_are_refused(altered: Path) -> None:
    """Somebody changes the order of two acts of different cases."""
    records = records_of(altered)
    records[100], records[101] = records[101], records[100]
    rewrite(altered, records)
    check_refused(altered, "head: .*another root")


def test_a_doubled_event_is_refused(altered: Path) -> None:
    """Somebody repeats a recorded act as a new row."""
    records = records_of(altered)
    with editing(altered) as database:
        database.execute(
            "INSERT INTO stored_events VALUES (?, 'application/copy', 1, ?, ?)",
            (len(records) + 1, "application.noted", records[-1]),
        )
    check_refused(altered, "columns: ")


# Acts that should never have got in, by one who holds database and log key.


@pytest.mark.parametrize(
    ("act", "finding"),
    [
        ("no key", "signatures: "),
        ("no role", "directory: no grant as CHAIR"),
        ("no such org", "directory: no grant as EMPLOYER_REVIEWER"),
        ("revoked", "directory: revoked key"),
        ("demoted", "directory: no grant as EMPLOYER_REVIEWER"),
        ("founding", "directory: "),
        ("elsewhere", "seen: another root"),
        ("future", "times: at is in the future"),
        ("early", "times: at is before seen"),
        ("gap", "chains: "),
        ("other ref", "refs: another event"),
        ("alone", "directory: signers of"),
        ("to oneself", "directory: granted to oneself"),
        ("no possession", "directory: no proof of possession"),
    ],
)
def test_an_inserted_act_is_refused_though_database_and_log_key_are_in_hand(
    world: World, altered: Path, act: str, finding: str
) -> None:
    """The office inserts an act that append would refuse, and seals it properly."""
    insert(altered, world.unsaid[act], world.now())
    check_refused(altered, finding)


def test_an_act_after_the_last_day_of_the_grant_is_refused(
    world: World, altered: Path
) -> None:
    """A signer whose role ran out goes on acting."""
    insert(altered, world.unsaid["expired"], world.now() + 400 * DAY)
    check_refused(altered, "directory: no grant as EMPLOYER_REVIEWER")


def insert(ledger: Path, signed: SignedStatement, received_at: int) -> None:
    records = [*records_of(ledger), record_of(signed, received_at)]
    seal(ledger, rewrite(ledger, records), ORIGIN, LOG_KEY)


# Histories.


def rewritten(world: World, target: Path) -> Path:
    """Write another tail onto an older copy, with true signatures and a true head."""
    shutil.rmtree(target)
    copy_of(world.older, target)
    clock = Clock(world.now())
    other = Ledger(target, open_log(target, clock), clock)
    fill(other, world.reviewer, 60)
    other.log.close()
    return target


def test_a_rewritten_tail_is_refused(world: World, altered: Path) -> None:
    """An official with the database in hand replaces what others did after him."""
    head = (altered / "head").read_bytes()
    rewritten(world, altered)
    (altered / "head").write_bytes(head)
    check_refused(altered, "head: ")


def test_a_rewritten_tail_is_refused_beside_a_kept_checkpoint(
    world: World, altered: Path
) -> None:
    """With the log key too, the second history is sound in itself: keep checkpoints."""
    rewritten(world, altered)
    assert verify(altered)[0] == 0
    kept = world.path / "head"
    check_refused(altered, "checkpoint: ", "--checkpoint", str(kept))


def test_an_older_database_under_the_newer_head_is_refused(
    world: World, altered: Path
) -> None:
    """Somebody puts back the database of last week; the head lies elsewhere."""
    rewrite(altered, records_of(world.older))
    check_refused(altered, "head: .*size")


def test_a_whole_directory_of_last_week_shows_only_beside_a_kept_checkpoint(
    world: World,
) -> None:
    """Somebody puts back everything: nothing inside can tell, a checkpoint can."""
    assert verify(world.older)[0] == 0
    kept = world.path / "head"
    check_refused(world.older, "checkpoint: .*size", "--checkpoint", str(kept))


# The tree's tables, the head, the schema.


@pytest.mark.parametrize(
    ("edit", "finding"),
    [
        ("UPDATE tree_head SET size = size - 1", "tree: "),
        ("UPDATE tree_head SET peaks = zeroblob(length(peaks))", "tree: "),
        ("DELETE FROM tree_head", "tree: "),
    ],
)
def test_an_edited_tree_head_is_refused(altered: Path, edit: str, finding: str) -> None:
    """Somebody makes the next append start from another tree."""
    with editing(altered) as database:
        database.execute(edit)
    check_refused(altered, finding)


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE tree_nodes SET hash = zeroblob(32)",
        "UPDATE tree_nodes SET idx = 1",
        "DELETE FROM tree_nodes",
        "INSERT INTO tree_nodes VALUES (8, 1, zeroblob(32))",
    ],
)
def test_edited_tree_nodes_are_refused(altered: Path, edit: str) -> None:
    """Somebody makes proofs wrong without touching a record."""
    with editing(altered) as database:
        database.execute(edit)
    check_refused(altered, "tree: ")


def test_a_head_by_another_key_is_refused(altered: Path) -> None:
    """Somebody without the log key signs the head with a key of his own."""
    reseal(altered, key_of("forger"))
    check_refused(altered, "head: .*no signature of the log key")


def test_a_head_and_a_vkey_of_another_key_are_refused(altered: Path) -> None:
    """Somebody replaces the public key beside the ledger as well."""
    forger = key_of("forger")
    reseal(altered, forger)
    vkey = NoteVerifier(ORIGIN, forger.public).vkey
    (altered / "log.vkey").write_text(f"{vkey}\n")
    check_refused(altered, "head: ")


def reseal(ledger: Path, signer: Ed25519Signer) -> None:
    seal(ledger, rewrite(ledger, records_of(ledger)), ORIGIN, signer)


def test_a_head_under_the_signature_of_another_head_is_refused(
    world: World, altered: Path
) -> None:
    """Somebody claims another size under a signature that was made for this one."""
    text, _, _ = (altered / "head").read_bytes().partition(b"\n\n")
    _, _, signature = (world.older / "head").read_bytes().partition(b"\n\n")
    (altered / "head").write_bytes(text + b"\n\n" + signature)
    check_refused(altered, "head: a false one")


def test_a_missing_head_is_refused(altered: Path) -> None:
    """Somebody takes the head away, so that nothing says how much there was."""
    (altered / "head").unlink()
    check_refused(altered, "head: ")


@pytest.mark.parametrize(
    "edit",
    ["DROP TRIGGER stored_events_delete", "CREATE TABLE notes (text TEXT)"],
)
def test_another_schema_is_refused(altered: Path, edit: str) -> None:
    """Somebody prepares the database for later edits, or hides something in it."""
    with closing(sqlite3.connect(altered / "ledger.db")) as database:
        database.execute(edit)
    check_refused(altered, "storage: ")


# The verifier itself.


def test_the_verifier_is_short_enough_to_be_read() -> None:
    assert len(VERIFIER.read_text(encoding="utf-8").splitlines()) <= 250


def test_the_verifier_imports_nothing_of_ours() -> None:
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    modules = {name.split(".")[0] for node in ast.walk(tree) for name in imported(node)}
    assert modules - sys.stdlib_module_names == {"msgpack", "cryptography"}


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []


def test_the_page_shows_the_tables_that_are_made() -> None:
    page = FORMATS.read_text(encoding="utf-8")
    block = re.findall(r"```sql\n(.*?);\n```", page, re.DOTALL)
    assert block == [";\n".join(STATEMENTS)]


def test_page_and_verifier_name_the_hash_of_those_tables() -> None:
    digest = sha256("\n".join(sorted(STATEMENTS)).encode()).hexdigest()
    assert digest in FORMATS.read_text(encoding="utf-8")
    assert f'SCHEMA = "{digest}"' in VERIFIER.read_text(encoding="utf-8")
