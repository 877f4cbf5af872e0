"""The tables of ``views.db``, and how a database is known to hold views of one log.

``tracking`` is the library's: how many records each view has taken in. ``view_state``
adds the view's version and the root of the tree of those records; ``view_identity``
names the ledger; ``view_totals`` is described in `projections.store.rows`. The other
tables
are the views', each named after its projection.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from eventsourcing.sqlite import SQLiteCursor

from aggregates.text import Text
from projections.projection import Projection, heard_tables
from projections.store.rows import TOTALS

FORMAT: Final = 1
"""SQLite's user version of this arrangement; the rows have versions of their own."""

_IDENTITY: Final = (
    "CREATE TABLE view_identity (id INTEGER PRIMARY KEY CHECK (id = 1), "
    "origin TEXT NOT NULL, genesis BLOB NOT NULL) STRICT"
)
_STATE: Final = (
    "CREATE TABLE view_state (name TEXT PRIMARY KEY, version INTEGER NOT NULL, "
    "root BLOB NOT NULL) STRICT, WITHOUT ROWID"
)
_OURS: Final = (_IDENTITY, _STATE, TOTALS)
_TRACKING: Final = "tracking"
_DROPPED: Final = ("table", "view")

DIFFERENT: Final = Text(
    "视图由其他版本的程序建立，已重建",
    "views of another version of this program, rebuilt",
)
FOREIGN: Final = Text("视图属于另一个台账，已重建", "views of another ledger, rebuilt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which ledger views are about.

    Attributes:
        origin: Its name.
        genesis: Hash of its first record.
    """

    origin: str
    genesis: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why views have to be built anew.

    Attributes:
        stale: Which of them; all when the database is to be made anew.
        whole: Whether nothing of the database can stay.
        note: What the reader of an answer should know; nothing for a new file.
    """

    stale: tuple[Projection, ...]
    whole: bool = True
    note: Text | None = None


def find_fault(
    cursor: SQLiteCursor, identity: Identity, projections: Sequence[Projection]
) -> Fault | None:
    """Tell why a database does not hold these views of this ledger.

    Args:
        cursor: In a transaction.
        identity: The ledger.
        projections: The views that should be there.
    """
    everything = tuple(projections)
    found = _read_schema(cursor)
    if not found:
        return Fault(stale=everything)
    if _pragma(cursor, "user_version") != FORMAT:
        return Fault(stale=everything, note=DIFFERENT)
    if not found >= set(_OURS):
        return Fault(stale=everything, note=DIFFERENT)
    cursor.execute("SELECT origin, genesis FROM view_identity")
    if cursor.fetchall() != [(identity.origin, identity.genesis)]:
        return Fault(stale=everything, note=FOREIGN)
    return _find_stale(cursor, found, everything)


def _find_stale(
    cursor: SQLiteCursor, found: set[str], projections: tuple[Projection, ...]
) -> Fault | None:
    cursor.execute("SELECT name, version FROM view_state")
    known = dict(cursor.fetchall())
    stale = tuple(p for p in projections if known.get(p.name) != p.version)
    if stale:
        together = _with_hearers(stale, projections)
        return Fault(stale=together, whole=False, note=DIFFERENT if known else None)
    if found != set(_OURS) | set(_statements(projections)):
        return Fault(stale=projections, note=DIFFERENT)
    return None


def _with_hearers(
    stale: tuple[Projection, ...], projections: tuple[Projection, ...]
) -> tuple[Projection, ...]:
    """Return also the views that are built together with stale ones.

    Who takes in another view's changes, and that view, know the same records.
    """
    wanted = {one.name for one in stale}
    for hearer in (one for one in projections if one.hears):
        heard = heard_tables([hearer])
        group = [p for p in projections if heard & {t.name for t in p.tables}]
        names = {hearer.name, *(one.name for one in group)}
        if wanted & names:
            wanted |= names
    return tuple(one for one in projections if one.name in wanted)


def make(
    cursor: SQLiteCursor,
    identity: Identity,
    projections: Iterable[Projection],
    make_tracking: Callable[[SQLiteCursor], None],
) -> None:
    """Make empty views, whatever was there before."""
    cursor.execute(
        "SELECT type, name FROM sqlite_schema WHERE type IN (?, ?)", _DROPPED
    )
    for kind, name in cursor.fetchall():
        cursor.execute(f'DROP {kind} "{name}"')
    for statement in _OURS:
        cursor.execute(statement)
    make_tracking(cursor)
    cursor.execute(
        "INSERT INTO view_identity VALUES (1, ?, ?)",
        (identity.origin, identity.genesis),
    )
    cursor.execute(f"PRAGMA user_version = {FORMAT}")
    for projection in projections:
        _make_projection(cursor, projection)


def renew(cursor: SQLiteCursor, projections: Iterable[Projection]) -> None:
    """Make these views empty, and leave the others as they are."""
    for projection in projections:
        cursor.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ?",
            (f"{projection.name}_*",),
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TABLE "{name}"')
            cursor.execute("DELETE FROM view_totals WHERE name = ?", (name,))
        cursor.execute(
            f"DELETE FROM {_TRACKING} WHERE application_name = ?",  # noqa: S608
            (projection.name,),
        )
        _make_projection(cursor, projection)


def _make_projection(cursor: SQLiteCursor, projection: Projection) -> None:
    for statement in _statements([projection]):
        cursor.execute(statement)
    cursor.executemany(
        "INSERT INTO view_totals VALUES (?, 0, 0)",
        [(table.name,) for table in projection.tables],
    )
    cursor.execute(
        "INSERT OR REPLACE INTO view_state VALUES (?, ?, ?)",
        (projection.name, projection.version, b""),
    )


def stored_root(cursor: SQLiteCursor, name: str) -> bytes:
    """Return the root of the records that a view has taken in; none at first."""
    cursor.execute("SELECT root FROM view_state WHERE name = ?", (name,))
    row = cursor.fetchone()
    return b"" if row is None else bytes(row[0])


def keep_root(cursor: SQLiteCursor, names: Iterable[str], root: bytes) -> None:
    """Remember the root of the records that views have taken in."""
    cursor.executemany(
        "UPDATE view_state SET root = ? WHERE name = ?",
        [(root, name) for name in names],
    )


def _statements(projections: Iterable[Projection]) -> list[str]:
    return [table.statement for one in projections for table in one.tables]


def _read_schema(cursor: SQLiteCursor) -> set[str]:
    cursor.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name <> ?",
        (_TRACKING,),
    )
    return {sql for (sql,) in cursor.fetchall()}


def _pragma(cursor: SQLiteCursor, name: str) -> int:
    cursor.execute(f"PRAGMA {name}")
    return int(cursor.fetchone()[0])
