"""What is read and written inside one transaction.

Every row that is read comes back as an event whose columns were compared with the
signed bytes.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from eventsourcing.sqlite import SQLiteCursor

from ledger.durable import Medium
from ledger.errors import VerificationError
from ledger.merkle.hashing import HASH_SIZE, leaf_hash
from ledger.merkle.tree import Peaks
from ledger.record import Event
from ledger.store.failures import translated
from ledger.store.mapper import event_of

SELECT: Final = (
    "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
)
"""How rows are read, so that columns always come in this order."""

_EVERYTHING: Final = 1 << 62


class Rows:
    """Reading, up to a number of records.

    Args:
        cursor: In a transaction.
        limit: How many records are visible; all without it.
    """

    def __init__(self, cursor: SQLiteCursor, limit: int | None = None) -> None:
        self._cursor = cursor
        self._limit = _EVERYTHING if limit is None else limit

    def up_to(self, limit: int) -> "Rows":
        """Return a view of the first ``limit`` records."""
        return Rows(self._cursor, limit)

    def size(self) -> int:
        """Return the number of records, seen or not."""
        self._cursor.execute("SELECT coalesce(max(rowid), 0) FROM stored_events")
        return int(self._cursor.fetchone()[0])

    def peaks(self) -> Peaks:
        """Return the stored peaks of the tree.

        Raises:
            VerificationError: There are none, or not those of a tree.
        """
        self._cursor.execute("SELECT size, peaks FROM tree_head WHERE id = 1")
        row = self._cursor.fetchone()
        if row is None:
            raise VerificationError("tree_head: expected one row, got none")
        size, peaks = row
        if size < 0 or len(peaks) != size.bit_count() * HASH_SIZE:
            raise VerificationError("tree_head: expected the peaks of its size")
        return Peaks(size, _split(peaks))

    def node(self, level: int, index: int) -> bytes | None:
        """Return a stored hash of the tree."""
        self._cursor.execute(
            "SELECT hash FROM tree_nodes WHERE level = ? AND idx = ?", (level, index)
        )
        row = self._cursor.fetchone()
        return None if row is None else row[0]

    def leaves(self, start: int, stop: int) -> list[bytes]:
        """Return the leaf hashes of the positions from ``start`` up to ``stop``."""
        self._cursor.execute(
            "SELECT state FROM stored_events "
            "WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
            (start, min(stop, self._limit)),
        )
        return [leaf_hash(row[0]) for row in self._cursor.fetchall()]

    def at(self, position: int) -> Event | None:
        """Return the event at a position."""
        return self._one(f"{SELECT} WHERE rowid = ? AND rowid <= ?", position + 1)

    def last(self, aggregate: str) -> Event | None:
        """Return the newest event of an aggregate."""
        return self._one(
            f"{SELECT} WHERE originator_id = ? AND rowid <= ? "
            "ORDER BY originator_version DESC LIMIT 1",
            aggregate,
        )

    def find(self, aggregate: str, seq: int) -> Event | None:
        """Return one event of an aggregate."""
        return self._one(
            f"{SELECT} WHERE originator_id = ? AND rowid <= ? "
            "AND originator_version = ?",
            aggregate,
            seq,
        )

    def between(self, start: int, stop: int) -> Iterator[Event]:
        """Yield the events at the positions from ``start`` up to ``stop``."""
        self._cursor.execute(
            f"{SELECT} WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
            (start, min(stop, self._limit)),
        )
        while rows := self._cursor.sqlite_cursor.fetchmany(1000):
            for rowid, id_, seq, topic, state in rows:
                yield event_of(rowid - 1, id_, seq, topic, state)

    def of_kinds(self, *kinds: str) -> list[Event]:
        """Return all events of aggregates of some kinds, by position."""
        events: list[Event] = []
        for kind in kinds:
            # "0" follows "/" in ASCII: the range holds the ids "<kind>/…".
            self._cursor.execute(
                f"{SELECT} WHERE originator_id >= ? AND originator_id < ? "
                "AND rowid <= ?",
                (f"{kind}/", f"{kind}0", self._limit),
            )
            events += [event_of(r[0] - 1, *r[1:]) for r in self._cursor.fetchall()]
        return sorted(events, key=lambda event: event.position)

    def heads(self, size: int) -> list[Event]:
        """Return the newest event of every aggregate within the first records."""
        # With max(), SQLite takes the other columns from the row of the maximum.
        self._cursor.execute(
            "SELECT rowid, originator_id, max(originator_version), topic, state "
            "FROM stored_events WHERE rowid <= ? GROUP BY originator_id",
            (min(size, self._limit),),
        )
        return [event_of(r[0] - 1, *r[1:]) for r in self._cursor.fetchall()]

    def ids(self, kind: str) -> list[str]:
        """Return the ids of all aggregates of a kind, in order."""
        self._cursor.execute(
            "SELECT DISTINCT originator_id FROM stored_events "
            "WHERE originator_id >= ? AND originator_id < ? AND rowid <= ?",
            (f"{kind}/", f"{kind}0", self._limit),
        )
        return [row[0] for row in self._cursor.fetchall()]

    def _one(self, query: str, key: str | int, *more: int) -> Event | None:
        self._cursor.execute(query, (key, self._limit, *more))
        row = self._cursor.fetchone()
        if row is None:
            return None
        rowid, id_, seq, topic, state = row
        return event_of(rowid - 1, id_, seq, topic, state)


class Writer(Rows):
    """Reading and writing inside the write transaction."""

    def __init__(self, cursor: SQLiteCursor, medium: Medium) -> None:
        super().__init__(cursor)
        self._medium = medium

    def insert(self, events: Iterable[Event]) -> None:
        """Store the records of events at their positions."""
        rows = [(e.position + 1, e.id, e.seq, e.type, e.record) for e in events]
        self._medium.do(
            "database.insert",
            lambda: self._cursor.executemany(
                "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", rows
            ),
        )

    def put_tree(self, nodes: Iterable[tuple[int, int, bytes]], peaks: Peaks) -> None:
        """Store the hashes that the new records completed, and the new peaks."""
        self._medium.do("database.tree", lambda: self._put_tree(nodes, peaks))

    def commit(self) -> None:
        """Make all of it last.

        Raises:
            StoreError: The medium failed; whether it lasts is unknown.
        """
        with translated():
            self._medium.do("database.commit", lambda: self._cursor.execute("COMMIT"))

    def _put_tree(self, nodes: Iterable[tuple[int, int, bytes]], peaks: Peaks) -> None:
        for node in nodes:
            self._cursor.execute("INSERT INTO tree_nodes VALUES (?, ?, ?)", node)
        self._cursor.execute(
            "UPDATE tree_head SET size = ?, peaks = ? WHERE id = 1",
            (peaks.size, b"".join(peaks.hashes)),
        )


def _split(data: bytes) -> list[bytes]:
    return [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]
