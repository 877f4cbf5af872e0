"""A block of up to 256 leaves and the nodes above them, made in one go."""

from collections.abc import Sequence
from hashlib import sha256

from ledger.merkle.hashing import HASH_SIZE


class Block:
    """The complete nodes over a run of leaves that begins at a multiple of 256.

    Args:
        leaves: The leaf hashes, at most 256.
    """

    __slots__ = ("_levels",)

    def __init__(self, leaves: Sequence[bytes]) -> None:
        row = list(leaves)
        self._levels = [row]
        while len(row) > 1:
            # The same as `node_hash`, without a call: once for every record. An odd
            # one at the end is left out, for its parent is not complete.
            row = [
                sha256(b"\x01" + left + right).digest()
                for left, right in zip(row[::2], row[1::2], strict=False)
            ]
            self._levels.append(row)

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree in the block."""
        return self._levels[level][index]

    @property
    def top(self) -> bytes:
        """The hash over a whole block."""
        return self._levels[-1][0]


def split(hashes: bytes | bytearray) -> list[bytes]:
    """Split hashes that were written one after the other."""
    data = bytes(hashes)
    return [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]
