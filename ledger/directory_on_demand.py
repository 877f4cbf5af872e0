"""The directory as a reader has it: each key is folded when somebody asks for it.

A question about one matter needs the keys of those who signed in it, and a ledger may
know ten thousands. Who asks for all of them, or for those of a subject, gets all.

Nothing is verified here that is not verified on any reading: the events of one key come
through its aggregate, with columns and chain compared.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from ledger.directory import Directory
from ledger.directory_state import KEY_PREFIX, Key
from ledger.errors import MalformedError, VerificationError
from ledger.record import Event

V = TypeVar("V")


class DirectoryOnDemand(Directory):
    """Keys and roles, read key by key.

    Args:
        events: Reads the events of an aggregate.
        of_kinds: Reads all events of aggregates of some kinds, in order.

    Raises:
        VerificationError: An event about the ledger itself is not readable.
    """

    def __init__(
        self,
        events: Callable[[str], Iterable[Event]],
        of_kinds: Callable[..., Iterable[Event]],
    ) -> None:
        super().__init__()
        self.keys = _OnDemand[Key](self._load, self._load_all)
        self.publics = _OnDemand[bytes](self._load, self._load_all)
        self._events, self._of_kinds = events, of_kinds
        self._taken: set[str] = set()
        self._complete = False
        self._guard = threading.RLock()
        self._take(of_kinds("ledger", "heads"))

    def live_keys(self, subject: str, position: int) -> list[Key]:
        """Return the keys of a subject that stand before ``position``."""
        self._load_all()
        return super().live_keys(subject, position)

    def _load(self, key_id: bytes) -> None:
        aggregate = KEY_PREFIX + key_id.hex()
        with self._guard:
            # Applying its events asks for the key too, and must not come back here.
            if not self._complete and aggregate not in self._taken:
                self._taken.add(aggregate)
                try:
                    self._take(self._events(aggregate))
                except BaseException:
                    self._taken.discard(aggregate)
                    raise

    def _load_all(self) -> None:
        with self._guard:
            if not self._complete:
                self._complete = True
                try:
                    keys = self._of_kinds("key")
                    self._take(e for e in keys if e.id not in self._taken)
                except BaseException:
                    self._complete = False
                    raise

    def _take(self, events: Iterable[Event]) -> None:
        try:
            for event in events:
                self.apply(event.statement, event.position)
            self.settle()
        except MalformedError as error:
            raise VerificationError(f"directory: {error}") from error
        finally:
            self.roll_back(0)  # what was taken in half


class _OnDemand(dict[bytes, V]):
    """A map that is filled when it is looked into."""

    def __init__(
        self, load: Callable[[bytes], None], load_all: Callable[[], None]
    ) -> None:
        super().__init__()
        self._load, self._load_all = load, load_all

    def __getitem__(self, key: bytes) -> V:
        self._load(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, bytes):
            self._load(key)
        return super().__contains__(key)

    def get(self, key: bytes, default: Any = None) -> Any:
        """Return the value of a key, or the default."""
        self._load(key)
        return super().get(key, default)

    def __iter__(self) -> Iterator[bytes]:
        self._load_all()
        return super().__iter__()

    def __len__(self) -> int:
        self._load_all()
        return super().__len__()

    def __eq__(self, other: object) -> bool:
        self._load_all()
        return super().__eq__(other)

    __hash__ = None

    def keys(self) -> Any:
        """Return all keys."""
        self._load_all()
        return super().keys()

    def values(self) -> Any:
        """Return all values."""
        self._load_all()
        return super().values()

    def items(self) -> Any:
        """Return all pairs."""
        self._load_all()
        return super().items()
