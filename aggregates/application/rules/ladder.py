"""Level by level: the ladder, its listed exceptions, conversion, and 破格."""

from collections.abc import Iterator
from typing import Final

from aggregates.application import audits
from aggregates.application import facts as f
from aggregates.application.rules.attested import (
    DECLARING,
    excepted,
    fact_of,
    missing,
)
from aggregates.application.rules.career import (
    LADDER,
    NO_TITLE,
    highest,
    step_of,
    titles_held,
    years_between,
)
from aggregates.application.standing import ApplicationState
from aggregates.decider import Context
from aggregates.rulebook import Reason, listed, reason, rule

JUMPING: Final = (
    "HIGH_LEVEL_TALENT",
    "OVERSEAS",
    "EX_CIVIL_SERVANT",
    "YEARS_PLUS",
    "SKILLED_TALENT",
)
"""Grounds on which a level is left out; the others only bring the next one early."""


@rule("YC12-3.5a", "LZ-7.1", on=DECLARING, effect="soft")
def level_by_level(context: Context) -> Iterator[Reason]:
    """一般应当按照职称层级逐级申报；所列可直接申报的人员除外."""
    state: ApplicationState = context.state
    held = highest(titles_held(context))
    if not context.policy.level_by_level or step_of(state.level) <= held + 1:
        return
    if not _may_jump(context) and not excepted(context, "YC12-3.5a", "LZ-7.1"):
        yield reason(
            expected=(
                f"现有职称之上一级：{LADDER[held + 1]}",
                f"the next level, {LADDER[held + 1]}",
            ),
            found=(state.level, state.level),
            remedy=(
                "逐级申报；符合直接申报情形的先核验，其他情形先经核准例外",
                "declare level by level, or have the ground or an exception recorded",
            ),
        )


def _may_jump(context: Context) -> bool:
    fact = fact_of(context.state, f.DirectBasis)
    listed = {one.code for one in context.policy.direct_bases}
    return (
        context.state.declaration == "DIRECT"
        and fact is not None
        and fact.basis in JUMPING
        and fact.basis in listed
    )


@rule("YC12-3.4a", on=DECLARING)
def converted_before_the_next_level(context: Context) -> Iterator[Reason]:
    """岗位变动的，在现岗位满一年并转评同级职称后，方可申报上一级职称."""
    state: ApplicationState = context.state
    years = context.policy.tenure.new_post_years
    post = fact_of(state, f.CurrentPost)
    titles = titles_held(context)
    if years is None or not titles:
        return
    if post is None:
        yield missing("现岗位", "the present post")
        return
    if not post.changed:
        return
    if years_between(context, post.since) < years:
        yield reason(
            expected=(f"在现岗位满 {years} 年", f"{years} full years on this post"),
            found=(f"自 {post.since} 起", f"since {post.since}"),
            remedy=("满年限后申报", "declare when they are complete"),
        )
    if state.declaration != "CONVERSION" and not _converted(state, titles):
        yield reason(
            expected=(
                f"已转评 {state.series}·{state.profession} 同级职称",
                f"a title of the same level in {state.series}, {state.profession}",
            ),
            found=("、".join(t.series for t in titles), titles[0].series),
            remedy=("先申报转评（同级）", "declare the conversion first"),
        )


def _converted(state: ApplicationState, titles: tuple[f.HeldTitle, ...]) -> bool:
    top = highest(titles)
    return step_of(state.level) <= top or any(
        step_of(title.level) == top
        and (title.series, title.profession) == (state.series, state.profession)
        for title in titles
    )


@rule("YC12-3.4a", on=DECLARING)
def converts_to_the_same_level(context: Context) -> Iterator[Reason]:
    """转评现岗位同级职称."""
    state: ApplicationState = context.state
    held = highest(titles_held(context))
    if state.declaration == "CONVERSION" and step_of(state.level) != held:
        yield reason(
            expected=(
                LADDER[held] if held > NO_TITLE else "现有职称",
                LADDER[held] if held > NO_TITLE else "a title that is held",
            ),
            found=(state.level, state.level),
            remedy=("按现有职称的级别转评", "convert at the level that is held"),
        )


@rule("LZ-4.3f", on=DECLARING)
def exceptional_is_no_jump(context: Context) -> Iterator[Reason]:
    """破格申报为放宽学历或资历条件，不能等同于无职称申报或越级申报."""
    state: ApplicationState = context.state
    if state.declaration != "EXCEPTIONAL":
        return
    ground = fact_of(state, f.ExceptionalGround)
    if ground is None:
        yield missing("破格条件", "ground of the exceptional declaration")
    elif ground.relaxes not in context.policy.exceptional_relaxes:
        yield _not_relaxed(context, ground)
    held = highest(titles_held(context))
    if held == NO_TITLE or step_of(state.level) > held + 1:
        yield reason(
            expected=("已有下一级职称", "a title of the level below"),
            found=(
                LADDER[held] if held > NO_TITLE else "无职称",
                LADDER[held] if held > NO_TITLE else "no title",
            ),
            remedy=(
                "破格不能代替逐级申报",
                "an exceptional declaration skips no level",
            ),
        )


def _not_relaxed(context: Context, ground: f.ExceptionalGround) -> Reason:
    return reason(
        expected=listed(context.policy.exceptional_relaxes),
        found=(ground.relaxes, ground.relaxes),
        remedy=("只能放宽学历或资历条件", "only education or seniority give way"),
    )


@rule("LZ-4.3e", on=(audits.Accepted, audits.Admitted))
def exceptional_proof_is_with_the_material(context: Context) -> Iterator[Reason]:
    """破格申报的，应将达到破格条件的材料连同申报材料一并审核."""
    state: ApplicationState = context.state
    ground = fact_of(state, f.ExceptionalGround)
    if state.declaration != "EXCEPTIONAL" or ground is None:
        return
    absent = [item for item in ground.items if item not in state.materials]
    if absent or not ground.items:
        yield reason(
            expected=("破格材料在申报材料中", "its proof among the material"),
            found=listed(absent, ("未列材料", "no items")),
            remedy=("补正后一并审核", "have it attached, and review it together"),
        )
