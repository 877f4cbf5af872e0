"""In which stage of an entrustment which act is possible."""

from aggregates.entrustment import events as e
from aggregates.entrustment import state as s
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    s.LETTER: ("已出具函件", "letter issued"),
    s.SUBMITTED: ("已报送待审核", "submitted, to be checked"),
    s.CHECKED: ("已审核", "checked"),
    s.ACCEPTED: ("已接受委托", "accepted"),
    s.RETURNED: ("已退回", "returned"),
    s.PUBLICITY: ("委托机构公示中", "in the entrusting body's publicity"),
    s.PUBLICITY_CLOSED: ("委托机构公示结束", "its publicity is closed"),
}

STAGES: Stages = {
    e.LetterIssued: (NOTHING_YET,),
    e.MaterialsSubmitted: (s.LETTER, s.RETURNED),
    e.Checked: (s.SUBMITTED,),
    e.Accepted: (s.CHECKED,),
    e.Returned: (s.SUBMITTED, s.CHECKED),
    e.ResultPublicityOpened: (s.ACCEPTED, s.PUBLICITY_CLOSED),
    e.ResultPublicityClosed: (s.PUBLICITY,),
}
