"""Historical title data: collected row by row, checked year by year, uploaded.

A batch is what one file brings in (附件4). Its rows stand on aggregates of their own,
named after the batch and their place in it, so that each can be corrected and traced.
Name, sex, number and date of birth are sealed under the person's key; what the rules
need of them is attested as facts by whoever checked them (formats §5).
"""

from datetime import date
from typing import Annotated, Literal

from aggregates.application.facts import Level
from aggregates.roles import AUTHORITY_OFFICER, AUTHORITY_SEALED, EMPLOYER_REVIEWER
from aggregates.schema import (
    Body,
    FileRef,
    ListRef,
    Part,
    Personal,
    PersonalFile,
    Year,
    event,
    names,
)

Decision = Literal["KEEP", "ADD", "CORRECT", "REFUSE"]
FieldName = Literal[
    "series",
    "profession",
    "title_name",
    "level",
    "review_body",
    "approving_unit",
    "approval_no",
    "approved_on",
]
"""Fields of a row that can be corrected; a row about the wrong person is refused."""


@event(
    "history.batch-collected",
    "历史数据采集（批）",
    "collect a batch of historical data",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER], [EMPLOYER_REVIEWER]],
    opens=True,
)
class BatchCollected(Body, frozen=True, kw_only=True):
    """The rows of one table come in, through the employer or the local office."""

    source: Annotated[FileRef, names("采集表文件", "the table")]
    rows: Annotated[ListRef, names("数据清单", "list of rows", filled=True)]


class IdentityFacts(Part, frozen=True, kw_only=True):
    """What was checked of the sealed fields, attested by the collecting officer.

    A document whose number tells neither sex nor birth contradicts neither.
    """

    named: Annotated[bool, names("姓名已填", "the name is given")]
    number_sound: Annotated[bool, names("证件号码校验相符", "the number checks")]
    sex_agrees: Annotated[bool, names("性别与号码相符", "the sex agrees with it")]
    birth_agrees: Annotated[
        bool, names("出生日期与号码相符", "the date of birth agrees with it")
    ]
    of_age: Annotated[
        bool, names("批准时已满16周岁", "16 years old when it was approved")
    ]


@event(
    "history.row-collected",
    "历史数据采集",
    "collect a historical row",
    segment="AUDIT",
    follower_of=["history.batch-collected"],
    opens=True,
)
class RowCollected(Body, frozen=True, kw_only=True):
    """One title of one person: the twelve fields of 附件4, and the level."""

    person: Annotated[str, names("人员", "person", kind="person")]
    name: Annotated[Personal, names("姓名", "name")]
    sex: Annotated[Personal, names("性别", "sex")]
    id_kind: Annotated[str, names("证件类型", "kind of document")]
    id_number: Annotated[Personal, names("证件号码", "number of the document")]
    birth_date: Annotated[Personal, names("出生日期", "date of birth")]
    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("专业名称", "profession")]
    title_name: Annotated[str, names("职称名称", "name of the title")]
    review_body: Annotated[str, names("评审组织", "reviewed by")]
    approving_unit: Annotated[str, names("批准单位", "approved by")]
    approval_no: Annotated[str, names("批准文号", "number of the approval")]
    approved_on: Annotated[date, names("批准日期", "approved on")]
    level: Annotated[Level, names("级别", "level")]
    facts: Annotated[IdentityFacts, names("身份核验", "what was checked")]
    level_basis: Annotated[
        str, names("级别依据（名称不在目录的）", "basis of a level not on the list")
    ] = ""
    wants_certificate: Annotated[
        bool, names("需要生成电子证书", "a certificate is wanted")
    ] = False
    photo: Annotated[tuple[PersonalFile, ...], names("个人照片", "photograph")] = ()


class FieldChange(Part, frozen=True, kw_only=True):
    """One field corrected: what it said, and what it says now."""

    field: Annotated[FieldName, names("字段", "field")]
    old: Annotated[str, names("原值", "old value")]
    new: Annotated[str, names("现值", "new value")]


class RowDecision(Part, frozen=True, kw_only=True):
    """What the office decides about one row."""

    row: Annotated[str, names("数据", "row", kind="history")]
    decision: Annotated[Decision, names("甄别结果", "decision")] = "KEEP"
    reason: Annotated[str, names("原因", "reason")] = ""
    changes: Annotated[tuple[FieldChange, ...], names("修正", "corrections")] = ()


@event(
    "history.batch-checked",
    "逐年甄别",
    "check the rows of a year",
    segment="AUDIT",
    signers=[[AUTHORITY_OFFICER]],
)
class BatchChecked(Body, frozen=True, kw_only=True):
    """The office decides about every row of one year that it lists."""

    year: Annotated[Year, names("批准年份", "year of approval")]
    decisions: Annotated[ListRef, names("甄别清单", "decisions", filled=True)]


@event(
    "history.row-checked",
    "历史数据甄别",
    "check a historical row",
    segment="AUDIT",
    follower_of=["history.batch-checked"],
)
class RowChecked(Body, frozen=True, kw_only=True):
    """Kept, supplemented, corrected, or refused; the collected row stays as it was."""

    decision: Annotated[Decision, names("甄别结果", "decision")]
    reason: Annotated[str, names("原因", "reason")] = ""
    changes: Annotated[tuple[FieldChange, ...], names("修正", "corrections")] = ()


@event(
    "history.batch-uploaded",
    "分批上传",
    "upload rows",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
)
class BatchUploaded(Body, frozen=True, kw_only=True):
    """The city office puts checked rows into the provincial system."""

    uploaded_on: Annotated[date, names("上传日期", "uploaded on")]
    receipt_no: Annotated[str, names("系统回执编号", "number of the receipt")]
    rows: Annotated[ListRef, names("上传清单", "list of rows", filled=True)]


@event(
    "history.row-uploaded",
    "历史数据上传",
    "upload a historical row",
    segment="AUDIT",
    follower_of=["history.batch-uploaded"],
)
class RowUploaded(Body, frozen=True, kw_only=True):
    """This row is in the provincial system."""

    receipt_no: Annotated[str, names("系统回执编号", "number of the receipt")]
