"""The draw of experts (XN6B-4.3c, LZ-5.2): nobody designates anybody."""

import pytest

from aggregates.committee import events as committee
from aggregates.session import events as session
from tests.support import actors as a
from tests.support.builders import COMMITTEE, FILE, digest
from tests.support.builders_session import (
    COMMITMENTS,
    CONSENT,
    CONSENTED,
    DRAW,
    DRAWN,
    FREEZE,
    FROZEN,
    PLAN,
    PLANNED,
    POOL_LIST,
    SEAT,
    SEATED,
    SEATED_PANEL,
)
from tests.support.given import deed, given, instant, instead

EXCLUDE = deed(
    session.DrawExclusionsStated,
    a.SESSION,
    [a.UNIT_OFFICER, a.DRAW_SUPERVISOR],
    "2024-06-27T09:00",
    pool=POOL_LIST,
    excluded=[2],
    reasons=["与申报人同一单位（示例）"],
)
CALL = deed(
    session.StandInCalled,
    a.SESSION,
    [a.UNIT_OFFICER, a.DRAW_SUPERVISOR],
    "2024-07-03T09:00",
    absent=a.EXPERTS[-1].key,
    key=a.STAND_IN.key,
    reason="因病缺席",
)


def test_what_the_seed_draws_is_drawn() -> None:
    world = given(*FROZEN).when(DRAW).accepted()
    drawn = world.get(a.SESSION)
    assert (len(drawn.selected), len(drawn.alternates)) == (5, 2)


def test_nobody_is_designated() -> None:
    chosen = DRAW.but(selected=[0, 1, 2, 3, 4], alternates=[5, 6])
    given(*FROZEN).when(chosen).refused("XN6B-4.3c")


def test_nothing_is_drawn_before_the_public_value() -> None:
    early = DRAW.recorded("2024-06-28T21:29")
    given(*FROZEN).when(early).refused("XN6B-4.3c")
    given(*FROZEN).when(DRAW.recorded("2024-06-28T21:30")).accepted()


def test_nobody_claims_that_the_draw_was_earlier() -> None:
    """Drawn on paper before the value was out, entered after it: refused as well."""
    early = DRAW.recorded("2024-06-28T21:31", done="2024-06-28T21:00")
    given(*FROZEN).when(early).refused("XN6B-4.3c")


def test_the_secret_is_the_one_committed_to() -> None:
    given(*FROZEN).when(DRAW.but(secret=digest("another"))).refused("XN6B-4.3c")


@pytest.mark.parametrize(
    "value",
    [
        "3 8 14 19 25 31 + 7",
        "03-08-14-19-25-31+07",
        "03 08 14 19 25 31 + 07 ",
        "03 08 14 19 25 31 + 0A",
        "",
    ],
)
def test_the_public_value_has_the_form_of_the_plan(value: str) -> None:
    """Every other way of writing the numbers would be another ticket in the draw."""
    given(*FROZEN).when(DRAW.but(public_value=value)).refused("XN6B-4.3c")


def test_the_list_was_frozen_this_year() -> None:
    last_year = FREEZE.but(year=2023)
    given(*CONSENTED, last_year).when(DRAW).refused("XN6B-4.3c")
    given(*CONSENTED).when(DRAW).refused("XN6B-4.3c")


def test_the_list_is_the_frozen_one() -> None:
    other = DRAW.but(pool={"count": 8, "sha256": digest("another list")})
    given(*FROZEN).when(other).refused("XN6B-4.3c")


def test_the_list_is_frozen_before_the_public_value() -> None:
    """Who may still order the list when the seed is known, designates whom he likes."""
    late = FREEZE.recorded("2024-06-28T21:30")
    given(*CONSENTED, late).when(DRAW).refused("XN6B-4.3c")
    again = FREEZE.recorded("2024-06-29T09:00")
    given(*FROZEN, again).when(DRAW).refused("XN6B-4.3c")


def test_the_list_is_long_enough() -> None:
    many = PLAN.but(members=7, stand_ins=2)
    given(*instead(FROZEN, PLAN, many)).when(DRAW).refused("XN6B-4.3c")


def test_nobody_is_left_out_at_the_draw() -> None:
    """Leaving out everybody else designates the rest."""
    given(*FROZEN).when(DRAW.but(excluded=[2])).refused("XN6B-4.3c")
    history = (*FROZEN, EXCLUDE)
    given(*history).when(DRAW.but(excluded=[2])).accepted()
    given(*history).when(DRAW).refused("XN6B-4.3c")


def test_who_is_left_out_is_never_drawn() -> None:
    world = given(*FROZEN, EXCLUDE.but(excluded=[0], reasons=["同一单位"])).when(
        DRAW.but(excluded=[0])
    )
    drawn = world.accepted().get(a.SESSION)
    assert 0 not in (*drawn.selected, *drawn.alternates)


def test_exclusions_are_stated_before_the_public_value() -> None:
    given(*FROZEN).when(EXCLUDE).accepted()
    late = EXCLUDE.recorded("2024-06-28T21:30")
    given(*FROZEN).when(late).refused("XN6B-4.3c")


def test_exclusions_are_places_of_the_frozen_list() -> None:
    two = EXCLUDE.but(reasons=["同一单位", "同一单位"])
    given(*FROZEN).when(two.but(excluded=[2, 5])).accepted()
    given(*FROZEN).when(two.but(excluded=[2, 8])).refused("XN6B-4.3c")
    given(*FROZEN).when(two.but(excluded=[5, 2])).refused("XN6B-4.3c")
    other = EXCLUDE.but(pool={"count": 8, "sha256": digest("another list")})
    given(*FROZEN).when(other).refused("XN6B-4.3c")


