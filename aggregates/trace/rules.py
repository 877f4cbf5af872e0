"""What is refused in a trace, and under which rule id."""

from collections.abc import Iterator, Mapping
from typing import Final

from aggregates.competence import (
    TERRITORIAL,
    judging_itself,
    others_than,
    outside_the_territory,
)
from aggregates.decider import Context
from aggregates.inspection.rules.organising import (
    JOINT,
    acting_alone,
    is_stated,
    unfounded_exception,
)
from aggregates.inspection.subjects import subject_of
from aggregates.lookup import (
    application_of,
    committee_of,
    complaint_of,
    inspection_of,
    organisation_of,
    session_of,
)
from aggregates.policy.catalogue import rule as catalogued
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.shape import is_id
from aggregates.stages import possible_in
from aggregates.text import is_blank
from aggregates.trace import events as e
from aggregates.trace.stage import NAMES, STAGES
from aggregates.trace.state import Responsibility, TraceState

possible_now = possible_in(__name__, STAGES, NAMES)

BY_THE_ORGANISERS = (e.ScopeSet, e.ResponsibilityAttributed)
ABOUT_ONE = (e.SanctionProposed, e.SanctionApplied)
MEASURES_ELSEWHERE: Final = ("LZ-8.3c",)
"""Rules that leave the measures to a chapter of another document."""
OFFICERS = ("AUTHORITY_OFFICER", "UNIT_OFFICER", "DEPARTMENT_REVIEWER")

COMPETENT: Final[Mapping[str, tuple[str, ...]]] = {
    "EDUCATE": ("AUTHORITY_OFFICER", "UNIT_OFFICER"),
    "REMEDY": ("AUTHORITY_OFFICER", "UNIT_OFFICER"),
    "DISQUALIFY": ("AUTHORITY_OFFICER", "UNIT_OFFICER"),
    "BLACKLIST": ("AUTHORITY_OFFICER", "UNIT_OFFICER"),
    "CIRCULATE": OFFICERS,
    "EXPLAIN": OFFICERS,
}
"""Who may take a measure; what is not named here, an authority alone."""

BARS: Final[Mapping[str, str]] = {"BAR-EXPERT": "XN6A-9b", "BAR-STAFF": "XN6A-9c"}
"""Measures of the establishing unit, with the rule that gives them to it."""

SERIOUS: Final = ("XN6A-6b", "XN6A-7b", "XN6A-9d", "YC12-4.3c")
"""Rules whose measures presuppose 情节严重."""


@rule("XN6B-8b", "LEDGER-REFS", on=(e.Opened,))
def opened_on_a_clue(context: Context) -> Iterator[Reason]:
    """依据有关问题线索进行倒查：线索须在台账，或附来函."""
    body: e.Opened = context.body
    if not _has_clue(context, body):
        yield reason(
            expected=("台账中的问题线索，或来函", "a clue on the ledger, or a letter"),
            found=(
                f"{body.clue_kind} {body.clue or '空'}",
                f"{body.clue_kind} {body.clue or 'nothing'}",
            ),
            remedy=(
                "引用信访件、检查发现、通报、申报，或附来函",
                "cite complaint, finding, circular or application, or add the letter",
            ),
        )


def _has_clue(context: Context, body: e.Opened) -> bool:
    states = context.states
    match body.clue_kind:
        case "COMPLAINT":
            return bool(complaint_of(states, body.clue).stage)
        case "FINDING":
            return body.finding in inspection_of(states, body.clue).findings
        case "CIRCULAR":
            return is_id(body.clue, "circular") and states.version(body.clue) > 0
        case "LATE_AUDIT" | "WRONG_AUDIT":
            return bool(application_of(states, body.clue).stage)
        case _:
            return bool(body.letters)


@rule("XN12-8.3b", on=(e.Opened,), effect="record")
def audit_had_an_effect(context: Context) -> Iterator[Reason]:
    """未按时或未正确完成网上审核，造成一定后果或影响评审期限的，倒查追责."""
    body: e.Opened = context.body
    if body.clue_kind in ("LATE_AUDIT", "WRONG_AUDIT") and is_blank(body.effect):
        yield reason(
            expected=("造成的后果或对评审期限的影响", "what it led to"),
            found=("空", "nothing"),
            remedy=("写明后果或影响", "state the effect"),
        )


