"""What is publicised now, where, and when it may end at the earliest.

Three kinds: the employer's, before the recommendation (XN12-5.2b), that of the results
(XN12-5.3c), and that of an entrusting body in its own scope (LZ-6.1c). A publicity ends
with the event that closes it, or when the matter leaves that stage in another way,
which is then named.

While one is open, the board says who stands on it: name and employer, series and level,
and nothing else (domain page, section 6). The name is the vault's; the board has an id.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from aggregates.application.recommending import EmployerPublicityOpened
from aggregates.application.standing import PUBLICITY as AT_THE_EMPLOYER
from aggregates.entrustment import events as entrustment
from aggregates.entrustment.state import PUBLICITY as OF_THE_ENTRUSTING_BODY
from aggregates.session.results import ResultPublicityOpened
from aggregates.session.state import PUBLICITY as OF_THE_RESULTS
from aggregates.text import Text
from aggregates.words import word
from projections.facts import Fact
from projections.projection import Projection, Table, Writing, each
from projections.refold import as_they_stood
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.words.label import Label, Named, label
from projections.words.references import EventRef, event_ref

KINDS: Final = {
    "EMPLOYER": Text("用人单位公示", "employer's publicity"),
    "RESULT": Text("评审结果公示", "publicity of results"),
    "ENTRUSTED": Text("委托评审结果公示", "publicity of entrusted results"),
}
STAGES: Final = frozenset({AT_THE_EMPLOYER, OF_THE_RESULTS, OF_THE_ENTRUSTING_BODY})
"""The stages of an application, a session, or a letter that something is public in."""

_ON_THE_LIST: Final = "application.result-publicised"
"""What follows the opening for everybody who is on the published list."""


class Notice(msgspec.Struct, frozen=True):
    """One publicity.

    Attributes:
        id: The application, the session, or the letter of entrustment.
        opened: Position of the opening.
        kind: A code of `KINDS`.
        org: Who publicises.
        posted_on: The day of posting, as stated.
        since: The day on which it counts as begun.
        place: Where, or on which channel.
        contents: Codes of what is shown, by spaces.
        persons: How many persons are on it.
        until: Last day of the minimum; empty where none is stored.
        provisional: Whether that day may still move.
        closed: Position of the event that ended it.
        closed_on: Its day.
    """

    id: str
    opened: int
    kind: str
    org: str
    posted_on: str
    since: str
    place: str
    contents: str
    persons: int
    until: str
    provisional: bool
    closed: int | None = None
    closed_on: str = ""


OPEN: Final = Table("publicity_open", Notice, key=2, by_aggregate=True)
PAST: Final = Table("publicity_past", Notice, key=2, by_aggregate=True)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    if fact.act is None:
        return
    if fact.recalled is not None:
        _take_back(fact.act.id, fact.recalled, rows)
        return
    opened = _opened(fact)
    left = getattr(fact.before, "stage", "") in STAGES and (
        opened is not None or fact.after.stage not in STAGES
    )
    if left:
        for notice in rows.under(OPEN, fact.act.id):
            rows.remove(OPEN, notice.id, notice.opened)
            rows.put(PAST, _closed(notice, fact))
    if opened is not None:
        rows.put(OPEN, opened)


def _take_back(aggregate: str, recalled: int, rows: Writing) -> None:
    """Let a recalled act have opened and closed nothing."""
    rows.remove(OPEN, aggregate, recalled)
    for notice in rows.under(PAST, aggregate):
        if notice.closed == recalled:
            rows.remove(PAST, notice.id, notice.opened)
            rows.put(OPEN, msgspec.structs.replace(notice, closed=None, closed_on=""))


def _opened(fact: Fact) -> Notice | None:
    act = fact.act
    if act is None:
        return None
    match act.body:
        case EmployerPublicityOpened() as body:
            shown = ("EMPLOYER", body.place, " ".join(body.contents), 1)
        case ResultPublicityOpened() as body:
            shown = ("RESULT", body.channel, "", body.published.count)
        case entrustment.ResultPublicityOpened() as body:
            shown = ("ENTRUSTED", body.address, "", len(fact.after.persons))
        case _:
            return None
    minimum = next((d for d in body.deadlines if d.kind == "MINIMUM"), None)
    kind, place, contents, persons = shown
    return Notice(
        id=act.id,
        opened=act.position,
        kind=kind,
        org=act.by[0].org,
        posted_on=body.posted_on.isoformat(),
        since=act.day.isoformat(),
        place=place,
        contents=contents,
        persons=persons,
        until=minimum.due.isoformat() if minimum else "",
        provisional=minimum is not None and minimum.provisional,
    )


def _closed(notice: Notice, fact: Fact) -> Notice:
    return msgspec.structs.replace(
        notice, closed=fact.event.position, closed_on=fact.day.isoformat()
    )


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who stands on a publicity, with no more than it may show.

    Attributes:
        person: Who; the name is in the vault.
        employer: Where the person works, as far as the matter says.
        series: The series.
        level: The level; empty where a letter names several.
    """

    person: str
    employer: Named
    series: str
    level: Label


