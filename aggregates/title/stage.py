"""In which stage of a title which act is possible."""

from aggregates.stages import Stages
from aggregates.title import events as e
from aggregates.title import state as s

NAMES = {s.CONFERRED: ("有效", "valid"), s.REVOKED: ("已撤销", "revoked")}
STAGES: Stages = {
    e.CertificateIssued: (s.CONFERRED,),
    e.Revoked: (s.CONFERRED,),
    e.CertificateVoided: (s.REVOKED,),
    e.EmployerNotified: (s.REVOKED,),
}
