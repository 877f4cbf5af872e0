"""Paired obligations: what acts owe each other, folded from a history.

A measure whose second half is missing shows as open. Nothing here refuses anything:
an obligation is a work item, computed from the acts alone, and a projection shows it.
"""

from aggregates.obligations.duties import DUTIES, Duty
from aggregates.obligations.fold import (
    Obligation,
    Obligations,
    Place,
    all_obligations,
    open_obligations,
)

__all__ = [
    "DUTIES",
    "Duty",
    "Obligation",
    "Obligations",
    "Place",
    "all_obligations",
    "open_obligations",
]
