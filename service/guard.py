"""The guard at the door: what every request must be, and every answer must carry.

Only questions are let in: GET and HEAD, without a body, for a host that is meant. The
last is for servers on this machine alone: a web page whose name was made to point here
(DNS rebinding) asks for its own name, and is turned away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aggregates.text import Text
from service.problem import Problem
from service.responses import failure

METHODS: Final = ("GET", "HEAD")
MAX_HEAD: Final = 16_384
"""The longest head of a request, in bytes."""

SECURITY: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """The application behind its guard.

    Args:
        app: What answers.
        hosts: The names under which it is asked; any when there are none.
        origins: Web pages of which origins may read the answers.
    """

    app: ASGIApp
    hosts: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or turn it away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        marked = _marking(send, self._marks(headers.get("origin", "")))
        problem = self._objection(scope["method"], headers)
        if problem is None:
            await self.app(scope, receive, marked)
        else:
            await failure(problem)(scope, receive, marked)

    def _objection(self, method: str, headers: Headers) -> Problem | None:
        if self.hosts and _name_of(headers.getlist("host")) not in self.hosts:
            return Problem(
                HTTPStatus.MISDIRECTED_REQUEST,
                "host",
                Text("不以此主机名提供服务", "not served under this host name"),
            )
        if sum(len(name) + len(value) for name, value in headers.raw) > MAX_HEAD:
            return Problem(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "input",
                Text("请求头过长", "the head of the request is too long"),
                {"Connection": "close"},
            )
        if method not in METHODS:
            return Problem(
                HTTPStatus.METHOD_NOT_ALLOWED,
                "method",
                Text("只能查询：GET 或 HEAD", "this service only reads: GET or HEAD"),
                {"Allow": ", ".join(METHODS)},
            )
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            return Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "input",
                Text("查询不带正文", "a question has no body"),
                {"Connection": "close"},
            )
        return None

    def _marks(self, origin: str) -> dict[str, str]:
        if not self.origins:
            return SECURITY
        # A cache must not give one page's permission to another.
        marks = SECURITY | {"Vary": "Origin"}
        if origin in self.origins:
            marks["Access-Control-Allow-Origin"] = origin
            marks["Access-Control-Expose-Headers"] = "ETag, Link"
        return marks


def _name_of(hosts: Iterable[str]) -> str:
    """Return the host that is asked for, without its port; nothing for several."""
    named = list(hosts)
    if len(named) != 1:
        return ""
    host = named[0].lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _marking(send: Send, marks: dict[str, str]) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in marks.items():
                if name == "Vary":
                    headers.add_vary_header(value)
                else:
                    headers[name] = value
        await send(message)

    return marked
