"""Laws of the draw: fair, repeatable, and deaf to everything but its seed."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from itertools import permutations
from typing import Any

from hypothesis import assume, given

from aggregates.session.drawing import draw
from tests.support.strategies import SEEDS_OF_DRAWS, draws

MANY_SEEDS = tuple(sha256(b"seed %d" % n).digest() for n in range(5_000))
"""The same each time, so that what holds once holds always."""


def chi_square(found: Iterable[int], expected: float) -> float:
    return sum((one - expected) ** 2 / expected for one in found)


def test_everybody_who_may_be_drawn_is_drawn_equally_often() -> None:
    """Nine of twelve are eligible; with eight degrees of freedom, 60 is never seen."""
    times = Counter(
        index
        for seed in MANY_SEEDS
        for index in draw(seed, count=12, excluded=(0, 4, 11), members=3, stand_ins=2)[
            0
        ]
    )
    assert set(times) == set(range(12)) - {0, 4, 11}
    assert chi_square(times.values(), len(MANY_SEEDS) * 3 / 9) < 60


def test_every_order_of_two_is_drawn_equally_often() -> None:
    """Not only each place, also each pair: thirty orders of two out of six."""
    times = Counter(
        draw(seed, count=6, excluded=(), members=2, stand_ins=0)[0]
        for seed in MANY_SEEDS
    )
    assert set(times) == set(permutations(range(6), 2))
    assert chi_square(times.values(), len(MANY_SEEDS) / 30) < 100


def test_every_member_is_as_often_the_first_as_the_last() -> None:
    """The order in which stand-ins are called favours nobody either."""
    calls = [
        draw(seed, count=10, excluded=(), members=1, stand_ins=9)[1]
        for seed in MANY_SEEDS
    ]
    last = Counter(order[-1] for order in calls)
    assert chi_square(last.values(), len(MANY_SEEDS) / 10) < 60


@given(SEEDS_OF_DRAWS, draws())
def test_a_draw_is_what_was_asked_for(seed: bytes, terms: dict[str, Any]) -> None:
    members, stand_ins = draw(seed, **terms)
    drawn = {*members, *stand_ins}
    assert len(members) == terms["members"]
    assert len(stand_ins) == terms["stand_ins"]
    assert len(drawn) == len(members) + len(stand_ins)
    assert drawn <= set(range(terms["count"])) - terms["excluded"]


@given(SEEDS_OF_DRAWS, draws())
def test_a_draw_can_be_done_again(seed: bytes, terms: dict[str, Any]) -> None:
    """Also with the exclusions told in another order, or twice."""
    again = {**terms, "excluded": sorted(terms["excluded"], reverse=True) * 2}
    assert draw(seed, **terms) == draw(seed, **again)


@given(SEEDS_OF_DRAWS, SEEDS_OF_DRAWS, draws())
def test_another_seed_is_another_draw(
    seed: bytes, other: bytes, terms: dict[str, Any]
) -> None:
    assume(seed != other)
    long = {**terms, "count": 60, "members": 10, "stand_ins": 5}
    assert draw(seed, **long) != draw(other, **long)


@given(SEEDS_OF_DRAWS, draws())
def test_stand_ins_do_not_change_who_is_a_member(
    seed: bytes, terms: dict[str, Any]
) -> None:
    """Nobody steers the panel by asking for more stand-ins, or for fewer."""
    members, stand_ins = draw(seed, **terms)
    assert draw(seed, **{**terms, "stand_ins": 0}) == (members, ())
    more = len(members) + len(stand_ins)
    asked = {**terms, "members": more, "stand_ins": 0}
    assert draw(seed, **asked) == ((*members, *stand_ins), ())


@given(SEEDS_OF_DRAWS, draws())
def test_excluding_who_was_not_drawn_changes_nothing(
    seed: bytes, terms: dict[str, Any]
) -> None:
    """So an exclusion can take only the places of those whom it names."""
    members, stand_ins = draw(seed, **terms)
    rest = set(range(terms["count"])) - {*members, *stand_ins}
    assert draw(seed, **{**terms, "excluded": terms["excluded"] | rest}) == (
        members,
        stand_ins,
    )
