r"""The two files of the vault, made and opened so that nobody else can read them.

They belong together, and to one ledger: ``vault.db`` holds a binding,
``HMAC-SHA-256(index key, "daocha-vault.v1\0" || leaf hash of position 0)``. Keys of
another ledger, or damaged ones, open nothing and nothing is written with them.
"""

import hmac
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ledger.durable import broken
from ledger.errors import UnusableKeyError, VerificationError
from ledger.store.failures import translated
from ledger.store.schema import read_pragma, read_schema
from ledger.store.sqlite import connect, database_uri, may_write

KEY_SIZE: Final = 32
"""Length of a data key and of the index key, in bytes."""

_BOXES_ID: Final = 0x64617662
_KEYS_ID: Final = 0x6461766B
_OTHERS: Final = 0o077
_DOMAIN: Final = b"daocha-vault.v1\0"

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
    """CREATE TABLE binding (
  id INTEGER PRIMARY KEY CHECK (id = 1), mac BLOB NOT NULL
) STRICT""",
)
_KEY_TABLES: Final = (
    """CREATE TABLE data_keys (
  owner TEXT PRIMARY KEY, key BLOB NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE index_key (
  id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL
) STRICT""",
)


def make_files(boxes: Path, keys: Path, ledger: bytes) -> None:
    """Make an empty ``vault.db``, and ``vault.keys`` with a fresh index key.

    Args:
        boxes: Where the one goes.
        keys: Where the other goes.
        ledger: The leaf hash of the ledger's position 0.

    Raises:
        StoreError: The medium failed, or there is one.
    """
    key = os.urandom(KEY_SIZE)
    _make(keys, _KEYS_ID, _KEY_TABLES, "index_key", key)
    _make(boxes, _BOXES_ID, _BOX_TABLES, "binding", _binding(key, ledger))


def read_index_key(
    boxes: sqlite3.Connection, keys: sqlite3.Connection, ledger: bytes
) -> bytes:
    """Return the index key, if boxes and keys are those of this ledger.

    Raises:
        VerificationError: They are not.
    """
    key = _only_row(keys, "SELECT key FROM index_key", "vault.keys", "an index key")
    if len(key) != KEY_SIZE:
        raise VerificationError(
            f"vault.keys: expected an index key of {KEY_SIZE} bytes, got {len(key)}"
        )
    mac = _only_row(boxes, "SELECT mac FROM binding", "vault.db", "a binding")
    if not hmac.compare_digest(mac, _binding(key, ledger)):
        raise VerificationError(
            "vault.keys: expected those of this vault and this ledger, got others"
        )
    return key


def open_boxes(path: Path) -> sqlite3.Connection:
    """Open a ``vault.db``.

    Raises:
        VerificationError: It is something else.
        StoreError: The medium failed.
    """
    return _open(path, _BOXES_ID, _BOX_TABLES)


def open_keys(path: Path) -> sqlite3.Connection:
    """Open a ``vault.keys``.

    Raises:
        UnusableKeyError: Others can read it.
        VerificationError: It is something else.
        StoreError: The medium failed.
    """
    if path.stat().st_mode & _OTHERS:
        raise UnusableKeyError(f"{path.name}: expected it readable by its owner only")
    return _open(path, _KEYS_ID, _KEY_TABLES)


def truncate(connection: sqlite3.Connection) -> None:
    """Leave nothing of what was erased in the write-ahead log.

    Raises:
        StoreError: The medium failed.
    """
    with translated():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _binding(index_key: bytes, ledger: bytes) -> bytes:
    return hmac.digest(index_key, _DOMAIN + ledger, "sha256")


def _only_row(
    connection: sqlite3.Connection, query: str, name: str, what: str
) -> bytes:
    with translated():
        row = connection.execute(query).fetchone()
    if row is None:
        raise VerificationError(f"{name}: expected {what}, got none")
    found: bytes = row[0]
    return found


def _make(
    path: Path, application: int, tables: Sequence[str], filled: str, value: bytes
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
            connection.execute(f"INSERT INTO {filled} VALUES (1, ?)", (value,))  # noqa: S608 - a name of ours
            connection.execute("COMMIT")
        finally:
            connection.close()


def _open(path: Path, application: int, tables: Sequence[str]) -> sqlite3.Connection:
    writable = may_write(path) and may_write(path.parent)
    with translated():
        connection = connect(database_uri(path, "rw" if writable else "ro"))
    try:
        with translated():
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA wal_autocheckpoint = 1000")
            _check_is_part(path.name, connection, application, tables)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_is_part(
    name: str, connection: sqlite3.Connection, application: int, tables: Sequence[str]
) -> None:
    if read_pragma(connection, "application_id") != application:
        raise VerificationError(f"{name}: expected a part of a vault, got another")
    made = {text for *_, text in read_schema(connection) if text is not None}
    if made != set(tables):
        raise VerificationError(f"{name}: expected the tables of a vault, got others")
