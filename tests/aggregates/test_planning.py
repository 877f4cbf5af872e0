"""Notice, plan and consent (XN12-4, XN12-5.3a/b, XN6B-4.3d)."""

from typing import Any

import pytest

from aggregates.session import events as session
from tests.support import actors as a
from tests.support.builders import (
    ANNOUNCED,
    APPLY,
    FILE,
    FILED,
    NOTICE,
    PROFESSION,
    PROFILE_PLAIN,
    PUBLISH,
    REGISTRY,
    register,
)
from tests.support.builders_session import (
    ACCEPTANCE_CLOSED,
    CONSENT,
    CONSENTED,
    DRAW,
    FREEZE,
    FROZEN,
    PLAN,
    PLANNED,
)
from tests.support.given import deed, given, instant, instead

AMEND = deed(
    session.NoticeAmended,
    a.SESSION,
    [a.OFFICE_STAFF, a.CITY_OFFICER],
    "2024-05-20T09:00",
    declare_until="2024-06-05",
    audit_until="2024-06-28",
    reason="系统维护",
)
SEND_BACK = deed(
    session.ReviewPlanReturned,
    a.SESSION,
    [a.CITY_OFFICER],
    "2024-06-25T09:00",
    reasons=["评分标准不明"],
)
SEED = PLAN.fields["seed"]


# --- notice


def test_the_committee_s_office_announces() -> None:
    given(*FILED).when(NOTICE).accepted()
    given(*FILED).when(NOTICE.signed(a.OTHER_OFFICE_STAFF)).refused("XN6B-2d")


def test_a_notice_stays_in_the_filed_scope() -> None:
    given(*FILED).when(NOTICE.but(series=["工程", "经济"])).refused("XN12-8.2a")
    given(*FILED).when(NOTICE.but(levels=["FULL_SENIOR"])).refused("XN12-8.2a")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("declare_until", "2024-05-05"),
        ("audit_until", "2024-05-30"),
        ("address", " "),
    ],
)
def test_a_notice_gives_its_windows_and_its_address(field: str, value: str) -> None:
    given(*FILED).when(NOTICE.but(**{field: value})).refused("XN12-4a")


def test_an_unfiled_committee_announces_nothing() -> None:
    given(*REGISTRY, APPLY).when(NOTICE).refused("XN12-7.1c")


def test_a_session_lies_in_its_review_year() -> None:
    given(*FILED).when(NOTICE.but(year=2023)).refused("XN12-4c")
    next_year = NOTICE.recorded("2025-01-02T09:00").but(
        declare_from="2025-01-03", declare_until="2025-02-03", audit_until="2025-03-03"
    )
    given(*FILED).when(next_year).refused("XN12-4c")


def test_a_session_is_announced_once() -> None:
    given(*ANNOUNCED).when(NOTICE).refused("LEDGER-STATE")


def test_a_notice_is_amended_with_the_authority_of_the_committee() -> None:
    given(*ANNOUNCED).when(AMEND).accepted()
    county = AMEND.signed(a.OFFICE_STAFF, a.COUNTY_OFFICER)
    given(*ANNOUNCED).when(county).refused("XN6B-2b")
    other_city = AMEND.signed(a.OFFICE_STAFF, a.OTHER_CITY_OFFICER)
    given(*ANNOUNCED).when(other_city).refused("XN6B-2a")
    other_office = AMEND.signed(a.OTHER_OFFICE_STAFF, a.CITY_OFFICER)
    given(*ANNOUNCED).when(other_office).refused("XN6B-2d")


def test_an_amended_notice_has_ordered_windows_too() -> None:
    given(*ANNOUNCED).when(AMEND.but(audit_until="2024-06-01")).refused("XN12-4a")


# --- plan


def test_a_plan_has_all_its_parts() -> None:
    given(*ACCEPTANCE_CLOSED).when(PLAN).accepted()
    parts = PLAN.fields["parts"]
    given(*ACCEPTANCE_CLOSED).when(PLAN.but(parts=parts[:4])).refused("XN12-5.3b")
    empty = [*parts[:5], {"code": "PASS_RATE", "text": "  "}]
    given(*ACCEPTANCE_CLOSED).when(PLAN.but(parts=empty)).refused("XN12-5.3b")


