"""SQLite's and the library's errors in the words of the ledger."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from eventsourcing.persistence import PersistenceError

from ledger.errors import LedgerError, StoreError, VerificationError

# Primary result codes of SQLite that speak of the medium, not of the content.
_MEDIUM_CODES: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn SQLite's and the library's errors into ours.

    Raises:
        StoreError: The medium failed, or is not to be had.
        VerificationError: The content of the database is not that of a ledger.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error) from error
    except PersistenceError as error:
        raise StoreError(f"database: {type(error).__name__}") from error


def translate(error: sqlite3.Error) -> LedgerError:
    """Make our error from one of SQLite's.

    SQLite's texts name tables and files, never content.
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _MEDIUM_CODES:
        return StoreError(f"database: expected it to be usable, got: {error}")
    return VerificationError(f"database: expected that of a ledger, got: {error}")
