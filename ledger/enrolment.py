"""The bodies of the events that say who may sign, and what must be true of them.

These are the exact fields (formats section 4); a missing or a surplus one is
refused. ``?`` marks a field that may be left out, and then is left out.

``ledger.founded`` (``ledger/genesis``, position 0)
    clock ``system``/``simulated``, nonce bin 32, log_keys [{suite, public}],
    founders [{suite, public, subject, role}]
``key.enrolled`` (``key/<64 hex of the key id>``, seq 1)
    suite str, public bin, subject, use ``person``/``seal``/``service``/``session``,
    lost? bool
``key.role-granted``
    role str, org str, territory str, scope str, from ``YYYY-MM-DD``,
    until ``YYYY-MM-DD`` or nil, acting_for? ``person/…``
``key.role-revoked``
    role str, org str, reason? str
``key.revoked``
    compromised_since? int (a position), reason? str
``key.custody-transferred`` (seals)
    custodian ``person/…``
``ledger.log-key-added`` (``ledger/genesis``)
    suite str, public bin
``ledger.log-key-retired``
    key bin 32 (a key id)
``ledger.witnesses-set``
    policy str
``heads.sealed`` (``heads/daily``)
    day ``YYYY-MM-DD``, size int, count int, root bin 32

``subject`` is ``person/…`` for ``use`` person, ``organisation/…`` for a seal, either
for a service, and a commitment ``{c: bin 32, of: str}`` for a session key, so that
the log does not name the expert or the complainant. ``org`` is empty or
``organisation/…``. ``territory`` and ``scope`` may be empty; the scope of a session
key's grant is the id of its session or case. ``until`` is the first day on which
the grant no longer holds; nil means until revoked, and is refused for a deputy.
"""

import re
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from ledger.errors import MalformedError, UnusableKeyError
from ledger.keys import check_public_key, key_id
from ledger.objection import Objection
from ledger.statement import Statement

Hash: TypeAlias = Annotated[bytes, Meta(min_length=32, max_length=32)]
Role: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z_]{1,32}\Z")]
Person: TypeAlias = Annotated[str, Meta(pattern=r"^person/[0-9A-Za-z-]{1,64}\Z")]
Org: TypeAlias = Annotated[str, Meta(pattern=r"^(organisation/[0-9A-Za-z-]{1,64})?\Z")]
Place: TypeAlias = Annotated[str, Meta(max_length=128)]
Reason: TypeAlias = Annotated[str, Meta(max_length=2000)]
Count: TypeAlias = Annotated[int, Meta(ge=0)]
Use: TypeAlias = Literal["person", "seal", "service", "session"]

GENESIS_ID: Final = "ledger/genesis"
"""The aggregate of the ledger itself."""

HEADS_ID: Final = "heads/daily"
"""The aggregate of the daily maps of heads."""

_SUBJECTS: Final[dict[str, re.Pattern[str]]] = {
    "person": re.compile(r"person/[0-9A-Za-z-]{1,64}", re.ASCII),
    "seal": re.compile(r"organisation/[0-9A-Za-z-]{1,64}", re.ASCII),
    "service": re.compile(r"(person|organisation)/[0-9A-Za-z-]{1,64}", re.ASCII),
}


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the bodies have in common: nothing missing, nothing surplus."""


class PublicKey(_Body, frozen=True):
    """A public key and its suite."""

    suite: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Id of the key (formats section 4)."""
        return key_id(self.suite, self.public)


class Founder(_Body, frozen=True):
    """One of those who found the ledger; only here a role comes with the key."""

    suite: str
    public: bytes
    subject: Person
    role: Role

    @property
    def key_id(self) -> bytes:
        """Id of the founder's key."""
        return key_id(self.suite, self.public)


class LedgerFounded(_Body, frozen=True):
    """The first event: clock, log keys, founders."""

    clock: Literal["system", "simulated"]
    nonce: Hash
    log_keys: Annotated[tuple[PublicKey, ...], Meta(min_length=1)]
    founders: Annotated[tuple[Founder, ...], Meta(min_length=2)]


class Commitment(_Body, frozen=True):
    """A value in the vault, as the log holds it (formats section 5)."""

    c: Hash
    of: str


class KeyEnrolled(_Body, frozen=True, omit_defaults=True):
    """A key becomes known, once and for ever."""

    suite: str
    public: bytes
    subject: str | Commitment
    use: Use
    lost: bool = False

    @property
    def key_id(self) -> bytes:
        """Id of the new key."""
        return key_id(self.suite, self.public)


class RoleGranted(_Body, frozen=True, rename={"from_": "from"}):
    """A key may act in a role, for an organisation, between two days."""

    role: Role
    org: Org
    territory: Place
    scope: Place
    from_: str
    until: str | None
    acting_for: Person | UnsetType = UNSET


