import subprocess
import sys
from pathlib import Path

import msgspec

from bench.__main__ import Results
from bench.surroundings import ROOT

IDS = {
    "append-one",
    "append-syncs",
    "append-personal",
    "append-batch",
    "append-batch-rules",
    "audit",
    "audit-memory",
    "audit-since",
    "audit-vault",
    "replay",
    "replay-state",
    "status",
    "growth",
    "views",
    "views-whole",
    "views-memory",
    "append-to-view",
    "warm-status",
    "warm-blacklist",
    "warm-due",
    "warm-trace",
    "warm-propagation",
    "cold-status",
    "cold-blacklist",
    "cold-due",
    "lawfulness",
    "feed-replay",
    "feed-many",
}


def test_the_bench_runs_and_writes_every_figure(tmp_path: Path) -> None:
    """Whether targets are met is no question here: the numbers mean nothing."""
    file = tmp_path / "results.json"
    program = [sys.executable, "-m", "bench", "--smoke", "--out", str(file)]
    done = subprocess.run(
        [*program, "--work", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results = msgspec.json.decode(file.read_bytes(), type=Results)
    assert {figure.id for figure in results.figures} == IDS
    assert all(f.peer for f in results.figures if f.peer_value is not None)
    assert "逐件追加" in done.stdout
    assert "cryptography" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]
