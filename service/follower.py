"""One follower for all subscribers: a thread that sees the feed grow, and says so.

It also lets the clock pass, so that what expires reaches subscribers although no event
happens. While the ledger cannot be read it keeps trying, and says nothing.
"""

import asyncio
import threading
import traceback
from contextlib import suppress
from typing import Final

from ledger.errors import LedgerError
from ledger.log_reader import LogReader
from projections.feed.stream import newest, pass_clock
from projections.runner import POLL_S, Views
from service.window import Window

PAUSE_S: Final = 2.0
"""How long it waits after a failure, in seconds."""


class Follower:
    """The thread, and what it has seen.

    Args:
        window: Used by nobody else from here on.

    Attributes:
        newest: The newest change, as far as was seen.
        ended: Whether there will be no more.
    """

    def __init__(self, window: Window) -> None:
        self.newest = 0
        self.ended = False
        self._window = window
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._grown = asyncio.Event()

    def start(self) -> None:
        """Begin to follow, for those who wait in the running loop."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def leave(self) -> None:
        """Let everybody who waits go; called in the loop."""
        self._stop.set()
        self.ended = True
        self._wake()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join()

    async def wait(self, after: int) -> None:
        """Wait until there is a change behind a number, or until the end."""
        while self.newest <= after and not self.ended:
            await self._grown.wait()

    def _run(self) -> None:
        with self._window:
            pause = 0.0
            while not self._stop.wait(pause):
                pause = self._look()

    def _look(self) -> float:
        """Look once; return how long to wait until the next time, in seconds."""
        try:
            self._say(self._window.use(self._pass))
        except LedgerError:
            return PAUSE_S
        except Exception as error:  # noqa: BLE001 - a thread's outermost frame
            traceback.print_exception(error)
            return PAUSE_S
        return POLL_S

    def _pass(self, log: LogReader, views: Views) -> int:
        pass_clock(views, self._window.now(log))
        return views.ask(newest)

    def _say(self, found: int) -> None:
        if found != self.newest and self._loop is not None:
            # The loop is gone when the server ends while the thread looks.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._see, found)

    def _see(self, found: int) -> None:
        self.newest = found
        self._wake()

    def _wake(self) -> None:
        before, self._grown = self._grown, asyncio.Event()
        before.set()
