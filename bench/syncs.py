"""How often an append makes the medium keep what it has, before it answers.

A process of its own opens the ledger, warms up, and appends acts one by one, with a
system call that means nothing (``getpriority``) before, between and after them.
``strace`` writes down these and every ``fsync`` and ``fdatasync``. Where it cannot
run, the named effects on the medium are counted instead (`ledger.durable`).
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from aggregates.act_file import decode_act_file, encode_act_file
from aggregates.dispatch import Dispatch
from bench.ledgers import PASSPHRASE, Office
from bench.workshop import Workshop
from cli.founding import LOG_KEY
from ledger.keyfile import read_key
from ledger.layout import KEYS
from ledger.log import Log

T = TypeVar("T")

MOST_SYNCS: Final = 2
"""Database and head."""

_WARM: Final = 5
_COUNTED: Final = 20
_CALLS: Final = "fsync,fdatasync,getpriority"


@dataclass(frozen=True, slots=True)
class Syncs:
    """What was counted.

    Attributes:
        appends: In how many appends.
        most: The most before any answer.
        aside: How many in all on other threads.
        how: By which means.
    """

    appends: int
    most: int
    aside: int
    how: str


@dataclass(slots=True)
class Counting:
    """A medium on which effects happen, and those that sync are counted."""

    counts: list[int] = field(default_factory=lambda: [0])

    def do(self, name: str, effect: Callable[[], T]) -> T:
        """Perform the effect, and count it if it makes something last."""
        if name.endswith((".sync", ".commit")):
            self.counts[-1] += 1
        return effect()


def count_syncs(shop: Workshop) -> Syncs:
    """Append in a process of its own and count."""
    office = shop.office(shop.scale.small)
    folder = _acts(office, shop.directory / "acts")
    program = [sys.executable, "-m", "bench.syncs", str(office.path), str(folder)]
    trace = shop.directory / "strace.txt"
    strace = shutil.which("strace")
    if strace is not None:
        traced = [strace, "-f", "-o", str(trace), "-e", f"trace={_CALLS}", *program]
        done = subprocess.run(traced, capture_output=True, check=False, env=shop.env)
        if done.returncode == 0:
            return count_in(trace.read_text().splitlines())
    counted = subprocess.run(program, capture_output=True, check=True, env=shop.env)
    counts = json.loads(counted.stdout)
    return Syncs(len(counts), max(counts), 0, "counted as named effects, no strace")


def count_in(lines: Sequence[str]) -> Syncs:
    """Count the syncs between marks in what ``strace`` wrote down."""
    counts: list[int] = []
    main, aside = "", 0
    for line in lines:
        process, _, call = line.partition(" ")
        name = call.strip().partition("(")[0]
        if name == "getpriority":
            main = process
            counts.append(0)
        elif name in ("fsync", "fdatasync") and counts:
            if process == main:
                counts[-1] += 1
            else:
                aside += 1
    # What comes after the last mark is closing, not appending.
    return Syncs(len(counts) - 1, max(counts[:-1]), aside, "counted by strace")


def _acts(office: Office, folder: Path) -> Path:
    folder.mkdir()
    for number, act in enumerate(office.facts(_WARM + _COUNTED)):
        (folder / f"{number:03}.json").write_bytes(encode_act_file(act))
    return folder


def main(directory: Path, folder: Path) -> None:
    """Append the acts of a folder, marking where each begins."""
    acts = [decode_act_file(path.read_bytes()) for path in sorted(folder.iterdir())]
    medium = Counting()
    newest = Log.open(directory, clock=lambda: 0)
    now = newest.event_at(newest.size - 1).received_at
    newest.close()
    key = read_key(directory / KEYS / LOG_KEY, PASSPHRASE)
    log = Log.open(directory, clock=lambda: now, log_signer=key, medium=medium)
    dispatch = Dispatch(log, vault=None, clock=lambda: now)
    for act in acts[:_WARM]:
        dispatch.submit(act)
    medium.counts.clear()
    for act in acts[_WARM:]:
        os.getpriority(os.PRIO_PROCESS, 0)
        medium.counts.append(0)
        dispatch.submit(act)
    os.getpriority(os.PRIO_PROCESS, 0)
    print(json.dumps(medium.counts))
    log.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
