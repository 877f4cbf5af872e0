"""Organisations: employers, departments, authorities, establishing units, offices."""

from typing import Annotated, Literal

from aggregates.roles import AUTHORITY_SEALED, REGISTRAR, SUPERVISOR
from aggregates.schema import Body, Year, event, names

OrganisationKind = Literal[
    "STATE_ENTERPRISE",
    "PUBLIC_INSTITUTION",
    "PRIVATE_ENTERPRISE",
    "SOCIAL_ORGANISATION",
    "INDIVIDUAL_BUSINESS",
    "HR_AGENCY",
    "DISPATCH_AGENCY",
    "PUBLIC_EMPLOYMENT_SERVICE",
    "DEPARTMENT",
    "AUTHORITY",
    "COMMITTEE_OFFICE",
    "DISCIPLINE_ORGAN",
    "OTHER",
]
OrganisationLevel = Literal["NONE", "COUNTY", "CITY", "PROVINCE", "NATION"]


class OrganisationBody(Body, frozen=True, kw_only=True):
    """The particulars of an organisation."""

    name: Annotated[str, names("单位名称", "name")]
    org_kind: Annotated[OrganisationKind, names("单位性质", "kind")]
    level: Annotated[OrganisationLevel, names("层级", "level")]
    territory: Annotated[str, names("行政区划", "territory")]
    uscc: Annotated[str, names("统一社会信用代码", "unified social credit code")] = ""
    industry: Annotated[str, names("行业", "industry")] = ""
    superior: Annotated[
        str, names("上一级报送单位", "next body of the route", kind="organisation")
    ] = ""
    legal_person: Annotated[bool, names("独立法人", "a legal person")] = True
    branch_law: Annotated[
        str,
        names("分支机构独立承担民事责任的法律依据", "law that lets a branch answer"),
    ] = ""
    post_management: Annotated[
        bool, names("实行岗位管理（事业单位）", "has post management")
    ] = True


@event(
    "organisation.registered",
    "单位登记",
    "register an organisation",
    signers=[[REGISTRAR, SUPERVISOR]],
    policy=False,
    opens=True,
)
class Registered(OrganisationBody, frozen=True, kw_only=True):
    """An organisation becomes known to the ledger."""


@event(
    "organisation.amended",
    "单位信息变更",
    "amend an organisation",
    signers=[[REGISTRAR, SUPERVISOR]],
    policy=False,
)
class Amended(OrganisationBody, frozen=True, kw_only=True):
    """All particulars again, as they stand after the change."""


@event(
    "organisation.quota-form-filled",
    "年度岗位核定表登记",
    "note the post quota form of the year",
    segment="RECOMMEND",
    follower_of=["quota.form-filled"],
)
class QuotaFormFilled(Body, frozen=True, kw_only=True):
    """This institution's form for a review year."""

    quota: Annotated[str, names("岗位核定表", "post quota form", kind="quota")]
    year: Annotated[Year, names("评审年度", "review year")]


@event(
    "organisation.recommending-right-suspended",
    "暂停次年推荐申报权限",
    "suspend the right to recommend",
    segment="SUPERVISE",
    signers=[AUTHORITY_SEALED],
)
class RecommendingRightSuspended(Body, frozen=True, kw_only=True):
    """In the named year this body may not recommend."""

    year: Annotated[Year, names("暂停年度", "year")]
    basis: Annotated[str, names("依据", "basis")]
    inspection: Annotated[
        str, names("比例触发确认", "acknowledged threshold", kind="inspection")
    ] = ""
