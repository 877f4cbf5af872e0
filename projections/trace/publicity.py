"""T3: whether the employer's publicity was real, day by day.

Each publicity is counted with the calendar: how many full working days it stood, what
it showed and where, which objections came and what became of them, and whether the
recommendation was signed only afterwards. What a city does not ask for is told and is
no finding.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from aggregates.application import recommending as r
from aggregates.decider import Act
from aggregates.policy.terms import publicity_end
from aggregates.policy.workdays import CalendarMissing, Due, WorkingDays
from aggregates.text import Text, is_blank
from projections.trace.answer import Absent, Reply, absent, only_wrong
from projections.trace.dossier import Dossier
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.law import Law
from projections.words.codes import in_words
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef, act_ref

CHECKS: Final = {
    "PUBLICITY_TOO_SHORT": Text("公示工作日足够", "full working days"),
    "PUBLICITY_CONTENTS": Text("公示内容齐全", "everything was displayed"),
    "PUBLICITY_PLACE": Text("写明公示地点", "a place is stated"),
    "PUBLICITY_BACKDATED": Text("张贴当日记账", "recorded on the day of posting"),
    "RECOMMENDED_EARLY": Text("公示结束后推荐", "recommended only afterwards"),
    "OBJECTION_IGNORED": Text("异议均查明不属实", "no objection stood"),
}
"""What is checked, by the finding that it is where it is not so."""

_RULES: Final = {
    "PUBLICITY_TOO_SHORT": ("XN12-5.2b", "XN6A-4b"),
    "PUBLICITY_CONTENTS": ("XN12-5.2b",),
    "PUBLICITY_PLACE": ("XN12-5.2b",),
    "RECOMMENDED_EARLY": ("XN12-5.2c", "LZ-4.1.2a"),
    "OBJECTION_IGNORED": ("XN12-5.2c",),
}
_HELD: Final = ("XN12-5.2b", "LZ-4.1.2a")
_OPENING: Final = "application.employer-publicity-opened"
_ONE_DAY: Final = timedelta(days=1)


class Day(msgspec.Struct, frozen=True):
    """One day of a publicity.

    Attributes:
        day: Which.
        working: Whether it is worked.
        full: Which full working day of the publicity it is; 0 if it is none.
    """

    day: date
    working: bool
    full: int


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """One objection, and what became of it.

    Attributes:
        number: Its number.
        raised: When it was raised.
        resolved: When it was resolved; None means that no such event is recorded.
        substantiated: What was found; None while it is open.
    """

    number: str
    raised: EventRef
    resolved: EventRef | None
    substantiated: bool | None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at.

    Attributes:
        code: A code of `CHECKS`.
        rule: The rule that asks for it; None where the city asks for no such thing.
        met: Whether it is so.
        detail: How it is.
    """

    code: Label
    rule: RuleRef | None
    met: bool
    detail: Words


class Display(msgspec.Struct, frozen=True, kw_only=True):
    """One publicity of an employer.

    Attributes:
        application: Whose recommendation was displayed.
        organisation: Who displayed it.
        place: Where.
        contents: What was displayed, in words.
        posted_on: The day of posting, as stated.
        since: The day from which it counts.
        removed_on: The day on which it was taken down; None if no event says so.
        photo: The commitment to the photograph, in hex.
        photo_at_end: The commitment to that of the end; empty without one.
        least: How many full working days are asked for; None where nothing is said.
        stands_until: The last day of that minimum.
        full_days: How many full working days it stood.
        provisional: Whether a year without an adopted calendar was counted.
        days: Every day, from the posting on.
        objections: What was objected.
        checks: The verdict, one by one.
        opened: The event that opened it.
        closed: The event that closed it.
        recommended: The recommendation that followed.
    """

    application: Named
    organisation: Named
    place: str
    contents: tuple[Label, ...]
    posted_on: date
    since: date
    removed_on: date | None
    photo: str
    photo_at_end: str
    least: int | None
    stands_until: date | None
    full_days: int
    provisional: bool
    days: tuple[Day, ...]
    objections: tuple[Objection, ...]
    checks: tuple[Check, ...]
    opened: EventRef
    closed: EventRef | None
    recommended: EventRef | None


