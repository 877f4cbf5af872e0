"""Given what is recorded, when somebody acts, then the rules accept or refuse it.

::

    given(*SUBMITTED).when(REVIEW).accepted()
    given(*SUBMITTED).when(REVIEW.but(post_conforms=False)).refused("XN12-5.2a")

Everything is pure: states in memory, a fabricated directory, no disk and no clock. A
deed is drafted as in real life, so that manifests, deadlines, lists and followers are
filled in; a history is judged as well, since what the rules refuse is no history.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

from aggregates.catalog import AGGREGATES
from aggregates.circumstances import context_of
from aggregates.decider import Act, Context, Refusal, Standing
from aggregates.draft import Draft, Intent, Signatory, draft
from aggregates.judge import Overlay, confirmations, judge
from aggregates.policy.dates import local_date
from aggregates.policy.state import PolicyState
from aggregates.rulebook import documents_of, in_force
from aggregates.schema import TYPE_OF, Body
from aggregates.standing import refers_to, standing_after
from ledger.directory import Directory
from ledger.record import Event
from ledger.statement import Seen
from tests.support.actors import ORIGIN, directory

SHANGHAI = timezone(timedelta(hours=8))
FIRST_POSITION = 1_000
"""Where the histories begin; what stands before is the directory."""


def instant(text: str) -> int:
    """Read ``2024-05-10T09:00`` as an instant in Shanghai, ms."""
    moment = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    return int(moment.timestamp() * 1000)


@dataclass(frozen=True, eq=False, kw_only=True)
class Deed:
    """Something that somebody does: a type of act, its facts and its signers.

    Attributes:
        body: The body of its type.
        on: The aggregate.
        by: Who signs.
        at: When it is recorded, ms.
        done: When it was done, ms; None for the moment of recording.
        fields: The facts that are not filled in.
        entries: Entries of a list-shaped act.
        profile: The profile to act under, if it is not the matter's own.
        bypassing: It went round the rules, and stands in the log all the same.
    """

    body: type[Body]
    on: str
    by: tuple[Signatory, ...]
    at: int
    fields: Mapping[str, Any]
    done: int | None = None
    entries: tuple[Any, ...] = ()
    profile: str = ""
    bypassing: bool = False

    def but(self, **changes: Any) -> "Deed":
        """Return the same deed with other facts."""
        return replace(self, fields={**self.fields, **changes})

    def signed(self, *by: Signatory) -> "Deed":
        """Return the same deed by other signers."""
        return replace(self, by=by)

    def recorded(self, at: str, *, done: str = "") -> "Deed":
        """Return the same deed at another time."""
        return replace(self, at=instant(at), done=instant(done) if done else None)

    def upon(self, aggregate: str) -> "Deed":
        """Return the same deed on another aggregate."""
        return replace(self, on=aggregate)

    def listing(self, *entries: Any) -> "Deed":
        """Return the same deed with other entries."""
        return replace(self, entries=entries)

    def under(self, profile: str) -> "Deed":
        """Return the same deed under another profile."""
        return replace(self, profile=profile)

    def round_the_rules(self) -> "Deed":
        """Return the same deed, recorded without asking the rules."""
        return replace(self, bypassing=True)


def deed(
    body: type[Body],
    on: str,
    by: Sequence[Signatory],
    at: str,
    /,
    *,
    entries: Sequence[Any] = (),
    **fields: Any,
) -> Deed:
    """Make a deed; ``fields`` are the facts of its body."""
    return Deed(
        body=body,
        on=on,
        by=tuple(by),
        at=instant(at),
        fields=fields,
        entries=tuple(entries),
    )


def instead(history: Sequence[Deed], old: Deed, *new: Deed) -> tuple[Deed, ...]:
    """Return the history with one deed replaced by others, or left out."""
    place = list(history).index(old)
    return (*history[:place], *new, *history[place + 1 :])


def until(history: Sequence[Deed], last: Deed) -> tuple[Deed, ...]:
    """Return the history up to and including a deed."""
    return tuple(history[: list(history).index(last) + 1])


@dataclass(frozen=True, kw_only=True)
class World:
    """All aggregates as a history has left them; it never changes."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    heads: Mapping[str, tuple[int, bytes]] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()

    origin: str = ORIGIN
    kinds: frozenset[str] = frozenset(AGGREGATES)

    @property
    def size(self) -> int:
        return FIRST_POSITION + len(self.acts)

    @property
    def seen(self) -> Seen:
        return Seen(self.size, sha256(b"root %d" % self.size).digest())

    @property
    def directory(self) -> Directory:
        return directory()

    def get(self, aggregate_id: str) -> Any:
        return self.standing(aggregate_id).state

    @property
    def states(self) -> Mapping[str, Any]:
        return {name: standing.state for name, standing in self.standings.items()}

    def standing(self, aggregate_id: str) -> Standing:
        if aggregate_id in self.standings:
            return self.standings[aggregate_id]
        kind = aggregate_id.partition("/")[0]
        return Standing(AGGREGATES[kind].initial(aggregate_id))

    def is_relied_on(self, aggregate_id: str, act: Act) -> bool:
        return any(
            refers_to(one.refs, one.id, aggregate_id, act.seq) for one in self.acts
        )

    def version(self, aggregate_id: str) -> int:
        return self.heads.get(aggregate_id, (0, b""))[0]

    def head(self, aggregate_id: str) -> tuple[int, bytes] | None:
        return self.heads.get(aggregate_id)

    def versions_read(self) -> Mapping[str, int]:
        return {}

    def current_profile(self, at: int) -> str:
        day = local_date(at)
        found = [
            (version.effective_from, state.id)
            for state in self.states.values()
            if isinstance(state, PolicyState) and (version := state.in_force_on(day))
        ]
        return max(found)[1].partition("/")[2] if found else ""

    def holding(self, *states: Any) -> "World":
        """Return the world with these states in it, as if acts had made them."""
        made = {state.id: Standing(state, 1) for state in states}
        return replace(self, standings={**self.standings, **made})

    def after(self, acts: Sequence[Act]) -> "World":
        """Return the world in which these acts are recorded too."""
        standings, heads = dict(self.standings), dict(self.heads)
        for act in acts:
            standing = standings.get(act.id, self.standing(act.id))
            kind = AGGREGATES[act.type.kind]
            standings[act.id] = standing_after(kind, standing, act)
            heads[act.id] = (act.seq, act.hash)
        return World(standings=standings, heads=heads, acts=(*self.acts, *acts))

    def draft(self, what: Deed) -> Draft:
        """Draft a deed."""
        intent = Intent(
            type=TYPE_OF[what.body],
            id=what.on,
            body=what.fields,
            by=what.by,
            at=what.done,
            entries=what.entries,
            profile=what.profile,
        )
        return draft(intent, self, now=what.at, entropy=_Entropy(what, self.size))

    def drafted(self, what: Deed) -> tuple[tuple[Act, ...], tuple[Refusal, ...]]:
        """Draft a deed; return its acts, and why they would be refused."""
        made = self.draft(what)
        return made.acts, made.refusals

    def events(self) -> tuple[Event, ...]:
        """Return what is recorded, as the log would give it; nothing is signed."""
        found = []
        for act in self.acts:
            assert act.statement is not None
            event = Event(
                act.position, act.received_at, act.statement, act.hash, (), b""
            )
            found.append(event)
        return tuple(found)