@rule(JOINT, on=(e.Opened,), effect="soft")
def together_with_the_department(context: Context) -> Iterator[Reason]:
    """监督检查（倒查）由职改部门会同行业主管部门组织实施."""
    yield from acting_alone(context)


@rule(JOINT, "LEDGER-COMPETENCE", on=(e.ExceptionGranted,))
def exception_by_the_city_or_above(context: Context) -> Iterator[Reason]:
    """会同组织的例外，由市级以上职改部门核准，写明依据和理由."""
    yield from unfounded_exception(context)


@rule(*TERRITORIAL, on=(e.Opened,))
def opened_in_its_territory(context: Context) -> Iterator[Reason]:
    """各级职改部门在本地区倒查."""
    territory = _territory(context, context.body)
    if territory:
        yield from outside_the_territory(context, territory)


def _territory(context: Context, body: e.Opened) -> str:
    states = context.states
    application = body.clue
    if body.clue_kind == "FINDING":
        found = inspection_of(states, body.clue).findings.get(body.finding)
        subject = found and subject_of(states, found.target_kind, found.target)
        return subject.territory if subject else ""
    if body.clue_kind == "COMPLAINT":
        application = complaint_of(states, body.clue).application
    session = session_of(states, application_of(states, application).session)
    return committee_of(states, session.committee).territory


@rule("LEDGER-COMPETENCE", on=BY_THE_ORGANISERS)
def by_those_who_opened_it(context: Context) -> Iterator[Reason]:
    """Inspectors and officers act for the bodies that opened the trace."""
    organisers = context.state.organisers
    yield from others_than(
        context,
        organisers,
        expected=listed(organisers, ("启动倒查的单位", "who opened the trace")),
        remedy=("由启动倒查的单位办理", "let those act who opened it"),
    )


@rule("LEDGER-SIGNERS", on=BY_THE_ORGANISERS)
def by_two_inspectors(context: Context) -> Iterator[Reason]:
    """监督检查人员不少于规定人数（``inspectors_min``）."""
    least = context.policy.inspectors_min
    signed = len(set(context.subjects("INSPECTOR")))
    if signed < least:
        yield reason(
            expected=(f"不少于 {least} 名检查人员", f"{least} inspectors or more"),
            found=(f"{signed} 名", f"{signed}"),
            remedy=("由两名以上检查人员签名", "let more inspectors sign"),
        )


@rule("XN12-8.6c", "LEDGER-REFS", on=(e.ScopeSet,))
def scope_is_on_the_ledger(context: Context) -> Iterator[Reason]:
    """必要的倒查：范围写明申报、批次、人员和期间，均在台账."""
    body: e.ScopeSet = context.body
    named = (*body.applications, *body.sessions, *body.persons)
    unknown = [one for one in named if not context.states.version(one)]
    if unknown or not named or body.ends_on < body.starts_on:
        yield reason(
            expected=("台账中的申报、批次或人员，期间起止", "known matters, a period"),
            found=(
                "、".join(unknown) or f"{body.starts_on} 至 {body.ends_on}",
                ", ".join(unknown) or f"{body.starts_on} to {body.ends_on}",
            ),
            remedy=("核对编号和期间", "check ids and period"),
        )


@rule("LEDGER-STATE", on=(e.ResponsibilityAttributed,))
def once_for_each_person_and_act(context: Context) -> Iterator[Reason]:
    """One responsibility for each person and act, each with a number of its own."""
    body: e.ResponsibilityAttributed = context.body
    known: Mapping[str, Responsibility] = context.state.responsibilities
    pair = (body.person, (body.act.id, body.act.seq))
    again = pair in [(one.person, one.act) for one in known.values()]
    if again or not body.responsibility or body.responsibility in known:
        yield reason(
            expected=(
                "每人每一行为认定一次，编号不重复",
                "one for each person and act",
            ),
            found=(
                "已认定" if again else body.responsibility or "空",
                "attributed already" if again else body.responsibility or "nothing",
            ),
            remedy=("核对责任人、行为和编号", "check person, act and number"),
        )


