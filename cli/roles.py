"""``daocha role grant``, ``revoke`` and ``list``: who may act as what, for whom."""

from pathlib import Path
from typing import Any, Final

import click

from aggregates.draft import Intent
from aggregates.roles import ROLE_NAMES
from aggregates.text import Text
from cli.acts import agreement_options
from cli.commands import Command, Entry, Group, closest
from cli.desk import Desk
from cli.intentions import manner_of, signatories
from cli.key_lists import print_grants, register
from cli.keyring import Keyring, named_key
from cli.language import say
from cli.naming import named_id
from cli.office import Office
from cli.output import nothing_found
from cli.questions import question, times
from cli.submission import carry_out
from cli.times import When
from cli.vocabulary import known_type
from ledger.local_day import day_of, format_day
from projections.keys import roles_at

GRANTED: Final = "key.role-granted"
REVOKED: Final = "key.role-revoked"


def group() -> click.Command:
    """Make the group."""
    panel = Text("授权", "Roles")
    entries = [
        Entry("grant", "cli.roles:grant", Text("授予角色", "grant a role"), panel),
        Entry("revoke", "cli.roles:revoke", Text("撤销角色", "revoke a role"), panel),
        Entry("list", "cli.roles:list_roles", Text("列出授权", "list grants"), panel),
    ]
    help_text = say("授权：谁以什么身份办理", "who may act as what, for whom")
    return Group("role", entries=entries, help=help_text)


def grant() -> click.Command:
    """Make the command ``role grant``."""
    return Command(
        "grant",
        callback=click.pass_obj(_grant),
        params=[
            *_key_and_role(),
            _option("--territory", "CODE", "行政区划", "territory"),
            _option("--scope", "ID", "范围（会议密钥填批次编号）", "scope"),
            _option(
                "--starts",
                say("日期", "DATE"),
                "起始日，默认今天",
                "first day; today by default",
            ),
            _option(
                "--until",
                say("日期", "DATE"),
                "截止日（不含当日）；不填则直至撤销",
                "first day on which it no longer holds; until revoked by default",
            ),
            _option("--acting-for", "person/…", "代行何人（须有截止日）", "deputy of"),
            *_act_options(),
        ],
        help=say(
            "授予角色，由登记员和授权监督员共同签名。KEY 为密钥文件、编号或持有人。",
            "Grant a role; registrar and supervisor sign. KEY is a key file, a key id "
            "or its subject.",
        ),
    )


def revoke() -> click.Command:
    """Make the command ``role revoke``."""
    return Command(
        "revoke",
        callback=click.pass_obj(_revoke),
        params=[
            *_key_and_role(),
            _option("--reason", say("文字", "TEXT"), "原因", "why"),
            *_act_options(),
        ],
        help=say("撤销角色，由登记员或持有人签名。", "Revoke a role."),
    )


def list_roles() -> click.Command:
    """Make the command ``role list``."""
    return question(
        "list",
        "cli.roles:tell_roles",
        [
            _option("--role", "ROLE", "只列此角色", "only this role"),
            _option("--org", "organisation/…", "只列此单位", "only this one"),
            click.Option(
                ["--all", "all_"],
                is_flag=True,
                help=say("包括已失效的授权", "also those not in force"),
            ),
            *times(),
        ],
        "列出授权；可按当时的台账。",
        "List grants, also as they stood at another time.",
    )


def _option(name: str, metavar: str, zh: str, en: str) -> click.Option:
    return click.Option([name], default="", metavar=metavar, help=say(zh, en))


def _key_and_role() -> list[click.Parameter]:
    return [
        click.Argument(["key"], metavar="KEY"),
        click.Argument(["role"], metavar="ROLE"),
        _option("--org", "organisation/…", "单位", "organisation"),
    ]


def _act_options() -> list[click.Option]:
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
            metavar="FILE.act",
            help=say("待签文件的路径", "where the act file goes"),
        ),
        *agreement_options(),
    ]


def named_role(text: str) -> str:
    """Find a role by its code or its Chinese name.

    Raises:
        UsageError: There is none; those that look like it are named.
    """
    by_name = {name.zh: code for code, name in ROLE_NAMES.items()}
    code = by_name.get(text, text.upper().replace("-", "_"))
    if code in ROLE_NAMES:
        return code
    near = closest(code, ROLE_NAMES) or say("见 daocha rules", "see the documents")
    raise click.UsageError(
        say(f"没有角色 {text!r}。是否为：{near}？", f"no role {text!r}: {near}?")
    )


def _grant(desk: Desk, /, key: str, role: str, **options: Any) -> None:
    code = named_role(role)

    def make(office: Office, keyring: Keyring) -> Intent:
        body = {
            "role": code,
            "org": named_id(desk, office.log, options["org"], "organisation"),
            "territory": options["territory"],
            "scope": options["scope"],
            "from": options["starts"] or format_day(day_of(office.clock())),
            "until": options["until"] or None,
        }
        if options["acting_for"]:
            body["acting_for"] = options["acting_for"]
        return _intent(
            GRANTED,
            key=key,
            body=body,
            said=options["by"],
            office=office,
            keyring=keyring,
        )

    carry_out(desk, [make], manner_of(options))


def _revoke(desk: Desk, /, key: str, role: str, **options: Any) -> None:
    code = named_role(role)

    def make(office: Office, keyring: Keyring) -> Intent:
        body = {
            "role": code,
            "org": named_id(desk, office.log, options["org"], "organisation"),
        }
        if options["reason"]:
            body["reason"] = options["reason"]
        return _intent(
            REVOKED,
            key=key,
            body=body,
            said=options["by"],
            office=office,
            keyring=keyring,
        )

    carry_out(desk, [make], manner_of(options))


def _intent(
    type_: str,
    *,
    key: str,
    body: dict[str, Any],
    said: tuple[str, ...],
    office: Office,
    keyring: Keyring,
) -> Intent:
    known = named_key(key, office.directory, office.log.size)
    return Intent(
        type=type_,
        id=f"key/{known.key_id.hex()}",
        body=body,
        by=signatories(known_type(type_), said, office, keyring),
    )


def tell_roles(desk: Desk, /, *, role: str, org: str, all_: bool, when: When) -> None:
    """List grants."""
    code = named_role(role) if role else ""
    with register(desk, when) as found:
        grants = [
            one
            for one in roles_at(found.directory, found.known, found.on, everything=all_)
            if code in ("", one.role) and org in ("", one.org)
        ]

        def tell() -> None:
            if grants:
                print_grants(grants, with_key=True)
            else:
                click.echo(nothing_found(say("授权", "grants")))

        desk.answer(found.document(grants=grants), tell)
