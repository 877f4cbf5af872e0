"""Records that a process left beyond the head: only lawful ones become history."""

from pathlib import Path

import pytest

from aggregates.dispatch import Dispatch
from aggregates.draft import Intent, Signatory
from aggregates.recovery import check_lawful
from ledger.errors import VerificationError
from ledger.keys import Ed25519Signer
from ledger.record import Event
from ledger.statement import statement_hash
from ledger.vault import Vault
from tests.support.ledgers import REGISTRAR, SUPERVISOR, Ledger, found


def left_behind(ledger: Ledger, signer: Ed25519Signer, role: str) -> Event:
    """Return a registration as it stands in the database, not sealed yet."""
    with Vault.found(ledger.path) as vault:
        dispatch = Dispatch(ledger.log, vault=vault, clock=ledger.clock)
        body = {"name": "王工", "document": "E1234567", "document_kind": "PASSPORT"}
        by = [Signatory(key=signer.key_id, role=role)]
        drafted = dispatch.draft(Intent(type="person.registered", body=body, by=by))
    (payload,), (statement,) = drafted.file.payloads, drafted.file.statements
    position, now = ledger.log.size, ledger.clock()
    return Event(position, now, statement, statement_hash(payload), (), b"")


def test_a_lawful_record_is_sealed(tmp_path: Path) -> None:
    ledger = found(tmp_path / "ledger")
    with ledger.log:
        check_lawful([left_behind(ledger, REGISTRAR, "REGISTRAR")], ledger.log)


def test_a_record_that_no_rule_has_seen_is_not_made_history(tmp_path: Path) -> None:
    """Whoever can write to the database leaves a record there and waits."""
    ledger = found(tmp_path / "ledger")
    with ledger.log:
        forged = left_behind(ledger, SUPERVISOR, "SUPERVISOR")
        with pytest.raises(VerificationError, match="refused under LEDGER-SIGNERS"):
            check_lawful([forged], ledger.log)
