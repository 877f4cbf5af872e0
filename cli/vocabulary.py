"""The words of the domain, loaded kind by kind.

Reading an act or listing the commands of one noun needs only the events of the kinds
in question; the whole catalogue, with all rules, takes much longer to import.
"""

from typing import Final

import click

from aggregates.schema import EVENT_TYPES, EventType
from cli.commands import closest
from cli.kinds import KINDS
from cli.language import say

FOUNDING: Final = "ledger.founded"


def known_type(name: str) -> EventType:
    """Return what is known of an event type, by its name.

    Raises:
        UsageError: There is no such type; those that look like it are named.
    """
    found = EVENT_TYPES.get(name)
    if found is None:
        raise click.UsageError(_unknown(name))
    return found


def leads_of(kind: str) -> tuple[EventType, ...]:
    """Return the types of a kind that somebody can do, in order of declaration."""
    return tuple(known for known in EVENT_TYPES.of(kind) if _is_lead(known))


def all_leads() -> tuple[EventType, ...]:
    """Return all types that somebody can do."""
    return tuple(known for kind in KINDS for known in leads_of(kind))


def _is_lead(known: EventType) -> bool:
    return not known.follower_of and known.name != FOUNDING


def _unknown(name: str) -> str:
    near = closest(name, [known.name for known in all_leads()])
    if near:
        return say(
            f"没有事项 {name!r}。是否为：{near}？",
            f"no act {name!r}; did you mean {near}?",
        )
    return say(
        f"没有事项 {name!r}；形如 application.submitted",
        f"no act {name!r}; acts look like application.submitted",
    )
