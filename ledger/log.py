"""The log: the only writer of a ledger, and how a record gets in.

An append is all or nothing, and its answer is a receipt. In this order:

1. outside every lock: decode, text rules, weak keys, signatures (all cores);
2. the writer lock: one writer of all processes, in the order of asking;
3. one write transaction: take in what others sealed; answer a submission that is
   already recorded; compare the versions that the decision read; check each record
   against directory, chain, tree, references and times; let the caller keep what the
   records commit to; insert records, hashes and peaks; **commit** (first sync);
4. sign the checkpoint and replace the head (**second sync**, then the rename);
5. answer.

Dying between 3 and 4 leaves records beyond the head. Whoever takes the lock next
checks each of them as in an append, has the rule book judge them, and signs the very
bytes that the dead process would have signed; one that fails stops the ledger. After
a failed sync, or anything else that leaves the outcome unknown, this object refuses
all further work: open the ledger anew, and the disk decides what happened.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ledger.admission import Checked, Place
from ledger.appending import admit, check_versions, find_recorded
from ledger.batch import check_batch
from ledger.checkpoint import Checkpoint
from ledger.directory import Directory
from ledger.durable import Disk, Medium, replace_file, sync_directory
from ledger.errors import LedgerError, StoreError, VerificationError
from ledger.founding import found_ledger
from ledger.head import HeadSigner, show_log_keys
from ledger.keys import Signer
from ledger.layout import CHECKPOINT
from ledger.lock import DirectoryLock
from ledger.log_reader import LogReader
from ledger.past import place_of
from ledger.receipt import Receipt
from ledger.record import SignedStatement
from ledger.recovery import Judge, readmit
from ledger.store.rows import Rows

__all__ = ["Clock", "Log", "Receipt"]

Clock = Callable[[], int]
"""Gives the time in milliseconds since 1970 UTC."""

_DISK: Final = Disk()


def _nothing() -> None:
    """Keep nothing: the batch commits to no personal value."""


class Log(LogReader):
    """A ledger, opened for reading or for appending.

    Make one with `Log.open` or `Log.found`. It belongs to the process that made it:
    after a fork, open another.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock,
        signers: Sequence[Signer],
        judge: Judge | None,
        medium: Medium,
    ) -> None:
        self._clock = clock
        self._signers = tuple(signers)
        self._judge = judge
        self._medium = medium
        self._tidying: threading.Thread | None = None
        super().__init__(path, medium=medium, writable=bool(signers))
        self._lock = DirectoryLock(path)
        if signers:
            self._begin_writing()

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        clock: Clock,
        log_signer: Signer | Sequence[Signer] | None = None,
        judge: Judge | None = None,
        medium: Medium = _DISK,
    ) -> "Log":
        """Open a ledger.

        Opened for appending, records beyond the head are checked and sealed first.

        Args:
            directory: The ledger's directory.
            clock: The ledger's clock; a simulated one where the ledger says so.
            log_signer: The log key, or all of them while one succeeds another;
                without it the ledger can only be read.
            judge: Asked about records beyond the head; without it there must be
                none.
            medium: Where effects happen.

        Raises:
            MalformedError: There is no ledger, or one of a newer format.
            VerificationError: Something in the ledger is wrong; nothing was sealed.
            ForkError: Head and database contradict each other.
            StoreError: The medium failed.
        """
        return cls(
            directory,
            clock=clock,
            signers=_listed(log_signer),
            judge=judge,
            medium=medium,
        )

    @classmethod
    def found(
        cls,
        directory: Path,
        *,
        genesis: SignedStatement,
        log_signer: Signer | Sequence[Signer],
        clock: Clock,
        head_path: Path | None = None,
        judge: Judge | None = None,
        medium: Medium = _DISK,
    ) -> "Log":
        """Found a ledger and open it.

        Args:
            directory: Where; it must not exist, be empty, or hold a founding that
                was interrupted.
            genesis: The founding statement, signed by all founders.
            log_signer: The log key, or all that the founding names.
            clock: The ledger's clock.
            head_path: Where the head is to lie, on another medium; beside the
                database without it.
            judge: As for `open`.
            medium: Where effects happen.

        Raises:
            MalformedError: The founding statement is not one, or something else is
                in the directory.
            VerificationError: The founding statement breaks a rule.
            StoreError: The medium failed; found it again.
        """
        signers = _listed(log_signer)
        found_ledger(
            directory,
            genesis=genesis,
            signers=signers,
            received_at=clock(),
            head_path=head_path,
            medium=medium,
        )
        return cls(directory, clock=clock, signers=signers, judge=judge, medium=medium)

    def append(
        self,
        batch: Sequence[SignedStatement],
        *,
        reads: Mapping[str, int] | None = None,
        keep: Callable[[], None] = _nothing,
    ) -> list[Receipt]:
        """Record a batch, all or nothing, at consecutive positions.

        A batch that is recorded already is answered again, whatever has happened
        since, and stores nothing: a lost answer can be asked for by submitting
        again.

        Args:
            batch: What was signed. Log-key events come last, alone.
            reads: The version of every aggregate that the decision read; 0 for one
                that was not there.
            keep: Keeps what the batch commits to, durably. It is called once, when
                every check has passed and before anything is written; never for a
                batch that is refused or recorded already. If it raises, nothing is
                recorded.

        Returns:
            A receipt for each submission, in order.

        Raises:
            MalformedError: A submission is not one.
            VerificationError: A submission's claim is false, or the head and the
                database contradict each other.
            TimeError: The ledger's clock, or a claimed time, is out of bounds.
            ConflictError: An aggregate has moved; nothing was written.
            StoreError: The medium failed. If the outcome is unknown, this object
                refuses all further work.
        """
        self._check_writable()
        if not batch:
            return []
        checked = check_batch(batch, self.origin, self._publics)
        with self._lock.exclusive(), self._guard:
            receipts = self._append(checked, reads or {}, keep)
            if checked[-1].statement.type.startswith("ledger.log-key-"):
                self._show_log_keys()
        self._tidy_aside()
        return receipts

    def publish(self) -> bytes:
        """Put the newest head into ``checkpoint``, for everybody, and return it.

        Raises:
            StoreError: The medium failed.
        """
        self._check_writable()
        with self._lock.exclusive():
            self._refresh()
            name = CHECKPOINT
            replace_file(self.path / name, self._note, name=name, medium=self._medium)
            sync_directory(self.path, name="directory", medium=self._medium)
        return self._note

    def close(self) -> None:
        """Give everything back, after the work left aside is done."""
        if self._tidying is not None:
            self._tidying.join()
        super().close()
        if hasattr(self, "_lock"):
            self._lock.close()

    # Opening for appending.

    def _begin_writing(self) -> None:
        self._signer = HeadSigner(self.origin, self._signers)
        try:
            with self._lock.exclusive():
                with self._store.writing() as writer:
                    self._agree(writer)
                    with self._past.reading(writer):
                        self._sign()  # every key that must sign is at hand
                self._show_log_keys()
                if self._store.needs_tidying():
                    self._store.tidy()
        except BaseException:
            self.close()
            raise

    def _known_directory(self) -> Directory:
        # Who appends checks every signer; a reader asks for few.
        if not self._signers:
            return super()._known_directory()
        past = self._past
        if past.knows_directory:
            return past.directory
        with self._remembering() as past:
            return past.directory

    # One append, under the lock.

    def _append(
        self,
        checked: Sequence[Checked],
        reads: Mapping[str, int],
        keep: Callable[[], None],
    ) -> list[Receipt]:
        with self._store.writing() as writer:
            self._agree(writer)
            with self._past.reading(writer), self._all_or_nothing():
                recorded = find_recorded(checked, self._past)
                if recorded is not None:
                    return self._receipts(checked, recorded)
                check_versions(checked, reads, self._past)
                events = admit(checked, self._past, now=self._clock())
                head = self._sign()
                keep()
                writer.insert(events)
                writer.put_tree(self._past.tree.completed, self._past.tree.peaks)
                with self._doubting("whether the records were kept is unknown"):
                    writer.commit()
            self._past.settle()
        self._seal(*head)
        return self._receipts(checked, [place_of(event) for event in events])

    # Sealing and recovery.

    def _agree(self, rows: Rows) -> None:
        """See that head, database and memory agree; check and seal what is beyond."""
        self._catch_up(rows)
        size, peaks = rows.size(), rows.peaks()
        self._check_not_behind(size)
        if peaks.size != size:
            raise VerificationError(
                f"tree_head: expected size {size}, got {peaks.size}"
            )
        with self._past.reading(rows):
            if size > self._past.size:
                self._recover(rows)
            if peaks.hashes != self._past.tree.peaks.hashes:
                raise VerificationError("tree_head: expected the peaks of the records")

    def _recover(self, rows: Rows) -> None:
        with self._all_or_nothing():
            readmit(rows, self._past, origin=self.origin, judge=self._judge)
            head = self._sign()
        self._past.settle()
        self._seal(*head)

    def _sign(self) -> tuple[Checkpoint, bytes]:
        # The signature is not used before the head that holds it is durable.
        tree = self._past.tree
        head = Checkpoint(self.origin, tree.size, tree.peaks.root())
        log_keys = self._past.directory.log_keys.values()
        return head, self._signer.sign(head.size, head.root, log_keys)

    def _seal(self, head: Checkpoint, note: bytes) -> None:
        with self._doubting("which head the medium holds is unknown"):
            self._head.replace(note)
            self._mark = self._head.mark()
        self._note, self._checkpoint = note, head
        self._ledger = self._past.directory
        self._store.recorder.visible = head.size

    def _show_log_keys(self) -> None:
        # Whoever is retired has signed the newest head, and signs no other.
        signing = self._ledger.log_keys_at(self._checkpoint.size + 1)
        with self._doubting("whether log.vkey was renewed is unknown"):
            show_log_keys(self.path, self.origin, signing, self._medium)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        peaks = self._past.tree.peaks.copy()
        try:
            yield
        except BaseException:
            self._past.roll_back(peaks)
            raise

    @contextmanager
    def _doubting(self, what: str) -> Iterator[None]:
        try:
            yield
        except StoreError as error:
            self._stopped = what
            raise StoreError(f"append: {what}; open the ledger anew") from error
        except BaseException:
            self._stopped = what
            raise

    # What is around an append.

    def _publics(self, checked: Sequence[Checked]) -> Mapping[bytes, bytes]:
        known = self._past.directory.publics
        if all(e.key in known for item in checked for e in item.statement.by):
            return known
        return self.directory.publics

    def _receipts(
        self, checked: Sequence[Checked], places: list[Place]
    ) -> list[Receipt]:
        return [
            Receipt(
                id=item.statement.id,
                seq=item.statement.seq,
                event_hash=item.hash,
                position=place.position,
                received_at=self._past.received_at(place.position),
                checkpoint=self._note,
            )
            for item, place in zip(checked, places, strict=True)
        ]

    def _check_writable(self) -> None:
        self._check_usable()
        if not self._signers:
            raise StoreError("ledger: expected it open for appending, got reading only")

    def _tidy_aside(self) -> None:
        # Emptying the write-ahead log syncs, and nobody's answer waits for it.
        busy = self._tidying is not None and self._tidying.is_alive()
        if not busy and (self._head.needs_tidying() or self._store.needs_tidying()):
            self._tidying = threading.Thread(target=self._tidy, name="tidy")
            self._tidying.start()

    def _tidy(self) -> None:
        # It can wait: a medium that fails here fails the next append too, and says
        # so there.
        self._head.tidy()
        if self._store.needs_tidying():
            with suppress(LedgerError), self._lock.exclusive():
                self._store.tidy()


def _listed(signer: Signer | Sequence[Signer] | None) -> list[Signer]:
    if signer is None:
        return []
    return list(signer) if isinstance(signer, Sequence) else [signer]
