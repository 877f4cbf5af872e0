from typing import Any

import pytest

from aggregates.committee import events as committee
from tests.support import actors as a
from tests.support.builders import (
    ANNOUNCED,
    APPLIED_FOR_FILING,
    APPLY,
    COMMITTEE,
    FILE,
    FILED,
    NOTICE,
    POOL,
    PROFILE_PLAIN,
    PUBLISH,
    REGISTRY,
    digest,
)
from tests.support.builders_session import FREEZE
from tests.support.given import deed, given, instead

CITY = [a.CITY_OFFICER, a.CITY_SEAL]
SUSPEND = deed(
    committee.Suspended, COMMITTEE, CITY, "2024-05-02T09:00", basis="程序不完备"
)
RESUME = deed(committee.Resumed, COMMITTEE, CITY, "2024-05-20T09:00", basis="整改合格")
WITHDRAW = deed(
    committee.ReviewAuthorityWithdrawn,
    COMMITTEE,
    CITY,
    "2024-05-20T10:00",
    basis="情节严重",
)
REFUSE = deed(
    committee.FilingRefused,
    COMMITTEE,
    [a.CITY_OFFICER],
    "2024-04-26T09:00",
    reasons=["制度不全"],
)
REFILE = deed(
    committee.Refiled,
    COMMITTEE,
    CITY,
    "2027-05-12T09:00",
    filed_on="2027-05-12",
    valid_to="2030-05-12",
    document_no="咸职改备〔2027〕3号（示例）",
)
APPLY_AGAIN = APPLY.recorded("2027-05-10T09:00").but(
    last3=[{"year": y, "reviewed": 10, "passed": 7} for y in (2024, 2025, 2026)]
)


# --- the form 附件3


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("committee_name", " ", "XN12-A3.1"),
        ("series", [], "XN12-A3.2"),
        ("levels", [], "XN12-A3.3"),
        ("undertaking_agency", "", "XN12-A3.5"),
        ("address", "", "XN12-A3.6"),
        ("phone", None, "XN12-A3.7"),
        ("agency_head", None, "XN12-A3.8"),
        ("agency_head_post", "", "XN12-A3.9"),
        ("expert_pool_size", 0, "XN12-A3.10"),
        ("rules_documents", [], "XN12-A3.11"),
        ("practices", "", "XN12-A3.13"),
    ],
)
def test_every_field_of_the_form_is_filled(field: str, value: Any, rule: str) -> None:
    given(*REGISTRY).when(APPLY).accepted()
    given(*REGISTRY).when(APPLY.but(**{field: value})).refused(rule)


def test_the_form_names_the_establishing_unit() -> None:
    given(*REGISTRY).when(APPLY.but(establishing_unit="")).refused(
        "XN12-A3.4", "XN6B-2d"
    )


def test_a_committee_reviews_in_the_city_of_its_policy() -> None:
    given(*REGISTRY).when(APPLY.but(territory="421299")).accepted()
    given(*REGISTRY).when(APPLY.but(territory="421000")).refused("XN12-A3.2")


def test_the_last_three_years_are_those_before_this_one() -> None:
    years = [{"year": y, "reviewed": 10, "passed": 7} for y in (2020, 2021, 2022)]
    given(*REGISTRY).when(APPLY.but(last3=years)).refused("XN12-A3.12")


def test_no_more_pass_than_are_reviewed() -> None:
    years = [{"year": y, "reviewed": 6, "passed": 7} for y in (2021, 2022, 2023)]
    given(*REGISTRY).when(APPLY.but(last3=years)).refused("XN12-A3.12")


def test_unit_and_office_are_registered() -> None:
    unknown = APPLY.but(undertaking_agency="organisation/nobody")
    given(*REGISTRY).when(unknown).refused("LEDGER-REFS")


def test_the_unit_applies_itself() -> None:
    other = APPLY.signed(a.OTHER_UNIT_OFFICER, a.OTHER_UNIT_SEAL)
    given(*REGISTRY).when(other).refused("XN6B-2d")


