"""Which deadlines an act starts, computed once (domain page 3.11).

A deadline is counted from the day of the act, under the calendars adopted when
it is drafted, and stored in the act; replay copies it. The same function runs
again when the act is judged, so that nobody stores another date.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from aggregates.application import events as application
from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.decider import Context
from aggregates.integrity import events as integrity
from aggregates.limits import STARTERS as SUPERVISION
from aggregates.lookup import session_of
from aggregates.policy.dates import local_date
from aggregates.policy.terms import publicity_end
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import Body, Deadline
from aggregates.session import events as session

Starter = Callable[[Context, date], Iterator[Deadline]]


def working_days(
    context: Context, rule_id: str, start: date, length: int, **more: Any
) -> Deadline:
    """Count ``length`` working days from ``start``, which is not counted."""
    due = context.days.add(start, length)
    return Deadline(
        rule=rule_id,
        start=start,
        length=length,
        unit="WD",
        due=due.date,
        calendars=due.calendars,
        provisional=due.provisional,
        **more,
    )


def calendar_days(rule_id: str, start: date, length: int, met_by: str) -> Deadline:
    """Count ``length`` calendar days from ``start``, which is not counted."""
    return Deadline(
        rule=rule_id,
        kind="LATEST",
        start=start,
        length=length,
        unit="D",
        due=start + timedelta(days=length),
        met_by=met_by,
    )


def fixed(rule_id: str, start: date, due: date, met_by: str, kind: str) -> Deadline:
    """Take a date that the act itself, or the notice, names."""
    return Deadline(
        rule=rule_id,
        kind=kind,
        start=start,
        length=0,
        unit="ON",
        due=due,
        met_by=met_by,
    )


def _hop(context: Context, start: date) -> Iterator[Deadline]:
    """D3: the body that has the file acts within the hop limit of the notice."""
    batch = session_of(context.states, context.state.session)
    yield working_days(
        context,
        "XN12-8.3a",
        start,
        batch.hop_limit,
        kind="LATEST",
        met_by="application.forwarded",
    )


def _correction(context: Context, start: date) -> Iterator[Deadline]:
    """D4: corrected by the day told."""
    met_by = "application.correction-submitted"
    yield fixed("XN6A-3", start, context.body.until, met_by, "LATEST")


def _minimum(
    context: Context, rule_id: str, start: date, length: int | None, met_by: str
) -> Deadline:
    """Count a minimum period of publicity, as the profile counts its first day."""
    due = publicity_end(context.policy, start, length or 0, context.days)
    return Deadline(
        rule=rule_id,
        kind="MINIMUM",
        start=start,
        length=length or 0,
        unit="WD",
        due=due.date,
        met_by=met_by,
        calendars=due.calendars,
        provisional=due.provisional,
    )


def _employer_publicity(context: Context, start: date) -> Iterator[Deadline]:
    """D5: displayed for the minimum."""
    length = context.policy.employer_publicity_min_wd
    met_by = "application.employer-publicity-closed"
    yield _minimum(context, "XN12-5.2b", start, length, met_by)


def _notice(context: Context, start: date) -> Iterator[Deadline]:
    """D2 and D13: the windows of the notice, and the end of the year's review."""
    body: session.ReviewNoticePublished = context.body
    done = context.policy.review_done_due
    yield fixed(
        "XN12-5.1e", start, body.declare_until, "session.acceptance-closed", "LATEST"
    )
    if done is not None:
        yield fixed("XN12-4b", start, done.lenient, "session.concluded", "LATEST")


