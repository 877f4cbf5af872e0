"""Whole matters for readers to ask about: histories as a log, and the worked case.

`recorded` turns a history of `tests.support.given` into a log in memory, which was
drafted and judged as in real life, though nobody signed it. `play_case` plays the
worked case through dispatch, with real signatures, on a ledger on disk.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from cli.case.player import Stage
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.directory import Directory
from ledger.keys import Ed25519Signer
from ledger.log import Log
from ledger.log_reader import LogReader
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tree import MemoryTree
from ledger.note import NoteSigner
from ledger.record import Event
from ledger.statement import NO_PREVIOUS, Seen, SignedBy, Statement
from projections.projection import Projection
from projections.runner import Views
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.views import ALL
from tests.support.actors import ORIGIN, directory
from tests.support.given import Deed, World, world_after

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
CASE = ROOT / "examples" / "xianning-2024"
PASSPHRASE = b"demo"


def _genesis() -> Event:
    statement = Statement(
        v=1,
        log=ORIGIN,
        id="ledger/genesis",
        seq=1,
        prev=NO_PREVIOUS,
        type="ledger.founded",
        tv=1,
        at=0,
        by=(SignedBy(bytes(32), "REGISTRAR", "", "ADMIN"),),
        seen=Seen(0, bytes(32)),
        refs=(),
        law=(),
        body={},
    )
    return Event(0, 0, statement, sha256(b"genesis").digest(), (), b"genesis")


@dataclass
class MemoryLog:
    """A log in memory: what readers of a ledger ask of one.

    Attributes:
        path: Where its views go.
        everything: The events, by position.
        visible: How many of them are sealed.
    """

    path: Path
    everything: list[Event]
    visible: int = -1
    origin: str = ORIGIN
    simulated: bool = True
    tree: MemoryTree = field(default_factory=MemoryTree)

    def __post_init__(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        for event in self.everything:
            self.tree.append(leaf_hash(event.record))

    @property
    def size(self) -> int:
        return len(self.everything) if self.visible < 0 else self.visible

    @property
    def directory(self) -> Directory:
        return directory()

    def directory_at(self, _size: int) -> Directory:
        return directory()

    def page(self, start: int, limit: int) -> list[Event]:
        return self.everything[start : min(start + limit, self.size)]

    def events(self, aggregate: str) -> list[Event]:
        return [e for e in self.everything[: self.size] if e.id == aggregate]

    def event_at(self, position: int) -> Event:
        return self.everything[: self.size][position]

    def ids(self, kind: str) -> list[str]:
        sealed = self.everything[: self.size]
        return sorted({e.id for e in sealed if e.id.startswith(f"{kind}/")})

    def root_at(self, size: int) -> bytes:
        return self.tree.root_at(size)

    def checkpoint(self) -> bytes:
        signer = NoteSigner(self.origin, Ed25519Signer.from_seed(bytes(32)))
        known = Checkpoint(self.origin, self.size, self.root_at(self.size))
        return sign_checkpoint(known, [signer])


def recorded(path: Path, *history: Deed) -> MemoryLog:
    """Return a history as a log; its views go to ``path``."""
    return log_of(path, world_after(history))


def log_of(path: Path, world: World) -> MemoryLog:
    """Return a world as a log; the founding stands at position 0."""
    events = [
        msgspec.structs.replace(event, position=number, record=b"record %d" % number)
        for number, event in enumerate(world.events(), start=1)
    ]
    return MemoryLog(path, [_genesis(), *events])


@dataclass
class Reader:
    """A log with its views, for one test to ask.

    Attributes:
        log: The log.
        today: The day that counts as today.
    """

    log: LogReader
    today: date
    projections: Sequence[Projection] = ALL

    @property
    def states(self) -> AsOf:
        return AsOf(self.log)

    def ask(self, question: Callable[[Rows], T]) -> T:
        """Ask the views, and close them again."""
        with Views(self.log, self.projections) as views:
            return views.ask(question)


def reader(path: Path, day: str, *history: Deed) -> Reader:
    """Return a history for reading, on a day."""
    log = cast("LogReader", recorded(path, *history))
    return Reader(log, date.fromisoformat(day))


def as_reader(log: MemoryLog) -> LogReader:
    """Let a log in memory stand for a ledger's."""
    return cast("LogReader", log)


@dataclass(frozen=True)
class PlayedCase:
    """The worked case on disk, with the ids of everything in it."""

    path: Path
    ids: dict[str, str]

    def copy(self, path: Path) -> "PlayedCase":
        """Copy the ledger with everything beside it."""
        shutil.copytree(self.path, path)
        return PlayedCase(path, self.ids)

    def open(self) -> Log:
        """Open the ledger for reading."""
        return Log.open(self.path, clock=lambda: 0)


def play_case(path: Path, name: str = CASE.name) -> PlayedCase:
    """Play a worked case to its end; every step must go as the case says."""
    folder = CASE.with_name(name)
    stage = Stage(folder, path, passphrase=PASSPHRASE, rounds=1)
    try:
        for outcome in stage.play():
            assert outcome.as_expected, outcome.step
        return PlayedCase(path, stage.cast.names())
    finally:
        stage.close()


def dump(log: LogReader, projections: Sequence[Projection] = ALL) -> dict[str, Any]:
    """Return every row of every view, after the views have caught up."""
    with Views(log, projections) as views:
        return views.ask(
            lambda rows: {
                table.name: rows.all(table)
                for projection in projections
                for table in projection.tables
            }
        )
