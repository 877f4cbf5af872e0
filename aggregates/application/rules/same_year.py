"""What a person may declare in one review year; each city has its own rule for it.

咸宁: one series (profession), once. 运城: not at the same time the same level in two
series or professions. 柳州: one title of a level, or all results of the year are void.
"""

from collections.abc import Iterator

from aggregates.application import events as e
from aggregates.application.state import ABANDONED, WITHDRAWN, ApplicationState
from aggregates.decider import Context
from aggregates.lookup import (
    application_of,
    person_of,
    session_of,
)
from aggregates.person.state import Declaration
from aggregates.rulebook import Reason, reason, rule


def _others(context: Context) -> Iterator[Declaration]:
    """Yield the other declarations of the year that still count."""
    state: ApplicationState = context.state
    session = session_of(context.states, state.session)
    person = person_of(context.states, state.person)
    for declared in person.declarations:
        if declared.application == state.id or declared.year != session.year:
            continue
        yield declared


def _counts(context: Context, declared: Declaration) -> bool:
    """Tell whether it counts: withdrawn or abandoned before acceptance does not."""
    other = application_of(context.states, declared.application)
    gone = other.stage in (ABANDONED, WITHDRAWN) and not other.case_no
    return context.policy.withdrawn_counts or not gone


@rule("XN12-1.5a", on=(e.Submitted,))
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


@rule("XN12-1.5b", on=(e.Submitted,))
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


@rule("YC12-3.5d", on=(e.Submitted,))
def one_promotion_at_a_time(context: Context) -> Iterator[Reason]:
    """不得在同一年度同时申报晋升不同系列、不同专业的同级职称."""
    mine: ApplicationState = context.state
    for declared in _others(context):
        same = (declared.series, declared.profession) == (mine.series, mine.profession)
        live = not application_of(context.states, declared.application).ended
        if live and not same and declared.level == mine.level:
            yield _already(declared, "其办结后，或下一年度再申报", "wait for its end")


@rule("LZ-7.6a", on=(e.Submitted,))
def one_title_of_a_level(context: Context) -> Iterator[Reason]:
    """在同一年度只能申报评审一个同级别职称."""
    for declared in _others(context):
        if declared.level == context.state.level and _counts(context, declared):
            yield _already(declared, "下一年度再申报", "declare again next year")


@rule("LZ-7.6b", on=(e.Confirmed,))
def results_of_the_year_stand(context: Context) -> Iterator[Reason]:
    """同一年度申报多个同级别职称的，该年度所有评审结果无效：不予确认."""
    for declared in doubled(context):
        yield _already(declared, "作出评审结果无效的决定", "decide that it is void")


def doubled(context: Context) -> tuple[Declaration, ...]:
    """Return the declarations of the year that share their level with another one.

    Whichever application is looked at: the void is over the person (A11), and what
    was withdrawn before the acceptance makes none (A10).
    """
    year = session_of(context.states, context.state.session).year
    person = person_of(context.states, context.state.person)
    counting = [
        declared
        for declared in person.declarations
        if declared.year == year and _counts(context, declared)
    ]
    levels = [declared.level for declared in counting]
    return tuple(one for one in counting if levels.count(one.level) > 1)


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
