"""Obligations: what acts owe each other, since when, owed by whom, met by what.

Each obligation is a row, under the duty and what an act must name to meet it. Which
acts open and meet which is said once, in `aggregates.obligations`; `owing` beside this
lets a page of the log change the rows. An obligation is open on a day from its opening
until the day on which it was met, so that any day can be asked about.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import msgspec

from aggregates.policy.workdays import WorkingDays
from aggregates.text import Text
from projections.facts import Fact
from projections.integrity import LEVELS
from projections.projection import Projection, Table, Writing
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.codes import in_words
from projections.words.label import (
    Label,
    Named,
    RuleRef,
    Words,
    label,
    rule_ref,
    type_label,
    words,
)
from projections.words.references import EventRef, event_ref

STATES: Final = {
    "OPEN": Text("未完成", "open"),
    "MET": Text("已完成", "met"),
}


class Owed(msgspec.Struct, frozen=True):
    """One obligation.

    Attributes:
        duty: Code of the duty, and what an act must name to meet it.
        opened: Position of the act that opened it.
        code: Code of the duty.
        rule: The rule under which it is owed.
        about: The aggregate that it is about.
        detail: A level, a number or a measure, to tell it from its likes.
        org: The organisation that owes it, where that follows from the act.
        since: The day on which it was opened.
        within_wd: Working days that count as prompt; none where nothing is said.
        met: Position of the act that met it; none while it is open.
        met_on: Its day.
    """

    duty: str
    opened: int
    code: str
    rule: str
    about: str
    detail: str
    org: str
    since: str
    within_wd: int | None
    met: int | None = None
    met_on: str = ""


class Effect(msgspec.Struct, frozen=True):
    """What an act that may be taken back did to the rows.

    Attributes:
        id: The act's aggregate.
        position: Of the act.
        n: A number among its effects.
        what: ``OPENED``, ``MET`` or ``DONE``.
        duty: Of the obligation.
        opened: Position of the act that opened that.
    """

    id: str
    position: int
    n: int
    what: str
    duty: str
    opened: int


class Done(msgspec.Struct, frozen=True):
    """An act that would meet a duty which is opened only afterwards.

    Attributes:
        duty: Of the obligation.
        position: Of the act.
        day: Its day.
    """

    duty: str
    position: int
    day: str


class Said(msgspec.Struct, frozen=True):
    """What an act has said that one on another aggregate only hints at.

    Attributes:
        about: What was said, and of which aggregate.
        text: What.
    """

    about: str
    text: str


class Law(msgspec.Struct, frozen=True):
    """One version of a policy.

    Attributes:
        version: As acts cite it, such as ``xianning-2024@1``.
        profile: Its settings, as they were published.
    """

    version: str
    profile: bytes


OPEN: Final = Table("obligations_open", Owed, key=2)
MET: Final = Table("obligations_met", Owed, key=2)
EFFECTS: Final = Table("obligations_effects", Effect, key=3, by_aggregate=True)
DONE: Final = Table("obligations_done", Done, key=2)
SAID: Final = Table("obligations_said", Said)
LAW: Final = Table("obligations_law", Law)


def _apply(facts: Sequence[Fact], rows: Writing) -> None:
    """Take in events that follow each other."""
    if facts:
        # What duties there are is loaded when there is something to take in: whoever
        # asks about views that are up to date shall not wait for it.
        from projections.obligations.owing import take_in  # noqa: PLC0415

        for fact in facts:
            take_in(fact, rows)


OBLIGATIONS: Final = Projection(
    name="obligations",
    version=1,
    tables=(OPEN, MET, EFFECTS, DONE, SAID, LAW),
    apply=_apply,
    kinds=frozenset(
        {
            "application",
            "circular",
            "committee",
            "complaint",
            "inspection",
            "integrity",
            "person",
            "policy",
            "session",
            "title",
            "trace",
        }
    ),
)


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """One obligation as it stands on a day.

    Attributes:
        code: What is owed.
        state: ``OPEN`` or ``MET``.
        rule: The rule under which it is owed.
        about: The aggregate that it is about.
        detail: A level, a number or a measure, to tell it from its likes.
        owes: Which body owes it, in the words of the documents.
        organisation: That body, where it follows from the act.
        since: The day on which it was opened.
        opened: The act that opened it.
        prompt_by: The day by which it would be prompt (A26): a reference, no limit.
        met_by: Types of acts that meet it.
        met: The act that met it.
        met_on: Its day.
    """

    code: Label
    state: Label
    rule: RuleRef
    about: Named
    detail: Words
    owes: Words
    organisation: Named
    since: date
    opened: EventRef
    prompt_by: date | None
    met_by: tuple[Label, ...]
    met: EventRef | None
    met_on: date | None


def obligations(
    rows: Rows, states: AsOf, on: date, *, owner: str = "", everything: bool = False
) -> tuple[Obligation, ...]:
    """Return what is owed on a day, in the order in which it was opened.

    Args:
        rows: The views.
        states: The log.
        on: The day; what was met later is open on it.
        owner: Only what this body owes, or what is about this aggregate.
        everything: Also what is met.
    """
    day = on.isoformat()
    found = [one for one in [*rows.all(OPEN), *rows.all(MET)] if one.since <= day]
    if owner:
        found = [one for one in found if owner in (one.org, one.about)]
    if not everything:
        found = [one for one in found if _is_open(one, day)]
    days = states.working_days()
    found.sort(key=lambda one: (one.opened, one.duty))
    return tuple(_obligation(one, states, day, days) for one in found)


def opened_by(
    rows: Rows, states: AsOf, on: date, positions: Iterable[int]
) -> tuple[Obligation, ...]:
    """Return what the acts at some positions opened, as it stands on a day."""
    wanted = set(positions)
    if not wanted:
        return ()
    between = "opened BETWEEN ? AND ?"
    found = [
        one
        for table in (OPEN, MET)
        for one in rows.where(table, between, min(wanted), max(wanted))
        if one.opened in wanted
    ]
    days = states.working_days()
    found.sort(key=_order)
    return tuple(_obligation(one, states, on.isoformat(), days) for one in found)


def _order(owed: Owed) -> tuple[int, int, int]:
    """Put what one act opens in the order of the duties, and of the levels."""
    from aggregates.obligations.duties import DUTIES  # noqa: PLC0415 - see above

    level = [*LEVELS].index(owed.detail) if owed.detail in LEVELS else 0
    return owed.opened, [*DUTIES].index(owed.code), level


def _is_open(one: Owed, day: str) -> bool:
    return not one.met_on or one.met_on > day


def _detail(one: Owed) -> Words:
    """Name a detail; what is shared is shared with a level of the archive."""
    if one.code == "SHARE" and one.detail in LEVELS:
        return words(LEVELS[one.detail])
    return in_words(one.detail)


def _obligation(one: Owed, states: AsOf, day: str, days: WorkingDays) -> Obligation:
    from aggregates.obligations.duties import DUTIES  # noqa: PLC0415 - see above

    duty = DUTIES[one.code]
    since = date.fromisoformat(one.since)
    state = "OPEN" if _is_open(one, day) else "MET"
    prompt = None if one.within_wd is None else days.add(since, one.within_wd)
    met = one.met if state == "MET" else None
    log = states.log
    return Obligation(
        code=label(one.code, duty.what),
        state=label(state, STATES[state]),
        rule=rule_ref(one.rule),
        about=states.organisation(one.about),
        detail=_detail(one),
        owes=words(duty.owes),
        organisation=states.organisation(one.org) if one.org else Named(""),
        since=since,
        opened=event_ref(log.event_at(one.opened)),
        prompt_by=None if prompt is None else prompt.date,
        met_by=tuple(map(type_label, duty.types)),
        met=None if met is None else event_ref(log.event_at(met)),
        met_on=None if met is None else date.fromisoformat(one.met_on),
    )
