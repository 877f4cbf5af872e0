r"""The vault: personal data outside the log, so that it can be erased.

``vault.db`` holds one box per commitment: AES-256-GCM over the canonical MessagePack
of ``[salt, log, id, seq, path, value]``, with a random nonce and the commitment as
associated data, under the data key of its owner. It also holds the index by which
the same person is found again: ``HMAC-SHA-256(index key, kind || "\0" || number)``.
``vault.keys`` holds the data keys, one per owner, and the index key; it is no part of
an ordinary backup, because an old copy of it would undo an erasure (formats section
5).

Erasing an owner removes the data key, the boxes and the index entries, with SQLite's
secure_delete, and truncates both write-ahead logs. Records, chains and proofs stay as
they are.

BUG: what the file system or a disk keeps of freed blocks is out of reach here; keep
``vault.keys`` on an encrypted volume.
"""

import hmac
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.commitment import SALT_SIZE, Opening, check_opening
from ledger.durable import Disk, Medium
from ledger.encoding import Value, decode, encode
from ledger.errors import (
    MalformedError,
    VerificationError,
)
from ledger.layout import DATABASE, VAULT, VAULT_KEYS
from ledger.store.failures import translated
from ledger.store.founding import founding_hash
from ledger.vault_files import (
    KEY_SIZE,
    make_files,
    open_boxes,
    open_keys,
    read_index_key,
    truncate,
)

__all__ = ["Opening", "Vault", "index_number"]

_NONCE_SIZE: Final = 12
_OLD_LENGTH: Final = 15


