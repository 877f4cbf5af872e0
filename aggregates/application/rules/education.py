"""Continuing education: done before the declaration, and counted wherever it was."""

from collections.abc import Iterator
from datetime import timedelta

from aggregates.application import events as e
from aggregates.application import facts as f
from aggregates.application.rules.attested import DECLARING, fact_of, missing
from aggregates.application.rules.career import review_year
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule

FULL_TIME_YEAR = 12
"""Months of a year, which is what service in the epidemic counts as (视同为一年)."""
ONE_DAY = timedelta(days=1)


def _deemed(context: Context) -> bool:
    """Tell whether service in the epidemic stands for this year's (LZ-7.3d)."""
    service = fact_of(context.state, f.EpidemicService)
    return service is not None and service.year == review_year(context)


@rule("LZ-1.0b", on=DECLARING)
def prescribed_education_is_completed(context: Context) -> Iterator[Reason]:
    """完成规定的继续教育任务."""
    fact = fact_of(context.state, f.ContinuingEducation)
    if _deemed(context):
        return
    if fact is None:
        yield missing("继续教育", "continuing education")
    elif not fact.completed:
        yield reason(
            expected=("完成规定的继续教育任务", "what is prescribed is completed"),
            found=("未完成", "not completed"),
            remedy=("完成后申报", "declare when it is"),
        )


@rule("LZ-3.2.1a", on=DECLARING)
def public_subject_comes_first(context: Context) -> Iterator[Reason]:
    """申报人申报前需完成当年度公需科目学习考试任务."""
    if context.policy.ce_public_subject_year != "current" or _deemed(context):
        return
    fact = fact_of(context.state, f.ContinuingEducation)
    year = review_year(context)
    declared = context.state.declared_on or context.act.day
    done = fact.public_subject_on if fact else None
    right = fact is not None and fact.public_subject_year == year
    if not right or done is None or done > declared:
        yield reason(
            expected=(
                f"申报前完成 {year} 年度公需科目",
                f"public subject of {year} completed before declaring",
            ),
            found=(f"{done or '未完成'}", f"{done or 'not completed'}"),
            remedy=("完成学习考试后申报", "complete it, then declare"),
        )


@rule("XN12-6.3a", on=(e.EligibilityFactAttested,))
def hours_count_wherever_they_were_obtained(context: Context) -> Iterator[Reason]:
    """长江经济带沿江省、市的继续教育学时，视同达到相应时长的学时."""
    fact = context.body.fact
    if not isinstance(fact, f.ContinuingEducation):
        return
    for one in fact.hours:
        if recognised(context, one.territory) and one.counted < one.hours:
            yield reason(
                expected=(f"{one.year} 年认可 {one.hours} 学时", f"{one.hours} hours"),
                found=(
                    f"{one.counted} 学时（{one.territory}）",
                    f"{one.counted} hours",
                ),
                remedy=("按实际学时认可", "count them hour for hour"),
            )


def recognised(context: Context, territory: str) -> bool:
    """Tell whether hours of a province are recognised here."""
    return territory[:2] in context.policy.recognised_regions


@rule("LZ-7.1.4b", "LZ-7.3d", on=(e.EligibilityFactAttested,))
def grassroots_service_is_counted_whole(context: Context) -> Iterator[Reason]:
    """帮扶时间计算为基层服务时间；疫情防控经历视同一年基层工作经历."""
    fact = context.body.fact
    if not isinstance(fact, f.Grassroots):
        return
    assisted = fact_of(context.state, f.Assistance)
    service = fact_of(context.state, f.EpidemicService)
    left = fact.counted_months - fact.served_months
    deemed = FULL_TIME_YEAR if service else 0
    helped = _months(assisted) if assisted else 0
    if left < helped + deemed:
        expected = fact.served_months + helped + deemed
        clause = "LZ-7.1.4b" if left < helped else "LZ-7.3d"
        yield reason(
            expected=(f"不少于 {expected} 个月", f"{expected} months at least"),
            found=(f"{fact.counted_months} 个月", f"{fact.counted_months}"),
            remedy=("计入帮扶和疫情防控经历", "count assistance and the epidemic"),
        ).under(clause)


def _months(time: f.Assistance) -> int:
    """Return the full months of a period whose last day counts."""
    after = time.until + ONE_DAY
    months = (after.year - time.since.year) * FULL_TIME_YEAR
    months += after.month - time.since.month
    return max(months - (after.day < time.since.day), 0)
