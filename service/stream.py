"""The feed as a stream: ``GET /v1/feed/stream``, Server-Sent Events.

A subscriber holds a place in line and nothing else: what he has not taken stays in the
feed, not in a queue of his own. Who takes nothing for a while is cut off, and comes
back with the number of the last change that he has.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from starlette.types import Receive, Scope, Send

from aggregates.text import Text
from projections.feed.stream import EDITION
from service.blocks import Blocks
from service.feed_pages import EDITION_HEADER
from service.follower import Follower
from service.problem import Problem, busy

MEDIA: Final = "text/event-stream"
MAX_SUBSCRIBERS: Final = 500
HEARTBEAT_S: Final = 15.0
"""How often a line is sent when there is nothing to tell, in seconds."""

RETRY_MS: Final = 2_000
"""When a subscriber should come back after the line was cut, in ms."""

_AT_ONCE: Final = 128
"""Changes in one piece: some 60 kB."""

_COMMENT: Final = b":\n\n"
_HEADERS: Final = (
    (b"content-type", f"{MEDIA}; charset=utf-8".encode()),
    (b"cache-control", b"no-cache"),
    (b"x-accel-buffering", b"no"),
    (EDITION_HEADER.lower().encode(), str(EDITION).encode()),
)


@dataclass(slots=True)
class Line:
    """The line in which subscribers stand.

    Attributes:
        follower: Says when the feed grows.
        blocks: What is sent.
        most: How many may stand in it.
        heartbeat: How often a line is sent when there is nothing to tell, in seconds.
        standing: How many there are.
    """

    follower: Follower
    blocks: Blocks
    most: int
    heartbeat: float
    standing: int = 0

    def check_room(self) -> None:
        """Check that there is room for one more.

        Raises:
            Problem: The line is full.
        """
        if self.standing >= self.most:
            raise busy(
                Text("订阅者已满，请稍后再试", "too many follow; come back later")
            )


@dataclass(slots=True)
class Stream:
    """What one subscriber is sent; an ASGI application.

    Attributes:
        line: Where he stands.
        after: The last number that he was sent.
        newest: The newest number there was when he came.
    """

    line: Line
    after: int
    newest: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send changes until the subscriber or the server goes."""
        start = {"type": "http.response.start", "status": 200, "headers": [*_HEADERS]}
        await send(start)
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        self.line.standing += 1
        gone = asyncio.create_task(_gone(receive))
        try:
            await self._tell_all(send, gone)
        finally:
            gone.cancel()
            self.line.standing -= 1

    async def _tell_all(self, send: Send, gone: asyncio.Task[None]) -> None:
        async for piece in self._pieces(gone):
            await send(_body(piece, more=True))
        if not gone.done():
            await send(_body(b"", more=False))

    async def _pieces(self, gone: asyncio.Task[None]) -> AsyncIterator[bytes]:
        # Something is sent at once, so that whoever stands between passes it on.
        yield _COMMENT
        first = b"retry: %d\n" % RETRY_MS
        while not gone.done() and not self.line.follower.ended:
            if max(self.newest, self.line.follower.newest) <= self.after:
                if not await self._grown(gone):
                    yield _COMMENT
                continue
            found = await self._found()
            for start in range(0, len(found), _AT_ONCE):
                piece = found[start : start + _AT_ONCE]
                self.after += len(piece)
                # A block of its own, with nothing but `retry`, is an event to some.
                yield first + b"".join(piece)
                first = b""
            if not found:
                await asyncio.sleep(1)

    async def _found(self) -> list[bytes]:
        """Return what follows; nothing while the ledger cannot be read."""
        with suppress(Problem):
            return await self.line.blocks.behind(self.after)
        return []

    async def _grown(self, gone: asyncio.Task[None]) -> bool:
        """Wait for more; tell whether anything happened before the next heartbeat."""
        more = asyncio.create_task(self.line.follower.wait(self.after))
        try:
            done, _ = await asyncio.wait(
                (more, gone),
                timeout=self.line.heartbeat,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            more.cancel()
        return bool(done)


async def _gone(receive: Receive) -> None:
    """Wait until the subscriber has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _body(piece: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.response.body", "body": piece, "more_body": more}
