"""``daocha feed``: what changed, one JSON object a line, for other programs to follow.

A reader remembers the number of the last line it has dealt with, and begins after it
the next time. Each line is written whole before the next one is looked for.
"""

import sys
from collections.abc import Iterator
from typing import Any, Final

import click
import msgspec

from cli.commands import Command
from cli.desk import Desk
from cli.language import say, tell
from cli.reading_room import Room, reading_room
from cli.streams import pause
from projections.feed.stream import Change, changes, pass_clock
from projections.feed.types import TYPES

PAGE: Final = 1_000
"""Changes that are read at once."""

OFTEN_S: Final = 0.05
SELDOM_S: Final = 3_600.0
USUALLY_S: Final = 0.25


def command() -> click.Command:
    """Make the command ``feed``."""
    return Command(
        "feed",
        callback=click.pass_obj(_feed),
        params=[
            _number("--after", "after", 0, "从此号之后开始", "begin after this number"),
            _number("--limit", "limit", 1, "最多几条，然后结束", "end after so many"),
            click.Option(
                ["--follow"],
                is_flag=True,
                help=say("持续等待新的变动", "wait for more, until interrupted"),
            ),
            click.Option(
                ["--type", "types"],
                type=click.Choice([*TYPES]),
                multiple=True,
                metavar="TYPE",
                help=say("只要这一类，可多次给出", "only this type; repeatable"),
            ),
            click.Option(
                ["--interval"],
                type=click.FloatRange(OFTEN_S, SELDOM_S),
                default=USUALLY_S,
                metavar=say("秒", "SECONDS"),
                help=say(
                    "--follow 多久查看一次（0.05 至 3600 秒）",
                    "how often --follow looks (0.05 to 3600)",
                ),
            ),
        ],
        help=say(
            "订阅：台账的变动，每行一个 JSON 对象（不论是否加 --json），编号连续无缺。"
            "记下最后处理的编号 n，下次用 --after 接着读，不漏不重。"
            "只有代码、编号和日期，没有个人信息。期限届满等变动不需要任何事件，"
            "到时即出。各类变动：\n\n",
            "What changed on the ledger: one JSON object a line (with or without "
            "--json), numbered without a gap. Remember the n of the last line you "
            "dealt with and go on with --after: nothing is lost, nothing comes twice. "
            "Codes, ids and days only, no personal data. What only time brings, such "
            "as an expiry, comes by itself. Types:\n\n",
        )
        + "；".join(f"{name} {tell(text)}" for name, text in TYPES.items()),
    )


def _number(option: str, name: str, least: int, zh: str, en: str) -> click.Option:
    return click.Option(
        [option, name],
        type=click.IntRange(least),
        metavar="N",
        default=0 if least == 0 else None,
        help=say(zh, en),
    )


def _feed(desk: Desk, /, **given: Any) -> None:
    """Print the changes."""
    with reading_room(desk) as room:
        left = given["limit"]
        for change in _wanted(room, **given):
            click.echo(msgspec.json.encode(change))
            left = None if left is None else left - 1
            if left == 0:
                return


def _wanted(
    room: Room, /, *, after: int, types: tuple[str, ...], **given: Any
) -> Iterator[Change]:
    """Yield the changes of some types, or of all, after a number."""
    for page in _pages(room, after, given["interval"] if given["follow"] else None):
        yield from (one for one in page if not types or one.type in types)


def _pages(room: Room, after: int, interval: float | None) -> Iterator[list[Change]]:
    """Yield what there is, and with an interval what comes, for as long as asked."""
    while True:
        pass_clock(room.views, room.office.clock())
        while page := _page(room, after):
            yield page
            after = page[-1].n
        if interval is None:
            return
        pause(sys.stdout, interval)


def _page(room: Room, after: int) -> list[Change]:
    return room.ask(lambda rows: changes(rows, after, PAGE))
