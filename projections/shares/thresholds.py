"""Shares of employers, departments and committees, beside what was acknowledged.

LZ-4.1.1c, d, e: 10 %, 20 % and 10 %, as exact fractions of applications (or persons,
where the policy counts them), each id of which is told for one body. A share is a
running figure; it obliges once its stage is closed for the batch, where the policy
says so (A12). What is acknowledged is what a body stated: the denominator lies in a
list of its own, so both figures are shown, and where they differ that is a finding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

import msgspec

from aggregates import thresholds
from aggregates.policy.profile import Profile
from aggregates.text import Text
from aggregates.words import word
from projections.obligations.standing import Obligation, opened_by
from projections.reviewing.committee_turns import TURNS, names_of_committees
from projections.shares.rows import (
    ACKNOWLEDGED,
    BATCHES,
    BODIES,
    COMMITTEE_RECHECK,
    COUNTED,
    DEPARTMENT_REVIEW,
    EMPLOYER_AUDIT,
    TALLIES,
    Acknowledged,
    Batch,
    Counted,
    Tally,
    places,
)
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import Label, Named, RuleRef, label, rule_ref
from projections.words.references import EventRef, event_ref

RULES: Final[Mapping[str, str]] = {
    EMPLOYER_AUDIT: "LZ-4.1.1c",
    DEPARTMENT_REVIEW: "LZ-4.1.1d",
    COMMITTEE_RECHECK: "LZ-4.1.1e",
}
FINDINGS: Final = {
    "NOT_ACKNOWLEDGED": Text("已达到，尚未确认", "reached, not acknowledged"),
    "OTHER_PART": Text("确认的分子与台账不符", "acknowledged numerator differs"),
    "OTHER_WHOLE": Text("确认的分母与台账不符", "acknowledged denominator differs"),
}
_PERSON: Final = "person"


class Acknowledgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a body acknowledged, beside what the ledger held then.

    Attributes:
        id: The matter.
        event: The act.
        part: The applications that it states.
        stated: The share as stated, such as ``1/10``.
        computed: The share as the ledger held it when that was recorded.
        findings: What differs.
        obligations: What it opened, met or open.
    """

    id: str
    event: EventRef
    part: tuple[str, ...]
    stated: str
    computed: str
    findings: tuple[Label, ...]
    obligations: tuple[Obligation, ...]


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """One share of one body in a review year.

    Attributes:
        rule: The rule that states the limit.
        threshold: Which share.
        body: The employer, department or committee.
        year: The review year.
        profile: The policy.
        on: The day for which it is told.
        numerator: How many did not qualify.
        denominator: How many count.
        fraction: Both, such as ``1/10``.
        limit: What matters when it is reached, such as ``1/10``.
        crossed: Whether it is reached.
        closed: Whether the stage is closed for every batch that counts.
        obliges: Whether it is reached and, as the policy asks, the stage is closed.
        part: Ids in the numerator; told for one body only.
        whole: Ids in the denominator; told for one body only.
        acknowledged: Acknowledgements of it.
        findings: What is to be said against it.
    """

    rule: RuleRef
    threshold: Label
    body: Named
    year: int
    profile: str
    on: date
    numerator: int
    denominator: int
    fraction: str
    limit: str
    crossed: bool
    closed: bool
    obliges: bool
    part: tuple[str, ...]
    whole: tuple[str, ...]
    acknowledged: tuple[Acknowledgement, ...]
    findings: tuple[Label, ...]


class _Key(NamedTuple):
    """One share: which, of whom, in which year, under which policy."""

    year: int
    threshold: str
    body: str
    profile: str


def shares(
    rows: Rows,
    states: AsOf,
    on: date,
    *,
    year: int | None = None,
    body: str = "",
    today: date | None = None,
) -> tuple[Share, ...]:
    """Return the shares of the years and bodies that are asked for.

    Args:
        rows: The views.
        states: The log.
        on: The day for which they are told.
        year: Only of this review year.
        body: Only of this employer, department or committee; with the ids counted.
        today: The day that counts as today; a past ``on`` is counted row by row.
    """
    book = _Book(rows, states, on)
    at_present = today is not None and on >= today and not body
    found = book.tallied() if at_present else book.counted(on.isoformat(), body)
    wanted = [
        key
        for key in sorted(found)
        if year in (None, key.year) and body in ("", key.body)
    ]
    told = (book.share(key, found[key], with_ids=bool(body)) for key in wanted)
    return tuple(one for one in told if one is not None)


