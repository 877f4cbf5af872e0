"""Overviews taken in piece by piece are those taken in at once, and rebuilt alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.log import Log
from ledger.record import Event
from projections.obligations.standing import OBLIGATIONS
from projections.projection import Projection
from projections.reviewing.committee_turns import COMMITTEES
from projections.reviewing.pools import POOLS
from projections.reviewing.session_rows import STATISTICS
from projections.runner import Views
from projections.shares.counts import SHARES
from tests.support.domain import MemoryLog, as_reader, dump, play_case

OVERVIEWS: tuple[Projection, ...] = (
    OBLIGATIONS,
    COMMITTEES,
    SHARES,
    STATISTICS,
    POOLS,
)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Event]]:
    """The worked year of Liuzhou, which has something of everything."""
    path = tmp_path_factory.mktemp("pieces") / "ledger"
    with play_case(path, "liuzhou-2024").open() as log:
        yield _all_of(log)


def _all_of(log: Log) -> list[Event]:
    return log.page(0, log.size)


@pytest.mark.parametrize("step", [1, 37, 400])
def test_any_pieces_equal_the_whole(
    tmp_path: Path, events: list[Event], step: int
) -> None:
    """Each piece is a page of its own, and nothing is remembered between them."""
    whole = dump(as_reader(MemoryLog(tmp_path / "whole", events)), OVERVIEWS)
    sizes = [*range(step, len(events), step), len(events)]
    if step == 1:
        sizes = [*range(500, 520), *range(780, 840), len(events)]
    pieces = MemoryLog(tmp_path / "pieces", events)
    for size in sizes:
        pieces.visible = size
        with Views(as_reader(pieces), OVERVIEWS) as views:
            views.catch_up()
    assert dump(as_reader(pieces), OVERVIEWS) == whole
    for view in OVERVIEWS:
        assert any(whole[table.name] for table in view.tables), view.name


def test_a_rebuild_gives_the_same_rows(tmp_path: Path, events: list[Event]) -> None:
    log = as_reader(MemoryLog(tmp_path / "log", events))
    before = dump(log, OVERVIEWS)
    with Views(log, OVERVIEWS) as views:
        views.rebuild()
    assert dump(log, OVERVIEWS) == before
