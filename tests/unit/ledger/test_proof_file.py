import pytest

from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.encoding import MAX_INT
from ledger.errors import MalformedError, VerificationError
from ledger.keys import Ed25519Signer
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.proof import check_inclusion, prove_inclusion
from ledger.merkle.tree import MemoryTree
from ledger.note import NoteSigner
from ledger.proof_file import MAX_HASHES, ProofFile, format_proof, parse_proof
from tests.support.mangling import one_byte_changes, truncations

ORIGIN = "daocha.example"
LOG = NoteSigner(ORIGIN, Ed25519Signer.from_seed(bytes(range(32))))
RECORDS = [f"record {n}".encode() for n in range(7)]
TREE = MemoryTree(leaf_hash(record) for record in RECORDS)
NOTE = sign_checkpoint(Checkpoint(ORIGIN, 7, TREE.root_at(7)), [LOG])
INDEX = 4
RECEIPT = format_proof(INDEX, prove_inclusion(TREE, INDEX, 7), NOTE)


def check(receipt: bytes, record: bytes) -> None:
    proof = parse_proof(receipt)
    head = open_checkpoint(proof.checkpoint, ORIGIN, [LOG.verifier])
    check_inclusion(
        proof.hashes,
        index=proof.index,
        leaf=leaf_hash(record),
        size=head.size,
        root=head.root,
    )


def test_a_receipt_is_header_index_hashes_and_note() -> None:
    lines = RECEIPT.split(b"\n")
    assert lines[:2] == [b"c2sp.org/tlog-proof@v1", b"index 4"]
    assert lines.index(b"") == 2 + 3
    assert RECEIPT.endswith(b"\n\n" + NOTE)


def test_a_receipt_comes_back() -> None:
    hashes = tuple(prove_inclusion(TREE, INDEX, 7))
    assert parse_proof(RECEIPT) == ProofFile(INDEX, hashes, NOTE)


def test_a_stranger_checks_a_receipt_with_the_ledgers_key_alone() -> None:
    check(RECEIPT, RECORDS[INDEX])


def test_a_receipt_proves_no_other_record() -> None:
    with pytest.raises(VerificationError):
        check(RECEIPT, RECORDS[INDEX + 1])


def test_the_only_record_of_a_ledger_needs_no_hashes() -> None:
    root = leaf_hash(b"record")
    note = sign_checkpoint(Checkpoint(ORIGIN, 1, root), [LOG])
    check(format_proof(0, [], note), b"record")


def test_every_changed_byte_is_refused() -> None:
    for changed in one_byte_changes(RECEIPT):
        with pytest.raises((MalformedError, VerificationError)):
            check(changed, RECORDS[INDEX])


def test_every_truncation_is_refused() -> None:
    for piece in truncations(RECEIPT):
        with pytest.raises((MalformedError, VerificationError)):
            check(piece, RECORDS[INDEX])


@pytest.mark.parametrize("index", ["5", "04", "+4", " 4", "4 ", "-1", "", str(2**53)])
def test_another_index_is_refused(index: str) -> None:
    changed = RECEIPT.replace(b"index 4", f"index {index}".encode())
    with pytest.raises((MalformedError, VerificationError)):
        check(changed, RECORDS[INDEX])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"c2sp.org/tlog-proof@v1",
        b"c2sp.org/tlog-proof@v1\n",
        b"c2sp.org/tlog-proof@v1\n\n" + NOTE,
        b"c2sp.org/tlog-proof@v2\nindex 4\n\n" + NOTE,
        b"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 4\n\n" + NOTE,
        b"c2sp.org/tlog-proof@v1\nindex 4\nAAAA\n\n" + NOTE,
        b"c2sp.org/tlog-proof@v1\nindex 4\n\xc3\xa9\n\n" + NOTE,
        b"c2sp.org/tlog-proof@v1\nindex 4\n\n\n" + NOTE,
        b"c2sp.org/tlog-proof@v1\nindex 4\n\n",
        b"c2sp.org/tlog-proof@v1\r\nindex 4\r\n\r\n" + NOTE,
        b"\n" + RECEIPT,
    ],
)
def test_anything_else_is_no_receipt(data: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_proof(data)


def test_a_receipt_is_bounded() -> None:
    """Neither many hashes nor a long note may keep a reader busy."""
    line = b"A" * 43 + b"=\n"
    head = b"c2sp.org/tlog-proof@v1\nindex 4\n"
    assert parse_proof(head + line * MAX_HASHES + b"\n" + NOTE).index == 4
    with pytest.raises(MalformedError, match="at most 63 hashes"):
        parse_proof(head + line * (MAX_HASHES + 1) + b"\n" + NOTE)
    with pytest.raises(MalformedError):
        parse_proof(head + line * 1000 + b"\n" + NOTE)
    with pytest.raises(MalformedError, match="at most"):
        parse_proof(head + line * 100_000 + b"\n" + NOTE)


def test_the_largest_index_passes() -> None:
    assert parse_proof(format_proof(2**53 - 1, [], NOTE)).index == 2**53 - 1


def test_a_receipt_without_its_index_is_told_so() -> None:
    data = RECEIPT.replace(b"index 4", b"place 4")
    with pytest.raises(MalformedError, match="index on the second line"):
        parse_proof(data)


@pytest.mark.parametrize(
    ("index", "hashes", "note"),
    [
        (-1, [], NOTE),
        (MAX_INT + 1, [], NOTE),
        (0, [b"short"], NOTE),
        (0, [bytes(32)] * (MAX_HASHES + 1), NOTE),
        (0, [], b"no note"),
    ],
)
def test_what_cannot_be_a_receipt_is_not_formatted(
    index: int, hashes: list[bytes], note: bytes
) -> None:
    with pytest.raises(MalformedError):
        format_proof(index, hashes, note)
