from typing import Any

import pytest

from aggregates.application import audits, recommending
from aggregates.application import events as application
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    ADMITTED,
    AT_THE_CITY,
    AT_THE_COUNTY,
    AT_THE_DEPARTMENT,
    AT_THE_OFFICE,
    DECLARING,
    JIA,
    OTHER_SERIES,
    PUBLICISED,
    RECOMMENDED,
    REGISTER_FACTORY,
    REGISTER_JIA,
    SUBMITTED,
    WITH_ANOTHER_SESSION,
    Papers,
    paper,
)
from tests.support.builders_integrity import listed
from tests.support.builders_session import (
    CONFIRM,
    ENTER,
    ENTERED,
    PROPOSE,
    SERVE,
    SUPPLEMENTED,
)
from tests.support.given import Deed, deed, given, instead

DEFECT = deed(
    audits.EligibilityDefectFound,
    JIA.id,
    [a.OFFICE_STAFF],
    "2024-06-19T12:00",
    defect="SANCTION",
    arisen_on="2024-03-01",
    found_on="2024-06-19",
    evidence=paper("decision"),
)
EXEMPT = deed(
    application.ExceptionGranted,
    JIA.id,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-05-09T08:00",
    exception="LEVEL_TEST_EXEMPT",
    rule="XN12-6.5c",
    basis="鄂职改办〔2013〕72号",
    reason="符合直接认定条件",
)


def with_fact(kind: str, /, **changes: Any) -> tuple[Deed, ...]:
    return instead(DECLARING, JIA.facts[kind], JIA.fact(kind, **changes))


def without_fact(kind: str) -> tuple[Deed, ...]:
    return instead(DECLARING, JIA.facts[kind])


# --- 一（一）to（三）: facts that somebody else attested


def test_a_civil_servant_does_not_declare() -> None:
    given(*DECLARING).when(JIA.submit).accepted()
    history = with_fact("IDENTITY_NATURE", civil_servant=True)
    given(*history).when(JIA.submit).refused("XN12-1.1")


def test_only_a_professional_post_is_in_the_scope() -> None:
    history = with_fact("IDENTITY_NATURE", post_category="MANAGEMENT")
    given(*history).when(JIA.submit).refused("XN12-1.0a")


@pytest.mark.parametrize(
    ("change", "value"), [("territory", "421000"), ("org_kind", "AUTHORITY")]
)
def test_the_employer_is_one_of_the_city(change: str, value: str) -> None:
    """在我市各类企事业单位、社会团体、个体经济组织等."""
    elsewhere = REGISTER_FACTORY.but(**{change: value})
    history = instead(DECLARING, REGISTER_FACTORY, elsewhere)
    given(*history).when(JIA.submit).refused("XN12-1.0a")


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("IDENTITY_NATURE", "XN12-1.1"),
        ("RETIREMENT", "XN12-1.2"),
        ("SANCTIONS", "XN12-1.3a"),
        ("INVESTIGATION", "XN12-1.3b"),
        ("LEVEL_TEST", "XN12-6.5a"),
    ],
)
def test_what_nobody_attested_is_not_assumed(kind: str, rule: str) -> None:
    given(*without_fact(kind)).when(JIA.submit).refused(rule)


def test_who_is_retired_does_not_declare() -> None:
    given(*with_fact("RETIREMENT", retired=True)).when(JIA.submit).refused("XN12-1.2")


def test_the_day_of_retirement_is_the_first_on_which_nobody_declares() -> None:
    """达到退休年龄人员不得申报: the statutory day itself counts."""
    tomorrow = with_fact("RETIREMENT", statutory_on="2024-05-11")
    given(*tomorrow).when(JIA.submit).accepted()
    today = with_fact("RETIREMENT", statutory_on="2024-05-10")
    given(*today).when(JIA.submit).refused("XN12-1.2")


def test_a_deferred_retirement_needs_its_document() -> None:
    deferred = {"statutory_on": "2024-01-01", "deferred_until": "2025-01-01"}
    given(*with_fact("RETIREMENT", **deferred)).when(JIA.submit).refused("XN12-1.2")
    documented = {**deferred, "deferral_document": "咸人社〔2023〕9号（示例）"}
    given(*with_fact("RETIREMENT", **documented)).when(JIA.submit).accepted()


