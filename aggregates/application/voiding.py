"""The results of a year are void: over the person, and not over one application.

柳州: 同一年度申报多个同级别职称的，该年度所有评审结果无效 (LZ-7.6b). The decision names
each result (A11); titles that came of them are void as well.
"""

from datetime import date
from typing import Annotated

from aggregates.roles import AUTHORITY_SEALED
from aggregates.schema import Body, event, names


@event(
    "application.voided",
    "评审结果无效",
    "void the results of the year",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
)
class Voided(Body, frozen=True, kw_only=True):
    """All results of the person of that year are void, each named."""

    decision_no: Annotated[str, names("决定文号", "number of the decision")]
    decided_on: Annotated[date, names("决定日期", "decided on")]
    results: Annotated[
        tuple[str, ...],
        names(
            "无效的评审结果", "results that are void", kind="application", filled=True
        ),
    ]


@event(
    "application.result-voided",
    "评审结果无效（同年度）",
    "note that the result is void",
    segment="AUDIT",
    follower_of=["application.voided"],
)
class ResultVoided(Body, frozen=True, kw_only=True):
    """A result of the same person and year is void by the same decision."""

    decision: Annotated[str, names("决定所在申报", "decided on", kind="application")]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]
