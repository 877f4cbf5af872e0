"""What is refused when a policy is published or amended, and under which rule id."""

from collections.abc import Iterator

from aggregates.competence import outside_the_territory
from aggregates.decider import Context
from aggregates.lookup import organisation_of
from aggregates.policy import events as e
from aggregates.policy.profile import ProfileError, decode_profile
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank

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
            found=(
                "已发布" if versions else "未发布",
                "published" if versions else "not published",
            ),
            remedy=(
                "首次用 policy.published，以后用 policy.amended",
                "use policy.published once, then policy.amended",
            ),
        )
    if versions and context.body.effective_from < versions[-1].effective_from:
        yield reason(
            expected=(
                f"不早于 {versions[-1].effective_from}",
                f"not before {versions[-1].effective_from}",
            ),
            found=(f"{context.body.effective_from}",) * 2,
            remedy=("施行日期不得倒退", "a later version does not begin earlier"),
        )


@rule("XN12-9b", "LEDGER-TIME", on=(e.Amended, e.CodeListChanged))
def not_backdated(context: Context) -> Iterator[Reason]:
    """如遇相关政策调整，按新政策执行：自调整之日起，不追溯以前的事项."""
    start, today = context.body.effective_from, context.act.day
    if start < today:
        yield reason(
            expected=(f"不早于 {today}", f"not before {today}"),
            found=(f"{start}",) * 2,
            remedy=(
                "自发布之日或以后施行；以前已施行的按补录办理",
                "let it begin today or later, or enter it late",
            ),
        )


@rule("LZ-5.1c", on=(e.CodeListChanged,))
def consented_to_above(context: Context) -> Iterator[Reason]:
    """各系列专业设置调整等事项，应报自治区人力资源社会保障厅同意."""
    body: e.CodeListChanged = context.body
    by = organisation_of(context.states, body.consented_by)
    above = by.kind == "AUTHORITY" and by.level in ("PROVINCE", "NATION")
    if is_blank(body.consent_no) or not above:
        told = f"{body.consent_no or '无文号'}，{body.consented_by or '无单位'}"
        yield reason(
            expected=("省级（自治区）人社部门的同意文号", "the consent of the region"),
            found=(told, told),
            remedy=("先报自治区人社厅同意", "obtain the consent first"),
        )


@rule("LEDGER-STATE", on=(e.CodeListChanged,))
def changes_a_published_policy(context: Context) -> Iterator[Reason]:
    """Code lists are those of a policy that is published, and each change is one."""
    body: e.CodeListChanged = context.body
    known = context.state.codes.get((body.code_list, body.series, body.entry))
    if not context.state.versions or known == (body.change == "ADD"):
        yield reason(
            expected=("已发布的政策，尚未作此调整", "a published policy, not yet so"),
            found=("未发布，或已调整", "not published, or changed already"),
            remedy=("核对政策和条目", "check policy and entry"),
        )


@rule("LEDGER-SCHEMA", on=(e.CodeListChanged,))
def names_its_entry(context: Context) -> Iterator[Reason]:
    """Series and entry are words."""
    body: e.CodeListChanged = context.body
    if is_blank(body.series) or is_blank(body.entry):
        yield reason(
            expected=("系列和条目", "series and entry"),
            found=("空", "nothing"),
            remedy=("写明后提交", "say it"),
        )


@rule("LEDGER-COMPETENCE", on=(e.CodeListChanged,))
def by_the_authority_of_the_policy(context: Context) -> Iterator[Reason]:
    """The lists of a policy are changed by an authority of its territory."""
    territory = context.profile.territory if context.profile else ""
    for found in outside_the_territory(context, territory):
        yield found.under("")


@rule("LEDGER-COMPETENCE", on=BOTH)
def by_the_authority_of_the_city(context: Context) -> Iterator[Reason]:
    """A policy is published by an authority of the whole territory it is for."""
    territory = context.body.profile.get("territory")
    for found in outside_the_territory(context, str(territory)):
        yield found.under("")
