"""附件1: the figures, the names, and who fills the form in."""

from typing import Any

import pytest

from aggregates.quota import events as quota
from aggregates.quota.state import QuotaState
from tests.support import actors as a
from tests.support.builders import PUBLISH, YI
from tests.support.builders_quota import (
    AMEND,
    APPROVED,
    EXCEPT,
    FILL,
    FILLED,
    FORM,
    IN_SCHOOL,
    JIA_OF_SCHOOL,
    READY,
    YI_OF_SCHOOL,
    columns,
    declared,
    line,
    teacher,
)
from tests.support.cities import liuzhou
from tests.support.given import deed, given, instead

BOTH = (*IN_SCHOOL, *declared(YI_OF_SCHOOL))
BOTH_DECLARED = FILL.but(
    declared_on_vacancy=columns(2),
    declared=[line(JIA_OF_SCHOOL), line(YI_OF_SCHOOL)],
)


def test_the_institution_fills_the_form_in() -> None:
    world = given(*IN_SCHOOL).when(FILL).accepted()
    form: QuotaState = world.get(FORM)
    assert form.vacant == {"INTERMEDIATE": 2, "ASSOCIATE_SENIOR": 0, "FULL_SENIOR": 0}
    assert world.get(a.SCHOOL).quota_forms == {2024: FORM}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("posts_set", "XN12-A1.1"),
        ("posts_filled", "XN12-A1.2"),
        ("awaiting_appointment", "XN12-A1.3"),
        ("posts_vacant", "XN12-A1.4"),
        ("declared_on_vacancy", "XN12-A1.5"),
        ("declared_off_quota", "XN12-A1.6"),
    ],
)
def test_a_total_is_the_sum_of_the_levels(row: str, rule: str) -> None:
    wrong = {**FILL.fields[row], "total": 9}
    given(*IN_SCHOOL).when(FILL.but(**{row: wrong})).refused(rule)


def test_a_total_is_a_sum_where_the_notice_has_no_form() -> None:
    wrong = FILL.but(posts_set={**columns(5, 3), "total": 9})
    given(*liuzhou(IN_SCHOOL)).when(wrong).refused("LEDGER-SCHEMA")


def test_vacancies_that_do_not_follow_from_the_posts_need_a_reason() -> None:
    fewer = FILL.but(posts_vacant=columns(1))
    given(*IN_SCHOOL).when(fewer).refused("XN12-A1.4")
    told = fewer.but(vacancy_reason="一岗冻结（示例）")
    given(*IN_SCHOOL).when(told).accepted()


def test_posts_filled_beyond_those_set_leave_none_vacant() -> None:
    over = FILL.but(posts_set=columns(5, 2), posts_filled=columns(3, 3))
    given(*IN_SCHOOL).when(over).accepted()


def test_derived_vacancies_admit_no_reason() -> None:
    """A city may settle that vacancies are computed and not stated (A21)."""
    profile: dict[str, Any] = dict(PUBLISH.fields["profile"])
    profile["quota"] = {**profile["quota"], "vacancies_from": "derived"}
    derived = instead(IN_SCHOOL, PUBLISH, PUBLISH.but(profile=profile))
    told = FILL.but(posts_vacant=columns(1), vacancy_reason="一岗冻结（示例）")
    given(*IN_SCHOOL).when(told).accepted()
    given(*derived).when(told).refused("XN12-A1.4")


def test_declarations_stay_within_the_vacancies() -> None:
    more = BOTH_DECLARED.but(
        posts_filled=columns(4, 3), posts_vacant=columns(1), filled_on="2024-05-20"
    )
    given(*BOTH).when(BOTH_DECLARED).accepted()
    given(*BOTH).when(more).refused("XN12-3.1.1b", "XN12-A1.5")


def test_an_exception_of_the_authority_lets_more_declare() -> None:
    more = BOTH_DECLARED.but(posts_filled=columns(4, 3), posts_vacant=columns(1))
    given(*BOTH, EXCEPT).when(more).accepted()
    elsewhere = EXCEPT.but(level="ASSOCIATE_SENIOR")
    given(*BOTH, elsewhere).when(more).refused("XN12-3.1.1b", "XN12-A1.5")


def test_liuzhou_asks_for_no_more_than_its_ratio() -> None:
    more = BOTH_DECLARED.but(posts_filled=columns(4, 3), posts_vacant=columns(1))
    given(*liuzhou(BOTH)).when(more).accepted()


@pytest.mark.parametrize("missing", ["basis", "reason"])
def test_an_exception_says_on_what_it_rests(missing: str) -> None:
    given(*IN_SCHOOL).when(EXCEPT).accepted()
    given(*IN_SCHOOL).when(EXCEPT.but(**{missing: ""})).refused("LEDGER-SCHEMA")


def test_an_exception_is_granted_where_the_institution_is() -> None:
    other = EXCEPT.signed(a.OTHER_COUNTY_OFFICER, a.OTHER_COUNTY_SEAL)
    given(*IN_SCHOOL).when(other).refused("XN12-3.1.1b")


def test_off_the_quota_needs_a_basis() -> None:
    off = FILL.but(
        declared_on_vacancy=columns(0),
        declared_off_quota=columns(1),
        declared=[line(JIA_OF_SCHOOL, manner="OFF_QUOTA")],
    )
    given(*IN_SCHOOL).when(off).refused("XN12-A1.6")
    based = line(JIA_OF_SCHOOL, manner="OFF_QUOTA", basis="鄂人社发〔2020〕1号（示例）")
    given(*IN_SCHOOL).when(off.but(declared=[based])).accepted()


