"""The whole walk over a ledger, check by check (the list is `CHECKS`).

Numbered as it is done:

1. Under the shared lock, so that no writer is between two effects: the head is read
   and the number of records is fixed. What is appended meanwhile is not looked at.
2. *storage*: tables, triggers and settings are those of a ledger, and SQLite finds
   its pages and indexes sound. A foreign table is a finding.
3. *records*, *columns*, *signatures*: every record, on all cores.
4. *directory*, *chains*, *seen*, *refs*, *times*: in the order of the records.
5. *tree*: every stored hash, size and peak against the records.
6. *head*: the head covers exactly the records; the published checkpoint, and one that
   was kept, lie on the same tree.
7. *vault*: every commitment opens, unless ``person.erased`` names its owner.

Going on from a kept checkpoint, only the records above it are walked. Below it the
stored hashes must fold to its root, and an old record that is needed (a predecessor,
a reference, an event of the directory) is read with its block of 256, which must fold
to its hash. **What that trusts:** that the records below were audited when the
checkpoint was kept, and that the index columns still lead to them; an old row that
was hidden from the index since then, a damaged page among the old ones and an old
commitment that no longer opens are found by the full walk only.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from ledger.audit.examine import Chunk
from ledger.audit.ground import Ground, blocks_of
from ledger.audit.head import HeadCheck, read_or_find
from ledger.audit.report import CHECKS, Collector, Finding, Report
from ledger.audit.storage import outlier_findings, storage_findings
from ledger.audit.tree import check_folds, head_findings, node_findings, read_nodes
from ledger.audit.vault import look_at_vault
from ledger.audit.walk import Walk
from ledger.audit.worker import Span, Task, examine_here, examine_on_all_cores
from ledger.checkpoint import Checkpoint, parse_checkpoint
from ledger.enrolment import DIRECTORY_KINDS
from ledger.errors import MalformedError, VerificationError
from ledger.head import open_head
from ledger.layout import DATABASE, HEAD, check_is_ledger
from ledger.lock import DirectoryLock
from ledger.merkle.hashing import leaf_hash
from ledger.note import parse_note
from ledger.record import Event, read_event
from ledger.store.founding import reading_database
from ledger.store.sqlite import connect, database_uri
from ledger.store.tree import BLOCK
from ledger.vault import Vault

Progress = Callable[[int, int], None]
"""Is told how many of how many records have been walked over."""

_SPAN: Final = 4 * BLOCK
_FEW: Final = 4_000
_SLACK: Final = 100_000


def audit(
    directory: Path,
    *,
    checks: Sequence[str] | None = None,
    since: bytes | None = None,
    progress: Progress | None = None,
    processes: int | None = None,
) -> Report:
    """Check a ledger, and say everything that is wrong with it.

    Nothing is trusted but the mathematics: keys and roles are taken from the records,
    the rest is recomputed. That the whole directory was put back to an older state is
    found only by what lies elsewhere: a head on another medium, or ``since``.

    Args:
        directory: The ledger's directory; it may be in use.
        checks: Names from `CHECKS`; all without it.
        since: A checkpoint that was kept, as a signed note. Its records were audited
            when it was kept, and are not walked over again.
        progress: Is told how far the walk is.
        processes: How many processes to use; one per core without it.

    Returns:
        Findings and steps. Silence about a check that was not asked for, or that a
        step says was not done, proves nothing.

    Raises:
        MalformedError: There is no ledger, it is of a newer format, a check has an
            unknown name, or ``since`` is no checkpoint.
        StoreError: The medium failed.
    """
    wanted = _known(checks)
    check_is_ledger(directory)
    with reading_database(directory / DATABASE) as connection:
        kept = None if since is None else parse_checkpoint(parse_note(since).text)
        run = _Run(directory, connection, wanted)
        return run.report(since, kept, progress, processes or os.cpu_count() or 1)


class _Run:
    """One audit of one ledger."""

    def __init__(
        self, directory: Path, connection: sqlite3.Connection, checks: Sequence[str]
    ) -> None:
        self._directory = directory
        self._connection = connection
        self._checks = checks
        connection.text_factory = _readable
        self._collector = Collector(checks)
        wanted = "vault" in checks
        self._vault = look_at_vault(directory) if wanted else "not asked for"
        self._storage: list[Finding] = []
        self._note, self._unread, self._size = self._fix()
        founding = self._look(0)
        self._origin = "" if founding is None else founding.statement.log

    def report(
        self,
        since: bytes | None,
        kept: Checkpoint | None,
        progress: Progress | None,
        processes: int,
    ) -> Report:
        storage = threading.Thread(target=self._check_storage, args=(kept is None,))
        storage.start()
        try:
            walk, start = self._walk(since, kept, progress, processes)
        finally:
            storage.join()
        ground = walk.ground
        self._check_tree(ground)
        self._check_head(walk, since)
        self._check_vault(walk)
        self._note_steps(start, kept is None)
        root = ground.root_at(ground.size)
        return self._collector.report(size=self._size, root=root, since=start)

    # 1. What is looked at.

    def _fix(self) -> tuple[bytes | None, list[Finding], int]:
        lock = DirectoryLock(self._directory)
        try:
            with lock.shared():
                note, found = read_or_find(self._directory / HEAD)
                return note, found, self._count(note)
        finally:
            lock.close()

    def _count(self, note: bytes | None) -> int:
        query = "SELECT count(*), coalesce(max(rowid), 0) FROM stored_events"
        count, newest = self._connection.execute(query).fetchone()
        # A row at a wild position must not make the walk endless.
        if newest <= count + _SLACK:
            return int(newest)
        sealed = _claimed_size(note)
        return int(max(count, sealed if sealed <= count + _SLACK else 0))

    # 3. and 4. The walk, from the beginning or from a kept checkpoint.

    def _walk(
        self,
        since: bytes | None,
        kept: Checkpoint | None,
        progress: Progress | None,
        processes: int,
    ) -> tuple[Walk, int]:
        if since is not None and kept is not None and 0 < kept.size <= self._size:
            before = self._collector
            try:
                walk = self._go_on(since, kept)
                return self._walk_over(walk, kept.size, progress, processes), kept.size
            except VerificationError:
                # Something below the checkpoint is not what it was; the head check
                # says that it is, and the whole walk says where.
                self._collector = before.emptied()
        walk = self._begin(Ground(self._read))
        return self._walk_over(walk, 0, progress, processes), 0

    def _walk_over(
        self, walk: Walk, start: int, progress: Progress | None, processes: int
    ) -> Walk:
        for chunk in self._chunks(walk.ground.base, processes):
            walk.take(chunk, start)
            if progress is not None:
                progress(chunk.stop, self._size)
        walk.finish()
        return walk

    def _begin(self, ground: Ground) -> Walk:
        for finding in outlier_findings(self._connection, self._size):
            self._collector.add(finding)
        return Walk(ground, self._collector, self._look, self._heads)

    def _go_on(self, since: bytes, kept: Checkpoint) -> Walk:
        """Believe the stored hashes below a kept checkpoint, after folding them."""
        nodes = read_nodes(self._connection)
        check_folds(nodes, kept.size)
        ground = Ground(self._read, blocks_of(nodes, kept.size))
        partial = [leaf_hash(one) for one in self._read(ground.base, kept.size)]
        if ground.root_with(partial) != kept.root:
            raise VerificationError(f"root at size {kept.size}: expected another")
        walk = self._begin(ground)
        walk.take_old(self._old_directory(ground, kept.size))
        try:
            open_head(since, self._origin, walk.directory.log_keys.values())
        except MalformedError as error:
            raise VerificationError(str(error)) from error
        return walk

    def _old_directory(self, ground: Ground, size: int) -> Iterator[Event]:
        positions: list[int] = []
        for kind in sorted(DIRECTORY_KINDS):
            rows = self._connection.execute(
                "SELECT rowid FROM stored_events WHERE originator_id >= ? "
                "AND originator_id < ? AND rowid <= ?",
                (f"{kind}/", f"{kind}0", size),
            )
            positions += [row[0] - 1 for row in rows]
        for position in sorted(positions):
            if position < ground.base:
                yield ground.old_event(position)
            elif (event := self._look(position)) is not None:
                yield event  # its block was folded into the root already

    def _chunks(self, base: int, processes: int) -> Iterator[Chunk]:
        size = self._size
        spans: list[Span] = [
            (start, min(start + _SPAN, size)) for start in range(base, size, _SPAN)
        ]
        task = Task(
            directory=str(self._directory.absolute()),
            origin=self._origin,
            checks=tuple(self._checks),
            vault=self._vault is None,
        )
        if processes > 1 and size - base >= _FEW:
            return examine_on_all_cores(task, spans, processes)
        return examine_here(task, spans)

    # 2., 5., 6. and 7.

    def _check_storage(self, thorough: bool) -> None:  # noqa: FBT001 - a thread's argument
        path = self._directory / DATABASE
        try:
            with closing(connect(database_uri(path, "ro"))) as connection:
                connection.text_factory = _readable
                self._storage += storage_findings(path, connection, thorough=thorough)
        except (sqlite3.Error, OSError) as error:
            reason = str(error) if isinstance(error, sqlite3.Error) else "no answer"
            self._storage.append(
                Finding("storage", None, None, "database", "a readable one", reason)
            )

    def _check_tree(self, ground: Ground) -> None:
        nodes = read_nodes(self._connection)
        for finding in node_findings(nodes, ground):
            self._collector.add(finding)
        for finding in head_findings(self._connection, ground):
            self._collector.add(finding)

    def _check_head(self, walk: Walk, since: bytes | None) -> None:
        check = HeadCheck(walk.directory, walk.ground, self._origin)
        for findings in (
            check.newest(self._note, self._unread),
            check.files(self._directory),
            check.older("kept checkpoint", since),
        ):
            for finding in findings:
                self._collector.add(finding)

    def _check_vault(self, walk: Walk) -> None:
        if isinstance(self._vault, Finding):
            self._collector.add(self._vault)
        elif self._vault is not None:
            self._collector.note("vault", self._vault, done=False)
        else:
            self._check_values(walk)

    def _check_values(self, walk: Walk) -> None:
        for finding in walk.vault_findings():
            self._collector.add(finding)
        with Vault.open(self._directory) as vault:
            for owner, position in sorted(walk.erased.items()):
                if vault.keeps(owner):
                    self._collector.add(_still_kept(owner, position))
        self._collector.note("vault", f"{walk.commitments} commitments")

    def _note_steps(self, start: int, thorough: bool) -> None:  # noqa: FBT001
        for finding in self._storage:
            self._collector.add(finding)
        pages = "every page" if thorough else "pages of old records not gone over"
        self._collector.note("storage", f"tables, triggers, settings; {pages}")
        walked = f"positions {start}-{self._size - 1}" if self._size else "no records"
        for check in CHECKS[1:9]:
            self._collector.note(check, walked)
        self._collector.note("tree", "stored hashes, size and peaks")
        self._collector.note("head", "head, published checkpoint, log key")

    # Reading.

    def _read(self, start: int, stop: int) -> list[bytes]:
        rows = self._connection.execute(
            "SELECT state FROM stored_events "
            "WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
            (start, stop),
        )
        return [row[0] for row in rows]

    def _look(self, position: int) -> Event | None:
        try:
            row = self._connection.execute(
                "SELECT state FROM stored_events WHERE rowid = ?", (position + 1,)
            ).fetchone()
            return None if row is None else read_event(position, row[0])
        except (sqlite3.Error, MalformedError, TypeError):
            return None

    def _heads(self, size: int) -> list[tuple[str, int, int]]:
        # With max(), SQLite takes the rowid from the row of the maximum.
        rows = self._connection.execute(
            "SELECT originator_id, max(originator_version), rowid FROM stored_events "
            "WHERE rowid <= ? GROUP BY originator_id",
            (size,),
        )
        return [(aggregate, seq, rowid - 1) for aggregate, seq, rowid in rows]


def _known(checks: Sequence[str] | None) -> tuple[str, ...]:
    wanted = CHECKS if checks is None else tuple(checks)
    unknown = set(wanted) - set(CHECKS)
    if unknown:
        raise MalformedError(
            f"check: expected one of {', '.join(CHECKS)}, got {min(unknown)}"
        )
    return wanted


def _claimed_size(note: bytes | None) -> int:
    try:
        return 0 if note is None else parse_checkpoint(parse_note(note).text).size
    except MalformedError:
        return 0  # the check of the head says so


def _readable(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def _still_kept(owner: str, position: int) -> Finding:
    what = f"values of {owner}, erased at position {position}"
    return Finding("vault", position, None, what, "nothing in the vault", "some")
