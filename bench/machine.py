"""What the figures were measured on."""

import os
import platform
import sqlite3
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

import msgspec
from cryptography.hazmat.backends.openssl import backend


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """The machine and the programs that every figure depends on.

    Attributes:
        cores: Cores that this process may use.
        processor: Its name.
        python: Version.
        sqlite: Version.
        cryptography: Version.
        openssl: Version.
        eventsourcing: Version.
        sync_ms: Median time of one fsync of a small file in the work directory, ms.
        load: Load average of the last minute, when the run began.
    """

    cores: int
    processor: str
    python: str
    sqlite: str
    cryptography: str
    openssl: str
    eventsourcing: str
    sync_ms: float
    load: float

    def line(self) -> str:
        """Return it as one line."""
        return (
            f"{self.cores} cores · {self.processor} · Python {self.python} · "
            f"SQLite {self.sqlite} · cryptography {self.cryptography} "
            f"({self.openssl}) · eventsourcing {self.eventsourcing} · "
            f"fsync {self.sync_ms:.2f} ms · load {self.load:.1f}"
        )


def inspect(directory: Path) -> Machine:
    """Look at the machine, and at the medium that a directory lies on."""
    return Machine(
        cores=len(os.sched_getaffinity(0)),
        processor=_processor(),
        python=".".join(map(str, sys.version_info[:3])),
        sqlite=sqlite3.sqlite_version,
        cryptography=version("cryptography"),
        openssl=backend.openssl_version_text(),
        eventsourcing=version("eventsourcing"),
        sync_ms=_sync_ms(directory),
        load=os.getloadavg()[0],
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.machine()


def _sync_ms(directory: Path) -> float:
    times = []
    with tempfile.TemporaryFile(dir=directory) as file:
        for _ in range(30):
            os.write(file.fileno(), bytes(400))
            before = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - before)
    return median(times) * 1000
