"""T15: the responsibility sheet: which measure is due, by whom, done or still open.

Three things stand on it: what the acts of a matter oblige to
(`aggregates.obligations`), the responsibilities that a 倒查 attributed with the
measures proposed and taken, and the integrity records with the ends of their terms.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from aggregates.decider import Act
from aggregates.trace import events as trace
from aggregates.words import word
from ledger.statement import kind_of
from projections.integrity import Standing
from projections.obligations.standing import Obligation
from projections.supervised import matters_about
from projections.times.asof import AsOf
from projections.trace.answer import Absent, Reply, absent
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.words.label import (
    Label,
    Named,
    RuleRef,
    Words,
    label,
    rule_ref,
    segment_label,
)
from projections.words.references import EventRef, act_ref

_NOBODY: Final = Words("", "")


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the responsibility sheet.

    Attributes:
        about: Who or what it is about: a person, a body, a title, a record.
        organisation: The body in which a responsible person acted, if any.
        segment: The responsibility that was not met; None for what follows from it.
        measure: What is due.
        rule: The article it is due under.
        competent: Which body may take it.
        since: The act from which it is due.
        done: The act that did it; None means that no such event is recorded.
        prompt_by: By when it would be prompt; a reference, no deadline.
        term: First and last day of a term; empty for what has none.
    """

    about: Named
    organisation: Named
    segment: Label | None
    measure: Label
    rule: RuleRef
    competent: Words
    since: EventRef
    done: EventRef | None
    prompt_by: date | None
    term: tuple[date, ...]


def ask(inquiry: Inquiry) -> Reply[Measure]:
    """Return the responsibility sheet, with what is still open on it."""
    states = inquiry.states
    owed = tuple(row for d in inquiry.dossiers for row in _of_matter(d))
    attributed = tuple(_attributed(inquiry))
    rows = (*owed, *(row for one in attributed for row in _taken(one, states)))
    return Reply(
        rows=rows,
        findings=(
            *(_open(row) for row in rows if row.done is None),
            *(_unanswered(one) for one in attributed if not one.answered),
        ),
        absent=tuple(_absences(inquiry, attributed)),
    )


# What the acts of a matter oblige to, and the records with their terms.


def _of_matter(dossier: Dossier) -> Iterator[Measure]:
    outcome = dossier.outcome
    yield from map(_owed, outcome.obligations)
    for record in outcome.records:
        yield _entered(record)


def _owed(one: Obligation) -> Measure:
    return Measure(
        about=one.about,
        organisation=one.organisation,
        segment=None,
        measure=_with(one.code, one.detail) if one.detail.zh else one.code,
        rule=one.rule,
        competent=one.owes,
        since=one.opened,
        done=one.met,
        prompt_by=one.prompt_by,
        term=(),
    )


def _with(code: Label, detail: Words) -> Label:
    return Label(code.code, f"{code.zh}（{detail.zh}）", f"{code.en} ({detail.en})")


def _entered(record: Standing) -> Measure:
    last = record.last_barred_day
    if record.annulled_on is not None:
        last = min(last, record.annulled_on)
    return Measure(
        about=Named(record.id),
        organisation=Named(""),
        segment=None,
        measure=record.tier,
        rule=record.basis[0] if record.basis else RuleRef("", ""),
        competent=_NOBODY,
        since=record.entered,
        done=record.entered,
        prompt_by=None,
        term=(record.start, last),
    )


# What a 倒查 attributed.


class _Responsibility(msgspec.Struct, frozen=True):
    """One responsibility, with the acts that answer it."""

    attributed: Act
    proposed: tuple[Act, ...]
    applied: tuple[Act, ...]
    needs_none: bool

    @property
    def answered(self) -> bool:
        """Whether a measure was proposed or taken, or a reason given for none."""
        return bool(self.proposed or self.applied) or self.needs_none


def _attributed(inquiry: Inquiry) -> Iterator[_Responsibility]:
    """Yield the responsibilities that concern the subject or its matters."""
    places = {(a.id, a.seq) for d in inquiry.dossiers for a in d.acts}
    named = {inquiry.id, *(aggregate for aggregate, _ in places)}
    known = {inquiry.id, *matters_about(inquiry.rows, named)}
    for aggregate in sorted(one for one in known if kind_of(one) == "trace"):
        acts = inquiry.states.acts(aggregate)
        for act in acts:
            if isinstance(act.body, trace.ResponsibilityAttributed):
                body = act.body
                about = {body.person, body.body, aggregate, body.act.id}
                if inquiry.id in about or (body.act.id, body.act.seq) in places:
                    yield _responsibility(act, acts)


def _responsibility(attributed: Act, acts: list[Act]) -> _Responsibility:
    number = attributed.body.responsibility

    def about(kind: type) -> tuple[Act, ...]:
        return tuple(
            a
            for a in acts
            if isinstance(a.body, kind)
            and getattr(a.body, "responsibility", "") == number
        )

    concluded = [a.body for a in acts if isinstance(a.body, trace.Concluded)]
    excused = (u.responsibility for body in concluded for u in body.unmeasured)
    return _Responsibility(
        attributed,
        about(trace.SanctionProposed),
        about(trace.SanctionApplied),
        number in set(excused),
    )


def _taken(one: _Responsibility, states: AsOf) -> Iterator[Measure]:
    """Yield the measures of a responsibility, each with what became of it."""
    applied = {a.body.measure: a for a in one.applied}
    for act in one.proposed:
        competent = states.organisation(act.body.competent).name
        done = applied.pop(act.body.measure, None)
        yield _measure(one, act, done, Words(competent, competent), states)
    for act in applied.values():
        yield _measure(one, act, act, _NOBODY, states)


def _measure(
    one: _Responsibility, act: Act, done: Act | None, competent: Words, states: AsOf
) -> Measure:
    body = one.attributed.body
    code = act.body.measure
    return Measure(
        about=Named(body.person),
        organisation=states.organisation(body.body),
        segment=segment_label(body.segment),
        measure=label(code, word(code)),
        rule=rule_ref(act.body.rule),
        competent=competent,
        since=act_ref(one.attributed),
        done=act_ref(done) if done else None,
        prompt_by=None,
        term=(),
    )


# What is wrong.


def _open(row: Measure) -> Finding:
    name, who = row.measure, row.competent
    return finding(
        "OBLIGATION_OPEN",
        Words(f"{name.zh} {who.zh}".strip(), f"{name.en} {who.en}".strip()),
        row.since,
        rule=row.rule,
    )


def _unanswered(one: _Responsibility) -> Finding:
    body = one.attributed.body
    segment = segment_label(body.segment)
    return finding(
        "RESPONSIBILITY_WITHOUT_MEASURE",
        Words(f"{segment.zh} {body.person}", f"{segment.en} {body.person}"),
        act_ref(one.attributed),
        rule=rule_ref(body.rule),
    )


def _absences(
    inquiry: Inquiry, attributed: tuple[_Responsibility, ...]
) -> Iterator[Absent]:
    if not attributed:
        yield absent("trace.responsibility-attributed", Named(inquiry.id))
    for dossier in inquiry.dossiers:
        if not dossier.outcome.records:
            yield absent("integrity.entered", Named(dossier.person))
