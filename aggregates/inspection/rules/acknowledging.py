"""Crossed thresholds: who acknowledges them, and what is due before they are closed."""

from collections.abc import Iterator, Mapping
from typing import Final

from aggregates.application.unqualified import did_not_qualify
from aggregates.competence import covers, others_than
from aggregates.decider import Context, States
from aggregates.inspection import consequences
from aggregates.inspection.state import Threshold
from aggregates.inspection.subjects import subject_of
from aggregates.lookup import (
    application_of,
    committee_of,
    organisation_of,
    session_of,
)
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.thresholds import limit_of

RULES: Final[Mapping[str, str]] = {
    "EMPLOYER_AUDIT": "LZ-4.1.1c",
    "DEPARTMENT_REVIEW": "LZ-4.1.1d",
    "COMMITTEE_RECHECK": "LZ-4.1.1e",
}
"""The rule that states each threshold."""

TARGETS: Final[Mapping[str, str]] = {
    "EMPLOYER_AUDIT": "EMPLOYER",
    "DEPARTMENT_REVIEW": "DEPARTMENT",
    "COMMITTEE_RECHECK": "COMMITTEE",
}
"""What kind of body each threshold is about."""

STATED = ("LZ-4.1.1c", "LZ-4.1.1d", "LZ-4.1.1e", "LEDGER-STATE")


@rule(*STATED, on=(consequences.ThresholdAcknowledged,), effect="threshold")
def share_is_reached(context: Context) -> Iterator[Reason]:
    """比例达到或超过规定：按分子、分母整数计算，分母为零不作判断."""
    body: consequences.ThresholdAcknowledged = context.body
    rule_id = RULES[body.threshold]
    limit = limit_of(rule_id, context.policy.thresholds)
    part, whole = len(set(body.part)), body.whole.count
    if limit is None:
        yield reason(
            expected=("政策载明的比例", "a share that the policy states"),
            found=("未载", "none"),
            remedy=("本市无此比例规定", "this city has no such threshold"),
        )
    elif part > whole or not limit.is_reached(part, whole):
        stated = f"{limit.numerator}/{limit.denominator}"
        yield reason(
            expected=(f"达到 {stated}", f"{stated} or more"),
            found=(f"{part}/{whole}",) * 2,
            remedy=("未达到的不作确认", "there is nothing to acknowledge"),
        ).under(rule_id)


@rule("LEDGER-REFS", on=(consequences.ThresholdAcknowledged,))
def counted_are_of_the_body(context: Context) -> Iterator[Reason]:
    """Whoever stands in the numerator belongs to the body, and did not qualify."""
    body: consequences.ThresholdAcknowledged = context.body
    if subject_of(context.states, TARGETS[body.threshold], body.target) is None:
        yield reason(
            expected=(TARGETS[body.threshold], TARGETS[body.threshold]),
            found=(body.target, body.target),
            remedy=("核对单位（评委会）编号", "check the id of the body"),
        )
        return
    wrong = [one for one in body.part if not _counts(context.states, one, body)]
    if wrong:
        yield reason(
            expected=(
                f"{body.year} 年度涉及该单位、不符合条件的申报",
                f"applications of {body.year} through it that did not qualify",
            ),
            found=listed(wrong),
            remedy=("按台账核对分子", "count what the ledger holds"),
        )


def _counts(
    states: States, aggregate_id: str, body: consequences.ThresholdAcknowledged
) -> bool:
    application = application_of(states, aggregate_id)
    session = session_of(states, application.session)
    through = {
        "EMPLOYER_AUDIT": {application.employer},
        "DEPARTMENT_REVIEW": set(application.route),
        "COMMITTEE_RECHECK": {session.committee},
    }[body.threshold]
    return (
        body.target in through
        and session.year == body.year
        and application.holder != body.target
        and did_not_qualify(application, body.threshold)
    )


@rule(*STATED, on=(consequences.ThresholdAcknowledged,))
def acknowledged_by_who_circulates(context: Context) -> Iterator[Reason]:
    """单位比例由主管部门、主管部门比例由评委会、评委会比例由职改部门确认并通报."""
    body: consequences.ThresholdAcknowledged = context.body
    officers = [s for s in context.act.by if s.role not in ("SEAL", "CUSTODIAN")]
    role, org = (officers[0].role, officers[0].org) if officers else ("", "")
    if not _must_circulate(context.states, body, role, org):
        yield reason(
            expected=_WHO[body.threshold],
            found=(f"{org}（{role}）", f"{org} ({role})"),
            remedy=("由负责通报的单位确认", "let the body act that has to circulate"),
        ).under(RULES[body.threshold])


_WHO: Final[Mapping[str, tuple[str, str]]] = {
    "EMPLOYER_AUDIT": ("该单位的主管部门", "the employer's department"),
    "DEPARTMENT_REVIEW": ("所涉评委会", "a committee concerned"),
    "COMMITTEE_RECHECK": ("管辖该评委会的职改部门", "the committee's authority"),
}


