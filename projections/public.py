"""What of the views may be shown to everybody, without asking who they are.

The log holds no personal values, and still not all of it is for everybody: who sits
on a panel, who complained of whom, what is being looked into, and what somebody's
file lacks. Here is the one list of the kinds that may be seen, and the cut of each
answer: ids and public names, stages, days and rules. Persons appear by id alone, and
only as those whom a public record is about.
"""

from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar

import msgspec

from ledger.statement import kind_of
from projections.dues.clocks import Clock
from projections.dues.due import Due, due_list
from projections.integrity import RECORDS, Record, Standing, standing
from projections.reviewing.statistics import Count, statistics_of
from projections.stages import stage_label
from projections.status import Row, list_rows, status_of
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import Label, Named, RuleRef
from projections.words.references import EventRef

T = TypeVar("T", bound=msgspec.Struct)

KINDS: Final = (
    "application",
    "calendar",
    "committee",
    "organisation",
    "policy",
    "session",
    "title",
)
"""Kinds of aggregates of which anybody may know that they are there."""


class PublicDue(msgspec.Struct, frozen=True, kw_only=True):
    """A deadline, without the person who owes it.

    Attributes:
        id: The aggregate it is about.
        rule: The rule that sets it.
        kind: ``LATEST``, ``MINIMUM``, ``TERM``, ``REFERENCE`` or ``WINDOW``.
        state: Whether it is open, met or missed.
        started: The event that started it.
        start: From which day it is counted.
        due: The last day.
        provisional: A year without an adopted calendar was touched.
        organisation: Who owes it, where that is an organisation.
        met_on: The day on which it was met or ended.
        days: Days left; negative for days late.
        working_days: The same in working days.
    """

    id: str
    rule: RuleRef
    kind: Label
    state: Label
    started: EventRef
    start: date
    due: date
    provisional: bool
    organisation: Named
    met_on: date | None
    days: int
    working_days: int


class PublicStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How one thing stands.

    Attributes:
        id: The aggregate.
        kind: What it is.
        names: Its public names and numbers.
        stage: Its stage.
        since: The event that brought it there.
        holder: The organisation that has it; None for a person or nobody.
        deadlines: Its deadlines, those that run first.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    stage: Label
    since: EventRef | None
    holder: Named | None
    deadlines: tuple[PublicDue, ...]


class PublicRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in a list.

    Attributes:
        id: The aggregate.
        name: A public name or number.
        stage: Its stage.
        holder: The organisation that has it; None for a person or nobody.
        since: Position of the event that brought it there.
    """

    id: str
    name: str
    stage: Label
    holder: Named | None
    since: int


class PublicFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a batch: counts, and no more than those of a result.

    Attributes:
        session: The batch.
        committee: Whose it is.
        year: The review year.
        stage: Its stage.
        applications: How many applications there are.
        admitted: How many were ever admitted to the review.
        decided: How many results were tallied.
        passed: How many of them passed.
        pass_rate: Both, such as ``9/10``; empty before the tally.
        ceiling: What the plan sets; empty without one.
        above_ceiling: Whether more passed than that.
        published: How many were on the list of the publicity.
        confirmed: How many were confirmed by document.
        by_stage: Applications by stage.
        by_series: By series.
        by_level: By level.
    """

    session: Named
    committee: Named
    year: int
    stage: Label
    applications: int
    admitted: int
    decided: int
    passed: int
    pass_rate: str
    ceiling: str
    above_ceiling: bool
    published: int
    confirmed: int
    by_stage: tuple[Count, ...]
    by_series: tuple[Count, ...]
    by_level: tuple[Count, ...]


class PublicRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An integrity record about an applicant.

    Attributes:
        id: The record.
        person: Whom it is about.
        tier: Blacklist or archive.
        levels: For whom it holds.
        state: Whether it is in force on the day.
        bars: Whether it bars an application on the day.
        basis: Rules under which it was entered.
        start: First day.
        last_barred_day: The last day, itself barred.
        annulled_on: From which day it no longer holds.
        entered: The entry.
        annulled: The annulment or repair.
    """

    id: str
    person: str
    tier: Label
    levels: tuple[Label, ...]
    state: Label
    bars: bool
    basis: tuple[RuleRef, ...]
    start: date
    last_barred_day: date
    annulled_on: date | None
    entered: EventRef
    annulled: EventRef | None


class PublicCheck(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a person is barred from applying on a day.

    Attributes:
        person: Who.
        on: The day.
        barred: Whether an application is barred on it.
        records: The records about that person as an applicant.
    """

    person: str
    on: date
    barred: bool
    records: tuple[PublicRecord, ...]


