"""Copies of a running ledger, and putting one back."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.audit import audit
from ledger.backup import backup, backup_vault_keys, reapply_erasures, restore
from ledger.checkpoint import Checkpoint, sign_checkpoint
from ledger.errors import ForkError, MalformedError, StoreError, VerificationError
from ledger.note import NoteSigner
from ledger.vault import Vault
from tests.support.edits import tamper
from tests.support.ledgers import Actor, Clock, Ledger, fill, found, key_of, open_log

NOTED = "application.noted"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = found(tmp_path / "ledger")
    Vault.found(made.path).close()
    yield made
    made.log.close()


@pytest.fixture
def officer(ledger: Ledger) -> Actor:
    return ledger.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")


def register(ledger: Ledger, officer: Actor, owner: str) -> None:
    with Vault.open(ledger.path) as vault:
        field, opening = vault.seal(
            owner, log=ledger.log.origin, id=owner, seq=1, path="/name", value="张三"
        )
        vault.put([opening])
    ledger.act("person.registered", owner, [officer], body={"name": field})


def erase(ledger: Ledger, officer: Actor, owner: str) -> None:
    with Vault.open(ledger.path) as vault:
        vault.erase(owner)
    body = {"of": owner, "basis": "第四十七条", "gone_by": ledger.clock.now}
    ledger.act("person.erased", owner, [officer], body=body)


def test_a_backup_is_the_ledger(ledger: Ledger, officer: Actor, tmp_path: Path) -> None:
    fill(ledger, officer, 30)
    (ledger.path / "keys" / "log").write_text("encrypted")
    copied = backup(ledger.path, tmp_path / "copy")
    assert (copied.size, copied.root) == (33, ledger.log.root_at(33))
    assert audit(tmp_path / "copy", processes=1).findings == []
    assert (tmp_path / "copy" / "keys" / "log").read_text() == "encrypted"
    with open_log(tmp_path / "copy", Clock()) as log:
        assert log.checkpoint() == ledger.log.checkpoint()


def test_a_backup_holds_no_vault_keys_and_no_views(
    ledger: Ledger, officer: Actor, tmp_path: Path
) -> None:
    """A stolen backup tells nobody's name."""
    register(ledger, officer, "person/a")
    (ledger.path / "views.db").write_bytes(b"x")
    backup(ledger.path, tmp_path / "copy")
    names = {path.name for path in (tmp_path / "copy").iterdir()}
    assert names == {"ledger.db", "head", "checkpoint", "log.vkey", "keys", "vault.db"}


def test_a_backup_is_made_while_others_append(
    ledger: Ledger, officer: Actor, tmp_path: Path
) -> None:
    batch = ledger.sign_chain(
        NOTED, "application/x", [officer], [{"n": n} for n in range(40)]
    )

    def append() -> None:
        for signed in batch:
            ledger.log.append([signed])

    writer = threading.Thread(target=append)
    writer.start()
    for number in range(5):
        copied = backup(ledger.path, tmp_path / f"copy-{number}")
        assert copied.size >= 3
        assert audit(tmp_path / f"copy-{number}", processes=1).findings == []
    writer.join()


def test_a_head_on_another_medium_is_copied(tmp_path: Path) -> None:
    made = found(tmp_path / "ledger", head_path=tmp_path / "medium")
    backup(made.path, tmp_path / "copy")
    made.log.close()
    assert not (tmp_path / "copy" / "head").is_symlink()
    assert audit(tmp_path / "copy", processes=1).findings == []


def test_nothing_is_overwritten(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "letter").write_text("x")
    for copy in (backup, restore):
        with pytest.raises(MalformedError, match="nothing there"):
            copy(ledger.path, tmp_path / "copy")
    (tmp_path / "file").write_text("x")
    with pytest.raises(MalformedError, match="nothing there"):
        backup(ledger.path, tmp_path / "file")


