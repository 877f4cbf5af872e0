"""What becomes of a result: re-check, publicity, reports, confirmation, archive."""

from datetime import date
from typing import Annotated, Literal

from aggregates.roles import (
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    CUSTODIAN,
    ENTRUSTING_BODY,
    OFFICE_STAFF,
    SEAL,
    UNIT_OFFICER,
)
from aggregates.schema import (
    Body,
    Counted,
    FileRef,
    ListRef,
    PersonalFile,
    event,
    names,
)


@event(
    "session.result-rechecked",
    "评审结果复核",
    "re-check the result",
    segment="REVIEW",
    signers=[[UNIT_OFFICER]],
)
class ResultRechecked(Body, frozen=True, kw_only=True):
    """The establishing unit looked at the result again."""

    results: Annotated[ListRef, names("逐人结果清单", "list of results", filled=True)]
    problems: Annotated[Counted, names("发现问题人数", "with problems")]


@event(
    "session.result-publicity-opened",
    "评审结果公示",
    "open the result publicity",
    segment="REVIEW",
    signers=[[OFFICE_STAFF], [UNIT_OFFICER]],
)
class ResultPublicityOpened(Body, frozen=True, kw_only=True):
    """The list of those who passed is published."""

    posted_on: Annotated[date, names("公示日期", "posted on")]
    channel: Annotated[str, names("公示渠道", "channel")]
    published: Annotated[ListRef, names("公示名单", "published list", filled=True)]
    evidence: Annotated[PersonalFile, names("公示凭证", "evidence")]


@event(
    "session.result-publicity-closed",
    "结果公示结束",
    "close the result publicity",
    segment="REVIEW",
    signers=[[OFFICE_STAFF], [UNIT_OFFICER]],
)
class ResultPublicityClosed(Body, frozen=True, kw_only=True):
    """The publicity of the result ran its full time."""

    removed_on: Annotated[date, names("结束日期", "ended on")]


ReportPart = Literal["REVIEW", "PUBLICITY", "PETITIONS"]


class ReportBody(Body, frozen=True, kw_only=True):
    """The parts of a report to the authority."""

    review: Annotated[str, names("评审情况", "review", multiline=True)]
    publicity: Annotated[str, names("公示情况", "publicity", multiline=True)]
    petitions: Annotated[str, names("信访核查情况", "petitions", multiline=True)]
    publicity_state: Annotated[
        Literal["ONGOING", "COMPLETE"], names("公示状态", "state of the publicity")
    ]
    document: Annotated[FileRef, names("报告文件", "document")]


@event(
    "session.comprehensive-report-filed",
    "评审情况综合报告",
    "file the comprehensive report",
    segment="REVIEW",
    signers=[[OFFICE_STAFF, SEAL, CUSTODIAN]],
)
class ComprehensiveReportFiled(ReportBody, frozen=True, kw_only=True):
    """Review, publicity and petitions, within five working days of the end."""


@event(
    "session.supplementary-report-filed",
    "补充报告",
    "file the supplementary report",
    segment="REVIEW",
    signers=[[OFFICE_STAFF, SEAL, CUSTODIAN]],
)
class SupplementaryReportFiled(ReportBody, frozen=True, kw_only=True):
    """What the first report could not yet say."""


@event(
    "session.results-confirmed",
    "发文确认（批次）",
    "confirm results",
    segment="AUDIT",
    signers=[
        AUTHORITY_SEALED,
        [ENTRUSTING_BODY, SEAL, CUSTODIAN],
    ],
)
class ResultsConfirmed(Body, frozen=True, kw_only=True):
    """A batch is confirmed by document; followers confirm each person."""

    document_no: Annotated[str, names("确认文号", "number of the document")]
    document_on: Annotated[date, names("发文日期", "date of the document")]
    batch: Annotated[Counted, names("批次", "batch")]
    scope: Annotated[
        Literal["NORMAL", "GRASSROOTS_ONLY"],
        names("职称有效范围（定向评价的限定在基层有效）", "where the titles are valid"),
    ] = "NORMAL"
    confirmed: Annotated[ListRef, names("确认名单", "confirmed list", filled=True)]


@event(
    "session.result-not-confirmed",
    "不予确认",
    "not confirm a result",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class ResultNotConfirmed(Body, frozen=True, kw_only=True):
    """The result of one person is not confirmed, and why."""

    application: Annotated[str, names("申报", "application", kind="application")]
    reason: Annotated[str, names("原因", "reason")]


@event(
    "session.archived",
    "归档",
    "archive",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class Archived(Body, frozen=True, kw_only=True):
    """The papers of the batch are in order."""

    items: Annotated[tuple[FileRef, ...], names("归档材料", "items")]
