"""What is refused about entrusted review, and under which rule id."""

from aggregates.entrustment.rules import applicants, handling, letter, result, stage

__all__ = ["applicants", "handling", "letter", "result", "stage"]
