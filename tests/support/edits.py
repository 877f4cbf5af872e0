"""Random edits of a database by somebody who holds the file and no key.

Every cell of every table is a target, and rows are removed, swapped and doubled. The
triggers are put back afterwards, as an attacker would.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")

TABLES = {
    "stored_events": (
        "rowid",
        "originator_id",
        "originator_version",
        "topic",
        "state",
    ),
    "tree_nodes": ("level", "idx", "hash"),
    "tree_head": ("id", "size", "peaks"),
}
KEYS = {
    "stored_events": ("rowid",),
    "tree_nodes": ("level", "idx"),
    "tree_head": ("id",),
}


def change_bytes(random: Random, value: bytes) -> bytes:
    """Change, remove or add a byte somewhere."""
    place = random.randrange(len(value) + 1)
    kind = random.randrange(4) if value else 3
    if kind == 0 or place == len(value):
        return value[:place] + random.randbytes(1) + value[place:]
    if kind == 1:
        return value[:place] + value[place + 1 :]
    flipped = value[place] ^ (1 << random.randrange(8))
    return value[:place] + bytes([flipped]) + value[place + 1 :]


def change_text(random: Random, value: str) -> str:
    """Change, remove or add a character somewhere."""
    place = random.randrange(len(value) + 1)
    letter = random.choice("abcxyz019/-.@中 ")
    if random.randrange(2):
        return value[:place] + letter + value[place:]
    return value[:place] + letter + value[place + 1 :]


def change_number(random: Random, value: int) -> int:
    """Move a number by a little or a lot."""
    step = random.choice([1, -1, 2, 7, -255, 256, 1000, 1 << 31, 1 << 62])
    return max(-(1 << 63), min((1 << 63) - 1, value + step))


def changed(random: Random, value: Any) -> Any:
    """Return something of the same type that is not the same."""
    while True:
        if isinstance(value, bytes):
            other: Any = change_bytes(random, value)
        elif isinstance(value, str):
            other = change_text(random, value)
        else:
            other = change_number(random, value)
        if other != value:
            return other


def edit_cell(random: Random, connection: sqlite3.Connection) -> str:
    """Change one cell of one table."""
    table = random.choice(list(TABLES))
    column = random.choice(TABLES[table])
    key, row = pick(random, connection, table)
    value = row[TABLES[table].index(column)]
    other = changed(random, value)
    where = " AND ".join(f"{name} = ?" for name in KEYS[table])
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (other, *key))
    return f"{table}.{column} of {key}: {value!r:.80} became {other!r:.80}"


def remove_row(random: Random, connection: sqlite3.Connection) -> str:
    """Remove a row."""
    table = random.choice(list(TABLES))
    key, _ = pick(random, connection, table)
    where = " AND ".join(f"{name} = ?" for name in KEYS[table])
    connection.execute(f"DELETE FROM {table} WHERE {where}", key)
    return f"{table} {key} removed"


def swap_rows(random: Random, connection: sqlite3.Connection) -> str:
    """Let two records, or two hashes, stand in each other's place."""
    if random.randrange(4) == 0:
        (one, a), (two, b) = two_rows(random, connection, "tree_nodes")
        for key, value in ((one, b), (two, a)):
            connection.execute(
                "UPDATE tree_nodes SET hash = ? WHERE level = ? AND idx = ?",
                (value[2], *key),
            )
        return f"tree_nodes {one} and {two} swapped"
    ((one,), _), ((two,), _) = two_rows(random, connection, "stored_events")
    move = "UPDATE stored_events SET rowid = ? WHERE rowid = ?"
    for new, old in ((-1, one), (one, two), (two, -1)):
        connection.execute(move, (new, old))
    return f"rows {one} and {two} swapped"


def double_row(random: Random, connection: sqlite3.Connection) -> str:
    """Write a record once more, at the end, under another number or aggregate."""
    _, row = pick(random, connection, "stored_events")
    last = connection.execute("SELECT max(rowid) FROM stored_events").fetchone()[0]
    if random.randrange(2):
        copy = (last + 1, row[1], row[2] + random.choice([1000, -1000]), *row[3:])
    else:
        copy = (last + 1, row[1] + "x", *row[2:])
    connection.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", copy)
    return f"row {row[0]} doubled as {copy[:4]}"


EDITS: list[Callable[[Random, sqlite3.Connection], str]] = [
    edit_cell,
    edit_cell,
    edit_cell,
    edit_cell,
    remove_row,
    swap_rows,
    double_row,
]


def pick(
    random: Random, connection: sqlite3.Connection, table: str
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return key and content of a random row."""
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    names = ", ".join(TABLES[table])
    row = connection.execute(
        f"SELECT {names} FROM {table} LIMIT 1 OFFSET ?", (random.randrange(count),)
    ).fetchone()
    return row[: len(KEYS[table])], row


def two_rows(random: Random, connection: sqlite3.Connection, table: str) -> Any:
    """Return two different rows with different content."""
    while True:
        one, two = pick(random, connection, table), pick(random, connection, table)
        if one[0] != two[0]:
            return one, two


def edit(path: Path, seed: int) -> str:
    """Edit a database once, as its constraints allow, and say what was done."""
    random = Random(seed)
    while True:
        try:
            return tamper(
                path, lambda connection: random.choice(EDITS)(random, connection)
            )
        except sqlite3.IntegrityError:
            continue  # a constraint stopped it: no edit was made


def tamper(path: Path, change: Callable[[sqlite3.Connection], T]) -> T:
    """Change a database with its triggers dropped for the moment."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        result = change(connection)
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
        return result
