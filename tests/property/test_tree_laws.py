"""Every tree of up to 130 leaves, against the recursive definition of RFC 6962."""

from collections.abc import Iterator

import pytest

from ledger.errors import ProofError
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.proof import (
    check_consistency,
    check_inclusion,
    prove_consistency,
    prove_inclusion,
)
from ledger.merkle.tree import MemoryTree, Peaks
from tests.support.slow_tree import SlowTree

MOST = 130
RECORDS = [f"record {n}".encode() for n in range(MOST)]
LEAVES = [leaf_hash(record) for record in RECORDS]
TREE = MemoryTree(LEAVES)
SLOW = SlowTree(RECORDS)
SIZES = range(MOST + 1)


def damaged(proof: list[bytes]) -> Iterator[list[bytes]]:
    """One hash changed, left out, doubled, swapped; one too many at either end."""
    for place, digest in enumerate(proof):
        changed = bytes([digest[0] ^ 1]) + digest[1:]
        yield [*proof[:place], changed, *proof[place + 1 :]]
        yield [*proof[:place], digest[:31], *proof[place + 1 :]]
        yield [*proof[:place], *proof[place + 1 :]]
        yield [*proof[:place], digest, *proof[place:]]
    for place in range(len(proof) - 1):
        swapped = [proof[place + 1], proof[place]]
        yield [*proof[:place], *swapped, *proof[place + 2 :]]
    yield [*proof, LEAVES[0]]
    yield [LEAVES[0], *proof]


def includes(proof: list[bytes], index: int, leaf: bytes, size: int) -> bool:
    root = SLOW.mth(0, size)
    try:
        check_inclusion(proof, index=index, leaf=leaf, size=size, root=root)
    except ProofError:
        return False
    return True


def extends(proof: list[bytes], size1: int, root1: bytes, size2: int) -> bool:
    root2 = SLOW.mth(0, size2)
    try:
        check_consistency(proof, size1=size1, root1=root1, size2=size2, root2=root2)
    except ProofError:
        return False
    return True


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_the_definition(size: int) -> None:
    root = SLOW.mth(0, size)
    peaks = Peaks()
    for leaf in LEAVES[:size]:
        peaks.append(leaf)
    assert peaks.root() == root
    assert MemoryTree(LEAVES[:size]).root_at(size) == root
    assert TREE.root_at(size) == root


@pytest.mark.parametrize("size", SIZES)
def test_every_record_proves(size: int) -> None:
    proofs = [prove_inclusion(TREE, index, size) for index in range(size)]
    assert proofs == [SLOW.path(index, 0, size) for index in range(size)]
    assert all(
        includes(proof, index, LEAVES[index], size)
        for index, proof in enumerate(proofs)
    )


@pytest.mark.parametrize("size", SIZES)
def test_every_damaged_inclusion_proof_fails(size: int) -> None:
    assert [
        (index, bad)
        for index in range(size)
        for bad in damaged(prove_inclusion(TREE, index, size))
        if includes(bad, index, LEAVES[index], size)
    ] == []


@pytest.mark.parametrize("size", SIZES)
def test_no_proof_serves_for_another_record_or_place(size: int) -> None:
    assert [
        index
        for index in range(size - 1)
        for proof in [prove_inclusion(TREE, index, size)]
        if includes(proof, index, LEAVES[index + 1], size)
        or includes(proof, index + 1, LEAVES[index], size)
        or includes(proof, index, LEAVES[index], size - 1)
    ] == []


@pytest.mark.parametrize("size", SIZES)
def test_every_earlier_tree_proves_consistent(size: int) -> None:
    proofs = {old: prove_consistency(TREE, old, size) for old in range(1, size + 1)}
    assert proofs == {old: SLOW.proof(old, size) for old in range(1, size + 1)}
    assert all(
        extends(proof, old, SLOW.mth(0, old), size) for old, proof in proofs.items()
    )


@pytest.mark.parametrize("size", SIZES)
def test_every_damaged_consistency_proof_fails(size: int) -> None:
    assert [
        (old, bad)
        for old in range(1, size + 1)
        for bad in damaged(prove_consistency(TREE, old, size))
        if extends(bad, old, SLOW.mth(0, old), size)
    ] == []


@pytest.mark.parametrize("size", SIZES[2:])
def test_no_proof_serves_for_another_earlier_tree(size: int) -> None:
    """A fork shows as two heads between which no proof leads."""
    assert [
        old
        for old in range(1, size)
        for proof in [prove_consistency(TREE, old, size)]
        if extends(proof, old, leaf_hash(SLOW.mth(0, old)), size)
        or extends(proof, old, SLOW.mth(0, size), size)
        or (old > 1 and extends(proof, old - 1, SLOW.mth(0, old), size))
    ] == []
