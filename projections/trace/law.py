"""Which of the rules of the cities holds in a matter, by its policy on record."""

from aggregates.rulebook import documents_of
from projections.times.asof import AsOf
from projections.trace.materials import History


class Law:
    """Tells which of the rules of the cities holds in a matter."""

    def __init__(self, history: History, states: AsOf) -> None:
        act, state, _ = history[-1]
        self.profile = states.profile(state.profile, act.day)
        known = self.profile is not None
        self._documents = documents_of(self.profile, act.day) if known else None

    @property
    def known(self) -> bool:
        """Whether the policy of the matter is on record."""
        return self._documents is not None

    def asks(self, rules: tuple[str, ...]) -> str:
        """Return the rule that holds; empty where the city asks for no such step.

        In a matter whose policy is not on record, it is the first.
        """
        known = self._documents
        if known is None:
            return rules[0]
        return next((one for one in rules if one.partition("-")[0] in known), "")
