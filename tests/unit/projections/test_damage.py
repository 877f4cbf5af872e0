"""A damaged database of views becomes a rebuild, and never a wrong answer."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from ledger.layout import VIEWS
from projections.dues.due import due_list
from projections.feed.stream import changes, newest, pass_clock
from projections.integrity import RECORDS, check_person, standing_records
from projections.publicity import past_publicities
from projections.registry import THINGS, event_positions, search_names
from projections.runner import Views
from projections.status import list_rows
from projections.store.database import DamagedError
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.views import ALL
from tests.conftest import SCALE
from tests.support import actors as a
from tests.support.builders_session import ENTERED
from tests.support.domain import MemoryLog, as_reader, recorded

TODAY = date(2025, 1, 1)
LATER = 4_000_000_000_000
"""When everything that time can bring has come: 2096."""

PAGE_SIZE = 4096


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MemoryLog:
    """Views that are complete, with their write-ahead log emptied."""
    log = recorded(tmp_path_factory.mktemp("damage") / "log", *ENTERED)
    with Views(as_reader(log), ALL) as views:
        views.catch_up()
    connection = sqlite3.connect(log.path / VIEWS)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return log


def answers(log: MemoryLog) -> tuple[Any, ...]:
    """Ask everything that the views are for."""
    states = AsOf(as_reader(log))
    last = log.everything[-1].hash.hex()

    def question(rows: Rows) -> tuple[Any, ...]:
        return (
            due_list(rows, states, TODAY, everything=True),
            standing_records(rows, states, TODAY),
            check_person(rows, states, a.JIA, TODAY),
            past_publicities(rows, states, TODAY),
            list_rows(rows, "application"),
            search_names(rows, "咸职申2024-jia", 5),
            event_positions(rows, last),
            [rows.get(THINGS, thing) for thing in (a.JIA, "person/nobody")],
            changes(rows, 0, newest(rows)),
        )

    with Views(as_reader(log), ALL) as views:
        pass_clock(views, LATER)
        return views.ask(question)


def copy_of(log: MemoryLog, path: Path) -> MemoryLog:
    path.mkdir()
    shutil.copy(log.path / VIEWS, path / VIEWS)
    return MemoryLog(path, log.everything)


def notes_after(log: MemoryLog) -> list[str]:
    with Views(as_reader(log), ALL) as views:
        views.ask(lambda rows: [rows.all(t) for view in ALL for t in view.tables])
        return [note.en for note in views.notes]


def test_whole_views_are_not_rebuilt(built: MemoryLog, tmp_path: Path) -> None:
    assert notes_after(copy_of(built, tmp_path / "copy")) == []


@pytest.mark.parametrize("content", [b"", b"no database", bytes(100_000)])
def test_a_file_that_is_no_database_gives_way(
    built: MemoryLog, tmp_path: Path, content: bytes
) -> None:
    log = copy_of(built, tmp_path / "copy")
    (log.path / VIEWS).write_bytes(content)
    assert answers(log) == answers(built)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_file_gives_way(
    built: MemoryLog, tmp_path: Path, part: float
) -> None:
    log = copy_of(built, tmp_path / "copy")
    whole = (built.path / VIEWS).read_bytes()
    (log.path / VIEWS).write_bytes(whole[: int(len(whole) * part)])
    assert answers(log) == answers(built)


def test_no_page_of_zeros_leads_to_a_wrong_answer(
    built: MemoryLog, tmp_path: Path
) -> None:
    """A disk that lost a sector gives zeros, and SQLite may call that an empty page."""
    whole, expected = (built.path / VIEWS).read_bytes(), answers(built)
    for start in range(0, len(whole), PAGE_SIZE):
        log = copy_of(built, tmp_path / str(start))
        (log.path / VIEWS).write_bytes(
            whole[:start] + bytes(PAGE_SIZE) + whole[start + PAGE_SIZE :]
        )
        assert answers(log) == expected, start


def test_no_flipped_bit_leads_to_a_wrong_answer(
    built: MemoryLog, tmp_path: Path
) -> None:
    """SQLite keeps no checksums: a flipped bit in a cell is for it another value."""
    whole, expected = (built.path / VIEWS).read_bytes(), answers(built)
    random = Random(20240910)
    for number in range(60 * SCALE):
        damaged = bytearray(whole)
        damaged[random.randrange(len(whole))] ^= 1 << random.randrange(8)
        log = copy_of(built, tmp_path / str(number))
        (log.path / VIEWS).write_bytes(damaged)
        assert answers(log) == expected, number
        shutil.rmtree(log.path)


def edited(built: MemoryLog, path: Path, statement: str) -> MemoryLog:
    log = copy_of(built, path)
    connection = sqlite3.connect(log.path / VIEWS, isolation_level=None)
    connection.execute(statement)
    connection.close()
    return log


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE integrity_records SET end = '2024-09-12'",
        "DELETE FROM integrity_records",
        "DELETE FROM deadlines_running WHERE rule = 'XN12-7.1a'",
        "UPDATE deadlines_over SET due = '2030-01-01' WHERE n = 0",
        "UPDATE registry_things SET last = last + 1",
        "UPDATE status_rows SET stage = 'CONFIRMED'",
        "DELETE FROM publicity_past",
        "DELETE FROM view_totals",
        "DELETE FROM tracking",
        "DROP TABLE registry_names",
        "UPDATE registry_event_ids SET prefixes = x'00'",
        "UPDATE feed_changes SET data = '{}'",
        "DELETE FROM feed_changes WHERE n = 7",
        "UPDATE feed_reached SET newest = newest - 1",
        "DELETE FROM feed_reached",
        "DELETE FROM feed_timers",
        "UPDATE feed_timers SET at = at + 86400000",
    ],
)
def test_no_edited_row_leads_to_a_wrong_answer(
    built: MemoryLog, tmp_path: Path, statement: str
) -> None:
    log = edited(built, tmp_path / "copy", statement)
    assert answers(log) == answers(built)


def test_damage_is_told(built: MemoryLog, tmp_path: Path) -> None:
    log = edited(built, tmp_path / "copy", "DELETE FROM integrity_records")
    assert notes_after(log) == [
        "damaged views rebuilt (integrity_records: expected other rows)"
    ]


def test_damaged_views_that_others_use_are_left_to_them(
    built: MemoryLog, tmp_path: Path
) -> None:
    """Replacing a database under a process that reads it would break both."""
    log = edited(built, tmp_path / "copy", "DELETE FROM integrity_records")
    with Views(as_reader(log), ALL) as other:
        before = (log.path / VIEWS).stat().st_ino
        assert answers(log) == answers(built)
        assert (log.path / VIEWS).stat().st_ino == before
        with pytest.raises(DamagedError), other._database.reading() as cursor:
            Rows(cursor).all(ALL[2].tables[0])


def test_a_table_that_was_found_whole_is_not_read_again_until_it_changes(
    built: MemoryLog, tmp_path: Path
) -> None:
    log = copy_of(built, tmp_path / "copy")
    read: list[str] = []
    with Views(as_reader(log), ALL) as views:

        def ask(rows: Rows) -> None:
            select = rows.select

            def noting(table: Any, condition: str, *values: Any) -> Any:
                read.append(condition)
                return select(table, condition, *values)

            rows.select = noting  # type: ignore[method-assign]  # to see what is read
            rows.where(RECORDS, "person = ?", a.JIA)

        views.ask(ask)
        views.ask(ask)
        assert read == ["1", "person = ?", "person = ?"]

        view = next(view for view in ALL if RECORDS in view.tables)
        record = views.ask(lambda rows: rows.all(RECORDS))[0]
        other = msgspec.structs.replace(record, behaviour="CHANGED")
        views.amend(
            view, lambda rows: rows.put(RECORDS, other), needed=lambda _rows: True
        )
        views.ask(ask)

    assert read[3:] == ["1", "person = ?"]


def test_a_row_that_was_damaged_after_its_table_was_found_whole_is_not_believed(
    built: MemoryLog, tmp_path: Path
) -> None:
    log = copy_of(built, tmp_path / "copy")
    with Views(as_reader(log), ALL) as views:

        def asked() -> Any:
            return views.ask(lambda rows: rows.where(RECORDS, "person = ?", a.JIA))

        before = asked()
        with sqlite3.connect(log.path / VIEWS) as connection:
            connection.execute("UPDATE integrity_records SET behaviour = 'OTHER'")
        connection.close()

        assert asked() == before
        assert any("damaged views rebuilt" in note.en for note in views.notes)
