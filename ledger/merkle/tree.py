"""The tree as it grows: its peaks, and all of it in memory.

A tree of ``size`` leaves is a row of complete subtrees, one for each set bit of
``size``, the largest at the left. Their roots are the **peaks**: they are all that is
needed to append a leaf and to compute the root, so a store keeps nothing else warm.
A node is named by its level, 0 for leaves, and its index in that level; it is
complete when all of its ``2**level`` leaves exist, and never changes again.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from ledger.merkle.hashing import EMPTY_ROOT, HASH_SIZE, node_hash


class HashReader(Protocol):
    """Whatever can produce the hashes of a tree: memory, a store, tiles."""

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of the complete subtree of ``2**level`` leaves.

        Args:
            level: Height of the node, 0 for a leaf.
            index: Its place in the level; its leaves begin at ``index << level``.

        Raises:
            IndexError: That subtree is not complete yet.
        """


def peak_places(size: int) -> list[tuple[int, int]]:
    """List the peaks of a tree of ``size`` leaves as (level, index), left to right.

    Example:
        >>> peak_places(6)
        [(2, 0), (1, 2)]
    """
    return [
        (level, (size >> level) - 1)
        for level in range(size.bit_length() - 1, -1, -1)
        if size >> level & 1
    ]


def root_from_peaks(peaks: Sequence[bytes]) -> bytes:
    """Compute the root of a tree from its peaks, given left to right."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root_of(reader: HashReader, size: int) -> bytes:
    """Compute the root that the tree had at ``size``, from its nodes."""
    return root_from_peaks([reader.node(*place) for place in peak_places(size)])


class Peaks:
    """The peaks of a growing tree.

    Args:
        size: Number of leaves so far.
        hashes: The peaks of that tree, left to right.

    Raises:
        ValueError: The number of hashes is not that of the peaks of such a tree.
    """

    __slots__ = ("_hashes", "_size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self._size = size
        self._hashes = list(hashes)
        if len(self._hashes) != size.bit_count():
            raise ValueError(
                f"peaks of size {size}: expected {size.bit_count()}, "
                f"got {len(self._hashes)}"
            )

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._size

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """The peaks, left to right."""
        return tuple(self._hashes)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf.

        Returns:
            The nodes that it completed, by level: the leaf itself first, and each
            further one the parent of the one before. Node ``level`` has the index
            ``(size - 1) >> level`` with the new size.

        Raises:
            ValueError: The leaf is not a hash; nothing was added.
        """
        if len(leaf) != HASH_SIZE:
            raise ValueError(f"leaf: expected {HASH_SIZE} bytes, got {len(leaf)}")
        completed = [leaf]
        size = self._size
        while size & 1:
            leaf = node_hash(self._hashes.pop(), leaf)
            completed.append(leaf)
            size >>= 1
        self._hashes.append(leaf)
        self._size += 1
        return completed

    def root(self) -> bytes:
        """Compute the root."""
        return root_from_peaks(self._hashes)

    def copy(self) -> "Peaks":
        """Return an independent copy, to try an append on."""
        return Peaks(self._size, self._hashes)


class MemoryTree:
    """Every node of a tree in memory: 64 bytes a leaf.

    A `HashReader`, so proofs can be made from it.

    Args:
        leaves: Leaf hashes to begin with.
    """

    __slots__ = ("_levels", "_peaks", "_roots")

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[bytearray] = []
        self._peaks = Peaks()
        self._roots: dict[int, bytes] = {}
        for leaf in leaves:
            self.append(leaf)

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._peaks.size

    def append(self, leaf: bytes) -> None:
        """Add a leaf.

        Raises:
            ValueError: The leaf is not a hash; nothing was added.
        """
        completed = self._peaks.append(leaf)
        if len(completed) > len(self._levels):
            self._levels.append(bytearray())
        for kept, digest in zip(self._levels, completed, strict=False):
            kept.extend(digest)

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree, as `HashReader` has it.

        Raises:
            IndexError: That subtree is not complete.
        """
        if level < 0 or index < 0 or (index + 1) << level > self.size:
            raise IndexError(f"node {level}/{index}: not in a tree of {self.size}")
        start = index * HASH_SIZE
        return bytes(self._levels[level][start : start + HASH_SIZE])

    def root_at(self, size: int) -> bytes:
        """Return the root that the tree had at ``size``.

        Signers of one day have mostly seen the same few sizes, so the last ones
        asked for are remembered.

        Raises:
            ValueError: The tree has not grown to that size.
        """
        if not 0 <= size <= self.size:
            raise ValueError(f"root at {size}: expected a size up to {self.size}")
        root = self._roots.get(size)
        if root is None:
            if len(self._roots) >= _REMEMBERED_ROOTS:
                self._roots.clear()
            root = self._roots[size] = root_of(self, size)
        return root


_REMEMBERED_ROOTS: Final = 1024
