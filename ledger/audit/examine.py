"""The part of an audit that looks at one record at a time, and runs on all cores.

For a run of positions: read the rows, decode strictly, compare the columns, hash,
verify the signatures, open the commitments; and put what the sequential part needs
into one `Chunk`. Keys are looked up by id and believed because the id is their hash;
whether a key was enrolled and in force is for the directory, in the sequential part.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ledger.audit.block import Block, split
from ledger.audit.report import Finding, finding_of
from ledger.audit.vault import VaultReader
from ledger.enrolment import GENESIS_ID, brought_keys, weak_key_objections
from ledger.errors import LedgerError, MalformedError
from ledger.merkle.hashing import HASH_SIZE, leaf_hash
from ledger.record import Record, check_signatures, decode_record, read_event
from ledger.statement import SignedBy, Statement, decode_statement, statement_hash
from ledger.store.tree import BLOCK

NO_HASH: Final = bytes(HASH_SIZE)
"""Stands where there is no record, or none that can be read."""

NOBODY: Final = -1
"""Index of the signers of a record that cannot be read."""

_REMEMBERED: Final = 4096

_SPECIAL: Final = ("key/", "ledger/", "heads/")

# The predecessor is found by the columns, which are compared with the records, as
# bytes: on text, SQLite's functions end at a NUL.
_ROWS: Final = """
SELECT e.rowid, substr(CAST(e.originator_id AS BLOB), 1, 200), e.originator_version,
  substr(CAST(e.topic AS BLOB), 1, 200),
  CASE WHEN length(e.state) <= 65535 THEN e.state END, p.rowid
