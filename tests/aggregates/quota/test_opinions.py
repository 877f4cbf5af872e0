"""The two opinions on 附件1, each with its seal and its day."""

import pytest

from aggregates.quota.state import QuotaState
from tests.support import actors as a
from tests.support.builders_quota import (
    AGREE,
    AGREED,
    AMEND,
    APPROVE,
    APPROVED,
    FILLED,
    FORM,
    OTHER_PERSONNEL,
    PERSONNEL,
    UNDER_A_DEPARTMENT,
)
from tests.support.given import Deed, given, instead


def test_department_and_personnel_authority_agree_in_turn() -> None:
    world = given(*AGREED).when(APPROVE).accepted()
    form: QuotaState = world.get(FORM)
    assert form.department_agreed
    assert form.personnel_agreed


def test_the_opinion_is_that_of_the_institution_s_own_department() -> None:
    given(*FILLED).when(AGREE).accepted()
    county = AGREE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    given(*FILLED).when(county).refused("XN12-A1.8")


def test_an_institution_right_under_the_authority_has_no_other_department() -> None:
    county = AGREE.signed(a.COUNTY_OFFICER, a.COUNTY_SEAL)
    under = instead(
        FILLED, UNDER_A_DEPARTMENT, UNDER_A_DEPARTMENT.but(superior=a.COUNTY)
    )
    submitted = [d for d in under if d.body.__name__ != "Submitted"]
    given(*submitted).when(county).accepted()
    given(*submitted).when(AGREE).refused("XN12-A1.8")


def test_the_personnel_authority_is_competent_for_the_institution() -> None:
    other = APPROVE.signed(OTHER_PERSONNEL, a.OTHER_COUNTY_SEAL)
    given(*AGREED).when(other).refused("XN12-A1.9")


def test_the_personnel_authority_comes_after_the_department() -> None:
    given(*FILLED).when(APPROVE).refused("XN12-A1.9")


def test_a_department_that_disagrees_ends_it_until_the_form_is_amended() -> None:
    disagree = AGREE.but(agrees=False, opinion="空岗数不实，请核对。")
    given(*FILLED, disagree).when(APPROVE).refused("LEDGER-STATE", "XN12-A1.9")
    given(*FILLED, disagree).when(AMEND).accepted()


@pytest.mark.parametrize(
    ("opinion", "history", "rule"),
    [(AGREE, FILLED, "XN12-A1.8"), (APPROVE, AGREED, "XN12-A1.9")],
)
def test_an_opinion_is_written(
    opinion: Deed, history: tuple[Deed, ...], rule: str
) -> None:
    given(*history).when(opinion.but(opinion=" ")).refused(rule)


def test_an_opinion_is_sealed() -> None:
    given(*FILLED).when(AGREE.signed(a.DEPARTMENT_REVIEWER)).refused("LEDGER-SIGNERS")
    given(*AGREED).when(APPROVE.signed(PERSONNEL)).refused("LEDGER-SIGNERS")


def test_an_opinion_is_not_dated_ahead() -> None:
    given(*FILLED).when(AGREE.but(given_on="2024-05-22")).refused("LEDGER-TIME")


def test_an_opinion_is_given_once() -> None:
    again = AGREE.recorded("2024-05-23T09:00")
    given(*APPROVED).when(again).refused("LEDGER-STATE")
