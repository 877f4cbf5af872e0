"""Founding with everything beside the ledger: nothing is left half done for ever."""

from pathlib import Path

import pytest

from cli.founding import Founders, found
from ledger.errors import MalformedError, StoreError, UnusableKeyError
from ledger.keyfile import read_key
from ledger.log import Log
from ledger.vault import Vault
from tests.support.bureau import NOW, ROUNDS, Bureau
from tests.support.ledgers import LOG_KEY, ORIGIN, REGISTRAR, START, SUPERVISOR

PASSPHRASE = b"correct horse"
FOUNDERS: Founders = {
    "REGISTRAR": (REGISTRAR, "person/registrar"),
    "SUPERVISOR": (SUPERVISOR, "person/supervisor"),
}


def found_in(directory: Path) -> tuple[Log, Vault]:
    return found(
        directory,
        origin=ORIGIN,
        simulated=True,
        log_signer=LOG_KEY,
        founders=FOUNDERS,
        clock=lambda: START,
        passphrase=PASSPHRASE,
        rounds=1,
        nonce=bytes(32),
    )


def fail(*_: object, **__: object) -> None:
    raise StoreError("database: the power failed")


def test_the_log_key_is_there_before_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ledger that was founded without its log key could never go on."""
    monkeypatch.setattr("cli.founding.Log.found", fail)
    with pytest.raises(StoreError):
        found_in(tmp_path / "ledger")
    key = read_key(tmp_path / "ledger" / "keys" / "log", PASSPHRASE)
    assert key.public == LOG_KEY.public


def test_what_an_interrupted_founding_left_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("ledger.founding._finish", fail)
        with pytest.raises(StoreError):
            found_in(tmp_path / "ledger")
    assert (tmp_path / "ledger" / "ledger.db.founding").exists()
    log, vault = found_in(tmp_path / "ledger")
    with log, vault:
        assert log.size == 1


def test_init_goes_on_after_a_founding_that_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau = Bureau(tmp_path, NOW)
    bureau.passphrase_file.write_bytes(PASSPHRASE + b"\n")
    bureau.passphrase_file.chmod(0o600)
    init = ("init", str(bureau.ledger), "--origin", "simulated.invalid/x")
    words = (*init, "--simulated", *ROUNDS)
    with monkeypatch.context() as patched:
        patched.setattr("ledger.founding._finish", fail)
        assert bureau.run(*words).exit_code == 7

    bureau.done(
        *words,
        *("--registrar", bureau.key("registrar")),
        *("--supervisor", bureau.key("supervisor")),
    )

    assert bureau.size() == 1


def test_a_key_in_an_otherwise_empty_directory_is_not_replaced(tmp_path: Path) -> None:
    """Somebody who puts a ledger back by hand begins with its keys."""
    keys = tmp_path / "ledger" / "keys"
    keys.mkdir(parents=True)
    (keys / "log").write_bytes(b"precious")
    with pytest.raises(UnusableKeyError, match="expected none there yet"):
        found_in(tmp_path / "ledger")
    assert (keys / "log").read_bytes() == b"precious"


def test_no_key_is_put_where_something_else_lies(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("x")
    with pytest.raises(MalformedError, match="empty"):
        found_in(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]
