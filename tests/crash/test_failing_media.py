"""The fault table: each effect fails and did not happen, or fails and did.

After any of them the ledger that is opened anew is the old one or the new one, and
an audit of it is clean.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

import ledger.store.sqlite as store
from ledger.audit import audit
from ledger.errors import LedgerError, StoreError
from tests.support.ledgers import Actor, Clock, Ledger, found, key_of, open_log
from tests.support.media import Diary, Failing

OFFICER = Actor(key_of("zhang"), "EMPLOYER_REVIEWER", "organisation/hospital", "AUDIT")
BEFORE = 3
T = TypeVar("T")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = found(tmp_path_factory.mktemp("faults") / "ledger")
    made.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")
    made.log.close()
    return made.path


@pytest.fixture
def path(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "ledger"))


def ledger_on(path: Path, medium: Any) -> Ledger:
    clock = Clock()
    return Ledger(path, open_log(path, clock, medium=medium), clock)


def after(path: Path) -> int:
    """Open a ledger anew, audit it, and return by how much it has grown."""
    with open_log(path, Clock()) as log:
        size = log.size
    assert audit(path, processes=1).findings == []
    return size - BEFORE


# Effect, whether it happened, whether the object may go on, by how much the ledger
# has grown once it is opened anew.
FAULTS = [
    ("database.insert", False, True, 0),
    ("database.insert", True, True, 0),
    ("database.tree", False, True, 0),
    ("database.tree", True, True, 0),
    ("database.commit", False, False, 0),
    ("database.commit", True, False, 1),
    ("head.write", False, False, 1),
    ("head.write", True, False, 1),
    ("head.sync", False, False, 1),
    ("head.sync", True, False, 1),
    ("head.rename", False, False, 1),
    ("head.rename", True, False, 1),
]


@pytest.mark.parametrize(("name", "kept", "goes_on", "grown"), FAULTS)
def test_after_a_failed_effect_the_disk_decides(
    path: Path, name: str, *, kept: bool, goes_on: bool, grown: int
) -> None:
    ledger = ledger_on(path, Failing(name, kept))
    signed = ledger.sign("application.noted", "application/x", [OFFICER])
    with pytest.raises(StoreError):
        ledger.log.append([signed])
    if goes_on:
        assert ledger.log.append([signed])[0].position == BEFORE
        grown += 1
    else:
        with pytest.raises(StoreError, match="unknown"):
            ledger.log.append([signed])
        with pytest.raises(StoreError, match="unknown"):
            ledger.log.page(0, 1)
    ledger.log.close()
    assert after(path) == grown
    with open_log(path, Clock()) as log:
        assert log.append([signed])[0].position == BEFORE


def test_an_interrupted_append_is_in_doubt_too(path: Path) -> None:
    """Somebody presses Ctrl-C between the commit and the head."""

    class Interrupting(Diary):
        def do(self, name: str, effect: Callable[[], T]) -> T:
            if name == "head.write":
                raise KeyboardInterrupt
            return effect()

    ledger = ledger_on(path, Interrupting())
    signed = ledger.sign("application.noted", "application/x", [OFFICER])
    with pytest.raises(KeyboardInterrupt):
        ledger.log.append([signed])
    with pytest.raises(StoreError, match="unknown"):
        ledger.log.append([signed])
    ledger.log.close()
    assert after(path) == 1


def test_every_effect_of_an_append_is_in_the_table(path: Path) -> None:
    diary = Diary()
    ledger = ledger_on(path, diary)
    signed = ledger.sign("application.noted", "application/x", [OFFICER])
    diary.effects.clear()
    ledger.log.append([signed])
    ledger.log.close()
    assert set(diary.effects) == {fault[0] for fault in FAULTS}


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize(
    "name", ["checkpoint.sync", "checkpoint.rename", "directory.sync"]
)
def test_a_failed_publication_loses_nothing(
    path: Path, name: str, *, kept: bool
) -> None:
    ledger = ledger_on(path, Failing(name, kept))
    with pytest.raises(StoreError):
        ledger.log.publish()
    ledger.log.publish()
    ledger.log.close()
    assert after(path) == 0


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("name", ["database.checkpoint", "database.begin-wal"])
def test_a_failed_tidying_loses_nothing(path: Path, name: str, *, kept: bool) -> None:
    with pytest.raises(StoreError):
        open_log(path, Clock(), medium=Failing(name, kept))
    assert after(path) == 0


# The order of effects on an honest disk.


def test_a_record_is_durable_before_the_head_that_seals_it(path: Path) -> None:
    diary = Diary()
    ledger = ledger_on(path, diary)
    signed = ledger.sign("application.noted", "application/x", [OFFICER])
    diary.effects.clear()
    ledger.log.append([signed])
    assert diary.effects == [
        "database.insert",
        "database.tree",
        "database.commit",
        "head.write",
        "head.sync",
        "head.rename",
    ]
    ledger.log.close()


def test_publishing_syncs_the_directory_after_the_rename(path: Path) -> None:
    diary = Diary()
    ledger = ledger_on(path, diary)
    diary.effects.clear()
    ledger.log.publish()
    ledger.log.close()
    assert diary.effects == [
        "checkpoint.write",
        "checkpoint.sync",
        "checkpoint.rename",
        "directory.sync",
    ]


def test_a_founding_ends_with_the_name_of_the_database(tmp_path: Path) -> None:
    diary = Diary()
    found(tmp_path / "ledger", medium=diary).log.close()
    founding = diary.effects[: diary.effects.index("database.rename") + 2]
    assert founding[-3:] == ["directory.sync", "database.rename", "directory.sync"]
    for name in ("log.vkey", "head", "checkpoint"):
        steps = [f"{name}.{step}" for step in ("write", "sync", "rename")]
        assert [step for step in founding if step in steps] == steps


@pytest.mark.parametrize(
    "name",
    ["database.create", "database.commit", "head.rename", "directory.sync"],
)
def test_a_failed_founding_can_be_done_again(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError):
        found(tmp_path / "ledger", medium=Failing(name, kept=False))
    made = found(tmp_path / "ledger")
    made.log.close()
    assert audit(made.path, processes=1).findings == []


# A full disk, and one that cannot be written.


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let SQLite find no room for another page."""
    connect = store.connect

    def connect_to_full(uri: str) -> sqlite3.Connection:
        connection = connect(uri)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(store, "connect", connect_to_full)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("full")
