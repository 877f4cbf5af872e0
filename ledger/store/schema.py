"""The tables of ``ledger.db``, and how a database is known to be one.

``stored_events``
    one row a record, ``rowid`` = position + 1, ``state`` = the record verbatim; the
    other columns are copies for the index, and every read compares them with the
    signed bytes. The rowid is declared, because SQLite reuses and renumbers an
    undeclared one.
``tree_nodes``
    hashes of the complete subtrees of 2**8, 2**16 and 2**24 leaves, so that a proof
    reads few records. Everything else about the tree follows from the records.
``tree_head``
    one row: the number of records, and the roots of the complete subtrees that
    make up the tree, the largest first.

The triggers stop accidents, not attackers: who holds the file can drop them, and an
audit then says so.
"""

import sqlite3
from functools import cache
from typing import Final

APPLICATION_ID: Final = 0x64616F63
"""SQLite's application id of a ledger: "daoc"."""

SCHEMA_VERSION: Final = 1
"""SQLite's user version of this format."""

NODE_LEVELS: Final = (8, 16, 24)
"""Levels of the tree whose hashes are stored."""

STATEMENTS: Final = (
    """CREATE TABLE stored_events (
  rowid INTEGER PRIMARY KEY,
  originator_id TEXT NOT NULL,
  originator_version INTEGER NOT NULL,
  topic TEXT NOT NULL,
  state BLOB NOT NULL,
  UNIQUE (originator_id, originator_version)
) STRICT""",
    """CREATE TABLE tree_nodes (
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tree_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  peaks BLOB NOT NULL
) STRICT""",
    """CREATE TRIGGER stored_events_insert BEFORE INSERT ON stored_events
WHEN NEW.rowid <> (SELECT coalesce(max(rowid), 0) + 1 FROM stored_events)
BEGIN SELECT raise(ABORT, 'stored_events: positions have no gaps'); END""",
    """CREATE TRIGGER stored_events_update BEFORE UPDATE ON stored_events
BEGIN SELECT raise(ABORT, 'stored_events: records are never rewritten'); END""",
    """CREATE TRIGGER stored_events_delete BEFORE DELETE ON stored_events
BEGIN SELECT raise(ABORT, 'stored_events: records are never removed'); END""",
    """CREATE TRIGGER tree_nodes_update BEFORE UPDATE ON tree_nodes
BEGIN SELECT raise(ABORT, 'tree_nodes: hashes are never rewritten'); END""",
    """CREATE TRIGGER tree_nodes_delete BEFORE DELETE ON tree_nodes
BEGIN SELECT raise(ABORT, 'tree_nodes: hashes are never removed'); END""",
    """CREATE TRIGGER tree_head_delete BEFORE DELETE ON tree_head
BEGIN SELECT raise(ABORT, 'tree_head: the head is never removed'); END""",
)
"""Run once, when a ledger is founded; everything else opens what exists."""

SchemaRow = tuple[str, str, str, str | None]
"""Type, name, table and text of one entry of SQLite's schema."""


def read_schema(connection: sqlite3.Connection) -> list[SchemaRow]:
    """Return what SQLite holds of tables, indexes, triggers and views, sorted."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    return sorted((tuple(row) for row in rows), key=lambda row: row[:3])


@cache
def expected_schema() -> list[SchemaRow]:
    """Return what `read_schema` returns for a sound ledger."""
    connection = sqlite3.connect(":memory:")
    try:
        for statement in STATEMENTS:
            connection.execute(statement)
        return read_schema(connection)
    finally:
        connection.close()


def read_pragma(connection: sqlite3.Connection, name: str) -> object:
    """Return the value of one of SQLite's settings."""
    return connection.execute(f"PRAGMA {name}").fetchone()[0]