@rule("LEDGER-REFS", on=(e.ResponsibilityAttributed,))
def act_is_cited_and_in_scope(context: Context) -> Iterator[Reason]:
    """The act is an event that the statement refers to, on a matter in scope."""
    body: e.ResponsibilityAttributed = context.body
    cited = (body.act.id, body.act.seq, body.act.hash)
    state: TraceState = context.state
    in_scope = state.applications | state.sessions
    kind = body.act.id.partition("/")[0]
    outside = kind in ("application", "session") and body.act.id not in in_scope
    if cited not in [(r.id, r.seq, r.hash) for r in context.act.refs] or outside:
        yield reason(
            expected=("倒查范围内、已收录的事件", "a recorded event in scope"),
            found=(f"{body.act.id}@{body.act.seq}",) * 2,
            remedy=(
                "核对事件编号，或扩大倒查范围",
                "check the event, or widen the scope",
            ),
        )


@rule("LEDGER-REFS", on=(e.ResponsibilityAttributed,))
def person_signed_the_application(context: Context) -> Iterator[Reason]:
    """Who answers for an act of an application signed one of its acts."""
    body: e.ResponsibilityAttributed = context.body
    if body.conduct != "ACT" or not is_id(body.act.id, "application"):
        return
    application = application_of(context.states, body.act.id)
    keys = [bytes.fromhex(k) for held in application.signers.values() for k in held]
    known = (context.directory.keys.get(key) for key in keys)
    subjects = {str(key.subject) for key in known if key is not None}
    if body.person not in subjects:
        yield reason(
            expected=("在该申报上签名的人员", "somebody who signed on it"),
            found=(body.person, body.person),
            remedy=("核对签名人；应办未办的记为不作为", "check who signed"),
        )


@rule("XN12-6.6", "LZ-8.2a", "LEDGER-REFS", on=(e.ResponsibilityAttributed,))
def segment_and_rule_are_stated(context: Context) -> Iterator[Reason]:
    """谁申报、谁推荐、谁审核、谁评审，谁负责：环节和违反的规则均为政策所载."""
    body: e.ResponsibilityAttributed = context.body
    segments = context.policy.segments
    if body.segment not in segments or not is_stated(context, body.rule):
        yield reason(
            expected=("、".join(segments) + "；当日施行的规则", ", ".join(segments)),
            found=(f"{body.segment}，{body.rule}", f"{body.segment}, {body.rule}"),
            remedy=("核对责任环节和规则编号", "check segment and rule"),
        )


@rule("LEDGER-REFS", on=(e.ResponsibilityAttributed,))
def body_is_registered(context: Context) -> Iterator[Reason]:
    """The body for which the person acted is on the ledger."""
    body = context.body.body
    if not organisation_of(context.states, body).known:
        yield reason(
            expected=("台账中的单位", "a registered organisation"),
            found=(body, body),
            remedy=("先登记单位", "register it first"),
        )


def _responsibility(context: Context) -> Responsibility | None:
    state: TraceState = context.state
    return state.responsibilities.get(context.body.responsibility)


@rule("LEDGER-REFS", on=ABOUT_ONE)
def about_an_attributed_responsibility(context: Context) -> Iterator[Reason]:
    """A measure answers a responsibility of this trace."""
    if _responsibility(context) is None:
        known = context.state.responsibilities
        yield reason(
            expected=listed(known, ("已认定的责任", "one")),
            found=(context.body.responsibility,) * 2,
            remedy=("核对责任编号", "check the number"),
        )


@rule("XN12-8.4d", "YC12-4.3a", "LZ-8.3c", "LEDGER-REFS", on=ABOUT_ONE)
def measure_is_one_of_the_rule(context: Context) -> Iterator[Reason]:
    """按有关规定处理：措施须为所引规则所定."""
    body: e.SanctionProposed | e.SanctionApplied = context.body
    stated = is_stated(context, body.rule)
    measures = catalogued(body.rule).measures if stated else ()
    elsewhere = stated and body.rule in MEASURES_ELSEWHERE
    if not elsewhere and body.measure not in measures:
        yield reason(
            expected=("、".join(measures) or "施行中的规则", ", ".join(measures)),
            found=(f"{body.measure}（{body.rule}）", f"{body.measure} ({body.rule})"),
            remedy=("引用规定该措施的规则", "cite the rule that states the measure"),
        )


