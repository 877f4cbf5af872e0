"""Facts of eligibility that somebody other than the applicant attests.

Each is one struct, told apart by its ``fact``; what a rule needs to know of a person
and the ledger does not have in its own history is one of these.
"""

from datetime import date
from typing import Annotated, Literal

from aggregates.schema import Counted, Part, Year, names

Level = Literal["JUNIOR", "INTERMEDIATE", "ASSOCIATE_SENIOR", "FULL_SENIOR"]
Issuer = Literal["LOCAL_BODY", "CENTRAL_UNIT", "OTHER_PROVINCE_UNIT", "MILITARY"]


class IdentityNature(
    Part, frozen=True, kw_only=True, tag="IDENTITY_NATURE", tag_field="fact"
):
    """身份性质: what the person is employed as."""

    civil_servant: Annotated[bool, names("公务员或参公人员", "civil servant")]
    post_category: Annotated[
        Literal["PROFESSIONAL", "MANAGEMENT", "WORKER"],
        names("岗位类别", "category of the post"),
    ]
    reform_document: Annotated[
        str, names("退出参公管理文号", "document of the reform that ended the likeness")
    ] = ""
    transition_until: Annotated[
        date | None, names("过渡期止", "last day of the transition")
    ] = None


class Retirement(Part, frozen=True, kw_only=True, tag="RETIREMENT", tag_field="fact"):
    """退休: the statutory day, and whether the person has retired."""

    retired: Annotated[bool, names("已办理退休", "retired")]
    statutory_on: Annotated[date, names("法定退休日", "statutory retirement day")]
    deferred_until: Annotated[date | None, names("延迟退休至", "deferred until")] = None
    deferral_document: Annotated[str, names("延迟退休文号", "deferral document")] = ""


class Sanctions(Part, frozen=True, kw_only=True, tag="SANCTIONS", tag_field="fact"):
    """处分: the last day on which any sanction still has effect, if there is one."""

    until: Annotated[date | None, names("处分（影响）期止", "in effect until")] = None
    kind: Annotated[str, names("处分种类", "kind of sanction")] = ""
    public_institution: Annotated[
        bool, names("事业单位工作人员处分", "under the rules of public institutions")
    ] = False
    since: Annotated[date | None, names("处分决定日", "decided on")] = None
    warning_only: Annotated[bool, names("仅受警告", "a warning only")] = False
    warning_answer: Annotated[
        str, names("仅受警告可否申报的审核答复", "the reviewer's answer on a warning")
    ] = ""


class Investigation(
    Part, frozen=True, kw_only=True, tag="INVESTIGATION", tag_field="fact"
):
    """立案审查、留置或司法立案: whether a case is open."""

    open: Annotated[bool, names("在办", "a case is open")]
    authority: Annotated[str, names("办案机关", "authority")] = ""
    since: Annotated[date | None, names("立案日", "opened on")] = None


class LevelTest(Part, frozen=True, kw_only=True, tag="LEVEL_TEST", tag_field="fact"):
    """水平能力测试: profession, level and result."""

    passed: Annotated[bool, names("合格", "passed")]
    profession: Annotated[str, names("测试专业", "profession tested")]
    level: Annotated[Level, names("测试级别", "level tested")]
    certificate_no: Annotated[str, names("成绩单编号", "number of the result")]


class Employment(Part, frozen=True, kw_only=True, tag="EMPLOYMENT", tag_field="fact"):
    """劳动关系: with whom, and where."""

    organisation: Annotated[str, names("劳动关系单位", "labour relation with")]
    territory: Annotated[str, names("劳动关系（从业）所在地", "territory")]
    on_post: Annotated[bool | None, names("在职在岗", "on post")] = None


class Residence(Part, frozen=True, kw_only=True, tag="RESIDENCE", tag_field="fact"):
    """港澳台、外籍人员: which document lets the person stay and work, and how long."""

    status: Annotated[
        Literal["MAINLAND", "HMT", "FOREIGN"], names("人员来源", "where from")
    ]
    document: Annotated[str, names("证件种类代码", "kind of document, by code")] = ""
    valid_from: Annotated[date | None, names("证件有效期起", "valid from")] = None
    valid_until: Annotated[date | None, names("证件有效期止", "valid until")] = None


