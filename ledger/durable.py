"""Effects on the medium: each has a name, and each goes through one door.

A file is replaced by writing beside it, syncing, and renaming over it, so that a
crash leaves the old content or the new one. The rename itself is not synced here:
a reader of the medium may find the old file after a power cut. Who needs the
rename to last calls `sync_directory`.

A test hands in its own `Medium` to stop a process at an effect, to let an effect
fail with or without having happened, or to write down the order of effects.

BUG: a disk that acknowledges a sync and keeps nothing defeats all of this.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol, TypeVar

from ledger.errors import StoreError, VerificationError

T = TypeVar("T")

# Opening a pipe would wait for whoever is at its other end.
_READ: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_BESIDE: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
)


class Medium(Protocol):
    """The door through which every effect on the medium passes."""

    def do(self, name: str, effect: Callable[[], T]) -> T:
        """Perform the effect called ``name`` and return what it returns."""
        ...


class Disk:
    """The medium as it is: effects simply happen."""

    def do(self, name: str, effect: Callable[[], T]) -> T:  # noqa: ARG002 - the fakes use it
        """Perform the effect."""
        return effect()


def read_file(path: Path, limit: int, *, name: str) -> bytes | None:
    """Read up to ``limit`` bytes of a file, without ever waiting for any.

    Args:
        path: The file, or a symbolic link to it.
        limit: Most bytes to read.
        name: What messages call it.

    Returns:
        The bytes, or nothing if it is not there.

    Raises:
        VerificationError: It is a pipe, a device or a directory.
        StoreError: The medium refused.
    """
    try:
        handle = os.open(path, _READ)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise broken(name, error) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise VerificationError(f"{name}: expected a file, got something else")
        return os.read(handle, limit)
    except OSError as error:
        raise broken(name, error) from error
    finally:
        os.close(handle)


def replace_file(
    path: Path,
    data: bytes,
    *,
    name: str,
    medium: Medium,
    retire: Callable[[int], None] = os.close,
) -> None:
    """Replace the content of a file, with one sync, so that a crash keeps old or new.

    A symbolic link at ``path`` is followed: the file it leads to is replaced on
    its own medium, and the link stays.

    Args:
        path: The file; it need not exist.
        data: Its whole new content.
        name: What the effects are called: ``name.write``, ``.sync``, ``.rename``.
        medium: Where the effects happen.
        retire: Takes a handle on the file that was replaced, and closes it sooner
            or later. Freeing a file costs more than writing a small one, and slows
            the next syncs down; it need not happen while somebody waits.

    Raises:
        StoreError: The medium refused. Whether the file holds the old or the new
            content is then unknown.
    """
    target = os.path.realpath(path) if os.path.islink(path) else str(path)  # noqa: PTH114 - see below
    beside = target + ".new"
    try:
        handle = os.open(beside, _BESIDE, 0o644)
        try:
            medium.do(f"{name}.write", lambda: _write_all(handle, data))
            medium.do(f"{name}.sync", lambda: os.fsync(handle))
        finally:
            os.close(handle)
        with _holding(target, retire):
            medium.do(f"{name}.rename", lambda: os.replace(beside, target))  # noqa: PTH105 - a path object costs as much as the call
    except OSError as error:
        raise broken(name, error) from error


def sync_directory(path: Path, *, name: str, medium: Medium) -> None:
    """Make the names in a directory, and renames into it, outlast a power cut.

    Raises:
        StoreError: The medium refused.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            medium.do(f"{name}.sync", lambda: os.fsync(handle))
        finally:
            os.close(handle)
    except OSError as error:
        raise broken(name, error) from error


def broken(name: str, error: OSError) -> StoreError:
    """Make the error for a medium that refused; paths stay out of the message."""
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return StoreError(f"{name}: expected the medium to keep it, got {reason.lower()}")


@contextmanager
def _holding(path: str, retire: Callable[[int], None]) -> Iterator[None]:
    try:
        handle = os.open(path, _READ)
    except FileNotFoundError:
        yield
        return
    try:
        yield
    finally:
        retire(handle)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
