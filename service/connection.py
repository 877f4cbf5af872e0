"""Connections: what HTTP alone leaves open.

uvicorn limits the length of a request's head, holds an answer back for slow readers,
and closes idle connections after an answer. It waits without end for a head that never
comes and for somebody who takes nothing, and tells failures in words of its own; this
is otherwise here.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any, Final

import h11
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from aggregates.text import Text
from service.problem import busy, wrong_input
from service.responses import failure

HEAD_S: Final = 20.0
"""How long somebody may take to say what he asks, in seconds."""

PATIENCE_S: Final = 30.0
"""How long somebody may take nothing of an answer, in seconds."""

_FULL: Final = Text("连接已满，请稍后再试", "too many connections; try again later")


class Connection(H11Protocol):
    """uvicorn's connection, with an end to waiting."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._app: ASGIApp = self.app
        self.app = self._answer
        self._most = self.limit_concurrency
        self.limit_concurrency = None
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._head_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what was sent; a head that began must end in time."""
        if self._late is None and self._between_requests():
            self._expect_head()
        super().data_received(data)
        if not self._between_requests():
            self._head_came()

    def send_400_response(self, msg: str) -> None:
        """Turn away what is no HTTP."""
        problem = wrong_input(Text("不是可读的 HTTP 请求", msg))
        body = problem.document()
        head = h11.Response(
            status_code=problem.status,
            headers=[
                (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
                (b"connection", b"close"),
            ],
        )
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        self.transport.close()

    def timeout_keep_alive_handler(self) -> None:
        """Close a line on which nothing is asked any more, or nothing taken."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            super().timeout_keep_alive_handler()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def in_time(message: Message) -> None:
            await self._in_time(send(message))

        full = self._most is not None and len(self.connections) > self._most
        app = failure(busy(_FULL)) if full else self._app
        await app(scope, receive, in_time)
        # uvicorn looks before it writes whether there is room, and not behind it.
        await self._in_time(self.flow.drain())

    async def _in_time(self, taken: Awaitable[None]) -> None:
        """Wait until something is taken; cut off whoever takes nothing."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await taken
        except TimeoutError:
            # Closing would wait until what lies ready was taken.
            self.transport.abort()
            # The connection hears of it in the next round of the loop.
            await asyncio.sleep(0)

    def _between_requests(self) -> bool:
        # uvicorn declares the first request's cycle before there is one.
        return self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]

    def _expect_head(self) -> None:
        self._late = self.loop.call_later(HEAD_S, self.transport.abort)

    def _head_came(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
