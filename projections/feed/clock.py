"""The timers of the feed: what is told at an instant, though nobody does anything.

They stand in the order of their instants, so that only those are read that go off.
A timer goes off before the first event that is received at its instant or later. One
that is set when its instant has passed, as by an act that is entered late, goes off at
once.
"""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import Any, Final

from projections.feed.news import Timer
from projections.projection import Table, Writing

TIMERS: Final = Table("feed_timers", Timer, key=5)


class Timers:
    """The timers that may go off while some events are taken in.

    Args:
        rows: Where they are kept.
        last: The last instant that these events can reach, in ms.
    """

    def __init__(self, rows: Writing, last: int) -> None:
        self._rows = rows
        self._last = last
        self._near: list[tuple[Any, ...]] = [
            TIMERS.key_of(one) for one in rows.upto(TIMERS, last)
        ]
        heapify(self._near)

    @property
    def next(self) -> int:
        """The instant before which none of them goes off, in ms."""
        return int(self._near[0][0]) if self._near else self._last + 1

    def set(self, timer: Timer) -> None:
        """Let a timer wait."""
        self._rows.put(TIMERS, timer)
        if timer.at <= self._last:
            heappush(self._near, TIMERS.key_of(timer))

    def drop(self, timer: Timer) -> None:
        """Withdraw a timer, if it still waits."""
        self._rows.remove(TIMERS, *TIMERS.key_of(timer))

    def going_off(self, now: int) -> Iterator[Timer]:
        """Yield the timers up to an instant, the earliest first; they wait no more."""
        while self._near and self._near[0][0] <= now:
            key = heappop(self._near)
            waiting = self._rows.get(TIMERS, *key)
            if waiting is not None:
                self._rows.remove(TIMERS, *key)
                yield waiting
