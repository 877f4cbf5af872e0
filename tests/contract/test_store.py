"""What every store of records must do, asked of the one over SQLite."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from eventsourcing.persistence import StoredEvent

from ledger.durable import Disk
from ledger.errors import MalformedError, StoreError, VerificationError
from ledger.log import Log
from ledger.merkle.hashing import leaf_hash
from ledger.record import Event
from ledger.store.mapper import RecordMapper
from ledger.store.schema import expected_schema
from ledger.store.sqlite import LedgerApplication, Store
from tests.support.edits import tamper
from tests.support.ledgers import Actor, Clock, Ledger, found, open_log


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = found(tmp_path / "ledger")
    yield made
    made.log.close()


@pytest.fixture
def officer(ledger: Ledger) -> Actor:
    return ledger.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")


@pytest.fixture
def events(ledger: Ledger, officer: Actor) -> list[Event]:
    """Return events that another ledger of the same origin has recorded."""
    bodies = [{"n": n} for n in range(3)]
    signed = ledger.sign_chain("application.noted", "application/x", [officer], bodies)
    ledger.log.append(signed)
    return ledger.log.events("application/x")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = found(tmp_path / "other")
    made.log.close()
    opened = Store(made.path / "ledger.db", medium=Disk(), writable=True)
    yield opened
    opened.close()


def moved(events: list[Event], start: int) -> list[Event]:
    return [
        msgspec.structs.replace(event, position=position)
        for position, event in enumerate(events, start)
    ]


def test_what_is_committed_is_there(store: Store, events: list[Event]) -> None:
    with store.writing() as writer:
        writer.insert(moved(events, 1))
        writer.commit()
    with store.reading() as rows:
        assert rows.size() == 4
        assert [event.record for event in rows.between(1, 4)] == [
            event.record for event in events
        ]


def test_what_is_not_committed_leaves_nothing(
    store: Store, events: list[Event]
) -> None:
    with store.writing() as writer:
        writer.insert(moved(events, 1))
        assert writer.size() == 4
    with store.reading() as rows:
        assert rows.size() == 1


def test_a_failed_batch_leaves_nothing(store: Store, events: list[Event]) -> None:
    def fail() -> None:
        with store.writing() as writer:
            writer.insert(moved(events, 1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as rows:
        assert rows.size() == 1


def test_a_gap_between_positions_is_refused(store: Store, events: list[Event]) -> None:
    with (
        pytest.raises(VerificationError, match="positions have no gaps"),
        store.writing() as writer,
    ):
        writer.insert(moved(events, 2))


def test_one_number_stands_once_in_an_aggregate(
    store: Store, events: list[Event]
) -> None:
    with store.writing() as writer:
        writer.insert(moved(events[:1], 1))
        writer.commit()
    with (
        pytest.raises(VerificationError, match="UNIQUE"),
        store.writing() as writer,
    ):
        writer.insert(moved(events[:1], 2))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET topic = 'x'",
        "DELETE FROM stored_events",
        "DELETE FROM tree_head",
        "INSERT OR REPLACE INTO stored_events SELECT * FROM stored_events",
    ],
)
def test_an_accident_changes_nothing(ledger: Ledger, statement: str) -> None:
    ledger.log.close()
    connection = sqlite3.connect(ledger.path / "ledger.db")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()


def test_readers_do_not_see_beyond_a_limit(store: Store, events: list[Event]) -> None:
    with store.writing() as writer:
        writer.insert(moved(events, 1))
        writer.commit()
    with store.reading(2) as rows:
        last = rows.last("application/x")
        assert last is not None
        assert (last.seq, rows.at(2), rows.find("application/x", 2)) == (1, None, None)
        assert len(list(rows.between(0, 99))) == 2
        assert rows.leaves(1, 99) == [leaf_hash(events[0].record)]
        assert rows.ids("application") == ["application/x"]
        assert [event.seq for event in rows.heads(99)] == [1, 1]
        assert [event.id for event in rows.of_kinds("application")] == ["application/x"]


def test_a_lock_held_elsewhere_is_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ledger.store.sqlite.LOCK_TIMEOUT_S", 0)
    other = Store(tmp_path / "other" / "ledger.db", medium=Disk(), writable=True)
    with (
        store.writing(),
        pytest.raises(StoreError, match="locked"),
        other.writing(),
    ):
        pytest.fail("two writers at once")
    other.close()


# The library's side.


def test_the_library_replays_what_is_sealed(
    ledger: Ledger, events: list[Event]
) -> None:
    recorder = ledger.log._store.recorder
    stored = recorder.select_events("application/x", gt=1, lte=3, desc=True, limit=1)
    assert [row.originator_version for row in stored] == [3]
    recorder.visible = events[1].position + 1
    assert len(recorder.select_events("application/x")) == 2
    assert recorder.max_notification_id() == recorder.visible


def test_the_library_reads_in_order(ledger: Ledger, events: list[Event]) -> None:
    recorder = ledger.log._store.recorder
    ids = [row.id for row in recorder.select_notifications(None, 99)]
    assert ids == list(range(1, events[-1].position + 2))
    after = recorder.select_notifications(4, 99, inclusive_of_start=False)
    assert [row.id for row in after] == [5, 6]
    only = recorder.select_notifications(1, 99, topics=["application.noted"])
    assert [row.topic for row in only] == ["application.noted"] * 3
    assert [row.id for row in recorder.select_notifications(1, 99, stop=2)] == [1, 2]


def test_saving_past_the_log_is_refused(ledger: Ledger, events: list[Event]) -> None:
    """A program that holds the application writes what nobody has checked."""
    application = ledger.log._store.application
    with pytest.raises(StoreError, match=r"Log\.append"):
        application.save(cast("Any", events[0]))
    with pytest.raises(StoreError):
        application.recorder.insert_events([])


def test_a_topic_is_never_imported(ledger: Ledger, officer: Actor) -> None:
    """Writing ``module:Class`` into a row would run that module's code."""
    ledger.act("application.noted", "application/x", [officer])
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute(
            "UPDATE stored_events SET topic = 'antigravity:Class' WHERE rowid = 4"
        ),
    )
    with pytest.raises(VerificationError, match="columns"):
        ledger.log.events("application/x")
    assert "antigravity" not in sys.modules


