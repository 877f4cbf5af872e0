"""What binds a person: declarations by year, titles, integrity records, bans.

Ids, codes and days only: names and numbers of documents lie in the vault. A person's
own events say all of it but the terms of integrity records, which are a view's.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from aggregates.person.state import Declaration, PersonState
from aggregates.text import Text
from projections.integrity import Standing, check_person
from projections.stages import stage_label, stage_of
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.codes import coded
from projections.words.label import Label, Named, label

BANS: Final = {
    "COMMITMENT": Text("承诺期内不得申报", "bound by a broken commitment"),
    "STAFF": Text("不得从事职称评审工作", "barred from review work"),
    "EXPERT": Text("取消评审专家资格", "disqualified as an expert"),
}


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """One declaration.

    Attributes:
        year: The review year.
        application: The application, with its case number.
        series: The series.
        profession: The profession.
        level: The level.
        stage: How the application stands.
    """

    year: int
    application: Named
    series: str
    profession: str
    level: Label
    stage: Label


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One title.

    Attributes:
        title: The title, with the number of its certificate.
        series: The series.
        level: The level.
        stage: How it stands.
        stands: Whether the person has it still.
        since: From when.
    """

    title: Named
    series: str
    level: Label
    stage: Label
    stands: bool
    since: date | None


class Ban(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a person may not do.

    Attributes:
        kind: ``COMMITMENT``, ``STAFF`` or ``EXPERT``.
        start: First day.
        end: Last day; none until it is lifted.
        basis: Number of the decision, or the decision.
        by: Who decided, where the ledger says so.
        holds: Whether it holds on the day.
    """

    kind: Label
    start: date
    end: date | None
    basis: str
    by: Named
    holds: bool


class PersonAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What binds one person on a day.

    Attributes:
        person: Who.
        on: The day.
        registered: Whether the person is on record.
        erased: Whether the personal values were erased.
        drafts: Applications that were begun and not declared.
        declarations: Declarations, by year.
        titles: Titles.
        records: Integrity records, as they stand on the day.
        barred: Whether an application is barred on the day.
        bans: Bans that are no integrity record.
    """

    person: str
    on: date
    registered: bool
    erased: bool
    drafts: tuple[Named, ...]
    declarations: tuple[Declared, ...]
    titles: tuple[Held, ...]
    records: tuple[Standing, ...]
    barred: bool
    bans: tuple[Ban, ...]


def person_on(rows: Rows, states: AsOf, person: str, on: date) -> PersonAnswer:
    """Return what binds a person on a day.

    Args:
        rows: The views.
        states: The log, up to the day.
        person: Who.
        on: The day.
    """
    state: PersonState = states.get(person)
    declared = {one.application for one in state.declarations}
    check = check_person(rows, states, person, on)
    bans = tuple(_bans(state, states, on))
    bound = any(ban.holds for ban in bans if ban.kind.code == "COMMITMENT")
    return PersonAnswer(
        person=person,
        on=on,
        registered=state.registered,
        erased=state.erased,
        drafts=tuple(
            Named(one, states.get(one).case_no)
            for one in state.applications
            if one not in declared
        ),
        declarations=tuple(
            _declared(one, states)
            for one in sorted(state.declarations, key=lambda d: d.year)
        ),
        titles=tuple(_held(one, states, stands=s) for one, s in state.titles.items()),
        records=check.records,
        barred=check.barred or bound,
        bans=bans,
    )


def _declared(one: Declaration, states: AsOf) -> Declared:
    application = states.get(one.application)
    stage = stage_of("application", application)
    return Declared(
        year=one.year,
        application=Named(one.application, application.case_no),
        series=one.series,
        profession=one.profession,
        level=coded(one.level),
        stage=stage_label("application", stage),
    )


def _held(title: str, states: AsOf, *, stands: bool) -> Held:
    state = states.get(title)
    return Held(
        title=Named(title, state.certificate_no),
        series=state.series,
        level=coded(state.level),
        stage=stage_label("title", state.stage),
        stands=stands,
        since=state.since,
    )


def _bans(state: PersonState, states: AsOf, on: date) -> Iterator[Ban]:
    for ban in state.self_bans:
        yield _ban(
            "COMMITMENT", ban.start, ban.end, ban.decision, holds=ban.holds_on(on)
        )
    start = state.staff_barred_from
    if start is not None:
        by = states.organisation(state.staff_barred_by)
        basis = state.staff_bar_basis
        yield _ban("STAFF", start, None, basis, by, holds=start <= on)
    found = state.disqualified
    if found is not None:
        committee = Named(found.committee, states.get(found.committee).name)
        yield _ban(
            "EXPERT",
            found.start,
            found.end,
            found.decision_no,
            committee,
            holds=found.holds_on(on),
        )


def _ban(
    kind: str,
    start: date,
    end: date | None,
    basis: str,
    by: Named | None = None,
    *,
    holds: bool,
) -> Ban:
    return Ban(
        kind=label(kind, BANS[kind]),
        start=start,
        end=end,
        basis=basis,
        by=by or Named(""),
        holds=holds,
    )
