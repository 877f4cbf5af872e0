"""Review committees: filing, validity, expert pool, supervision (domain page 3.3)."""

from datetime import date
from typing import Annotated, Literal

from aggregates.application.facts import Level
from aggregates.roles import (
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    OFFICE_STAFF,
    UNIT_OFFICER,
    UNIT_SEALED,
)
from aggregates.schema import (
    Body,
    Counted,
    ListRef,
    Part,
    Personal,
    PersonalFile,
    Year,
    event,
    names,
)


class YearFigures(Part, frozen=True, kw_only=True):
    """How many were reviewed and passed in one year."""

    year: Annotated[Year, names("年份", "year")]
    reviewed: Annotated[Counted, names("评审人数", "reviewed")]
    passed: Annotated[Counted, names("通过人数", "passed")]


@event(
    "committee.filing-applied",
    "申请核准备案（附件3）",
    "apply for filing",
    segment="REVIEW",
    signers=[UNIT_SEALED],
    opens=True,
)
class FilingApplied(Body, frozen=True, kw_only=True):
    """附件3: the thirteen fields of 咸宁市职称评审委员会核准备案表."""

    committee_name: Annotated[str, names("评委会名称", "name of the committee")]
    series: Annotated[tuple[str, ...], names("评审系列", "series")]
    professions: Annotated[
        tuple[str, ...], names("评审专业（空为全部）", "professions, none for all")
    ]
    territory: Annotated[str, names("评审地域", "territory")]
    levels: Annotated[tuple[Level, ...], names("评审层级", "levels")]
    establishing_unit: Annotated[
        str, names("组建单位", "establishing unit", kind="organisation")
    ] = ""
    undertaking_agency: Annotated[
        str, names("承办机构", "committee office", kind="organisation")
    ] = ""
    address: Annotated[str, names("通讯地址", "address")]
    phone: Annotated[Personal | None, names("联系电话", "telephone")] = None
    agency_head: Annotated[
        Personal | None, names("承办机构主要负责人", "head of the office")
    ] = None
    agency_head_post: Annotated[str, names("职务", "post of the head")]
    expert_pool_size: Annotated[Counted, names("专家库现有人数", "experts in the pool")]
    has_review_rules: Annotated[
        bool, names("已制定评审办法、管理制度", "review rules exist")
    ]
    rules_documents: Annotated[tuple[str, ...], names("制度文件", "documents")]
    last3: Annotated[
        tuple[YearFigures, ...], names("近三年评审情况", "last three years")
    ]
    practices: Annotated[str, names("主要做法", "practices", multiline=True)]
    conditions: Annotated[
        tuple[str, ...], names("评审条件文件", "documents with the conditions")
    ] = ()


class Validity(Body, frozen=True, kw_only=True):
    """From when until when a filing holds."""

    filed_on: Annotated[date, names("核准备案日期", "filed on")]
    valid_to: Annotated[date, names("有效期至", "last valid day")]
    document_no: Annotated[str, names("核准文号", "document number")]
    self_review: Annotated[
        Literal["NONE", "UNIT", "HOSPITAL"],
        names("自主评审（否、自主评审单位、自主评审医疗机构）", "self-review"),
    ] = "NONE"


@event(
    "committee.filed",
    "核准备案",
    "file the committee",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
)
class Filed(Validity, frozen=True, kw_only=True):
    """The authority files the committee for at most three years."""


@event(
    "committee.refiled",
    "重新核准备案",
    "file the committee again",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
)
class Refiled(Validity, frozen=True, kw_only=True):
    """Filed again after a new application."""


