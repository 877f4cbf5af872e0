"""Statistics of batches as tables."""

from collections.abc import Iterable, Sequence

import click

from cli.language import say
from cli.output import nothing_found, print_heading, print_pairs, print_table
from cli.reading_room import Room, short, word
from projections.reviewing.statistics import Count, Statistics


def print_all_statistics(room: Room, found: Sequence[Statistics]) -> None:
    """Print one line for each batch."""
    room.say_today()
    if not found:
        click.echo(nothing_found(say("评审批次", "batches")))
        return
    columns = (
        say("年度", "year"),
        say("批次", "batch"),
        say("评委会", "committee"),
        say("环节", "stage"),
        say("申报", "declared"),
        say("入会", "admitted"),
        say("表决", "decided"),
        say("通过", "passed"),
        say("确认", "confirmed"),
    )
    rows = [
        (
            str(one.year),
            short(one.session.id),
            one.committee.name or short(one.committee.id),
            word(one.stage),
            *map(str, (one.declared, one.admitted, one.decided)),
            *map(str, (one.passed, one.confirmed)),
        )
        for one in found
    ]
    print_table(columns, rows, unbroken=(0, 1))


def print_statistics(room: Room, found: Statistics) -> None:
    """Print the figures of one batch."""
    room.say_today()
    print_pairs(_pairs(found))
    _print_counts(say("按环节", "By stage"), found.by_stage)
    _print_counts(say("按系列", "By series"), found.by_series)
    _print_counts(say("按层级", "By level"), found.by_level)
    if found.by_employer:
        print_heading(say("按单位", "By employer"))
        columns = (
            say("单位", "employer"),
            say("申报", "all"),
            say("确认", "confirmed"),
        )
        nobody = say("（无用人单位）", "(no employer)")
        print_table(
            columns,
            [
                (
                    one.employer.name or short(one.employer.id) or nobody,
                    str(one.number),
                    str(one.confirmed),
                )
                for one in found.by_employer
            ],
        )
    _print_counts(say("告知、退回的原因", "Reasons told"), found.told)
    _print_counts(say("信访", "Complaints"), found.complaints)
    _print_hops(found)


def _pairs(one: Statistics) -> Iterable[tuple[str, str]]:
    yield say("批次", "batch"), one.session.id
    yield say("评委会", "committee"), one.committee.name or one.committee.id
    yield say("年度", "year"), f"{one.year} {one.profile}"
    yield say("截至", "as of"), one.on.isoformat()
    yield say("环节", "stage"), word(one.stage)
    yield say("申报件数", "applications"), str(one.applications)
    yield say("已提交", "declared"), str(one.declared)
    yield say("提交评审", "admitted"), str(one.admitted)
    yield say("就位专家", "seated"), str(one.seated)
    yield say("到会专家", "present"), str(one.present)
    if one.pass_rate:
        yield say("通过率", "pass rate"), _pass_rate(one)
    yield say("公示", "published"), str(one.published)
    yield say("确认", "confirmed"), str(one.confirmed)


def _pass_rate(one: Statistics) -> str:
    if not one.ceiling:
        return one.pass_rate
    above = say("，高于方案", ", above the plan") if one.above_ceiling else ""
    return say(
        f"{one.pass_rate}（方案 {one.ceiling}{above}）",
        f"{one.pass_rate} (plan {one.ceiling}{above})",
    )


def _print_counts(title: str, counts: Iterable[Count]) -> None:
    rows = [(word(one.what), str(one.number)) for one in counts]
    if rows:
        print_heading(title)
        print_table(("", ""), rows)


def _print_hops(found: Statistics) -> None:
    if not found.hops:
        return
    print_heading(say("办理天数（自然日）", "Days for each hop"))
    columns = (
        say("单位类别", "kind of body"),
        say("已办", "done"),
        say("在办", "running"),
        say("中位数", "median"),
        say("最长", "longest"),
    )
    rows = [
        (
            word(one.kind),
            str(one.hops),
            str(one.running),
            one.median_days or "-",
            str(one.longest_days) if one.hops else "-",
        )
        for one in found.hops
    ]
    print_table(columns, rows)
