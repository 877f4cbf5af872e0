from datetime import date
from typing import Any

import pytest

from aggregates.calendar.packaged import load_calendars
from aggregates.policy.catalogue import load_catalogue, rule
from aggregates.policy.dates import FuzzyDate, parse_fuzzy_date
from aggregates.policy.profile import (
    Profile,
    ProfileError,
    decode_profile,
    load_profile,
    profile_names,
    profile_to_dict,
    with_settings,
)
from aggregates.policy.settings.parts import Share
from aggregates.policy.terms import Term, is_overdue, publicity_end, record_term
from aggregates.policy.workdays import WorkingDays
from ledger.errors import MalformedError

XIANNING = load_profile("xianning-2024")
YUNCHENG = load_profile("yuncheng-2024")
LIUZHOU = load_profile("liuzhou-2024")
ALL = [XIANNING, YUNCHENG, LIUZHOU]
SHIPPED = WorkingDays([year.as_adopted() for year in load_calendars()])


def day(text: str) -> date:
    return date.fromisoformat(text)


def names(profile: Profile, setting: str) -> list[str]:
    return [item.zh for item in getattr(profile, setting)]


def test_three_profiles_are_packaged() -> None:
    assert profile_names() == ("liuzhou-2024", "xianning-2024", "yuncheng-2024")
    assert [profile.name for profile in ALL] == [
        "xianning-2024",
        "yuncheng-2024",
        "liuzhou-2024",
    ]


def test_xianning_is_what_its_two_documents_say() -> None:
    assert XIANNING.notice_due == parse_fuzzy_date("5月中旬前", 2024)
    assert XIANNING.review_done_due == parse_fuzzy_date("10月前", 2024)
    assert XIANNING.cross_year == "forbidden"
    assert XIANNING.employer_publicity_min_wd == 5
    assert (XIANNING.plan_lead_wd, XIANNING.plan_lead_mode) == (5, "within")
    assert XIANNING.plan_consent_required
    assert XIANNING.result_publicity_start_max_wd == 3
    assert XIANNING.result_publicity_min_wd == 5
    assert XIANNING.report_due_wd == 5
    assert XIANNING.blacklist.levels == ("NATION", "PROVINCE", "CITY")
    assert (XIANNING.blacklist.years, XIANNING.blacklist.bars) == (3, "always")
    assert XIANNING.same_year_rule == "one_series_any_level_once"
    assert XIANNING.committee_validity_years == 3
    assert XIANNING.refile_due == day("2024-04-30")
    assert XIANNING.self_ban_years == 3
    assert "INTERMEDIATE" in XIANNING.level_test_required
    assert "JUNIOR" not in XIANNING.level_test_required
    assert XIANNING.thresholds is None
    assert XIANNING.quota_ratio is None


def test_the_parts_of_xianning_are_the_words_of_the_notice() -> None:
    assert names(XIANNING, "plan_parts") == [
        *("资格审查", "公示", "年度评委会组成", "评审会议程"),
        *("评审量化评分标准", "评审通过率设定"),
    ]
    assert names(XIANNING, "report_parts") == ["评审情况", "公示情况", "信访核查情况"]
    assert len(XIANNING.verification_report_parts) == 6
    assert len(XIANNING.filing_parts) == 13
    assert len(XIANNING.training_documents) == 4
    assert len(XIANNING.application_sections) == 5


def test_the_prescribed_sentences_stand_in_the_notice() -> None:
    quoted = rule("XN12-5.2c").quotations[0]
    assert f"“{XIANNING.recommendation_text}”" in quoted
    assert rule("XN12-A2.4").quotations[0] in XIANNING.commitment_text
    assert rule("XN12-A2.3").quotations[0] in XIANNING.commitment_text


