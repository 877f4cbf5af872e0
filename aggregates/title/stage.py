"""In which stage of a title which act is possible."""

from aggregates.stages import NOTHING_YET, Stages
from aggregates.title import events as e
from aggregates.title import state as s

NAMES = {
    s.CONFERRED: ("有效", "valid"),
    s.RECORDED: ("历史补录", "recorded from history"),
    s.REVOKED: ("已撤销", "revoked"),
}
STAGES: Stages = {
    e.CertificateIssued: (s.CONFERRED, s.RECORDED),
    e.DataCorrected: (s.RECORDED,),
    e.Recorded: (NOTHING_YET,),
    e.Revoked: (s.CONFERRED,),
    e.CertificateVoided: (s.REVOKED,),
    e.EmployerNotified: (s.REVOKED,),
}