class _Entropy:
    """Bytes that look random and depend on the deed and its place alone."""

    def __init__(self, what: Deed, size: int) -> None:
        self._seed = f"{TYPE_OF[what.body]} {what.on} {size}".encode()
        self._drawn = 0

    def __call__(self, size: int) -> bytes:
        self._drawn += 1
        return sha256(b"%b %d" % (self._seed, self._drawn)).digest()[:size]


_WORLDS: dict[tuple[Deed, ...], World] = {(): World()}


def world_after(history: tuple[Deed, ...]) -> World:
    """Return the world that a history leaves; prefixes are remembered."""
    known = len(history)
    while history[:known] not in _WORLDS:
        known -= 1
    world = _WORLDS[history[:known]]
    for place in range(known, len(history)):
        world = _recorded(world, history[place])
        _WORLDS[history[: place + 1]] = world
    return world


def _recorded(world: World, what: Deed) -> World:
    acts, refusals = world.drafted(what)
    if refusals and not what.bypassing:
        raise AssertionError(f"no history: {acts[0].type.name} {_told(refusals)}")
    return world.after(acts)


def _told(refusals: Sequence[Refusal]) -> str:
    return "; ".join(
        f"{r.rule}: expected {r.expected.zh}, found {r.found.zh}" for r in refusals
    )


