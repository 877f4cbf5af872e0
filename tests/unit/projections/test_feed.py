"""The feed: what changed, numbered without a gap, for other programs to follow."""

from collections import Counter
from pathlib import Path

from ledger.admission import MAX_SKEW_MS
from projections.feed import BACKWARDS_MS, Change, changes, newest
from projections.feed_types import TYPES
from projections.runner import Views
from projections.store.rows import Rows
from projections.views import ALL
from tests.support.builders_session import ANNUL, ENTERED, SHARE
from tests.support.domain import MemoryLog, as_reader, recorded
from tests.support.feed_page import promised

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


def test_the_clock_waits_as_long_as_a_ledgers_clock_may_step_back() -> None:
    assert BACKWARDS_MS == MAX_SKEW_MS
