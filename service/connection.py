"""Connections: what HTTP alone leaves open.

uvicorn limits the length of a request's head, waits for slow readers, and closes idle
connections after an answer. It waits without end for a head that never comes, and has
no way to cut off somebody who takes nothing; both are added here.
"""

import asyncio
from typing import Any, Final

import h11
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from aggregates.text import Text
from service.problem import wrong_input

HEAD_S: Final = 20.0
"""How long somebody may take to say what he asks, in seconds."""

MAX_HEAD: Final = 16_384
"""The longest head of a request, in bytes."""

CUT_OFF: Final = "daocha.cut_off"
"""In the scope's extensions: ends the connection at once, whatever waits to be sent."""


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

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("extensions", {})[CUT_OFF] = self.transport.abort
        await self._app(scope, receive, send)

    def _between_requests(self) -> bool:
        # uvicorn declares the first request's cycle before there is one.
        return self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]

    def _expect_head(self) -> None:
        self._late = self.loop.call_later(HEAD_S, self.transport.abort)

    def _head_came(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
