"""What is refused to an annual review batch, and under which rule id."""

from aggregates.session.rules import (
    draw,
    meeting,
    parties,
    planning,
    reporting,
    result,
    stage,
)

__all__ = [
    "draw",
    "meeting",
    "parties",
    "planning",
    "reporting",
    "result",
    "stage",
]
