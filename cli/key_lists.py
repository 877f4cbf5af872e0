"""``daocha key list`` and ``key show``: what the directory knows of keys."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import click
import msgspec

from aggregates.policy.dates import local_date
from aggregates.words import word
from cli.desk import Desk
from cli.keyring import named_key
from cli.language import say, tell
from cli.office import Office, ledger_document, reading
from cli.output import print_heading, print_pairs, print_table
from cli.questions import question, times
from cli.times import When
from ledger.directory import Directory
from ledger.errors import UnknownKeyError
from projections.keys import (
    GrantStanding,
    HeldRole,
    KeyStanding,
    held,
    key_at,
    keys_at,
)


def list_keys() -> click.Command:
    """Make the command ``key list``."""
    return question(
        "list",
        "cli.key_lists:tell_keys",
        [
            click.Option(
                ["--all", "all_"],
                is_flag=True,
                help=say("包括已撤销的密钥", "revoked keys too"),
            ),
            *times(),
        ],
        "列出已登记的密钥和有效授权；可按当时的台账。",
        "List enrolled keys and their roles, also as they stood at another time.",
    )


def show_key() -> click.Command:
    """Make the command ``key show``."""
    return question(
        "show",
        "cli.key_lists:tell_key",
        [click.Argument(["key"], metavar="KEY"), *times()],
        "查看一把密钥：登记、授权、印章保管、撤销；可按当时的台账。",
        "Show a key: enrolment, roles, custody, revocation, also at another time.",
    )


@dataclass(frozen=True, slots=True)
class Register:
    """The directory, and the time for which it is asked.

    Attributes:
        directory: Everything that the ledger knows of keys.
        known: How many records count.
        on: The day.
        envelope: What every answer says of its ledger and its times.
    """

    directory: Directory
    known: int
    on: date
    envelope: dict[str, Any]

    def document(self, **answer: Any) -> dict[str, Any]:
        """Return an answer as a JSON document."""
        return {**self.envelope, **msgspec.to_builtins(answer)}


@contextmanager
def register(desk: Desk, when: When) -> Iterator[Register]:
    """Open the directory for a time; on a day, with what was known by its end.

    Raises:
        UsageError: Nothing is known of that time.
    """
    if not when:
        with reading(desk) as office:
            yield _present(office)
        return
    # The views, which find the event that is named, take longer to load than a list.
    from cli.reading_room import reading_room  # noqa: PLC0415
    from projections.times.two_times import known_by  # noqa: PLC0415

    with reading_room(desk, when=when, needs=(), ahead=True) as room:
        known = room.times.known
        if room.times.as_of is not None:
            known = min(known, known_by(room.log, room.times.as_of))
        said = {**room.document(), "known": known}
        yield Register(room.log.directory, known, room.today, said)


def _present(office: Office) -> Register:
    log, today = office.log, local_date(office.clock())
    said = {
        "ledger": ledger_document(log, today),
        "on": today.isoformat(),
        "known": log.size,
        "provisional": False,
    }
    return Register(office.directory, log.size, today, said)


def tell_keys(desk: Desk, /, *, all_: bool, when: When) -> None:
    """List the keys."""
    with register(desk, when) as found:
        keys = keys_at(found.directory, found.known, found.on, everything=all_)
        desk.answer(found.document(keys=keys), lambda: _print_list(keys))


def tell_key(desk: Desk, /, key: str, *, when: When) -> None:
    """Show one key.

    Raises:
        UnknownKeyError: It was not enrolled then.
    """
    with register(desk, when) as found:
        known = named_key(key, found.directory, found.known)
        if known.enrolled >= found.known:
            raise UnknownKeyError(
                say(
                    f"{key}：当时尚未登记（位置 {known.enrolled}）",
                    f"{key}: not enrolled then, only at position {known.enrolled}",
                )
            )
        one = key_at(known, found.directory, found.known, found.on)
        desk.answer(found.document(key=one), lambda: _print_key(one))


def _print_list(keys: Sequence[KeyStanding]) -> None:
    columns = (
        say("密钥", "key"),
        say("持有人", "subject"),
        say("用途", "use"),
        say("有效授权", "roles in force"),
        say("状态", "status"),
    )
    print_table(columns, [_row(key) for key in keys], unbroken=(0, 2))


def _row(key: KeyStanding) -> tuple[str, ...]:
    roles = say("、", ", ").join(
        f"{_name(grant)} {grant.org}".strip() for grant in key.grants if grant.in_force
    )
    revoked = say("已撤销", "revoked")
    status = say("有效", "live") if key.revoked is None else revoked
    return (key.key[:16], key.subject or _sealed(), _use(key), roles, status)


def _sealed() -> str:
    return say("（封存）", "(sealed)")


def _use(key: KeyStanding) -> str:
    return tell(word(key.use))


def _name(grant: GrantStanding) -> str:
    return say(grant.role_name.zh, grant.role_name.en)


def _print_key(key: KeyStanding) -> None:
    pairs = [
        (say("密钥", "key"), key.key),
        (say("持有人", "subject"), key.subject or _sealed()),
        (say("用途", "use"), _use(key)),
        (say("登记于位置", "enrolled at position"), str(key.enrolled)),
    ]
    if key.custodian:
        pairs.append((say("印章保管人", "custodian"), key.custodian))
    if key.revoked is not None:
        pairs.append((say("撤销于位置", "revoked at position"), str(key.revoked)))
    if key.compromised_since is not None:
        label = say("自此位置起存疑", "doubtful since position")
        pairs.append((label, str(key.compromised_since)))
    print_pairs(pairs)
    if key.grants:
        print_heading(say("授权", "Grants"))
        print_grants([held(key, grant) for grant in key.grants])


def print_grants(grants: Sequence[HeldRole], *, with_key: bool = False) -> None:
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


def _grant_row(grant: HeldRole, *, with_key: bool) -> tuple[str, ...]:
    acting = say("（代）", " (deputy)") if grant.acting_for else ""
    in_force, not_now = say("有效", "in force"), say("无效", "not in force")
    row = (
        f"{_name(grant)}({grant.role}){acting}",
        grant.org or "-",
        str(grant.from_ or "-"),
        str(grant.until or "-"),
        in_force if grant.in_force else not_now,
    )
    return (grant.key[:16], grant.subject or "-", *row) if with_key else row
