"""Keys, seals and roles as they stood, by a directory that knows no more."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from aggregates.policy.dates import local_date
from ledger.directory_state import DirectoryState
from ledger.local_day import parse_day
from ledger.log import Log
from projections.keys import KeyStanding, key_at, keys_at, roles_at
from tests.support.domain import play_case
from tests.support.ledgers import found


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    with play_case(tmp_path_factory.mktemp("keys") / "ledger").open() as log:
        yield log


def told(keys: tuple[KeyStanding, ...]) -> dict[str, KeyStanding]:
    return {key.key: key for key in keys}


def test_at_every_position_it_is_what_a_directory_of_that_size_says(log: Log) -> None:
    """The directory is folded anew, record by record, and asked for the present."""
    young = DirectoryState()
    for event in log.page(0, log.size):
        if event.id.partition("/")[0] in ("key", "ledger"):
            young.apply(event.statement, event.position)
            known, on = event.position + 1, local_date(event.received_at)
            mine = keys_at(log.directory, known, on, everything=True)
            assert mine == keys_at(young, known, on, everything=True)
            assert {key.key for key in mine} == {k.hex() for k in young.keys}
            day = parse_day(on.isoformat())
            for key in mine:
                acts_as = {
                    (grant.role, grant.org)
                    for grant in young.roles(bytes.fromhex(key.key), known, day)
                }
                in_force = {(g.role, g.org) for g in key.grants if g.in_force}
                assert in_force == acts_as
                assert key.custodian == young.keys[bytes.fromhex(key.key)].custodian(
                    known
                )


def test_what_is_revoked_later_is_live_until_then(tmp_path: Path) -> None:
    ledger = found(tmp_path / "ledger")
    officer = ledger.official("officer", "AUTHORITY_OFFICER", "organisation/city")
    key_id = officer.signer.key_id
    revoked = ledger.revoke(officer.signer, compromised_since=3).position
    directory, day = ledger.log.directory, date(2024, 4, 25)
    assert key_id.hex() in told(keys_at(directory, revoked, day))
    assert key_id.hex() not in told(keys_at(directory, revoked + 1, day))
    key = directory.keys[key_id]
    before = key_at(key, directory, revoked, day)
    after = key_at(key, directory, revoked + 1, day)
    assert (before.revoked, before.compromised_since) == (None, None)
    assert (after.revoked, after.compromised_since) == (revoked, 3)
    assert [grant.in_force for grant in before.grants] == [True]
    assert [grant.in_force for grant in after.grants] == [False]


def test_a_role_is_in_force_on_its_days_alone(log: Log) -> None:
    first = local_date(log.event_at(0).received_at)
    dated = next(
        one
        for one in roles_at(log.directory, log.size, first, everything=True)
        if one.from_ is not None and one.until is not None and one.revoked is None
    )
    assert dated.until is not None

    def held_on(day: date) -> bool:
        held = roles_at(log.directory, log.size, day)
        return (dated.key, dated.role, dated.org) in {
            (one.key, one.role, one.org) for one in held
        }

    ends = dated.until
    assert held_on(date.fromordinal(ends.toordinal() - 1))
    assert not held_on(ends)


def test_founders_hold_their_roles_without_days(log: Log) -> None:
    (registrar, *_) = keys_at(log.directory, 1, date(2024, 1, 1))
    (grant,) = registrar.grants
    assert (grant.from_, grant.until, grant.role) == (None, None, "REGISTRAR")
    assert (grant.role_name.zh, grant.role_name.en) == ("密钥登记员", "registrar")
