"""A process that dies while views catch up leaves them at the end of a page."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ledger.layout import VIEWS
from projections.feed.stream import Change, changes, newest, pass_clock
from projections.runner import Views
from projections.views import ALL
from tests.support.domain import ROOT, PlayedCase, dump
from tests.support.media import STOPPED

PAGE = 400
"""Two pages for the worked case."""

LATER = 4_000_000_000_000
"""When everything that time can bring has come: 2096."""


@pytest.fixture(scope="module")
def expected(case: PlayedCase) -> dict[str, Any]:
    with case.open() as log:
        found = dump(log)
    for path in case.path.glob(f"{VIEWS}*"):
        path.unlink()
    return found


def command(ledger: Path, stop: int, page: int = PAGE, *now: str) -> list[str]:
    arguments = [str(ledger), str(page), str(stop), *now]
    return [sys.executable, "-m", "tests.support.catching_up", *arguments]


def stops(ledger: Path) -> Iterator[tuple[int, bool]]:
    """Stop a child at effect 0, 1, 2 … until one ends by itself."""
    for stop in count():
        for path in ledger.glob(f"{VIEWS}*"):
            path.unlink()
        child = subprocess.run(
            command(ledger, stop), cwd=ROOT, capture_output=True, check=False
        )
        assert child.returncode in (0, STOPPED), child.stderr
        yield stop, child.returncode == 0
        if child.returncode == 0:
            return


def test_a_runner_killed_at_any_step_goes_on_from_the_end_of_a_page(
    case: PlayedCase, expected: dict[str, Any], tmp_path: Path
) -> None:
    mine = case.copy(tmp_path / "ledger")
    number = 0
    for stop, ended in stops(mine.path):
        number += 1
        with mine.open() as log, Views(log, ALL) as views:
            with views._database.reading() as cursor:
                positions = set(views._positions(cursor).values())
            assert len(positions) == 1, stop
            assert ended or positions <= {0, PAGE}, stop
        with mine.open() as log:
            assert dump(log) == expected, stop
    assert number > 2 * (len(ALL) + 2)


def test_two_processes_take_turns(
    case: PlayedCase, expected: dict[str, Any], tmp_path: Path
) -> None:
    mine = case.copy(tmp_path / "ledger")
    children = [
        subprocess.Popen(
            command(mine.path, -1, page=5), cwd=ROOT, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for child in children:
        _, told = child.communicate()
        assert child.returncode == 0, told
    with mine.open() as log, Views(log, ALL) as views:
        assert not views._is_behind(log.size)
        assert views.notes == []
    with mine.open() as log:
        assert dump(log) == expected


def feed_of(case: PlayedCase) -> list[Change]:
    """Return the feed with everything that time brings."""
    with case.open() as log, Views(log, ALL) as views:
        pass_clock(views, LATER)
        return views.ask(lambda rows: changes(rows, 0, newest(rows)))


def test_a_clock_pass_killed_at_any_step_is_made_once(
    case: PlayedCase, tmp_path: Path
) -> None:
    whole, built = feed_of(case.copy(tmp_path / "whole")), case.copy(tmp_path / "built")
    with built.open() as log, Views(log, ALL) as views:
        views.catch_up()
    for stop in count():
        mine = built.copy(tmp_path / str(stop))
        child = subprocess.run(
            command(mine.path, stop, PAGE, str(LATER)),
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert child.returncode in (0, STOPPED), child.stderr
        assert feed_of(mine) == whole, stop
        if child.returncode == 0:
            break
    assert stop == len(("the rows", "the commit"))


def test_two_clocks_that_pass_at_the_same_time_tell_once(
    case: PlayedCase, tmp_path: Path
) -> None:
    whole, mine = feed_of(case.copy(tmp_path / "whole")), case.copy(tmp_path / "mine")
    with mine.open() as log, Views(log, ALL) as views:
        views.catch_up()
    children = [
        subprocess.Popen(
            command(mine.path, -1, PAGE, str(LATER)), cwd=ROOT, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for child in children:
        _, told = child.communicate()
        assert child.returncode == 0, told
    assert feed_of(mine) == whole
