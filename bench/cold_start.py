"""Figure 5: how long a person waits for ``daocha status``."""

import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from bench.figure import Figure, judged, samples_of
from bench.forms import application_id
from bench.measure import in_turn, timed
from bench.workshop import Workshop

MOST_MS: Final = 250

_IMPORT: Final = "import eventsourcing.sqlite"


def measure(shop: Workshop) -> list[Figure]:
    """Start the command anew each time, in turn with a bare import of the library."""
    office = shop.office(shop.scale.small)
    status = partial(_run, shop, _status(office.path, application_id(0, 0)))
    imports = partial(_run, shop, [sys.executable, "-c", _IMPORT])
    first = timed(status)
    timed(imports)
    starts = shop.scale.starts
    pairs = in_turn([status] * starts, [imports] * starts)
    wait_ms = pairs.ours_s * 1000
    return [
        Figure(
            id="status",
            zh="daocha status 冷启动",
            en="daocha status from a cold start",
            unit="ms",
            value=wait_ms,
            peer=f'python -c "{_IMPORT}", cold start',
            peer_value=pairs.peer_s * 1000,
            ratio=pairs.slowdown,
            target=f"< {MOST_MS} ms",
            verdict=judged(met=wait_ms < MOST_MS),
            note="a new process each time, modules compiled and views up to date; the "
            f"first run took in {office.log.size:,} events and lasted {first:.1f} s",
            samples=samples_of(pairs),
        )
    ]


def _status(ledger: Path, aggregate: str) -> list[str]:
    daocha = str(Path(sys.executable).parent / "daocha")
    return [daocha, "--ledger", str(ledger), "status", aggregate]


def _run(shop: Workshop, command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=shop.env)