class CurrentPost(
    Part, frozen=True, kw_only=True, tag="CURRENT_POST", tag_field="fact"
):
    """现岗位: what is practised on it, since when, and whether it is another one."""

    profession: Annotated[str, names("实际从事专业", "profession practised")]
    since: Annotated[date, names("在现岗位起", "on this post since")]
    changed: Annotated[bool, names("单位或岗位有变动", "unit or post changed")] = False


class Appraisal(Part, frozen=True, kw_only=True):
    """The grade of one year."""

    year: Annotated[Year, names("年度", "year")]
    grade: Annotated[
        Literal[
            "EXCELLENT", "QUALIFIED", "BASICALLY_QUALIFIED", "UNQUALIFIED", "NOT_GRADED"
        ],
        names("等次", "grade"),
    ]


class Appraisals(Part, frozen=True, kw_only=True, tag="APPRAISALS", tag_field="fact"):
    """年度考核: the grades by year."""

    grades: Annotated[tuple[Appraisal, ...], names("各年度等次", "grades")]


class HeldTitle(Part, frozen=True, kw_only=True):
    """A title obtained before, or elsewhere."""

    series: Annotated[str, names("职称系列", "series")]
    profession: Annotated[str, names("专业", "profession")]
    level: Annotated[Level, names("级别", "level")]
    since: Annotated[date, names("取得日期", "since")]
    issued_in: Annotated[
        str, names("取得地（行政区划），本地的为空", "where, by code; empty for here")
    ] = ""
    issuer: Annotated[Issuer, names("发证单位性质", "kind of issuer")] = "LOCAL_BODY"


class TitlesHeld(Part, frozen=True, kw_only=True, tag="TITLES", tag_field="fact"):
    """现有职称: what the certificates say, beside what the ledger knows itself."""

    held: Annotated[tuple[HeldTitle, ...], names("现有职称", "titles held")]


class Seniority(Part, frozen=True, kw_only=True, tag="SENIORITY", tag_field="fact"):
    """工作年限和任职年限: as counted by who attests, and as the conditions require."""

    work_since: Annotated[
        date, names("从事专业技术工作起", "in professional work since")
    ]
    work_years: Annotated[Counted, names("工作年限", "years of work")]
    work_required: Annotated[
        Counted, names("规定工作年限（初中级合并计算）", "years of work required")
    ]
    tenure_years: Annotated[Counted, names("任职年限", "years of tenure")]
    tenure_required: Annotated[Counted, names("规定任职年限", "years required")]
    clause: Annotated[str, names("评审条件条款", "clause of the conditions")]


class Hours(Part, frozen=True, kw_only=True):
    """Hours of continuing education obtained in one place in one year."""

    year: Annotated[Year, names("年度", "year")]
    territory: Annotated[str, names("取得地（行政区划代码）", "where, by code")]
    hours: Annotated[Counted, names("学时", "hours")]
    counted: Annotated[Counted, names("认可学时", "hours counted")]


class ContinuingEducation(
    Part, frozen=True, kw_only=True, tag="CONTINUING_EDUCATION", tag_field="fact"
):
    """继续教育: whether what is prescribed is done, and when the public subject was."""

    completed: Annotated[bool, names("完成规定任务", "what is prescribed is completed")]
    public_subject_year: Annotated[
        Year | None, names("公需科目年度", "year of the public subject")
    ] = None
    public_subject_on: Annotated[
        date | None, names("公需科目完成日", "public subject completed on")
    ] = None
    hours: Annotated[tuple[Hours, ...], names("学时", "hours")] = ()


class Contribution(Part, frozen=True, kw_only=True):
    """The pension contribution of one month."""

    month: Annotated[date, names("缴费月份（填当月一日）", "month, by its first day")]
    payer: Annotated[
        str, names("缴费单位，个人缴纳的为空", "who paid; empty for the person")
    ] = ""


