"""Media that stop, fail or keep a diary, in the place of the disk."""

import errno
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

STOPPED = 70
"""Exit status of a process that stopped itself at an effect."""


@dataclass
class Diary:
    """Writes down the order of effects, which all happen."""

    effects: list[str] = field(default_factory=list)

    def do(self, name: str, effect: Callable[[], T]) -> T:
        self.effects.append(name)
        return effect()


@dataclass
class Stopping:
    """Ends the process before effect number ``stop``, without any clearing up."""

    stop: int
    count: int = 0

    def do(self, name: str, effect: Callable[[], T]) -> T:
        if self.count == self.stop:
            os.write(2, f"stopped before {name}\n".encode())
            os._exit(STOPPED)
        self.count += 1
        return effect()


@dataclass
class Failing:
    """Lets one effect fail, once: it did not happen, or it did and nobody knows."""

    name: str
    kept: bool
    failed: bool = False

    def do(self, name: str, effect: Callable[[], T]) -> T:
        if name != self.name or self.failed:
            return effect()
        self.failed = True
        if self.kept:
            effect()
        raise failure(name)


def failure(name: str) -> Exception:
    """Return what a medium raises when it fails."""
    if not name.startswith("database."):
        return OSError(errno.EIO, "Input/output error")
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error
