"""What was known then is what a ledger that ended there would say, by every way."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aggregates.policy.dates import local_date
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from projections.dues.due import due_list
from projections.integrity import check_person, standing_records
from projections.publicity import open_publicities, past_publicities
from projections.runner import Views
from projections.status import list_rows, status_of
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.times.known_log import known_log
from projections.times.two_times import times_of
from projections.views import ALL
from tests.support import actors as a
from tests.support.builders import JIA
from tests.support.builders_session import ANNUL, ENTERED
from tests.support.domain import MemoryLog, PlayedCase, as_reader, recorded

WHOLE = (*ENTERED, ANNUL)


def answers(rows: Rows, states: AsOf, day: date) -> tuple[Any, ...]:
    """Ask everything that depends on what was known."""
    return (
        due_list(rows, states, day, everything=True),
        standing_records(rows, states, day),
        check_person(rows, states, a.JIA, day),
        open_publicities(rows, states, day),
        past_publicities(rows, states, day),
        list_rows(rows, "application", states),
        [status_of(one, states, day, rows) for one in (JIA.id, a.SESSION, a.JIA)],
    )


def asked_then(log: MemoryLog, known: int) -> tuple[Any, ...]:
    """Ask a ledger that has no more records."""
    log.visible = known
    day = local_date(log.event_at(known - 1).received_at)
    with Views(as_reader(log), ALL) as views:
        return views.ask(lambda rows: answers(rows, AsOf(as_reader(log)), day))


def asked_now(log: MemoryLog, known: int) -> tuple[Any, ...]:
    """Ask the whole ledger what it knew then."""
    times = times_of(as_reader(log), date(2030, 1, 1), known=known)
    states = times.states(as_reader(log))
    with Views(as_reader(log), ALL, until=times.until) as views:
        return views.ask(lambda rows: answers(rows, states, times.on))


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8, 0.95, 1.0])
def test_what_was_known_is_what_a_shorter_ledger_answers(
    tmp_path: Path, share: float
) -> None:
    whole = recorded(tmp_path / "whole", *WHOLE)
    part = int(share * whole.size)
    known = times_of(as_reader(whole), date(2030, 1, 1), known=part).known
    then = asked_then(recorded(tmp_path / "then", *WHOLE), known)
    now = asked_now(whole, known)
    assert now == then


@pytest.fixture
def log(case: PlayedCase, tmp_path: Path) -> Any:
    with case.copy(tmp_path / "case").open() as opened:
        yield opened


def test_no_way_leads_beyond_the_records_that_were_known(log: LogReader) -> None:
    """A grant, an id, a page: whoever asks what was known meets nothing later."""
    size = log.size // 2
    then = known_log(log, size)
    assert then.size == size
    assert [event.position for event in then.page(size - 2, 10)] == [size - 2, size - 1]
    assert then.page(size, 10) == []
    with pytest.raises(MalformedError, match=f"below {size}"):
        then.event_at(size)
    for kind in ("application", "title", "calendar"):
        for one in log.ids(kind):
            first = log.events(one)[0].position
            assert (one in then.ids(kind)) is (first < size)
            known = [event for event in log.events(one) if event.position < size]
            assert then.events(one) == known
            assert then.version(one) == len(known)
    assert all(key.enrolled < size for key in then.directory.keys.values())
    assert len(then.directory.keys) < len(log.directory.keys)
    assert (then.origin, then.root_at(size)) == (log.origin, log.root_at(size))
