"""Settings of accountability: complaints, sanctions, promptness, late entries."""

from datetime import date
from typing import Annotated

import msgspec

from aggregates.policy.settings.parts import (
    Code,
    Item,
    Number,
    Positive,
    Section,
    setting,
)
from aggregates.policy.settings.records import Blacklist, Thresholds
from aggregates.policy.settings.review import ReviewSettings


class Complaint(Section, frozen=True, kw_only=True):
    """Periods of petition verification, in calendar days."""

    acceptance_days: Annotated[
        Positive,
        setting("受理告知期限（日）", "days to accept", "XN12-8.5b", decision="A15"),
    ] = 15
    handling_days: Annotated[
        Positive,
        setting(
            "办理期限（日）",
            "days to verify and decide",
            *("XN12-8.5b", "XN6B-6a"),
            decision="A15",
        ),
    ] = 60
    extension_days: Annotated[
        Number,
        setting(
            "延长至多（日）", "most days of an extension", "XN12-8.5b", decision="A15"
        ),
    ] = 30
    extensions: Annotated[
        Number,
        setting("可延长次数", "how many extensions", "XN12-8.5b", decision="A15"),
    ] = 1
    recheck_request_days: Annotated[
        Positive,
        setting(
            "申请复查（复核）期限（日）",
            "days to request a re-check",
            "XN12-8.5b",
            decision="A15",
        ),
    ] = 30
    recheck_answer_days: Annotated[
        Positive,
        setting(
            "复查（复核）答复期限（日）",
            "days to answer it",
            "XN12-8.5b",
            decision="A15",
        ),
    ] = 30


class Promptness(Section, frozen=True, kw_only=True):
    """Reference numbers for 「及时」, which no document counts; never a breach."""

    return_wd: Annotated[
        Positive,
        setting(
            "退回（工作日）",
            "return",
            *("XN12-5.2f", "XN12-5.2g"),
            decision="A26",
        ),
    ] = 3
    integrity_entry_wd: Annotated[
        Positive,
        setting(
            "记入诚信档案（工作日）",
            "integrity entry",
            *("XN6A-2e", "XN6A-9b", "LZ-8.1a"),
            decision="A26",
        ),
    ] = 10
    sharing_wd: Annotated[
        Positive,
        setting(
            "推送上级（工作日）",
            "sharing upward",
            *("XN12-8.4c", "LZ-8.1a"),
            decision="A26",
        ),
    ] = 10
    archiving_wd: Annotated[
        Positive,
        setting("归档（工作日）", "archiving", "XN6B-4.3f", decision="A26"),
    ] = 30
    data_report_wd: Annotated[
        Positive,
        setting(
            "数据报送（工作日）",
            "report of data",
            *("YC12-4.5a", "LZ-6.4b"),
            decision="A26",
        ),
    ] = 30


class NationalOverlay(Section, frozen=True, kw_only=True):
    """What 职称评审监管暂行办法 adds in every city from its first day on."""

    number: Annotated[str, setting("文号", "number", "XN12-9b", "XN6A-10b", "LZ-9b")]
    effective_from: Annotated[
        date, setting("施行日", "first day", "XN12-9b", "XN6A-10b", "LZ-9b")
    ]
    untrue_commitment_years: Annotated[
        Positive,
        setting(
            "不实承诺停止申报年数",
            "years without application after an untrue commitment",
            *("YC12-4.4b", "LZ-9b"),
        ),
    ] = 3
    archive_years: Annotated[
        Positive,
        setting(
            "诚信档案记录年数（申报人、专家、工作人员）",
            "years in the archive, for applicants, experts and staff",
            *("XN6A-10b", "LZ-9b"),
        ),
    ] = 3


class History(Section, frozen=True, kw_only=True):
    """Collection of historical title data."""

    first_year: Annotated[
        int, setting("采集起始年份", "first year collected", "XN12-A4.13")
    ]
    last_year: Annotated[
        int, setting("采集截止年份", "last year collected", "XN12-A4.13")
    ]
    earlier_allowed: Annotated[
        bool,
        setting("更早年份可否纳入", "whether earlier years may be", "XN12-A4.13"),
    ] = True
    upload_not_before: Annotated[
        date, setting("上传不早于", "uploads not before", "XN12-7.2e")
    ]


