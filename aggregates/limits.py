"""Limits that an act of supervision sets itself (domain page 3.11, D22).

责令限期整改, 责令采取补救措施, 要求提供资料, 作出说明: the act names the last day, and
the rule that lets it set one is that of the city.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from aggregates.committee import events as committee
from aggregates.decider import Context
from aggregates.inspection import consequences
from aggregates.inspection import events as inspection
from aggregates.inspection.rules.acknowledging import RULES
from aggregates.rulebook import documents_of
from aggregates.schema import Body, Deadline

HOUSE: Final = "LEDGER-DEADLINE"


def stated(context: Context, *ids: str) -> str:
    """Return the first id whose document is in force, or that of the house."""
    documents = documents_of(context.profile, context.act.day)
    found = (one for one in ids if one.partition("-")[0] in documents)
    return next(found, HOUSE)


def _until(rule_id: str, start: date, due: date, met_by: str) -> Deadline:
    return Deadline(
        rule=rule_id,
        kind="LATEST",
        start=start,
        length=0,
        unit="ON",
        due=due,
        met_by=met_by,
    )


def _material(context: Context, start: date) -> Iterator[Deadline]:
    rule_id = stated(context, "XN6B-7b", "LZ-8.2b")
    yield _until(rule_id, start, context.body.until, "inspection.evidence-provided")


def _rectified(context: Context, start: date) -> Iterator[Deadline]:
    rule_id = stated(context, "YC12-4.3d", "LZ-8.2b")
    met_by = "inspection.rectification-reported"
    yield _until(rule_id, start, context.body.until, met_by)


def _remedied(context: Context, start: date) -> Iterator[Deadline]:
    rule_id = stated(context, "XN6A-6a")
    yield _until(rule_id, start, context.body.until, "inspection.remedy-reported")


def _explained(context: Context, start: date) -> Iterator[Deadline]:
    body: consequences.ThresholdAcknowledged = context.body
    rule_id = stated(context, RULES[body.threshold])
    for until, met_by in (
        (body.explain_until, "inspection.explanation-submitted"),
        (body.plan_until, "inspection.rectification-plan-submitted"),
    ):
        if until is not None:
            yield _until(rule_id, start, until, met_by)


def _committee_rectified(context: Context, start: date) -> Iterator[Deadline]:
    rule_id = stated(context, "YC12-4.3b", "LZ-8.2b")
    met_by = "committee.rectification-reported"
    yield _until(rule_id, start, context.body.until, met_by)


def _told_upward(context: Context, start: date) -> Iterator[Deadline]:
    """D23: 「要及时上报」 has no number; the profile's is a reference (A26)."""
    if stated(context, "XN12-8.4c") == HOUSE:
        return
    length = context.policy.entry_promptness.sharing_wd
    due = context.days.add(start, length)
    yield Deadline(
        rule="XN12-8.4c",
        kind="REFERENCE",
        start=start,
        length=length,
        unit="WD",
        due=due.date,
        met_by="committee.expert-disqualification-reported",
        calendars=due.calendars,
        provisional=due.provisional,
    )


STARTERS: Final[Mapping[type[Body], Callable[[Context, date], Iterator[Deadline]]]] = {
    inspection.NoticeServed: _material,
    inspection.EvidenceRequested: _material,
    consequences.RectificationOrdered: _rectified,
    consequences.RemedyOrdered: _remedied,
    consequences.ThresholdAcknowledged: _explained,
    committee.RectificationOrdered: _committee_rectified,
    committee.ExpertDisqualified: _told_upward,
}
"""The deadlines of these acts, as `aggregates.deadlines` starts them."""
