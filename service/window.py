"""The window at which questions are asked: the ledger and its views, kept open.

Projections are sync code. A window belongs to one thread, in which everything about
it happens; whoever asks waits for the answer without stopping the others.

A server runs for months, and the ledger under it may be removed, put back, or
replaced. Whatever fails while a question is answered closes the ledger, and the next
question opens it again. What is opened then must continue what was served before: the
same ledger, and the same history at least as long. Otherwise nothing is served, since
subscribers would be told another story under the numbers of the first.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self, TypeVar

from aggregates.policy.dates import local_date
from ledger.durable import Disk
from ledger.errors import LedgerError, VerificationError
from ledger.log_reader import LogReader
from ledger.merkle.hashing import leaf_hash
from projections.projection import Projection
from projections.runner import Progress, Views
from projections.store.rows import Rows
from projections.views import ALL

T = TypeVar("T")


class Served(NamedTuple):
    """What was served last: which ledger, and how much of it.

    Attributes:
        genesis: Hash of its first record.
        size: How many records it had.
        root: Root of the tree over them.
    """

    genesis: bytes
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question can look at.

    Attributes:
        log: The ledger.
        views: Its views.
        rows: Their rows, in one transaction.
        today: The day that counts as today.
    """

    log: LogReader
    views: Views
    rows: Rows
    today: date


class Window:
    """A ledger and its views, opened when asked, for one thread.

    Args:
        directory: The ledger's directory.
        given: The time on a simulated clock, ms; the newest record's without it.
        projections: Which views there are.
        progress: Told how far the views have come.
    """

    def __init__(
        self,
        directory: Path,
        *,
        given: int | None = None,
        projections: tuple[Projection, ...] = ALL,
        progress: Progress | None = None,
    ) -> None:
        self._directory = directory
        self._given = given
        self._projections = projections
        self._progress = progress
        self._opened: tuple[LogReader, Views] | None = None
        self._served: Served | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger; the next question opens it again."""
        if self._opened is not None:
            log, views = self._opened
            self._opened = None
            views.close()
            log.close()

    def ask(self, question: Callable[[Asked], T]) -> T:
        """Answer a question on views that know every sealed record.

        Raises:
            LedgerError: The ledger cannot be opened, read or believed.
        """
        return self.use(
            lambda log, views: views.ask(
                lambda rows: question(Asked(log, views, rows, self.today(log)))
            )
        )

    def use(self, work: Callable[[LogReader, Views], T]) -> T:
        """Do something with the ledger and its views.

        Raises:
            LedgerError: The ledger cannot be opened, read or believed.
        """
        try:
            log, views = self._opened or self._open()
            done = work(log, views)
            self._take_note(log)
        except LedgerError:
            self.close()
            raise
        return done

    def now(self, log: LogReader) -> int:
        """Return the present, ms: the machine's, or a simulated ledger's."""
        if not log.simulated:
            return time.time_ns() // 1_000_000
        newest = log.event_at(log.size - 1).received_at
        return newest if self._given is None else self._given

    def today(self, log: LogReader) -> date:
        """Return the day that counts as today."""
        return local_date(self.now(log))

    def _open(self) -> tuple[LogReader, Views]:
        log = LogReader(self._directory, medium=Disk())
        try:
            self._check_continues(log)
            views = Views(log, self._projections, progress=self._progress)
        except BaseException:
            log.close()
            raise
        self._opened = log, views
        return self._opened

    def _check_continues(self, log: LogReader) -> None:
        """Check that this is the ledger that was served before.

        Raises:
            VerificationError: It is another, or another history of it.
        """
        served = self._served
        if served is None:
            return
        if leaf_hash(log.event_at(0).record) != served.genesis:
            raise VerificationError("ledger: expected the one that was served before")
        if log.size < served.size or log.root_at(served.size) != served.root:
            raise VerificationError(
                f"ledger: expected the history that was served up to {served.size}"
            )

    def _take_note(self, log: LogReader) -> None:
        size = log.size
        if self._served is None or self._served.size != size:
            genesis = leaf_hash(log.event_at(0).record)
            self._served = Served(genesis, size, log.root_at(size))


PAST_KEPT: Final = 2
"""How many views of the past are kept for the next question about the same time."""


class PastViews:
    """Views of the beginning of the log, the last few kept; for one thread.

    Such views are built anew from the log, which takes as long as it is long.

    Args:
        progress: Told how far they have come.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._kept: dict[int, Views] = {}
        self._log: LogReader | None = None

    def of(self, log: LogReader, until: int) -> Views:
        """Return the views as they were after so many records.

        Raises:
            LedgerError: They cannot be built.
        """
        if log is not self._log:
            self.close()
            self._log = log
        views = self._kept.pop(until, None) or Views(
            log, ALL, until=until, progress=self._progress
        )
        self._kept[until] = views
        while len(self._kept) > PAST_KEPT:
            self._kept.pop(next(iter(self._kept))).close()
        return views

    def close(self) -> None:
        """Give everything back."""
        for views in self._kept.values():
            views.close()
        self._kept.clear()
        self._log = None