def test_the_last_day_of_a_sanction_still_bars() -> None:
    ended = with_fact("SANCTIONS", until="2024-05-09", kind="警告")
    given(*ended).when(JIA.submit).accepted()
    running = with_fact("SANCTIONS", until="2024-05-10", kind="警告")
    given(*running).when(JIA.submit).refused("XN12-1.3a")


def test_who_is_under_investigation_does_not_declare() -> None:
    given(*with_fact("INVESTIGATION", open=True)).when(JIA.submit).refused("XN12-1.3b")


def test_the_facts_are_looked_at_again_at_the_acceptance() -> None:
    given(*AT_THE_OFFICE).when(JIA.accept).accepted()
    learned = JIA.fact("INVESTIGATION", open=True).recorded("2024-06-19T11:00")
    given(*AT_THE_OFFICE, learned).when(JIA.accept).refused("XN12-1.3b")


# --- who attests


def test_the_employer_of_the_matter_attests() -> None:
    history = without_fact("SANCTIONS")
    fact = JIA.facts["SANCTIONS"]
    given(*history).when(fact).accepted()
    given(*history).when(fact.signed(a.SOFTWARE_REVIEWER)).refused("XN12-5.2a")
    given(*history).when(fact.signed(a.AGENCY_OFFICER)).refused("XN12-5.2a")


def test_the_office_of_the_session_attests() -> None:
    history = without_fact("SANCTIONS")
    fact = JIA.facts["SANCTIONS"]
    given(*history).when(fact.signed(a.OFFICE_STAFF)).accepted()
    given(*history).when(fact.signed(a.OTHER_OFFICE_STAFF)).refused("XN6B-2d")


def test_nobody_attests_facts_about_himself() -> None:
    himself = a.holds("jia", "EMPLOYER_REVIEWER", a.FACTORY)
    history = without_fact("SANCTIONS")
    given(*history).when(JIA.facts["SANCTIONS"].signed(himself)).refused(
        "LEDGER-COMPETENCE"
    )


def test_a_fact_is_not_checked_tomorrow() -> None:
    history = without_fact("SANCTIONS")
    ahead = JIA.facts["SANCTIONS"].but(checked_on="2024-05-09")
    given(*history).when(ahead).refused("LEDGER-TIME")


# --- 一（四）: the blacklist


def test_the_last_day_on_the_blacklist_still_bars() -> None:
    """G7: until 2024-05-10 inclusive; the day after, the declaration is accepted."""
    history = (*DECLARING, listed("2021-05-10", "2024-05-10"))
    given(*history).when(JIA.submit).refused("XN12-1.4")
    given(*history).when(JIA.submit.recorded("2024-05-11T00:00")).accepted()


def test_a_term_that_begins_tomorrow_does_not_bar_today() -> None:
    history = (*DECLARING, listed("2024-05-11", "2027-05-11"))
    given(*history).when(JIA.submit).accepted()


def test_an_entry_bars_the_next_declaration() -> None:
    """From the revocation to the person: nothing is looked up in a projection."""
    second = Papers("jia-2", applicant=[a.JIA_SIGNS], person=a.JIA)
    declaring = tuple(one.recorded("2024-09-12T09:00") for one in second.declaring)
    submit = second.submit.recorded("2024-09-12T10:00")
    given(*ENTERED, *declaring).when(submit).refused(
        "XN12-1.4", "XN12-5.1e", "XN12-1.5b", "XN12-A2.4"
    )


def test_an_expert_s_archive_entry_does_not_bar_in_this_city() -> None:
    """XN12-1.4 names the blacklist; the archive of experts (XN6A-9b) is another."""
    archived = ENTER.but(tier="ARCHIVE", levels=["CITY"]).round_the_rules()
    world = given(*instead(ENTERED, ENTER), archived).world
    assert [bar.bars for bar in world.get(a.JIA).bars] == [False]
    assert PROPOSE in ENTERED
    assert SERVE in ENTERED


