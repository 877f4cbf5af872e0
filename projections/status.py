"""How things stand: stage, who has it, since when, what comes next, what is missing.

The view holds one row for each aggregate, for lists. The status of one thing is
folded from the log when it is asked for, so that it can be asked for any day.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec

from aggregates.catalog import AGGREGATES
from aggregates.schema import EVENT_TYPES, TYPE_OF, EventType
from ledger.record import Event
from ledger.statement import kind_of
from projections.dues.clocks import clocks_of
from projections.dues.due import Due, Reckoning
from projections.facts import Fact, Step, histories
from projections.next_step import next_step, possible_acts, still_missing
from projections.projection import Projection, Table, Writing, each
from projections.refold import refolded
from projections.registry import ids_of, names_of, naming_fields
from projections.stages import holder_of, stage_label, stage_of
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import (
    Label,
    Named,
    RuleRef,
    Words,
    label,
    role_label,
    rule_ref,
    words,
)
from projections.words.particulars import Detail, particulars
from projections.words.references import EventRef, event_ref


class Row(msgspec.Struct, frozen=True):
    """How one aggregate stands.

    Attributes:
        id: The aggregate.
        stage: Code of its stage.
        holder: Who has it: an organisation, a person, or nobody.
        person: The person it is about, if it is about one.
        since: Position of the event that brought stage and holder.
        title: A public name or number.
    """

    id: str
    stage: str
    holder: str
    person: str
    since: int
    title: str


ROWS: Final = Table("status_rows", Row, by_aggregate=True, at_hand=True)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    event = fact.event
    stage, holder = _stands(fact.kind, fact.after)
    if not (_is_told(event) or (stage, holder) != _stands(fact.kind, fact.before)):
        return
    known = rows.get(ROWS, event.id) or Row(event.id, "", "", "", -1, "")
    moved = known.since < 0 or (known.stage, known.holder) != (stage, holder)
    title = _title(known.title, event)
    if moved or title != known.title:
        since = event.position if moved else known.since
        person = _person(fact.kind, fact.after)
        rows.put(ROWS, Row(event.id, stage, holder, person, since, title))


def _stands(kind: str, state: Any) -> tuple[str, str]:
    return stage_of(kind, state), holder_of(kind, state)


def _is_told(event: Event) -> bool:
    """Tell whether an event may say something whatever comes of it."""
    return event.seq == 1 or bool(naming_fields(event.type))


def _title(known: str, event: Event) -> str:
    """Return by what a thing is called: its own number, else its first name."""
    for name in names_of(event):
        if name.field in ("case_no", "certificate_no") or not known:
            return name.text
    return known


def _person(kind: str, state: Any) -> str:
    if kind in ("application", "title", "integrity"):
        return str(state.person)
    return ""


STATUS: Final = Projection(name="status", version=2, tables=(ROWS,), apply=each(_apply))


class NextAct(msgspec.Struct, frozen=True, kw_only=True):
    """An act that is possible now.

    Attributes:
        type: What could be done.
        signers: The roles that must sign, one list for each alternative.
    """

    type: Label
    signers: tuple[tuple[Label, ...], ...]


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that the next step does not meet yet.

    Attributes:
        rule: The rule.
        expected: What it asks.
        found: What there is.
        remedy: What can be done.
    """

    rule: RuleRef
    expected: Words
    found: Words
    remedy: Words


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """How one thing stands on a day.

    Attributes:
        id: The aggregate.
        kind: What it is.
        names: Its public names and numbers.
        on: The day; None for the present.
        stage: Its stage.
        since: The event that brought stage and holder; None before it existed.
        holder: Who has it; None for nobody.
        details: What else is to be said, in order.
        next: The step that moves it on; None when there is none.
        missing: What the rules still ask for that step.
        possible: All acts that its stage allows.
        deadlines: Its deadlines, those that run first.
        events: How many events it has.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    on: date | None
    stage: Label
    since: EventRef | None
    holder: Named | None
    details: tuple[Detail, ...]
    next: NextAct | None
    missing: tuple[Missing, ...]
    possible: tuple[NextAct, ...]
    deadlines: tuple[Due, ...]
    events: int


def status_of(
    aggregate_id: str, states: AsOf, today: date, rows: Rows | None = None
) -> Status:
    """Return how a thing stands.

    Args:
        aggregate_id: Which.
        states: The log, up to the day that is asked for.
        today: The day on which days left and missing things are counted.
        rows: The views, where they are at hand: who holds a role is found there.
    """
    kind = kind_of(aggregate_id)
    state = states.get(aggregate_id)
    history = tuple(_history(aggregate_id, kind, states))
    holder = holder_of(kind, state)
    step = next_step(state, states, today) if kind == "application" else None
    return Status(
        id=aggregate_id,
        kind=kind,
        names=_names(aggregate_id, states),
        on=states.day,
        stage=stage_label(kind, stage_of(kind, state)),
        since=_since(kind, history, states),
        holder=states.organisation(holder) if holder else None,
        details=particulars(kind, state, states, today),
        next=None if step is None else _act(EVENT_TYPES[TYPE_OF[type(step)]]),
        missing=_missing(state, states, today) if step is not None else (),
        possible=tuple(map(_act, possible_acts(kind, state, states))),
        deadlines=_deadlines(kind, history, Reckoning(states, today, rows)),
        events=len(states.events(aggregate_id)),
    )


def list_rows(rows: Rows, kind: str, states: AsOf | None = None) -> list[Row]:
    """Return the things of a kind, in the order of their ids.

    Rows hold the present. How things stood on a day is folded from the log, one after
    the other.

    Args:
        rows: The views.
        kind: Such as ``application``.
        states: The log, up to the day that is asked for; the present without it.
    """
    found = rows.where(ROWS, "id >= ? AND id < ?", *ids_of(kind))
    if states is None or states.day is None:
        return found
    then = (refolded(STATUS, row.id, states).get(ROWS, row.id) for row in found)
    return [row for row in then if row is not None]


def _history(aggregate_id: str, kind: str, states: AsOf) -> Iterator[Step]:
    """Yield the acts of an aggregate, each with the state after it."""
    if kind in AGGREGATES:
        yield from histories(kind, aggregate_id, states.acts(aggregate_id))


def _since(kind: str, history: tuple[Step, ...], states: AsOf) -> EventRef | None:
    found, before = None, None
    for act, state, _ in history:
        now = stage_of(kind, state), holder_of(kind, state)
        if now != before:
            found, before = act, now
    return None if found is None else event_ref(states.log.event_at(found.position))


def _names(aggregate_id: str, states: AsOf) -> tuple[str, ...]:
    found = [n.text for event in states.events(aggregate_id) for n in names_of(event)]
    return tuple(dict.fromkeys(found))


def _act(known: EventType) -> NextAct:
    return NextAct(
        type=label(known.name, known.title),
        signers=tuple(
            tuple(role_label(party.role) for party in parties if party.least)
            for parties in known.signers
        ),
    )


def _missing(state: Any, states: AsOf, today: date) -> tuple[Missing, ...]:
    return tuple(
        Missing(
            rule=rule_ref(refusal.rule),
            expected=words(refusal.expected),
            found=words(refusal.found),
            remedy=words(refusal.remedy),
        )
        for refusal in still_missing(state, states, today)
    )


def _deadlines(
    kind: str, history: tuple[Step, ...], reckoning: Reckoning
) -> tuple[Due, ...]:
    """Return those that run, the earliest first, then those that are over."""
    clocks = sorted(
        clocks_of(history, kind), key=lambda c: (bool(c.how), c.due, c.position, c.n)
    )
    return tuple(reckoning.due(clock) for clock in clocks)