def public_status(aggregate_id: str, states: AsOf, today: date) -> PublicStatus:
    """Return how a thing stands; see `projections.status.status_of`."""
    found = status_of(aggregate_id, states, today)
    return PublicStatus(
        id=found.id,
        kind=found.kind,
        names=found.names,
        stage=found.stage,
        since=found.since,
        holder=found.holder if found.holder and _is_body(found.holder.id) else None,
        deadlines=tuple(map(_public_due, found.deadlines)),
    )


def public_rows(
    rows: Rows, states: AsOf, kind: str, *, after: str, limit: int
) -> tuple[PublicRow, ...]:
    """Return things of a kind, in the order of their ids.

    Args:
        rows: The views.
        states: The log.
        kind: One of `KINDS`.
        after: The id behind which the list begins.
        limit: How many at most.
    """
    found = [row for row in list_rows(rows, kind) if row.id > after]
    return tuple(_public_row(kind, row, states) for row in found[:limit])


def public_due(
    rows: Rows, states: AsOf, today: date, *, everything: bool
) -> tuple[PublicDue, ...]:
    """Return what is owed in matters that anybody may know of."""

    def wanted(clock: Clock) -> bool:
        return kind_of(clock.id) in KINDS

    found = due_list(rows, states, today, wanted=wanted, everything=everything)
    return tuple(_public_due(due) for due in found)


def public_figures(rows: Rows, states: AsOf, session: str, on: date) -> PublicFigures:
    """Return the figures of a batch on a day."""
    return _cut(statistics_of(rows, states, session, on), PublicFigures)


def public_records(rows: Rows, states: AsOf, on: date) -> tuple[PublicRecord, ...]:
    """Return the records about applicants, as they stand on a day."""
    return _public_records(rows, states, on, lambda _record: True)


def public_check(rows: Rows, states: AsOf, person: str, on: date) -> PublicCheck:
    """Tell whether a person is barred from applying on a day."""
    records = _public_records(rows, states, on, lambda one: one.person == person)
    return PublicCheck(
        person=person,
        on=on,
        barred=any(record.bars for record in records),
        records=records,
    )


def _public_records(
    rows: Rows, states: AsOf, on: date, wanted: Callable[[Record], bool]
) -> tuple[PublicRecord, ...]:
    entered = (
        record
        for record in rows.all(RECORDS)
        if record.entered is not None and wanted(record)
    )
    # A record about an expert or a clerk is shown when it keeps somebody from applying.
    found = [
        (record, standing(record, states, on))
        for record in sorted(entered, key=lambda one: (one.start, one.id))
    ]
    return tuple(
        _public_record(stood)
        for record, stood in found
        if record.role == "APPLICANT" or record.bars
    )


def _public_record(record: Standing) -> PublicRecord:
    return _cut(record, PublicRecord)


def _public_due(due: Due) -> PublicDue:
    body = due.organisation if _is_body(due.organisation.id) else Named("")
    return msgspec.structs.replace(_cut(due, PublicDue), organisation=body)


def _public_row(kind: str, row: Row, states: AsOf) -> PublicRow:
    return PublicRow(
        id=row.id,
        name=row.title,
        stage=stage_label(kind, row.stage),
        holder=states.organisation(row.holder) if _is_body(row.holder) else None,
        since=row.since,
    )


def _cut(full: msgspec.Struct, shape: type[T]) -> T:
    """Return as much of an answer as a shape has room for."""
    names = (one.name for one in msgspec.structs.fields(shape))
    return shape(**{name: getattr(full, name) for name in names})


def _is_body(holder: str) -> bool:
    return kind_of(holder) == "organisation"