class SocialInsurance(
    Part, frozen=True, kw_only=True, tag="SOCIAL_INSURANCE", tag_field="fact"
):
    """社保核验: how it was asked for, what was paid, and whether it fits the career."""

    method: Annotated[
        Literal["SHARED_DATA", "SOCIAL_SECURITY_OFFICE"], names("核验方式", "method")
    ]
    paid: Annotated[tuple[Contribution, ...], names("缴费记录", "contributions")]
    verdict: Annotated[
        Literal["CONSISTENT", "INCONSISTENT", "FALSE"],
        names("与工作经历是否相符", "whether it fits the career"),
    ]


class UnitChange(Part, frozen=True, kw_only=True, tag="UNIT_CHANGE", tag_field="fact"):
    """工作单位变动: when, with which explanation and which proof."""

    changed_on: Annotated[date, names("变动日期", "changed on")]
    explanation: Annotated[str, names("情况说明（材料编号）", "explanation, by item")]
    proof: Annotated[str, names("证明材料（材料编号）", "proof, by item")]


class DirectBasis(
    Part, frozen=True, kw_only=True, tag="DIRECT_BASIS", tag_field="fact"
):
    """直接申报情形: which ground, by which proof."""

    basis: Annotated[
        Literal[
            "HIGH_LEVEL_TALENT",
            "OVERSEAS",
            "EX_CIVIL_SERVANT",
            "YEARS_PLUS",
            "SKILLED_TALENT",
            "TEAM_ASSISTANCE",
            "PROVINCIAL_AWARD",
        ],
        names("情形", "ground"),
    ]
    document: Annotated[str, names("证明文件或证书编号", "document or certificate")]
    award_level: Annotated[
        Literal["NONE", "COUNTY", "CITY", "PROVINCE", "NATION"],
        names("表彰奖励层级", "level of the award"),
    ] = "NONE"


class Assistance(Part, frozen=True, kw_only=True, tag="ASSISTANCE", tag_field="fact"):
    """“组团式”帮扶: from when to when."""

    since: Annotated[date, names("帮扶起", "from")]
    until: Annotated[date, names("帮扶止", "to")]


class EpidemicService(
    Part, frozen=True, kw_only=True, tag="EPIDEMIC_SERVICE", tag_field="fact"
):
    """疫情防控经历: of which year."""

    year: Annotated[Year, names("年度", "year")]


class Grassroots(Part, frozen=True, kw_only=True, tag="GRASSROOTS", tag_field="fact"):
    """基层服务（工作）经历: served on such posts, and counted in all."""

    served_months: Annotated[Counted, names("基层岗位月数", "months served there")]
    counted_months: Annotated[Counted, names("合计认定月数", "months counted in all")]


class ExceptionalGround(
    Part, frozen=True, kw_only=True, tag="EXCEPTIONAL_GROUND", tag_field="fact"
):
    """破格条件: which condition gives way, and by which items it is reached."""

    relaxes: Annotated[
        Literal["EDUCATION", "SENIORITY", "OTHER"],
        names("放宽的条件", "what gives way"),
    ]
    items: Annotated[tuple[str, ...], names("破格材料编号", "items that prove it")]


class AdviceProof(Part, frozen=True, kw_only=True):
    """Who certified that a piece of policy advice was adopted."""

    item: Annotated[str, names("材料编号", "item")]
    issuer: Annotated[str, names("出具单位", "issued by")]


class PolicyAdvice(
    Part, frozen=True, kw_only=True, tag="POLICY_ADVICE", tag_field="fact"
):
    """决策咨询类信息: by whom their adoption was certified."""

    proofs: Annotated[tuple[AdviceProof, ...], names("采用证明", "proofs of adoption")]


Fact = (
    IdentityNature
    | Retirement
    | Sanctions
    | Investigation
    | LevelTest
    | Employment
    | Residence
    | CurrentPost
    | Appraisals
    | TitlesHeld
    | Seniority
    | ContinuingEducation
    | SocialInsurance
    | UnitChange
    | DirectBasis
    | Assistance
    | EpidemicService
    | Grassroots
    | ExceptionalGround
    | PolicyAdvice
)
