"""A draw done again from the ledger alone (XN6B-4.3c, LZ-5.2)."""

from typing import Any

import pytest

from aggregates.session.redrawing import NAMES, Redraw, committee_of_draw, redraw
from tests.aggregates.test_draw import CALL
from tests.support import actors as a
from tests.support.builders import COMMITTEE, digest
from tests.support.builders_session import (
    CONSENT,
    DRAW,
    DRAWN,
    FREEZE,
    FROZEN,
    PLAN,
    SEAT,
    SEATED_PANEL,
)
from tests.support.given import Deed, given, instead


def again(*history: Deed) -> Redraw:
    """Do the draw of a history again, from its acts alone."""
    world = given(*history).world
    own = [act for act in world.acts if act.id == a.SESSION]
    committee = committee_of_draw(own)
    assert committee == COMMITTEE
    return redraw(a.ORIGIN, own, [act for act in world.acts if act.id == committee])


def unequal(*history: Deed) -> set[str]:
    return {one.code for one in again(*history).comparisons if not one.equal}


def test_a_draw_by_the_rules_comes_out_again() -> None:
    found = again(*DRAWN)
    assert found.equal
    assert [one.code for one in found.comparisons] == list(NAMES)[:9]


def test_seats_and_stand_ins_are_looked_at_once_they_are_there() -> None:
    found = again(*SEATED_PANEL, CALL)
    assert found.equal
    assert [one.code for one in found.comparisons] == list(NAMES)


def drawn(**changes: Any) -> tuple[Deed, ...]:
    """Record another draw than the rules allow."""
    return (*FROZEN, DRAW.but(**changes).round_the_rules())


@pytest.mark.parametrize(
    ("history", "codes"),
    [
        (drawn(selected=[0, 1, 2, 3, 4]), {"SELECTED"}),
        (drawn(alternates=[]), {"ALTERNATES"}),
        (
            drawn(
                secret=digest("another"),
                selected=[0, 1, 2, 3, 4],
                alternates=[5, 6],
            ),
            {"COMMITMENT", "SELECTED", "ALTERNATES"},
        ),
        (drawn(public_value="3 8"), {"FORM"}),
        (drawn(excluded=[2]), {"EXCLUDED"}),
        (drawn(pool={"count": 8, "sha256": digest("other")}), {"POOL"}),
        (
            (*FROZEN, DRAW.recorded("2024-06-28T20:00").round_the_rules()),
            {"TIME"},
        ),
        (
            (
                *instead(FROZEN, FREEZE, FREEZE.recorded("2024-06-29T09:00")),
                DRAW.round_the_rules(),
            ),
            {"POOL_TIME"},
        ),
        ((*DRAWN, SEAT, SEAT.round_the_rules()), {"SEATS"}),
        (
            (*SEATED_PANEL, CALL.but(called=7).round_the_rules()),
            {"CALLED"},
        ),
    ],
)
def test_what_was_steered_is_seen(history: tuple[Deed, ...], codes: set[str]) -> None:
    """Somebody with valid keys went round the rules and recorded his own result."""
    assert unequal(*history) == codes


def test_a_plan_that_came_after_the_value_is_seen() -> None:
    known = {**PLAN.fields["seed"], "at": PLAN.at - 1}
    steered = instead(FROZEN, PLAN, PLAN.but(seed=known).round_the_rules())
    steered = instead(steered, CONSENT, CONSENT.round_the_rules())
    assert unequal(*steered, DRAW.round_the_rules()) == {"PLAN", "POOL_TIME"}


def test_a_list_that_is_too_short_is_told() -> None:
    longer = PLAN.but(members=9)
    history = instead(FROZEN, PLAN, longer)
    short = DRAW.but(selected=[0], alternates=[]).round_the_rules()
    assert unequal(*history, short) == {"SELECTED"}


def test_where_nothing_was_drawn_nothing_is_done_again() -> None:
    with pytest.raises(ValueError, match="expected one on record"):
        again(*FROZEN)


def test_a_draw_without_a_plan_cannot_be_done_again() -> None:
    unplanned = tuple(one for one in FROZEN if one.body is not PLAN.body)
    history = tuple(one.round_the_rules() for one in (*unplanned, DRAW))
    with pytest.raises(ValueError, match="expected a plan"):
        again(*history)
