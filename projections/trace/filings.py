"""Since when and until when a committee might review, and what it might review.

A filing counts by its own dates, whenever it was recorded. A suspension counts from
its own moment until the review was resumed; a change that makes a new filing due
counts from the day on which it occurred.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from aggregates.committee import events as e
from aggregates.decider import Act
from aggregates.text import Text

REASONS: Final = {
    "NEVER_FILED": Text("未经核准备案", "not filed"),
    "EXPIRED": Text("有效期届满", "the filing had run out"),
    "SUSPENDED": Text("评审已暂停", "suspended"),
    "WITHDRAWN": Text("评审权已收回", "the power was withdrawn"),
    "CHANGED": Text("变化后未重新核准备案", "changed, and not filed again"),
    "SERIES": Text("超出核准的系列或专业", "beyond the series or professions filed"),
    "LEVEL": Text("超出核准的层级", "beyond the levels filed"),
}
RULES: Final = {
    "NEVER_FILED": ("XN6A-7a", "YC12-2b", "LZ-5.1a"),
    "EXPIRED": ("XN6A-7a", "YC12-2b", "LZ-5.1a"),
    "SUSPENDED": ("XN12-7.1c", "YC12-4.3b", "LZ-8.2c"),
    "WITHDRAWN": ("XN12-7.1c", "YC12-4.3c", "LZ-8.2c"),
    "CHANGED": ("YC12-2b",),
    "SERIES": ("XN6A-7a", "YC12-2b", "LZ-5.1b"),
    "LEVEL": ("XN6A-7a", "YC12-2b", "LZ-5.1b"),
}
_NEVER: Final = date.max


class Filing(NamedTuple):
    """One filing: from when to when, and on which application (附件3)."""

    first: date
    last: date
    applied: e.FilingApplied | None
    act: Act

    def covers(self, day: date) -> bool:
        """Tell whether a day lies in its term, the last one included."""
        return self.first <= day <= self.last


class Stop(NamedTuple):
    """Something that stops the review, between two moments."""

    reason: str
    since: tuple[date, int]
    until: tuple[date, int]
    act: Act


class Ground(NamedTuple):
    """Why a committee might not do what it did.

    Attributes:
        reason: A code of `REASONS`.
        act: The act that shows it: the filing that ran out, the suspension.
    """

    reason: str
    act: Act | None

    @property
    def period(self) -> tuple[str, int]:
        """What tells one invalid period from another."""
        return self.reason, self.act.position if self.act else -1


class Filings:
    """The filings of one committee, and what stopped it.

    Args:
        acts: The acts of the committee that stand, in their order.
    """

    def __init__(self, acts: Sequence[Act]) -> None:
        self.all = tuple(_filings(acts))
        self._stops = (
            *_stops(acts, "SUSPENDED", e.Suspended, e.Resumed),
            *_stops(acts, "WITHDRAWN", e.ReviewAuthorityWithdrawn, None),
            *self._changes(acts),
        )

    def on(self, day: date) -> Filing | None:
        """Return the filing that held on a day, the newest of several."""
        return next((one for one in reversed(self.all) if one.covers(day)), None)

    def against(self, act: Act) -> Iterator[Ground]:
        """Yield why the committee might not act at the moment of an act."""
        if self.on(act.day) is None:
            before = [one for one in self.all if one.last < act.day]
            reason = "EXPIRED" if before else "NEVER_FILED"
            yield Ground(reason, before[-1].act if before else None)
        moment = (act.day, act.position)
        for stop in self._stops:
            if stop.since <= moment < stop.until:
                yield Ground(stop.reason, stop.act)

    def beyond(
        self, day: date, series: Iterable[str], profession: str, levels: Iterable[str]
    ) -> Iterator[Ground]:
        """Yield in what something lay beyond the filing of a day.

        Args:
            day: Which day.
            series: In which series.
            profession: In which profession; empty for no one of them.
            levels: For which levels.
        """
        filing = self.on(day)
        if filing is None or filing.applied is None:
            return
        filed = filing.applied
        outside = filed.professions and profession not in ("", *filed.professions)
        if outside or not set(series) <= set(filed.series):
            yield Ground("SERIES", filing.act)
        if not set(levels) <= set(filed.levels):
            yield Ground("LEVEL", filing.act)

    def _changes(self, acts: Sequence[Act]) -> Iterator[Stop]:
        for act in acts:
            if not isinstance(act.body, e.ChangeOccurred):
                continue
            changed = act.body.occurred_on
            again = [
                (one.first, one.act.position)
                for one in self.all
                if one.first >= changed and one.act.position > act.position
            ]
            until = min(again, default=(_NEVER, 0))
            yield Stop("CHANGED", (changed, -1), until, act)


def _filings(acts: Sequence[Act]) -> Iterator[Filing]:
    applied: e.FilingApplied | None = None
    for act in acts:
        match act.body:
            case e.FilingApplied():
                applied = act.body
            case e.Validity(filed_on=first, valid_to=last):
                yield Filing(first, last, applied, act)
            case _:
                pass


def _stops(
    acts: Sequence[Act], reason: str, begins: type, ends: type | None
) -> Iterator[Stop]:
    """Yield the times between what begins a stop and what ends it."""
    running: Act | None = None
    for act in sorted(acts, key=_moment):
        if isinstance(act.body, begins):
            running = running or act
        elif ends is not None and isinstance(act.body, ends) and running is not None:
            yield Stop(reason, _moment(running), _moment(act), running)
            running = None
    if running is not None:
        yield Stop(reason, _moment(running), (_NEVER, 0), running)


def _moment(act: Act) -> tuple[date, int]:
    return act.day, act.position