def test_the_office_of_the_session_files_its_plan() -> None:
    other = PLAN.signed(a.OTHER_OFFICE_STAFF)
    given(*ACCEPTANCE_CLOSED).when(other).refused("XN6B-2d")


@pytest.mark.parametrize(
    ("field", "value"), [("source", " "), ("fallback", ""), ("form", "")]
)
def test_a_plan_says_how_the_draw_is_seeded(field: str, value: str) -> None:
    """Source, fallback and the exact form of the value leave nothing to choose."""
    seed = {**SEED, field: value}
    given(*ACCEPTANCE_CLOSED).when(PLAN.but(seed=seed)).refused("XN6B-4.3c")


def test_a_plan_commits_to_the_unit_s_secret() -> None:
    short = PLAN.but(seed_commitment=b"short")
    given(*ACCEPTANCE_CLOSED).when(short).refused("XN6B-4.3c")


def test_the_public_value_does_not_exist_yet() -> None:
    """Whoever knows the value could choose the secret that draws his friends."""
    known = {**SEED, "at": instant("2024-06-24T09:00")}
    given(*ACCEPTANCE_CLOSED).when(PLAN.but(seed=known)).refused("XN6B-4.3c")


def test_the_number_of_members_is_odd() -> None:
    given(*ACCEPTANCE_CLOSED).when(PLAN.but(members=4)).refused("XN6A-8")
    even_is_fine = PUBLISH.but(
        profile={**PROFILE_PLAIN, "committee_members_odd": False}
    )
    history = instead(ACCEPTANCE_CLOSED, PUBLISH, even_is_fine)
    given(*history).when(PLAN.but(members=4)).accepted()


@pytest.mark.parametrize(("professions", "least"), [([], 25), ([PROFESSION], 11)])
def test_a_senior_committee_has_its_least_members(
    professions: list[str], least: int
) -> None:
    levels = ["INTERMEDIATE", "ASSOCIATE_SENIOR"]
    filing = APPLY.but(levels=levels, professions=professions)
    senior = instead((*FILED, NOTICE.but(levels=levels)), APPLY, filing)
    given(*senior).when(PLAN.but(members=least)).accepted()
    given(*senior).when(PLAN.but(members=least - 2)).refused("XN6A-8")
    anyhow = {
        "committee_senior_series_min": None,
        "committee_senior_profession_min": None,
    }
    silent = PUBLISH.but(profile={**PROFILE_PLAIN, **anyhow})
    given(*instead(senior, PUBLISH, silent)).when(PLAN).accepted()


def test_a_plan_whose_filing_ends_before_is_refused() -> None:
    ends = FILE.but(valid_to="2024-06-23")
    given(*instead(ACCEPTANCE_CLOSED, FILE, ends)).when(PLAN).refused("XN12-7.1c")


# --- consent


def test_the_authority_of_the_committee_consents() -> None:
    given(*PLANNED).when(CONSENT).accepted()
    county = CONSENT.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*PLANNED).when(county).refused("XN6B-2b")
    other = CONSENT.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*PLANNED).when(other).refused("XN6B-2a")


def test_nobody_consents_to_his_own_plan() -> None:
    """组建单位不得自批: also where the unit is itself an authority."""
    officer = a.holds("city-officer", "UNIT_OFFICER", a.CITY)
    higher = a.holds("province-officer", "AUTHORITY_OFFICER", a.PROVINCE)
    own = APPLY.but(establishing_unit=a.CITY).signed(officer, a.CITY_SEAL)
    above = register(a.PROVINCE, "AUTHORITY", "PROVINCE", "420000")
    filed = FILE.signed(higher, a.seal_of(a.PROVINCE))
    by_the_city = tuple(
        one.signed(officer) if one.by == (a.UNIT_OFFICER,) else one for one in PLANNED
    )
    history = instead(instead(by_the_city, APPLY, above, own), FILE, filed)
    given(*history).when(CONSENT).refused("LEDGER-COMPETENCE")
    by_the_province = CONSENT.signed(higher, a.seal_of(a.PROVINCE))
    given(*history).when(by_the_province).accepted()


