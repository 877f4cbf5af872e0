from hashlib import sha256

import pytest

from ledger.merkle.hashing import EMPTY_ROOT, leaf_hash, node_hash
from ledger.merkle.tree import (
    MemoryTree,
    Peaks,
    peak_places,
    root_from_peaks,
    root_of,
)

LEAVES = [leaf_hash(bytes([n])) for n in range(20)]


def test_leaves_and_nodes_are_hashed_apart() -> None:
    """Else a node of two hashes could be presented as a record of 64 bytes."""
    left, right = LEAVES[:2]
    assert leaf_hash(b"x") == sha256(b"\0x").digest()
    assert node_hash(left, right) == sha256(b"\1" + left + right).digest()
    assert node_hash(left, right) != leaf_hash(left + right)


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert sha256().digest() == EMPTY_ROOT
    assert (
        Peaks().root() == MemoryTree().root_at(0) == root_from_peaks([]) == EMPTY_ROOT
    )


@pytest.mark.parametrize(
    ("size", "places"),
    [
        (0, []),
        (1, [(0, 0)]),
        (2, [(1, 0)]),
        (3, [(1, 0), (0, 2)]),
        (7, [(2, 0), (1, 2), (0, 6)]),
        (8, [(3, 0)]),
        (2**40, [(40, 0)]),
    ],
)
def test_peaks_are_the_set_bits_of_the_size(
    size: int, places: list[tuple[int, int]]
) -> None:
    assert peak_places(size) == places


def test_the_root_of_seven_leaves() -> None:
    a, b, c, d, e, f, g = LEAVES[:7]
    left = node_hash(node_hash(a, b), node_hash(c, d))
    right = node_hash(node_hash(e, f), g)
    assert root_from_peaks([left, node_hash(e, f), g]) == node_hash(left, right)
    assert MemoryTree(LEAVES[:7]).root_at(7) == node_hash(left, right)


def test_appending_tells_which_nodes_were_completed() -> None:
    peaks = Peaks()
    tree = MemoryTree(LEAVES)
    for position, leaf in enumerate(LEAVES):
        completed = peaks.append(leaf)
        assert completed == [
            tree.node(level, position >> level) for level in range(len(completed))
        ]
        assert len(completed) == (~position & position + 1).bit_length()


def test_peaks_can_be_put_down_and_taken_up() -> None:
    whole = Peaks()
    for leaf in LEAVES[:11]:
        whole.append(leaf)
    resumed = Peaks(whole.size, whole.hashes)
    resumed.append(LEAVES[11])
    assert (whole.size, resumed.size) == (11, 12)
    assert resumed.root() == MemoryTree(LEAVES[:12]).root_at(12)


def test_a_copy_of_peaks_grows_alone() -> None:
    peaks = Peaks()
    peaks.append(LEAVES[0])
    copy = peaks.copy()
    copy.append(LEAVES[1])
    assert (peaks.size, peaks.root()) == (1, LEAVES[0])
    assert copy.root() == node_hash(*LEAVES[:2])


@pytest.mark.parametrize(("size", "count"), [(0, 1), (1, 0), (3, 1), (4, 2)])
def test_peaks_that_do_not_belong_to_a_size_are_refused(size: int, count: int) -> None:
    with pytest.raises(ValueError, match="peaks of size"):
        Peaks(size, [bytes(32)] * count)


@pytest.mark.parametrize(
    ("level", "index"),
    [(0, 11), (1, 5), (2, 2), (3, 1), (4, 0), (99, 0), (-1, 0), (0, -1)],
)
def test_a_node_that_is_not_complete_is_not_read(level: int, index: int) -> None:
    with pytest.raises(IndexError):
        MemoryTree(LEAVES[:11]).node(level, index)


@pytest.mark.parametrize("size", [-1, 21])
def test_a_root_beyond_the_tree_is_not_computed(size: int) -> None:
    with pytest.raises(ValueError, match="expected a size up to 20"):
        MemoryTree(LEAVES).root_at(size)


def test_an_earlier_root_stays_what_it_was() -> None:
    tree = MemoryTree()
    roots = []
    for leaf in LEAVES:
        roots.append(tree.root_at(tree.size))
        tree.append(leaf)
    assert [tree.root_at(size) for size in range(20)] == roots
    assert [root_of(tree, size) for size in range(20)] == roots


def test_remembered_roots_are_bounded() -> None:
    tree = MemoryTree(leaf_hash(n.to_bytes(2, "big")) for n in range(3000))
    first = [tree.root_at(size) for size in range(3000)]
    assert len(tree._roots) <= 1024
    assert [tree.root_at(size) for size in range(3000)] == first


@pytest.mark.parametrize("length", [0, 31, 33])
def test_what_is_no_hash_is_no_leaf(length: int) -> None:
    tree, peaks = MemoryTree(LEAVES), Peaks()
    for grow in (tree.append, peaks.append):
        with pytest.raises(ValueError, match="leaf: expected 32 bytes"):
            grow(bytes(length))
    assert (tree.size, peaks.size) == (20, 0)
