"""What is refused when a policy is published or amended, and under which rule id."""

from collections.abc import Iterator

from aggregates.competence import outside_the_territory
from aggregates.decider import Context
from aggregates.policy import events as e
from aggregates.policy.profile import ProfileError, decode_profile
from aggregates.rulebook import Reason, reason, rule

BOTH = (e.Published, e.Amended)


@rule("LEDGER-SCHEMA", on=BOTH)
def profile_is_complete(context: Context) -> Iterator[Reason]:
    """Every parameter is there, and is named like the aggregate."""
    try:
        profile = decode_profile(context.body.profile)
    except ProfileError as error:
        yield reason(
            expected=("完整的政策参数", "a complete profile"),
            found=(str(error), str(error)),
            remedy=("用 daocha policy new 生成后修改", "start from daocha policy new"),
        )
        return
    if context.act.id != f"policy/{profile.name}":
        yield reason(
            expected=(f"policy/{profile.name}",) * 2,
            found=(context.act.id, context.act.id),
            remedy=("政策编号与参数名称一致", "the id is the profile's name"),
        )


@rule("LEDGER-STATE", on=BOTH)
def published_then_amended(context: Context) -> Iterator[Reason]:
    """A profile is published once and amended after that, forward in time."""
    versions = context.state.versions
    first = isinstance(context.body, e.Published)
    if first == bool(versions):
        yield reason(
            expected=(
                "尚未发布" if first else "已经发布",
                "published once, then amended",
            ),
            found=("已发布" if versions else "未发布",) * 2,
            remedy=("首次用 policy.published，以后用 policy.amended",) * 2,
        )
    if versions and context.body.effective_from < versions[-1].effective_from:
        yield reason(
            expected=(f"不早于 {versions[-1].effective_from}",) * 2,
            found=(f"{context.body.effective_from}",) * 2,
            remedy=("施行日期不得倒退", "a later version does not begin earlier"),
        )


@rule("LEDGER-COMPETENCE", on=BOTH)
def by_the_authority_of_the_city(context: Context) -> Iterator[Reason]:
    """A policy is published by an authority of the whole territory it is for."""
    territory = context.body.profile.get("territory")
    for found in outside_the_territory(context, str(territory)):
        yield found.under("")
