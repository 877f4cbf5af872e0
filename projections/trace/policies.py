"""T20: under which version of which policy each act was done, and under its neighbours.

Where the territory had a version before, or has one since, every lead act is judged
again with the states of its own moment and the other version's numbers and rules. That
an act would be refused today is told and is no finding: an act is judged by the rules
in force when it was done (XN12-9b). It is one if the version cited was not in force, or
if its own version would have refused it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from aggregates.amendment import Amendment
from aggregates.decider import Act, Refusal
from aggregates.policy.profile import Profile
from aggregates.policy.state import PolicyState, Version
from aggregates.text import Text
from projections.times.asof import AsOf
from projections.trace.answer import Reply, only_wrong
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.past import Past
from projections.trace.review import followers_of
from projections.words.label import Label, RuleRef, Words, label, rule_ref, words
from projections.words.references import EventRef, act_ref, event_ref

if TYPE_CHECKING:
    from aggregates.judge import Overlay

# The rule book is imported only where there is another version to judge by.

SIDES: Final = {
    "BEFORE": Text("此前版本", "the version before"),
    "AFTER": Text("此后版本", "the version after"),
}
_NOT_JUDGED: Final = label(
    "NOT_JUDGED_AGAIN",
    Text("涉及申报较多，未按其他版本重判", "many applications: not judged again"),
)


class Unmet(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that is not met: what it asks, and what there is."""

    rule: RuleRef
    expected: Words
    found: Words


class OtherVersion(msgspec.Struct, frozen=True, kw_only=True):
    """The same act under a neighbouring version.

    Attributes:
        side: ``BEFORE`` or ``AFTER``.
        policy: The version, ``name@seq``.
        effective_from: Its first day.
        lawful: Whether it would have let the act pass.
        refused: Rules that only it finds unmet.
        allowed: Rules that only the act's own version finds unmet.
    """

    side: Label
    policy: str
    effective_from: date
    lawful: bool
    refused: tuple[Unmet, ...]
    allowed: tuple[Unmet, ...]


class Governed(msgspec.Struct, frozen=True, kw_only=True):
    """Acts that were done under one version, and are alike in everything else.

    Attributes:
        acts: The acts, by position.
        policy: The version that it cites, ``name@seq``.
        published: The event that published that version, if it is on record.
        effective_from: Its first day.
        in_force: Whether it was the one in force, by what was on record then.
        unmet: What their own version finds unmet, where they were judged again.
        others: The same under the versions before and after.
    """

    acts: tuple[EventRef, ...]
    policy: str
    published: EventRef | None
    effective_from: date | None
    in_force: bool
    unmet: tuple[Unmet, ...]
    others: tuple[OtherVersion, ...]


class _Published(NamedTuple):
    """A version of a policy, with the policy."""

    id: str
    version: Version

    @property
    def name(self) -> str:
        return f"{self.id.partition('/')[2]}@{self.version.seq}"

    @property
    def profile(self) -> Profile:
        return self.version.profile


def ask(inquiry: Inquiry) -> Reply[Governed]:
    """Return the policy of the lead acts, and what its neighbours say of them."""
    versions = _Versions(inquiry.states)
    single = [
        row
        for dossier in inquiry.dossiers
        for row in _rows(dossier, versions, judging=not inquiry.wide)
    ]
    rows = tuple(_alike(single))
    other = inquiry.wide and any(versions.neighbours(row.policy) for row in rows)
    reply = Reply(
        rows=rows,
        findings=tuple(found for row in single for found in _findings(row)),
        notes=(_NOT_JUDGED,) if other else (),
    )
    return only_wrong(reply) if inquiry.wide else reply


def _alike(rows: Iterable[Governed]) -> Iterator[Governed]:
    """Put acts together of which the same is to be said."""
    found: dict[Governed, dict[int, EventRef]] = {}
    for row in rows:
        (act,) = row.acts
        known = found.setdefault(msgspec.structs.replace(row, acts=()), {})
        known[act.position] = act
    for row, acts in found.items():
        told = tuple(acts[position] for position in sorted(acts))
        yield msgspec.structs.replace(row, acts=told)


