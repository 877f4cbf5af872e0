"""Checkpoints: what the ledger signs about its whole tree (C2SP tlog-checkpoint).

::

    <origin>
    <size>
    <base64(root)>

No further lines. The checkpoint travels as the text of a signed note, and the name
of the log key is the origin.
"""

from collections.abc import Iterable, Sequence

import msgspec

from ledger.encoding import MAX_INT, format_base64, parse_base64, parse_decimal
from ledger.errors import MalformedError, UnknownKeyError, VerificationError
from ledger.merkle.hashing import EMPTY_ROOT, HASH_SIZE
from ledger.note import NoteSigner, NoteVerifier, open_note, sign_note
from ledger.origin import check_origin

__all__ = [
    "Checkpoint",
    "check_origin",
    "format_checkpoint",
    "open_checkpoint",
    "parse_checkpoint",
    "sign_checkpoint",
]


class Checkpoint(msgspec.Struct, frozen=True):
    """The claim that the tree of a ledger has a root at a size.

    Attributes:
        origin: Name of the ledger.
        size: Number of records in the tree.
        root: Root of the tree at that size.
    """

    origin: str
    size: int
    root: bytes


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """Format a checkpoint as the text that is signed.

    Raises:
        MalformedError: Origin, size or root is outside the format.
    """
    _check_checkpoint(checkpoint)
    root = format_base64(checkpoint.root)
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Parse the text of a checkpoint.

    Nothing says that it is true: `open_checkpoint` checks the signatures first.

    Raises:
        MalformedError: The text is not a checkpoint, or not its only spelling.
    """
    lines = text.split("\n")
    if len(lines) != len(("origin", "size", "root", "")) or lines[-1]:
        raise MalformedError("checkpoint: expected three lines")
    origin, size, root = lines[:3]
    checkpoint = Checkpoint(origin, parse_decimal(size), parse_base64(root))
    _check_checkpoint(checkpoint)
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[NoteSigner]) -> bytes:
    """Sign a checkpoint and return the note.

    Raises:
        MalformedError: Origin, size or root is outside the format.
        ValueError: There is no signer, or none is named as the ledger is.
    """
    if all(signer.name != checkpoint.origin for signer in signers):
        raise ValueError("checkpoint: expected a signer named as the origin")
    return sign_note(format_checkpoint(checkpoint), signers)


def open_checkpoint(
    data: bytes, origin: str, verifiers: Iterable[NoteVerifier]
) -> Checkpoint:
    """Check the signatures of a checkpoint's note and return what it claims.

    That a ledger's key signed two checkpoints that contradict each other is not
    found here: compare with those kept before, by a consistency proof.

    Args:
        data: The signed note.
        origin: The ledger that the checkpoint must be of.
        verifiers: The keys that are believed, chosen beforehand; a signature of
            one that is named as the origin is required.

    Raises:
        MalformedError: The bytes are not a note, or its text no checkpoint.
        SignatureError: A known key's signature does not verify.
        UnknownKeyError: No known key of that ledger has signed.
        VerificationError: The checkpoint is of another ledger.
    """
    note = open_note(data, verifiers)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise VerificationError(
            f"checkpoint's origin: expected {origin}, got {checkpoint.origin}"
        )
    if all(line.name != origin for line in note.signatures):
        raise UnknownKeyError("checkpoint: expected the signature of the ledger's key")
    return checkpoint


def _check_checkpoint(checkpoint: Checkpoint) -> None:
    check_origin(checkpoint.origin)
    if not 0 <= checkpoint.size <= MAX_INT:
        raise MalformedError("checkpoint's size: expected at most 53 bits")
    if len(checkpoint.root) != HASH_SIZE:
        raise MalformedError(
            f"checkpoint's root: expected {HASH_SIZE} bytes, got {len(checkpoint.root)}"
        )
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise MalformedError("checkpoint's root: expected that of the empty tree")
