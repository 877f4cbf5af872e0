"""Whose session it is: its office, its unit, its authority, its committee's seal."""

from collections.abc import Iterator
from typing import Final

from aggregates.competence import (
    TERRITORIAL,
    covers,
    judging_itself,
    not_of_the_committee,
    outside_the_territory,
)
from aggregates.decider import Context
from aggregates.lookup import committee_of, organisation_of
from aggregates.rulebook import Reason, reason, rule
from aggregates.schema import Body
from aggregates.session import events as e
from aggregates.session import meeting, papers, results

BY_OFFICE_OR_UNIT: Final[tuple[type[Body], ...]] = (
    e.NoticeAmended,
    e.AcceptanceClosed,
    e.ReviewPlanSubmitted,
    e.DrawExclusionsStated,
    e.ExpertsDrawn,
    e.PanelSeated,
    e.StandInCalled,
    e.RecusalOrdered,
    meeting.PanelTrained,
    meeting.ClosedManagementStarted,
    meeting.ClosedManagementEnded,
    meeting.BallotTallied,
    results.ResultRechecked,
    results.ResultPublicityOpened,
    results.ResultPublicityClosed,
    results.ComprehensiveReportFiled,
    results.SupplementaryReportFiled,
    results.Archived,
    papers.OpeningFormUploaded,
    papers.ConfirmationRequested,
    papers.ResultsFiledUpward,
    papers.DataReported,
    papers.FeeScheduleFiled,
    papers.FeeCharged,
    papers.InterferenceRecorded,
    papers.QuestionsReported,
)
BY_AN_AUTHORITY: Final[tuple[type[Body], ...]] = (
    e.NoticeAmended,
    e.ReviewPlanConsented,
    e.ReviewPlanReturned,
    results.ResultsConfirmed,
    results.ResultNotConfirmed,
    papers.AssignedCrossReview,
    papers.ExceptionGranted,
    papers.ResultsFiledUpward,
    papers.DataReported,
    papers.QuestionsReported,
)
AT_THE_DRAW: Final = (
    e.DrawExclusionsStated,
    e.ExpertsDrawn,
    e.PanelSeated,
    e.StandInCalled,
)


@rule("XN6B-2d", "LEDGER-COMPETENCE", on=BY_OFFICE_OR_UNIT)
def the_office_and_unit_of_the_session(context: Context) -> Iterator[Reason]:
    """各评委会及其组建单位对授权的职称评审工作负责具体组织实施."""
    committee = committee_of(context.states, context.state.committee)
    yield from not_of_the_committee(
        context, context.state.office, committee.establishing_unit, committee.name
    )


@rule("XN6B-2d", "LEDGER-COMPETENCE", on=(meeting.ResultSigned,))
def the_seal_of_the_committee(context: Context) -> Iterator[Reason]:
    """评审结果由主任委员签字、评委会盖章."""
    committee = committee_of(context.states, context.state.committee)
    own = (context.state.office, committee.establishing_unit)
    for org in sorted({s.org for s in context.act.by if s.role == "SEAL"}):
        named = organisation_of(context.states, org).name == committee.name
        if org not in own and not named:
            yield reason(
                expected=(
                    committee.name or "评委会",
                    committee.name or "the committee",
                ),
                found=(org, org),
                remedy=("加盖评委会的印章", "use the seal of the committee"),
            )


@rule(*TERRITORIAL, on=BY_AN_AUTHORITY)
def the_authority_of_the_territory(context: Context) -> Iterator[Reason]:
    """方案备案、发文确认由有管理权限的职改部门办理."""
    committee = committee_of(context.states, context.state.committee)
    yield from outside_the_territory(context, committee.territory)


@rule(
    "LEDGER-COMPETENCE",
    on=(e.ReviewPlanConsented, e.ReviewPlanReturned, papers.ExceptionGranted),
)
def nobody_consents_to_his_own_plan(context: Context) -> Iterator[Reason]:
    """An authority that is itself the establishing unit does not consent."""
    committee = committee_of(context.states, context.state.committee)
    own = (committee.establishing_unit, committee.office)
    yield from judging_itself(context, own)


@rule("XN6B-4.3c", "LZ-5.2c", "LEDGER-DRAW", on=AT_THE_DRAW)
def the_supervisor_of_the_unit(context: Context) -> Iterator[Reason]:
    """抽取接受组建单位监督员全程监督；有管辖权的职改部门也可派员监督."""
    committee = committee_of(context.states, context.state.committee)
    for signer in context.act.by:
        if signer.role != "DRAW_SUPERVISOR":
            continue
        authority = covers(
            organisation_of(context.states, signer.org), committee.territory
        )
        if signer.org != committee.establishing_unit and not authority:
            yield reason(
                expected=("组建单位或职改部门的监督员", "one of unit or authority"),
                found=(signer.org, signer.org),
                remedy=("由组建单位监督员监督", "let the unit's supervisor watch"),
            )
