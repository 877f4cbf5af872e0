from typing import Any

import pytest

from ledger.paging import PAGE, events_from


class Counted:
    """A log of so many events, each of which is its position."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.asked: list[int] = []

    def page(self, start: int, limit: int) -> list[Any]:
        self.asked.append(start)
        positions = range(start, min(start + limit, self.size))
        return list(positions)


@pytest.mark.parametrize("size", [0, 3, PAGE, PAGE + 1, 2 * PAGE])
def test_every_event_from_a_position_on_comes_once(size: int) -> None:
    found: list[Any] = list(events_from(Counted(size), 2))

    assert found == list(range(2, size))


def test_what_is_not_asked_for_is_not_read() -> None:
    log = Counted(10 * PAGE)

    first: Any = next(events_from(log, 5))

    assert first == log.asked[0]
    assert log.asked == [5]
