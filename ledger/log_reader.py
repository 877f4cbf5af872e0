"""Reading a ledger: events by aggregate and by position, folds, roots and proofs.

A reader sees what is sealed: the records under the newest head, which is looked at
again whenever something is asked. Records that a writer has stored and not sealed
yet, or that somebody added to the database, do not exist for it.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self, TypeVar, cast

from ledger.checkpoint import Checkpoint, format_checkpoint
from ledger.directory import Directory
from ledger.directory_on_demand import DirectoryOnDemand
from ledger.durable import Medium
from ledger.errors import (
    ForkError,
    MalformedError,
    StoreError,
    VerificationError,
)
from ledger.folding import Folded, fold_events
from ledger.head import HeadFile, read_head
from ledger.layout import DATABASE, HEAD, check_is_ledger
from ledger.merkle.proof import prove_consistency, prove_inclusion
from ledger.merkle.tiles import TILE_HEIGHT, Tile, tile_hashes
from ledger.note import NoteVerifier
from ledger.past import Past, read_ledger
from ledger.record import Event
from ledger.store.failures import translated
from ledger.store.founding import check_schema, reading_database
from ledger.store.rows import Rows
from ledger.store.sqlite import Store

S = TypeVar("S")

_FAR: Final = 5_000
"""Records behind from which reading anew is faster than catching up."""

_PREFIX: Final = re.compile(r"[0-9a-f]{12,64}", re.ASCII)


class LogReader:
    """A ledger opened for reading.

    Args:
        path: The ledger's directory.
        medium: Where effects happen.
        writable: Whether the database is opened for writing too.

    Raises:
        MalformedError: There is no ledger, or one of a newer format.
        VerificationError: Something in the ledger is wrong.
        ForkError: The head and the database contradict each other.
        StoreError: The medium failed.
    """

    def __init__(self, path: Path, *, medium: Medium, writable: bool = False) -> None:
        check_is_ledger(path)
        self.path = path
        self._stopped = ""
        self._asked: tuple[int, Directory] | None = None
        # What is remembered of the records is shared by the threads of a process.
        self._guard = threading.RLock()
        with reading_database(path / DATABASE) as connection:
            check_schema(connection)
        self._head = HeadFile(path / HEAD, medium)
        self._store = Store(path / DATABASE, medium=medium, writable=writable)
        try:
            self._begin()
        except BaseException:
            self._store.close()
            raise

    def close(self) -> None:
        """Give everything back; nothing can be asked afterwards."""
        self._stopped = self._stopped or "it was closed"
        self._store.close()
        self._head.tidy()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # What the ledger is.

    @property
    def origin(self) -> str:
        """Name of the ledger."""
        return self._ledger.origin

    @property
    def simulated(self) -> bool:
        """Whether the ledger runs on a simulated clock, and says so for ever."""
        return self._founding.clock == "simulated"

    @property
    def size(self) -> int:
        """Number of sealed records."""
        self._refresh()
        return self._checkpoint.size

    @property
    def directory(self) -> Directory:
        """Keys and roles, from all sealed records."""
        self._refresh()
        return self._known_directory()

    def directory_at(self, size: int) -> Directory:
        """Return keys and roles as the first ``size`` records have them."""

        def until(events: Iterable[Event]) -> list[Event]:
            return [event for event in events if event.position < size]

        return DirectoryOnDemand(
            lambda aggregate: until(self.events(aggregate)),
            lambda *kinds: until(self._of_kinds(*kinds)),
        )

    def vkeys(self) -> list[str]:
        """Return the public log keys in use, as verifiers of notes take them."""
        keys = self._ledger.log_keys_at(self.size)
        return [NoteVerifier(self.origin, key.public).vkey for key in keys]

    def checkpoint(self) -> bytes:
        """Return the newest head: a signed note over all sealed records."""
        self._refresh()
        return self._note

    # Events.

    def events(self, aggregate: str) -> list[Event]:
        """Return the events of an aggregate in their order; none if it is not there.

        Raises:
            VerificationError: A row does not fit the record in it.
            ChainError: An event does not follow the one before it.
            StoreError: The medium failed.
        """
        found: list[Event] = []
        self.fold(aggregate, None, lambda _, event: found.append(event))
        return found

    def fold(self, aggregate: str, initial: S, evolve: Callable[[S, Event], S]) -> S:
        """Fold the events of an aggregate, checking columns and chain on the way.

        This is no verification: it does not notice a newest event that was edited,
        nor a chain that was recomputed. An audit does.

        Args:
            aggregate: Its id; one that is not there folds to ``initial``.
            initial: The state before the first event.
            evolve: Gives the next state.

        Raises:
            VerificationError: A row does not fit the record in it.
            ChainError: An event does not follow the one before it.
            StoreError: The medium failed.
        """
        self._refresh()

        def project(_: Any, events: Iterable[Any]) -> Folded:
            return fold_events(aggregate, initial, evolve, events)

        with translated():
            folded = self._store.application.repository.get(
                aggregate, projector_func=cast("Any", project)
            )
        return cast("S", cast("Folded", folded).state)

    def version(self, aggregate: str) -> int:
        """Return the number of the newest event of an aggregate; 0 if it has none."""
        with self._reading() as rows:
            newest = rows.last(aggregate)
        return 0 if newest is None else newest.seq

    def ids(self, kind: str) -> list[str]:
        """Return the ids of all aggregates of a kind, in order."""
        with self._reading() as rows:
            return rows.ids(kind)

    def page(self, start: int, limit: int) -> list[Event]:
        """Return up to ``limit`` events from a position on, by position."""
        with self._reading() as rows:
            return list(rows.between(start, start + limit))

    def event_at(self, position: int) -> Event:
        """Return the event at a position.

        Raises:
            MalformedError: There is no such position.
        """
        with self._reading() as rows:
            event = rows.at(position)
        if event is None:
            raise MalformedError(
                f"position: expected one below {self._checkpoint.size}, got {position}"
            )
        return event

    def find(self, prefix: str) -> Event:
        """Return the event whose id begins with these hex digits.

        The whole log is read: the database takes no index of ids (formats 8.1).

        Args:
            prefix: At least 12 lower-case hex digits.

        Raises:
            MalformedError: The prefix is too short, or fits no event or several.
        """
        if _PREFIX.fullmatch(prefix) is None:
            raise MalformedError("event id: expected 12 to 64 lower-case hex digits")
        with self._reading() as rows:
            everything = rows.between(0, self._checkpoint.size)
            found = [
                event for event in everything if event.hash.hex().startswith(prefix)
            ]
        if len(found) != 1:
            raise MalformedError(
                f"event id: expected {prefix} to fit one event, got {len(found)}"
            )
        return found[0]

    # The tree.

    def root_at(self, size: int) -> bytes:
        """Return the root that the tree had at a size.

        Raises:
            MalformedError: The ledger is smaller.
        """
        with self._remembering() as past:
            self._check_size(size)
            return past.root_at(size)

    def prove_inclusion(self, position: int, size: int) -> list[bytes]:
        """Prove that the tree of ``size`` records holds the one at ``position``.

        Raises:
            MalformedError: The ledger is smaller, or the position is not below size.
        """
        with self._remembering() as past:
            self._check_size(size)
            if not 0 <= position < size:
                raise MalformedError(
                    f"position: expected one below {size}, got {position}"
                )
            return prove_inclusion(past.tree, position, size)

    def prove_consistency(self, old: int, new: int) -> list[bytes]:
        """Prove that the tree of ``old`` records is the beginning of that of ``new``.

        Raises:
            MalformedError: The ledger is smaller, or the sizes are not in order.
        """
        with self._remembering() as past:
            self._check_size(new)
            if not 0 < old <= new:
                raise MalformedError(f"sizes: expected 0 < {old} <= {new}")
            return prove_consistency(past.tree, old, new)

    def tile(self, tile: Tile) -> bytes:
        """Return the hashes of a tile of the tree.

        Raises:
            MalformedError: The tree of all sealed records does not have it (yet).
        """
        with self._remembering() as past:
            self._check_size(
                ((tile.index << TILE_HEIGHT) + tile.width) << (tile.level * TILE_HEIGHT)
            )
            return tile_hashes(past.tree, tile)

    # How it stays true.

    def _known_directory(self) -> Directory:
        if self._asked is None or self._asked[0] != self._checkpoint.size:
            size = self._checkpoint.size
            self._asked = size, DirectoryOnDemand(self.events, self._of_kinds)
        return self._asked[1]

    def _of_kinds(self, *kinds: str) -> list[Event]:
        with self._reading() as rows:
            return rows.of_kinds(*kinds)

    def _begin(self) -> None:
        self._mark = self._head.mark()
        self._note = self._head.read()
        with self._store.reading() as rows:
            self._checkpoint = self._open(rows, self._note)
            self._past = self._load(rows)
        self._store.recorder.visible = self._checkpoint.size

    def _open(self, rows: Rows, note: bytes) -> Checkpoint:
        """Read what the ledger says of itself, and check a head by its keys."""
        ledger = read_ledger(rows)
        if ledger.founding is None:
            raise VerificationError("position 0: expected ledger.founded")
        self._ledger, self._founding = ledger, ledger.founding
        return read_head(note, ledger.origin, ledger.log_keys.values())

    def _load(self, rows: Rows) -> Past:
        self._check_not_behind(rows.size())
        past = Past(rows, self._checkpoint.size)
        self._check_root(past, self._checkpoint, self._note)
        return past

    def _check_not_behind(self, found: int) -> None:
        # Positions are gapless, so the newest rowid is the number of records.
        expected = self._checkpoint.size
        if found < expected:
            raise ForkError(
                f"head: expected {expected} records in the database, got {found}: "
                "the newest were removed, or an older copy was put back",
                (self._note,),
            )

    def _refresh(self) -> None:
        self._check_usable()
        if self._head.mark() != self._mark:
            with self._guard, self._store.reading() as rows:
                self._catch_up(rows)

    def _catch_up(self, rows: Rows) -> None:
        """Take in what others have sealed since."""
        mark = self._head.mark()
        if mark == self._mark:
            return
        note = self._head.read()
        head, before = self._open(rows, note), self._checkpoint
        if head.size < before.size or (head.size == before.size and head != before):
            raise ForkError(
                f"head: expected size {before.size} or larger, got {head.size}",
                (self._note, note),
            )
        if head.size - self._past.size > _FAR:
            self._checkpoint, self._note = head, note
            self._past = self._load(rows)
        else:
            with self._past.reading(rows):
                self._take_in(rows, head, note)
        self._mark, self._note, self._checkpoint = mark, note, head
        self._store.recorder.visible = head.size

    def _take_in(self, rows: Rows, head: Checkpoint, note: bytes) -> None:
        for event in list(rows.between(self._past.size, head.size)):
            self._past.add(event)
        self._past.settle()
        if self._past.size != head.size:
            raise ForkError(
                f"head: expected {head.size} records in the database, "
                f"got {self._past.size}",
                (note,),
            )
        self._check_root(self._past, head, note)

    def _check_root(self, past: Past, head: Checkpoint, note: bytes) -> None:
        root = past.root_at(head.size)
        if root != head.root:
            held = format_checkpoint(Checkpoint(head.origin, head.size, root))
            raise ForkError(
                f"root at size {head.size}: expected {head.root.hex()} as the head "
                f"has it, got {root.hex()}: records were changed after sealing",
                (note, held.encode("utf-8")),
            )

    @contextmanager
    def _reading(self) -> Iterator[Rows]:
        self._refresh()
        with self._store.reading(self._checkpoint.size) as rows:
            yield rows

    @contextmanager
    def _remembering(self) -> Iterator[Past]:
        with self._guard, self._reading() as rows, self._past.reading(rows):
            yield self._past

    def _check_usable(self) -> None:
        if self._stopped:
            raise StoreError(f"ledger: expected it open, but {self._stopped}")

    def _check_size(self, size: int) -> None:
        if not 0 <= size <= self._checkpoint.size:
            raise MalformedError(
                f"size: expected at most {self._checkpoint.size}, got {size}"
            )
