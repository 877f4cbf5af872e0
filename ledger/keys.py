r"""Keys: who signs, how a key is named, and which keys nobody may use.

The one suite in use is ``ed25519`` (RFC 8032, cofactorless verification, S < L).
``sm2-sm3`` is reserved: its name, key and signature fit wherever these do. A key is
named by its whole id (formats section 4)::

    key_id = SHA-256("daocha-key.v1\0" || suite || "\0" || public key)
"""

from functools import lru_cache
from hashlib import sha256
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from ledger.ed25519_points import weakness_of
from ledger.errors import SignatureError, UnusableKeyError

ED25519: Final = "ed25519"
"""Name of the suite RFC 8032 Ed25519."""

SUITES: Final = frozenset({ED25519})
"""Suites under which a key can be enrolled."""

_SEED_SIZE: Final = 32


class Signer(Protocol):
    """Whatever can sign with one key: a key file, an agent, a token."""

    @property
    def key_id(self) -> bytes:
        """Id of the key, 32 bytes."""

    @property
    def suite(self) -> str:
        """Suite of the key, one of `SUITES`."""

    @property
    def public(self) -> bytes:
        """The public key in its suite's encoding."""

    def sign(self, message: bytes) -> bytes:
        """Sign a message and return the raw signature."""


class Ed25519Signer:
    """A private Ed25519 key in memory.

    Args:
        private_key: The key; it stays readable as the attribute of that name, so
            that a key file can be written, and shows in no representation.
    """

    __slots__ = ("key_id", "private_key", "public", "suite")

    def __init__(self, private_key: Ed25519PrivateKey) -> None:
        self.private_key = private_key
        self.suite = ED25519
        self.public = private_key.public_key().public_bytes_raw()
        self.key_id = key_id(ED25519, self.public)

    @classmethod
    def generate(cls) -> "Ed25519Signer":
        """Make a new key from the system's randomness."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> "Ed25519Signer":
        """Make the key of a 32-byte seed.

        Raises:
            UnusableKeyError: The seed has another length.
        """
        if len(seed) != _SEED_SIZE:
            raise UnusableKeyError(
                f"seed: expected {_SEED_SIZE} bytes, got {len(seed)}"
            )
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    def sign(self, message: bytes) -> bytes:
        """Sign a message and return the 64 raw bytes of the signature."""
        return self.private_key.sign(message)

    def __repr__(self) -> str:
        return f"Ed25519Signer({self.key_id.hex()})"


@lru_cache(maxsize=1024)
def key_id(suite: str, public: bytes) -> bytes:
    """Return the id of a public key."""
    return sha256(b"daocha-key.v1\0%b\0%b" % (suite.encode("utf-8"), public)).digest()


def check_public_key(suite: str, public: bytes) -> None:
    """Check that a key may be enrolled: known suite, right length, not weak.

    Under a weak key one signature can verify for many messages, so its owner could
    deny any act. This takes milliseconds; it is for enrolment, not for every
    signature.

    Raises:
        UnusableKeyError: The suite is unknown or the key is weak.
    """
    if suite not in SUITES:
        raise UnusableKeyError(f"suite: expected {ED25519}, got an unknown one")
    weakness = weakness_of(public)
    if weakness is not None:
        raise UnusableKeyError(f"public key: expected a sound one, got {weakness}")


def verify(suite: str, public: bytes, message: bytes, signature: bytes) -> None:
    """Check one signature.

    That the key is sound and belongs to the signer is for the caller to know:
    `check_public_key` has been run when it was enrolled.

    Raises:
        SignatureError: The suite is unknown, the key is no key, or the signature
            is not one of this message under this key.
    """
    if suite not in SUITES:
        raise SignatureError(f"signature: expected the suite {ED25519}")
    try:
        _public_key(public).verify(signature, message)
    except InvalidSignature as error:
        raise SignatureError("signature: it is not one of this message") from error


@lru_cache(maxsize=1024)
def _public_key(public: bytes) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(public)
    except ValueError as error:
        raise SignatureError("public key: expected 32 bytes") from error
