"""Which steps a matter should show by now, and which of them are not on record (T16).

What is expected follows from how far the matter came: who was confirmed must have
been publicised, tallied, admitted, and so on down to the declaration. A step that is
missing is said to be missing, which is an answer like any other. A step that no
document of the city asks for is not expected.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from aggregates.application import standing
from aggregates.complaint import state as complaints
from aggregates.complaint.state import ComplaintState
from aggregates.decider import Act
from aggregates.organisation.state import OrganisationState
from projections.times.asof import AsOf
from projections.trace.law import Law
from projections.trace.materials import History
from projections.words.label import Label, Named, RuleRef, rule_ref, type_label

_ORDER: Final = (
    standing.DRAFT,
    standing.SUBMITTED,
    standing.REVIEWED,
    standing.DELIBERATED,
    standing.PUBLICITY,
    standing.PUBLICITY_CLOSED,
    standing.RECOMMENDED,
    standing.FORWARDED,
    standing.ACCEPTED,
    standing.ADMITTED,
    standing.BALLOTED,
    standing.PUBLICISED,
    standing.CONFIRMED,
)
_ALIKE: Final = {
    standing.AUDITED: standing.FORWARDED,
    standing.AUDIT_FAILED: standing.FORWARDED,
    standing.REVIEWED_FAIL: standing.BALLOTED,
}


class _Step(NamedTuple):
    """A step that a matter must show once it has come so far.

    Attributes:
        type: The event type.
        since: From which stage on it must be there.
        rules: The rules that ask for it, of each city that does.
        instead: An event type that will do as well.
        one_city: Only one city asks for it: expected where its policy is on record.
    """

    type: str
    since: str
    rules: tuple[str, ...]
    instead: str = ""
    one_city: bool = False


_STEPS: Final = (
    _Step("application.drafted", standing.DRAFT, ("XN12-5.1b", "YC12-3.1a", "LZ-3.2a")),
    _Step(
        "application.material-attached", standing.SUBMITTED, ("XN12-5.1b", "YC12-3.2b")
    ),
    _Step(
        "application.integrity-commitment-signed",
        standing.SUBMITTED,
        ("XN12-5.1c", "LZ-3.3b"),
    ),
    _Step(
        "application.eligibility-fact-attested",
        standing.SUBMITTED,
        ("XN12-1.1", "LZ-3.2.2a"),
    ),
    _Step(
        "application.submitted",
        standing.SUBMITTED,
        ("XN12-5.1d", "YC12-3.1c", "LZ-3.2a"),
    ),
    _Step(
        "application.review-commitment-signed",
        standing.REVIEWED,
        ("LZ-4.1.1a",),
        one_city=True,
    ),
    _Step(
        "application.employer-item-reviewed",
        standing.REVIEWED,
        ("XN12-5.2a", "LZ-4.1.2c"),
    ),
    _Step(
        "application.employer-deliberated",
        standing.DELIBERATED,
        ("XN6A-4b", "LZ-4.1.2a"),
    ),
    _Step(
        "application.employer-publicity-opened",
        standing.PUBLICITY,
        ("XN12-5.2b", "LZ-4.1.2a"),
    ),
    _Step(
        "application.employer-publicity-closed",
        standing.PUBLICITY_CLOSED,
        ("XN12-5.2b", "LZ-4.1.2a"),
    ),
    _Step(
        "application.recommendation-issued",
        standing.RECOMMENDED,
        ("XN12-5.2c", "LZ-4.1.2a"),
    ),
    _Step(
        "application.forwarded",
        standing.FORWARDED,
        ("XN12-5.2d", "YC12-3.1c", "LZ-4.3a"),
    ),
    _Step("session.review-notice-published", standing.DRAFT, ("XN12-4a", "LZ-5.4a")),
    _Step(
        "committee.filed",
        standing.ACCEPTED,
        ("XN12-7.1c", "YC12-2b", "LZ-5.1a"),
        instead="committee.refiled",
    ),
    _Step(
        "application.unit-performance-audited",
        standing.ACCEPTED,
        ("LZ-4.3a",),
        one_city=True,
    ),
    _Step("application.accepted", standing.ACCEPTED, ("XN12-5.2e", "LZ-4.3b")),
    _Step("application.admitted", standing.ADMITTED, ("XN12-5.3a", "LZ-4.3b")),
    _Step(
        "session.review-plan-submitted",
        standing.BALLOTED,
        ("XN12-5.3a", "YC12-4.6d", "LZ-6.2a"),
    ),
    _Step(
        "session.review-plan-consented", standing.BALLOTED, ("XN6B-4.3d", "YC12-4.6e")
    ),
    _Step("committee.expert-pool-frozen", standing.BALLOTED, ("XN6B-4.3b", "LZ-5.2b")),
    _Step("session.experts-drawn", standing.BALLOTED, ("XN6B-4.3c", "LZ-5.2a")),
    _Step("session.panel-seated", standing.BALLOTED, ("XN6B-4.3c", "LZ-5.2a")),
    _Step("session.expert-commitment-signed", standing.BALLOTED, ("XN6A-9a",)),
    _Step("session.panel-trained", standing.BALLOTED, ("XN12-8.4a", "LZ-5.3a")),
    _Step("session.closed-management-started", standing.BALLOTED, ("XN6B-4.3e",)),
    _Step("session.opened", standing.BALLOTED, ("XN12-5.3a", "YC12-4.6e", "LZ-5.1d")),
    _Step("session.opinion-signed", standing.BALLOTED, ("XN6A-8",)),
    _Step("session.ballot-tallied", standing.BALLOTED, ("XN6A-8",)),
    _Step("session.result-signed", standing.PUBLICISED, ("XN6A-8",)),
    _Step(
        "session.concluded", standing.PUBLICISED, ("XN12-5.3c", "YC12-4.6a", "LZ-5.4b")
    ),
    _Step(
        "session.result-publicity-opened", standing.PUBLICISED, ("XN12-5.3c", "LZ-6.1a")
    ),
    _Step(
        "session.result-publicity-closed", standing.CONFIRMED, ("XN12-5.3d", "LZ-6.1a")
    ),
    _Step("session.comprehensive-report-filed", standing.CONFIRMED, ("XN12-5.3e",)),
    _Step(
        "session.results-confirmed",
        standing.CONFIRMED,
        ("XN12-5.3f", "YC12-4.6b", "LZ-6.1b"),
    ),
    _Step("title.conferred", standing.CONFIRMED, ("XN12-5.3f", "YC12-4.6b", "LZ-6.1b")),
)
_AUDIT_OF_HOP: Final[Mapping[str, _Step]] = {
    "DEPARTMENT": _Step(
        "application.department-audit-passed",
        standing.ACCEPTED,
        ("XN12-5.2d", "YC12-3.1c", "LZ-4.2b"),
    ),
    "AUTHORITY": _Step(
        "application.authority-audit-passed",
        standing.ACCEPTED,
        ("XN12-5.2e", "YC12-3.1c"),
    ),
}
_ANSWERED: Final = ("XN12-8.5a", "LZ-8.3a")
"""The rules that ask for an answer to who complained."""


_AFTER_THE_DECISION: Final = {
    complaints.DECIDED: "complaint.complainant-notified",
    complaints.NOTIFIED: "complaint.closed",
}


class MissingStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step that should be on record, and is not: no such event recorded.

    Attributes:
        type: The type of event that is missing.
        rule: The rule that asks for it.
        organisation: Who should have done it, where that is known.
    """

    type: Label
    rule: RuleRef
    organisation: Named


