"""Laws of a ledger that grows: nothing that was once true becomes false."""

import tempfile
from pathlib import Path

from hypothesis import given, settings

from ledger.audit import audit
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.proof import check_consistency, check_inclusion
from ledger.merkle.tree import MemoryTree
from tests.support.ledgers import Ledger, fill, found, open_log
from tests.support.strategies import BATCH_SIZES

EXAMPLES = 12


def grown(path: Path, sizes: list[int]) -> tuple[Ledger, dict[int, bytes]]:
    """Grow a ledger batch by batch; return it, and the root after each."""
    made = found(path)
    officer = made.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")
    roots = {made.log.size: made.log.root_at(made.log.size)}
    for size in sizes:
        fill(made, officer, size, batch=size)
        roots[made.log.size] = made.log.root_at(made.log.size)
    return made, roots


@settings(max_examples=EXAMPLES)
@given(BATCH_SIZES)
def test_appending_never_changes_an_earlier_root(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as place:
        made, roots = grown(Path(place) / "ledger", sizes)
        made.log.close()
        with open_log(made.path, log_signer=None) as log:
            newest = log.root_at(log.size)
            for size, root in roots.items():
                assert log.root_at(size) == root
                check_consistency(
                    log.prove_consistency(size, log.size),
                    size1=size,
                    root1=root,
                    size2=log.size,
                    root2=newest,
                )


@settings(max_examples=EXAMPLES)
@given(BATCH_SIZES)
def test_every_record_proves_in_every_tree_that_holds_it(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as place:
        made, roots = grown(Path(place) / "ledger", sizes)
        records = [event.record for event in made.log.page(0, made.log.size)]
        tree = MemoryTree(map(leaf_hash, records))
        for size, root in roots.items():
            assert tree.root_at(size) == root
            for position in {0, size // 2, size - 1}:
                check_inclusion(
                    made.log.prove_inclusion(position, size),
                    index=position,
                    leaf=leaf_hash(records[position]),
                    size=size,
                    root=root,
                )
        made.log.close()


@settings(max_examples=EXAMPLES)
@given(BATCH_SIZES)
def test_whatever_was_appended_audits_clean_from_every_size(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory() as place:
        made, _ = grown(Path(place) / "ledger", sizes)
        kept = made.log.checkpoint()
        made.revoke(made.official("li", "EXPERT").signer)
        made.log.close()
        whole = audit(made.path, processes=1)
        rest = audit(made.path, since=kept, processes=1)
        assert (whole.findings, rest.findings) == ([], [])
        assert (whole.root, rest.since) == (rest.root, whole.size - 3)
