"""What follows when a bar is found after the declaration: 发现 or 出现."""

from collections.abc import Iterator
from typing import Final

from aggregates.application import audits, outcomes, recommending
from aggregates.application.standing import ApplicationState, Defect
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule

STEPS: Final = (
    recommending.EmployerItemReviewed,
    recommending.RecommendationIssued,
    audits.Forwarded,
    audits.DepartmentAuditPassed,
    audits.AuthorityAuditPassed,
    audits.Accepted,
    audits.Admitted,
)
CLAUSES: Final = {
    "CIVIL_SERVANT": "LZ-1.1a",
    "RETIRED": "LZ-1.2",
    "SANCTION": "LZ-1.4b",
    "INVESTIGATION": "LZ-1.4a",
    "BLACKLISTED": "LZ-1.5",
    "SAME_YEAR": "LZ-7.6a",
    "CONDITIONS": "LZ-1.0b",
}
"""Under which clause of 柳州 a bar stood that was there at the declaration."""


def _found(defect: Defect) -> Reason:
    return reason(
        expected=("没有发现不得申报情形", "no bar to the declaration found"),
        found=(
            f"{defect.found_on} 发现：{defect.kind}，{defect.arisen_on} 发生",
            f"found on {defect.found_on}: {defect.kind} of {defect.arisen_on}",
        ),
        remedy=(
            "请作审核不予通过或不予确认",
            "record that the audit or the result is not passed",
        ),
    )


@rule("XN12-1.6", on=(*STEPS, outcomes.Confirmed))
def no_defect_found(context: Context) -> Iterator[Reason]:
    """申报后发现不得申报情形的，审核不予通过；已有结果的，不予确认."""
    if context.policy.eligibility.later_defect == "discovered":
        for defect in context.state.defects:
            yield _found(defect)


@rule("LZ-1.6", on=(outcomes.Confirmed,))
def no_defect_arose(context: Context) -> Iterator[Reason]:
    """申报后出现上述情形的人员，其评审结果不予确认."""
    for defect in context.state.defects:
        named = defect.kind != "SAME_YEAR"
        if named and _arose_later(context.state, defect):
            yield _found(defect)


@rule(*CLAUSES.values(), on=(*STEPS, outcomes.Confirmed))
def no_defect_at_the_declaration(context: Context) -> Iterator[Reason]:
    """申报时已有不得申报情形的，自始不得申报：各步均不予通过."""
    for defect in context.state.defects:
        if not _arose_later(context.state, defect):
            yield _found(defect).under(CLAUSES[defect.kind])


def _arose_later(state: ApplicationState, defect: Defect) -> bool:
    return state.declared_on is not None and defect.arisen_on > state.declared_on