def test_the_environment_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sets a variable of the process chooses another cipher or module."""
    for name, value in {
        "PERSISTENCE_MODULE": "eventsourcing.popo",
        "MAPPER_TOPIC": "no.such:Mapper",
        "COMPRESSOR_TOPIC": "zlib",
        "CIPHER_KEY": "x",
        "CREATE_TABLE": "yes",
        "SQLITE_DBNAME": str(tmp_path / "elsewhere.db"),
        "IS_SNAPSHOTTING_ENABLED": "y",
        "AGGREGATE_CACHE_MAXSIZE": "10",
    }.items():
        monkeypatch.setenv(name, value)
    made = found(tmp_path / "ledger")
    made.official("zhang", "EMPLOYER_REVIEWER")
    assert len(made.log.events("ledger/genesis")) == 1
    application = made.log._store.application
    assert (application.snapshots, application.repository.cache) == (None, None)
    made.log.close()
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_mapper_stores_the_record_verbatim(events: list[Event]) -> None:
    stored = RecordMapper().to_stored_event(cast("Any", events[1]))
    assert stored == StoredEvent(
        "application/x", 2, "application.noted", events[1].record
    )


def test_opening_makes_no_tables(ledger: Ledger) -> None:
    with ledger.log._store.reading() as rows:
        rows._cursor.execute("SELECT count(*) FROM sqlite_schema")
        assert rows._cursor.fetchone()[0] == len(expected_schema())
    assert isinstance(ledger.log._store.application, LedgerApplication)


# What is no ledger.


def opening(path: Path) -> Log:
    return Log.open(path, clock=Clock())


def test_a_directory_that_is_not_there_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match="directory that exists"):
        opening(tmp_path / "nothing")


def test_an_empty_directory_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match=r"ledger\.db"):
        opening(tmp_path)


@pytest.mark.parametrize("content", [b"", b"hello", b"\0" * 4096])
def test_another_file_is_no_ledger(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ledger.db").write_bytes(content)
    with pytest.raises(MalformedError, match=r"ledger\.db"):
        opening(tmp_path)


def test_another_database_is_no_ledger(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "ledger.db")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    with pytest.raises(MalformedError, match="another one"):
        opening(tmp_path)


@pytest.mark.parametrize("content", [b"", b"hello", b"\0" * 4096])
def test_a_wrong_database_beside_a_head_is_wrong_inside_a_ledger(
    ledger: Ledger, content: bytes
) -> None:
    ledger.log.close()
    (ledger.path / "ledger.db").write_bytes(content)
    with pytest.raises(VerificationError):
        opening(ledger.path)


@pytest.mark.parametrize("keep", [100, 4096, 5000, 8192, 20000])
def test_a_truncated_database_is_wrong_inside_a_ledger(
    ledger: Ledger, events: list[Event], keep: int
) -> None:
    assert len(events) == 3
    ledger.log.close()
    with (ledger.path / "ledger.db").open("r+b") as file:
        file.truncate(keep)
    with pytest.raises(VerificationError):
        opening(ledger.path)


def test_a_newer_format_is_refused(ledger: Ledger) -> None:
    ledger.log.close()
    tamper(ledger.path / "ledger.db", lambda c: c.execute("PRAGMA user_version = 2"))
    with pytest.raises(MalformedError, match="newer program"):
        opening(ledger.path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE extra (x)",
        "CREATE INDEX extra ON stored_events (topic)",
        "DROP TRIGGER stored_events_update",
        "DROP TABLE tree_nodes",
    ],
)
def test_a_changed_schema_is_refused(ledger: Ledger, statement: str) -> None:
    """A trigger of the attacker's would run inside the next append."""
    ledger.log.close()
    connection = sqlite3.connect(ledger.path / "ledger.db")
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(VerificationError, match="tables and triggers"):
        opening(ledger.path)


