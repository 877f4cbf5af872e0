"""What is filed and noted around a review, beside its own course (domain 3.4).

The deployment document and the opening form of 柳州, the review of a hospital's plan
by the health department, cross review, what goes upward afterwards, fees, and attempts
to interfere.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from aggregates.application.facts import Level
from aggregates.application.opinions import MaterialKind
from aggregates.roles import (
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    CHAIR,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    EXPERT,
    HEALTH_DEPARTMENT,
    OFFICE_STAFF,
    SEAL,
    UNIT_OFFICER,
    UNIT_SEALED,
)
from aggregates.schema import (
    Body,
    Counted,
    FileRef,
    ListRef,
    Part,
    Sealed,
    Year,
    event,
    names,
)

County = Annotated[str, Meta(pattern="^[0-9]{6}$")]
"""The code of an administrative division (GB/T 2260)."""

Fen = Annotated[int, Meta(ge=0, le=10_000_000)]
"""An amount of money in 分."""


@event(
    "session.deployment-document-filed",
    "部署文件备案",
    "file the deployment document",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
    opens=True,
)
class DeploymentDocumentFiled(Body, frozen=True, kw_only=True):
    """The year's arrangements of a series: what is asked, from when it counts."""

    committee: Annotated[str, names("评委会", "committee", kind="committee")]
    year: Annotated[Year, names("评审年度", "review year")]
    series: Annotated[tuple[str, ...], names("系列", "series")]
    document_no: Annotated[str, names("部署文件文号", "number of the document")]
    published_on: Annotated[date, names("对外发布日期", "published on")]
    address: Annotated[str, names("发布地址", "where it is published")]
    materials: Annotated[
        tuple[MaterialKind, ...], names("申报材料清单", "list of materials")
    ]
    education_from: Annotated[str, names("学历起算时间", "from when education counts")]
    seniority_from: Annotated[str, names("资历起算时间", "from when seniority counts")]
    conditions: Annotated[
        tuple[str, ...], names("评审条件（标准）", "conditions and standards")
    ]
    directed_evaluation: Annotated[
        str, names("“定向评价”工作安排", "directed evaluation", multiline=True)
    ] = ""
    document: Annotated[FileRef, names("部署文件", "document")]


@event(
    "session.health-department-reviewed",
    "卫生健康部门审核",
    "review a hospital's plan",
    segment="AUDIT",
    signers=[[HEALTH_DEPARTMENT, SEAL, CUSTODIAN]],
)
class HealthDepartmentReviewed(Body, frozen=True, kw_only=True):
    """The health department of the place looked at the plan before it is filed."""

    document: Annotated[FileRef, names("方案文件", "document of the plan")]
    approved: Annotated[bool, names("审核通过", "approved")]
    opinion: Annotated[str, names("审核意见", "opinion", multiline=True)]


OpeningPaper = Literal["OPENING_FORM", "WORK_PLAN", "STANDARDS"]


class OpeningDocument(Part, frozen=True, kw_only=True):
    """One of the papers that are filed before the opening."""

    code: Annotated[OpeningPaper, names("备案材料", "paper")]
    file: Annotated[FileRef, names("文件", "file")]


