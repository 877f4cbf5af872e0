"""Numbers behind recommendations: exact, and counted from the applications themselves.

The form names the applications; how many of them are recommended is asked of each,
so that no running total can be wrong.
"""

from typing import Final, NamedTuple

from aggregates.application import standing
from aggregates.decider import States
from aggregates.lookup import application_of
from aggregates.quota.state import QuotaState

NOT_RECOMMENDED: Final = frozenset(
    {
        "",
        standing.DRAFT,
        standing.SUBMITTED,
        standing.REVIEWED,
        standing.DELIBERATED,
        standing.PUBLICITY,
        standing.PUBLICITY_CLOSED,
        standing.NOT_RECOMMENDED,
        standing.WITHDRAWN,
        standing.ABANDONED,
    }
)
"""Stages in which an application uses no place: not yet, not any more, or never."""


class Share(NamedTuple):
    """How many are recommended on vacancies of a level, of how many vacancies.

    Attributes:
        recommended: The numerator.
        vacant: The denominator.
    """

    recommended: int
    vacant: int

    def leaves_room(self, ratio: int) -> bool:
        """Tell whether one more may be recommended at ``ratio`` for each vacancy."""
        return self.recommended < ratio * self.vacant


def is_recommended(states: States, application: str) -> bool:
    """Tell whether an application is recommended on a form now."""
    state = application_of(states, application)
    return bool(state.quota) and state.stage not in NOT_RECOMMENDED


def recommended_share(
    states: States, form: QuotaState, level: str, *, without: str = ""
) -> Share:
    """Return how many of those on vacancies of a level are recommended.

    Args:
        states: All aggregates.
        form: The form of the institution and year.
        level: The level.
        without: An application that is left out.
    """
    counted = sum(
        is_recommended(states, entry.application)
        for entry in form.entries
        if (entry.level, entry.manner) == (level, "ON_VACANCY")
        and entry.application != without
    )
    return Share(counted, form.vacant.get(level, 0))
