"""Deadlines counted from a day: in working days, in days, in months, or fixed."""

from datetime import date, timedelta
from typing import Any

from aggregates.decider import Context
from aggregates.policy.dates import add_months_rolled
from aggregates.schema import Deadline


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


def working_days_before(
    context: Context, rule_id: str, day: date, length: int, met_by: str
) -> Deadline:
    """Count ``length`` working days back from ``day``, which is not counted."""
    due = context.days.subtract(day, length)
    return Deadline(
        rule=rule_id,
        kind="LATEST",
        start=day,
        length=-length,
        unit="WD",
        due=due.date,
        met_by=met_by,
        calendars=due.calendars,
        provisional=due.provisional,
    )


def months(
    context: Context, rule_id: str, start: date, length: int, met_by: str
) -> Deadline:
    """Count ``length`` months from ``start``; a holiday at their end is waited out."""
    due = add_months_rolled(start, length, context.days)
    return Deadline(
        rule=rule_id,
        kind="LATEST",
        start=start,
        length=length,
        unit="M",
        due=due.date,
        met_by=met_by,
        calendars=due.calendars,
        provisional=due.provisional,
    )


def calendar_days(
    rule_id: str, start: date, length: int, met_by: str, kind: str = "LATEST"
) -> Deadline:
    """Count ``length`` calendar days from ``start``, which is not counted."""
    return Deadline(
        rule=rule_id,
        kind=kind,
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
