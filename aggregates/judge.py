"""Judging acts: contexts from states, house rules and rule book, all reasons at once.

One confirmation is a lead and its followers. The lead is judged with its followers
beside it, each follower with the lead already folded in, so that what is judged is
exactly what will stand in the log.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import aggregates.rule_modules  # noqa: F401 - registers the rules
from aggregates import amending, house, rulebook
from aggregates.amendment import Amendment, Corrected
from aggregates.catalog import AGGREGATES
from aggregates.circumstances import context_of
from aggregates.decider import Act, Context, Refusal, Standing, States
from aggregates.standing import corrected_act, refers_to, standing_after
from ledger.directory import Directory
from ledger.statement import Ref


@dataclass(slots=True)
class Overlay:
    """States with acts folded in that are not recorded yet."""

    base: States
    _standings: dict[str, Standing] = field(default_factory=dict)
    _versions: dict[str, int] = field(default_factory=dict)
    _refs: list[tuple[str, tuple[Ref, ...]]] = field(default_factory=list)

    def get(self, aggregate_id: str) -> Any:
        """Return the state of ``aggregate_id``."""
        if aggregate_id in self._standings:
            return self._standings[aggregate_id].state
        return self.base.get(aggregate_id)

    def standing(self, aggregate_id: str) -> Standing:
        """Return its state with what a correction or a recall needs."""
        if aggregate_id in self._standings:
            return self._standings[aggregate_id]
        return self.base.standing(aggregate_id)

    def is_relied_on(self, aggregate_id: str, act: Act) -> bool:
        """Tell whether another aggregate refers to an act of it, or to a later one."""
        return self.base.is_relied_on(aggregate_id, act) or any(
            refers_to(refs, by, aggregate_id, act.seq) for by, refs in self._refs
        )

    def version(self, aggregate_id: str) -> int:
        """Return the number of its newest event, recorded or not."""
        if aggregate_id in self._versions:
            return self._versions[aggregate_id]
        return self.base.version(aggregate_id)

    def apply(self, act: Act) -> None:
        """Fold one act."""
        kind = AGGREGATES[act.type.kind]
        self._standings[act.id] = standing_after(kind, self.standing(act.id), act)
        self._versions[act.id] = act.seq
        self._refs.append((act.id, act.refs))

    def rewound(self, aggregate_id: str, before: Standing, version: int) -> "Overlay":
        """Return the same states with one aggregate as it was before an act."""
        return Overlay(self, {aggregate_id: before}, {aggregate_id: version})


def judge(
    acts: Sequence[Act], states: States, directory: Directory
) -> tuple[Refusal, ...]:
    """Return every reason why these acts must not be recorded now.

    Args:
        acts: One or more confirmations, each a lead followed by its followers.
        states: All aggregates as they stand before the acts.
        directory: Keys and roles.
    """
    overlay = Overlay(states)
    found: list[Refusal] = []
    for lead, followers in confirmations(acts):
        # What is unmet in the same way by every row of a list is told once.
        found += dict.fromkeys(_confirmed(lead, followers, overlay, directory))
    return tuple(found)


def _confirmed(
    lead: Act, followers: tuple[Act, ...], overlay: Overlay, directory: Directory
) -> Iterator[Refusal]:
    """Judge one confirmation, act by act, folding in what was judged."""
    yield from _refusals(context_of(lead, overlay, directory, companions=followers))
    overlay.apply(lead)
    for follower in followers:
        yield from _refusals(context_of(follower, overlay, directory, lead=lead))
        overlay.apply(follower)


def confirmations(acts: Sequence[Act]) -> Iterator[tuple[Act, tuple[Act, ...]]]:
    """Group acts into leads, each with the followers that come after it."""
    start = 0
    for index in range(1, len(acts) + 1):
        if index == len(acts) or not _follows(acts[index], acts[start]):
            yield acts[start], tuple(acts[start + 1 : index])
            start = index


def _follows(act: Act, lead: Act) -> bool:
    return lead.type.name in act.type.follower_of


def _refusals(context: Context) -> Iterator[Refusal]:
    if context.act.type.follower_of and context.lead is None:
        yield rulebook.refusal("LEDGER-FOLLOWERS", _alone(context.act))
    yield from house.refusals(context)
    if isinstance(context.act.body, Amendment):
        yield from _amending(context)
    elif not context.act.type.opens and not _is_begun(context):
        yield rulebook.refusal("LEDGER-STATE", NOT_BEGUN)
    elif not context.act.type.policy or context.profile is not None:
        yield from rulebook.refusals(context)


def _is_begun(context: Context) -> bool:
    """Tell whether an act stands; a first act that was recalled stands no more."""
    act = context.act
    return act.seq > 1 and context.states.standing(act.id).acts > 0


def _amending(context: Context) -> Iterator[Refusal]:
    """A correction is lawful if the act would have been with the corrected value."""
    found = tuple(amending.reasons(context))
    yield from (rulebook.refusal(rule_id, one) for rule_id, one in found)
    standing = context.states.standing(context.act.id)
    body, newest = context.body, standing.newest
    if found or newest is None or not isinstance(body, Corrected):
        return
    states = Overlay(context.states).rewound(
        newest.id, Standing(standing.before, standing.acts - 1), newest.seq - 1
    )
    corrected = corrected_act(newest, context.act, body)
    yield from _refusals(context_of(corrected, states, context.directory))


NOT_BEGUN = rulebook.reason(
    expected=("已经建立的事项", "a matter that has begun"),
    found=("尚未建立", "not begun"),
    remedy=("先办理该事项的第一步，或核对编号", "begin it first, or check the id"),
)


def _alone(act: Act) -> rulebook.Reason:
    leads = "、".join(act.type.follower_of)
    return rulebook.reason(
        expected=(f"随 {leads} 一并提交", f"together with {leads}"),
        found=("单独提交", "alone"),
        remedy=("请办理主事项", "do the act that brings it"),
    )
