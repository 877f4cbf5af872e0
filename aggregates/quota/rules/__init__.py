"""What is refused about post quotas, and under which rule id."""

from aggregates.quota.rules import form, opinions, persons, plan, recommending, stage

__all__ = ["form", "opinions", "persons", "plan", "recommending", "stage"]
