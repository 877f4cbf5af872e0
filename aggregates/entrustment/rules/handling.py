"""Submitting, checking, accepting and returning an entrustment."""

from collections.abc import Iterator
from typing import Final

from aggregates.decider import Context
from aggregates.entrustment import events as e
from aggregates.entrustment.state import EntrustmentState
from aggregates.lookup import committee_of, organisation_of, session_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.text import is_blank
from aggregates.words import word

CHECKING: Final = (e.Checked, e.Accepted, e.Returned)
OFFICES: Final = ("AUTHORITY", "COMMITTEE_OFFICE")
LATE: Final = "LATE"
"""The code of a reason that says the material came too late."""


@rule("LEDGER-COMPETENCE", on=(e.MaterialsSubmitted,))
def submitted_to_an_office(context: Context) -> Iterator[Reason]:
    """The material goes to an authority, or to the committee's office."""
    to = organisation_of(context.states, context.body.to)
    if to.kind not in OFFICES:
        yield reason(
            expected=("职改部门或评委会办公室", "an authority or a committee office"),
            found=(f"{context.body.to}（{to.kind or '未登记'}）", context.body.to),
            remedy=("报送市职改办审核", "submit it to the city's office"),
        )


@rule("LEDGER-COMPETENCE", on=CHECKING)
def handled_where_it_was_submitted(context: Context) -> Iterator[Reason]:
    """Who has the material checks, accepts or returns it."""
    wanted = context.state.submitted_to
    for signer in context.act.by:
        if signer.org != wanted:
            yield reason(
                expected=(wanted or "收到材料的单位", wanted or "who has it"),
                found=(signer.org, signer.org),
                remedy=("由收到材料的单位办理", "the body that has it acts"),
            )


@rule("XN12-3.1.4", "LZ-2.3b", on=(e.Accepted,))
def accepted_when_it_conforms(context: Context) -> Iterator[Reason]:
    """函件真实有效、程序相符、属受理范围的，方可接受委托."""
    state: EntrustmentState = context.state
    if not state.conforms or not state.in_scope:
        yield reason(
            expected=("审核认定函件、程序和范围均相符", "a check that found all so"),
            found=("审核认定不符", "the check found otherwise"),
            remedy=("按原报送渠道退回", "return it the way it came"),
        )


@rule("LZ-2.4a", "XN12-8.2a", on=(e.Accepted,))
def committee_has_the_power(context: Context) -> Iterator[Reason]:
    """委托其他具有相应评审权的评委会评审：备案有效，系列、级别在范围内."""
    state: EntrustmentState = context.state
    lacking = (
        _lacking_elsewhere(state) if state.outside else _lacking_here(context, state)
    )
    if lacking:
        yield reason(
            expected=("具有相应评审权的评委会", "a committee with the power"),
            found=("缺：" + "、".join(lacking), f"{len(lacking)} lacking"),
            remedy=("委托有评审权的评委会", "entrust a committee that has it"),
        )


def _lacking_elsewhere(state: EntrustmentState) -> list[str]:
    return ["评审权依据"] if is_blank(state.outside_power) else []


def _lacking_here(context: Context, state: EntrustmentState) -> list[str]:
    session = session_of(context.states, state.session)
    committee = committee_of(context.states, session.committee)
    lacking = [word(one).zh for one in state.levels if one not in committee.levels]
    if state.series not in committee.series:
        lacking.append(state.series)
    if not committee.active_on(context.act.day):
        lacking.append("有效的核准备案")
    return lacking


@rule("XN12-5.2g", "LEDGER-REFS", on=(e.Returned,))
def returned_the_way_it_came(context: Context) -> Iterator[Reason]:
    """违反委托评审程序报送的材料，按原报送渠道退回."""
    came_from = context.state.submitted_by
    if context.body.to != came_from:
        yield reason(
            expected=(f"原报送渠道：{came_from}", f"the way it came: {came_from}"),
            found=(context.body.to,) * 2,
            remedy=("退回报送单位", "return it to whom it came from"),
        )


@rule("XN12-5.2g", "LEDGER-SCHEMA", on=(e.Returned,))
def all_reasons_are_given(context: Context) -> Iterator[Reason]:
    """一次性告知：全部原因逐条写明."""
    reasons = context.body.reasons
    if not reasons or any(is_blank(r.code) or is_blank(r.text) for r in reasons):
        yield reason(
            expected=("全部原因，逐条写明", "all reasons, each in words"),
            found=(f"{len(reasons)} 条，有缺项", f"{len(reasons)}, not all complete"),
            remedy=("一次性写明全部原因", "state all reasons at once"),
        )


@rule("LZ-2.4c", "LEDGER-SCHEMA", on=(e.Returned,))
def who_was_late_is_named(context: Context) -> Iterator[Reason]:
    """未按时间要求报送，后果由相关责任人承担：因逾期退回的，写明责任单位."""
    body: e.Returned = context.body
    if any(one.code == LATE for one in body.reasons) and not body.responsible:
        yield reason(
            expected=("逾期责任单位", "the body that was late"),
            found=("空", "nothing"),
            remedy=("写明逾期的报送环节", "name the hop that was late"),
        )
