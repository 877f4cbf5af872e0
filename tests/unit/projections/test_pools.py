"""Expert pools on any day: numbers, and nobody's name."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from aggregates.committee import events as committee
from aggregates.policy.dates import local_date
from aggregates.schema import EVENT_TYPES
from projections.reviewing.pools import Pool, all_pools, pool_of
from projections.times.asof import AsOf
from tests.support import actors as a
from tests.support.builders import COMMITTEE, FILED, POOL, enrol
from tests.support.builders_session import CONFIRMED
from tests.support.builders_supervision import DISQUALIFY, EXPERT
from tests.support.domain import PlayedCase, Reader, reader, recorded
from tests.support.given import Deed, deed

REMOVE = deed(
    committee.ExpertRemovedFromPool,
    COMMITTEE,
    [a.UNIT_OFFICER],
    "2024-05-20T09:00",
    entry=3,
    reason="调离本市",
)


def asked(path: Path, day: str, *history: Deed) -> Pool:
    at = reader(path / "log", day, *history)
    states = at.states
    return at.ask(lambda rows: pool_of(rows, states, COMMITTEE, at.today))


def first_entry(path: Path) -> int:
    events = recorded(path / "count", *FILED).events(COMMITTEE)
    return next(e.seq for e in events if e.type.endswith("admitted-to-pool"))


def test_on_every_day_a_pool_has_the_size_that_its_state_has(
    tmp_path: Path, case: PlayedCase
) -> None:
    """Folded from the log in the test, with the series of each admission."""
    with case.copy(tmp_path / "ledger").open() as log:
        first = local_date(log.event_at(0).received_at)
        found: tuple[Pool, ...] = ()
        at = Reader(log, first)
        for week in range(0, 40, 2):
            day = first + timedelta(weeks=week)
            states = AsOf(log, day)
            found = at.ask(
                lambda rows, states=states, day=day: all_pools(  # type: ignore[misc]
                    rows, states, day
                )
            )
            for pool in found:
                state = states.get(pool.committee.id)
                assert pool.size == len(state.pool), day
                assert sum(one.number for one in pool.by_series) == pool.size
                assert pool.barred == len(state.disqualified)
                assert (pool.frozen.count if pool.frozen else 0) == state.frozen_count
                assert (
                    pool.frozen.sealed if pool.frozen else ""
                ) == state.frozen_list.hex()
        names = {pool.committee.name for pool in found}
        assert names == {
            "市工程系列中级职称评审委员会（示例）",
            "市经济系列中级职称评审委员会（示例）",
        }


def test_who_leaves_is_in_it_until_then(tmp_path: Path) -> None:
    out = REMOVE.but(entry=first_entry(tmp_path))
    before = asked(tmp_path / "a", "2024-05-19", *FILED, out)
    after = asked(tmp_path / "b", "2024-05-20", *FILED, out)
    assert (before.size, before.removed) == (len(POOL), 0)
    assert (after.size, after.removed, after.admitted) == (len(POOL) - 1, 1, len(POOL))
    last = after.changes[-1]
    assert (last.on, last.what.code, last.series) == (date(2024, 5, 20), "OUT", "工程")
    assert last.event is not None


def test_a_recalled_removal_took_nobody_out(tmp_path: Path) -> None:
    out = REMOVE.but(entry=first_entry(tmp_path))
    seq = recorded(tmp_path / "again", *FILED, out).events(COMMITTEE)[-1].seq
    body: Any = EVENT_TYPES["committee.recalled"].body
    recall = deed(
        body, COMMITTEE, out.by, "2024-05-21T09:00", seq=seq, reason="误录（示例）"
    ).round_the_rules()
    found = asked(tmp_path, "2024-05-22", *FILED, out, recall)
    assert (found.size, found.removed) == (len(POOL), 0)


def test_a_corrected_removal_takes_out_who_was_meant(tmp_path: Path) -> None:
    first = first_entry(tmp_path)
    out = REMOVE.but(entry=first)
    seq = recorded(tmp_path / "again", *FILED, out).events(COMMITTEE)[-1].seq
    body: Any = EVENT_TYPES["committee.corrected"].body
    correct = deed(
        body,
        COMMITTEE,
        out.by,
        "2024-05-21T09:00",
        seq=seq,
        field="/entry",
        old=f"{first}",
        new=f"{first + 1}",
        reason="误录（示例）",
    ).round_the_rules()
    at = reader(tmp_path / "log", "2024-05-22", *FILED, out, correct)
    states = at.states
    found = at.ask(lambda rows: pool_of(rows, states, COMMITTEE, at.today))
    assert (found.size, found.removed) == (len(POOL) - 1, 1)
    assert first in states.get(COMMITTEE).pool


def test_a_frozen_pool_counts_what_changed_since(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-12-31", *CONFIRMED)
    assert found.frozen is not None
    assert (found.frozen.year, found.frozen.changes_since) == (2024, 0)
    assert found.frozen.event.type.code == "committee.expert-pool-frozen"


def test_a_disqualification_is_told_without_whom_it_is_about(tmp_path: Path) -> None:
    """Trap 5: neither series nor event, which would lead to the person."""
    of_the_pool = DISQUALIFY.but(entry=first_entry(tmp_path))
    history = (*CONFIRMED, enrol(EXPERT), of_the_pool.round_the_rules())
    found = asked(tmp_path, "2024-12-31", *history)
    barred = [one for one in found.changes if one.what.code == "BARRED"]
    assert [(one.series, one.event) for one in barred] == [("", None)]
    assert (found.barred, found.size) == (1, len(POOL) - 1)
    assert b"person/" not in msgspec.json.encode(found)


def test_a_committee_without_experts_has_an_empty_pool(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-04-26", *FILED)
    assert (found.size, found.by_series, found.frozen) == (0, (), None)
