"""In which stage of a complaint which act is possible."""

from aggregates.complaint import events as e
from aggregates.complaint import state as s
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    s.RECEIVED: ("已收到", "received"),
    s.REGISTERED: ("已登记", "registered"),
    s.ACCEPTED: ("已受理", "accepted"),
    s.NOT_ACCEPTED: ("不予受理", "not accepted"),
    s.VERIFYING: ("核查中", "being verified"),
    s.REPORTED: ("已报核查报告", "reported"),
    s.DECIDED: ("已作结论", "decided"),
    s.NOTIFIED: ("已答复", "answered"),
    s.RECHECKING: ("复查（复核）中", "being re-checked"),
    s.RECHECKED: ("已复查（复核）", "re-checked"),
    s.CLOSED: ("已办结", "closed"),
}

REGISTERED_OR_LATER = (
    s.REGISTERED,
    s.ACCEPTED,
    s.NOT_ACCEPTED,
    s.VERIFYING,
    s.REPORTED,
    s.DECIDED,
    s.NOTIFIED,
    s.RECHECKING,
    s.RECHECKED,
    s.CLOSED,
)
STAGES: Stages = {
    e.Received: (NOTHING_YET,),
    e.Registered: (s.RECEIVED,),
    e.Transferred: (s.REGISTERED,),
    e.Accepted: (s.REGISTERED,),
    e.NotAccepted: (s.REGISTERED,),
    e.VerificationAssigned: (s.ACCEPTED,),
    e.VerificationStepRecorded: (s.VERIFYING,),
    e.VerificationExtended: (s.ACCEPTED, s.VERIFYING),
    e.VerificationReportFiled: (s.VERIFYING,),
    e.Decided: (s.REPORTED,),
    e.ComplainantNotified: (s.DECIDED, s.NOT_ACCEPTED),
    e.ReferredToDiscipline: REGISTERED_OR_LATER,
    e.ReferralAcknowledged: REGISTERED_OR_LATER,
    e.RecheckRequested: (s.NOTIFIED,),
    e.RecheckDecided: (s.RECHECKING,),
    e.Closed: (s.NOTIFIED, s.RECHECKED),
}
