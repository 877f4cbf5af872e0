"""Integrity records on any day: who is barred, until when, and why.

A record does not end by an event. Whether it is in force is arithmetic on the term
that its entry stores, done when the question is asked; so an answer about the last
day and one about the day after differ, and nothing has to happen in between.
"""

from datetime import date
from typing import Final

import msgspec

from aggregates.integrity.state import IntegrityState
from aggregates.person.events import Barred
from aggregates.person.state import Bar
from aggregates.text import Text
from projections.facts import Fact
from projections.projection import Projection, Table, Writing, each
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import Label, Named, RuleRef, label, rule_ref
from projections.words.references import EventRef, event_ref

LEVELS: Final = {
    "NATION": Text("全国", "nation"),
    "PROVINCE": Text("全省", "province"),
    "CITY": Text("全市", "city"),
    "REGION": Text("全区", "region"),
}
TIERS: Final = {
    "BLACKLIST": Text("失信黑名单", "blacklist"),
    "ARCHIVE": Text("诚信档案库", "archive"),
}
BEHAVIOURS: Final = {
    "UNTRUE_INFO": Text("不如实填报", "untrue declaration"),
    "FALSE_MATERIAL": Text("提供虚假材料", "false material"),
    "PLAGIARISM": Text("剽窃", "plagiarism"),
    "DISCIPLINE_BREACH": Text("违反评审纪律", "breach of discipline"),
}
STATES: Final = {
    "NOT_YET": Text("尚未开始", "not begun"),
    "ACTIVE": Text("在记录期限内", "active"),
    "EXPIRED": Text("期限已满", "expired"),
    "ANNULLED": Text("已撤销记入", "annulled"),
    "REPAIRED": Text("已修复", "repaired"),
}


class Record(msgspec.Struct, frozen=True):
    """One integrity record, as its events left it.

    Attributes:
        id: The record.
        person: Whom it is about.
        role: In which capacity the person acted.
        stage: Proposed, served, entered or annulled.
        tier: ``BLACKLIST`` or ``ARCHIVE``; empty before the entry.
        levels: Codes of the levels, by spaces.
        shared: The levels it was shared with, by spaces.
        start: First day; empty before the entry.
        end: Last day, itself barred.
        bars: Whether it bars applications.
        behaviour: What the person did.
        decision: The aggregate that holds the decision.
        decision_no: Its document number.
        law: Rules that the entry names, by spaces.
        proposed: Position of the proposal.
        entered: Position of the entry.
        known_on: The day on which the ledger learned of the entry.
        annulled: Position of the annulment or repair.
        annulled_on: The day from which it no longer holds.
    """

    id: str
    person: str
    role: str
    stage: str
    tier: str
    levels: str
    shared: str
    start: str
    end: str
    bars: bool
    behaviour: str
    decision: str
    decision_no: str
    law: str
    proposed: int
    entered: int | None = None
    known_on: str = ""
    annulled: int | None = None
    annulled_on: str = ""


RECORDS: Final = Table("integrity_records", Record)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    if fact.act is None:
        return
    body = fact.act.body
    if isinstance(body, Barred):
        _note_bars(rows, body)
    elif fact.kind == "integrity":
        rows.put(RECORDS, _record(fact, fact.after, rows.get(RECORDS, fact.act.id)))


def _note_bars(rows: Writing, body: Barred) -> None:
    known = rows.get(RECORDS, body.record)
    if known is not None:
        rows.put(RECORDS, msgspec.structs.replace(known, bars=body.bars))


