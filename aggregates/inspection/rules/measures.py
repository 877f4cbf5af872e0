"""Who may take which measure on a finding, and what follows an order."""

from collections.abc import Iterator

from aggregates.competence import (
    TERRITORIAL,
    judging_itself,
    others_than,
    outside_the_territory,
)
from aggregates.decider import Context
from aggregates.inspection import consequences
from aggregates.inspection.state import Finding, InspectionState, Order
from aggregates.inspection.subjects import KIND_NAMES, Subject, subject_of
from aggregates.rulebook import Reason, listed, reason, rule

ON_A_FINDING = (
    consequences.PersonsEducated,
    consequences.RemedyOrdered,
    consequences.RectificationOrdered,
)
ORDERS = (consequences.RemedyOrdered, consequences.RectificationOrdered)
BY_AUTHORITY_OR_UNIT = (consequences.PersonsEducated, consequences.RemedyOrdered)
REPORTS = (consequences.RemedyReported, consequences.RectificationReported)
VERDICTS = (consequences.RectificationAccepted, consequences.RectificationFailed)
DECIDING = ("AUTHORITY_OFFICER", "UNIT_OFFICER")


def _finding(context: Context) -> Finding | None:
    found: Finding | None = context.state.findings.get(context.body.finding)
    return found


def _subject(context: Context) -> Subject | None:
    finding = _finding(context)
    if finding is None:
        return None
    return subject_of(context.states, finding.target_kind, finding.target)


@rule("LEDGER-REFS", on=ON_A_FINDING)
def on_a_recorded_finding(context: Context) -> Iterator[Reason]:
    """A measure answers a finding of this inspection."""
    if _finding(context) is None:
        known = context.state.findings
        yield reason(
            expected=listed(known, ("已登记的发现", "one")),
            found=(context.body.finding,) * 2,
            remedy=("核对发现编号", "check the number of the finding"),
        )


@rule(*TERRITORIAL, on=ON_A_FINDING)
def measured_in_its_territory(context: Context) -> Iterator[Reason]:
    """各级职改部门在本辖区内处理."""
    subject = _subject(context)
    if subject is not None:
        yield from outside_the_territory(context, subject.territory)


@rule("XN6A-6c", on=BY_AUTHORITY_OR_UNIT)
def authority_alone_against_a_unit(context: Context) -> Iterator[Reason]:
    """组建单位未履行审核职责的，由职改部门处理，组建单位不得自行处理."""
    finding = _finding(context)
    if finding is None or finding.target_kind not in ("ESTABLISHING_UNIT", "COMMITTEE"):
        return
    if context.act.signer("UNIT_OFFICER") is not None:
        yield reason(
            expected=("职改部门", "an authority"),
            found=("组建单位", "an establishing unit"),
            remedy=("由职改部门批评教育、责令补救", "let the authority act"),
        )


@rule("LEDGER-COMPETENCE", on=ON_A_FINDING)
def nobody_measures_himself(context: Context) -> Iterator[Reason]:
    """No body takes measures on itself."""
    subject = _subject(context)
    if subject is not None:
        yield from judging_itself(context, subject.bodies, DECIDING)


@rule(
    "XN6A-6a",
    "XN6A-6c",
    "LEDGER-SCHEMA",
    on=(consequences.PersonsEducated,),
    effect="record",
)
def those_directly_responsible_are_named(context: Context) -> Iterator[Reason]:
    """对直接负责的主管人员和其他直接责任人员予以批评教育."""
    body: consequences.PersonsEducated = context.body
    both = set(body.direct_heads) & set(body.others)
    if both or not (body.direct_heads or body.others):
        finding = _finding(context)
        unit = finding is not None and finding.target_kind == "ESTABLISHING_UNIT"
        yield reason(
            expected=("直接责任人员，每人一种责任", "persons, each of one kind"),
            found=("、".join(sorted(both)) or "空", ", ".join(sorted(both)) or "none"),
            remedy=("写明直接责任人员", "name those responsible"),
        ).under("XN6A-6c" if unit else "XN6A-6a")


