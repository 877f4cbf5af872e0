"""What a child process does before it stops itself; run by the crash tests.

Usage: child.py DIRECTORY SCENARIO STOP. What was acknowledged is written to standard
output, one event id a line, as soon as the answer is there.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from ledger.log import Log, Receipt
from tests.support.ledgers import (
    LOG_KEY,
    Actor,
    Clock,
    Ledger,
    accept,
    founding,
    key_of,
    open_log,
)
from tests.support.media import Stopping

OFFICER = Actor(key_of("zhang"), "EMPLOYER_REVIEWER", "organisation/hospital", "AUDIT")


def acknowledge(receipts: list[Receipt]) -> None:
    lines = "".join(f"{receipt.event_id}\n" for receipt in receipts)
    os.write(1, lines.encode())


def ledger_at(path: Path, medium: Stopping) -> Ledger:
    clock = Clock()
    return Ledger(path, open_log(path, clock, medium=medium), clock)


def append(path: Path, medium: Stopping) -> None:
    """Append one act, and another one."""
    ledger = ledger_at(path, medium)
    for _ in range(2):
        signed = ledger.sign("application.noted", "application/x", [OFFICER])
        acknowledge(ledger.log.append([signed]))
    ledger.log.close()


def batch(path: Path, medium: Stopping) -> None:
    """Append a batch that completes a block of the tree, then publish."""
    ledger = ledger_at(path, medium)
    bodies = [{"n": n} for n in range(20)]
    signed = ledger.sign_chain("application.noted", "application/y", [OFFICER], bodies)
    acknowledge(ledger.log.append(signed))
    ledger.log.publish()
    ledger.log.close()


def enrol(path: Path, medium: Stopping) -> None:
    """Enrol a key and act with another one."""
    ledger = ledger_at(path, medium)
    signed = [
        ledger.sign_enrolment(key_of("li"), "person/li"),
        ledger.sign("application.noted", "application/z", [OFFICER]),
    ]
    acknowledge(ledger.log.append(signed))
    ledger.log.close()


def found(path: Path, medium: Stopping) -> None:
    """Found a ledger whose head lies elsewhere."""
    log = Log.found(
        path,
        genesis=founding(),
        log_signer=LOG_KEY,
        clock=Clock(),
        head_path=path.with_name("head-elsewhere"),
        judge=accept,
        medium=medium,
    )
    os.write(1, b"founded\n")
    log.close()


SCENARIOS: dict[str, Callable[[Path, Stopping], None]] = {
    "append": append,
    "batch": batch,
    "enrol": enrol,
    "found": found,
}


def main() -> None:
    directory, scenario, stop = sys.argv[1:]
    SCENARIOS[scenario](Path(directory), Stopping(int(stop)))


if __name__ == "__main__":
    main()
