"""Years of work and of tenure: counted as the city counts, and enough."""

from collections.abc import Iterator
from typing import Final

from aggregates.application import events as e
from aggregates.application import facts as f
from aggregates.application.rules.attested import DECLARING, fact_of, missing
from aggregates.application.rules.career import (
    counted_to,
    excluded_years,
    starts_of_tenure,
    titles_held,
    years_between,
)
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.rulebook import Reason, reason, rule

COUNTING: Final = ("YC12-3.2a", "YC12-3.3a", "YC12-3.3b", "YC12-3.4b")


@rule(*COUNTING, on=(e.EligibilityFactAttested, *DECLARING))
def years_are_counted_as_the_city_counts(context: Context) -> Iterator[Reason]:
    """算到12月31日；合格年度连续计算，不合格年度不计；同级职称任职时间连续计算."""
    stated = _stated(context)
    if stated is None:
        return
    yield from _work(context, stated)
    starts = starts_of_tenure(titles_held(context))
    if not starts:
        return
    whole = years_between(context, starts[0])
    expected = max(whole - excluded_years(context, starts[0]), 0)
    if stated.tenure_years != expected:
        last = years_between(context, starts[-1])
        from_last = max(last - excluded_years(context, starts[-1]), 0)
        yield _miscounted(context, "任职年限", expected, stated.tenure_years).under(
            _clause(stated.tenure_years, expected, whole, from_last)
        )


def _stated(context: Context) -> f.Seniority | None:
    if isinstance(context.body, e.EligibilityFactAttested):
        fact = context.body.fact
        return fact if isinstance(fact, f.Seniority) else None
    return fact_of(context.state, f.Seniority)


def _work(context: Context, stated: f.Seniority) -> Iterator[Reason]:
    expected = years_between(context, stated.work_since)
    if stated.work_years != expected:
        yield _miscounted(context, "工作年限", expected, stated.work_years).under(
            "YC12-3.2a"
        )


def _clause(given: int, expected: int, whole: int, from_last: int) -> str:
    """Tell which clause a wrong count goes against."""
    if expected < given <= whole:
        return "YC12-3.3b"
    if given < expected:
        return "YC12-3.4b" if given == from_last else "YC12-3.3a"
    return "YC12-3.2a"


def _miscounted(context: Context, what: str, expected: int, given: int) -> Reason:
    end = counted_to(context)
    return reason(
        expected=(f"{what} {expected} 年（算到 {end}）", f"{expected} years to {end}"),
        found=(f"{given} 年", f"{given}"),
        remedy=(
            "按取得日期和年度考核重新核算",
            "count again from the first day and the appraisals",
        ),
    )


@rule("YC12-3.2a", on=DECLARING)
def long_enough_in_yuncheng(context: Context) -> Iterator[Reason]:
    """工作年限和任职年限算到申报当年12月31日，不足的不予通过."""
    fact = fact_of(context.state, f.Seniority)
    if fact is None:
        yield missing("工作年限和任职年限", "years of work and tenure")
    elif not seniority_gives_way(context.state):
        yield from short_of(fact)


@rule("LZ-1.0b", on=DECLARING)
def long_enough_in_liuzhou(context: Context) -> Iterator[Reason]:
    """符合相应职称评审条件：直接申报、破格申报的另按其条件."""
    state: ApplicationState = context.state
    fact = fact_of(state, f.Seniority)
    by_the_conditions = state.declaration in ("REGULAR", "EXCEPTIONAL")
    if fact is not None and by_the_conditions and not seniority_gives_way(state):
        yield from short_of(fact)


def seniority_gives_way(state: ApplicationState) -> bool:
    """Tell whether somebody attested that an exceptional ground relaxes seniority."""
    ground = fact_of(state, f.ExceptionalGround)
    relaxed = ground is not None and ground.relaxes == "SENIORITY"
    return state.declaration == "EXCEPTIONAL" and relaxed


def short_of(fact: f.Seniority, *, earlier: int = 0) -> Iterator[Reason]:
    """Yield what is missing of the required years.

    Args:
        fact: The years, as attested.
        earlier: Years of tenure that need not be there.
    """
    for zh, en, years, required in (
        ("工作年限", "years of work", fact.work_years, fact.work_required),
        (
            "任职年限",
            "years of tenure",
            fact.tenure_years,
            fact.tenure_required - earlier,
        ),
    ):
        if years < required:
            yield reason(
                expected=(f"{zh}满 {required} 年", f"{required} {en}"),
                found=(f"{years} 年（{fact.clause}）", f"{years}, by {fact.clause}"),
                remedy=("满年限后申报", "declare when they are complete"),
            )
