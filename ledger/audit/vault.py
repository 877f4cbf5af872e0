"""Opening the commitments of records against the vault."""

from collections.abc import Iterator
from pathlib import Path

from ledger.commitment import commitments_in
from ledger.errors import LedgerError
from ledger.layout import VAULT, VAULT_KEYS
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


def why_not_checked(directory: Path) -> str | None:
    """Return why the vault of a ledger cannot be checked, if it cannot."""
    for name in (VAULT, VAULT_KEYS):
        if not (directory / name).is_file():
            return f"not checked: {name} is not here"
    try:
        Vault.open(directory).close()
    except LedgerError as error:
        return f"not checked: {error}"
    return None