class _Versions:
    """All versions on record, and which come before and after one."""

    def __init__(self, states: AsOf) -> None:
        self._states = states

    @cached_property
    def all(self) -> tuple[_Published, ...]:
        """The versions, by their first days."""
        found = [
            _Published(one, version)
            for one in self._states.log.ids("policy")
            for version in self._policy(one).versions
        ]
        return tuple(
            sorted(found, key=lambda v: (v.version.effective_from, v.id, v.version.seq))
        )

    def of(self, name: str) -> _Published | None:
        """Return the version that an act cites, if it is on record."""
        return next((one for one in self.all if one.name == name), None)

    def neighbours(self, name: str) -> tuple[tuple[str, _Published], ...]:
        """Return the versions of the same territory right before and after one."""
        own = self.of(name)
        if own is None:
            return ()
        territory = own.profile.territory
        line = [one for one in self.all if one.profile.territory == territory]
        at = line.index(own)
        before, after = line[:at][-1:], line[at + 1 :][:1]
        return (
            *(("BEFORE", one) for one in before),
            *(("AFTER", one) for one in after),
        )

    def published(self, one: _Published) -> EventRef:
        """Point at the event that published a version."""
        return event_ref(self._states.events(one.id)[one.version.seq - 1])

    def was_in_force(self, one: _Published, act: Act) -> bool:
        """Tell whether a version was the one in force, as far as was known then."""
        events = self._states.events(one.id)
        known = PolicyState(
            id=one.id,
            versions=tuple(
                version
                for version in self._policy(one.id).versions
                if events[version.seq - 1].position < act.position
            ),
        )
        return known.in_force_on(act.day) == one.version

    def _policy(self, policy: str) -> PolicyState:
        state: PolicyState = self._states.get(policy)
        return state


def _rows(
    dossier: Dossier, versions: _Versions, *, judging: bool
) -> Iterator[Governed]:
    past = Past(dossier.states)
    for act in dossier.acts:
        if act.type.follower_of or not act.law:
            continue
        name = act.law[0]
        own = versions.of(name)
        others = versions.neighbours(name) if judging else ()
        unmet: tuple[Unmet, ...] = ()
        told: tuple[OtherVersion, ...] = ()
        if own is not None and others and not isinstance(act.body, Amendment):
            past.move(act.position)
            again = _Again(act, followers_of(act, dossier.states), past)
            unmet = again.under(own.profile)
            told = tuple(again.compared(side, one, unmet) for side, one in others)
        yield Governed(
            acts=(act_ref(act),),
            policy=name,
            published=versions.published(own) if own else None,
            effective_from=own.version.effective_from if own else None,
            in_force=own is not None and versions.was_in_force(own, act),
            unmet=unmet,
            others=told,
        )


class _Again:
    """One confirmation, judged again at its own moment."""

    def __init__(self, lead: Act, followers: tuple[Act, ...], past: Past) -> None:
        self._lead = lead
        self._followers = followers
        self._past = past

    def compared(
        self, side: str, other: _Published, own: tuple[Unmet, ...]
    ) -> OtherVersion:
        """Return what another version says, beside what its own says."""
        found = self.under(other.profile)
        rules = {one.rule.id for one in own}
        theirs = {one.rule.id for one in found}
        return OtherVersion(
            side=label(side, SIDES[side]),
            policy=other.name,
            effective_from=other.version.effective_from,
            lawful=not found,
            refused=tuple(one for one in found if one.rule.id not in rules),
            allowed=tuple(one for one in own if one.rule.id not in theirs),
        )

    def under(self, profile: Profile) -> tuple[Unmet, ...]:
        """Return what a version finds unmet, each rule once."""
        from aggregates.judge import Overlay  # noqa: PLC0415 - see above

        overlay = Overlay(self._past)
        found = {
            refusal.rule: Unmet(
                rule=rule_ref(refusal.rule),
                expected=words(refusal.expected),
                found=words(refusal.found),
            )
            for refusal in self._refusals(profile, overlay)
        }
        return tuple(found.values())

    def _refusals(self, profile: Profile, overlay: "Overlay") -> Iterator[Refusal]:
        from aggregates import rulebook  # noqa: PLC0415 - see above
        from aggregates.circumstances import context_of  # noqa: PLC0415

        lead, directory = self._lead, self._past.directory
        context = context_of(lead, overlay, directory, companions=self._followers)
        yield from rulebook.refusals(replace(context, profile=profile))
        overlay.apply(lead)
        for follower in self._followers:
            context = context_of(follower, overlay, directory, lead=lead)
            yield from rulebook.refusals(replace(context, profile=profile))
            overlay.apply(follower)


def _findings(row: Governed) -> Iterator[Finding]:
    (ref,) = row.acts
    act, shown = ref.type, [ref, *filter(None, (row.published,))]
    if not row.in_force:
        what = Words(f"{act.zh}：{row.policy}", f"{act.en}: {row.policy}")
        yield finding("WRONG_VERSION", what, *shown)
    for one in row.unmet:
        what = Words(
            f"{act.zh}：应为 {one.expected.zh}，实为 {one.found.zh}",
            f"{act.en}: expected {one.expected.en}, found {one.found.en}",
        )
        yield finding("NOT_LAWFUL_THEN", what, *shown, rule=one.rule)
