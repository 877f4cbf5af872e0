"""Post quotas of public institutions: 附件1 with its two opinions (domain page 1.2.1).

An institution has one form a year; what changes amends it. Under Liuzhou's notice the
same form holds the figures that the ratio of 1:3 is counted on, and the plan of posts
for senior teachers (附件5) is asked for and delivered.
"""

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta

from aggregates.roles import (
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    CUSTODIAN,
    DEPARTMENT_REVIEWER,
    EMPLOYER_HEAD,
    PERSONNEL_AUTHORITY,
    SEAL,
)
from aggregates.schema import Body, Counted, FileRef, Part, Year, event, names

FormLevel = Literal["INTERMEDIATE", "ASSOCIATE_SENIOR", "FULL_SENIOR"]
LEVELS: Final[tuple[FormLevel, ...]] = (
    "INTERMEDIATE",
    "ASSOCIATE_SENIOR",
    "FULL_SENIOR",
)
"""The columns of the form; it has none for junior titles."""
Manner = Literal["ON_VACANCY", "OFF_QUOTA"]


class Columns(Part, frozen=True, kw_only=True):
    """One row of the form: a number for each level, and their total."""

    total: Annotated[Counted, names("合计", "total")]
    intermediate: Annotated[Counted, names("中级", "intermediate")]
    associate_senior: Annotated[Counted, names("副高", "associate senior")]
    full_senior: Annotated[Counted, names("正高", "full senior")]

    @property
    def by_level(self) -> dict[str, int]:
        """The numbers by level, without the total."""
        numbers = (self.intermediate, self.associate_senior, self.full_senior)
        return dict(zip(LEVELS, numbers, strict=True))


class DeclaredPerson(Part, frozen=True, kw_only=True):
    """One name on the form, present as the application that it declares."""

    application: Annotated[str, names("申报", "application", kind="application")]
    level: Annotated[FormLevel, names("级别", "level")]
    manner: Annotated[Manner, names("申报方式", "on a vacancy or off the quota")]
    basis: Annotated[str, names("不占岗位依据", "basis for being off the quota")] = ""


class ExtraRow(Part, frozen=True, kw_only=True):
    """A row that a region or department added to the form, as it is written."""

    label: Annotated[str, names("栏目", "row")]
    total: Annotated[str, names("合计", "total")] = ""
    intermediate: Annotated[str, names("中级", "intermediate")] = ""
    associate_senior: Annotated[str, names("副高", "associate senior")] = ""
    full_senior: Annotated[str, names("正高", "full senior")] = ""


class FormBody(Body, frozen=True, kw_only=True):
    """《事业单位高、中级职称申报情况核定表》, every row and column of it."""

    employer: Annotated[str, names("填报单位", "filled in by", kind="organisation")]
    year: Annotated[Year, names("评审年度", "review year")]
    filled_on: Annotated[date, names("填报时间", "filled in on")]
    posts_set: Annotated[Columns, names("设岗情况", "posts set")]
    posts_filled: Annotated[
        Columns, names("已聘情况（不含“双肩挑”）", "posts filled, no double duty")
    ]
    awaiting_appointment: Annotated[
        Columns, names("待聘情况", "titled and not appointed")
    ]
    posts_vacant: Annotated[Columns, names("空岗情况", "posts vacant")]
    declared_on_vacancy: Annotated[
        Columns, names("申报情况：空岗申报", "declared on a vacancy")
    ]
    declared_off_quota: Annotated[
        Columns, names("申报情况：不占岗位申报", "declared off the quota")
    ]
    declared: Annotated[
        tuple[DeclaredPerson, ...], names("申报人员", "persons declared")
    ]
    vacancy_reason: Annotated[
        str, names("空岗数与设岗减已聘不符的原因", "why vacancies differ")
    ] = ""
    extra_rows: Annotated[
        tuple[ExtraRow, ...], names("本地区（部门）增加的栏目", "rows added locally")
    ] = ()


@event(
    "quota.form-filled",
    "填报岗位核定表（附件1）",
    "fill in the post quota form",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD, SEAL, CUSTODIAN]],
    opens=True,
)
class FormFilled(FormBody, frozen=True, kw_only=True):
    """The institution states its posts and whom it declares on them."""


@event(
    "quota.amended",
    "调整岗位核定表",
    "amend the post quota form",
    segment="RECOMMEND",
    signers=[[EMPLOYER_HEAD, SEAL, CUSTODIAN]],
)
class Amended(FormBody, frozen=True, kw_only=True):
    """The whole form again, as it stands now; both opinions are asked for anew."""

    reason: Annotated[str, names("调整原因", "reason")]


class OpinionBody(Body, frozen=True, kw_only=True):
    """An opinion on the form as it stands."""

    agrees: Annotated[bool, names("同意", "agrees")]
    opinion: Annotated[str, names("审核意见", "opinion", multiline=True)]
    given_on: Annotated[date, names("日期", "given on")]


@event(
    "quota.department-opinion-given",
    "主管部门审核意见",
    "give the department's opinion",
    segment="AUDIT",
    signers=[
        [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
        AUTHORITY_SEALED,
    ],
)
class DepartmentOpinionGiven(OpinionBody, frozen=True, kw_only=True):
    """The body to which the institution reports says what it thinks of the form."""


@event(
    "quota.personnel-opinion-given",
    "事业单位人事管理部门审核意见",
    "give the personnel authority's opinion",
    segment="AUDIT",
    signers=[[PERSONNEL_AUTHORITY, SEAL, CUSTODIAN]],
)
class PersonnelOpinionGiven(OpinionBody, frozen=True, kw_only=True):
    """The personnel authority of public institutions says what it thinks of it."""


@event(
    "quota.exception-granted",
    "超空岗申报例外核准",
    "grant declarations above the vacancies",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
    opens=True,
)
class ExceptionGranted(Body, frozen=True, kw_only=True):
    """一般应在岗位结构比例内按岗申报: the authority lets it give way, with a basis."""

    employer: Annotated[str, names("用人单位", "employer", kind="organisation")]
    year: Annotated[Year, names("评审年度", "review year")]
    level: Annotated[FormLevel, names("级别", "level")]
    places: Annotated[
        int, Meta(ge=1, le=1_000), names("准予超出人数", "places above the vacancies")
    ]
    basis: Annotated[str, names("依据文件及条款", "basis: document and clause")]
    reason: Annotated[str, names("理由", "reason", multiline=True)]


@event(
    "quota.plan-requested",
    "部署报送岗位职数使用计划表",
    "ask for the plan of posts",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
    opens=True,
)
class PlanRequested(Body, frozen=True, kw_only=True):
    """The city asks a body for its plan of senior teachers' posts (附件5)."""

    of: Annotated[str, names("报送单位", "asked of", kind="organisation")]
    year: Annotated[Year, names("评审年度", "review year")]


@event(
    "quota.plan-delivered",
    "报送岗位职数使用计划表",
    "deliver the plan of posts",
    segment="AUDIT",
    signers=[
        AUTHORITY_SEALED,
        [DEPARTMENT_REVIEWER, SEAL, CUSTODIAN],
    ],
)
class PlanDelivered(Body, frozen=True, kw_only=True):
    """The plan is handed in on paper with the seal, as PDF and as Excel."""

    paper_on: Annotated[date, names("纸质版报送日期", "paper handed in on")]
    pdf: Annotated[FileRef, names("PDF扫描版", "PDF scan")]
    excel: Annotated[FileRef, names("Excel电子版", "Excel file")]
