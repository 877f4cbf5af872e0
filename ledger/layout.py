"""The names of the files that make up a ledger's directory.

==============  ==============================================================
``ledger.db``   the records, and the hashes of the tree that are kept
``head``        the newest signed checkpoint; a link when it has its own medium
``checkpoint``  the newest published checkpoint
``log.vkey``    the log key's public half, as verifiers of notes take it
``keys/``       the log key; only its owner may look inside
``vault.db``    personal data, encrypted
``vault.keys``  the keys of the vault; not part of ordinary backups
``views.db``    answers computed from the log; disposable
``views.lock``  the lock of those who read them; disposable
``attempts.db`` refused submissions
``verified``    what the last full verify on this machine came to; disposable
==============  ==============================================================
"""

from pathlib import Path
from typing import Final

from ledger.errors import MalformedError

DATABASE: Final = "ledger.db"
UNFINISHED: Final = "ledger.db.founding"
HEAD: Final = "head"
CHECKPOINT: Final = "checkpoint"
VKEY: Final = "log.vkey"
KEYS: Final = "keys"
VAULT: Final = "vault.db"
VAULT_KEYS: Final = "vault.keys"
VIEWS: Final = "views.db"
VIEWS_LOCK: Final = "views.lock"
ATTEMPTS: Final = "attempts.db"
LAST_VERIFY: Final = "verified"


def check_is_ledger(directory: Path) -> None:
    """Check that a directory holds a ledger at all.

    Raises:
        MalformedError: It does not exist, or holds none.
    """
    if not directory.is_dir():
        raise MalformedError("ledger: expected a directory that exists")
    if (directory / UNFINISHED).exists() and not (directory / DATABASE).exists():
        raise MalformedError("ledger: its founding was interrupted; found it again")
    if not (directory / DATABASE).is_file():
        raise MalformedError(f"ledger: expected {DATABASE} in the directory, got none")
