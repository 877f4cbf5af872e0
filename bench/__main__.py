"""Measure, print the table, write the file: ``python -m bench``."""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from bench import (
    answers,
    append_batch,
    append_one,
    catch_up,
    cold_start,
    feed_replay,
    full_audit,
    growth,
    replay,
)
from bench.figure import Figure
from bench.machine import Machine, inspect
from bench.table import table
from bench.workshop import DEFAULT, MILLION, SMOKE, Scale, Workshop, say

RESULTS: Final = Path(__file__).resolve().parent / "results.json"

MEASURES: Final[dict[str, Callable[[Workshop], list[Figure]]]] = {
    "append-one": append_one.measure,
    "append-batch": append_batch.measure,
    "audit": full_audit.measure,
    "replay": replay.measure,
    "status": cold_start.measure,
    "growth": growth.measure,
    "catch-up": catch_up.measure,
    "answers": answers.measure,
    "feed": feed_replay.measure,
}


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """The file: what was measured, when, on what, and how much of it."""

    began: str
    seconds: float
    machine: Machine
    scale: Scale
    figures: list[Figure]


def main() -> None:
    """Measure what the arguments ask for."""
    asked = _arguments()
    began, before = time.strftime("%Y-%m-%dT%H:%M:%S%z"), time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="daocha-bench-", dir=asked.work) as name:
        machine = inspect(Path(name))
        figures = _measure(Path(name), _scale(asked), asked.only)
    seconds = time.perf_counter() - before
    results = Results(
        began=began,
        seconds=seconds,
        machine=machine,
        scale=_scale(asked),
        figures=figures,
    )
    asked.out.write_bytes(msgspec.json.format(msgspec.json.encode(results)) + b"\n")
    print(machine.line())
    print(table(figures))
    print(f"\n{seconds:.0f} s; {asked.out}")


def _measure(directory: Path, scale: Scale, only: Sequence[str]) -> list[Figure]:
    shop = Workshop(directory, scale)
    figures: list[Figure] = []
    try:
        for name, measure in MEASURES.items():
            if not only or name in only:
                say(f"measuring {name}")
                figures += measure(shop)
    finally:
        shop.close()
    return figures


def _scale(asked: argparse.Namespace) -> Scale:
    scale: Scale = asked.scale
    return scale if asked.events is None else replace(scale, events=asked.events)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--million",
        dest="scale",
        action="store_const",
        const=MILLION,
        help="audit a million events, and append to them; some 25 minutes",
    )
    size.add_argument(
        "--smoke",
        dest="scale",
        action="store_const",
        const=SMOKE,
        help="next to nothing, to see that it runs; the figures mean nothing",
    )
    parser.add_argument("--events", type=int, help="size of the audited ledger")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=[])
    parser.add_argument("--out", type=Path, default=RESULTS, help="file to write")
    parser.add_argument("--work", type=Path, help="directory for the ledgers")
    parser.set_defaults(scale=DEFAULT)
    return parser.parse_args()


if __name__ == "__main__":
    main()
