"""``daocha key list`` and ``key show``: what the directory knows of keys."""

from typing import Any

import click

from aggregates.roles import role_name
from cli.commands import Command
from cli.desk import Desk
from cli.keyring import named_key
from cli.language import say, tell
from cli.office import Office, reading
from cli.output import print_heading, print_pairs, print_table
from ledger.directory_state import FOR_EVER, Grant, Key
from ledger.local_day import day_of, format_day


def list_keys() -> click.Command:
    """Make the command ``key list``."""
    return Command(
        "list",
        callback=click.pass_obj(_list),
        params=[
            click.Option(
                ["--all", "all_"],
                is_flag=True,
                help=say("包括已撤销的密钥", "revoked keys too"),
            )
        ],
        help=say("列出已登记的密钥和有效授权。", "List enrolled keys and their roles."),
    )


def show_key() -> click.Command:
    """Make the command ``key show``."""
    return Command(
        "show",
        callback=click.pass_obj(_show),
        params=[click.Argument(["key"], metavar="KEY")],
        help=say(
            "查看一把密钥：登记、授权、印章保管、撤销。",
            "Show a key: enrolment, roles, custody, revocation.",
        ),
    )


def _list(desk: Desk, /, *, all_: bool) -> None:
    with reading(desk) as office:
        size = office.log.size
        keys = [
            key_document(key, office)
            for key in office.directory.keys.values()
            if all_ or key.is_live(size)
        ]
    desk.answer({"keys": keys}, lambda: _print_list(keys))


def _show(desk: Desk, /, key: str) -> None:
    with reading(desk) as office:
        known = named_key(key, office.directory, office.log.size)
        document = key_document(known, office)
    desk.answer(document, lambda: _print_key(document))


def key_document(key: Key, office: Office) -> dict[str, Any]:
    """Return what the directory knows of a key."""
    size, today = office.log.size, day_of(office.clock())
    return {
        "key": key.key_id.hex(),
        "subject": key.subject,
        "use": key.use,
        "suite": key.suite,
        "enrolled": key.enrolled,
        "revoked": None if key.revoked == FOR_EVER else key.revoked,
        "compromised_since": (
            None if key.compromised_since == FOR_EVER else key.compromised_since
        ),
        "custodian": key.custodian(size),
        "grants": [
            grant_document(grant, key, size, today)
            for grant in office.directory.grants_of(key.key_id)
        ],
    }


def grant_document(grant: Grant, key: Key, size: int, today: int) -> dict[str, Any]:
    """Return what the directory knows of a grant."""
    return {
        "role": grant.role,
        "role_name": tell(role_name(grant.role)),
        "org": grant.org,
        "territory": grant.territory,
        "scope": grant.scope,
        "from": "" if grant.first == -FOR_EVER else format_day(grant.first),
        "until": "" if grant.end == FOR_EVER else format_day(grant.end),
        "acting_for": grant.acting_for,
        "granted": grant.granted,
        "revoked": None if grant.revoked == FOR_EVER else grant.revoked,
        "in_force": (
            key.is_live(size) and grant.stands(size, size) and grant.covers(today)
        ),
    }


def _print_list(keys: list[dict[str, Any]]) -> None:
    columns = (
        say("密钥", "key"),
        say("持有人", "subject"),
        say("用途", "use"),
        say("有效授权", "roles in force"),
        say("状态", "status"),
    )
    print_table(columns, [_row(key) for key in keys], unbroken=(0, 2))


def _row(key: dict[str, Any]) -> tuple[str, ...]:
    roles = say("、", ", ").join(
        f"{grant['role_name']} {grant['org']}".strip()
        for grant in key["grants"]
        if grant["in_force"]
    )
    revoked = say("已撤销", "revoked")
    status = say("有效", "live") if key["revoked"] is None else revoked
    sealed = say("（封存）", "(sealed)")
    return (key["key"][:16], key["subject"] or sealed, key["use"], roles, status)


def _print_key(key: dict[str, Any]) -> None:
    sealed = say("（封存）", "(sealed)")
    pairs = [
        (say("密钥", "key"), key["key"]),
        (say("持有人", "subject"), key["subject"] or sealed),
        (say("用途", "use"), key["use"]),
        (say("登记于位置", "enrolled at position"), str(key["enrolled"])),
    ]
    if key["custodian"]:
        pairs.append((say("印章保管人", "custodian"), key["custodian"]))
    if key["revoked"] is not None:
        pairs.append((say("撤销于位置", "revoked at position"), str(key["revoked"])))
    if key["compromised_since"] is not None:
        label = say("自此位置起存疑", "doubtful since position")
        pairs.append((label, str(key["compromised_since"])))
    print_pairs(pairs)
    if key["grants"]:
        print_heading(say("授权", "Grants"))
        print_grants(key["grants"])


def print_grants(grants: list[dict[str, Any]], *, with_key: bool = False) -> None:
    """Print grants, with the key and the subject in front where asked."""
    columns = [
        say("角色", "role"),
        say("单位", "organisation"),
        say("起", "from"),
        say("止（不含）", "until, not included"),
        say("状态", "status"),
    ]
    if with_key:
        columns = [say("密钥", "key"), say("持有人", "subject"), *columns]
    print_table(columns, [_grant_row(one, with_key=with_key) for one in grants])


def _grant_row(grant: dict[str, Any], *, with_key: bool) -> tuple[str, ...]:
    acting = say("（代）", " (deputy)") if grant["acting_for"] else ""
    in_force, not_now = say("有效", "in force"), say("无效", "not in force")
    row = (
        f"{grant['role_name']}({grant['role']}){acting}",
        grant["org"] or "-",
        grant["from"] or "-",
        grant["until"] or "-",
        in_force if grant["in_force"] else not_now,
    )
    if with_key:
        return (grant["key"][:16], grant["subject"] or "-", *row)
    return row
