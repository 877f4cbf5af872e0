"""Committees: whether one may review on a day, for what, and which acts say so.

How a committee stands on a day is the sum of what its acts changed up to that day
(`projections.reviewing.committee_turns`), so expiry needs no event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any, Final

import msgspec

from aggregates.committee.state import CommitteeState
from aggregates.policy.dates import add_years_last_day
from aggregates.policy.profile import Profile
from aggregates.rulebook import documents_of
from aggregates.text import Text
from projections.reviewing.committee_turns import FIELDS, TURNS, Turn, changes_of
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.codes import coded, in_words
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef, event_ref

REASONS: Final[Mapping[str, tuple[Text, tuple[str, ...]]]] = {
    "NOT_FILED": (Text("未核准备案", "not filed"), ("XN12-7.1c", "YC12-2b", "XN6A-7a")),
    "EXPIRED": (
        Text("备案有效期届满", "the filing expired"),
        ("XN12-7.1c", "YC12-2b", "XN6A-7a"),
    ),
    "CHANGED": (
        Text("发生变化，尚未重新备案", "changed, and not filed since"),
        ("YC12-2b",),
    ),
    "SUSPENDED": (Text("评审已暂停", "suspended"), ("YC12-4.3b", "LZ-8.2c")),
    "WITHDRAWN": (
        Text("评审权已收回", "power of review withdrawn"),
        ("YC12-4.3c", "LZ-8.2c", "XN6A-7b"),
    ),
}
"""Why a committee may not review, with the rules in the order of the cities."""

_FILINGS: Final = frozenset({"committee.filed", "committee.refiled"})
_DAY: Final = timedelta(days=1)


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a committee may not review on a day.

    Attributes:
        code: ``NOT_FILED``, ``EXPIRED``, ``CHANGED``, ``SUSPENDED``, ``WITHDRAWN``.
        rule: The rule that says so, where the city has one.
        event: The act that brought it about; none where nothing is on record.
    """

    code: Label
    rule: RuleRef | None
    event: EventRef | None