def _plan(context: Context, start: date) -> Iterator[Deadline]:
    """D6: by when the plan is filed; the act that says so is the one that meets it.

    「于评审前5个工作日内」 is any day before the opening (A2); where a city asks for
    five working days between, it is the fifth working day before.
    """
    opening = context.body.opening_on
    met_by = "session.review-plan-submitted"
    if context.policy.plan_lead_mode == "within":
        last = opening - timedelta(days=1)
        yield fixed("XN12-5.3a", start, last, met_by, "LATEST")
        return
    lead = context.policy.plan_lead_wd or 0
    due = context.days.subtract(opening, lead)
    yield Deadline(
        rule="XN12-5.3a",
        kind="LATEST",
        start=opening,
        length=-lead,
        unit="WD",
        due=due.date,
        met_by=met_by,
        calendars=due.calendars,
        provisional=due.provisional,
    )


def _concluded(context: Context, start: date) -> Iterator[Deadline]:
    """D7 and D9: publicity in three working days, report in five."""
    for rule_id, length, met_by in (
        (
            "XN12-5.3c",
            context.policy.result_publicity_start_max_wd,
            "session.result-publicity-opened",
        ),
        (
            "XN12-5.3e",
            context.policy.report_due_wd,
            "session.comprehensive-report-filed",
        ),
    ):
        if length is not None:
            yield working_days(
                context, rule_id, start, length, kind="LATEST", met_by=met_by
            )


def _result_publicity(context: Context, start: date) -> Iterator[Deadline]:
    """D8: published for the minimum."""
    length = context.policy.result_publicity_min_wd
    met_by = "session.result-publicity-closed"
    yield _minimum(context, "XN12-5.3d", start, length, met_by)


def _received(context: Context, start: date) -> Iterator[Deadline]:
    """D20: accepted or refused in fifteen days."""
    days = context.policy.complaint.acceptance_days
    received = min(start, context.body.received_on)
    yield calendar_days("XN12-8.5b", received, days, "complaint.accepted")


def _accepted(context: Context, start: date) -> Iterator[Deadline]:
    """D20: verified in sixty days."""
    days = context.policy.complaint.handling_days
    yield calendar_days("XN12-8.5b", start, days, "complaint.verification-report-filed")


def _filed(context: Context, start: date) -> Iterator[Deadline]:
    """D15: the filing holds until its last valid day."""
    yield fixed("XN12-7.1a", start, context.body.valid_to, "committee.refiled", "TERM")


def _entered(context: Context, start: date) -> Iterator[Deadline]:
    """D21: the record holds until its last day."""
    yield fixed("XN6A-2e", start, context.body.term_end, "", "TERM")


STARTERS: dict[type[Body], Starter] = {
    application.Submitted: _hop,
    application.Forwarded: _hop,
    application.CorrectionRequested: _correction,
    application.EmployerPublicityOpened: _employer_publicity,
    session.ReviewNoticePublished: _notice,
    session.ReviewPlanSubmitted: _plan,
    session.Concluded: _concluded,
    session.ResultPublicityOpened: _result_publicity,
    complaint.Received: _received,
    complaint.Accepted: _accepted,
    committee.Filed: _filed,
    committee.Refiled: _filed,
    integrity.Entered: _entered,
    **SUPERVISION,
}


def deadlines_of(context: Context) -> tuple[Deadline, ...]:
    """Return the deadlines that the act starts, counted from the day of ``at``."""
    starter = STARTERS.get(type(context.body))
    if starter is None or context.profile is None:
        return ()
    return tuple(starter(context, local_date(context.act.at)))


@rule("LEDGER-DEADLINE", on=tuple(STARTERS))
def stored_as_computed(context: Context) -> Iterator[Reason]:
    """A stored deadline is the one that rule, day and calendars give."""
    computed = deadlines_of(context)
    if context.body.deadlines != computed:
        yield reason(
            expected=(_show(computed), _show(computed)),
            found=(_show(context.body.deadlines),) * 2,
            remedy=(
                "工作日历或办理日期有变，请重新拟制",
                "the calendars or the day changed; draft it again",
            ),
        )


def _show(deadlines: tuple[Deadline, ...]) -> str:
    return "; ".join(f"{d.rule} {d.start}→{d.due}" for d in deadlines) or "–"