@rule("YC12-4.3d", "LEDGER-STATE", on=(consequences.RectificationOrdered,))
def not_of_a_committee_or_applicant(context: Context) -> Iterator[Reason]:
    """对用人单位和主管部门责令限期整改；对评委会的，在评委会名下办理."""
    finding = _finding(context)
    if finding is not None and finding.target_kind in ("COMMITTEE", "APPLICANT"):
        yield reason(
            expected=(
                "推荐单位、主管单位或组建单位",
                "an employer, department or unit",
            ),
            found=KIND_NAMES[finding.target_kind],
            remedy=(
                "对评委会用 committee.rectification-ordered",
                "for a committee use committee.rectification-ordered",
            ),
        )


@rule("XN6A-6a", "YC12-4.3d", "LEDGER-DEADLINE", on=ORDERS, effect="record")
def limit_lies_ahead(context: Context) -> Iterator[Reason]:
    """责令限期整改、补救：期限在作出之后."""
    if context.body.until <= context.act.day:
        yield reason(
            expected=(f"晚于 {context.act.day}", f"after {context.act.day}"),
            found=(f"{context.body.until}",) * 2,
            remedy=("给予合理的时间", "leave time for it"),
        )


@rule("LEDGER-STATE", on=ORDERS)
def ordered_under_a_new_number(context: Context) -> Iterator[Reason]:
    """Every order has a number of its own."""
    number = context.body.order
    if not number or number in context.state.orders:
        yield reason(
            expected=("新的编号", "a new number"),
            found=(number or "空", number or "nothing"),
            remedy=("另行编号", "give it another number"),
        )


@rule("LEDGER-REFS", on=(*REPORTS, *VERDICTS))
def on_an_open_order(context: Context) -> Iterator[Reason]:
    """Reports and verdicts answer an order of their kind that has no verdict yet."""
    order = _order(context)
    wanted = (
        "REMEDY" if isinstance(context.body, consequences.RemedyReported) else "RECTIFY"
    )
    if order is None or order.measure != wanted or order.verdict:
        yield reason(
            expected=("未办结的责令事项", "an open order of this kind"),
            found=(context.body.order,) * 2,
            remedy=("核对编号", "check the number"),
        )


def _order(context: Context) -> Order | None:
    state: InspectionState = context.state
    return state.orders.get(context.body.order)


def _ordered(context: Context) -> Subject | None:
    """Return who was ordered, if the order answers a finding that stands."""
    order = _order(context)
    found = context.state.findings.get(order.finding) if order else None
    if found is None:
        return None
    return subject_of(context.states, found.target_kind, found.target)


@rule("LEDGER-COMPETENCE", on=REPORTS)
def reported_by_who_was_ordered(context: Context) -> Iterator[Reason]:
    """由被责令的单位报送."""
    order = _order(context)
    subject = _ordered(context)
    if order is None or subject is None:
        return
    yield from others_than(
        context,
        subject.bodies,
        expected=(order.target, order.target),
        remedy=("由被责令的单位报送", "who was ordered reports"),
    )


@rule("LEDGER-STATE", on=(consequences.RectificationAccepted,))
def accepted_after_a_report(context: Context) -> Iterator[Reason]:
    """Only what was reported can be accepted."""
    order = _order(context)
    if order is not None and not order.reported:
        yield reason(
            expected=("已报送整改情况", "a report of the rectification"),
            found=("未报送", "none"),
            remedy=("报送后验收", "accept it after the report"),
        )


@rule("YC12-4.3d", "LEDGER-STATE", on=(consequences.RectificationFailed,))
def failed_after_report_or_limit(context: Context) -> Iterator[Reason]:
    """整改不力：已报送，或期限已过."""
    order = _order(context)
    if order is None or order.reported or context.act.day > order.until:
        return
    yield reason(
        expected=(
            f"已报送，或 {order.until} 之后",
            f"a report, or after {order.until}",
        ),
        found=(f"{context.act.day}，未报送", f"{context.act.day}, not reported"),
        remedy=("期满后认定", "wait for the limit"),
    )


@rule(*TERRITORIAL, on=VERDICTS)
def judged_in_its_territory(context: Context) -> Iterator[Reason]:
    """由责令的职改部门验收."""
    subject = _ordered(context)
    if subject is not None:
        yield from outside_the_territory(context, subject.territory)
