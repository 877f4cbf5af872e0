"""Opening the commitments of records against the vault."""

from collections.abc import Iterator
from pathlib import Path

from ledger.audit.report import Finding
from ledger.commitment import commitments_in
from ledger.errors import LedgerError, StoreError, UnusableKeyError
from ledger.layout import VAULT_KEYS
from ledger.statement import Statement
from ledger.vault import Vault

ERASED = "its owner is erased in the vault"
"""The reason for a commitment whose owner the vault knows to be erased."""


class VaultReader:
    """Opens commitments and says which do not open.

    Args:
        vault: The vault of the ledger.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def examine(self, statement: Statement) -> Iterator[tuple[str, str, str | None]]:
        """Yield path, owner and, if it does not open, the reason, per commitment."""
        for path, commitment, owner in commitments_in(statement.body):
            yield path, owner, self._reason(statement, path, commitment, owner)

    def _reason(
        self, statement: Statement, path: str, commitment: bytes, owner: str
    ) -> str | None:
        try:
            opening = self._vault.open_commitment(commitment, owner)
        except LedgerError as error:
            return str(error)
        if opening is None:
            return ERASED
        stands = statement.log, statement.id, statement.seq, path
        if (opening.log, opening.id, opening.seq, opening.path) != stands:
            return "what opens it is for another place"
        return None


def look_at_vault(directory: Path) -> Finding | str | None:
    """Look at the vault of a ledger, before it is opened for checking.

    Returns:
        Nothing if it can be checked. A reason if it cannot be here: its keys are kept
        elsewhere, or from whoever asks. A finding if it is damaged, not that of the
        ledger, or gone while its keys are there.
    """
    if not (directory / VAULT_KEYS).exists():
        return f"not checked: {VAULT_KEYS} is not here"
    try:
        with Vault.open(directory) as vault:
            damage = vault.damage()
    except (UnusableKeyError, StoreError) as error:
        return f"not checked: {error}"
    except LedgerError as error:
        damage = str(error)
    if damage:
        return Finding("vault", None, None, "vault", "that of the ledger", damage)
    return None
