"""The statement: what an official signs, and the hash that names it.

The payload is one canonical map with exactly the keys of `Statement` (formats
section 2). It is signed and hashed inside DSSE's pre-authentication encoding::

    PAE = "DSSEv1" SP len(type) SP type SP len(payload) SP payload
    statement hash = SHA-256(PAE)

Nothing here knows where in the ledger a statement stands: what depends on the
position, the tree or the directory is judged on admission.
"""

import re
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, Literal

import msgspec

from ledger.encoding import (
    MAX_INT,
    Value,
    check_canonical,
    check_complete,
    check_texts,
    check_value,
    decode_shape,
    encode,
)
from ledger.errors import MalformedError
from ledger.merkle.hashing import EMPTY_ROOT, HASH_SIZE
from ledger.origin import check_origin

PAYLOAD_TYPE: Final = "application/vnd.daocha.statement.v1+msgpack"
"""The DSSE payload type of every statement."""

MAX_PAYLOAD: Final = 40_960
"""Longest payload, in bytes."""

MAX_INSTANT: Final = 253_402_271_999_999
"""Last millisecond whose date in Asia/Shanghai can be written YYYY-MM-DD."""

SEGMENTS: Final = ("DECLARE", "RECOMMEND", "AUDIT", "REVIEW", "SUPERVISE", "ADMIN")
"""The parts of the chain of responsibility that a signer can stand in."""

NO_PREVIOUS: Final = bytes(HASH_SIZE)
"""What ``prev`` holds in the first event of an aggregate."""


# None of the structs can be part of a reference cycle, so the garbage collector need
# not visit them (gc=False); a long replay would spend half of its time there.


class SignedBy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One signer of a statement, and the capacity in which it signs.

    Attributes:
        key: Id of the key (formats section 4).
        role: Role under which the signer acts.
        org: Organisation for which it acts, ``organisation/…``, or empty.
        seg: Place in the chain of responsibility, one of `SEGMENTS`.
    """

    key: bytes
    role: str
    org: str
    seg: str


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The ledger as the signer had verified it: a size, and the root at that size."""

    size: int
    root: bytes


class Ref(
    msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False
):
    """An event in another aggregate that the act relies on.

    Attributes:
        id: The other aggregate.
        seq: The event's number there.
        hash: Its statement hash.
    """

    id: str
    seq: int
    hash: bytes


class Statement(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False
):
    """One act, as its signers state it (formats section 2).

    Attributes:
        v: Version of this format.
        log: Origin of the ledger it is meant for.
        id: The aggregate, ``<kind>/<opaque>``.
        seq: Number of the event in its aggregate, from 1, without gaps.
        prev: Statement hash of the aggregate's previous event.
        type: ``<kind>.<event-name>``.
        tv: Version of that type's schema, from 1.
        at: Time of the act as the signer claims it, in ms since 1970 UTC.
        by: Those who sign, in the order of their signatures.
        seen: The ledger as the signer had verified it.
        refs: Events in other aggregates that the act relies on.
        law: Policy version, then the rules under which the act is done.
        body: The facts, by the type's schema.
    """

    v: Literal[1]
    log: str
    id: str
    seq: int
    prev: bytes
    type: str
    tv: int
    at: int
    by: tuple[SignedBy, ...]
    seen: Seen
    refs: tuple[Ref, ...]
    law: tuple[str, ...]
    body: dict[str, Any]


def pae(payload: bytes) -> bytes:
    """Return the bytes that are hashed and signed for a payload.

    Example:
        >>> pae(b"hi")
        b'DSSEv1 43 application/vnd.daocha.statement.v1+msgpack 2 hi'
    """
    return b"%b%d %b" % (_PAE_PREFIX, len(payload), payload)


def statement_hash(payload: bytes) -> bytes:
    """Hash a payload; the hex of this is the event's id."""
    return sha256(b"%b%d %b" % (_PAE_PREFIX, len(payload), payload)).digest()


