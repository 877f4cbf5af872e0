"""Facts of the declaration of one application: person, year, series and level.

Names and signers are those of the domain page, section 3.2. What follows on the
declaration is declared by segment: `recommending`, `audits`, `outcomes`.
"""

from datetime import date
from typing import Annotated, Literal

from aggregates.application.facts import Fact, Level
from aggregates.application.opinions import MaterialKind
from aggregates.roles import (
    AGENCY_OFFICER,
    APPLICANT,
    AUTHORITY_OFFICER,
    AUTHORITY_SEALED,
    EMPLOYER_REVIEWER,
    INTAKE_OFFICER,
    OFFICE_STAFF,
    SERVICE,
    UNIT_OFFICER,
)
from aggregates.schema import Body, Personal, PersonalFile, event, names

DeclarationKind = Literal["REGULAR", "EXCEPTIONAL", "DIRECT", "CONVERSION"]
ApplicantKind = Literal[
    "EMPLOYED",
    "FREELANCER",
    "DISPATCHED",
    "IRREGULAR",
    "SELF_EMPLOYED",
    "FLEXIBLE_WORKER",
]


@event(
    "application.drafted",
    "填报",
    "draft an application",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
    opens=True,
)
class Drafted(Body, frozen=True, kw_only=True):
    """The applicant begins: who, for which session, which series and level."""

    person: Annotated[str, names("申报人", "person", kind="person")]
    session: Annotated[str, names("评审年度批次", "session", kind="session")]
    employer: Annotated[str, names("用人单位", "employer", kind="organisation")] = ""
    applicant_kind: Annotated[ApplicantKind, names("申报人员类别", "kind of applicant")]
    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("申报专业", "profession")]
    level: Annotated[Level, names("级别", "level")]
    post_profession: Annotated[str, names("现岗位专业", "profession practised")]
    standard: Annotated[str, names("评审条件版本", "version of the standard")]
    external_no: Annotated[str, names("省系统申报编号", "number in the system")]
    declaration: Annotated[
        DeclarationKind, names("申报类型", "kind of declaration")
    ] = "REGULAR"
    agency: Annotated[
        str, names("人事代理（派遣、兜底）机构", "agency", kind="organisation")
    ] = ""
    own_commitment: Annotated[
        bytes, names("本人签署承诺书 SHA-256", "SHA-256 of the signed paper commitment")
    ] = b""
    entrustment: Annotated[
        str, names("委托（授权）评审", "entrustment", kind="entrustment")
    ] = ""


@event(
    "application.material-attached",
    "上传材料",
    "attach material",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class MaterialAttached(Body, frozen=True, kw_only=True):
    """One piece of material; attaching the same item again replaces it."""

    item: Annotated[str, names("材料编号", "item")]
    material: Annotated[MaterialKind, names("材料类别", "kind of material")]
    name: Annotated[Personal, names("材料名称", "name of the material")]
    file: Annotated[PersonalFile, names("文件", "file")]
    obtained_on: Annotated[date, names("取得日期", "obtained on")]
    classified: Annotated[bool, names("涉密", "classified")] = False


@event(
    "application.material-declassified",
    "脱密处理",
    "declassify material",
    segment="RECOMMEND",
    signers=[[EMPLOYER_REVIEWER]],
)
class MaterialDeclassified(Body, frozen=True, kw_only=True):
    """The employer handled a classified item, so that it may be used."""

    item: Annotated[str, names("材料编号", "item")]
    basis: Annotated[str, names("依据", "basis")]
    file: Annotated[PersonalFile, names("脱密后文件", "declassified file")]


@event(
    "application.eligibility-fact-attested",
    "资格事实核验",
    "attest a fact of eligibility",
    segment="RECOMMEND",
    signers=[
        [EMPLOYER_REVIEWER],
        [SERVICE],
        [OFFICE_STAFF],
        [AGENCY_OFFICER],
        [AUTHORITY_OFFICER],
        [UNIT_OFFICER],
    ],
)
class EligibilityFactAttested(Body, frozen=True, kw_only=True):
    """Somebody other than the applicant checked a fact and answers for it."""

    fact: Annotated[Fact, names("事实", "fact")]
    source: Annotated[str, names("核验来源", "source")]
    checked_on: Annotated[date, names("核验日", "checked on")]


@event(
    "application.shared-data-obtained",
    "数据共享核验",
    "obtain shared data",
    segment="AUDIT",
    signers=[[OFFICE_STAFF], [SERVICE]],
)
class SharedDataObtained(Body, frozen=True, kw_only=True):
    """What another system was asked for, and whether it had it (LZ-3.2b, LZ-3.2c)."""

    data: Annotated[
        Literal["EDUCATION", "TITLE", "SOCIAL_INSURANCE", "CONTINUING_EDUCATION"],
        names("共享数据", "data"),
    ]
    obtained: Annotated[bool, names("已获取", "obtained")]
    source: Annotated[str, names("数据来源", "source")]
    obtained_on: Annotated[date, names("核验日", "on")]


ExceptionKind = Literal[
    "LEVEL_TEST_EXEMPT", "ANOTHER_RECOMMENDER", "OUTSIDE_LABOUR_PLACE", "OTHER"
]


@event(
    "application.exception-granted",
    "例外核准",
    "grant an exception",
    segment="AUDIT",
    signers=[AUTHORITY_SEALED],
)
class ExceptionGranted(Body, frozen=True, kw_only=True):
    """The competent authority lets a rule that says 原则上 or 一般 give way."""

    exception: Annotated[ExceptionKind, names("例外种类", "kind of exception")]
    rule: Annotated[str, names("对应规则", "rule")]
    basis: Annotated[str, names("依据文件及条款", "basis: document and clause")]
    reason: Annotated[str, names("理由", "reason", multiline=True)]


@event(
    "application.integrity-commitment-signed",
    "签订诚信承诺书",
    "sign the integrity commitment",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class IntegrityCommitmentSigned(Body, frozen=True, kw_only=True):
    """附件2: all material is true, over the manifest as it stands."""

    form: Annotated[str, names("承诺书文本版本", "version of the text")]
    employer: Annotated[str, names("所在单位", "employer", kind="organisation")] = ""
    series: Annotated[str, names("申报系列", "series")]
    profession: Annotated[str, names("申报专业", "profession")]
    level: Annotated[Level, names("申报级别", "level")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
    signed_on: Annotated[date, names("签署日期", "signed on")]
    checked: Annotated[
        tuple[str, ...], names("已自行核实的内容", "what was checked by oneself")
    ] = ()


@event(
    "application.submitted",
    "推送至用人单位（提交）",
    "submit to the employer",
    segment="DECLARE",
    signers=[[APPLICANT], [INTAKE_OFFICER]],
)
class Submitted(Body, frozen=True, kw_only=True):
    """The declaration itself; from here on it counts for the year."""

    to: Annotated[str, names("推送单位", "pushed to", kind="organisation")]
    sections: Annotated[tuple[str, ...], names("已填部分", "sections filled in")]
    manifest: Annotated[bytes, names("材料清单摘要", "manifest", filled=True)]
