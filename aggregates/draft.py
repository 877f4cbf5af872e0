"""Drafting: from what somebody wants to record to the statements to be signed.

A draft seals personal values, fills in what the ledger knows, computes deadlines,
derives followers, and lets the same rules judge it that will judge it when it is
appended. It writes nothing.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, Protocol

import msgspec

from aggregates import followers as following
from aggregates.act_file import ActFile, new_act_file
from aggregates.catalog import body_to_map, event_type, read_body
from aggregates.circumstances import context_of
from aggregates.deadlines import deadlines_of
from aggregates.decider import Act, Refusal, States
from aggregates.filling import Form, fill
from aggregates.judge import Overlay, judge
from aggregates.lead import SealedEntries
from aggregates.matter import profile_of_matter
from aggregates.person.registering import refusals_of_documents
from aggregates.policy.dates import local_date
from aggregates.policy.profile import Profile
from aggregates.policy.state import PolicyState
from aggregates.rulebook import law_of
from aggregates.schema import TYPE_OF, EventRef, EventType
from aggregates.sealed_values import refusals_of_values
from aggregates.sealing import Entropy, seal_personal
from aggregates.shape import named_ids
from ledger.commitment import Opening
from ledger.directory import Directory
from ledger.statement import (
    NO_PREVIOUS,
    Ref,
    Seen,
    SignedBy,
    Statement,
    encode_statement,
    statement_hash,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who is to sign: with which key, in which role, for which organisation."""

    key: bytes
    role: str
    org: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What somebody wants to record.

    Attributes:
        type: The event type.
        id: The aggregate; ``""`` begins a new one.
        body: The facts by field; personal fields hold their values in clear.
        by: Who is to sign, in order.
        at: When it was done, ms; None for now.
        entries: The entries of a list-shaped act.
        profile: The profile to act under; ``""`` for the matter's own.
        openings: Openings of commitments that the body already holds.
    """

    type: str
    body: Mapping[str, Any]
    by: Sequence[Signatory]
    id: str = ""
    at: int | None = None
    entries: Sequence[Any] = ()
    profile: str = ""
    openings: Sequence[Opening] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Statements ready to be signed, and what the rules say of them.

    Attributes:
        acts: The acts as the rules saw them, lead first.
        file: The statements with the openings of their personal values.
        refusals: Every reason why it would be refused now; empty if none.
        reads: The version of every aggregate that was read.
    """

    acts: tuple[Act, ...]
    file: ActFile
    refusals: tuple[Refusal, ...]
    reads: Mapping[str, int] = field(default_factory=dict)