class AccountabilitySettings(ReviewSettings, frozen=True, kw_only=True):
    """Settings from a complaint to its last consequence, and of the ledger's time."""

    complaint: Complaint = Complaint()
    investigators_min: Annotated[
        Positive,
        setting("核查人员至少人数", "least investigators", "XN12-8.5c"),
    ] = 2
    inspectors_min: Annotated[
        Positive,
        setting("监督检查人员至少人数", "least inspectors", "XN6B-7a"),
    ] = 2
    verification_report_parts: Annotated[
        tuple[Item, ...],
        setting("核查报告内容", "parts of a verification report", "XN12-8.5c"),
    ] = ()
    handling_groups: Annotated[
        tuple[Item, ...],
        setting("处理意见所涉人员", "whom the handling must cover", "XN12-8.5c"),
    ] = ()
    evidence_min: Annotated[
        Number,
        setting("佐证材料至少份数", "least items of evidence", "XN12-8.5c"),
    ] = 1
    blacklist: Blacklist
    expert_disqualification_years: Annotated[
        Positive | None,
        setting(
            "取消评审专家资格年数；空则至恢复为止",
            "years an expert stays disqualified; none: until re-admitted",
            *("XN6A-9b", "XN12-8.4c"),
            decision="A8",
        ),
    ] = None
    staff_bar_years: Annotated[
        Positive | None,
        setting(
            "不得从事评审工作年数；空则至恢复为止",
            "years staff stay barred; none: until re-admitted",
            "XN6A-9c",
            decision="A8",
        ),
    ] = None
    thresholds: Annotated[
        Thresholds | None,
        setting(
            "比例触发；空则文件未载",
            "thresholds; none where the document is silent",
            *("LZ-4.1.1c", "LZ-4.1.1d", "LZ-4.1.1e"),
        ),
    ] = None
    committee_sanctions: Annotated[
        tuple[Code, ...],
        setting(
            "对评委会（组建单位）的处理，由轻到重",
            "measures against committees, lightest first",
            *("XN6A-7a", "XN6A-7b", "YC12-4.3b", "YC12-4.3c", "LZ-8.2b", "LZ-8.2c"),
        ),
    ] = ()
    employer_sanctions: Annotated[
        tuple[Code, ...],
        setting(
            "对用人单位的处理，由轻到重",
            "measures against employers, lightest first",
            *("XN6A-6a", "XN6A-6b", "YC12-4.3d", "LZ-4.1.1c"),
        ),
    ] = ()
    department_sanctions: Annotated[
        tuple[Code, ...],
        setting(
            "对主管部门的处理，由轻到重",
            "measures against departments, lightest first",
            *("YC12-4.3d", "LZ-4.1.1d"),
        ),
    ] = ()
    segments: Annotated[
        tuple[Code, ...],
        setting(
            "责任环节",
            "segments of responsibility",
            *("XN12-6.6", "XN6A-1b", "LZ-4.1.1b", "LZ-6.4a"),
        ),
    ] = ("DECLARE", "RECOMMEND", "AUDIT", "REVIEW")
    entry_promptness: Promptness = Promptness()
    national: Annotated[
        NationalOverlay | None,
        setting("国家规定", "national rules", "XN12-9b", "XN6A-10b", "LZ-9b"),
    ] = None
    history: Annotated[
        History | None,
        setting("职称历史数据采集", "historical title data", "XN12-7.2d"),
    ] = None
    late_after_ms: Annotated[
        int,
        msgspec.Meta(ge=0, le=31_622_400_000),
        setting(
            "办理后超过多久收录为补录（毫秒）",
            "milliseconds after which an act counts as a late entry",
            "LEDGER-LATE",
        ),
    ] = 259_200_000