def encode_statement(statement: Statement) -> bytes:
    """Encode a statement that is about to be shown, signed and appended.

    Everything that `decode_statement` asks holds for the result, and the texts of
    the body obey the text rules. Line feeds pass here; which field may hold them
    is for the type's schema to say.

    Raises:
        MalformedError: A value, a text or the size is outside the format.
    """
    payload = encode(_as_map(statement))
    decode_statement(payload)
    check_texts(statement.body)
    return payload


def decode_statement(payload: bytes) -> Statement:
    """Decode a payload from anywhere: canonical, exact keys, every shape checked.

    The text rules are not applied, because they bind drafting, not reading.

    Raises:
        MalformedError: The payload is not a statement of this format.
    """
    check_complete(payload, limit=MAX_PAYLOAD)
    statement = decode_shape(_decoder, payload, "statement")
    check_value(statement.body, 2)
    check_canonical(statement, payload)
    _check_envelope(statement)
    _check_signers(statement.by)
    _check_refs(statement)
    _check_law(statement)
    _check_commitments(statement.body)
    return statement


def read_statement(payload: bytes) -> Statement:
    """Decode a payload that was admitted before, and check its shape only.

    Raises:
        MalformedError: The payload does not even have the shape of a statement.
    """
    return decode_shape(_decoder, payload, "statement")


def check_id(id: str) -> None:  # noqa: A002 - the format's own name
    """Check that a text has the shape of an aggregate id, ``<kind>/<opaque>``.

    Raises:
        MalformedError: It does not.
    """
    if _ID(id) is None:
        raise MalformedError("aggregate id: expected <kind>/<opaque part>")


def kind_of(id: str) -> str:  # noqa: A002 - the format's own name
    """Return the kind of an aggregate, the part of its id before the slash.

    Example:
        >>> kind_of("person/4GZk9Q")
        'person'
    """
    return id.partition("/")[0]


_PAE_PREFIX: Final = f"DSSEv1 {len(PAYLOAD_TYPE)} {PAYLOAD_TYPE} ".encode("ascii")
_ID: Final = re.compile(r"[a-z]{1,24}/[0-9A-Za-z-]{1,64}", re.ASCII).fullmatch
_TYPE: Final = re.compile(r"[a-z]{1,24}\.[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII).fullmatch
_ROLE: Final = re.compile(r"[A-Z_]{1,32}", re.ASCII).fullmatch
_ORG: Final = re.compile(r"organisation/[0-9A-Za-z-]{1,64}", re.ASCII).fullmatch
_OWNER: Final = re.compile(r"(?:person|sealed)/[0-9A-Za-z-]{1,64}", re.ASCII).fullmatch
_POLICY: Final = re.compile(
    r"([0-9A-Za-z-]{1,64})@([1-9][0-9]{0,15})", re.ASCII
).fullmatch
_RULE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,63}", re.ASCII).fullmatch

_decoder: Final = msgspec.msgpack.Decoder(Statement)


def _as_map(statement: Statement) -> dict[str, Value]:
    fields = msgspec.structs.asdict(statement)
    fields["by"] = [msgspec.structs.asdict(signer) for signer in statement.by]
    fields["seen"] = msgspec.structs.asdict(statement.seen)
    fields["refs"] = [[ref.id, ref.seq, ref.hash] for ref in statement.refs]
    return fields


def _check_envelope(statement: Statement) -> None:
    check_origin(statement.log)
    check_id(statement.id)
    _check_count("seq", statement.seq)
    _check_hash("prev", statement.prev)
    if (statement.seq == 1) is not (statement.prev == NO_PREVIOUS):
        raise MalformedError("prev: expected zeros at seq 1 and nowhere else")
    if _kind_of_type(statement.type) != kind_of(statement.id):
        raise MalformedError("type: expected the same kind as the aggregate id")
    _check_count("tv", statement.tv)
    if not 0 <= statement.at <= MAX_INSTANT:
        raise MalformedError("at: expected milliseconds between 1970 and 9999")
    _check_seen(statement.seen)


