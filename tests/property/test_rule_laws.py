"""Laws of the rule book: replay is total and local, and what is accepted is lawful."""

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aggregates.catalog import AGGREGATES, act_of
from aggregates.decider import Act
from aggregates.judge import judge
from aggregates.lawfulness import LawfulnessAudit
from aggregates.schema import EventType
from aggregates.standing import MemoryStates
from ledger.errors import MalformedError
from tests.conftest import SCALE
from tests.support.actors import directory
from tests.support.given import World, world_after
from tests.support.strategies import MOVES, PLACES, any_bodies
from tests.support.walks import (
    TYPES,
    YEAR,
    act_of_any,
    deed_of,
    stray,
    vocabulary,
    walk,
    world_at,
)

WHOLE = world_after(YEAR)
COMMITTED = any_bodies(TYPES, vocabulary(clear=False))
OF_WHAT_IS_SEALED = {"LEDGER-TEXT", "LEDGER-SCHEMA", "LEDGER-STATE"}
IN_CLEAR = any_bodies(TYPES, vocabulary(clear=True))


def folded(acts: Iterable[Act]) -> MemoryStates:
    states = MemoryStates(AGGREGATES)
    for act in acts:
        states.apply(act)
    return states


def states_of(states: MemoryStates | World) -> dict[str, Any]:
    return {one: states.get(one) for one in WHOLE.states}


# --- folding ----------------------------------------------------------------------


def test_what_is_read_back_from_bytes_folds_to_the_same() -> None:
    """The states of drafting are those of replay."""
    assert states_of(folded(map(act_of, WHOLE.events()))) == states_of(WHOLE)


@given(PLACES)
def test_any_split_of_a_history_folds_to_the_same(place: int) -> None:
    split = place % (len(WHOLE.acts) + 1)
    states = folded(WHOLE.acts[:split])
    for act in map(act_of, WHOLE.events()[split:]):
        states.apply(act)
    assert states_of(states) == states_of(WHOLE)


@given(st.randoms(use_true_random=False))
def test_only_the_order_within_an_aggregate_matters(random: Any) -> None:
    """An aggregate remembers its own events, and nothing of another's."""
    rest = {one: [a for a in WHOLE.acts if a.id == one] for one in WHOLE.states}
    mixed = []
    while rest:
        one = random.choice(sorted(rest))
        mixed.append(rest[one].pop(0))
        rest = {key: acts for key, acts in rest.items() if acts}
    assert states_of(folded(mixed)) == states_of(WHOLE)


@given(PLACES, st.lists(st.tuples(COMMITTED, PLACES), max_size=8))
def test_folding_is_total(
    place: int, told: Sequence[tuple[tuple[EventType, dict[str, Any]], int]]
) -> None:
    """History is never refused, whatever somebody has put into it, in any order."""
    world = world_at(place)
    for (known, fields), number in told:
        try:
            act = act_of_any(known, fields, world, number)
        except MalformedError:
            continue
        world = world.after([act])
        assert world.get(act.id) is not None


# --- judging ----------------------------------------------------------------------


@given(PLACES, PLACES, IN_CLEAR)
def test_whatever_is_drafted_is_judged(
    place: int, number: int, told: tuple[EventType, dict[str, Any]]
) -> None:
    """Malformed, refused or accepted; and the same when it is judged again.

    What is sealed is asked of the draft alone, before everything else: the statement
    says nothing of it.
    """
    known, fields = told
    world = world_at(place)
    what = deed_of(known, fields, world, number)
    try:
        drafted = world.draft(what)
    except MalformedError:
        return
    judged = judge(drafted.acts, world, directory())
    first = len(drafted.refusals) - len(judged)
    assert drafted.refusals[first:] == judged
    assert {one.rule for one in drafted.refusals[:first]} <= OF_WHAT_IS_SEALED
    if not drafted.refusals:
        assert audited(world.after(drafted.acts)) == []


@given(PLACES, PLACES, COMMITTED)
def test_whatever_stands_in_an_act_file_is_judged(
    place: int, number: int, told: tuple[EventType, dict[str, Any]]
) -> None:
    """A stranger's statements need not come from a draft."""
    world = world_at(place)
    try:
        act = act_of_any(*told, world, number)
    except MalformedError:
        return
    refusals = judge([act], world, directory())
    assert all(one.citation for one in refusals)


@settings(max_examples=60 * SCALE)
@given(PLACES, MOVES)
def test_whatever_was_accepted_audits_lawful(
    start: int, moves: list[tuple[str, int]]
) -> None:
    """The audit judges what stands in the log, and finds what the rules found."""
    assert audited(walk(start, moves)) == []


@settings(max_examples=60 * SCALE)
@given(PLACES, MOVES)
def test_whatever_went_round_the_rules_is_found(
    start: int, moves: list[tuple[str, int]]
) -> None:
    """Attack: whoever holds the log writes what the rules refused."""
    world, wrong = stray(start, moves)
    assert {found.position for found in audited(world)} == wrong


def test_the_whole_year_audits_lawful() -> None:
    assert audited(WHOLE) == []


def audited(world: World) -> list[Any]:
    return list(LawfulnessAudit(directory()).findings(world.events()))
