"""What a person may declare in one review year; each city has its own rule for it.

咸宁: one series (profession), once. 运城: not at the same time the same level in two
series or professions. 柳州: one title of a level, or all results of the year are void.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from aggregates.application import audits, outcomes
from aggregates.application import events as e
from aggregates.application import voiding as v
from aggregates.application.rules.attested import DECLARING
from aggregates.application.standing import (
    ABANDONED,
    BALLOTED,
    CONFIRMED,
    PUBLICISED,
    WITHDRAWN,
    ApplicationState,
)
from aggregates.decider import Context, States
from aggregates.lookup import (
    application_of,
    person_of,
    session_of,
)
from aggregates.person.state import Declaration
from aggregates.policy.profile import Profile
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.schema import Body

WITH_A_RESULT = (BALLOTED, PUBLICISED, CONFIRMED)
"""Stages in which an application has a result that can be void."""


DECLARES: Final[Mapping[str, type[Body]]] = {
    "submitted": e.Submitted,
    "accepted": audits.Accepted,
}
"""By which act one has declared, as the profile settles it (A10)."""


def year_declared(
    states: States, policy: Profile, state: ApplicationState, today: date | None = None
) -> int:
    """Return for which year somebody declares: the session's, or the day's (A9).

    Args:
        states: The aggregates.
        policy: The policy in force.
        state: The application.
        today: The day of the declaration, as long as it is being made.
    """
    declared_on = state.declared_on or today
    if policy.year_from == "submission" and declared_on is not None:
        return declared_on.year
    return session_of(states, state.session).year


def _others(context: Context) -> Iterator[Declaration]:
    """Yield the other declarations of the year, by the act that makes this one."""
    if not isinstance(context.body, DECLARES[context.policy.declared_from]):
        return
    state: ApplicationState = context.state
    year = year_declared(context.states, context.policy, state, context.act.day)
    for declared in person_of(context.states, state.person).declarations:
        if declared.application != state.id and declared.year == year:
            yield declared


def _counts(context: Context, declared: Declaration) -> bool:
    return counts(context.states, context.policy, declared)


def counts(states: States, policy: Profile, declared: Declaration) -> bool:
    """Tell whether it counts: withdrawn or abandoned before acceptance does not."""
    other = application_of(states, declared.application)
    if policy.declared_from == "accepted" and not other.case_no:
        return False
    gone = other.stage in (ABANDONED, WITHDRAWN) and not other.case_no
    return policy.withdrawn_counts or not gone


@rule("XN12-1.5a", on=DECLARING)
def one_series_a_year(context: Context) -> Iterator[Reason]:
    """同一年度不得申报参加两个及以上系列（专业）职称评审."""
    mine: ApplicationState = context.state
    for declared in _others(context):
        same = (declared.series, declared.profession) == (mine.series, mine.profession)
        if not same and _counts(context, declared):
            yield reason(
                expected=(
                    f"{declared.year} 年度只申报一个系列（专业）",
                    f"one series (profession) in {declared.year}",
                ),
                found=(
                    f"已申报 {declared.series}，{declared.application}",
                    f"already declared {declared.series}, {declared.application}",
                ),
                remedy=(
                    "本年度不得再申报其他系列（专业）",
                    "no other series can be declared this year",
                ),
            )


@rule("XN12-1.5b", on=DECLARING)
def once_a_year_in_a_series(context: Context) -> Iterator[Reason]:
    """当年同一系列（专业）只能申报评审一次."""
    mine: ApplicationState = context.state
    for declared in _others(context):
        same = (declared.series, declared.profession) == (mine.series, mine.profession)
        if same and _counts(context, declared):
            yield reason(
                expected=(
                    f"{declared.year} 年度同一系列（专业）申报一次",
                    f"one declaration in this series in {declared.year}",
                ),
                found=(
                    f"本年度已申报，{declared.application}",
                    f"already declared, {declared.application}",
                ),
                remedy=("下一年度再申报", "declare again next year"),
            )


@rule("YC12-3.5d", on=DECLARING)
def one_promotion_at_a_time(context: Context) -> Iterator[Reason]:
    """不得在同一年度同时申报晋升不同系列、不同专业的同级职称."""
    mine: ApplicationState = context.state
    for declared in _others(context):
        same = (declared.series, declared.profession) == (mine.series, mine.profession)
        live = not application_of(context.states, declared.application).ended
        live = live and _counts(context, declared)
        if live and not same and declared.level == mine.level:
            yield _already(declared, "其办结后，或下一年度再申报", "wait for its end")


@rule("LZ-7.6a", on=DECLARING)
def one_title_of_a_level(context: Context) -> Iterator[Reason]:
    """在同一年度只能申报评审一个同级别职称."""
    for declared in _others(context):
        if declared.level == context.state.level and _counts(context, declared):
            yield _already(declared, "下一年度再申报", "declare again next year")


@rule("LZ-7.6b", on=(outcomes.Confirmed,))
def results_of_the_year_stand(context: Context) -> Iterator[Reason]:
    """同一年度申报多个同级别职称的，该年度所有评审结果无效：不予确认."""
    for declared in doubled(context.states, context.policy, context.state):
        yield _already(declared, "作出评审结果无效的决定", "decide that it is void")
    if _declared_elsewhere(context.state):
        yield reason(
            expected=("同一年度只申报一个同级别职称", "one declaration of the level"),
            found=("已发现另有申报", "another one was found"),
            remedy=("作出评审结果无效的决定", "decide that it is void"),
        )


def _declared_elsewhere(state: ApplicationState) -> bool:
    """Tell whether somebody found a declaration that this ledger cannot see."""
    return any(defect.kind == "SAME_YEAR" for defect in state.defects)


def doubled(
    states: States, policy: Profile, state: ApplicationState
) -> tuple[Declaration, ...]:
    """Return the declarations of the year that share their level with another one.

    Whichever application is looked at: the void is over the person (A11), and what
    was withdrawn before the acceptance makes none (A10).
    """
    counting = [
        declared
        for declared in _of_the_year(states, policy, state)
        if counts(states, policy, declared)
    ]
    levels = [declared.level for declared in counting]
    return tuple(one for one in counting if levels.count(one.level) > 1)


def void_results(
    states: States, policy: Profile, state: ApplicationState
) -> tuple[str, ...]:
    """Return the results of the year that are void, by the ids of the applications.

    All results of the person, or those of the doubled level only, as the profile
    settles it (A11); nothing where nothing was doubled or no city says so. A
    declaration elsewhere, which the ledger cannot see, is a recorded defect.
    """
    levels = {one.level for one in doubled(states, policy, state)}
    if _declared_elsewhere(state):
        levels.add(state.level)
    if policy.same_year_consequence != "void_all" or not levels:
        return ()
    every = policy.same_year_void == "all_results"
    return tuple(
        one.application
        for one in _of_the_year(states, policy, state)
        if (every or one.level in levels)
        and application_of(states, one.application).stage in WITH_A_RESULT
    )


def _of_the_year(
    states: States, policy: Profile, state: ApplicationState
) -> list[Declaration]:
    year = year_declared(states, policy, state)
    declared = person_of(states, state.person).declarations
    return [one for one in declared if one.year == year]


@rule("LZ-7.6b", "LEDGER-STATE", on=(v.Voided,))
def voids_every_result_of_the_year(context: Context) -> Iterator[Reason]:
    """同一年度申报多个同级别职称的，该年度所有评审结果无效：逐一列明."""
    state: ApplicationState = context.state
    wanted = void_results(context.states, context.policy, state)
    body: v.Voided = context.body
    if state.id not in wanted or body.results != wanted:
        yield reason(
            expected=listed(
                wanted,
                (
                    "同一年度申报多个同级别职称",
                    "several declarations of one level in the year",
                ),
            ),
            found=listed(body.results, ("没有", "none")),
            remedy=(
                "只有多报同级别的年度，其全部评审结果无效",
                "only of such a year, and then all results of it",
            ),
        )


def _already(declared: Declaration, zh: str, en: str) -> Reason:
    return reason(
        expected=(
            f"{declared.year} 年度只申报一个 {declared.level} 级别",
            f"one declaration of {declared.level} in {declared.year}",
        ),
        found=(
            f"已申报 {declared.series}·{declared.profession}，{declared.application}",
            f"already declared {declared.series}, {declared.application}",
        ),
        remedy=(zh, en),
    )
