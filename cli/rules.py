"""``daocha rules [ID]``: the rule book with citations, and where each is enforced."""

from collections.abc import Sequence
from typing import Any

import click

from aggregates.catalog import RULE_MODULES
from aggregates.policy.catalogue import (
    RULE_CLASSES,
    RuleEntry,
    load_catalogue,
    load_house_rules,
    rule,
)
from aggregates.rulebook import RULES, Rule
from aggregates.text import Text
from cli.commands import Command
from cli.desk import Desk
from cli.language import say, tell
from cli.output import print_heading, print_pairs, print_table

_NO_CLASS = Text("", "")


def command() -> click.Command:
    """Make the command."""
    return Command(
        "rules",
        callback=click.pass_obj(_rules),
        params=[click.Argument(["rule_id"], required=False, metavar="[ID]")],
        help=say(
            "规则、出处和执行位置。ID 可为一条规则（XN12-5.2b）或其开头（XN12）。",
            "Rules, citations, and where each is enforced. ID is a rule (XN12-5.2b) or "
            "its beginning (XN12).",
        ),
    )


def _rules(desk: Desk, /, rule_id: str | None) -> None:
    assert RULE_MODULES  # importing them is what registers the rules
    known = {**load_catalogue(), **load_house_rules()}
    if rule_id in known:
        document = _document(known[rule_id])
        desk.answer(document, lambda: _print_one(known[rule_id], document))
        return
    found = [one for one in known.values() if one.id.startswith(rule_id or "")]
    if not found:
        raise click.UsageError(_unknown(rule_id or ""))
    documents = [_document(one) for one in found]
    desk.answer({"rules": documents}, lambda: _print_many(found))


def _unknown(rule_id: str) -> str:
    try:
        rule(rule_id)
    except KeyError as error:
        near = str(error.args[0]).partition("expected ")[2].partition(", got")[0]
        return say(
            f"没有规则 {rule_id!r}。是否为：{near.removeprefix('one of ')}？",
            f"no rule {rule_id!r}; expected {near}",
        )
    return rule_id


def _enforced(rule_id: str) -> list[Rule]:
    return [one for one in RULES if rule_id in one.ids]


def _document(entry: RuleEntry) -> dict[str, Any]:
    return {
        "rule": entry.id,
        "citation": entry.citation,
        "text": entry.text,
        "english": entry.english,
        "classes": list(entry.classes),
        "actors": list(entry.actors),
        "consequence": entry.consequence,
        "enforced": [
            {
                "by": f"{one.judge.__module__}.{one.judge.__qualname__}",
                "effect": one.effect,
                "acts": sorted(one.types),
            }
            for one in _enforced(entry.id)
        ],
    }


def _print_many(found: Sequence[RuleEntry]) -> None:
    columns = (
        say("规则", "rule"),
        say("出处", "citation"),
        say("性质", "class"),
        say("执行处", "enforced"),
        say("内容", "what it says"),
    )
    rows = [
        (
            one.id,
            one.citation,
            "/".join(one.classes),
            str(len(_enforced(one.id)) or "-"),
            tell(one.statement),
        )
        for one in found
    ]
    print_table(columns, rows, unbroken=(0,))


def _print_one(entry: RuleEntry, document: dict[str, Any]) -> None:
    classes = [tell(RULE_CLASSES.get(one, _NO_CLASS)) for one in entry.classes]
    print_pairs(
        [
            (say("规则", "rule"), entry.id),
            (say("出处", "citation"), entry.citation),
            (say("原文", "the document"), entry.text),
            (say("英译", "in English"), entry.english),
            (say("性质", "class"), say("；", "; ").join(classes)),
            (say("后果", "consequence"), entry.consequence),
        ]
    )
    print_heading(say("在哪里执行", "Where it is enforced"))
    if not document["enforced"]:
        click.echo(say("  （程序不自动判断）", "  (not judged by the program)"))
    for one in document["enforced"]:
        click.echo(f"  {one['by']}（{one['effect']}）")
        click.echo(f"    {' '.join(one['acts'])}")
