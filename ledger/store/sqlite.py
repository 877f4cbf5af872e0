"""The `eventsourcing` library over ``ledger.db``: own factory, recorder and pool.

What the library's own parts do otherwise, and why it matters here:

* a write transaction begins as ``BEGIN IMMEDIATE``: the library's deferred one fails
  at once when it has read before another process wrote;
* ``synchronous`` is set, and set to FULL: a commit is durable before it returns;
* no automatic WAL checkpoint, so that no answer waits for one: see `Store.tidy`;
* tables are made when a ledger is founded and never on opening;
* nothing is taken from the process's environment, which could name other classes,
  a cipher or a compressor for records that must stay as they are.

Records are written by `Writer` inside one transaction that the log holds open while
it checks them; the library's ``save`` has no place for that and is refused.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Literal, cast
from urllib.parse import quote
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import (
    InfrastructureFactory,
    Notification,
    StoredEvent,
)
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteFactory,
)
from eventsourcing.utils import Environment, EnvType

from ledger.durable import Medium
from ledger.errors import StoreError, VerificationError
from ledger.store.failures import translated
from ledger.store.mapper import RecordMapper, StoredRow
from ledger.store.rows import SELECT, Rows, Writer

LOCK_TIMEOUT_S: Final = 30
"""How long SQLite waits for another writer, in seconds."""

_BESIDE: Final = ("-wal", "-shm", "-journal")

WAL_LIMIT: Final = 4 * 1024 * 1024
"""Size of the write-ahead log, in bytes, from which `Store.tidy` empties it."""


class _Connection(SQLiteConnection):
    """A connection whose write transactions take the lock first."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Hold a transaction; only `Writer.commit` makes a write last."""
        cursor = self.cursor()
        cursor.execute("BEGIN IMMEDIATE" if commit else "BEGIN")
        try:
            yield cursor
        finally:
            # Nothing to undo after a commit, or after SQLite undid it itself.
            with suppress(sqlite3.Error):
                self.rollback()


class _Pool(SQLiteConnectionPool):
    """Connections with the settings of a ledger."""

    def _create_connection(self) -> SQLiteConnection:
        return _Connection(connect(self.db_name), max_age=None)


class _Datastore(SQLiteDatastore):
    """The library's datastore over our pool."""

    def __init__(self, uri: str) -> None:
        super().__init__(uri, originator_id_type="text")
        self.pool = _Pool(db_name=uri, lock_timeout=LOCK_TIMEOUT_S)


class LedgerRecorder(SQLiteApplicationRecorder):
    """Reads records as stored events, up to the newest sealed one.

    Attributes:
        visible: Number of records that readers see; what lies beyond is recorded
            but not sealed yet.
    """

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore)
        self.visible = 0

    def construct_create_table_statements(self) -> list[str]:
        """Return nothing: the tables were made when the ledger was founded."""
        return []

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],  # noqa: ARG002 - the library's signature
        **kwargs: Any,  # noqa: ARG002
    ) -> Sequence[int] | None:
        """Refuse: records get in through the log, which checks them.

        Raises:
            StoreError: Always.
        """
        raise StoreError("insert: expected Log.append, got a save past its checks")

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Read the events of one aggregate, with the positions in their ids."""
        statement = (
            f"{SELECT} WHERE originator_id = ? AND rowid <= ? "
            "AND originator_version > ? AND originator_version <= ? "
            f"ORDER BY originator_version {'DESC' if desc else 'ASC'} LIMIT ?"
        )
        top = (1 << 62) if lte is None else lte
        count = -1 if limit is None else limit
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(
                statement, (str(originator_id), self.visible, gt or 0, top, count)
            )
            return _as_stored(cursor.sqlite_cursor)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Read events in the order of their positions."""
        first = 1 if start is None else start + (not inclusive_of_start)
        last = self.visible if stop is None else min(stop, self.visible)
        only = f"AND topic IN ({','.join('?' * len(topics))}) " if topics else ""
        statement = f"{SELECT} WHERE rowid >= ? AND rowid <= ? {only}LIMIT ?"
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(statement, (first, last, *topics, limit))
            return _as_stored(cursor.sqlite_cursor)

    def max_notification_id(self) -> int:
        """Return the position after the newest sealed record."""
        return self.visible


def _as_stored(cursor: sqlite3.Cursor) -> list[Notification]:
    # `StoredRow` has every attribute of a notification, and is made in a tenth of
    # the time; a replay makes one for each event.
    rows = [StoredRow(*row) for row in cursor]
    return cast("list[Notification]", rows)


