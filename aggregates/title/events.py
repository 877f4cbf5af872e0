"""Titles and certificates (domain page 3.6)."""

from datetime import date
from typing import Annotated, Literal

from aggregates.application.facts import Issuer, Level
from aggregates.history.events import FieldChange
from aggregates.roles import (
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    DISCIPLINE_LIAISON,
    EMPLOYER_HEAD,
)
from aggregates.schema import Body, Part, PersonalFile, event, names

Scope = Literal["NORMAL", "GRASSROOTS_ONLY"]
Method = Literal["ONLINE_CHECK", "INQUIRY_LETTER", "ORIGINAL_SEEN"]
Ground = Literal["AID_DISPATCH", "RECOGNISED_REGION"]


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
    scope: Annotated[Scope, names("有效范围", "where it is valid")] = "NORMAL"


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


class EmployersTitle(Body, frozen=True, kw_only=True):
    """A title that an employer brings on record: whose, and which."""

    person: Annotated[str, names("持有人", "person", kind="person")]
    employer: Annotated[str, names("用人单位", "employer", kind="organisation")]
    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("专业", "profession")]
    level: Annotated[Level, names("级别", "level")]
    since: Annotated[date, names("取得日期", "since")]


@event(
    "title.initial-title-determined",
    "初定职称",
    "determine the initial title",
    segment="AUDIT",
    signers=[[EMPLOYER_HEAD, AUTHORITY_OFFICER]],
    opens=True,
)
class InitialTitleDetermined(EmployersTitle, frozen=True, kw_only=True):
    """The first title of a graduate of full-time study, by employer and authority."""

    graduated_on: Annotated[date, names("全日制毕业日期", "graduated on")]
    employed_since: Annotated[date, names("参加工作日期", "employed since")]
    diploma: Annotated[PersonalFile, names("全日制毕业证书", "diploma")]


class Dispatch(Part, frozen=True, kw_only=True):
    """An aid dispatch (援派): where, and from when to when."""

    territory: Annotated[str, names("受援地（行政区划）", "where, by code")]
    since: Annotated[date, names("援派起", "from")]
    until: Annotated[date, names("援派止", "to")]
    document_no: Annotated[str, names("选派文号", "number of the document")]


@event(
    "title.outside-title-verified",
    "单位核实原职称",
    "verify a title from elsewhere",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD]],
    opens=True,
)
class OutsideTitleVerified(EmployersTitle, frozen=True, kw_only=True):
    """The employer checked that a title obtained elsewhere is true and valid."""

    issued_in: Annotated[str, names("取得地（行政区划）", "where, by code")]
    issuer: Annotated[Issuer, names("发证单位性质", "kind of issuer")] = "LOCAL_BODY"
    certificate_no: Annotated[str, names("证书编号", "certificate number")]
    method: Annotated[Method, names("核实方式", "how it was checked")]
    checked_on: Annotated[date, names("核实日期", "checked on")]
    evidence: Annotated[PersonalFile, names("核实材料", "proof")]
    dispatch: Annotated[Dispatch | None, names("援派情况", "aid dispatch")] = None


@event(
    "title.recognised",
    "职称认可",
    "recognise a title",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class Recognised(Body, frozen=True, kw_only=True):
    """A title from elsewhere holds here without re-confirmation."""

    ground: Annotated[Ground, names("认可情形", "ground")]


@event(
    "title.reconfirmed",
    "职称重新确认",
    "re-confirm a title",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
)
class Reconfirmed(Body, frozen=True, kw_only=True):
    """A title from elsewhere was confirmed again, under the clause that is cited."""

    document_no: Annotated[str, names("重新确认文号", "number of the document")]
    document_on: Annotated[date, names("发文日期", "date of the document")]
    basis: Annotated[str, names("办理依据（文件及条款）", "document and clause")]


@event(
    "title.converted",
    "转评",
    "note that a title was converted",
    segment="AUDIT",
    follower_of=["session.results-confirmed"],
)
class Converted(Body, frozen=True, kw_only=True):
    """Its holder passed a review for the same level in another series."""

    into: Annotated[str, names("转评后职称", "the new title", kind="title")]


@event(
    "title.employer-assessed",
    "用人单位考核",
    "assess for appointment",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD]],
)
class EmployerAssessed(Body, frozen=True, kw_only=True):
    """The employer's own assessment, on which it may appoint the holder."""

    employer: Annotated[str, names("用人单位", "employer", kind="organisation")]
    qualified: Annotated[bool, names("考核合格", "qualified")]
    checked_on: Annotated[date, names("考核日期", "assessed on")]


@event(
    "title.certificate-data-reported",
    "报送电子证书数据",
    "report the certificate data",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class CertificateDataReported(Body, frozen=True, kw_only=True):
    """The data of the electronic certificate went to where certificates are made."""

    receipt_no: Annotated[str, names("报送回执编号", "number of the receipt")]


@event(
    "title.certificate-forgery-found",
    "证书造假",
    "find a certificate forged",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class CertificateForgeryFound(Body, frozen=True, kw_only=True):
    """The certificate is not true; the matter is handed over."""

    certificate_no: Annotated[str, names("证书编号", "certificate number")]
    found_on: Annotated[date, names("查实日期", "found on")]
    evidence: Annotated[PersonalFile, names("证据", "evidence")]
    document_no: Annotated[str, names("移交文号", "number of the referral")]
    referred_to: Annotated[str, names("移交单位", "referred to", kind="organisation")]


@event(
    "title.referral-acknowledged",
    "接收移交",
    "acknowledge the referral",
    segment="SUPERVISE",
    signers=[[DISCIPLINE_LIAISON]],
)
class ReferralAcknowledged(Body, frozen=True, kw_only=True):
    """The referral arrived."""

    receipt_no: Annotated[str, names("接收编号", "receipt number")]


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
    signers=[AUTHORITY_SEALED],
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
    "title.voided",
    "职称无效",
    "note that a title is void",
    segment="AUDIT",
    follower_of=["application.voided"],
)
class Voided(Body, frozen=True, kw_only=True):
    """The result that it came of is void (LZ-7.6b)."""

    application: Annotated[str, names("申报", "application", kind="application")]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]


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
