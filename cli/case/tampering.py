"""Altering copies of a ledger, as somebody with the database in hand could.

For the demonstration only: each alteration works on a copy, drops the triggers that
would stop an accident, and changes the file the way its sentence says. Nothing here
knows a key of anybody but the applicant's, with which one alteration signs.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aggregates.text import Text
from ledger.keys import Signer
from ledger.layout import DATABASE
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.tree import MemoryTree, peak_places
from ledger.record import (
    Record,
    Signature,
    decode_event,
    encode_record,
    read_record,
)
from ledger.statement import SignedBy, Statement, encode_statement, pae
from ledger.store.schema import NODE_LEVELS, STATEMENTS

TRIGGERS: Final = tuple(s for s in STATEMENTS if s.startswith("CREATE TRIGGER"))


@dataclass(frozen=True, slots=True)
class Alteration:
    """One way of altering a ledger.

    Attributes:
        what: What is altered, in both languages.
        apply: Alters the ledger in a directory.
        expected: Checks of the audit of which at least one must object.
    """

    what: Text
    apply: Callable[[Path], None]
    expected: tuple[str, ...]


@contextmanager
def _database(directory: Path) -> Iterator[sqlite3.Connection]:
    """Open the database for altering, and put the triggers back afterwards."""
    with closing(sqlite3.connect(directory / DATABASE)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for statement in TRIGGERS:
            connection.execute(statement)
        connection.commit()


def copy_of(directory: Path, target: Path) -> Path:
    """Copy a ledger that nobody has open."""
    return Path(shutil.copytree(directory, target, symlinks=True))


def _middle(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM stored_events").fetchone()
    return int(count) // 2


def _state(connection: sqlite3.Connection, rowid: int) -> bytes:
    query = "SELECT state FROM stored_events WHERE rowid = ?"
    (state,) = connection.execute(query, (rowid,)).fetchone()
    return bytes(state)


def _put_state(connection: sqlite3.Connection, rowid: int, state: bytes) -> None:
    query = "UPDATE stored_events SET state = ? WHERE rowid = ?"
    connection.execute(query, (state, rowid))


def _flip(data: bytes, offset: int) -> bytes:
    return data[:offset] + bytes([data[offset] ^ 1]) + data[offset + 1 :]


def change_payload(directory: Path) -> None:
    """Change one byte of what somebody stated."""
    with _database(directory) as connection:
        rowid = _middle(connection)
        state = _state(connection, rowid)
        payload = read_record(state).payload
        offset = state.index(payload) + payload.index(b"role") + len(b"role") + 2
        _put_state(connection, rowid, _flip(state, offset))


def change_signature(directory: Path) -> None:
    """Change one byte of a signature."""
    with _database(directory) as connection:
        rowid = _middle(connection)
        state = _state(connection, rowid)
        offset = state.index(read_record(state).signatures[0].signature)
        _put_state(connection, rowid, _flip(state, offset + 10))


def change_column(directory: Path) -> None:
    """Move an event to another type in the index, leaving its record alone."""
    with _database(directory) as connection:
        connection.execute(
            "UPDATE stored_events SET topic = 'application.accepted' WHERE rowid = ?",
            (_middle(connection),),
        )


def delete_middle(directory: Path) -> None:
    """Delete an event in the middle."""
    with _database(directory) as connection:
        rowid = _middle(connection)
        connection.execute("DELETE FROM stored_events WHERE rowid = ?", (rowid,))


def delete_newest(directory: Path) -> None:
    """Delete the newest event, and make the stored tree fit."""
    with _database(directory) as connection:
        connection.execute(
            "DELETE FROM stored_events WHERE rowid = "
            "(SELECT max(rowid) FROM stored_events)"
        )
        rebuild_tree(connection)


def swap_two(directory: Path) -> None:
    """Swap the positions of two neighbours, and make the stored tree fit."""
    with _database(directory) as connection:
        first = _middle(connection)
        for before, after in ((first, -1), (first + 1, first), (-1, first + 1)):
            connection.execute(
                "UPDATE stored_events SET rowid = ? WHERE rowid = ?", (after, before)
            )
        rebuild_tree(connection)


def insert_without_role(signer: Signer) -> Callable[[Path], None]:
    """Insert a revocation signed by a key that never held the role."""

    def insert(directory: Path) -> None:
        with _database(directory) as connection:
            _insert_forged(connection, signer)
            rebuild_tree(connection)

    return insert


def _insert_forged(connection: sqlite3.Connection, signer: Signer) -> None:
    (rowid,) = connection.execute("SELECT max(rowid) FROM stored_events").fetchone()
    row = connection.execute(
        "SELECT rowid, state FROM stored_events WHERE originator_id LIKE 'title/%' "
        "ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    model = decode_event(row[0] - 1, bytes(row[1]))
    newest = decode_event(rowid - 1, _state(connection, rowid))
    statement = _forgery(model.statement, model.hash, signer, newest.statement)
    payload = encode_statement(statement)
    signature = Signature(signer.key_id, signer.suite, signer.sign(pae(payload)))
    record = encode_record(Record(payload, (signature,), newest.received_at))
    connection.execute(
        "INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)",
        (rowid + 1, statement.id, statement.seq, statement.type, record),
    )


def _forgery(
    model: Statement, prev: bytes, signer: Signer, newest: Statement
) -> Statement:
    return Statement(
        v=1,
        log=model.log,
        id=model.id,
        seq=model.seq + 1,
        prev=prev,
        type="title.employer-notified",
        tv=1,
        at=newest.at,
        by=(SignedBy(signer.key_id, "AUTHORITY_OFFICER", "", "SUPERVISE"),),
        seen=newest.seen,
        refs=model.refs[:0],
        law=(),
        body={"employer": "organisation/forged", "notified_on": "2024-09-02"},
    )


def rewrite_tail(directory: Path) -> None:
    """Rewrite the last events with the database in hand, tree and all."""
    with _database(directory) as connection:
        (newest,) = connection.execute(
            "SELECT max(rowid) FROM stored_events"
        ).fetchone()
        for rowid in range(newest - 4, newest + 1):
            state = _state(connection, rowid)
            record = read_record(state)
            later = Record(record.payload, record.signatures, record.received_at + 1)
            _put_state(connection, rowid, encode_record(later))
        rebuild_tree(connection)


def restore_older(backup: Path) -> Callable[[Path], None]:
    """Put an older copy of the database back."""

    def restore(directory: Path) -> None:
        for name in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
            (directory / name).unlink(missing_ok=True)
        shutil.copyfile(backup, directory / DATABASE)

    return restore


def replace_head(directory: Path) -> None:
    """Alter one character of the signed head."""
    head = directory / "head"
    note = head.read_bytes()
    head.write_bytes(_flip(note, note.index(b"\n") + 1))


def rebuild_tree(connection: sqlite3.Connection) -> None:
    """Make the stored hashes fit the records as they now stand."""
    states = connection.execute("SELECT state FROM stored_events ORDER BY rowid")
    tree = MemoryTree(leaf_hash(bytes(state)) for (state,) in states)
    connection.execute("DELETE FROM tree_nodes")
    for level in NODE_LEVELS:
        for index in range(tree.size >> level):
            row = (level, index, tree.node(level, index))
            connection.execute("INSERT INTO tree_nodes VALUES (?, ?, ?)", row)
    peaks = b"".join(tree.node(*place) for place in peak_places(tree.size))
    connection.execute("UPDATE tree_head SET size = ?, peaks = ?", (tree.size, peaks))


def alterations(forger: Signer, backup: Path) -> tuple[Alteration, ...]:
    """Return every alteration of the demonstration.

    Args:
        forger: A key that is enrolled and holds no role.
        backup: An older copy of the database.
    """
    return (
        Alteration(
            Text("改动一条记录正文的一个字节", "one byte of a statement changed"),
            change_payload,
            ("records", "signatures"),
        ),
        Alteration(
            Text("改动签名的一个字节", "one byte of a signature changed"),
            change_signature,
            ("signatures",),
        ),
        Alteration(
            Text("改动数据库的一列", "one column of the database changed"),
            change_column,
            ("columns",),
        ),
        Alteration(
            Text("删除中间一条记录", "an event in the middle deleted"),
            delete_middle,
            ("records",),
        ),
        Alteration(
            Text("删除最新一条记录并重算树", "the newest event deleted, tree redone"),
            delete_newest,
            ("head",),
        ),
        Alteration(
            Text("对调两条记录并重算树", "two events swapped, tree redone"),
            swap_two,
            ("head", "tree"),
        ),
        Alteration(
            Text(
                "插入一条由无授权密钥签名的记录", "an event by a key without the role"
            ),
            insert_without_role(forger),
            ("directory",),
        ),
        Alteration(
            Text("改写末尾五条记录并重算树", "the last five rewritten, tree redone"),
            rewrite_tail,
            ("head",),
        ),
        Alteration(
            Text("恢复旧的数据库备份", "an older backup of the database restored"),
            restore_older(backup),
            ("head",),
        ),
        Alteration(
            Text("改动签名的树头", "the signed head changed"),
            replace_head,
            ("head",),
        ),
    )
