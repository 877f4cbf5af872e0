"""Measures against a committee: rectify, suspend, withdraw, not recognise."""

from collections.abc import Iterable, Iterator
from datetime import date

from aggregates.application import outcomes
from aggregates.committee import events as e
from aggregates.committee.state import CommitteeState, Rectification
from aggregates.competence import (
    TERRITORIAL,
    judging_itself,
    others_than,
    outside_the_territory,
)
from aggregates.decider import Context, States
from aggregates.inspection.rules.organising import is_stated
from aggregates.inspection.state import Finding
from aggregates.lookup import (
    application_of,
    committee_of,
    inspection_of,
    session_of,
)
from aggregates.rulebook import Reason, listed, reason, rule
from aggregates.session import results
from aggregates.session.state import SessionState

BY_AN_AUTHORITY = (
    e.RectificationOrdered,
    e.RectificationAccepted,
    e.RectificationFailed,
    e.ActsNotRecognised,
)
BY_THE_UNIT = (e.ChangeOccurred, e.RectificationReported)
ON_A_FINDING = (e.RectificationOrdered, e.Suspended, e.ReviewAuthorityWithdrawn)
ON_AN_ORDER = (
    e.RectificationReported,
    e.RectificationAccepted,
    e.RectificationFailed,
)
CONFIRMING = (results.ResultPublicityOpened, results.ResultsConfirmed)


@rule(*TERRITORIAL, on=BY_AN_AUTHORITY)
def by_the_authority_of_the_territory(context: Context) -> Iterator[Reason]:
    """各级职改部门在本地区监督管理."""
    yield from outside_the_territory(context, context.state.territory)


@rule("LEDGER-COMPETENCE", on=BY_AN_AUTHORITY)
def nobody_measures_itself(context: Context) -> Iterator[Reason]:
    """No body takes measures on its own committee."""
    committee: CommitteeState = context.state
    yield from judging_itself(context, (committee.establishing_unit, committee.office))


@rule("XN6B-2d", "LEDGER-COMPETENCE", on=BY_THE_UNIT)
def by_the_unit_itself(context: Context) -> Iterator[Reason]:
    """由评委会组建单位登记、报送."""
    unit = context.state.establishing_unit
    yield from others_than(
        context,
        (unit,),
        expected=(unit or "组建单位", unit or "the establishing unit"),
        remedy=("由组建单位办理", "the establishing unit acts"),
    )


def finding_of(context: Context) -> Finding | None:
    """Return the finding that a measure names, if the ledger holds it."""
    inspection = inspection_of(context.states, context.body.inspection)
    return inspection.findings.get(context.body.finding)


def _is_about(finding: Finding, committee: CommitteeState) -> bool:
    return finding.target in (
        committee.id,
        committee.establishing_unit,
        committee.office,
    )


@rule("LEDGER-REFS", on=ON_A_FINDING)
def finding_is_about_it(context: Context) -> Iterator[Reason]:
    """A finding that is named stands, and is about this committee or its unit."""
    if not (context.body.inspection or context.body.finding):
        return
    finding = finding_of(context)
    if finding is None or not _is_about(finding, context.state):
        yield reason(
            expected=("关于本评委会的检查发现", "a finding about this committee"),
            found=(f"{context.body.inspection} {context.body.finding}",) * 2,
            remedy=("核对检查和发现编号", "check inspection and number"),
        )


@rule("YC12-4.3b", "LZ-8.2b", on=(e.RectificationOrdered,))
def rectified_because_of_a_finding(context: Context) -> Iterator[Reason]:
    """评审程序不完备、不规范、不能保证质量的，责令限期整改：须有检查发现."""
    if not context.body.finding:
        yield _without_a_finding()


def _without_a_finding() -> Reason:
    return reason(
        expected=("关于本评委会的检查发现", "a finding about this committee"),
        found=("没有", "none"),
        remedy=("先检查并登记发现", "inspect it and issue a finding first"),
    )


@rule("YC12-4.3b", "LZ-8.2b", "LEDGER-DEADLINE", on=(e.RectificationOrdered,))
def limit_lies_ahead(context: Context) -> Iterator[Reason]:
    """限期整改：期限在作出之后，编号不重复."""
    body: e.RectificationOrdered = context.body
    if body.until <= context.act.day:
        yield reason(
            expected=(f"晚于 {context.act.day}", f"after {context.act.day}"),
            found=(f"{body.until}",) * 2,
            remedy=("给予合理的整改时间", "leave time to rectify"),
        )


