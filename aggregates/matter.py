"""The matter an act belongs to: which session, and under which policy it began."""

from typing import Any

from aggregates.decider import States

CARRIERS = ("application", "session", "inspection")
"""Kinds of aggregates that carry the policy of their review year."""

NAMING = ("session", "application", "decision", "inspection", "clue")
"""Fields in which an act names the matter it belongs to."""


def profile_of_matter(state: Any, body: Any, states: States) -> str:
    """Name the profile that a matter began under; empty for a new matter.

    An application goes by its session's, a complaint by the application's that it
    concerns, a record by the decision's that it rests on, a measure by that of the
    inspection that it answers.

    Args:
        state: The aggregate.
        body: The facts of the act, typed or by field.
        states: All other aggregates.
    """
    own: str = getattr(state, "profile", "")
    return own or _of_named(state, body, states)


def _of_named(state: Any, body: Any, states: States) -> str:
    for name in NAMING:
        for source in (body, state):
            named = _field(source, name)
            if named.partition("/")[0] in (*CARRIERS, "title"):
                found: str = getattr(states.get(named), "profile", "")
                if found:
                    return found
    return ""


def _field(source: Any, name: str) -> str:
    found = source.get(name) if isinstance(source, dict) else getattr(source, name, "")
    return found if isinstance(found, str) else ""
