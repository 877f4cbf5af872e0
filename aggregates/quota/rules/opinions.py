"""The two opinions on the form, and the exception to its limit."""

from collections.abc import Iterator

from aggregates.competence import covers, others_than
from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.quota import events as e
from aggregates.quota.state import QuotaState
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank

OPINIONS = (e.DepartmentOpinionGiven, e.PersonnelOpinionGiven)


@rule("XN12-A1.8", "LEDGER-COMPETENCE", on=(e.DepartmentOpinionGiven,))
def by_the_department_of_the_institution(context: Context) -> Iterator[Reason]:
    """主管部门审核意见：由填报单位的主管部门签署."""
    state: QuotaState = context.state
    superior = organisation_of(context.states, state.employer).superior
    yield from others_than(
        context,
        (superior,),
        expected=(superior or "主管部门", superior or "the department"),
        remedy=("由填报单位的主管部门审核", "its own department gives it"),
    )


@rule("XN12-A1.9", "LEDGER-COMPETENCE", on=(e.PersonnelOpinionGiven,))
def by_the_personnel_authority(context: Context) -> Iterator[Reason]:
    """事业单位人事管理部门审核意见：由管辖该单位的部门签署."""
    state: QuotaState = context.state
    territory = organisation_of(context.states, state.employer).territory
    for org in context.act.orgs:
        if not covers(organisation_of(context.states, org), territory):
            yield reason(
                expected=(
                    f"管辖 {territory} 的事业单位人事管理部门",
                    f"the personnel authority of {territory}",
                ),
                found=(org, org),
                remedy=("由有管辖权的人事管理部门审核", "the competent one gives it"),
            )


@rule("XN12-A1.9", "LEDGER-STATE", on=(e.PersonnelOpinionGiven,))
def after_the_department(context: Context) -> Iterator[Reason]:
    """按表列顺序：主管部门同意后，人事管理部门再审核."""
    if not context.state.department_agreed:
        yield reason(
            expected=("主管部门已审核同意", "the department has agreed"),
            found=("没有主管部门同意的意见", "no opinion of the department that does"),
            remedy=("先由主管部门审核盖章", "the department gives its opinion first"),
        )


@rule("XN12-A1.8", "XN12-A1.9", "LEDGER-SCHEMA", on=OPINIONS)
def opinions_are_written(context: Context) -> Iterator[Reason]:
    """审核意见须写明."""
    body: e.OpinionBody = context.body
    department = isinstance(body, e.DepartmentOpinionGiven)
    if is_blank(body.opinion):
        yield reason(
            expected=("审核意见", "an opinion"),
            found=("空", "nothing"),
            remedy=("写明审核意见", "write the opinion"),
        ).under("XN12-A1.8" if department else "XN12-A1.9")


@rule("XN12-3.1.1b", "LEDGER-COMPETENCE", on=(e.ExceptionGranted,))
def excepted_by_a_competent_authority(context: Context) -> Iterator[Reason]:
    """超出空岗申报须由有管辖权的职改部门核准."""
    body: e.ExceptionGranted = context.body
    territory = organisation_of(context.states, body.employer).territory
    for org in context.act.orgs:
        if not covers(organisation_of(context.states, org), territory):
            yield reason(
                expected=(
                    f"管辖 {territory} 的职改部门",
                    f"an authority of {territory}",
                ),
                found=(org, org),
                remedy=("由有管辖权的职改部门核准", "the competent authority grants"),
            )
