"""Review committees: filing, validity, expert pool (domain page 3.3)."""

from datetime import date
from typing import Annotated

from aggregates.application.events import Level
from aggregates.roles import AUTHORITY_OFFICER, CUSTODIAN, SEAL, UNIT_OFFICER
from aggregates.schema import (
    Body,
    Counted,
    ListRef,
    Part,
    Personal,
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
    signers=[[UNIT_OFFICER, SEAL, CUSTODIAN]],
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
    phone: Annotated[Personal, names("联系电话", "telephone")]
    agency_head: Annotated[Personal, names("承办机构主要负责人", "head of the office")]
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


class Validity(Body, frozen=True, kw_only=True):
    """From when until when a filing holds."""

    filed_on: Annotated[date, names("核准备案日期", "filed on")]
    valid_to: Annotated[date, names("有效期至", "last valid day")]
    document_no: Annotated[str, names("核准文号", "document number")]


@event(
    "committee.filed",
    "核准备案",
    "file the committee",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
)
class Filed(Validity, frozen=True, kw_only=True):
    """The authority files the committee for at most three years."""


@event(
    "committee.refiled",
    "重新核准备案",
    "file the committee again",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
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
    "committee.suspended",
    "暂停评审",
    "suspend the committee",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
)
class Suspended(Body, frozen=True, kw_only=True):
    """Its review work stops."""

    basis: Annotated[str, names("依据", "basis")]


@event(
    "committee.resumed",
    "恢复评审",
    "resume the committee",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
)
class Resumed(Body, frozen=True, kw_only=True):
    """Its review work may go on."""

    basis: Annotated[str, names("依据", "basis")]


@event(
    "committee.review-authority-withdrawn",
    "收回评审权",
    "withdraw the power of review",
    segment="SUPERVISE",
    signers=[[AUTHORITY_OFFICER, SEAL, CUSTODIAN]],
)
class ReviewAuthorityWithdrawn(Body, frozen=True, kw_only=True):
    """The committee loses its power of review."""

    basis: Annotated[str, names("依据", "basis")]
