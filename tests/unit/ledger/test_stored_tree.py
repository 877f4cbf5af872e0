"""The tree over stored records is the tree in memory, whatever was evicted."""

from collections.abc import Sequence
from hashlib import sha256

import pytest

from ledger.audit.block import Block, split
from ledger.audit.tree import check_folds
from ledger.errors import VerificationError
from ledger.merkle.hashing import node_hash
from ledger.merkle.tree import MemoryTree
from ledger.store.rows import Rows
from ledger.store.schema import NODE_LEVELS
from ledger.store.tree import StoredTree

LEAVES = [sha256(b"%d" % n).digest() for n in range(1200)]


class StoredRows(Rows):
    """Rows that are not in a database."""

    def __init__(self, leaves: Sequence[bytes], stored: int) -> None:
        self.kept = list(leaves[:stored])
        self.nodes = {
            (8, index): Block(leaves[index << 8 : (index + 1) << 8]).top
            for index in range(stored >> 8)
        }
        self.reads = 0

    def leaves(self, start: int, stop: int) -> list[bytes]:
        self.reads += 1
        return self.kept[start:stop]

    def node(self, level: int, index: int) -> bytes | None:
        return self.nodes.get((level, index))


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 700, 1024, 1199])
def test_every_root_is_that_of_the_tree_in_memory(size: int) -> None:
    memory = MemoryTree(LEAVES[:size])
    tree = StoredTree(StoredRows(LEAVES, size), size)
    for earlier in {n for n in (1, 2, 3, size // 2, size - 1) if 0 < n <= size}:
        assert tree.root_at(earlier) == memory.root_at(earlier)
    for level, index in ((0, 0), (0, size - 1), (3, 0), (8, 0), (9, 0), (9, 1)):
        if (index + 1) << level <= size:
            assert tree.node(level, index) == memory.node(level, index)


def test_a_tree_grows_as_the_one_in_memory_does() -> None:
    memory = MemoryTree(LEAVES[:250])
    rows = StoredRows(LEAVES, 250)
    tree = StoredTree(rows, 250)
    for leaf in LEAVES[250:1100]:
        memory.append(leaf)
        tree.append(leaf)
        assert tree.root_at(tree.size) == memory.root_at(memory.size)
    assert [place[:2] for place in tree.completed] == [(8, 0), (8, 1), (8, 2), (8, 3)]
    assert tree.root_at(600) == memory.root_at(600)


def test_what_is_not_stored_is_not_evicted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.store.tree._BLOCKS", 2)
    monkeypatch.setattr("ledger.store.tree._ROOTS", 2)
    monkeypatch.setattr("ledger.store.tree._NODES", 2)
    memory = MemoryTree(LEAVES)
    rows = StoredRows(LEAVES, 600)
    tree = StoredTree(rows, 600)
    for leaf in LEAVES[600:]:
        tree.append(leaf)
    for size in (1, 300, 520, 610, 780, 1030, 1190, 2, 650):
        assert tree.root_at(size) == memory.root_at(size)
    rows.kept = list(LEAVES)
    rows.nodes |= {(level, index): top for level, index, top in tree.completed}
    tree.settle()
    assert (tree.stored, tree.completed) == (1200, [])
    for size in (1, 300, 520, 610, 780, 1030, 1190):
        assert tree.root_at(size) == memory.root_at(size)


def test_a_tree_goes_back_to_what_was_stored() -> None:
    rows = StoredRows(LEAVES, 300)
    tree = StoredTree(rows, 300)
    before = tree.peaks.copy()
    for leaf in LEAVES[700:1000]:
        tree.append(leaf)
    tree.root_at(400)
    tree.roll_back(before)
    for leaf in LEAVES[300:500]:
        tree.append(leaf)
    assert tree.root_at(400) == MemoryTree(LEAVES[:400]).root_at(400)


def test_a_missing_hash_is_said() -> None:
    rows = StoredRows(LEAVES, 600)
    rows.nodes.clear()
    with pytest.raises(VerificationError, match="no hash at 8/"):
        StoredTree(rows, 600)


def test_missing_records_are_said() -> None:
    rows = StoredRows(LEAVES, 300)
    del rows.kept[290:]
    with pytest.raises(VerificationError, match="records from position 256"):
        StoredTree(rows, 300)


def test_a_node_that_is_not_complete_is_no_node() -> None:
    tree = StoredTree(StoredRows(LEAVES, 300), 300)
    for level, index in ((0, 300), (1, 150), (8, 1), (-1, 0), (0, -1)):
        with pytest.raises(IndexError):
            tree.node(level, index)


def test_a_block_has_the_nodes_of_the_tree() -> None:
    memory, block = MemoryTree(LEAVES[:200]), Block(LEAVES[:200])
    for level in range(8):
        for index in range(200 >> level):
            assert block.node(level, index) == memory.node(level, index)
    assert split(b"".join(LEAVES[:9])) == LEAVES[:9]


# Folding the stored hashes of a tree too large to build here.


def folded(blocks: int) -> dict[tuple[int, int], bytes]:
    nodes = {(8, index): LEAVES[index % 1200] for index in range(blocks)}
    for index in range(blocks >> 8):
        row = [nodes[8, i] for i in range(index << 8, (index + 1) << 8)]
        while len(row) > 1:
            row = [node_hash(a, b) for a, b in zip(row[::2], row[1::2], strict=True)]
        nodes[16, index] = row[0]
    return nodes


def test_hashes_that_fold_are_believed() -> None:
    check_folds(folded(600), 600 << NODE_LEVELS[0])


@pytest.mark.parametrize("place", [(8, 3), (8, 300), (16, 0), (16, 1)])
def test_a_hash_that_does_not_fold_is_not_believed(place: tuple[int, int]) -> None:
    """An old block and its hash were changed together, but not what stands above."""
    nodes = folded(600)
    for change in ({place: bytes(32)}, {place: b""}):
        with pytest.raises(VerificationError, match="tree_nodes 16/"):
            check_folds(nodes | change, 600 << NODE_LEVELS[0])
