"""Whoever holds ``ledger.db`` and no key cannot change it without being found."""

import os
import shutil
from pathlib import Path

import pytest

from ledger.audit import CHECKS, audit
from tests.support.edits import edit
from tests.support.ledgers import fill
from tests.support.ledgers import found as found_ledger

SCALE = int(os.environ.get("DAOCHA_TEST_SCALE", "1"))
EDITS = 300 * SCALE
QUICK = [check for check in CHECKS if check != "signatures"]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger large enough to have stored hashes, and a record with references."""
    made = found_ledger(tmp_path_factory.mktemp("mutation") / "ledger")
    officer = made.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")
    seal = made.seal("hospital seal", "organisation/hospital", officer)
    noted = made.act("application.noted", "application/x", [officer, seal])
    made.act("person.noted", "person/y", [officer], refs=(made.ref(noted),))
    fill(made, officer, 520, batch=130)
    made.log.close()
    return made.path


def test_the_ledger_is_clean_before_it_is_edited(ledger: Path) -> None:
    assert audit(ledger, processes=1).findings == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_every_edit_of_the_database_is_found(
    ledger: Path, tmp_path: Path, part: int
) -> None:
    """The attacker opens the database and changes, removes, swaps or doubles rows."""
    missed = [
        done
        for seed in range(part, EDITS, 10)
        if (done := edit_and_audit(ledger, tmp_path / "copy", seed))
    ]
    assert missed == []


def edit_and_audit(ledger: Path, copy: Path, seed: int) -> str | None:
    """Edit a copy; return what was done if the audit does not find it."""
    shutil.copytree(ledger, copy)
    done = edit(copy / "ledger.db", seed)
    # Verifying takes longest and finds what the tree finds too, so it comes second.
    found_quickly = audit(copy, checks=QUICK, processes=1).findings
    found = found_quickly or audit(copy, processes=1).findings
    shutil.rmtree(copy)
    return None if found else f"seed {seed}: {done}"
