"""Public halves of keys, in the one line that ``ssh-keygen`` writes beside a key file.

::

    ssh-ed25519 <base64 of name and key, each with its length> <comment>
"""

import os
from pathlib import Path
from typing import Final

from ledger.encoding import format_base64, parse_base64
from ledger.errors import MalformedError, StoreError, UnusableKeyError

PUBLIC_SUFFIX: Final = ".pub"

_NAME: Final = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"
_WORD: Final = "ssh-ed25519"
_MAX_FILE: Final = 4_096


def write_public(path: Path, public: bytes, comment: str = "") -> Path:
    """Write the public half beside a new private key file, and return where.

    Raises:
        StoreError: It could not be written.
    """
    target = path.with_name(path.name + PUBLIC_SUFFIX)
    words = [_WORD, format_base64(_NAME + public), comment]
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(" ".join(word for word in words if word) + "\n")
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise StoreError(f"key file {target}: {reason}") from error
    return target


def read_public(path: Path) -> bytes:
    """Read a public key file as ``ssh-keygen`` writes it.

    Raises:
        UnusableKeyError: It is none, or not of an Ed25519 key.
    """
    try:
        with path.open("rb") as file:
            words = file.read(_MAX_FILE).decode("utf-8").split()
        blob = parse_base64(words[1])
    except OSError as error:
        raise UnusableKeyError(f"key file {path}: {error.strerror}") from error
    except (MalformedError, ValueError, IndexError) as error:
        raise UnusableKeyError(f"key file {path}: expected a public key") from error
    public = blob.removeprefix(_NAME)
    if words[0] != _WORD or len(public) + len(_NAME) != len(blob):
        raise UnusableKeyError(f"key file {path}: expected an Ed25519 public key")
    return public
