"""``daocha pending [DIR]``: act files, and who has still to sign each."""

from pathlib import Path
from typing import Any

import click

from cli.act_files import SUFFIX, read_act
from cli.commands import Command
from cli.desk import Desk
from cli.failures import message_of
from cli.language import say, tell
from cli.moments import format_moment
from cli.output import nothing_found, print_table
from cli.sheet import signers_of
from cli.vocabulary import known_type
from ledger.errors import MalformedError, StoreError


def command() -> click.Command:
    """Make the command."""
    return Command(
        "pending",
        callback=click.pass_obj(_pending),
        params=[
            click.Argument(
                ["folder"],
                default=Path(),
                type=click.Path(path_type=Path, exists=True, file_okay=False),
                metavar="[DIR]",
            )
        ],
        help=say(
            "列出目录中的待签文件（*.act），以及每份还缺谁签名。",
            "List the act files (*.act) in a directory, and who has still to sign.",
        ),
    )


def _pending(desk: Desk, /, folder: Path) -> None:
    found = [_file(path) for path in sorted(folder.glob(f"*{SUFFIX}"))]
    desk.answer({"files": found}, lambda: _print(found))


def _file(path: Path) -> dict[str, Any]:
    try:
        act = read_act(path)
        title = tell(known_type(act.lead.type).title)
    except (click.UsageError, MalformedError, StoreError) as error:
        return {"file": str(path), "problem": message_of(error)}
    return {
        "file": str(path),
        "type": act.lead.type,
        "title": title,
        "id": act.lead.id,
        "at": format_moment(act.lead.at),
        "missing": [one for one in signers_of(act) if not one["signed"]],
    }


def _print(found: list[dict[str, Any]]) -> None:
    if not found:
        click.echo(nothing_found(say("待签文件", "act files")))
        return
    columns = (
        say("文件", "file"),
        say("事项", "act"),
        say("对象", "about"),
        say("起草时间", "drafted"),
        say("还缺", "still to sign"),
    )
    print_table(columns, [_row(one) for one in found])


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    if "problem" in one:
        return (one["file"], one["problem"], "", "", "")
    missing = say("、", ", ").join(
        f"{who['role_name']} {who['org']} {who['key'][:8]}".replace("  ", " ")
        for who in one["missing"]
    )
    ready = say("已签齐，可提交", "nobody; submit it")
    return (one["file"], one["title"], one["id"], one["at"], missing or ready)
