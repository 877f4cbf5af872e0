"""T4: whether the applicant was barred on the day of an act, in two times.

For each act on which the application moved on it is asked twice: by everything that is
on record now, what was true on that day; and by what the ledger held when the act was
recorded, what its signers could have known. The questions are those of the rules
themselves (`aggregates.application.rules.bars`), only the day is the act's.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

from aggregates.application import audits, outcomes, recommending
from aggregates.application import events as e
from aggregates.application.rules import bars
from aggregates.application.rules.defects import CLAUSES
from aggregates.decider import Act, Context, States
from aggregates.person import events as person
from aggregates.policy.profile import Profile
from aggregates.policy.workdays import WorkingDays
from aggregates.rulebook import Reason
from aggregates.text import Text
from projections.trace.answer import Absent, Reply, absent, only_wrong
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.law import Law
from projections.trace.materials import state_before
from projections.trace.past import Past
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref, words
from projections.words.references import EventRef, act_ref

STANDINGS: Final = {
    "NOT_BARRED": Text("不在限制之内", "not barred"),
    "BARRED_KNOWN": Text("当时已有记录", "barred, and on record then"),
    "BARRED_FOUND_LATER": Text("当时属实，事后发现", "barred, and found out later"),
}
BARS: Final = {
    "CIVIL_SERVANT": Text("公务员（含参公）", "civil servant"),
    "RETIRED": Text("退休", "retired"),
    "SANCTION": Text("处分（影响）期", "sanction in effect"),
    "INVESTIGATION": Text("立案审查", "under investigation"),
    "LISTED": Text("失信记录", "integrity record"),
    "SELF_BAN": Text("承诺停止申报", "promised ban"),
    "DEFECT": Text("查明的不得申报情形", "bar that was found"),
}
_MOMENTS: Final = (
    e.Submitted,
    recommending.EmployerItemReviewed,
    audits.Accepted,
    outcomes.BallotRecorded,
    outcomes.Confirmed,
)
_ATTESTING: Final = "application.eligibility-fact-attested"


class _Bar(NamedTuple):
    """One bar: how it is asked, under which rules, by which attested fact."""

    code: str
    ask: bars.Bar
    rules: tuple[str, ...]
    fact: str = ""


_ASKED: Final = (
    _Bar(
        "CIVIL_SERVANT",
        bars.civil_servant,
        ("XN12-1.1", "LZ-1.1a"),
        "IDENTITY_NATURE",
    ),
    _Bar("RETIRED", bars.retired, ("XN12-1.2", "LZ-1.2"), "RETIREMENT"),
    _Bar("SANCTION", bars.sanctioned, ("XN12-1.3a", "LZ-1.3"), "SANCTIONS"),
    _Bar("INVESTIGATION", bars.investigated, ("XN12-1.3b", "LZ-1.4a"), "INVESTIGATION"),
    _Bar("LISTED", bars.listed, ("XN12-1.4", "LZ-1.5", "YC12-4.3a")),
)
_PROMISED: Final = ("XN12-A2.4",)


class Barred(msgspec.Struct, frozen=True, kw_only=True):
    """How the applicant stood on the day of one act.

    Attributes:
        application: Which.
        person: The applicant.
        act: The act.
        standing: A code of `STANDINGS`.
        bar: A code of `BARS`; None where nothing barred.
        kind: The kind of what was found, such as ``RETIRED``; empty otherwise.
        rule: The rule that bars.
        what: What there is, as it is known now, or else as it was known then.
        true_then: Whether it held on that day, by everything on record now.
        known_then: Whether it held by what was on record when the act was recorded.
        shown_by: The events that show it.
    """

    application: Named
    person: str
    act: EventRef
    standing: Label
    bar: Label | None
    kind: str
    rule: RuleRef | None
    what: Words | None
    true_then: bool
    known_then: bool
    shown_by: tuple[EventRef, ...]


def ask(inquiry: Inquiry) -> Reply[Barred]:
    """Return for each step how the applicant stood, in both times."""
    rows = tuple(row for each in inquiry.dossiers for row in _rows(each))
    reply = Reply(
        rows=rows,
        findings=tuple(found for row in rows for found in _finding(row)),
        absent=tuple(one for each in inquiry.dossiers for one in _unattested(each)),
    )
    return only_wrong(reply) if inquiry.wide else reply


def _rows(dossier: Dossier) -> Iterator[Barred]:
    law, past = dossier.law, Past(dossier.states)
    days = dossier.states.working_days()
    for act, *_ in dossier.stood if law else ():
        if law is not None and isinstance(act.body, _MOMENTS):
            past.move(act.position)
            yield from _Moment(dossier, law, act, past, days).rows()


class _Hit(NamedTuple):
    """One bar that holds, in one of the times."""

    code: str
    kind: str
    rule: str
    what: Words
    shown_by: tuple[Act, ...]


class _Moment:
    """One act, asked in both times."""

    def __init__(
        self, dossier: Dossier, law: Law, act: Act, past: Past, days: WorkingDays
    ) -> None:
        self._days = days
        self._dossier = dossier
        self._law = law
        self._act = act
        now = dossier.states
        self._profile = now.profile(dossier.state.profile, act.day)
        before = state_before(dossier.history, act.position)
        self._now = dict(self._hits(dossier.state, now, dossier.states.log.size))
        self._then = (
            {} if before is None else dict(self._hits(before, past, act.position))
        )

    def rows(self) -> Iterator[Barred]:
        keys = [*self._now, *(key for key in self._then if key not in self._now)]
        for key in keys:
            known = key in self._then
            hit = self._now.get(key) or self._then[key]
            standing = "BARRED_KNOWN" if known else "BARRED_FOUND_LATER"
            yield self._row(standing, hit, true=key in self._now, known=known)
        if not keys:
            yield self._row("NOT_BARRED", None, true=False, known=False)

    def _row(
        self, standing: str, hit: _Hit | None, *, true: bool, known: bool
    ) -> Barred:
        return Barred(
            application=self._dossier.named,
            person=self._dossier.person,
            act=act_ref(self._act),
            standing=label(standing, STANDINGS[standing]),
            bar=label(hit.code, BARS[hit.code]) if hit else None,
            kind=hit.kind if hit else "",
            rule=rule_ref(hit.rule) if hit else None,
            what=hit.what if hit else None,
            true_then=true,
            known_then=known,
            shown_by=tuple(map(act_ref, hit.shown_by)) if hit else (),
        )

    def _hits(
        self, state: Any, states: States, until: int
    ) -> Iterator[tuple[tuple[str, str], _Hit]]:
        """Yield what bars, each with what tells it from others."""
        if self._profile is not None:
            for bar in _ASKED:
                context = self._context(state, states, self._profile)
                yield from self._asked(bar, context, until)
        yield from self._promised(states, until)
        yield from self._defects(state, until)

    def _context(self, state: Any, states: States, profile: Profile) -> Context:
        return Context(
            act=self._act,
            state=state,
            states=states,
            profile=profile,
            days=self._days,
            directory=self._dossier.states.log.directory,
        )

    def _asked(
        self, bar: _Bar, context: Context, until: int
    ) -> Iterator[tuple[tuple[str, str], _Hit]]:
        asked = self._law.asks(bar.rules)
        day = self._act.day
        for found in bar.ask(context, bars.Period(day, day)) if asked else ():
            rule = found.rule if self._law.asks((found.rule,)) == found.rule else asked
            shown = self._shown(bar, found, context, until)
            yield (
                (bar.code, found.found.zh if bar.code == "LISTED" else ""),
                _Hit(bar.code, "", rule or asked, words(found.found), shown),
            )

    def _shown(
        self, bar: _Bar, found: Reason, context: Context, until: int
    ) -> tuple[Act, ...]:
        """Return the event by which it became known."""
        if bar.fact:
            own = [
                step.act
                for step in self._dossier.stood
                if isinstance(step.act.body, e.EligibilityFactAttested)
                and step.act.body.fact.__struct_config__.tag == bar.fact
                and step.after.facts.get(bar.fact) == context.state.facts.get(bar.fact)
            ]
            return tuple(own[-1:])
        return self._of_person(
            until,
            person.Barred,
            lambda body: body.record in found.found.zh,
        )

    def _of_person(
        self, until: int, kind: type[msgspec.Struct], wanted: Callable[[Any], bool]
    ) -> tuple[Act, ...]:
        acts = self._dossier.states.acts(self._dossier.person)
        known = (act for act in acts if act.position < until)
        return tuple(a for a in known if isinstance(a.body, kind) and wanted(a.body))

    def _promised(
        self, states: States, until: int
    ) -> Iterator[tuple[tuple[str, str], _Hit]]:
        asked = self._law.asks(_PROMISED)
        known = states.get(self._dossier.person).self_bans if asked else ()
        for ban in known:
            if ban.holds_on(self._act.day):
                term = f"{ban.start} – {ban.end}"
                shown = self._of_person(
                    until,
                    person.SelfBanned,
                    lambda body, ban=ban: body.decision == ban.decision,  # type: ignore[misc]
                )
                hit = _Hit("SELF_BAN", "", asked, Words(term, term), shown)
                yield ("SELF_BAN", ban.decision), hit

    def _defects(
        self, state: Any, until: int
    ) -> Iterator[tuple[tuple[str, str], _Hit]]:
        for defect in state.defects:
            if defect.arisen_on > self._act.day:
                continue
            asked = self._law.asks(("XN12-1.6", CLAUSES[defect.kind]))
            since = str(defect.arisen_on)
            shown = tuple(
                act
                for act, *_ in self._dossier.stood
                if isinstance(act.body, audits.EligibilityDefectFound)
                and act.position < until
                and (act.body.defect, act.body.arisen_on)
                == (defect.kind, defect.arisen_on)
            )
            if asked:
                hit = _Hit("DEFECT", defect.kind, asked, Words(since, since), shown)
                yield ("DEFECT", f"{defect.kind} {since}"), hit


def _finding(row: Barred) -> Iterator[Finding]:
    if row.bar is None or row.what is None:
        return
    what = Words(
        f"{row.act.type.zh}：{row.bar.zh}（{row.what.zh}）",
        f"{row.act.type.en}: {row.bar.en} ({row.what.en})",
    )
    yield finding(row.standing.code, what, row.act, *row.shown_by, rule=row.rule)


def _unattested(dossier: Dossier) -> Iterator[Absent]:
    """Say which facts nobody attested, once the declaration was submitted."""
    law = dossier.law
    if law is None or dossier.state.declared_on is None:
        return
    for bar in _ASKED:
        asked = law.asks(bar.rules)
        if asked and bar.fact and bar.fact not in dossier.state.facts:
            about = Named(dossier.id, BARS[bar.code].zh)
            yield absent(_ATTESTING, about, rule_ref(asked))
