"""Expert pools as tables, without names."""

from collections.abc import Sequence

import click

from cli.language import say
from cli.output import nothing_found, print_heading, print_pairs, print_table
from cli.reading_room import SHORT, Room, short, word
from projections.reviewing.pools import Frozen, Pool


def print_pools(room: Room, found: Sequence[Pool]) -> None:
    """Print one line for each committee."""
    room.say_today()
    if not found:
        click.echo(nothing_found(say("专家库", "expert pools")))
        return
    columns = (
        say("评委会", "committee"),
        say("编号", "id"),
        say("在库", "in it"),
        say("各系列", "by series"),
        say("出库", "removed"),
        say("取消资格", "disqualified"),
        say("封存名单", "frozen list"),
    )
    rows = [
        (
            one.committee.name or "-",
            short(one.committee.id),
            str(one.size),
            _by_series(one),
            str(one.removed),
            str(one.barred),
            _frozen(one.frozen),
        )
        for one in found
    ]
    print_table(columns, rows, unbroken=(1,))


def _by_series(one: Pool) -> str:
    counts = (f"{count.series} {count.number}" for count in one.by_series)
    return say("、", ", ").join(counts) or "-"


def _frozen(found: Frozen | None) -> str:
    if found is None:
        return "-"
    return say(
        f"{found.year} 年度 {found.count} 人，其后变动 {found.changes_since} 次",
        f"{found.year}: {found.count}, {found.changes_since} changes since",
    )


def print_pool(room: Room, found: Pool) -> None:
    """Print one committee's pool with what changed."""
    room.say_today()
    pairs = [
        (say("评委会", "committee"), found.committee.name or found.committee.id),
        (say("截至", "as of"), found.on.isoformat()),
        (say("在库", "in it"), str(found.size)),
        (say("各系列", "by series"), _by_series(found)),
        (say("先后入库", "ever admitted"), str(found.admitted)),
        (say("出库", "removed"), str(found.removed)),
        (say("取消资格", "disqualified"), str(found.barred)),
        (say("封存名单", "frozen list"), _frozen(found.frozen)),
    ]
    if found.frozen is not None:
        pairs.append((say("名单哈希", "hash of the list"), found.frozen.sealed))
    print_pairs(pairs)
    if not found.changes:
        return
    print_heading(say("变动", "Changes"))
    columns = (
        say("日期", "day"),
        say("变动", "change"),
        say("系列", "series"),
        say("事件", "event"),
    )
    rows = [
        (
            str(one.on),
            word(one.what),
            one.series or "-",
            one.event.event[:SHORT] if one.event else "-",
        )
        for one in found.changes
    ]
    print_table(columns, rows, unbroken=(0, 3))