def test_yuncheng_is_what_its_notice_says() -> None:
    assert YUNCHENG.review_done_due == parse_fuzzy_date("11月底", 2024)
    assert YUNCHENG.result_published_due == parse_fuzzy_date("12月底前", 2024)
    assert YUNCHENG.cross_year == "exceptional"
    assert YUNCHENG.plan_consent_required
    assert names(YUNCHENG, "plan_parts") == [
        *("时间要求", "标准条件", "推荐程序", "工作纪律"),
    ]
    assert YUNCHENG.tenure.cutoff == day("2024-12-31")
    assert YUNCHENG.tenure.excluded_grades == (
        *("BASICALLY_QUALIFIED", "UNQUALIFIED", "NOT_GRADED"),
    )
    assert YUNCHENG.initial_determination_due == day("2024-11-30")
    assert YUNCHENG.blacklist.years == 3
    assert YUNCHENG.blacklist.roles == ("APPLICANT", "EXPERT", "STAFF")
    assert YUNCHENG.blacklist.bars == "untrue_commitment"
    assert YUNCHENG.same_year_rule == "no_simultaneous_same_level"
    assert len(YUNCHENG.filing_triggers) == 5
    assert len(YUNCHENG.filing_parts) == 7


def test_liuzhou_is_what_its_notice_says() -> None:
    assert LIUZHOU.deployment_due == parse_fuzzy_date("7月上旬前", 2024)
    assert LIUZHOU.pool_freeze == day("2024-07-31")
    assert LIUZHOU.review_done_due == parse_fuzzy_date("11月上旬前", 2024)
    assert (LIUZHOU.plan_lead_wd, LIUZHOU.plan_lead_mode) == (5, "at_least")
    assert (LIUZHOU.result_publicity_min_wd, LIUZHOU.recheck_first) == (5, True)
    assert LIUZHOU.confirm_request_due_wd == 5
    assert LIUZHOU.self_review_filing_months == 1
    assert LIUZHOU.certificate_data_due_wd == 5
    assert LIUZHOU.entrustment.lead_wd == 2
    assert LIUZHOU.quota_ratio == 3
    assert LIUZHOU.thresholds is not None
    assert LIUZHOU.thresholds.employer_audit == Share(10, 100)
    assert LIUZHOU.thresholds.department_review == Share(20, 100)
    assert LIUZHOU.thresholds.committee_recheck == Share(10, 100)
    assert LIUZHOU.social_insurance.months == 6
    assert names(LIUZHOU, "pre_assessment") == ["答辩", "说课"]
    assert LIUZHOU.same_year_consequence == "void_all"
    assert LIUZHOU.quota.plan_due == day("2024-08-20")
    assert LIUZHOU.documents[0].number == ""


def test_what_a_document_does_not_say_is_not_invented() -> None:
    assert YUNCHENG.employer_publicity_min_wd is None
    assert YUNCHENG.result_publicity_min_wd is None
    assert YUNCHENG.recommendation_text == LIUZHOU.recommendation_text == ""
    assert LIUZHOU.employer_publicity_min_wd is None
    assert LIUZHOU.blacklist.years is None
    assert LIUZHOU.plan_parts == ()
    assert LIUZHOU.tenure.cutoff is None


@pytest.mark.parametrize("profile", ALL, ids=lambda profile: profile.name)
def test_the_proposed_decisions_are_the_defaults(profile: Profile) -> None:
    assert profile.publicity_start_day == "excluded"
    assert profile.overdue_after == "lenient"
    assert profile.supplementary_report == "accepted_then_supplemented"
    assert profile.blacklist.term_start == "decision_date"
    assert profile.blacklist.term_last_day == "same_day"
    assert profile.expert_disqualification_years is None
    assert profile.late_after_ms == 72 * 3_600_000
    assert profile.quorum == profile.pass_share == Share(2, 3)
    assert profile.investigators_min == 2
    assert profile.complaint.handling_days == 60
    assert profile.entry_promptness.return_wd == 3


