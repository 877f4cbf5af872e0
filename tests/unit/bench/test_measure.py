import pytest

from bench.measure import Pairs, blocks, in_turn, told


def test_runs_take_turns_and_turns_take_turns() -> None:
    """Who goes first finds the machine as the other left it."""
    order = []

    def run(name: str) -> float:
        order.append(name)
        return 1.0

    ours = [lambda: run("ours")] * 3
    peer = [lambda: run("peer")] * 3
    in_turn(ours, peer, told)
    assert order == ["ours", "peer", "peer", "ours", "ours", "peer"]


def test_the_slowdown_is_the_median_over_the_pairs() -> None:
    pairs = Pairs(ours=(2.0, 9.0, 4.0), peer=(1.0, 1.0, 1.0))
    assert pairs.slowdown == 4.0
    assert (pairs.ours_s, pairs.peer_s) == (4.0, 1.0)


def test_a_run_without_a_partner_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        in_turn([lambda: 1.0], [], told)


def test_what_does_not_fill_a_block_is_left_out() -> None:
    assert blocks([1, 2, 3, 4, 5], 2) == [[1, 2], [3, 4]]
