"""The way of an application up to the committee: hops, corrections, returns, ends."""

from datetime import date
from typing import Annotated, Literal

from aggregates.application.opinions import FlagOpinion, PointOpinion, WithReasons
from aggregates.roles import (
    AGENCY_OFFICER,
    APPLICANT,
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    EMPLOYER_HEAD,
    EMPLOYER_REVIEWER,
    INTAKE_OFFICER,
    OFFICE_STAFF,
    SEAL,
    UNIT_OFFICER,
    UNIT_SEALED,
)
from aggregates.schema import Body, PersonalFile, event, names


@event(
    "application.forwarded",
    "逐级报送",
    "forward to the next body",
    segment="AUDIT",
    signers=[
        [EMPLOYER_REVIEWER],
        [EMPLOYER_HEAD],
        [AGENCY_OFFICER],
        [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
        [AUTHORITY_OFFICER],
    ],
)
class Forwarded(Body, frozen=True, kw_only=True):
    """The file goes one hop up the route."""

    to: Annotated[str, names("报送至", "to", kind="organisation")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.department-audit-passed",
    "主管部门审核通过",
    "pass the department's audit",
    segment="AUDIT",
    signers=[[DEPARTMENT_REVIEWER]],
)
class DepartmentAuditPassed(Body, frozen=True, kw_only=True):
    """Procedure, truth and form were checked by the department."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    opinion: Annotated[str, names("审核意见", "opinion", multiline=True)]
    points: Annotated[
        tuple[PointOpinion, ...], names("逐点意见", "opinion on each point")
    ] = ()
    flags: Annotated[
        tuple[FlagOpinion, ...], names("对风险标记的处理", "decisions on the flags")
    ] = ()


@event(
    "application.authority-audit-passed",
    "人社（职改）部门审核通过",
    "pass the authority's audit",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class AuthorityAuditPassed(Body, frozen=True, kw_only=True):
    """The authority of this hop checked by its function."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    opinion: Annotated[str, names("审核意见", "opinion", multiline=True)]
    flags: Annotated[
        tuple[FlagOpinion, ...], names("对风险标记的处理", "decisions on the flags")
    ] = ()


HOP_REVIEWERS = [
    [EMPLOYER_REVIEWER],
    [AGENCY_OFFICER],
    [DEPARTMENT_REVIEWER],
    [AUTHORITY_OFFICER],
    [OFFICE_STAFF],
    [UNIT_OFFICER],
]


@event(
    "application.correction-requested",
    "一次性告知（补正）",
    "notify all defects at once",
    segment="AUDIT",
    signers=HOP_REVIEWERS,
)
class CorrectionRequested(WithReasons, frozen=True, kw_only=True):
    """Everything to be corrected, told at once, with a last day."""

    until: Annotated[date, names("补正期限", "last day for the correction")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.correction-submitted",
    "补正",
    "submit the correction",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class CorrectionSubmitted(Body, frozen=True, kw_only=True):
    """The applicant corrected what was told."""

    answers: Annotated[tuple[str, ...], names("已补正的原因代码", "codes answered")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.returned",
    "退回",
    "return",
    segment="AUDIT",
    signers=HOP_REVIEWERS,
)
class Returned(WithReasons, frozen=True, kw_only=True):
    """The file goes back the way it came, with all reasons."""

    kind: Annotated[
        Literal["CONDITIONS", "PROCEDURE", "OUT_OF_SCOPE", "ENTRUSTMENT"],
        names("退回种类", "kind of return"),
    ]
    to: Annotated[str, names("退回至", "returned to")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.deemed-abandoned",
    "视为自动放弃",
    "deem abandoned",
    segment="AUDIT",
    signers=[[OFFICE_STAFF], [EMPLOYER_REVIEWER], [AGENCY_OFFICER]],
)
class DeemedAbandoned(Body, frozen=True, kw_only=True):
    """The last day passed and nothing came."""

    missed: Annotated[date, names("已过期限", "the day that was missed", filled=True)]


@event(
    "application.withdrawn",
    "撤回申报",
    "withdraw",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class Withdrawn(Body, frozen=True, kw_only=True):
    """The applicant takes the application back."""

    reason: Annotated[str, names("原因", "reason")]


DefectKind = Literal[
    "CIVIL_SERVANT",
    "RETIRED",
    "SANCTION",
    "INVESTIGATION",
    "BLACKLISTED",
    "SAME_YEAR",
    "CONDITIONS",
]


@event(
    "application.eligibility-defect-found",
    "发现不得申报情形",
    "find a bar to the declaration",
    segment="AUDIT",
    signers=HOP_REVIEWERS,
)
class EligibilityDefectFound(Body, frozen=True, kw_only=True):
    """Found after the declaration: when it was true, and when it was found."""

    defect: Annotated[DefectKind, names("情形", "kind of defect")]
    arisen_on: Annotated[date, names("发生日", "arisen on")]
    found_on: Annotated[date, names("发现日", "found on")]
    evidence: Annotated[PersonalFile, names("证据", "evidence")]


@event(
    "application.audit-not-passed",
    "审核不予通过",
    "not pass the audit",
    segment="AUDIT",
    signers=[
        [DEPARTMENT_REVIEWER],
        [AUTHORITY_OFFICER],
        [OFFICE_STAFF],
        [UNIT_OFFICER],
    ],
)
class AuditNotPassed(WithReasons, frozen=True, kw_only=True):
    """The reviewer of the hop ends it, with reasons."""


@event(
    "application.accepted",
    "受理",
    "accept",
    segment="AUDIT",
    signers=[[OFFICE_STAFF]],
)
class Accepted(Body, frozen=True, kw_only=True):
    """The committee office takes the application in; the case gets its number."""

    case_no: Annotated[str, names("受理编号", "case number")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.admitted",
    "提交评委会",
    "admit to the session",
    segment="AUDIT",
    signers=[[UNIT_OFFICER], [OFFICE_STAFF]],
)
class Admitted(Body, frozen=True, kw_only=True):
    """The application goes before the committee."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.applicant-disqualified",
    "取消参评资格",
    "disqualify the applicant",
    segment="AUDIT",
    signers=[
        AUTHORITY_SEALED,
        UNIT_SEALED,
    ],
)
class Disqualified(Body, frozen=True, kw_only=True):
    """A verified falsity ends the participation."""

    complaint: Annotated[str, names("核查案件", "complaint", kind="complaint")]
    violation: Annotated[
        Literal["UNTRUE_INFO", "FALSE_MATERIAL", "PLAGIARISM"],
        names("违规种类", "violation"),
    ]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]
    decided_on: Annotated[date, names("决定日期", "decided on")]


@event(
    "application.held",
    "暂缓",
    "hold",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [UNIT_OFFICER]],
)
class Held(Body, frozen=True, kw_only=True):
    """A question must be answered first."""

    reason: Annotated[str, names("原因", "reason")]


@event(
    "application.released",
    "解除暂缓",
    "release",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [UNIT_OFFICER]],
)
class Released(Body, frozen=True, kw_only=True):
    """The question was answered."""

    reason: Annotated[str, names("原因", "reason")]
