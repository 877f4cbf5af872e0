"""Copies of a ledger that are safe to take while it runs, and putting one back.

A backup holds the database as it was at one moment, with the head of that moment,
the published checkpoint, the log key (encrypted as its owner left it), the vault's
boxes and the refused submissions. Views are computed anew. ``vault.keys`` is not in
it: an old copy of the keys would undo erasures, so they have a backup of their own,
kept for at most 30 days.

The vault is copied after the ledger: its boxes are written before the records that
commit to them, so the copy opens every commitment of the copied log.

Putting back an old state is what a thief of history would do too. `restore` therefore
compares with a head that was kept elsewhere, and refuses to go behind it.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import msgspec

from ledger.checkpoint import Checkpoint, parse_checkpoint
from ledger.durable import Disk, broken, replace_file
from ledger.errors import ForkError, MalformedError, VerificationError
from ledger.head import HeadFile, open_head, read_note
from ledger.layout import (
    ATTEMPTS,
    CHECKPOINT,
    DATABASE,
    HEAD,
    KEYS,
    VAULT,
    VAULT_KEYS,
    VKEY,
    check_is_ledger,
)
from ledger.lock import DirectoryLock
from ledger.log_reader import LogReader
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tree import Peaks
from ledger.note import parse_note
from ledger.store.failures import translated
from ledger.store.sqlite import connect, database_uri
from ledger.vault import Vault, erase_without_keys

_PAGE: Final = 1000


class Copied(msgspec.Struct, frozen=True):
    """What a copy holds, after it was checked.

    Attributes:
        size: Number of records.
        root: Root of the tree over them, recomputed from the copy.
        erased: How many erasures were applied again; 0 for a backup.
    """

    size: int
    root: bytes
    erased: int = 0


def backup(directory: Path, destination: Path) -> Copied:
    """Copy a ledger, which may be in use, and check the copy.

    Args:
        directory: The ledger's directory.
        destination: Where to; it must not exist, or be empty.

    Raises:
        MalformedError: There is no ledger, or something is in the way.
        VerificationError: The copy is not a sound ledger: then neither is this one.
        StoreError: The medium failed.
    """
    check_is_ledger(directory)
    with _appearing(destination) as unfinished:
        _copy(directory, unfinished)
        return _check(unfinished)


def backup_vault_keys(directory: Path, destination: Path) -> None:
    """Copy the keys of the vault, for their own backup of at most 30 days.

    Args:
        directory: The ledger's directory.
        destination: The file to write, readable by its owner only; it must not exist.

    Raises:
        MalformedError: There are no keys, or something is in the way.
        StoreError: The medium failed.
    """
    _copy_keys(directory / VAULT_KEYS, destination)


def restore(
    source: Path,
    destination: Path,
    *,
    kept_head: bytes | None = None,
    head_path: Path | None = None,
    vault_keys: Path | None = None,
) -> Copied:
    """Put a backup back as a ledger, if no head that was kept is ahead of it.

    Erasures that the log knows of are applied again.

    Args:
        source: The backup.
        destination: Where the ledger is to be; it must not exist, or be empty.
        kept_head: A checkpoint kept elsewhere: the head on its own medium, a
            receipt's, a witness's. Without one nothing tells an old backup from the
            newest.
        head_path: Where the head is to lie, on another medium. A head that lies
            there already is compared as one that was kept.
        vault_keys: A copy of the vault's keys to put in place.

    Raises:
        MalformedError: The backup is none, or something is in the way.
        ForkError: The kept head is ahead of the backup, or on another history.
        VerificationError: The backup is not a sound ledger.
        StoreError: The medium failed.
    """
    check_is_ledger(source)
    lying = None if head_path is None else read_note(head_path, name="head")
    for kept in (kept_head, lying):
        if kept is not None:
            _check_not_behind(source, kept)
    with _appearing(destination) as unfinished:
        _copy(source, unfinished)
        if head_path is not None:
            _move_head(unfinished, head_path)
        if vault_keys is not None:
            _copy_keys(vault_keys, unfinished / VAULT_KEYS)
        copied = _check(unfinished)
        erased = reapply_erasures(unfinished)
    return Copied(copied.size, copied.root, erased)


def reapply_erasures(directory: Path) -> int:
    """Erase in the vault whoever the log says was erased; return how many.

    To be done whenever an older ``vault.db`` or ``vault.keys`` is put in place.

    Raises:
        VerificationError: The ledger or the vault is not sound.
        StoreError: The medium failed.
    """
    if not (directory / VAULT).is_file():
        return 0
    owners = sorted(set(_erased(directory)))
    if (directory / VAULT_KEYS).is_file():
        with Vault.open(directory) as vault:
            for owner in owners:
                vault.erase(owner)
    else:
        erase_without_keys(directory / VAULT, owners)
    return len(owners)


def _move_head(directory: Path, head_path: Path) -> None:
    note = (directory / HEAD).read_bytes()
    (directory / HEAD).unlink()
    (directory / HEAD).symlink_to(head_path.absolute())
    replace_file(directory / HEAD, note, name="head", medium=Disk())
    _sync_one(head_path.absolute().parent)


def _erased(directory: Path) -> Iterator[str]:
    with LogReader(directory, medium=Disk()) as log:
        for start in range(0, log.size, _PAGE):
            for event in log.page(start, _PAGE):
                if event.type == "person.erased":
                    yield str(event.body.get("of"))


def _copy(source: Path, target: Path) -> None:
    """Copy everything but views and vault keys; the database and the head at once."""
    lock = DirectoryLock(source)
    try:
        with translated(), closing(_connect(source / DATABASE)) as connection:
            with lock.shared():
                # No writer is between commit and head; the snapshot outlasts the lock.
                connection.execute("BEGIN")
                connection.execute("SELECT max(rowid) FROM stored_events").fetchone()
                head = HeadFile(source / HEAD, Disk()).read()
            _copy_into(connection, target / DATABASE)
    finally:
        lock.close()
    for name in (VAULT, ATTEMPTS):
        if (source / name).is_file():
            _copy_database(source / name, target / name)
    try:
        (target / HEAD).write_bytes(head)
        _copy_files(source, target)
    except OSError as error:
        raise broken("backup", error) from error


def _copy_files(source: Path, target: Path) -> None:
    for name in (CHECKPOINT, VKEY):
        if (source / name).is_file():
            shutil.copyfile(source / name, target / name)
    (target / KEYS).mkdir(mode=0o700)
    for path in sorted((source / KEYS).glob("*")):
        if path.is_file():
            shutil.copy2(path, target / KEYS / path.name)


def _copy_database(source: Path, target: Path) -> None:
    with translated(), closing(_connect(source)) as connection:
        _copy_into(connection, target)
    target.chmod(source.stat().st_mode & 0o777)


def _copy_keys(source: Path, target: Path) -> None:
    if not source.is_file():
        raise MalformedError(f"{VAULT_KEYS}: expected it, got none")
    if target.exists():
        raise MalformedError("destination: expected nothing there yet")
    try:
        # Nobody else's from the first byte on.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise broken("destination", error) from error
    with translated(), closing(_connect(source)) as connection:
        _copy_into(connection, target)


def _connect(path: Path) -> sqlite3.Connection:
    return connect(database_uri(path, "ro"))


def _copy_into(connection: sqlite3.Connection, target: Path) -> None:
    with closing(connect(database_uri(target, "rwc"))) as copy:
        connection.backup(copy)


def _check(directory: Path) -> Copied:
    """Open a copy, and recompute the root of its head from its records."""
    with LogReader(directory, medium=Disk()) as log:
        peaks = Peaks()
        for start in range(0, log.size, _PAGE):
            for event in log.page(start, _PAGE):
                peaks.append(leaf_hash(event.record))
        size, root = log.size, log.root_at(log.size)
    if (peaks.size, peaks.root()) != (size, root):
        raise VerificationError(
            f"copy: expected root {root.hex()} at size {size}, got "
            f"{peaks.root().hex()} at size {peaks.size}"
        )
    return Copied(size, root)


def _check_not_behind(source: Path, kept_head: bytes) -> None:
    claimed = parse_checkpoint(parse_note(kept_head).text)
    with LogReader(source, medium=Disk()) as log:
        kept = _open_kept(log, kept_head)
        evidence = (kept_head, log.checkpoint())
        if claimed.size > log.size:
            raise ForkError(
                f"restore: expected a backup of at least {claimed.size} records, as "
                f"the kept head has, got {log.size}: {claimed.size - log.size} acts "
                "would be lost",
                evidence,
            )
        if log.root_at(kept.size) != kept.root:
            raise ForkError(
                f"restore: expected root {kept.root.hex()} at size {kept.size}, as "
                "the kept head has, got another: this is another history",
                evidence,
            )


def _open_kept(log: LogReader, kept_head: bytes) -> Checkpoint:
    return open_head(kept_head, log.origin, log.directory.log_keys.values())


@contextmanager
def _appearing(destination: Path) -> Iterator[Path]:
    """Give a directory to fill, which becomes the destination when it is full."""
    if destination.exists() and (
        not destination.is_dir() or any(destination.iterdir())
    ):
        raise MalformedError("destination: expected nothing there, or an empty place")
    unfinished = destination.with_name(f".{destination.name}.unfinished")
    try:
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.mkdir(parents=True, mode=0o700)
        yield unfinished
        _settle(unfinished)
        unfinished.replace(destination)
        _sync_one(destination.parent)
    except OSError as error:
        raise broken("destination", error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _settle(directory: Path) -> None:
    """Let every database be one file again; looking at them made others beside."""
    with translated():
        for name in (DATABASE, VAULT, VAULT_KEYS, ATTEMPTS):
            if (directory / name).is_file():
                with closing(connect(database_uri(directory / name, "rw"))) as copy:
                    copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    _sync(directory)


def _sync(directory: Path) -> None:
    for path in sorted(directory.rglob("*")):
        _sync_one(path)
    _sync_one(directory)


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
