"""What is refused about titles, and under which rule id."""

from aggregates.title.rules import (
    certificates,
    competence,
    data,
    initial,
    opening,
    recognition,
    revocation,
    scope,
    stage,
)

__all__ = [
    "certificates",
    "competence",
    "data",
    "initial",
    "opening",
    "recognition",
    "revocation",
    "scope",
    "stage",
]
