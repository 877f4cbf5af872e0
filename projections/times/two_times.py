"""The two times of an answer: the day asked about, and how much of the log counts.

``as_of`` is a day in the life of the matter: a late entry (补录) counts on the day on
which it was done. ``known`` is a place in the ledger's life: only the first records
count, whatever day they are about. What was true on the day of submission, and what
the reviewer could know when signing, are therefore two questions with exact answers.

An act and its followers are recorded together, and no reader ever saw half of them;
a number that falls between them means what was there before the act.

Nothing is known of days before the ledger's first, and little of days to come: these
are refused, unless the answer is arithmetic on terms, which then is provisional.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from aggregates.policy.dates import local_date
from aggregates.schema import EVENT_TYPES
from aggregates.text import Text
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from ledger.record import Event
from projections.times.asof import AsOf
from projections.times.known_log import known_log


class NoSuchTimeError(MalformedError):
    """The ledger has no answer for the time asked about.

    Attributes:
        text: Why.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(f"time: {text.en}")
        self.text = text


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The two times of an answer.

    Attributes:
        on: The day that counts as today in the answer.
        as_of: The same day, when acts of later days do not count; else None.
        known: How many records of the log count.
        until: The same number, when it was asked for; None for all that are sealed.
        provisional: Whether the day is later than anything that was known.
    """

    on: date
    as_of: date | None
    known: int
    until: int | None
    provisional: bool

    def states(self, log: LogReader) -> AsOf:
        """Return the aggregates as they were in these times."""
        if self.until is None:
            return AsOf(log, self.as_of)
        return AsOf(known_log(log, self.until), self.as_of, self.until)


def times_of(
    log: LogReader,
    today: date,
    *,
    as_of: date | None = None,
    known: int | date | None = None,
    ahead: bool = False,
) -> Times:
    """Return the times of an answer.

    Args:
        log: The ledger.
        today: The day of the clock.
        as_of: The day asked about; without it the last day that is known.
        known: How many records count, an act never by half, or the last day on which
            they were received; all without it.
        ahead: Whether a day to come may be asked about.

    Raises:
        NoSuchTimeError: Nothing is known of that time.
    """
    until, newest = _known(log, today, known)
    _check_begun(log, as_of)
    provisional = as_of is not None and as_of > newest
    if provisional and not ahead:
        raise NoSuchTimeError(
            Text(
                f"{as_of} 尚未到来（已知至 {newest}）",
                f"{as_of} was still to come; what is known ends on {newest}",
            )
        )
    return Times(
        on=as_of or newest,
        as_of=as_of,
        known=log.size if until is None else until,
        until=until,
        provisional=provisional,
    )


def known_by(log: LogReader, day: date) -> int:
    """Return how many records had been received by the end of a day."""

    def received_on(position: int) -> date:
        return local_date(log.event_at(position).received_at)

    return bisect_right(range(log.size), day, key=received_on)


def _known(
    log: LogReader, today: date, known: int | date | None
) -> tuple[int | None, date]:
    """Return how many records count, and the last day of which they can know."""
    if known is None:
        return None, today
    if isinstance(known, date):
        if known > today:
            raise NoSuchTimeError(
                Text(f"{known} 尚未到来", f"{known} is still to come")
            )
        _check_begun(log, known)
        return known_by(log, known), known
    if not 1 <= known <= log.size:
        raise NoSuchTimeError(
            Text(
                f"台账有 {log.size} 条记录，不能按前 {known} 条查询",
                f"the ledger has {log.size} records; the first {known} are no question",
            )
        )
    whole = _before_the_act(log, known)
    return whole, local_date(log.event_at(whole - 1).received_at)


def _before_the_act(log: LogReader, known: int) -> int:
    """Go back to where an act begins, from between it and its followers."""
    while known < log.size and _follows(log.event_at(known)):
        known -= 1
    return known


def _follows(event: Event) -> bool:
    known = EVENT_TYPES.get(event.type)
    return known is not None and bool(known.follower_of)


def _check_begun(log: LogReader, day: date | None) -> None:
    first = local_date(log.event_at(0).received_at)
    if day is not None and day < first:
        raise NoSuchTimeError(
            Text(
                f"台账自 {first} 起记录，{day} 的情况无从得知",
                f"the ledger begins on {first}; nothing is known of {day}",
            )
        )
