"""Views brought up to date with the log, page by page, each page all or nothing.

A page is some thousands of events: the rows that they change, and for each view one
tracking row, in one transaction. A process that is killed leaves a view at the end of
a page; two processes take turns, and neither takes a page in twice. Before every
answer the views catch up with the newest sealed record.

What is kept is kept for one log: the views carry the ledger's origin, the hash of its
first record, and the root of the tree that they have taken in. Views of another
ledger, of another history, of another version of this program, or damaged ones are
built anew, with a note; so are those of a directory where nothing can be written,
privately and for this process only.

Views of the beginning of a log, up to ``until``, answer as the ledger knew it then.
They are built privately too, and kept by nobody.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final, Protocol, Self, TypeVar

from eventsourcing.sqlite import SQLiteCursor

from aggregates.text import Text
from ledger.durable import Disk, Medium
from ledger.errors import MalformedError, StoreError
from ledger.log_reader import LogReader
from projections.belonging import Belonging
from projections.facts import Fact, Facts
from projections.projection import Projection, Writing, heard_tables
from projections.store.database import DamagedError, Database, ProjectionError
from projections.store.rows import PageRows, Rows, Total
from projections.store.view_file import ViewFile
from projections.store.view_schema import keep_root

T = TypeVar("T")
Progress = Callable[[int, int], None]

PAGE: Final = 4_096
"""Events in a page; pages end at its multiples, where the tree's root is at hand.

