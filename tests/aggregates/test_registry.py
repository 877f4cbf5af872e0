"""Organisations, persons, calendars and policies: what everything else stands on."""

from typing import Any

from aggregates.organisation import events as organisation
from aggregates.person import events as person
from aggregates.policy import events as policy
from tests.support import actors as a
from tests.support.builders import (
    ADOPT_2024,
    AT_THE_DEPARTMENT,
    JIA,
    ORGANISATIONS,
    PROFILE_PLAIN,
    PUBLICISED,
    PUBLISH,
    REGISTER_CITY,
    REGISTER_FACTORY,
    REGISTER_JIA,
    REGISTRY,
    register,
)
from tests.support.given import deed, given, instead

BEFORE_THE_POLICY = instead(REGISTRY, PUBLISH)
BEFORE_2024 = instead(REGISTRY, ADOPT_2024)
NEW_ORG = register("organisation/new", "PRIVATE_ENTERPRISE", "NONE", "421299", a.COUNTY)
AMEND_FACTORY = deed(
    organisation.Amended,
    a.FACTORY,
    [a.REGISTRAR, a.SUPERVISOR],
    "2024-04-24T09:00",
    name="factory（改制）",
    org_kind="PRIVATE_ENTERPRISE",
    level="NONE",
    territory="421299",
    superior=a.COUNTY,
)
SUSPEND_RIGHT = deed(
    organisation.RecommendingRightSuspended,
    a.FACTORY,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-04-24T09:00",
    year=2024,
    basis="咸职改办〔2024〕9号（示例）",
)
AMEND_POLICY = deed(
    policy.Amended,
    PUBLISH.on,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-02T09:00",
    profile=PROFILE_PLAIN,
    effective_from="2024-05-10",
    document="咸职改办〔2024〕20号（示例）",
)


# --- organisations


def test_an_organisation_is_registered_once() -> None:
    given(*REGISTRY).when(NEW_ORG).accepted()
    given(*REGISTRY, NEW_ORG).when(NEW_ORG).refused("LEDGER-STATE")


def test_only_a_registered_organisation_is_amended() -> None:
    given(*REGISTRY).when(AMEND_FACTORY).accepted()
    unknown = AMEND_FACTORY.upon("organisation/unknown")
    given(*REGISTRY).when(unknown).refused("LEDGER-STATE")


def test_an_organisation_has_a_name() -> None:
    given(*REGISTRY).when(NEW_ORG.but(name=" ")).refused("LEDGER-SCHEMA")


def test_a_credit_code_checks() -> None:
    given(*REGISTRY).when(NEW_ORG.but(uscc="91350100M000100Y43")).accepted()
    misread = NEW_ORG.but(uscc="91350100M000100Y44")
    given(*REGISTRY).when(misread).refused("LEDGER-SCHEMA")


def test_the_next_body_of_the_route_is_registered() -> None:
    unknown = NEW_ORG.but(superior="organisation/unknown")
    given(*REGISTRY).when(unknown).refused("LEDGER-REFS")


def test_a_route_does_not_lead_back_to_itself() -> None:
    """A circle of superiors would send a file round for ever."""
    given(*REGISTRY).when(AMEND_FACTORY.but(superior=a.FACTORY)).refused("LEDGER-REFS")
    circle = AMEND_FACTORY.upon(a.CITY).but(
        org_kind="AUTHORITY", level="CITY", territory="421200", superior=a.COUNTY
    )
    given(*REGISTRY).when(circle).refused("LEDGER-REFS")


def test_only_a_registered_organisation_loses_its_right_to_recommend() -> None:
    given(*REGISTRY).when(SUSPEND_RIGHT).accepted()
    unknown = SUSPEND_RIGHT.upon("organisation/unknown")
    given(*REGISTRY).when(unknown).refused("LEDGER-STATE")


def test_the_authority_of_the_place_suspends_a_right() -> None:
    county = SUSPEND_RIGHT.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*REGISTRY).when(county).accepted()
    elsewhere = SUSPEND_RIGHT.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    given(*REGISTRY).when(elsewhere).refused("XN6B-2b")


def test_a_suspended_employer_does_not_recommend_in_that_year() -> None:
    suspended = SUSPEND_RIGHT.recorded("2024-06-14T09:30")
    given(*PUBLICISED, suspended).when(JIA.recommend).refused("LEDGER-STATE")
    another_year = suspended.but(year=2025)
    given(*PUBLICISED, another_year).when(JIA.recommend).accepted()


def test_a_suspended_department_passes_no_recommendation_on() -> None:
    suspended = SUSPEND_RIGHT.upon(a.DEPARTMENT).recorded("2024-06-16T09:30")
    given(*AT_THE_DEPARTMENT, suspended).when(JIA.pass_department).refused(
        "LEDGER-STATE"
    )
    another_year = suspended.but(year=2025)
    given(*AT_THE_DEPARTMENT, another_year).when(JIA.pass_department).accepted()


# --- persons


def test_a_person_is_registered_once() -> None:
    given(*ORGANISATIONS).when(REGISTER_JIA).accepted()
    given(*ORGANISATIONS, REGISTER_JIA).when(REGISTER_JIA).refused("LEDGER-STATE")