class Publicity(msgspec.Struct, frozen=True, kw_only=True):
    """One publicity as it stands.

    Attributes:
        id: The application, the session, or the letter of entrustment.
        kind: The employer's, that of the results, or of an entrusting body.
        organisation: Who publicises.
        posted_on: The day of posting, as stated.
        since: The day on which it counts as begun.
        place: Where, or on which channel.
        contents: Codes of what is shown.
        persons: How many persons are on it.
        shown: Who they are, while it is open.
        until: Last day of the minimum; it may be closed after that day.
        provisional: Whether that day may still move.
        days_left: Days until then; negative when the minimum has run.
        opened: The event that opened it.
        closed: The event that ended it.
    """

    id: str
    kind: Label
    organisation: Named
    posted_on: date
    since: date
    place: str
    contents: tuple[str, ...]
    persons: int
    shown: tuple[Shown, ...]
    until: date | None
    provisional: bool
    days_left: int | None
    opened: EventRef
    closed: EventRef | None


def open_publicities(rows: Rows, states: AsOf, today: date) -> tuple[Publicity, ...]:
    """Return what is publicised, now or on a day, the first to end first."""
    found = _notices(rows, states, over_too=False)
    found = [one for one in found if one.closed is None]
    found.sort(key=lambda n: (n.until, n.opened))
    return tuple(_publicity(notice, states, today) for notice in found)


def past_publicities(rows: Rows, states: AsOf, today: date) -> tuple[Publicity, ...]:
    """Return what was publicised and is over, oldest first."""
    found = [one for one in _notices(rows, states) if one.closed is not None]
    found.sort(key=lambda n: n.opened)
    return tuple(_publicity(notice, states, today) for notice in found)


def _notices(rows: Rows, states: AsOf, *, over_too: bool = True) -> list[Notice]:
    past = over_too or states.day is not None
    tables = (OPEN, PAST) if past else (OPEN,)
    return as_they_stood(rows, states, PUBLICITY, tables, _stood, over_too=over_too)


def _stood(notice: Notice, day: str) -> Notice | None:
    """Return a publicity as it stood at the end of a day; None before it began."""
    if notice.since > day:
        return None
    if notice.closed_on > day:
        return msgspec.structs.replace(notice, closed=None, closed_on="")
    return notice


def _publicity(notice: Notice, states: AsOf, today: date) -> Publicity:
    until = date.fromisoformat(notice.until) if notice.until else None
    closed = notice.closed
    log = states.log
    return Publicity(
        id=notice.id,
        kind=label(notice.kind, KINDS[notice.kind]),
        organisation=states.organisation(notice.org),
        posted_on=date.fromisoformat(notice.posted_on),
        since=date.fromisoformat(notice.since),
        place=notice.place,
        contents=tuple(notice.contents.split()),
        persons=notice.persons,
        shown=tuple(_shown(notice, states)) if closed is None else (),
        until=until,
        provisional=notice.provisional,
        days_left=None if until is None else (until - today).days,
        opened=event_ref(log.event_at(notice.opened)),
        closed=None if closed is None else event_ref(log.event_at(closed)),
    )


def _shown(notice: Notice, states: AsOf) -> Iterator[Shown]:
    """Yield who stands on an open publicity."""
    match notice.kind:
        case "EMPLOYER":
            yield _applicant(notice.id, states)
        case "RESULT":
            for event in states.log.page(notice.opened + 1, notice.persons):
                if event.type == _ON_THE_LIST:
                    yield _applicant(event.id, states)
        case _:
            letter = states.get(notice.id)
            for person in letter.persons:
                yield Shown(
                    person=person,
                    employer=Named(""),
                    series=letter.series,
                    level=Label("", "", ""),
                )


def _applicant(application: str, states: AsOf) -> Shown:
    state = states.get(application)
    return Shown(
        person=state.person,
        employer=states.organisation(state.employer or state.agency),
        series=state.series,
        level=label(state.level, word(state.level)),
    )


PUBLICITY: Final = Projection(
    name="publicity",
    version=4,
    tables=(OPEN, PAST),
    apply=each(_apply),
    kinds=frozenset({"application", "entrustment", "session"}),
)
