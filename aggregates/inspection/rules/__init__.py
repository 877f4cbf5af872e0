"""What is refused in an inspection, and under which rule id."""

from aggregates.inspection.rules import (
    acknowledging,
    conduct,
    findings,
    measures,
    organising,
    stage,
)

__all__ = [
    "acknowledging",
    "conduct",
    "findings",
    "measures",
    "organising",
    "stage",
]