# --- 一（五）: once a year

SECOND = Papers(
    "jia-2",
    applicant=[a.JIA_SIGNS],
    person=a.JIA,
    session=a.OTHER_SESSION,
    series=OTHER_SERIES,
)
TWO_SERIES = (*WITH_ANOTHER_SESSION, *JIA.declaring, JIA.submit, *SECOND.declaring)
AGAIN = Papers("jia-again", applicant=[a.JIA_SIGNS], person=a.JIA)
WITHDRAW = deed(
    audits.Withdrawn, JIA.id, [a.JIA_SIGNS], "2024-05-12T09:00", reason="个人原因"
)
LATER = "2024-05-13T09:00"


def test_one_series_is_declared_in_a_year() -> None:
    """G5."""
    given(*TWO_SERIES).when(SECOND.submit.recorded(LATER)).refused("XN12-1.5a")
    alone = (*WITH_ANOTHER_SESSION, *SECOND.declaring)
    given(*alone).when(SECOND.submit.recorded(LATER)).accepted()


def test_a_series_is_declared_once_in_a_year() -> None:
    history = (*SUBMITTED, *AGAIN.declaring)
    given(*history).when(AGAIN.submit.recorded(LATER)).refused("XN12-1.5b")


def test_what_was_withdrawn_before_the_acceptance_does_not_count() -> None:
    history = (*SUBMITTED, WITHDRAW, *AGAIN.declaring)
    given(*history).when(AGAIN.submit.recorded(LATER)).accepted()


def test_what_the_employer_refused_does_count() -> None:
    """Otherwise an applicant tries one employer after another (1.9 A10)."""
    refused = deed(
        recommending.RecommendationRefused,
        JIA.id,
        [a.HEAD],
        "2024-05-12T09:00",
        reasons=[{"code": "CONDITIONS", "item": "", "text": "不符合条件"}],
    )
    history = (*SUBMITTED, refused, *AGAIN.declaring)
    given(*history).when(AGAIN.submit.recorded(LATER)).refused("XN12-1.5b")


def test_what_was_withdrawn_after_the_acceptance_does_count() -> None:
    late = WITHDRAW.recorded("2024-06-20T10:00")
    history = (*ACCEPTED, late, *AGAIN.declaring)
    submit = AGAIN.submit.recorded("2024-05-31T09:00")
    given(*history).when(submit).refused("XN12-1.5b")


def test_a_returned_declaration_is_the_same_declaration() -> None:
    returned = deed(
        audits.Returned,
        JIA.id,
        [a.REVIEWER],
        "2024-05-15T09:00",
        kind="CONDITIONS",
        reasons=[{"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"}],
        to=a.JIA,
    )
    given(*SUBMITTED, returned).when(JIA.submit.recorded("2024-05-16T09:00")).accepted()


# --- 六（五）: the level test


def test_the_level_test_is_passed() -> None:
    history = with_fact("LEVEL_TEST", passed=False)
    given(*history).when(JIA.submit).refused("XN12-6.5a")


def test_the_test_is_of_the_same_level() -> None:
    history = with_fact("LEVEL_TEST", level="JUNIOR")
    given(*history).when(JIA.submit).refused("XN12-6.5b")


def test_the_test_is_of_the_profession_that_is_declared_and_practised() -> None:
    history = with_fact("LEVEL_TEST", profession="电气")
    given(*history).when(JIA.submit).refused("XN12-6.5b", "XN12-6.5d")
    excepted = EXEMPT.but(exception="OTHER", rule="XN12-6.5d")
    given(*history, excepted).when(JIA.submit).refused("XN12-6.5b")


# --- 五（一）: what one does


def test_one_is_reviewed_for_what_one_does() -> None:
    """干什么、评什么: what the employer attested counts, not what was filled in."""
    history = with_fact("CURRENT_POST", profession="电气")
    given(*history).when(JIA.submit).refused("XN12-5.1a", "XN12-6.5d")


# --- 一: from elsewhere


def from_elsewhere(status: str, **document: str) -> tuple[Deed, ...]:
    return (*DECLARING, JIA.fact("RESIDENCE", status=status, **document))


