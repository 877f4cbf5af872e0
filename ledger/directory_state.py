"""What the directory knows: keys, grants, custody and log keys, each with positions.

Everything is kept with the position at which it began and, if it ended, the
position at which it did; nothing is ever taken out. What may be *applied* is not
judged here: see `ledger.directory`.
"""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import msgspec

from ledger.enrolment import (
    GENESIS_ID,
    Commitment,
    CustodyTransferred,
    HeadsSealed,
    KeyEnrolled,
    KeyRevoked,
    LedgerFounded,
    LogKeyAdded,
    LogKeyRetired,
    RoleGranted,
    RoleRevoked,
    WitnessesSet,
    read_body,
)
from ledger.errors import VerificationError
from ledger.local_day import parse_day
from ledger.statement import Statement

T = TypeVar("T")

FOR_EVER: Final = 1 << 62
"""A day, or a position, that never comes."""

KEY_PREFIX: Final = "key/"
"""How the id of a key's aggregate begins; the key id in hex follows."""


class Grant(msgspec.Struct):
    """A role that a key holds.

    Attributes:
        role: The role.
        org: Organisation for which it holds; empty for none.
        territory: Where it holds; empty for everywhere.
        scope: For what it holds; for a session key, the session's or case's id.
        first: First day on which it holds, counted from 1970.
        end: First day on which it no longer holds.
        acting_for: Whose deputy the holder is, ``person/…``, or empty.
        granted: Position of the grant.
        revoked: Position of its revocation, or `FOR_EVER`.
    """

    role: str
    org: str
    territory: str
    scope: str
    first: int
    end: int
    acting_for: str
    granted: int
    revoked: int = FOR_EVER

    def stands(self, position: int, seen_size: int) -> bool:
        """Whether an act at ``position`` that saw ``seen_size`` may rest on it."""
        return self.granted < seen_size and self.revoked >= position

    def covers(self, day: int) -> bool:
        """Whether the grant's days hold this one."""
        return self.first <= day < self.end


class Key(msgspec.Struct):
    """A signing key that the ledger knows.

    Attributes:
        key_id: Its id.
        suite: Its suite.
        public: The public key.
        subject: Whose it is; empty for a session key, whose subject is committed.
        use: ``person``, ``seal``, ``service`` or ``session``.
        lost: Whether it was enrolled because the subject's other key was lost.
        enrolled: Position of its enrolment.
        revoked: Position of its revocation, or `FOR_EVER`.
        compromised_since: Position since when its acts are doubtful, or `FOR_EVER`.
        grants: Its grants by role and organisation, in the order of granting.
        custodians: Of a seal: (position, subject) of each transfer of custody.
    """

    key_id: bytes
    suite: str
    public: bytes
    subject: str
    use: str
    lost: bool
    enrolled: int
    revoked: int = FOR_EVER
    compromised_since: int = FOR_EVER
    grants: dict[tuple[str, str], list[Grant]] = {}
    custodians: list[tuple[int, str]] = []

    def is_live(self, position: int) -> bool:
        """Whether the key stands before the record at ``position``."""
        return self.enrolled < position <= self.revoked

    def custodian(self, position: int) -> str:
        """Return who signs beside this seal before ``position``, or nothing."""
        standing = [who for since, who in self.custodians if since < position]
        return standing[-1] if standing else ""


class LogKey(msgspec.Struct):
    """A key that signs checkpoints.

    Attributes:
        key_id: Its id as a key (formats section 4), not its note key id.
        suite: Its suite.
        public: The public key.
        added: Position of the record that added it.
        retired: Position of the record that retired it, or `FOR_EVER`.
    """

    key_id: bytes
    suite: str
    public: bytes
    added: int
    retired: int = FOR_EVER

    def signs(self, size: int) -> bool:
        """Whether it signs the checkpoint of this size.

        From the first that covers its addition to the one that covers its
        retirement. Log-key events end their batch, so that one has exactly the
        size after the retirement.
        """
        return self.added < size <= self.retired + 1


