"""The record: a statement with its signatures, as the ledger stores and hashes it.

::

    record = canonical msgpack
        [1, payload, [[key_id, suite, signature], …], received_at]

There is exactly one signature per entry of the statement's ``by``, at the same
index, with the same key id and the suite under which that key was enrolled
(formats section 3). The leaf of the tree is ``SHA-256(0x00 || record)``; the record
is also the entry of the published log. Records are stored verbatim.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, Literal, Protocol

import msgspec

from ledger.encoding import check_canonical, check_complete, decode_shape, pack
from ledger.errors import MalformedError, SignatureError, UnknownKeyError
from ledger.keys import SUITES, key_id, verify
from ledger.merkle.hashing import HASH_SIZE, leaf_hash
from ledger.statement import (
    MAX_INSTANT,
    MAX_PAYLOAD,
    SignedBy,
    Statement,
    decode_statement,
    pae,
    read_statement,
    statement_hash,
)

__all__ = [
    "MAX_RECORD",
    "Event",
    "Record",
    "Signature",
    "Signed",
    "SignedStatement",
    "check_signatures",
    "check_signers",
    "decode_event",
    "decode_record",
    "encode_record",
    "leaf_hash",
    "read_event",
    "read_record",
]

MAX_RECORD: Final = 65_535
"""Longest record, in bytes: what an entry bundle of the published log can hold."""

_MAX_SIGNATURE: Final = 8_192
_SUITE: Final = re.compile(r"[a-z0-9-]{1,32}", re.ASCII).fullmatch


class Signature(
    msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False
):
    """One signature over a statement.

    Attributes:
        key: Id of the key that made it.
        suite: Signature suite of that key.
        signature: The raw signature.
    """

    key: bytes
    suite: str
    signature: bytes


class SignedStatement(msgspec.Struct, frozen=True, gc=False):
    """What is submitted: a payload and the signatures over it.

    Attributes:
        payload: The canonical statement, verbatim.
        signatures: One per entry of the statement's ``by``, in the same order.
    """

    payload: bytes
    signatures: tuple[Signature, ...]


class Record(msgspec.Struct, frozen=True, gc=False):
    """What is stored: a submitted statement, and when the ledger took it in.

    Attributes:
        payload: The canonical statement, verbatim.
        signatures: One per entry of the statement's ``by``, in the same order.
        received_at: The ledger's time of recording, in ms since 1970 UTC.
    """

    payload: bytes
    signatures: tuple[Signature, ...]
    received_at: int


class Event(msgspec.Struct, frozen=True, gc=False):
    """One recorded act as readers see it.

    Attributes:
        position: Place in the ledger, from 0; the index of its leaf.
        received_at: The ledger's time of recording, in ms since 1970 UTC.
        statement: What was stated.
        hash: Statement hash; its hex is the event's id.
        signatures: One per entry of the statement's ``by``, in the same order.
        record: The stored bytes, verbatim.
    """

    position: int
    received_at: int
    statement: Statement
    hash: bytes
    signatures: tuple[Signature, ...]
    record: bytes

    @property
    def id(self) -> str:
        """The aggregate."""
        return self.statement.id

    @property
    def seq(self) -> int:
        """Number of the event in its aggregate, from 1."""
        return self.statement.seq

    @property
    def type(self) -> str:
        """The event's type, ``<kind>.<event-name>``."""
        return self.statement.type

    @property
    def body(self) -> dict[str, Any]:
        """The facts."""
        return self.statement.body

    @property
    def originator_id(self) -> str:
        """The aggregate, as the eventsourcing library calls it."""
        return self.statement.id

    @property
    def originator_version(self) -> int:
        """The event's number, as the eventsourcing library calls it."""
        return self.statement.seq


class Signed(Protocol):
    """Anything that holds a payload and the signatures over it."""

    @property
    def payload(self) -> bytes:
        """The canonical statement, verbatim."""

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """One per entry of the statement's ``by``, in the same order."""


def encode_record(record: Record) -> bytes:
    """Encode a record as it is stored.

    The payload is taken as it is; that it is a statement, and that the signatures
    are true, is for the caller to have checked.

    Raises:
        MalformedError: A field is outside the format, or the record is too long.
    """
    signatures = [[s.key, s.suite, s.signature] for s in record.signatures]
    data = pack([1, record.payload, signatures, record.received_at])
    decode_record(data)
    return data


def decode_record(data: bytes) -> Record:
    """Decode a record from anywhere: canonical, with every shape checked.

    The payload inside is not looked at; `decode_event` looks at both.

    Raises:
        MalformedError: The bytes are not a record of this format.
    """
    check_complete(data, limit=MAX_RECORD)
    stored = decode_shape(_decoder, data, "record")
    check_canonical(stored, data)
    _check_stored(stored)
    return Record(stored.payload, stored.signatures, stored.received_at)


