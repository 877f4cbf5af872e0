"""A ledger on a medium that nobody can write to can be read and audited."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger.audit import audit
from ledger.errors import StoreError
from tests.support.ledgers import Actor, Clock, found, key_of, open_log

NOBODY = 65534
OFFICER = Actor(key_of("zhang"), "EMPLOYER_REVIEWER")


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be somebody for whom permissions count, if this is the superuser."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if before == 0:
            os.seteuid(before)


@pytest.fixture
def path() -> Iterator[Path]:
    # Not under pytest's own directory, into which nobody else may look.
    place = Path(tempfile.mkdtemp())
    made = found(place / "ledger")
    made.official("zhang", "EMPLOYER_REVIEWER")
    made.log.close()
    place.chmod(0o755)
    made.path.chmod(0o555)
    yield made.path
    made.path.chmod(0o755)
    shutil.rmtree(place)


def test_a_ledger_that_cannot_be_written_can_be_read(path: Path) -> None:
    with without_privileges(), open_log(path, log_signer=None) as log:
        assert (log.size, len(log.page(0, 10))) == (3, 3)


def test_a_ledger_that_cannot_be_written_can_be_audited(path: Path) -> None:
    with without_privileges():
        report = audit(path, processes=1)
    assert (report.findings, report.size) == ([], 3)


def test_a_ledger_that_cannot_be_written_refuses_to_append(path: Path) -> None:
    with (
        without_privileges(),
        pytest.raises(StoreError, match=r"readonly|read-only|unable to open"),
    ):
        open_log(path, Clock())


def test_a_ledger_is_not_founded_where_nobody_can_write(path: Path) -> None:
    with without_privileges(), pytest.raises(StoreError, match="permission denied"):
        found(path / "inside")