@event(
    "committee.filing-refused",
    "不予核准备案",
    "refuse the filing",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class FilingRefused(Body, frozen=True, kw_only=True):
    """The authority does not file it."""

    reasons: Annotated[tuple[str, ...], names("原因", "reasons")]


@event(
    "committee.expert-admitted-to-pool",
    "专家入库",
    "admit an expert to the pool",
    segment="REVIEW",
    signers=[[UNIT_OFFICER]],
)
class ExpertAdmittedToPool(Body, frozen=True, kw_only=True):
    """An expert enters the pool; who, lies in the vault."""

    expert: Annotated[Personal, names("专家", "expert")]
    employer: Annotated[Personal, names("专家所在单位", "employer of the expert")]
    series: Annotated[str, names("专业系列", "series")]


@event(
    "committee.expert-removed-from-pool",
    "专家出库",
    "remove an expert from the pool",
    segment="REVIEW",
    signers=[[UNIT_OFFICER]],
)
class ExpertRemovedFromPool(Body, frozen=True, kw_only=True):
    """An expert leaves the pool."""

    entry: Annotated[int, names("入库事件序号", "sequence number of the admission")]
    reason: Annotated[str, names("原因", "reason")]


@event(
    "committee.expert-pool-frozen",
    "专家库年度更新完成",
    "freeze the pool",
    segment="REVIEW",
    signers=[[UNIT_OFFICER]],
)
class ExpertPoolFrozen(Body, frozen=True, kw_only=True):
    """The list to draw from, in a shuffled order, committed before any draw."""

    year: Annotated[Year, names("年度", "year")]
    pool: Annotated[ListRef, names("专家名单（封存）", "sealed list")]


@event(
    "committee.change-occurred",
    "隶属关系、名称、范围变化",
    "note a change of affiliation, name or scope",
    segment="REVIEW",
    signers=[[UNIT_OFFICER]],
)
class ChangeOccurred(Body, frozen=True, kw_only=True):
    """Something changed that makes a new filing due (YC12-2b)."""

    trigger: Annotated[
        Literal["DELEGATED", "REORGANISED", "SCOPE_CHANGED"],
        names("情形（评审权下放、隶属关系或名称变化、范围调整）", "what changed"),
    ]
    occurred_on: Annotated[date, names("变化日期", "changed on")]
    document_no: Annotated[str, names("依据文号", "document number")]
    description: Annotated[str, names("变化情况", "description", multiline=True)]


@event(
    "committee.expert-disqualified",
    "取消评审专家资格",
    "disqualify an expert",
    segment="SUPERVISE",
    signers=[UNIT_SEALED],
)
class ExpertDisqualified(Body, frozen=True, kw_only=True):
    """An expert broke a discipline of the review and loses the qualification.

    ``keys`` names the session keys with which the expert signs in meetings that are
    not over; it tells whose they are, so it is left out where there are none.
    """

    expert: Annotated[str, names("评审专家", "expert", kind="person")]
    entry: Annotated[
        Counted, names("入库事件序号（0为不在库）", "number of the admission, or 0")
    ]
    discipline: Annotated[
        Literal["SECRECY", "WORK", "RECUSAL", "INTEGRITY"],
        names("违反的纪律（保密、工作、回避、廉洁）", "discipline that was broken"),
    ]
    decision_no: Annotated[str, names("决定文号", "number of the decision")]
    decided_on: Annotated[date, names("决定日期", "decided on")]
    facts: Annotated[Personal, names("事实", "facts", multiline=True)]
    evidence: Annotated[tuple[PersonalFile, ...], names("证据", "evidence")]
    keys: Annotated[
        tuple[bytes, ...], names("使用中的会议密钥", "session keys in use")
    ] = ()


@event(
    "committee.expert-disqualification-reported",
    "上报取消评审专家资格",
    "report the disqualification upward",
    segment="SUPERVISE",
    signers=[[UNIT_OFFICER], [OFFICE_STAFF]],
)
class ExpertDisqualificationReported(Body, frozen=True, kw_only=True):
    """The province's or the city's office was told, and gave a receipt."""

    expert: Annotated[str, names("评审专家", "expert", kind="person")]
    level: Annotated[
        Literal["PROVINCE", "CITY"], names("上报层级（省、市职改办）", "level")
    ]
    receipt_no: Annotated[str, names("回执编号", "receipt number")]


class OnAFinding(Body, frozen=True, kw_only=True):
    """A measure on a finding of an inspection."""

    inspection: Annotated[str, names("检查", "inspection", kind="inspection")] = ""
    finding: Annotated[str, names("发现编号", "number of the finding")] = ""


@event(
    "committee.rectification-ordered",
    "责令限期整改",
    "order rectification in a set time",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class RectificationOrdered(OnAFinding, frozen=True, kw_only=True):
    """The committee has to put something right in a set time."""

    order: Annotated[str, names("整改编号", "number of the order")]
    requirement: Annotated[str, names("整改要求", "what to do", multiline=True)]
    until: Annotated[date, names("整改期限", "until")]


@event(
    "committee.rectification-reported",
    "报送整改情况",
    "report the rectification",
    segment="SUPERVISE",
    signers=[UNIT_SEALED],
)
class RectificationReported(Body, frozen=True, kw_only=True):
    """The establishing unit reports what was put right."""

    order: Annotated[str, names("整改编号", "number of the order")]
    report: Annotated[Personal, names("整改情况", "report", multiline=True)]
    evidence: Annotated[tuple[PersonalFile, ...], names("佐证材料", "evidence")]


class Verdict(Body, frozen=True, kw_only=True):
    """What the authority thinks of a rectification."""

    order: Annotated[str, names("整改编号", "number of the order")]
    opinion: Annotated[str, names("验收意见", "opinion", multiline=True)]


@event(
    "committee.rectification-accepted",
    "整改验收",
    "accept the rectification",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class RectificationAccepted(Verdict, frozen=True, kw_only=True):
    """It was put right."""


@event(
    "committee.rectification-failed",
    "整改不力",
    "find the rectification insufficient",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER]],
)
class RectificationFailed(Verdict, frozen=True, kw_only=True):
    """It was not put right, or not in time."""


@event(
    "committee.acts-not-recognised",
    "评审行为不予认可",
    "not recognise acts of review",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class ActsNotRecognised(Body, frozen=True, kw_only=True):
    """What the committee did in these sessions counts for nothing (XN6A-7a)."""

    cause: Annotated[
        Literal["NEVER_FILED", "EXPIRED", "BEYOND_AUTHORITY", "SCOPE_ENLARGED"],
        names("情形（未备案、有效期届满、超越权限、扩大范围）", "cause"),
    ]
    sessions: Annotated[
        tuple[str, ...], names("评审年度批次", "sessions", kind="session")
    ]
    persons: Annotated[ListRef, names("涉及人员清单", "persons", filled=True)]
    document_no: Annotated[str, names("决定文号", "number of the decision")]
    decided_on: Annotated[date, names("决定日期", "decided on")]


@event(
    "committee.suspended",
    "暂停评审",
    "suspend the committee",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class Suspended(OnAFinding, frozen=True, kw_only=True):
    """Its review work stops."""

    basis: Annotated[str, names("依据", "basis")]


@event(
    "committee.resumed",
    "恢复评审",
    "resume the committee",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class Resumed(Body, frozen=True, kw_only=True):
    """Its review work may go on."""

    basis: Annotated[str, names("依据", "basis")]


@event(
    "committee.review-authority-withdrawn",
    "收回评审权",
    "withdraw the power of review",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class ReviewAuthorityWithdrawn(OnAFinding, frozen=True, kw_only=True):
    """The committee loses its power of review."""

    basis: Annotated[str, names("依据", "basis")]
