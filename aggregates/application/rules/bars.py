"""Who may not declare (XN12 一, LZ 一): bars with two times.

A bar is true in a period of the person's life, and known to the ledger from some act
on. Where the document says 发现, whatever is known and was true since the declaration
counts at every step; where it says 出现, what arose after the declaration only stops
the confirmation.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from aggregates.application import facts as f
from aggregates.application import outcomes
from aggregates.application.rules.attested import DECLARING, fact_of, missing
from aggregates.application.rules.defects import STEPS
from aggregates.decider import Context
from aggregates.lookup import organisation_of, person_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank

PUBLIC_INSTITUTION: Final = "PUBLIC_INSTITUTION"


class Period(NamedTuple):
    """The days, both included, in which a bar counts."""

    first: date
    last: date


def period_of(context: Context) -> Period:
    """Return when a bar must have been true to count against the act."""
    today = context.act.day
    declared = context.state.declared_on or today
    arising = context.policy.eligibility.later_defect == "arisen"
    confirming = isinstance(context.body, outcomes.Confirmed)
    return Period(declared, declared if arising and not confirming else today)


Bar = Callable[[Context, Period], Iterator[Reason]]


def civil_servant(context: Context, period: Period) -> Iterator[Reason]:
    """Yield why the nature of the employment bars."""
    fact = fact_of(context.state, f.IdentityNature)
    if fact is None or not fact.civil_servant:
        return
    left = context.policy.eligibility.civil_servants == "barred_outside_transition"
    employer = organisation_of(context.states, context.state.employer).kind
    if not left or not fact.reform_document or employer != PUBLIC_INSTITUTION:
        yield reason(
            expected=("非公务员、非参公管理人员", "not a civil servant"),
            found=("公务员或参公管理人员", "a civil servant, or managed like one"),
            remedy=("不得申报", "no declaration is possible"),
        )
    elif fact.transition_until is None or period.last > fact.transition_until:
        yield reason(
            expected=(
                "在国家或自治区规定的过渡期内",
                "within the transition that the nation or the region set",
            ),
            found=(
                f"过渡期止 {fact.transition_until or '未载明'}",
                f"transition until {fact.transition_until or 'no stated day'}",
            ),
            remedy=("过渡期外不得申报", "outside it no declaration is possible"),
        ).under("LZ-1.1b")


def retired(context: Context, period: Period) -> Iterator[Reason]:
    """Yield why retirement bars; the statutory day itself counts."""
    fact = fact_of(context.state, f.Retirement)
    if fact is None or not context.policy.eligibility.retired_barred:
        return
    deferred = fact.deferred_until if fact.deferral_document else None
    limit = max(fact.statutory_on, deferred or fact.statutory_on)
    if fact.retired or period.last >= limit:
        yield reason(
            expected=(f"未退休，且未到 {limit}", f"not retired, and before {limit}"),
            found=(
                "已退休" if fact.retired else f"{period.last} 已达退休年龄",
                "retired" if fact.retired else f"age reached on {period.last}",
            ),
            remedy=(
                "如经批准延迟退休，请核验延迟退休文号和期限",
                "if retirement was deferred, have the document attested",
            ),
        )


def sanctioned(context: Context, period: Period) -> Iterator[Reason]:
    """Yield why a sanction bars while it, or its effect, lasts."""
    fact = fact_of(context.state, f.Sanctions)
    if fact is None or not _running(fact, period):
        return
    graded = context.policy.eligibility.sanctions == "demerit_or_impact_period"
    if graded and fact.public_institution and fact.warning_only:
        yield from _only_a_warning(context, fact)
        return
    rule_id = "LZ-1.3" if graded and fact.public_institution else "LZ-1.4b"
    end = fact.until or "未载明"
    yield reason(
        expected=("没有未了的处分", "no sanction in effect"),
        found=(f"影响期至 {end}", f"in effect until {fact.until or 'no stated day'}"),
        remedy=("影响期满后申报", "declare after it has ended"),
    ).under(rule_id)


def _running(fact: f.Sanctions, period: Period) -> bool:
    """Tell whether a sanction was in effect; one without an end still is."""
    if fact.until is None:
        stated = fact.since is not None or not is_blank(fact.kind)
    else:
        stated = fact.until >= period.first
    return stated and (fact.since is None or fact.since <= period.last)


def _only_a_warning(context: Context, fact: f.Sanctions) -> Iterator[Reason]:
    """Yield why a mere warning bars, as the profile settles it (A25)."""
    mode = context.policy.eligibility.warning_only
    answered = bool(fact.warning_answer.strip())
    if mode == "does_not_bar" or (mode == "reviewer_answers" and answered):
        return
    yield reason(
        expected=(
            "没有警告处分，或审核人已答复可以申报",
            "no warning, or the reviewer's answer that it does not bar",
        ),
        found=(
            f"警告，影响期至 {fact.until or '未载明'}",
            f"a warning until {fact.until}",
        ),
        remedy=(
            "由审核人在核验中明确答复，或影响期满后申报",
            "let the reviewer answer it, or declare after it has ended",
        ),
    ).under("LZ-1.3")


def investigated(context: Context, period: Period) -> Iterator[Reason]:
    """Yield why an open case bars."""
    fact = fact_of(context.state, f.Investigation)
    if fact is None or not fact.open:
        return
    if not context.policy.eligibility.investigation_bars:
        return
    if fact.since is None or fact.since <= period.last:
        yield reason(
            expected=("没有在办案件", "no open case"),
            found=("立案审查调查中", "under investigation"),
            remedy=("结案后申报", "declare after the case is closed"),
        )


def listed(context: Context, period: Period) -> Iterator[Reason]:
    """Yield why an integrity record bars; the last day of its term still does."""
    for bar in person_of(context.states, context.state.person).bars:
        annulled = bar.annulled_on is not None and bar.annulled_on <= period.last
        if bar.bars and not annulled and bar.meets(period.first, period.last):
            yield reason(
                expected=(
                    f"{period.last} 不在失信记录期限内",
                    f"no integrity record in its term on {period.last}",
                ),
                found=(
                    f"记录期限 {bar.start} 至 {bar.end}（含当日），{bar.record}",
                    f"record from {bar.start} to {bar.end} inclusive, {bar.record}",
                ),
                remedy=(
                    "期限届满次日起可以申报",
                    "a declaration is possible from the day after the term",
                ),
            )


BARS: Final[tuple[Bar, ...]] = (
    civil_servant,
    retired,
    sanctioned,
    investigated,
    listed,
)


@rule("XN12-1.1", "LZ-1.1a", "LZ-1.1b", on=DECLARING)
def not_a_civil_servant(context: Context) -> Iterator[Reason]:
    """公务员（含参公人员）不得申报；退出参公管理、在过渡期内的除外（柳州）."""
    if fact_of(context.state, f.IdentityNature) is None:
        yield missing("身份性质", "nature of the employment").under("LZ-1.1a")
    for found in civil_servant(context, period_of(context)):
        yield found if found.rule else found.under("LZ-1.1a")


@rule("XN12-1.2", "LZ-1.2", on=DECLARING)
def not_retired(context: Context) -> Iterator[Reason]:
    """除延迟（延长）退休外，已退休和达到退休年龄人员不得申报."""
    barred = context.policy.eligibility.retired_barred
    if barred and fact_of(context.state, f.Retirement) is None:
        yield missing("退休情况", "retirement")
    yield from retired(context, period_of(context))


@rule("XN12-1.3a", "LZ-1.3", "LZ-1.4b", on=DECLARING)
def no_running_sanction(context: Context) -> Iterator[Reason]:
    """刑期或处分期（含影响期）未了的不得申报."""
    if fact_of(context.state, f.Sanctions) is None:
        yield missing("处分情况", "sanctions")
    yield from sanctioned(context, period_of(context))


@rule("XN12-1.3b", "LZ-1.4a", on=DECLARING)
def not_under_investigation(context: Context) -> Iterator[Reason]:
    """立案审查、留置或司法立案调查期间不得申报."""
    barred = context.policy.eligibility.investigation_bars
    if barred and fact_of(context.state, f.Investigation) is None:
        yield missing("立案情况", "investigations")
    yield from investigated(context, period_of(context))


@rule("XN12-1.4", "LZ-1.5", "YC12-4.3a", on=DECLARING)
def not_blacklisted(context: Context) -> Iterator[Reason]:
    """记入失信黑名单（诚信档案库）且仍在记录期限的不得申报；期限末日仍受限.

    运城's notice states no bar; it holds violations to account by the national rules,
    by which an untrue commitment bars for three years (YC12-4.3a, A6).
    """
    yield from listed(context, period_of(context))


@rule("XN12-1.6", "LZ-1.6", on=(outcomes.Confirmed,))
def no_bar_at_the_confirmation(context: Context) -> Iterator[Reason]:
    """申报后发现（柳州：出现）不得申报情形的，评审结果不予确认."""
    if context.policy.eligibility.later_defect == "not_stated":
        return
    for bar in BARS:
        for found in bar(context, period_of(context)):
            yield found.under("")


@rule("XN12-1.6", on=tuple(step for step in STEPS if step not in DECLARING))
def no_bar_known_at_a_step(context: Context) -> Iterator[Reason]:
    """申报后发现不得申报情形的，审核不予通过：核验记录已载明的，即为发现."""
    if context.policy.eligibility.later_defect == "discovered":
        for bar in BARS:
            yield from bar(context, period_of(context))


@rule("XN12-A2.4", on=DECLARING)
def keeps_the_promise_of_the_commitment(context: Context) -> Iterator[Reason]:
    """如提供虚假的申报资料，本人自愿三年内停止申报：与黑名单分别计算."""
    person = person_of(context.states, context.state.person)
    for ban in person.self_bans:
        if ban.holds_on(context.act.day):
            yield reason(
                expected=(
                    f"{context.act.day} 不在承诺停止申报的期限内",
                    f"no promised ban on {context.act.day}",
                ),
                found=(
                    f"承诺停止申报 {ban.start} 至 {ban.end}（含当日）",
                    f"from {ban.start} to {ban.end} inclusive",
                ),
                remedy=(
                    "期限届满次日起可以申报",
                    "a declaration is possible from the day after the term",
                ),
            )
