"""Policies change forward in time, and code lists with the consent of the region."""

from aggregates.policy import events as policy
from tests.support import actors as a
from tests.support.builders import (
    DECLARING,
    JIA,
    PROFILE_PLAIN,
    PUBLISH,
    REGISTRY,
    SUBMITTED,
    register,
)
from tests.support.cities import LIUZHOU, in_city
from tests.support.given import deed, given

AMEND = deed(
    policy.Amended,
    PUBLISH.on,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-10T08:00",
    profile={**PROFILE_PLAIN, "self_ban_years": None},
    effective_from="2024-05-10",
    document="咸职改办〔2024〕20号（示例）",
)
REGION = register(a.PROVINCE, "AUTHORITY", "PROVINCE", "420000")
CHANGE = deed(
    policy.CodeListChanged,
    f"policy/{LIUZHOU}",
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-10T08:00",
    code_list="PROFESSION",
    series="工程",
    entry="智能制造",
    change="ADD",
    effective_from="2024-05-10",
    document="柳职改办〔2024〕3号（示例）",
    consent_no="桂人社函〔2024〕8号（示例）",
    consented_by=a.PROVINCE,
)
IN_LIUZHOU = (*in_city(LIUZHOU, REGISTRY), REGION)


# --- XN12-9b


def test_a_policy_changes_forward_in_time() -> None:
    given(*REGISTRY).when(AMEND).accepted()
    given(*REGISTRY).when(AMEND.but(effective_from="2024-05-09")).refused("XN12-9b")


def test_what_was_done_before_stays_as_it_was_judged() -> None:
    """The declaration of 10 May, 9:00, goes by the version of that day."""
    before = given(*SUBMITTED).world.get(JIA.id)
    after = given(*SUBMITTED, AMEND.recorded("2024-05-10T12:00")).world.get(JIA.id)
    assert before == after
    given(*DECLARING, AMEND).when(JIA.submit).accepted()


# --- LZ-5.1c


def test_a_code_list_changes_with_the_consent_of_the_region() -> None:
    world = given(*IN_LIUZHOU).when(CHANGE).accepted()
    assert world.get(CHANGE.on).codes == {("PROFESSION", "工程", "智能制造"): True}
    given(*IN_LIUZHOU).when(CHANGE.but(consent_no="")).refused("LZ-5.1c")
    given(*IN_LIUZHOU).when(CHANGE.but(consented_by=a.CITY)).refused("LZ-5.1c")


def test_where_no_document_asks_for_consent_none_is_needed() -> None:
    here = CHANGE.upon(PUBLISH.on).but(consent_no="", consented_by="")
    given(*REGISTRY).when(here).accepted()


def test_a_code_list_is_changed_by_the_authority_of_its_policy() -> None:
    county = CHANGE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*IN_LIUZHOU).when(county).refused("LEDGER-COMPETENCE")


def test_the_same_change_is_made_once() -> None:
    again = CHANGE.recorded("2024-05-10T09:00")
    given(*IN_LIUZHOU, CHANGE).when(again).refused("LEDGER-STATE")
    given(*IN_LIUZHOU, CHANGE).when(again.but(change="REMOVE")).accepted()
    given(*IN_LIUZHOU).when(CHANGE.but(entry=" ")).refused("LEDGER-SCHEMA")
