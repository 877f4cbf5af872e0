"""The one loop: load, fold, decide, have it signed, append.

Drafting judges what somebody wants to record; submitting judges again what was
signed, and appends with the version of every aggregate that the judgement read. The
vault keeps the personal values when nothing speaks against the record any more and
before it is written, and lets go of them after an erasure is recorded. A rule never
sees a projection.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Protocol

from aggregates.act_file import (
    ActFile,
    act_with_signatures,
    check_openings,
    signed_statements,
)
from aggregates.amendment import Amendment
from aggregates.catalog import act_of, event_type
from aggregates.decider import Refusal, Refused
from aggregates.draft import Draft, Intent, draft
from aggregates.judge import judge
from aggregates.person.registering import (
    identified,
    refusals_of_documents,
    refusals_of_doubles,
)
from aggregates.policy.dates import local_date
from aggregates.recorded import Recorded
from aggregates.sealing import Entropy, files_to_find
from ledger.commitment import Opening
from ledger.errors import ConflictError, MalformedError
from ledger.keys import Signer
from ledger.log import Clock, Log, Receipt
from ledger.record import Event, SignedStatement
from ledger.statement import Statement, decode_statement, kind_of, statement_hash

RETRIES: Final = 3
ERASURE: Final = "person.erased"


class Openings(Protocol):
    """Where the openings of personal values are kept, and erased: the vault."""

    def put(self, openings: Sequence[Opening]) -> None:
        """Keep openings, durably, before the record that commits to them."""

    def index_put_all(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """Let owners be found again: kind of document, number, owner of each."""

    def index_find(self, kind: str, number: str) -> list[str]:
        """Return the owners that the number of a document leads to."""

    def erase(self, owner: str) -> None:
        """Erase all values of an owner."""


class Dispatch:
    """Drafts and submits acts on one ledger.

    Args:
        log: The ledger, opened for appending or reading.
        vault: Where personal values go; without it an act with any is refused.
        clock: The ledger's clock, ms.
        entropy: Gives that many random bytes.
    """

    def __init__(
        self,
        log: Log,
        *,
        vault: Openings | None,
        clock: Clock,
        entropy: Entropy = secrets.token_bytes,
    ) -> None:
        self.log = log
        self.entropy = entropy
        self.recorded = Recorded(log)
        self._vault = vault
        self._clock = clock

    def draft(self, intent: Intent) -> Draft:
        """Draft an act and judge it; nothing is written.

        Raises:
            MalformedError: The type is unknown, or a field is missing or surplus.
        """
        self.recorded.begin()
        made = draft(intent, self.recorded, now=self._clock(), entropy=self.entropy)
        doubles = self._doubles(made.file.statements, made.file.openings)
        return replace(made, refusals=(*doubles, *made.refusals))

    def refusals(self, act: ActFile) -> tuple[Refusal, ...]:
        """Judge a signed act as it would be if it came now; nothing is written.

        Raises:
            MalformedError: A body is not of its type.
        """
        statements = act.statements
        signed = signed_statements(act, statements)
        return self._refusals(signed, statements, act.openings)

    def submit(self, act: ActFile) -> list[Receipt]:
        """Judge a signed act and record it.

        If an aggregate that was only read has moved, the act is judged again on the
        new states; if one that is written has moved, it must be drafted again.

        Raises:
            ProofError: An opening is missing, surplus, or opens something else.
            Refused: A rule says no; all reasons are in it.
            ConflictError: Somebody appended first to an aggregate of the act.
            LedgerError: The ledger does not take it.
        """
        statements = act.statements
        signed = signed_statements(act, statements)
        return self._submit(signed, statements, act.openings)

    def submit_signed(
        self, signed: Sequence[SignedStatement], openings: Sequence[Opening] = ()
    ) -> list[Receipt]:
        """Judge and record statements that are signed already, all or nothing.

        Raises:
            ProofError: An opening is missing, surplus, or opens something else.
            Refused: A rule says no; all reasons are in it.
            ConflictError: Somebody appended first to an aggregate of the act.
            LedgerError: The ledger does not take it.
        """
        statements = [decode_statement(one.payload) for one in signed]
        return self._submit(signed, statements, openings)

    def do(self, intent: Intent, signers: Sequence[Signer]) -> list[Receipt]:
        """Draft, sign and submit in one go, where all signers are at hand.

        Raises:
            Refused: A rule says no; all reasons are in it.
            LedgerError: The ledger does not take it.
        """
        drafted = self.draft(intent)
        if drafted.refusals:
            raise Refused(drafted.refusals)
        act = drafted.file
        for signer in signers:
            act = act_with_signatures(act, signer)
        return self.submit(act)

    def _submit(
        self,
        signed: Sequence[SignedStatement],
        statements: Sequence[Statement],
        openings: Sequence[Opening],
    ) -> list[Receipt]:
        check_openings(openings, statements)
        if openings and self._vault is None:
            raise MalformedError("personal values: expected a vault to keep them in")
        self.recorded.begin()
        if self._is_recorded(signed[0], statements[0]):
            receipts = self.log.append(signed)
        else:
            receipts = self._record(signed, statements, openings)
        self._erase(statements)
        return receipts

    def _record(
        self,
        signed: Sequence[SignedStatement],
        statements: Sequence[Statement],
        openings: Sequence[Opening],
    ) -> list[Receipt]:
        keep = partial(self._keep, statements, openings)
        for attempt in range(RETRIES):
            reads = self._judge(signed, statements, openings)
            try:
                receipts = self.log.append(signed, reads=reads, keep=keep)
            except ConflictError as error:
                written = any(one.id == error.id for one in statements)
                if written or attempt == RETRIES - 1:
                    raise
            else:
                self.recorded.add(list(map(_recorded, signed, statements, receipts)))
                return receipts
        raise AssertionError("the loop above returns or raises")

    def _judge(
        self,
        signed: Sequence[SignedStatement],
        statements: Sequence[Statement],
        openings: Sequence[Opening],
    ) -> Mapping[str, int]:
        refusals = self._refusals(signed, statements, openings)
        if refusals:
            raise Refused(refusals)
        return self.recorded.versions_read()

    def _refusals(
        self,
        signed: Sequence[SignedStatement],
        statements: Sequence[Statement],
        openings: Sequence[Opening],
    ) -> tuple[Refusal, ...]:
        self.recorded.begin()
        now, size = self._clock(), self.recorded.size
        acts = [
            act_of(_event(one, statement, size + i, now))
            for i, (one, statement) in enumerate(zip(signed, statements, strict=True))
        ]
        return (
            *refusals_of_documents(statements, openings, local_date(now)),
            *self._doubles(statements, openings),
            *judge(acts, self.recorded, self.recorded.directory),
        )

    def _doubles(
        self, statements: Sequence[Statement], openings: Sequence[Opening]
    ) -> tuple[Refusal, ...]:
        return refusals_of_doubles(statements, openings, self._registered_as)

    def _registered_as(self, kind: str, number: str) -> list[str]:
        """Return the persons on record that a number leads to."""
        known = [] if self._vault is None else self._vault.index_find(kind, number)
        return [one for one in known if self.log.version(one)]

    def _keep(
        self, statements: Sequence[Statement], openings: Sequence[Opening]
    ) -> None:
        """Keep what is about to be recorded; whoever came first is recorded by now.

        Raises:
            Refused: Somebody was registered with one of the numbers in the meantime.
            ConflictError: Somebody relied on what is to be corrected or recalled.
        """
        self._check_not_relied_on(statements)
        if self._vault is None or not openings:
            return
        doubles = self._doubles(statements, openings)
        if doubles:
            raise Refused(doubles)
        self._vault.put(openings)
        persons = identified(statements, openings)
        self._vault.index_put_all(
            [
                *((one.kind, one.value, one.person) for one in persons),
                *files_to_find(openings),
            ]
        )

    def _check_not_relied_on(self, statements: Sequence[Statement]) -> None:
        """Look again for references that came since an amendment was judged.

        They are in other aggregates, which no version that was read speaks of.
        """
        for statement in statements:
            if issubclass(event_type(statement.type).body, Amendment):
                newest = self.recorded.standing(statement.id).newest
                if newest and self.recorded.is_relied_on(statement.id, newest):
                    raise ConflictError(statement.id, statement.seq - 1, newest.seq)

    def _erase(self, statements: Sequence[Statement]) -> None:
        """Let go of the values of whoever was erased.

        After the record and not before it: an erasure that was interrupted is made up
        for by submitting the same act again.
        """
        for statement in statements:
            if statement.type == ERASURE and self._vault is not None:
                self._vault.erase(statement.body["of"])

    def _is_recorded(self, signed: SignedStatement, statement: Statement) -> bool:
        """Tell whether the first statement stands already; append then answers."""
        if kind_of(statement.id) not in self.recorded.kinds:
            return False
        if self.recorded.version(statement.id) < statement.seq:
            return False
        events = self.log.events(statement.id)
        known = events[statement.seq - 1].hash
        return known == statement_hash(signed.payload)


def _event(
    signed: SignedStatement, statement: Statement, position: int, received_at: int
) -> Event:
    digest = statement_hash(signed.payload)
    return Event(position, received_at, statement, digest, signed.signatures, b"")


def _recorded(signed: SignedStatement, statement: Statement, receipt: Receipt) -> Event:
    return _event(signed, statement, receipt.position, receipt.received_at)
