"""Draw, training, consent and confirmation in 柳州 and 运城."""

import pytest

from aggregates.application import audits
from tests.aggregates.session.test_upward import REPORT_DATA
from tests.support import actors as a
from tests.support.builders import FILE, JIA, YI, digest
from tests.support.builders_session import (
    CLOSE_PUBLICITY,
    CONCLUDED,
    CONFIRM,
    CONFIRMED,
    CONSENT,
    DRAW,
    FREEZE,
    FROZEN,
    OPEN,
    PLAN,
    PUBLICISE,
    READY_TO_OPEN,
    RECEIVE,
    REGISTER,
    REPORTED,
    SEATED,
    SUPPLEMENTED,
    TRAIN,
)
from tests.support.cities import (
    LIUZHOU,
    RECHECK,
    REQUEST,
    UPLOAD,
    UPLOAD_ALL,
    liuzhou,
    yuncheng,
)
from tests.support.given import Deed, deed, given, instant, instead

FROZEN_IN_LIUZHOU = liuzhou(FROZEN)
TO_CONFIRM = (*liuzhou(SUPPLEMENTED), REQUEST)


# --- 柳州


def test_the_pool_is_frozen_from_those_who_are_in_it() -> None:
    before = instead(FROZEN_IN_LIUZHOU, FREEZE)
    given(*before).when(FREEZE.under(LIUZHOU)).accepted()
    fewer = FREEZE.under(LIUZHOU).but(pool={"count": 7, "sha256": digest("fewer")})
    given(*before).when(fewer).refused("LZ-5.2a")


def test_the_draw_is_watched_by_the_unit_s_supervisor() -> None:
    given(*FROZEN_IN_LIUZHOU).when(DRAW).accepted()
    stranger = a.holds("software-head", "DRAW_SUPERVISOR", a.SOFTWARE)
    elsewhere = DRAW.signed(a.UNIT_OFFICER, stranger)
    given(*FROZEN_IN_LIUZHOU).when(elsewhere).refused("LZ-5.2c")


def test_nobody_is_designated_in_liuzhou_either() -> None:
    designated = DRAW.but(selected=[0, 1, 2, 3, 4])
    given(*FROZEN_IN_LIUZHOU).when(designated).refused("LZ-5.2a")


def test_where_no_consent_is_asked_nobody_seeds_anew_either() -> None:
    """The value is out, the unit has computed whom it draws, and dislikes them."""
    another = {**PLAN.fields["seed"], "at": instant("2024-07-02T21:30")}
    anew = PLAN.recorded("2024-06-29T09:00").but(seed=another)
    there = liuzhou(tuple(one for one in FROZEN if one is not CONSENT))
    given(*there).when(anew).refused("LZ-5.2a")
    given(*there).when(PLAN.recorded("2024-06-29T09:00")).accepted()
    in_time = PLAN.recorded("2024-06-28T09:00").but(seed=another)
    given(*there).when(in_time).accepted()


def test_an_untrained_expert_takes_no_part() -> None:
    ready = liuzhou(READY_TO_OPEN)
    given(*ready).when(OPEN).accepted()
    (course,) = [one for one in ready if one.body is TRAIN.body]
    without = course.signed(a.OFFICE_STAFF, *SEATED[:-1])
    given(*instead(ready, course, without)).when(OPEN).refused("LZ-5.3a")


def test_the_course_is_the_prescribed_one() -> None:
    ready = liuzhou(READY_TO_OPEN)
    (course,) = [one for one in ready if one.body is TRAIN.body]
    before = ready[: ready.index(course)]
    given(*before).when(course).accepted()
    given(*before).when(course.but(documents=["自编教材"])).refused("LZ-5.3a")


def test_whose_case_is_open_waits_for_a_later_batch() -> None:
    opened = (
        RECEIVE.recorded("2024-07-09T09:00").but(received_on="2024-07-09"),
        REGISTER.recorded("2024-07-09T14:00"),
    )
    both = CONFIRM.listing(JIA.id, YI.id)
    given(*TO_CONFIRM).when(both).accepted()
    complained = (
        *liuzhou(REPORTED)[:-1],
        *opened,
        *TO_CONFIRM[len(liuzhou(REPORTED)) - 1 :],
    )
    given(*complained).when(both).refused("LZ-6.1d")
    given(*complained).when(CONFIRM.listing(YI.id)).accepted()


def test_who_is_on_hold_waits_too() -> None:
    hold = deed(
        audits.Held, JIA.id, [a.UNIT_OFFICER], "2024-07-17T16:00", reason="待核实"
    )
    both = CONFIRM.listing(JIA.id, YI.id)
    given(*TO_CONFIRM, hold).when(both).refused("LZ-6.1d")
    given(*TO_CONFIRM, hold).when(CONFIRM.listing(YI.id)).accepted()


def test_only_who_was_published_is_confirmed() -> None:
    """A name that the tally and the publicity do not have would be a fourth list."""
    both = CONFIRM.listing(JIA.id, YI.id)
    unpublished = [
        one.round_the_rules() if one.body is not PUBLICISE.body else one.listing(JIA.id)
        for one in TO_CONFIRM
    ]
    verdict = given(*(one.round_the_rules() for one in unpublished)).when(both)
    assert "LZ-6.1a" in {r.rule for r in verdict.refusals}


def test_the_publicity_closes_and_its_request_is_due() -> None:
    given(*liuzhou(REPORTED)).when(CLOSE_PUBLICITY).accepted()


def test_a_self_review_body_publishes_and_its_filing_is_due() -> None:
    usual = (*liuzhou(CONCLUDED), RECHECK)
    own = instead(usual, UPLOAD, UPLOAD_ALL)
    own = instead(own, FILE, FILE.but(self_review="UNIT"))
    given(*own).when(PUBLICISE).accepted()


# --- 运城


def without_consent(history: tuple[Deed, ...]) -> tuple[Deed, ...]:
    return tuple(one for one in history if one is not CONSENT)


def test_in_yuncheng_a_plan_is_carried_out_once_it_is_consented_to() -> None:
    frozen = yuncheng(FROZEN)
    given(*frozen).when(DRAW).accepted()
    given(*without_consent(frozen)).when(DRAW).refused("YC12-4.6e")


@pytest.mark.parametrize(
    "changes", [{"selected": [0, 1, 2, 3, 4]}, {"excluded": [2]}, {"secret": b"other"}]
)
def test_in_yuncheng_the_house_keeps_the_draw(changes: dict[str, object]) -> None:
    """The notice says nothing of draws; the ledger lets nobody designate anywhere."""
    given(*yuncheng(FROZEN)).when(DRAW.but(**changes)).refused("LEDGER-DRAW")


def test_in_yuncheng_the_result_stays_that_of_the_ballot() -> None:
    concluded = yuncheng(CONCLUDED)
    given(*concluded).when(PUBLICISE).accepted()
    given(*concluded).when(PUBLICISE.listing(JIA.id)).refused("LEDGER-TALLY")


def test_in_yuncheng_what_is_confirmed_is_reported() -> None:
    given(*yuncheng(SUPPLEMENTED)).when(CONFIRM).accepted()
    given(*yuncheng(CONFIRMED)).when(REPORT_DATA).accepted()