def test_who_comes_from_hong_kong_macao_or_taiwan_works_in_the_city() -> None:
    history = from_elsewhere("HMT")
    given(*history).when(JIA.submit).accepted()
    away = JIA.fact("EMPLOYMENT", territory="440300")
    given(*history, away).when(JIA.submit).refused("XN12-1.0c")
    unknown = instead(history, JIA.facts["EMPLOYMENT"])
    given(*unknown).when(JIA.submit).refused("XN12-1.0c")


def test_a_foreigner_holds_one_of_three_valid_documents() -> None:
    permit = {"document": "WORK_PERMIT", "valid_until": "2024-05-10"}
    given(*from_elsewhere("FOREIGN", **permit)).when(JIA.submit).accepted()
    for wrong in (
        {**permit, "document": "VISA"},
        {**permit, "valid_until": "2024-05-09"},
        {**permit, "valid_from": "2024-05-11"},
        {"document": "WORK_PERMIT"},
    ):
        given(*from_elsewhere("FOREIGN", **wrong)).when(JIA.submit).refused("XN12-1.0d")


CARD = "911124198108030024"
"""An example of the card of 2023."""


def test_who_is_registered_with_a_foreigner_s_card_needs_an_attested_one() -> None:
    card = REGISTER_JIA.but(document_kind="FOREIGN_PERMANENT_RESIDENCE", document=CARD)
    history = instead(DECLARING, REGISTER_JIA, card)
    given(*history).when(JIA.submit).refused("XN12-1.0d")
    attested = JIA.fact(
        "RESIDENCE",
        status="FOREIGN",
        document="PERMANENT_RESIDENCE",
        valid_until="2030-01-01",
    )
    given(*history, attested).when(JIA.submit).accepted()


# --- 六（三）: hours along the Yangtze


def hours(territory: str, counted: int) -> Deed:
    one = {"year": 2023, "territory": territory, "hours": 90, "counted": counted}
    return JIA.fact("CONTINUING_EDUCATION", hours=[one])


def test_hours_of_the_yangtze_provinces_count_hour_for_hour() -> None:
    given(*DECLARING).when(hours("310000", 90)).accepted()
    given(*DECLARING).when(hours("310000", 60)).refused("XN12-6.3a")
    given(*DECLARING).when(hours("440000", 60)).accepted()


def test_nobody_is_sent_back_for_where_such_hours_were_obtained() -> None:
    told = deed(
        audits.Returned,
        JIA.id,
        [a.REVIEWER],
        "2024-05-15T09:00",
        kind="CONDITIONS",
        reasons=[{"code": "EDUCATION-PLACE", "item": "", "text": "省外学时"}],
        to=a.JIA,
    )
    given(*DECLARING, hours("310000", 90), JIA.submit).when(told).refused("XN12-6.3a")
    given(*DECLARING, hours("440000", 90), JIA.submit).when(told).accepted()


def test_a_junior_needs_no_test() -> None:
    junior = Papers("jia", level="JUNIOR")
    declaring = instead(junior.declaring, junior.facts["LEVEL_TEST"])
    history = (*DECLARING[: -len(JIA.declaring)], *declaring)
    given(*history).when(junior.submit).accepted()


def test_an_exemption_is_a_signed_act_with_its_basis() -> None:
    without_test = without_fact("LEVEL_TEST")
    given(*without_test, EXEMPT).when(JIA.submit).accepted()
    given(*without_test).when(EXEMPT.but(basis=" ")).refused("LEDGER-SCHEMA")


def test_an_exception_names_the_rule_that_allows_it() -> None:
    """An exception from a hard rule would be a hole in it."""
    without_test = without_fact("LEVEL_TEST")
    given(*without_test).when(EXEMPT.but(rule="XN12-1.1")).refused("XN12-6.5c")
    given(*without_test).when(EXEMPT.but(rule="鄂职改办")).refused("XN12-6.5c")


