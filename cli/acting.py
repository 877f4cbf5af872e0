"""``daocha act TYPE``: any act through one door, for programs."""

from typing import Any

import click

from cli.acts import act_options
from cli.commands import Command
from cli.desk import Desk
from cli.json_input import load_json
from cli.language import say
from cli.values import read_body
from cli.vocabulary import known_type


def command() -> click.Command:
    """Make the command."""
    return Command(
        "act",
        callback=click.pass_obj(_act),
        params=[
            click.Argument(["type_"], metavar="TYPE"),
            *act_options(listed=True, only_draft=False),
        ],
        help=say(
            "办理任一事项，内容取自 JSON。样例：daocha draft TYPE --example\n\n"
            "例：daocha act application.held --id application/… --from held.json "
            "--as 密钥 --yes --json",
            "Do any act, with its body from JSON. For an example of the body: "
            "daocha draft TYPE --example\n\n"
            "Example: daocha act application.held --id application/… --from held.json "
            "--as KEY --yes --json",
        ),
    )


def _act(desk: Desk, /, type_: str, **options: Any) -> None:
    known = known_type(type_)
    source = options["source"]
    given = {} if source is None else load_json(source, "--from")
    if not isinstance(given, dict):
        raise click.UsageError(
            say("--from：应为 JSON 对象", "--from: expected a JSON object")
        )
    body = read_body(known, given)
    # Drafting brings the whole catalogue along; wrong input is told without it.
    from cli.intentions import do_act  # noqa: PLC0415

    do_act(desk, known, body, options)
