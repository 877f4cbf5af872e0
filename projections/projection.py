"""What a projection is: tables of its own, and how facts change them.

A projection is deterministic: the same log gives the same rows, however the log was
split into pages. Its rows hold ids, numbers, codes and public texts of the log; a
personal value is only ever pointed at, by (id, seq, path). Changing what `apply`
does, or a table, means raising the version, and the view is built anew.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, Generic, Protocol, TypeVar, get_type_hints
from zlib import crc32

import msgspec

from projections.facts import Fact

R = TypeVar("R", bound=msgspec.Struct)

_SQL_TYPES: Final[Mapping[Any, str]] = {
    str: "TEXT NOT NULL",
    int: "INTEGER NOT NULL",
    bool: "INTEGER NOT NULL",
    bytes: "BLOB NOT NULL",
    int | None: "INTEGER",
    str | None: "TEXT",
}
_encode: Final = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True)
class Table(Generic[R]):
    """A table of a view: rows of one struct, found by their leading fields.

    Attributes:
        name: In the database.
        row: The struct; its fields are text, whole numbers, truth values or bytes.
        key: How many of the leading fields identify a row.
        by_aggregate: Whether the first field is the aggregate that the rows are
            about, so that there are none before its first event.
        at_hand: Whether the rows about every aggregate of a page are read before it,
            all at once: for few rows that nearly every event asks for.
    """

    name: str
    row: type[R]
    key: int = 1
    by_aggregate: bool = False
    at_hand: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The fields, in order."""
        return self.row.__struct_fields__

    @cached_property
    def truths(self) -> tuple[int, ...]:
        """The columns that hold truth values, which SQLite keeps as numbers."""
        hints = get_type_hints(self.row)
        return tuple(i for i, name in enumerate(self.columns) if hints[name] is bool)

    @cached_property
    def statement(self) -> str:
        """What makes the table."""
        hints = get_type_hints(self.row)
        columns = [f"{name} {_SQL_TYPES[hints[name]]}" for name in self.columns]
        key = ", ".join(self.columns[: self.key])
        body = ", ".join([*columns, "sum INTEGER NOT NULL", f"PRIMARY KEY ({key})"])
        return f"CREATE TABLE {self.name} ({body}) STRICT, WITHOUT ROWID"

    @cached_property
    def key_of(self) -> Callable[[R], tuple[Any, ...]]:
        """What returns the values that identify a row."""
        if self.key == 1:
            first = attrgetter(self.columns[0])
            return lambda row: (first(row),)
        return attrgetter(*self.columns[: self.key])


def sum_of(values: tuple[Any, ...]) -> int:
    """Return the checksum that is stored beside a row."""
    return crc32(_encode(values))


class Writing(Protocol):
    """The rows of a view, while a page of the log is taken in."""

    def get(self, table: Table[R], *key: Any) -> R | None:
        """Return the row with this key."""
        ...

    def under(self, table: Table[R], first: str) -> list[R]:
        """Return the rows whose key begins so, in the order of their keys."""
        ...

    def upto(self, table: Table[R], last: int) -> list[R]:
        """Return the rows whose key begins with a number up to ``last``, in order."""
        ...

    def put(self, table: Table[R], row: R) -> None:
        """Write a row, over an older one with the same key."""
        ...

    def add(self, table: Table[R], row: R) -> None:
        """Write a row whose key no other ever has."""
        ...

    def remove(self, table: Table[R], *key: Any) -> None:
        """Take a row out, if it is there."""
        ...


Apply = Callable[[Sequence[Fact], Writing], None]


def each(apply: Callable[[Fact, Writing], None]) -> Apply:
    """Let a view take in the facts of a page one by one."""

    def apply_all(facts: Sequence[Fact], rows: Writing) -> None:
        for fact in facts:
            apply(fact, rows)

    return apply_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """One view.

    Attributes:
        name: Its name, under which the position is tracked.
        version: Raised whenever the same log would give other rows.
        tables: Its tables; no other projection writes them.
        apply: Changes the rows by facts that follow each other in the log.
        kinds: The kinds of aggregates it wants to hear of; empty for all.
        hears: Tables of views before it whose changes it takes in, with each fact.
            It is always built together with those views.
    """

    name: str
    version: int
    tables: tuple[Table[Any], ...]
    apply: Apply
    kinds: frozenset[str] = field(default_factory=frozenset)
    hears: tuple[Table[Any], ...] = ()


def heard_tables(projections: Iterable[Projection]) -> frozenset[str]:
    """Return the names of the tables whose changes some view takes in."""
    return frozenset(table.name for one in projections for table in one.hears)
