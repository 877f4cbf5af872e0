"""What was true on a day, and what the ledger knew then: two questions."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aggregates.application import audits
from aggregates.schema import EVENT_TYPES
from ledger.statement import kind_of
from projections.dues.clocks import DEADLINES, OVER, RUNNING, Clock, clocks_of, stood
from projections.dues.due import due_list
from projections.facts import histories
from projections.integrity import check_person
from projections.publicity import open_publicities, past_publicities
from projections.refold import as_they_stood
from projections.runner import Views
from projections.status import list_rows, status_of
from projections.times.asof import AsOf, day_of_event
from projections.times.two_times import NoSuchTimeError, Times, known_by, times_of
from projections.views import ALL
from tests.aggregates.integrity.test_changed import CORRECT_ENTRY, REPAIR, REPAIRABLE
from tests.support import actors as a
from tests.support.builders import DECLARING, IN_PUBLICITY, JIA, PUBLICISED, SUBMITTED
from tests.support.builders_session import ANNUL, ENTERED
from tests.support.domain import MemoryLog, PlayedCase, as_reader, recorded
from tests.support.given import Deed, deed, world_after

PAPER = {"reason": "系统停机", "paper": bytes(32)}
LATE_SUBMISSION = (
    JIA.submit.recorded("2024-06-05T09:00", done="2024-05-31T16:00")
    .but(late=PAPER)
    .signed(a.JIA_SIGNS, a.SUPERVISOR)
)
LATE_NOTICE = (
    deed(
        audits.CorrectionRequested,
        JIA.id,
        [a.REVIEWER, a.SUPERVISOR],
        "2024-05-16T09:00",
        reasons=[{"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"}],
        until="2024-05-28",
    )
    .recorded("2024-05-21T09:00", done="2024-05-16T09:00")
    .but(late=PAPER)
)
RECALLED: Any = EVENT_TYPES["application.recalled"].body
RECALL = deed(
    RECALLED,
    JIA.id,
    PUBLICISED[-1].by,
    "2024-06-14T09:30",
    seq=world_after(PUBLICISED).version(JIA.id),
    reason="误办",
)
ALL_OF_IT = "the end"


def log_of(path: Path, *history: Deed) -> MemoryLog:
    return recorded(path / "log", *history)


def before(log: MemoryLog, event_type: str) -> int | None:
    """Return how much was known when an event was signed; all, at the end."""
    if event_type == ALL_OF_IT:
        return None
    return next(e.position for e in log.everything if e.type == event_type)


def asked(log: MemoryLog, on: str, known: str = ALL_OF_IT) -> Times:
    return times_of(
        as_reader(log),
        date(2030, 1, 1),
        as_of=date.fromisoformat(on),
        known=before(log, known),
        ahead=True,
    )


# --- barred on the day, and known to the reviewer


@pytest.mark.parametrize(
    ("history", "on", "known", "barred"),
    [
        # The term begins with the decision, the ledger learns of it with the entry.
        ((*ENTERED, ANNUL), "2024-09-01", ALL_OF_IT, False),
        ((*ENTERED, ANNUL), "2024-09-05", "integrity.entered", False),
        ((*ENTERED, ANNUL), "2024-09-05", "integrity.annulled", True),
        ((*ENTERED, ANNUL), "2024-09-05", ALL_OF_IT, True),
        ((*ENTERED, ANNUL), "2024-10-14", ALL_OF_IT, True),
        ((*ENTERED, ANNUL), "2024-10-15", "integrity.annulled", True),
        ((*ENTERED, ANNUL), "2024-10-15", ALL_OF_IT, False),
        # A correction moves both ends.
        ((*ENTERED, CORRECT_ENTRY), "2024-08-31", "integrity.corrected", False),
        ((*ENTERED, CORRECT_ENTRY), "2024-08-31", ALL_OF_IT, True),
        ((*ENTERED, CORRECT_ENTRY), "2027-09-02", "integrity.corrected", True),
        ((*ENTERED, CORRECT_ENTRY), "2027-09-02", ALL_OF_IT, False),
        # A repair ends the record from its day on.
        ((*REPAIRABLE, REPAIR), "2026-03-01", ALL_OF_IT, True),
        ((*REPAIRABLE, REPAIR), "2026-03-02", "integrity.repaired", True),
        ((*REPAIRABLE, REPAIR), "2026-03-02", ALL_OF_IT, False),
    ],
)
def test_barred_on_a_day_by_what_was_known(
    tmp_path: Path, history: tuple[Deed, ...], on: str, known: str, *, barred: bool
) -> None:
    log = log_of(tmp_path, *history)
    times = asked(log, on, known)
    states = times.states(as_reader(log))
    with Views(as_reader(log), ALL, until=times.until) as views:
        found = views.ask(lambda rows: check_person(rows, states, a.JIA, times.on))
    assert found.on == date.fromisoformat(on)
    assert found.barred is barred


# --- late entries count by the day of the act


@pytest.mark.parametrize(
    ("on", "known", "stage"),
    [
        ("2024-05-30", ALL_OF_IT, "DRAFT"),
        ("2024-05-31", ALL_OF_IT, "SUBMITTED"),
        ("2024-05-31", "application.submitted", "DRAFT"),
        ("2024-06-05", "application.submitted", "DRAFT"),
    ],
)
def test_a_late_submission_stands_on_its_day_and_is_known_from_its_place(
    tmp_path: Path, on: str, known: str, stage: str
) -> None:
    log = log_of(tmp_path, *DECLARING, LATE_SUBMISSION)
    times = asked(log, on, known)
    states = times.states(as_reader(log))
    assert status_of(JIA.id, states, times.on).stage.code == stage
    with Views(as_reader(log), ALL, until=times.until) as views:
        rows = views.ask(lambda rows: list_rows(rows, "application", states))
    assert [row.stage for row in rows if row.id == JIA.id] == [stage]


@pytest.mark.parametrize(
    ("on", "known", "owed"),
    [
        ("2024-05-15", ALL_OF_IT, True),
        ("2024-05-16", ALL_OF_IT, False),
        ("2024-05-16", "application.correction-requested", True),
        ("2024-05-20", "application.correction-requested", True),
    ],
)
def test_a_late_notice_met_its_deadline_on_its_day(
    tmp_path: Path, on: str, known: str, *, owed: bool
) -> None:
    log = log_of(tmp_path, *SUBMITTED, LATE_NOTICE)
    times = asked(log, on, known)
    states = times.states(as_reader(log))
    with Views(as_reader(log), ALL, until=times.until) as views:
        found = views.ask(lambda rows: due_list(rows, states, times.on))
    hops = [one for one in found if one.id == JIA.id and one.rule.id == "XN12-8.3a"]
    assert bool(hops) is owed


# --- rows on a day equal the fold up to that day


def folded(states: AsOf, ids: set[str]) -> Iterator[Clock]:
    for one in sorted(ids):
        kind = kind_of(one)
        if kind in DEADLINES.kinds:
            yield from clocks_of(histories(kind, one, states.acts(one)), kind)


def in_order(clocks: list[Clock]) -> list[Clock]:
    return sorted(clocks, key=lambda c: (c.position, c.n))


@pytest.mark.parametrize(
    "history",
    [
        (*ENTERED, ANNUL),
        (*DECLARING, LATE_SUBMISSION),
        (*SUBMITTED, LATE_NOTICE),
        (*PUBLICISED, RECALL),
    ],
    ids=["a matter to its end", "a late act", "a late notice", "a recall"],
)
def test_deadlines_on_every_day_are_those_that_a_fold_up_to_it_gives(
    tmp_path: Path, history: tuple[Deed, ...]
) -> None:
    log = log_of(tmp_path, *history)
    ids = {event.id for event in log.everything}
    days = sorted({day_of_event(event) for event in log.everything[1:]})
    with Views(as_reader(log), ALL) as views:
        for day in (one + timedelta(days=n) for one in days for n in (0, 1)):
            states = AsOf(as_reader(log), day)
            found = views.ask(
                lambda rows, states=states: as_they_stood(  # type: ignore[misc]  # mypy does not see defaults of a lambda
                    rows, states, DEADLINES, (RUNNING, OVER), stood
                )
            )
            assert in_order(found) == in_order([*folded(states, ids)])


def test_the_worked_case_lists_on_every_day_what_a_fold_gives(
    case: PlayedCase, tmp_path: Path
) -> None:
    with case.copy(tmp_path / "case").open() as log, Views(log, ALL) as views:
        events = log.page(0, log.size)
        days = sorted({day_of_event(event) for event in events})
        for day in days[:: max(1, len(days) // 12)]:
            states = AsOf(log, day)
            rows = views.ask(
                lambda rows, states=states: list_rows(rows, "application", states)  # type: ignore[misc]  # mypy does not see defaults of a lambda
            )
            there = {e.id for e in events if states.counts(e)}
            assert [row.id for row in rows] == [
                one for one in log.ids("application") if one in there
            ]
            for row in rows:
                assert row.stage == status_of(row.id, states, day).stage.code


# --- publicities


@pytest.mark.parametrize(
    ("history", "on", "open_ones", "past_ones"),
    [
        (PUBLICISED, "2024-06-04", 0, 0),
        (PUBLICISED, "2024-06-05", 1, 0),
        (PUBLICISED, "2024-06-13", 1, 0),
        (PUBLICISED, "2024-06-14", 0, 1),
        ((*IN_PUBLICITY, PUBLICISED[-1], RECALL), "2024-06-14", 1, 0),
    ],
)
def test_publicities_on_a_day(
    tmp_path: Path,
    history: tuple[Deed, ...],
    on: str,
    open_ones: int,
    past_ones: int,
) -> None:
    log = log_of(tmp_path, *history)
    states = asked(log, on).states(as_reader(log))
    day = date.fromisoformat(on)
    with Views(as_reader(log), ALL) as views:
        found = views.ask(
            lambda rows: (
                len(open_publicities(rows, states, day)),
                len(past_publicities(rows, states, day)),
            )
        )
    assert found == (open_ones, past_ones)


# --- times of which nothing is known

TODAY = date(2024, 12, 31)


@pytest.fixture
def log(tmp_path: Path) -> MemoryLog:
    return log_of(tmp_path, *SUBMITTED)


def first_day(log: MemoryLog) -> date:
    return day_of_event(log.everything[0])


def test_without_a_time_the_present_is_asked_about(log: MemoryLog) -> None:
    assert times_of(as_reader(log), TODAY) == Times(
        on=TODAY, as_of=None, known=log.size, until=None, provisional=False
    )


def test_what_was_known_then_is_asked_on_its_own_last_day(log: MemoryLog) -> None:
    position = before(log, "application.submitted")
    assert position is not None
    times = times_of(as_reader(log), TODAY, known=position + 2)
    submitted = log.everything[position]
    assert (times.on, times.until) == (day_of_event(submitted), position + 2)
    assert times.as_of is None


def test_an_act_is_known_with_its_followers_or_not_at_all(log: MemoryLog) -> None:
    """Submitted, and the person has declared: one batch, which nobody saw half of."""
    position = before(log, "application.submitted")
    assert position is not None
    assert log.everything[position + 1].type == "person.declared"
    assert times_of(as_reader(log), TODAY, known=position + 1).known == position


def test_a_day_of_knowledge_ends_with_its_last_record(log: MemoryLog) -> None:
    for event in log.everything[1:]:
        day = day_of_event(event)
        known = known_by(as_reader(log), day)
        assert known > event.position
        assert known == log.size or day_of_event(log.everything[known]) > day


def test_nothing_is_known_of_days_before_the_first_record(log: MemoryLog) -> None:
    day = first_day(log) - timedelta(days=1)
    with pytest.raises(NoSuchTimeError, match="begins on"):
        times_of(as_reader(log), TODAY, as_of=day, ahead=True)
    with pytest.raises(NoSuchTimeError, match="begins on"):
        times_of(as_reader(log), TODAY, known=day)


def test_a_day_to_come_is_refused_or_provisional(log: MemoryLog) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(NoSuchTimeError, match="still to come"):
        times_of(as_reader(log), TODAY, as_of=tomorrow)
    with pytest.raises(NoSuchTimeError, match="still to come"):
        times_of(as_reader(log), TODAY, known=tomorrow)
    assert times_of(as_reader(log), TODAY, as_of=tomorrow, ahead=True).provisional
    assert not times_of(as_reader(log), TODAY, as_of=TODAY, ahead=True).provisional


def test_a_day_after_what_was_known_is_to_come_as_well(log: MemoryLog) -> None:
    """Who knew the first ten records knew nothing of the year after."""
    with pytest.raises(NoSuchTimeError, match="still to come"):
        times_of(as_reader(log), TODAY, as_of=TODAY, known=10)
    assert times_of(
        as_reader(log), TODAY, as_of=TODAY, known=10, ahead=True
    ).provisional


@pytest.mark.parametrize("known", [0, 100_000])
def test_only_records_that_there_are_can_be_known(log: MemoryLog, known: int) -> None:
    with pytest.raises(NoSuchTimeError, match="records"):
        times_of(as_reader(log), TODAY, known=known)