class Vault:
    """An open vault. Make one with `Vault.open` or `Vault.found`."""

    def __init__(
        self,
        boxes: sqlite3.Connection,
        keys: sqlite3.Connection,
        index_key: bytes,
        medium: Medium,
    ) -> None:
        self._boxes = boxes
        self._keys = keys
        self._index_key = index_key
        self._medium = medium

    @classmethod
    def found(cls, directory: Path, *, medium: Medium | None = None) -> Self:
        """Make an empty vault in a ledger's directory and open it.

        Raises:
            MalformedError: There is one already, or no ledger.
            StoreError: The medium failed.
        """
        for name in (VAULT, VAULT_KEYS):
            if (directory / name).exists():
                raise MalformedError(f"{name}: expected none yet, got one")
        ledger = founding_hash(directory / DATABASE)
        make_files(directory / VAULT, directory / VAULT_KEYS, ledger)
        return cls.open(directory, medium=medium)

    @classmethod
    def open(cls, directory: Path, *, medium: Medium | None = None) -> Self:
        """Open the vault of a ledger.

        Raises:
            MalformedError: There is none, or its keys are not there.
            UnusableKeyError: The keys can be read by others.
            VerificationError: One of the files is not what it should be, or not of
                this ledger.
            StoreError: The medium failed.
        """
        paths = directory / VAULT, directory / VAULT_KEYS
        for path in paths:
            if not path.is_file():
                raise MalformedError(f"{path.name}: expected it, got none")
        ledger = founding_hash(directory / DATABASE)
        with ExitStack() as opened:
            boxes = opened.enter_context(closing(open_boxes(paths[0])))
            keys = opened.enter_context(closing(open_keys(paths[1])))
            index_key = read_index_key(boxes, keys, ledger)
            opened.pop_all()
        return cls(boxes, keys, index_key, medium or Disk())

    def close(self) -> None:
        """Give everything back."""
        self._boxes.close()
        self._keys.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @staticmethod
    def seal(
        owner: str,
        *,
        log: str,
        id: str,  # noqa: A002 - the format's own name
        seq: int,
        path: str,
        value: Value,
    ) -> tuple[dict[str, Any], Opening]:
        """Commit to a value with a fresh salt; nothing is kept yet.

        Returns:
            What the body carries, and what `put` keeps.
        """
        opening = Opening(
            owner=owner,
            log=log,
            id=id,
            seq=seq,
            path=path,
            salt=os.urandom(SALT_SIZE),
            value=value,
        )
        return opening.as_field(), opening

    def put(self, openings: Sequence[Opening]) -> None:
        """Keep openings, durably; to be done before the record that commits to them.

        Raises:
            VerificationError: An owner was erased.
            StoreError: The medium failed.
        """
        self._check_not_erased({opening.owner for opening in openings})
        keys = self._data_keys(sorted({opening.owner for opening in openings}))
        rows = [_box(opening, keys[opening.owner]) for opening in openings]
        with self._writing(self._boxes, "vault"):
            self._boxes.executemany(
                "INSERT OR IGNORE INTO boxes VALUES (?, ?, ?, ?)", rows
            )

    def open_commitment(self, commitment: bytes, owner: str) -> Opening | None:
        """Open a commitment.

        Args:
            commitment: Its 32 bytes.
            owner: Whose it is, as the body says.

        Returns:
            What opens it, or nothing if its owner was erased.

        Raises:
            VerificationError: Nothing is kept for it, or what is kept opens another.
            ProofError: The same.
        """
        with translated():
            row = self._boxes.execute(
                "SELECT owner, nonce, box FROM boxes WHERE c = ?", (commitment,)
            ).fetchone()
            key = self._keys.execute(
                "SELECT key FROM data_keys WHERE owner = ?", (owner,)
            ).fetchone()
        what = f"commitment {commitment.hex()[:12]}"
        if row is None or key is None:
            if self.is_erased(owner):
                return None
            raise VerificationError(f"{what}: expected an opening, got none")
        if row[0] != owner:
            raise VerificationError(f"{what}: expected one of the owner it names")
        opening = _unbox(commitment, owner, key[0], row[1], row[2])
        check_opening(opening, commitment)
        return opening

    def damage(self) -> str:
        """Return what SQLite finds broken in the files, or nothing."""
        for name, connection in ((VAULT, self._boxes), (VAULT_KEYS, self._keys)):
            try:
                (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            except sqlite3.Error as error:
                found = str(error)
            if found != "ok":
                return f"{name}: {found}"
        return ""

    def is_erased(self, owner: str) -> bool:
        """Whether an owner was erased here."""
        with translated():
            row = self._boxes.execute(
                "SELECT 1 FROM erased WHERE owner = ?", (owner,)
            ).fetchone()
        return row is not None

    def keeps(self, owner: str) -> bool:
        """Whether anything of an owner is kept."""
        queries = (
            (self._keys, "SELECT 1 FROM data_keys WHERE owner = ? LIMIT 1"),
            (self._boxes, "SELECT 1 FROM boxes WHERE owner = ? LIMIT 1"),
            (self._boxes, "SELECT 1 FROM numbers WHERE owner = ? LIMIT 1"),
        )
        with translated():
            rows = [c.execute(query, (owner,)).fetchone() for c, query in queries]
        return any(rows)

    def erase(self, owner: str) -> None:
        """Erase an owner: data key, boxes, index entries. Once is as good as twice.

        The log says so by ``person.erased``, which restoring a backup applies again.

        Raises:
            StoreError: The medium failed; erase again.
        """
        with self._writing(self._keys, "vault-keys"):
            self._keys.execute("DELETE FROM data_keys WHERE owner = ?", (owner,))
        with self._writing(self._boxes, "vault"):
            _forget(self._boxes, owner)
        for connection in (self._keys, self._boxes):
            truncate(connection)

    def index_put(self, kind: str, number: str, owner: str) -> None:
        """Let an owner be found again by the number of a document.

        Args:
            kind: Kind of the document, a word of the caller's.
            number: As it was typed; see `index_number`.
            owner: ``person/…``.

        Raises:
            VerificationError: The owner was erased.
            StoreError: The medium failed.
        """
        self.index_put_all([(kind, number, owner)])

    def index_put_all(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """Let owners be found again, all of them or none.

        Args:
            entries: Kind, number and owner of each, as for `index_put`.

        Raises:
            VerificationError: An owner was erased.
            StoreError: The medium failed.
        """
        self._check_not_erased({owner for _, _, owner in entries})
        rows = [(self._token(kind, number), owner) for kind, number, owner in entries]
        with self._writing(self._boxes, "vault"):
            self._boxes.executemany("INSERT OR IGNORE INTO numbers VALUES (?, ?)", rows)

    def index_find(self, kind: str, number: str) -> list[str]:
        """Return the owners that a document's number leads to, in order."""
        with translated():
            rows = self._boxes.execute(
                "SELECT owner FROM numbers WHERE token = ? ORDER BY owner",
                (self._token(kind, number),),
            ).fetchall()
        return [row[0] for row in rows]

    def _token(self, kind: str, number: str) -> bytes:
        message = f"{kind}\0{index_number(number)}".encode()
        return hmac.digest(self._index_key, message, "sha256")

    def _check_not_erased(self, owners: set[str]) -> None:
        for owner in owners:
            if self.is_erased(owner):
                raise VerificationError(f"vault: {owner} was erased and stays so")

    def _data_keys(self, owners: Sequence[str]) -> dict[str, bytes]:
        keys = self._known_keys(owners)
        missing = [owner for owner in owners if owner not in keys]
        if missing:
            with self._writing(self._keys, "vault-keys"):
                self._keys.executemany(
                    "INSERT OR IGNORE INTO data_keys VALUES (?, ?)",
                    [(owner, os.urandom(KEY_SIZE)) for owner in missing],
                )
            # Another process may have been first.
            keys = self._known_keys(owners)
        return keys

    def _known_keys(self, owners: Sequence[str]) -> dict[str, bytes]:
        query = "SELECT key FROM data_keys WHERE owner = ?"
        found = {}
        with translated():
            for owner in owners:
                row = self._keys.execute(query, (owner,)).fetchone()
                if row is not None:
                    found[owner] = _checked_key(row[0])
        return found

    @contextmanager
    def _writing(self, connection: sqlite3.Connection, name: str) -> Iterator[None]:
        with translated():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._medium.do(f"{name}.commit", lambda: connection.execute("COMMIT"))
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")


def index_number(number: str) -> str:
    """Return a document's number in the one form that the index knows.

    NFKC, without spaces, upper case; the 15 digits of an old identity number are
    widened to the 18 of the present one (GB 11643).

    Example:
        >>> index_number(" 110105 491231 002")
        '11010519491231002X'
    """
    text = "".join(unicodedata.normalize("NFKC", number).split()).upper()
    if len(text) == _OLD_LENGTH and text.isascii() and text.isdigit():
        digits = f"{text[:6]}19{text[6:]}"
        weighted = sum(
            int(digit) * (2 ** (17 - place)) for place, digit in enumerate(digits)
        )
        return digits + "10X98765432"[weighted % 11]
    return text


def erase_without_keys(path: Path, owners: Iterable[str]) -> None:
    """Erase owners in a ``vault.db`` whose keys are not at hand.

    Raises:
        VerificationError: The file is no vault.
        StoreError: The medium failed.
    """
    with translated(), closing(open_boxes(path)) as boxes:
        boxes.execute("BEGIN IMMEDIATE")
        for owner in owners:
            _forget(boxes, owner)
        boxes.execute("COMMIT")
        truncate(boxes)


def _checked_key(key: bytes) -> bytes:
    if len(key) != KEY_SIZE:
        raise VerificationError(
            f"{VAULT_KEYS}: expected a data key of {KEY_SIZE} bytes, got {len(key)}"
        )
    return key


def _forget(boxes: sqlite3.Connection, owner: str) -> None:
    boxes.execute("DELETE FROM boxes WHERE owner = ?", (owner,))
    boxes.execute("DELETE FROM numbers WHERE owner = ?", (owner,))
    boxes.execute("INSERT OR IGNORE INTO erased VALUES (?)", (owner,))


def _box(opening: Opening, key: bytes) -> tuple[bytes, str, bytes, bytes]:
    commitment, nonce = opening.commitment, os.urandom(_NONCE_SIZE)
    plain = encode(
        [
            opening.salt,
            opening.log,
            opening.id,
            opening.seq,
            opening.path,
            opening.value,
        ]
    )
    return (
        commitment,
        opening.owner,
        nonce,
        AESGCM(key).encrypt(nonce, plain, commitment),
    )


def _unbox(
    commitment: bytes, owner: str, key: bytes, nonce: bytes, box: bytes
) -> Opening:
    what = f"commitment {commitment.hex()[:12]}"
    try:
        plain = AESGCM(key).decrypt(nonce, box, commitment)
        salt, log, id_, seq, path, value = decode(plain)
    except (InvalidTag, ValueError, MalformedError) as error:
        raise VerificationError(f"{what}: what is kept for it does not open") from error
    return Opening(
        owner=owner, log=log, id=id_, seq=seq, path=path, salt=salt, value=value
    )
