"""The file of the views: which ledger it is about, who uses it, how it is replaced.

``views.db`` is disposable, but not while another process reads it: SQLite's
write-ahead log beside it must never meet another database. Whoever uses the file
holds a shared lock on ``views.lock``; whoever replaces it holds the lock alone.
"""

import fcntl
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from ledger.layout import VIEWS, VIEWS_LOCK

_PARTS: Final = ("", "-wal", "-shm", "-journal")


class ViewFile:
    """The file of one ledger's views, in use.

    Args:
        directory: The ledger's directory.

    Raises:
        OSError: The directory takes no files, or holds a link in the lock's place.
    """

    def __init__(self, directory: Path) -> None:
        self.path = directory / VIEWS
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        self._handle = os.open(directory / VIEWS_LOCK, flags, 0o644)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_SH)
            self._remove_foreign()
        except OSError:
            os.close(self._handle)
            raise

    def _remove_foreign(self) -> None:
        # A link here would have another database emptied to make room for views.
        for part in _PARTS:
            name = f"{self.path}{part}"
            with suppress(FileNotFoundError):
                status = os.lstat(name)
                if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
                    os.unlink(name)  # noqa: PTH108

    def close(self) -> None:
        """Say that the file is no longer used."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def remove(self) -> bool:
        """Remove the file, unless somebody else uses it; tell whether it is gone."""
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            # Asking for more gave up what was held.
            fcntl.flock(self._handle, fcntl.LOCK_SH)
            return False
        try:
            for part in _PARTS:
                with suppress(FileNotFoundError):
                    os.unlink(f"{self.path}{part}")  # noqa: PTH108 - names beside it
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_SH)
        return True