class Validity(msgspec.Struct, frozen=True, kw_only=True):
    """How one committee stands on a day.

    Attributes:
        id: The committee.
        name: As it was filed.
        on: The day.
        valid: Whether it may review on that day.
        reasons: Why it may not.
        series: What it reviews.
        professions: Which professions of that; none for all.
        levels: Up to which levels.
        territory: Where.
        unit: Who established it.
        office: Who does its work.
        self_review: ``NONE``, ``UNIT`` or ``HOSPITAL``.
        filed_on: First day of the filing in force, or of the last one.
        valid_to: Its last day.
        term_until: The last day that the policy allows it.
        filing: The act that filed it.
        refile_due: The day by which the policy wants it filed anew, if it names one.
        refiled_in_time: Whether it was; none while that day lies ahead.
    """

    id: str
    name: str
    on: date
    valid: bool
    reasons: tuple[Reason, ...]
    series: tuple[str, ...]
    professions: tuple[str, ...]
    levels: tuple[Words, ...]
    territory: str
    unit: Named
    office: Named
    self_review: Label
    filed_on: date | None
    valid_to: date | None
    term_until: date | None
    filing: EventRef | None
    refile_due: date | None
    refiled_in_time: bool | None


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days on which a committee stood in the same way.

    Attributes:
        first: First day.
        last: Last day; none for as long as nothing else is recorded.
        valid: Whether it might review.
        why: Codes of the reasons why not.
    """

    first: date
    last: date | None
    valid: bool
    why: tuple[Label, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One value that an act changed.

    Attributes:
        what: Which.
        to: What it became.
    """

    what: Label
    to: Words


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One act that changed what the committee may do.

    Attributes:
        since: From which day it holds.
        event: The act.
        changes: What it changed.
    """

    since: date
    event: EventRef
    changes: tuple[Change, ...]


class Committee(msgspec.Struct, frozen=True, kw_only=True):
    """One committee on a day, with all that led there and came later.

    Attributes:
        validity: How it stands on the day.
        periods: From when until when it might review, and why not in between.
        steps: The acts, by the day from which they hold.
    """

    validity: Validity
    periods: tuple[Period, ...]
    steps: tuple[Step, ...]


def all_committees(rows: Rows, states: AsOf, on: date) -> tuple[Validity, ...]:
    """Return every committee as it stands on a day, by name."""
    found: dict[str, list[Turn]] = defaultdict(list)
    for turn in rows.all(TURNS):
        found[turn.id].append(turn)
    standing = (_History(one, turns, states) for one, turns in found.items())
    told = (history.validity(on) for history in standing)
    return tuple(sorted(told, key=lambda one: (one.name, one.id)))


def committee_on(rows: Rows, states: AsOf, committee: str, on: date) -> Committee:
    """Return one committee with its history; one without any was never filed."""
    turns = rows.where(TURNS, "id = ?", committee)
    history = _History(committee, turns, states)
    return Committee(
        validity=history.validity(on),
        periods=tuple(history.periods()),
        steps=tuple(history.steps()),
    )


class _History:
    """The turns of one committee, summed up to any day."""

    def __init__(self, committee: str, turns: Iterable[Turn], states: AsOf) -> None:
        self._id = committee
        self._turns = sorted(turns, key=lambda turn: (turn.day, turn.position))
        self._states = states

    def validity(self, on: date) -> Validity:
        """Return how it stands on a day."""
        until = self._until(on)
        state, filing = _sum(self._id, until), _last(until, _FILINGS)
        profile = self._profile(until, on)
        codes = _why_not(state, profile, on)
        name = self._states.organisation
        term = profile.committee_validity_years if profile else None
        due = profile.refile_due if profile else None
        return Validity(
            id=self._id,
            name=state.name,
            on=on,
            valid=not codes,
            reasons=tuple(self._reason(one, until, profile, on) for one in codes),
            series=state.series,
            professions=state.professions,
            levels=tuple(map(in_words, state.levels)),
            territory=state.territory,
            unit=name(state.establishing_unit),
            office=name(state.office),
            self_review=coded(state.self_review),
            filed_on=state.filed_on,
            valid_to=state.valid_to,
            term_until=add_years_last_day(state.filed_on, term)
            if term and state.filed_on
            else None,
            filing=self._ref(filing),
            refile_due=due,
            refiled_in_time=None if due is None else self._in_time(due, on),
        )

    def periods(self) -> Iterator[Period]:
        """Yield the stretches of days on which it stood alike."""
        days = sorted(set(self._boundaries()))
        told: list[tuple[date, tuple[str, ...]]] = []
        for day in days:
            until = self._until(day)
            codes = _why_not(_sum(self._id, until), self._profile(until, day), day)
            if not told or told[-1][1] != codes:
                told.append((day, codes))
        ends = (day - _DAY for day, _ in told[1:])
        for (first, codes), last in zip_longest(told, ends):
            why = tuple(label(code, REASONS[code][0]) for code in codes)
            yield Period(first=first, last=last, valid=not codes, why=why)

    def steps(self) -> Iterator[Step]:
        """Yield what each act changed."""
        for turn in self._turns:
            yield Step(
                since=date.fromisoformat(turn.day),
                event=event_ref(self._states.log.event_at(turn.position)),
                changes=tuple(
                    Change(what=label(name, FIELDS[name]), to=in_words(value))
                    for name, value in changes_of(turn).items()
                ),
            )

    def _boundaries(self) -> Iterator[date]:
        for turn in self._turns:
            yield date.fromisoformat(turn.day)
            ends = changes_of(turn).get("valid_to")
            if ends:
                yield date.fromisoformat(ends) + _DAY

    def _until(self, on: date) -> list[Turn]:
        return [turn for turn in self._turns if turn.day <= on.isoformat()]

    def _profile(self, until: Sequence[Turn], on: date) -> Profile | None:
        """Return the policy in force on a day where the committee is filed."""
        known = [turn.profile for turn in until or self._turns if turn.profile]
        return self._states.profile(known[-1], on) if known else None

    def _in_time(self, due: date, on: date) -> bool | None:
        """Tell whether it was filed in the year of a day, and by that day (D15)."""
        filings = [
            date.fromisoformat(turn.day)
            for turn in self._until(on)
            if turn.type in _FILINGS and turn.day[:4] == f"{due.year}"
        ]
        if filings:
            return min(filings) <= due
        return None if on <= due else False

    def _reason(
        self, code: str, until: Sequence[Turn], profile: Profile | None, on: date
    ) -> Reason:
        text, rules = REASONS[code]
        documents = documents_of(profile, on)
        stated = (one for one in rules if one.partition("-")[0] in documents)
        rule = next(stated, "")
        turn = _last(until, _SAID_BY.get(code, _FILINGS))
        return Reason(
            code=label(code, text),
            rule=rule_ref(rule) if rule else None,
            event=self._ref(turn),
        )

    def _ref(self, turn: Turn | None) -> EventRef | None:
        if turn is None:
            return None
        return event_ref(self._states.log.event_at(turn.position))


_SAID_BY: Final[Mapping[str, frozenset[str]]] = {
    "CHANGED": frozenset({"committee.change-occurred"}),
    "SUSPENDED": frozenset({"committee.suspended"}),
    "WITHDRAWN": frozenset({"committee.review-authority-withdrawn"}),
}


def _last(turns: Sequence[Turn], types: frozenset[str]) -> Turn | None:
    return next((turn for turn in reversed(turns) if turn.type in types), None)


def _sum(committee: str, turns: Iterable[Turn]) -> CommitteeState:
    """Return what a committee has become after its turns."""
    values: dict[str, Any] = {"id": committee}
    for turn in turns:
        values |= changes_of(turn)
    return msgspec.convert(values, CommitteeState)


def _why_not(
    state: CommitteeState, profile: Profile | None, on: date
) -> tuple[str, ...]:
    """Return the codes of why a committee may not review on a day."""
    triggers = {one.code for one in profile.filing_triggers} if profile else set()
    changed = bool(state.change) and state.change in triggers
    filed = state.filed_on is not None and state.filed_on <= on
    expired = filed and state.valid_to is not None and on > state.valid_to
    found = {
        "NOT_FILED": not filed,
        "EXPIRED": expired,
        "CHANGED": changed,
        "SUSPENDED": state.suspended,
        "WITHDRAWN": state.withdrawn,
    }
    return tuple(code for code, holds in found.items() if holds)
