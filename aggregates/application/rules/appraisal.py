"""Annual appraisals (YC12 三（三）), from those who have to provide them."""

from collections.abc import Iterator

from aggregates.application.rules.attested import DECLARING
from aggregates.application.rules.career import (
    GOOD,
    exempt_from_appraisal,
    grades_of,
    review_year,
)
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule


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
            found=("、".join(sorted(grades)) or "没有核验记录",) * 2,
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
