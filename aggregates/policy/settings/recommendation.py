"""Settings of recommendation and audit: employer, department, office, quota."""

from datetime import date
from typing import Annotated, Literal

from aggregates.policy.settings.declaration import DeclarationSettings
from aggregates.policy.settings.parts import (
    Code,
    Item,
    Positive,
    Section,
    setting,
)


class Correction(Section, frozen=True, kw_only=True):
    """How defects are told, and what follows when they are not corrected."""

    all_at_once: Annotated[
        bool,
        setting(
            "须一次性告知全部原因",
            "all reasons are told at once",
            *("XN12-5.2f", "XN12-5.2g", "LZ-4.3c"),
        ),
    ] = True
    old_reason_again: Annotated[
        Literal["finding", "refuse"],
        setting(
            "再次退回所列原因此前已存在",
            "a later return for a reason that existed before",
            *("XN12-5.2f", "LZ-4.3c"),
        ),
    ] = "finding"
    original_channel: Annotated[
        bool,
        setting("须按原报送渠道退回", "return by the original channel", "XN12-5.2g"),
    ] = False
    late: Annotated[
        Literal["abandoned", "not_stated"],
        setting(
            "逾期未补正的后果",
            "what follows when it is not corrected in time",
            "XN6A-3",
        ),
    ] = "not_stated"


class Quota(Section, frozen=True, kw_only=True):
    """Post quotas of public institutions."""

    form_required: Annotated[
        bool,
        setting(
            "推荐时须同步提供核定表（附件1）",
            "the recommendation needs the quota form (附件1)",
            *("XN12-3.1.1c", "XN12-A1.8", "XN12-A1.9"),
        ),
    ] = False
    within_vacancies: Annotated[
        bool,
        setting(
            "一般应在岗位结构比例内按岗申报",
            "declared within the vacancies as a rule",
            *("XN12-3.1.1b", "XN12-A1.5", "LZ-4.1.1i"),
        ),
    ] = False
    vacancies_from: Annotated[
        Literal["stated", "derived"],
        setting(
            "空岗、待聘数以填报为准还是推算（“双肩挑”依表内说明）",
            "vacant posts and waiting persons as stated in the form, or derived",
            *("XN12-A1.2", "XN12-A1.3", "XN12-A1.4"),
            decision="A21",
        ),
    ] = "stated"
    plan_due: Annotated[
        date | None,
        setting("岗位职数使用计划表报送截止", "the plan of posts is due", "LZ-4.1.1h"),
    ] = None


class Entrustment(Section, frozen=True, kw_only=True):
    """Review entrusted by or to other bodies."""

    letter_required: Annotated[
        bool,
        setting(
            "须有授权或委托函",
            "an authorisation or entrustment letter is needed",
            *("XN12-3.1.4", "LZ-2.3b"),
        ),
    ] = True
    lead_wd: Annotated[
        Positive | None,
        setting(
            "须在受托评委会截止前几个工作日报送",
            "working days before the entrusted committee closes",
            "LZ-2.4b",
        ),
    ] = None
    both_publicise: Annotated[
        bool,
        setting(
            "委托双方均须公示结果，由委托机构确认",
            "both bodies publicise, the entrusting one confirms",
            "LZ-6.1c",
        ),
    ] = False


class RecommendationSettings(DeclarationSettings, frozen=True, kw_only=True):
    """Settings from the employer's review to the committee office's acceptance."""

    employer_publicity_min_wd: Annotated[
        Positive | None,
        setting(
            "单位公示不少于工作日数",
            "least working days of the employer's publicity",
            *("XN12-5.2b", "XN6A-4b"),
        ),
    ] = None
    publicity_start_day: Annotated[
        Literal["excluded", "included"],
        setting(
            "公示张贴当日是否计入",
            "whether the day of posting counts",
            *("XN12-5.2b", "XN12-5.3d", "XN6A-4b", "LZ-6.1a"),
            decision="A1",
        ),
    ] = "excluded"
    employer_publicity_contents: Annotated[
        tuple[Code, ...],
        setting(
            "单位公示须含内容",
            "what the employer's publicity must contain",
            "XN12-5.2b",
        ),
    ] = ()
    recommendation_text: Annotated[
        str,
        setting(
            "推荐意见规定文本；空则无规定",
            "prescribed words of the recommendation; empty where there are none",
            "XN12-5.2c",
        ),
    ] = ""
    seal_signatures: Annotated[
        Literal["person_and_seal", "seal_only"],
        setting(
            "盖章行为须何人签名",
            "who signs what needs a seal",
            *("XN12-A1.8", "XN12-A1.9", "XN12-A1.10", "LZ-4.1.1b"),
            decision="A22",
        ),
    ] = "person_and_seal"
    reviewer_in_charge: Annotated[
        bool,
        setting(
            "须明确审核责任人并签署承诺书",
            "a named reviewer in charge signs a commitment",
            "LZ-4.1.1a",
        ),
    ] = False
    originals_checked: Annotated[
        bool,
        setting("须逐项审核原件", "originals are checked item by item", "LZ-4.1.2c"),
    ] = False
    pre_assessment: Annotated[
        tuple[Item, ...],
        setting("审议前考评方式", "assessment before deliberation", "LZ-4.1.2b"),
    ] = ()
    pre_assessment_levels: Annotated[
        tuple[Code, ...],
        setting("须审议前考评的级别", "levels that need it", "LZ-4.1.2b"),
    ] = ()
    quota: Quota = Quota()
    quota_ratio: Annotated[
        Positive | None,
        setting("每一空岗至多推荐人数", "most candidates per vacant post", "LZ-4.1.1g"),
    ] = None
    department_points: Annotated[
        tuple[Item, ...],
        setting("主管部门审核要点", "points of the department's audit", "LZ-4.2b"),
    ] = ()
    admission_bans: Annotated[
        tuple[Item, ...],
        setting("严禁报送评委会的情形", "what never goes to the committee", "LZ-4.3b"),
    ] = ()
    correction: Correction = Correction()
    entrustment: Entrustment = Entrustment()
