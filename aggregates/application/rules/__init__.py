"""What is refused to an application, and under which rule id."""

from aggregates.application.rules import (
    channel,
    correction,
    declaration,
    eligibility,
    employer,
    ending,
    exceptions,
    parties,
    route,
    stage,
)

__all__ = [
    "channel",
    "correction",
    "declaration",
    "eligibility",
    "employer",
    "ending",
    "exceptions",
    "parties",
    "route",
    "stage",
]
