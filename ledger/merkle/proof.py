"""Proofs that a tree holds a record, and that one tree is the beginning of another.

They are made by the recursion of RFC 6962 section 2.1 and judged by the iterative
algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2. A `prove_*` runs where the tree
is; its sizes are the caller's own, so a wrong one is a `ValueError`. A `check_*` runs
where nothing but a trusted root is, and whatever it is given besides is a claim: all
that fails there fails as a `ProofError`.
"""

from collections.abc import Sequence

from ledger.errors import ProofError
from ledger.merkle.hashing import HASH_SIZE, leaf_hash, node_hash
from ledger.merkle.tree import HashReader, root_from_peaks

__all__ = [
    "check_consistency",
    "check_inclusion",
    "leaf_hash",
    "prove_consistency",
    "prove_inclusion",
]


def prove_inclusion(reader: HashReader, index: int, size: int) -> list[bytes]:
    """Prove that the tree of ``size`` records holds the one at ``index``.

    Returns:
        Sibling hashes, from the one beside the leaf up to the root.

    Raises:
        ValueError: ``index`` is not a position in a tree of that size.
        IndexError: The reader's tree is smaller than ``size``.
    """
    if not 0 <= index < size:
        raise ValueError(f"inclusion of record {index}: expected it below size {size}")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_range_root(reader, middle, end))
            end = middle
        else:
            proof.append(_range_root(reader, start, middle))
            start = middle
    proof.reverse()
    return proof


def prove_consistency(reader: HashReader, size1: int, size2: int) -> list[bytes]:
    """Prove that the tree of ``size1`` records is the beginning of that of ``size2``.

    Raises:
        ValueError: The first size is 0, or larger than the second.
        IndexError: The reader's tree is smaller than ``size2``.
    """
    if not 0 < size1 <= size2:
        raise ValueError(f"consistency: expected 0 < {size1} <= {size2}")
    proof: list[bytes] = []
    start, end = 0, size2
    # RFC 6962 section 2.1.2, as a loop; `start` is 0 as long as the old root is
    # still one of the subtrees on the way down, which the other side then knows.
    while size1 != end:
        middle = start + _split(end - start)
        if size1 <= middle:
            proof.append(_range_root(reader, middle, end))
            end = middle
        else:
            proof.append(_range_root(reader, start, middle))
            start = middle
    if start > 0:
        proof.append(_range_root(reader, start, end))
    proof.reverse()
    return proof


def check_inclusion(
    proof: Sequence[bytes], *, index: int, leaf: bytes, size: int, root: bytes
) -> None:
    """Check that the tree of ``size`` records under ``root`` holds ``leaf``.

    Nothing here says that ``root`` is to be trusted: take it from a checkpoint
    whose signature has been checked, never from the party that sent the proof.

    Args:
        proof: Sibling hashes, from the one beside the leaf up to the root.
        index: Position of the record, counted from zero.
        leaf: Hash of the record, from `leaf_hash`.
        size: Number of records in the tree that ``root`` describes.
        root: Root hash of that tree.

    Raises:
        ProofError: The position is not in such a tree, the proof has the wrong
            length, or it leads to another root.

    Example:
        >>> a, b = leaf_hash(b"a"), leaf_hash(b"b")
        >>> check_inclusion([b], index=0, leaf=a, size=2, root=node_hash(a, b))
        >>> check_inclusion([b], index=1, leaf=a, size=2, root=node_hash(a, b))
        Traceback (most recent call last):
        ledger.errors.ProofError: inclusion of record 1: wrong root
    """
    what = f"inclusion of record {index}"
    # RFC 9162 section 2.1.3.2. Step 1:
    if not 0 <= index < size:
        raise ProofError(f"{what}: expected it below size {size}")
    _check_hashes(what, [*proof, leaf, root])
    # Steps 2 to 5:
    computed = leaf
    for digest, is_left in zip(
        proof, _sides(what, index, size - 1, len(proof)), strict=True
    ):
        computed = (
            node_hash(digest, computed) if is_left else node_hash(computed, digest)
        )
    if computed != root:
        raise ProofError(f"{what}: wrong root")