FROM stored_events e LEFT JOIN stored_events p
ON p.originator_id = e.originator_id AND p.originator_version = e.originator_version - 1
WHERE e.rowid > ? AND e.rowid <= ? ORDER BY e.rowid
"""
_FIND: Final = """
SELECT rowid FROM stored_events WHERE originator_id = ? AND originator_version = ?
"""
_KEY: Final = """
SELECT rowid, state FROM stored_events
WHERE originator_id = ? AND originator_version = 1
"""


class Unopened(msgspec.Struct, array_like=True, frozen=True):
    """A commitment that did not open as it should.

    Attributes:
        offset: Of the record in its chunk.
        path: Of the commitment in the body.
        owner: Whose it is.
        reason: Why it did not open; empty for one that did.
    """

    offset: int
    path: str
    owner: str
    reason: str


class Reference(msgspec.Struct, array_like=True, frozen=True):
    """A reference, and where the columns say that it leads (rowid, 0 for nowhere)."""

    offset: int
    id: str
    seq: int
    hash: bytes
    rowid: int


class Chunk(msgspec.Struct, array_like=True):
    """A run of records as the sequential part needs them.

    Attributes:
        start: First position.
        stop: Position after the last.
        leaves: Leaf hashes, `NO_HASH` where there is no record.
        hashes: Statement hashes, `NO_HASH` where none can be read.
        prevs: The ``prev`` of each statement.
        roots: The roots seen.
        sizes: The sizes seen.
        seqs: The numbers in the aggregates; 0 where no statement can be read.
        before: Rowid of the event before in the aggregate, 0 for none.
        at: Claimed times.
        received: Times of recording.
        signers: Index into ``table``, or `NOBODY`.
        table: The different rows of signers.
        blocks: Hashes of the whole blocks of 256 records in it.
        special: Statements that the ledger itself understands.
        erased: Offset and owner of each erasure.
        refs: All references.
        unopened: Commitments that did not open.
        commitments: How many commitments there are.
        findings: What is wrong with single records.
    """

    start: int
    stop: int
    leaves: bytearray
    hashes: bytearray
    prevs: bytearray
    roots: bytearray
    sizes: list[int]
    seqs: list[int]
    before: list[int]
    at: list[int]
    received: list[int]
    signers: list[int]
    table: list[tuple[SignedBy, ...]] = []
    blocks: list[bytes] = []
    special: list[tuple[int, Statement]] = []
    erased: list[tuple[int, str]] = []
    refs: list[Reference] = []
    unopened: list[Unopened] = []
    commitments: int = 0
    findings: list[Finding] = []

    @classmethod
    def empty(cls, start: int, stop: int) -> "Chunk":
        """Return a chunk in which no record was found yet."""
        count = stop - start
        return cls(
            start=start,
            stop=stop,
            leaves=bytearray(HASH_SIZE * count),
            hashes=bytearray(HASH_SIZE * count),
            prevs=bytearray(HASH_SIZE * count),
            roots=bytearray(HASH_SIZE * count),
            sizes=[0] * count,
            seqs=[0] * count,
            before=[0] * count,
            at=[0] * count,
            received=[0] * count,
            signers=[NOBODY] * count,
        )


class Examiner:
    """Examines runs of records.

    Args:
        connection: Opened on the database; texts come as bytes.
        origin: The ledger's origin.
        checks: Which checks were asked for.
        vault: Where commitments are opened, if they are.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        origin: str,
        checks: frozenset[str],
        vault: VaultReader | None,
    ) -> None:
        connection.text_factory = bytes
        self._connection = connection
        self._origin = origin
        self._verifies = "signatures" in checks
        self._vault = vault
        self._publics: dict[bytes, bytes] = {}
        # One policy, one session and few organisations are referred to by most acts.
        self._rowids: dict[tuple[str, int], int] = {}

    def examine(self, start: int, stop: int) -> Chunk:
        """Examine the records at the positions from ``start`` up to ``stop``."""
        chunk = Chunk.empty(start, stop)
        signers: dict[tuple[SignedBy, ...], int] = {}
        reads: list[_Read] = []
        for row in self._rows(start, stop, chunk):
            try:
                read = self._examine_row(row, chunk, signers)
            except sqlite3.Error as error:
                chunk.findings.append(_damaged(int(str(row[0])) - 1, error))
            else:
                if read is not None:
                    reads.append(read)
        # After everything else: decoding and curve arithmetic in turn drive each
        # other out of the processor's caches, at a seventh of the time.
        if self._verifies:
            for read in reads:
                chunk.findings += self._signatures(read)
        chunk.table = list(signers)
        chunk.blocks = list(_blocks(split(chunk.leaves)))
        return chunk

    def _rows(
        self, start: int, stop: int, chunk: Chunk
    ) -> Sequence[tuple[object, ...]]:
        try:
            return self._connection.execute(_ROWS, (start, stop)).fetchall()
        except sqlite3.Error as error:
            if stop - start == 1:
                chunk.findings.append(_damaged(start, error))
                return []
        # One page is damaged: the rows on the others can still be read.
        middle = (start + stop) // 2
        return [*self._rows(start, middle, chunk), *self._rows(middle, stop, chunk)]

    def _examine_row(
        self,
        row: tuple[object, ...],
        chunk: Chunk,
        signers: dict[tuple[SignedBy, ...], int],
    ) -> "_Read | None":
        rowid, id_, seq, topic, state, before = row
        assert isinstance(rowid, int)
        position, offset = rowid - 1, rowid - 1 - chunk.start
        if not isinstance(state, bytes):
            chunk.findings.append(_unreadable(position, "none, or too long"))
            return None
        spot = slice(offset * HASH_SIZE, offset * HASH_SIZE + HASH_SIZE)
        chunk.leaves[spot] = leaf_hash(state)
        try:
            record = decode_record(state)
            statement = decode_statement(record.payload)
        except MalformedError as error:
            chunk.findings.append(_unreadable(position, str(error)))
            return None
        read = _Read(
            position, offset, record, statement, statement_hash(record.payload)
        )
        chunk.hashes[spot] = read.hash
        chunk.prevs[spot] = statement.prev
        chunk.roots[spot] = statement.seen.root
        chunk.sizes[offset] = statement.seen.size
        chunk.seqs[offset] = statement.seq
        chunk.before[offset] = before if isinstance(before, int) else 0
        chunk.at[offset] = statement.at
        chunk.received[offset] = record.received_at
        chunk.signers[offset] = signers.setdefault(statement.by, len(signers))
        if (
            seq != statement.seq
            or id_ != statement.id.encode()
            or topic != statement.type.encode()
        ):
            chunk.findings.append(_columns(read, (id_, seq, topic)))
        self._examine_statement(read, chunk)
        return read

    def _examine_statement(self, read: "_Read", chunk: Chunk) -> None:
        statement = read.statement
        if statement.log != self._origin:
            chunk.findings.append(_foreign(read, self._origin))
        if statement.refs:
            chunk.refs += self._references(statement, read.offset)
        if statement.id.startswith(_SPECIAL):
            chunk.special.append((read.offset, statement))
            chunk.findings += _weak_keys(read)
        elif statement.type == "person.erased":
            chunk.erased.append((read.offset, str(statement.body.get("of"))))
        if self._vault is not None:
            self._commitments(read, self._vault, chunk)

    def _references(self, statement: Statement, offset: int) -> Iterator[Reference]:
        for ref in statement.refs:
            place = ref.id, ref.seq
            rowid = self._rowids.get(place)
            if rowid is None:
                row = self._connection.execute(_FIND, place).fetchone()
                rowid = row[0] if row else 0
                if len(self._rowids) >= _REMEMBERED:
                    self._rowids.clear()
                self._rowids[place] = rowid
            yield Reference(offset, *place, ref.hash, rowid)

    def _signatures(self, read: "_Read") -> Iterator[Finding]:
        statement = read.statement
        try:
            for entry in statement.by:
                if entry.key not in self._publics:
                    self._look_up(entry.key, statement)
            check_signatures(read.record, self._publics, statement=statement)
        except LedgerError as error:
            yield read.finding(
                "signatures",
                f"signatures of {read.name}",
                "one by each signer over exactly these bytes",
                str(error),
            )
        except sqlite3.Error as error:
            yield _damaged(read.position, error)

    def _look_up(self, key: bytes, statement: Statement) -> None:
        # A key id is the hash of its key, so it does not matter where it is found.
        self._keep(statement)
        for aggregate in (f"key/{key.hex()}", GENESIS_ID):
            if key in self._publics:
                return
            row = self._connection.execute(_KEY, (aggregate,)).fetchone()
            if row is not None and isinstance(row[1], bytes):
                self._keep(read_event(row[0] - 1, row[1]).statement)

    def _keep(self, statement: Statement) -> None:
        for key, (_, public) in brought_keys(statement).items():
            self._publics[key] = public

    def _commitments(self, read: "_Read", vault: VaultReader, chunk: Chunk) -> None:
        for path, owner, reason in vault.examine(read.statement):
            chunk.commitments += 1
            if reason is not None:
                chunk.unopened.append(Unopened(read.offset, path, owner, reason))


