"""T6: whether the committee might review on the days on which it did.

Asked of each acceptance, of the draw, the opening and the vote; the confirmation is
told too, as the authority's act and not the committee's. Where an act falls into a
time in which the committee might not review, everything else that comes of the same
time is listed: applications and titles, of this session and of others.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

import msgspec

from aggregates.application import audits
from aggregates.application.standing import ApplicationState
from aggregates.committee import events as committee
from aggregates.committee.state import CommitteeState
from aggregates.decider import Act
from aggregates.lead import title_id
from aggregates.schema import Body
from aggregates.session import events as e
from aggregates.session import meeting, results
from projections import involved
from projections.stages import stage_label
from projections.store.rows import Rows
from projections.trace.answer import Absent, Reply, absent
from projections.trace.filings import REASONS, RULES, Filings, Ground
from projections.trace.findings import Finding, finding
from projections.trace.inquiry import Inquiry
from projections.trace.review import (
    Review,
    acts_that_stand,
)
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef

_DAYS: Final[tuple[type[Body], ...]] = (
    e.ExpertsDrawn,
    meeting.Opened,
    meeting.BallotTallied,
)
_TOLD: Final[tuple[type[Body], ...]] = (*_DAYS, results.ResultsConfirmed)
_FILED: Final = ("XN12-7.1c", "YC12-2b", "LZ-5.1a")


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """Why the committee might not review.

    Attributes:
        reason: A code of `REASONS`.
        rule: The rule that says so; none where the city has none.
        event: What shows it: the filing that had run out, the suspension.
    """

    reason: Label
    rule: RuleRef | None
    event: EventRef | None


class OnTheDay(msgspec.Struct, frozen=True, kw_only=True):
    """How the committee stood when something was done.

    Attributes:
        act: What was done.
        day: On which day it counts.
        about: The application, where it was about one.
        filing: The filing that held then.
        valid_to: Its last day.
        known_then: Whether that filing was on record by then.
        against: Why the committee might not do it; none if it might.
    """

    act: EventRef
    day: date
    about: Named
    filing: EventRef | None
    valid_to: date | None
    known_then: bool
    against: tuple[Why, ...]


class Affected(msgspec.Struct, frozen=True, kw_only=True):
    """Another application that comes of the same invalid period.

    Attributes:
        application: Which.
        session: In which session.
        stage: How it stands.
        title: The title that it led to, if it did.
        title_stage: How that stands.
        event: The act that falls into the period.
    """

    application: Named
    session: str
    stage: Label
    title: str
    title_stage: Label | None
    event: EventRef


class Validity(msgspec.Struct, frozen=True, kw_only=True):
    """The committee of one review, on the days that count.

    Attributes:
        session: Which review.
        committee: Its committee.
        days: The acts, in their order.
        not_recognised: The decision not to recognise this review, if there is one.
        affected: What else comes of the same invalid periods.
    """

    session: Named
    committee: Named
    days: tuple[OnTheDay, ...]
    not_recognised: EventRef | None
    affected: tuple[Affected, ...]


def ask(inquiry: Inquiry) -> Reply[Validity]:
    """Return how the committees stood in the reviews that the subject leads to."""
    rows = inquiry.rows
    found = [
        Held(review, rows, wide=inquiry.wide)
        for review in inquiry.reviews
        if review.committee
    ]
    return Reply(
        rows=tuple(one.row for one in found),
        findings=tuple(f for one in found for f in one.findings()),
        absent=tuple(f for one in found for f in one.absent()),
    )


class Held:
    """The committee of one review.

    Args:
        review: Which.
        rows: The views.
        wide: Whether to tell of acceptances only what is wrong with them.
    """

    def __init__(self, review: Review, rows: Rows, *, wide: bool) -> None:
        self._review = review
        self._rows = rows
        self._filings = Filings(review.committee_acts)
        self._grounds = [
            (act, tuple(_grounds(act, review, self._filings)))
            for act in sorted(_acts(review), key=lambda act: act.position)
        ]
        if wide:
            self._grounds = [
                (act, grounds)
                for act, grounds in self._grounds
                if grounds or not isinstance(act.body, audits.Accepted)
            ]

    @cached_property
    def row(self) -> Validity:
        """The committee as the answer tells it."""
        review = self._review
        state: CommitteeState = review.states.get(review.committee)
        return Validity(
            session=review.named,
            committee=Named(review.committee, state.name),
            days=tuple(self._day(act, grounds) for act, grounds in self._grounds),
            not_recognised=review.maybe(self._not_recognised()),
            affected=tuple(self._affected()),
        )

    def findings(self) -> Iterator[Finding]:
        """Yield the acts of review that the committee might not do."""
        for day, (act, _) in zip(self.row.days, self._grounds, strict=True):
            if isinstance(act.body, results.ResultsConfirmed):
                continue
            for why in day.against:
                if why.rule is not None:
                    yield self._found(day, why)

    def absent(self) -> Iterator[Absent]:
        """Yield that there is no filing at all."""
        rule = self._review.law.asks(_FILED)
        if not self._filings.all and self._grounds:
            about = self.row.committee
            yield absent("committee.filed", about, rule_ref(rule) if rule else None)

    def _day(self, act: Act, grounds: tuple[Ground, ...]) -> OnTheDay:
        filing = self._filings.on(act.day)
        review = self._review
        about = act.id if isinstance(act.body, audits.Accepted) else ""
        return OnTheDay(
            act=review.ref(act),
            day=act.day,
            about=Named(about, review.states.get(about).case_no if about else ""),
            filing=review.ref(filing.act) if filing else None,
            valid_to=filing.last if filing else None,
            known_then=filing is not None and filing.act.position < act.position,
            against=tuple(self._why(one) for one in grounds),
        )

    def _why(self, ground: Ground) -> Why:
        asked = self._review.law.asks(RULES[ground.reason])
        return Why(
            reason=label(ground.reason, REASONS[ground.reason]),
            rule=rule_ref(asked) if asked else None,
            event=self._review.maybe(ground.act),
        )

    def _found(self, day: OnTheDay, why: Why) -> Finding:
        what, about = day.act.type, day.about.name or day.about.id
        return finding(
            "COMMITTEE_NOT_VALID",
            Words(
                f"{day.day} {what.zh} {about}：{why.reason.zh}",
                f"{day.day} {what.en} {about}: {why.reason.en}",
            ),
            *((why.event,) if why.event else ()),
            day.act,
            rule=why.rule,
        )

    def _not_recognised(self) -> Act | None:
        decisions = (
            act
            for act in self._review.committee_acts
            if isinstance(act.body, committee.ActsNotRecognised)
            and self._review.id in act.body.sessions
        )
        return next(decisions, None)

    # --- what else comes of the same time

    def _affected(self) -> Iterator[Affected]:
        periods = {
            one.period
            for act, grounds in self._grounds
            for one in grounds
            if not isinstance(act.body, results.ResultsConfirmed)
        }
        if not periods:
            return
        states = self._review.states
        of = self._review.committee
        for session in involved.reviews_of_committee(self._rows, of):
            other = Review(session, states)
            hit: dict[str, Act] = {}
            for act in _acts(other, _DAYS):
                grounds = _grounds(act, other, self._filings)
                if any(one.period in periods for one in grounds):
                    own = isinstance(act.body, audits.Accepted)
                    for one in (act.id,) if own else other.applications:
                        hit.setdefault(one, act)
            for application, act in hit.items():
                if not self._is_asked_about(session, application):
                    yield _one_affected(other, application, act)

    def _is_asked_about(self, session: str, application: str) -> bool:
        return session == self._review.id and application in self._review.applications


def _acts(review: Review, bodies: tuple[type[Body], ...] = _TOLD) -> Iterator[Act]:
    yield from review.of(*bodies)
    for application in review.applications:
        for act in acts_that_stand(application, review.states):
            if isinstance(act.body, audits.Accepted):
                yield act


def _grounds(act: Act, review: Review, filings: Filings) -> Iterator[Ground]:
    yield from filings.against(act)
    if isinstance(act.body, audits.Accepted):
        one: ApplicationState = review.states.get(act.id)
        yield from filings.beyond(act.day, [one.series], one.profession, [one.level])
    elif not isinstance(act.body, results.ResultsConfirmed):
        batch = review.state
        yield from filings.beyond(act.day, batch.series, "", batch.levels)


def _one_affected(review: Review, application: str, act: Act) -> Affected:
    states = review.states
    state: ApplicationState = states.get(application)
    title = states.get(title_id(application))
    return Affected(
        application=Named(application, state.case_no),
        session=review.id,
        stage=stage_label("application", state.stage),
        title=title.id if title.stage else "",
        title_stage=stage_label("title", title.stage) if title.stage else None,
        event=review.ref(act),
    )
