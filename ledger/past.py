"""What the log remembers of its records while it checks the next ones.

All of it follows from the records and is read from them when it is asked for; what
was asked for lately is kept. Within a batch it runs ahead of the store: a record
that passed its checks counts for those after it, and is taken back if the batch
fails.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from ledger.admission import NOWHERE, Place
from ledger.directory import Directory
from ledger.directory_state import DirectoryState
from ledger.enrolment import DIRECTORY_KINDS
from ledger.errors import MalformedError, VerificationError
from ledger.heads import heads_root
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tree import Peaks
from ledger.record import Event
from ledger.statement import kind_of
from ledger.store.rows import Rows
from ledger.store.tree import StoredTree

_REMEMBERED: Final = 50_000
"""How many aggregates, and how many times of recording, are kept at most."""


class Past:
    """The first ``size`` records, for the checks of `ledger.admission`.

    Args:
        rows: A transaction that sees at least these records.
        size: How many records there are; they have been checked.

    Raises:
        VerificationError: Records or stored hashes are missing.
    """

    def __init__(self, rows: Rows, size: int) -> None:
        self.tree = StoredTree(rows, size)
        self._rows = rows
        self._directory: Directory | None = None
        self._last: dict[str, Place] = {}
        self._times: dict[int, int] = {}
        self._pending: dict[tuple[str, int], Place] = {}

    @property
    def size(self) -> int:
        """Number of records, with those that are not stored yet."""
        return self.tree.size

    @property
    def knows_directory(self) -> bool:
        """Whether the directory needs no reading any more."""
        return self._directory is not None

    @property
    def directory(self) -> Directory:
        """Keys and roles, folded from all events about them."""
        if self._directory is None:
            self._directory = self._read_directory()
        return self._directory

    @contextmanager
    def reading(self, rows: Rows) -> Iterator[None]:
        """Read through a transaction while the context lasts.

        What others have stored beyond these records is not seen through it.
        """
        before = self._rows
        self._rows = self.tree.rows = rows.up_to(self.tree.stored)
        try:
            yield
        finally:
            self._rows = self.tree.rows = before

    def last(self, aggregate: str) -> Place:
        """Return the newest event of an aggregate, or `NOWHERE`."""
        place = self._last.get(aggregate)
        if place is None:
            event = self._rows.last(aggregate)
            place = NOWHERE if event is None else place_of(event)
            self._keep_last(aggregate, place)
        return place

    def find(self, aggregate: str, seq: int) -> Place | None:
        """Return one event of an aggregate."""
        last = self.last(aggregate)
        if seq >= last.seq:
            return last if seq == last.seq else None
        pending = self._pending.get((aggregate, seq))
        if pending is not None:
            return pending
        event = self._rows.find(aggregate, seq)
        return None if event is None else place_of(event)

    def root_at(self, size: int) -> bytes:
        """Return the root of the tree at a size up to the present one."""
        return self.tree.root_at(size)

    def received_at(self, position: int) -> int:
        """Return the time of recording of a position.

        Raises:
            VerificationError: There is no record at that position.
        """
        time = self._times.get(position)
        if time is None:
            event = self._rows.at(position)
            if event is None:
                raise VerificationError(f"position {position}: expected a record")
            time = event.received_at
            self._keep_time(position, time)
        return time

    def newest_time(self) -> int:
        """Return the time of recording of the newest record, or 0."""
        return self.received_at(self.size - 1) if self.size else 0

    def heads(self, size: int) -> tuple[int, bytes]:
        """Return count and root of the map of heads at a size."""
        stored = self._rows.heads(size)
        heads = {event.id: (event.seq, event.hash) for event in stored}
        for (aggregate, seq), place in self._pending.items():
            if place.position < size:
                heads[aggregate] = seq, place.hash
        return heads_root((id_, seq, digest) for id_, (seq, digest) in heads.items())

    def add(self, event: Event) -> None:
        """Let a record that has passed its checks count for those after it.

        Raises:
            VerificationError: It is an event of the directory and not readable.
        """
        self.tree.append(leaf_hash(event.record))
        place = place_of(event)
        self._pending[event.id, event.seq] = place
        self._keep_last(event.id, place)
        self._keep_time(event.position, event.received_at)
        if self._directory is not None:
            _apply(self._directory, [event])

    def settle(self) -> None:
        """Take note that everything added is stored."""
        self.tree.settle()
        self._pending.clear()
        if self._directory is not None:
            self._directory.settle()

    def roll_back(self, peaks: Peaks) -> None:
        """Forget what was added and not settled.

        Args:
            peaks: A copy of the tree's peaks, made before the first addition.
        """
        self.tree.roll_back(peaks)
        self._pending.clear()
        self._last.clear()
        self._times.clear()
        if self._directory is not None:
            self._directory.roll_back(peaks.size)

    def _read_directory(self) -> Directory:
        directory = Directory()
        _apply(
            directory,
            (
                e
                for e in self._rows.of_kinds(*DIRECTORY_KINDS)
                if e.position < self.size
            ),
        )
        directory.settle()
        return directory

    def _keep_last(self, aggregate: str, place: Place) -> None:
        if len(self._last) >= _REMEMBERED:
            # What is pending is not in the store yet, and must stay findable.
            self._last = {id_: self._last[id_] for id_, _ in self._pending}
        self._last[aggregate] = place

    def _keep_time(self, position: int, time: int) -> None:
        if len(self._times) >= _REMEMBERED:
            first = min((p.position for p in self._pending.values()), default=position)
            self._times = {p: t for p, t in self._times.items() if p >= first}
        self._times[position] = time


def place_of(event: Event) -> Place:
    """Return where an event stands."""
    return Place(event.seq, event.hash, event.position)


def _apply(directory: DirectoryState, events: Iterable[Event]) -> None:
    for event in events:
        if kind_of(event.id) not in DIRECTORY_KINDS:
            continue
        try:
            directory.apply(event.statement, event.position)
        except MalformedError as error:
            raise VerificationError(
                f"directory event at position {event.position}: {error}"
            ) from error


def read_ledger(rows: Rows) -> DirectoryState:
    """Fold only what is about the ledger itself: its founding and its log keys.

    Records beyond the head do no harm here: they can change neither the founding,
    nor which keys sign a head that is smaller than their positions.

    Raises:
        VerificationError: One of these events is not readable.
    """
    state = DirectoryState()
    _apply(state, rows.of_kinds("ledger"))
    return state
