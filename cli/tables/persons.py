"""What binds a person, as tables."""

from collections.abc import Iterable

import click

from cli.language import say
from cli.output import print_heading, print_pairs, print_table
from cli.reading_room import Room, short, word
from projections.integrity import Standing
from projections.persons import Ban, Declared, Held, PersonAnswer


def print_person(room: Room, found: PersonAnswer) -> None:
    """Print what binds a person on a day."""
    room.say_today()
    yes, no = say("是", "yes"), say("否", "no")
    print_pairs(
        [
            (say("人员", "person"), room.name(found.person)),
            (say("截至", "as of"), found.on.isoformat()),
            (say("已登记", "registered"), yes if found.registered else no),
            (say("不得申报", "barred"), yes if found.barred else no),
            *([(say("个人信息", "data"), say("已删除", "erased"))] * found.erased),
            *((say("未提交", "not declared"), short(one.id)) for one in found.drafts),
        ]
    )
    _print_declarations(found.declarations)
    _print_titles(found.titles)
    _print_records(found.records)
    _print_bans(found.bans)


def _print_declarations(declarations: Iterable[Declared]) -> None:
    rows = [
        (
            str(one.year),
            one.application.name or short(one.application.id),
            one.series,
            one.profession,
            word(one.level),
            word(one.stage),
        )
        for one in declarations
    ]
    if not rows:
        click.echo(say("没有申报", "no declarations"))
        return
    print_heading(say("申报", "Declarations"))
    columns = (
        say("年度", "year"),
        say("申报", "application"),
        say("系列", "series"),
        say("专业", "profession"),
        say("层级", "level"),
        say("环节", "stage"),
    )
    print_table(columns, rows, unbroken=(0, 1))


def _print_titles(titles: Iterable[Held]) -> None:
    rows = [
        (
            one.title.name or short(one.title.id),
            one.series,
            word(one.level),
            word(one.stage),
            say("有效", "stands") if one.stands else say("已丧失", "lost"),
            str(one.since or "-"),
        )
        for one in titles
    ]
    if not rows:
        return
    print_heading(say("职称", "Titles"))
    columns = (
        say("证书（编号）", "certificate or id"),
        say("系列", "series"),
        say("层级", "level"),
        say("状态", "state"),
        say("是否有效", "stands"),
        say("自", "since"),
    )
    print_table(columns, rows, unbroken=(0, 5))


def _print_records(records: Iterable[Standing]) -> None:
    rows = [
        (
            word(one.tier),
            word(one.state),
            str(one.start),
            str(one.last_barred_day),
            word(one.behaviour),
            one.decision_no,
        )
        for one in records
    ]
    if not rows:
        return
    print_heading(say("诚信记录", "Integrity records"))
    columns = (
        say("名单", "tier"),
        say("状态", "state"),
        say("起", "from"),
        say("末日（含）", "last day"),
        say("行为", "behaviour"),
        say("决定", "decision"),
    )
    print_table(columns, rows, unbroken=(2, 3))


def _print_bans(bans: Iterable[Ban]) -> None:
    holds, over = say("在期限内", "in force"), say("不在期限内", "not in force")
    rows = [
        (
            word(one.kind),
            str(one.start),
            str(one.end or "-"),
            holds if one.holds else over,
            one.basis,
            one.by.name or short(one.by.id) or "-",
        )
        for one in bans
    ]
    if not rows:
        return
    print_heading(say("限制", "Bans"))
    columns = (
        say("种类", "kind"),
        say("起", "from"),
        say("末日（含）", "last day"),
        say("当日", "on the day"),
        say("依据", "basis"),
        say("决定", "decided by"),
    )
    print_table(columns, rows, unbroken=(1, 2))
