"""When a committee may not review: not filed, changed since, suspended, withdrawn.

咸宁 says this of filings alone (XN12-7.1c, in the rules of sessions and applications);
运城 names five triggers and the suspension, 柳州 the suspension.
"""

from collections.abc import Iterator

from aggregates.application import audits
from aggregates.committee import events as e
from aggregates.committee.state import CommitteeState
from aggregates.decider import Context
from aggregates.lookup import committee_of, session_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.session import events as session
from aggregates.session import meeting
from aggregates.text import is_blank

OF_APPLICATIONS = (audits.Accepted, audits.Admitted)
REVIEW_ACTS = (
    *OF_APPLICATIONS,
    session.ReviewNoticePublished,
    session.ReviewPlanSubmitted,
    session.ExpertsDrawn,
    meeting.Opened,
    meeting.OpinionSigned,
    meeting.BallotTallied,
    meeting.ResultSigned,
)
"""What only a committee does that may review."""


def _committee(context: Context) -> CommitteeState:
    body, state = context.body, context.state
    if isinstance(body, session.ReviewNoticePublished):
        return committee_of(context.states, body.committee)
    if isinstance(body, OF_APPLICATIONS):
        state = session_of(context.states, state.session)
    return committee_of(context.states, state.committee)


@rule("YC12-2b", on=REVIEW_ACTS)
def filed_after_every_trigger(context: Context) -> Iterator[Reason]:
    """新组建、评审权下放、隶属关系或名称变化、范围调整、有效期届满的，及时核准备案."""
    trigger = _trigger(_committee(context), context)
    names = {one.code: one for one in context.policy.filing_triggers}
    if trigger in names:
        yield reason(
            expected=("已核准备案", "a filing after it"),
            found=(names[trigger].zh, names[trigger].en),
            remedy=("先完成核准备案", "file the committee first"),
        )


def _trigger(committee: CommitteeState, context: Context) -> str:
    if committee.filed_on is None or committee.valid_to is None:
        return "NEW"
    if context.act.day > committee.valid_to:
        return "EXPIRED"
    return committee.change


@rule("YC12-4.3b", "YC12-4.3c", "LZ-8.2c", on=REVIEW_ACTS)
def review_is_not_stopped(context: Context) -> Iterator[Reason]:
    """暂停（责令停止）评审工作、收回（取消）评审权后，不得开展评审."""
    committee = _committee(context)
    if committee.withdrawn:
        yield _stopped("评审权已收回", "the power is withdrawn").under("YC12-4.3c")
    elif committee.suspended:
        yield _stopped("评审已暂停", "the committee is suspended").under("YC12-4.3b")


def _stopped(zh: str, en: str) -> Reason:
    return reason(
        expected=("评审工作未被暂停或收回", "a committee that may review"),
        found=(zh, en),
        remedy=("整改并恢复后开展评审", "rectify, and be resumed first"),
    )


@rule("YC12-2c", on=(e.FilingApplied,))
def filing_states_every_part(context: Context) -> Iterator[Reason]:
    """备案内容：组建单位、名称、系列、范围、条件、规章制度、办事机构."""
    body: e.FilingApplied = context.body
    empty = {
        "ESTABLISHING_UNIT": not body.establishing_unit,
        "COMMITTEE_NAME": is_blank(body.committee_name),
        "SERIES": not body.series,
        "REVIEW_SCOPE": is_blank(body.territory) or not body.levels,
        "CONDITIONS": not body.conditions,
        "RULES": not body.rules_documents,
        "OFFICE": not body.undertaking_agency,
    }
    missing = [part for part in context.policy.filing_parts if empty.get(part.code)]
    if missing:
        yield reason(
            expected=("七项备案内容齐全", "all parts of the filing"),
            found=(
                "缺：" + "、".join(part.zh for part in missing),
                "missing: " + ", ".join(part.en for part in missing),
            ),
            remedy=("补齐后申请", "complete it"),
        )


@rule("YC12-2c", on=(e.Filed, e.Refiled))
def filed_on_an_application(context: Context) -> Iterator[Reason]:
    """按备案内容申请后核准备案."""
    if not context.state.applied:
        yield reason(
            expected=("待核准的备案申请", "an application for filing"),
            found=("没有", "none"),
            remedy=("组建单位先申请", "the unit applies first"),
        )


@rule("YC12-2b", "LEDGER-STATE", on=(e.ChangeOccurred,))
def change_of_a_filed_committee(context: Context) -> Iterator[Reason]:
    """已备案的评委会发生变化的，如实登记，日期不晚于今日."""
    body: e.ChangeOccurred = context.body
    if context.state.filed_on is None or body.occurred_on > context.act.day:
        yield reason(
            expected=(
                f"已备案，变化日期不晚于 {context.act.day}",
                f"a filed committee, changed not after {context.act.day}",
            ),
            found=(
                f"{context.state.filed_on or '未备案'}，{body.occurred_on}",
                f"{context.state.filed_on or 'not filed'}, {body.occurred_on}",
            ),
            remedy=("核对评委会和日期", "check committee and day"),
        )
