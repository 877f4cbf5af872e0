"""``daocha policy new`` and ``policy diff``: a year's numbers, without a line of code.

Neither needs a ledger: what they write is published by ``policy publish``.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from aggregates.policy.parameters import (
    Change,
    Parameter,
    diff_profiles,
    list_parameters,
)
from aggregates.policy.profile import (
    Profile,
    ProfileError,
    decode_profile,
    load_profile,
    profile_names,
    profile_to_dict,
    with_settings,
)
from cli.commands import Command, closest
from cli.desk import Desk
from cli.file_failures import file_failure
from cli.json_input import load_json, parse_json
from cli.language import say, tell
from cli.output import print_table

JSON: Final = ".json"
_STRUCTURED: Final = re.compile(r"[\[{].*|null|true|false", re.DOTALL)
_KINDS: Final = {
    "int": "整数",
    "str": "文本",
    "bool": "true 或 false",
    "date": "日期",
    "array": "列表",
    "object": "一组参数",
    "null": "空",
}
_TELLING: Final = ("number", "zh", "code", "rule")
"""What tells the entry of a list from others."""
_BOUNDS: Final = {">=": "不小于", "<=": "不大于", ">": "大于", "<": "小于"}


def new() -> click.Command:
    """Make the command ``policy new``."""
    return Command(
        "new",
        callback=click.pass_obj(_new),
        params=[
            click.Option(
                ["--from", "base"],
                required=True,
                metavar="NAME|FILE.json",
                help=say("以哪一套为底本", "the profile to start from"),
            ),
            click.Option(
                ["--set", "changes"],
                multiple=True,
                metavar=say("参数=值", "SETTING=VALUE"),
                help=say(
                    "改一项参数，可多次给出；列表用 JSON，空为 null",
                    "change a setting; may be repeated; lists as JSON, none as null",
                ),
            ),
            click.Option(
                ["-o", "--output", "output"],
                type=click.Path(path_type=Path),
                metavar="FILE.json",
                help=say("写入文件；默认打印", "into a file; printed by default"),
            ),
        ],
        help=say(
            "由已有的一套政策参数写出新的一套，不改程序；再用 policy publish 发布。"
            "\n\n例：daocha policy new --from xianning-2024 --set name=xianning-2025 "
            "--set review_year=2025 --set effective_from=2025-01-15 -o 2025.json"
            f"\n\n随软件提供：{'、'.join(profile_names())}",
            "Write a profile from another one, without a line of code; publish it "
            "with policy publish.\n\nExample: daocha policy new --from xianning-2024 "
            "--set name=xianning-2025 --set review_year=2025 "
            "--set effective_from=2025-01-15 -o 2025.json"
            f"\n\nPackaged: {', '.join(profile_names())}",
        ),
    )


def diff() -> click.Command:
    """Make the command ``policy diff``."""
    return Command(
        "diff",
        callback=click.pass_obj(_diff),
        params=[
            click.Argument(["before"], metavar="A"),
            click.Argument(["after"], metavar="B"),
        ],
        help=say(
            "两套政策参数有哪些不同。A、B 为随软件提供的名称或 FILE.json。",
            "In which settings two profiles differ. A and B are packaged names or "
            "FILE.json.",
        ),
    )


def profile_of(name: str) -> Profile:
    """Return a packaged profile, or the one in a file.

    Raises:
        click.UsageError: There is none of that name, or the file holds none.
    """
    if name.endswith(JSON):
        given = load_json(Path(name), "NAME")
        try:
            return decode_profile(given)
        except ProfileError as error:
            raise click.UsageError(f"{name}：{_told(error)}") from error
    if name not in profile_names():
        near = closest(name, profile_names()) or "、".join(profile_names())
        raise click.UsageError(
            say(f"没有政策 {name!r}。是否为：{near}？", f"no profile {name!r}: {near}?")
        )
    return load_profile(name)


def _new(desk: Desk, /, base: str, changes: Sequence[str], output: Path | None) -> None:
    profile = _changed(profile_of(base), dict(map(_setting, changes)))
    document = profile_to_dict(profile)
    if output is None:
        desk.answer(document, lambda: click.echo(_pretty(document)))
        return
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(_pretty(document) + "\n")
    except OSError as error:
        raise file_failure(output, error) from error
    desk.answer({"file": str(output)}, lambda: click.echo(output))


def _setting(change: str) -> tuple[str, Any]:
    """Read ``SETTING=VALUE``; a list, a map, none and truth are given as JSON."""
    path, equals, text = change.partition("=")
    if not equals:
        raise click.UsageError(
            say(
                f"--set {change}：应为 参数=值，如 report_due_wd=5",
                f"--set {change}: expected SETTING=VALUE, such as report_due_wd=5",
            )
        )
    if _setting_at(path) is None:
        near = closest(path, [one.path for one in list_parameters()])
        hint = say(f"是否为 {near}？", f"is it {near}? ") if near else ""
        raise click.UsageError(
            say(
                f"--set {path}：没有这项参数。{hint}全部参数见 daocha policy new "
                "--from 底本",
                f"--set {path}: no such setting. {hint}See them all with "
                "daocha policy new --from PROFILE",
            )
        )
    if _STRUCTURED.fullmatch(text):
        return path, parse_json(text, f"--set {path}")
    return path, text


def _changed(profile: Profile, changes: Mapping[str, Any]) -> Profile:
    try:
        return with_settings(profile, changes)
    except ProfileError as error:
        raise click.UsageError(f"--set：{_told(error)}") from error


def _setting_at(path: str) -> Parameter | None:
    """Return the setting of a path; a part of a setting is called like the whole."""
    known = {one.path: one for one in list_parameters()}
    parent = path.rpartition(".")[0]
    return known.get(path) or (_setting_at(parent) if parent else None)


def _told(error: ProfileError) -> str:
    """Say what a profile's decoder expected and found, in the language in use."""
    message = str(error).removeprefix("profile: ")
    match = re.fullmatch(
        r"Expected `(?P<kind>[^`]+)`(?: (?P<bound>[<>]=?) (?P<number>\S+))?"
        r"(?:, got `(?P<found>[^`]+)`)?(?: - at `\$\.?(?P<path>[^`]*)`)?",
        message,
    )
    if match is None:
        return say(f"取值不合要求：{message}", message)
    kinds = match["kind"].split(" | ")
    expected = " 或 ".join(_KINDS.get(kind, kind) for kind in kinds)
    bound = match["bound"]
    more = f"（{_BOUNDS[bound]} {match['number']}）" if bound else ""
    found = f"，实为{_KINDS.get(match['found'], match['found'])}" * bool(match["found"])
    where = match["path"] or ""
    return say(f"{where} 应为{expected}{more}{found}", message)


def _diff(desk: Desk, /, before: str, after: str) -> None:
    changes = diff_profiles(profile_of(before), profile_of(after))
    rows = [_row(change) for change in changes]
    desk.answer({"changes": rows}, lambda: _print(before, after, rows))


def _row(change: Change) -> dict[str, Any]:
    setting = _setting_at(change.path)
    return {
        "path": change.path,
        "name": tell(setting.name) if setting else "",
        "before": change.before,
        "after": change.after,
        "rules": list(setting.rules) if setting else [],
    }


def _print(before: str, after: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        click.echo(say("没有不同。", "No difference."))
        return
    print_table(
        (say("参数", "setting"), say("名称", "name"), before, after),
        (
            (row["path"], row["name"], _shown(row["before"]), _shown(row["after"]))
            for row in rows
        ),
        unbroken=(0,),
    )


def _shown(value: Any) -> str:
    if value is None:
        return say("（未规定）", "(not stated)")
    if isinstance(value, list):
        return say("、", ", ").join(_shown(one) for one in value) or say(
            "（无）", "(none)"
        )
    if isinstance(value, dict):
        return str(next(value[name] for name in _TELLING if name in value))
    return value if isinstance(value, str) else json.dumps(value)


def _pretty(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)
