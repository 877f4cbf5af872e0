"""``daocha policy publish`` and ``calendar adopt``: law and calendars onto the ledger.

Both are acts of an authority: its officer signs, and its seal.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from aggregates.calendar.packaged import PackagedCalendar, load_calendars
from aggregates.draft import Intent
from aggregates.policy.profile import Profile, profile_names, profile_to_dict
from aggregates.policy.state import PolicyState
from cli.acts import agreement_options
from cli.commands import Command
from cli.desk import Desk
from cli.intentions import manner_of, signatories
from cli.json_input import load_json
from cli.keyring import Keyring
from cli.language import say
from cli.office import Office
from cli.policies import JSON, profile_of
from cli.submission import MakeIntent, carry_out
from cli.values import read_body
from cli.vocabulary import known_type

_YEAR: Final = re.compile(r"[0-9]{4}", re.ASCII)


def publish() -> click.Command:
    """Make the command ``policy publish``."""
    return Command(
        "publish",
        callback=click.pass_obj(_publish),
        params=[
            click.Argument(["name"], metavar="NAME|FILE.json"),
            click.Option(
                ["--effective-from", "effective_from"],
                metavar=say("日期", "DATE"),
                default="",
                help=say("施行日期，默认取自文件", "first day; the file's by default"),
            ),
            click.Option(
                ["--document"],
                metavar=say("文号", "NUMBER"),
                default="",
                help=say("调整依据（再次发布时必填）", "document of an amendment"),
            ),
            *_signing_options(),
        ],
        help=say(
            f"发布一套政策参数，由人社（职改）部门经办人签名并盖章。已发布过的即为调整。"
            f"\n\n随软件提供：{'、'.join(profile_names())}",
            "Publish a profile; an authority's officer and seal sign. One that was "
            f"published before is amended.\n\nPackaged: {', '.join(profile_names())}",
        ),
    )


def adopt() -> click.Command:
    """Make the command ``calendar adopt``."""
    years = [calendar.year for calendar in load_calendars()]
    return Command(
        "adopt",
        callback=click.pass_obj(_adopt),
        params=[
            click.Argument(["years"], metavar="YEAR|YEAR-YEAR|FILE.json"),
            *_signing_options(),
        ],
        help=say(
            "发布工作日历，由人社（职改）部门经办人签名并盖章。\n\n"
            f"随软件提供 {years[0]}–{years[-1]} 年；其他年份给出 JSON 文件："
            '{"region","year","off","makeup","notice"}。',
            "Adopt working calendars; an authority's officer and seal sign.\n\n"
            f"Packaged: {years[0]} to {years[-1]}; for others give a JSON file: "
            '{"region","year","off","makeup","notice"}.',
        ),
    )


def _signing_options() -> list[click.Option]:
    return [
        click.Option(
            ["--by"],
            multiple=True,
            metavar="KEY:ROLE[:ORG]",
            help=say("签名人，默认由 --as 推出", "a signer; from --as by default"),
        ),
        click.Option(
            ["-o", "--output", "output"],
            type=click.Path(path_type=Path),
            metavar="FILE.act|DIR",
            help=say("待签文件的路径", "where the act file goes"),
        ),
        *agreement_options(),
    ]


def _publish(desk: Desk, /, name: str, **options: Any) -> None:
    profile = profile_of(name)

    def make(office: Office, keyring: Keyring) -> Intent:
        policy = f"policy/{profile.name}"
        state: PolicyState = office.dispatch.recorded.get(policy)
        type_ = "policy.amended" if state.versions else "policy.published"
        body: dict[str, Any] = {
            "profile": profile_to_dict(profile),
            "effective_from": _effective(profile, options["effective_from"]),
        }
        if state.versions:
            body["document"] = _document(options["document"])
        return Intent(
            type=type_,
            id=policy,
            body=body,
            by=signatories(known_type(type_), options["by"], office, keyring),
        )

    carry_out(desk, [make], manner_of(options))


def _effective(profile: Profile, text: str) -> date:
    try:
        return date.fromisoformat(text) if text else profile.effective_from
    except ValueError as error:
        raise click.UsageError(
            say(
                "--effective-from：应为 2024-05-20 这样的日期",
                "--effective-from: expected a date, 2024-05-20",
            )
        ) from error


def _document(text: str) -> str:
    if not text:
        raise click.UsageError(
            say(
                "--document：调整须写明依据", "--document: an amendment names its basis"
            )
        )
    return text


def _adopt(desk: Desk, /, years: str, **options: Any) -> None:
    makes = [_adoption(body, options["by"]) for body in _calendars(years)]
    carry_out(desk, makes, manner_of(options))


def _adoption(body: dict[str, Any], said: Sequence[str]) -> MakeIntent:
    def make(office: Office, keyring: Keyring) -> Intent:
        known = known_type("calendar.adopted")
        return Intent(
            type=known.name,
            id=f"calendar/{body['region'].lower()}-{body['year']}",
            body=body,
            by=signatories(known, said, office, keyring),
        )

    return make


def _calendars(text: str) -> list[dict[str, Any]]:
    if text.endswith(JSON):
        known = known_type("calendar.adopted")
        return [read_body(known, load_json(Path(text), "YEAR"))[0]]
    first, _, last = text.partition("-")
    packaged = {calendar.year: calendar for calendar in load_calendars()}
    wanted = _years(first, last or first)
    missing = [year for year in wanted if year not in packaged]
    if missing or not wanted:
        raise click.UsageError(
            say(
                f"没有随软件提供 {text} 年的工作日历，请给出 JSON 文件",
                f"no calendar of {text} is packaged; give a JSON file",
            )
        )
    return [_body(packaged[year]) for year in wanted]


def _years(first: str, last: str) -> range:
    if not (_YEAR.fullmatch(first) and _YEAR.fullmatch(last)):
        return range(0)
    return range(int(first), int(last) + 1)


def _body(calendar: PackagedCalendar) -> dict[str, Any]:
    return {
        "region": calendar.region,
        "year": calendar.year,
        "off": calendar.off,
        "makeup": calendar.makeup,
        "notice": calendar.notice,
    }
