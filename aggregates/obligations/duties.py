"""Paired obligations as data: which act owes which other, and what meets it.

A measure has a second half: who loses a title is blacklisted, who is blacklisted is
shared at every level, who is no longer an expert is circulated, archived and reported.
Each `Duty` names its rules in the order of the cities; the one that is in force where
the act was done is cited, and where none is, nothing is owed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from aggregates.application import audits
from aggregates.circular import events as circular
from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.inspection import consequences
from aggregates.integrity import events as integrity
from aggregates.person import events as person
from aggregates.schema import TYPE_OF, Body
from aggregates.session import papers, results
from aggregates.text import Text
from aggregates.title import events as title
from aggregates.trace import events as trace

AUTHORITY = Text("职改部门", "the authority")
UNIT = Text("组建单位", "the establishing unit")
INTEGRITY_OFFICE = Text("诚信档案管理员", "the integrity officer")
ISSUER = Text("发证的职改部门", "the issuing authority")
SELF_REVIEWER = Text("自主评审单位", "the self-review unit")
ORGANISERS = Text("组织检查的单位", "who organised the inspection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One second half.

    Attributes:
        code: Its name in views; never renamed.
        rules: Ids under which it is owed; the first in force is cited.
        what: What is owed.
        owes: Which body owes it.
        met_by: Types of acts that meet it.
        promptness: The setting of ``entry_promptness`` that counts 「及时」 (A26);
            empty where no document says so.
        may_precede: What meets it may have been done before, as when a decision
            confirms a measure that was taken at once.
    """

    code: str
    rules: tuple[str, ...]
    what: Text
    owes: Text
    met_by: tuple[type[Body], ...]
    promptness: str = ""
    may_precede: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The names of the types that meet it."""
        return tuple(TYPE_OF[body] for body in self.met_by)


def _duty(
    code: str,
    rules: str,
    what: tuple[str, str],
    owes: Text,
    *met_by: type[Body],
    promptness: str = "",
    may_precede: bool = False,
) -> Duty:
    return Duty(
        code=code,
        rules=tuple(rules.split()),
        what=Text(*what),
        owes=owes,
        met_by=met_by,
        promptness=promptness,
        may_precede=may_precede,
    )


_LIST = (
    _duty(
        "BLACKLIST",
        "XN12-5.1i XN6A-2e YC12-4.4b LZ-8.1a",
        ("记入失信黑名单（诚信档案库）", "enter in blacklist or archive"),
        INTEGRITY_OFFICE,
        integrity.Entered,
        promptness="integrity_entry_wd",
    ),
    _duty(
        "SHARE",
        "XN6A-2e LZ-8.1a",
        ("推送该层级", "share with this level"),
        AUTHORITY,
        integrity.Shared,
        integrity.Annulled,
        integrity.Corrected,
        integrity.Repaired,
        promptness="sharing_wd",
    ),
    _duty(
        "VOID_CERTIFICATE",
        "XN6A-2d YC12-4.3e LZ-6.4b",
        ("证书作废", "void the certificate"),
        ISSUER,
        title.CertificateVoided,
    ),
    _duty(
        "TELL_EMPLOYER",
        "XN6A-2d YC12-4.3e LZ-6.4b",
        ("通知用人单位", "notify the employer"),
        AUTHORITY,
        title.EmployerNotified,
    ),
    _duty(
        "CIRCULATE_EXPERT",
        "XN6A-9b",
        ("通报批评", "circulate criticism"),
        UNIT,
        circular.Issued,
    ),
    _duty(
        "ARCHIVE_EXPERT",
        "XN6A-9b YC12-4.4b",
        ("记入职称评审诚信档案库", "enter in the archive"),
        INTEGRITY_OFFICE,
        integrity.Entered,
        promptness="integrity_entry_wd",
    ),
    _duty(
        "REPORT_EXPERT",
        "XN12-8.4c",
        ("上报该级职改办", "report to this level's office"),
        UNIT,
        committee.ExpertDisqualificationReported,
        promptness="sharing_wd",
    ),
    _duty(
        "CIRCULATE_STAFF",
        "XN6A-9c",
        ("通报批评", "circulate criticism"),
        UNIT,
        circular.Issued,
    ),
    _duty(
        "ARCHIVE_STAFF",
        "YC12-4.4b",
        ("记入职称评审诚信档案库", "enter in the archive"),
        INTEGRITY_OFFICE,
        integrity.Entered,
        promptness="integrity_entry_wd",
    ),
    _duty(
        "FILE_RESULTS",
        "XN12-4d",
        ("评审结果报备案部门", "file the results with the filing authority"),
        SELF_REVIEWER,
        papers.ResultsFiledUpward,
        promptness="sharing_wd",
    ),
    _duty(
        "FILE_TO_PROVINCE",
        "XN12-6.4b",
        (
            "评审结果和批准文件报省职改办备案",
            "file results and approval upward",
        ),
        SELF_REVIEWER,
        papers.ResultsFiledUpward,
        promptness="sharing_wd",
    ),
    _duty(
        "HANDLE_APPLICANT",
        "XN12-8.5c YC12-4.3e LZ-8.3c",
        ("对申报人员作出处理", "deal with the applicant"),
        AUTHORITY,
        audits.Disqualified,
        title.Revoked,
        results.ResultNotConfirmed,
        complaint.RecheckDecided,
    ),
    _duty(
        "HANDLE_REVIEWERS",
        "XN12-8.5c YC12-4.3a LZ-8.3c",
        ("对审核推荐人员作出处理", "deal with reviewers and recommenders"),
        AUTHORITY,
        consequences.PersonsEducated,
        trace.Concluded,
        complaint.RecheckDecided,
    ),
    _duty(
        "ACKNOWLEDGE_REFERRAL",
        "XN12-8.5d XN6B-6b LEDGER-STATE",
        ("接收移交", "acknowledge the referral"),
        Text("纪检监察部门", "discipline inspection"),
        complaint.ReferralAcknowledged,
    ),
    _duty(
        "ACKNOWLEDGE_FORGERY",
        "LZ-6.4b LEDGER-STATE",
        ("接收证书造假的移交", "acknowledge the referral of a forged certificate"),
        Text("纪检监察部门", "discipline inspection"),
        title.ReferralAcknowledged,
    ),
    _duty(
        "ANSWER_FINDING",
        "XN12-8.6d YC12-4.3a LZ-8.2c",
        ("作出处理，或说明不予处理的理由", "take a measure, or say why none"),
        ORGANISERS,
        consequences.PersonsEducated,
        consequences.RemedyOrdered,
        consequences.RectificationOrdered,
        consequences.MeasureNoted,
        consequences.Closed,
    ),
    _duty(
        "REMEDY",
        "XN6A-6a XN6A-6c",
        ("责令采取补救措施", "order a remedy"),
        Text("职改部门（组建单位）", "the authority, or the unit"),
        consequences.RemedyOrdered,
    ),
    _duty(
        "EXPLAIN",
        "LZ-4.1.1c LZ-4.1.1d",
        ("作出说明", "explain"),
        Text("推荐单位", "who recommended"),
        consequences.ExplanationSubmitted,
    ),
    _duty(
        "PLAN",
        "LZ-4.1.1d",
        ("报送书面整改方案", "submit a rectification plan"),
        Text("推荐单位", "who recommended"),
        consequences.RectificationPlanSubmitted,
    ),
    _duty(
        "CIRCULATE_THRESHOLD",
        "LZ-4.1.1c LZ-4.1.1d LZ-4.1.1e",
        ("通报", "circulate"),
        Text("确认比例的单位", "who acknowledged it"),
        circular.Issued,
    ),
    _duty(
        "CIRCULATE_FAILED",
        "YC12-4.3d",
        ("整改不力，通报批评", "circulate criticism of the failure"),
        AUTHORITY,
        circular.Issued,
    ),
    _duty(
        "CIRCULATE_COMMITTEE",
        "LZ-8.2b",
        ("在全区范围内通报", "circulate in the whole region"),
        Text("自治区职改部门", "the region's authority"),
        circular.Issued,
    ),
    _duty(
        "STOP_COMMITTEE",
        "LZ-8.2c",
        ("责令停止评审工作", "stop the review"),
        AUTHORITY,
        committee.Suspended,
        committee.ReviewAuthorityWithdrawn,
    ),
    _duty(
        "ANSWER_RESPONSIBILITY",
        "XN12-8.3b YC12-4.3a LZ-8.2a",
        ("作出处理，或说明不予处理的理由", "take a measure, or say why none"),
        Text("启动倒查的单位", "who opened the trace"),
        trace.SanctionApplied,
        trace.Concluded,
    ),
    _duty(
        "CARRY_OUT",
        "XN12-8.4d YC12-4.3a LZ-8.3c",
        ("落实处理决定", "carry the decision out"),
        Text("有权的单位", "the competent body"),
        committee.ExpertDisqualified,
        person.StaffBarred,
        title.Revoked,
        integrity.Entered,
        may_precede=True,
    ),
)

DUTIES: Final[Mapping[str, Duty]] = MappingProxyType({one.code: one for one in _LIST})
"""Every duty by its code."""
