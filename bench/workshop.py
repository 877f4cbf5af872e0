"""What all figures share: how much to measure, where, and the ledgers made so far."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.counties import build
from bench.ledgers import Office
from bench.surroundings import environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much to measure.

    Attributes:
        blocks: Pairs of blocks of single appends.
        block: Appends in a block.
        batches: Pairs of batches.
        batch: Signatures in a batch.
        replayed: Events of the long aggregate.
        replays: Pairs of replays.
        starts: Pairs of cold starts.
        audits: Pairs of audits.
        events: Size of the audited ledger.
        small: Size of the small ledger of the comparison of growth.
        large: Size of the large one, and of the one that questions are asked about.
        asked: How often each question is asked.
        plain_views: Events that the plain library's projection takes in.
        changes: Length of the feed that is replayed.
        replays_of_feed: Pairs of replays of it.
        subscribers: How many follow it at once.
    """

    blocks: int = 20
    block: int = 15
    batches: int = 16
    batch: int = 100
    replayed: int = 1_000
    replays: int = 30
    starts: int = 15
    audits: int = 3
    events: int = 100_000
    small: int = 10_000
    large: int = 100_000
    asked: int = 7
    plain_views: int = 5_000
    changes: int = 20_000
    replays_of_feed: int = 5
    subscribers: int = 200


DEFAULT = Scale()
MILLION = Scale(audits=2, events=1_000_000, large=1_000_000)
SMOKE = Scale(
    blocks=2,
    block=4,
    batches=1,
    batch=20,
    replayed=100,
    replays=2,
    starts=1,
    audits=1,
    events=2_000,
    small=1_000,
    large=2_000,
    asked=1,
    plain_views=100,
    changes=1_000,
    replays_of_feed=1,
    subscribers=5,
)


class Workshop:
    """A directory with ledgers of several sizes, each made once.

    Args:
        directory: Where they go.
        scale: How much to measure.

    Attributes:
        env: The environment of child processes.
    """

    def __init__(self, directory: Path, scale: Scale) -> None:
        self.directory = directory
        self.scale = scale
        self.env = environment(directory)
        self._offices: dict[int, Office] = {}
        self._counties: dict[int, tuple[Path, int]] = {}

    def office(self, events: int) -> Office:
        """Return a ledger of at least so many events."""
        if events not in self._offices:
            say(f"building a ledger of {events:,} events")
            office = Office(self.directory / f"ledger-{events}")
            self._offices[events] = office
            before, had = time.perf_counter(), office.log.size
            office.fill(events, _progress(events))
            rate = (office.log.size - had) / (time.perf_counter() - before)
            say(f"built {office.log.size:,} events, {rate:,.0f} a second")
        return self._offices[events]

    def counties(self, events: int) -> tuple[Path, int]:
        """Return a ledger of about so many events of whole years, and its size."""
        if events not in self._counties:
            say(f"building a ledger of about {events:,} events of whole years")
            path = self.directory / f"counties-{events}"
            self._counties[events] = path, build(path, events, _progress(events))
        return self._counties[events]

    def close(self) -> None:
        """Close all ledgers."""
        for office in self._offices.values():
            office.close()


def say(text: str) -> None:
    """Tell whoever waits how far it is."""
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _progress(events: int) -> Callable[[int], None]:
    tenths = [0]

    def tell(size: int) -> None:
        if size * 10 // events > tenths[0]:
            tenths[0] = size * 10 // events
            say(f"  {size:,} of {events:,}")

    return tell
