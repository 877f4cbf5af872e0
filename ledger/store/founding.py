"""Making ``ledger.db``, and telling whether a file is one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ledger.durable import Medium, broken
from ledger.errors import LedgerError, MalformedError, StoreError, VerificationError
from ledger.merkle.hashing import leaf_hash
from ledger.record import Event
from ledger.store.failures import translate, translated
from ledger.store.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    STATEMENTS,
    expected_schema,
    read_pragma,
    read_schema,
)
from ledger.store.sqlite import connect, database_uri


def create_database(path: Path, genesis: Event, *, medium: Medium) -> None:
    """Make a database that holds the founding record.

    Args:
        path: The file; it must not exist.
        genesis: The event at position 0; it has been checked.
        medium: Where effects happen.

    Raises:
        StoreError: The medium failed; the file is not to be used.
    """
    uri = database_uri(path, "rwc")
    try:
        connection = medium.do("database.create", lambda: connect(uri))
    except sqlite3.Error as error:
        raise translate(error) from error
    try:
        _fill(connection, genesis, medium)
    except sqlite3.Error as error:
        raise translate(error) from error
    finally:
        connection.close()


@contextmanager
def reading_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Hold a connection that reads a database of a ledger, of this format.

    Args:
        path: The file; a head beside it says that it should be a ledger's.

    Raises:
        MalformedError: It is no ledger, or one of a newer format.
        VerificationError: It should be a ledger, and is not, or not a whole one.
        StoreError: The medium failed.
    """
    try:
        connection = connect(database_uri(path, "ro"))
    except sqlite3.Error as error:
        raise _unreadable(path, error) from error
    with closing(connection):
        _check_identity(path, connection)
        _check_whole(path)
        with translated():
            yield connection


def founding_hash(path: Path) -> bytes:
    """Return the leaf hash of position 0, which no two ledgers share (formats §4.2).

    Args:
        path: The database of a ledger.

    Raises:
        MalformedError: It is no ledger, or one of a newer format.
        VerificationError: It holds no record.
        StoreError: The medium failed.
    """
    with reading_database(path) as connection:
        query = "SELECT state FROM stored_events WHERE rowid = 1"
        row = connection.execute(query).fetchone()
    if row is None:
        raise VerificationError("position 0: expected ledger.founded, got no record")
    return leaf_hash(row[0])


def check_schema(connection: sqlite3.Connection) -> None:
    """Check that a ledger's database holds what it was made with, nothing foreign.

    Raises:
        VerificationError: A table, index or trigger is missing, changed or foreign.
        StoreError: The medium failed.
    """
    with translated():
        schema = read_schema(connection)
    if schema != expected_schema():
        raise VerificationError(
            "ledger.db: expected the tables and triggers of a ledger, got others"
        )


def _check_identity(path: Path, connection: sqlite3.Connection) -> None:
    try:
        application = read_pragma(connection, "application_id")
        version = read_pragma(connection, "user_version")
    except sqlite3.Error as error:
        raise _unreadable(path, error) from error
    if application != APPLICATION_ID:
        raise _foreign(path, "expected a database of a ledger, got another one")
    if version != SCHEMA_VERSION:
        raise MalformedError(
            f"ledger.db: expected format {SCHEMA_VERSION}, got {version}; "
            "a newer program may read it"
        )


def _check_whole(path: Path) -> None:
    # SQLite notices a missing page only when it is asked for. The header (format
    # section 1.3) holds page size and count; while a write-ahead log is there, the
    # file may lawfully be behind it.
    wal = path.with_name(path.name + "-wal")
    try:
        if wal.exists() and wal.stat().st_size:
            return
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise broken("ledger.db", error) from error
    page = int.from_bytes(header[16:18], "big")
    expected = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    if size < expected:
        raise VerificationError(
            f"ledger.db: expected {expected} bytes, got {size}: it was cut off"
        )


def _fill(connection: sqlite3.Connection, genesis: Event, medium: Medium) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    for statement in STATEMENTS:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.execute(
        "INSERT INTO stored_events VALUES (1, ?, ?, ?, ?)",
        (genesis.id, genesis.seq, genesis.type, genesis.record),
    )
    connection.execute(
        "INSERT INTO tree_head VALUES (1, 1, ?)", (leaf_hash(genesis.record),)
    )
    medium.do("database.commit", lambda: connection.execute("COMMIT"))


def _unreadable(path: Path, error: sqlite3.Error) -> LedgerError:
    translated = translate(error)
    if isinstance(translated, StoreError):
        return translated
    return _foreign(path, f"expected a readable database, got: {error}")


def _foreign(path: Path, what: str) -> LedgerError:
    # A head beside it says that this was a ledger: then something in it is wrong.
    inside = (path.parent / "head").exists()
    kind = VerificationError if inside else MalformedError
    return kind(f"ledger.db: {what}")
