"""A title is lost when a falsity is verified, and the employer is told."""

from collections.abc import Iterator

from aggregates.application.rules.ending import (
    decided_before_it_was_verified,
    verified,
)
from aggregates.decider import Context
from aggregates.lookup import application_of, complaint_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.title import events as e


@rule("XN6A-2d", "XN12-5.1i", "XN6A-2c", "YC12-4.3e", "LEDGER-REFS", on=(e.Revoked,))
def falsity_is_verified(context: Context) -> Iterator[Reason]:
    """一经查实，撤销其职称：须有本案查实的结论."""
    body: e.Revoked = context.body
    complaint = complaint_of(context.states, body.complaint)
    yield from verified(complaint, context.state.application, body.violation)


@rule("XN6A-2d", "YC12-4.3e", "LEDGER-TIME", on=(e.Revoked,))
def decided_after_the_verification(context: Context) -> Iterator[Reason]:
    """一经查实方可撤销：决定日期不早于核查结论."""
    body: e.Revoked = context.body
    complaint = complaint_of(context.states, body.complaint)
    yield from decided_before_it_was_verified(complaint, body.decided_on)


@rule("LEDGER-REFS", on=(e.EmployerNotified,))
def the_employer_of_the_title(context: Context) -> Iterator[Reason]:
    """Who is told is the employer that the person applied from."""
    employer = application_of(context.states, context.state.application).employer
    if context.body.employer != employer:
        yield reason(
            expected=(employer or "用人单位", employer or "the employer"),
            found=(context.body.employer,) * 2,
            remedy=("通知申报时的用人单位", "tell the employer of the application"),
        )