@rule("LEDGER-STATE", on=(e.RectificationOrdered,))
def ordered_under_a_new_number(context: Context) -> Iterator[Reason]:
    """Every order has a number of its own."""
    number = context.body.order
    if not number or number in context.state.rectifications:
        yield reason(
            expected=("新的整改编号", "a new number"),
            found=(number or "空", number or "nothing"),
            remedy=("另行编号", "give it another number"),
        )


def _order(context: Context) -> Rectification | None:
    committee: CommitteeState = context.state
    return committee.rectifications.get(context.body.order)


@rule("LEDGER-REFS", on=ON_AN_ORDER)
def on_an_open_order(context: Context) -> Iterator[Reason]:
    """Reports and verdicts answer an order that has no verdict yet."""
    order = _order(context)
    if order is None or order.verdict:
        yield reason(
            expected=("未验收的整改", "an order without a verdict"),
            found=(context.body.order,) * 2,
            remedy=("核对整改编号", "check the number"),
        )


@rule("LEDGER-STATE", on=(e.RectificationAccepted,))
def accepted_after_a_report(context: Context) -> Iterator[Reason]:
    """Only what was reported can be accepted."""
    order = _order(context)
    if order is not None and not order.reported:
        yield reason(
            expected=("已报送整改情况", "a report"),
            found=("未报送", "none"),
            remedy=("报送后验收", "accept it after the report"),
        )


@rule("LZ-8.2c", "LEDGER-STATE", on=(e.RectificationFailed,))
def failed_after_report_or_limit(context: Context) -> Iterator[Reason]:
    """不能按期纠正：已报送，或期限已过."""
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


@rule("YC12-4.3b", "LZ-8.2c", on=(e.Suspended,))
def suspended_for_a_ground(context: Context) -> Iterator[Reason]:
    """暂停评审：运城须有检查发现；柳州须为不能按期纠正的."""
    if is_stated(context, "YC12-4.3b") and finding_of(context) is None:
        yield _without_a_finding().under("YC12-4.3b")
    failed = _failed(context.state, context.act.day)
    if is_stated(context, "LZ-8.2c") and not failed:
        yield reason(
            expected=("整改不力，或逾期未报", "a rectification failed or overdue"),
            found=("没有", "none"),
            remedy=("先责令限期纠正", "order it to rectify first"),
        ).under("LZ-8.2c")


def _failed(committee: CommitteeState, day: date) -> bool:
    return any(
        order.verdict == "FAILED"
        or (not order.verdict and not order.reported and day > order.until)
        for order in committee.rectifications.values()
    )


@rule("YC12-4.3b", "LZ-8.2c", on=(e.Resumed,))
def resumed_after_rectification(context: Context) -> Iterator[Reason]:
    """责令整改的，整改验收后恢复评审."""
    waiting = [
        number
        for number, order in context.state.rectifications.items()
        if order.verdict != "ACCEPTED"
    ]
    if waiting:
        yield reason(
            expected=("整改已验收", "rectifications accepted"),
            found=("未验收：" + "、".join(waiting), "open: " + ", ".join(waiting)),
            remedy=("整改验收后恢复", "have them accepted first"),
        )


@rule("XN6A-7b", "YC12-4.3c", "LZ-8.2c", on=(e.ReviewAuthorityWithdrawn,))
def withdrawn_for_a_grave_ground(context: Context) -> Iterator[Reason]:
    """情节严重的，取消（收回）评审权；柳州先责令停止评审，直至取消."""
    committee: CommitteeState = context.state
    finding = finding_of(context)
    serious = finding is not None and finding.gravity == "SERIOUS"
    unmet = {
        "XN6A-7b": (
            "不予认可的决定或严重的发现",
            serious or bool(committee.unrecognised),
        ),
        "YC12-4.3c": (
            "严重的发现或整改不力",
            serious or _failed(committee, context.act.day),
        ),
        "LZ-8.2c": ("已责令停止评审", committee.suspended),
    }
    for rule_id, (expected, met) in unmet.items():
        if is_stated(context, rule_id) and not met:
            yield _not_grave(expected).under(rule_id)


def _not_grave(zh: str) -> Reason:
    return reason(
        expected=(zh, "a grave ground on the ledger"),
        found=("没有", "none"),
        remedy=("先有相应的决定或发现", "record the decision or finding first"),
    )


