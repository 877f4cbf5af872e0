"""Measures of supervision that bind others: experts, results, the inspection itself.

A disqualified expert is bound as a person, a review that is not recognised ends the
applications that hang on it, and a measure taken elsewhere is noted on the inspection
whose finding or threshold it answers.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from aggregates.application import outcomes
from aggregates.circular import events as circular
from aggregates.committee import events as committee
from aggregates.committee.supervision import concerned
from aggregates.decider import Context
from aggregates.inspection import consequences
from aggregates.lead import Derive, Entries, Follower, Lead, named
from aggregates.lookup import inspection_of, session_of
from aggregates.organisation import events as organisation
from aggregates.person import events as person
from aggregates.policy.dates import add_years_last_day
from aggregates.session import papers
from aggregates.trace import events as trace


def _expert_disqualified(context: Context, _entries: Entries) -> Iterator[Follower]:
    """Bind the expert's future; where the policy states years, with an end (A8)."""
    body: committee.ExpertDisqualified = context.body
    years = context.policy.expert_disqualification_years
    until = None if years is None else add_years_last_day(body.decided_on, years)
    yield Follower(
        body.expert,
        person.ExpertDisqualified(
            committee=context.act.id,
            decision_no=body.decision_no,
            from_=body.decided_on,
            until=until,
        ),
    )


def _not_recognised(context: Context, entries: Entries) -> Iterator[Follower]:
    """End the applications concerned, and the sessions themselves."""
    body: committee.ActsNotRecognised = context.body
    of, cause = context.act.id, body.cause
    for one in entries:
        yield Follower(one, outcomes.ReviewNotRecognised(committee=of, cause=cause))
    for one in body.sessions:
        if session_of(context.states, one).committee == of:
            yield Follower(one, papers.ReviewNotRecognised(committee=of, cause=cause))


def _all_of_the_sessions(context: Context) -> Entries:
    return concerned(context.states, getattr(context.body, "sessions", ()))


def _measure(code: str) -> Derive:
    """Note a measure on the inspection whose finding or threshold it answers."""

    def derive(context: Context, _entries: Entries) -> Iterator[Follower]:
        body = context.body
        finding: str = getattr(body, "finding", "")
        yield from _noted(context, body.inspection, finding, code)

    return derive


def _trace_opened(context: Context, _entries: Entries) -> Iterator[Follower]:
    body: trace.Opened = context.body
    if body.clue_kind == "FINDING":
        yield from _noted(context, body.clue, body.finding, "TRACE")


def _noted(
    context: Context, inspection_id: str, finding: str, code: str
) -> Iterator[Follower]:
    known = inspection_of(context.states, inspection_id)
    answers = finding in known.findings if finding else known.threshold is not None
    if answers and known.stage != "CLOSED":
        note = consequences.MeasureNoted(
            finding=finding, measure=code, by=context.act.id
        )
        yield Follower(inspection_id, note)


LEADS: Final[dict[type[msgspec.Struct], Lead]] = {
    committee.ExpertDisqualified: Lead(derive=_expert_disqualified),
    committee.ActsNotRecognised: Lead(
        derive=_not_recognised,
        entries=named(outcomes.ReviewNotRecognised),
        default=_all_of_the_sessions,
        list_field="persons",
    ),
    committee.RectificationOrdered: Lead(derive=_measure("RECTIFY")),
    committee.Suspended: Lead(derive=_measure("SUSPEND")),
    committee.ReviewAuthorityWithdrawn: Lead(derive=_measure("WITHDRAW")),
    organisation.RecommendingRightSuspended: Lead(derive=_measure("SUSPEND")),
    circular.Issued: Lead(derive=_measure("CIRCULATE")),
    trace.Opened: Lead(derive=_trace_opened),
}
"""The leads of supervision, as `aggregates.followers` knows them."""
