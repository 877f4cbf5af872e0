"""Clerks: threads that answer questions one after the other, each at a window.

The event loop never waits for a disk. A clerk with too long a queue turns people away
at once, which is an answer too; questions about the past have a clerk of their own,
since views as of then are built first.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from aggregates.text import Text
from ledger.errors import LedgerError
from service.problem import busy, ledger_failed
from service.window import Window

T = TypeVar("T")

MAX_WAITING: Final = 512
"""How many may wait for one clerk."""


class Clerk:
    """A thread with a window.

    Args:
        window: Used by nobody else from here on.
        name: Of the thread.
        most: How many may wait.
    """

    def __init__(self, window: Window, name: str, *, most: int = MAX_WAITING) -> None:
        self._window = window
        self._most = most
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def ask(self, work: Callable[[Window], T]) -> T:
        """Have something done at the window.

        Raises:
            Problem: Too many wait, or the ledger cannot be read or believed; or the
                work raised it.
        """
        if self._waiting >= self._most:
            raise busy(Text("查询过多，请稍后再试", "too many ask; try again later"))
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._thread, self._do, work)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Answer what is being asked, turn the rest away, and close the window."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._window.close()

    def _do(self, work: Callable[[Window], T]) -> T:
        try:
            return work(self._window)
        except LedgerError as error:
            raise ledger_failed(error) from error
