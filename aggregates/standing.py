"""Folding acts into the standing of an aggregate, corrections and recalls included.

A recall puts the state back to what it was before the newest act; a correction puts it
to what that act would have made of it with the new value. History is never refused:
what is about no newest act changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from aggregates.amendment import Amendment, Corrected, corrected_body
from aggregates.decider import Act, Aggregate, Standing, first_state
from ledger.errors import MalformedError
from ledger.statement import Ref


def standing_after(kind: Aggregate, standing: Standing, act: Act) -> Standing:
    """Fold one act into a standing."""
    if isinstance(act.body, Amendment):
        return _amended(kind, standing, act, act.body)
    state = standing.state
    return Standing(kind.evolve(state, act), standing.acts + 1, act, state)


def _amended(
    kind: Aggregate, standing: Standing, act: Act, body: Amendment
) -> Standing:
    newest = standing.newest
    if newest is None or newest.seq != body.seq:
        return standing
    if not isinstance(body, Corrected):
        return Standing(standing.before, standing.acts - 1)
    try:
        corrected = corrected_act(newest, act, body)
    except MalformedError:
        return standing
    state = kind.evolve(standing.before, corrected)
    return msgspec.structs.replace(standing, state=state, newest=corrected)


def corrected_act(newest: Act, act: Act, body: Corrected) -> Act:
    """Return the newest act as a correction says that it should have been.

    Raises:
        MalformedError: The correction makes no body of its type.
    """
    return replace(
        newest,
        body=corrected_body(newest.type, newest.body, body.field, body.new),
        refs=(*newest.refs, *act.refs),
    )


def refers_to(refs: Iterable[Ref], by: str, aggregate_id: str, seq: int) -> bool:
    """Tell whether references of an aggregate are to an act of another, or later."""
    return by != aggregate_id and any(
        ref.id == aggregate_id and ref.seq >= seq for ref in refs
    )


@dataclass(slots=True)
class MemoryStates:
    """States folded in memory: for tests, and for the lawfulness audit."""

    aggregates: Mapping[str, Aggregate]
    _standings: dict[str, Standing] = field(default_factory=dict)
    _versions: dict[str, int] = field(default_factory=dict)
    _relied_on: dict[str, int] = field(default_factory=dict)

    def get(self, aggregate_id: str) -> Any:
        """Return the state of ``aggregate_id``."""
        return self.standing(aggregate_id).state

    def standing(self, aggregate_id: str) -> Standing:
        """Return its state with what a correction or a recall needs."""
        found = self._standings.get(aggregate_id)
        if found is None:
            return Standing(first_state(self.aggregates, aggregate_id))
        return found

    def version(self, aggregate_id: str) -> int:
        """Return the number of its newest event."""
        return self._versions.get(aggregate_id, 0)

    def is_relied_on(self, aggregate_id: str, act: Act) -> bool:
        """Tell whether another aggregate refers to an act of it, or to a later one."""
        return self._relied_on.get(aggregate_id, 0) >= act.seq

    def apply(self, act: Act) -> None:
        """Fold one act."""
        kind = self.aggregates[act.type.kind]
        self._standings[act.id] = standing_after(kind, self.standing(act.id), act)
        self._versions[act.id] = act.seq
        for ref in act.refs:
            if ref.id != act.id and ref.seq > self._relied_on.get(ref.id, 0):
                self._relied_on[ref.id] = ref.seq
