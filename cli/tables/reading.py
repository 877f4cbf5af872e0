"""Answers as tables and pairs: status, lists, due dates, records, publicity."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import click

from cli.language import say
from cli.output import nothing_found, print_heading, print_pairs, print_table
from cli.reading_room import SHORT, Room, short, word
from ledger.local_day import day_of, format_day
from projections.dues.due import Due
from projections.find import Found
from projections.integrity import Check, Standing
from projections.publicity import Publicity
from projections.stages import stage_label
from projections.status import NextAct, Row, Status
from projections.words.label import Label, Named
from projections.words.references import EventRef


def print_found(room: Room, found: Sequence[Found]) -> None:
    """Print what a text leads to."""
    columns = (
        say("类别", "kind"),
        say("编号", "id"),
        say("依据", "found by"),
        say("内容", "text"),
        say("当前", "now"),
    )
    rows = [
        (
            one.kind,
            one.id,
            word(one.by),
            word(one.event.type) if one.event else one.text or "-",
            _now(room, one),
        )
        for one in found
    ]
    print_table(columns, rows, unbroken=(1,))


def _now(room: Room, one: Found) -> str:
    if one.event is not None:
        return f"@{one.event.seq} {one.event.event[:SHORT]}"
    from projections.stages import stage_of  # noqa: PLC0415

    stage = stage_of(one.kind, room.states.get(one.id))
    return word(stage_label(one.kind, stage))


def list_document(kind: str, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the things of a kind for JSON."""
    return [
        {
            "id": row.id,
            "title": row.title,
            "stage": stage_label(kind, row.stage),
            "holder": row.holder,
            "person": row.person,
            "since_position": row.since,
        }
        for row in rows
    ]


def print_list(room: Room, kind: str, rows: Sequence[Row]) -> None:
    """Print the things of a kind."""
    if not rows:
        click.echo(nothing_found(kind))
        return
    columns = (
        say("编号", "id"),
        say("名称", "name"),
        say("环节", "stage"),
        say("现在何处", "with"),
        say("自", "since"),
    )
    print_table(
        columns,
        [
            (
                row.id,
                row.title or room.name(row.person),
                word(stage_label(kind, row.stage)),
                room.name(row.holder),
                _day_of(room.log.event_at(row.since).received_at),
            )
            for row in rows
        ],
        unbroken=(0, 4),
    )


def print_status(room: Room, found: Status) -> None:
    """Print how a thing stands."""
    room.say_today()
    print_pairs(_head(room, found))
    if found.details:
        print_heading(say("情况", "Particulars"))
        print_pairs(
            (word(d.name), _value(room, word(d.value), d.id)) for d in found.details
        )
    if found.next is not None:
        print_heading(say("下一步", "What comes next"))
        click.echo(f"  {_act(found.next)}")
        _print_missing(found)
    if found.possible:
        print_heading(say("本环节可办理", "What can be done in this stage"))
        for act in found.possible:
            click.echo(f"  {_act(act)}")
    if found.deadlines:
        print_heading(say("期限", "Deadlines"))
        _print_dues(room, found.deadlines)


def _head(room: Room, found: Status) -> Iterable[tuple[str, str]]:
    yield say("编号", "id"), found.id
    if found.names:
        yield say("名称", "name"), say("、", ", ").join(found.names)
    if found.on is not None:
        yield say("截至", "as of"), found.on.isoformat()
    yield say("环节", "stage"), word(found.stage)
    if found.holder is not None:
        yield say("现在何处", "with"), room.name(found.holder)
    if found.since is not None:
        yield say("自", "since"), _event(found.since)
    yield say("记录数", "events"), str(found.events)


def _print_missing(found: Status) -> None:
    if not found.missing:
        click.echo("  " + say("规则上不缺什么", "nothing is missing under the rules"))
        return
    click.echo("  " + say("还缺：", "still missing:"))
    for number, one in enumerate(found.missing, start=1):
        click.echo(f"  {number}. {one.rule.id}  {one.rule.citation}")
        expected, got = word(one.expected), word(one.found)
        click.echo(
            say(
                f"     要求：{expected}；实际：{got}",
                f"     expected: {expected}; found: {got}",
            )
        )
        click.echo(
            say(f"     办法：{word(one.remedy)}", f"     remedy: {word(one.remedy)}")
        )


def _act(act: NextAct) -> str:
    alternatives = say(" 或 ", " or ").join(
        " + ".join(word(role) for role in roles) for roles in act.signers
    )
    signed = say(f"（{alternatives}）", f" ({alternatives})")
    return f"{word(act.type)}{signed} {act.type.code}"


def _value(room: Room, value: str, thing: str) -> str:
    if not thing:
        return value
    if value == thing:
        name = room.name(thing)
        return thing if name == short(thing) else f"{name} {thing}"
    return f"{value} {short(thing)}"


def print_due(room: Room, found: Sequence[Due]) -> None:
    """Print what is owed."""
    room.say_today()
    if not found:
        click.echo(nothing_found(say("应办事项", "deadlines")))
        return
    _print_dues(room, found)
    if any(one.provisional or one.days_provisional for one in found):
        click.echo(
            say(
                "* 暂定：所涉年份的工作日历尚未采用",
                "* provisional: a year's working calendar is not adopted yet",
            )
        )


def _print_dues(room: Room, found: Iterable[Due]) -> None:
    columns = (
        say("到期", "due"),
        say("状态", "state"),
        say("天数", "days"),
        say("应办事项", "what is owed"),
        say("由谁", "by whom"),
        say("对象", "about"),
        say("规则", "rule"),
        say("起算事件", "started by"),
        say("完成事件", "met by"),
    )
    print_table(
        columns, [_due_row(room, one) for one in found], unbroken=(0, 2, 5, 6, 7, 8)
    )


