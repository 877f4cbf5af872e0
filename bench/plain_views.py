"""The plain library's projections: `ProjectionRunner`, event by event, one view.

The library has no subscription to SQLite, so its events are in memory (POPO); the view
is one row for each aggregate in SQLite, with the library's tracking, as its documents
show it.
"""

import time
from pathlib import Path
from typing import Any, ClassVar, Final
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import Tracking
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder

from bench.peers import Noted

RUNNER: Final = (
    "plain eventsourcing ProjectionRunner: one view, a row for each aggregate, "
    "SQLite defaults, events in memory"
)
_PATIENCE_S: Final = 600
_ROUNDS: Final = 10


class Noting(Application[UUID]):
    """An application that has events before anybody subscribes."""

    amount: ClassVar[int] = 0

    def __init__(self, env: Any = None) -> None:
        super().__init__(env)
        begun = [Noted() for _ in range(self.amount // _ROUNDS)]
        for one in begun:
            for _ in range(_ROUNDS - 1):
                one.note("x")
        self.save(*begun)
        self.ready = time.perf_counter()


class NotedRows(SQLiteTrackingRecorder):
    """A row for each aggregate, with the number of its newest event."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore)
        self.create_table_statements.append(
            "CREATE TABLE IF NOT EXISTS noted (id TEXT PRIMARY KEY, version INTEGER)"
        )

    def put(self, noted: UUID, version: int, tracking: Tracking) -> None:
        """Write a row and how far the view is, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(
                "INSERT OR REPLACE INTO noted VALUES (?, ?)", (str(noted), version)
            )


class NotedView(Projection[NotedRows]):
    """The projection."""

    name = "notedview"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Take in one event."""
        self.view.put(
            domain_event.originator_id, domain_event.originator_version, tracking
        )


def plain_catch_up(path: Path, events: int) -> float:
    """Return the seconds in which the library takes in so many events.

    Args:
        path: The database of the view; it does not exist.
        events: How many.
    """
    Noting.amount = events
    runner = ProjectionRunner(
        application_class=Noting,
        projection_class=NotedView,
        view_class=NotedRows,
        env={
            "NOTEDVIEW_PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "NOTEDVIEW_SQLITE_DBNAME": str(path),
        },
    )
    with runner:
        runner.wait(runner.app.recorder.max_notification_id(), timeout=_PATIENCE_S)
        seconds: float = time.perf_counter() - runner.app.ready
    return seconds
