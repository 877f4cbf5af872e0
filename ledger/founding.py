"""Founding a ledger: its directory appears complete, or is no ledger yet.

The database is made under another name and renamed as the last step, so a founding
that was interrupted leaves a directory that is no ledger, and can be founded again.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ledger.admission import NOWHERE, Place, check_signed, decode_signed, objections
from ledger.directory import Directory
from ledger.durable import Medium, broken, replace_file, sync_directory
from ledger.errors import MalformedError, VerificationError
from ledger.head import HeadSigner, show_log_keys
from ledger.keys import Signer
from ledger.layout import CHECKPOINT, DATABASE, HEAD, KEYS, UNFINISHED, VKEY
from ledger.merkle.hashing import EMPTY_ROOT, leaf_hash
from ledger.objection import check_none
from ledger.record import Event, Record, SignedStatement, encode_record
from ledger.statement import decode_statement
from ledger.store.founding import create_database

_OURS: Final = frozenset(
    {CHECKPOINT, HEAD, KEYS, VKEY, UNFINISHED}
    | {f"{name}.new" for name in (CHECKPOINT, HEAD, VKEY)}
    | {f"{UNFINISHED}-wal", f"{UNFINISHED}-shm"}
)


class NoPast:
    """What is recorded before position 0: nothing."""

    def __init__(self) -> None:
        self.directory = Directory()

    def last(self, aggregate: str) -> Place:  # noqa: ARG002
        """Return `NOWHERE`."""
        return NOWHERE

    def find(self, aggregate: str, seq: int) -> Place | None:  # noqa: ARG002
        """Return nothing."""
        return None

    def root_at(self, size: int) -> bytes:  # noqa: ARG002
        """Return the root of the empty tree."""
        return EMPTY_ROOT

    def received_at(self, position: int) -> int:
        """Raise: nothing was recorded."""
        raise VerificationError(f"position {position}: expected a record, got none")

    def heads(self, size: int) -> tuple[int, bytes]:  # noqa: ARG002
        """Return the empty map."""
        return 0, EMPTY_ROOT


def found_ledger(
    directory: Path,
    *,
    genesis: SignedStatement,
    signers: Sequence[Signer],
    received_at: int,
    head_path: Path | None,
    medium: Medium,
) -> None:
    """Make a ledger's directory with its founding record, sealed and published.

    Args:
        directory: Where; absent, empty, or left by an interrupted founding.
        genesis: The founding statement with the founders' signatures.
        signers: The log keys that it names.
        received_at: The ledger's time of recording.
        head_path: Where the head is to lie, if not in the directory.
        medium: Where effects happen.

    Raises:
        MalformedError: The founding is not one, or something else is in the way.
        VerificationError: The founding breaks a rule.
        UnusableKeyError: A log key that it names is not at hand.
        StoreError: The medium failed; found the ledger again.
    """
    event = _admit(genesis, received_at)
    past = Directory()
    past.apply(event.statement, 0)
    origin = event.statement.log
    root = leaf_hash(event.record)
    note = HeadSigner(origin, signers).sign(1, root, past.log_keys.values())
    check_place(directory, head_path)
    try:
        _clear(directory)
        create_database(directory / UNFINISHED, event, medium=medium)
        (directory / KEYS).mkdir(mode=0o700, exist_ok=True)
        if head_path is not None:
            (directory / HEAD).symlink_to(head_path.absolute())
    except OSError as error:
        raise broken("directory", error) from error
    show_log_keys(directory, origin, past.log_keys.values(), medium)
    _finish(directory, note, medium)


def check_place(directory: Path, head_path: Path | None) -> None:
    """Check that nothing is in the way of a ledger; what a founding left is not.

    Args:
        directory: Where the ledger is to be.
        head_path: Where its head is to lie, if not in the directory.

    Raises:
        MalformedError: Something is.
        StoreError: The medium failed.
    """
    try:
        inside = _inside(directory)
        unfinished = UNFINISHED in inside and inside <= _OURS
        if inside - {KEYS} and not unfinished:
            raise MalformedError(
                "directory: expected an empty one to found a ledger in"
            )
        if head_path is not None and head_path.exists() and not unfinished:
            raise MalformedError("head: expected no file there yet, got one")
    except OSError as error:
        raise broken("directory", error) from error


def _admit(genesis: SignedStatement, received_at: int) -> Event:
    origin = decode_statement(genesis.payload).log
    checked = decode_signed(genesis, origin)
    past = NoPast()
    check_none(objections(checked, position=0, received_at=received_at, past=past))
    check_signed(checked, {})
    record = Record(genesis.payload, genesis.signatures, received_at)
    return Event(
        position=0,
        received_at=received_at,
        statement=checked.statement,
        hash=checked.hash,
        signatures=genesis.signatures,
        record=encode_record(record),
    )


def _inside(directory: Path) -> set[str]:
    if not directory.exists():
        return set()
    return {entry.name for entry in directory.iterdir()}


def _clear(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name in _inside(directory) - {KEYS}:
        (directory / name).unlink()


def _finish(directory: Path, note: bytes, medium: Medium) -> None:
    unfinished, database = directory / UNFINISHED, directory / DATABASE
    for name in (HEAD, CHECKPOINT):
        replace_file(directory / name, note, name=name, medium=medium)
    head = Path(os.path.realpath(directory / HEAD))
    if head.parent != directory:
        sync_directory(head.parent, name="head-directory", medium=medium)
    sync_directory(directory, name="directory", medium=medium)
    try:
        medium.do("database.rename", lambda: unfinished.replace(database))
    except OSError as error:
        raise broken("database", error) from error
    sync_directory(directory, name="directory", medium=medium)