def _due_row(room: Room, one: Due) -> tuple[str, ...]:
    owners = [one.organisation] if one.organisation.id else []
    owners += [Named(one.person)] if one.person else []
    owner = say("，", ", ").join(room.name(each) for each in owners) or "-"
    return (
        f"{one.due}{'*' if one.provisional else ''}",
        word(one.state),
        _days(one),
        _what(one),
        owner,
        short(one.id),
        one.rule.id,
        one.started.event[:SHORT],
        one.met.event[:SHORT] if one.met else "-",
    )


def _what(one: Due) -> str:
    """Name what is to be done; a window only tells that it is open."""
    by_kind = one.kind.code == "WINDOW" or not one.met_by.code
    return word(one.kind) if by_kind else word(one.met_by)


def _days(one: Due) -> str:
    if one.kind.code not in ("LATEST", "WINDOW") or one.state.code == "SHUT":
        return "-"
    if one.met is not None and not one.finding:
        return "-"
    number, unit = (
        (one.working_days, _working_days(one))
        if one.unit == "WD"
        else (one.days, say("天", "d"))
    )
    sign = say("逾期", "late ") if one.finding else say("剩", "left ")
    return f"{sign}{abs(number)}{unit}"


def _working_days(one: Due) -> str:
    """Name the unit, marked where a year's calendar is not adopted yet."""
    return say("工作日", "wd") + ("*" if one.days_provisional else "")


def print_records(room: Room, found: Sequence[Standing], on: date) -> None:
    """Print integrity records as they stand on a day."""
    room.say_today()
    click.echo(say(f"截至 {on}", f"as of {on}"))
    if not found:
        click.echo(nothing_found(say("诚信记录", "integrity records")))
        return
    _print_standing(room, found)


def print_check(room: Room, found: Check) -> None:
    """Print whether a person is barred on a day."""
    room.say_today()
    who = room.name(found.person)
    verdict = say("不得申报", "barred") if found.barred else say("不受限", "not barred")
    click.echo(say(f"{who}：{found.on} {verdict}", f"{who}: {verdict} on {found.on}"))
    if found.records:
        _print_standing(room, found.records)
    else:
        click.echo(nothing_found(say("诚信记录", "integrity records")))


def _print_standing(room: Room, found: Iterable[Standing]) -> None:
    columns = (
        say("人员", "person"),
        say("名单", "tier"),
        say("层级", "levels"),
        say("状态", "state"),
        say("起", "from"),
        say("末日（含）", "last barred day"),
        say("行为", "behaviour"),
        say("决定", "decision"),
        say("依据", "basis"),
        say("记入事件", "entered by"),
    )
    print_table(
        columns, [_record_row(room, one) for one in found], unbroken=(0, 4, 5, 9)
    )


def _record_row(room: Room, one: Standing) -> tuple[str, ...]:
    return (
        room.name(one.person),
        word(one.tier),
        say("、", ", ").join(word(level) for level in one.levels),
        word(one.state),
        one.start.isoformat(),
        one.last_barred_day.isoformat(),
        word(one.behaviour),
        one.decision_no,
        say("、", ", ").join(rule.id for rule in one.basis),
        one.entered.event[:SHORT],
    )


def print_publicity(room: Room, found: Sequence[Publicity]) -> None:
    """Print what is publicised."""
    room.say_today()
    if not found:
        click.echo(nothing_found(say("公示", "publicity")))
        return
    columns = (
        say("公示", "publicity"),
        say("对象", "about"),
        say("单位", "by"),
        say("地点（渠道）", "where"),
        say("自", "since"),
        say("最短至", "at least until"),
        say("还剩", "left"),
        say("开始事件", "opened by"),
        say("结束事件", "closed by"),
    )
    rows = [_publicity_row(one) for one in found]
    print_table(columns, rows, unbroken=(1, 4, 5, 7, 8))
    _print_shown(room, found)


def _print_shown(room: Room, found: Iterable[Publicity]) -> None:
    """Print who stands on open publicities; names only where they were opened."""
    rows = [
        (
            short(one.id),
            room.name(shown.person),
            room.name(shown.employer),
            shown.series,
            word(shown.level),
        )
        for one in found
        for shown in one.shown
    ]
    if rows:
        print_heading(say("公示对象", "Who stands on them"))
        columns = (
            say("对象", "about"),
            say("人员", "person"),
            say("单位", "employer"),
            say("系列", "series"),
            say("级别", "level"),
        )
        print_table(columns, rows, unbroken=(0,))


def _publicity_row(one: Publicity) -> tuple[str, ...]:
    left = "-" if one.days_left is None or one.closed else _left(one.days_left)
    mark = "*" if one.provisional else ""
    return (
        word(one.kind),
        short(one.id),
        one.organisation.name or short(one.organisation.id),
        one.place,
        one.since.isoformat(),
        f"{one.until or '-'}{mark}",
        left,
        one.opened.event[:SHORT],
        one.closed.event[:SHORT] if one.closed else "-",
    )


def _left(days: int) -> str:
    if days >= 0:
        return say(f"{days} 天", f"{days} d")
    return say("已满，可结束", "may be closed")


def _event(ref: EventRef) -> str:
    what = f"{word(ref.type)} {ref.event[:SHORT]}"
    return f"{_day_of(ref.received_at)} {what}"


def _day_of(instant: int) -> str:
    return format_day(day_of(instant))


__all__ = [
    "Label",
    "list_document",
    "print_check",
    "print_due",
    "print_found",
    "print_list",
    "print_publicity",
    "print_records",
    "print_status",
]