class DirectoryState:
    """The directory as a fold, with a way back for what was not committed."""

    def __init__(self) -> None:
        self.keys: dict[bytes, Key] = {}
        self.log_keys: dict[bytes, LogKey] = {}
        self.publics: dict[bytes, bytes] = {}
        self.founding: LedgerFounded | None = None
        self.origin = ""
        self.witness_policies: list[tuple[int, str]] = []
        self._subjects: dict[str, list[Key]] = {}
        self._undo: list[tuple[int, Callable[[], object]]] = []

    def live_keys(self, subject: str, position: int) -> list[Key]:
        """Return the keys of a subject that stand before ``position``."""
        keys = self._subjects.get(subject, ()) if subject else ()
        return [key for key in keys if key.is_live(position)]

    def log_keys_at(self, size: int) -> list[LogKey]:
        """Return the keys that must sign the checkpoint of ``size`` records."""
        return [key for key in self.log_keys.values() if key.signs(size)]

    def grants_of(self, key_id: bytes) -> Iterator[Grant]:
        """Yield every grant a key ever had."""
        key = self.keys.get(key_id)
        for grants in key.grants.values() if key else ():
            yield from grants

    def roles(self, key_id: bytes, position: int, day: int) -> list[Grant]:
        """Return the grants on which a key may act at a position, on a day.

        The signer is taken to have seen everything before the position.
        """
        key = self.keys.get(key_id)
        if key is None or not key.is_live(position):
            return []
        return [
            grant
            for grant in self.grants_of(key_id)
            if grant.stands(position, position) and grant.covers(day)
        ]

    def apply(self, statement: Statement, position: int) -> None:
        """Take in an event of the kinds ``key`` and ``ledger`` that was admitted.

        Raises:
            MalformedError: Its body is not readable: it never was admitted.
            VerificationError: It is about an unknown key: the same.
        """
        body = read_body(statement)
        match body:
            case LedgerFounded():
                self._found(body, statement, position)
            case KeyEnrolled():
                subject = "" if isinstance(body.subject, Commitment) else body.subject
                self._add_key(_key_of(body, subject, position), position)
            case LogKeyAdded():
                self._add_log_key(body.suite, body.public, position)
            case LogKeyRetired():
                log_key = _known(self.log_keys, body.key, position)
                self._set(log_key, "retired", position, position)
            case WitnessesSet():
                self.witness_policies.append((position, body.policy))
                self._later(position, self.witness_policies.pop)
            case HeadsSealed():
                pass
            case _:
                self._apply_to_key(body, statement.id, position)

    def settle(self) -> None:
        """Forget the way back: everything applied so far is committed."""
        self._undo.clear()

    def roll_back(self, size: int) -> None:
        """Take back what was applied at ``size`` and later, since `settle`."""
        while self._undo and self._undo[-1][0] >= size:
            _, undo = self._undo.pop()
            undo()

    def _apply_to_key(
        self,
        body: RoleGranted | RoleRevoked | KeyRevoked | CustodyTransferred,
        aggregate: str,
        position: int,
    ) -> None:
        key = _known(self.keys, key_id_of(aggregate), position)
        match body:
            case RoleGranted():
                grants = key.grants.setdefault((body.role, body.org), [])
                grants.append(_grant_of(body, position))
                self._later(position, grants.pop)
            case RoleRevoked():
                for grant in key.grants.get((body.role, body.org), ()):
                    if grant.revoked == FOR_EVER:
                        self._set(grant, "revoked", position, position)
            case KeyRevoked():
                self._set(key, "revoked", position, position)
                if isinstance(body.compromised_since, int):
                    since = body.compromised_since
                    self._set(key, "compromised_since", since, position)
            case CustodyTransferred():
                key.custodians.append((position, body.custodian))
                self._later(position, key.custodians.pop)

    def _found(self, body: LedgerFounded, statement: Statement, position: int) -> None:
        if position != 0:
            raise VerificationError(
                f"ledger.founded: expected it at position 0, got {position}"
            )
        self.founding, self.origin = body, statement.log
        for founder in body.founders:
            key = Key(
                key_id=founder.key_id,
                suite=founder.suite,
                public=founder.public,
                subject=founder.subject,
                use="person",
                lost=False,
                enrolled=position,
            )
            grant = Grant(founder.role, "", "", "", -FOR_EVER, FOR_EVER, "", position)
            key.grants[founder.role, ""] = [grant]
            self._add_key(key, position)
        for log_key in body.log_keys:
            self._add_log_key(log_key.suite, log_key.public, position)

    def _add_key(self, key: Key, position: int) -> None:
        self.keys[key.key_id] = key
        self.publics[key.key_id] = key.public
        self._later(position, lambda: self._remove_key(key))
        if key.subject:
            self._subjects.setdefault(key.subject, []).append(key)

    def _remove_key(self, key: Key) -> None:
        del self.keys[key.key_id], self.publics[key.key_id]
        if key.subject:
            self._subjects[key.subject].remove(key)

    def _add_log_key(self, suite: str, public: bytes, position: int) -> None:
        added = LogKeyAdded(suite, public)
        key = LogKey(added.key_id, suite, public, position)
        self.log_keys[key.key_id] = key
        self._later(position, lambda: self.log_keys.pop(key.key_id))

    def _set(self, thing: object, name: str, value: int, position: int) -> None:
        before = getattr(thing, name)
        setattr(thing, name, value)
        self._later(position, lambda: setattr(thing, name, before))

    def _later(self, position: int, undo: Callable[[], object]) -> None:
        self._undo.append((position, undo))


def key_id_of(aggregate: str) -> bytes:
    """Return the key id that the id of a ``key/…`` aggregate spells, or nothing.

    Upper-case hex names no key: one key has one aggregate.
    """
    text = aggregate.removeprefix(KEY_PREFIX)
    try:
        key_id = bytes.fromhex(text)
    except ValueError:
        return b""
    return key_id if aggregate == KEY_PREFIX + key_id.hex() else b""


def is_genesis(statement: Statement) -> bool:
    """Whether a statement says that it founds a ledger."""
    return statement.type == "ledger.founded" and statement.id == GENESIS_ID


def _known(keys: dict[bytes, T], key_id: bytes, position: int) -> T:
    key = keys.get(key_id)
    if key is None:
        raise VerificationError(
            f"directory event at position {position}: expected a known key, "
            f"got {key_id.hex()[:12] or 'no key id'}"
        )
    return key


def _key_of(body: KeyEnrolled, subject: str, position: int) -> Key:
    return Key(
        key_id=body.key_id,
        suite=body.suite,
        public=body.public,
        subject=subject,
        use=body.use,
        lost=body.lost,
        enrolled=position,
    )


def _grant_of(body: RoleGranted, position: int) -> Grant:
    return Grant(
        role=body.role,
        org=body.org,
        territory=body.territory,
        scope=body.scope,
        first=parse_day(body.from_),
        end=FOR_EVER if body.until is None else parse_day(body.until),
        acting_for=body.acting_for if isinstance(body.acting_for, str) else "",
        granted=position,
    )
