"""Complaints and their verification (信访核查, domain page 3.7)."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from aggregates.roles import (
    APPLICANT,
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    COMPLAINANT,
    CUSTODIAN,
    DISCIPLINE_LIAISON,
    INTAKE_OFFICER,
    INVESTIGATOR,
    OFFICE_STAFF,
    SEAL,
    UNIT_OFFICER,
    UNIT_SEALED,
)
from aggregates.schema import Body, Part, Personal, PersonalFile, event, names

Outcome = Literal["SUBSTANTIATED", "PARTLY", "UNSUBSTANTIATED"]
Violation = Literal["NONE", "UNTRUE_INFO", "FALSE_MATERIAL", "PLAGIARISM"]


@event(
    "complaint.received",
    "收到信访件",
    "receive a complaint",
    segment="SUPERVISE",
    signers=[[OFFICE_STAFF], [AUTHORITY_OFFICER], [OFFICE_STAFF, COMPLAINANT]],
    opens=True,
)
class Received(Body, frozen=True, kw_only=True):
    """A complaint came in; who sent it and what it says are sealed."""

    channel: Annotated[
        Literal["LETTER", "VISIT", "CALL", "ONLINE", "TRANSFER"],
        names("来源渠道", "channel"),
    ]
    received_on: Annotated[date, names("收到日期", "received on")]
    complainant: Annotated[Personal, names("信访人", "complainant")]
    content: Annotated[Personal, names("反映内容", "content", multiline=True)]


@event(
    "complaint.registered",
    "登记",
    "register a complaint",
    segment="SUPERVISE",
    signers=[[OFFICE_STAFF], [AUTHORITY_OFFICER]],
)
class Registered(Body, frozen=True, kw_only=True):
    """The complaint gets a number and the application it concerns."""

    case_no: Annotated[str, names("信访编号", "case number")]
    application: Annotated[str, names("涉及申报", "application", kind="application")]


@event(
    "complaint.transferred",
    "转送交办",
    "hand a complaint down",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class Transferred(Body, frozen=True, kw_only=True):
    """An authority hands it to the next body below, which then answers for it."""

    to: Annotated[str, names("交办单位", "to", kind="organisation")]
    document_no: Annotated[str, names("交办文号", "document number")]


@event(
    "complaint.accepted",
    "受理",
    "accept a complaint",
    segment="SUPERVISE",
    signers=[[UNIT_OFFICER], [AUTHORITY_OFFICER]],
)
class Accepted(Body, frozen=True, kw_only=True):
    """The competent body takes it on."""


@event(
    "complaint.not-accepted",
    "不予受理告知",
    "not accept a complaint",
    segment="SUPERVISE",
    signers=[[UNIT_OFFICER], [AUTHORITY_OFFICER]],
)
class NotAccepted(Body, frozen=True, kw_only=True):
    """The competent body does not take it on, and says why."""

    reason: Annotated[str, names("原因", "reason")]


@event(
    "complaint.verification-assigned",
    "指派核查人员",
    "assign the investigators",
    segment="SUPERVISE",
    signers=[[UNIT_OFFICER]],
)
class VerificationAssigned(Body, frozen=True, kw_only=True):
    """Who verifies: at least two, none of them concerned."""

    investigators: Annotated[
        tuple[str, ...], names("核查人员", "investigators", kind="person")
    ]


@event(
    "complaint.verification-step-recorded",
    "核查过程",
    "record a step",
    segment="SUPERVISE",
    signers=[[INVESTIGATOR.at_least(1)]],
)
class VerificationStepRecorded(Body, frozen=True, kw_only=True):
    """What was done, when, and how."""

    on: Annotated[date, names("日期", "on")]
    method: Annotated[
        Literal["INTERVIEW", "DOCUMENT_REVIEW", "ON_SITE", "EXPERT_OPINION"],
        names("核查方式", "method"),
    ]
    record: Annotated[PersonalFile, names("记录", "record")]


@event(
    "complaint.verification-extended",
    "延期",
    "extend the verification",
    segment="SUPERVISE",
    signers=[UNIT_SEALED],
)
class VerificationExtended(Body, frozen=True, kw_only=True):
    """Once, and with the reason told."""

    days: Annotated[int, Meta(ge=1, le=366), names("延长天数", "days")]
    reason: Annotated[str, names("原因", "reason")]


class Handling(Part, frozen=True, kw_only=True):
    """The handling opinion, for both groups that the notice names."""

    applicant: Annotated[str, names("对申报人员", "for the applicant", multiline=True)]
    reviewers: Annotated[
        str,
        names("对审核推荐人员", "for reviewers and recommenders", multiline=True),
    ]


@event(
    "complaint.verification-report-filed",
    "核查报告",
    "file the verification report",
    segment="SUPERVISE",
    signers=[[INVESTIGATOR.at_least(1), UNIT_OFFICER, SEAL, CUSTODIAN]],
)
class VerificationReportFiled(Body, frozen=True, kw_only=True):
    """The six parts, with evidence (XN12-8.5c)."""

    time: Annotated[str, names("核查时间", "time")]
    persons: Annotated[
        tuple[str, ...], names("核查人员", "persons", kind="person", filled=True)
    ]
    method: Annotated[str, names("核查方式", "method")]
    process: Annotated[Personal, names("核查过程", "process", multiline=True)]
    conclusion: Annotated[Personal, names("结论性意见", "conclusion", multiline=True)]
    handling: Annotated[Handling, names("处理意见", "handling")]
    evidence: Annotated[tuple[PersonalFile, ...], names("佐证材料", "evidence")]
    items: Annotated[tuple[str, ...], names("查实的材料编号", "items found false")] = ()


@event(
    "complaint.decided",
    "结论",
    "decide",
    segment="SUPERVISE",
    signers=[UNIT_SEALED, AUTHORITY_SEALED],
)
class Decided(Body, frozen=True, kw_only=True):
    """The complaint is substantiated, partly, or not."""

    outcome: Annotated[Outcome, names("结论", "outcome")]
    violation: Annotated[Violation, names("违规种类", "violation")]
    decided_on: Annotated[date, names("决定日期", "decided on")]


@event(
    "complaint.complainant-notified",
    "答复",
    "answer the complainant",
    segment="SUPERVISE",
    signers=[[UNIT_OFFICER], [AUTHORITY_OFFICER]],
)
class ComplainantNotified(Body, frozen=True, kw_only=True):
    """The complainant was told the outcome."""

    notified_on: Annotated[date, names("答复日期", "notified on")]
    means: Annotated[str, names("答复方式", "means")]


@event(
    "complaint.recheck-requested",
    "申请复查（复核）",
    "request a re-check",
    segment="SUPERVISE",
    signers=[[COMPLAINANT], [APPLICANT], [INTAKE_OFFICER], [OFFICE_STAFF]],
)
class RecheckRequested(Body, frozen=True, kw_only=True):
    """Who does not agree with the answer asks the superior body."""

    by_whom: Annotated[Literal["COMPLAINANT", "APPLICANT"], names("申请人", "who asks")]
    grounds: Annotated[Personal, names("申请理由", "grounds")]


@event(
    "complaint.recheck-decided",
    "复查（复核）意见",
    "decide on the re-check",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class RecheckDecided(Body, frozen=True, kw_only=True):
    """The superior body upholds the outcome, or puts another in its place."""

    document_no: Annotated[str, names("意见书文号", "document number")]
    upheld: Annotated[bool, names("维持原结论", "the outcome is upheld")]
    outcome: Annotated[Outcome, names("结论", "outcome")]
    violation: Annotated[Violation, names("违规种类", "violation")]
    decided_on: Annotated[date, names("决定日期", "decided on")]


@event(
    "complaint.referred-to-discipline",
    "移交纪检监察",
    "refer to discipline inspection",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class ReferredToDiscipline(Body, frozen=True, kw_only=True):
    """Perfunctory or deceitful handling is handed over."""

    document_no: Annotated[str, names("移交文号", "document number")]
    subject: Annotated[str, names("移交对象", "about whom")]


@event(
    "complaint.referral-acknowledged",
    "纪检监察接收",
    "acknowledge the referral",
    segment="SUPERVISE",
    signers=[[DISCIPLINE_LIAISON]],
)
class ReferralAcknowledged(Body, frozen=True, kw_only=True):
    """The referral arrived."""

    receipt_no: Annotated[str, names("接收编号", "receipt number")]


@event(
    "complaint.closed",
    "办结",
    "close the complaint",
    segment="SUPERVISE",
    signers=[[UNIT_OFFICER], [AUTHORITY_OFFICER]],
)
class Closed(Body, frozen=True, kw_only=True):
    """Everything that the decision asked for is done."""
