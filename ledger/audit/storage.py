"""The database as a whole: what is in it besides records, and is it sound."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ledger.audit.report import Finding
from ledger.store.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    expected_schema,
    read_pragma,
    read_schema,
)

_PRAGMAS = {
    "application_id": APPLICATION_ID,
    "user_version": SCHEMA_VERSION,
    "encoding": "UTF-8",
    "auto_vacuum": 0,
}
_WAL = b"\x02\x02"
_MOST = 100


def storage_findings(
    path: Path, connection: sqlite3.Connection, *, thorough: bool
) -> Iterator[Finding]:
    """Yield what is wrong with the database as such.

    Args:
        path: The database.
        connection: Opened on it.
        thorough: Whether SQLite goes over every page, which takes time in
            proportion to the whole ledger.
    """
    try:
        yield from _settings(connection)
        yield from _journal(path)
        yield from _schema(connection)
        if thorough:
            yield from _integrity(connection)
    except sqlite3.Error as error:
        yield _finding("database", "a readable one", str(error))


def outlier_findings(connection: sqlite3.Connection, size: int) -> Iterator[Finding]:
    """Yield the rows that stand where no position is.

    Args:
        connection: Opened on the database.
        size: Positions that are examined, from 0.
    """
    query = "SELECT rowid FROM stored_events WHERE rowid < 1 OR rowid > ? LIMIT ?"
    for (rowid,) in connection.execute(query, (size, _MOST)):
        yield Finding(
            "records",
            rowid - 1,
            None,
            f"row {rowid}",
            f"a position from 0 to {size - 1}",
            str(rowid - 1),
        )


def _settings(connection: sqlite3.Connection) -> Iterator[Finding]:
    for name, expected in _PRAGMAS.items():
        found = read_pragma(connection, name)
        if found != expected:
            yield _finding(f"setting {name}", str(expected), str(found))


def _journal(path: Path) -> Iterator[Finding]:
    # Asked of the file: SQLite names another mode where nobody can write.
    with path.open("rb") as file:
        versions = file.read(20)[18:]
    if versions != _WAL:
        yield _finding("journal", "a write-ahead log", versions.hex())


def _schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    expected, found = expected_schema(), read_schema(connection)
    for kind, name, *_ in sorted(set(expected) - set(found), key=str):
        yield _finding(f"{kind} {name}", "as it was made", "none, or another")
    known = {(kind, name) for kind, name, *_ in expected}
    for kind, name, *_ in sorted(set(found) - set(expected), key=str):
        if (kind, name) not in known:
            yield _finding("schema", "nothing foreign", f"{kind} {name}"[:200])
    if len(found) != len(set(found)):
        yield _finding("schema", "no entry twice", "one twice")


def _integrity(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if line != "ok":
            yield _finding("integrity of the database", "ok", str(line)[:200])


def _finding(what: str, expected: str, found: str) -> Finding:
    return Finding("storage", None, None, what, expected, found)
