"""The server: a socket, uvicorn, and an end that is asked for.

Ctrl-C and SIGTERM end it the same way: nobody new is let in, whoever follows the feed
is told to come back later by the end of the stream, and what is being answered is
answered.
"""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from service.connection import Connection
from service.guard import MAX_HEAD

MAX_CONNECTIONS: Final = 900
"""How many connections there may be; a process usually has 1024 files."""

END_S: Final = 5
"""How long open answers may take once the end is asked for, in seconds."""

_BACKLOG: Final = 512
_IDLE_S: Final = 30


class Server(uvicorn.Server):
    """uvicorn's server; ends when asked, and says by which signal.

    Args:
        app: What answers.
        leave: Called when the end is asked for, before connections are closed.
        ready: Called once questions are answered and signals heard.

    Attributes:
        ended_by: The signal that asked for the end; None while there was none.
    """

    def __init__(
        self, app: ASGIApp, leave: Callable[[], None], ready: Callable[[], None]
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                ws="none",
                loop="asyncio",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=MAX_CONNECTIONS,
                timeout_keep_alive=_IDLE_S,
                timeout_graceful_shutdown=END_S,
                h11_max_incomplete_event_size=MAX_HEAD,
            )
        )
        self.ended_by: signal.Signals | None = None
        self._leave = leave
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Hear signals while serving; what they mean is for the caller to say."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {
            one: signal.signal(one, self.handle_exit)
            for one in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end; asked twice, end at once."""
        super().handle_exit(sig, frame)
        self.ended_by = signal.Signals(sig)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End every stream, then let uvicorn close what is left."""
        self._leave()
        await super().shutdown(sockets)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: A name or an address.
        port: 0 for any that is free.

    Raises:
        OSError: The address is not to be had.
    """
    family, kind, proto, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, proto)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(_BACKLOG)
    except OSError:
        made.close()
        raise
    return made