@dataclass
class Shown:
    """What the examples have shown of the rule book: tests by rule, or by type of act.

    Attributes:
        refused: By rule, the tests that saw it refuse.
        accepted: By rule, the tests that saw it judge, and the act accepted.
        started: By rule and type of act, the tests that saw its deadline started.
        recorded: By type of act, the tests that saw it accepted.
        refusals: By rule and test, what was said.
    """

    refused: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    accepted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    started: dict[tuple[str, str], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )
    recorded: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    refusals: dict[tuple[str, str], Refusal] = field(default_factory=dict)


SHOWN = Shown()
"""Of the tests that ran in this process; ``scripts/rules.py`` reads it."""


def _this_test() -> str:
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]


@dataclass(frozen=True)
class Verdict:
    """What the rules say of some acts."""

    world: World
    acts: tuple[Act, ...]
    refusals: tuple[Refusal, ...]

    def accepted(self) -> World:
        """Assert that nothing is refused; return the world after it."""
        assert not self.refusals, _told(self.refusals)
        for context in self._contexts():
            self._show_accepted(context)
        return self.world.after(self.acts)

    def _show_accepted(self, context: Context) -> None:
        act = context.act
        SHOWN.recorded[act.type.name].add(_this_test())
        for rule_id in _asked(context):
            SHOWN.accepted[rule_id].add(_this_test())
        for deadline in getattr(act.body, "deadlines", ()):
            SHOWN.started[deadline.rule, act.type.name].add(_this_test())

    def refused(self, *rules: str) -> None:
        """Assert that it is refused under exactly these rules."""
        found = {r.rule for r in self.refusals}
        others = {also for r in self.refusals for also in r.also}
        expected = set(rules)
        assert found <= expected <= found | others, (
            f"expected {sorted(expected)}, got {_told(self.refusals) or 'acceptance'}"
        )
        for refusal in self.refusals:
            for rule_id in (refusal.rule, *refusal.also):
                SHOWN.refused[rule_id].add(_this_test())
                SHOWN.refusals.setdefault((rule_id, _this_test()), refusal)

    def _contexts(self) -> list[Context]:
        overlay = Overlay(self.world)
        found = []
        for lead, followers in confirmations(self.acts):
            found.append(context_of(lead, overlay, directory(), companions=followers))
            overlay.apply(lead)
            for follower in followers:
                found.append(context_of(follower, overlay, directory(), lead=lead))
                overlay.apply(follower)
        return found


def _asked(context: Context) -> Iterator[str]:
    """Yield the ids of the rules that judge an act."""
    if context.act.type.policy and context.profile is None:
        return
    documents = documents_of(context.profile, context.act.day)
    for _, ids in in_force(context.act.type.name, documents):
        yield from ids


@dataclass(frozen=True)
class Given:
    """A world to act in."""

    world: World

    def when(self, what: Deed) -> Verdict:
        """Let a deed be drafted and judged."""
        acts, refusals = self.world.drafted(what)
        return Verdict(self.world, acts, refusals)

    def when_altered(
        self, what: Deed, alter: Callable[[tuple[Act, ...]], Sequence[Act]]
    ) -> Verdict:
        """Let a deed be judged after its acts were altered by hand."""
        acts = tuple(alter(self.world.drafted(what)[0]))
        refusals = judge(acts, self.world, directory())
        return Verdict(self.world, acts, refusals)


def given(*history: Deed) -> Given:
    """Begin with what is recorded."""
    return Given(world_after(history))
