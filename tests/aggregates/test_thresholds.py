from aggregates.policy.profile import load_profile, with_settings
from aggregates.policy.settings.parts import Share
from aggregates.thresholds import (
    THRESHOLDS,
    committee_recheck,
    department_review,
    employer_audit,
    is_above,
    limit_of,
    off_standard,
    pass_rate,
    quota_ratio,
    quota_use,
)

LIUZHOU = load_profile("liuzhou-2024")
XIANNING = load_profile("xianning-2024")


def some(number: int, start: int = 0) -> list[str]:
    return [f"application/{n:03}" for n in range(start, start + number)]


def test_one_in_ten_of_an_employer_is_reached() -> None:
    """G16: 10 declared, 1 not qualified in audit."""
    found = employer_audit(LIUZHOU, declared=some(10), unqualified=some(1))
    assert (found.rule, found.fraction, found.is_crossed) == ("LZ-4.1.1c", "1/10", True)


def test_one_in_eleven_of_an_employer_is_not_reached() -> None:
    """G16: 11 declared, 1 not qualified in audit."""
    found = employer_audit(LIUZHOU, declared=some(11), unqualified=some(1))
    assert (found.fraction, found.is_crossed) == ("1/11", False)


def test_a_tiny_denominator_has_no_exemption() -> None:
    found = employer_audit(LIUZHOU, declared=some(1), unqualified=some(1))
    assert (found.fraction, found.is_crossed) == ("1/1", True)


def test_nothing_is_said_of_nothing() -> None:
    found = employer_audit(LIUZHOU, declared=(), unqualified=())
    assert (found.is_stated, found.is_crossed, found.fraction) == (False, False, "0/0")


def test_a_city_without_thresholds_says_nothing() -> None:
    found = employer_audit(XIANNING, declared=some(10), unqualified=some(10))
    assert (found.is_stated, found.is_crossed) == (False, False)


def test_who_was_not_declared_by_the_body_does_not_count_against_it() -> None:
    found = employer_audit(LIUZHOU, declared=some(10), unqualified=some(3, start=10))
    assert found.part == ()


def test_an_application_counts_once() -> None:
    found = employer_audit(LIUZHOU, declared=some(10), unqualified=some(1) * 3)
    assert found.fraction == "1/10"


def test_what_was_withdrawn_before_audit_counts_in_the_denominator() -> None:
    found = employer_audit(
        LIUZHOU, declared=some(11), unqualified=some(1), withdrawn=some(1, start=10)
    )
    assert found.fraction == "1/11"


def test_a_city_may_leave_the_withdrawn_out() -> None:
    other = with_settings(LIUZHOU, {"thresholds.withdrawn_in_denominator": False})
    found = employer_audit(
        other, declared=some(11), unqualified=some(1), withdrawn=some(1, start=10)
    )
    assert (found.fraction, found.is_crossed) == ("1/10", True)


def test_a_city_may_count_persons() -> None:
    other = with_settings(LIUZHOU, {"thresholds.counted_by": "person"})
    persons = dict.fromkeys(some(2), "person/jia")
    found = employer_audit(
        other, declared=some(11), unqualified=some(2), persons=persons
    )
    assert (found.part, found.denominator) == (("person/jia",), 10)


def test_persons_do_not_matter_where_applications_are_counted() -> None:
    persons = dict.fromkeys(some(2), "person/jia")
    found = employer_audit(
        LIUZHOU, declared=some(11), unqualified=some(2), persons=persons
    )
    assert found.fraction == "2/11"


def test_one_in_five_of_a_department_is_reached() -> None:
    reached = department_review(LIUZHOU, forwarded=some(10), unqualified=some(2))
    missed = department_review(LIUZHOU, forwarded=some(11), unqualified=some(2))
    assert (reached.rule, reached.is_crossed, missed.is_crossed) == (
        "LZ-4.1.1d",
        True,
        False,
    )


