"""Settings of records and thresholds: blacklist, archive, exact shares."""

from typing import Annotated, Literal

from aggregates.policy.settings.parts import (
    Code,
    Positive,
    Section,
    Share,
    setting,
)


class Blacklist(Section, frozen=True, kw_only=True):
    """The city's record of dishonesty: who is entered, how long, with what effect."""

    zh: Annotated[
        str,
        setting(
            "名单名称", "what the list is called", *("XN12-1.4", "YC12-4.4b", "LZ-1.5")
        ),
    ]
    tier: Annotated[
        Literal["ARCHIVE", "BLACKLIST"],
        setting(
            "诚信档案库还是失信黑名单",
            "integrity archive or blacklist",
            *("XN6A-2e", "YC12-4.4b", "LZ-8.1a"),
        ),
    ]
    levels: Annotated[
        tuple[Code, ...],
        setting(
            "记入层级",
            "levels on which it is entered",
            *("XN6A-2e", "XN12-5.1i", "LZ-8.1a"),
        ),
    ] = ()
    roles: Annotated[
        tuple[Code, ...],
        setting(
            "记入对象",
            "who is entered",
            *("XN6A-2e", "XN6A-9b", "YC12-4.4b", "LZ-8.1a"),
        ),
    ] = ()
    years: Annotated[
        Positive | None,
        setting(
            "申报人记录年数；空则文件未载",
            "years of an applicant's term; none where the document is silent",
            *("XN6A-2e", "YC12-4.4b"),
        ),
    ] = None
    expert_years: Annotated[
        Positive | None,
        setting(
            "评审专家记录年数",
            "years of an expert's term",
            *("XN6A-9b", "YC12-4.4b"),
            decision="A8",
        ),
    ] = 3
    staff_years: Annotated[
        Positive | None,
        setting(
            "工作人员记录年数；空则不记入",
            "years of a staff member's term; none: staff are not entered",
            *("XN6A-9c", "YC12-4.4b"),
            decision="A8",
        ),
    ] = None
    term_start: Annotated[
        Literal["decision_date", "verified_date", "entry_date", "next_year"],
        setting(
            "记录期限自何日起算",
            "the day on which a term starts",
            *("XN6A-2e", "YC12-4.4b"),
            decision="A5",
        ),
    ] = "decision_date"
    term_last_day: Annotated[
        Literal["same_day", "day_before"],
        setting(
            "期满日为对应日（含当日）还是其前一日",
            "the last day is the corresponding day itself, or the day before",
            *("XN6A-2e", "YC12-4.4b"),
            decision="A5b",
        ),
    ] = "same_day"
    bars: Annotated[
        Literal["always", "untrue_commitment", "warning", "never"],
        setting(
            "记录期内可否申报",
            "whether an entry bars declarations while it lasts",
            *("XN12-1.4", "YC12-4.4b", "LZ-1.5"),
            decision="A6",
        ),
    ]
    repair_bases: Annotated[
        tuple[str, ...],
        setting(
            "信用修复的依据（文件及条款）；空则不予修复",
            "legal bases of a credit repair; none: nothing is repaired",
            *("XN6A-2e", "YC12-4.4b", "LZ-8.1a"),
        ),
    ] = ()


class Thresholds(Section, frozen=True, kw_only=True):
    """Shares whose crossing opens an obligation; exact, and reached means ≥."""

    employer_audit: Annotated[
        Share,
        setting(
            "审核中不符合条件占单位申报总数",
            "unqualified in audit, of the employer's declarations",
            "LZ-4.1.1c",
        ),
    ]
    department_review: Annotated[
        Share,
        setting(
            "评审中不符合条件占主管部门审核推荐数",
            "unqualified in review, of the department's recommendations",
            "LZ-4.1.1d",
        ),
    ]
    committee_recheck: Annotated[
        Share,
        setting(
            "复核中发现问题占评审总人数",
            "problems in re-check, of all reviewed",
            "LZ-4.1.1e",
        ),
    ]
    opens: Annotated[
        Literal["stage_closed", "running"],
        setting(
            "何时产生义务；分母为零不作判断",
            "when the obligation opens; nothing is said of nothing",
            *("LZ-4.1.1c", "LZ-4.1.1d", "LZ-4.1.1e"),
            decision="A12",
        ),
    ] = "stage_closed"
    department_target: Annotated[
        Literal["chosen_in_decision", "department", "employer"],
        setting(
            "“该推荐单位”所指，由决定载明或固定",
            "who explains and may be suspended: chosen in the decision, or fixed",
            "LZ-4.1.1d",
            decision="A12b",
        ),
    ] = "chosen_in_decision"
    counted_by: Annotated[
        Literal["application", "person"],
        setting(
            "按申报件还是按人计算",
            "counted by application or by person",
            *("LZ-4.1.1c", "LZ-4.1.1d", "LZ-4.1.1e"),
            decision="A12c",
        ),
    ] = "application"
    withdrawn_in_denominator: Annotated[
        bool,
        setting(
            "审核前撤回的是否计入分母",
            "whether one withdrawn before audit counts in the denominator",
            *("LZ-4.1.1c", "LZ-4.1.1d"),
            decision="A12c",
        ),
    ] = True
