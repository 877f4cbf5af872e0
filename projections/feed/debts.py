"""What subscribers hear of debts: deadlines that are missed, obligations open and met.

A deadline is missed at the first instant of the day after its last, when nobody does
anything; so it waits as a timer. How it ends is told only where it was missed before,
or is late itself. Whether the finding stands is ``late``: an act that is entered late
may have been done in time.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from aggregates.policy.dates import day_start_ms
from projections.dues.clocks import MET, Clock
from projections.feed.news import Consequence, Drop, News, Pairs, Timer, Wait, timer
from projections.obligations.standing import Owed

RECALLED: Final = "RECALLED"
"""How a deadline ends whose act was taken back."""

DETAILS: Final = frozenset(
    {
        "BAR-EXPERT",
        "BAR-STAFF",
        "BLACKLIST",
        "CITY",
        "NATION",
        "PROVINCE",
        "REGION",
        "REVOKE",
    }
)
"""Details of obligations that are codes; any other may be somebody's own words."""


def after(last_day: str) -> int:
    """Return the first instant after a day, in ms."""
    return day_start_ms(date.fromisoformat(last_day) + timedelta(days=1))


def deadlines(running: Pairs, over: Pairs, now: int) -> Iterator[Consequence]:
    """Yield what changed deadlines tell.

    Args:
        running: Those that run.
        over: Those that ended.
        now: The time of the feed, in ms: timers up to it have gone off.
    """
    for key, (before, then) in running.items():
        # A deadline that runs is never counted again: it starts, and it ends.
        if then is None:
            yield from _stopped(before, over.get(key, (None, None))[1], now)
        elif before is None:
            yield from _started(then)
    for key, (before, then) in over.items():
        if key not in running:
            yield from _at_once(before, then)


def _timer(clock: Clock) -> Timer | None:
    """Return what tells the end of a deadline; nothing for one that ends in silence."""
    if clock.kind == "LATEST":
        told = News("deadline.missed", clock.id, _deadline(clock))
    elif clock.kind == "TERM" and clock.id.startswith("committee/"):
        told = News("committee.expired", clock.id, _filing(clock))
    else:
        return None
    return timer(after(clock.due), told, position=clock.position, n=clock.n)


def _started(clock: Clock) -> Iterator[Consequence]:
    waits = _timer(clock)
    if waits is not None:
        if waits.type == "committee.expired":
            yield News("committee.filed", clock.id, _filing(clock))
        yield Wait(waits)


def _stopped(clock: Clock, then: Clock | None, now: int) -> Iterator[Consequence]:
    waits = _timer(clock)
    if waits is None:
        return
    yield Drop(waits)
    if waits.at <= now and clock.kind == "LATEST":
        yield _ended(clock, then)


def _ended(clock: Clock, then: Clock | None) -> News:
    """Tell how a missed deadline ended; ``then`` is what became of it."""
    if then is None:
        return News("deadline.lapsed", clock.id, _end(clock, RECALLED, late=False))
    late = then.closed_on > then.due
    if then.how == MET:
        data = {**_deadline(clock), "met_on": then.closed_on, "late": late}
        return News("deadline.met", clock.id, data)
    return News("deadline.lapsed", clock.id, _end(clock, then.how, late=late))


def _at_once(before: Clock | None, then: Clock | None) -> Iterator[Consequence]:
    """Tell of a deadline that its own act met too late, and of that act's recall."""
    if then is not None and _is_late(then):
        data = {**_deadline(then), "met_on": then.closed_on, "late": True}
        yield News("deadline.met", then.id, data)
    elif then is None and before is not None and _is_late(before):
        yield News("deadline.lapsed", before.id, _end(before, RECALLED, late=False))


def _is_late(clock: Clock) -> bool:
    late = clock.kind == "LATEST" and clock.closed_on > clock.due
    return late and clock.how == MET and clock.closed == clock.position


def _deadline(clock: Clock) -> dict[str, Any]:
    return {
        "rule": clock.rule,
        "due": clock.due,
        "organisation": clock.org,
        "provisional": clock.provisional,
        "started": clock.position,
        "number": clock.n,
    }


def _end(clock: Clock, how: str, *, late: bool) -> dict[str, Any]:
    return {**_deadline(clock), "how": how, "late": late}


def _filing(clock: Clock) -> dict[str, Any]:
    return {"rule": clock.rule, "start": clock.start, "end": clock.due}


def obligations(open_ones: Pairs, met: Pairs, acted_on: str) -> Iterator[Consequence]:
    """Yield what changed obligations tell.

    Args:
        open_ones: Those that are open.
        met: Those that are met.
        acted_on: The aggregate of the event.
    """
    for key in dict.fromkeys([*open_ones, *met]):
        was, is_open = open_ones.get(key, (None, None))
        was_met, is_met = met.get(key, (None, None))
        if was is None and was_met is None:
            yield _owed("opened", is_open or is_met, acted_on)
        if is_met is not None:
            yield _owed("met", is_met, acted_on, met_on=is_met.met_on)
        elif is_open is None:
            yield _owed("withdrawn", was or was_met, acted_on)
        elif was_met is not None:
            yield _owed("reopened", is_open, acted_on)


def _owed(what: str, owed: Owed, acted_on: str, **more: Any) -> News:
    """Tell of an obligation; what is about a person stands on the event's aggregate."""
    personal = owed.about.startswith("person/")
    data = {
        "duty": owed.code,
        "rule": owed.rule,
        "organisation": owed.org,
        "detail": owed.detail if owed.detail in DETAILS else "",
        "opened": owed.opened,
        "since": owed.since,
        **more,
    }
    return News(f"obligation.{what}", acted_on if personal else owed.about, data)
