"""A ledger as it was when it had its first records only.

Whoever asks what was known then must not meet a later record by any way: not as an
event of an aggregate, nor as a grant, nor in the number of records. So the questions
are asked of a log that ends there.
"""

from typing import Any, cast

from ledger.directory import Directory
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from ledger.record import Event


class _KnownLog:
    """The first records of a log; what is not about records is the log's own.

    Args:
        log: The whole log.
        size: How many records there are.
    """

    def __init__(self, log: LogReader, size: int) -> None:
        self._log = log
        self.size = size
        self._directory: Directory | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    @property
    def directory(self) -> Directory:
        """Keys and roles, from these records."""
        if self._directory is None:
            self._directory = self._log.directory_at(self.size)
        return self._directory

    def events(self, aggregate: str) -> list[Event]:
        """Return the events of an aggregate in their order."""
        found = self._log.events(aggregate)
        return [event for event in found if event.position < self.size]

    def version(self, aggregate: str) -> int:
        """Return the number of the newest event of an aggregate; 0 if it has none."""
        return len(self.events(aggregate))

    def ids(self, kind: str) -> list[str]:
        """Return the ids of all aggregates of a kind, in order."""
        return [one for one in self._log.ids(kind) if self.events(one)]

    def page(self, start: int, limit: int) -> list[Event]:
        """Return up to ``limit`` events from a position on, by position."""
        return self._log.page(start, max(0, min(limit, self.size - start)))

    def event_at(self, position: int) -> Event:
        """Return the event at a position.

        Raises:
            MalformedError: There is no such position.
        """
        if position >= self.size:
            raise MalformedError(
                f"position: expected one below {self.size}, got {position}"
            )
        return self._log.event_at(position)


def known_log(log: LogReader, size: int) -> LogReader:
    """Return a log as it was when it had so many records."""
    return cast("LogReader", _KnownLog(log, size))
