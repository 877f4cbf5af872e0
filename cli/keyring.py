"""The keys at hand, and the names by which people mean keys.

Beside each private key file lies its public half, ``<file>.pub``, as ``ssh-keygen``
writes it: enough to say who is to sign, so that the passphrase is asked for only
after the sheet was read. A private key without it is unlocked first.
"""

import re
from pathlib import Path
from typing import Final

import click

from cli.desk import Desk
from cli.language import say
from cli.passphrases import unlock
from cli.public_keys import PUBLIC_SUFFIX, read_public
from ledger.directory import Directory
from ledger.directory_state import Key
from ledger.errors import UnknownKeyError, UnusableKeyError
from ledger.keys import ED25519, Ed25519Signer, key_id

_HEX: Final = re.compile(r"(?:key/)?([0-9a-f]{12,64})", re.ASCII)


class Keyring:
    """The key files given with ``--as``, unlocked when they have to sign.

    Args:
        desk: Which files, and where their passphrases are.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._signers: dict[Path, Ed25519Signer] = {}
        self._ids: dict[bytes, Path] = {}

    def add(self, path: Path) -> bytes:
        """Take in a key file and return the id of its key.

        Raises:
            UnusableKeyError: It cannot be used.
        """
        public = path.with_name(path.name + PUBLIC_SUFFIX)
        if path.exists() and public.exists():
            known = key_id(ED25519, read_public(public))
        else:
            known = self._unlock(path).key_id
        self._ids[known] = path
        return known

    def add_all(self) -> list[bytes]:
        """Take in every key of the desk, in order."""
        return [self.add(path) for path in self._desk.keys]

    @property
    def keys(self) -> list[bytes]:
        """The ids of all keys taken in, in order."""
        return list(self._ids)

    def holds(self, key: bytes) -> bool:
        """Whether a key is at hand."""
        return key in self._ids

    def signer(self, key: bytes) -> Ed25519Signer:
        """Return a key that can sign.

        Raises:
            UnusableKeyError: It cannot be unlocked, or is not the one that the
                public half beside it says.
        """
        path = self._ids[key]
        signer = self._unlock(path)
        if signer.key_id != key:
            raise UnusableKeyError(
                f"key file {path}: its public half beside it belongs to another key"
            )
        return signer

    def _unlock(self, path: Path) -> Ed25519Signer:
        if path not in self._signers:
            self._signers[path] = unlock(self._desk, path)
        return self._signers[path]


def named_key(text: str, directory: Directory, position: int) -> Key:
    """Find the enrolled key that somebody means.

    Args:
        text: A key file, its public half, the beginning of a key id, or the id of
            a subject with one live key.
        directory: Keys and roles.
        position: Before which the keys stand.

    Raises:
        UnknownKeyError: No such key is enrolled.
        UsageError: Several keys fit.
    """
    found = _fitting(text, directory, position)
    if not found:
        raise UnknownKeyError(
            say(f"没有登记过的密钥与 {text} 对应", f"no enrolled key fits {text}")
        )
    if len(found) > 1:
        ids = ", ".join(key.key_id.hex()[:12] for key in found)
        raise click.UsageError(
            say(f"{text} 对应多个密钥：{ids}", f"{text} fits several keys: {ids}")
        )
    return found[0]


def _fitting(text: str, directory: Directory, position: int) -> list[Key]:
    file = Path(text)
    if file.is_file():
        public = file if file.suffix == PUBLIC_SUFFIX else Path(text + PUBLIC_SUFFIX)
        wanted = key_id(ED25519, read_public(public)).hex()
    elif match := _HEX.fullmatch(text):
        wanted = match[1]
    else:
        return directory.live_keys(text, position)
    keys = directory.keys.values()
    return [key for key in keys if key.key_id.hex().startswith(wanted)]
