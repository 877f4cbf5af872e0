"""Where a review was held otherwise than by its plan, as a finding (XN12-8.2a, 8.2c).

Most of this is refused beforehand where a city says so. What a city only forbids, what
was recorded round the rules, a pass rate above the ceiling (A17) and a confirmation in
the next year (A23) are seen here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from aggregates.decider import Act
from aggregates.policy.profile import Profile
from aggregates.session import events as e
from aggregates.session import meeting, papers
from aggregates.session import results as session_results
from aggregates.text import Text

NAMES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "CONSENT": Text("方案未经同意", "a plan without consent"),
        "OPENING_DAY": Text("会议日期与方案不符", "another day than planned"),
        "MEMBERS": Text("抽取人数与方案不符", "other numbers than planned"),
        "STANDARD": Text("评分标准与方案不符", "another standard than planned"),
        "PASS_RATE": Text("通过率超过方案设定", "pass rate above the ceiling"),
        "NEXT_YEAR": Text("次年发文确认", "confirmed in another year"),
        "FEE": Text("收费与备案标准不符", "another fee than filed"),
    }
)
RULES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "CONSENT": ("XN6B-4.3d", "YC12-4.6e"),
        "OPENING_DAY": ("XN12-8.2a", "LZ-5.1d", "YC12-4.6e"),
        "MEMBERS": ("XN12-8.2a", "LZ-5.2a", "YC12-4.6e"),
        "STANDARD": ("XN12-8.2b", "LZ-5.1b", "YC12-4.6e"),
        "PASS_RATE": ("XN12-8.2c",),
        "NEXT_YEAR": ("XN12-4c",),
        "FEE": ("XN6B-4.3h",),
    }
)
"""Under which rules each is a finding; the first that is in force is cited."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that was done otherwise.

    Attributes:
        code: A code of `NAMES`.
        planned: What the plan says.
        done: What was done.
        plan: The act with the plan.
        act: The act that departs from it.
    """

    code: str
    planned: str
    done: str
    plan: Act
    act: Act


LevelOf = Callable[[str], str]


def deviations(
    acts: Sequence[Act], level_of: LevelOf, profile: Profile | None = None
) -> Iterator[Deviation]:
    """Yield where the acts of a session depart from its plan, its fees and its year.

    Args:
        acts: The acts of the session, in order.
        level_of: Tells the level that an application declares for.
        profile: The policy of the session, where it is on record.
    """
    in_its_year = profile is not None and profile.confirmation_next_year == "finding"
    notice: Act | None = None
    plan: Act | None = None
    fees: Act | None = None
    consented = False
    for act in acts:
        match act.body:
            case e.ReviewNoticePublished():
                notice = act
            case session_results.ResultsConfirmed() if (
                notice is not None and in_its_year
            ):
                yield from _another_year(notice, act)
            case e.ReviewPlanSubmitted():
                plan, consented = act, False
            case e.ReviewPlanConsented():
                consented = True
            case papers.FeeScheduleFiled():
                fees = act
            case papers.FeeCharged() if fees is not None:
                yield from _fee(fees, act, level_of)
            case meeting.Opened() if plan is not None and not consented:
                yield Deviation("CONSENT", "同意", "–", plan, act)
            case _:
                pass
        if plan is not None:
            yield from _from_the_plan(plan, act)


def _another_year(notice: Act, act: Act) -> Iterator[Deviation]:
    year: int = notice.body.year
    if act.day.year != year:
        yield Deviation("NEXT_YEAR", str(year), str(act.day), notice, act)


def _from_the_plan(plan: Act, act: Act) -> Iterator[Deviation]:
    planned: e.ReviewPlanSubmitted = plan.body
    for code, wanted, done in _compared(planned, act):
        if wanted != done:
            yield Deviation(code, str(wanted), str(done), plan, act)


def _compared(
    planned: e.ReviewPlanSubmitted, act: Act
) -> Iterator[tuple[str, Any, Any]]:
    match act.body:
        case meeting.Opened():
            yield "OPENING_DAY", planned.opening_on, act.day
        case e.ExpertsDrawn(selected=selected, alternates=alternates):
            wanted = (planned.members, planned.stand_ins)
            yield "MEMBERS", wanted, (len(selected), len(alternates))
        case meeting.OpinionSigned(standard=standard):
            yield "STANDARD", planned.scoring_standard, standard
        case meeting.BallotTallied(passed=passed, results=results):
            ceiling = planned.pass_ceiling
            if passed * ceiling.denominator > results.count * ceiling.numerator:
                limit = f"{ceiling.numerator}/{ceiling.denominator}"
                yield "PASS_RATE", limit, f"{passed}/{results.count}"
        case _:
            pass


def _fee(schedule: Act, act: Act, level_of: LevelOf) -> Iterator[Deviation]:
    body: papers.FeeCharged = act.body
    fees = {fee.level: fee.fen for fee in schedule.body.fees}
    wanted = fees.get(level_of(body.application), 0)
    if body.fen != wanted:
        yield Deviation("FEE", f"{wanted} 分", f"{body.fen} 分", schedule, act)
