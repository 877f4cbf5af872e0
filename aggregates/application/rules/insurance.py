"""Pension contributions as proof of where somebody works (LZ 三（二）2)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from aggregates.application import audits
from aggregates.application import events as e
from aggregates.application import facts as f
from aggregates.application.rules.attested import (
    DECLARING,
    attester_of,
    excepted,
    fact_of,
    missing,
)
from aggregates.application.rules.channel import FREELANCER, WITHOUT_EMPLOYER
from aggregates.application.rules.unit import labour_relation
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.rulebook import Reason, reason, rule

VERIFIERS: Final = ("UNIT_OFFICER", "OFFICE_STAFF", "SERVICE")
MONTHS: Final = 12
PRIVATE_ENTERPRISE: Final = "PRIVATE_ENTERPRISE"
"""民营企业; social organisations and individual businesses are none."""


def months_before(context: Context) -> tuple[date, ...]:
    """Return the first days of the months that must be paid, the earliest first.

    Declared in 2024-08, these are 2024-02 to 2024-07 (A13).
    """
    insurance = context.policy.social_insurance
    declared = context.state.declared_on or context.act.day
    newest = declared.year * MONTHS + declared.month - 1
    newest -= not insurance.declaration_month_counts
    first = newest - (insurance.months or 0) + 1
    return tuple(
        date(number // MONTHS, number % MONTHS + 1, 1)
        for number in range(first, newest + 1)
    )


def _payers(fact: f.SocialInsurance, month: date) -> set[str]:
    return {one.payer for one in fact.paid if one.month.replace(day=1) == month}


@rule("LZ-3.2.2b", "LZ-3.2.2c", on=DECLARING, effect="soft")
def paid_by_the_declaring_unit(context: Context) -> Iterator[Reason]:
    """民营企业申报人员原则上应有在申报单位连续6个月以上养老保险缴费记录."""
    state: ApplicationState = context.state
    employer = organisation_of(context.states, state.employer).kind
    if employer != PRIVATE_ENTERPRISE or state.applicant_kind in WITHOUT_EMPLOYER:
        return
    months = months_before(context)
    fact = fact_of(state, f.SocialInsurance)
    if fact is None:
        yield missing("养老保险缴费记录", "contributions").under("LZ-3.2.2b")
        return
    unit = labour_relation(state)
    unpaid = [m for m in months if unit not in _payers(fact, m)]
    if not unpaid or excepted(context, "LZ-3.2.2b"):
        return
    change = fact_of(state, f.UnitChange)
    if change is None:
        yield _unpaid(unpaid).under("LZ-3.2.2b")
    else:
        yield from _change_proven(context, change, months)


def _unpaid(months: list[date]) -> Reason:
    zh = "、".join(f"{month:%Y-%m}" for month in months)
    return reason(
        expected=("申报单位逐月缴费", "paid by the declaring unit every month"),
        found=(f"未缴：{zh}", f"not paid: {zh}"),
        remedy=(
            "单位有变动的，提供说明和证明，由组建单位核实",
            "if the unit changed, explain and prove it, and let the unit verify",
        ),
    )


def _change_proven(
    context: Context, change: f.UnitChange, months: tuple[date, ...]
) -> Iterator[Reason]:
    """6个月内工作单位有变动的，提供情况说明和证明材料，由组建单位核实."""
    state: ApplicationState = context.state
    by = attester_of(state, f.UnitChange)
    papers = (change.explanation, change.proof)
    attached = all(item in state.materials for item in papers)
    if by not in VERIFIERS or not attached or change.changed_on < months[0]:
        yield reason(
            expected=(
                f"{months[0]} 以来变动，附说明和证明，组建单位已核实",
                f"changed since {months[0]}, explained, proven, verified by the unit",
            ),
            found=(
                f"{change.changed_on} 变动，{by} 核实，材料 {'、'.join(papers)}",
                f"changed on {change.changed_on}, verified by {by}",
            ),
            remedy=("补齐材料，由组建单位核实", "complete it, and let the unit verify"),
        ).under("LZ-3.2.2c")


@rule("LZ-3.2.2d", on=DECLARING)
def freelancers_have_no_paying_unit(context: Context) -> Iterator[Reason]:
    """自由职业申报人员从申报当月起前6个月没有以单位名义缴纳养老保险的记录."""
    if context.state.applicant_kind != FREELANCER:
        return
    fact = fact_of(context.state, f.SocialInsurance)
    if fact is None:
        yield missing("养老保险缴费记录", "contributions")
        return
    for month in months_before(context):
        for payer in sorted(_payers(fact, month) - {""}):
            yield reason(
                expected=("没有以单位名义缴费", "nothing paid by an employer"),
                found=(f"{month:%Y-%m} 由 {payer} 缴纳", f"{month:%Y-%m}: {payer}"),
                remedy=("由该单位申报", "declare through that employer"),
            )


@rule("LZ-3.2.2e", on=(audits.Accepted,))
def no_false_career(context: Context) -> Iterator[Reason]:
    """工作经历与缴费记录不符，经核实为虚假的，不予接收材料."""
    fact = fact_of(context.state, f.SocialInsurance)
    if fact is not None and fact.verdict == "FALSE":
        yield reason(
            expected=("工作经历与缴费记录相符", "a career that fits what was paid"),
            found=("不符，经核实为虚假", "it does not, and was found to be false"),
            remedy=("不予接收，按规定处理", "do not take it in, and deal with it"),
        )


@rule("LZ-3.2.2a", on=(audits.Admitted,))
def career_was_verified_by_the_unit(context: Context) -> Iterator[Reason]:
    """工作经历和身份性质由组建单位通过社保数据共享或向社保部门核实."""
    by = attester_of(context.state, f.SocialInsurance)
    if by not in VERIFIERS:
        yield reason(
            expected=(
                "组建单位经社保数据或社保部门核验",
                "verified by the unit through social insurance",
            ),
            found=(by or "没有核验记录", by or "nothing"),
            remedy=("由组建单位先作社保核验", "let the unit verify it first"),
        )


@rule("LZ-3.2.2a", on=(e.EligibilityFactAttested,))
def what_the_unit_verified_is_the_unit_s_to_change(
    context: Context,
) -> Iterator[Reason]:
    """由各级评委会组建单位核验：已核验的，用人单位不得另作核验取代."""
    if not isinstance(context.body.fact, f.SocialInsurance):
        return
    before = attester_of(context.state, f.SocialInsurance)
    roles = {signer.role for signer in context.act.by}
    if before in VERIFIERS and roles.isdisjoint(VERIFIERS):
        yield reason(
            expected=("组建单位经社保核验", "the unit, through social insurance"),
            found=("、".join(sorted(roles)), ", ".join(sorted(roles))),
            remedy=("由组建单位重新核验", "let the unit verify it again"),
        )