@event(
    "session.opening-form-uploaded",
    "开展评审工作备案表上传",
    "upload the opening form",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class OpeningFormUploaded(Body, frozen=True, kw_only=True):
    """The form, and what a self-review body files with it."""

    opening_on: Annotated[date, names("开评日期", "opening day")]
    documents: Annotated[tuple[OpeningDocument, ...], names("备案材料", "papers")]


@event(
    "session.assigned-cross-review",
    "交叉评审安排",
    "assign cross review",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class AssignedCrossReview(Body, frozen=True, kw_only=True):
    """The city lets this committee review the applicants of other counties."""

    counties: Annotated[
        tuple[County, ...], names("申报人所在县区代码", "counties of the applicants")
    ]
    document_no: Annotated[str, names("安排文号", "number of the arrangement")]


@event(
    "session.exception-granted",
    "同意例外",
    "grant an exception",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
)
class ExceptionGranted(Body, frozen=True, kw_only=True):
    """The competent authority lets a rule that says 一般 give way for this review."""

    rule: Annotated[str, names("对应规则", "rule")]
    basis: Annotated[str, names("依据文件及条款", "basis: document and clause")]
    reason: Annotated[str, names("理由", "reason", multiline=True)]


@event(
    "session.confirmation-requested",
    "报请确认",
    "request confirmation",
    segment="REVIEW",
    signers=[UNIT_SEALED],
)
class ConfirmationRequested(Body, frozen=True, kw_only=True):
    """The establishing unit asks for confirmation of the list that was published."""

    published: Annotated[ListRef, names("公示名单", "published list", filled=True)]
    document: Annotated[FileRef, names("报请文件", "document")]


FiledPaper = Literal["CONFIRMATION_DOCUMENT", "SUMMARY", "RECORD_SHEET", "PLAN"]


class FiledDocument(Part, frozen=True, kw_only=True):
    """One of the papers that go upward with the results."""

    code: Annotated[FiledPaper, names("备案材料", "paper")]
    file: Annotated[FileRef, names("文件", "file")]


@event(
    "session.results-filed-upward",
    "结果逐级备案",
    "file the results upward",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [OFFICE_STAFF], [UNIT_OFFICER]],
)
class ResultsFiledUpward(Body, frozen=True, kw_only=True):
    """One level told the next what was decided, and has its receipt."""

    level: Annotated[
        Literal["COUNTY", "CITY", "PROVINCE"], names("备案层级", "level that received")
    ]
    receipt_no: Annotated[str, names("回执编号", "receipt number")]
    documents: Annotated[tuple[FiledDocument, ...], names("备案材料", "papers")]


@event(
    "session.data-reported",
    "评审数据报送",
    "report the data of the review",
    segment="AUDIT",
    signers=[[OFFICE_STAFF], [AUTHORITY_OFFICER]],
)
class DataReported(Body, frozen=True, kw_only=True):
    """The data of the year's review went where the documents say, in their form."""

    form: Annotated[str, names("数据规范格式版本", "version of the form")]
    persons: Annotated[Counted, names("报送人数", "persons")]
    receipt_no: Annotated[str, names("回执编号", "receipt number")]


class Fee(Part, frozen=True, kw_only=True):
    """What the review of one level costs."""

    level: Annotated[Level, names("级别", "level")]
    fen: Annotated[Fen, names("金额（分）", "amount in 分")]


@event(
    "session.fee-schedule-filed",
    "收费依据备案",
    "file the schedule of fees",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class FeeScheduleFiled(Body, frozen=True, kw_only=True):
    """What is charged, and by which document."""

    basis: Annotated[str, names("收费依据文号", "document that allows it")]
    fees: Annotated[tuple[Fee, ...], names("收费标准", "fees")]


@event(
    "session.fee-charged",
    "收取评审费",
    "charge a fee",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class FeeCharged(Body, frozen=True, kw_only=True):
    """The fee of one application was taken, with a receipt."""

    application: Annotated[str, names("申报", "application", kind="application")]
    fen: Annotated[Fen, names("金额（分）", "amount in 分")]
    receipt_no: Annotated[str, names("票据号", "receipt number")]


@event(
    "session.questions-reported",
    "普遍问题逐级反馈",
    "report what many asked",
    segment="AUDIT",
    signers=[[DEPARTMENT_REVIEWER], [AUTHORITY_OFFICER], [OFFICE_STAFF]],
)
class QuestionsReported(Body, frozen=True, kw_only=True):
    """What is asked again and again goes upward, level by level (XN12-8.1b)."""

    to: Annotated[str, names("反馈单位", "to", kind="organisation")]
    questions: Annotated[str, names("普遍反映的问题", "questions", multiline=True)]


@event(
    "session.interference-recorded",
    "说情打招呼登记",
    "record an interference",
    segment="REVIEW",
    signers=[[EXPERT], [CHAIR], [OFFICE_STAFF]],
)
class InterferenceRecorded(Body, frozen=True, kw_only=True):
    """Somebody asked a favour, formed a circle or gave orders; who is sealed."""

    manner: Annotated[
        Literal["FAVOUR", "CIRCLE", "ADMINISTRATIVE"],
        names("情形（说情打招呼、圈子评审、行政干预）", "manner"),
    ]
    on: Annotated[date, names("发生日期", "happened on")]
    who: Annotated[Sealed, names("干预人", "who interfered")]
    facts: Annotated[Sealed, names("情况", "facts")]


@event(
    "session.review-not-recognised",
    "评审行为不予认可（批次）",
    "not recognise the review of a session",
    segment="SUPERVISE",
    follower_of=["committee.acts-not-recognised"],
)
class ReviewNotRecognised(Body, frozen=True, kw_only=True):
    """What was done in this session counts for nothing; nothing more is owed in it."""

    committee: Annotated[str, names("评委会", "committee", kind="committee")]
    cause: Annotated[str, names("情形", "cause")]
