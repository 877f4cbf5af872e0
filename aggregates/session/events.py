"""One annual review batch of one committee, up to the seated panel (domain 3.4).

What follows is declared in `meeting` and `results`, what is filed beside it in
`papers`.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from aggregates.roles import (
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    CHAIR,
    DRAW_SUPERVISOR,
    EXPERT,
    OFFICE_STAFF,
    UNIT_OFFICER,
)
from aggregates.schema import (
    Body,
    Counted,
    FileRef,
    ListRef,
    Part,
    Personal,
    Year,
    event,
    names,
)

MAX_PANEL = 1_000


class Fraction(Part, frozen=True, kw_only=True):
    """An exact fraction."""

    numerator: Annotated[Counted, names("分子", "numerator")]
    denominator: Annotated[int, Meta(ge=1, le=100_000), names("分母", "denominator")]


@event(
    "session.review-notice-published",
    "评审（受理）通知发布",
    "publish the notice of review",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
    opens=True,
)
class ReviewNoticePublished(Body, frozen=True, kw_only=True):
    """The year's batch begins: windows, scope, address."""

    committee: Annotated[str, names("评委会", "committee", kind="committee")]
    year: Annotated[Year, names("评审年度", "review year")]
    document_no: Annotated[str, names("通知文号", "number of the notice")]
    published_on: Annotated[date, names("发布日期", "published on")]
    address: Annotated[str, names("发布地址", "where it is published")]
    declare_from: Annotated[date, names("网上申报起", "declaration opens")]
    declare_until: Annotated[date, names("网上申报止", "declaration closes")]
    audit_until: Annotated[date, names("审核截止", "audits close")]
    hop_limit: Annotated[
        int, Meta(ge=1, le=250), names("每级审核工作日", "working days for each hop")
    ]
    series: Annotated[tuple[str, ...], names("受理系列", "series")]
    levels: Annotated[tuple[str, ...], names("受理级别", "levels")]
    purpose: Annotated[
        Literal["ORDINARY", "TALENT"],
        names("评审对象（一般、高层次急需紧缺特殊人才）", "for whom"),
    ] = "ORDINARY"


@event(
    "session.notice-amended",
    "通知调整",
    "amend the notice",
    segment="REVIEW",
    signers=[[OFFICE_STAFF, AUTHORITY_OFFICER]],
)
class NoticeAmended(Body, frozen=True, kw_only=True):
    """Windows change with the authority's consent."""

    declare_until: Annotated[date, names("网上申报止", "declaration closes")]
    audit_until: Annotated[date, names("审核截止", "audits close")]
    reason: Annotated[str, names("原因", "reason")]