def _record(fact: Fact, state: IntegrityState, known: Record | None) -> Record:
    event = fact.event
    entering = event.type == "integrity.entered"
    annulling = event.type in ("integrity.annulled", "integrity.repaired")
    return Record(
        id=state.id,
        person=state.person,
        role=state.role,
        stage=state.stage,
        tier=state.tier,
        levels=" ".join(state.levels),
        shared=" ".join(state.shared),
        start=_text(state.term_start),
        end=_text(state.term_end),
        bars=known is not None and known.bars,
        behaviour=state.behaviour,
        decision=state.decision,
        decision_no=state.decision_no,
        law=" ".join(event.statement.law[1:])
        if entering
        else known.law
        if known
        else "",
        proposed=known.proposed if known else event.position,
        entered=event.position if entering else known.entered if known else None,
        known_on=_text(state.entered_on),
        annulled=event.position if annulling else known.annulled if known else None,
        annulled_on=_text(state.annulled_on),
    )


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One integrity record as it stands on a day.

    Attributes:
        id: The record.
        person: Whom it is about.
        tier: Blacklist or archive.
        levels: For whom it holds.
        state: ``NOT_YET``, ``ACTIVE``, ``EXPIRED``, ``ANNULLED``, ``REPAIRED``.
        bars: Whether it bars an application on that day.
        behaviour: What the person did.
        basis: Rules under which it was entered.
        decision: The aggregate that holds the decision.
        decision_no: Its document number.
        start: First day.
        last_barred_day: The last day, itself barred.
        annulled_on: From which day it no longer holds, annulled or repaired.
        known_since: The day on which the ledger learned of it.
        entered: The entry.
        annulled: The annulment or repair.
        not_shared: Levels that it was not shared with yet.
    """

    id: str
    person: str
    tier: Label
    levels: tuple[Label, ...]
    state: Label
    bars: bool
    behaviour: Label
    basis: tuple[RuleRef, ...]
    decision: Named
    decision_no: str
    start: date
    last_barred_day: date
    annulled_on: date | None
    known_since: date
    entered: EventRef
    annulled: EventRef | None
    not_shared: tuple[Label, ...]


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a person is barred on a day.

    Attributes:
        person: Who.
        on: The day.
        barred: Whether an application is barred on it.
        records: Every record about the person, whatever its state on that day.
    """

    person: str
    on: date
    barred: bool
    records: tuple[Standing, ...]


def standing_records(rows: Rows, states: AsOf, on: date) -> tuple[Standing, ...]:
    """Return every record that was ever entered, as it stands on a day."""
    return _standing(rows.all(RECORDS), states, on)


def check_person(rows: Rows, states: AsOf, person: str, on: date) -> Check:
    """Tell whether a person is barred on a day, and why."""
    about = rows.where(RECORDS, "person = ?", person)
    records = _standing(about, states, on)
    return Check(
        person=person,
        on=on,
        barred=any(record.bars for record in records),
        records=records,
    )


def _standing(records: list[Record], states: AsOf, on: date) -> tuple[Standing, ...]:
    entered = sorted(
        (record for record in records if record.entered is not None),
        key=lambda record: (record.start, record.id),
    )
    return tuple(standing(record, states, on) for record in entered)


def standing(record: Record, states: AsOf, on: date) -> Standing:
    """Return an entered record as it stands on a day."""
    bar = _bar(record)
    state = _state(bar, record.stage, on)
    levels = record.levels.split()
    shared = record.shared.split()
    log = states.log
    annulled = record.annulled
    return Standing(
        id=record.id,
        person=record.person,
        tier=_label(record.tier, TIERS),
        levels=tuple(_label(one, LEVELS) for one in levels),
        state=label(state, STATES[state]),
        bars=bar.holds_on(on),
        behaviour=_label(record.behaviour, BEHAVIOURS),
        basis=tuple(rule_ref(one) for one in record.law.split()),
        decision=Named(record.decision),
        decision_no=record.decision_no,
        start=bar.start,
        last_barred_day=bar.end,
        annulled_on=bar.annulled_on,
        known_since=bar.known_on,
        entered=event_ref(log.event_at(record.entered or 0)),
        annulled=None if annulled is None else event_ref(log.event_at(annulled)),
        not_shared=tuple(_label(one, LEVELS) for one in levels if one not in shared),
    )


def _bar(record: Record) -> Bar:
    """See a record as the rules do, so that both count its days alike."""
    annulled = record.annulled_on
    return Bar(
        record=record.id,
        tier=record.tier,
        levels=tuple(record.levels.split()),
        start=date.fromisoformat(record.start),
        end=date.fromisoformat(record.end),
        bars=record.bars,
        known_on=date.fromisoformat(record.known_on),
        annulled_on=date.fromisoformat(annulled) if annulled else None,
    )


def _state(bar: Bar, stage: str, on: date) -> str:
    if bar.annulled_on is not None and on >= bar.annulled_on:
        return stage
    if on < bar.start:
        return "NOT_YET"
    return "ACTIVE" if on <= bar.end else "EXPIRED"


def _label(code: str, names: dict[str, Text]) -> Label:
    return label(code, names.get(code, Text(code, code)))


INTEGRITY: Final = Projection(
    name="integrity",
    version=2,
    tables=(RECORDS,),
    apply=each(_apply),
    kinds=frozenset({"integrity", "person"}),
)