class Ground(States, Protocol):
    """What a draft stands on: the aggregates of one ledger as they are recorded."""

    @property
    def origin(self) -> str:
        """Name of the ledger."""
        ...

    @property
    def seen(self) -> Seen:
        """Number of records, and the root of the tree of exactly these."""
        ...

    @property
    def directory(self) -> Directory:
        """Keys and roles."""
        ...

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of aggregates that there are."""
        ...

    def head(self, aggregate_id: str) -> tuple[int, bytes] | None:
        """Return number and hash of the newest event of an aggregate, or None."""
        ...

    def versions_read(self) -> Mapping[str, int]:
        """Return the version of every aggregate that was read."""
        ...

    def current_profile(self, at: int) -> str:
        """Name the profile that took effect last, as of ``at``."""
        ...


def new_id(kind: str, entropy: Entropy = secrets.token_bytes) -> str:
    """Make an aggregate id with 128 random bits that tell nothing."""
    return f"{kind}/{entropy(16).hex()}"


def draft(
    intent: Intent,
    recorded: Ground,
    *,
    now: int,
    entropy: Entropy = secrets.token_bytes,
) -> Draft:
    """Draft an act and judge it, without writing anything.

    Args:
        intent: What somebody wants to record.
        recorded: The ledger's aggregates.
        now: The ledger's time, ms.
        entropy: Gives that many random bytes.

    Raises:
        MalformedError: The type is unknown, or a field is missing or surplus.
    """
    return _Drafting(intent, recorded, now, entropy).run()


class _Drafting:
    """One act in the making."""

    def __init__(
        self, intent: Intent, recorded: Ground, now: int, entropy: Entropy
    ) -> None:
        self.intent = intent
        self.recorded = recorded
        self.overlay = Overlay(recorded)
        self.now = now
        self.at = now if intent.at is None else intent.at
        self.day = local_date(self.at if intent.body.get("late") else now)
        self.type = event_type(intent.type)
        self.id = intent.id or new_id(self.type.kind, entropy)
        self.entropy = entropy
        self.openings: list[Opening] = list(intent.openings)
        self.payloads: list[bytes] = []
        self.statements: list[Statement] = []
        self.acts: list[Act] = []
        self.heads: dict[str, tuple[int, bytes]] = {}
        self.seen = recorded.seen

    def run(self) -> Draft:
        lead, entries = self._lead()
        self._add(lead, ())
        context = context_of(lead, self.overlay, self.directory)
        self.overlay.apply(self.acts[0])
        lead_ref = Ref(lead.id, lead.seq, self.acts[0].hash)
        for follower in following.followers_of(context, entries):
            act = self._act(event_type(follower.type), follower.id, follower.body)
            self._add(act, (lead_ref,) if act.id != lead.id else ())
            self.overlay.apply(self.acts[-1])
        sealed = (
            *refusals_of_values(self.statements, self.openings),
            *refusals_of_documents(self.statements, self.openings, self.day),
        )
        refusals = judge(self.acts, self.recorded, self.directory)
        return Draft(
            acts=tuple(self.acts),
            file=new_act_file(tuple(self.payloads), tuple(self.openings)),
            refusals=(*sealed, *refusals),
            reads=self.recorded.versions_read(),
        )

    @property
    def directory(self) -> Directory:
        return self.recorded.directory

    def _lead(self) -> tuple[Act, Sequence[Any]]:
        profile_name = self._profile_name()
        law, profile = self._law(profile_name)
        state = self.overlay.get(self.id)
        sealed = self._sealed(state)
        form = Form(
            id=self.id,
            type=self.type,
            given=sealed,
            entries=(),
            state=state,
            states=self.overlay,
            profile=profile,
            origin=self.recorded.origin,
            day=self.day,
        )
        entries = self._entries(form, law)
        filled = fill(replace(form, entries=entries))
        body = read_body(self.type, filled)
        lead = replace(self._act(self.type, self.id, body), law=law)
        context = context_of(lead, self.overlay, self.directory)
        deadlines = deadlines_of(context)
        if deadlines:
            body = msgspec.structs.replace(body, deadlines=deadlines)
        return replace(lead, body=body), entries

    def _sealed(self, state: Any) -> dict[str, Any]:
        sealed, openings = seal_personal(
            self.type,
            self.intent.body,
            origin=self.recorded.origin,
            aggregate_id=self.id,
            seq=self.overlay.version(self.id) + 1,
            person=getattr(state, "person", ""),
            entropy=self.entropy,
        )
        self.openings += openings
        return sealed

    def _entries(self, form: Form, law: tuple[str, ...]) -> Sequence[Any]:
        lead = following.LEADS.get(self.type.body)
        if lead is None or not lead.list_field:
            return ()
        if lead.sealed is not None:
            return [
                self._sealed_entry(lead.sealed, number, one)
                for number, one in enumerate(self.intent.entries, start=1)
            ]
        if self.intent.entries:
            return [self._entry(one) for one in self.intent.entries]
        given = SimpleNamespace(**form.given)
        unlisted = replace(self._act(self.type, self.id, given), law=law)
        return lead.default(context_of(unlisted, form.states, self.directory))

    def _entry(self, one: Any) -> Any:
        lead = following.LEADS[self.type.body]
        return lead.read_entry(one)

    def _sealed_entry(self, sealing: SealedEntries, number: int, one: Any) -> Any:
        """Seal the personal values of an entry as those of the act it will be."""
        known = event_type(TYPE_OF[sealing.body])
        fields = body_to_map(one) if isinstance(one, msgspec.Struct) else dict(one)
        fields.setdefault("person", new_id("person", self.entropy))
        sealed, openings = seal_personal(
            known,
            fields,
            origin=self.recorded.origin,
            aggregate_id=sealing.id(self.id, number),
            seq=1,
            person="",
            entropy=self.entropy,
        )
        self.openings += openings
        return read_body(known, sealed)

    def _profile_name(self) -> str:
        if not self.type.policy:
            return ""
        if self.intent.profile:
            return self.intent.profile
        state, body = self.overlay.get(self.id), self.intent.body
        own = profile_of_matter(state, body, self.overlay)
        return own or self.recorded.current_profile(self.at)

    def _law(self, name: str) -> tuple[tuple[str, ...], Profile | None]:
        if not name:
            return (), None
        policy: PolicyState = self.overlay.get(f"policy/{name}")
        version = policy.in_force_on(self.day)
        if version is None:
            return (), None
        rules = law_of(self.type.name, version.profile, self.day)
        return (f"{name}@{version.seq}", *rules), version.profile

    def _act(self, known: EventType, aggregate_id: str, body: Any) -> Act:
        law = self.acts[0].law[:1] if self.acts and known.policy else ()
        return Act(
            id=aggregate_id,
            seq=self.overlay.version(aggregate_id) + 1,
            type=known,
            body=body,
            by=self._by(),
            at=self.at,
            received_at=self.now,
            law=law,
            position=self.seen.size + len(self.acts),
            seen_size=self.seen.size,
        )

    def _by(self) -> tuple[SignedBy, ...]:
        return tuple(
            SignedBy(one.key, one.role, one.org, self.type.segment_of(one.role))
            for one in self.intent.by
        )

    def _add(self, act: Act, more: tuple[Ref, ...]) -> None:
        refs = {(ref.id, ref.seq): ref for ref in (*self._refs(act), *more)}
        prev = self._head(act.id)[1]
        ordered = tuple(refs[key] for key in sorted(refs))
        statement = Statement(
            v=1,
            log=self.recorded.origin,
            id=act.id,
            seq=act.seq,
            prev=prev,
            type=act.type.name,
            tv=act.type.version,
            at=act.at,
            by=act.by,
            seen=self.seen,
            refs=ordered,
            law=act.law,
            body=body_to_map(act.body),
        )
        payload = encode_statement(statement)
        digest = statement_hash(payload)
        self.heads[act.id] = (act.seq, digest)
        self.payloads.append(payload)
        self.statements.append(statement)
        self.acts.append(replace(act, hash=digest, refs=ordered, statement=statement))

    def _head(self, aggregate_id: str) -> tuple[int, bytes]:
        if aggregate_id in self.heads:
            return self.heads[aggregate_id]
        head = self.recorded.head(aggregate_id)
        return head if head is not None else (0, NO_PREVIOUS)

    def _refs(self, act: Act) -> list[Ref]:
        """Refer to the policy, and to the newest event of whatever the body names."""
        found = []
        if act.law:
            name, _, seq = act.law[0].partition("@")
            found.append(self._policy_ref(name, int(seq)))
        named = (*named_ids(act.type, act.body), *_further_ids(act.body))
        relied_on = {v for v in named if v != act.id and self._is_known(v)}
        found += [Ref(value, *self._head(value)) for value in relied_on]
        return [*found, *_cited_events(act.body)]

    def _policy_ref(self, name: str, seq: int) -> Ref:
        policy: PolicyState = self.overlay.get(f"policy/{name}")
        digest = next(v.hash for v in policy.versions if v.seq == seq)
        return Ref(f"policy/{name}", seq, digest)

    def _is_known(self, value: str) -> bool:
        kind, slash, _ = value.partition("/")
        if not slash or kind not in self.recorded.kinds:
            return False
        return value in self.heads or self.recorded.head(value) is not None


def _cited_events(body: Any) -> Iterator[Ref]:
    """Yield references to the single events that a body cites."""
    for name in body.__struct_fields__:
        cited = getattr(body, name)
        if isinstance(cited, EventRef):
            yield Ref(cited.id, cited.seq, cited.hash)


def _further_ids(body: Any) -> Iterator[str]:
    """Yield texts of a body that may be ids though their fields name no kind."""
    values = (getattr(body, name) for name in body.__struct_fields__)
    return (value for value in values if isinstance(value, str))