class _Figures(NamedTuple):
    """What is counted in one share: numbers, and ids where rows were counted."""

    part: int
    whole: int
    withdrawn: int
    batches: frozenset[str]
    rows: Sequence[tuple[Counted, bool, bool]] = ()


_NOTHING: Final = _Figures(0, 0, 0, frozenset())


class _Book:
    """Reads the rows of one question, each table once."""

    def __init__(self, rows: Rows, states: AsOf, on: date) -> None:
        self._rows = rows
        self._states = states
        self._on = on
        self._profiles: dict[str, Profile | None] = {}

    @cached_property
    def _batches(self) -> dict[str, Batch]:
        return {batch.id: batch for batch in self._rows.all(BATCHES)}

    @cached_property
    def _committees(self) -> dict[str, str]:
        return names_of_committees(self._rows.all(TURNS))

    @cached_property
    def _bodies(self) -> dict[str, str]:
        return {body.id: body.name for body in self._rows.all(BODIES)}

    @cached_property
    def _acknowledged(self) -> dict[tuple[int, str, str], list[Acknowledged]]:
        found: dict[tuple[int, str, str], list[Acknowledged]] = defaultdict(list)
        for one in sorted(self._rows.all(ACKNOWLEDGED), key=lambda a: a.position):
            if one.day <= self._on.isoformat():
                found[one.year, one.threshold, one.target].append(one)
        return found

    def tallied(self) -> dict[_Key, _Figures]:
        """Return all shares at present, by the numbers that are kept."""
        found: dict[_Key, _Figures] = {}
        for tally in self._rows.all(TALLIES):
            key = self._key(tally)
            known = found.get(key, _NOTHING)
            found[key] = _Figures(
                known.part + tally.part,
                known.whole + tally.whole,
                known.withdrawn + tally.withdrawn,
                known.batches | {tally.session},
            )
        return found

    def counted(self, until: str, body: str = "") -> dict[_Key, _Figures]:
        """Return shares at the end of a day, application by application.

        Those of other bodies are not complete where a body is named.
        """
        found: dict[_Key, list[tuple[Counted, bool, bool]]] = defaultdict(list)
        for row in self._concerning(body) if body else self._rows.all(COUNTED):
            for place in places(row, until):
                tally = Tally(place.body, row.session, place.threshold)
                found[self._key(tally)].append((row, place.part, place.withdrawn))
        return {key: _figures(counted) for key, counted in found.items()}

    def _concerning(self, body: str) -> list[Counted]:
        """Return the applications that can count in a share of a body."""
        mine = [one.id for one in self._batches.values() if one.committee == body]
        through = "employer = ? OR instr(departments, ?)"
        within = f"session IN ({', '.join('?' * len(mine))})"
        return self._rows.where(COUNTED, f"{through} OR {within}", body, body, *mine)

    def share(self, key: _Key, figures: _Figures, *, with_ids: bool) -> Share | None:
        """Return one share; none where the policy states no limit."""
        profile = self._profile(key.profile)
        limit = thresholds.limit_of(
            RULES[key.threshold], profile.thresholds if profile else None
        )
        if profile is None or limit is None:
            return None
        if profile.thresholds and profile.thresholds.counted_by == _PERSON:
            by_rows = self.counted(self._on.isoformat(), key.body)
            figures = by_rows.get(key, _NOTHING)
        part, whole = _exactly(key.threshold, profile, figures)
        crossed = limit.is_reached(part, whole)
        closed = self._is_closed(key.threshold, figures.batches)
        running = (
            profile.thresholds is not None and profile.thresholds.opens == "running"
        )
        obliges = crossed and (closed or running)
        known = self._acknowledged.get((key.year, key.threshold, key.body), [])
        acknowledged = tuple(self._acknowledgement(one, profile) for one in known)
        statistic = _statistic(key.threshold, profile, figures) if with_ids else None
        return Share(
            rule=rule_ref(RULES[key.threshold]),
            threshold=label(key.threshold, word(key.threshold)),
            body=self._named(key),
            year=key.year,
            profile=key.profile,
            on=self._on,
            numerator=part,
            denominator=whole,
            fraction=f"{part}/{whole}",
            limit=f"{limit.numerator}/{limit.denominator}",
            crossed=crossed,
            closed=closed,
            obliges=obliges,
            part=statistic.part if statistic else (),
            whole=statistic.whole if statistic else (),
            acknowledged=acknowledged,
            findings=tuple(_findings(acknowledged, obliges=obliges)),
        )

    def _key(self, tally: Tally) -> _Key:
        batch = self._batches.get(tally.session) or Batch(tally.session, "", 0, "")
        of_committee = tally.threshold == COMMITTEE_RECHECK
        body = batch.committee if of_committee else tally.body
        return _Key(batch.year, tally.threshold, body, batch.profile)

    def _profile(self, name: str) -> Profile | None:
        if name not in self._profiles:
            self._profiles[name] = self._states.profile(name, self._on)
        return self._profiles[name]

    def _named(self, key: _Key) -> Named:
        of_committee = key.threshold == COMMITTEE_RECHECK
        names = self._committees if of_committee else self._bodies
        return Named(key.body, names.get(key.body, ""))

    def _is_closed(self, threshold: str, batches: Iterable[str]) -> bool:
        """Tell whether the stage is closed in every batch that counts."""
        until = self._on.isoformat()
        known = (self._batches.get(one) for one in batches)
        days = (_CLOSES[threshold](one) if one else "" for one in known)
        return all(day and day <= until for day in days)

    def _acknowledgement(self, one: Acknowledged, profile: Profile) -> Acknowledgement:
        """Compare what was stated with what the ledger held when it was."""
        stated = tuple(one.part.split())
        whole = one.of - (0 if _all_count(profile) else one.withdrawn)
        differs = {
            "OTHER_PART": one.strangers > 0 or len(stated) != one.counted,
            "OTHER_WHOLE": one.whole != whole,
        }
        return Acknowledgement(
            id=one.id,
            event=event_ref(self._states.log.event_at(one.position)),
            part=stated,
            stated=f"{len(stated)}/{one.whole}",
            computed=f"{one.counted}/{whole}",
            findings=tuple(
                label(code, FINDINGS[code]) for code, does in differs.items() if does
            ),
            obligations=opened_by(self._rows, self._states, self._on, (one.position,)),
        )