@event(
    "session.acceptance-closed",
    "截止受理",
    "close the acceptance",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class AcceptanceClosed(Body, frozen=True, kw_only=True):
    """Nothing more is taken in."""


class PlanPart(Part, frozen=True, kw_only=True):
    """One part of the plan: its code and the text or the document."""

    code: Annotated[str, names("方案内容", "part")]
    text: Annotated[str, names("说明", "text", multiline=True)]


class SeedSource(Part, frozen=True, kw_only=True):
    """Where the public part of the draw's seed will come from (formats, draw)."""

    source: Annotated[str, names("公开来源", "public source")]
    at: Annotated[int, names("公布时刻（毫秒）", "instant of publication")]
    fallback: Annotated[str, names("备用来源", "fallback")]
    form: Annotated[
        str, names("公开值格式（每个 # 一位数字）", "form of the value, # for a digit")
    ]


@event(
    "session.review-plan-submitted",
    "评审工作方案报备",
    "submit the plan",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class ReviewPlanSubmitted(Body, frozen=True, kw_only=True):
    """All parts of the plan, and how the draw will be seeded."""

    parts: Annotated[tuple[PlanPart, ...], names("方案内容", "parts")]
    opening_on: Annotated[date, names("评审会议日期", "opening day")]
    members: Annotated[
        int, Meta(ge=1, le=MAX_PANEL), names("评委人数", "members to draw")
    ]
    stand_ins: Annotated[
        int, Meta(ge=0, le=MAX_PANEL), names("候补人数", "stand-ins to draw")
    ]
    pass_ceiling: Annotated[Fraction, names("通过率上限", "ceiling of the pass rate")]
    scoring_standard: Annotated[str, names("量化评分标准版本", "scoring standard")]
    seed: Annotated[SeedSource, names("抽取种子来源", "source of the seed")]
    seed_commitment: Annotated[
        bytes, names("组建单位种子承诺", "commitment to the unit's own secret")
    ]
    document: Annotated[FileRef, names("方案文件", "document")]


@event(
    "session.review-plan-consented",
    "方案备案同意",
    "consent to the plan",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
)
class ReviewPlanConsented(Body, frozen=True, kw_only=True):
    """The authority consents to the plan as filed."""

    opinion: Annotated[str, names("意见", "opinion")]


@event(
    "session.review-plan-returned",
    "方案退回",
    "return the plan",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class ReviewPlanReturned(Body, frozen=True, kw_only=True):
    """The plan goes back with reasons."""

    reasons: Annotated[tuple[str, ...], names("原因", "reasons")]


@event(
    "session.applicant-admitted",
    "接收评审对象",
    "take in an applicant",
    segment="AUDIT",
    follower_of=["application.admitted"],
)
class ApplicantAdmitted(Body, frozen=True, kw_only=True):
    """One more application to decide on."""

    application: Annotated[str, names("申报", "application", kind="application")]


@event(
    "session.draw-exclusions-stated",
    "抽取回避说明",
    "state who is left out of the draw",
    segment="REVIEW",
    signers=[[UNIT_OFFICER, DRAW_SUPERVISOR]],
)
class DrawExclusionsStated(Body, frozen=True, kw_only=True):
    """Who of the frozen list cannot be drawn, and why, before the seed is known."""

    pool: Annotated[ListRef, names("专家名单（封存）", "sealed list")]
    excluded: Annotated[tuple[int, ...], names("剔除序号", "indexes left out")]
    reasons: Annotated[
        tuple[Personal, ...], names("剔除原因（依次）", "reasons, in the same order")
    ]


@event(
    "session.experts-drawn",
    "专家抽取",
    "draw the experts",
    segment="REVIEW",
    signers=[[UNIT_OFFICER, DRAW_SUPERVISOR]],
)
class ExpertsDrawn(Body, frozen=True, kw_only=True):
    """The draw, with all that anybody needs to do it again."""

    pool: Annotated[ListRef, names("专家名单（封存）", "sealed list")]
    excluded: Annotated[tuple[int, ...], names("剔除序号", "indexes left out")]
    public_value: Annotated[str, names("公开值", "public value")]
    public_proof: Annotated[FileRef, names("公开值凭证", "proof of the public value")]
    secret: Annotated[bytes, names("组建单位种子", "the unit's own secret")]
    selected: Annotated[
        tuple[int, ...], names("抽中序号", "indexes selected", filled=True)
    ]
    alternates: Annotated[
        tuple[int, ...], names("候补序号（依次）", "stand-ins in order", filled=True)
    ]


@event(
    "session.panel-seated",
    "专家就位",
    "seat the panel",
    segment="REVIEW",
    signers=[[UNIT_OFFICER, DRAW_SUPERVISOR]],
)
class PanelSeated(Body, frozen=True, kw_only=True):
    """The session keys of those drawn, shuffled; whose is whose is sealed."""

    keys: Annotated[tuple[bytes, ...], names("会议密钥", "session keys")]
    seats: Annotated[ListRef, names("席位对照（封存）", "sealed list of seats")]


@event(
    "session.stand-in-called",
    "候补递补",
    "call a stand-in",
    segment="REVIEW",
    signers=[[UNIT_OFFICER, DRAW_SUPERVISOR]],
)
class StandInCalled(Body, frozen=True, kw_only=True):
    """The next stand-in takes the place of a drawn expert."""

    absent: Annotated[bytes, names("缺席者会议密钥", "key of the absent expert")]
    called: Annotated[int, names("递补序号", "index of the stand-in", filled=True)]
    key: Annotated[bytes, names("递补者会议密钥", "key of the stand-in")]
    reason: Annotated[str, names("原因", "reason")]


@event(
    "session.expert-commitment-signed",
    "评审专家承诺",
    "sign the commitment of an expert",
    segment="REVIEW",
    signers=[[EXPERT], [CHAIR]],
)
class ExpertCommitmentSigned(Body, frozen=True, kw_only=True):
    """Secrecy, work, recusal and integrity discipline are accepted."""

    disciplines: Annotated[tuple[str, ...], names("纪律", "disciplines")]


@event(
    "session.recusal-declared",
    "申请回避",
    "declare a conflict",
    segment="REVIEW",
    signers=[[EXPERT], [CHAIR]],
)
class RecusalDeclared(Body, frozen=True, kw_only=True):
    """An expert steps aside for one application."""

    application: Annotated[str, names("申报", "application", kind="application")]
    relation: Annotated[Personal, names("关系", "relation")]


@event(
    "session.recusal-ordered",
    "责令回避",
    "order a recusal",
    segment="REVIEW",
    signers=[[OFFICE_STAFF]],
)
class RecusalOrdered(Body, frozen=True, kw_only=True):
    """The office orders an expert to step aside."""

    application: Annotated[str, names("申报", "application", kind="application")]
    expert: Annotated[bytes, names("专家会议密钥", "session key of the expert")]
    relation: Annotated[Personal, names("关系", "relation")]
