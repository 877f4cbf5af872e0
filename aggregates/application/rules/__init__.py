"""What is refused to an application, and under which rule id."""

from aggregates.application.rules import (
    audit,
    channel,
    correction,
    declaration,
    eligibility,
    employer,
    ending,
    exceptions,
    flags,
    lists,
    parties,
    review,
    route,
    stage,
    unit,
)

__all__ = [
    "audit",
    "channel",
    "correction",
    "declaration",
    "eligibility",
    "employer",
    "ending",
    "exceptions",
    "flags",
    "lists",
    "parties",
    "review",
    "route",
    "stage",
    "unit",
]