def missing_steps(
    history: History, acts: Sequence[Act], states: AsOf
) -> tuple[MissingStep, ...]:
    """Return the steps that a matter should show by now and does not.

    Args:
        history: Of the application.
        acts: Everything on record in the matter.
        states: The log.
    """
    law = Law(history, states)
    reached = _furthest(history)
    present = {act.type.name for act in acts}
    found = [
        MissingStep(
            type=type_label(step.type), rule=rule_ref(asked), organisation=Named("")
        )
        for step in _STEPS
        if _ORDER.index(step.since) <= reached
        and not present & {step.type, step.instead}
        and (law.known or not step.one_city)
        and (asked := law.asks(step.rules))
    ]
    return (
        *found,
        *_missing_audits(history, reached, states, law),
        *_missing_answers(history, states, law),
    )


def _furthest(history: History) -> int:
    """Return how far the application ever came, before it ended or was sent back."""
    stages = (step.after.stage for step in history)
    known = (_ALIKE.get(stage, stage) for stage in stages)
    return max((_ORDER.index(one) for one in known if one in _ORDER), default=-1)


def _missing_audits(
    history: History, reached: int, states: AsOf, law: Law
) -> Iterator[MissingStep]:
    """Yield the hops of the route that sent the file on without an audit."""
    if reached < _ORDER.index(standing.ACCEPTED):
        return
    audited = set(_audits(act for act, *_ in history))
    for org in history[-1][1].route[1:]:
        hop: OrganisationState = states.get(org)
        wanted = _AUDIT_OF_HOP.get(hop.kind)
        if wanted is None or (wanted.type, org) in audited:
            continue
        if asked := law.asks(wanted.rules):
            yield MissingStep(
                type=type_label(wanted.type),
                rule=rule_ref(asked),
                organisation=states.organisation(org),
            )


def _missing_answers(history: History, states: AsOf, law: Law) -> Iterator[MissingStep]:
    """Yield what is still to be done about complaints that were decided."""
    asked = law.asks(_ANSWERED)
    for complaint in history[-1][1].complaints:
        state: ComplaintState = states.get(complaint)
        wanted = _AFTER_THE_DECISION.get(state.stage)
        if wanted is not None and asked:
            yield MissingStep(
                type=type_label(wanted),
                rule=rule_ref(asked),
                organisation=states.organisation(state.accepted_by),
            )


def _audits(acts: Iterable[Act]) -> Iterator[tuple[str, str]]:
    for act in acts:
        for signer in act.by:
            yield act.type.name, signer.org
