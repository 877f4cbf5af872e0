"""Ledgers on a simulated clock, with people who may sign, for tests to start from.

`found` makes one; a `Ledger` drafts, signs and appends acts of any type, enrols keys
and grants roles. Everything is deterministic: the keys come from names, the clock is
moved by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from ledger.durable import Disk, Medium
from ledger.keys import Ed25519Signer
from ledger.local_day import day_of, format_day
from ledger.log import Log, Receipt
from ledger.merkle.hashing import EMPTY_ROOT
from ledger.record import Event, SignedStatement
from ledger.statement import (
    NO_PREVIOUS,
    Ref,
    Seen,
    SignedBy,
    Statement,
    encode_statement,
    statement_hash,
)
from tests.support.statements import sign

ORIGIN = "simulated.invalid/test"
START = 1_714_000_000_000
"""Where the clock begins: 2024-04-25 07:06:40 in Shanghai."""

DAY = 86_400_000
GENESIS = "ledger/genesis"


def key_of(name: str) -> Ed25519Signer:
    """Return the key that belongs to a name."""
    return Ed25519Signer.from_seed(sha256(b"test key " + name.encode()).digest())


LOG_KEY = key_of("log")
REGISTRAR = key_of("registrar")
SUPERVISOR = key_of("supervisor")


@dataclass(frozen=True)
class Actor:
    """Somebody who signs: a key, acting in a role."""

    signer: Ed25519Signer
    role: str
    org: str = ""
    seg: str = "ADMIN"


REGISTRAR_ACTS = Actor(REGISTRAR, "REGISTRAR")
SUPERVISOR_ACTS = Actor(SUPERVISOR, "SUPERVISOR")


@dataclass
class Clock:
    """A clock that is moved by hand."""

    now: int = START

    def __call__(self) -> int:
        return self.now

    def move(self, milliseconds: int) -> None:
        self.now += milliseconds


def draft(actors: Sequence[Actor], **fields: Any) -> SignedStatement:
    """Make a statement and have its actors sign it."""
    by = tuple(SignedBy(a.signer.key_id, a.role, a.org, a.seg) for a in actors)
    usual: dict[str, Any] = {"v": 1, "tv": 1, "refs": (), "law": ()}
    statement = Statement(**usual | fields, by=by)
    return sign(encode_statement(statement), *(actor.signer for actor in actors))


def founding_body(clock: str = "simulated", **changes: Any) -> dict[str, Any]:
    """Return the body of a founding by `REGISTRAR` and `SUPERVISOR`."""
    return {
        "clock": clock,
        "nonce": sha256(b"nonce").digest(),
        "log_keys": [{"suite": "ed25519", "public": LOG_KEY.public}],
        "founders": [
            founder(REGISTRAR, "person/registrar", "REGISTRAR"),
            founder(SUPERVISOR, "person/supervisor", "SUPERVISOR"),
        ],
    } | changes


def founder(signer: Ed25519Signer, subject: str, role: str) -> dict[str, Any]:
    return {
        "suite": signer.suite,
        "public": signer.public,
        "subject": subject,
        "role": role,
    }


def founding(
    body: dict[str, Any] | None = None,
    actors: Sequence[Actor] = (REGISTRAR_ACTS, SUPERVISOR_ACTS),
    **fields: Any,
) -> SignedStatement:
    """Make the founding statement."""
    usual: dict[str, Any] = {
        "log": ORIGIN,
        "id": GENESIS,
        "seq": 1,
        "prev": NO_PREVIOUS,
        "type": "ledger.founded",
        "at": START,
        "seen": Seen(0, EMPTY_ROOT),
        "body": founding_body() if body is None else body,
    }
    return draft(actors, **usual | fields)


@dataclass
class Ledger:
    """A ledger under test, with the hands that write to it."""

    path: Path
    log: Log
    clock: Clock
    ahead: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def reopen(self, **options: Any) -> "Ledger":
        """Close the ledger and open it again for appending."""
        self.log.close()
        self.log = open_log(self.path, self.clock, **options)
        return self

    def seen(self) -> Seen:
        """Return what a signer has seen who has seen everything."""
        size = self.log.size
        return Seen(size, self.log.root_at(size))

    def head_of(self, aggregate: str) -> tuple[int, bytes]:
        """Return number and hash of an aggregate's newest event."""
        events = self.log.events(aggregate)
        return (events[-1].seq, events[-1].hash) if events else (0, NO_PREVIOUS)

    def sign(
        self, type_: str, aggregate: str, actors: Sequence[Actor], **fields: Any
    ) -> SignedStatement:
        """Sign the next event of an aggregate, without appending it."""
        seq, prev = self.ahead.get(aggregate) or self.head_of(aggregate)
        usual: dict[str, Any] = {
            "log": self.log.origin,
            "id": aggregate,
            "seq": seq + 1,
            "prev": prev,
            "type": type_,
            "at": self.clock.now,
            "seen": fields.pop("seen", None) or self.seen(),
            "body": {},
        }
        return draft(actors, **usual | fields)

    def sign_chain(
        self, type_: str, aggregate: str, actors: Sequence[Actor], bodies: Sequence[Any]
    ) -> list[SignedStatement]:
        """Sign a run of events of one aggregate that follow each other."""
        signed = []
        self.ahead[aggregate] = self.head_of(aggregate)
        seen = self.seen()
        for body in bodies:
            signed.append(self.sign(type_, aggregate, actors, body=body, seen=seen))
            seq, _ = self.ahead[aggregate]
            self.ahead[aggregate] = seq + 1, statement_hash(signed[-1].payload)
        del self.ahead[aggregate]
        return signed

    def act(
        self, type_: str, aggregate: str, actors: Sequence[Actor], **fields: Any
    ) -> Receipt:
        """Sign and append the next event of an aggregate."""
        return self.log.append([self.sign(type_, aggregate, actors, **fields)])[0]

    def ref(self, receipt: Receipt) -> Ref:
        """Refer to what was recorded."""
        return Ref(receipt.id, receipt.seq, receipt.event_hash)

    def today(self) -> str:
        """Return the day on the ledger's clock."""
        return format_day(day_of(self.clock.now))

    # The directory.

    def enrol(
        self,
        signer: Ed25519Signer,
        subject: Any,
        use: str = "person",
        beside: Sequence[Actor] = (),
        **body: Any,
    ) -> Receipt:
        """Enrol a key."""
        return self.log.append(
            [self.sign_enrolment(signer, subject, use, beside, **body)]
        )[0]

    def sign_enrolment(
        self,
        signer: Ed25519Signer,
        subject: Any,
        use: str = "person",
        beside: Sequence[Actor] = (),
        **body: Any,
    ) -> SignedStatement:
        """Sign the enrolment of a key."""
        full = {
            "suite": signer.suite,
            "public": signer.public,
            "subject": subject,
            "use": use,
        } | body
        actors = [REGISTRAR_ACTS, Actor(signer, "HOLDER"), *beside]
        return self.sign("key.enrolled", key_id(signer), actors, body=full)

    def grant(
        self, signer: Ed25519Signer, role: str, org: str = "", **body: Any
    ) -> Receipt:
        """Grant a role from today on, for a year."""
        actors = [REGISTRAR_ACTS, SUPERVISOR_ACTS]
        full = grant_body(role, org, self.today(), self.clock.now, **body)
        return self.act("key.role-granted", key_id(signer), actors, body=full)

    def revoke(self, signer: Ed25519Signer, **body: Any) -> Receipt:
        """Revoke a key, as the registrar."""
        return self.act("key.revoked", key_id(signer), [REGISTRAR_ACTS], body=body)

    def official(
        self, name: str, role: str, org: str = "", seg: str = "AUDIT"
    ) -> Actor:
        """Enrol a person with one role, and return that person acting in it."""
        signer = key_of(name)
        self.enrol(signer, f"person/{name}")
        self.grant(signer, role, org)
        return Actor(signer, role, org, seg)

    def seal(self, name: str, org: str, custodian: Actor) -> Actor:
        """Enrol an organisation's seal in somebody's custody."""
        signer = key_of(name)
        self.enrol(signer, org, "seal")
        holder = Actor(custodian.signer, "HOLDER")
        body = {"custodian": self.log.directory.keys[custodian.signer.key_id].subject}
        self.act(
            "key.custody-transferred",
            key_id(signer),
            [REGISTRAR_ACTS, holder],
            body=body,
        )
        self.grant(signer, "SEAL", org)
        return Actor(signer, "SEAL", org, custodian.seg)


