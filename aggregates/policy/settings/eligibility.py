"""Settings of eligibility: who may not apply, and how years are counted."""

from datetime import date
from typing import Annotated, Literal

from aggregates.policy.settings.parts import Code, Item, Positive, Section, setting


class Eligibility(Section, frozen=True, kw_only=True):
    """Who may not apply, and what follows when it is found later."""

    civil_servants: Annotated[
        Literal["barred", "barred_outside_transition", "not_stated"],
        setting(
            "公务员（含参公人员）可否申报",
            "whether civil servants may apply",
            *("XN12-1.1", "LZ-1.1a", "LZ-1.1b"),
        ),
    ] = "not_stated"
    retired_barred: Annotated[
        bool,
        setting(
            "已退休或达到退休年龄者不得申报",
            "retired persons and those of retirement age are barred",
            *("XN12-1.2", "LZ-1.2"),
        ),
    ] = False
    retirement_day_from: Annotated[
        Literal["employer", "authority"],
        setting(
            "法定退休日由谁核验；不按固定年龄推算",
            "who attests the statutory retirement day; no age is ever hard-coded",
            *("XN12-1.2", "LZ-1.2"),
            decision="A24",
        ),
    ] = "employer"
    sanctions: Annotated[
        Literal["any_with_impact_period", "demerit_or_impact_period", "not_stated"],
        setting(
            "何种处分期内不得申报",
            "which sanctions bar while they last",
            *("XN12-1.3a", "LZ-1.3", "LZ-1.4b"),
        ),
    ] = "not_stated"
    warning_only: Annotated[
        Literal["bars", "reviewer_answers", "does_not_bar"],
        setting(
            "仅受警告处分者如何处理",
            "what a mere warning (警告) means",
            *("LZ-1.3", "LZ-1.4b"),
            decision="A25",
        ),
    ] = "reviewer_answers"
    investigation_bars: Annotated[
        bool,
        setting(
            "立案审查调查、留置期间不得申报",
            "an open investigation bars",
            *("XN12-1.3b", "LZ-1.4a"),
        ),
    ] = False
    later_defect: Annotated[
        Literal["discovered", "arisen", "not_stated"],
        setting(
            "申报后“发现”还是“出现”不得申报情形",
            "whether a defect counts when discovered or when it arises later",
            *("XN12-1.6", "LZ-1.6"),
        ),
    ] = "not_stated"
    defect_after_title: Annotated[
        Literal["inspect", "revoke"],
        setting(
            "取得职称后才发现（无弄虚作假）如何处理",
            "what follows when it is found after the title, without falsity",
            *("XN12-1.6", "LZ-1.6"),
            decision="A14",
        ),
    ] = "inspect"
    foreign_documents: Annotated[
        tuple[Item, ...],
        setting("外籍人员可持证件", "documents of foreigners", "XN12-1.0d"),
    ] = ()


class Tenure(Section, frozen=True, kw_only=True):
    """How years of work and of tenure are counted."""

    cutoff: Annotated[
        date | None,
        setting("年限计算截止日", "day to which years are counted", "YC12-3.2a"),
    ] = None
    mode: Annotated[
        Literal["full_years", "calendar_years"],
        setting(
            "任职年限按足年还是按年份之差计算",
            "full years elapsed, or the difference of calendar years",
            "YC12-3.2a",
            decision="A20",
        ),
    ] = "full_years"
    excluded_grades: Annotated[
        tuple[Code, ...],
        setting(
            "不计入任职年限的考核等次",
            "appraisal grades whose years are not counted",
            *("YC12-3.3a", "YC12-3.3b"),
        ),
    ] = ()
    appraisal_required: Annotated[
        bool,
        setting(
            "当年或上一年度考核须合格及以上",
            "this or last year's appraisal must be qualified or better",
            "YC12-3.3c",
        ),
    ] = False
    appraisal_exempt: Annotated[
        tuple[Code, ...],
        setting(
            "可不提供年度考核材料的人员",
            "who need not provide appraisals",
            "YC12-3.3e",
        ),
    ] = ()
    exceptional_excellent_years: Annotated[
        Positive | None,
        setting(
            "破格申报近几年内须有一次优秀",
            "years in which an exceptional declarer needs one excellent grade",
            "YC12-3.3d",
        ),
    ] = None
    exceptional_when_exempt: Annotated[
        Literal["not_applicable", "required"],
        setting(
            "可不提供考核者破格是否仍须优秀",
            "whether those exempt from appraisals still need the excellent grade",
            *("YC12-3.3d", "YC12-3.3e"),
            decision="A19",
        ),
    ] = "not_applicable"
    new_post_years: Annotated[
        Positive | None,
        setting(
            "岗位变动后须满几年方可转评",
            "years on a new post before conversion",
            "YC12-3.4a",
        ),
    ] = None


class SocialInsurance(Section, frozen=True, kw_only=True):
    """Pension contributions as proof of the labour relation."""

    months: Annotated[
        Positive | None,
        setting(
            "须连续缴纳养老保险月数（“以上”含本数）",
            "consecutive months of pension contributions, the number included",
            *("LZ-3.2.2b", "LZ-3.2.2d"),
            decision="A13",
        ),
    ] = None
    declaration_month_counts: Annotated[
        bool,
        setting(
            "申报当月是否计入",
            "whether the month of declaration counts",
            *("LZ-3.2.2b", "LZ-3.2.2d"),
            decision="A13",
        ),
    ] = False
