"""Statistics of a batch on a day: how many, where, how long, and what came of it.

Counts only: by stage, series, level and employer; who was seated and present as
numbers; the pass rate as an exact fraction beside the plan's ceiling; what applicants
were told, by code; complaints by outcome; and how many days each kind of body had the
files. Nothing here names an expert, and no vote can be told from a tally.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from aggregates.policy.settings.parts import Share
from aggregates.text import Text
from aggregates.thresholds import is_above
from projections.reviewing.session_rows import (
    APPLIED,
    MEETINGS,
    Applied,
    Meeting,
    dated,
    newest,
    newest_figure,
)
from projections.stages import stage_label
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.codes import coded
from projections.words.label import Label, Named, label

OPEN_COMPLAINT: Final = Label("OPEN", "尚未办结", "not decided yet")
_OTHERS: Final = Text("其他单位", "other bodies")


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many there are of something.

    Attributes:
        what: Of what.
        number: How many.
    """

    what: Label
    number: int


class EmployerCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many declared from one employer.

    Attributes:
        employer: The employer; without an id for those who have none.
        number: How many declared.
        confirmed: How many of them were confirmed, and are so.
    """

    employer: Named
    number: int
    confirmed: int


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """How long bodies of one kind had files.

    Attributes:
        kind: Which bodies.
        hops: How many files they passed on, returned or refused.
        running: How many files they have.
        median_days: Days that half of the hops did not exceed, such as ``3.5``.
        longest_days: Days of the longest.
    """

    kind: Label
    hops: int
    running: int
    median_days: str
    longest_days: int


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one batch on a day.

    Attributes:
        session: The batch.
        committee: Whose it is.
        year: The review year.
        profile: The policy.
        on: The day.
        stage: Its stage.
        applications: How many applications there are.
        declared: How many of them were ever submitted.
        admitted: How many were ever admitted to the review.
        seated: How many experts were seated.
        present: How many were present at the opening.
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
        by_employer: By employer.
        told: Reasons that applicants were told, by code.
        complaints: Complaints by outcome.
        hops: How long bodies had the files, by their kind.
    """

    session: Named
    committee: Named
    year: int
    profile: str
    on: date
    stage: Label
    applications: int
    declared: int
    admitted: int
    seated: int
    present: int
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
    by_employer: tuple[EmployerCount, ...]
    told: tuple[Count, ...]
    complaints: tuple[Count, ...]
    hops: tuple[Hop, ...]


def statistics_of(rows: Rows, states: AsOf, session: str, on: date) -> Statistics:
    """Return the figures of a batch on a day.

    Args:
        rows: The views.
        states: The log.
        session: The batch.
        on: The day; what happened later does not count.
    """
    meeting = rows.get(MEETINGS, session) or Meeting(session, "", 0, "", "")
    return _statistics(meeting, rows.where(APPLIED, "session = ?", session), states, on)


def all_statistics(rows: Rows, states: AsOf, on: date) -> tuple[Statistics, ...]:
    """Return the figures of every batch that had begun by a day, by year."""
    found: dict[str, list[Applied]] = {}
    for one in rows.all(APPLIED):
        found.setdefault(one.session, []).append(one)
    begun = [
        meeting
        for meeting in rows.all(MEETINGS)
        if newest(meeting.stages, on.isoformat())
    ]
    begun.sort(key=lambda one: (one.year, one.id))
    return tuple(_statistics(one, found.get(one.id, []), states, on) for one in begun)


