"""What is checked beside the steps of the route: commitments, flags, points, failures.

Names and signers are those of the domain page, section 3.2.
"""

from datetime import date
from typing import Annotated

from aggregates.application.opinions import (
    BanOpinion,
    FlagOpinion,
    PointOpinion,
    Reason,
)
from aggregates.roles import (
    AGENCY_OFFICER,
    APPLICANT,
    AUTHORITY_OFFICER,
    DEPARTMENT_REVIEWER,
    EMPLOYER_HEAD,
    EMPLOYER_REVIEWER,
    INTAKE_OFFICER,
    SERVICE,
    UNIT_OFFICER,
    USING_UNIT_OFFICER,
)
from aggregates.schema import (
    Body,
    Counted,
    PersonalFile,
    Sealed,
    event,
    names,
)


@event(
    "application.risk-flag-raised",
    "风险刊物标记",
    "flag a publication",
    segment="AUDIT",
    signers=[[SERVICE]],
)
class RiskFlagRaised(Body, frozen=True, kw_only=True):
    """The comparison with the database of illegal publications met an item."""

    flag: Annotated[str, names("标记编号", "number of the flag")]
    item: Annotated[str, names("材料编号", "item")]
    database: Annotated[str, names("比对数据库版本", "version of the database")]


@event(
    "application.risk-flag-answered",
    "风险核验说明",
    "answer a flag",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class RiskFlagAnswered(Body, frozen=True, kw_only=True):
    """The applicant verified the publication and gives the proof of it."""

    flag: Annotated[str, names("标记编号", "number of the flag")]
    proof: Annotated[PersonalFile, names("核验材料", "proof")]


@event(
    "application.review-commitment-signed",
    "审核责任人签署承诺书",
    "sign the reviewer's commitment",
    segment="RECOMMEND",
    signers=[[EMPLOYER_REVIEWER], [AGENCY_OFFICER]],
)
class ReviewCommitmentSigned(Body, frozen=True, kw_only=True):
    """The reviewer in charge promises to review truly, and answers for it."""

    reviewer: Annotated[str, names("审核责任人", "reviewer", kind="person")]
    form: Annotated[str, names("承诺书文本版本", "version of the text")]


@event(
    "application.pre-assessment-recorded",
    "答辩（说课）考评",
    "record the assessment before deliberation",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_HEAD],
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
    ],
)
class PreAssessmentRecorded(Body, frozen=True, kw_only=True):
    """The employer heard the applicant before it deliberates."""

    form: Annotated[str, names("考评方式", "form of the assessment")]
    held_on: Annotated[date, names("考评日期", "held on")]
    panel: Annotated[Counted, names("考评人数", "assessors")]
    opinion: Annotated[Sealed, names("答辩意见", "opinion")]


class AuditFailed(Body, frozen=True, kw_only=True):
    """What an audit found wanting: whatever is sent back later names all of it."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    reasons: Annotated[tuple[Reason, ...], names("全部原因", "all reasons")]


@event(
    "application.department-audit-failed",
    "主管部门审核不符合",
    "fail the department's audit",
    segment="AUDIT",
    signers=[[DEPARTMENT_REVIEWER]],
)
class DepartmentAuditFailed(AuditFailed, frozen=True, kw_only=True):
    """The department cannot pass it; it is corrected, returned or ended next."""


@event(
    "application.authority-audit-failed",
    "人社（职改）部门审核不符合",
    "fail the authority's audit",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class AuthorityAuditFailed(AuditFailed, frozen=True, kw_only=True):
    """The authority cannot pass it; it is corrected, returned or ended next."""


@event(
    "application.unit-performance-audited",
    "组建单位审核履职情况",
    "audit how employer and department did their part",
    segment="AUDIT",
    signers=[[UNIT_OFFICER]],
)
class UnitPerformanceAudited(Body, frozen=True, kw_only=True):
    """The establishing unit looks at the procedure before the committee does."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    points: Annotated[
        tuple[PointOpinion, ...], names("逐点意见", "opinion on each point")
    ]
    bans: Annotated[
        tuple[BanOpinion, ...], names("严禁报送情形", "what never goes further")
    ]
    flags: Annotated[
        tuple[FlagOpinion, ...], names("对风险标记的处理", "decisions on the flags")
    ] = ()
    opinion: Annotated[str, names("审核意见", "opinion", multiline=True)]