@pytest.mark.parametrize(
    ("profile", "rule_id"),
    [
        (XIANNING, "XN12-0"),
        (XIANNING, "XN6-0a"),
        (XIANNING, "XN6A-3"),
        (XIANNING, "XN6B-3"),
        (YUNCHENG, "YC12-0"),
        (LIUZHOU, "LZ-0"),
    ],
)
def test_a_rule_cites_the_document_that_its_profile_names(
    profile: Profile, rule_id: str
) -> None:
    document = profile.document_of(rule_id)
    assert document is not None
    assert rule(rule_id).citation.startswith(document.number)


def test_all_documents_of_the_catalogue_have_a_profile() -> None:
    held = frozenset[str]().union(*(profile.rule_prefixes for profile in ALL))
    assert held == {entry.document for entry in load_catalogue().values()}


def test_a_rule_holds_from_the_first_day_of_its_document() -> None:
    assert XIANNING.is_in_force("XN6A-3", day("2024-01-15"))
    assert not XIANNING.is_in_force("XN6A-3", day("2024-01-14"))
    assert not XIANNING.is_in_force("XN12-5.2b", day("2024-04-21"))
    assert XIANNING.is_in_force("XN12-5.2b", day("2024-04-22"))
    assert not XIANNING.is_in_force("LZ-6.1a", day("2024-12-01"))
    assert XIANNING.document_of("LZ-6.1a") is None


@pytest.mark.parametrize("profile", ALL, ids=lambda profile: profile.name)
def test_a_profile_survives_as_plain_values(profile: Profile) -> None:
    plain = profile_to_dict(profile)
    assert decode_profile(plain) == profile
    assert types_in(plain) <= {dict, list, str, int, bool, type(None)}


def types_in(plain: Any) -> set[type]:
    inner = list(plain.values()) if isinstance(plain, dict) else plain
    found = {type(plain)}
    if isinstance(inner, list):
        found |= {one for value in inner for one in types_in(value)}
    return found


def test_an_unknown_profile_is_answered_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="expected one of liuzhou-2024, xianning-2024"):
        load_profile("../secrets")


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"plan_lead_wd": "five"}, "plan_lead_wd"),
        ({"plan_lead_wd": 0}, "plan_lead_wd"),
        ({"surplus": 1}, "surplus"),
        ({"territory": "咸宁"}, "territory"),
        ({"name": "policy/../x"}, "name"),
        ({"quorum": [0, 3]}, "quorum"),
        ({"quorum": [4, 3]}, "quorum"),
        ({"notice_due": {"strict": "2024-05-20", "lenient": "2024-05-10"}}, "lenient"),
        ({"documents": []}, "documents"),
        ({"review_year": 1999}, "review_year"),
        ({"effective_until": "2024-01-15"}, "an end after 2024-01-15"),
        ({"plan_parts": [{"code": "lower", "zh": "", "en": ""}]}, "plan_parts"),
    ],
)
def test_an_impossible_profile_is_refused(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(ProfileError, match=what):
        decode_profile({**profile_to_dict(XIANNING), **changes})


def test_a_missing_setting_without_default_is_refused() -> None:
    plain = profile_to_dict(XIANNING)
    del plain["same_year_rule"]
    with pytest.raises(MalformedError, match="same_year_rule"):
        decode_profile(plain)


def test_one_rule_prefix_under_two_documents_is_refused() -> None:
    plain = profile_to_dict(XIANNING)
    plain["documents"] = [*plain["documents"], plain["documents"][0]]
    with pytest.raises(ProfileError, match="under one document"):
        decode_profile(plain)


def test_settings_change_by_path_as_a_program_or_a_person_gives_them() -> None:
    changed = with_settings(
        XIANNING,
        {
            "name": "xianning-2027",
            "review_year": "2027",
            "blacklist.years": 5,
            "blacklist.bars": "warning",
            "notice_due.lenient": "2024-05-31",
            "refile_due": None,
            "plan_consent_required": "false",
            "quorum": [3, 4],
            "thresholds": {
                "employer_audit": [1, 10],
                "department_review": [1, 5],
                "committee_recheck": [1, 10],
            },
        },
    )
    assert (changed.name, changed.review_year) == ("xianning-2027", 2027)
    assert (changed.blacklist.years, changed.blacklist.bars) == (5, "warning")
    assert changed.notice_due == FuzzyDate(day("2024-05-10"), day("2024-05-31"))
    assert changed.refile_due is None
    assert changed.plan_consent_required is False
    assert changed.quorum == Share(3, 4)
    assert changed.thresholds is not None
    assert XIANNING.blacklist.years == 3


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        ("blacklist.forever", 1, "path of a setting"),
        ("thresholds.employer_audit", [1, 2], "path of a setting"),
        ("nowhere.at.all", 1, "path of a setting"),
        ("", 1, "path of a setting"),
        ("blacklist.years", "many", "blacklist.years"),
        ("blacklist.term_start", "whenever", "term_start"),
        ("effective_until", "2024-01-01", "an end after"),
    ],
)
def test_what_is_no_setting_or_no_value_of_it_is_refused(
    path: str, value: object, what: str
) -> None:
    with pytest.raises(ProfileError, match=what):
        with_settings(XIANNING, {path: value})