@rule("XN6A-9b", "XN6A-9c", on=(e.SanctionApplied,))
def the_unit_bars_its_own(context: Context) -> Iterator[Reason]:
    """由评委会组建单位取消专家资格、责令不得再从事职称评审工作."""
    rule_id = BARS.get(context.body.measure)
    if rule_id and context.act.signer("UNIT_OFFICER") is None:
        yield reason(
            expected=("组建单位", "the establishing unit"),
            found=("其他单位", "another body"),
            remedy=("由评委会组建单位作出", "let the establishing unit decide"),
        ).under(rule_id)


@rule("LEDGER-COMPETENCE", on=(e.SanctionApplied,))
def applied_by_the_competent_body(context: Context) -> Iterator[Reason]:
    """What is not said of others, an authority decides alone."""
    body: e.SanctionApplied = context.body
    if body.measure in BARS:
        return
    allowed = COMPETENT.get(body.measure, ("AUTHORITY_OFFICER",))
    roles = [signer.role for signer in context.act.by if signer.role in OFFICERS]
    if not set(roles) <= set(allowed):
        yield reason(
            expected=("、".join(allowed), " or ".join(allowed)),
            found=listed(roles),
            remedy=("由有权的单位作出", "let the competent body decide"),
        )


@rule("XN6A-6c", on=(e.SanctionApplied,))
def a_unit_answers_to_the_authority(context: Context) -> Iterator[Reason]:
    """组建单位未履行审核职责的，由职改部门处理."""
    found = _responsibility(context)
    of_a_unit = found is not None and found.body_kind == "ESTABLISHING_UNIT"
    if of_a_unit and context.act.signer("UNIT_OFFICER") is not None:
        yield reason(
            expected=("职改部门", "an authority"),
            found=("组建单位", "an establishing unit"),
            remedy=("由职改部门处理", "let the authority act"),
        )


@rule("LEDGER-COMPETENCE", on=(e.SanctionApplied,))
def nobody_sanctions_its_own(context: Context) -> Iterator[Reason]:
    """No body decides about its own people, but a unit about its committee's."""
    found = _responsibility(context)
    if found is not None and found.body_kind != "COMMITTEE":
        yield from judging_itself(context, (found.body,), OFFICERS)


@rule(*SERIOUS, on=(e.SanctionApplied,), effect="record")
def grave_measures_for_serious_breaches(context: Context) -> Iterator[Reason]:
    """情节严重的，依法追究责任、取消（收回）评审权；构成犯罪的，追究刑事责任."""
    body: e.SanctionApplied = context.body
    found = _responsibility(context)
    if body.rule in SERIOUS and found is not None and found.gravity != "SERIOUS":
        yield reason(
            expected=("情节严重", "a serious breach"),
            found=(found.gravity, found.gravity),
            remedy=("情节一般的作其他处理", "take a lighter measure"),
        ).under(body.rule)


@rule("XN12-8.3b", "YC12-4.3a", "LZ-8.2a", "LEDGER-STATE", on=(e.Concluded,))
def every_responsibility_is_answered(context: Context) -> Iterator[Reason]:
    """倒查追责：认定的责任均已处理，或有不予处理的理由."""
    state: TraceState = context.state
    body: e.Concluded = context.body
    reasoned = {u.responsibility for u in body.unmeasured if not is_blank(u.reason)}
    open_ones = [one for one in state.unanswered() if one not in reasoned]
    if open_ones:
        yield reason(
            expected=("每项责任均已处理或有理由", "a measure for every one"),
            found=("未处理：" + "、".join(open_ones), "open: " + ", ".join(open_ones)),
            remedy=(
                "先作出处理，或写明不予处理的理由",
                "take a measure, or say why there is none",
            ),
        )
    unknown = sorted(reasoned - set(state.responsibilities))
    if unknown:
        yield reason(
            expected=listed(
                state.responsibilities, ("没有责任认定", "no responsibility")
            ),
            found=listed(unknown),
            remedy=("核对责任编号", "check the numbers"),
        )


@rule("LEDGER-COMPETENCE", on=(e.Concluded,))
def concluded_by_an_organiser(context: Context) -> Iterator[Reason]:
    """由启动倒查的职改部门作出结论."""
    organisers = context.state.organisers
    yield from others_than(
        context,
        organisers,
        expected=listed(organisers, ("启动倒查的单位", "who opened the trace")),
        remedy=("由启动倒查的单位作出", "let those conclude who opened it"),
    )
