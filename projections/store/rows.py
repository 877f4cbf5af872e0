"""Rows of views in a transaction: read with their sums checked, written as a page.

Beside each row stands a checksum, and for each table the number of rows and the total
of their sums. A row is believed when its sum is right; that a row is *not* there is
believed after the whole table was found to be what was written. So a flipped bit, or
a page of zeros, becomes a rebuild and never a wrong answer. This guards against
damage; against whoever writes `views.db` on purpose, `verify` asks the log instead.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeVar

import msgspec
from eventsourcing.sqlite import SQLiteCursor

from ledger.statement import kind_of
from projections.facts import Move
from projections.projection import Projection, Table, heard_tables, sum_of
from projections.store.database import DamagedError

R = TypeVar("R", bound=msgspec.Struct)
Key = tuple[Any, ...]
Total = tuple[int, int]
"""Number of rows, and total of their sums."""

_encode_json: Final = msgspec.json.Encoder().encode

TOTALS: Final = (
    "CREATE TABLE view_totals (name TEXT PRIMARY KEY, "
    "count INTEGER NOT NULL, total INTEGER NOT NULL) STRICT, WITHOUT ROWID"
)
_UNSIGNED: Final = 1 << 62


class Rows:
    """The rows of views as one transaction sees them.

    Args:
        cursor: In a transaction.
        sound: The totals with which tables were found to be what was written; added
            to. Whoever asks again and again finds a table that did not change since
            to be so still.
    """

    def __init__(
        self, cursor: SQLiteCursor, sound: dict[str, Total] | None = None
    ) -> None:
        self.cursor = cursor
        self._sound = {} if sound is None else sound
        self._whole: set[str] = set()
        self._read: dict[str, list[Any]] = {}

    def get(self, table: Table[R], *key: Any) -> R | None:
        """Return the row with this key.

        Raises:
            DamagedError: It is not what was written, or others are missing.
        """
        row = self.stored(table, key)
        if row is None:
            self.check(table)
        return row

    def where(self, table: Table[R], condition: str, *values: Any) -> list[R]:
        """Return the rows that meet a condition, none missing, in order of their keys.

        Raises:
            DamagedError: The table is not what was written.
        """
        self.check(table)
        return [_read(table, row) for row in self.select(table, condition, *values)]

    def all(self, table: Table[R]) -> list[R]:
        """Return every row, none missing, in the order of their keys.

        Raises:
            DamagedError: The table is not what was written.
        """
        if table.name not in self._read:
            stored = self.select(table, "1")
            rows = [_read(table, row) for row in stored]
            self._compare(table, len(rows), sum(row[-1] for row in stored))
            self._read[table.name] = rows
        return list(self._read[table.name])

    def upto(self, table: Table[R], last: int) -> list[R]:
        """Return the rows whose key begins with a number up to ``last``, in order.

        Their sums are checked, without a look at the rest of the table.

        Raises:
            DamagedError: A row is not what was written.
        """
        found = self.select(table, f"{table.columns[0]} <= ?", last)
        return [_read(table, row) for row in found]

    def numbered(self, table: Table[R], first: int, last: int) -> list[R]:
        """Return the rows with the numbers from ``first`` to ``last``, none missing.

        Args:
            table: Its key is a number, and every number is taken.
            first: The first of them.
            last: The last of them, which is there.

        Raises:
            DamagedError: They are not what was written.
        """
        name = table.columns[0]
        found = self.select(table, f"{name} >= ? AND {name} <= ?", first, last)
        if len(found) != max(0, last - first + 1):
            raise DamagedError(f"{table.name}: expected every number to be there")
        return [_read(table, row) for row in found]

    def check(self, table: Table[Any]) -> None:
        """Check that a table holds what was written, once for each state of it.

        It is read by its primary tree, which later questions use too; therefore no
        table has a second index, whose damage this would not see.

        Raises:
            DamagedError: It does not.
        """
        if table.name in self._whole or self._is_sound(table):
            return
        count = total = 0
        for row in self.select(table, "1"):
            _check_sum(table, row)
            count += 1
            total += row[-1]
        self._compare(table, count, total)

    def stored(self, table: Table[R], key: Key) -> R | None:
        """Return the row with this key, without concluding anything from none."""
        condition = " AND ".join(f"{name} = ?" for name in table.columns[: table.key])
        found = self.select(table, condition, *key)
        return _read(table, found[0]) if found else None

    def totals(self) -> dict[str, Total]:
        """Return number of rows and total of sums by table."""
        self.cursor.execute("SELECT name, count, total FROM view_totals")
        return {name: (count, total) for name, count, total in self.cursor.fetchall()}

    def select(
        self, table: Table[Any], condition: str, *values: Any
    ) -> list[tuple[Any, ...]]:
        """Return rows as they are stored, with their sums, nothing checked."""
        order = ", ".join(table.columns[: table.key])
        columns = ", ".join(table.columns)
        self.cursor.execute(
            f"SELECT {columns}, sum FROM {table.name} "  # noqa: S608 - names of ours
            f"WHERE {condition} ORDER BY {order}",
            values,
        )
        found: list[tuple[Any, ...]] = self.cursor.fetchall()
        return found

    def _is_sound(self, table: Table[Any]) -> bool:
        known = self._sound.get(table.name)
        return known is not None and known == self.totals().get(table.name)

    def _compare(self, table: Table[Any], count: int, total: int) -> None:
        found = (count, total % _UNSIGNED)
        if self.totals().get(table.name) != found:
            raise DamagedError(f"{table.name}: expected other rows")
        self._whole.add(table.name)
        self._sound[table.name] = found


class PageRows(Rows):
    """Rows that a page of the log changes; written at its end, each once.

    Args:
        cursor: In the write transaction.
        projections: Whose tables may be written.

    Attributes:
        moves: Where changes of the tables that somebody hears are noted.
    """

    def __init__(self, cursor: SQLiteCursor, projections: Sequence[Projection]) -> None:
        super().__init__(cursor)
        tables = [table for one in projections for table in one.tables]
        self.moves: list[Move] = []
        self._heard = heard_tables(projections)
        self._changes = {table.name: _Changes(table) for table in tables}
        self._by_aggregate = [self._changes[t.name] for t in tables if t.by_aggregate]
        self._at_hand = [
            (table, one.kinds)
            for one in projections
            for table in one.tables
            if table.at_hand
        ]

    def begin(self, new: AbstractSet[str], known: AbstractSet[str]) -> None:
        """Take note of the aggregates of a page, and read what is needed of them.

        Args:
            new: Those that begin in it: nothing is stored about them yet.
            known: The others.
        """
        for changes in self._by_aggregate:
            changes.loaded |= new
        for table, kinds in self._at_hand:
            about = [one for one in known if not kinds or kind_of(one) in kinds]
            self._load(table, about)

    def _load(self, table: Table[Any], about: Sequence[str]) -> None:
        """Read the rows about some aggregates."""
        changes = self._changes[table.name]
        among = f"{table.columns[0]} IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
        for stored in self.select(table, among, _encode_json(about).decode()):
            row = _read(table, stored)
            changes.find(table.key_of(row), row, stored[-1])
        changes.loaded.update(about)

    def get(self, table: Table[R], *key: Any) -> R | None:
        """Return the row with this key, as the page has left it."""
        changes = self._changes[table.name]
        if key not in changes.now and key[0] not in changes.loaded:
            row = self.stored(table, key)
            changes.find(key, row, 0 if row is None else _sum(row))
        return changes.now.get(key)

    def under(self, table: Table[R], first: str) -> list[R]:
        """Return the rows whose key begins so, as the page has left them."""
        changes = self._changes[table.name]
        if first not in changes.loaded:
            for stored in self.select(table, f"{table.columns[0]} = ?", first):
                row = _read(table, stored)
                key = table.key_of(row)
                if key not in changes.now:
                    changes.find(key, row, stored[-1])
            changes.loaded.add(first)
        keys = changes.by_first.get(first)
        if not keys:
            return []
        now = (changes.now[key] for key in sorted(keys))
        return [row for row in now if row is not None]

    def upto(self, table: Table[R], last: int) -> list[R]:
        """Return the rows whose key begins with a number up to ``last``, in order."""
        changes = self._changes[table.name]
        for row in super().upto(table, last):
            key = table.key_of(row)
            if key not in changes.now:
                changes.find(key, row, _sum(row))
        keys = sorted(key for key in changes.now if key[0] <= last)
        return [row for key in keys if (row := changes.now[key]) is not None]

    def put(self, table: Table[R], row: R) -> None:
        """Write a row, over an older one with the same key."""
        key = table.key_of(row)
        before = self.get(table, *key)
        if before != row:
            self._changes[table.name].set(key, row)
            if table.name in self._heard:
                self.moves.append(Move(table.name, before, row))

    def add(self, table: Table[R], row: R) -> None:
        """Write a row whose key no other ever has."""
        self._changes[table.name].new.append(row)

    def remove(self, table: Table[R], *key: Any) -> None:
        """Take a row out, if it is there."""
        before = self.get(table, *key)
        if before is not None:
            self._changes[table.name].set(key, None)
            if table.name in self._heard:
                self.moves.append(Move(table.name, before, None))

    def flush(self) -> None:
        """Write everything that the page changed.

        Raises:
            DamagedError: The rows that it changed are not what was written.
        """
        totals = self.totals()
        counted = []
        for name, changes in self._changes.items():
            if changes.any():
                count, total = totals.get(name, (0, 0))
                more, change = changes.write(self.cursor)
                counted.append((name, count + more, (total + change) % _UNSIGNED))
        self.cursor.executemany(
            "INSERT OR REPLACE INTO view_totals VALUES (?, ?, ?)", counted
        )


class _Changes:
    """What a page changes in one table.

    Attributes:
        now: Rows as the page has left them, by key; None is not there.
        by_first: The keys in ``now`` by their first field, where a key has several.
        loaded: First fields under which every stored row is in ``now``.
        new: Rows that are only ever added.
    """

    def __init__(self, table: Table[Any]) -> None:
        self.table = table
        self.now: dict[Key, Any] = {}
        self.by_first: dict[Any, set[Key]] = {}
        self.loaded: set[Any] = set()
        self.new: list[Any] = []
        self._stored: dict[Key, int] = {}
        self._changed: set[Key] = set()

    def find(self, key: Key, row: Any, total: int) -> None:
        """Take note of what is stored under a key, with its sum."""
        self.now[key] = row
        if row is not None:
            self._stored[key] = total
        self._index(key)

    def set(self, key: Key, row: Any) -> None:
        """Change what is under a key that was looked at before."""
        self.now[key] = row
        self._changed.add(key)
        self._index(key)

    def any(self) -> bool:
        """Tell whether there are changes."""
        return bool(self._changed or self.new)

    def write(self, cursor: SQLiteCursor) -> tuple[int, int]:
        """Write the changes.

        Returns:
            How many rows more there are, and by how much the total of sums changes.
        """
        changed = sorted(self._changed)
        kept = [_with_sum(self.now[key]) for key in changed if self.now[key]]
        gone = [key for key in changed if not self.now[key] and key in self._stored]
        fresh = [_with_sum(row) for row in self.new]
        self._delete(cursor, gone)
        self._insert(cursor, "INSERT OR REPLACE", kept)
        self._insert(cursor, "INSERT", fresh)
        known = sum(key in self._stored for key in changed)
        before = sum(self._stored.get(key, 0) for key in changed)
        after = sum(row[-1] for row in kept) + sum(row[-1] for row in fresh)
        return len(kept) + len(fresh) - known, after - before

    def _index(self, key: Key) -> None:
        if self.table.key > 1:
            self.by_first.setdefault(key[0], set()).add(key)

    def _insert(self, cursor: SQLiteCursor, verb: str, rows: list[Any]) -> None:
        if rows:
            places = ", ".join("?" * (len(self.table.columns) + 1))
            cursor.executemany(
                f"{verb} INTO {self.table.name} VALUES ({places})",
                rows,
            )

    def _delete(self, cursor: SQLiteCursor, keys: list[Key]) -> None:
        if keys:
            names = self.table.columns[: self.table.key]
            condition = " AND ".join(f"{name} = ?" for name in names)
            cursor.executemany(
                f"DELETE FROM {self.table.name} WHERE {condition}",  # noqa: S608
                keys,
            )


def _sum(row: Any) -> int:
    return sum_of(msgspec.structs.astuple(row))


def _with_sum(row: Any) -> tuple[Any, ...]:
    values = msgspec.structs.astuple(row)
    return (*values, sum_of(values))


def _read(table: Table[R], found: tuple[Any, ...]) -> R:
    return table.row(*_check_sum(table, found))


def _check_sum(table: Table[Any], found: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values of a stored row, once its sum was found to be right."""
    values = found[:-1]
    if table.truths:
        changed = list(values)
        for index in table.truths:
            changed[index] = bool(changed[index])
        values = tuple(changed)
    if sum_of(values) != found[-1]:
        raise DamagedError(f"{table.name}: expected the sum of the row")
    return values
