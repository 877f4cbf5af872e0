"""Private keys on disk: OpenSSH format, encrypted under a passphrase, mode 0600.

The file is one that ``ssh-keygen`` reads and writes: bcrypt turns the passphrase
into a key, AES-256-CTR encrypts the private half::

    "openssh-key-v1" NUL  cipher  kdf  [salt, u32 rounds]  u32 1  public  encrypted

with every part but the numbers preceded by its length as u32. That cipher has no
checksum of its own, so a reader compares the public key outside with the one that
the decrypted seed makes: a file changed in any byte gives the very same key or none.
(The same key, because a changed bit may fall into the comment.)

A file that others could read is refused, as ``ssh`` does: the passphrase is the second
lock, not the only one. Where permissions are no mode bits (Windows), only the second
is looked at.
"""

import os
import stat
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PrivateFormat,
    load_ssh_private_key,
)

from ledger.encoding import parse_base64
from ledger.errors import MalformedError, StoreError, UnusableKeyError
from ledger.keys import Ed25519Signer

DEFAULT_ROUNDS: Final = 100
"""bcrypt rounds of a new file: about a second of work for every guess."""

MAX_ROUNDS: Final = 2_000
"""Most rounds that are read; a file that asks for more would stall its reader."""

_MAX_FILE: Final = 16_384
_POSIX: Final = os.name == "posix"
_MODE: Final = 0o600
_OTHERS: Final = 0o077
# Opening a pipe would wait for its writer; text mode would change the bytes.
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_READ: Final[int] = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0)
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
_BEGIN: Final = "-----BEGIN OPENSSH PRIVATE KEY-----"
_END: Final = "-----END OPENSSH PRIVATE KEY-----"
_MAGIC: Final = b"openssh-key-v1\0"
_PUBLIC_PREFIX: Final = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"


def write_key(
    path: Path,
    signer: Ed25519Signer,
    passphrase: bytes,
    *,
    rounds: int = DEFAULT_ROUNDS,
) -> None:
    """Write a private key to a new file that only its owner can read.

    The file is on the medium when this returns.

    Args:
        path: Where; nothing may be there yet.
        signer: The key.
        passphrase: What the file is encrypted under, not empty.
        rounds: bcrypt rounds; few only for demonstrations and tests.

    Raises:
        UnusableKeyError: The passphrase is empty or too long, or something is at
            ``path`` already; it was not touched.
        StoreError: The file could not be written; none is left behind.
    """
    if not 1 <= rounds <= MAX_ROUNDS:
        raise ValueError(f"rounds: expected 1 to {MAX_ROUNDS}, got {rounds}")
    data = _encrypt(signer, passphrase, rounds)
    try:
        fd = os.open(path, _CREATE, _MODE)
    except FileExistsError as error:
        raise UnusableKeyError(f"key file {path}: expected none there yet") from error
    except OSError as error:
        raise StoreError(f"key file {path}: {error.strerror}") from error
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if _POSIX:
            _sync_directory(path.parent)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise StoreError(f"key file {path}: {error.strerror}") from error


def read_key(path: Path, passphrase: bytes) -> Ed25519Signer:
    """Read a private key from its file.

    Raises:
        UnusableKeyError: The file is missing, readable by others, not an encrypted
            Ed25519 key, damaged, or encrypted under another passphrase.
    """
    data = _read_private(path)
    try:
        public = _public_half(data)
    except MalformedError as error:
        raise UnusableKeyError(f"key file {path}: {error}") from error
    signer = _decrypt(path, data, passphrase)
    if signer.public != public:
        raise UnusableKeyError(
            f"key file {path}: its two halves do not belong together"
        )
    return signer


def _encrypt(signer: Ed25519Signer, passphrase: bytes, rounds: int) -> bytes:
    if not passphrase:
        raise UnusableKeyError("passphrase: expected at least one character")
    builder = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(rounds)
    try:
        return signer.private_key.private_bytes(
            Encoding.PEM, PrivateFormat.OpenSSH, builder.build(passphrase)
        )
    except ValueError as error:
        raise UnusableKeyError("passphrase: expected at most 1023 bytes") from error


def _decrypt(path: Path, data: bytes, passphrase: bytes) -> Ed25519Signer:
    try:
        key = load_ssh_private_key(data, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnusableKeyError(
            f"key file {path}: wrong passphrase, or the file is damaged"
        ) from error
    # The public half was looked at before, and the library has compared the kinds.
    assert isinstance(key, Ed25519PrivateKey)
    return Ed25519Signer(key)


def _read_private(path: Path) -> bytes:
    # Opened first and looked at afterwards: what was checked is what is read.
    try:
        fd = os.open(path, _READ)
        with os.fdopen(fd, "rb") as file:
            _check_private(path, os.fstat(fd))
            data = file.read(_MAX_FILE + 1)
    except OSError as error:
        raise UnusableKeyError(f"key file {path}: {error.strerror}") from error
    if len(data) > _MAX_FILE:
        raise UnusableKeyError(f"key file {path}: expected at most {_MAX_FILE} bytes")
    return data


def _check_private(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnusableKeyError(f"key file {path}: expected an ordinary file")
    if _POSIX and status.st_mode & _OTHERS:
        mode = stat.S_IMODE(status.st_mode)
        raise UnusableKeyError(
            f"key file {path}: expected mode 0600, got {mode:04o}; others can read it"
        )


def _public_half(data: bytes) -> bytes:
    # The part outside the encryption, in its only spelling: `cryptography` would
    # skip stray text, and would start any number of bcrypt rounds.
    rest = _take_magic(_unwrap(data))
    _cipher, rest = _take(rest)
    kdf, rest = _take(rest)
    options, rest = _take(rest)
    if kdf != b"bcrypt":
        raise MalformedError("expected it to be encrypted under a passphrase")
    _check_rounds(options)
    count, rest = rest[:4], rest[4:]
    public, rest = _take(rest)
    if count != b"\0\0\0\1" or not public.startswith(_PUBLIC_PREFIX):
        raise MalformedError("expected one Ed25519 key")
    return public.removeprefix(_PUBLIC_PREFIX)


def _unwrap(data: bytes) -> bytes:
    try:
        begin, *lines, end, last = data.decode("ascii").split("\n")
    except ValueError as error:
        raise MalformedError("expected an OpenSSH private key") from error
    if (begin, end, last) != (_BEGIN, _END, ""):
        raise MalformedError("expected an OpenSSH private key")
    return parse_base64("".join(lines))


def _take_magic(data: bytes) -> bytes:
    if not data.startswith(_MAGIC):
        raise MalformedError("expected an OpenSSH private key")
    return data.removeprefix(_MAGIC)


def _take(data: bytes) -> tuple[bytes, bytes]:
    end = 4 + int.from_bytes(data[:4], "big")
    if len(data) < end:
        raise MalformedError("expected a whole key, got a piece of one")
    return data[4:end], data[end:]


def _check_rounds(options: bytes) -> None:
    _, rounds = _take(options)
    if not 1 <= int.from_bytes(rounds, "big") <= MAX_ROUNDS:
        raise MalformedError(f"expected at most {MAX_ROUNDS} bcrypt rounds")


def _sync_directory(directory: Path) -> None:
    fd = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
