"""Those beside whom we are measured: the plain library, and bare Ed25519."""

import json
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.sqlite import SQLiteApplicationRecorder

LIBRARY: Final = (
    "plain eventsourcing SQLite application, library defaults (synchronous FULL), "
    "unsigned events of the same stored size"
)
ONE_CORE: Final = (
    "bare Ed25519 verification on one core (cryptography), same signatures"
)
ALL_CORES: Final = (
    "bare Ed25519 verification on all cores (cryptography, one process each), "
    "same signatures"
)
_FULL: Final = 2

Signed = tuple[bytes, bytes, bytes]
"""Public key, message, signature."""


class Noted(Aggregate):
    """The plainest aggregate of the library: it remembers the last text."""

    @event("Began")
    def __init__(self) -> None:
        self.text = ""

    @event("Noted")
    def note(self, text: str) -> None:
        """Remember a text."""
        self.text = text


class Plain:
    """The plain application on a file.

    Args:
        path: The database; it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self.application = Application[UUID](
            env={
                "PERSISTENCE_MODULE": "eventsourcing.sqlite",
                "SQLITE_DBNAME": str(path),
            }
        )
        self._check_durable()

    def close(self) -> None:
        """Close the database."""
        self.application.close()

    def aggregates(self, amount: int) -> list[Noted]:
        """Begin so many aggregates, and keep them in memory."""
        begun = [Noted() for _ in range(amount)]
        self.application.save(*begun)
        return begun

    def text_for(self, size: int) -> str:
        """Return a text with which a stored event takes so many bytes."""
        probe = Noted()
        probe.note("")
        self.application.save(probe)
        return "x" * (size - self._stored_size(probe))

    def append(self, aggregate: Noted, text: str) -> None:
        """Store one event in a transaction of its own."""
        aggregate.note(text)
        self.application.save(aggregate)

    def long_aggregate(self, events: int, text: str) -> UUID:
        """Store an aggregate of so many events."""
        aggregate = Noted()
        for _ in range(events - 1):
            aggregate.note(text)
        self.application.save(aggregate)
        return aggregate.id

    def replay(self, aggregate: UUID) -> None:
        """Rebuild an aggregate from its events."""
        found: Noted = self.application.repository.get(aggregate)
        assert found.text

    def _stored_size(self, aggregate: Noted) -> int:
        stored = self.application.recorder.select_events(aggregate.id)
        assert json.loads(stored[-1].state)["text"] == ""
        return len(stored[-1].state)

    def _check_durable(self) -> None:
        recorder = self.application.recorder
        assert isinstance(recorder, SQLiteApplicationRecorder)
        with recorder.datastore.transaction(commit=False) as cursor:
            cursor.execute("PRAGMA synchronous")
            found = cursor.fetchone()[0]
        if found != _FULL:
            raise ValueError(f"peer: expected synchronous {_FULL}, got {found}")


def verify_all(signed: Sequence[tuple[Ed25519PublicKey, bytes, bytes]]) -> None:
    """Verify signatures, and do nothing else."""
    for key, message, signature in signed:
        key.verify(signature, message)


def with_keys(signed: Sequence[Signed]) -> list[tuple[Ed25519PublicKey, bytes, bytes]]:
    """Read the public keys, so that reading them is not measured."""
    known = {
        public: Ed25519PublicKey.from_public_bytes(public)
        for public in {public for public, _, _ in signed}
    }
    return [(known[public], message, mark) for public, message, mark in signed]


class Verifiers:
    """One process for each core that verifies what it holds when it is told to."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ends: list[Connection] = []
        self._processes = []
        for _ in os.sched_getaffinity(0):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there,), daemon=True)
            process.start()
            self._ends.append(here)
            self._processes.append(process)

    def seconds_for(self, portions: Iterator[Sequence[Signed]]) -> float:
        """Return how long the verification of all portions takes.

        Handing them over is not counted: a portion lies ready in every process
        before the clock starts.
        """
        return sum(self._seconds_for(portion) for portion in portions)

    def close(self) -> None:
        """End the processes."""
        for end, process in zip(self._ends, self._processes, strict=True):
            end.send(None)
            process.join()
            end.close()

    def _seconds_for(self, portion: Sequence[Signed]) -> float:
        cores = len(self._ends)
        for number, end in enumerate(self._ends):
            end.send(portion[number::cores])
        for end in self._ends:
            end.recv()
        before = time.perf_counter()
        for end in self._ends:
            end.send("go")
        for end in self._ends:
            end.recv()
        return time.perf_counter() - before


def _serve(end: Connection) -> None:
    while (portion := end.recv()) is not None:
        held = with_keys(portion)
        end.send("ready")
        end.recv()
        verify_all(held)
        end.send("done")