@pytest.mark.parametrize(
    ("bad", "declared", "reached"),
    [(1, 10, True), (1, 11, False), (1, 1, True), (0, 10, False), (0, 0, False)],
)
def test_a_threshold_is_an_exact_share(bad: int, declared: int, reached: bool) -> None:  # noqa: FBT001
    """1 of 10 reaches 10 %, 1 of 11 does not; nothing is said of nothing."""
    assert LIUZHOU.thresholds is not None
    assert LIUZHOU.thresholds.employer_audit.is_reached(bad, declared) is reached


def test_a_record_runs_three_years_from_the_decision_with_its_last_day() -> None:
    term = record_term(
        XIANNING.blacklist,
        3,
        verified_on=day("2024-06-01"),
        decided_on=day("2024-06-15"),
        entered_on=day("2024-06-20"),
    )
    assert term == Term(day("2024-06-15"), day("2027-06-15"))


@pytest.mark.parametrize(
    ("start", "last_day", "first", "last"),
    [
        ("verified_date", "same_day", "2024-06-01", "2027-06-01"),
        ("entry_date", "same_day", "2024-06-20", "2027-06-20"),
        ("decision_date", "day_before", "2024-06-15", "2027-06-14"),
        ("next_year", "same_day", "2025-01-01", "2027-12-31"),
        ("next_year", "day_before", "2025-01-01", "2027-12-31"),
    ],
)
def test_another_city_may_settle_the_term_otherwise(
    start: str, last_day: str, first: str, last: str
) -> None:
    changed = with_settings(
        XIANNING, {"blacklist.term_start": start, "blacklist.term_last_day": last_day}
    )
    term = record_term(
        changed.blacklist,
        3,
        verified_on=day("2024-06-01"),
        decided_on=day("2024-06-15"),
        entered_on=day("2024-06-20"),
    )
    assert term == Term(day(first), day(last))


def test_whether_the_day_of_posting_counts_is_settled_by_the_profile() -> None:
    posted = day("2024-06-17")
    included = with_settings(XIANNING, {"publicity_start_day": "included"})
    assert publicity_end(XIANNING, posted, 5, SHIPPED).date == day("2024-06-24")
    assert publicity_end(included, posted, 5, SHIPPED).date == day("2024-06-21")


def test_which_reading_of_a_loose_date_counts_is_settled_by_the_profile() -> None:
    strict = with_settings(XIANNING, {"overdue_after": "strict"})
    due = parse_fuzzy_date("5月中旬前", 2024)
    assert not is_overdue(XIANNING, due, day("2024-05-15"))
    assert is_overdue(strict, due, day("2024-05-15"))
