"""The feed is what a slow reading of the log tells, however the log was taken in."""

from pathlib import Path

import pytest
from hypothesis import given as law
from hypothesis import settings
from hypothesis import strategies as st

from projections.feed.stream import BACKWARDS_MS, Change, changes, newest, pass_clock
from projections.feed.types import TYPES
from projections.runner import Views
from projections.store.rows import Rows
from projections.views import ALL
from tests.conftest import SCALE
from tests.support.domain import MemoryLog, PlayedCase, as_reader, log_of, recorded
from tests.support.slow_feed import slowly_told, told
from tests.support.strategies import MOVES, PLACES, splits
from tests.support.walks import YEAR, stray, walk

LATER = 4_000_000_000_000
"""When everything that time can bring has come: 2096."""


def everything(rows: Rows) -> list[Change]:
    return changes(rows, 0, newest(rows))


def feed_of(log: MemoryLog, until: int = 0) -> list[Change]:
    """Return every change, those that only time brings up to an instant."""
    with Views(as_reader(log), ALL) as views:
        pass_clock(views, until)
        return views.ask(everything)


@pytest.mark.parametrize("until", [0, LATER])
def test_the_feed_of_the_worked_case_is_what_a_slow_fold_tells(
    until: int, case: PlayedCase, tmp_path: Path
) -> None:
    with case.copy(tmp_path / "ledger").open() as log:
        events = log.page(0, log.size)
        with Views(log, ALL) as views:
            pass_clock(views, until)
            found = views.ask(everything)
    assert told(found) == slowly_told(events, until - BACKWARDS_MS)
    assert {one.type for one in found} <= set(TYPES)


@pytest.mark.parametrize("lawful", [True, False])
@law(start=PLACES, moves=MOVES)
@settings(max_examples=10 * SCALE)
def test_whatever_happened_is_told_as_a_slow_fold_tells_it(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    lawful: bool,
    start: int,
    moves: list[tuple[str, int]],
) -> None:
    """A log that the rules would have refused is told all the same."""
    folder = tmp_path_factory.mktemp("walk")
    world = walk(start, moves) if lawful else stray(start, moves)[0]
    log = log_of(folder / "log", world)
    for until in (0, LATER):
        slow = slowly_told(log.everything, until - BACKWARDS_MS)
        assert told(feed_of(log, until)) == slow


def test_a_longer_log_goes_on_where_a_shorter_one_ended(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *YEAR)
    whole = feed_of(recorded(tmp_path / "whole", *YEAR))
    for size in range(1, len(log.everything) + 1):
        log.visible = size
        known = feed_of(log)
        assert known == whole[: len(known)], size
        told_by_time = whole[len(known) : len(known) + 1]
        assert size < len(log.everything) or told_by_time == []


@law(splits(), st.lists(st.integers(0, 400 * 86_400_000), max_size=12))
@settings(max_examples=15 * SCALE)
def test_clock_passes_change_no_number(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[float], pauses: list[int]
) -> None:
    """Whenever somebody looks between two events, the feed is the same in the end."""
    folder = tmp_path_factory.mktemp("passes")
    log = recorded(folder / "log", *YEAR)
    whole = feed_of(recorded(folder / "whole", *YEAR), LATER)
    for cut, pause in zip(sorted(cuts), pauses, strict=False):
        log.visible = max(1, int(cut * len(log.everything)))
        newest_at = log.everything[log.visible - 1].received_at
        following = log.everything[log.visible : log.visible + 1]
        latest = following[0].received_at if following else LATER
        now = min(newest_at + pause, latest)
        once = feed_of(log, now)
        assert feed_of(log, now) == once == whole[: len(once)]
    log.visible = -1
    assert feed_of(log, LATER) == whole


def test_a_rebuild_after_a_clock_pass_tells_the_same(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *YEAR)
    before = feed_of(log, LATER)
    with Views(as_reader(log), ALL) as views:
        views.rebuild()
        fewer = views.ask(everything)
        assert fewer == before[: len(fewer)] != before
        pass_clock(views, LATER)
        assert views.ask(everything) == before


def test_time_is_told_as_the_clock_reaches_it(tmp_path: Path) -> None:
    """Not a millisecond before the ledger's clock can no longer step behind it."""
    log = recorded(tmp_path / "log", *YEAR)
    known = feed_of(log)
    rest = feed_of(recorded(tmp_path / "rest", *YEAR), LATER)[len(known) :]
    assert rest
    for one in rest:
        assert feed_of(log, one.at + BACKWARDS_MS - 1)[-1].n < one.n
        assert feed_of(log, one.at + BACKWARDS_MS)[-1].n >= one.n
    assert [one.at for one in rest] == sorted(one.at for one in rest)
    assert {(one.event, one.position) for one in rest} == {("", None)}