def ask(inquiry: Inquiry) -> Reply[Display]:
    """Return every publicity of the employers, with what was wrong with it."""
    displays = tuple(one for each in inquiry.dossiers for one in _displays(each))
    findings = [found for one in displays for found in _wrong(one)]
    missing: list[Absent] = []
    for dossier in inquiry.dossiers:
        if not any(one.application.id == dossier.id for one in displays):
            missing.extend(_never(dossier))
            findings.extend(_recommended_without(dossier))
    reply = Reply(rows=displays, findings=tuple(findings), absent=tuple(missing))
    return only_wrong(reply) if inquiry.wide else reply


class _Stretch(NamedTuple):
    """A publicity with what was done until the next one."""

    opened: Act
    after: Sequence[Act]

    def first(self, body: type[msgspec.Struct]) -> Act | None:
        return next((act for act in self.after if isinstance(act.body, body)), None)


def _displays(dossier: Dossier) -> Iterator[Display]:
    acts = [act for act, *_ in dossier.stood]
    opened = [n for n, a in enumerate(acts) if isinstance(a.body, _Opened)]
    for start, stop in pairwise([*opened, len(acts)]):
        law = dossier.law
        if law is not None:
            stretch = _Stretch(acts[start], acts[start + 1 : stop])
            yield _Counting(dossier, law, stretch).display()


_Opened: Final = r.EmployerPublicityOpened


class _Counting:
    """Counts one publicity."""

    def __init__(self, dossier: Dossier, law: Law, stretch: _Stretch) -> None:
        self._dossier = dossier
        self._law = law
        self._stretch = stretch
        self._opened = stretch.opened
        self._closed = stretch.first(r.EmployerPublicityClosed)
        self._recommended = stretch.first(r.RecommendationIssued)
        self._working = dossier.states.working_days()
        self._days = tuple(self._each_day())

    def display(self) -> Display:
        body, due = self._opened.body, self._due()
        closed = self._closed
        return Display(
            application=self._dossier.named,
            organisation=self._dossier.states.organisation(self._opened.by[0].org),
            place=body.place,
            contents=tuple(_in_words(one) for one in body.contents),
            posted_on=body.posted_on,
            since=self._opened.day,
            removed_on=closed.body.removed_on if closed else None,
            photo=body.photo.c.hex(),
            photo_at_end=closed.body.photo.c.hex() if closed else "",
            least=self._least(),
            stands_until=due.date if due else None,
            full_days=self._full(),
            provisional=due is not None and due.provisional,
            days=self._days,
            objections=tuple(self._objections()),
            checks=tuple(self._checks()),
            opened=act_ref(self._opened),
            closed=act_ref(closed) if closed else None,
            recommended=act_ref(self._recommended) if self._recommended else None,
        )

    def _least(self) -> int | None:
        profile = self._law.profile
        return profile.employer_publicity_min_wd if profile else None

    def _due(self) -> Due | None:
        profile, least = self._law.profile, self._least()
        if profile is None or least is None:
            return None
        return publicity_end(profile, self._opened.day, least, self._working)

    def _last_day(self) -> date:
        """Return the day on which it ended, or till which it is known to stand."""
        if self._closed is not None:
            removed: date = self._closed.body.removed_on
            return min(removed, self._closed.day)
        ending = self._recommended
        return ending.day if ending else self._dossier.today

    def _each_day(self) -> Iterator[Day]:
        profile, day = self._law.profile, self._opened.day
        included = profile is not None and profile.publicity_start_day == "included"
        full, last = 0, self._last_day()
        while day <= last:
            worked = _is_worked(self._working, day)
            begun = included or day > self._opened.day
            counts = worked and begun and day < last
            full += counts
            yield Day(day, worked, full if counts else 0)
            day += _ONE_DAY

    def _full(self) -> int:
        return max((day.full for day in self._days), default=0)

    def _objections(self) -> Iterator[Objection]:
        answers = {
            act.body.objection: act
            for act in self._stretch.after
            if isinstance(act.body, r.PublicityObjectionResolved)
        }
        for act in self._stretch.after:
            if isinstance(act.body, r.PublicityObjectionRaised):
                answer = answers.get(act.body.objection)
                yield Objection(
                    number=act.body.objection,
                    raised=act_ref(act),
                    resolved=act_ref(answer) if answer else None,
                    substantiated=answer.body.substantiated if answer else None,
                )

    # What is checked.

    def _checks(self) -> Iterator[Check]:
        body, least = self._opened.body, self._least()
        ended = self._closed is not None or self._recommended is not None
        if least is not None and ended:
            told = f"{self._full()} / {least}"
            yield self._check("PUBLICITY_TOO_SHORT", self._full() >= least, told)
        profile = self._law.profile
        wanted = profile.employer_publicity_contents if profile else ()
        lacking = [one for one in wanted if one not in body.contents]
        yield self._check("PUBLICITY_CONTENTS", not lacking, in_words(lacking))
        yield self._check("PUBLICITY_PLACE", not is_blank(body.place), body.place)
        days = f"{body.posted_on} / {self._opened.day}"
        same = body.posted_on == self._opened.day
        yield self._check("PUBLICITY_BACKDATED", same, days)
        if self._recommended is not None:
            yield from self._checks_of(self._recommended)

    def _checks_of(self, recommended: Act) -> Iterator[Check]:
        closed = self._closed
        after = closed is not None and closed.position < recommended.position
        told = f"{closed.day if closed else '-'} / {recommended.day}"
        yield self._check("RECOMMENDED_EARLY", after, told)
        stood = [
            one.number
            for one in self._objections()
            if one.substantiated is not False
            or one.resolved is None
            or one.resolved.position > recommended.position
        ]
        yield self._check("OBJECTION_IGNORED", not stood, in_words(stood))

    def _check(self, code: str, met: bool, detail: str | Words) -> Check:  # noqa: FBT001 - a value
        asked = self._law.asks(_RULES[code]) if code in _RULES else "LEDGER-TIME"
        told = Words(detail, detail) if isinstance(detail, str) else detail
        return Check(
            code=label(code, CHECKS[code]),
            rule=rule_ref(asked) if asked else None,
            met=met,
            detail=told,
        )


