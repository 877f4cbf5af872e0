"""Databases rewritten by somebody who knows the format: tree, columns and all."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.keys import Ed25519Signer
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tree import Peaks
from ledger.note import NoteSigner
from ledger.record import Record, SignedStatement, encode_record, read_event
from ledger.store.schema import NODE_LEVELS
from tests.support.edits import tamper
from tests.support.ledgers import LOG_KEY


def records_of(path: Path) -> list[bytes]:
    """Return all records of a closed ledger."""
    with closing(sqlite3.connect(path / "ledger.db")) as connection:
        rows = connection.execute("SELECT state FROM stored_events ORDER BY rowid")
        return [row[0] for row in rows]


def record_of(signed: SignedStatement, received_at: int) -> bytes:
    """Make the record of a submission."""
    return encode_record(Record(signed.payload, signed.signatures, received_at))


def rewrite(path: Path, records: Sequence[bytes]) -> Peaks:
    """Let a database hold exactly these records, with everything that follows."""
    peaks = Peaks()
    nodes = []
    rows = []
    for position, record in enumerate(records):
        event = read_event(position, record)
        rows.append((position + 1, event.id, event.seq, event.type, record))
        completed = peaks.append(leaf_hash(record))
        nodes += [
            (level, position >> level, completed[level])
            for level in NODE_LEVELS
            if level < len(completed)
        ]

    def change(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM stored_events")
        connection.execute("DELETE FROM tree_nodes")
        connection.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT INTO tree_nodes VALUES (?, ?, ?)", nodes)
        connection.execute(
            "UPDATE tree_head SET size = ?, peaks = ?",
            (peaks.size, b"".join(peaks.hashes)),
        )

    tamper(path / "ledger.db", change)
    return peaks


def reseal(path: Path, peaks: Peaks, signer: Ed25519Signer = LOG_KEY) -> bytes:
    """Sign a head over a tree, as whoever holds the log key can."""
    origin = (path / "head").read_text(encoding="utf-8").split("\n")[0]
    checkpoint = Checkpoint(origin, peaks.size, peaks.root())
    note = sign_checkpoint(checkpoint, [NoteSigner(origin, signer)])
    (path / "head").write_bytes(note)
    (path / "checkpoint").write_bytes(note)
    return note