# --- filing


def test_the_city_files_its_committees() -> None:
    given(*APPLIED_FOR_FILING).when(FILE).accepted()
    other_city = FILE.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*APPLIED_FOR_FILING).when(other_city).refused("XN6B-2a")


def test_a_county_files_no_committee_of_the_city() -> None:
    county = FILE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*APPLIED_FOR_FILING).when(county).refused("XN6B-2b")


def test_a_county_files_a_committee_of_its_own() -> None:
    history = instead(APPLIED_FOR_FILING, APPLY, APPLY.but(territory="421299"))
    county = FILE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*history).when(county).accepted()
    other = FILE.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    given(*history).when(other).refused("XN6B-2b")


def test_an_authority_does_not_file_its_own_committee() -> None:
    """The city's office may establish a committee; then the province files it."""
    officer = a.holds("city-officer", "UNIT_OFFICER", a.CITY)
    own = APPLY.but(establishing_unit=a.CITY).signed(officer, a.CITY_SEAL)
    given(*REGISTRY, own).when(FILE).refused("LEDGER-COMPETENCE")


def test_nothing_is_filed_without_an_application() -> None:
    given(*APPLIED_FOR_FILING, FILE).when(FILE).refused("XN12-7.1a", "LEDGER-STATE")
    given(*APPLIED_FOR_FILING, REFUSE).when(FILE).refused("XN12-7.1a")


def test_a_filing_holds_for_three_years_at_most() -> None:
    given(*APPLIED_FOR_FILING).when(FILE.but(valid_to="2026-01-01")).accepted()
    too_long = FILE.but(valid_to="2027-04-27")
    given(*APPLIED_FOR_FILING).when(too_long).refused("XN12-7.1a")


def test_a_filing_may_hold_from_the_notice_of_it() -> None:
    """A18: recorded on 27 April, the filing of the 26th holds a day longer."""
    a_day_later = FILE.recorded("2024-04-27T09:00").but(valid_to="2027-04-27")
    given(*APPLIED_FOR_FILING).when(a_day_later).refused("XN12-7.1a")
    noticed = PUBLISH.but(
        profile={**PROFILE_PLAIN, "committee_valid_from": "notice_date"}
    )
    history = instead(APPLIED_FOR_FILING, PUBLISH, noticed)
    given(*history).when(a_day_later).accepted()
    given(*history).when(a_day_later.but(valid_to="2027-04-28")).refused("XN12-7.1a")


def test_a_filing_of_a_leap_day_ends_on_the_last_day_of_february() -> None:
    def leap(last: str) -> Any:
        filing = FILE.but(filed_on="2024-02-29", valid_to=last)
        return given(*APPLIED_FOR_FILING).when(filing)

    leap("2027-02-28").accepted()
    leap("2027-03-01").refused("XN12-7.1a")


def test_a_filing_is_not_dated_ahead() -> None:
    ahead = FILE.but(filed_on="2024-04-27", valid_to="2027-04-26")
    given(*APPLIED_FOR_FILING).when(ahead).refused("XN12-7.1a")


def test_a_committee_is_refused_only_after_it_applied() -> None:
    given(*APPLIED_FOR_FILING).when(REFUSE).accepted()
    given(*APPLIED_FOR_FILING, REFUSE).when(REFUSE).refused("LEDGER-STATE")


def test_a_second_filing_is_a_refiling() -> None:
    given(*FILED, APPLY_AGAIN).when(REFILE).accepted()
    first = FILE.recorded("2027-05-12T09:00").but(
        filed_on="2027-05-12", valid_to="2030-05-12"
    )
    given(*FILED, APPLY_AGAIN).when(first).refused("LEDGER-STATE")


def test_a_refiling_presupposes_a_filing() -> None:
    early = REFILE.recorded("2024-04-26T09:00").but(
        filed_on="2024-04-26", valid_to="2027-04-26"
    )
    given(*APPLIED_FOR_FILING).when(early).refused("LEDGER-STATE")


