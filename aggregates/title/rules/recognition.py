"""Titles from elsewhere: recognised without re-confirmation, or confirmed again."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.policy.dates import add_years_last_day
from aggregates.policy.profile import Profile
from aggregates.rulebook import Reason, reason, rule
from aggregates.title import events as e
from aggregates.title.state import TitleState

REGION = slice(0, 2)
"""The digits of a territory's code that name its province."""


def from_an_aid_dispatch(context: Context) -> bool:
    """Tell whether it was obtained on aid that has lasted long enough (XN12-6.1)."""
    state: TitleState = context.state
    aid, policy = state.dispatch, context.policy
    if aid is None or policy.aid_min_years is None or state.since is None:
        return False
    region = aid.territory[REGION]
    whole_years = add_years_last_day(aid.since, policy.aid_min_years)
    return (
        region in policy.aid_regions
        and state.issued_in[REGION] == region
        and aid.since <= state.since <= aid.until
        and whole_years <= aid.until <= context.act.day
    )


def from_a_recognised_region(state: TitleState, policy: Profile) -> bool:
    """Tell whether it was obtained where titles are recognised (XN12-6.3b)."""
    return state.issued_in[REGION] in policy.recognised_regions


@rule("XN12-6.1", "XN12-6.3b", "LEDGER-STATE", on=(e.Recognised,))
def recognised_on_its_ground(context: Context) -> Iterator[Reason]:
    """援派期1年及以上在受援地取得的职称，或在所列省市取得的职称，予以认可."""
    state: TitleState = context.state
    if context.body.ground == "AID_DISPATCH":
        if not from_an_aid_dispatch(context):
            yield _not_on_aid(context).under("XN12-6.1")
    elif not from_a_recognised_region(state, context.policy):
        listed = context.policy.recognised_regions
        yield reason(
            expected=("在 " + "、".join(listed) + " 取得", "from " + ", ".join(listed)),
            found=(state.issued_in, state.issued_in),
            remedy=("按规定办理重新确认", "have it re-confirmed"),
        ).under("XN12-6.3b")


def _not_on_aid(context: Context) -> Reason:
    aid, policy = context.state.dispatch, context.policy
    told = "无援派" if aid is None else f"{aid.territory} {aid.since}—{aid.until}"
    regions = "、".join(policy.aid_regions) or "文件未载"
    return reason(
        expected=(
            f"援派 {regions} 满 {policy.aid_min_years} 年，期间在当地取得，已期满",
            f"obtained in {regions} on aid of {policy.aid_min_years} years, now over",
        ),
        found=(told, told),
        remedy=("按规定办理重新确认", "have it re-confirmed"),
    )


@rule("XN12-6.1", "XN12-6.3b", on=(e.Reconfirmed,))
def not_confirmed_without_need(context: Context) -> Iterator[Reason]:
    """继续有效、直接予以认可的职称，无需重新确认."""
    if from_an_aid_dispatch(context):
        yield _needless().under("XN12-6.1")
    if from_a_recognised_region(context.state, context.policy):
        yield _needless().under("XN12-6.3b")


def _needless() -> Reason:
    return reason(
        expected=("直接认可", "recognition as it is"),
        found=("要求重新确认", "re-confirmation"),
        remedy=("办理职称认可", "recognise it"),
    )
