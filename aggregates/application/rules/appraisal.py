"""Annual appraisals (YC12 三（三）), from those who have to provide them."""

from collections.abc import Iterator

from aggregates.application import facts as f
from aggregates.application.rules.attested import DECLARING, fact_of
from aggregates.application.rules.career import (
    GOOD,
    exempt_from_appraisal,
    grades_of,
    review_year,
    starts_of_tenure,
    titles_held,
)
from aggregates.application.rules.tenure import seniority_gives_way
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule


@rule("YC12-3.3a", on=DECLARING)
def years_that_are_needed_were_graded(context: Context) -> Iterator[Reason]:
    """考核合格及以上的年度连续计算：没有核验等次的年度，不能凭以满足任职年限."""
    fact = fact_of(context.state, f.Seniority)
    starts = starts_of_tenure(titles_held(context))
    spared = exempt_from_appraisal(context) or seniority_gives_way(context.state)
    if fact is None or not starts or spared:
        return
    if not context.policy.tenure.appraisal_required:
        return
    whole = range(starts[0].year + 1, review_year(context))
    open_years = [year for year in whole if not grades_of(context, (year,))]
    if open_years and fact.tenure_years - len(open_years) < fact.tenure_required:
        told = "、".join(map(str, open_years))
        yield reason(
            expected=(f"{told} 年度考核等次已经核验", f"grades of {told}, attested"),
            found=("没有核验记录", "no attestation recorded"),
            remedy=(
                "由用人单位核验各年度考核等次",
                "have the employer attest the appraisals",
            ),
        )


@rule("YC12-3.3c", on=DECLARING)
def appraised_as_qualified(context: Context) -> Iterator[Reason]:
    """申报评审当年或上一年度考核结果须为合格及以上等次."""
    year = review_year(context)
    if not context.policy.tenure.appraisal_required or exempt_from_appraisal(context):
        return
    grades = grades_of(context, (year - 1, year))
    if grades.isdisjoint(GOOD):
        yield reason(
            expected=(
                f"{year - 1} 或 {year} 年度考核合格及以上",
                f"qualified or better in {year - 1} or {year}",
            ),
            found=(
                "、".join(sorted(grades)) or "没有核验记录",
                ", ".join(sorted(grades)) or "no attestation recorded",
            ),
            remedy=(
                "由用人单位核验年度考核等次",
                "have the employer attest the appraisals",
            ),
        )


@rule("YC12-3.3d", on=DECLARING)
def exceptional_ones_were_excellent_once(context: Context) -> Iterator[Reason]:
    """破格申报人员近三年内须有一次年度考核结果为优秀."""
    tenure, year = context.policy.tenure, review_year(context)
    span = tenure.exceptional_excellent_years
    if context.state.declaration != "EXCEPTIONAL" or span is None:
        return
    waived = tenure.exceptional_when_exempt == "not_applicable"
    if waived and exempt_from_appraisal(context):
        return
    if "EXCELLENT" not in grades_of(context, range(year - span, year)):
        yield reason(
            expected=(
                f"{year - span} 至 {year - 1} 年度有一次优秀",
                f"excellent once in {year - span} to {year - 1}",
            ),
            found=("没有", "never"),
            remedy=("按正常申报条件申报", "declare by the regular conditions"),
        )