def _statistics(
    meeting: Meeting, rows: Iterable[Applied], states: AsOf, on: date
) -> Statistics:
    until = on.isoformat()
    paths = {one: path for one in rows if (path := _path(one, until))}
    applied = list(paths)
    stages = {one.id: path[-1] for one, path in paths.items()}

    def figure(name: str) -> int:
        return newest_figure(meeting.figures, name, until)

    passed, decided = figure("passed"), figure("decided")
    ceiling = newest(meeting.ceiling, until)
    committee = states.get(meeting.committee).name if meeting.committee else ""
    return Statistics(
        session=Named(meeting.id),
        committee=Named(meeting.committee, committee),
        year=meeting.year,
        profile=meeting.profile,
        on=on,
        stage=stage_label("session", newest(meeting.stages, until)),
        applications=len(applied),
        declared=sum("SUBMITTED" in path for path in paths.values()),
        admitted=sum("ADMITTED" in path for path in paths.values()),
        seated=figure("seated"),
        present=figure("present"),
        decided=decided,
        passed=passed,
        pass_rate=f"{passed}/{decided}" if decided else "",
        ceiling=ceiling,
        above_ceiling=_is_above(ceiling, passed, decided),
        published=figure("published"),
        confirmed=figure("confirmed"),
        by_stage=_counts(
            stages.values(), lambda code: stage_label("application", code)
        ),
        by_series=_counts((one.series for one in applied), _as_written),
        by_level=_counts((one.level for one in applied), coded),
        by_employer=_employers(applied, stages, states),
        told=_counts(_dated_by(applied, "told", until), coded),
        complaints=_complaints(applied, until),
        hops=tuple(_hops(applied, states, on)),
    )


def _path(one: Applied, until: str) -> list[str]:
    """Return every stage that an application was in, up to a day."""
    return [stage for stage, day in dated(one.path) if day <= until]


def _is_above(ceiling: str, passed: int, decided: int) -> bool:
    if not ceiling:
        return False
    part, _, whole = ceiling.partition("/")
    return is_above(Share(int(part), int(whole)), passed, decided)


def _as_written(text: str) -> Label:
    return Label(text, text, text)


def _counts(codes: Iterable[str], named: Callable[[str], Label]) -> tuple[Count, ...]:
    """Count codes, the most frequent first."""
    found = Counter(codes)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Count(what=named(code), number=n) for code, n in ordered)


def _dated_by(applied: Iterable[Applied], field: str, until: str) -> Iterator[str]:
    for one in applied:
        yield from (w for w, day in dated(getattr(one, field)) if day <= until)


def _employers(
    applied: Iterable[Applied], stages: Mapping[str, str], states: AsOf
) -> tuple[EmployerCount, ...]:
    found = Counter(one.employer for one in applied)
    confirmed = Counter(
        one.employer for one in applied if stages[one.id] == "CONFIRMED"
    )
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(
        EmployerCount(
            employer=states.organisation(employer) if employer else Named(""),
            number=number,
            confirmed=confirmed[employer],
        )
        for employer, number in ordered
    )


def _complaints(applied: Iterable[Applied], until: str) -> tuple[Count, ...]:
    """Count complaints by how they stand on the day, each once."""
    outcomes: dict[str, str] = {}
    for one in _dated_by(applied, "complaints", until):
        complaint, _, outcome = one.partition("=")
        outcomes[complaint] = outcome
    return _counts(
        (outcome or OPEN_COMPLAINT.code for outcome in outcomes.values()),
        lambda code: OPEN_COMPLAINT if code == OPEN_COMPLAINT.code else coded(code),
    )


def _hops(applied: Iterable[Applied], states: AsOf, on: date) -> Iterator[Hop]:
    """Tell how long each kind of body had files, in the order of their kinds."""
    ended: dict[str, list[int]] = {}
    running: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    for one in applied:
        for holder, days in _stretches(one.hops, on):
            if holder not in kinds:
                kinds[holder] = states.get(holder).kind
            kind = kinds[holder]
            ended.setdefault(kind, [])
            if days is None:
                running[kind] += 1
            else:
                ended[kind].append(days)
    for kind in sorted(ended):
        days_of = sorted(ended[kind])
        yield Hop(
            kind=coded(kind) if kind else label("", _OTHERS),
            hops=len(days_of),
            running=running[kind],
            median_days=_median(days_of),
            longest_days=days_of[-1] if days_of else 0,
        )


def _stretches(hops: str, on: date) -> Iterator[tuple[str, int | None]]:
    """Yield who had a file, and for how many days; None while it is there."""
    known = [(who, day) for who, day in dated(hops) if day <= on.isoformat()]
    ends: list[str | None] = [day for _, day in known[1:]]
    for (holder, since), end in zip(known, [*ends, None], strict=False):
        if holder:
            yield holder, None if end is None else _days(since, end)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _median(days: Sequence[int]) -> str:
    """Return the middle of sorted days, exact to a half."""
    if not days:
        return ""
    twice = days[(len(days) - 1) // 2] + days[len(days) // 2]
    return f"{twice // 2}" + (".5" if twice % 2 else "")
