"""The two files of the vault, made and opened so that nobody else can read them."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ledger.durable import broken
from ledger.errors import UnusableKeyError, VerificationError
from ledger.store.failures import translated
from ledger.store.sqlite import connect, database_uri, may_write

KEY_SIZE: Final = 32
"""Length of a data key and of the index key, in bytes."""

_BOXES_ID: Final = 0x64617662
_KEYS_ID: Final = 0x6461766B
_OTHERS: Final = 0o077

_BOX_TABLES: Final = (
    """CREATE TABLE boxes (
  c BLOB PRIMARY KEY, owner TEXT NOT NULL, nonce BLOB NOT NULL, box BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX boxes_owner ON boxes (owner)",
    """CREATE TABLE numbers (
  token BLOB NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (token, owner)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX numbers_owner ON numbers (owner)",
    "CREATE TABLE erased (owner TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
)
_KEY_TABLES: Final = (
    """CREATE TABLE data_keys (
  owner TEXT PRIMARY KEY, key BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE index_key (
  id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL
) STRICT""",
)


def make_boxes(path: Path) -> None:
    """Make an empty ``vault.db``.

    Raises:
        StoreError: The medium failed, or there is one.
    """
    _make(path, _BOXES_ID, _BOX_TABLES)


def make_keys(path: Path) -> None:
    """Make ``vault.keys`` with a fresh index key and no data key.

    Raises:
        StoreError: The medium failed, or there is one.
    """
    _make(path, _KEYS_ID, _KEY_TABLES, ("INSERT INTO index_key VALUES (1, ?)",))


def open_boxes(path: Path) -> sqlite3.Connection:
    """Open a ``vault.db``.

    Raises:
        VerificationError: It is something else.
        StoreError: The medium failed.
    """
    return _open(path, _BOXES_ID)


def open_keys(path: Path) -> sqlite3.Connection:
    """Open a ``vault.keys``.

    Raises:
        UnusableKeyError: Others can read it.
        VerificationError: It is something else.
        StoreError: The medium failed.
    """
    if path.stat().st_mode & _OTHERS:
        raise UnusableKeyError(f"{path.name}: expected it readable by its owner only")
    return _open(path, _KEYS_ID)


def truncate(connection: sqlite3.Connection) -> None:
    """Leave nothing of what was erased in the write-ahead log.

    Raises:
        StoreError: The medium failed.
    """
    with translated():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _make(
    path: Path, application: int, tables: Sequence[str], more: Sequence[str] = ()
) -> None:
    # Readable by its owner alone before there is anything to read in it.
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise broken(path.name, error) from error
    with translated():
        connection = connect(database_uri(path, "rw"))
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id = {application}")
            connection.execute("PRAGMA user_version = 1")
            for table in tables:
                connection.execute(table)
            for statement in more:
                connection.execute(statement, (os.urandom(KEY_SIZE),))
            connection.execute("COMMIT")
        finally:
            connection.close()


def _open(path: Path, application: int) -> sqlite3.Connection:
    writable = may_write(path) and may_write(path.parent)
    with translated():
        connection = connect(database_uri(path, "rw" if writable else "ro"))
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA wal_autocheckpoint = 1000")
            found = connection.execute("PRAGMA application_id").fetchone()[0]
        except sqlite3.Error:
            connection.close()
            raise
    if found != application:
        connection.close()
        raise VerificationError(f"{path.name}: expected a part of a vault, got another")
    return connection
