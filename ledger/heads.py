r"""The map of heads: where every aggregate stood when the ledger had a size.

An RFC 6962 tree over ``"daocha-heads.v1\0" || canonical msgpack [id, seq, statement
hash]``, one entry per aggregate, sorted by the bytes of the id (formats section 6).
That an aggregate was there is proved by inclusion, that it was not by its two
neighbours. A false map is found by whoever recomputes it: append and full audit.
"""

from collections.abc import Iterable

from ledger.encoding import encode
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tree import Peaks

_PREFIX = b"daocha-heads.v1\0"


def heads_root(heads: Iterable[tuple[str, int, bytes]]) -> tuple[int, bytes]:
    """Return the number of heads and the root of their map.

    Args:
        heads: Id, seq and statement hash of the newest event of each aggregate, in
            any order.
    """
    peaks = Peaks()
    for aggregate, seq, digest in sorted(heads):
        # Ids are ASCII, so their characters sort as their bytes do.
        peaks.append(leaf_hash(_PREFIX + encode([aggregate, seq, digest])))
    return peaks.size, peaks.root()
