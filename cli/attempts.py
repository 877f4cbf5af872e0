"""``daocha attempts``: what was tried and refused."""

from typing import Any

import click

from cli.commands import Command
from cli.desk import Desk
from cli.language import say
from cli.moments import format_moment
from cli.output import nothing_found, print_table
from ledger.attempts import Attempt, read_attempts
from ledger.layout import check_is_ledger


def command() -> click.Command:
    """Make the command."""
    return Command(
        "attempts",
        callback=click.pass_obj(_attempts),
        help=say(
            "列出被拒绝的办理：时间、密钥、事项、规则。不含任何内容，也不是证据。",
            "List refused acts: when, with which keys, what, under which rules. No "
            "content is kept, and it is no evidence.",
        ),
    )


def _attempts(desk: Desk, /) -> None:
    check_is_ledger(desk.directory)
    found = read_attempts(desk.directory)
    desk.answer({"attempts": [_document(one) for one in found]}, lambda: _print(found))


def _document(attempt: Attempt) -> dict[str, Any]:
    return {
        "at": format_moment(attempt.at),
        "keys": list(attempt.keys),
        "type": attempt.type,
        "rules": list(attempt.rules),
    }


def _print(found: list[Attempt]) -> None:
    if not found:
        click.echo(nothing_found(say("被拒绝的办理", "refused acts")))
        return
    columns = (
        say("时间", "when"),
        say("事项", "act"),
        say("规则", "rules"),
        say("密钥", "keys"),
    )
    rows = [
        (
            format_moment(one.at),
            one.type,
            " ".join(one.rules),
            " ".join(key[:12] for key in one.keys),
        )
        for one in found
    ]
    print_table(columns, rows, unbroken=(0, 1))
