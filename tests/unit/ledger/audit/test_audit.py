"""How an audit goes about it: steps, parts, processes, kept checkpoints, the vault."""

import shutil
from pathlib import Path

import pytest

from ledger.audit import CHECKS, audit
from ledger.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from ledger.errors import MalformedError, StoreError
from ledger.note import NoteSigner, parse_note
from ledger.statement import Seen
from ledger.vault import Opening, Vault
from tests.support.edits import tamper
from tests.support.forgery import records_of, reseal, rewrite
from tests.support.ledgers import (
    Actor,
    Clock,
    Ledger,
    fill,
    found,
    key_of,
    open_log,
)

NOTED = "application.noted"
OFFICER = Actor(key_of("zhang"), "EMPLOYER_REVIEWER", "organisation/hospital", "AUDIT")
OLD, SIZE = 700, 1000


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Return a ledger, and a checkpoint kept at 700 of its 1000 records."""
    made = found(tmp_path_factory.mktemp("audit") / "ledger")
    made.official("zhang", "EMPLOYER_REVIEWER", "organisation/hospital")
    first = made.act("session.noted", "session/s", [OFFICER])
    fill(made, OFFICER, OLD - 4, batch=58)
    kept = made.log.checkpoint()
    assert made.log.size == OLD
    made.act("person.noted", "person/x", [OFFICER], refs=(made.ref(first),))
    made.act(NOTED, "application/old", [OFFICER], seen=Seen(9, made.log.root_at(9)))
    fill(made, OFFICER, SIZE - OLD - 2, batch=149)
    made.log.close()
    return made.path, kept


@pytest.fixture
def path(prepared: tuple[Path, bytes], tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared[0], tmp_path / "ledger"))


@pytest.fixture
def kept(prepared: tuple[Path, bytes]) -> bytes:
    return prepared[1]


def test_every_check_has_a_step_in_order(path: Path) -> None:
    report = audit(path, processes=1)
    assert [step.check for step in report.steps] == list(CHECKS)
    assert [step.check for step in report.steps if not step.done] == ["vault"]
    assert (report.size, report.since, report.is_clean) == (SIZE, 0, True)
    with open_log(path, log_signer=None) as log:
        assert report.root == log.root_at(SIZE)


def test_only_the_checks_that_were_asked_for_are_reported(path: Path) -> None:
    tamper(path / "ledger.db", lambda c: c.execute("CREATE TABLE extra (x)"))
    report = audit(path, checks=["tree", "chains"], processes=1)
    assert [step.check for step in report.steps] == ["chains", "tree"]
    assert report.findings == []
    assert not audit(path, checks=["storage"], processes=1).is_clean


def test_a_check_that_does_not_exist_is_refused(path: Path) -> None:
    with pytest.raises(MalformedError, match="got trees"):
        audit(path, checks=["trees"])


def test_where_there_is_no_ledger_nothing_is_audited(tmp_path: Path) -> None:
    with pytest.raises(MalformedError):
        audit(tmp_path)


def test_progress_is_told(path: Path) -> None:
    told: list[tuple[int, int]] = []
    audit(path, processes=1, progress=lambda done, all_: told.append((done, all_)))
    assert told == [(SIZE, SIZE)]


def test_several_processes_say_what_one_says(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.audit.run._FEW", 1)
    monkeypatch.setattr("ledger.audit.run._SPAN", 256)
    execute = "UPDATE stored_events SET topic = 'application.x' WHERE rowid % 97 = 5"
    tamper(path / "ledger.db", lambda c: c.execute(execute))
    one, two = audit(path, processes=1), audit(path, processes=2)
    assert one.findings == two.findings
    assert (one.root, len(one.findings)) == (two.root, SIZE // 97 + 1)


def test_a_worker_that_ends_stops_the_audit(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.audit.run._FEW", 1)
    monkeypatch.setattr("ledger.audit.worker.sys.executable", "/bin/true")
    with pytest.raises(StoreError, match="worker"):
        audit(path, processes=2)


def test_many_findings_are_counted_and_some_are_listed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.audit.report.MOST_LISTED", 10)
    tamper(
        path / "ledger.db",
        lambda c: c.execute("UPDATE stored_events SET topic = 'application.x'"),
    )
    report = audit(path, checks=["columns"], processes=1)
    assert (len(report.findings), report.steps[0].found) == (10, SIZE)


def test_an_audit_while_the_ledger_is_used_is_clean(path: Path) -> None:
    ledger = Ledger(path, open_log(path, Clock(2_000_000_000_000)), Clock())
    ledger.clock.now = 2_000_000_000_000
    ledger.revoke(key_of("zhang"))
    assert audit(path, processes=1).findings == []
    ledger.log.close()


# From a kept checkpoint on.


def test_from_a_kept_checkpoint_only_the_new_part_is_walked(
    path: Path, kept: bytes
) -> None:
    told: list[int] = []
    report = audit(
        path, since=kept, processes=1, progress=lambda done, _: told.append(done)
    )
    assert (report.findings, report.since) == ([], OLD)
    assert f"positions {OLD}-{SIZE - 1}" in {step.note for step in report.steps}


@pytest.mark.parametrize("size", [1, 255, 256, 257, 512, 999, 1000])
def test_any_size_may_have_been_kept(path: Path, size: int) -> None:
    records = records_of(path)
    note = reseal(path, rewrite(path, records[:size]))
    reseal(path, rewrite(path, records))
    report = audit(path, since=note, processes=1)
    assert (report.findings, report.since) == ([], size)


def test_a_change_after_the_kept_checkpoint_is_found(path: Path, kept: bytes) -> None:
    execute = "UPDATE stored_events SET topic = 'application.x' WHERE rowid = 901"
    tamper(path / "ledger.db", lambda c: c.execute(execute))
    report = audit(path, since=kept, processes=1)
    assert [one.position for one in report.findings] == [900]


def test_an_old_record_that_is_needed_is_verified(path: Path, kept: bytes) -> None:
    """A new act refers to an old one that was changed since the checkpoint."""
    records = records_of(path)
    changed = records[3][:-1] + bytes([records[3][-1] ^ 1])
    execute = "UPDATE stored_events SET state = ? WHERE rowid = 4"
    tamper(path / "ledger.db", lambda c: c.execute(execute, (changed,)))
    report = audit(path, since=kept, processes=1)
    assert (report.since, report.is_clean) == (0, False)
    assert "tree" in {one.check for one in report.findings}


def test_hashes_that_do_not_fold_to_the_kept_checkpoint_are_found(
    path: Path, kept: bytes
) -> None:
    execute = "UPDATE tree_nodes SET hash = zeroblob(32) WHERE idx = 0"
    tamper(path / "ledger.db", lambda c: c.execute(execute))
    report = audit(path, since=kept, processes=1)
    assert {one.check for one in report.findings} == {"tree"}


def test_a_kept_checkpoint_under_another_key_is_a_finding(
    path: Path, kept: bytes
) -> None:
    """A forger hands over a checkpoint so that less is looked at."""
    true = parse_checkpoint(parse_note(kept).text)
    forged = sign_checkpoint(
        Checkpoint(true.origin, true.size, true.root),
        [NoteSigner(true.origin, key_of("forger"))],
    )
    report = audit(path, since=forged, processes=1)
    assert (report.since, [one.check for one in report.findings]) == (0, ["head"])


def test_garbage_is_no_kept_checkpoint(path: Path) -> None:
    with pytest.raises(MalformedError):
        audit(path, since=b"garbage")


# The vault.


def put(ledger: Ledger, vault: Vault, owner: str) -> Opening:
    field, opening = Vault.seal(
        owner, log=ledger.log.origin, id=owner, seq=1, path="/name", value="张三"
    )
    vault.put([opening])
    ledger.act("person.registered", owner, [OFFICER], body={"name": field})
    return opening


@pytest.fixture
def ledger(path: Path) -> Ledger:
    Vault.found(path).close()
    with open_log(path, log_signer=None) as log:
        clock = Clock(log.event_at(SIZE - 1).received_at)
    return Ledger(path, open_log(path, clock), clock)


def erase(ledger: Ledger, owner: str) -> None:
    body = {"of": owner, "basis": "第四十七条", "gone_by": ledger.clock.now}
    ledger.act("person.erased", owner, [OFFICER], body=body)


def test_every_commitment_opens(ledger: Ledger) -> None:
    with Vault.open(ledger.path) as vault:
        put(ledger, vault, "person/a")
        put(ledger, vault, "person/b")
    report = audit(ledger.path, processes=1)
    assert (report.findings, report.steps[-1].note) == ([], "2 commitments")
    ledger.log.close()


def test_a_commitment_without_an_opening_is_found(ledger: Ledger) -> None:
    body = {"name": {"c": bytes(32), "of": "person/a"}}
    ledger.act("person.registered", "person/a", [OFFICER], body=body)
    (finding,) = audit(ledger.path, processes=1).findings
    assert (finding.check, finding.position) == ("vault", SIZE)
    assert finding.what.endswith("person/a@1/name")
    ledger.log.close()


def test_an_opening_for_another_place_is_found(ledger: Ledger) -> None:
    """A name that was committed for one person is shown for another."""
    with Vault.open(ledger.path) as vault:
        opening = put(ledger, vault, "person/a")
    body = {"other": opening.as_field()}
    ledger.act("person.noted", "person/a", [OFFICER], body=body)
    (finding,) = audit(ledger.path, processes=1).findings
    assert "another place" in finding.found
    ledger.log.close()


def test_an_erased_owner_is_a_tombstone_and_no_finding(ledger: Ledger) -> None:
    with Vault.open(ledger.path) as vault:
        put(ledger, vault, "person/a")
        erase(ledger, "person/a")
        vault.erase("person/a")
    assert audit(ledger.path, processes=1).findings == []
    ledger.log.close()


def test_erasing_without_saying_so_is_found(ledger: Ledger) -> None:
    """Somebody makes evidence unreadable and no record says who."""
    with Vault.open(ledger.path) as vault:
        put(ledger, vault, "person/a")
        vault.erase("person/a")
    (finding,) = audit(ledger.path, processes=1).findings
    assert "person.erased of person/a" in finding.expected
    ledger.log.close()


def test_saying_so_without_erasing_is_found(ledger: Ledger) -> None:
    with Vault.open(ledger.path) as vault:
        put(ledger, vault, "person/a")
    erase(ledger, "person/a")
    (finding,) = audit(ledger.path, processes=1).findings
    assert (finding.check, finding.found) == ("vault", "some")
    ledger.log.close()


def test_without_the_keys_the_vault_is_not_checked_and_the_step_says_so(
    ledger: Ledger,
) -> None:
    (ledger.path / "vault.keys").unlink()
    step = audit(ledger.path, processes=1).steps[-1]
    assert (step.done, step.note) == (False, "not checked: vault.keys is not here")
    ledger.log.close()


def test_keys_that_others_can_read_are_said_and_not_used(ledger: Ledger) -> None:
    (ledger.path / "vault.keys").chmod(0o644)
    step = audit(ledger.path, processes=1).steps[-1]
    assert (step.done, "readable by its owner" in step.note) == (False, True)
    ledger.log.close()


@pytest.mark.parametrize("name", ["vault.db", "vault.keys"])
@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_damaged_vault_is_a_finding(
    ledger: Ledger, name: str, damage: bytes | None
) -> None:
    """Overwriting one file made every value unreadable, and nothing was found."""
    file = ledger.path / name
    mangled = file.read_bytes()[:-5000] if damage is None else damage
    file.write_bytes(mangled)
    report = audit(ledger.path, processes=1)
    assert [one.check for one in report.findings] == ["vault"]
    assert name in report.findings[0].found or "database" in report.findings[0].found
    assert report.steps[-1].done
    ledger.log.close()


def test_values_that_are_gone_while_their_keys_are_there_are_a_finding(
    ledger: Ledger,
) -> None:
    (ledger.path / "vault.db").unlink()
    (finding,) = audit(ledger.path, processes=1).findings
    assert (finding.check, finding.found) == (
        "vault",
        "vault.db: expected it, got none",
    )
    ledger.log.close()


def test_a_ledger_whose_vault_is_elsewhere_is_sound(ledger: Ledger) -> None:
    for name in ("vault.db", "vault.keys"):
        (ledger.path / name).unlink()
    report = audit(ledger.path, processes=1)
    assert (report.findings, report.steps[-1].done) == ([], False)
    ledger.log.close()
