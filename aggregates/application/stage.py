"""In which stage of an application which act is possible."""

from aggregates.application import audits, outcomes, recommending
from aggregates.application import checks as c
from aggregates.application import events as e
from aggregates.application import state as s
from aggregates.application import voiding as v
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    s.DRAFT: ("填报中", "being drafted"),
    s.SUBMITTED: ("已提交用人单位", "with the employer"),
    s.REVIEWED: ("单位已审核", "reviewed by the employer"),
    s.DELIBERATED: ("单位已审议", "deliberated"),
    s.PUBLICITY: ("单位公示中", "in the employer's publicity"),
    s.PUBLICITY_CLOSED: ("单位公示已结束", "publicity closed"),
    s.RECOMMENDED: ("已推荐", "recommended"),
    s.FORWARDED: ("已报送待审核", "forwarded, to be audited"),
    s.AUDITED: ("本级审核通过", "audited at this hop"),
    s.AUDIT_FAILED: ("本级审核不符合", "failed at this hop"),
    s.ACCEPTED: ("已受理", "accepted"),
    s.ADMITTED: ("已提交评委会", "before the committee"),
    s.BALLOTED: ("评审通过", "passed by the committee"),
    s.PUBLICISED: ("结果公示", "result publicised"),
    s.CONFIRMED: ("已确认", "confirmed"),
    s.NOT_RECOMMENDED: ("未获推荐（终结）", "not recommended, ended"),
    s.NOT_PASSED: ("审核不予通过（终结）", "audit not passed, ended"),
    s.REVIEWED_FAIL: ("评审未通过（终结）", "not passed by the committee, ended"),
    s.ABANDONED: ("视为自动放弃（终结）", "deemed abandoned, ended"),
    s.WITHDRAWN: ("已撤回（终结）", "withdrawn, ended"),
    s.DISQUALIFIED: ("已取消参评资格（终结）", "disqualified, ended"),
    s.NOT_CONFIRMED: ("不予确认（终结）", "not confirmed, ended"),
    s.VOIDED: ("评审结果无效（终结）", "result void, ended"),
}

AT_THE_EMPLOYER = (
    s.SUBMITTED,
    s.REVIEWED,
    s.DELIBERATED,
    s.PUBLICITY,
    s.PUBLICITY_CLOSED,
)
ON_THE_ROUTE = (s.RECOMMENDED, s.FORWARDED, s.AUDITED, s.AUDIT_FAILED)
BEFORE_THE_SESSION = (*AT_THE_EMPLOYER, *ON_THE_ROUTE, s.ACCEPTED)
UNTIL_CONFIRMED = (*BEFORE_THE_SESSION, s.ADMITTED, s.BALLOTED, s.PUBLICISED)

STAGES: Stages = {
    e.Drafted: (NOTHING_YET,),
    e.MaterialAttached: (s.DRAFT, *BEFORE_THE_SESSION),
    e.MaterialDeclassified: (s.DRAFT, *AT_THE_EMPLOYER),
    e.EligibilityFactAttested: (s.DRAFT, *UNTIL_CONFIRMED),
    e.SharedDataObtained: (s.DRAFT, *BEFORE_THE_SESSION),
    e.ExceptionGranted: (s.DRAFT, *BEFORE_THE_SESSION),
    e.IntegrityCommitmentSigned: (s.DRAFT, *BEFORE_THE_SESSION),
    e.Submitted: (s.DRAFT,),
    recommending.EmployerReviewerAppointed: (s.DRAFT, *AT_THE_EMPLOYER),
    c.RiskFlagRaised: (s.DRAFT, *BEFORE_THE_SESSION),
    c.RiskFlagAnswered: (s.DRAFT, *BEFORE_THE_SESSION),
    c.ReviewCommitmentSigned: (s.DRAFT, *AT_THE_EMPLOYER),
    c.PreAssessmentRecorded: (s.SUBMITTED, s.REVIEWED),
    recommending.EmployerItemReviewed: (s.SUBMITTED,),
    recommending.EmployerReviewFailed: (s.SUBMITTED, s.REVIEWED),
    recommending.EmployerDeliberated: (s.REVIEWED,),
    recommending.EmployerPublicityOpened: (s.DELIBERATED,),
    recommending.PublicityObjectionRaised: (s.PUBLICITY,),
    recommending.PublicityObjectionResolved: (s.PUBLICITY, s.PUBLICITY_CLOSED),
    recommending.EmployerPublicityClosed: (s.PUBLICITY,),
    recommending.RecommendationRefused: AT_THE_EMPLOYER,
    audits.Forwarded: (s.RECOMMENDED, s.AUDITED),
    audits.DepartmentAuditPassed: (s.FORWARDED,),
    audits.AuthorityAuditPassed: (s.FORWARDED,),
    c.DepartmentAuditFailed: (s.FORWARDED,),
    c.AuthorityAuditFailed: (s.FORWARDED,),
    c.UnitPerformanceAudited: (s.FORWARDED, s.ACCEPTED),
    audits.CorrectionRequested: BEFORE_THE_SESSION,
    audits.CorrectionSubmitted: BEFORE_THE_SESSION,
    audits.Returned: BEFORE_THE_SESSION,
    audits.DeemedAbandoned: (s.DRAFT, *BEFORE_THE_SESSION),
    audits.Withdrawn: (s.DRAFT, *BEFORE_THE_SESSION),
    audits.EligibilityDefectFound: UNTIL_CONFIRMED,
    audits.AuditNotPassed: BEFORE_THE_SESSION,
    audits.Accepted: (s.FORWARDED,),
    audits.Admitted: (s.ACCEPTED,),
    audits.Disqualified: UNTIL_CONFIRMED,
    v.Voided: (s.BALLOTED, s.PUBLICISED, s.CONFIRMED),
    audits.Held: UNTIL_CONFIRMED,
    audits.Released: UNTIL_CONFIRMED,
    outcomes.BallotRecorded: (s.ADMITTED,),
    outcomes.ResultPublicised: (s.BALLOTED,),
    outcomes.NotConfirmed: (s.BALLOTED, s.PUBLICISED),
}
