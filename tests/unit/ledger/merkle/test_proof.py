import pytest

from ledger.errors import ProofError
from ledger.merkle.hashing import EMPTY_ROOT, leaf_hash, node_hash
from ledger.merkle.proof import (
    check_consistency,
    check_inclusion,
    prove_consistency,
    prove_inclusion,
)
from ledger.merkle.tree import MemoryTree

LEAVES = [leaf_hash(bytes([n])) for n in range(6)]
TREE = MemoryTree(LEAVES)
ROOT = TREE.root_at(6)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (6, 6), (-1, 6), (7, 6)])
def test_no_proof_is_made_of_a_record_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="inclusion of record"):
        prove_inclusion(TREE, index, size)


@pytest.mark.parametrize(("size1", "size2"), [(0, 0), (0, 6), (4, 3), (-1, 6)])
def test_no_proof_is_made_between_impossible_sizes(size1: int, size2: int) -> None:
    with pytest.raises(ValueError, match="consistency"):
        prove_consistency(TREE, size1, size2)


def test_no_proof_is_made_beyond_what_the_reader_holds() -> None:
    with pytest.raises(IndexError):
        prove_inclusion(TREE, 0, 7)
    with pytest.raises(IndexError):
        prove_consistency(TREE, 4, 8)


@pytest.mark.parametrize("index", [6, 7, -1, 2**64 - 1])
def test_an_index_outside_the_tree_is_a_false_claim(index: int) -> None:
    with pytest.raises(ProofError, match="below size 6"):
        check_inclusion([], index=index, leaf=LEAVES[0], size=6, root=ROOT)


def test_nothing_is_in_the_empty_tree() -> None:
    with pytest.raises(ProofError):
        check_inclusion([], index=0, leaf=EMPTY_ROOT, size=0, root=EMPTY_ROOT)


def test_a_node_is_not_a_leaf() -> None:
    """Whoever presents an inner node as a record is found by the proof's length."""
    node = node_hash(*LEAVES[:2])
    rest = prove_inclusion(TREE, 0, 6)[1:]
    with pytest.raises(ProofError, match="too short"):
        check_inclusion(rest, index=0, leaf=node, size=6, root=ROOT)


def test_the_kind_of_failure_is_told_in_the_message() -> None:
    proof = prove_inclusion(TREE, 2, 6)
    with pytest.raises(ProofError, match="inclusion of record 2: proof too short"):
        check_inclusion(proof[:-1], index=2, leaf=LEAVES[2], size=6, root=ROOT)
    with pytest.raises(ProofError, match="inclusion of record 2: proof too long"):
        check_inclusion([*proof, ROOT], index=2, leaf=LEAVES[2], size=6, root=ROOT)
    with pytest.raises(ProofError, match="inclusion of record 2: wrong root"):
        check_inclusion(proof, index=2, leaf=LEAVES[2], size=6, root=LEAVES[0])
    with pytest.raises(ProofError, match="hashes of 32 bytes, got 31"):
        check_inclusion(proof, index=2, leaf=LEAVES[2][1:], size=6, root=ROOT)


def test_consistency_from_nothing_is_an_error() -> None:
    """Every tree extends the empty one, so such a proof would say nothing."""
    with pytest.raises(ProofError):
        check_consistency([], size1=0, root1=EMPTY_ROOT, size2=6, root2=ROOT)
    with pytest.raises(ProofError):
        check_consistency([], size1=0, root1=EMPTY_ROOT, size2=0, root2=EMPTY_ROOT)


def test_equal_sizes_need_an_empty_proof_and_equal_roots() -> None:
    check_consistency([], size1=6, root1=ROOT, size2=6, root2=ROOT)
    with pytest.raises(ProofError, match="too long"):
        check_consistency([ROOT], size1=6, root1=ROOT, size2=6, root2=ROOT)
    with pytest.raises(ProofError, match="wrong root"):
        check_consistency([], size1=6, root1=LEAVES[0], size2=6, root2=ROOT)


def test_a_ledger_that_shrank_is_not_consistent() -> None:
    proof = prove_consistency(TREE, 4, 6)
    with pytest.raises(ProofError):
        check_consistency(proof, size1=6, root1=ROOT, size2=4, root2=TREE.root_at(4))


def test_failures_of_consistency_are_told_in_the_message() -> None:
    old = TREE.root_at(3)
    proof = prove_consistency(TREE, 3, 6)
    for bad, reason in [
        ([], "too short"),
        (proof[:-1], "too short"),
        ([*proof, ROOT], "too long"),
        (proof[::-1], "wrong root"),
        ([*proof[:-1], b""], "32 bytes"),
    ]:
        with pytest.raises(ProofError, match=f"consistency of 3 with 6: .*{reason}"):
            check_consistency(bad, size1=3, root1=old, size2=6, root2=ROOT)
