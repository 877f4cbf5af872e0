"""All views built anew in a process of its own, and the memory that it takes."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.audited import peak_mb_of
from ledger.durable import Disk
from ledger.log_reader import LogReader
from projections.runner import Views
from projections.views import ALL


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How it went.

    Attributes:
        seconds: How long it took, without starting the interpreter.
        cpu_s: How long it had a core.
        peak_mb: The most memory that it took, in MB.
    """

    seconds: float
    cpu_s: float
    peak_mb: float


def rebuild_aside(directory: Path, env: Mapping[str, str]) -> Rebuilt:
    """Build the views of a ledger anew in a process of its own."""
    program = [sys.executable, "-m", "bench.rebuilt", str(directory)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, env=env) as process:
        peak_mb = peak_mb_of(process)
        output, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"views: expected them built, got {process.returncode}")
    return Rebuilt(**json.loads(output), peak_mb=peak_mb)


def main(directory: str) -> None:
    """Build them, and print how long it took."""
    with (
        LogReader(Path(directory), medium=Disk()) as log,
        Views(log, ALL) as views,
    ):
        before, had = time.perf_counter(), time.process_time()
        views.rebuild()
        seconds, cpu_s = time.perf_counter() - before, time.process_time() - had
    print(json.dumps({"seconds": seconds, "cpu_s": cpu_s}))


if __name__ == "__main__":
    main(*sys.argv[1:])
