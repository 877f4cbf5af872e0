"""Acts that were recorded once, made again for other people, quickly.

Drafting asks the rules and reads states, as it must; a ledger of a million events is
not made that way. Here the acts of one applicant of the worked case serve as forms:
ids, keys, references and commitments are replaced, the rest stays as drafting made
it. So the rules that let the first pass let the others pass too.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import msgspec

from ledger.commitment import SALT_SIZE, Opening
from ledger.keys import ED25519, Ed25519Signer, key_id
from ledger.record import Signature, SignedStatement
from ledger.statement import (
    NO_PREVIOUS,
    Ref,
    Seen,
    SignedBy,
    Statement,
    encode_statement,
    pae,
    statement_hash,
)

ROUNDS: Final = 4
"""Applications of each applicant: one key stands for some forty events."""

Head = tuple[int, bytes]
"""Number and hash of an aggregate's newest event."""


class Form(msgspec.Struct, frozen=True):
    """A recorded act, with the openings of its personal values."""

    statement: Statement
    openings: tuple[Opening, ...]


class Forms(msgspec.Struct, frozen=True, kw_only=True):
    """The acts of one applicant, and the keys of the officials beside him.

    Attributes:
        registration: Registering the person, enrolling the key.
        application: Drafting an application, attaching material, attesting facts.
        person: The applicant's id.
        public: The applicant's public key.
        seeds: The officials' private keys by key id; they are invented.
    """

    registration: tuple[Form, ...]
    application: tuple[Form, ...]
    person: str
    public: bytes
    seeds: Mapping[bytes, bytes]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to make: for which applicants, and what their signers have seen.

    Attributes:
        first: Number of the first applicant.
        people: The newest event of each person; empty for a registration.
        count: How many applicants.
        seen: The ledger as the signers see it.
        at: The time that they claim, ms.
    """

    first: int
    count: int
    seen: Seen
    at: int
    people: tuple[Head, ...] = ()


class Made(msgspec.Struct, frozen=True):
    """Acts ready to be submitted, openings for the vault, and the heads of persons."""

    signed: list[SignedStatement]
    openings: list[Opening]
    people: tuple[Head, ...]
    applications: list[str]


def applicant_key(number: int) -> Ed25519Signer:
    """Return the key of an applicant."""
    return Ed25519Signer.from_seed(sha256(b"bench applicant %d" % number).digest())


def person_id(number: int) -> str:
    """Return the id of an applicant."""
    return f"person/{sha256(b'bench person %d' % number).hexdigest()[:32]}"


def application_id(number: int, turn: int) -> str:
    """Return the id of one of an applicant's applications."""
    text = b"bench application %d %d" % (number, turn)
    return f"application/{sha256(text).hexdigest()[:32]}"


def make(forms: Forms, job: Job) -> Made:
    """Make and sign the acts of a job: registrations, or applications."""
    officials = {
        key: Ed25519Signer.from_seed(seed) for key, seed in forms.seeds.items()
    }
    made = Made([], [], (), [])
    people = []
    for offset in range(job.count):
        head = job.people[offset] if job.people else None
        desk = _Desk(forms, job, officials, job.first + offset)
        people.append(desk.fill_in(head, made))
    return Made(made.signed, made.openings, tuple(people), made.applications)


def run_of(
    statement: Statement, signer: Ed25519Signer, amount: int
) -> list[SignedStatement]:
    """Make a statement so many times over, each the successor of the one before."""
    signed = []
    for _ in range(amount):
        payload = encode_statement(statement)
        signature = Signature(signer.key_id, signer.suite, signer.sign(pae(payload)))
        signed.append(SignedStatement(payload, (signature,)))
        statement = msgspec.structs.replace(
            statement, seq=statement.seq + 1, prev=statement_hash(payload)
        )
    return signed


class _Desk:
    """Fills in the forms of one applicant."""

    def __init__(
        self,
        forms: Forms,
        job: Job,
        officials: Mapping[bytes, Ed25519Signer],
        number: int,
    ) -> None:
        key = applicant_key(number)
        old_key = key_id(ED25519, forms.public)
        self._forms, self._job, self._number = forms, job, number
        self._person = person_id(number)
        self._signers = {**officials, key.key_id: key}
        self._heads: dict[str, Head] = {}
        self._words: dict[Any, Any] = {
            forms.person: self._person,
            forms.public: key.public,
            old_key: key.key_id,
            f"key/{old_key.hex()}": f"key/{key.key_id.hex()}",
        }

    def fill_in(self, head: Head | None, made: Made) -> Head:
        if head is None:
            self._take(self._forms.registration, made)
        else:
            self._heads[self._person] = head
            old = self._forms.application[0].statement.id
            for turn in range(ROUNDS):
                self._words[old] = application_id(self._number, turn)
                made.applications.append(self._words[old])
                self._take(self._forms.application, made)
        return self._heads[self._person]

    def _take(self, forms: Sequence[Form], made: Made) -> None:
        for form in forms:
            statement, openings = self._filled(form)
            made.signed.append(self._signed(statement))
            made.openings.extend(openings)

    def _filled(self, form: Form) -> tuple[Statement, list[Opening]]:
        old = form.statement
        new_id = self._words.get(old.id, old.id)
        seq, prev = self._heads.get(new_id, (0, NO_PREVIOUS))
        openings = list(self._openings(form, new_id, seq + 1))
        statement = msgspec.structs.replace(
            old,
            id=new_id,
            seq=seq + 1,
            prev=prev,
            at=self._job.at,
            by=tuple(self._signer(entry) for entry in old.by),
            seen=self._job.seen,
            refs=self._refs(old.refs),
            body=self._body(old.body),
        )
        return statement, openings

    def _openings(self, form: Form, new_id: str, seq: int) -> Iterator[Opening]:
        for opening in form.openings:
            new = msgspec.structs.replace(
                opening,
                owner=self._words.get(opening.owner, opening.owner),
                id=new_id,
                seq=seq,
                salt=sha256(opening.salt + f"{new_id}@{seq}".encode()).digest()[
                    :SALT_SIZE
                ],
            )
            self._words[opening.commitment] = new.commitment
            yield new

    def _signer(self, entry: SignedBy) -> SignedBy:
        key = self._words.get(entry.key, entry.key)
        return SignedBy(key, entry.role, entry.org, entry.seg)

    def _refs(self, refs: Sequence[Ref]) -> tuple[Ref, ...]:
        found = {}
        for ref in refs:
            new_id = self._words.get(ref.id, ref.id)
            seq, digest = self._heads.get(new_id, (ref.seq, ref.hash))
            found[new_id, seq] = Ref(new_id, seq, digest)
        return tuple(found[key] for key in sorted(found))

    def _body(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._body(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._body(item) for item in value]
        return self._words.get(value, value)

    def _signed(self, statement: Statement) -> SignedStatement:
        payload = encode_statement(statement)
        self._heads[statement.id] = statement.seq, statement_hash(payload)
        message = pae(payload)
        signers = [self._signers[entry.key] for entry in statement.by]
        return SignedStatement(
            payload,
            tuple(Signature(s.key_id, s.suite, s.sign(message)) for s in signers),
        )
