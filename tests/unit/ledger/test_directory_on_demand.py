"""A reader's directory gives the answers of the full one, whatever is asked first."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ledger.directory import Directory
from ledger.directory_on_demand import DirectoryOnDemand
from ledger.errors import VerificationError
from ledger.log import Log
from ledger.record import Event
from tests.support.ledgers import (
    REGISTRAR,
    SUPERVISOR,
    Ledger,
    found,
    key_id,
    key_of,
    open_log,
)

PEOPLE = ("officer", "clerk", "seal", "gone")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = found(tmp_path / "ledger")
    with made.log:
        officer = made.official("officer", "EMPLOYER_REVIEWER", "organisation/a")
        made.official("clerk", "OFFICE_STAFF", "organisation/a")
        made.official("gone", "OFFICE_STAFF", "organisation/b")
        made.revoke(key_of("gone"))
        made.seal("seal", "organisation/a", officer)
        made.revoke(SUPERVISOR)  # a founder, whose key the founding brought
        yield made


@pytest.fixture
def reader(ledger: Ledger) -> Iterator[Log]:
    with open_log(ledger.path, log_signer=None) as log:
        yield log


@pytest.mark.parametrize("name", [*PEOPLE, "registrar", "supervisor", "stranger"])
def test_each_key_is_as_in_the_full_directory(
    ledger: Ledger, reader: Log, name: str
) -> None:
    key = {"registrar": REGISTRAR, "supervisor": SUPERVISOR}.get(name, key_of(name))
    full, asked = ledger.log.directory, reader.directory
    assert asked.keys.get(key.key_id) == full.keys.get(key.key_id)
    assert asked.publics.get(key.key_id) == full.publics.get(key.key_id)
    assert (key.key_id in asked.keys) is (key.key_id in full.keys)
    assert list(asked.grants_of(key.key_id)) == list(full.grants_of(key.key_id))


@pytest.mark.parametrize(
    "question",
    [
        lambda d: d.publics,
        lambda d: sorted(d.keys),
        lambda d: len(d.keys),
        lambda d: sorted(key.key_id for key in d.keys.values()),
        lambda d: sorted(d.publics.items()),
        lambda d: d.keys.keys(),
        lambda d: d.live_keys("person/officer", 1_000),
        lambda d: d.live_keys("person/gone", 1_000),
        lambda d: d.log_keys,
        lambda d: d.founding,
    ],
)
@pytest.mark.parametrize("first", [*PEOPLE, "nobody"])
def test_what_concerns_all_keys_is_as_in_the_full_directory(
    ledger: Ledger, reader: Log, question: Callable[[Directory], Any], first: str
) -> None:
    asked = reader.directory
    asked.keys.get(key_of(first).key_id)
    assert question(asked) == question(ledger.log.directory)


def test_a_question_about_one_key_reads_one_key(ledger: Ledger) -> None:
    read: list[str] = []

    def events(aggregate: str) -> list[Event]:
        read.append(aggregate)
        return ledger.log.events(aggregate)

    def of_kinds(*kinds: str) -> list[Event]:
        read.extend(kinds)
        return ledger.log.events("ledger/genesis")

    directory = DirectoryOnDemand(events, of_kinds)
    for _ in range(2):
        assert directory.keys[key_of("clerk").key_id].subject == "person/clerk"
        with pytest.raises(KeyError):
            directory.keys[bytes(32)]
    assert read == [
        "ledger",
        "heads",
        key_id(key_of("clerk")),
        f"key/{bytes(32).hex()}",
    ]


def test_a_key_enrolled_later_is_seen(ledger: Ledger, reader: Log) -> None:
    late = key_of("late")
    assert late.key_id not in reader.directory.keys
    ledger.enrol(late, "person/late")
    assert reader.directory.keys[late.key_id].subject == "person/late"


def test_a_damaged_key_is_an_error_each_time_and_no_key(
    ledger: Ledger, reader: Log
) -> None:
    """Its enrolment without its revocation would let somebody act who must not."""
    gone = key_of("gone")
    with closing(sqlite3.connect(ledger.path / "ledger.db")) as connection:
        connection.execute("DROP TRIGGER stored_events_update")
        connection.execute(
            "UPDATE stored_events SET state = x'00' WHERE originator_id = ? "
            "AND topic = 'key.revoked'",
            (key_id(gone),),
        )
        connection.commit()
    directory = reader.directory
    for _ in range(2):
        with pytest.raises(VerificationError):
            directory.keys.get(gone.key_id)
        with pytest.raises(VerificationError):
            directory.live_keys("person/gone", 1_000)
    assert directory.keys[key_of("clerk").key_id].subject == "person/clerk"