In a larger page more events meet the same rows, which are read and written once.
"""

POLL_S: Final = 0.2
"""How often a follower looks whether the log has grown, in seconds."""

_ATTEMPTS: Final = 3

PRIVATE_NOTE: Final = Text(
    "视图目录不可写，本次查询临时重建视图",
    "the views cannot be written; they were built for this answer only",
)


class Stop(Protocol):
    """What ends a follower, such as a `threading.Event`."""

    def wait(self, timeout: float) -> bool:
        """Wait so many seconds, or until it is time to stop; tell whether it is."""
        ...


@dataclass(frozen=True, slots=True)
class _Page:
    """A stretch of the log, and the views that it is the next one for."""

    start: int
    stop: int
    views: tuple[Projection, ...]


class Views:
    """The views of one ledger.

    Args:
        log: The ledger, open.
        projections: Which views there are.
        medium: Where effects happen.
        progress: Told how many records are taken in, and of how many.
        until: Only the first so many records, privately; all that are sealed without.

    Attributes:
        log: The ledger.
        until: How many of its records are taken in; None for all that are sealed.
        notes: What the reader of an answer should know about the views.
        found_whole: Names of tables that were looked through, and nothing was missing.

    Raises:
        MalformedError: The ledger has fewer records than ``until``.
    """

    def __init__(
        self,
        log: LogReader,
        projections: Sequence[Projection],
        *,
        medium: Medium | None = None,
        progress: Progress | None = None,
        until: int | None = None,
    ) -> None:
        if until is not None and not 0 <= until <= log.size:
            raise MalformedError(
                f"until: expected at most {log.size} records, got {until}"
            )
        self.log = log
        self.until = until
        self.notes: list[Text] = []
        self.found_whole: set[str] = set()
        self._amendments: dict[str, Callable[[], None]] = {}
        self._forgotten = False
        self._projections = tuple(projections)
        self._medium = medium or Disk()
        self._progress = progress
        self._belonging = Belonging(log, self._projections, self.notes)
        self._facts = Facts(log)
        self._sound: dict[str, Total] = {}
        self._file: ViewFile | None = None
        if until is None:
            with suppress(OSError):
                self._file = ViewFile(log.path)
        self._database = self._open()

    def close(self) -> None:
        """Give everything back."""
        self._database.close()
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def ask(self, question: Callable[[Rows], T]) -> T:
        """Answer a question on views that know every sealed record.

        Args:
            question: Reads rows and gives the answer. It may be asked again.

        Raises:
            ProjectionError: The views cannot be brought up to date.
            VerificationError: The ledger is damaged.
            StoreError: The medium failed.
        """
        return self._mending(lambda: self._answer(question))

    def follow(self, stop: Stop, *, every: float = POLL_S) -> Iterator[int]:
        """Catch up again and again; yield how many records are taken in, when more are.

        The first is yielded at once. What is waited with is handed in, so that nothing
        here looks at a clock::

            for size in views.follow(stop := threading.Event()):
                ...

        Args:
            stop: Waits, and tells when it is time to stop.
            every: How long it waits, in seconds.

        Raises:
            ProjectionError: The views cannot be brought up to date.
            VerificationError: The ledger is damaged.
            StoreError: The medium failed.
        """
        taken = -1
        while True:
            size = self._mending(self.catch_up)
            if size != taken:
                taken = size
                yield size
            if stop.wait(every):
                return

    def catch_up(self) -> int:
        """Take in what was recorded since; return how many records are taken in.

        Raises:
            DamagedError: The database is not what was written.
            VerificationError: The ledger is damaged.
            StoreError: The medium failed.
        """
        target = self.log.size if self.until is None else self.until
        with _without_collector():
            while self._is_behind(target):
                done = self._take_in_a_page(target)
                if self._progress is not None:
                    self._progress(done, target)
        if self._forgotten:
            self._forgotten = False
            for amend in self._amendments.values():
                amend()
        return target

    def amend(
        self,
        view: Projection,
        change: Callable[[Writing], None],
        *,
        needed: Callable[[Rows], bool],
    ) -> None:
        """Let a view that knows every sealed record change its rows by itself.

        It is done again when the views turn out to be damaged and are built anew.

        Args:
            view: One of the views.
            change: Changes its rows; nothing of the log does.
            needed: Tells whether there is something to change.

        Raises:
            ProjectionError: The views cannot be brought up to date.
            VerificationError: The ledger is damaged.
            StoreError: The medium failed.
        """
        self._amendments[view.name] = lambda: self._amend(view, change)
        if self.ask(needed):
            self._mending(self._amendments[view.name])

    def rebuild(self) -> None:
        """Forget everything and take the whole log in again.

        Raises:
            VerificationError: The ledger is damaged.
            StoreError: The medium failed.
        """
        with self._database.writing() as cursor:
            self._belonging.make(self._database, cursor)
        self.catch_up()

    def _answer(self, question: Callable[[Rows], T]) -> T:
        self.catch_up()
        with self._database.reading() as cursor:
            return question(Rows(cursor, self._sound))

    def _amend(self, view: Projection, change: Callable[[Writing], None]) -> None:
        for _ in range(_ATTEMPTS):
            target = self.catch_up()
            with self._database.writing() as cursor:
                # Another process may have built it anew since.
                if self._database.position(cursor, view.name) < target:
                    continue
                rows = PageRows(cursor, [view])
                change(rows)
                self._medium.do("views.rows", rows.flush)
                self._database.commit(cursor)
                return
        raise ProjectionError("views: expected them to stay up to date")

    def _mending(self, step: Callable[[], T]) -> T:
        """Take a step; where it meets damage, build the views anew and repeat it."""
        for _ in range(_ATTEMPTS):
            try:
                return step()
            except DamagedError as error:
                self._replace(error)
        raise ProjectionError("views: expected them whole after building them anew")

    # Which database.

    def _open(self) -> Database:
        """Open the file and see that it is about this log; else make it so."""
        if self._file is not None:
            for _ in range(_ATTEMPTS):
                try:
                    return self._belonging.prepared(
                        Database(self._file.path, medium=self._medium)
                    )
                except DamagedError as error:
                    self._note_damage(error)
                    if not self._file.remove():
                        break
                except StoreError:
                    break
        return self._privately()

    def _privately(self) -> Database:
        if self.until is None:
            self.notes.append(PRIVATE_NOTE)
        return self._belonging.prepared(Database(None, medium=self._medium))

    def _replace(self, error: DamagedError) -> None:
        self._sound.clear()
        self._database.close()
        self.found_whole.clear()
        self._forgotten = True
        self._note_damage(error)
        if self._file is not None and self._file.remove():
            self._database = self._open()
        else:
            self._database = self._privately()

    def _note_damage(self, error: DamagedError) -> None:
        self.notes.append(
            Text(f"视图已损坏，已重建（{error}）", f"damaged views rebuilt ({error})")
        )

    # Pages.

    def _is_behind(self, target: int) -> bool:
        with self._database.reading() as cursor:
            return min(self._positions(cursor).values()) < target

    def _positions(self, cursor: SQLiteCursor) -> dict[str, int]:
        return {
            projection.name: self._database.position(cursor, projection.name)
            for projection in self._projections
        }

    def _take_in_a_page(self, target: int) -> int:
        """Take in the next page, unless another process has; return how far it is."""
        with self._database.writing() as cursor:
            page = self._next_page(cursor, target)
            if page is None:
                return target
            rows = PageRows(cursor, page.views)
            self._apply(page, rows)
            self._medium.do("views.rows", rows.flush)
            self._seal(cursor, page)
            self._database.commit(cursor)
        return page.stop

    def _next_page(self, cursor: SQLiteCursor, target: int) -> _Page | None:
        positions = self._positions(cursor)
        start = min(positions.values())
        if start >= target:
            return None
        ahead = [size for size in positions.values() if size > start]
        stop = min([(start // PAGE + 1) * PAGE, target, *ahead])
        views = tuple(p for p in self._projections if positions[p.name] == start)
        return _Page(start, stop, views)

    def _apply(self, page: _Page, rows: PageRows) -> None:
        events = self.log.page(page.start, page.stop - page.start)
        if len(events) != page.stop - page.start:
            raise ProjectionError(
                f"views: expected records up to {page.stop}, got {len(events)} "
                f"from {page.start}"
            )
        facts = self._facts.of(events)
        new = {event.id for event in events if event.seq == 1}
        rows.begin(new, {event.id for event in events} - new)
        heard = heard_tables(page.views)
        for view in page.views:
            kinds = view.kinds
            wanted = [f for f in facts if f.kind in kinds] if kinds else facts
            if heard.isdisjoint(table.name for table in view.tables):
                view.apply(wanted, rows)
            else:
                _apply_aloud(view, wanted, rows)

    def _seal(self, cursor: SQLiteCursor, page: _Page) -> None:
        root = self.log.root_at(page.stop)
        names = [view.name for view in page.views]
        self._database.advance(cursor, dict.fromkeys(names, page.stop))
        keep_root(cursor, names, root)


def _apply_aloud(view: Projection, facts: Iterable[Fact], rows: PageRows) -> None:
    """Take in facts one by one, and leave with each what it changed."""
    for fact in facts:
        rows.moves = fact.moves
        view.apply((fact,), rows)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for cycles: pages make none, and it takes a tenth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