_CLOSES: Final[Mapping[str, Callable[[Batch], str]]] = {
    EMPLOYER_AUDIT: lambda batch: batch.audits_closed,
    DEPARTMENT_REVIEW: lambda batch: batch.concluded,
    COMMITTEE_RECHECK: lambda batch: batch.rechecked,
}
"""When the stage is closed that a share is about (A12)."""


def _figures(counted: Sequence[tuple[Counted, bool, bool]]) -> _Figures:
    return _Figures(
        part=sum(bad for _, bad, _ in counted),
        whole=len(counted),
        withdrawn=sum(withdrawn for *_, withdrawn in counted),
        batches=frozenset(row.session for row, *_ in counted),
        rows=counted,
    )


def _exactly(threshold: str, profile: Profile, figures: _Figures) -> tuple[int, int]:
    """Return numerator and denominator as the policy counts."""
    if figures.rows:
        statistic = _statistic(threshold, profile, figures)
        return statistic.numerator, statistic.denominator
    left_out = 0 if _all_count(profile) else figures.withdrawn
    return figures.part, figures.whole - left_out


def _all_count(profile: Profile) -> bool:
    """Tell whether what was withdrawn before any audit counts (A12c)."""
    settings = profile.thresholds
    return settings is None or settings.withdrawn_in_denominator


def _statistic(
    threshold: str, profile: Profile, figures: _Figures
) -> thresholds.Statistic:
    """Compute a share as the rule book does, with the ids of who counts."""
    whole = [row.id for row, *_ in figures.rows]
    bad = [row.id for row, is_bad, _ in figures.rows if is_bad]
    withdrawn = {row.id for row, _, was in figures.rows if was}
    persons = {row.id: row.person for row, *_ in figures.rows}
    match threshold:
        case "EMPLOYER_AUDIT":
            return thresholds.employer_audit(
                profile,
                declared=whole,
                unqualified=bad,
                withdrawn=withdrawn,
                persons=persons,
            )
        case "DEPARTMENT_REVIEW":
            return thresholds.department_review(
                profile,
                forwarded=whole,
                unqualified=bad,
                withdrawn=withdrawn,
                persons=persons,
            )
        case _:
            return thresholds.committee_recheck(
                profile, reviewed=whole, problems=bad, persons=persons
            )


def _findings(
    acknowledged: Iterable[Acknowledgement], *, obliges: bool
) -> Iterator[Label]:
    """Say what is to be said against a share, each once."""
    known = list(acknowledged)
    if obliges and not known:
        yield label("NOT_ACKNOWLEDGED", FINDINGS["NOT_ACKNOWLEDGED"])
    yield from dict.fromkeys(finding for one in known for finding in one.findings)
