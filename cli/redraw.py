"""``daocha session redraw``: a draw of experts done again, by anybody."""

import re
from typing import Any, Final

import click

from aggregates.catalog import act_of
from aggregates.decider import Act
from aggregates.session.redrawing import NAMES, Redraw, committee_of_draw, redraw
from cli.commands import Command
from cli.desk import Desk
from cli.exit_codes import Exit
from cli.language import say, tell
from cli.naming import named_id
from cli.office import reading
from cli.output import print_pairs, print_table
from ledger.log_reader import LogReader

_HASH: Final = re.compile(r"\b([0-9a-f]{16})[0-9a-f]{48}\b")
"""Hashes are compared whole and shown by their beginning."""


def command() -> click.Command:
    """Make the command."""
    return Command(
        "redraw",
        callback=click.pass_obj(_redraw),
        params=[click.Argument(["session"], metavar="ID")],
        help=say(
            "仅凭台账重新抽取评审专家，与当时的记录逐项比对。"
            "名单序号对应何人只在保险库中，此处不出现。"
            "有一项不符，退出码为 6。",
            "Draw the experts again from the ledger alone, and compare with what was "
            "recorded. Who stands at which place of the list is in the vault, and is "
            "not told here. Exit code 6 if anything differs.",
        ),
    )


def _redraw(desk: Desk, /, session: str) -> None:
    with reading(desk) as office:
        log = office.log
        own = [
            act_of(event)
            for event in log.events(named_id(desk, log, session, "session"))
        ]
        committee = committee_of_draw(own)
        experts = (
            [act_of(event) for event in log.events(committee)] if committee else []
        )
        try:
            found = redraw(log.origin, own, experts)
        except ValueError as error:
            raise click.UsageError(
                say(
                    f"{session}：没有可以重算的抽取（未抽取，或没有方案）",
                    f"{session}: there is no draw to do again (none yet, or no plan)",
                )
            ) from error
    desk.answer(_document(found), lambda: _tell(found))
    if not found.equal:
        raise click.exceptions.Exit(Exit.FALSE)


def _acts(log: LogReader, aggregate_id: str) -> list[Act]:
    return [act_of(event) for event in log.events(aggregate_id)]


def _document(found: Redraw) -> dict[str, Any]:
    return {
        "session": found.draw.id,
        "event_id": found.draw.hash.hex(),
        "position": found.draw.position,
        "seed": found.seed.hex(),
        "equal": found.equal,
        "comparisons": [
            {
                "code": one.code,
                "zh": NAMES[one.code].zh,
                "en": NAMES[one.code].en,
                "recorded": one.recorded,
                "computed": one.computed,
                "equal": one.equal,
            }
            for one in found.comparisons
        ],
    }


def _tell(found: Redraw) -> None:
    print_pairs(
        [
            (say("评审批次", "session"), found.draw.id),
            (say("抽取事件", "draw"), found.draw.hash.hex()),
            (say("种子", "seed"), found.seed.hex()),
        ]
    )
    print_table(
        ("", say("比对", "compared"), say("记录", "recorded"), say("重算", "computed")),
        [
            (
                "✔" if one.equal else "✘",
                tell(NAMES[one.code]),
                _value(one.recorded),
                _value(one.computed),
            )
            for one in found.comparisons
        ],
    )
    click.echo(
        say("重算结果与记录一致", "drawn again, equal")
        if found.equal
        else say("重算结果与记录不一致", "drawn again, and it differs")
    )


def _value(text: str) -> str:
    """Write what is simply so as a word, and a hash by its beginning."""
    words = {
        "True": say("是", "yes"),
        "False": say("否", "no"),
        "()": say("无", "none"),
    }
    return words.get(text) or _HASH.sub(r"\1…", text)
