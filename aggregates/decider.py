"""The shape of every aggregate, and what a rule sees when it judges.

An aggregate is three things: a first state, a pure ``evolve(state, act)`` that
is total (history is never refused), and rules that yield every reason why an
act must not be recorded now. The same rules run when an act is drafted, when it
is appended, and when the log is audited.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

import msgspec

from aggregates.policy.dates import local_date
from aggregates.policy.profile import Profile
from aggregates.policy.workdays import WorkingDays
from aggregates.schema import Body, EventType
from aggregates.text import Text
from ledger.directory import Directory
from ledger.errors import MalformedError
from ledger.statement import Ref, SignedBy, Statement


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One unmet rule: what was expected, what was found, what to do.

    Attributes:
        rule: Id in the catalogue, or a ``LEDGER-…`` id of the house rules.
        citation: Document number and clause.
        expected: What the rule asks.
        found: What there is.
        remedy: What the person can do next.
        also: Other ids in the catalogue under which the same is unmet.
    """

    rule: str
    citation: str
    expected: Text
    found: Text
    remedy: Text
    also: tuple[str, ...] = ()


class Refused(Exception):  # noqa: N818  # it reads as the sentence it is
    """A rule said no; nothing was written.

    Attributes:
        refusals: Every unmet rule, in the order of the catalogue.
    """

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = refusals
        super().__init__("refused under " + ", ".join(r.rule for r in refusals))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An event as the domain sees it, recorded or about to be.

    Attributes:
        id: Aggregate id.
        seq: Number in the aggregate, from 1.
        type: What the catalogue knows of its type.
        body: The typed facts.
        by: Its signers.
        at: Claimed time, ms.
        received_at: The ledger's time, ms; for a draft, the present.
        hash: Statement hash; empty for a draft that has none yet.
        refs: Events it relies on.
        law: Policy version and rule ids it names.
        position: Where it stands or is to stand in the ledger.
        seen_size: Size of the tree its signers had seen.
        statement: What was stated, verbatim, once it is.
    """

    id: str
    seq: int
    type: EventType
    body: Any
    by: tuple[SignedBy, ...]
    at: int
    received_at: int
    hash: bytes = b""
    refs: tuple[Ref, ...] = ()
    law: tuple[str, ...] = ()
    position: int = 0
    seen_size: int = 0
    statement: Statement | None = None

    @property
    def late(self) -> bool:
        """Whether it is entered late (补录), and therefore counts by ``at``."""
        return getattr(self.body, "late", None) is not None

    @property
    def day(self) -> date:
        """The local day on which it counts (formats §3)."""
        return local_date(self.at if self.late else self.received_at)

    @property
    def profile(self) -> str:
        """The profile named in ``law``, or ``""``."""
        return self.law[0].partition("@")[0] if self.law else ""

    @property
    def orgs(self) -> tuple[str, ...]:
        """The organisations its signers act for, each once, in their order."""
        return tuple(dict.fromkeys(signer.org for signer in self.by))

    def signer(self, role: str) -> SignedBy | None:
        """Return the first signer in ``role``."""
        return next((s for s in self.by if s.role == role), None)


class Standing(msgspec.Struct, frozen=True):
    """How an aggregate stands: its state, and what undoes the newest act.

    Attributes:
        state: Its state.
        acts: How many acts stand: those recorded, without corrections and recalls,
            and without what was recalled.
        newest: The newest act, as it was corrected; none after a recall.
        before: The state before that act.
    """

    state: Any
    acts: int = 0
    newest: Act | None = None
    before: Any = None


class States(Protocol):
    """Where a rule finds the aggregates it names; reading is remembered."""

    def get(self, aggregate_id: str) -> Any:
        """Return the state of ``aggregate_id``, or the first state of its kind."""
        ...

    def version(self, aggregate_id: str) -> int:
        """Return the number of its newest event; 0 if there is none."""
        ...

    def standing(self, aggregate_id: str) -> Standing:
        """Return its state with what a correction or a recall needs."""
        ...

    def is_relied_on(self, aggregate_id: str, act: Act) -> bool:
        """Tell whether another aggregate refers to an act of it, or to a later one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything a rule may look at.

    Attributes:
        act: The act being judged.
        state: Its aggregate before it.
        states: All other aggregates.
        profile: The policy in force, or none for acts that cite none; for what
            changes a policy, that policy before it.
        days: Working days by the calendars adopted so far.
        directory: Keys and roles.
        companions: The followers of the act, if it is a lead.
        lead: The lead of the act, if it is a follower.
    """

    act: Act
    state: Any
    states: States
    profile: Profile | None
    days: WorkingDays
    directory: Directory
    companions: tuple[Act, ...] = ()
    lead: Act | None = None

    @property
    def body(self) -> Any:
        """The typed facts of the act."""
        return self.act.body

    @property
    def policy(self) -> Profile:
        """The policy in force; only for acts that cite one."""
        if self.profile is None:
            raise AssertionError("an act without a policy was judged under one")
        return self.profile

    def subject_of(self, signer: SignedBy) -> str:
        """Return the person, organisation or pseudonym behind a signer's key."""
        key = self.directory.keys.get(signer.key)
        return key.subject if key else ""

    def subjects(self, role: str) -> tuple[str, ...]:
        """Return the subjects of all signers in ``role``."""
        return tuple(self.subject_of(s) for s in self.act.by if s.role == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """How one kind of aggregate remembers.

    Attributes:
        kind: The kind in formats §2.
        initial: Makes the first state for an id.
        evolve: Folds one act into a state.
    """

    kind: str
    initial: Callable[[str], Any]
    evolve: Callable[[Any, Act], Any]


S = TypeVar("S")
Handlers = Mapping[type[Body], Callable[[S, Any, Act], S]]


def fold(handlers: Handlers[S], state: S, act: Act) -> S:
    """Let the handler of the act's body type change the state, if there is one."""
    handler = handlers.get(type(act.body))
    return handler(state, act.body, act) if handler else state


def first_state(aggregates: Mapping[str, Aggregate], aggregate_id: str) -> Any:
    """Return the state of an aggregate of which nothing is recorded.

    Raises:
        MalformedError: There is no such kind of aggregate.
    """
    kind = aggregates.get(aggregate_id.partition("/")[0])
    if kind is None:
        raise MalformedError(
            f"aggregate: expected one of {', '.join(sorted(aggregates))}, "
            f"got {aggregate_id[:64]!r}"
        )
    return kind.initial(aggregate_id)
