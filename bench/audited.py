"""An audit in a process of its own, and the memory that it and its workers take.

The peak of each process is what Linux keeps as ``VmHWM`` in ``/proc``; ``ru_maxrss``
would count the memory of the process that started it. The sum over all processes is
given, so memory that they share counts more than once.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.audit.run import audit

_EVERY_S: Final = 0.02
_KB_IN_MB: Final = 1024


@dataclass(frozen=True, slots=True)
class Audited:
    """What came of an audit.

    Attributes:
        seconds: How long it took, without starting the interpreter.
        size: Records in the ledger.
        findings: How much it found.
        peak_mb: The sum of the peaks of all its processes, in MB.
    """

    seconds: float
    size: int
    findings: int
    peak_mb: float


def audit_aside(
    directory: Path,
    checks: Sequence[str],
    env: Mapping[str, str],
    since: Path | None = None,
) -> Audited:
    """Audit a ledger in a process of its own.

    Args:
        directory: The ledger's.
        checks: Names of the checks.
        env: The environment of the process.
        since: A file with a kept checkpoint.
    """
    program = [sys.executable, "-m", "bench.audited", str(directory), ",".join(checks)]
    program += [] if since is None else [str(since)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, env=env) as process:
        peak_mb = peak_mb_of(process)
        output, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"audit: expected it to end well, got {process.returncode}")
    return Audited(**json.loads(output), peak_mb=peak_mb)


def peak_mb_of(process: subprocess.Popen[bytes]) -> float:
    """Return the most memory of a process and its children until it ends, in MB."""
    peaks: dict[int, int] = {}
    while process.poll() is None:
        for pid in _family(process.pid):
            peaks[pid] = max(peaks.get(pid, 0), _peak_kb(pid))
        time.sleep(_EVERY_S)
    return sum(peaks.values()) / _KB_IN_MB


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return  # it has just ended


def _peak_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def main(directory: str, checks: str, since: str = "") -> None:
    """Audit, and print how it went."""
    note = Path(since).read_bytes() if since else None
    before = time.perf_counter()
    report = audit(Path(directory), checks=checks.split(","), since=note)
    seconds = time.perf_counter() - before
    found = {"seconds": seconds, "size": report.size, "findings": len(report.findings)}
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
