"""What is refused to an application, and under which rule id."""

from aggregates.application.rules import (
    correction,
    declaration,
    eligibility,
    employer,
    ending,
    route,
    stage,
)

__all__ = [
    "correction",
    "declaration",
    "eligibility",
    "employer",
    "ending",
    "route",
    "stage",
]