def _is_worked(working: WorkingDays, day: date) -> bool:
    """Tell whether a day is worked; without a calendar Monday to Friday is taken."""
    try:
        return working.is_working_day(day)
    except CalendarMissing:
        return bool(working.count(day - _ONE_DAY, day).days)


def _in_words(code: str) -> Label:
    told = in_words(code)
    return Label(code, told.zh, told.en)


def _wrong(display: Display) -> Iterator[Finding]:
    """Yield the checks that are not met and that a rule asks for."""
    events = [display.opened, display.closed, display.recommended]
    shown = [one for one in events if one is not None]
    for check in display.checks:
        if check.met or check.rule is None:
            continue
        raised = [
            one
            for objection in display.objections
            for one in (objection.raised, objection.resolved)
            if one is not None and check.code.code == "OBJECTION_IGNORED"
        ]
        what = Words(
            f"{display.organisation.name} {check.detail.zh}".strip(),
            f"{display.organisation.name} {check.detail.en}".strip(),
        )
        yield finding(check.code.code, what, *shown, *raised, rule=check.rule)


def _asked(dossier: Dossier) -> RuleRef | None:
    asked = dossier.law.asks(_HELD) if dossier.law else ""
    return rule_ref(asked) if asked else None


def _never(dossier: Dossier) -> Iterator[Absent]:
    yield absent(_OPENING, dossier.named, _asked(dossier))


def _recommended_without(dossier: Dossier) -> Iterator[Finding]:
    """Yield the recommendations that came without any publicity."""
    rule = _asked(dossier)
    for act, *_ in dossier.stood if rule else ():
        if isinstance(act.body, r.RecommendationIssued):
            who = dossier.states.organisation(act.by[0].org).name
            yield finding("NO_PUBLICITY", Words(who, who), act_ref(act), rule=rule)
