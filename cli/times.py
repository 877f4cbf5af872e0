"""The two times that somebody asks about: a day, and how much of the ledger counts.

``--known-at`` takes what an official has at hand: a day, of which everything counts
that was received by its end; a number of records; or an event, before which the
ledger knew what it knew when that event was signed off.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import click

from cli.language import say, tell
from ledger.log_reader import LogReader
from ledger.record import Event
from projections.times.two_times import NoSuchTimeError, Times, times_of

_POSITION: Final = re.compile(r"[0-9]{1,11}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The times that were asked for, as they were typed.

    Attributes:
        as_of: A day; None for the present.
        known_at: A day, a number of records, or an event; None for all records.
    """

    as_of: date | None = None
    known_at: str | None = None

    def __bool__(self) -> bool:
        return self.as_of is not None or self.known_at is not None


PRESENT: Final = When()


def asked_times(
    log: LogReader,
    today: date,
    when: When,
    event_of: Callable[[str], Event | None],
    *,
    ahead: bool,
) -> Times:
    """Return the times of an answer, from what was typed.

    Args:
        log: The ledger.
        today: The day on which is asked.
        when: What was typed.
        event_of: Finds the event that a text names.
        ahead: Whether a day to come may be asked about.

    Raises:
        UsageError: It is no time, or nothing is known of it.
    """
    known = _known(when.known_at, event_of)
    try:
        return times_of(log, today, as_of=when.as_of, known=known, ahead=ahead)
    except NoSuchTimeError as error:
        raise click.UsageError(tell(error.text)) from error


def _known(
    text: str | None, event_of: Callable[[str], Event | None]
) -> int | date | None:
    """Read how much counts: for an event, what stood in the ledger before it."""
    if text is None:
        return None
    if _POSITION.fullmatch(text):
        return int(text)
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise _no_time(text) from error
    event = event_of(text)
    if event is None:
        raise _no_time(text)
    return event.position


def _no_time(text: str) -> click.UsageError:
    return click.UsageError(
        say(
            f"--known-at：{text!r} 不是日期、记录条数或事件编号",
            f"--known-at: {text!r} is no day, number of records, or event",
        )
    )
