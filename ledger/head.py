"""The head: the newest checkpoint that the ledger signed, outside the database.

Every append seals: the head is replaced durably, under the writer lock, before the
signature in it is used. It lies on a medium of its own when ``head`` in the ledger's
directory is a symbolic link, and then shows a database that was put back to an older
state. Every log key that is in use at a size must have signed the head of that size.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ledger.checkpoint import (
    Checkpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from ledger.directory_state import LogKey
from ledger.durable import Medium, broken, read_file, replace_file
from ledger.errors import (
    MalformedError,
    UnknownKeyError,
    UnusableKeyError,
    VerificationError,
)
from ledger.keys import Signer
from ledger.layout import VKEY
from ledger.note import MAX_NOTE, NoteSigner, NoteVerifier, parse_note

Mark = tuple[int, int, int, int]

_MOST_RETIRED: Final = 64


class HeadFile:
    """The file that holds the head.

    Args:
        path: Where it is, or a symbolic link to it.
        medium: Where effects happen.
    """

    def __init__(self, path: Path, medium: Medium) -> None:
        self._path = path
        self._medium = medium
        self._retired: list[int] = []

    def mark(self) -> Mark:
        """Return something that differs whenever the file was replaced.

        Raises:
            VerificationError: There is no head.
            StoreError: The medium failed.
        """
        try:
            status = os.stat(self._path)  # noqa: PTH116 - asked before every reading
        except FileNotFoundError as error:
            raise _missing() from error
        except OSError as error:
            raise broken("head", error) from error
        return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns

    def read(self) -> bytes:
        """Return the head, unverified.

        Raises:
            VerificationError: There is no head, or it is no file.
            StoreError: The medium failed.
        """
        note = read_note(self._path, name="head")
        if note is None:
            raise _missing()
        return note

    def replace(self, note: bytes) -> None:
        """Put a new head in the place of the old one, durably.

        The rename is not synced: a head that is lost with it is behind the
        database, and recovery signs the same bytes again.

        Raises:
            StoreError: The medium failed; which head it holds is unknown.
        """
        replace_file(
            self._path,
            note,
            name="head",
            medium=self._medium,
            retire=self._retired.append,
        )

    def needs_tidying(self) -> bool:
        """Whether many replaced heads wait to be freed."""
        return len(self._retired) >= _MOST_RETIRED

    def tidy(self) -> None:
        """Free the heads that were replaced, where nobody waits for an answer."""
        while self._retired:
            os.close(self._retired.pop())


def read_note(path: Path, *, name: str) -> bytes | None:
    """Return the content of a file that holds a note, or nothing without one.

    Args:
        path: The file, or a symbolic link to it.
        name: What messages call it.

    Raises:
        VerificationError: It is no file but a pipe, a device or a directory.
        StoreError: It is there and cannot be read.
    """
    return read_file(path, MAX_NOTE + 1, name=name)


def show_log_keys(
    directory: Path, origin: str, log_keys: Iterable[LogKey], medium: Medium
) -> None:
    """Let ``log.vkey`` name these log keys and no others.

    Args:
        directory: The ledger's directory.
        origin: The ledger's origin.
        log_keys: Those that sign from now on.
        medium: Where effects happen.

    Raises:
        StoreError: The medium failed; open the ledger to append, to do it again.
    """
    vkeys = [NoteVerifier(origin, key.public).vkey for key in log_keys]
    data = "".join(f"{vkey}\n" for vkey in vkeys).encode()
    if not _holds(directory / VKEY, data):
        replace_file(directory / VKEY, data, name=VKEY, medium=medium)


def open_head(note: bytes, origin: str, log_keys: Iterable[LogKey]) -> Checkpoint:
    """Check that a head is signed by every log key in use at its size.

    Args:
        note: The signed note.
        origin: The ledger's origin.
        log_keys: All log keys that the ledger ever had.

    Raises:
        MalformedError: It is no checkpoint.
        VerificationError: A signature is missing or false, or the checkpoint is of
            another ledger.
    """
    size = parse_checkpoint(parse_note(note).text).size
    needed = [key for key in log_keys if key.signs(size)]
    if not needed:
        raise UnknownKeyError(f"head of size {size}: no log key was in use then")
    opened = [
        open_checkpoint(note, origin, [NoteVerifier(origin, key.public)])
        for key in needed
    ]
    return opened[0]


def read_head(note: bytes, origin: str, log_keys: Iterable[LogKey]) -> Checkpoint:
    """Do what `open_head` does, for a head that lies beside its ledger.

    Raises:
        VerificationError: As for `open_head`, and also for a malformed head: the
            ledger wrote it, so something inside the ledger is wrong.
    """
    try:
        return open_head(note, origin, log_keys)
    except MalformedError as error:
        raise VerificationError(f"head: {error}") from error


class HeadSigner:
    """The private log keys at hand, ready to sign heads.

    Args:
        origin: The ledger's origin, which is the keys' name in notes.
        signers: The keys.
    """

    def __init__(self, origin: str, signers: Iterable[Signer]) -> None:
        self._origin = origin
        self._at_hand = {
            signer.key_id: NoteSigner(origin, signer) for signer in signers
        }

    def sign(self, size: int, root: bytes, log_keys: Iterable[LogKey]) -> bytes:
        """Sign a head with every log key in use at its size.

        Args:
            size: Number of records, which have all been checked.
            root: Root of the tree over them.
            log_keys: All log keys that the ledger ever had.

        Raises:
            UnusableKeyError: The private half of a key that must sign is not at
                hand.
        """
        chosen = []
        for key in log_keys:
            if not key.signs(size):
                continue
            signer = self._at_hand.get(key.key_id)
            if signer is None:
                raise UnusableKeyError(
                    f"log key {key.key_id.hex()[:12]}: expected it at hand for the "
                    f"checkpoint of size {size}"
                )
            chosen.append(signer)
        if not chosen:
            raise UnusableKeyError(f"log key: none is in use at size {size}")
        return sign_checkpoint(Checkpoint(self._origin, size, root), chosen)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_note(path, name=path.name) == data
    except VerificationError:
        return False  # it is no file, and replaced by one


def _missing() -> VerificationError:
    return VerificationError(
        "head: expected the newest signed checkpoint beside the database, got none"
    )
