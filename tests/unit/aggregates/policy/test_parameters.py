from aggregates.policy.catalogue import load_catalogue, load_house_rules
from aggregates.policy.parameters import Change, diff_profiles, list_parameters
from aggregates.policy.profile import load_profile, profile_to_dict, with_settings

XIANNING = load_profile("xianning-2024")
DECISIONS = {
    *(f"A{number}" for number in range(1, 27)),
    *("A4b", "A5b", "A12b", "A12c"),
}


def test_every_ambiguity_of_the_documents_is_settled_by_a_named_setting() -> None:
    assert {one.decision for one in list_parameters()} - {""} == DECISIONS


def test_every_setting_says_what_it_is_and_which_rules_it_serves() -> None:
    mute = [
        one.path
        for one in list_parameters()
        if not (one.name.zh and one.name.en and one.rules)
    ]
    assert mute == []


def test_every_rule_that_a_setting_serves_exists() -> None:
    named = {rule_id for one in list_parameters() for rule_id in one.rules}
    assert named <= {*load_catalogue(), *load_house_rules()}


def test_every_setting_can_be_set_by_its_path() -> None:
    paths = [one.path for one in list_parameters()]
    assert len(paths) == len(set(paths))
    liuzhou = profile_to_dict(load_profile("liuzhou-2024"))
    top = [path for path in paths if "." not in path]
    sections = {path.partition(".")[0] for path in paths}
    assert {*top, *sections} == set(liuzhou)


def test_the_settings_come_in_the_order_of_a_review() -> None:
    paths = [one.path for one in list_parameters()]
    order = ["name", "same_year_rule", "recommendation_text", "plan_parts"]
    assert [path for path in paths if path in order] == order


def test_two_profiles_are_compared_setting_by_setting() -> None:
    changed = with_settings(
        XIANNING,
        {"blacklist.years": 5, "refile_due": None, "notice_due.strict": "2024-05-09"},
    )
    assert diff_profiles(XIANNING, changed) == (
        Change(path="notice_due.strict", before="2024-05-10", after="2024-05-09"),
        Change(path="refile_due", before="2024-04-30", after=None),
        Change(path="blacklist.years", before=3, after=5),
    )


def test_a_profile_does_not_differ_from_itself() -> None:
    assert diff_profiles(XIANNING, XIANNING) == ()


def test_a_section_that_one_profile_lacks_is_compared_with_none() -> None:
    changes = diff_profiles(XIANNING, load_profile("liuzhou-2024"))
    by_path = {change.path: change for change in changes}
    assert by_path["thresholds.employer_audit"].before is None
    assert by_path["thresholds.employer_audit"].after == [10, 100]
    assert by_path["quota_ratio"] == Change(path="quota_ratio", before=None, after=3)
