"""Sixteen processes append to one ledger: nothing is lost, nothing stands twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.audit import audit
from tests.crash.writer import SHARED
from tests.support.ledgers import Ledger, found, open_log

ROOT = Path(__file__).parents[2]
WRITERS = 16
ACTS = 3 * int(os.environ.get("DAOCHA_TEST_SCALE", "1"))
PATIENCE_S = 120 * int(os.environ.get("DAOCHA_TEST_SCALE", "1"))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = found(tmp_path / "ledger")
    made.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")
    made.log.close()
    return made


def start(path: Path, number: int) -> "subprocess.Popen[str]":
    module = ["-m", "tests.crash.writer", str(path), str(number), str(ACTS)]
    return subprocess.Popen(
        [sys.executable, *module],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_all(path: Path) -> list[str]:
    """Let all writers begin together; return what was acknowledged."""
    writers = [start(path, number) for number in range(WRITERS)]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n", writer.communicate()
        answers = []
        for writer in writers:
            assert writer.stdin is not None
            writer.stdin.write("go\n")
            writer.stdin.flush()
        for writer in writers:
            said, complained = writer.communicate(timeout=PATIENCE_S)
            assert writer.returncode == 0, complained
            answers += said.split()
    finally:
        for writer in writers:
            writer.kill()
    return answers


@pytest.mark.slow
def test_sixteen_processes_lose_nothing_and_double_nothing(ledger: Ledger) -> None:
    before = 3
    acknowledged = run_all(ledger.path)
    with open_log(ledger.path, log_signer=None) as log:
        events = log.page(0, 100_000)
        shared = log.events(SHARED)
    assert len(acknowledged) == len(set(acknowledged)) == 2 * WRITERS * ACTS
    assert {event.hash.hex() for event in events[before:]} == set(acknowledged)
    assert [event.position for event in events] == list(range(len(events)))
    assert [event.seq for event in shared] == list(range(1, WRITERS * ACTS + 1))
    assert audit(ledger.path).findings == []
