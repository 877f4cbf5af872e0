"""What must be true of the events that change the directory (formats section 4).

Signed by exactly these, in segment ``ADMIN``, all of different subjects:

=========================  ====================================================
``ledger.founded``         every founder, in the order of the body
``key.enrolled``           REGISTRAR; the new key as HOLDER; if the subject has a
                           live key and not ``lost``, one such key as HOLDER
``key.role-granted``       REGISTRAR and SUPERVISOR, neither being the grantee
``key.role-revoked``       REGISTRAR, or a key of the same subject as HOLDER
``key.revoked``            the same
``key.custody-…``          REGISTRAR, and the new custodian as HOLDER
``ledger.log-key-…``       REGISTRAR and SUPERVISOR
``ledger.witnesses-set``   REGISTRAR and SUPERVISOR
``heads.sealed``           one SEALER
=========================  ====================================================

(The new key and the live key beside it are of one subject, of course.) Whether each
signer holds the role it names is judged in `ledger.directory`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ledger.directory_state import DirectoryState, Key, key_id_of
from ledger.enrolment import (
    GENESIS_ID,
    HEADS_ID,
    CustodyTransferred,
    DirectoryBody,
    HeadsSealed,
    KeyEnrolled,
    KeyRevoked,
    LedgerFounded,
    LogKeyAdded,
    LogKeyRetired,
    RoleGranted,
    RoleRevoked,
    WitnessesSet,
    has_subject_for_use,
    read_body,
)
from ledger.errors import MalformedError
from ledger.local_day import day_of, parse_day
from ledger.objection import Objection
from ledger.origin import SIMULATED_PREFIX
from ledger.statement import SignedBy, Statement, check_id

_PAIR: Final = ("REGISTRAR", "SUPERVISOR")
_PERSONAL: Final = frozenset({"REGISTRAR", "SUPERVISOR"})
_UNGRANTABLE: Final = frozenset({"HOLDER", "APPLICANT", "COMPLAINANT"})
_FEWEST_SUBJECTS: Final = 2


def event_objections(
    directory: DirectoryState, statement: Statement, position: int, received_at: int
) -> tuple[frozenset[bytes], list[Objection]]:
    """Return the keys that an event brings, and what speaks against the event.

    Args:
        directory: What was recorded before ``position``.
        statement: An event of a kind in `DIRECTORY_KINDS`.
        position: Where it stands or is to stand.
        received_at: The ledger's time of recording, in ms.
    """
    name = f"{statement.id}@{statement.seq}"
    if position == 0 and statement.type != "ledger.founded":
        expected = "ledger.founded at position 0"
        return frozenset(), [Objection("body", name, expected, statement.type)]
    try:
        body = read_body(statement)
        case = _Case(directory, statement, position, received_at, name)
        brought = _brought(body)
        return brought, list(case.objections(body))
    except MalformedError as error:
        return frozenset(), [
            Objection("malformed", name, "a readable event", str(error))
        ]


def _brought(body: DirectoryBody) -> frozenset[bytes]:
    if isinstance(body, KeyEnrolled):
        return frozenset({body.key_id})
    return frozenset()


class _Case:
    """One event before the directory."""

    def __init__(
        self,
        directory: DirectoryState,
        statement: Statement,
        position: int,
        received_at: int,
        name: str,
    ) -> None:
        self.directory = directory
        self.statement = statement
        self.position = position
        self.received_at = received_at
        self.name = name

    def objections(self, body: DirectoryBody) -> Iterator[Objection]:
        """Yield everything that speaks against the event."""
        yield from self._segments()
        if (self.position == 0) is not isinstance(body, LedgerFounded):
            yield self._body("ledger.founded at position 0 and nowhere else")
            return
        match body:
            case LedgerFounded():
                yield from self._founding(body)
            case KeyEnrolled():
                yield from self._enrolment(body)
            case LogKeyAdded() | LogKeyRetired() | WitnessesSet():
                yield from self._about_the_ledger(body)
            case HeadsSealed():
                yield from self._heads(body)
            case _:
                yield from self._about_a_key(body)

    # Founding: only here do keys and roles come from the record itself.

    def _founding(self, body: LedgerFounded) -> Iterator[Objection]:
        statement = self.statement
        yield from self._stands_in(GENESIS_ID)
        simulated = statement.log.startswith(SIMULATED_PREFIX)
        if simulated is not (body.clock == "simulated"):
            yield self._body(
                f"an origin that starts with {SIMULATED_PREFIX} exactly when the "
                "clock is simulated",
                f"clock {body.clock} in {statement.log}",
            )
        signers = [(entry.key, entry.role, entry.org) for entry in statement.by]
        if signers != [(f.key_id, f.role, "") for f in body.founders]:
            yield self._signers("every founder, in order, in the role it is given")
        subjects = {founder.subject for founder in body.founders}
        if len(subjects) < _FEWEST_SUBJECTS:
            yield self._body("at least two subjects", str(len(subjects)))
        if not {founder.role for founder in body.founders} >= _PERSONAL:
            yield self._body("a REGISTRAR and a SUPERVISOR among the founders")
        log_keys = {key.key_id for key in body.log_keys}
        if len(log_keys) != len(body.log_keys):
            yield self._body("no log key twice")
        if log_keys & {founder.key_id for founder in body.founders}:
            yield self._body("log keys that sign nothing else")

    def _enrolment(self, body: KeyEnrolled) -> Iterator[Objection]:
        yield from self._stands_in(f"key/{body.key_id.hex()}")
        if self.statement.seq != 1:
            yield self._body("a key to enrol once", f"seq {self.statement.seq}")
        if body.key_id in self.directory.keys:
            yield self._body("a key that is not enrolled yet")
        if body.key_id in self.directory.log_keys:
            yield self._body("a key that signs no checkpoints")
        if not has_subject_for_use(body):
            yield self._body(f"a subject that fits the use {body.use}")
        yield from self._enrolment_signers(body)

    def _enrolment_signers(self, body: KeyEnrolled) -> Iterator[Objection]:
        by = self.statement.by
        subject = body.subject if isinstance(body.subject, str) else ""
        live = self.directory.live_keys(subject, self.position)
        others = [e for e in by if e.role == "HOLDER" and e.key != body.key_id]
        if not any(e.role == "HOLDER" and e.key == body.key_id for e in by):
            yield self._signers("the new key's own signature as HOLDER")
        if live and not body.lost:
            if len(others) != 1 or others[0].key not in {key.key_id for key in live}:
                yield self._signers("a live key of the same subject, or lost: true")
        elif others:
            yield self._signers("no other HOLDER than the new key")
        registrars = [e for e in by if e.role == "REGISTRAR"]
        if len(registrars) != 1 or len(by) != 2 + len(others):
            yield self._signers("one REGISTRAR, and HOLDERs")
        if subject and subject in self._subjects(registrars):
            yield self._signers("a REGISTRAR other than the subject")

    def _about_a_key(
        self, body: RoleGranted | RoleRevoked | KeyRevoked | CustodyTransferred
    ) -> Iterator[Objection]:
        key = self.directory.keys.get(key_id_of(self.statement.id))
        if key is None:
            yield self._body("a key that is enrolled")
            return
        if not key.is_live(self.position):
            yield self._body("a live key", f"one revoked at position {key.revoked}")
        match body:
            case RoleGranted():
                yield from self._grant(body, key)
            case RoleRevoked():
                grants = key.grants.get((body.role, body.org), ())
                if not any(grant.revoked >= self.position for grant in grants):
                    yield self._body(f"a standing grant as {body.role}", "none")
                yield from self._registrar_or_holder(key)
            case KeyRevoked():
                since = body.compromised_since
                if isinstance(since, int) and since > self.position:
                    yield self._body("compromised_since in the past", str(since))
                yield from self._registrar_or_holder(key)
            case CustodyTransferred():
                yield from self._custody(body, key)

    def _grant(self, body: RoleGranted, key: Key) -> Iterator[Objection]:
        yield from self._pair()
        pair = [e for e in self.statement.by if e.role in _PAIR]
        if key.subject and key.subject in self._subjects(pair):
            yield self._signers("nobody to grant a role to himself")
        first = parse_day(body.from_)
        if first < day_of(self.received_at):
            yield self._body("from not before the day of recording", body.from_)
        if body.until is not None and parse_day(body.until) <= first:
            yield self._body("until after from", body.until)
        if body.until is None and isinstance(body.acting_for, str):
            yield self._body("an end for a deputy", "none")
        yield from self._grantable(body, key)

    def _grantable(self, body: RoleGranted, key: Key) -> Iterator[Objection]:
        if body.role in _UNGRANTABLE:
            yield self._body("a role that needs a grant", body.role)
        if body.role in _PERSONAL and key.use != "person":
            yield self._body(f"a person as {body.role}", f"a key for {key.use}")
        if (body.role == "SEAL") is not (key.use == "seal"):
            yield self._body("SEAL for seals, and nothing else for them", body.role)
        if key.use == "seal" and body.org != key.subject:
            yield self._body("a seal's own organisation", body.org or "none")
        if key.use == "session":
            if body.org:
                yield self._body("no organisation for a session key", body.org)
            yield from self._names_a_case(body.scope)

    def _names_a_case(self, scope: str) -> Iterator[Objection]:
        try:
            check_id(scope)
        except MalformedError:
            yield self._body("a session's or case's id as scope of a session key")

    def _custody(self, body: CustodyTransferred, key: Key) -> Iterator[Objection]:
        if key.use != "seal":
            yield self._body("a seal", f"a key for {key.use}")
        yield from self._exactly("REGISTRAR", "HOLDER")
        holders = [e for e in self.statement.by if e.role == "HOLDER"]
        if self._subjects(holders) != {body.custodian}:
            yield self._signers("the new custodian as HOLDER")

    def _registrar_or_holder(self, key: Key) -> Iterator[Objection]:
        by = self.statement.by
        if len(by) == 1 and by[0].role == "REGISTRAR":
            return
        own = {k.key_id for k in self.directory.live_keys(key.subject, self.position)}
        holders = [entry.key for entry in by if entry.role == "HOLDER"]
        custodians = len(by) - len(holders)
        if len(holders) != 1 or custodians > (key.use == "seal"):
            yield self._signers("one REGISTRAR, or the HOLDER")
        elif holders[0] not in own | {key.key_id}:
            yield self._signers("a HOLDER of the same subject")

    # Events about the ledger itself, and the daily map of heads.

    def _about_the_ledger(
        self, body: LogKeyAdded | LogKeyRetired | WitnessesSet
    ) -> Iterator[Objection]:
        yield from self._stands_in(GENESIS_ID)
        yield from self._pair()
        log_keys = self.directory.log_keys
        match body:
            case LogKeyAdded():
                if body.key_id in log_keys or body.key_id in self.directory.keys:
                    yield self._body("a log key that was never used for anything")
            case LogKeyRetired():
                standing = self.directory.log_keys_at(self.position + 1)
                if body.key not in {key.key_id for key in standing}:
                    yield self._body("a log key in use")
                elif len(standing) == 1:
                    yield self._body("another log key that goes on signing", "none")
            case WitnessesSet():
                pass

    def _heads(self, body: HeadsSealed) -> Iterator[Objection]:
        yield from self._stands_in(HEADS_ID)
        yield from self._exactly("SEALER")
        parse_day(body.day)
        if not 1 <= body.size <= self.position:
            yield self._body("a size from 1 to the own position", str(body.size))

    # What the kinds have in common.

    def _segments(self) -> Iterator[Objection]:
        others = {e.seg for e in self.statement.by} - {"ADMIN"}
        if others:
            yield self._signers("every signer in segment ADMIN")

    def _stands_in(self, aggregate: str) -> Iterator[Objection]:
        if self.statement.id != aggregate:
            yield self._body(f"the aggregate {aggregate}", self.statement.id)

    def _pair(self) -> Iterator[Objection]:
        yield from self._exactly(*_PAIR)

    def _exactly(self, *roles: str) -> Iterator[Objection]:
        by = self.statement.by
        if sorted(entry.role for entry in by) != sorted(roles):
            yield self._signers(f"exactly {' and '.join(roles)}")
        elif len(self._subjects(by)) != len(roles):
            yield self._signers("signers of different subjects")

    def _subjects(self, entries: Iterable[SignedBy]) -> set[str]:
        # A session key's subject is not known, and is nobody else's.
        known = self.directory.keys
        keys = [known[entry.key] for entry in entries if entry.key in known]
        return {key.subject or key.key_id.hex() for key in keys}

    def _body(self, expected: str, found: str = "otherwise") -> Objection:
        return Objection("body", self.name, expected, found)

    def _signers(self, expected: str) -> Objection:
        roles = ", ".join(entry.role for entry in self.statement.by)
        return Objection("signers", self.name, expected, roles)
