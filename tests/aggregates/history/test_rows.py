"""附件4: the twelve fields of a row, its years and levels, and that it is new."""

from typing import Any

import pytest

from aggregates.history.state import HistoryState
from aggregates.person import events as person
from tests.support import actors as a
from tests.support.builders import PUBLISH, REGISTRY, paper
from tests.support.builders_history import (
    BATCH,
    COLLECT,
    COLLECTED,
    ROW_1,
    ROWS,
    SOUND,
    row,
)
from tests.support.cities import YUNCHENG, in_city
from tests.support.given import Deed, deed, given, instead


def collect(**changes: Any) -> Deed:
    """Collect one row that differs from a good one."""
    return COLLECT.listing(row(**changes))


def test_a_batch_brings_its_rows() -> None:
    world = given(*REGISTRY).when(COLLECT).accepted()
    state: HistoryState = world.get(ROW_1)
    assert (state.stage, state.person) == ("COLLECTED", "person/zhang")
    assert world.get(BATCH).count == len(ROWS)


def test_who_is_collected_is_known_by_that() -> None:
    world = given(*REGISTRY).when(COLLECT).accepted()
    assert world.get("person/zhang").registered


def test_a_row_about_somebody_new_gets_a_person_of_its_own() -> None:
    unknown = {k: v for k, v in row().items() if k != "person"}
    world = given(*REGISTRY).when(COLLECT.listing(unknown)).accepted()
    person = world.get(ROW_1).person
    assert person.startswith("person/")
    assert world.get(person).registered


def test_nothing_personal_stands_in_the_clear() -> None:
    """The log is immutable: name, sex, number and birth are commitments only."""
    world = given(*REGISTRY).when(COLLECT).accepted()
    stated = repr([act.statement for act in world.acts])
    for value in ("张某", "11010519491231002X", "1949-12-31"):
        assert value not in stated


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("series", "XN12-A4.6"),
        ("profession", "XN12-A4.7"),
        ("title_name", "XN12-A4.8"),
        ("review_body", "XN12-A4.9"),
        ("approving_unit", "XN12-A4.10"),
        ("approval_no", "XN12-A4.11"),
    ],
)
def test_every_field_is_given(field: str, rule: str) -> None:
    given(*REGISTRY).when(collect()).accepted()
    given(*REGISTRY).when(collect(**{field: " "})).refused(
        rule, "XN12-A4.15", "XN12-7.2d"
    )


@pytest.mark.parametrize(
    ("fact", "rule"),
    [
        ("named", "XN12-A4.1"),
        ("sex_agrees", "XN12-A4.2"),
        ("number_sound", "XN12-A4.4"),
        ("birth_agrees", "XN12-A4.5"),
        ("of_age", "XN12-A4.12"),
    ],
)
def test_what_was_checked_of_the_person_holds(fact: str, rule: str) -> None:
    given(*REGISTRY).when(collect(facts={**SOUND, fact: False})).refused(rule)


def test_a_number_that_does_not_check_is_refused_whatever_is_attested() -> None:
    """Attack: the collecting officer attests a number that he never compared."""
    given(*REGISTRY).when(collect(id_number="110105491231002")).accepted()
    wrong = collect(id_number="110105194912310020")
    given(*REGISTRY).when(wrong).refused("LEDGER-SCHEMA")


def test_the_kind_of_document_is_known() -> None:
    passport = collect(id_kind="PASSPORT", id_number="E12345678")
    given(*REGISTRY).when(passport).accepted()
    given(*REGISTRY).when(collect(id_kind="DRIVING_LICENCE")).refused("XN12-A4.3")


def test_the_series_is_on_the_list() -> None:
    given(*REGISTRY).when(collect(series="工程系列")).accepted()
    given(*REGISTRY).when(collect(series="炼金术")).refused("XN12-A4.6")


def test_the_level_follows_from_the_name() -> None:
    given(*REGISTRY).when(collect(level="JUNIOR")).refused("XN12-A4.8")
    branch = collect(title_name="电气工程师")
    given(*REGISTRY).when(branch).accepted()


def test_a_name_off_the_list_needs_a_basis_for_its_level() -> None:
    odd = collect(title_name="助理矿山救护师", level="JUNIOR")
    given(*REGISTRY).when(odd).refused("XN12-A4.8")
    based = collect(
        title_name="助理矿山救护师", level="JUNIOR", level_basis="省职改办批复（示例）"
    )
    given(*REGISTRY).when(based).accepted()


def test_nothing_was_approved_in_the_future() -> None:
    later = collect(approved_on="2024-04-30")
    given(*REGISTRY).when(later).refused("XN12-A4.12", "XN12-A4.13")


