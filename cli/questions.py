"""How a reading command is made: its options, its two times, what answers it."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import Any, Final

import click

from cli.commands import Command
from cli.desk import Desk
from cli.language import say

_DAY: Final = "as_of"
_KNOWN: Final = "known_at"


def question(
    name: str, target: str, params: Sequence[click.Parameter], zh: str, en: str
) -> click.Command:
    """Make a command that loads what answers it when it is asked.

    Whoever only wants a status shall not wait for what only a trace needs.
    """

    @click.pass_obj
    def callback(desk: Desk, /, **given: Any) -> None:
        answer_with(target, desk, given)

    return Command(name, callback=callback, params=[*params], help=say(zh, en))


def answer_with(target: str, desk: Desk, given: dict[str, Any]) -> None:
    """Load what answers a question, and let it answer in the times that were typed."""
    if _KNOWN in given:
        as_of, known_at = given.pop(_DAY, None), given.pop(_KNOWN)
        from cli.times import When  # noqa: PLC0415 - loads the views

        given["when"] = When(as_of=as_of, known_at=known_at)
    module, _, attribute = target.partition(":")
    getattr(import_module(module), attribute)(desk, **given)


def argument(name: str, metavar: str) -> click.Argument:
    """Make an argument that has to be given."""
    return click.Argument([name], metavar=metavar)


def open_option() -> click.Option:
    """Make the option that shows persons with their names."""
    return click.Option(
        ["--open", "open_names"],
        is_flag=True,
        help=say("用保险库显示个人信息", "show personal values from the vault"),
    )


def times(*more: str) -> tuple[click.Parameter, ...]:
    """Make the options for the two times of an answer.

    Args:
        more: Other names of the day.
    """
    day = click.Option(
        ["--as-of", *more, _DAY],
        type=_Day(),
        multiple=True,
        callback=_one_day,
        metavar="YYYY-MM-DD",
        help=say(
            "该日终了时的情况（补录的按办理日期计）",
            "as it stood at the end of a day; late entries count by the day of the act",
        ),
    )
    return day, known_option()


def _one_day(
    ctx: click.Context, param: click.Parameter, days: Sequence[date]
) -> date | None:
    """Return the day; of two, nobody could tell which one the answer was about.

    Raises:
        BadParameter: Several were given.
    """
    if len(set(days)) > 1:
        raise click.BadParameter(
            say("给出了不同的日期，只能有一个", "several days were given; give one"),
            ctx,
            param,
        )
    return days[0] if days else None


def known_option() -> click.Option:
    """Make the option for what the ledger knew."""
    return click.Option(
        ["--known-at", _KNOWN],
        metavar="YYYY-MM-DD|N|EVENT",
        help=say(
            "台账当时所知：该日终了前收到的、前 N 条记录，或某事件之前的记录",
            "by what the ledger knew then: what was received by the end of a day, its "
            "first N records, or those before an event",
        ),
    )


class _Day(click.ParamType[date]):
    """A day, written ``2024-05-20``."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        if day is None or day.isoformat() != str(value):
            self.fail(
                say(
                    f"{value!r} 不是日期；应为 2024-05-20 这样的写法",
                    f"{value!r} is no day; write it as 2024-05-20",
                ),
                param,
                ctx,
            )
        return day
