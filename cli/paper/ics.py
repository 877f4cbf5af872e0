"""Deadlines for a calendar program: all-day entries that move when the deadline does.

An entry keeps its UID when its deadline is counted anew, and its SEQUENCE rises with
each change, so that a calendar that is given the file again moves what it has. No
personal data is in it: persons are not named, not even by their ids.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from icalendar import Calendar, Event

from projections.dues.due import Due
from projections.dues.revisions import Revision

PRODUCT: Final = "-//daocha//due//ZH"
_CONTEXT: Final = b"daocha deadline 1"
_DIGITS: Final = 40
_KINDS: Final = {
    "LATEST": "截止",
    "MINIMUM": "最短期限届满",
    "TERM": "期限届满",
    "REFERENCE": "参考期限",
    "WINDOW": "办理期间截止",
}


class Entry(NamedTuple):
    """One deadline for a calendar.

    Attributes:
        due: The deadline.
        revision: Its identity, and how often it was changed.
        first: The id of the event with which it began.
        changed_at: When the event that changed it last was received, ms.
        owner: The organisation that owes it; empty where it is a person.
    """

    due: Due
    revision: Revision
    first: str
    changed_at: int
    owner: str


def due_calendar(entries: Iterable[Entry], *, origin: str, simulated: bool) -> bytes:
    """Return a calendar file with deadlines.

    Args:
        entries: The deadlines; what was replaced is shown as what replaced it.
        origin: The ledger.
        simulated: Whether its clock is simulated, which every entry then says.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"倒查期限 {origin}")
    for entry in entries:
        if entry.revision.newest:
            calendar.add_component(_event(entry, origin, simulated=simulated))
    return bytes(calendar.to_ical())


def _event(entry: Entry, origin: str, *, simulated: bool) -> Event:
    due = entry.due
    mark = "〔模拟〕" if simulated else ""
    owner = f"（{entry.owner}）" if entry.owner else ""
    event = Event()
    event.add("uid", _uid(entry, origin))
    event.add("dtstamp", _instant(entry.changed_at))
    event.add("last-modified", _instant(entry.changed_at))
    event.add("sequence", entry.revision.number)
    event.add("dtstart", due.due)
    event.add("dtend", due.due + timedelta(days=1))
    event.add("summary", f"{mark}{_what(due)}{owner}")
    event.add("description", "\n".join(_description(due, origin)))
    event.add("categories", [due.kind.zh])
    event.add("status", _status(due))
    event.add("transp", "TRANSPARENT")
    return event


def _uid(entry: Entry, origin: str) -> str:
    first = entry.revision.first
    parts = (origin, entry.first, first.rule, first.met_by, first.due)
    digest = sha256("\n".join((_CONTEXT.decode(), *parts)).encode()).hexdigest()
    return f"{digest[:_DIGITS]}@daocha"


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms // 1000, tz=UTC)


def _what(due: Due) -> str:
    what = due.met_by.zh if due.met_by.code else due.kind.zh
    return f"{what}：{_KINDS.get(due.kind.code, due.kind.zh)}"


def _description(due: Due, origin: str) -> list[str]:
    lines = [
        f"对象：{due.id}",
        f"状态：{due.state.zh}",
        f"规则：{due.rule.id} {due.rule.citation}".rstrip(),
        f"起算：{due.start}，事件 {due.started.event}",
        f"台账：{origin}",
    ]
    if due.provisional:
        lines.append("暂定：所涉年份的工作日历尚未采用")
    return lines


def _status(due: Due) -> str:
    if due.met is not None:
        return "CANCELLED"
    return "TENTATIVE" if due.provisional else "CONFIRMED"
