"""The second verifier, run as a stranger would run it."""

import subprocess
import sys
from pathlib import Path

VERIFIER = Path(__file__).parents[1] / "independent" / "verify.py"


def verify(ledger: Path, *options: str) -> tuple[int, str]:
    """Run it in a process of its own, isolated from this one and its paths."""
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(ledger), *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stderr == "" or done.returncode == 2
    return done.returncode, done.stdout
