"""In which stage of a title which act is possible."""

from aggregates.stages import NOTHING_YET, Stages
from aggregates.title import events as e
from aggregates.title import state as s

NAMES = {
    s.CONFERRED: ("有效", "valid"),
    s.RECORDED: ("历史补录", "recorded from history"),
    s.DETERMINED: ("初定", "determined initially"),
    s.VERIFIED: ("单位已核实", "verified by the employer"),
    s.RECOGNISED: ("已认可", "recognised"),
    s.RECONFIRMED: ("已重新确认", "re-confirmed"),
    s.CONVERTED: ("已转评", "converted"),
    s.REVOKED: ("已撤销", "revoked"),
    s.FORGED: ("证书系伪造", "certificate forged"),
    s.VOIDED: ("无效", "void"),
}
MADE_HERE = (s.CONFERRED, s.RECORDED, s.DETERMINED)
STANDING = (*MADE_HERE, *s.ABROAD, s.CONVERTED)
STAGES: Stages = {
    e.CertificateIssued: MADE_HERE,
    e.CertificateDataReported: MADE_HERE,
    e.DataCorrected: (s.RECORDED,),
    e.Recorded: (NOTHING_YET,),
    e.InitialTitleDetermined: (NOTHING_YET,),
    e.OutsideTitleVerified: (NOTHING_YET,),
    e.Recognised: (s.VERIFIED,),
    e.Reconfirmed: (s.VERIFIED,),
    e.Converted: (*MADE_HERE, *s.ABROAD),
    e.EmployerAssessed: STANDING,
    e.CertificateForgeryFound: (s.RECORDED, *s.ABROAD),
    e.ReferralAcknowledged: (s.FORGED,),
    e.Revoked: (s.CONFERRED, s.CONVERTED),
    e.CertificateVoided: (s.REVOKED, s.VOIDED),
    e.EmployerNotified: (s.REVOKED, s.VOIDED),
}