class LedgerFactory(SQLiteFactory):
    """Makes the recorder of a ledger, from nothing but the datastore given."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        # The library's own constructor would build another datastore from the
        # environment.
        InfrastructureFactory.__init__(self, Environment("Ledger", {}))
        self.datastore = datastore

    def application_recorder(self) -> LedgerRecorder:
        """Make the recorder."""
        return LedgerRecorder(self.datastore)


class LedgerApplication(Application[str]):
    """The library's application over a ledger: repository, events, notifications."""

    name = "Ledger"

    def __init__(self, datastore: SQLiteDatastore) -> None:
        self._datastore = datastore
        super().__init__()

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:  # noqa: ARG002
        """Return an empty environment, whatever the process has."""
        return Environment(name, {})

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:  # noqa: ARG002
        """Return our factory."""
        return LedgerFactory(self._datastore)

    def construct_mapper(self) -> RecordMapper:
        """Return our mapper, which imports nothing."""
        return RecordMapper()


class Store:
    """``ledger.db``, opened: what the log writes through and readers read from.

    Args:
        path: The database; it exists and has been found to be a ledger.
        medium: Where effects happen.
        writable: Whether to open it for writing.
    """

    def __init__(self, path: Path, *, medium: Medium, writable: bool) -> None:
        self._path = path
        self._medium = medium
        self._uri = database_uri(path, "rw" if writable else "ro")
        self._datastore = _Datastore(self._uri)
        self._writer: _Connection | None = None
        self.application = LedgerApplication(self._datastore)

    @property
    def recorder(self) -> LedgerRecorder:
        """The library's recorder."""
        return cast("LedgerRecorder", self.application.recorder)  # our factory's

    @contextmanager
    def reading(self, limit: int | None = None) -> Iterator[Rows]:
        """Hold a read transaction over the first ``limit`` records, or all.

        Raises:
            StoreError: The medium failed.
            VerificationError: The database is damaged.
        """
        with translated(), self._datastore.transaction(commit=False) as cursor:
            yield Rows(cursor, limit)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the write transaction; without `Writer.commit` nothing remains.

        One connection serves all writing, which the caller's lock keeps to one
        thread: an append would spend as long on the pool as on its inserts.

        Raises:
            StoreError: The medium failed.
            VerificationError: The database is damaged.
        """
        with translated(), self._for_writing().transaction(commit=True) as cursor:
            yield Writer(cursor, self._medium)

    def needs_tidying(self) -> bool:
        """Whether the write-ahead log is missing, empty or large."""
        try:
            size = self._wal().stat().st_size
        except FileNotFoundError:
            return True
        return size == 0 or size > WAL_LIMIT

    def tidy(self) -> None:
        """Empty the write-ahead log and begin it anew.

        Call this where nobody waits for an answer, under the writer lock: both the
        emptying and the first write into a new write-ahead log cost syncs that a
        later commit then need not pay. That first write sets the format's version
        to what it is.

        Raises:
            StoreError: The medium failed.
        """
        with translated():
            # Through the connection that appends: its first sync of a new file
            # syncs the directory too.
            cursor = self._for_writing().cursor()
            self._medium.do(
                "database.checkpoint",
                lambda: cursor.execute("PRAGMA wal_checkpoint(RESTART)"),
            )
            cursor.fetchall()
            cursor.execute("PRAGMA user_version")
            version = int(cursor.fetchone()[0])
            self._medium.do(
                "database.begin-wal",
                lambda: cursor.execute(f"PRAGMA user_version = {version}"),
            )

    def close(self) -> None:
        """Close all connections; the last one of all processes empties the WAL."""
        if self._writer is not None:
            self._writer.close()
        self.application.close()

    def _for_writing(self) -> _Connection:
        if self._writer is None:
            self._writer = _Connection(connect(self._uri), max_age=None)
        return self._writer

    def _wal(self) -> Path:
        return self._path.with_name(self._path.name + "-wal")


def connect(uri: str) -> sqlite3.Connection:
    """Connect to a database with the settings of a ledger.

    Raises:
        sqlite3.Error: It cannot be opened.
    """
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=LOCK_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        # Without it an emptied write-ahead log keeps its length, and would look
        # full for ever. Overwriting costs less than appending: some of it is kept.
        connection.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT}")
        # Functions and virtual tables named in a hostile schema must not run.
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def database_uri(path: Path, mode: Literal["ro", "rw", "rwc"]) -> str:
    """Return SQLite's name for a file: to read, to write, or to make it.

    A file on a medium where nobody can write beside it is opened as unchanging,
    because SQLite could not even make the files it shares with writers.

    Raises:
        VerificationError: A link, a pipe or the like lies where SQLite would look for
            a file of its own; it would write into whatever that leads to.
    """
    _check_beside(path)
    name = f"file:{quote(str(path.absolute()))}?mode={mode}"
    alone = not path.with_name(path.name + "-wal").exists()
    if mode == "ro" and alone and not may_write(path.parent):
        return name + "&immutable=1"
    return name


def _check_beside(path: Path) -> None:
    real = os.path.realpath(path)
    for part in _BESIDE:
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(os.lstat(real + part).st_mode):
                raise VerificationError(
                    f"{path.name}{part}: expected a file of SQLite, got something else"
                )


def may_write(path: Path) -> bool:
    """Whether this process may write to a file, or beside the files of a directory."""
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)
