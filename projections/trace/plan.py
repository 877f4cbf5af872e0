"""T7: the plan of a review, and where reality departed from it and from the notice.

The windows are those that the notice gave when the act was done: an amendment that
came later does not heal what was outside before it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec

from aggregates.application import audits
from aggregates.application import events as application
from aggregates.application.standing import ApplicationState
from aggregates.decider import Act
from aggregates.policy.settings.parts import Item
from aggregates.session import events as e
from aggregates.session import meeting, papers
from aggregates.text import Text, is_blank
from projections.dues.clocks import clocks_of
from projections.dues.due import Due, Reckoning
from projections.facts import histories
from projections.trace.answer import Absent, Reply, absent
from projections.trace.deviations import Departure, departures_of
from projections.trace.findings import Finding, finding, of_deadline, of_departure
from projections.trace.inquiry import Inquiry
from projections.trace.review import Review, acts_that_stand
from projections.words.label import Label, Named, RuleRef, Words, label, rule_ref
from projections.words.references import EventRef

OUTSIDE: Final = {
    "DECLARATION": Text("申报时间", "window of declaration"),
    "ACCEPTANCE": Text("受理时间", "window of acceptance"),
    "CLOSED_EARLY": Text("提前截止受理", "acceptance closed early"),
    "SERIES": Text("评审系列", "series"),
    "LEVEL": Text("评审级别", "level"),
}
_RULES: Final = {
    "DECLARATION": ("XN12-5.1e", "LZ-3.2a"),
    "ACCEPTANCE": ("XN12-8.2a",),
    "CLOSED_EARLY": ("XN12-8.2a",),
    "SERIES": ("XN12-8.2a",),
    "LEVEL": ("XN12-8.2a",),
}
_TIMELY: Final = frozenset({"XN12-5.3a", "LZ-5.1d", "LZ-6.2a"})
"""The rules that say by when a plan, or the form of the opening, is filed."""

_PARTS: Final = ("XN12-5.3b", "YC12-4.6d")
_PLAN: Final = ("XN12-5.3a", "YC12-4.6d", "LZ-5.2a")
_FORM: Final = ("LZ-5.1d", "LZ-6.2a")
_NOTICE: Final = ("XN12-4a", "LZ-5.4a")


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """One act outside the time or the scope of the notice.

    Attributes:
        what: A code of `OUTSIDE`.
        about: The application, or the session.
        allowed: What the notice said then.
        found: What was done.
        rule: The rule it breaks; none where the city has none.
        notice: The notice, or its newest amendment before the act.
        event: The act.
    """

    what: Label
    about: Named
    allowed: str
    found: str
    rule: RuleRef | None
    notice: EventRef
    event: EventRef


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """The plan of one review.

    Attributes:
        session: Which.
        notice: The notice of the review.
        amended: Its amendments, each with the authority's consent.
        plan: The plan as last filed.
        earlier: Plans that it replaced, and their returns.
        missing: Parts that the city asks for and the plan does not have.
        health: The health department's review of it, for hospitals.
        consented: The consent to it.
        form: The opening form, where the city asks for one.
        opening_on: The planned day.
        opened: The opening.
        due: Until when it had to be filed.
        departures: Where the review departed from it.
        outside: What lay outside the notice.
    """

    session: Named
    notice: EventRef | None
    amended: tuple[EventRef, ...]
    plan: EventRef | None
    earlier: tuple[EventRef, ...]
    missing: tuple[Label, ...]
    health: EventRef | None
    consented: EventRef | None
    form: EventRef | None
    opening_on: date | None
    opened: EventRef | None
    due: tuple[Due, ...]
    departures: tuple[Departure, ...]
    outside: tuple[Outside, ...]


def ask(inquiry: Inquiry) -> Reply[PlanRow]:
    """Return the plans of the reviews that the subject leads to."""
    plans = [Planned(review, inquiry.today) for review in inquiry.reviews]
    return Reply(
        rows=tuple(one.row for one in plans),
        findings=tuple(found for one in plans for found in one.findings()),
        absent=tuple(one for each in plans for one in each.absent()),
    )


class Planned:
    """The plan of one review.

    Args:
        review: Which.
        today: The day on which deadlines are counted.
    """

    def __init__(self, review: Review, today: date) -> None:
        self._review = review
        self._today = today
        self._plan = review.last(e.ReviewPlanSubmitted)
        self._consent = self._after_the_plan(e.ReviewPlanConsented)
        self.row = self._row()

    def findings(self) -> Iterator[Finding]:
        """Yield what was late, incomplete, or done otherwise."""
        row = self.row
        yield from (of_deadline(due) for due in row.due if due.finding)
        rule = self._review.law.asks(_PARTS)
        if row.missing and row.plan and rule:
            zh = "、".join(one.zh for one in row.missing)
            en = ", ".join(one.en for one in row.missing)
            said = Words(f"缺：{zh}", f"missing: {en}")
            yield finding("PLAN_INCOMPLETE", said, row.plan, rule=rule_ref(rule))
        yield from map(of_departure, row.departures)
        for one in row.outside:
            if one.rule is not None:
                yield _of_outside(one)

    def absent(self) -> Iterator[Absent]:
        """Yield what has to be on file before an opening, and is not."""
        row = self.row
        for found, event_type, rules in (
            (row.notice, "session.review-notice-published", _NOTICE),
            (row.plan, "session.review-plan-submitted", _PLAN),
            (row.form, "session.opening-form-uploaded", _FORM),
        ):
            rule = self._review.law.asks(rules)
            if row.opened is not None and found is None and rule:
                yield absent(event_type, row.session, rule_ref(rule))

    def _row(self) -> PlanRow:
        review, plan = self._review, self._plan
        history = (e.ReviewPlanSubmitted, e.ReviewPlanReturned)
        return PlanRow(
            session=review.named,
            notice=review.maybe(review.last(e.ReviewNoticePublished)),
            amended=tuple(review.ref(act) for act in review.of(e.NoticeAmended)),
            plan=review.maybe(plan),
            earlier=tuple(review.ref(a) for a in review.of(*history) if a is not plan),
            missing=tuple(self._missing()),
            health=review.maybe(review.last(papers.HealthDepartmentReviewed)),
            consented=review.maybe(self._consent),
            form=review.maybe(review.last(papers.OpeningFormUploaded)),
            opening_on=plan.body.opening_on if plan else None,
            opened=review.maybe(review.last(meeting.Opened)),
            due=tuple(self._due()),
            departures=tuple(self._departures()),
            outside=tuple(self._outside()),
        )

    def _after_the_plan(self, kind: type[e.ReviewPlanConsented]) -> Act | None:
        found = self._review.last(kind)
        plan = self._plan
        return found if found and plan and plan.position < found.position else None

    def _missing(self) -> Iterator[Label]:
        profile = self._review.profile
        wanted: tuple[Item, ...] = profile.plan_parts if profile else ()
        parts = self._plan.body.parts if self._plan else ()
        given = {part.code for part in parts if not is_blank(part.text)}
        for part in wanted if self._plan else ():
            if part.code not in given:
                yield label(part.code, Text(part.zh, part.en))

    def _due(self) -> Iterator[Due]:
        review = self._review
        reckoning = Reckoning(review.states, self._today)
        steps = histories("session", review.id, review.acts)
        for clock in clocks_of(steps, "session"):
            if clock.rule in _TIMELY:
                yield reckoning.due(clock)

    def _departures(self) -> Iterator[Departure]:
        review = self._review
        about = {act.position: _application_of(act) for act in review.acts}
        for one in departures_of(review.id, review.law, review.states):
            application_id = about.get(one.act.position, "")
            if not application_id or review.concerns(application_id):
                yield one

    # --- the notice

    def _outside(self) -> Iterator[Outside]:
        for act in self._review.of(e.AcceptanceClosed):
            notice = self._notice_before(act)
            if notice is not None and act.day < notice.body.audit_until:
                allowed = f"{notice.body.audit_until}"
                yield self._one("CLOSED_EARLY", act, notice, allowed, f"{act.day}")
        for application_id in self._review.applications:
            yield from self._of_an_application(application_id)

    def _of_an_application(self, application_id: str) -> Iterator[Outside]:
        states = self._review.states
        declared = False
        for act in acts_that_stand(application_id, states):
            notice = self._notice_before(act)
            if notice is None:
                continue
            if isinstance(act.body, application.Submitted):
                yield from self._of_a_submission(act, notice, again=declared)
                declared = True
            elif isinstance(act.body, audits.Accepted):
                until = notice.body.audit_until
                if act.day > until:
                    yield self._one("ACCEPTANCE", act, notice, f"{until}", f"{act.day}")
                yield from self._of_the_scope(act)

    def _of_a_submission(
        self, act: Act, notice: Act, *, again: bool
    ) -> Iterator[Outside]:
        body = notice.body
        opens = self._review.state.declare_from or act.day
        closes = body.audit_until if again else body.declare_until
        if not opens <= act.day <= closes:
            yield self._one(
                "DECLARATION", act, notice, f"{opens} – {closes}", f"{act.day}"
            )

    def _of_the_scope(self, act: Act) -> Iterator[Outside]:
        notice = self._review.last(e.ReviewNoticePublished)
        state: ApplicationState = self._review.states.get(act.id)
        if notice is None:
            return
        for what, allowed, found in (
            ("SERIES", notice.body.series, state.series),
            ("LEVEL", notice.body.levels, state.level),
        ):
            if found not in allowed:
                yield self._one(what, act, notice, "、".join(allowed), found)

    def _notice_before(self, act: Act) -> Act | None:
        found = None
        for one in self._review.of(e.ReviewNoticePublished, e.NoticeAmended):
            found = one if one.position < act.position else found
        return found

    def _one(
        self, what: str, act: Act, notice: Act, allowed: str, found: str
    ) -> Outside:
        review = self._review
        asked = review.law.asks(_RULES[what])
        return Outside(
            what=label(what, OUTSIDE[what]),
            about=Named(act.id),
            allowed=allowed,
            found=found,
            rule=rule_ref(asked) if asked else None,
            notice=review.ref(notice),
            event=review.ref(act),
        )


def _application_of(act: Act) -> str:
    body: Any = act.body
    return str(getattr(body, "application", ""))


def _of_outside(one: Outside) -> Finding:
    return finding(
        "OUTSIDE_THE_NOTICE",
        Words(
            f"{one.about.id} {one.what.zh}：通知 {one.allowed}，实际 {one.found}",
            f"{one.about.id} {one.what.en}: notice {one.allowed}, done {one.found}",
        ),
        one.notice,
        one.event,
        rule=one.rule,
    )