def _check_seen(seen: Seen) -> None:
    _check_hash("seen root", seen.root)
    if not 0 <= seen.size <= MAX_INT:
        raise MalformedError("seen size: expected a size")
    if seen.size == 0 and seen.root != EMPTY_ROOT:
        raise MalformedError("seen root: expected that of the empty tree at size 0")


def _check_signers(by: tuple[SignedBy, ...]) -> None:
    if not by:
        raise MalformedError("by: expected at least one signer")
    for signer in by:
        _check_hash("signer's key", signer.key)
        _check_capacity(signer.role, signer.org, signer.seg)
    if len({signer.key for signer in by}) != len(by):
        raise MalformedError("by: expected no key twice")


def _check_refs(statement: Statement) -> None:
    previous = ("", 0)
    for ref in statement.refs:
        check_id(ref.id)
        _check_count("seq of a ref", ref.seq)
        _check_hash("hash of a ref", ref.hash)
        if ref.id == statement.id:
            raise MalformedError("refs: expected events of other aggregates only")
        if (ref.id, ref.seq) <= previous:
            raise MalformedError("refs: expected them sorted by id and seq, none twice")
        previous = (ref.id, ref.seq)


def _check_law(statement: Statement) -> None:
    if not statement.law:
        return
    aggregate, seq = _policy_version(statement.law[0])
    for ref in statement.refs:
        if ref.seq == seq and ref.id == aggregate:
            break
    else:
        raise MalformedError("law: expected the policy version among the refs")
    previous = ""
    for rule in statement.law[1:]:
        _check_rule(rule)
        if rule <= previous:
            raise MalformedError("law: expected the rule ids sorted, none twice")
        previous = rule


# Types, roles, policies and rules are few and come again in every statement. What is
# remembered passed its check, so it is short, and there is a bound to it.


@lru_cache(maxsize=1024)
def _kind_of_type(name: str) -> str:
    if _TYPE(name) is None:
        raise MalformedError("type: expected <kind>.<event-name>")
    return name.partition(".")[0]


@lru_cache(maxsize=1024)
def _check_capacity(role: str, org: str, seg: str) -> None:
    if _ROLE(role) is None:
        raise MalformedError("signer's role: expected [A-Z_]{1,32}")
    if org and _ORG(org) is None:
        raise MalformedError("signer's org: expected organisation/… or nothing")
    if seg not in SEGMENTS:
        raise MalformedError(f"signer's seg: expected one of {', '.join(SEGMENTS)}")


@lru_cache(maxsize=64)
def _policy_version(text: str) -> tuple[str, int]:
    match = _POLICY(text)
    if match is None:
        raise MalformedError("law: expected <profile>@<seq> first")
    return f"policy/{match[1]}", int(match[2])


@lru_cache(maxsize=1024)
def _check_rule(rule: str) -> None:
    if _RULE(rule) is None:
        raise MalformedError("law: expected rule ids after the policy version")


def _check_commitments(value: Value) -> None:
    # Formats section 5: {"c": bin 32, "of": owner}; no other map has a key "c".
    if type(value) is dict:
        if "c" in value:
            _check_commitment(value)
            return
        value = value.values()
    for item in value:
        if type(item) is dict or type(item) is list:
            _check_commitments(item)


def _check_commitment(value: dict[str, Value]) -> None:
    digest, owner = value["c"], value.get("of")
    if len(value) != len(("c", "of")) or type(digest) is not bytes:
        raise MalformedError("commitment: expected exactly c (bytes) and of")
    _check_hash("commitment", digest)
    if type(owner) is not str or _OWNER(owner) is None:
        raise MalformedError("commitment's owner: expected person/… or sealed/…")


def _check_count(what: str, number: int) -> None:
    if not 1 <= number <= MAX_INT:
        raise MalformedError(f"{what}: expected at least 1 and at most 53 bits")


def _check_hash(what: str, digest: bytes) -> None:
    if len(digest) != HASH_SIZE:
        raise MalformedError(f"{what}: expected {HASH_SIZE} bytes, got {len(digest)}")
