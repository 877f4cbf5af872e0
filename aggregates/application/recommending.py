"""What the employer does with an application: review, publicity, recommendation."""

from datetime import date
from typing import Annotated

from aggregates.application.opinions import FlagOpinion, ItemOpinion, WithReasons
from aggregates.roles import (
    AGENCY_OFFICER,
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    COMPLAINANT,
    CUSTODIAN,
    EMPLOYER_HEAD,
    EMPLOYER_REVIEWER,
    OFFICE_STAFF,
    SEAL,
    UNIT_OFFICER,
    USING_UNIT_OFFICER,
)
from aggregates.schema import Body, Counted, PersonalFile, Sealed, event, names


@event(
    "application.employer-reviewer-appointed",
    "明确审核责任人",
    "appoint the reviewer in charge",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD], [AGENCY_OFFICER]],
)
class EmployerReviewerAppointed(Body, frozen=True, kw_only=True):
    """The employer names who answers for the review."""

    reviewer: Annotated[str, names("审核责任人", "reviewer", kind="person")]


@event(
    "application.employer-item-reviewed",
    "单位审核（逐项）",
    "review every item",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerItemReviewed(Body, frozen=True, kw_only=True):
    """Post, career and every item of material were checked."""

    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    items: Annotated[tuple[ItemOpinion, ...], names("逐项意见", "items")]
    post_conforms: Annotated[bool, names("岗位相符", "the post conforms")]
    career_conforms: Annotated[bool, names("经历相符", "the career conforms")]
    flags: Annotated[
        tuple[FlagOpinion, ...], names("对风险标记的处理", "decisions on the flags")
    ] = ()


@event(
    "application.employer-review-failed",
    "单位审核不符合",
    "fail the employer's review",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerReviewFailed(WithReasons, frozen=True, kw_only=True):
    """The employer finds the conditions are not met."""


@event(
    "application.employer-deliberated",
    "审议",
    "deliberate",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_HEAD],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerDeliberated(Body, frozen=True, kw_only=True):
    """The employer decided whom to recommend, openly."""

    meeting_on: Annotated[date, names("审议日期", "deliberated on")]
    participants: Annotated[Counted, names("参加人数", "participants")]
    record: Annotated[PersonalFile, names("会议记录", "minutes")]


PUBLICITY_CONTENTS = ("RECOMMENDATION", "ACHIEVEMENTS")
"""What an employer can display; which of it must be, the policy says."""


@event(
    "application.employer-publicity-opened",
    "单位公示开始",
    "open the employer's publicity",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerPublicityOpened(Body, frozen=True, kw_only=True):
    """The recommendation and the achievements are displayed."""

    posted_on: Annotated[date, names("张贴日期", "posted on")]
    place: Annotated[str, names("公示地点", "place")]
    photo: Annotated[PersonalFile, names("公示照片", "photograph")]
    contents: Annotated[tuple[str, ...], names("公示内容", "contents")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]


@event(
    "application.publicity-objection-raised",
    "公示异议",
    "raise an objection",
    segment="SUPERVISE",
    signers=[[COMPLAINANT], [EMPLOYER_REVIEWER], [OFFICE_STAFF]],
)
class PublicityObjectionRaised(Body, frozen=True, kw_only=True):
    """Somebody objects while the publicity runs; who, is sealed."""

    objection: Annotated[str, names("异议编号", "number of the objection")]
    content: Annotated[Sealed, names("异议内容", "content", multiline=True)]


@event(
    "application.publicity-objection-resolved",
    "公示异议处理",
    "resolve an objection",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD], [UNIT_OFFICER]],
)
class PublicityObjectionResolved(Body, frozen=True, kw_only=True):
    """The objection was looked into, and what came of it."""

    objection: Annotated[str, names("异议编号", "number of the objection")]
    substantiated: Annotated[bool, names("属实", "substantiated")]
    findings: Annotated[Sealed, names("核查情况", "findings", multiline=True)]


@event(
    "application.employer-publicity-closed",
    "单位公示结束",
    "close the employer's publicity",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [AGENCY_OFFICER, USING_UNIT_OFFICER],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
    ],
)
class EmployerPublicityClosed(Body, frozen=True, kw_only=True):
    """The publicity ran its full time."""

    removed_on: Annotated[date, names("撤下日期", "taken down on")]
    photo: Annotated[PersonalFile, names("期满照片", "photograph at the end")]


@event(
    "application.recommendation-issued",
    "推荐意见（同意上报）",
    "issue the recommendation",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_HEAD, SEAL, CUSTODIAN],
        [AGENCY_OFFICER, USING_UNIT_OFFICER, SEAL.at_least(2), CUSTODIAN.at_least(0)],
        [AGENCY_OFFICER, SEAL, CUSTODIAN],
        AUTHORITY_SEALED,
    ],
)
class RecommendationIssued(Body, frozen=True, kw_only=True):
    """The employer answers for the application in the prescribed words."""

    opinion: Annotated[str, names("推荐意见", "opinion", multiline=True)]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    quota: Annotated[
        str, names("岗位核定表（附件1）", "post quota form", kind="quota", filled=True)
    ] = ""


@event(
    "application.recommendation-refused",
    "不予推荐",
    "refuse to recommend",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD], [AGENCY_OFFICER], [AUTHORITY_OFFICER]],
)
class RecommendationRefused(WithReasons, frozen=True, kw_only=True):
    """The employer does not recommend."""
