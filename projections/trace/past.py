"""The aggregates at one position after another, each event folded once."""

from typing import Any

from aggregates.decider import Act, Standing
from ledger.statement import kind_of
from projections.facts import evolved, first_standing, typed
from projections.times.asof import AsOf


class Past:
    """The aggregates as they stood before a position that only moves on.

    Args:
        states: The log, whose events are read once for every position.
    """

    def __init__(self, states: AsOf) -> None:
        self._states = states
        self._position = 0
        self._known: dict[str, tuple[int, Standing]] = {}

    @property
    def directory(self) -> Any:
        """Keys and roles, which are judged by position."""
        return self._states.log.directory

    def move(self, position: int) -> None:
        """Look at the moment before the record at a position, no earlier than now."""
        self._position = position

    def get(self, aggregate_id: str) -> Any:
        """Return the state of an aggregate."""
        return self.standing(aggregate_id).state

    def standing(self, aggregate_id: str) -> Standing:
        """Return its state with what undoes its newest act."""
        kind = kind_of(aggregate_id)
        taken, standing = self._known.get(
            aggregate_id, (0, first_standing(kind, aggregate_id))
        )
        for event in self._states.events(aggregate_id)[taken:]:
            if event.position >= self._position:
                break
            act = typed(event)
            standing = standing if act is None else evolved(kind, standing, act)
            taken += 1
        self._known[aggregate_id] = (taken, standing)
        return standing

    def version(self, aggregate_id: str) -> int:
        """Return the number of its newest event then."""
        self.standing(aggregate_id)
        return self._known[aggregate_id][0]

    def is_relied_on(self, aggregate_id: str, act: Act) -> bool:
        """Tell whether another aggregate had referred to an act of it by then."""
        then = AsOf(self._states.log, self._states.day, self._position)
        return then.is_relied_on(aggregate_id, act)
