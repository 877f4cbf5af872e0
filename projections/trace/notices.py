"""Reasons that a body told later than it could have: one-time notification."""

from collections.abc import Iterator

import msgspec

from aggregates.application.notices import RULES, repetitions
from projections.times.asof import AsOf
from projections.trace.law import Law
from projections.trace.materials import History
from projections.words.label import Named, RuleRef, rule_ref
from projections.words.references import EventRef, event_ref


class Repeated(msgspec.Struct, frozen=True, kw_only=True):
    """One reason that was there before and was told again, or only later.

    Attributes:
        code: The reason.
        item: The material it is about, or ``""``.
        organisation: The body that told it.
        rule: Why that is a finding.
        told: The notification that told it, or could have.
        repeated: The later one.
    """

    code: str
    item: str
    organisation: Named
    rule: RuleRef
    told: EventRef
    repeated: EventRef


def repeated_notices(history: History, states: AsOf) -> Iterator[Repeated]:
    """Yield what was told later than it could have been, where the city forbids it."""
    if not history:
        return
    state = history[-1][1]
    asked = Law(history, states).asks(RULES)
    events = states.log.events(state.id) if asked else []
    for one in repetitions(state) if asked else ():
        yield Repeated(
            code=one.code,
            item=one.item,
            organisation=states.organisation(one.org),
            rule=rule_ref(asked),
            told=event_ref(events[one.told_at - 1]),
            repeated=event_ref(events[one.repeated_at - 1]),
        )
