"""``daocha draft TYPE``: an act goes into a file, and nobody has signed yet."""

import click

from cli.commands import Entry, Group
from cli.kinds import KINDS
from cli.language import say
from cli.vocabulary import all_leads


def group() -> click.Command:
    """Make the group, with a command for every type of act."""
    entries = [
        Entry(
            known.name,
            f"cli.acts:draft:{known.name}",
            known.title,
            KINDS[known.kind].name,
            (known.title.zh,),
        )
        for known in all_leads()
    ]
    return Group(
        "draft",
        entries=entries,
        help=say(
            "起草一个事项，存为待签文件（仅本人可读）。签名人各自用 daocha sign "
            "审阅签名，签齐后由办公室 daocha submit。",
            "Draft an act into a file that only you can read. Each signer reads and "
            "signs it with daocha sign; the office submits it with daocha submit.",
        ),
        subcommand_metavar=say("事项 [参数]…", "TYPE [ARGS]…"),
    )
