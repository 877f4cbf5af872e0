"""What is refused about historical title data, and under which rule id."""

from aggregates.history.rules import batch, checking, rows, stage

__all__ = ["batch", "checking", "rows", "stage"]