def check_consistency(
    proof: Sequence[bytes], *, size1: int, root1: bytes, size2: int, root2: bytes
) -> None:
    """Check that the tree under ``root1`` is the beginning of that under ``root2``.

    Both roots must come from checkpoints whose signatures have been checked. Two
    true checkpoints of one ledger for which no proof passes are a fork.

    Raises:
        ProofError: A size is impossible, the proof has the wrong length, or it
            leads to other roots. Nothing can be proved from size 0, so that is an
            error too; equal sizes need an empty proof and equal roots.

    Example:
        >>> a, b = leaf_hash(b"a"), leaf_hash(b"b")
        >>> ab = node_hash(a, b)
        >>> check_consistency([b], size1=1, root1=a, size2=2, root2=ab)
        >>> check_consistency([a], size1=1, root1=a, size2=2, root2=ab)
        Traceback (most recent call last):
        ledger.errors.ProofError: consistency of 1 with 2: wrong root
    """
    what = f"consistency of {size1} with {size2}"
    if not 0 < size1 <= size2:
        raise ProofError(f"{what}: expected a first size from 1 up to the second")
    _check_hashes(what, [*proof, root1, root2])
    if size1 == size2:
        _check_same(what, proof, root1, root2)
        return
    # RFC 9162 section 2.1.4.2. Step 1, and step 2: a complete first tree is a node
    # of the second, and its root is left out of the proof.
    if not proof:
        raise ProofError(f"{what}: proof too short")
    first, *rest = proof if size1 & (size1 - 1) else [root1, *proof]
    # Steps 3 and 4:
    fn, sn = size1 - 1, size2 - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    # Steps 5 to 7: `old` climbs to the first root, `new` to the second.
    old = new = first
    for digest, is_left in zip(rest, _sides(what, fn, sn, len(rest)), strict=True):
        if is_left:
            old, new = node_hash(digest, old), node_hash(digest, new)
        else:
            new = node_hash(new, digest)
    if old != root1 or new != root2:
        raise ProofError(f"{what}: wrong root")


def _sides(what: str, fn: int, sn: int, length: int) -> list[bool]:
    # Say for each hash of a proof whether it stands at the left. These are the
    # counters of RFC 9162: `fn` is the node climbed from, `sn` the last one of its
    # level. They depend on the sizes alone, and so does the length they demand.
    sides = []
    for _ in range(length):
        if sn == 0:
            raise ProofError(f"{what}: proof too long")
        is_left = bool(fn & 1) or fn == sn
        sides.append(is_left)
        while is_left and fn and not fn & 1:
            fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise ProofError(f"{what}: proof too short")
    return sides


def _check_same(what: str, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    if proof:
        raise ProofError(f"{what}: proof too long")
    if root1 != root2:
        raise ProofError(f"{what}: wrong root")


def _check_hashes(what: str, hashes: Sequence[bytes]) -> None:
    for digest in hashes:
        if len(digest) != HASH_SIZE:
            raise ProofError(
                f"{what}: expected hashes of {HASH_SIZE} bytes, got {len(digest)}"
            )


def _split(size: int) -> int:
    # The largest power of two below a size of at least 2 (RFC 6962 section 2.1).
    return 1 << (size - 1).bit_length() - 1


def _range_root(reader: HashReader, start: int, end: int) -> bytes:
    # Ranges met above begin at a multiple of the largest power of two in them, so
    # they fall into complete nodes as a whole tree falls into peaks.
    count = end - start
    nodes = []
    for level in range(count.bit_length() - 1, -1, -1):
        if count >> level & 1:
            nodes.append(reader.node(level, start >> level))
            start += 1 << level
    return root_from_peaks(nodes)
