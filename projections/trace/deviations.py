"""Where the review of a session departed from its consented plan."""

from collections.abc import Iterator

import msgspec

from aggregates.session.deviations import NAMES, RULES, deviations
from projections.times.asof import AsOf
from projections.trace.law import Law
from projections.words.label import Label, RuleRef, label, rule_ref
from projections.words.references import EventRef, event_ref


class Departure(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done otherwise than planned.

    Attributes:
        code: What it is about.
        planned: What the plan says.
        done: What was done.
        rule: Why that is a finding.
        plan: The plan.
        act: What departs from it.
    """

    code: Label
    planned: str
    done: str
    rule: RuleRef
    plan: EventRef
    act: EventRef


def departures_of(session: str, law: Law, states: AsOf) -> Iterator[Departure]:
    """Yield where a session departed from its plan, where the law asks for that."""
    events = {event.seq: event for event in states.events(session)}
    acts = states.acts(session)
    for one in deviations(acts, lambda a: str(states.get(a).level), law.profile):
        asked = law.asks(RULES[one.code])
        if asked:
            yield Departure(
                code=label(one.code, NAMES[one.code]),
                planned=one.planned,
                done=one.done,
                rule=rule_ref(asked),
                plan=event_ref(events[one.plan.seq]),
                act=event_ref(events[one.act.seq]),
            )
