"""In which stage of an application which act is possible."""

from aggregates.application import audits, outcomes, recommending, standing
from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application import voiding as v
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    standing.DRAFT: ("填报中", "being drafted"),
    standing.SUBMITTED: ("已提交用人单位", "with the employer"),
    standing.REVIEWED: ("单位已审核", "reviewed by the employer"),
    standing.DELIBERATED: ("单位已审议", "deliberated"),
    standing.PUBLICITY: ("单位公示中", "in the employer's publicity"),
    standing.PUBLICITY_CLOSED: ("单位公示已结束", "publicity closed"),
    standing.RECOMMENDED: ("已推荐", "recommended"),
    standing.FORWARDED: ("已报送待审核", "forwarded, to be audited"),
    standing.AUDITED: ("本级审核通过", "audited at this hop"),
    standing.AUDIT_FAILED: ("本级审核不符合", "failed at this hop"),
    standing.ACCEPTED: ("已受理", "accepted"),
    standing.ADMITTED: ("已提交评委会", "before the committee"),
    standing.BALLOTED: ("评审通过", "passed by the committee"),
    standing.PUBLICISED: ("结果公示", "result publicised"),
    standing.CONFIRMED: ("已确认", "confirmed"),
    standing.NOT_RECOMMENDED: ("未获推荐（终结）", "not recommended, ended"),
    standing.NOT_PASSED: ("审核不予通过（终结）", "audit not passed, ended"),
    standing.REVIEWED_FAIL: (
        "评审未通过（终结）",
        "not passed by the committee, ended",
    ),
    standing.ABANDONED: ("视为自动放弃（终结）", "deemed abandoned, ended"),
    standing.WITHDRAWN: ("已撤回（终结）", "withdrawn, ended"),
    standing.DISQUALIFIED: ("已取消参评资格（终结）", "disqualified, ended"),
    standing.NOT_CONFIRMED: ("不予确认（终结）", "not confirmed, ended"),
    standing.VOIDED: ("评审结果无效（终结）", "result void, ended"),
}

AT_THE_EMPLOYER = (
    standing.SUBMITTED,
    standing.REVIEWED,
    standing.DELIBERATED,
    standing.PUBLICITY,
    standing.PUBLICITY_CLOSED,
)
ON_THE_ROUTE = (
    standing.RECOMMENDED,
    standing.FORWARDED,
    standing.AUDITED,
    standing.AUDIT_FAILED,
)
BEFORE_THE_SESSION = (*AT_THE_EMPLOYER, *ON_THE_ROUTE, standing.ACCEPTED)
UNTIL_CONFIRMED = (
    *BEFORE_THE_SESSION,
    standing.ADMITTED,
    standing.BALLOTED,
    standing.PUBLICISED,
)

STAGES: Stages = {
    e.Drafted: (NOTHING_YET,),
    e.MaterialAttached: (standing.DRAFT, *BEFORE_THE_SESSION),
    e.MaterialDeclassified: (standing.DRAFT, *AT_THE_EMPLOYER),
    e.EligibilityFactAttested: (standing.DRAFT, *UNTIL_CONFIRMED),
    e.SharedDataObtained: (standing.DRAFT, *BEFORE_THE_SESSION),
    e.ExceptionGranted: (standing.DRAFT, *BEFORE_THE_SESSION),
    e.IntegrityCommitmentSigned: (standing.DRAFT, *BEFORE_THE_SESSION),
    e.Submitted: (standing.DRAFT,),
    recommending.EmployerReviewerAppointed: (standing.DRAFT, *AT_THE_EMPLOYER),
    c.RiskFlagRaised: (standing.DRAFT, *BEFORE_THE_SESSION),
    c.RiskFlagAnswered: (standing.DRAFT, *BEFORE_THE_SESSION),
    c.ReviewCommitmentSigned: (standing.DRAFT, *AT_THE_EMPLOYER),
    c.PreAssessmentRecorded: (standing.SUBMITTED, standing.REVIEWED),
    recommending.EmployerItemReviewed: (standing.SUBMITTED,),
    recommending.EmployerReviewFailed: (standing.SUBMITTED, standing.REVIEWED),
    recommending.EmployerDeliberated: (standing.REVIEWED,),
    recommending.EmployerPublicityOpened: (standing.DELIBERATED,),
    recommending.PublicityObjectionRaised: (standing.PUBLICITY,),
    recommending.PublicityObjectionResolved: (
        standing.PUBLICITY,
        standing.PUBLICITY_CLOSED,
    ),
    recommending.EmployerPublicityClosed: (standing.PUBLICITY,),
    recommending.RecommendationRefused: AT_THE_EMPLOYER,
    audits.Forwarded: (standing.RECOMMENDED, standing.AUDITED),
    audits.DepartmentAuditPassed: (standing.FORWARDED,),
    audits.AuthorityAuditPassed: (standing.FORWARDED,),
    c.DepartmentAuditFailed: (standing.FORWARDED,),
    c.AuthorityAuditFailed: (standing.FORWARDED,),
    c.UnitPerformanceAudited: (standing.FORWARDED, standing.ACCEPTED),
    audits.CorrectionRequested: BEFORE_THE_SESSION,
    audits.CorrectionSubmitted: BEFORE_THE_SESSION,
    audits.Returned: BEFORE_THE_SESSION,
    audits.DeemedAbandoned: (standing.DRAFT, *BEFORE_THE_SESSION),
    audits.Withdrawn: (standing.DRAFT, *BEFORE_THE_SESSION),
    audits.EligibilityDefectFound: UNTIL_CONFIRMED,
    audits.AuditNotPassed: BEFORE_THE_SESSION,
    audits.Accepted: (standing.FORWARDED,),
    audits.Admitted: (standing.ACCEPTED,),
    audits.Disqualified: UNTIL_CONFIRMED,
    v.Voided: (standing.BALLOTED, standing.PUBLICISED, standing.CONFIRMED),
    audits.Held: UNTIL_CONFIRMED,
    audits.Released: UNTIL_CONFIRMED,
    outcomes.BallotRecorded: (standing.ADMITTED,),
    outcomes.ResultPublicised: (standing.BALLOTED,),
    outcomes.NotConfirmed: (standing.BALLOTED, standing.PUBLICISED),
}
