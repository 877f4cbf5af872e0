"""How often a deadline was changed since it was set, for calendars that follow it.

A deadline that another one replaces under the same rule goes on in it; a calendar shall
move its entry and not show two. So each has an identity, that of the first, and a
number that rises whenever its last day or its end is another than before.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from projections.dues.clocks import REPLACED, Clock, clocks_by_act
from projections.dues.due import Due
from projections.facts import Step

_NOTHING: Final = ("", "")


class Key(NamedTuple):
    """Which deadline of an aggregate it is.

    Attributes:
        position: Of the act that set it.
        rule: The rule that sets it.
        met_by: The event type that meets it.
        due: Its last day.
    """

    position: int
    rule: str
    met_by: str
    due: str

    @classmethod
    def of(cls, due: Due) -> "Key":
        """Return which deadline an entry of the due list is."""
        return cls(
            due.started.position, due.rule.id, due.met_by.code, due.due.isoformat()
        )


class Revision(NamedTuple):
    """How a deadline came to be what it is.

    Attributes:
        first: The deadline with which it began.
        number: How often it was changed since.
        position: Of the act that set or changed it last.
        newest: Whether no other one has replaced it.
    """

    first: Key
    number: int
    position: int
    newest: bool = True


def revisions(history: Iterable[Step], kind: str) -> Mapping[Key, Revision]:
    """Return how each deadline of an aggregate came to be what it is."""
    found: dict[Key, Revision] = {}
    known: dict[Key, tuple[str, str]] = {}
    for act, clocks in clocks_by_act(history, kind):
        firsts = _firsts(clocks)
        now = {first: (c.due, c.how) for c, first in firsts.items()}
        for first in known.keys() | now.keys():
            stands = now.get(first, _NOTHING)
            if first not in known:
                found[first] = Revision(first, 0, act.position)
            elif known[first] != stands:
                found[first] = Revision(first, found[first].number + 1, act.position)
            known[first] = stands
        last = {first: clock for clock, first in firsts.items()}
        for clock, first in firsts.items():
            newest = last[first] is clock
            found[_key(clock)] = found[first]._replace(newest=newest)
    return found


def _firsts(clocks: Iterable[Clock]) -> dict[Clock, Key]:
    """Return with which deadline each began; what is replaced comes before."""
    firsts: dict[Clock, Key] = {}
    replaced: list[Clock] = []
    for clock in clocks:
        before = next((one for one in replaced if _replaces(clock, one)), None)
        if before is None:
            firsts[clock] = _key(clock)
        else:
            replaced.remove(before)
            firsts[clock] = firsts[before]
        if clock.how == REPLACED:
            replaced.append(clock)
    return firsts


def _replaces(clock: Clock, before: Clock) -> bool:
    same = (before.rule, before.met_by, before.reference) == (
        clock.rule,
        clock.met_by,
        clock.reference,
    )
    return same and before.closed == clock.position


def _key(clock: Clock) -> Key:
    return Key(clock.position, clock.rule, clock.met_by, clock.due)