def key_id(signer: Ed25519Signer) -> str:
    """Return the aggregate of a key."""
    return f"key/{signer.key_id.hex()}"


def grant_body(
    role: str, org: str, today: str, now: int, **changes: Any
) -> dict[str, Any]:
    return {
        "role": role,
        "org": org,
        "territory": "421200",
        "scope": "",
        "from": today,
        "until": format_day(day_of(now) + 365),
    } | changes


def accept(events: Sequence[Event]) -> None:
    """Judge nothing: the ledger knows no rule book."""


def found(path: Path, *, medium: Medium | None = None, **options: Any) -> Ledger:
    """Found a simulated ledger with a registrar and a supervisor."""
    clock = Clock()
    log = Log.found(
        path,
        genesis=options.pop("genesis", None) or founding(),
        log_signer=LOG_KEY,
        clock=clock,
        judge=accept,
        medium=medium or Disk(),
        **options,
    )
    return Ledger(path, log, clock)


def open_log(path: Path, clock: Clock | None = None, **options: Any) -> Log:
    """Open a ledger that `found` made, for appending."""
    usual: dict[str, Any] = {"log_signer": LOG_KEY, "judge": accept}
    return Log.open(path, clock=clock or Clock(), **usual | options)


def fill(ledger: Ledger, actor: Actor, count: int, *, batch: int = 50) -> None:
    """Append acts of a made-up kind, spread over a few aggregates."""
    for start in range(0, count, batch):
        ledger.clock.move(1000)
        signed = []
        for number in range(start, min(start + batch, count)):
            aggregate = f"application/a{number % 7}"
            if aggregate not in ledger.ahead:
                ledger.ahead[aggregate] = ledger.head_of(aggregate)
            made = ledger.sign(
                "application.noted", aggregate, [actor], body={"number": number}
            )
            seq, _ = ledger.ahead[aggregate]
            ledger.ahead[aggregate] = seq + 1, statement_hash(made.payload)
            signed.append(made)
        ledger.log.append(signed)
        ledger.ahead.clear()