def test_one_in_ten_of_a_committee_is_reached() -> None:
    reached = committee_recheck(LIUZHOU, reviewed=some(20), problems=some(2))
    missed = committee_recheck(LIUZHOU, reviewed=some(21), problems=some(2))
    assert (reached.rule, reached.is_crossed, missed.is_crossed) == (
        "LZ-4.1.1e",
        True,
        False,
    )


def test_a_city_may_set_another_share() -> None:
    other = with_settings(LIUZHOU, {"thresholds.committee_recheck": [1, 3]})
    found = committee_recheck(other, reviewed=some(20), problems=some(2))
    assert (found.limit, found.is_crossed) == (Share(1, 3), False)


def test_a_pass_rate_at_the_ceiling_is_no_finding() -> None:
    at = pass_rate(Share(9, 10), reviewed=some(10), passed=some(9))
    above = pass_rate(Share(9, 10), reviewed=some(10), passed=some(10))
    assert (at.is_crossed, above.is_crossed, above.rule) == (False, True, "XN12-8.2c")


def test_a_pass_rate_without_a_plan_says_nothing() -> None:
    found = pass_rate(None, reviewed=some(10), passed=some(10))
    assert (found.is_stated, found.is_crossed) == (False, False)


def test_a_ceiling_is_compared_exactly() -> None:
    """Two thirds as a float would be above itself."""
    assert not is_above(Share(2, 3), 2_000_000_000_002, 3_000_000_000_003)
    assert is_above(Share(2, 3), 2_000_000_000_003, 3_000_000_000_003)


def test_one_opinion_by_another_standard_is_a_finding() -> None:
    used = {"a1": "2024版", "a2": "2023版", "a3": "2024版"}
    found = off_standard("2024版", used)
    assert (found.part, found.fraction, found.is_crossed) == (("a2",), "1/3", True)
    assert not off_standard("2024版", {"a1": "2024版"}).is_crossed
    assert not off_standard("2024版", {}).is_stated


def test_a_seventh_candidate_for_two_vacancies_is_one_too_many() -> None:
    """G18: 不超过1:3."""
    six = quota_ratio(LIUZHOU, vacancies=2, recommended=some(6))
    seven = quota_ratio(LIUZHOU, vacancies=2, recommended=some(7))
    assert (six.fraction, six.is_crossed) == ("6/6", False)
    assert (seven.fraction, seven.is_crossed) == ("7/6", True)


def test_without_a_vacancy_nobody_is_recommended() -> None:
    assert quota_ratio(LIUZHOU, vacancies=0, recommended=some(1)).is_crossed


def test_a_city_without_a_ratio_says_nothing_of_it() -> None:
    found = quota_ratio(XIANNING, vacancies=0, recommended=some(7))
    assert (found.is_stated, found.fraction, found.is_crossed) == (False, "7/–", False)


def test_more_on_posts_than_vacancies_is_a_finding() -> None:
    within = quota_use(XIANNING, vacancies=2, declared=some(2))
    beyond = quota_use(XIANNING, vacancies=2, declared=some(3))
    assert (within.is_crossed, beyond.is_crossed) == (False, True)
    assert within.rule == "XN12-3.1.1b"
    assert quota_use(LIUZHOU, vacancies=2, declared=some(2)).rule == "LZ-4.1.1i"


def test_a_city_without_post_quotas_does_not_compare_them() -> None:
    yuncheng = load_profile("yuncheng-2024")
    assert not quota_use(yuncheng, vacancies=0, declared=some(3)).is_stated


def test_every_share_is_found_by_its_rule() -> None:
    assert {"LZ-4.1.1c", "LZ-4.1.1d", "LZ-4.1.1e", "XN12-8.2c"} <= set(THRESHOLDS)
    assert limit_of("LZ-4.1.1d", LIUZHOU.thresholds) == Share(20, 100)
    assert limit_of("XN12-8.2c", LIUZHOU.thresholds) is None
    assert limit_of("LZ-4.1.1d", None) is None
