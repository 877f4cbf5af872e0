"""In which stage of an inspection which act is possible."""

from aggregates.inspection import consequences
from aggregates.inspection import events as e
from aggregates.inspection import state as s
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    s.EXCEPTED: ("已核准例外", "an exception is granted"),
    s.PLANNED: ("已计划", "planned"),
    s.NOTIFIED: ("已通知", "notice served"),
    s.IN_PROGRESS: ("检查中", "in progress"),
    s.FINDINGS: ("已有发现", "with findings"),
    s.MEASURES: ("处理中", "with measures"),
    s.CLOSED: ("已办结", "closed"),
}

AFTER_THE_PLAN = (s.PLANNED, s.NOTIFIED, s.IN_PROGRESS, s.FINDINGS, s.MEASURES)
AFTER_A_FINDING = (s.FINDINGS, s.MEASURES)

STAGES: Stages = {
    e.ExceptionGranted: (NOTHING_YET, s.EXCEPTED),
    e.Planned: (NOTHING_YET, s.EXCEPTED),
    e.NoticeServed: AFTER_THE_PLAN,
    e.EvidenceRequested: AFTER_THE_PLAN,
    e.EvidenceProvided: AFTER_THE_PLAN,
    e.Refused: AFTER_THE_PLAN,
    e.StepRecorded: AFTER_THE_PLAN,
    e.FindingIssued: AFTER_THE_PLAN,
    consequences.ThresholdAcknowledged: (NOTHING_YET,),
    consequences.ExplanationSubmitted: AFTER_A_FINDING,
    consequences.RectificationPlanSubmitted: AFTER_A_FINDING,
    consequences.RectificationOrdered: AFTER_A_FINDING,
    consequences.RectificationReported: AFTER_A_FINDING,
    consequences.RectificationAccepted: AFTER_A_FINDING,
    consequences.RectificationFailed: AFTER_A_FINDING,
    consequences.PersonsEducated: AFTER_A_FINDING,
    consequences.RemedyOrdered: AFTER_A_FINDING,
    consequences.RemedyReported: AFTER_A_FINDING,
    consequences.MeasureNoted: AFTER_A_FINDING,
    consequences.Closed: AFTER_THE_PLAN,
}