@pytest.mark.parametrize("day", ["2021-12-31", "2012-01-01", "2009-07-01"])
def test_the_years_to_2021_are_collected(day: str) -> None:
    given(*REGISTRY).when(collect(approved_on=day)).accepted()


def test_2022_is_not_collected() -> None:
    given(*REGISTRY).when(collect(approved_on="2022-01-01")).refused("XN12-A4.13")


def test_a_city_may_leave_out_the_years_before() -> None:
    profile: dict[str, Any] = dict(PUBLISH.fields["profile"])
    profile["history"] = {**profile["history"], "earlier_allowed": False}
    strict = instead(REGISTRY, PUBLISH, PUBLISH.but(profile=profile))
    given(*strict).when(collect(approved_on="2012-01-01")).accepted()
    given(*strict).when(collect(approved_on="2011-12-31")).refused("XN12-A4.13")


@pytest.mark.parametrize(
    ("name", "level"),
    [("高级工程师", "ASSOCIATE_SENIOR"), ("正高级工程师", "FULL_SENIOR")],
)
def test_senior_titles_are_not_collected(name: str, level: str) -> None:
    senior = collect(title_name=name, level=level)
    given(*REGISTRY).when(senior).refused("XN12-A4.13")


def test_a_photograph_comes_with_a_certificate_and_not_without() -> None:
    photo = {"photo": [paper("photo")]}
    given(*REGISTRY).when(collect(wants_certificate=True, **photo)).accepted()
    given(*REGISTRY).when(collect(wants_certificate=True)).refused("XN12-A4.16")
    given(*REGISTRY).when(collect(**photo)).refused("XN12-A4.16")


def test_what_was_collected_in_march_is_not_collected_again() -> None:
    again = collect().upon("history/april").recorded("2024-05-06T09:00")
    given(*COLLECTED).when(again).refused("XN12-7.2c")


def test_the_same_row_is_recognised_however_it_is_written() -> None:
    again = collect(
        title_name="工 程 师", approval_no="咸职改办〔２０１５〕3号（示例）"
    )
    given(*COLLECTED).when(again.upon("history/april")).refused("XN12-7.2c")


def test_another_title_of_the_same_person_is_another_row() -> None:
    other = collect(approved_on="2017-03-01").upon("history/april")
    given(*COLLECTED).when(other).accepted()


def test_the_same_title_of_another_person_is_another_row() -> None:
    other = collect(person="person/zhao").upon("history/april")
    given(*COLLECTED).when(other).accepted()


def test_a_row_stands_in_a_table_once() -> None:
    twice = COLLECT.listing(row(), row())
    given(*REGISTRY).when(twice).refused("XN12-7.2c")


def test_a_refused_row_takes_the_whole_table_with_it() -> None:
    """All or nothing: the good rows are not recorded without the bad one."""
    mixed = COLLECT.listing(ROWS[0], row(person="person/li", profession=""))
    given(*REGISTRY).when(mixed).refused("XN12-A4.7", "XN12-A4.15", "XN12-7.2d")


def test_an_empty_table_is_none() -> None:
    given(*REGISTRY).when(COLLECT.listing()).refused("LEDGER-SCHEMA")


def test_an_employer_sends_its_own_staff_s_data_in() -> None:
    given(*REGISTRY).when(COLLECT.signed(a.REVIEWER)).accepted()


def test_nobody_else_sends_data_in() -> None:
    office = a.holds("office-reviewer", "EMPLOYER_REVIEWER", a.OFFICE)
    given(*REGISTRY).when(COLLECT.signed(office)).refused("XN12-7.2a")


def test_another_city_s_office_collects_nothing_here() -> None:
    other = COLLECT.signed(a.OTHER_CITY_OFFICER)
    given(*REGISTRY).when(other).refused("XN12-7.2a")


def test_a_city_that_collects_nothing_has_no_such_rules() -> None:
    senior = collect(title_name="高级工程师", level="ASSOCIATE_SENIOR")
    given(*in_city(YUNCHENG, REGISTRY)).when(senior).accepted()


def test_nothing_is_collected_under_somebody_erased() -> None:
    erase = deed(
        person.Erased,
        "person/zhang",
        [a.REGISTRAR, a.SUPERVISOR],
        "2024-05-06T09:00",
        of="person/zhang",
        basis="本人申请（示例）",
        gone_by="2024-06-05",
    )
    other = collect(approved_on="2017-03-01").upon("history/april")
    given(*COLLECTED, erase).when(other).refused("LEDGER-PERSONAL")
