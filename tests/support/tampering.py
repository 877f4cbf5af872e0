"""What an attacker does to a ledger's directory without asking the product.

Nothing here goes through `Log`: tables are edited as with any SQLite tool, and the
tree tables are made to fit again, because who holds the database can do that too.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.keys import Ed25519Signer
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tree import MemoryTree, peak_places
from ledger.note import NoteSigner
from ledger.record import Record, SignedStatement, encode_record, read_event

LEVELS = (8, 16, 24)


@contextmanager
def editing(ledger: Path) -> Iterator[sqlite3.Connection]:
    """Edit the tables of a closed ledger; the triggers stand again afterwards."""
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        triggers = database.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        yield database
        for _, text in triggers:
            database.execute(text)
        database.commit()


def copy_of(ledger: Path, target: Path) -> Path:
    """Copy a closed ledger."""
    shutil.copytree(ledger, target, symlinks=True)
    return target


def records_of(ledger: Path) -> list[bytes]:
    """Read all records, in order."""
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        rows = database.execute("SELECT state FROM stored_events ORDER BY rowid")
        return [state for (state,) in rows]


def rewrite(ledger: Path, records: Sequence[bytes]) -> MemoryTree:
    """Put other records into a ledger, with columns and tree tables that fit."""
    tree = MemoryTree(leaf_hash(record) for record in records)
    events = [read_event(position, data) for position, data in enumerate(records)]
    nodes = [
        (level, index, tree.node(level, index))
        for level in LEVELS
        for index in range(tree.size >> level)
    ]
    peaks = b"".join(tree.node(*place) for place in peak_places(tree.size))
    with editing(ledger) as database:
        database.execute("DELETE FROM stored_events")
        database.executemany(
            "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)",
            [(e.position + 1, e.id, e.seq, e.type, e.record) for e in events],
        )
        database.execute("DELETE FROM tree_nodes")
        database.executemany("INSERT INTO tree_nodes VALUES (?, ?, ?)", nodes)
        database.execute("UPDATE tree_head SET size = ?, peaks = ?", (tree.size, peaks))
    return tree


def seal(ledger: Path, tree: MemoryTree, origin: str, signer: Ed25519Signer) -> None:
    """Sign a head over a tree, as who holds the log key can."""
    checkpoint = Checkpoint(origin, tree.size, tree.root_at(tree.size))
    note = sign_checkpoint(checkpoint, [NoteSigner(origin, signer)])
    (ledger / "head").write_bytes(note)


def record_of(signed: SignedStatement, received_at: int) -> bytes:
    """Make the record of a statement that no ledger has judged."""
    return encode_record(Record(signed.payload, signed.signatures, received_at))
