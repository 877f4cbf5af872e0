"""Reading a log from a position on, without holding all of it in memory."""

from collections.abc import Iterator
from typing import Final, Protocol

from ledger.record import Event

PAGE: Final = 1_000
"""Events that are read at once."""


class Pages(Protocol):
    """A log, or what stands for one."""

    def page(self, start: int, limit: int) -> list[Event]:
        """Return up to ``limit`` events from a position on."""
        ...


def events_from(log: Pages, start: int) -> Iterator[Event]:
    """Yield the events from a position on, in their order."""
    while events := log.page(start, PAGE):
        yield from events
        start += len(events)
