"""The feed: what changed, numbered without a gap, for other programs to follow."""

from collections import Counter
from pathlib import Path

import pytest

from ledger.admission import MAX_SKEW_MS
from projections.feed.clock import TIMERS
from projections.feed.stream import BACKWARDS_MS, Change, changes, newest, pass_clock
from projections.feed.types import TYPES
from projections.runner import Views
from projections.store.rows import Rows
from projections.views import ALL
from tests.support.builders_session import ANNUL, ENTERED, SHARE
from tests.support.domain import MemoryLog, as_reader, recorded
from tests.support.feed_page import promised
from tests.support.media import Failing

LATER = 4_000_000_000_000
WHOLE = (*ENTERED, SHARE, ANNUL)


def feed_of(log: MemoryLog) -> list[Change]:
    """Return every change, after the views have caught up."""
    with Views(as_reader(log), ALL) as views:
        return views.ask(everything)


def everything(rows: Rows) -> list[Change]:
    return changes(rows, 0, newest(rows))


def test_numbers_have_no_gap(tmp_path: Path) -> None:
    told = feed_of(recorded(tmp_path / "log", *WHOLE))
    assert [change.n for change in told] == list(range(1, len(told) + 1))
    assert len(told) > 50


def test_a_page_of_the_feed_begins_after_a_number(tmp_path: Path) -> None:
    log = recorded(tmp_path / "log", *WHOLE)
    told = feed_of(log)
    with Views(as_reader(log), ALL) as views:
        assert views.ask(lambda rows: changes(rows, 3, 4)) == told[3:7]
        assert views.ask(lambda rows: changes(rows, len(told) - 1, 9)) == told[-1:]
        assert views.ask(lambda rows: changes(rows, len(told), 9)) == []
        assert views.ask(lambda rows: changes(rows, len(told) + 5, 9)) == []


def test_a_typical_year_tells_of_publicities_titles_records_and_debts(
    tmp_path: Path,
) -> None:
    told = Counter(c.type for c in feed_of(recorded(tmp_path / "log", *WHOLE)))
    assert told["publicity.opened"] == told["publicity.closed"] >= 2
    assert (told["title.conferred"], told["title.revoked"]) == (2, 1)
    assert told["record.entered"] == told["record.annulled"] == 1
    assert told["obligation.opened"] > told["obligation.met"] > 0


def test_the_page_names_every_type_once_in_their_order() -> None:
    assert list(promised()) == list(TYPES)


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("effect", ["views.rows", "views.commit"])
def test_a_clock_pass_that_fails_is_made_again(
    tmp_path: Path, effect: str, *, kept: bool
) -> None:
    whole = recorded(tmp_path / "whole", *ENTERED)
    log = recorded(tmp_path / "log", *ENTERED)
    for one in (whole, log):
        feed_of(one)
    with (
        Views(as_reader(log), ALL, medium=Failing(effect, kept)) as views,
        pytest.raises(OSError, match="Input/output"),
    ):
        pass_clock(views, LATER)
    for one in (whole, log):
        with Views(as_reader(one), ALL) as views:
            pass_clock(views, LATER)
    assert feed_of(log) == feed_of(whole)


def test_timers_are_found_by_their_instant_and_the_others_are_not_looked_at(
    tmp_path: Path,
) -> None:
    log = recorded(tmp_path / "log", *ENTERED)
    with Views(as_reader(log), ALL) as views:

        def plan(rows: Rows) -> str:
            rows.cursor.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM {TIMERS.name} "
                "WHERE at <= 9 ORDER BY at, type, subject, position, n"
            )
            return str(rows.cursor.fetchall()[0][-1])

        assert views.ask(plan) == "SEARCH feed_timers USING PRIMARY KEY (at<?)"


def test_the_clock_waits_as_long_as_a_ledgers_clock_may_step_back() -> None:
    assert BACKWARDS_MS == MAX_SKEW_MS
