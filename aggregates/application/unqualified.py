"""Which applications did not qualify, for the shares of those who passed them on.

Whom an employer does not recommend, or a department does not pass, it has not passed
on; who is refused for want of a post is none who does not qualify (LZ-4.1.1c, d, e).
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from aggregates.application.standing import ApplicationState

NOT_QUALIFIED: Final[Mapping[str, frozenset[str]]] = {
    "EMPLOYER_AUDIT": frozenset({"NOT_PASSED", "DISQUALIFIED"}),
    "DEPARTMENT_REVIEW": frozenset({"NOT_PASSED", "NOT_CONFIRMED", "DISQUALIFIED"}),
    "COMMITTEE_RECHECK": frozenset({"NOT_CONFIRMED", "DISQUALIFIED", "VOIDED"}),
}
"""How an application ended that counts against whoever passed it on."""


def did_not_qualify(
    application: ApplicationState, threshold: str, passed_on: date | None = None
) -> bool:
    """Tell whether an application may count in the numerator of a threshold.

    Args:
        application: As it stands.
        threshold: Which.
        passed_on: The day on which the body passed it on: what arose only afterwards
            does not count against it. Without a day everything counts.
    """
    if application.substantiated():
        return True
    defects = application.defects
    if defects:
        return any(passed_on is None or d.arisen_on <= passed_on for d in defects)
    return application.stage in NOT_QUALIFIED[threshold]
