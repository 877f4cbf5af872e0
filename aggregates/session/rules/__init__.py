"""What is refused to an annual review batch, and under which rule id."""

from aggregates.session.rules import draw, meeting, planning, result, stage

__all__ = ["draw", "meeting", "planning", "result", "stage"]
