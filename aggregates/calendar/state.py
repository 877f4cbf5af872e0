"""The calendar of one year as adopted, version by version."""

from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.calendar import events as e
from aggregates.decider import Act, Handlers, fold

REGION = "cn"
"""The region whose calendars are reckoned by: ``calendar/cn-2024``."""


class CalendarState(msgspec.Struct, frozen=True, cache_hash=True):
    """The newest adopted calendar of a year; ``version`` 0 when there is none.

    Its hash is kept: every judgement looks three calendars up among the working days
    that were counted before.
    """

    id: str
    version: int = 0
    year: int = 0
    off: tuple[date, ...] = ()
    makeup: tuple[date, ...] = ()


def initial(aggregate_id: str) -> CalendarState:
    """Return the state of a calendar that was never adopted."""
    return CalendarState(id=aggregate_id)


def evolve(state: CalendarState, act: Act) -> CalendarState:
    """Fold one act into the state."""
    return fold(HANDLERS, state, act)


def _adopted(state: CalendarState, body: e.Adopted, act: Act) -> CalendarState:
    return replace(
        state, version=act.seq, year=body.year, off=body.off, makeup=body.makeup
    )


HANDLERS: Handlers[CalendarState] = {e.Adopted: _adopted}
