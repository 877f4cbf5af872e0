"""One of many processes that append to one ledger; run by the test beside it.

Usage: writer.py DIRECTORY NUMBER ACTS. Every act stands in an aggregate of its own and
in one that all writers share; a conflict there is tried again. Writes the ids of what
was acknowledged to standard output.
"""

import os
import sys
from pathlib import Path

from ledger.errors import ConflictError
from tests.crash.child import OFFICER, acknowledge
from tests.support.ledgers import Clock, Ledger, open_log

SHARED = "application/shared"
MOST_TRIES = 500


def append(ledger: Ledger, number: int, act: int) -> None:
    body = {"writer": number, "act": act}
    for _ in range(MOST_TRIES):
        own = ledger.sign(
            "application.noted", f"application/w{number}", [OFFICER], body=body
        )
        shared = ledger.sign("application.noted", SHARED, [OFFICER], body=body)
        try:
            acknowledge(ledger.log.append([own, shared]))
        except ConflictError:
            continue
        return
    raise SystemExit(f"writer {number}: no room after {MOST_TRIES} tries")


def main() -> None:
    directory, number, acts = sys.argv[1:]
    clock = Clock()
    ledger = Ledger(Path(directory), open_log(Path(directory), clock), clock)
    os.write(1, b"ready\n")
    sys.stdin.readline()
    for act in range(int(acts)):
        append(ledger, int(number), act)
    ledger.log.close()


if __name__ == "__main__":
    main()
