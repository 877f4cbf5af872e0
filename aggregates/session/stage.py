"""In which stage of a batch which act is possible."""

from aggregates.session import events as e
from aggregates.session import meeting, papers, results
from aggregates.session import state as s
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    s.PLANNED: ("部署文件已备案", "deployment document filed"),
    s.ANNOUNCED: ("受理中", "accepting"),
    s.ACCEPTANCE_CLOSED: ("已截止受理", "acceptance closed"),
    s.DRAWN: ("专家已抽取", "experts drawn"),
    s.OPENED: ("会议进行中", "in the meeting"),
    s.BALLOTED: ("已表决", "balloted"),
    s.SIGNED: ("结果已签字", "result signed"),
    s.CONCLUDED: ("评审已结束", "review concluded"),
    s.PUBLICITY: ("结果公示中", "in the result publicity"),
    s.PUBLICITY_CLOSED: ("结果公示已结束", "result publicity closed"),
    s.ARCHIVED: ("已归档", "archived"),
    s.NOT_RECOGNISED: ("评审不予认可", "review not recognised"),
}

BEFORE_THE_DRAW = (s.ANNOUNCED, s.ACCEPTANCE_CLOSED)
BEFORE_THE_MEETING = (*BEFORE_THE_DRAW, s.DRAWN)
AFTER_THE_REVIEW = (s.CONCLUDED, s.PUBLICITY, s.PUBLICITY_CLOSED)
UNTIL_CONCLUDED = (*BEFORE_THE_MEETING, s.OPENED, s.BALLOTED, s.SIGNED)
AFTER_THE_PUBLICITY = (s.PUBLICITY_CLOSED, s.ARCHIVED)
FROM_THE_NOTICE = (*UNTIL_CONCLUDED, *AFTER_THE_REVIEW)

STAGES: Stages = {
    papers.DeploymentDocumentFiled: (NOTHING_YET, s.ANNOUNCED),
    e.ReviewNoticePublished: (NOTHING_YET, s.PLANNED),
    e.NoticeAmended: (s.ANNOUNCED,),
    e.AcceptanceClosed: (s.ANNOUNCED,),
    e.ReviewPlanSubmitted: BEFORE_THE_DRAW,
    e.ReviewPlanConsented: BEFORE_THE_DRAW,
    e.ReviewPlanReturned: BEFORE_THE_DRAW,
    e.ApplicantAdmitted: BEFORE_THE_MEETING,
    e.DrawExclusionsStated: BEFORE_THE_DRAW,
    e.ExpertsDrawn: BEFORE_THE_DRAW,
    e.PanelSeated: (s.DRAWN,),
    e.StandInCalled: (s.DRAWN,),
    e.ExpertCommitmentSigned: (s.DRAWN,),
    e.RecusalDeclared: (s.DRAWN, s.OPENED),
    e.RecusalOrdered: (s.DRAWN, s.OPENED),
    meeting.PanelTrained: (s.DRAWN,),
    meeting.ClosedManagementStarted: (s.DRAWN,),
    meeting.ClosedManagementEnded: AFTER_THE_REVIEW,
    meeting.OpinionSigned: (s.OPENED,),
    meeting.BallotTallied: (s.OPENED,),
    meeting.ResultSigned: (s.BALLOTED,),
    meeting.Concluded: (s.SIGNED,),
    results.ResultRechecked: (s.CONCLUDED,),
    results.ResultPublicityOpened: (s.CONCLUDED,),
    results.ResultPublicityClosed: (s.PUBLICITY,),
    results.ComprehensiveReportFiled: AFTER_THE_REVIEW,
    results.SupplementaryReportFiled: (s.PUBLICITY_CLOSED,),
    results.ResultsConfirmed: (s.PUBLICITY_CLOSED,),
    results.ResultNotConfirmed: (s.PUBLICITY, s.PUBLICITY_CLOSED),
    papers.HealthDepartmentReviewed: BEFORE_THE_DRAW,
    papers.OpeningFormUploaded: BEFORE_THE_MEETING,
    papers.AssignedCrossReview: BEFORE_THE_DRAW,
    papers.ExceptionGranted: UNTIL_CONCLUDED,
    papers.ConfirmationRequested: (s.PUBLICITY_CLOSED,),
    papers.ResultsFiledUpward: AFTER_THE_PUBLICITY,
    papers.DataReported: AFTER_THE_PUBLICITY,
    papers.FeeScheduleFiled: (s.PLANNED, *BEFORE_THE_MEETING),
    papers.FeeCharged: BEFORE_THE_MEETING,
    papers.InterferenceRecorded: FROM_THE_NOTICE,
    papers.QuestionsReported: FROM_THE_NOTICE,
    papers.ReviewNotRecognised: (*FROM_THE_NOTICE, s.ARCHIVED),
    results.Archived: (s.PUBLICITY_CLOSED, s.NOT_RECOGNISED),
}