def _must_circulate(
    states: States, body: consequences.ThresholdAcknowledged, role: str, org: str
) -> bool:
    match body.threshold:
        case "EMPLOYER_AUDIT":
            superior = organisation_of(states, body.target).superior
            return role == "DEPARTMENT_REVIEWER" and org == superior
        case "DEPARTMENT_REVIEW":
            of_it = org in _reviewing(states, body.part)
            return role in ("OFFICE_STAFF", "UNIT_OFFICER") and of_it
        case _:
            territory = committee_of(states, body.target).territory
            found = organisation_of(states, org)
            return role == "AUTHORITY_OFFICER" and covers(found, territory)


def _reviewing(states: States, applications: tuple[str, ...]) -> set[str]:
    """Return offices and units of the committees that reviewed applications."""
    found = set()
    for one in applications:
        session = session_of(states, application_of(states, one).session)
        committee = committee_of(states, session.committee)
        found |= {committee.office, committee.establishing_unit}
    return found - {""}


@rule("LZ-4.1.1c", "LZ-4.1.1d", on=(consequences.ThresholdAcknowledged,))
def says_who_explains_until_when(context: Context) -> Iterator[Reason]:
    """由推荐单位作出说明；主管部门比例另须报送书面整改方案."""
    body: consequences.ThresholdAcknowledged = context.body
    rule_id = RULES[body.threshold]
    if body.threshold == "COMMITTEE_RECHECK":
        return
    limits = [body.explain_until]
    if body.threshold == "DEPARTMENT_REVIEW":
        limits.append(body.plan_until)
    if any(one is None or one <= context.act.day for one in limits):
        yield reason(
            expected=(f"晚于 {context.act.day} 的期限", f"after {context.act.day}"),
            found=(
                "、".join(str(one or "空") for one in limits),
                ", ".join(str(one or "nothing") for one in limits),
            ),
            remedy=("写明说明（整改方案）期限", "state until when"),
        ).under(rule_id)
    if not _may_explain(context, body):
        yield reason(
            expected=("该推荐单位", "the body that recommended"),
            found=(body.explains, body.explains),
            remedy=("写明作出说明的单位", "name who explains"),
        ).under(rule_id)


def _may_explain(context: Context, body: consequences.ThresholdAcknowledged) -> bool:
    """Tell whether ``explains`` may be meant by 「该推荐单位」 (A12b)."""
    explains = body.explains or body.target
    settings = context.policy.thresholds
    if body.threshold == "EMPLOYER_AUDIT" or settings is None:
        return explains == body.target
    employers = {application_of(context.states, one).employer for one in body.part}
    return (
        explains
        in {
            "department": {body.target},
            "employer": employers,
            "chosen_in_decision": {body.target, *employers},
        }[settings.department_target]
    )


@rule(
    "LEDGER-STATE",
    on=(consequences.ExplanationSubmitted, consequences.RectificationPlanSubmitted),
)
def there_is_something_to_explain(context: Context) -> Iterator[Reason]:
    """An explanation answers an acknowledged threshold, a plan that of a department."""
    threshold: Threshold | None = context.state.threshold
    kinds: tuple[str, ...] = ("EMPLOYER_AUDIT", "DEPARTMENT_REVIEW")
    if isinstance(context.body, consequences.RectificationPlanSubmitted):
        kinds = ("DEPARTMENT_REVIEW",)
    if threshold is None or threshold.kind not in kinds:
        yield reason(
            expected=(
                "须作出说明（整改方案）的比例触发",
                "a threshold that asks for it",
            ),
            found=(
                threshold.kind if threshold else "没有",
                threshold.kind if threshold else "none",
            ),
            remedy=("核对事项编号", "check the id"),
        )


@rule(
    "LEDGER-COMPETENCE",
    on=(consequences.ExplanationSubmitted, consequences.RectificationPlanSubmitted),
)
def explained_by_who_must(context: Context) -> Iterator[Reason]:
    """由确认中载明的单位作出说明、报送方案."""
    threshold: Threshold | None = context.state.threshold
    if threshold is None:
        return
    yield from others_than(
        context,
        (threshold.explains,),
        expected=(threshold.explains,) * 2,
        remedy=("由载明的单位办理", "let the named body do it"),
    )


@rule(*STATED, on=(consequences.Closed,), effect="threshold")
def duties_of_the_threshold_are_done(context: Context) -> Iterator[Reason]:
    """作出说明、报送整改方案、通报，均已完成."""
    threshold: Threshold | None = context.state.threshold
    if threshold is None:
        return
    done = {
        ("说明", "explanation"): threshold.explained
        or threshold.kind == "COMMITTEE_RECHECK",
        ("整改方案", "plan"): threshold.planned
        or threshold.kind != "DEPARTMENT_REVIEW",
        ("通报", "circular"): "CIRCULATE" in threshold.measures,
    }
    missing = [name for name, is_done in done.items() if not is_done]
    if missing:
        yield reason(
            expected=("说明、整改方案、通报均已完成", "all duties done"),
            found=(
                "未完成：" + "、".join(zh for zh, _ in missing),
                "open: " + ", ".join(en for _, en in missing),
            ),
            remedy=("完成后办结", "do them first"),
        ).under(RULES[threshold.kind])
