"""How an inspection is conducted: by whom, of whom, on which requests."""

from collections.abc import Iterator

from aggregates.decider import Context
from aggregates.inspection import events as e
from aggregates.inspection.state import InspectionState
from aggregates.inspection.subjects import subject_of
from aggregates.rulebook import Reason, listed, reason, rule

ABOUT_A_TARGET = (
    e.NoticeServed,
    e.EvidenceRequested,
    e.Refused,
    e.StepRecorded,
    e.FindingIssued,
)
WITH_A_LIMIT = (e.NoticeServed, e.EvidenceRequested)


@rule("LEDGER-REFS", on=ABOUT_A_TARGET)
def about_a_target_of_the_plan(context: Context) -> Iterator[Reason]:
    """Only who stands in the plan is inspected."""
    targets = context.state.targets
    if context.body.target not in targets:
        yield reason(
            expected=("、".join(targets) or "计划内的对象", ", ".join(targets)),
            found=(context.body.target,) * 2,
            remedy=("另立检查计划，或核对对象", "plan it first, or check the id"),
        )


@rule("LEDGER-COMPETENCE", on=ABOUT_A_TARGET)
def by_inspectors_of_the_organisers(context: Context) -> Iterator[Reason]:
    """Inspectors act for the bodies that organise the inspection."""
    organisers = context.state.organisers
    for signer in context.act.by:
        if signer.role == "INSPECTOR" and signer.org not in organisers:
            yield reason(
                expected=listed(
                    organisers, ("组织检查的单位", "who organised the inspection")
                ),
                found=(signer.org, signer.org),
                remedy=("由组织检查的单位派员", "let the organisers send somebody"),
            )


@rule("LEDGER-SIGNERS", on=(e.StepRecorded, e.FindingIssued))
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


@rule("LEDGER-COMPETENCE", on=(e.FindingIssued,))
def inspectors_find_nothing_on_themselves(context: Context) -> Iterator[Reason]:
    """Who is named in a finding does not sign it."""
    persons = set(context.body.persons)
    for subject in sorted(persons & set(context.subjects("INSPECTOR"))):
        yield reason(
            expected=("与该发现无关的检查人员", "somebody who is not concerned"),
            found=(f"{subject} 为相关人员", f"{subject} is concerned"),
            remedy=("由其他检查人员办理", "let another inspector sign"),
        )


@rule("LEDGER-STATE", on=WITH_A_LIMIT)
def asked_under_a_new_number(context: Context) -> Iterator[Reason]:
    """Every request has a number of its own."""
    number = _number(context)
    if not number or number in context.state.demands:
        yield reason(
            expected=("新的编号", "a new number"),
            found=(number or "空", number or "nothing"),
            remedy=("另行编号", "give it another number"),
        )


def _number(context: Context) -> str:
    body = context.body
    return body.document_no if isinstance(body, e.NoticeServed) else body.request


@rule("XN6B-7b", "LEDGER-DEADLINE", on=WITH_A_LIMIT, effect="record")
def time_to_provide(context: Context) -> Iterator[Reason]:
    """被检查单位和人员应当提供资料：写明资料，期限在要求之后."""
    body: e.NoticeServed | e.EvidenceRequested = context.body
    if not body.materials or body.until <= context.act.day:
        yield reason(
            expected=(f"资料清单，期限晚于 {context.act.day}", "what, and until when"),
            found=(
                f"{len(body.materials)} 项，{body.until}",
                f"materials: {len(body.materials)}, {body.until}",
            ),
            remedy=("写明资料并给予提供时间", "say what, and leave time for it"),
        )


@rule("LEDGER-REFS", on=(e.EvidenceProvided,))
def answers_a_request(context: Context) -> Iterator[Reason]:
    """Evidence answers a request that was made."""
    if context.body.request not in context.state.demands:
        yield reason(
            expected=listed(
                context.state.demands, ("已发出的要求", "a demand that was made")
            ),
            found=(context.body.request,) * 2,
            remedy=("核对要求编号", "check the number of the request"),
        )


@rule("XN6B-7b", "LEDGER-COMPETENCE", on=(e.EvidenceProvided,), effect="record")
def provided_by_the_inspected(context: Context) -> Iterator[Reason]:
    """由被检查单位和人员提供."""
    state: InspectionState = context.state
    asked = state.demands.get(context.body.request)
    if asked is None:
        return
    kind = state.targets.get(asked.target, "")
    subject = subject_of(context.states, kind, asked.target)
    bodies = subject.bodies if subject else frozenset()
    person = subject.person if subject else ""
    for signer in context.act.by:
        own = signer.org in bodies if signer.org else False
        if not own and (not person or context.subject_of(signer) != person):
            yield reason(
                expected=(asked.target, asked.target),
                found=(signer.org or "其他人员", signer.org or "somebody else"),
                remedy=("由被检查单位（人员）提供", "the inspected provides it"),
            )


@rule("XN6B-7b", "LEDGER-REFS", on=(e.Refused,), effect="record")
def refused_what_was_asked(context: Context) -> Iterator[Reason]:
    """不得拒绝检查或者谎报、瞒报：先有要求；谎报须先有提供的资料."""
    body: e.Refused = context.body
    asked = context.state.demands.get(body.request)
    if asked is None or asked.target != body.target:
        yield reason(
            expected=("对该对象发出的通知或要求", "a request to this body"),
            found=(body.request or "没有", body.request or "none"),
            remedy=("先书面要求提供资料", "ask in writing first"),
        )
    elif body.manner == "FALSE_REPORT" and not asked.answered:
        yield reason(
            expected=("已提供的资料", "material that was provided"),
            found=("未提供", "none"),
            remedy=("未提供的按拒绝检查记录", "record a refusal"),
        )
    if not body.evidence:
        yield reason(
            expected=("证据", "evidence"),
            found=("没有", "none"),
            remedy=("附送达回执、比对记录等", "add receipts or comparisons"),
        )
