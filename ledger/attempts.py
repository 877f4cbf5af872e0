"""Attempts: one line for every act that was tried and refused.

``attempts.db`` holds when, with which keys, which type of act and under which rules it
was refused; never a body, an aggregate or personal data. It is no evidence: nobody
signs it, and it can be thrown away. Inspectors ask for it all the same.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Final, Literal

import msgspec

from ledger.errors import StoreError, VerificationError
from ledger.layout import ATTEMPTS
from ledger.store.failures import translated
from ledger.store.sqlite import connect, database_uri

_YEAR_9999_MS: Final = 253_370_764_800_000
_NAME: Final = "attempts"
_TABLE: Final = """CREATE TABLE IF NOT EXISTS attempts (
  at INTEGER NOT NULL, keys TEXT NOT NULL, type TEXT NOT NULL, rules TEXT NOT NULL
) STRICT"""


class DamagedAttemptsError(StoreError):
    """The file is not what was written; nothing that counts is lost with it."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One refused act.

    Attributes:
        at: When, by the ledger's clock, in ms.
        keys: Ids of the keys that were to sign, in hex.
        type: The event type.
        rules: The ids of the rules that refused it.
    """

    at: int
    keys: tuple[str, ...]
    type: str
    rules: tuple[str, ...]


def note_attempt(directory: Path, attempt: Attempt) -> None:
    """Write down a refused act.

    Raises:
        StoreError: The medium failed.
        DamagedAttemptsError: The file is no database, or not of this form.
    """
    with _told_apart(), closing(_open(directory, "rwc")) as connection:
        _check_own(connection)
        connection.execute(_TABLE)
        connection.execute(
            "INSERT INTO attempts VALUES (?, ?, ?, ?)",
            (
                attempt.at,
                " ".join(attempt.keys),
                attempt.type,
                " ".join(attempt.rules),
            ),
        )


def read_attempts(directory: Path) -> list[Attempt]:
    """Return the refused acts, oldest first; none if there never was one.

    Raises:
        StoreError: The medium failed.
        DamagedAttemptsError: The file is no database, or not of this form.
    """
    if not (directory / ATTEMPTS).exists():
        return []
    with _told_apart(), closing(_open(directory, "ro")) as connection:
        return list(_read(connection))


def _read(connection: Connection) -> Iterator[Attempt]:
    rows: Sequence[tuple[Any, ...]] = connection.execute(
        "SELECT at, keys, type, rules FROM attempts ORDER BY rowid"
    ).fetchall()
    for number, (at, *texts) in enumerate(rows, start=1):
        if not _is_instant(at) or not all(map(_is_plain, texts)):
            raise DamagedAttemptsError(
                f"{ATTEMPTS}: expected a refused act in row {number}, got another value"
            )
        keys, type_, rules = texts
        yield Attempt(
            at=at,
            keys=tuple(keys.split()),
            type=type_,
            rules=tuple(rules.split()),
        )


def _is_instant(cell: object) -> bool:
    return type(cell) is int and 0 <= cell < _YEAR_9999_MS


def _is_plain(cell: object) -> bool:
    """Tell whether a cell is text that a terminal can be given."""
    return isinstance(cell, str) and cell.isprintable()


@contextmanager
def _told_apart() -> Iterator[None]:
    """Tell damage here from damage of the ledger, of which this is no part."""
    try:
        with translated():
            yield
    except VerificationError as error:
        raise DamagedAttemptsError(
            f"{ATTEMPTS}: expected a list of refused acts, got something else"
        ) from error


def _open(directory: Path, mode: Literal["ro", "rwc"]) -> Connection:
    path = directory / ATTEMPTS
    if path.exists() and not path.is_file():
        raise VerificationError(f"{ATTEMPTS}: expected a file")  # no pipe is waited for
    return connect(database_uri(path, mode))


def _check_own(connection: Connection) -> None:
    # A link here leads into a database that must not get a table more.
    tables = connection.execute("SELECT name FROM sqlite_schema").fetchall()
    if not {name for (name,) in tables} <= {_NAME}:
        raise VerificationError(f"{ATTEMPTS}: expected its table and no other")
