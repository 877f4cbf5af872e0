"""Settings of the review: notice, plan, committee, draw, meeting, result."""

from datetime import date
from typing import Annotated, Literal

from aggregates.policy.dates import FuzzyDate
from aggregates.policy.settings.parts import (
    Code,
    Item,
    Milestone,
    Positive,
    Share,
    setting,
)
from aggregates.policy.settings.recommendation import RecommendationSettings


class ReviewSettings(RecommendationSettings, frozen=True, kw_only=True):
    """Settings from the notice of review to the certificate."""

    notice_due: Annotated[
        FuzzyDate | None,
        setting("评审通知发布期限", "the notice is published by", "XN12-4a"),
    ] = None
    deployment_due: Annotated[
        FuzzyDate | None,
        setting("部署文件备案期限", "the deployment document is filed by", "LZ-5.4a"),
    ] = None
    review_done_due: Annotated[
        FuzzyDate | None,
        setting(
            "评审工作完成期限",
            "the review is finished by",
            *("XN12-4b", "YC12-4.6a", "LZ-5.4b"),
        ),
    ] = None
    review_done_when: Annotated[
        Literal["concluded", "publicised", "confirmed"],
        setting(
            "“完成评审工作”以何为准",
            "which act finishes the review work",
            *("XN12-4b", "YC12-4.6a"),
            decision="A4b",
        ),
    ] = "concluded"
    result_published_due: Annotated[
        FuzzyDate | None,
        setting("评审结果审核公布期限", "results are published by", "YC12-4.6b"),
    ] = None
    overdue_after: Annotated[
        Literal["lenient", "strict"],
        setting(
            "模糊日期按宽还是按严计逾期",
            "a loosely stated date is overdue after its lenient or its strict reading",
            *("XN12-4a", "XN12-4b", "YC12-4.6a", "LZ-5.4a", "LZ-5.4b"),
            decision="A4",
        ),
    ] = "lenient"
    cross_year: Annotated[
        Literal["forbidden", "exceptional", "not_stated"],
        setting(
            "评审会议可否跨年度",
            "whether the meeting may run across years",
            *("XN12-4c", "YC12-4.6c"),
            decision="A23",
        ),
    ] = "not_stated"
    confirmation_next_year: Annotated[
        Literal["allowed", "finding"],
        setting(
            "次年发文确认",
            "confirmation in the next year",
            *("XN12-4c", "YC12-4.6c"),
            decision="A23",
        ),
    ] = "allowed"
    plan_lead_wd: Annotated[
        Positive | None,
        setting(
            "方案（备案表）于开评前几个工作日报备",
            "working days before opening on which the plan or form is due",
            *("XN12-5.3a", "LZ-5.1d", "LZ-6.2a"),
        ),
    ] = None
    plan_lead_mode: Annotated[
        Literal["within", "at_least"],
        setting(
            "“前5个工作日内”还是“前5个工作日”",
            "inside those days, or no later than their first",
            *("XN12-5.3a", "LZ-5.1d", "LZ-6.2a"),
            decision="A2",
        ),
    ] = "within"
    plan_consent_required: Annotated[
        bool,
        setting(
            "方案须经备案同意方可开评",
            "no opening without consent to the plan",
            *("XN6B-4.3d", "YC12-4.6e"),
        ),
    ] = False
    plan_parts: Annotated[
        tuple[Item, ...],
        setting("方案内容", "parts of the plan", *("XN12-5.3b", "YC12-4.6d")),
    ] = ()
    opening_documents: Annotated[
        tuple[Item, ...],
        setting(
            "开评前须备案材料（自主评审单位）",
            "what self-review bodies file before opening",
            *("LZ-5.1d", "LZ-6.2a"),
        ),
    ] = ()
    health_review_first: Annotated[
        bool,
        setting(
            "自主评审医疗机构方案先经卫健部门审核",
            "plans of self-review hospitals go to the health department first",
            "XN12-6.4a",
        ),
    ] = False
    pool_freeze: Annotated[
        date | None,
        setting("专家库更新截止日", "last day of changes to the pool", "LZ-5.2b"),
    ] = None
    committee_members_odd: Annotated[
        bool, setting("评委人数须为单数", "the number of members is odd", "XN6A-8")
    ] = True
    committee_senior_series_min: Annotated[
        Positive | None,
        setting(
            "按系列组建的高级评委会至少人数",
            "least members, senior, by series",
            "XN6A-8",
        ),
    ] = 25
    committee_senior_profession_min: Annotated[
        Positive | None,
        setting(
            "按专业组建的高级评委会至少人数",
            "least members, senior, by profession",
            "XN6A-8",
        ),
    ] = 11
    expert_term_years: Annotated[
        Positive,
        setting("专家聘期至多年数", "most years of an expert's term", "XN6B-4.3b"),
    ] = 3
    committee_validity_years: Annotated[
        Positive,
        setting(
            "核准备案有效年数（至多）",
            "most years for which a filing is valid",
            *("XN12-7.1a", "YC12-2b"),
        ),
    ] = 3
    committee_valid_from: Annotated[
        Literal["filed_on", "notice_date"],
        setting(
            "有效期自何日起算，至对应日届满（含当日）",
            "the day from which a filing is valid; the corresponding day is its last",
            *("XN12-7.1a", "YC12-2b"),
            decision="A18",
        ),
    ] = "filed_on"
    refile_due: Annotated[
        date | None,
        setting("重新核准备案截止日", "refiling is complete by", "XN12-7.1b"),
    ] = None
    filing_parts: Annotated[
        tuple[Item, ...],
        setting(
            "核准备案内容",
            "what a filing states",
            *("YC12-2c", "XN12-A3.1", "XN12-A3.2", "XN12-A3.3", "XN12-A3.4"),
            *("XN12-A3.5", "XN12-A3.6", "XN12-A3.7", "XN12-A3.8", "XN12-A3.9"),
            *("XN12-A3.10", "XN12-A3.11", "XN12-A3.12", "XN12-A3.13"),
        ),
    ] = ()
    filing_triggers: Annotated[
        tuple[Item, ...],
        setting(
            "须核准备案的情形", "what makes a filing due", *("XN12-7.1a", "YC12-2b")
        ),
    ] = ()
    training_documents: Annotated[
        tuple[str, ...],
        setting(
            "评审前集中学习内容",
            "what experts study before reviewing",
            *("XN12-8.4a", "LZ-5.3a"),
        ),
    ] = ()
    training_missing: Annotated[
        Literal["refuse", "finding"],
        setting(
            "未参加学习的专家投票",
            "a vote by an expert without the training",
            *("XN12-8.4a", "LZ-5.3a"),
        ),
    ] = "refuse"
    disciplines: Annotated[
        tuple[Item, ...],
        setting("评审纪律", "disciplines of the meeting", *("XN6A-9a", "XN6B-4.3e")),
    ] = ()
    closed_meeting: Annotated[
        bool,
        setting("评审会议封闭管理", "the meeting is closed", *("XN6A-9a", "XN6B-4.3e")),
    ] = False
    cross_review_series: Annotated[
        tuple[str, ...],
        setting("实行交叉评审的系列", "series reviewed crosswise", "LZ-5.3b"),
    ] = ()
    quorum: Annotated[
        Share,
        setting("出席人数占评委的比例", "share of members present", "XN6A-8"),
    ] = Share(2, 3)
    pass_share: Annotated[
        Share,
        setting(
            "通过所需同意票占出席专家的比例",
            "share of those present whose agreement passes",
            "XN6A-8",
        ),
    ] = Share(2, 3)
    ceiling_exceeded: Annotated[
        Literal["finding", "refuse"],
        setting(
            "通过率超过方案设定",
            "a pass rate above the plan's ceiling",
            *("XN12-8.2c", "XN12-5.3b"),
            decision="A17",
        ),
    ] = "finding"
    recheck_first: Annotated[
        bool,
        setting("公示前须复核评审结果", "re-check before publicity", "LZ-6.1a"),
    ] = False
    result_publicity_start_max_wd: Annotated[
        Positive | None,
        setting(
            "评审结束后至迟几个工作日公示",
            "working days from the end to the publicity",
            "XN12-5.3c",
        ),
    ] = None
    result_publicity_min_wd: Annotated[
        Positive | None,
        setting(
            "结果公示不少于工作日数",
            "least working days of the publicity of results",
            *("XN12-5.3d", "LZ-6.1a"),
        ),
    ] = None
    report_due_wd: Annotated[
        Positive | None,
        setting(
            "评审结束后至迟几个工作日报送综合报告",
            "working days from the end to the comprehensive report",
            "XN12-5.3e",
        ),
    ] = None
    report_parts: Annotated[
        tuple[Item, ...],
        setting("综合报告内容", "parts of the comprehensive report", "XN12-5.3e"),
    ] = ()
    supplementary_report: Annotated[
        Literal["accepted_then_supplemented", "complete_only"],
        setting(
            "公示未满时的综合报告：先收后补，还是须完整",
            "a report while publicity runs: accepted and supplemented, or refused",
            "XN12-5.3e",
            decision="A3",
        ),
    ] = "accepted_then_supplemented"
    confirm_request_due_wd: Annotated[
        Positive | None,
        setting(
            "公示无异议后至迟几个工作日报请确认",
            "working days from the publicity to the request for confirmation",
            "LZ-6.1b",
        ),
    ] = None
    batch_confirmation: Annotated[
        bool,
        setting(
            "需进一步核实的人员分批确认",
            "persons needing verification are confirmed later",
            *("XN12-5.3f", "LZ-6.1d"),
        ),
    ] = True
    self_review_filing_months: Annotated[
        Positive | None,
        setting(
            "自主评审结果公布后至迟几个月备案",
            "months from publication to the filing of self-review results",
            "LZ-6.2b",
        ),
    ] = None
    self_review_documents: Annotated[
        tuple[Item, ...],
        setting("自主评审结果备案材料", "what is filed then", "LZ-6.2b"),
    ] = ()
    certificate_data_due_wd: Annotated[
        Positive | None,
        setting(
            "确认文件下发后至迟几个工作日报送电子证书数据",
            "working days from the document to the certificate data",
            "LZ-6.3a",
        ),
    ] = None
    talent_windows: Annotated[
        tuple[date, ...],
        setting(
            "高层次急需紧缺特殊人才材料接收截止日",
            "closing days for high-level talents",
            "LZ-7.1.1b",
        ),
    ] = ()
    grassroots_scope: Annotated[
        bool,
        setting(
            "“定向评价”取得的职称限定基层有效",
            "titles by directed evaluation are valid at the grass roots only",
            "LZ-7.4b",
        ),
    ] = False
    conclusion_levels: Annotated[
        tuple[Code, ...],
        setting(
            "评审完成期限适用的级别；空则全部",
            "levels to which the end of review applies; empty for all",
            "LZ-5.4b",
        ),
    ] = ()
    timetable: Annotated[
        tuple[Milestone, ...],
        setting(
            "评审进度及时间安排（附件4）：何时前办理何事项；空则未载",
            "the timetable of annex 4: which act by when; empty if not at hand",
            "LZ-5.4d",
        ),
    ] = ()
