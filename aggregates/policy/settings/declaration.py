"""Settings of the declaration: through whom, with what, how often in a year."""

from datetime import date
from typing import Annotated, Literal

from aggregates.policy.settings.city import CitySettings
from aggregates.policy.settings.eligibility import (
    Eligibility,
    SocialInsurance,
    Tenure,
)
from aggregates.policy.settings.parts import (
    Channel,
    Code,
    Item,
    Positive,
    setting,
)


class DeclarationSettings(CitySettings, frozen=True, kw_only=True):
    """Settings from the first line of a declaration to its submission."""

    eligibility: Eligibility = Eligibility()
    channels: Annotated[
        tuple[Channel, ...],
        setting(
            "申报渠道",
            "who recommends for whom",
            *("XN12-3.1.1a", "XN12-3.1.2b", "XN12-3.1.2c", "XN12-3.1.3", "XN6A-5a"),
            *("XN6A-5b", "YC12-3.1c", "YC12-3.1d", "LZ-2.1a", "LZ-2.2"),
        ),
    ] = ()
    freelancer_exception: Annotated[
        bool,
        setting(
            "自由职业者可否经核准不通过人事代理机构",
            "whether freelancers may be excepted from the agency",
            *("XN12-3.1.3", "XN6A-5c"),
            decision="A16",
        ),
    ] = True
    online_only: Annotated[
        bool,
        setting("须全部网上申报", "declaration on line only", "XN12-3.2"),
    ] = False
    labour_relation_place: Annotated[
        bool,
        setting(
            "民营企业人员一般在劳动关系所在地申报",
            "private-sector staff apply where their labour relation is",
            "XN12-3.1.2a",
        ),
    ] = False
    branch_without_personality: Annotated[
        bool,
        setting(
            "是否允许非独立法人分支机构作为申报单位",
            "whether a branch without legal personality may be the declaring unit",
            "LZ-2.1b",
        ),
    ] = True
    application_sections: Annotated[
        tuple[Item, ...],
        setting("申报内容各部分", "sections of an application", "XN6A-2a"),
    ] = ()
    commitment_text: Annotated[
        str,
        setting(
            "诚信承诺书文本；空则无规定文本",
            "text of the integrity commitment; empty where none is prescribed",
            *("XN12-5.1c", "XN12-A2.3", "XN12-A2.5"),
        ),
    ] = ""
    self_ban_years: Annotated[
        Positive | None,
        setting(
            "承诺书约定停止申报年数，与黑名单分别计算，后到期者为准",
            "years the commitment itself bars; its own clock, the later end governs",
            "XN12-A2.4",
            decision="A7",
        ),
    ] = None
    self_check_groups: Annotated[
        tuple[Item, ...],
        setting("提交前自查内容", "what is self-checked before submission", "LZ-3.3b"),
    ] = ()
    same_year_rule: Annotated[
        Literal[
            "one_series_any_level_once", "no_simultaneous_same_level", "one_per_level"
        ],
        setting(
            "同一年度申报限制",
            "what may be declared in one year",
            *("XN12-1.5a", "XN12-1.5b", "YC12-3.5d", "LZ-7.6a"),
        ),
    ]
    same_year_consequence: Annotated[
        Literal["refuse_not_confirm", "refuse", "void_all"],
        setting(
            "违反同一年度限制的后果",
            "what follows when it is breached",
            *("XN12-1.6", "YC12-3.5d", "LZ-7.6b"),
        ),
    ] = "refuse"
    same_year_void: Annotated[
        Literal["all_results", "same_level"],
        setting(
            "“该年度所有评审结果无效”的范围",
            "which results of the year are void",
            "LZ-7.6b",
            decision="A11",
        ),
    ] = "all_results"
    year_from: Annotated[
        Literal["session", "submission"],
        setting(
            "“年度”取评审批次年度还是提交日所在年度",
            "the year is the session's review year, or that of the submission",
            *("XN12-1.5a", "YC12-4.6f", "LZ-7.6a"),
            decision="A9",
        ),
    ] = "session"
    declared_from: Annotated[
        Literal["submitted", "accepted"],
        setting(
            "何时起算作已申报；退回重报为同一申报",
            "from when it counts as declared; a resubmission is the same declaration",
            *("XN12-1.5b", "YC12-3.5d", "LZ-7.6a"),
            decision="A10",
        ),
    ] = "submitted"
    withdrawn_counts: Annotated[
        bool,
        setting(
            "受理前撤回或放弃的是否算作已申报",
            "whether one withdrawn or abandoned before acceptance counts",
            *("XN12-1.5b", "YC12-3.5d", "LZ-7.6a"),
            decision="A10",
        ),
    ] = False
    tenure: Tenure = Tenure()
    evidence_cutoff: Annotated[
        Literal["acceptance_close", "not_stated"],
        setting(
            "学历和业绩取得时间截止",
            "by when education and achievements are obtained",
            "YC12-3.2b",
        ),
    ] = "not_stated"
    level_by_level: Annotated[
        bool,
        setting("一般应逐级申报", "level by level as a rule", *("YC12-3.5a", "LZ-7.1")),
    ] = False
    direct_bases: Annotated[
        tuple[Item, ...],
        setting(
            "可直接申报的情形",
            "grounds of direct declaration",
            *("LZ-7.1.1a", "LZ-7.1.2", "LZ-7.1.3", "LZ-7.1.4a", "LZ-7.3c"),
        ),
    ] = ()
    talent_committee: Annotated[
        str,
        setting(
            "高层次急需紧缺特殊人才提交的评委会",
            "the committee to which high-level talents submit",
            "LZ-7.1.1a",
        ),
    ] = ""
    advice_issuers: Annotated[
        tuple[str, ...],
        setting(
            "可出具决策咨询信息采用证明的单位；空则不限",
            "offices whose proof of adoption is recognised; empty for any",
            "LZ-7.2a",
        ),
    ] = ()
    direct_years_over: Annotated[
        Positive | None,
        setting(
            "工作年限须超过规定年限几年",
            "years by which experience must exceed what is required",
            "LZ-7.1.2",
        ),
    ] = None
    assistance_years: Annotated[
        Positive | None,
        setting(
            "“组团式”帮扶满几年可提前一年申报",
            "years of team assistance that bring the next level a year earlier",
            *("LZ-7.1.4a", "LZ-7.1.4b"),
        ),
    ] = None
    exceptional_relaxes: Annotated[
        tuple[Code, ...],
        setting(
            "破格可放宽的条件", "what an exceptional declaration relaxes", "LZ-4.3f"
        ),
    ] = ()
    initial_determination_due: Annotated[
        date | None,
        setting("初定工作截止日", "last day of initial determination", "YC12-3.5c"),
    ] = None
    initial_determination_late: Annotated[
        Literal["refuse", "finding"],
        setting("逾期初定", "initial determination after that day", "YC12-3.5c"),
    ] = "finding"
    level_test_required: Annotated[
        tuple[Code, ...],
        setting(
            "须水平能力测试合格的级别",
            "levels that need a passed level test",
            *("XN12-6.5a", "XN12-6.5b"),
        ),
    ] = ()
    ce_public_subject_year: Annotated[
        Literal["current", "not_stated"],
        setting(
            "申报前须完成哪一年度公需科目",
            "the year whose public subject is completed before declaring",
            "LZ-3.2.1a",
        ),
    ] = "not_stated"
    recognised_regions: Annotated[
        tuple[str, ...],
        setting(
            "职称和继续教育学时直接认可的省市（行政区划代码前两位）",
            "provinces whose titles and hours are recognised, by code",
            *("XN12-6.3a", "XN12-6.3b"),
        ),
    ] = ()
    aid_regions: Annotated[
        tuple[str, ...],
        setting("援派受援地（代码前两位）", "regions of aid, by code", "XN12-6.1"),
    ] = ()
    aid_min_years: Annotated[
        Positive | None,
        setting("援派期至少年数", "least years of dispatch", "XN12-6.1"),
    ] = None
    outside_titles: Annotated[
        Literal["reconfirm_first", "not_stated"],
        setting(
            "区（省）外取得的职称",
            "titles obtained outside the province",
            *("LZ-7.7a", "LZ-7.7b"),
        ),
    ] = "not_stated"
    social_insurance: SocialInsurance = SocialInsurance()
    material_list_required: Annotated[
        bool,
        setting(
            "实行材料清单制",
            "a list of materials is published, and nothing else demanded",
            *("LZ-3.1a", "LZ-3.1b"),
        ),
    ] = False
    shared_data_not_asked: Annotated[
        bool,
        setting(
            "已共享的材料不得重复要求",
            "what is shared is not asked for again",
            *("LZ-3.2b", "LZ-3.2c"),
        ),
    ] = False
    risk_flags: Annotated[
        bool,
        setting(
            "标记风险刊物并逐一核验",
            "risky journals are marked and every mark is answered",
            *("LZ-3.2.3a", "LZ-3.2.3b", "LZ-3.2.3c"),
        ),
    ] = False
