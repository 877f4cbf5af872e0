"""What proves the records of a matter: signatures, chains, and the newest checkpoint.

This asks of single records what an audit asks of all (`ledger.audit`). Whether the rest
of the ledger is sound is not known from it: the last full audit is what the machine
remembers, and it is told as that and no more.
"""

from collections.abc import Iterator, Sequence

import msgspec

from ledger.checkpoint import Checkpoint, parse_checkpoint
from ledger.errors import LedgerError
from ledger.log_reader import LogReader
from ledger.merkle.hashing import leaf_hash
from ledger.merkle.proof import check_inclusion
from ledger.note import parse_note
from ledger.record import Event, check_signatures, read_record
from ledger.statement import NO_PREVIOUS, statement_hash

SIGNATURE = "SIGNATURE"
CHAIN = "CHAIN"
INCLUSION = "INCLUSION"


class LastVerify(msgspec.Struct, frozen=True, kw_only=True, tag="verify"):
    """What this machine remembers of its last full audit; nothing vouches for it.

    Attributes:
        at: When it was done, in local time.
        size: How many records it looked at.
        root: The root of the tree over them, in hex.
        findings: How many things it found.
        now: Whether it was done for this answer.
    """

    at: str
    size: int
    root: str
    findings: int
    now: bool = False


class Evidence:
    """Checks records of one log.

    Args:
        log: The ledger.
        last: The last full audit, as it is remembered.
    """

    def __init__(self, log: LogReader, last: LastVerify | None = None) -> None:
        self._log = log
        self.last = last
        self._head: Checkpoint | None = None

    @property
    def head(self) -> Checkpoint:
        """The newest checkpoint, whose signature was checked when it was read."""
        if self._head is None:
            self._head = parse_checkpoint(parse_note(self._log.checkpoint()).text)
        return self._head

    def faults(self, events: Sequence[Event]) -> Iterator[tuple[Event, str]]:
        """Yield what is wrong with the first events of one aggregate.

        Args:
            events: All of them from its first on, in order.
        """
        before = NO_PREVIOUS
        for seq, event in enumerate(events, start=1):
            if (event.statement.prev, event.seq) != (before, seq):
                yield event, CHAIN
            before = event.hash
            yield from ((event, fault) for fault in self.faults_of(event))

    def faults_of(self, event: Event) -> Iterator[str]:
        """Yield what is wrong with one event by itself."""
        try:
            record = read_record(event.record)
            check_signatures(record, self._log.directory.publics)
            if statement_hash(record.payload) != event.hash:
                yield SIGNATURE
        except LedgerError:
            yield SIGNATURE
        if not self._is_included(event):
            yield INCLUSION

    def _is_included(self, event: Event) -> bool:
        head = self.head
        try:
            check_inclusion(
                self._log.prove_inclusion(event.position, head.size),
                index=event.position,
                leaf=leaf_hash(event.record),
                size=head.size,
                root=head.root,
            )
        except LedgerError:
            return False
        return True