@rule("LEDGER-REFS", on=(e.ActsNotRecognised,))
def sessions_are_its_own(context: Context) -> Iterator[Reason]:
    """Only sessions of this committee are concerned."""
    body: e.ActsNotRecognised = context.body
    foreign = [
        one
        for one in body.sessions
        if session_of(context.states, one).committee != context.act.id
    ]
    if foreign or not body.sessions:
        yield reason(
            expected=("本评委会的评审批次", "sessions of this committee"),
            found=listed(foreign, ("空", "none")),
            remedy=("核对批次编号", "check the ids"),
        )


@rule("XN6A-7a", on=(e.ActsNotRecognised,))
def cause_stands_on_the_ledger(context: Context) -> Iterator[Reason]:
    """未经备案、有效期届满、超越权限、擅自扩大范围：台账须有此情形."""
    body: e.ActsNotRecognised = context.body
    sound = [
        one
        for one in body.sessions
        if body.cause not in causes(context.states, context.state, one)
    ]
    if sound:
        yield reason(
            expected=(f"各批次均有 {body.cause} 情形", f"{body.cause} in each session"),
            found=("无此情形：" + "、".join(sound), "none in " + ", ".join(sound)),
            remedy=("核对情形和批次", "check cause and sessions"),
        )


def causes(states: States, committee: CommitteeState, session_id: str) -> set[str]:
    """Return for which causes of XN6A-7a a session is not to be recognised.

    What counts is how the committee was filed on the days of the meeting, and whether
    what it took in lay within its filing.
    """
    batch = session_of(states, session_id)
    found = _unfiled(committee, batch)
    if not set(batch.levels) <= set(committee.levels):
        found.add("BEYOND_AUTHORITY")
    if not set(batch.series) <= set(committee.series):
        found.add("SCOPE_ENLARGED")
    for one in batch.admitted:
        found |= _beyond(states, committee, one)
    return found


def _unfiled(committee: CommitteeState, batch: SessionState) -> set[str]:
    if not committee.validities:
        return {"NEVER_FILED"}
    uncovered = [day for day in _days(batch) if not committee.was_filed_on(day)]
    first = min(first for first, _ in committee.validities)
    return {"NEVER_FILED" if day < first else "EXPIRED" for day in uncovered}


def _days(batch: SessionState) -> Iterable[date]:
    """Return the days of the session on which the committee had to be filed."""
    opened = batch.plan.opening_on if batch.plan and batch.present else None
    return [day for day in (opened, batch.ended_on) if day is not None]


def _beyond(states: States, committee: CommitteeState, application_id: str) -> set[str]:
    one = application_of(states, application_id)
    beyond = set()
    if one.level not in committee.levels:
        beyond.add("BEYOND_AUTHORITY")
    professions = committee.professions
    outside = bool(professions) and one.profession not in professions
    if one.series not in committee.series or outside:
        beyond.add("SCOPE_ENLARGED")
    return beyond


def concerned(states: States, sessions: Iterable[str]) -> list[str]:
    """Return the applications whose review is not recognised with their sessions."""
    return [
        one
        for session_id in sessions
        for one in sorted(session_of(states, session_id).admitted)
        if not application_of(states, one).ended
    ]


@rule("XN6A-7a", on=(e.ActsNotRecognised,))
def everybody_concerned_is_listed(context: Context) -> Iterator[Reason]:
    """不予认可的，涉及人员的结果一并不予认可，不得遗漏."""
    wanted = set(concerned(context.states, context.body.sessions))
    listed = {
        act.id
        for act in context.companions
        if isinstance(act.body, outcomes.ReviewNotRecognised)
    }
    if listed != wanted:
        yield reason(
            expected=(f"{len(wanted)} 人", f"{len(wanted)}"),
            found=(f"{len(listed)} 人", f"{len(listed)}"),
            remedy=("列明全部涉及人员", "list everybody concerned"),
        )


@rule("XN6A-7a", on=CONFIRMING)
def review_is_recognised(context: Context) -> Iterator[Reason]:
    """对其评审行为不予认可的，结果不得公示、确认."""
    committee = committee_of(context.states, context.state.committee)
    unfiled = _unfiled(committee, context.state)
    if context.act.id in committee.unrecognised or unfiled:
        yield reason(
            expected=("评审行为受认可", "a review that is recognised"),
            found=("不予认可", "it is not recognised"),
            remedy=("结果不得公示、确认", "its results cannot be confirmed"),
        )
