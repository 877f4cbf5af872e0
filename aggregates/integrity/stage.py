"""In which stage of an integrity record which act is possible."""

from aggregates.integrity import events as e
from aggregates.integrity import state as s
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    s.PROPOSED: ("拟记入", "proposed"),
    s.SERVED: ("已告知", "notice served"),
    s.ENTERED: ("已记入", "entered"),
    s.ANNULLED: ("已撤销记入", "annulled"),
    s.REPAIRED: ("已修复", "repaired"),
}
STAGES: Stages = {
    e.EntryProposed: (NOTHING_YET,),
    e.NoticeServed: (s.PROPOSED,),
    e.SubjectStatementRecorded: (s.SERVED,),
    e.Entered: (s.SERVED,),
    e.Shared: (s.ENTERED,),
    e.Corrected: (s.ENTERED,),
    e.Annulled: (s.ENTERED,),
    e.Repaired: (s.ENTERED,),
}