def test_names_and_numbers_agree() -> None:
    given(*BOTH).when(FILL.but(declared_on_vacancy=columns(2))).refused("XN12-A1.7")
    unnamed = FILL.but(declared=[])
    given(*BOTH).when(unnamed).refused("XN12-A1.7")


def test_a_name_is_an_application_of_that_employer() -> None:
    other = FILL.but(declared=[line(YI)])
    history = (*IN_SCHOOL, *YI.declaring, YI.submit)
    given(*history).when(other).refused("XN12-A1.7")


def test_a_name_is_an_application_at_that_level() -> None:
    junior = teacher("yi", level="JUNIOR")
    history = (*IN_SCHOOL, junior.draft)
    form = FILL.but(declared=[line(JIA_OF_SCHOOL), line(junior)]).but(
        declared_on_vacancy=columns(2)
    )
    given(*history).when(form).refused("XN12-A1.7")


def test_a_name_that_is_no_application_is_refused() -> None:
    """A nested id is not checked by its type; the rules must not stumble on it."""
    nobody = FILL.but(declared=[line(JIA_OF_SCHOOL, application="person/jia")])
    given(*IN_SCHOOL).when(nobody).refused("XN12-A1.7")


def test_nobody_stands_in_two_levels() -> None:
    senior = teacher("jia", level="ASSOCIATE_SENIOR")
    draft = senior.draft.upon("application/jia-again").round_the_rules()
    twice = FILL.but(
        posts_filled=columns(3, 2),
        posts_vacant=columns(2, 1),
        declared_on_vacancy=columns(1, 1),
        declared=[
            line(JIA_OF_SCHOOL),
            line(
                JIA_OF_SCHOOL,
                application="application/jia-again",
                level="ASSOCIATE_SENIOR",
            ),
        ],
    )
    given(*IN_SCHOOL, draft).when(twice).refused("XN12-A1.7")


def test_somebody_else_may_stand_in_the_other_level() -> None:
    senior = teacher("yi", level="ASSOCIATE_SENIOR")
    draft = senior.draft.round_the_rules()
    both = FILL.but(
        posts_filled=columns(3, 2),
        posts_vacant=columns(2, 1),
        declared_on_vacancy=columns(1, 1),
        declared=[line(JIA_OF_SCHOOL), line(senior, level="ASSOCIATE_SENIOR")],
    )
    given(*IN_SCHOOL, draft).when(both).accepted()


def test_only_a_public_institution_fills_it_in() -> None:
    factory = FILL.but(
        employer=a.FACTORY, declared=[], declared_on_vacancy=columns(0)
    ).signed(a.HEAD, a.SEAL)
    given(*IN_SCHOOL).when(factory).refused("XN12-A1.10")


def test_it_is_signed_and_sealed_by_the_institution_itself() -> None:
    given(*IN_SCHOOL).when(FILL.signed(a.HEAD, a.SEAL)).refused("XN12-A1.10")
    given(*IN_SCHOOL).when(FILL.signed(a.SCHOOL_HEAD)).refused("LEDGER-SIGNERS")


def test_it_is_not_dated_ahead() -> None:
    given(*IN_SCHOOL).when(FILL.but(filled_on="2024-05-21")).refused("LEDGER-TIME")


def test_rows_that_a_region_added_are_kept() -> None:
    """各地区各部门可结合实际，对本表格进行适当调整 (XN12-A1.11)."""
    added = {"label": "双肩挑人员", "total": "2", "intermediate": "1"}
    world = given(*IN_SCHOOL).when(FILL.but(extra_rows=[added])).accepted()
    (kept,) = [x for x in world.acts if isinstance(x.body, quota.FormFilled)]
    assert kept.body.extra_rows[0].label == "双肩挑人员"
    assert kept.body.extra_rows[0].intermediate == "1"


def test_an_institution_has_one_form_a_year() -> None:
    given(*FILLED).when(FILL.upon("quota/second")).refused("LEDGER-STATE")


def test_a_form_is_about_the_institution_of_its_exception() -> None:
    given(*IN_SCHOOL, EXCEPT).when(FILL).accepted()
    other = EXCEPT.but(year=2025)
    given(*IN_SCHOOL, other).when(FILL).refused("LEDGER-STATE")


def test_an_amended_form_needs_both_opinions_again() -> None:
    world = given(*APPROVED).when(AMEND).accepted()
    form: QuotaState = world.get(FORM)
    assert not form.department_agreed
    assert not form.personnel_agreed


def test_who_is_recommended_stays_on_the_form() -> None:
    recommended = (*READY, JIA_OF_SCHOOL.recommend)
    amend = AMEND.recorded("2024-06-15T09:00")
    nobody = amend.but(declared=[], declared_on_vacancy=columns(0))
    given(*recommended).when(amend).accepted()
    given(*READY).when(nobody).accepted()
    given(*recommended).when(nobody).refused("LEDGER-STATE")


def test_nothing_is_filled_in_twice() -> None:
    again = deed(quota.FormFilled, FORM, FILL.by, "2024-05-27T09:00", **FILL.fields)
    given(*FILLED).when(again).refused("LEDGER-STATE")
