"""Titles and certificates (domain page 3.6)."""

from datetime import date
from typing import Annotated, Literal

from aggregates.application.facts import Level
from aggregates.history.events import FieldChange
from aggregates.roles import AUTHORITY_OFFICER, CUSTODIAN, SEAL
from aggregates.schema import Body, PersonalFile, event, names


@event(
    "title.conferred",
    "取得职称",
    "confer a title",
    segment="AUDIT",
    follower_of=["session.results-confirmed"],
    opens=True,
)
class Conferred(Body, frozen=True, kw_only=True):
    """The title exists from the date of the document."""

    person: Annotated[str, names("持有人", "person", kind="person")]
    application: Annotated[str, names("申报", "application", kind="application")]
    session: Annotated[str, names("评审年度批次", "session", kind="session")]
    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("专业", "profession")]
    level: Annotated[Level, names("级别", "level")]
    since: Annotated[date, names("取得日期", "since")]
    document_no: Annotated[str, names("确认文号", "number of the document")]


@event(
    "title.recorded",
    "历史职称补录",
    "record a title from history",
    segment="AUDIT",
    follower_of=["history.batch-checked"],
    opens=True,
)
class Recorded(Body, frozen=True, kw_only=True):
    """The office checked a historical row; the title stands on record from now on."""

    person: Annotated[str, names("持有人", "person", kind="person")]
    history: Annotated[str, names("历史数据", "row", kind="history")]
    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("专业", "profession")]
    title_name: Annotated[str, names("职称名称", "name of the title")]
    level: Annotated[Level, names("级别", "level")]
    review_body: Annotated[str, names("评审组织", "reviewed by")]
    approving_unit: Annotated[str, names("批准单位", "approved by")]
    approval_no: Annotated[str, names("批准文号", "number of the approval")]
    approved_on: Annotated[date, names("批准日期", "approved on")]


@event(
    "title.data-corrected",
    "职称数据更正",
    "correct the data of a title",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class DataCorrected(Body, frozen=True, kw_only=True):
    """Values are corrected by a new event; the old ones stay in history."""

    changes: Annotated[tuple[FieldChange, ...], names("更正", "corrections")]
    basis: Annotated[str, names("依据", "basis")]


@event(
    "title.certificate-issued",
    "发放电子证书",
    "issue the certificate",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class CertificateIssued(Body, frozen=True, kw_only=True):
    """The electronic certificate."""

    certificate_no: Annotated[str, names("证书编号", "certificate number")]
    issued_on: Annotated[date, names("发证日期", "issued on")]


@event(
    "title.revoked",
    "撤销职称",
    "revoke a title",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
)
class Revoked(Body, frozen=True, kw_only=True):
    """A verified falsity takes the title away."""

    complaint: Annotated[str, names("核查案件", "complaint", kind="complaint")]
    violation: Annotated[
        Literal["UNTRUE_INFO", "FALSE_MATERIAL", "PLAGIARISM"],
        names("违规种类", "violation"),
    ]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]
    decided_on: Annotated[date, names("决定日期", "decided on")]
    hearing: Annotated[PersonalFile, names("陈述申辩记录", "record of the hearing")]


@event(
    "title.certificate-voided",
    "证书作废",
    "void the certificate",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class CertificateVoided(Body, frozen=True, kw_only=True):
    """The certificate is no longer good."""

    certificate_no: Annotated[str, names("证书编号", "certificate number")]
    voided_on: Annotated[date, names("作废日期", "voided on")]


@event(
    "title.employer-notified",
    "通知用人单位",
    "notify the employer",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class EmployerNotified(Body, frozen=True, kw_only=True):
    """The employer was told that the title is gone."""

    employer: Annotated[str, names("用人单位", "employer", kind="organisation")]
    notified_on: Annotated[date, names("通知日期", "notified on")]
