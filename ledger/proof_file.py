"""The receipt that outlives the ledger: ``.tlog-proof`` (C2SP tlog-proof).

::

    c2sp.org/tlog-proof@v1
    index <n>
    <base64(hash)>              one line per hash, from the leaf's sibling upwards
    <empty line>
    <the checkpoint's signed note>

The file is cut at the **first** empty line. With the record, the origin and the
ledger's key it can be checked anywhere, by `check_inclusion` and `open_checkpoint`.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from ledger.checkpoint import parse_checkpoint
from ledger.encoding import MAX_INT, format_base64, parse_base64, parse_decimal
from ledger.errors import MalformedError
from ledger.merkle.hashing import HASH_SIZE
from ledger.note import MAX_NOTE, parse_note

MAX_HASHES: Final = 63
"""Most hashes in a proof; a tree so high would hold 2**63 records."""

_HEADER: Final = b"c2sp.org/tlog-proof@v1"
_INDEX: Final = "index "
_MAX_FILE: Final = MAX_NOTE + 4_096


class ProofFile(msgspec.Struct, frozen=True):
    """A proof of inclusion together with the checkpoint it leads to.

    Attributes:
        index: Position of the record.
        hashes: The inclusion proof, from the leaf's sibling upwards.
        checkpoint: The checkpoint's signed note, verbatim and not yet believed.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes


def format_proof(index: int, hashes: Sequence[bytes], checkpoint: bytes) -> bytes:
    """Format a receipt.

    Raises:
        MalformedError: A part is outside the format.
    """
    _check_parts(index, hashes, checkpoint)
    lines = [f"{_INDEX}{index}", *(format_base64(digest) for digest in hashes)]
    head = "\n".join(lines).encode("ascii")
    return b"%b\n%b\n\n%b" % (_HEADER, head, checkpoint)


def parse_proof(data: bytes) -> ProofFile:
    """Parse a receipt without believing it.

    Raises:
        MalformedError: The bytes are not a receipt, or not its only spelling.
    """
    if len(data) > _MAX_FILE:
        raise MalformedError(f"proof file: expected at most {_MAX_FILE} bytes")
    head, separator, checkpoint = data.partition(b"\n\n")
    header, *lines = head.split(b"\n", MAX_HASHES + 2)
    if not separator or header != _HEADER or not lines:
        raise MalformedError("proof file: expected a header, an index and a note")
    index, *hashes = [_ascii(line) for line in lines]
    if not index.startswith(_INDEX):
        raise MalformedError("proof file: expected the index on the second line")
    proof = ProofFile(
        parse_decimal(index.removeprefix(_INDEX)),
        tuple(parse_base64(line) for line in hashes),
        checkpoint,
    )
    _check_parts(proof.index, proof.hashes, proof.checkpoint)
    return proof


def _ascii(line: bytes) -> str:
    try:
        return line.decode("ascii")
    except UnicodeDecodeError as error:
        raise MalformedError("proof file: expected ASCII above the note") from error


def _check_parts(index: int, hashes: Sequence[bytes], checkpoint: bytes) -> None:
    if not 0 <= index <= MAX_INT:
        raise MalformedError("proof file: expected an index of at most 53 bits")
    if len(hashes) > MAX_HASHES:
        raise MalformedError(f"proof file: expected at most {MAX_HASHES} hashes")
    if any(len(digest) != HASH_SIZE for digest in hashes):
        raise MalformedError(f"proof file: expected hashes of {HASH_SIZE} bytes")
    parse_checkpoint(parse_note(checkpoint).text)