def test_every_exclusion_has_its_reason() -> None:
    given(*FROZEN).when(EXCLUDE.but(reasons=[])).refused("XN6B-4.3c")


def test_the_unit_of_the_committee_draws() -> None:
    other = DRAW.signed(a.OTHER_UNIT_OFFICER, a.DRAW_SUPERVISOR)
    given(*FROZEN).when(other).refused("XN6B-2d")


def test_the_supervisor_is_of_the_unit_or_of_its_authority() -> None:
    """接受评委会组建单位监督员全程监督; in Xianning the authority may watch too."""
    of_the_unit = a.holds("unit-supervisor", "DRAW_SUPERVISOR", a.UNIT)
    given(*FROZEN).when(DRAW.signed(a.UNIT_OFFICER, of_the_unit)).accepted()
    stranger = a.holds("software-head", "DRAW_SUPERVISOR", a.SOFTWARE)
    given(*FROZEN).when(DRAW.signed(a.UNIT_OFFICER, stranger)).refused("XN6B-4.3c")


def test_a_committee_draws_while_its_filing_holds() -> None:
    ends = FILE.but(valid_to="2024-06-30")
    given(*instead(FROZEN, FILE, ends)).when(DRAW).refused("XN12-7.1c")


def test_a_plan_that_was_not_consented_to_is_not_carried_out() -> None:
    given(*PLANNED, FREEZE).when(DRAW).refused("XN6B-4.3d")
    given(*PLANNED, CONSENT, FREEZE).when(DRAW).accepted()


def test_experts_are_drawn_once() -> None:
    given(*DRAWN).when(DRAW).refused("LEDGER-STATE")


# --- seats and stand-ins


def test_those_drawn_are_seated_and_no_others() -> None:
    given(*DRAWN).when(SEAT).accepted()
    six = SEAT.but(
        keys=[*SEAT.fields["keys"], a.STAND_IN.key],
        seats={"count": 6, "sha256": digest("six")},
    )
    given(*DRAWN).when(six).refused("XN6B-4.3c")
    twice = [*SEAT.fields["keys"][:4], SEAT.fields["keys"][0]]
    given(*DRAWN).when(SEAT.but(keys=twice)).refused("XN6B-4.3c")
    uncounted = SEAT.but(seats={"count": 4, "sha256": digest("four")})
    given(*DRAWN).when(uncounted).refused("XN6B-4.3c")


def test_a_panel_is_seated_once() -> None:
    given(*SEATED_PANEL).when(SEAT).refused("XN6B-4.3c")


def test_a_seat_is_a_session_key() -> None:
    lasting = [*SEAT.fields["keys"][:4], a.REVIEWER.key]
    given(*DRAWN).when(SEAT.but(keys=lasting)).refused("XN6B-4.3c")
    unknown = [*SEAT.fields["keys"][:4], bytes(32)]
    given(*DRAWN).when(SEAT.but(keys=unknown)).refused("XN6B-4.3c")


def test_a_seat_is_a_key_made_for_this_session() -> None:
    """A key of another committee's panel would bring its expert along."""
    foreign = [*SEAT.fields["keys"][:4], a.FOREIGN_EXPERT.key]
    given(*DRAWN).when(SEAT.but(keys=foreign)).refused("XN6B-4.3c")


def test_the_supervisor_watches_the_seating_too() -> None:
    given(*DRAWN).when(SEAT.signed(a.UNIT_OFFICER)).refused("LEDGER-SIGNERS")


def test_stand_ins_are_called_in_their_order() -> None:
    world = given(*SEATED_PANEL).when(CALL).accepted()
    assert a.STAND_IN.key in world.get(a.SESSION).seated
    assert a.EXPERTS[-1].key not in world.get(a.SESSION).seated
    second = given(*SEATED_PANEL).world.get(a.SESSION).alternates[1]
    given(*SEATED_PANEL).when(CALL.but(called=second)).refused("XN6B-4.3c")


def test_a_stand_in_replaces_somebody_who_is_seated() -> None:
    nobody = CALL.but(absent=a.REVIEWER.key)
    given(*SEATED_PANEL).when(nobody).refused("XN6B-4.3c")


def test_a_stand_in_is_not_seated_already() -> None:
    """Else one expert would hold two seats, and the panel would be smaller."""
    same = CALL.but(key=SEATED[1].key)
    given(*SEATED_PANEL).when(same).refused("XN6B-4.3c")


def test_there_are_no_more_stand_ins_than_were_drawn() -> None:
    first = CALL
    second = CALL.but(
        absent=a.EXPERTS[0].key, key=a.holds("s2", "EXPERT", scope=a.SESSION).key
    )
    third = CALL.but(
        absent=a.EXPERTS[1].key, key=a.holds("s3", "EXPERT", scope=a.SESSION).key
    )
    given(*SEATED_PANEL, first, second).when(third).refused("XN6B-4.3c")


def test_a_stranger_does_not_sign_for_the_panel() -> None:
    """LZ-5.2a: whoever was not drawn takes no part."""
    stranger = COMMITMENTS[0].signed(a.STAND_IN)
    given(*SEATED_PANEL).when(COMMITMENTS[0]).accepted()
    given(*SEATED_PANEL).when(stranger).refused("XN6B-4.3c")


def test_the_pool_may_change_after_it_was_frozen() -> None:
    """The frozen list is what is drawn from; the pool goes on living."""
    leaving = deed(
        committee.ExpertRemovedFromPool,
        COMMITTEE,
        [a.UNIT_OFFICER],
        "2024-06-27T09:00",
        entry=3,
        reason="调离",
    )
    given(*FROZEN, leaving).when(DRAW).accepted()
    assert PLAN.fields["seed"]["at"] == instant("2024-06-28T21:30")