def erase(**changes: Any) -> Any:
    facts = {"of": a.JIA, "basis": "本人申请", "gone_by": "2024-06-01", **changes}
    by = [a.REGISTRAR, a.SUPERVISOR]
    return deed(person.Erased, a.JIA, by, "2024-05-02T09:00", **facts)


def test_a_person_s_own_data_are_erased() -> None:
    given(*REGISTRY).when(erase()).accepted()
    given(*REGISTRY).when(erase(of=a.YI)).refused("LEDGER-PERSONAL")


def test_nobody_is_erased_twice() -> None:
    given(*REGISTRY, erase()).when(erase()).refused("LEDGER-STATE")


def test_nobody_unknown_is_barred_from_review_work() -> None:
    barred = deed(
        person.StaffBarred,
        a.JIA,
        [a.UNIT_OFFICER, a.UNIT_SEAL],
        "2024-05-02T09:00",
        from_="2024-05-02",
        basis="咸工评〔2024〕3号（示例）",
    )
    given(*REGISTRY).when(barred).accepted()
    given(*REGISTRY).when(barred.upon("person/unknown")).refused("LEDGER-STATE")
    given(*REGISTRY).when(barred.but(basis="")).refused("LEDGER-SCHEMA")


def test_only_who_is_barred_is_readmitted() -> None:
    """责令不得再从事职称评审工作 is lifted only where it was ordered (XN6A-9c)."""
    readmitted = deed(
        person.StaffReadmitted,
        a.JIA,
        [a.UNIT_OFFICER, a.UNIT_SEAL],
        "2024-05-03T09:00",
        from_="2024-05-03",
        basis="咸工评〔2024〕4号（示例）",
    )
    given(*REGISTRY).when(readmitted).refused("XN6A-9c")


# --- calendars


def test_an_authority_adopts_a_calendar() -> None:
    given(*BEFORE_2024).when(ADOPT_2024).accepted()
    unit = ADOPT_2024.signed(a.UNIT_AS_AUTHORITY, a.UNIT_SEAL)
    given(*BEFORE_2024).when(unit).refused("LEDGER-COMPETENCE")


def test_a_calendar_lists_days_of_its_year() -> None:
    foreign = ADOPT_2024.but(makeup=["2023-02-04"])
    given(*BEFORE_2024).when(foreign).refused("LEDGER-CALENDAR")


def test_only_a_weekend_is_made_up() -> None:
    monday = ADOPT_2024.but(makeup=["2024-02-05"])
    given(*BEFORE_2024).when(monday).refused("LEDGER-CALENDAR")


def test_a_day_is_not_off_and_worked() -> None:
    both = ADOPT_2024.but(off=["2024-02-04"], makeup=["2024-02-04"])
    given(*BEFORE_2024).when(both).refused("LEDGER-CALENDAR")


def test_days_stand_in_order() -> None:
    """Two lists of the same days would be two calendars."""
    off = ["2024-02-10", "2024-01-01"]
    given(*BEFORE_2024).when(ADOPT_2024.but(off=off)).refused("LEDGER-CALENDAR")
    makeup = ["2024-02-18", "2024-02-04"]
    given(*BEFORE_2024).when(ADOPT_2024.but(makeup=makeup)).refused("LEDGER-CALENDAR")


def test_a_calendar_names_its_notice() -> None:
    given(*BEFORE_2024).when(ADOPT_2024.but(notice="")).refused("LEDGER-CALENDAR")


def test_a_calendar_s_id_names_region_and_year() -> None:
    elsewhere = ADOPT_2024.upon("calendar/cn-2031")
    given(*BEFORE_2024).when(elsewhere).refused("LEDGER-CALENDAR")


# --- policies


def test_the_authority_of_the_city_publishes_its_policy() -> None:
    given(*BEFORE_THE_POLICY).when(PUBLISH).accepted()
    elsewhere = PUBLISH.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*BEFORE_THE_POLICY).when(elsewhere).refused("LEDGER-COMPETENCE")


def test_a_county_does_not_publish_the_policy_of_the_city() -> None:
    county = PUBLISH.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*BEFORE_THE_POLICY).when(county).refused("LEDGER-COMPETENCE")


def test_a_policy_is_complete() -> None:
    incomplete = {k: v for k, v in PROFILE_PLAIN.items() if k != "blacklist"}
    given(*BEFORE_THE_POLICY).when(PUBLISH.but(profile=incomplete)).refused(
        "LEDGER-SCHEMA"
    )


def test_a_policy_s_id_is_its_name() -> None:
    elsewhere = PUBLISH.upon("policy/xianning-2023")
    given(*BEFORE_THE_POLICY).when(elsewhere).refused("LEDGER-SCHEMA")


def test_a_policy_is_published_once_and_then_amended() -> None:
    given(*REGISTRY).when(PUBLISH).refused("LEDGER-STATE")
    given(*REGISTRY).when(AMEND_POLICY).accepted()
    given(*BEFORE_THE_POLICY).when(AMEND_POLICY).refused("LEDGER-STATE")


def test_a_later_version_does_not_begin_earlier() -> None:
    earlier = AMEND_POLICY.but(effective_from="2024-01-14")
    given(*REGISTRY).when(earlier).refused("LEDGER-STATE", "XN12-9b")


def test_the_first_organisation_is_registered_on_nothing() -> None:
    given().when(REGISTER_CITY).accepted()
    given().when(REGISTER_FACTORY).refused("LEDGER-REFS")