def test_an_empty_place_is_filled(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    assert backup(ledger.path, tmp_path / "copy").size == 1


def test_what_an_interrupted_backup_left_is_cleared_away(
    ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / ".copy.unfinished").mkdir()
    (tmp_path / ".copy.unfinished" / "ledger.db").write_bytes(b"half")
    backup(ledger.path, tmp_path / "copy")
    assert not (tmp_path / ".copy.unfinished").exists()


def test_a_changed_ledger_gives_no_backup(
    ledger: Ledger, officer: Actor, tmp_path: Path
) -> None:
    """A backup that is wrong from the beginning is found too late."""
    fill(ledger, officer, 300, batch=100)
    record = ledger.log.event_at(9).record
    changed = record[:-1] + bytes([record[-1] ^ 1])
    tamper(
        ledger.path / "ledger.db",
        lambda c: c.execute(
            "UPDATE stored_events SET state = ? WHERE rowid = 10", (changed,)
        ),
    )
    with pytest.raises(VerificationError):
        backup(ledger.path, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_what_is_no_ledger_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(MalformedError):
        backup(tmp_path, tmp_path / "copy")


def test_a_place_that_cannot_be_written_is_said(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="destination"):
        backup(ledger.path, tmp_path / "file" / "copy")


# Restoring.


def test_a_backup_is_put_back(ledger: Ledger, officer: Actor, tmp_path: Path) -> None:
    register(ledger, officer, "person/a")
    backup(ledger.path, tmp_path / "copy")
    backup_vault_keys(ledger.path, tmp_path / "keys-of-today")
    restored = restore(
        tmp_path / "copy",
        tmp_path / "again",
        kept_head=ledger.log.checkpoint(),
        vault_keys=tmp_path / "keys-of-today",
    )
    assert (restored.size, restored.erased) == (4, 0)
    report = audit(tmp_path / "again", processes=1)
    assert (report.findings, report.steps[-1].note) == ([], "1 commitments")
    assert (tmp_path / "keys-of-today").stat().st_mode & 0o777 == 0o600


def test_a_backup_behind_a_kept_head_is_refused(
    ledger: Ledger, officer: Actor, tmp_path: Path
) -> None:
    """An old backup is put back so that a decision never was."""
    backup(ledger.path, tmp_path / "copy")
    old = ledger.log.checkpoint()
    kept = ledger.act(NOTED, "application/x", [officer]).checkpoint
    with pytest.raises(ForkError, match="1 acts would be lost") as caught:
        restore(tmp_path / "copy", tmp_path / "again", kept_head=kept)
    assert caught.value.evidence == (kept, old)
    assert not (tmp_path / "again").exists()


def test_a_backup_of_another_history_is_refused(
    ledger: Ledger, officer: Actor, tmp_path: Path
) -> None:
    twin = Path(shutil.copytree(ledger.path, tmp_path / "twin"))
    kept = ledger.act(NOTED, "application/x", [officer], body={"n": 1}).checkpoint
    other = Ledger(twin, open_log(twin, ledger.clock), ledger.clock)
    other.act(NOTED, "application/x", [officer], body={"n": 2})
    other.log.close()
    with pytest.raises(ForkError, match="another history"):
        restore(twin, tmp_path / "again", kept_head=kept)


def test_a_kept_head_under_another_key_is_refused(
    ledger: Ledger, tmp_path: Path
) -> None:
    forged = sign_checkpoint(
        Checkpoint(ledger.log.origin, 1, ledger.log.root_at(1)),
        [NoteSigner(ledger.log.origin, key_of("forger"))],
    )
    with pytest.raises(VerificationError):
        restore(ledger.path, tmp_path / "again", kept_head=forged)


def test_a_head_on_another_medium_is_compared_and_replaced(
    ledger: Ledger, officer: Actor, tmp_path: Path
) -> None:
    medium = tmp_path / "medium"
    backup(ledger.path, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "again", head_path=medium)
    assert (tmp_path / "again" / "head").resolve() == medium
    medium.write_bytes(ledger.act(NOTED, "application/x", [officer]).checkpoint)
    with pytest.raises(ForkError, match="would be lost"):
        restore(tmp_path / "copy", tmp_path / "third", head_path=medium)


def test_the_erased_stay_erased_in_a_restored_backup(
    ledger: Ledger, officer: Actor, tmp_path: Path
) -> None:
    """An old copy of boxes and keys would bring back who was promised to be gone."""
    register(ledger, officer, "person/a")
    register(ledger, officer, "person/b")
    shutil.copyfile(ledger.path / "vault.db", tmp_path / "old-vault.db")
    backup_vault_keys(ledger.path, tmp_path / "old-keys")
    with Vault.open(ledger.path) as vault:
        keys = [vault.keeps(owner) for owner in ("person/a", "person/b")]
    erase(ledger, officer, "person/a")
    backup(ledger.path, tmp_path / "copy")
    shutil.copyfile(tmp_path / "old-vault.db", tmp_path / "copy" / "vault.db")
    restored = restore(
        tmp_path / "copy", tmp_path / "again", vault_keys=tmp_path / "old-keys"
    )
    assert (keys, restored.erased) == ([True, True], 1)
    with Vault.open(tmp_path / "again") as vault:
        assert [vault.keeps("person/a"), vault.keeps("person/b")] == [False, True]
    assert audit(tmp_path / "again", processes=1).findings == []


def test_the_erased_stay_erased_without_the_keys(
    ledger: Ledger, officer: Actor, tmp_path: Path
) -> None:
    register(ledger, officer, "person/a")
    erase(ledger, officer, "person/a")
    backup(ledger.path, tmp_path / "copy")
    assert restore(tmp_path / "copy", tmp_path / "again").erased == 1


def test_a_ledger_without_a_vault_has_nobody_to_erase(
    ledger: Ledger, tmp_path: Path
) -> None:
    (ledger.path / "vault.db").unlink()
    assert reapply_erasures(ledger.path) == 0
    assert backup(ledger.path, tmp_path / "copy").size == 1


def test_keys_of_the_vault_are_copied_once(ledger: Ledger, tmp_path: Path) -> None:
    backup_vault_keys(ledger.path, tmp_path / "keys")
    with pytest.raises(MalformedError, match="nothing there"):
        backup_vault_keys(ledger.path, tmp_path / "keys")
    (ledger.path / "vault.keys").unlink()
    with pytest.raises(MalformedError, match="got none"):
        backup_vault_keys(ledger.path, tmp_path / "more")


def test_a_head_elsewhere_that_cannot_be_read_is_not_taken_for_none(
    ledger: Ledger, tmp_path: Path
) -> None:
    """An old backup would pass for the newest while the medium is locked away."""
    backup(ledger.path, tmp_path / "copy")
    (tmp_path / "medium").symlink_to("medium")
    with pytest.raises(StoreError, match="head"):
        restore(tmp_path / "copy", tmp_path / "again", head_path=tmp_path / "medium")
    assert not (tmp_path / "again").exists()
