"""How often an append syncs, as the kernel sees it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, sys
from pathlib import Path
from tests.support.ledgers import found, open_log
made = found(Path(sys.argv[1]))
officer = made.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")
bodies = [{"n": n} for n in range(5)]
batch = made.sign_chain("application.noted", "application/x", [officer], bodies)
made.reopen()
for signed in batch:
    os.write(1, b"<")
    made.log.append([signed])
    os.write(1, b">")
made.log.close()
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace counts the syncs")
def test_an_append_syncs_twice_before_it_answers(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-o", str(trace), "-e", "trace=write,fsync,fdatasync"]
    program = [sys.executable, "-c", PROGRAM, str(tmp_path / "ledger")]
    run = subprocess.run(
        command + program, cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    if b"ptrace" in run.stderr:
        pytest.skip("this machine does not let strace look")
    assert run.returncode == 0, run.stderr
    appends = trace.read_text().split('write(1, "<"')[1:]
    syncs = [append.split('write(1, ">"')[0].count("sync(") for append in appends]
    assert syncs == [2, 2, 2, 2, 2]