def test_the_authority_of_the_place_grants_an_exception() -> None:
    without_test = without_fact("LEVEL_TEST")
    county = EXEMPT.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*without_test).when(county).accepted()
    elsewhere = EXEMPT.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    given(*without_test).when(elsewhere).refused("XN6B-2b")
    other_city = EXEMPT.signed(a.OTHER_CITY_OFFICER, a.OTHER_CITY_SEAL)
    given(*without_test).when(other_city).refused("XN6B-2a")


# --- 一 末段: found later


@pytest.mark.parametrize(
    ("history", "act"),
    [
        (PUBLICISED, JIA.recommend),
        (RECOMMENDED, JIA.to_department),
        (AT_THE_DEPARTMENT, JIA.pass_department),
        (AT_THE_COUNTY, JIA.pass_county),
        (AT_THE_CITY, JIA.pass_city),
        (AT_THE_OFFICE, JIA.accept),
        (ACCEPTED, JIA.admit),
    ],
)
def test_a_defect_found_later_stops_every_further_step(
    history: tuple[Deed, ...], act: Deed
) -> None:
    given(*history).when(act).accepted()
    given(*history, DEFECT).when(act).refused("XN12-1.6")


@pytest.mark.parametrize(
    ("history", "at", "act"),
    [
        (SUBMITTED, "2024-05-15T09:00", JIA.review),
        (AT_THE_DEPARTMENT, "2024-06-14T16:00", JIA.pass_department),
        (AT_THE_CITY, "2024-06-18T11:00", JIA.pass_city),
        (ACCEPTED, "2024-06-20T10:00", JIA.admit),
    ],
)
def test_what_is_attested_later_is_found(
    history: tuple[Deed, ...], at: str, act: Deed
) -> None:
    """申报后发现…审核不予通过: the record says it, whoever audits."""
    learned = JIA.fact("IDENTITY_NATURE", civil_servant=True).recorded(at)
    given(*history, learned).when(act).refused("XN12-1.6")
    confirmed = JIA.fact("IDENTITY_NATURE").recorded(at)
    given(*history, confirmed).when(act).accepted()


def test_a_defect_found_after_the_vote_stops_the_confirmation() -> None:
    """已有评审结果的，评审结果不予确认."""
    found = DEFECT.recorded("2024-07-17T12:00").but(found_on="2024-07-17")
    both = CONFIRM.listing("application/jia", "application/yi")
    given(*SUPPLEMENTED).when(both).accepted()
    given(*SUPPLEMENTED, found).when(both).refused("XN12-1.6")
    given(*SUPPLEMENTED, found).when(CONFIRM).accepted()


def test_what_holds_again_at_the_confirmation_is_looked_at_again() -> None:
    """发现: a sanction learned of late, which was in effect at the declaration."""
    learned = JIA.fact("SANCTIONS", until="2024-06-01").recorded("2024-07-17T12:00")
    both = CONFIRM.listing("application/jia", "application/yi")
    given(*SUPPLEMENTED, learned).when(both).refused("XN12-1.6")
    over = JIA.fact("SANCTIONS", until="2024-05-09").recorded("2024-07-17T12:00")
    given(*SUPPLEMENTED, over).when(both).accepted()


def test_a_defect_is_found_by_a_body_of_the_matter() -> None:
    given(*ADMITTED).when(DEFECT.recorded("2024-06-21T09:00")).accepted()
    stranger = DEFECT.signed(a.OTHER_OFFICE_STAFF)
    given(*ADMITTED).when(stranger).refused("XN6B-2d")
    department = DEFECT.signed(a.holds("unit-reviewer", "DEPARTMENT_REVIEWER", a.UNIT))
    given(*ADMITTED).when(department).refused("XN12-5.2e")
    own = DEFECT.signed(a.DEPARTMENT_REVIEWER)
    given(*ADMITTED).when(own).accepted()


def test_a_defect_is_not_found_tomorrow() -> None:
    ahead = DEFECT.but(found_on="2024-06-20")
    given(*AT_THE_OFFICE).when(ahead).refused("LEDGER-TIME")
    before_it_arose = DEFECT.but(arisen_on="2024-06-20")
    given(*AT_THE_OFFICE).when(before_it_arose).refused("LEDGER-TIME")