class RoleRevoked(_Body, frozen=True):
    """All grants of a role for an organisation end for a key."""

    role: Role
    org: Org
    reason: Reason | UnsetType = UNSET


class KeyRevoked(_Body, frozen=True):
    """A key ends; what it signed before stands, and may be marked doubtful."""

    compromised_since: Count | UnsetType = UNSET
    reason: Reason | UnsetType = UNSET


class CustodyTransferred(_Body, frozen=True):
    """Somebody else signs beside a seal from now on."""

    custodian: Person


class LogKeyAdded(_Body, frozen=True):
    """One more key signs the checkpoints."""

    suite: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Id of the new log key."""
        return key_id(self.suite, self.public)


class LogKeyRetired(_Body, frozen=True):
    """A key signs checkpoints no longer."""

    key: Hash


class WitnessesSet(_Body, frozen=True):
    """Whom the operator asks for cosignatures."""

    policy: Annotated[str, Meta(max_length=8000)]


class HeadsSealed(_Body, frozen=True):
    """The map of all aggregates' heads at a size (formats section 6)."""

    day: str
    size: Count
    count: Count
    root: Hash


DirectoryBody: TypeAlias = (
    LedgerFounded
    | KeyEnrolled
    | RoleGranted
    | RoleRevoked
    | KeyRevoked
    | CustodyTransferred
    | LogKeyAdded
    | LogKeyRetired
    | WitnessesSet
    | HeadsSealed
)

BODIES: Final[dict[str, type[DirectoryBody]]] = {
    "ledger.founded": LedgerFounded,
    "key.enrolled": KeyEnrolled,
    "key.role-granted": RoleGranted,
    "key.role-revoked": RoleRevoked,
    "key.revoked": KeyRevoked,
    "key.custody-transferred": CustodyTransferred,
    "ledger.log-key-added": LogKeyAdded,
    "ledger.log-key-retired": LogKeyRetired,
    "ledger.witnesses-set": WitnessesSet,
    "heads.sealed": HeadsSealed,
}
"""The body of each event type that the ledger itself understands."""

DIRECTORY_KINDS: Final = frozenset({"key", "ledger", "heads"})
"""Kinds whose events all stand in `BODIES`."""


def read_body(statement: Statement) -> DirectoryBody:
    """Read the body of one of the events in `BODIES`.

    Raises:
        MalformedError: The type or its version is none of these, or the body has
            other fields.
    """
    shape = BODIES.get(statement.type)
    if shape is None or statement.tv != 1:
        raise MalformedError(
            f"type of {statement.id}@{statement.seq}: expected a declared one, "
            f"got {statement.type} {statement.tv}"
        )
    try:
        body = msgspec.convert(statement.body, shape)
    except msgspec.ValidationError as error:
        raise MalformedError(
            f"body of {statement.id}@{statement.seq}: expected {statement.type}: "
            f"{error}"
        ) from error
    return body


def has_subject_for_use(body: KeyEnrolled) -> bool:
    """Whether the subject has the form that the key's use demands."""
    if isinstance(body.subject, Commitment):
        return body.use == "session"
    pattern = _SUBJECTS.get(body.use)
    return pattern is not None and pattern.fullmatch(body.subject) is not None


def brought_keys(statement: Statement) -> dict[bytes, tuple[str, bytes]]:
    """Return the keys that a statement brings itself, as id → (suite, public).

    Only the founding record and an enrolment bring keys: there the signature
    proves that who is named holds the key.

    Raises:
        MalformedError: The statement is one of these and its body is not readable.
    """
    if statement.type not in {"ledger.founded", "key.enrolled"}:
        return {}
    body = read_body(statement)
    if isinstance(body, LedgerFounded):
        return {f.key_id: (f.suite, f.public) for f in body.founders}
    assert isinstance(body, KeyEnrolled)
    return {body.key_id: (body.suite, body.public)}


def weak_key_objections(statement: Statement) -> list[Objection]:
    """Object to weak keys that a statement brings.

    This is slow (milliseconds of curve arithmetic for a key) and depends on the
    statement alone, so it runs outside every lock, and in an audit on all cores.

    Raises:
        MalformedError: The body is not readable.
    """
    keys: list[tuple[str, bytes]] = list(brought_keys(statement).values())
    if statement.type in {"ledger.founded", "ledger.log-key-added"}:
        body: Any = read_body(statement)
        keys += [(key.suite, key.public) for key in getattr(body, "log_keys", (body,))]
    return [
        found
        for suite, public in keys
        if (found := _weakness(statement, suite, public)) is not None
    ]


def _weakness(statement: Statement, suite: str, public: bytes) -> Objection | None:
    try:
        check_public_key(suite, public)
    except UnusableKeyError as error:
        return Objection(
            code="key-weak",
            what=f"key brought by {statement.id}@{statement.seq}",
            expected="a sound public key",
            found=str(error),
        )
    return None
