"""What follows on a finding or a threshold, until the inspection is closed."""

from datetime import date
from typing import Annotated, Literal

from aggregates.roles import (
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    EMPLOYER_HEAD,
    OFFICE_STAFF,
    SEAL,
    UNIT_SEALED,
)
from aggregates.schema import (
    Body,
    ListRef,
    Part,
    Personal,
    PersonalFile,
    Year,
    event,
    names,
)

ThresholdKind = Literal["EMPLOYER_AUDIT", "DEPARTMENT_REVIEW", "COMMITTEE_RECHECK"]

BODIES_SEALED = [
    [EMPLOYER_HEAD, SEAL, CUSTODIAN],
    [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
    UNIT_SEALED,
]


@event(
    "inspection.threshold-acknowledged",
    "比例触发确认",
    "acknowledge a crossed threshold",
    segment="SUPERVISE",
    signers=[
        [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
        [OFFICE_STAFF, SEAL, CUSTODIAN],
        UNIT_SEALED,
        AUTHORITY_SEALED,
    ],
    opens=True,
)
class ThresholdAcknowledged(Body, frozen=True, kw_only=True):
    """Who must circulate confirms a computed share; the share itself is no event."""

    threshold: Annotated[
        ThresholdKind,
        names("比例（单位审核、主管部门推荐、评委会复核）", "threshold"),
    ]
    target: Annotated[str, names("单位（评委会）", "body")]
    year: Annotated[Year, names("年度", "year")]
    part: Annotated[
        tuple[str, ...], names("分子：涉及的申报", "numerator", kind="application")
    ]
    whole: Annotated[ListRef, names("分母：全部申报清单", "denominator")]
    explains: Annotated[
        str, names("作出说明的单位", "who explains", kind="organisation")
    ] = ""
    explain_until: Annotated[date | None, names("说明期限", "explained until")] = None
    plan_until: Annotated[
        date | None, names("整改方案期限", "plan submitted until")
    ] = None


@event(
    "inspection.explanation-submitted",
    "作出说明",
    "submit the explanation",
    segment="SUPERVISE",
    signers=BODIES_SEALED,
)
class ExplanationSubmitted(Body, frozen=True, kw_only=True):
    """The body explains how it came to that share."""

    explanation: Annotated[Personal, names("说明", "explanation", multiline=True)]
    document: Annotated[PersonalFile, names("书面说明", "document")]


@event(
    "inspection.rectification-plan-submitted",
    "书面整改方案",
    "submit the rectification plan",
    segment="SUPERVISE",
    signers=BODIES_SEALED,
)
class RectificationPlanSubmitted(Body, frozen=True, kw_only=True):
    """What the body will do, and by when (LZ-4.1.1d)."""

    measures: Annotated[str, names("整改措施", "measures", multiline=True)]
    done_by: Annotated[date, names("完成时限", "done by")]
    document: Annotated[PersonalFile, names("书面方案", "document")]


@event(
    "inspection.rectification-ordered",
    "责令限期整改",
    "order rectification in a set time",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class RectificationOrdered(Body, frozen=True, kw_only=True):
    """An employer, department or unit has to put a finding right in a set time."""

    order: Annotated[str, names("整改编号", "number of the order")]
    finding: Annotated[str, names("发现编号", "number of the finding")]
    requirement: Annotated[str, names("整改要求", "what to do", multiline=True)]
    until: Annotated[date, names("整改期限", "until")]


class Report(Body, frozen=True, kw_only=True):
    """What a body reports on an order."""

    order: Annotated[str, names("编号", "number of the order")]
    report: Annotated[Personal, names("情况", "report", multiline=True)]
    evidence: Annotated[tuple[PersonalFile, ...], names("佐证材料", "evidence")]


@event(
    "inspection.rectification-reported",
    "报送整改情况",
    "report the rectification",
    segment="SUPERVISE",
    signers=BODIES_SEALED,
)
class RectificationReported(Report, frozen=True, kw_only=True):
    """The body reports what it put right."""


class Verdict(Body, frozen=True, kw_only=True):
    """What the authority thinks of a rectification."""

    order: Annotated[str, names("整改编号", "number of the order")]
    opinion: Annotated[str, names("验收意见", "opinion", multiline=True)]


@event(
    "inspection.rectification-accepted",
    "整改验收",
    "accept the rectification",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class RectificationAccepted(Verdict, frozen=True, kw_only=True):
    """It was put right."""


@event(
    "inspection.rectification-failed",
    "整改不力",
    "find the rectification insufficient",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class RectificationFailed(Verdict, frozen=True, kw_only=True):
    """It was not put right, or not in time; a circular follows (YC12-4.3d)."""


@event(
    "inspection.persons-educated",
    "批评教育",
    "criticise and educate persons",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED, UNIT_SEALED],
)
class PersonsEducated(Body, frozen=True, kw_only=True):
    """Those directly responsible are criticised and educated (XN6A-6a)."""

    finding: Annotated[str, names("发现编号", "number of the finding")]
    direct_heads: Annotated[
        tuple[str, ...],
        names("直接负责的主管人员", "directly responsible heads", kind="person"),
    ] = ()
    others: Annotated[
        tuple[str, ...],
        names("其他直接责任人员", "others directly responsible", kind="person"),
    ] = ()
    on: Annotated[date, names("日期", "on")]
    record: Annotated[PersonalFile, names("记录", "record")]
    complaint: Annotated[str, names("信访件", "complaint", kind="complaint")] = ""


@event(
    "inspection.remedy-ordered",
    "责令采取补救措施",
    "order a remedy",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED, UNIT_SEALED],
)
class RemedyOrdered(Body, frozen=True, kw_only=True):
    """The body has to make good what its failure did, in a set time."""

    order: Annotated[str, names("补救编号", "number of the order")]
    finding: Annotated[str, names("发现编号", "number of the finding")]
    remedy: Annotated[str, names("补救措施", "remedy", multiline=True)]
    until: Annotated[date, names("期限", "until")]


@event(
    "inspection.remedy-reported",
    "报送补救情况",
    "report the remedy",
    segment="SUPERVISE",
    signers=BODIES_SEALED,
)
class RemedyReported(Report, frozen=True, kw_only=True):
    """The body reports what it made good."""


@event(
    "inspection.measure-noted",
    "登记处理措施",
    "note a measure taken elsewhere",
    segment="SUPERVISE",
    follower_of=[
        "circular.issued",
        "committee.rectification-ordered",
        "committee.suspended",
        "committee.review-authority-withdrawn",
        "organisation.recommending-right-suspended",
        "trace.opened",
    ],
)
class MeasureNoted(Body, frozen=True, kw_only=True):
    """A finding of this inspection, or its threshold, was answered by another act."""

    finding: Annotated[str, names("发现编号", "number of the finding")]
    measure: Annotated[str, names("措施", "measure")]
    by: Annotated[str, names("所在事项", "where it was taken")]


class Unmeasured(Part, frozen=True, kw_only=True):
    """A finding that needs no measure, and why."""

    finding: Annotated[str, names("发现编号", "number of the finding")]
    reason: Annotated[str, names("不予处理的理由", "why there is none", multiline=True)]


@event(
    "inspection.closed",
    "检查办结",
    "close the inspection",
    segment="SUPERVISE",
    signers=[
        AUTHORITY_SEALED,
        [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
        [OFFICE_STAFF, SEAL, CUSTODIAN],
        UNIT_SEALED,
    ],
)
class Closed(Body, frozen=True, kw_only=True):
    """Every finding has a measure, or a reason why it needs none (XN12-8.6d)."""

    summary: Annotated[str, names("检查情况", "summary", multiline=True)]
    unmeasured: Annotated[
        tuple[Unmeasured, ...], names("不予处理的发现", "findings without a measure")
    ] = ()
