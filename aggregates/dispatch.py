"""The one loop: load, fold, decide, have it signed, append.

Drafting judges what somebody wants to record; submitting judges again what was
signed, writes the personal values to the vault, and appends with the version of
every aggregate that the judgement read. A rule never sees a projection.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from aggregates.act_file import (
    ActFile,
    act_with_signatures,
    check_openings,
    signed_statements,
)
from aggregates.catalog import act_of
from aggregates.decider import Act, Refused
from aggregates.draft import Draft, Intent, draft
from aggregates.judge import judge
from aggregates.recorded import Recorded
from aggregates.sealing import Entropy
from ledger.commitment import Opening
from ledger.errors import ConflictError, MalformedError
from ledger.keys import Signer
from ledger.log import Clock, Log, Receipt
from ledger.record import Event, SignedStatement
from ledger.statement import decode_statement, statement_hash

RETRIES: Final = 3
REGISTRATION: Final = "person.registered"
INDEXED: Final = ("/document", "/name")
"""The values of a registration by which a person is found again."""


class Openings(Protocol):
    """Where the openings of personal values are kept: the vault."""

    def put(self, openings: Sequence[Opening]) -> None:
        """Keep openings, durably, before the record that commits to them."""

    def index_put(self, kind: str, number: str, owner: str) -> None:
        """Let an owner be found again by the number of a document."""


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
        return draft(intent, self.recorded, now=self._clock(), entropy=self.entropy)

    def submit(self, act: ActFile) -> list[Receipt]:
        """Judge a signed act and record it.

        If an aggregate that was only read has moved, the act is judged again on the
        new states; if one that is written has moved, it must be drafted again.

        Raises:
            Refused: A rule says no; all reasons are in it.
            ConflictError: Somebody appended first to an aggregate of the act.
            LedgerError: The ledger does not take it.
        """
        signed = signed_statements(act)
        check_openings(act)
        return self.submit_signed(signed, act.openings)

    def submit_signed(
        self, signed: Sequence[SignedStatement], openings: Sequence[Opening] = ()
    ) -> list[Receipt]:
        """Judge and record statements that are signed already, all or nothing.

        Raises:
            Refused: A rule says no; all reasons are in it.
            ConflictError: Somebody appended first to an aggregate of the act.
            LedgerError: The ledger does not take it.
        """
        done = self._recorded_before(signed)
        if done:
            return self.log.append(signed)
        for attempt in range(RETRIES):
            reads = self._judge(signed)
            if openings and attempt == 0:
                self._keep(signed, openings)
            try:
                return self.log.append(signed, reads=reads)
            except ConflictError as error:
                if attempt == RETRIES - 1 or self._writes(signed, error.id):
                    raise
        raise AssertionError("the loop above returns or raises")

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

    def _judge(self, signed: Sequence[SignedStatement]) -> Mapping[str, int]:
        self.recorded.begin()
        now, size = self._clock(), self.recorded.size
        acts = [_as_act(one, size + i, now) for i, one in enumerate(signed)]
        refusals = judge(acts, self.recorded, self.recorded.directory)
        if refusals:
            raise Refused(refusals)
        return self.recorded.versions_read()

    def _keep(
        self, signed: Sequence[SignedStatement], openings: Sequence[Opening]
    ) -> None:
        if self._vault is None:
            raise MalformedError("personal values: expected a vault to keep them in")
        self._vault.put(openings)
        kinds = {
            statement.id: statement.body["document_kind"]
            for one in signed
            if (statement := decode_statement(one.payload)).type == REGISTRATION
        }
        for opening in openings:
            if opening.id in kinds and opening.path in INDEXED:
                kind = kinds[opening.id] if opening.path == "/document" else "NAME"
                self._vault.index_put(kind, str(opening.value), opening.owner)

    def _recorded_before(self, signed: Sequence[SignedStatement]) -> bool:
        """Tell whether the first statement stands already; append then answers."""
        statement = decode_statement(signed[0].payload)
        if self.log.version(statement.id) < statement.seq:
            return False
        events = self.log.events(statement.id)
        known = events[statement.seq - 1].hash
        return known == statement_hash(signed[0].payload)

    def _writes(self, signed: Sequence[SignedStatement], aggregate: str) -> bool:
        return any(decode_statement(one.payload).id == aggregate for one in signed)


def _as_act(signed: SignedStatement, position: int, now: int) -> Act:
    statement = decode_statement(signed.payload)
    return act_of(
        Event(
            position,
            now,
            statement,
            statement_hash(signed.payload),
            signed.signatures,
            b"",
        )
    )
