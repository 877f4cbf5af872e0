"""Trace the subjects of the worked cases and write down what is answered.

Each case has a folder ``traces`` with a file for each subject, by its name in the case.
Without arguments the files are renewed; with ``--check`` they are compared. A new one
is begun by an empty file.
"""

import difflib
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from cli.case.player import Stage
from cli.demo import CASES, PASSPHRASE, ROUNDS
from cli.front_door import run

SHOWN = 40


def expected() -> dict[str, list[Path]]:
    """Return the files of each case, by the name of the case."""
    found: dict[str, list[Path]] = {}
    for path in sorted(CASES.glob("*/traces/*.txt")):
        found.setdefault(path.parent.parent.name, []).append(path)
    return found


def traced(case: str, names: list[str]) -> dict[str, str]:
    """Play a case and return the trace of each subject."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "played"
        stage = Stage(CASES / case, ledger, passphrase=PASSPHRASE, rounds=ROUNDS)
        try:
            for _ in stage.play():
                pass
            ids = stage.cast.names()
        finally:
            stage.close()
        return {name: _trace(ledger, ids[name]) for name in names}


def _trace(ledger: Path, subject: str) -> str:
    told = StringIO()
    with redirect_stdout(told), redirect_stderr(StringIO()):
        code = run(["--ledger", str(ledger), "--lang", "zh", "trace", subject])
    if code:
        raise SystemExit(f"trace {subject}: exit code {code}")
    return told.getvalue()


def main(arguments: list[str]) -> int:
    """Renew or check the files; return the exit code."""
    differing = 0
    for case, paths in expected().items():
        answers = traced(case, [path.stem for path in paths])
        for path in paths:
            answer = answers[path.stem]
            if "--check" in arguments:
                differing += _differs(path, answer)
            else:
                path.write_text(answer, encoding="utf-8")
    return 1 if differing else 0


def _differs(path: Path, answer: str) -> bool:
    known = path.read_text(encoding="utf-8")
    lines = difflib.unified_diff(
        known.splitlines(), answer.splitlines(), str(path), "traced now", lineterm=""
    )
    for line in list(lines)[:SHOWN]:
        print(line)
    return known != answer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
