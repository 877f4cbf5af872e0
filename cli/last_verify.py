"""The last full ``verify`` of a ledger, as this machine remembers it.

It lies beside the ledger and outside of the log. Nobody need trust it, and changing it
changes no verdict: whoever wants to know verifies again.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from ledger.durable import Disk, read_file, replace_file
from ledger.errors import LedgerError
from ledger.layout import LAST_VERIFY
from projections.trace.evidence import LastVerify

_LONGEST: Final = 4_096


def keep_verify(directory: Path, done: LastVerify) -> None:
    """Remember a full verify, where anything can be written at all."""
    path = directory / LAST_VERIFY
    with suppress(OSError, LedgerError):
        if path.is_symlink():
            # A link here would have another file replaced.
            path.unlink()
        replace_file(
            path, msgspec.json.encode(done) + b"\n", name=LAST_VERIFY, medium=Disk()
        )


def read_verify(directory: Path) -> LastVerify | None:
    """Return what is remembered; nothing if there is none, or nothing readable."""
    try:
        found = read_file(directory / LAST_VERIFY, _LONGEST, name=LAST_VERIFY)
        return msgspec.json.decode(found or b"", type=LastVerify)
    except (LedgerError, msgspec.DecodeError):
        return None
