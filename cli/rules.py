"""``daocha rules [ID]``: the rule book, with citations, places, and proof by tests."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

import click

from aggregates.policy.catalogue import RULE_CLASSES, STATUSES, rule
from aggregates.policy.profile import profile_names
from aggregates.rule_table import EVERYWHERE, HOW, Evidence, Home, Row, rule_table
from aggregates.schema import EVENT_TYPES
from aggregates.text import Text
from cli.commands import Command
from cli.desk import Desk
from cli.kinds import KINDS
from cli.language import say, tell
from cli.output import print_heading, print_pairs, print_table

_SHOWS: Final = {
    "refused": Text("拒绝", "refused"),
    "accepted": Text("通过", "accepted"),
    "started": Text("起算", "started"),
    "recorded": Text("记载", "recorded"),
    "computed": Text("计算", "computed"),
}


def command() -> click.Command:
    """Make the command."""
    return Command(
        "rules",
        callback=click.pass_obj(_rules),
        params=[
            click.Argument(["rule_id"], required=False, metavar="[ID]"),
            click.Option(
                ["--profile"],
                type=click.Choice([*profile_names(), EVERYWHERE]),
                help=say("只列某市（年度）政策的规则", "only the rules of one profile"),
            ),
            click.Option(
                ["--status"],
                type=click.Choice(list(STATUSES)),
                help=say("只列某种状态的规则", "only the rules of one status"),
            ),
            click.Option(
                ["--kind"],
                metavar=say("对象", "KIND"),
                help=say(
                    "只列涉及某类对象的规则，如 application 或 申报",
                    "only the rules about one kind, such as application",
                ),
            ),
        ],
        help=say(
            "规则、出处、状态和执行位置。ID 为一条规则（XN12-5.2b）或其开头。",
            "Rules, citations, status and where each is. ID is a rule (XN12-5.2b) or "
            "its beginning (XN12).",
        ),
    )


def _rules(
    desk: Desk,
    /,
    rule_id: str | None,
    profile: str | None,
    status: str | None,
    kind: str | None,
) -> None:
    rows = rule_table()
    one = next((row for row in rows if row.entry.id == rule_id), None)
    if one is not None:
        desk.answer(_document(one), lambda: _print_one(one))
        return
    found = [row for row in rows if row.entry.id.startswith(rule_id or "")]
    if not found:
        raise click.UsageError(_unknown(rule_id or ""))
    named = _kind(kind) if kind else ""
    found = [
        row
        for row in found
        if profile in (None, row.profile)
        and status in (None, row.entry.status)
        and (not named or named in row.entry.aggregates)
    ]
    documents = [_document(row) for row in found]
    desk.answer(documents, lambda: _print_many(found))


def _kind(word: str) -> str:
    """Return the kind of a word, English or Chinese.

    Raises:
        UsageError: No rule is about such a thing.
    """
    known = sorted({one for row in rule_table() for one in row.entry.aggregates})
    aliases = {noun.alias: kind for kind, noun in KINDS.items()}
    found = aliases.get(word, word)
    if found not in known:
        raise click.UsageError(
            say(
                f"--kind：应为 {'、'.join(known)} 之一，得到 {word!r}",
                f"--kind: expected one of {', '.join(known)}, got {word!r}",
            )
        )
    return found


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


def _document(row: Row) -> dict[str, Any]:
    entry = row.entry
    return {
        "id": entry.id,
        "citation": entry.citation,
        "text": entry.text,
        "english": entry.english,
        "class": ", ".join(entry.classes),
        "profile": row.profile,
        "status": entry.status,
        "actors": list(entry.actors),
        "kinds": list(entry.aggregates),
        "consequence": entry.consequence,
        "where": [
            {
                "how": home.how,
                "module": home.module,
                "function": home.function,
                "acts": list(home.acts),
            }
            for home in row.homes
        ],
        "tests": dict(_tests(row.evidence)),
    }


def _tests(evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    for name in _SHOWS:
        tests = list(getattr(evidence, name))
        if tests:
            yield name, tests


def _print_many(rows: Sequence[Row]) -> None:
    columns = (
        say("规则", "rule"),
        say("出处", "citation"),
        say("状态", "status"),
        say("程序位置", "places"),
        say("测试", "tests"),
        say("内容", "what it says"),
    )
    cells = [
        (
            row.entry.id,
            row.entry.citation,
            tell(STATUSES[row.entry.status]),
            str(len(row.homes) or "-"),
            str(len(row.evidence.tests) or "-"),
            tell(row.entry.statement),
        )
        for row in rows
    ]
    print_table(columns, cells, unbroken=(0, 2))
    counted = Counter(row.entry.status for row in rows)
    parts = (
        f"{tell(name)} {counted[status]}"
        for status, name in STATUSES.items()
        if counted[status]
    )
    total = say(f"共 {len(rows)} 条", f"{len(rows)} rules")
    click.echo(say("：", ": ").join([total, say("，", ", ").join(parts)]))


def _print_one(row: Row) -> None:
    entry = row.entry
    classes = [tell(RULE_CLASSES[one]) for one in entry.classes]
    print_pairs(
        [
            (say("规则", "rule"), entry.id),
            (say("出处", "citation"), entry.citation),
            (say("原文", "the document"), entry.text),
            (say("英译", "in English"), entry.english),
            (say("性质", "class"), say("；", "; ").join(classes)),
            (say("后果", "consequence"), entry.consequence),
            (say("适用政策", "profile"), row.profile),
            (say("状态", "status"), tell(STATUSES[entry.status])),
        ]
    )
    _print_homes(row.homes)
    _print_evidence(row.evidence)


def _print_homes(homes: Sequence[Home]) -> None:
    print_heading(say("在哪里执行", "Where it is"))
    if not homes:
        click.echo(say("  （程序不自动判断）", "  (not judged by the program)"))
    for home in homes:
        click.echo(f"  {tell(HOW[home.how])}  {home.module}.{home.function}")
        for act in home.acts:
            click.echo(f"      {act}  {tell(EVENT_TYPES[act].title)}")


def _print_evidence(evidence: Evidence) -> None:
    if evidence.example is not None:
        print_heading(say("拒绝之例", "An example of a refusal"))
        print_pairs(
            [
                (say("应为", "expected"), tell(evidence.example.expected)),
                (say("实为", "found"), tell(evidence.example.found)),
                (say("办法", "what to do"), tell(evidence.example.remedy)),
            ]
        )
    tests = list(_tests(evidence))
    if tests:
        print_heading(say("由测试证明", "Shown by tests"))
        print_pairs([(tell(_SHOWS[name]), one) for name, some in tests for one in some])
