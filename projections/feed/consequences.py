"""What an event tells subscribers: the rows that it changed, said in codes, ids, days.

Nothing is told but what is listed here. Names, free text, numbers of documents, who
was drawn as an expert, who complained: none of it is in a change, not even sealed. A
recall or a correction changes the rows back, and so tells the way back.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from projections.dues.clocks import OVER, RUNNING
from projections.facts import Fact
from projections.feed.debts import after, deadlines, obligations
from projections.feed.news import (
    Consequence,
    Drop,
    News,
    Pairs,
    Timer,
    Wait,
    net_changes,
    timer,
)
from projections.integrity import LEVELS, RECORDS, Record
from projections.obligations.standing import MET as OBLIGATIONS_MET
from projections.obligations.standing import OPEN as OBLIGATIONS_OPEN
from projections.projection import Table
from projections.publicity import OPEN as PUBLICITY_OPEN
from projections.publicity import Notice
from projections.status import ROWS, Row

HEARD: Final[tuple[Table[Any], ...]] = (
    ROWS,
    PUBLICITY_OPEN,
    RECORDS,
    RUNNING,
    OVER,
    OBLIGATIONS_OPEN,
    OBLIGATIONS_MET,
)
"""The tables whose rows make changes."""

SILENT: Final = frozenset({"heads", "key", "ledger"})
"""Kinds of aggregates whose status is no news."""

ERASED: Final = "ERASED"
TITLES: Final[Mapping[str, str]] = {
    "CONFERRED": "title.conferred",
    "DETERMINED": "title.conferred",
    "FORGED": "title.voided",
    "RECORDED": "title.conferred",
    "REVOKED": "title.revoked",
    "VOIDED": "title.voided",
}
"""Stages of a title that are told as changes of their own, beside its status."""

ENDED: Final[Mapping[str, str]] = {
    "ANNULLED": "record.annulled",
    "REPAIRED": "record.repaired",
}
"""Stages of an integrity record that end it."""

_NONE: Final[Pairs] = {}


def consequences(fact: Fact, now: int) -> Iterator[Consequence]:
    """Yield what an event tells, and which timers it sets and withdraws.

    Args:
        fact: The event, with the rows that it changed.
        now: The time of the feed, in ms: timers up to it have gone off.
    """
    if not fact.moves:
        return
    net = net_changes(fact.moves, HEARD)
    for before, then in net.get(ROWS.name, _NONE).values():
        yield from _status(before, then)
    for before, then in net.get(PUBLICITY_OPEN.name, _NONE).values():
        yield from _publicity(before, then, fact.day.isoformat())
    for before, then in net.get(RECORDS.name, _NONE).values():
        yield from _record(before, then)
    running, over = net.get(RUNNING.name, _NONE), net.get(OVER.name, _NONE)
    yield from deadlines(running, over, now)
    opened = net.get(OBLIGATIONS_OPEN.name, _NONE)
    met = net.get(OBLIGATIONS_MET.name, _NONE)
    yield from obligations(opened, met, fact.event.id)


# Status, and what it means for persons and titles.


def _status(before: Row | None, then: Row) -> Iterator[News]:
    kind = then.id.partition("/")[0]
    was = before.stage if before else ""
    if before is not None and (was, before.holder) == (then.stage, then.holder):
        return
    if kind == "person":
        # Who is registered may be an expert; only that a person is gone is told.
        if then.stage == ERASED:
            yield News("person.erased", then.id, {"person": then.id})
        return
    if kind in SILENT:
        return
    data = {"kind": kind, "stage": then.stage, "was": was, "holder": then.holder}
    yield News("status.changed", then.id, data)
    told = TITLES.get(then.stage) if kind == "title" and then.stage != was else None
    if told is not None:
        yield News(told, then.id, {"person": then.person, "stage": then.stage})


# Publicity.


def _publicity(before: Notice | None, then: Notice | None, day: str) -> Iterator[News]:
    if before is None and then is not None:
        data = {**_notice(then), "since": then.since, "until": then.until}
        yield News("publicity.opened", then.id, data)
    if before is not None and then is None:
        yield News("publicity.closed", before.id, {**_notice(before), "closed_on": day})


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "organisation": notice.org,
        "opened": notice.opened,
    }


# Integrity records.


def _record(before: Record | None, then: Record) -> Iterator[Consequence]:
    old = None if before is None else _expiry(before)
    new = _expiry(then)
    if old is not None and old != new:
        yield Drop(old)
    yield from _entry(before, then)
    if new is not None and old != new:
        yield Wait(new)


def _entry(before: Record | None, then: Record) -> Iterator[News]:
    if then.entered is None:
        return
    if before is None or before.entered != then.entered:
        yield News("record.entered", then.id, _terms(then))
        return
    ended = ENDED.get(then.stage)
    if ended is not None and then.stage != before.stage:
        yield News(ended, then.id, {**_whose(then), "on": then.annulled_on})
    elif _terms(then) != _terms(before):
        yield News("record.corrected", then.id, _terms(then))
    if then.bars != before.bars:
        yield News("record.barring", then.id, {**_whose(then), "bars": then.bars})


def _expiry(record: Record) -> Timer | None:
    if record.entered is None or record.annulled_on:
        return None
    told = News("record.expired", record.id, {**_whose(record), "end": record.end})
    return timer(after(record.end), told)


def _terms(record: Record) -> dict[str, Any]:
    return {
        **_whose(record),
        "tier": record.tier,
        "levels": [level for level in record.levels.split() if level in LEVELS],
        "start": record.start,
        "end": record.end,
    }


def _whose(record: Record) -> dict[str, Any]:
    """Name the person by id, unless that would name an expert."""
    return {} if record.role == "EXPERT" else {"person": record.person}
