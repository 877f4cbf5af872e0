"""What the sequential part of an audit stands on: hashes, times and roots so far.

Per record it keeps 72 bytes: leaf, statement hash and time of recording; and the
hashes of whole blocks of 256 records, from which any root follows quickly.

Going on from a kept checkpoint, the records below it are not read at all until one is
needed. Then its whole block is read and must fold to a hash that belongs to the
checkpoint's root.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

from ledger.audit.block import Block, split
from ledger.audit.examine import Chunk
from ledger.errors import MalformedError, VerificationError
from ledger.merkle.hashing import HASH_SIZE, leaf_hash
from ledger.merkle.tree import MemoryTree, Peaks, peak_places, root_from_peaks
from ledger.record import Event, read_event
from ledger.store.tree import BLOCK

ReadRecords = Callable[[int, int], Sequence[bytes]]
"""Reads the records at the positions from one up to another, as far as they exist."""

_RECENT: Final = 256
_PLACES: Final = [peak_places(width) for width in range(BLOCK)]


class Ground:
    """Everything known about the records before the present one.

    Args:
        read: Reads records from the database.
        blocks: Hashes of the whole blocks below the first position that is walked,
            believed because they fold to the root of a kept checkpoint.
    """

    def __init__(self, read: ReadRecords, blocks: Sequence[bytes] = ()) -> None:
        self.base = self.size = len(blocks) * BLOCK
        self._read = read
        self._upper = MemoryTree(blocks)
        self._leaves = bytearray()
        self._hashes = bytearray()
        self._received = array("q")
        self._blocks: OrderedDict[int, Block] = OrderedDict()
        self._old: OrderedDict[int, Sequence[bytes]] = OrderedDict()
        self._above: tuple[int, list[bytes]] = (0, [])
        self._last: tuple[int, bytes] = (-1, b"")

    def extend(self, chunk: Chunk) -> None:
        """Take in a run of records, which begins where the last one ended."""
        for block in chunk.blocks:
            self._upper.append(block)
        self._leaves += chunk.leaves
        self._hashes += chunk.hashes
        self._received.extend(chunk.received)
        self.size = chunk.stop

    def hash_at(self, position: int) -> bytes:
        """Return the statement hash at a position.

        Raises:
            VerificationError: The block of an old record does not fold to its hash.
        """
        if position < self.base:
            return self._old_event(position).hash
        at = (position - self.base) * HASH_SIZE
        return bytes(self._hashes[at : at + HASH_SIZE])

    def received_at(self, position: int) -> int:
        """Return the time of recording of a position.

        Raises:
            VerificationError: As for `hash_at`.
        """
        if position < self.base:
            return self._old_event(position).received_at
        return self._received[position - self.base]

    def root_at(self, size: int) -> bytes:
        """Return the root at a size.

        Raises:
            VerificationError: A block below the kept checkpoint does not fold.
        """
        known, root = self._last
        if known != size:
            root = root_from_peaks(self._peaks_at(size))
            self._last = size, root
        return root

    def root_with(self, leaves: Sequence[bytes]) -> bytes:
        """Return the root if these leaves followed the whole blocks."""
        number = self.base // BLOCK
        peaks = Peaks(self.base, self._peaks_above(number))
        for leaf in leaves:
            peaks.append(leaf)
        return peaks.root()

    def peaks(self) -> list[bytes]:
        """Return the peaks of the whole tree."""
        return self._peaks_at(self.size)

    def block_node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree of whole blocks."""
        return self._upper.node(level - BLOCK.bit_length() + 1, index)

    def old_event(self, position: int) -> Event:
        """Return an event below the kept checkpoint, after checking its block.

        Raises:
            VerificationError: The block does not fold to its hash.
        """
        return self._old_event(position)

    def _peaks_at(self, size: int) -> list[bytes]:
        number, width = divmod(size, BLOCK)
        peaks = self._peaks_above(number)
        if not width:
            return peaks
        block = self._block(number)
        return peaks + [block.node(*place) for place in _PLACES[width]]

    def _peaks_above(self, number: int) -> list[bytes]:
        known, peaks = self._above
        if known != number:
            peaks = [self._upper.node(*place) for place in peak_places(number)]
            self._above = number, peaks
        return peaks

    def _block(self, number: int) -> Block:
        block = self._blocks.get(number)
        if block is None:
            block = Block(self._leaves_of(number))
            if (number + 1) * BLOCK > self.size:
                return block  # it is growing
            self._blocks[number] = block
            if len(self._blocks) > _RECENT:
                self._blocks.popitem(last=False)
        return block

    def _leaves_of(self, number: int) -> list[bytes]:
        start = number * BLOCK - self.base
        if start < 0:
            return [leaf_hash(record) for record in self._records(number)]
        return split(self._leaves[start * HASH_SIZE : (start + BLOCK) * HASH_SIZE])

    def _records(self, number: int) -> Sequence[bytes]:
        """Read a whole block below the checkpoint, which must fold to its hash."""
        records = self._read(number * BLOCK, (number + 1) * BLOCK)
        leaves = [leaf_hash(record) for record in records]
        if len(leaves) != BLOCK or Block(leaves).top != self._upper.node(0, number):
            raise VerificationError(
                f"positions {number * BLOCK} to {(number + 1) * BLOCK - 1}: "
                "expected the records of their hash in the tree, got others"
            )
        return records

    def _old_event(self, position: int) -> Event:
        number, offset = divmod(position, BLOCK)
        records = self._old.get(number)
        if records is None:
            records = self._old[number] = self._records(number)
            if len(self._old) > _RECENT:
                self._old.popitem(last=False)
        try:
            return read_event(position, records[offset])
        except MalformedError as error:
            raise VerificationError(f"position {position}: {error}") from error


def blocks_of(nodes: dict[tuple[int, int], bytes], size: int) -> list[bytes]:
    """Return the hashes of the whole blocks below a size, from stored hashes.

    Raises:
        VerificationError: One is missing.
    """
    blocks = []
    for index in range(size // BLOCK):
        digest = nodes.get((BLOCK.bit_length() - 1, index))
        if digest is None or len(digest) != HASH_SIZE:
            raise VerificationError(f"tree_nodes: expected a hash at 8/{index}")
        blocks.append(digest)
    return blocks
