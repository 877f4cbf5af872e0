"""The two hashes of an RFC 6962 tree, and the root of the empty one.

::

    leaf  = SHA-256(0x00 || record)
    node  = SHA-256(0x01 || left || right)
    empty = SHA-256("")

The prefixes keep a leaf from being passed off as a node, and a node as a leaf
(RFC 6962 section 2.1).
"""

from hashlib import sha256
from typing import Final

HASH_SIZE: Final = 32
"""Length of every hash of the tree, in bytes."""

EMPTY_ROOT: Final = sha256(b"").digest()
"""Root of the tree that holds no record."""


def leaf_hash(data: bytes) -> bytes:
    """Hash one record as a leaf.

    Example:
        >>> leaf_hash(b"").hex()[:16]
        '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees into the node above them.

    Both must be hashes of 32 bytes; the caller has seen to that, because this
    runs once for every node of every proof.
    """
    return sha256(b"\x01" + left + right).digest()