def test_a_text_that_is_no_text_is_refused(ledger: Ledger, officer: Actor) -> None:
    ledger.act("application.noted", "application/x", [officer])
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute(
            "UPDATE stored_events SET topic = CAST(x'ff' AS TEXT) WHERE rowid = 4"
        ),
    )
    with pytest.raises(VerificationError):
        ledger.log.page(0, 99)


def test_a_forked_process_opens_its_own_ledger(
    ledger: Ledger, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parent and child would hold one lock together, and neither keep the other out."""
    signed = ledger.sign("application.noted", "application/x", [officer])
    monkeypatch.setattr(os, "getpid", lambda: 1)
    with pytest.raises(StoreError, match="fork"):
        ledger.log.append([signed])


def test_the_write_ahead_log_is_emptied_aside(
    ledger: Ledger, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.store.sqlite.WAL_LIMIT", 100_000)
    monkeypatch.setattr("ledger.head._MOST_RETIRED", 4)
    for number in range(30):
        body = {"n": number, "text": "x" * 4000}
        ledger.act("application.noted", "application/x", [officer], body=body)
    tidying = ledger.log._tidying
    assert tidying is not None
    tidying.join()
    assert (ledger.path / "ledger.db-wal").stat().st_size < 2_000_000
    assert len(ledger.log._head._retired) < 30
    with open_log(ledger.path, log_signer=None) as reader:
        assert reader.size == 33


def test_a_write_ahead_log_that_was_emptied_need_not_be_emptied_again(
    ledger: Ledger, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.store.sqlite.WAL_LIMIT", 100_000)
    ledger.reopen()
    monkeypatch.setattr(ledger.log, "_tidy_aside", lambda: None)
    for number in range(30):
        body = {"n": number, "text": "x" * 4000}
        ledger.act("application.noted", "application/x", [officer], body=body)
    assert ledger.log._store.needs_tidying()
    ledger.log._store.tidy()
    assert not ledger.log._store.needs_tidying()
