"""T5: what else a person declared in the same year, and where that is a breach.

Each city has its own rule. 咸宁: one series (profession) a year, and once. 运城: not at
the same time the same level in two series or professions. 柳州: one title of a level.
A pair is judged by the policy of either application. What was withdrawn or abandoned
before its acceptance is told, and does not count where the policy says so.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations
from typing import Final

import msgspec

from aggregates.application import audits
from aggregates.application import events as e
from aggregates.application.rules.same_year import counts, void_results
from aggregates.application.standing import ApplicationState
from aggregates.decider import Act
from aggregates.person.state import Declaration, PersonState
from aggregates.text import Text
from projections.facts import histories
from projections.stages import stage_label
from projections.times.asof import AsOf
from projections.trace.answer import Reply
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.law import Law
from projections.trace.materials import History
from projections.trace.review import acts_that_stand
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef, act_ref

DIFFERS: Final = {
    "SERIES": Text("系列", "series"),
    "PROFESSION": Text("专业", "profession"),
    "LEVEL": Text("级别", "level"),
    "COMMITTEE": Text("评委会", "committee"),
    "SESSION": Text("评审批次", "session"),
    "CHANNEL": Text("申报渠道", "channel"),
}
_VOID: Final = "LZ-7.6b"
_HIDDEN: Final = "SAME_YEAR"
_FOUND: Final = ("XN12-1.5a", "LZ-7.6a", "YC12-3.5d")
"""Under which rules a declaration that this ledger cannot see is a breach."""


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """Another declaration of the same person and year.

    Attributes:
        application: Which.
        differs: In what it differs.
        rule: The rule that the two break together; none where no city's says so.
        event: Its submission.
    """

    application: Named
    differs: tuple[Label, ...]
    rule: RuleRef | None
    event: EventRef


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """One declaration.

    Attributes:
        person: Who.
        application: Which.
        year: For which review year.
        series: In which series.
        profession: In which profession.
        level: For which level.
        session: In which session.
        committee: Before which committee.
        channel: To whom it was submitted first.
        stage: How far it came.
        counts: Whether it counts among the declarations of the year.
        event: The submission.
        others: The other declarations of the year.
    """

    person: str
    application: Named
    year: int
    series: str
    profession: str
    level: str
    session: str
    committee: str
    channel: Named
    stage: Label
    counts: bool
    event: EventRef
    others: tuple[Clash, ...]


def ask(inquiry: Inquiry) -> Reply[Declared]:
    """Return the declarations of the persons and years that the subject leads to."""
    found: dict[str, None] = {}
    for dossier in inquiry.dossiers:
        found |= dict.fromkeys(_of_the_same_year(dossier.person, dossier.id, inquiry))
    ones = {one: Declaring(one, inquiry.states) for one in found}
    pairs = tuple(_pairs(ones.values()))
    own = {dossier.id for dossier in inquiry.dossiers}
    rows = (_row(one, pairs) for one in ones.values())
    return Reply(
        rows=tuple(row for row in rows if row.others or not inquiry.wide),
        findings=(
            *(_of_pair(pair) for pair in pairs if pair.rule),
            *(f for one in ones.values() if one.id in own for f in _seen(one)),
            *(_not_void(one) for one in ones.values() if one.is_void),
        ),
    )


def _of_the_same_year(person: str, application: str, inquiry: Inquiry) -> Iterator[str]:
    """Yield the declarations of the year in which an application was declared."""
    state: PersonState = inquiry.states.get(person) if person else PersonState(id="")
    declared = state.declarations
    years = {one.year for one in declared if one.application == application}
    yield from (one.application for one in declared if one.year in years)


class Declaring:
    """One declaration, with what is needed to compare it.

    Args:
        application: Its id.
        states: The log.
    """

    def __init__(self, application: str, states: AsOf) -> None:
        self.id = application
        self.states = states

    @cached_property
    def state(self) -> ApplicationState:
        """The application as it stands."""
        state: ApplicationState = self.states.get(self.id)
        return state

    @cached_property
    def history(self) -> History:
        """Its acts, each with the state after it."""
        acts = self.states.acts(self.id)
        return tuple(histories("application", self.id, acts))

    @cached_property
    def law(self) -> Law:
        """The rules that hold for it."""
        return Law(self.history, self.states)

    @cached_property
    def submitted(self) -> Act:
        """Its first submission, else the newest thing on record."""
        acts = acts_that_stand(self.id, self.states)
        found = (act for act in acts if isinstance(act.body, e.Submitted))
        return next(found, acts[-1])

    @cached_property
    def entry(self) -> Declaration:
        """How it stands among the declarations of the person."""
        person: PersonState = self.states.get(self.state.person)
        return next(o for o in person.declarations if o.application == self.id)

    @property
    def counts(self) -> bool:
        """Whether it counts (A10)."""
        profile = self.law.profile
        return profile is None or counts(self.states, profile, self.entry)

    @property
    def is_void(self) -> bool:
        """Whether it has a result that is void, and that nobody declared void yet."""
        profile = self.law.profile
        if profile is None:
            return False
        return self.id in void_results(self.states, profile, self.state)

    @property
    def result(self) -> EventRef:
        """The newest act on record, which gave the result as it stands."""
        return act_ref(self.history[-1].act)

    @property
    def committee(self) -> str:
        """The committee it is before."""
        return str(self.states.get(self.state.session).committee)

    @property
    def channel(self) -> str:
        """To whom it was submitted first."""
        return str(getattr(self.submitted.body, "to", ""))

    @property
    def named(self) -> Named:
        """The application with its case number."""
        return Named(self.id, self.state.case_no)

    @property
    def ref(self) -> EventRef:
        """Its submission."""
        return act_ref(self.submitted)

    def ended_before(self, position: int) -> bool:
        """Tell whether nothing more could come of it at a position."""
        before = [step for step in self.history if step.act.position < position]
        return bool(before) and before[-1].after.ended


class _Pair(msgspec.Struct, frozen=True):
    first: Declaring
    second: Declaring
    rule: RuleRef | None


def _pairs(ones: Iterable[Declaring]) -> Iterator[_Pair]:
    ordered = sorted(ones, key=lambda one: one.submitted.position)
    for first, second in combinations(ordered, 2):
        mine, other = first.entry, second.entry
        if (first.state.person, mine.year) == (second.state.person, other.year):
            rule = _breach(first, second)
            yield _Pair(first, second, rule_ref(rule) if rule else None)


def _breach(first: Declaring, second: Declaring) -> str:
    """Return the rule that two declarations break, by the policy of either."""
    if not (first.counts and second.counts):
        return ""
    rules = tuple(_broken(first, second))
    asked = (law.asks(rules) for law in (second.law, first.law) if rules)
    return next(filter(None, asked), "")


def _broken(first: Declaring, second: Declaring) -> Iterator[str]:
    """Yield the rules that are broken in the cities that have them."""
    mine, other = first.entry, second.entry
    same = (mine.series, mine.profession) == (other.series, other.profession)
    yield "XN12-1.5b" if same else "XN12-1.5a"
    if mine.level == other.level:
        yield "LZ-7.6a"
        if not same and not first.ended_before(second.submitted.position):
            yield "YC12-3.5d"


def _row(one: Declaring, pairs: Iterable[_Pair]) -> Declared:
    state, entry = one.state, one.entry
    return Declared(
        person=state.person,
        application=one.named,
        year=entry.year,
        series=entry.series,
        profession=entry.profession,
        level=entry.level,
        session=state.session,
        committee=one.committee,
        channel=one.states.organisation(one.channel) if one.channel else Named(""),
        stage=stage_label("application", state.stage),
        counts=one.counts,
        event=one.ref,
        others=tuple(_clashes(one, pairs)),
    )


def _clashes(one: Declaring, pairs: Iterable[_Pair]) -> Iterator[Clash]:
    for pair in pairs:
        if one in (pair.first, pair.second):
            other = pair.second if pair.first is one else pair.first
            yield Clash(
                application=other.named,
                differs=tuple(_differences(one, other)),
                rule=pair.rule,
                event=other.ref,
            )


def _differences(one: Declaring, other: Declaring) -> Iterator[Label]:
    for code, mine, theirs in (
        ("SERIES", one.entry.series, other.entry.series),
        ("PROFESSION", one.entry.profession, other.entry.profession),
        ("LEVEL", one.entry.level, other.entry.level),
        ("COMMITTEE", one.committee, other.committee),
        ("SESSION", one.state.session, other.state.session),
        ("CHANNEL", one.channel, other.channel),
    ):
        if mine != theirs:
            yield label(code, DIFFERS[code])


def _of_pair(pair: _Pair) -> Finding:
    ones = (pair.first, pair.second)
    zh = "，".join(f"{o.id} {o.entry.series}·{o.entry.profession}" for o in ones)
    en = ", ".join(f"{o.id} {o.entry.series}" for o in ones)
    year = pair.first.entry.year
    return finding(
        "DECLARED_TWICE",
        Words(f"{year} 年度：{zh}", f"{year}: {en}"),
        *(one.ref for one in ones),
        rule=pair.rule,
    )


def _not_void(one: Declaring) -> Finding:
    return finding(
        "OBLIGATION_OPEN",
        Words(
            f"{one.id} 该年度评审结果无效，尚未作出决定",
            f"{one.id}: the result is void, and nothing was decided",
        ),
        one.ref,
        one.result,
        rule=rule_ref(_VOID),
    )


def _seen(one: Declaring) -> Iterator[Finding]:
    """Yield what was found of declarations that this ledger cannot see."""
    for act in acts_that_stand(one.id, one.states):
        body = act.body
        if isinstance(body, audits.EligibilityDefectFound) and body.defect == _HIDDEN:
            rule = one.law.asks(_FOUND)
            yield finding(
                "DECLARED_TWICE",
                Words(f"{one.id} 另有申报", f"{one.id}: declared elsewhere too"),
                act_ref(act),
                rule=rule_ref(rule) if rule else None,
            )
