"""The lock before the database: one writer at a time, in the order of asking.

SQLite's own lock is kept too, but waiting for it is unfair and ends in ``database
is locked`` under load. The lock is an ``flock`` on the ledger's directory: it needs
no file of its own, works on a read-only medium, and dies with its process.

BUG: a lock held by a stopped process is waited for without limit; an interrupt
ends the waiting. Network file systems that do not pass ``flock`` on give no order
between machines; one ledger is written from one machine.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.durable import broken
from ledger.errors import StoreError


class DirectoryLock:
    """A fair lock over processes and threads, on a directory.

    Args:
        directory: The ledger's directory; it exists.

    Raises:
        StoreError: The directory cannot be opened.
    """

    def __init__(self, directory: Path) -> None:
        self._threads = threading.Lock()
        self._process = os.getpid()
        try:
            self._handle = os.open(
                directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
            )
        except OSError as error:
            raise broken("lock", error) from error

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the lock as the only one, for writing.

        Raises:
            StoreError: The lock was opened by another process (before a fork), or
                the file system has no locks.
        """
        with self._held(fcntl.LOCK_EX):
            yield

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Hold the lock beside other readers: no writer is between two effects.

        Raises:
            StoreError: As for `exclusive`.
        """
        with self._held(fcntl.LOCK_SH):
            yield

    def close(self) -> None:
        """Give the lock's handle back; the lock cannot be used afterwards."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    @contextmanager
    def _held(self, kind: int) -> Iterator[None]:
        if os.getpid() != self._process:
            raise StoreError("lock: expected the process that opened it, got a fork")
        if self._handle < 0:
            raise StoreError("lock: expected it open, but it was closed")
        with self._threads:
            try:
                fcntl.flock(self._handle, kind)
            except OSError as error:
                raise broken("lock", error) from error
            try:
                yield
            finally:
                fcntl.flock(self._handle, fcntl.LOCK_UN)
