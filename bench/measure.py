"""Two things timed in turn, so that both meet the same noise."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Run = Callable[[], object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Times of ours and of a peer, taken in turn: A B A B ….

    Attributes:
        ours: Seconds of each run.
        peer: Seconds of the run that followed it.
    """

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ours_s(self) -> float:
        """Median of our times, in seconds."""
        return statistics.median(self.ours)

    @property
    def peer_s(self) -> float:
        """Median of the peer's times, in seconds."""
        return statistics.median(self.peer)

    @property
    def slowdown(self) -> float:
        """How many times as long as the peer we take: the median over the pairs."""
        return statistics.median(
            ours / peer for ours, peer in zip(self.ours, self.peer, strict=True)
        )


def timed(run: Run) -> float:
    """Return how many seconds a run takes; old garbage is collected before it."""
    gc.collect()
    before = time.perf_counter()
    run()
    return time.perf_counter() - before


def told(run: Run) -> float:
    """Return the seconds that a run took by its own account."""
    seconds = run()
    assert isinstance(seconds, float)
    return seconds


def in_turn(
    ours: Sequence[Run], peer: Sequence[Run], clock: Callable[[Run], float] = timed
) -> Pairs:
    """Time runs in pairs, ours first in one pair and second in the next.

    Args:
        ours: Our runs.
        peer: As many of the peer's.
        clock: `timed`, or `told` for runs that know their own time.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for number, pair in enumerate(zip(ours, peer, strict=True)):
        for side in (0, 1) if number % 2 == 0 else (1, 0):
            times[side].append(clock(pair[side]))
    return Pairs(tuple(times[0]), tuple(times[1]))


def blocks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut items into blocks of a size; what is left over is left out."""
    whole = len(items) - len(items) % size
    return [items[start : start + size] for start in range(0, whole, size)]