def test_a_full_disk_refuses_and_loses_nothing(path: Path) -> None:
    ledger = ledger_on(path, Diary())
    bodies = [{"text": "x" * 5000} for _ in range(20)]
    batch = ledger.sign_chain("application.noted", "application/x", [OFFICER], bodies)
    with pytest.raises(StoreError, match="full"):
        ledger.log.append(batch)
    assert ledger.log.size == BEFORE
    ledger.log.close()
    assert audit(path, processes=1).findings == []


def test_after_room_was_made_the_same_batch_is_recorded(
    path: Path, full: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del full
    ledger = ledger_on(path, Diary())
    bodies = [{"text": "x" * 5000} for _ in range(20)]
    batch = ledger.sign_chain("application.noted", "application/x", [OFFICER], bodies)
    with pytest.raises(StoreError):
        ledger.log.append(batch)
    ledger.log.close()
    monkeypatch.undo()
    with open_log(path, Clock()) as log:
        assert len(log.append(batch)) == 20
    assert after(path) == 20


def test_errors_of_the_medium_name_no_path(path: Path) -> None:
    ledger = ledger_on(path, Failing("head.sync", kept=False))
    signed = ledger.sign("application.noted", "application/x", [OFFICER])
    with pytest.raises(StoreError) as caught:
        ledger.log.append([signed])
    assert str(path) not in f"{caught.value} {caught.value.__cause__}"
    ledger.log.close()


def test_a_judge_that_fails_seals_nothing(path: Path) -> None:
    ledger = ledger_on(path, Failing("head.write", kept=False))
    signed = ledger.sign("application.noted", "application/x", [OFFICER])
    with pytest.raises(StoreError):
        ledger.log.append([signed])
    ledger.log.close()

    def fail(_: object) -> None:
        raise LedgerError("no")

    with pytest.raises(LedgerError, match="no"):
        open_log(path, Clock(), judge=fail)
    assert after(path) == 1
