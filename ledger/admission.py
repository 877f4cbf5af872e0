"""Every check that a record passes before it is in the log.

There are two halves. What depends on the bytes and on public keys alone runs before
the lock (`check_signed`): shape, text rules, origin, weak keys, signatures. What
depends on the position runs inside the write transaction (`objections`): directory,
chain, tree seen, references, times, the map of heads. Recovery runs both over what
lies beyond the head, and an audit runs the same functions over everything.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Protocol

import msgspec

from ledger.directory import Directory
from ledger.encoding import check_texts
from ledger.enrolment import HeadsSealed, brought_keys, read_body, weak_key_objections
from ledger.errors import MalformedError
from ledger.objection import Objection, check_none
from ledger.record import SignedStatement, check_signatures
from ledger.statement import (
    NO_PREVIOUS,
    Ref,
    Seen,
    Statement,
    decode_statement,
    statement_hash,
)

MAX_SKEW_MS: Final = 300_000
"""How far a signer's or the ledger's clock may be off, in milliseconds."""


class Place(msgspec.Struct, frozen=True):
    """Where a statement stands: its number, its hash and its position."""

    seq: int
    hash: bytes
    position: int


NOWHERE: Final = Place(0, NO_PREVIOUS, -1)
"""The place before the first event of an aggregate."""


class Past(Protocol):
    """What is recorded before a position, as far as a check asks for it."""

    @property
    def directory(self) -> Directory:
        """Keys and roles; it may hold more than the past."""

    def last(self, aggregate: str) -> Place:
        """Return the newest event of an aggregate, or `NOWHERE`."""

    def find(self, aggregate: str, seq: int) -> Place | None:
        """Return one event of an aggregate."""

    def root_at(self, size: int) -> bytes:
        """Return the root of the tree at a size up to the present one."""

    def received_at(self, position: int) -> int:
        """Return the time of recording of a position."""

    def heads(self, size: int) -> tuple[int, bytes]:
        """Return count and root of the map of heads at a size."""


class Checked(msgspec.Struct, frozen=True):
    """A submission whose bytes and signatures were found to be true."""

    signed: SignedStatement
    statement: Statement
    hash: bytes


def decode_signed(signed: SignedStatement, origin: str) -> Checked:
    """Decode a submission, and check all that its bytes alone decide.

    Raises:
        MalformedError: It is no statement, or a text breaks the text rules.
        VerificationError: It is meant for another ledger, or brings a weak key.
    """
    statement = decode_statement(signed.payload)
    if statement.log != origin:
        what = f"log of {statement.id}@{statement.seq}"
        check_none([Objection("origin", what, origin, statement.log)])
    check_texts(statement.body)
    check_none(weak_key_objections(statement))
    return Checked(signed, statement, statement_hash(signed.payload))


def check_signed(checked: Checked, publics: Mapping[bytes, bytes]) -> None:
    """Check the signatures of a submission.

    Args:
        checked: What `decode_signed` returned.
        publics: Public key by key id; a statement that enrols a key needs no entry
            for it.

    Raises:
        UnknownKeyError: A signer's key is not among them.
        SignatureError: A signature is missing, surplus, or does not verify.
    """
    statement = checked.statement
    brought = brought_keys(statement)
    if brought:
        known = {e.key: publics[e.key] for e in statement.by if e.key in publics}
        publics = known | {key: public for key, (_, public) in brought.items()}
    check_signatures(checked.signed, publics, statement=statement)


def objections(
    checked: Checked, *, position: int, received_at: int, past: Past
) -> Iterator[Objection]:
    """Yield all reasons why a record may not stand at a position.

    The signatures must have been checked: nothing here looks at them.

    Args:
        checked: The submission.
        position: Where it is to stand, or stands.
        received_at: The ledger's time of recording.
        past: What is recorded before the position.
    """
    statement = checked.statement
    seen = statement.seen
    name = f"{statement.id}@{statement.seq}"
    yield from past.directory.objections(
        statement, position=position, received_at=received_at
    )
    before = past.last(statement.id)
    yield from chain_objections(name, statement.seq, statement.prev, before)
    if not least_size(position) <= seen.size <= position:
        yield size_objection(name, seen.size, position)
    else:
        yield from seen_objections(name, seen, past.root_at(seen.size))
        seen_at = past.received_at(seen.size - 1) if seen.size else None
        yield from time_objections(name, statement.at, received_at, seen_at)
    for ref in statement.refs:
        yield from reference_objections(name, ref, past.find(ref.id, ref.seq), position)
    if statement.type == "heads.sealed":
        yield from _heads_objections(name, statement, position, past)


def chain_objections(
    name: str, seq: int, prev: bytes, before: Place
) -> Iterator[Objection]:
    """Yield what speaks against an event following another in its aggregate."""
    if seq != before.seq + 1:
        yield Objection("chain", f"seq of {name}", str(before.seq + 1), str(seq))
    elif prev != before.hash:
        yield Objection("chain", f"prev of {name}", before.hash.hex(), prev.hex())


def least_size(position: int) -> int:
    """Return the smallest tree that the signer of a record may have seen.

    Only who founds the ledger has seen nothing.
    """
    return 1 if position else 0


def size_objection(name: str, size: int, position: int) -> Objection:
    """Object to a size that the signer cannot have seen."""
    wanted = f"a size from {least_size(position)} to {position}"
    return Objection("seen", f"tree seen by {name}", wanted, str(size))


def seen_objections(name: str, seen: Seen, root: bytes) -> Iterator[Objection]:
    """Yield what speaks against the root that a signer says to have seen."""
    if seen.root != root:
        what = f"tree seen by {name} at size {seen.size}"
        yield Objection("seen", what, root.hex(), seen.root.hex())


def reference_objections(
    name: str, ref: Ref, found: Place | None, position: int
) -> Iterator[Objection]:
    """Yield what speaks against a reference to another aggregate's event."""
    what = f"reference of {name} to {ref.id}@{ref.seq}"
    if found is None:
        yield Objection("reference", what, "an event recorded before", "none")
    elif found.position >= position:
        yield Objection(
            "reference",
            what,
            f"an event before position {position}",
            f"one at position {found.position}",
        )
    elif found.hash != ref.hash:
        yield Objection("reference", what, found.hash.hex(), ref.hash.hex())


def time_objections(
    name: str, at: int, received_at: int, seen_at: int | None
) -> Iterator[Objection]:
    """Yield what speaks against a claimed time (formats section 3).

    Args:
        name: The event.
        at: The time that its signers claim.
        received_at: The ledger's time of recording.
        seen_at: Time of recording of the newest record that the signers had seen.
    """
    if at > received_at + MAX_SKEW_MS:
        yield Objection(
            "time", f"at of {name}", f"at most {received_at + MAX_SKEW_MS}", str(at)
        )
    if seen_at is not None and at < seen_at - MAX_SKEW_MS:
        yield Objection(
            "time", f"at of {name}", f"at least {seen_at - MAX_SKEW_MS}", str(at)
        )


def _heads_objections(
    name: str, statement: Statement, position: int, past: Past
) -> Iterator[Objection]:
    try:
        body = read_body(statement)
    except MalformedError:
        return  # the directory has objected to it
    if isinstance(body, HeadsSealed) and 1 <= body.size <= position:
        count, root = past.heads(body.size)
        if (body.count, body.root) != (count, root):
            yield Objection(
                "heads",
                f"map of heads in {name}",
                f"{count} heads under {root.hex()}",
                f"{body.count} under {body.root.hex()}",
            )
