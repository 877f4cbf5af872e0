"""Records written straight into a ledger's store, sealed once at the end.

The product has no such way in: `Log.append` checks each record and seals each batch,
some minutes for a hundred thousand. Here the records are made by us from records that
were checked; that nothing is wrong with them is for ``daocha verify`` to say.
"""

import sqlite3
from pathlib import Path
from typing import Final

from cli.founding import LOG_KEY
from ledger.durable import Disk, replace_file
from ledger.head import HeadSigner
from ledger.keyfile import read_key
from ledger.layout import CHECKPOINT, DATABASE, HEAD, KEYS
from ledger.log_reader import LogReader
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tree import Peaks
from ledger.record import Record, encode_record
from ledger.statement import Seen, Statement
from ledger.store.schema import NODE_LEVELS

_AT_ONCE: Final = 4_096

Row = tuple[int, str, int, str, bytes]
"""A row of ``stored_events``."""


class Bulk:
    """A ledger that is written to without being asked.

    Args:
        path: The ledger; nobody else has it open.
        passphrase: Of the log key's file.
    """

    def __init__(self, path: Path, passphrase: bytes) -> None:
        with LogReader(path, medium=Disk()) as log:
            self.origin = log.origin
            self._log_keys = tuple(log.directory.log_keys.values())
            self.newest_ms = log.event_at(log.size - 1).received_at
        self._path = path
        self._signer = HeadSigner(
            self.origin, [read_key(path / KEYS / LOG_KEY, passphrase)]
        )
        self._database = sqlite3.connect(path / DATABASE, isolation_level=None)
        self._database.execute("PRAGMA synchronous = OFF")
        size, peaks = self._database.execute(
            "SELECT size, peaks FROM tree_head"
        ).fetchone()
        self._peaks = Peaks(
            size, [peaks[at : at + 32] for at in range(0, len(peaks), 32)]
        )
        self._rows: list[Row] = []
        self._nodes: list[tuple[int, int, bytes]] = []

    @property
    def size(self) -> int:
        """How many records there are."""
        return self._peaks.size

    def seen(self) -> Seen:
        """Return the tree as a signer sees it now."""
        return Seen(self._peaks.size, self._peaks.root())

    def write(self, statement: Statement, record: Record) -> None:
        """Put a record behind the others."""
        data = encode_record(record)
        self._rows.append(
            (self.size + 1, statement.id, statement.seq, statement.type, data)
        )
        self.newest_ms = record.received_at
        completed = self._peaks.append(leaf_hash(data))
        for level in NODE_LEVELS:
            if level < len(completed):
                place = (self._peaks.size - 1) >> level
                self._nodes.append((level, place, completed[level]))
        if len(self._rows) >= _AT_ONCE:
            self._flush()

    def seal(self) -> None:
        """Write what is left, sign the head, and close."""
        self._flush()
        note = self._signer.sign(self.size, self._peaks.root(), self._log_keys)
        for name in (HEAD, CHECKPOINT):
            replace_file(self._path / name, note, name=name, medium=Disk())
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.close()

    def _flush(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        self._database.executemany(
            "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", self._rows
        )
        self._database.executemany(
            "INSERT INTO tree_nodes VALUES (?, ?, ?)", self._nodes
        )
        self._database.execute(
            "UPDATE tree_head SET size = ?, peaks = ?",
            (self.size, b"".join(self._peaks.hashes)),
        )
        self._database.execute("COMMIT")
        self._rows.clear()
        self._nodes.clear()
