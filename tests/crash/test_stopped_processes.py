"""A process that dies at any effect loses nothing it acknowledged.

The loop finds new effects by itself: it goes on until a run ends of its own accord.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ledger.audit import audit
from ledger.errors import MalformedError
from ledger.log import Log
from tests.support.ledgers import Clock, fill, open_log
from tests.support.ledgers import found as found_ledger
from tests.support.media import STOPPED

ROOT = Path(__file__).parents[2]
BEFORE = 246
"""Records before the crash, so that a batch of 20 completes a block of 256."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = found_ledger(tmp_path_factory.mktemp("crash") / "ledger")
    officer = made.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")
    fill(made, officer, BEFORE - 3, batch=100)
    made.log.close()
    return made.path


def run(path: Path, scenario: str, stop: int) -> tuple[bool, list[str]]:
    """Run a child; return whether it ended by itself, and what it acknowledged."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.crash.child", str(path), scenario, str(stop)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert child.returncode in {0, STOPPED}, child.stderr
    return child.returncode == 0, child.stdout.split()


def stops(prepared: Path, path: Path, scenario: str) -> Iterator[list[str]]:
    """Stop a child at effect 0, 1, 2 … and yield what each acknowledged."""
    for stop in count():
        if path.exists():
            shutil.rmtree(path)
        shutil.copytree(prepared, path)
        ended, acknowledged = run(path, scenario, stop)
        yield acknowledged
        if ended:
            return


@pytest.mark.parametrize(
    ("scenario", "sizes"),
    [("append", {0, 1, 2}), ("batch", {0, 20}), ("enrol", {0, 2})],
)
def test_what_was_acknowledged_is_there_after_every_crash(
    prepared: Path, tmp_path: Path, scenario: str, sizes: set[int]
) -> None:
    path, grown, unsealed = tmp_path / "ledger", set(), 0
    for acknowledged in stops(prepared, path, scenario):
        left = audit(path, processes=1).findings
        assert all("not sealed" in finding.found for finding in left)
        unsealed += len(left)
        with open_log(path, Clock()) as log:
            events = {event.hash.hex() for event in log.page(BEFORE, 100)}
            assert set(acknowledged) <= events
            grown.add(log.size - BEFORE)
        assert audit(path, processes=1).findings == []
    assert grown == sizes
    assert unsealed > 0


def test_a_founding_that_was_interrupted_can_be_done_again(tmp_path: Path) -> None:
    again = 0
    for stop in count():
        path = tmp_path / f"ledger-{stop}" / "ledger"
        path.parent.mkdir()
        ended, said = run(path, "found", stop)
        if not (path / "ledger.db").exists():
            with pytest.raises(MalformedError):
                Log.open(path, clock=Clock())
            _, said = run(path, "found", 1000)
            again += 1
            assert said == ["founded"]
        with open_log(path, Clock()) as log:
            assert log.size == 1
        assert audit(path, processes=1).findings == []
        if ended:
            break
    assert again > 5
