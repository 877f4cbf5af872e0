"""What is refused to an annual review batch, and under which rule id."""

from aggregates.session.rules import (
    crossing,
    deployment,
    draw,
    meeting,
    opening,
    parties,
    planning,
    reporting,
    result,
    stage,
    upward,
)

__all__ = [
    "crossing",
    "deployment",
    "draw",
    "meeting",
    "opening",
    "parties",
    "planning",
    "reporting",
    "result",
    "stage",
    "upward",
]
