"""``views.db`` on the `eventsourcing` library: connection, tracking, and its failures.

The library's tracking recorder says how far each view has come, in the same
transaction as the view's rows. What it does otherwise than we need:

* a write transaction begins as ``BEGIN IMMEDIATE``, because it reads before it writes;
* one connection is enough, and the only way to a private database;
* ``synchronous`` is NORMAL: after a power cut a view may have forgotten its newest
  pages, never half of one, and takes them in again.

BUG: SQLite keeps no checksums of its own. Damage that leaves its structure whole is
found by the sums beside the rows (`projections.store.rows`).
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from eventsourcing.persistence import PersistenceError, Tracking
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTrackingRecorder,
)

from ledger.durable import Medium
from ledger.errors import StoreError

LOCK_TIMEOUT_S: Final = 60
"""How long one process waits for another that takes in a page, in seconds."""

_CACHE_KIB: Final = 64 * 1024
"""Most memory for pages of the database: rows of one page lie all over it."""

PRIVATE: Final = ""
"""SQLite's name for a temporary database of its own, gone when it is closed."""

_MEDIUM_CODES: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)


class DamagedError(Exception):
    """The database of the views is not what was written; it is to be made anew."""


class ProjectionError(StoreError):
    """Views could not be brought up to date; nothing changed since the last page."""


class _Connection(SQLiteConnection):
    """The one connection; a writing transaction takes the lock first."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """Hold a transaction; without an explicit COMMIT nothing remains."""
        cursor = self.cursor()
        cursor.execute("BEGIN IMMEDIATE" if commit else "BEGIN")
        try:
            yield cursor
        finally:
            # Nothing to undo after a commit, or after SQLite undid it itself.
            with suppress(sqlite3.Error):
                self.rollback()


class _Pool(SQLiteConnectionPool):
    """A pool of one connection, with the settings of a view."""

    def __init__(self, uri: str) -> None:
        super().__init__(db_name=uri, pool_size=1, max_overflow=0)

    def _create_connection(self) -> SQLiteConnection:
        connection = sqlite3.connect(
            self.db_name,
            uri=True,
            timeout=LOCK_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            if self.db_name:
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            # Functions and virtual tables named in a hostile schema must not run.
            connection.execute("PRAGMA trusted_schema = OFF")
        except sqlite3.Error:
            connection.close()
            raise
        return _Connection(connection, max_age=None)


class _Datastore(SQLiteDatastore):
    """The library's datastore over our pool."""

    def __init__(self, uri: str) -> None:
        super().__init__(uri, single_row_tracking=True, originator_id_type="text")
        self.pool = _Pool(uri)


class _Recorder(SQLiteTrackingRecorder):
    """The library's tracking, inside a transaction that is held already."""

    def make(self, cursor: SQLiteCursor) -> None:
        """Make the tracking table."""
        self._create_table(cursor)

    def position(self, cursor: SQLiteCursor, name: str) -> int:
        """Return how many records a view has taken in."""
        return self._max_tracking_id(name, cursor) or 0

    def advance(self, cursor: SQLiteCursor, name: str, size: int) -> None:
        """Say how many records a view has taken in; only ever more."""
        self._insert_tracking(cursor, Tracking(name, size))


class Database:
    """A database of views, open.

    Args:
        path: The file, made when it is not there; None for a private one.
        medium: Where effects happen.
    """

    def __init__(self, path: Path | None, *, medium: Medium) -> None:
        uri = PRIVATE
        if path is not None:
            uri = f"file:{quote(os.fspath(path.absolute()))}?mode=rwc"
        self.private = path is None
        self._medium = medium
        self._datastore = _Datastore(uri)
        self._recorder = _Recorder(self._datastore)

    def close(self) -> None:
        """Give the connection back."""
        self._datastore.close()

    @contextmanager
    def reading(self) -> Iterator[SQLiteCursor]:
        """Hold a read transaction: one state of the views.

        Raises:
            DamagedError: The database is not what was written.
            StoreError: The medium failed.
        """
        with translated(), self._datastore.transaction(commit=False) as cursor:
            yield cursor

    @contextmanager
    def writing(self) -> Iterator[SQLiteCursor]:
        """Hold the write transaction; without `commit` nothing remains.

        Raises:
            DamagedError: The database is not what was written.
            StoreError: The medium failed.
        """
        with translated(), self._datastore.transaction(commit=True) as cursor:
            yield cursor

    def commit(self, cursor: SQLiteCursor) -> None:
        """Make a write transaction last."""
        self._medium.do("views.commit", lambda: cursor.execute("COMMIT"))

    def make_tracking(self, cursor: SQLiteCursor) -> None:
        """Make the library's table."""
        self._recorder.make(cursor)

    def position(self, cursor: SQLiteCursor, name: str) -> int:
        """Return how many records a view has taken in."""
        return self._recorder.position(cursor, name)

    def advance(self, cursor: SQLiteCursor, sizes: Mapping[str, int]) -> None:
        """Say how many records each view has taken in.

        Raises:
            DamagedError: A view is there already, which its lock excludes.
        """
        for name, size in sizes.items():
            self._medium.do(
                "views.tracking",
                lambda name=name, size=size: self._recorder.advance(cursor, name, size),  # type: ignore[misc]  # mypy does not see defaults of a lambda
            )


@contextmanager
def translated() -> Iterator[None]:
    """Tell a damaged database from a medium that failed.

    Raises:
        DamagedError: The database is not what was written.
        StoreError: The medium failed, or is not to be had.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _MEDIUM_CODES:
            raise StoreError(
                f"views: expected them to be usable, got: {error}"
            ) from error
        raise DamagedError(f"views: {error}") from error
    except UnicodeDecodeError as error:
        # A damaged schema is quoted in SQLite's message, whatever bytes it has.
        raise DamagedError("views: a damaged schema") from error
    except PersistenceError as error:
        raise DamagedError(f"views: {type(error).__name__}") from error