class _Read(msgspec.Struct, frozen=True):
    """A record that could be read, and where it stands."""

    position: int
    offset: int
    record: Record
    statement: Statement
    hash: bytes

    @property
    def name(self) -> str:
        return f"{self.statement.id}@{self.statement.seq} at position {self.position}"

    def finding(self, check: str, what: str, expected: str, found: str) -> Finding:
        return Finding(check, self.position, self.hash.hex(), what, expected, found)


def _blocks(leaves: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the hashes of the whole blocks in a run that begins with one."""
    for start in range(0, len(leaves) - BLOCK + 1, BLOCK):
        yield Block(leaves[start : start + BLOCK]).top


def _damaged(position: int, error: sqlite3.Error) -> Finding:
    what = f"row of position {position}"
    return Finding("storage", position, None, what, "a readable one", str(error))


def _unreadable(position: int, found: str) -> Finding:
    what = f"record at position {position}"
    return Finding("records", position, None, what, "a record of this format", found)


def _columns(read: _Read, columns: Sequence[object]) -> Finding:
    statement = read.statement
    shown = " ".join(
        part.decode("utf-8", "backslashreplace")
        if isinstance(part, bytes)
        else str(part)
        for part in columns
    )
    return read.finding(
        "columns",
        f"columns of {read.name}",
        f"{statement.id} {statement.seq} {statement.type}",
        shown,
    )


def _foreign(read: _Read, origin: str) -> Finding:
    return read.finding("records", f"log of {read.name}", origin, read.statement.log)


def _weak_keys(read: _Read) -> Iterator[Finding]:
    try:
        for objection in weak_key_objections(read.statement):
            yield finding_of("directory", objection, read.position, read.hash.hex())
    except MalformedError:
        return  # the directory objects to the body, in the sequential part
