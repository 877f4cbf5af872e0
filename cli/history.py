"""``daocha history``: what happened to a thing, and the historical title data.

Both are called history, so ``daocha history ID`` reads and ``daocha history import``
works: what is no command of the group is what somebody wants to read about.
"""

from typing import Any, Final

import click

from aggregates.text import Text
from cli.commands import Entry, Group, load
from cli.language import say
from cli.nouns import entries_of

READING: Final = Entry(
    "history",
    "cli.reading:history",
    Text("一个对象的全部记录", "all that happened to an aggregate"),
)


class HistoryGroup(Group):
    """Commands about historical data; anything else is read about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context_settings["ignore_unknown_options"] = True

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is to run, or the one that reads."""
        if self.find(args[0]) is None:
            return "", load(READING), args
        return super().resolve_command(ctx, args)


def group() -> click.Command:
    """Make the group."""
    return HistoryGroup(
        "history",
        entries=entries_of("history"),
        help=say(
            "daocha history ID：一个对象的全部记录，按先后排列。\n\n"
            "历史职称数据（附件4）：导入采集表、逐年甄别、分批上传。",
            "daocha history ID: all that is recorded about one thing, in order.\n\n"
            "Historical title data (附件4): import, check year by year, upload.",
        ),
    )
