"""What a finding rests on, and that every finding is answered."""

from collections.abc import Iterator, Mapping
from typing import Final

from aggregates.competence import others_than
from aggregates.decider import Context
from aggregates.inspection import consequences
from aggregates.inspection import events as e
from aggregates.inspection.rules.organising import is_stated
from aggregates.inspection.state import InspectionState
from aggregates.inspection.subjects import KIND_NAMES
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.text import is_blank

APPLICANTS = ("APPLICANT",)
RECOMMENDERS = ("EMPLOYER", "DEPARTMENT")
REVIEWERS = ("COMMITTEE", "ESTABLISHING_UNIT")

CHECKLIST: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "S01": ("XN6B-4.1", APPLICANTS),
    "S02": ("XN6B-4.2a", RECOMMENDERS),
    "S03": ("XN6B-4.2b", RECOMMENDERS),
    "S04": ("XN6B-4.3a", REVIEWERS),
    "S05": ("XN6B-4.3b", REVIEWERS),
    "S06": ("XN6B-4.3c", REVIEWERS),
    "S07": ("XN6B-4.3d", REVIEWERS),
    "S08": ("XN6B-4.3e", REVIEWERS),
    "S09": ("XN6B-4.3f", REVIEWERS),
    "S10": ("XN6B-4.3f", REVIEWERS),
    "S11": ("XN6B-4.3g", REVIEWERS),
    "S12": ("XN6B-4.3h", REVIEWERS),
    "S13": ("XN6B-4.4a", RECOMMENDERS),
    "S14": ("XN6B-4.4b", (*RECOMMENDERS, *REVIEWERS)),
}
"""For each item of the checklist its clause, and whom it is about (XN6B 第四条)."""

_CLAUSES = tuple(dict.fromkeys(clause for clause, _ in CHECKLIST.values()))


@rule(*_CLAUSES, on=(e.FindingIssued,), effect="record")
def item_is_about_such_a_target(context: Context) -> Iterator[Reason]:
    """检查项目与对象相符：申报、推荐、评审各有其责."""
    body: e.FindingIssued = context.body
    clause, kinds = CHECKLIST.get(body.item, ("", ()))
    if kinds and body.target_kind not in kinds:
        yield reason(
            expected=(
                "、".join(KIND_NAMES[one][0] for one in kinds),
                " or ".join(KIND_NAMES[one][1] for one in kinds),
            ),
            found=KIND_NAMES[body.target_kind],
            remedy=("核对检查项目和对象", "check the item and its subject"),
        ).under(clause)


@rule("LEDGER-REFS", on=(e.FindingIssued,))
def rule_was_in_force(context: Context) -> Iterator[Reason]:
    """A finding cites a rule of a document in force."""
    if not is_stated(context, context.body.rule):
        yield reason(
            expected=("当日施行文件中的规则编号", "a rule of a document in force"),
            found=(context.body.rule,) * 2,
            remedy=("用 daocha rules 查规则编号", "look it up with daocha rules"),
        )


@rule("LEDGER-SCHEMA", on=(e.FindingIssued,))
def numbered_and_evidenced(context: Context) -> Iterator[Reason]:
    """A finding has its own number, and evidence."""
    body: e.FindingIssued = context.body
    taken = body.finding in context.state.findings
    if is_blank(body.finding) or taken or not body.evidence:
        yield reason(
            expected=("新的发现编号，附证据", "a new number, and evidence"),
            found=(
                f"{body.finding}，证据 {len(body.evidence)} 份",
                f"{body.finding}, {len(body.evidence)} items of evidence",
            ),
            remedy=("另行编号，补充证据", "number it anew, add evidence"),
        )


@rule("LEDGER-STATE", on=(e.FindingIssued,))
def found_by_looking(context: Context) -> Iterator[Reason]:
    """A finding follows a recorded step, an answer or a refusal."""
    state: InspectionState = context.state
    answered = any(one.answered for one in state.demands.values())
    if not (state.steps or state.refusals or answered):
        yield reason(
            expected=("已有检查过程记录", "a step of the inspection"),
            found=("没有", "none"),
            remedy=("先登记检查过程", "record what was done first"),
        )


@rule("XN12-8.6d", "LEDGER-STATE", on=(consequences.Closed,), effect="record")
def every_finding_is_answered(context: Context) -> Iterator[Reason]:
    """对违纪违规行为发现一起查处一起：逐项处理，或说明不予处理的理由."""
    state: InspectionState = context.state
    body: consequences.Closed = context.body
    reasoned = {u.finding for u in body.unmeasured if not is_blank(u.reason)}
    open_ones = [one for one in state.unanswered() if one not in reasoned]
    if open_ones:
        yield reason(
            expected=("每项发现均已处理或有理由", "a measure for every finding"),
            found=("未处理：" + "、".join(open_ones), "open: " + ", ".join(open_ones)),
            remedy=(
                "先作出处理，或写明不予处理的理由",
                "take a measure, or say why there is none",
            ),
        )
    unknown = sorted(reasoned - set(state.findings))
    if unknown:
        yield reason(
            expected=listed(state.findings, ("没有发现", "no findings")),
            found=listed(unknown),
            remedy=("核对发现编号", "check the numbers"),
        )


@rule("LEDGER-COMPETENCE", on=(consequences.Closed,))
def closed_by_an_organiser(context: Context) -> Iterator[Reason]:
    """Who organised the inspection, or acknowledged the threshold, closes it."""
    organisers = context.state.organisers
    yield from others_than(
        context,
        organisers,
        expected=listed(organisers, ("组织检查的单位", "who organised the inspection")),
        remedy=("由组织检查的单位办结", "let an organiser close it"),
    )


@rule("LEDGER-STATE", on=(consequences.Closed,))
def orders_have_ended(context: Context) -> Iterator[Reason]:
    """Nothing is closed while an order waits for its report or its verdict."""
    state: InspectionState = context.state
    waiting = [
        number
        for number, order in state.orders.items()
        if not (order.verdict or (order.reported and order.measure == "REMEDY"))
    ]
    if waiting:
        yield reason(
            expected=("整改、补救均已报送和验收", "orders reported and judged"),
            found=("未完成：" + "、".join(waiting), "open: " + ", ".join(waiting)),
            remedy=("先报送、验收", "report and judge them first"),
        )
