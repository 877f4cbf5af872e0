"""The stored hashes of the tree against the records."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise

from ledger.audit.ground import Ground
from ledger.audit.report import Finding
from ledger.errors import VerificationError
from ledger.merkle.hashing import node_hash
from ledger.store.schema import NODE_LEVELS

Nodes = dict[tuple[int, int], bytes]
"""Hashes by level and index."""


def read_nodes(connection: sqlite3.Connection) -> Nodes:
    """Read every stored hash; under a foreign schema, what has the right types."""
    rows = connection.execute(
        "SELECT level, idx, hash FROM tree_nodes WHERE typeof(level) = 'integer' "
        "AND typeof(idx) = 'integer' AND typeof(hash) = 'blob'"
    )
    return {(level, index): digest for level, index, digest in rows}


def node_findings(nodes: Nodes, ground: Ground) -> Iterator[Finding]:
    """Yield the stored hashes that are not those of the records."""
    expected = {
        (level, index): ground.block_node(level, index)
        for level in NODE_LEVELS
        for index in range(ground.size >> level)
    }
    for place in sorted(expected.keys() | nodes.keys()):
        right, stored = expected.get(place), nodes.get(place)
        if right != stored:
            level, index = place
            yield Finding(
                "tree",
                index << level if right else None,
                None,
                _where(level, index) if right else f"tree_nodes {level}/{index}",
                _show(right),
                _show(stored),
            )


def head_findings(connection: sqlite3.Connection, ground: Ground) -> Iterator[Finding]:
    """Yield what is wrong with the stored size and peaks."""
    rows = connection.execute("SELECT id, size, peaks FROM tree_head").fetchall()
    expected = [(1, ground.size, b"".join(ground.peaks()))]
    if rows == expected:
        return
    if len(rows) != 1:
        yield _head("one row", f"{len(rows)} rows")
    elif rows[0][1] != ground.size:
        yield _head(f"size {ground.size}", f"size {rows[0][1]}")
    else:
        yield _head("the peaks of the records", "others")


def check_folds(nodes: Nodes, size: int) -> None:
    """Check that stored hashes above whole blocks are those of the hashes below.

    Together with the root of a kept checkpoint this makes every stored hash below
    its size believable, without reading a record.

    Raises:
        VerificationError: One is missing, or is not.
    """
    for lower, level in pairwise(NODE_LEVELS):
        for index in range(size >> level):
            row = [
                nodes.get((lower, i), b"") for i in range(index << 8, (index + 1) << 8)
            ]
            while len(row) > 1:
                row = [
                    node_hash(*pair) for pair in zip(row[::2], row[1::2], strict=True)
                ]
            if row[0] != nodes.get((level, index)):
                raise VerificationError(f"{_where(level, index)}: expected its hash")


def _where(level: int, index: int) -> str:
    first = index << level
    return (
        f"tree_nodes {level}/{index} over positions {first}-{first + (1 << level) - 1}"
    )


def _show(digest: bytes | None) -> str:
    return "none" if digest is None else digest.hex()[:128]


def _head(expected: str, found: str) -> Finding:
    return Finding("tree", None, None, "tree_head", expected, found)
