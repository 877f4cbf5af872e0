"""The due list and the publicity list as files: calendar and workbook."""

from collections.abc import Iterator, Sequence
from typing import Final

from cli.moments import format_moment
from cli.paper.ics import Entry, due_calendar
from cli.paper.workbook import Column, Value, workbook
from cli.reading_room import SHORT, Room
from ledger.statement import kind_of
from projections.dues.due import Due
from projections.dues.revisions import Key, Revision, revisions
from projections.facts import histories
from projections.publicity import Publicity
from projections.words.codes import in_words

_DUE: Final = (
    Column("到期日", 12),
    Column("状态", 12),
    Column("应办事项", 26),
    Column("责任单位", 28),
    Column("责任人", 18),
    Column("剩余天数（负数为逾期）", 12),
    Column("剩余工作日", 10),
    Column("期限种类", 14),
    Column("规则", 12),
    Column("出处", 32),
    Column("对象", 46),
    Column("起算日", 12),
    Column("起算事件", 20),
    Column("完成日", 12),
    Column("完成事件", 20),
    Column("暂定", 6),
)
_PUBLICITY: Final = (
    Column("公示种类", 16),
    Column("单位", 28),
    Column("地点（渠道）", 24),
    Column("公示内容", 22),
    Column("人数", 6),
    Column("公示人员", 30),
    Column("张贴日期", 12),
    Column("起算日", 12),
    Column("最短至", 12),
    Column("剩余天数", 10),
    Column("暂定", 6),
    Column("对象", 46),
    Column("开始事件", 20),
    Column("结束事件", 20),
)


def due_file(room: Room, found: Sequence[Due]) -> bytes:
    """Return deadlines as a calendar file."""
    entries = [
        Entry(
            due=due,
            revision=revision,
            first=room.log.event_at(revision.first.position).hash.hex(),
            changed_at=room.log.event_at(revision.position).received_at,
            owner=room.name(due.organisation) if due.organisation.id else "",
        )
        for due, revision in _revised(room, found)
    ]
    return due_calendar(entries, origin=room.log.origin, simulated=room.log.simulated)


def _revised(room: Room, found: Sequence[Due]) -> Iterator[tuple[Due, Revision]]:
    known: dict[str, dict[Key, Revision]] = {}
    for due in found:
        if due.id not in known:
            kind = kind_of(due.id)
            history = histories(kind, due.id, room.states.acts(due.id))
            known[due.id] = dict(revisions(history, kind))
        key = Key.of(due)
        # On a day of the past one may stand that was taken back since.
        alone = Revision(key, 0, key.position)
        yield due, known[due.id].get(key, alone)


def due_table(room: Room, found: Sequence[Due]) -> bytes:
    """Return deadlines as a workbook."""
    rows = [_due_row(room, due) for due in found]
    return workbook("应办事项", _DUE, rows, _notes(room))


def _due_row(room: Room, due: Due) -> tuple[Value, ...]:
    return (
        due.due,
        due.state.zh,
        due.met_by.zh if due.met_by.code else due.kind.zh,
        room.name(due.organisation) if due.organisation.id else "",
        room.name(due.person) if due.person else "",
        due.days,
        due.working_days,
        due.kind.zh,
        due.rule.id,
        due.rule.citation,
        due.id,
        due.start,
        due.started.event[:SHORT],
        due.met_on,
        due.met.event[:SHORT] if due.met else "",
        "是" if due.provisional else "",
    )


def publicity_table(room: Room, found: Sequence[Publicity]) -> bytes:
    """Return publicities as a workbook."""
    rows = [_publicity_row(room, one) for one in found]
    return workbook("公示", _PUBLICITY, rows, _notes(room))


def _publicity_row(room: Room, one: Publicity) -> tuple[Value, ...]:
    return (
        one.kind.zh,
        one.organisation.name or one.organisation.id,
        one.place,
        in_words(one.contents).zh,
        one.persons,
        "、".join(room.name(shown.person) for shown in one.shown),
        one.posted_on,
        one.since,
        one.until,
        None if one.closed else one.days_left,
        "是" if one.provisional else "",
        one.id,
        one.opened.event[:SHORT],
        one.closed.event[:SHORT] if one.closed else "",
    )


def _notes(room: Room) -> list[tuple[str, str]]:
    """Return where a list is from: ledger, records that counted, root, day."""
    known = room.times.known
    newest = room.log.event_at(known - 1).received_at
    simulated = "是，不具有任何效力" if room.log.simulated else "否"
    return [
        ("台账", room.log.origin),
        ("模拟时钟台账", simulated),
        ("截至", room.today.isoformat()),
        ("已知记录数", str(known)),
        ("该处根哈希", room.log.root_at(known).hex()),
        ("最新记录入账", format_moment(newest)),
    ]