def test_only_a_plan_that_waits_is_consented_to() -> None:
    given(*ACCEPTANCE_CLOSED).when(CONSENT).refused("LEDGER-STATE")
    given(*CONSENTED).when(CONSENT).refused("LEDGER-STATE")


def test_a_plan_is_sent_back_and_filed_again() -> None:
    given(*PLANNED).when(SEND_BACK).accepted()
    again = PLAN.recorded("2024-06-25T10:00")
    given(*PLANNED, SEND_BACK).when(again).accepted()
    given(*ACCEPTANCE_CLOSED).when(SEND_BACK).refused("LEDGER-STATE")


def test_a_plan_is_not_filed_again_to_draw_again() -> None:
    """The value is out and the unit dislikes the result: it may not seed anew."""
    seen = "2024-06-29T09:00"
    another = {**SEED, "at": instant("2024-07-02T21:30")}
    reseeded = PLAN.recorded(seen).but(seed=another)
    given(*FROZEN).when(reseeded).refused("XN6B-4.3c")
    more_members = PLAN.recorded(seen).but(members=3)
    given(*FROZEN).when(more_members).refused("XN6B-4.3c")
    another_day = PLAN.recorded(seen).but(opening_on="2024-07-08")
    given(*FROZEN).when(another_day).accepted()
    moved = (*FROZEN, another_day)
    given(*moved).when(CONSENT.recorded("2024-06-29T10:00")).accepted()
    by_two_steps = reseeded.recorded("2024-06-29T11:00")
    given(*moved).when(by_two_steps).refused("XN6B-4.3c")


def test_nobody_consents_once_the_value_is_out() -> None:
    """Else a unit would see whom it draws before it asks, and ask only if it likes."""
    given(*PLANNED).when(CONSENT.recorded("2024-06-28T21:29")).accepted()
    late = CONSENT.recorded("2024-06-28T21:30")
    given(*PLANNED).when(late).refused("XN6B-4.3c")
    again = {**SEED, "at": instant("2024-07-02T21:30")}
    planned = PLAN.recorded("2024-06-29T09:00").but(seed=again)
    given(*PLANNED).when(planned).accepted()


def test_the_authority_may_take_its_consent_back() -> None:
    """A lost secret: the way out leads through another body, and is on record."""
    revoked = SEND_BACK.recorded("2024-06-29T08:00")
    given(*FROZEN).when(revoked).accepted()
    another = {**SEED, "at": instant("2024-07-02T21:30")}
    reseeded = PLAN.recorded("2024-06-29T09:00").but(seed=another)
    given(*FROZEN, revoked).when(reseeded).accepted()
    given(*FROZEN, revoked).when(DRAW).refused("XN12-5.3a")


def test_nothing_is_drawn_without_consent() -> None:
    """XN6B-4.3d: 备案同意后组织实施; XN12-5.3a: there is a plan at all."""
    given(*PLANNED, FREEZE).when(DRAW).refused("XN6B-4.3d")
    given(*ACCEPTANCE_CLOSED, FREEZE).when(DRAW).refused("XN12-5.3a")


def deadline_of(acts: Any, rule: str) -> list[str]:
    return [str(d.due) for d in acts[0].body.deadlines if d.rule == rule]


def test_a_plan_is_filed_before_the_opening() -> None:
    """A2: within the last five working days, and harmless before that."""
    acts = given(*ACCEPTANCE_CLOSED).when(PLAN).acts
    assert deadline_of(acts, "XN12-5.3a") == ["2024-07-03"]


def test_where_the_plan_must_lie_five_days_ahead_the_date_says_so() -> None:
    at_least = PUBLISH.but(profile={**PROFILE_PLAIN, "plan_lead_mode": "at_least"})
    history = instead(ACCEPTANCE_CLOSED, PUBLISH, at_least)
    acts = given(*history).when(PLAN).acts
    assert deadline_of(acts, "XN12-5.3a") == ["2024-06-27"]
