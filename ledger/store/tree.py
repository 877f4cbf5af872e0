"""The tree over stored records: few hashes in the store, the rest from the records.

Hashes of levels 8, 16 and 24 are stored; what lies between is combined from them,
and what lies below comes from the 256 records of a block. A block that was read, and
the roots that were asked for, are remembered, because signers of one day have mostly
seen the same few trees.
"""

from collections import OrderedDict
from typing import Final

from ledger.errors import VerificationError
from ledger.merkle.hashing import node_hash
from ledger.merkle.tree import MemoryTree, Peaks, peak_places, root_of
from ledger.store.rows import Rows
from ledger.store.schema import NODE_LEVELS

BLOCK_LEVEL: Final = NODE_LEVELS[0]
"""Level below which nothing is stored."""

BLOCK: Final = 1 << BLOCK_LEVEL
"""Number of records under one stored hash of the lowest stored level."""

_BLOCKS: Final = 64
_NODES: Final = 8192
_ROOTS: Final = 4096


class StoredTree:
    """The tree of the first ``size`` records; a `HashReader` inside a transaction.

    Attributes:
        rows: The transaction that is read through; set before each use.
        completed: Stored-level hashes that appends completed, as (level, index,
            hash), until `settle`.
    """

    def __init__(self, rows: Rows, size: int) -> None:
        self.rows = rows
        self.completed: list[tuple[int, int, bytes]] = []
        self._size = self._stored = size
        self._blocks: OrderedDict[int, MemoryTree] = OrderedDict()
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._roots: dict[int, bytes] = {}
        self._peaks = Peaks(size, [self.node(*place) for place in peak_places(size)])

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._size

    @property
    def stored(self) -> int:
        """Number of leaves whose records are stored, as far as `settle` was told."""
        return self._stored

    @property
    def peaks(self) -> Peaks:
        """The peaks; not to be changed by the caller."""
        return self._peaks

    def append(self, leaf: bytes) -> None:
        """Add a leaf."""
        number, width = divmod(self._size, BLOCK)
        block = self._block(number)
        assert block.size == width
        block.append(leaf)
        nodes = self._peaks.append(leaf)
        self._size += 1
        for level in NODE_LEVELS:
            if level < len(nodes):
                place = level, (self._size - 1) >> level
                self._nodes[place] = nodes[level]
                self.completed.append((*place, nodes[level]))

    def settle(self) -> None:
        """Take note that every leaf, and every hash in `completed`, is stored."""
        self.completed.clear()
        self._stored = self._size

    def roll_back(self, peaks: Peaks) -> None:
        """Go back to the tree of these peaks, which nothing uncommitted is in."""
        self._peaks = peaks
        self._size = peaks.size
        self.completed.clear()
        self._blocks.clear()
        self._nodes.clear()
        self._roots.clear()

    def root_at(self, size: int) -> bytes:
        """Return the root that the tree had at a size up to the present one.

        Raises:
            VerificationError: A stored hash that is needed is not there.
        """
        if size == self._size:
            return self._peaks.root()
        root = self._roots.get(size)
        if root is None:
            if len(self._roots) >= _ROOTS:
                self._roots.clear()
            root = self._roots[size] = root_of(self, size)
        return root

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree, as `HashReader` has it.

        Raises:
            IndexError: The subtree is not complete.
            VerificationError: A stored hash that is needed is not there.
        """
        if level < 0 or index < 0 or (index + 1) << level > self._size:
            raise IndexError(f"node {level}/{index}: not in a tree of {self._size}")
        if level < BLOCK_LEVEL:
            shift = BLOCK_LEVEL - level
            number = index >> shift
            return self._block(number).node(level, index - (number << shift))
        known = self._nodes.get((level, index))
        if known is None:
            if len(self._nodes) >= _NODES:
                # What was completed may not be stored yet.
                self._nodes = {(lev, i): digest for lev, i, digest in self.completed}
            known = self._nodes[level, index] = self._fetch(level, index)
        return known

    def _fetch(self, level: int, index: int) -> bytes:
        if level not in NODE_LEVELS:
            left, right = 2 * index, 2 * index + 1
            return node_hash(self.node(level - 1, left), self.node(level - 1, right))
        stored = self.rows.node(level, index)
        if stored is None:
            raise VerificationError(f"tree_nodes: no hash at {level}/{index}")
        return stored

    def _block(self, number: int) -> MemoryTree:
        block = self._blocks.get(number)
        if block is not None:
            self._blocks.move_to_end(number)
            return block
        start = number * BLOCK
        stop = min(start + BLOCK, self._size)
        leaves = self.rows.leaves(start, stop)
        if len(leaves) != stop - start:
            raise VerificationError(
                f"records from position {start}: expected {stop - start}, "
                f"got {len(leaves)}"
            )
        block = self._blocks[number] = MemoryTree(leaves)
        self._evict()
        return block

    def _evict(self) -> None:
        # What is not stored yet cannot be read again.
        first = next(iter(self._blocks))
        if len(self._blocks) > _BLOCKS and first < self._stored // BLOCK:
            del self._blocks[first]
