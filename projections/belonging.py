"""Whether a database holds views of one log; where it does not, it is made so.

It does when it carries the ledger's origin, the hash of its first record, the versions
of the views, and with each view the root of the tree of the records that it has taken
in: a log that goes on otherwise than it did then is another history.
"""

from collections.abc import Sequence
from typing import Final

from eventsourcing.sqlite import SQLiteCursor

from aggregates.text import Text
from ledger.log_reader import LogReader
from ledger.merkle.hashing import leaf_hash
from projections.projection import Projection
from projections.store.database import Database
from projections.store.view_schema import (
    Fault,
    Identity,
    find_fault,
    make,
    renew,
    stored_root,
)

OTHER_HISTORY: Final = Text(
    "视图来自另一段历史，已重建", "views of another history, rebuilt"
)


class Belonging:
    """Sees that databases hold the views of one log.

    Args:
        log: The ledger.
        projections: Which views there are.
        notes: Told what was made anew, and why.
    """

    def __init__(
        self, log: LogReader, projections: Sequence[Projection], notes: list[Text]
    ) -> None:
        self._log = log
        self._projections = tuple(projections)
        self._notes = notes
        genesis = leaf_hash(log.event_at(0).record)
        self._identity = Identity(origin=log.origin, genesis=genesis)

    def prepared(self, database: Database) -> Database:
        """Return a database that holds views of this log; close it if that fails.

        Raises:
            DamagedError: The database is not what was written.
            VerificationError: The ledger is damaged.
            StoreError: The medium failed.
        """
        try:
            with database.reading() as cursor:
                fault = self._fault(database, cursor)
            if fault is not None:
                self._mend(database)
        except BaseException:
            database.close()
            raise
        return database

    def make(self, database: Database, cursor: SQLiteCursor) -> None:
        """Make every view empty, whatever was there before, and commit that."""
        make(cursor, self._identity, self._projections, database.make_tracking)
        database.commit(cursor)

    def _fault(self, database: Database, cursor: SQLiteCursor) -> Fault | None:
        fault = find_fault(cursor, self._identity, self._projections)
        return fault if fault is not None else self._other_history(database, cursor)

    def _mend(self, database: Database) -> None:
        """Make the database one of this log, if it still has a fault by now."""
        with database.writing() as cursor:
            fault = self._fault(database, cursor)
            if fault is None:
                return
            if fault.note is not None:
                self._notes.append(fault.note)
            if fault.whole:
                self.make(database, cursor)
            else:
                renew(cursor, fault.stale)
                database.commit(cursor)

    def _other_history(self, database: Database, cursor: SQLiteCursor) -> Fault | None:
        """Tell whether what was taken in is not the beginning of this log."""
        for projection in self._projections:
            size = database.position(cursor, projection.name)
            root = stored_root(cursor, projection.name)
            if size > self._log.size or root != self._root_at(size):
                return Fault(stale=self._projections, note=OTHER_HISTORY)
        return None

    def _root_at(self, size: int) -> bytes:
        """Return the root that views of so many records are stored with."""
        return self._log.root_at(size) if size else b""
