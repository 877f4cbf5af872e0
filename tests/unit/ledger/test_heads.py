"""The map of heads, beside the definition of its tree."""

from ledger.encoding import encode
from ledger.heads import heads_root
from ledger.merkle.hashing import EMPTY_ROOT
from tests.support.slow_tree import SlowTree


def test_a_map_is_the_tree_over_its_entries_by_id() -> None:
    heads = [(f"{kind}/{n}", n, bytes([n]) * 32) for kind in "ba" for n in (3, 1, 22)]
    entries = [
        b"daocha-heads.v1\0" + encode(list(head))
        for head in sorted(heads, key=lambda head: head[0].encode())
    ]
    assert heads_root(heads) == (6, SlowTree(entries).mth(0, 6))
    assert heads_root(reversed(heads)) == heads_root(heads)


def test_the_map_of_nothing_is_empty() -> None:
    assert heads_root([]) == (0, EMPTY_ROOT)