def test_a_filing_has_a_number() -> None:
    given(*APPLIED_FOR_FILING).when(FILE.but(document_no=" ")).refused("LEDGER-SCHEMA")


# --- the pool


def test_the_unit_keeps_the_pool() -> None:
    history = instead(FILED, POOL[-1])
    given(*history).when(POOL[-1]).accepted()
    other = POOL[-1].signed(a.OTHER_UNIT_OFFICER)
    given(*history).when(other).refused("XN6B-2d")


def test_the_frozen_list_is_the_whole_pool() -> None:
    given(*FILED).when(FREEZE).accepted()
    shorter = FREEZE.but(pool={"count": 7, "sha256": digest("seven")})
    given(*FILED).when(shorter).refused("XN6B-4.3c")


def test_who_leaves_the_pool_was_in_it() -> None:
    leaving = deed(
        committee.ExpertRemovedFromPool,
        COMMITTEE,
        [a.UNIT_OFFICER],
        "2024-05-02T09:00",
        entry=3,
        reason="调离",
    )
    given(*FILED).when(leaving).accepted()
    given(*FILED).when(leaving.but(entry=2)).refused("LEDGER-STATE")
    given(*FILED, leaving).when(leaving).refused("LEDGER-STATE")


def test_nobody_enters_the_pool_of_an_unknown_committee() -> None:
    given(*REGISTRY).when(POOL[0]).refused("LEDGER-STATE")


# --- suspension and withdrawal


def test_a_suspended_committee_does_not_review() -> None:
    given(*FILED).when(NOTICE).accepted()
    suspended = SUSPEND.recorded("2024-04-29T09:00")
    given(*FILED, suspended).when(NOTICE).refused("XN12-7.1c")
    resumed = RESUME.recorded("2024-04-29T10:00")
    given(*FILED, suspended, resumed).when(NOTICE).accepted()


def test_a_committee_is_suspended_once_and_then_resumed() -> None:
    given(*ANNOUNCED).when(SUSPEND).accepted()
    given(*ANNOUNCED, SUSPEND).when(SUSPEND).refused("LEDGER-STATE")
    given(*ANNOUNCED, SUSPEND).when(RESUME).accepted()
    given(*ANNOUNCED).when(RESUME).refused("LEDGER-STATE")


def test_an_unknown_committee_is_not_suspended() -> None:
    given(*REGISTRY).when(SUSPEND).refused("LEDGER-STATE")


def test_a_suspension_has_a_basis() -> None:
    given(*ANNOUNCED).when(SUSPEND.but(basis="")).refused("LEDGER-SCHEMA")


def test_a_withdrawn_power_of_review_does_not_come_back() -> None:
    history = (*ANNOUNCED, WITHDRAW.round_the_rules())
    given(*history).when(APPLY_AGAIN).refused("LEDGER-STATE")
    given(*history).when(SUSPEND).refused("LEDGER-STATE")
    later = NOTICE.upon("session/second").recorded("2024-05-21T09:00")
    given(*history).when(later).refused("XN12-7.1c")


def test_an_expired_filing_does_not_hold() -> None:
    """G10: filed on 2021-05-10, so 2024-05-10 is the last day."""
    old = FILE.but(filed_on="2021-05-10", valid_to="2024-05-10")
    history = instead(FILED, FILE, old)
    last_day, day_after = "2024-05-10T18:00", "2024-05-11T09:00"
    given(*history).when(NOTICE.recorded(last_day)).accepted()
    given(*history).when(NOTICE.recorded(day_after)).refused("XN12-7.1c")


def test_a_form_of_april_is_not_asked_of_an_act_of_march() -> None:
    """The form 附件3 did not exist before 22 April 2024 (XN12-9b)."""
    registry = tuple(one.recorded("2024-02-01T09:00") for one in REGISTRY)
    incomplete = APPLY.but(address="").recorded("2024-03-01T09:00")
    given(*registry).when(incomplete).accepted()
