"""Direct declaration (LZ 七（一）、（三）): every ground has its own condition."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from aggregates.application import audits
from aggregates.application import facts as f
from aggregates.application.rules.attested import (
    DECLARING,
    attester_of,
    fact_of,
    missing,
)
from aggregates.application.rules.career import highest, step_of, titles_held
from aggregates.application.rules.tenure import short_of
from aggregates.decider import Context
from aggregates.lookup import committee_of, session_of
from aggregates.policy.dates import add_years_last_day
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank

OF_THE_UNIT: Final = ("UNIT_OFFICER", "OFFICE_STAFF")
PROVINCIAL: Final = ("PROVINCE", "NATION")
ONE_DAY: Final = timedelta(days=1)
SENIOR: Final = ("ASSOCIATE_SENIOR", "FULL_SENIOR")
CLAUSE_OF: Final[Mapping[str, str]] = {
    "HIGH_LEVEL_TALENT": "LZ-7.1.1a",
    "OVERSEAS": "LZ-7.1.2",
    "EX_CIVIL_SERVANT": "LZ-7.1.2",
    "YEARS_PLUS": "LZ-7.1.2",
    "SKILLED_TALENT": "LZ-7.1.3",
    "TEAM_ASSISTANCE": "LZ-7.1.4a",
    "PROVINCIAL_AWARD": "LZ-7.3c",
}


def _to_the_regional_committee(
    context: Context, _fact: f.DirectBasis
) -> Iterator[Reason]:
    """向自治区高层次急需紧缺特殊人才直接评审高级职称评审委员会提交."""
    session = session_of(context.states, context.state.session)
    name = committee_of(context.states, session.committee).name
    wanted = context.policy.talent_committee
    if name != wanted or context.state.level not in SENIOR:
        yield reason(
            expected=(f"{wanted}，高级", f"{wanted}, senior level"),
            found=(f"{name}，{context.state.level}", f"{name}, {context.state.level}"),
            remedy=("向该评委会提交", "submit to that committee"),
        )


def _years_over(context: Context, _fact: f.DirectBasis) -> Iterator[Reason]:
    """从事专业技术工作年限超过规定年限（初级中级合并计算）2年以上."""
    seniority = fact_of(context.state, f.Seniority)
    over = context.policy.direct_years_over or 0
    if seniority is None:
        yield missing("工作年限", "years of work")
    elif seniority.work_years < seniority.work_required + over:
        required = seniority.work_required
        yield reason(
            expected=(f"满 {required} + {over} 年", f"{required} + {over} years"),
            found=(f"{seniority.work_years} 年", f"{seniority.work_years}"),
            remedy=("按逐级申报条件申报", "declare level by level"),
        )


def _assisted(context: Context, _fact: f.DirectBasis) -> Iterator[Reason]:
    """帮扶时间2年及以上的，可提前一年申报评审高一级别职称."""
    years = context.policy.assistance_years or 0
    time = fact_of(context.state, f.Assistance)
    if time is None:
        yield missing("“组团式”帮扶经历", "team assistance")
    elif time.until + ONE_DAY < add_years_last_day(time.since, years):
        yield reason(
            expected=(f"帮扶满 {years} 年", f"{years} years of assistance"),
            found=(f"{time.since} 至 {time.until}", f"{time.since} to {time.until}"),
            remedy=("满期后申报", "declare when they are complete"),
        )
    seniority = fact_of(context.state, f.Seniority)
    if seniority is not None:
        yield from short_of(seniority, earlier=1)
    yield from _one_level_up(context)


def _awarded(context: Context, fact: f.DirectBasis) -> Iterator[Reason]:
    """获得省部级以上表彰奖励的，可直接申报参加高一级职称评审."""
    if fact.award_level not in PROVINCIAL:
        yield reason(
            expected=("省部级以上表彰奖励", "an award of a province or higher"),
            found=(fact.award_level, fact.award_level),
            remedy=("按逐级申报条件申报", "declare level by level"),
        )
    yield from _one_level_up(context)


def _one_level_up(context: Context) -> Iterator[Reason]:
    held = highest(titles_held(context))
    if step_of(context.state.level) != held + 1:
        yield reason(
            expected=("高一级职称", "one level up"),
            found=(context.state.level, context.state.level),
            remedy=("申报现有职称的上一级", "declare the next level"),
        )


def _nothing_more(_context: Context, _fact: f.DirectBasis) -> Iterator[Reason]:
    yield from ()


CONDITIONS: Final[
    Mapping[str, Callable[[Context, f.DirectBasis], Iterator[Reason]]]
] = {
    "HIGH_LEVEL_TALENT": _to_the_regional_committee,
    "YEARS_PLUS": _years_over,
    "TEAM_ASSISTANCE": _assisted,
    "PROVINCIAL_AWARD": _awarded,
}


@rule(*dict.fromkeys(CLAUSE_OF.values()), on=DECLARING)
def the_ground_holds(context: Context) -> Iterator[Reason]:
    """直接申报的情形须经核验、有证明，并符合该情形的条件."""
    if context.state.declaration != "DIRECT":
        return
    fact = fact_of(context.state, f.DirectBasis)
    if fact is None:
        return
    clause = CLAUSE_OF[fact.basis]
    if is_blank(fact.document):
        yield reason(
            expected=("证明文件或证书编号", "a document or certificate"),
            found=("空", "nothing"),
            remedy=("核验时写明证明", "name the proof"),
        ).under(clause)
    for found in CONDITIONS.get(fact.basis, _nothing_more)(context, fact):
        yield found.under(clause)


@rule("LZ-7.1", on=DECLARING)
def a_direct_declaration_has_a_ground(context: Context) -> Iterator[Reason]:
    """以下人员可按相关规定直接申报相应级别的职称."""
    if context.state.declaration == "DIRECT":
        fact = fact_of(context.state, f.DirectBasis)
        listed = {one.code for one in context.policy.direct_bases}
        if fact is None or fact.basis not in listed:
            yield missing("直接申报情形", "ground of the direct declaration")


@rule("LZ-4.3d", on=(audits.Admitted,))
def years_of_work_were_audited(context: Context) -> Iterator[Reason]:
    """直接申报的，要重点审核从事专业技术工作年限：由组建单位核验."""
    if context.state.declaration != "DIRECT":
        return
    by = attester_of(context.state, f.Seniority)
    if by not in OF_THE_UNIT:
        yield reason(
            expected=(
                "组建单位（办公室）核验的工作年限",
                "years of work, attested by the unit or its office",
            ),
            found=(by or "没有核验记录", by or "nothing"),
            remedy=("由组建单位先核验工作年限", "let the unit attest them first"),
        )
