"""The deadlines of a review and its committee beyond its own course (domain 3.11).

D1, D6, D10, D11, D13, D14, D15, D16 and, as references, D23. Where the date stands in
the document itself (by the middle of May), the act that had to come by then states it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from aggregates.committee import events as committee
from aggregates.counting import fixed, months, working_days, working_days_before
from aggregates.decider import Context
from aggregates.limits import HOUSE, stated
from aggregates.lookup import committee_of
from aggregates.policy.dates import FuzzyDate
from aggregates.schema import TYPE_OF, Body, Deadline
from aggregates.session import papers, results

FILED_UPWARD: Final = "session.results-filed-upward"
DONE_BY: Final[Mapping[str, str]] = {
    "concluded": "session.concluded",
    "publicised": "session.result-publicity-closed",
    "confirmed": "session.results-confirmed",
}
"""Which act finishes the review work, as the profile settles it (A4b)."""

SELF_REVIEWED: Final[Mapping[str, str]] = {"UNIT": "XN12-4d", "HOSPITAL": "XN12-6.4b"}
"""Under which rule the results of each kind of self-review are filed upward."""


def by_the_year(
    context: Context, start: date, wanted: FuzzyDate | None, *ids: str, met_by: str = ""
) -> Iterator[Deadline]:
    """State a date of the documents; met by the act itself, or by a later one."""
    if wanted is not None:
        strictly = context.policy.overdue_after == "strict"
        due = wanted.strict if strictly else wanted.lenient
        own = TYPE_OF[type(context.body)]
        yield fixed(stated(context, *ids), start, due, met_by or own, "LATEST")


def notice(context: Context, start: date) -> Iterator[Deadline]:
    """D13, D1 and D14: the review done, the notice itself out, the results published.

    The end of the review is a date for some levels only where the document says so.
    """
    policy = context.policy
    levels = policy.conclusion_levels or context.body.levels
    if not set(levels).isdisjoint(context.body.levels):
        yield from by_the_year(
            context,
            start,
            policy.review_done_due,
            *("XN12-4b", "YC12-4.6a", "LZ-5.4b"),
            met_by=DONE_BY[policy.review_done_when],
        )
    yield from by_the_year(context, start, policy.notice_due, "XN12-4a")
    yield from by_the_year(
        context,
        start,
        policy.result_published_due,
        "YC12-4.6b",
        met_by="session.results-confirmed",
    )


def filing(context: Context, start: date) -> Iterator[Deadline]:
    """D15: filed again by the day that the notice names, in its year."""
    due = context.policy.refile_due
    if due is not None and start.year == due.year:
        yield from by_the_year(context, start, FuzzyDate(due, due), "XN12-7.1b")


def published(context: Context, start: date) -> Iterator[Deadline]:
    """D11: a self-review body files its results within a month of publishing them."""
    length = context.policy.self_review_filing_months
    of = committee_of(context.states, context.state.committee)
    if length is not None and of.self_review != "NONE":
        rule_id = stated(context, "LZ-6.2b")
        yield months(context, rule_id, start, length, FILED_UPWARD)


def _deployment(context: Context, start: date) -> Iterator[Deadline]:
    """D16: filed by early July; and from then on the city's timetable runs."""
    yield from by_the_year(context, start, context.policy.deployment_due, "LZ-5.4a")
    for one in context.policy.timetable:
        yield fixed(stated(context, "LZ-5.4d"), start, one.due, one.act, "LATEST")


def _pool(context: Context, start: date) -> Iterator[Deadline]:
    """D16: the pool of the year is complete by the end of July."""
    due = context.policy.pool_freeze
    if due is not None and context.body.year == due.year:
        yield from by_the_year(context, start, FuzzyDate(due, due), "LZ-5.2b")


def _opening_form(context: Context, _start: date) -> Iterator[Deadline]:
    """D6: five working days before the opening."""
    lead = context.policy.plan_lead_wd
    of = committee_of(context.states, context.state.committee)
    ids = ("LZ-5.1d",) if of.self_review == "NONE" else ("LZ-6.2a", "LZ-5.1d")
    if lead is not None:
        met_by = TYPE_OF[type(context.body)]
        opening = context.body.opening_on
        yield working_days_before(context, stated(context, *ids), opening, lead, met_by)


def _publicity_closed(context: Context, start: date) -> Iterator[Deadline]:
    """D10: confirmation is requested in five working days."""
    length = context.policy.confirm_request_due_wd
    if length is not None:
        rule_id = stated(context, "LZ-6.1b")
        met_by = "session.confirmation-requested"
        yield working_days(
            context, rule_id, start, length, kind="LATEST", met_by=met_by
        )


def _confirmed(context: Context, start: date) -> Iterator[Deadline]:
    """D23: filed upward, reported and archived 及时, which no document counts.

    Upward go the results of self-review units, and those of hospitals to the province.
    """
    prompt = context.policy.entry_promptness
    of = committee_of(context.states, context.state.committee)
    upward = SELF_REVIEWED.get(of.self_review, "")
    for rule_id, length, met_by in (
        (upward, prompt.sharing_wd, FILED_UPWARD),
        ("YC12-4.5a", prompt.data_report_wd, "session.data-reported"),
        ("XN6B-4.3f", prompt.archiving_wd, "session.archived"),
    ):
        if rule_id and stated(context, rule_id) != HOUSE:
            yield working_days(
                context, rule_id, start, length, kind="REFERENCE", met_by=met_by
            )


STARTERS: Final[Mapping[type[Body], Callable[[Context, date], Iterator[Deadline]]]] = {
    papers.DeploymentDocumentFiled: _deployment,
    papers.OpeningFormUploaded: _opening_form,
    committee.ExpertPoolFrozen: _pool,
    results.ResultPublicityClosed: _publicity_closed,
    results.ResultsConfirmed: _confirmed,
}
"""The deadlines of these acts, as `aggregates.deadlines` starts them."""