def read_record(data: bytes) -> Record:
    """Decode a record that was admitted before, and check its shape only.

    Raises:
        MalformedError: The bytes do not even have the shape of a record.
    """
    stored = decode_shape(_decoder, data, "record")
    return Record(stored.payload, stored.signatures, stored.received_at)


def decode_event(position: int, data: bytes) -> Event:
    """Decode a record from anywhere, and the statement in it, strictly.

    Signatures are not verified here.

    Raises:
        MalformedError: The bytes are not a record, or its payload no statement.
    """
    record = decode_record(data)
    return _event(position, data, record, decode_statement(record.payload))


def read_event(position: int, data: bytes) -> Event:
    """Decode a record that was admitted before, and check shapes only.

    Raises:
        MalformedError: The bytes do not even have the shape of a record.
    """
    stored = decode_shape(_decoder, data, "record")
    payload = stored.payload
    return Event(
        position,
        stored.received_at,
        read_statement(payload),
        statement_hash(payload),
        stored.signatures,
        data,
    )


def check_signatures(
    signed: Signed,
    keys: Mapping[bytes, bytes],
    *,
    statement: Statement | None = None,
) -> None:
    """Check that everybody named in a statement's ``by`` has signed it.

    Whether the keys were enrolled, and their owners had the roles, is judged on
    admission; this takes the keys as given.

    Args:
        signed: Payload and signatures.
        keys: Public key of every signer by its key id, from the directory.
        statement: What `decode_statement` made of the payload, if that was done.

    Raises:
        MalformedError: The payload is no statement.
        UnknownKeyError: A signer's key is not among ``keys``.
        SignatureError: A signature is missing, surplus, somebody else's, of
            another suite than the key's, or does not verify.
    """
    if statement is None:
        statement = decode_statement(signed.payload)
    check_signers(statement.by, signed.signatures)
    message = pae(signed.payload)
    for signature in signed.signatures:
        public = keys.get(signature.key)
        if public is None:
            raise UnknownKeyError(f"signer: no key {signature.key.hex()} is known")
        suite_known = signature.suite in SUITES
        if not suite_known or key_id(signature.suite, public) != signature.key:
            raise SignatureError("signature: expected the suite of the signer's key")
        verify(signature.suite, public, message, signature.signature)


def check_signers(by: tuple[SignedBy, ...], signatures: tuple[Signature, ...]) -> None:
    """Check that signatures stand in the order of the signers they belong to.

    Nothing is verified: this is the part of `check_signatures` that costs nothing.

    Raises:
        SignatureError: A signature is missing, surplus or out of place.
    """
    if len(by) != len(signatures):
        raise SignatureError(
            f"signatures: expected {len(by)}, one per signer, got {len(signatures)}"
        )
    for index, (signer, signature) in enumerate(zip(by, signatures, strict=True)):
        if signer.key != signature.key:
            raise SignatureError(f"signature {index}: expected that of signer {index}")


class _Stored(
    msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False
):
    version: Literal[1]
    payload: bytes
    signatures: tuple[Signature, ...]
    received_at: int


_decoder: Final = msgspec.msgpack.Decoder(_Stored)


def _check_stored(stored: _Stored) -> None:
    if not 0 < len(stored.payload) <= MAX_PAYLOAD:
        raise MalformedError(
            f"payload: expected 1 to {MAX_PAYLOAD} bytes, got {len(stored.payload)}"
        )
    if not stored.signatures:
        raise MalformedError("signatures: expected at least one")
    for signature in stored.signatures:
        _check_signature_shape(signature)
    if not 0 <= stored.received_at <= MAX_INSTANT:
        raise MalformedError("received_at: expected milliseconds between 1970 and 9999")


def _check_signature_shape(signature: Signature) -> None:
    if len(signature.key) != HASH_SIZE:
        raise MalformedError(
            f"key id: expected {HASH_SIZE} bytes, got {len(signature.key)}"
        )
    if _SUITE(signature.suite) is None:
        raise MalformedError("suite: expected [a-z0-9-]{1,32}")
    if not 0 < len(signature.signature) <= _MAX_SIGNATURE:
        raise MalformedError("signature: expected at least 1 byte, and not many")


def _event(position: int, data: bytes, record: Record, statement: Statement) -> Event:
    return Event(
        position,
        record.received_at,
        statement,
        statement_hash(record.payload),
        record.signatures,
        data,
    )
