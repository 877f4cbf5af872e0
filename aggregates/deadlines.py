"""Which deadlines an act starts, computed once (domain page 3.11).

A deadline is counted from the day of the act, under the calendars adopted when
it is drafted, and stored in the act; replay copies it. The same function runs
again when the act is judged, so that nobody stores another date.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from aggregates.application import audits, checks, recommending
from aggregates.application import events as application
from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.counting import (
    calendar_days,
    fixed,
    working_days,
    working_days_before,
)
from aggregates.decider import Context
from aggregates.entrustment import events as entrustment
from aggregates.history import events as history
from aggregates.integrity import events as integrity
from aggregates.limits import HOUSE, stated
from aggregates.limits import STARTERS as SUPERVISION
from aggregates.lookup import session_of
from aggregates.policy.dates import local_date
from aggregates.policy.terms import publicity_end
from aggregates.quota import events as quota
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import Body, Deadline
from aggregates.session import deadlines as review
from aggregates.session import events as session
from aggregates.session import meeting, results
from aggregates.title import events as title

Starter = Callable[[Context, date], Iterator[Deadline]]


def _hop(context: Context, start: date) -> Iterator[Deadline]:
    """D3: the body that has the file acts within the hop limit of the notice."""
    batch = session_of(context.states, context.state.session)
    yield working_days(
        context,
        stated(context, "XN12-8.3a"),
        start,
        batch.hop_limit,
        kind="LATEST",
        met_by="application.forwarded",
    )


def _correction(context: Context, start: date) -> Iterator[Deadline]:
    """D4: corrected by the day told."""
    met_by = "application.correction-submitted"
    rule_id = stated(context, "XN6A-3", "XN12-5.2f")
    yield fixed(rule_id, start, context.body.until, met_by, "LATEST")


def _audit_failed(context: Context, start: date) -> Iterator[Deadline]:
    """D23: what does not conform goes back 及时, which no document counts (A26)."""
    rule_id = stated(context, "XN12-5.2f")
    if rule_id != HOUSE:
        yield working_days(
            context,
            rule_id,
            start,
            context.policy.entry_promptness.return_wd,
            kind="REFERENCE",
            met_by="application.returned",
        )


def _minimum(
    context: Context, rule_id: str, start: date, length: int | None, met_by: str
) -> Iterator[Deadline]:
    """Count a minimum period of publicity, as the profile counts its first day."""
    if length is None:
        return
    due = publicity_end(context.policy, start, length, context.days)
    yield Deadline(
        rule=rule_id,
        kind="MINIMUM",
        start=start,
        length=length,
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
    rule_id = stated(context, "XN12-5.2b", "XN6A-4b")
    yield from _minimum(context, rule_id, start, length, met_by)


def _window(context: Context, start: date) -> Iterator[Deadline]:
    """D2: declared by the day; what closes acceptance is not owed by it."""
    until, met_by = context.body.declare_until, "session.acceptance-closed"
    rule_id = stated(context, "XN12-5.1e", "LZ-3.2a")
    yield fixed(rule_id, start, until, met_by, "WINDOW")


def _notice(context: Context, start: date) -> Iterator[Deadline]:
    """D1, D2, D13, D14: the window of the notice, and what the year asks of it."""
    yield from _window(context, start)
    yield from review.notice(context, start)


def _plan(context: Context, start: date) -> Iterator[Deadline]:
    """D6: by when the plan is filed; the act that says so is the one that meets it.

    「于评审前5个工作日内」 is any day before the opening (A2); where a policy asks
    for five working days between, it is the fifth working day before.
    """
    opening, lead = context.body.opening_on, context.policy.plan_lead_wd
    met_by = "session.review-plan-submitted"
    rule_id = stated(context, "XN12-5.3a")
    if lead is None or rule_id == HOUSE:
        return
    if context.policy.plan_lead_mode == "within":
        last = opening - timedelta(days=1)
        yield fixed(rule_id, start, last, met_by, "LATEST")
        return
    yield working_days_before(context, rule_id, opening, lead, met_by)


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
            cited = stated(context, rule_id)
            yield working_days(
                context, cited, start, length, kind="LATEST", met_by=met_by
            )


def _result_publicity(context: Context, start: date) -> Iterator[Deadline]:
    """D8: published for the minimum."""
    length = context.policy.result_publicity_min_wd
    met_by = "session.result-publicity-closed"
    rule_id = stated(context, "XN12-5.3d", "LZ-6.1a")
    yield from _minimum(context, rule_id, start, length, met_by)
    yield from review.published(context, start)


def _received(context: Context, start: date) -> Iterator[Deadline]:
    """D20: accepted or refused in fifteen days."""
    days = context.policy.complaint.acceptance_days
    received = min(start, context.body.received_on)
    rule_id = stated(context, "XN12-8.5b")
    yield calendar_days(rule_id, received, days, "complaint.accepted")


def _accepted(context: Context, start: date) -> Iterator[Deadline]:
    """D20: verified in sixty days."""
    days = context.policy.complaint.handling_days
    met_by = "complaint.verification-report-filed"
    yield calendar_days(stated(context, "XN12-8.5b"), start, days, met_by)


def _extended(context: Context, _start: date) -> Iterator[Deadline]:
    """D20: the days of the extension run on from where the sixty ended."""
    before: date | None = context.state.report_due
    if before is not None:
        met_by, days = "complaint.verification-report-filed", context.body.days
        yield calendar_days(stated(context, "XN12-8.5b"), before, days, met_by)


def _notified(context: Context, start: date) -> Iterator[Deadline]:
    """D20: a re-check is asked for within thirty days of the answer."""
    days = context.policy.complaint.recheck_request_days
    met_by = "complaint.recheck-requested"
    rule_id = stated(context, "XN12-8.5b")
    yield calendar_days(rule_id, start, days, met_by, "WINDOW")


def _recheck_requested(context: Context, start: date) -> Iterator[Deadline]:
    """D20: and answered within thirty."""
    days = context.policy.complaint.recheck_answer_days
    met_by = "complaint.recheck-decided"
    yield calendar_days(stated(context, "XN12-8.5b"), start, days, met_by)


def _filed(context: Context, start: date) -> Iterator[Deadline]:
    """D15: the filing holds until its last valid day."""
    rule_id = stated(context, "XN12-7.1a", "YC12-2b")
    yield fixed(rule_id, start, context.body.valid_to, "committee.refiled", "TERM")
    yield from review.filing(context, start)


def _entered(context: Context, _start: date) -> Iterator[Deadline]:
    """D21: the record holds until its last day."""
    start = context.body.term_start
    rule_id = stated(context, "XN6A-2e", "YC12-4.4b", "LZ-9b")
    yield fixed(rule_id, start, context.body.term_end, "", "TERM")


def _entrusted(context: Context, _start: date) -> Iterator[Deadline]:
    """D17: two working days before the entrusted committee closes its acceptance."""
    body: entrustment.LetterIssued = context.body
    lead = context.policy.entrustment.lead_wd
    closing = body.closing_on or session_of(context.states, body.session).audit_until
    if lead is None or closing is None:
        return
    due = context.days.subtract(closing, lead)
    yield Deadline(
        rule="LZ-2.4b",
        kind="LATEST",
        start=closing,
        length=-lead,
        unit="WD",
        due=due.date,
        met_by="entrustment.materials-submitted",
        calendars=due.calendars,
        provisional=due.provisional,
    )


def _entrusting_publicity(context: Context, start: date) -> Iterator[Deadline]:
    """LZ-6.1c: the entrusting body publishes for the minimum too."""
    length = context.policy.result_publicity_min_wd
    met_by = "entrustment.result-publicity-closed"
    yield from _minimum(context, "LZ-6.1c", start, length, met_by)


def _plan_of_posts(context: Context, start: date) -> Iterator[Deadline]:
    """D16: the plan of posts by the day of the notice."""
    due = context.policy.quota.plan_due
    if due is not None:
        yield fixed("LZ-4.1.1h", start, due, "quota.plan-delivered", "LATEST")


def _history(context: Context, start: date) -> Iterator[Deadline]:
    """D19: not uploaded before the day of the notice."""
    scope = context.policy.history
    if scope is not None and start < scope.upload_not_before:
        last = scope.upload_not_before - timedelta(days=1)
        yield fixed("XN12-7.2e", start, last, "history.batch-uploaded", "MINIMUM")


def certificate_data(context: Context, document_on: date) -> Iterator[Deadline]:
    """Count from the document the days in which certificate data are reported."""
    length = context.policy.certificate_data_due_wd
    if length is not None:
        yield working_days(
            context,
            stated(context, "LZ-6.3a"),
            document_on,
            length,
            kind="LATEST",
            met_by="title.certificate-data-reported",
        )


def _conferred(context: Context, _start: date) -> Iterator[Deadline]:
    yield from certificate_data(context, context.body.since)


def _determined(context: Context, start: date) -> Iterator[Deadline]:
    """D18: initial titles by 30 November; the act that determines one meets it."""
    due = context.policy.initial_determination_due
    if due is not None:
        met_by = "title.initial-title-determined"
        yield fixed(stated(context, "YC12-3.5c"), start, due, met_by, "LATEST")


STARTERS: dict[type[Body], Starter] = {
    application.Submitted: _hop,
    audits.Forwarded: _hop,
    audits.CorrectionSubmitted: _hop,
    audits.CorrectionRequested: _correction,
    recommending.EmployerPublicityOpened: _employer_publicity,
    checks.DepartmentAuditFailed: _audit_failed,
    checks.AuthorityAuditFailed: _audit_failed,
    session.ReviewNoticePublished: _notice,
    session.NoticeAmended: _window,
    session.ReviewPlanSubmitted: _plan,
    meeting.Concluded: _concluded,
    results.ResultPublicityOpened: _result_publicity,
    complaint.Received: _received,
    complaint.Accepted: _accepted,
    complaint.VerificationExtended: _extended,
    complaint.ComplainantNotified: _notified,
    complaint.RecheckRequested: _recheck_requested,
    committee.Filed: _filed,
    committee.Refiled: _filed,
    integrity.Entered: _entered,
    integrity.Corrected: _entered,
    title.Conferred: _conferred,
    title.InitialTitleDetermined: _determined,
    entrustment.LetterIssued: _entrusted,
    entrustment.ResultPublicityOpened: _entrusting_publicity,
    quota.PlanRequested: _plan_of_posts,
    history.BatchCollected: _history,
    **SUPERVISION,
    **review.STARTERS,
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
