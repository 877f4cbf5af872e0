"""Figures of a batch on any day, as its applications stood then."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aggregates.application import audits
from aggregates.schema import EVENT_TYPES
from ledger.log import Log
from projections.facts import histories
from projections.reviewing.session_rows import APPLIED
from projections.reviewing.statistics import Statistics, all_statistics, statistics_of
from projections.times.asof import AsOf
from tests.support import actors as a
from tests.support.builders import (
    ANNOUNCED,
    AT_THE_COUNTY,
    AT_THE_DEPARTMENT,
    JIA,
    SUBMITTED,
    YI,
)
from tests.support.builders_session import CONCLUDED, CONFIRMED, SUBSTANTIATED
from tests.support.domain import Reader, as_reader, dump, play_case, reader, recorded
from tests.support.given import Deed, deed, instead

RETURN = deed(
    audits.CorrectionRequested,
    JIA.id,
    [a.DEPARTMENT_REVIEWER],
    "2024-06-14T09:00",
    reasons=[
        {"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"},
        {"code": "CAREER", "item": "M2", "text": "经历不全"},
    ],
    until="2024-06-20",
)


@pytest.fixture(scope="module")
def liuzhou(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    path = tmp_path_factory.mktemp("statistics") / "ledger"
    with play_case(path, "liuzhou-2024").open() as log:
        yield log


def asked(path: Path, day: str, *history: Deed) -> Statistics:
    at = reader(path / "log", day, *history)
    states = at.states
    return at.ask(lambda rows: statistics_of(rows, states, a.SESSION, at.today))


def counted(counts: Any) -> dict[str, int]:
    return {one.what.code: one.number for one in counts}


def test_on_every_day_the_figures_are_those_of_the_states(liuzhou: Log) -> None:
    """The year of Liuzhou, week by week, folded from the log in the test."""
    at = Reader(liuzhou, date(2025, 8, 1))
    ids = liuzhou.ids("application")
    for week in range(0, 60, 6):
        day = date(2024, 6, 28) + timedelta(weeks=week)
        states = AsOf(liuzhou, day)
        found = at.ask(
            lambda rows, states=states, day=day: all_statistics(  # type: ignore[misc]
                rows, states, day
            )
        )
        for one in found:
            state = states.get(one.session.id)
            mine = [
                s for i in ids if (s := states.get(i)).session == state.id and s.stage
            ]
            assert counted(one.by_stage) == Counter(s.stage for s in mine), day
            assert counted(one.by_level) == Counter(s.level for s in mine)
            assert counted(one.by_series) == Counter(s.series for s in mine)
            assert {
                (e.employer.id, e.number, e.confirmed) for e in one.by_employer
            } == {
                (
                    employer,
                    sum(s.employer == employer for s in mine),
                    sum(
                        s.employer == employer and s.stage == "CONFIRMED" for s in mine
                    ),
                )
                for employer in {s.employer for s in mine}
            }
            assert one.declared == sum(s.declared_on is not None for s in mine)
            assert one.admitted == len(state.admitted)
            assert (one.seated, one.present) == (len(state.seated), len(state.present))
            assert (one.passed, one.decided) == (state.passed, state.results_count)
            assert one.confirmed == state.confirmed
            assert one.stage.code == state.stage
            told = Counter(c for s in mine for n in s.notices for c, _ in n.reasons)
            assert counted(one.told) == told
            outcomes = Counter(o or "OPEN" for s in mine for o in s.complaints.values())
            assert counted(one.complaints) == outcomes


def test_a_batch_begins_with_its_notice(liuzhou: Log) -> None:
    at = Reader(liuzhou, date(2024, 6, 26))
    states = at.states
    assert at.ask(lambda rows: all_statistics(rows, states, at.today)) == ()


def test_the_pass_rate_is_an_exact_fraction_beside_the_plan(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-09-30", *CONCLUDED)
    assert (found.pass_rate, found.passed, found.decided) == ("2/2", 2, 2)
    assert (found.ceiling, found.above_ceiling) == ("1/1", False)
    assert asked(tmp_path / "b", "2024-05-01", *CONCLUDED).ceiling == ""


def test_more_than_the_plan_s_ceiling_shows(liuzhou: Log) -> None:
    """XN12-8.2c, A17: 7/8 are more than 8/10."""
    at = Reader(liuzhou, date(2024, 12, 1))
    states = at.states
    found = at.ask(lambda rows: all_statistics(rows, states, at.today))
    assert [(one.pass_rate, one.ceiling, one.above_ceiling) for one in found] == [
        ("", "", False),
        ("7/8", "8/10", True),
    ]


def test_without_a_tally_there_is_no_rate(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-05-31", *SUBMITTED)
    assert (found.pass_rate, found.above_ceiling) == ("", False)


def test_nobody_who_reviews_is_named(tmp_path: Path) -> None:
    """Trap 5: expert lists are not to be read from views, nor is a vote."""
    log = recorded(tmp_path / "log", *CONFIRMED)
    rows = repr({n: r for n, r in dump(as_reader(log)).items() if "statistics" in n})
    experts = {
        signer.key.hex()
        for event in log.everything
        for signer in event.statement.by
        if signer.role in ("EXPERT", "CHAIR", "TELLER")
    }
    assert experts
    assert not any(key in rows for key in experts)
    assert "person/" not in rows


def test_hops_are_counted_in_days_by_kind_of_body(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-06-30", *AT_THE_COUNTY)
    hops = {one.kind.code: one for one in found.hops}
    last = hops["AUTHORITY"]
    assert (last.hops, last.running, last.median_days) == (0, 1, "")
    done = hops["DEPARTMENT"]
    assert (done.hops, done.running) == (1, 0)
    log = recorded(tmp_path / "count", *AT_THE_COUNTY)
    forwarded = [e for e in log.events(JIA.id) if e.type == "application.forwarded"]
    first, second = (e.received_at for e in forwarded)
    assert done.median_days == str(round((second - first) / 86_400_000))


def test_the_median_of_two_hops_may_be_a_half(tmp_path: Path) -> None:
    """Jia's file was there for three days, Yi's for four."""
    later = YI.to_county.recorded("2024-06-18T09:00").round_the_rules()
    history = instead(CONFIRMED, YI.to_county, later)
    found = asked(tmp_path, "2024-08-30", *history)
    (done,) = (one for one in found.hops if one.kind.code == "DEPARTMENT")
    assert (done.hops, done.median_days, done.longest_days) == (2, "3.5", 4)


def test_the_median_is_the_middle_of_the_days_in_the_log(liuzhou: Log) -> None:
    at = Reader(liuzhou, date(2024, 8, 6))
    states, counts = at.states, set()
    for one in at.ask(lambda rows: all_statistics(rows, states, at.today)):
        for hop in one.hops:
            days = sorted(_days_of(liuzhou, one.session.id, hop.kind.code, at.today))
            half = len(days) // 2
            middle = days[half] if len(days) % 2 else sum(days[half - 1 : half + 1]) / 2
            assert hop.hops == len(days)
            counts.add(len(days))
            if days:
                assert float(hop.median_days) == middle
                assert hop.longest_days == max(days)
    assert max(counts) > 1


def _days_of(log: Log, session: str, kind: str, day: date) -> Iterator[int]:
    """Yield the days of finished hops, from the acts that begin and end them."""
    states = AsOf(log, day)
    for one in log.ids("application"):
        if states.get(one).session != session:
            continue
        holder, since = "", day
        for act, state, _ in histories("application", one, states.acts(one)):
            ends = ("ACCEPTED", "ADMITTED", "BALLOTED", "PUBLICISED", "CONFIRMED")
            over = state.ended or state.stage in ("DRAFT", *ends)
            now = "" if over else state.holder
            if now != holder:
                if holder and states.get(holder).kind == kind:
                    yield (act.day - since).days
                holder, since = now, act.day


def test_what_applicants_were_told_is_counted_by_code(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-06-30", *AT_THE_DEPARTMENT, RETURN)
    assert counted(found.told) == {"EDU-COPY": 1, "CAREER": 1}
    before = asked(tmp_path / "b", "2024-06-13", *AT_THE_DEPARTMENT, RETURN)
    assert before.told == ()


def test_complaints_are_counted_by_outcome(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-09-30", *SUBSTANTIATED)
    assert counted(found.complaints) == {"SUBSTANTIATED": 1}
    open_ones = asked(tmp_path / "b", "2024-08-20", *SUBSTANTIATED)
    assert counted(open_ones.complaints) == {"OPEN": 1}


def test_a_batch_without_applications_has_figures_too(tmp_path: Path) -> None:
    found = asked(tmp_path, "2024-05-02", *ANNOUNCED)
    assert (found.applications, found.hops, found.by_stage) == (0, (), ())
    assert found.committee.name


def test_a_file_that_was_recalled_has_never_been_elsewhere(tmp_path: Path) -> None:
    body: Any = EVENT_TYPES["application.recalled"].body
    seq = recorded(tmp_path / "count", *AT_THE_DEPARTMENT).events(JIA.id)[-1].seq
    recall = deed(
        body, JIA.id, JIA.by, "2024-06-15T09:00", seq=seq, reason="误报（示例）"
    ).round_the_rules()
    log = recorded(tmp_path / "log", *AT_THE_DEPARTMENT, recall)
    rows = {row.id: row for row in dump(as_reader(log))[APPLIED.name]}
    assert [hop.rpartition("@")[0] for hop in rows[JIA.id].hops.split()] == [a.FACTORY]
