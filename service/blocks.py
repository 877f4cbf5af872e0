"""Changes in blocks, written once for all subscribers.

Two hundred who come at once want the same changes: each block is read once, kept as
the bytes that are sent, and shared. What is kept is bounded; nothing is kept for a
subscriber.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import msgspec

from service.cloud_events import CloudEvent

BLOCK: Final = 512
"""Changes in a block."""

KEPT: Final = 64
"""Blocks that are kept."""

Read = Callable[[int, int], Awaitable[Sequence[CloudEvent]]]


class Blocks:
    """The blocks of a feed.

    Args:
        read: Returns the changes behind a number, up to so many.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._kept: OrderedDict[int, list[bytes]] = OrderedDict()
        self._reading: dict[int, asyncio.Lock] = {}

    async def behind(self, after: int) -> list[bytes]:
        """Return changes behind a number, to the end of their block, as SSE has them.

        There must be one. A block that has grown since is read again.

        Raises:
            Problem: They cannot be read.
        """
        number, place = divmod(after, BLOCK)
        lock = self._reading.setdefault(number, asyncio.Lock())
        async with lock:
            block = self._kept.get(number, [])
            if len(block) <= place:
                first = number * BLOCK
                block = [sse(one) for one in await self._read(first, BLOCK)]
                self._keep(number, block)
        return block[place:]

    def _keep(self, number: int, block: list[bytes]) -> None:
        self._kept[number] = block
        self._kept.move_to_end(number)
        while len(self._kept) > KEPT:
            oldest, _ = self._kept.popitem(last=False)
            self._reading.pop(oldest, None)


def sse(event: CloudEvent) -> bytes:
    """Write a change as SSE has it: its number, and one line of JSON."""
    return b"id: %s\ndata: %s\n\n" % (event.id.encode(), msgspec.json.encode(event))
