"""``daocha key enrol``, ``rotate``, ``revoke`` and ``custody``: keys on the ledger.

An enrolment is signed by the registrar and by the new key itself, and when its owner
has a live key already, by that one too. Who is not at hand signs the act file.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from aggregates.draft import Intent, Signatory
from cli.acts import agreement_options
from cli.commands import Command
from cli.desk import Desk
from cli.intentions import manner_of
from cli.key_files import make_key, read_request, rounds_option
from cli.keyring import Keyring, named_key
from cli.language import say
from cli.naming import named_event
from cli.office import Office, reading
from cli.public_keys import PUBLIC_SUFFIX, read_public
from cli.submission import MakeIntent, carry_out
from ledger.commitment import SALT_SIZE, Opening
from ledger.directory_state import Grant, Key
from ledger.encoding import parse_base64
from ledger.keys import ED25519, key_id
from ledger.local_day import day_of

REGISTRAR: Final = "REGISTRAR"
HOLDER: Final = "HOLDER"
_PATH: Final = click.Path(path_type=Path)


def enrol() -> click.Command:
    """Make the command ``key enrol``."""
    return Command(
        "enrol",
        callback=click.pass_obj(_enrol),
        params=[
            click.Argument(["file"], type=_PATH, metavar="REQUEST"),
            *_act_options(),
        ],
        help=say(
            "登记员登记一份申请。新密钥也要签名：本人在场时一并给出 --as，"
            "否则生成待签文件交本人签名。",
            "Enrol a requested key. The new key signs too: with --as when its owner is "
            "present; else an act file is made for him to sign.",
        ),
    )


def rotate() -> click.Command:
    """Make the command ``key rotate``."""
    return Command(
        "rotate",
        callback=click.pass_obj(_rotate),
        params=[
            click.Argument(["old"], type=_PATH, metavar="OLD"),
            click.Argument(["new"], type=_PATH, metavar="NEW"),
            *_act_options(),
            rounds_option(),
        ],
        help=say(
            "更换密钥：新旧密钥和登记员共同签名。之后重新授权，再撤销旧密钥。",
            "Replace a key: new key, old key and registrar sign. Roles are granted "
            "again afterwards, and the old key is revoked.",
        ),
    )


def revoke() -> click.Command:
    """Make the command ``key revoke``."""
    return Command(
        "revoke",
        callback=click.pass_obj(_revoke),
        params=[
            click.Argument(["key"], metavar="KEY"),
            click.Option(
                ["--compromised-since", "since"],
                metavar="EVENT",
                help=say(
                    "自该事件起的签名存疑（仅作标记）",
                    "what it signed from this event on is doubtful (a mark only)",
                ),
            ),
            click.Option(
                ["--reason"],
                default="",
                metavar=say("文字", "TEXT"),
                help=say("原因", "why"),
            ),
            *_act_options(),
        ],
        help=say(
            "撤销密钥，由登记员或持有人本人签名。以前的签名仍然有效。",
            "Revoke a key, signed by the registrar or its holder. What it signed "
            "before stands.",
        ),
    )


def custody() -> click.Command:
    """Make the command ``key custody``."""
    return Command(
        "custody",
        callback=click.pass_obj(_custody),
        params=[
            click.Argument(["seal"], metavar="SEAL"),
            click.Option(
                ["--to", "custodian"],
                required=True,
                metavar="person/…",
                help=say("新的印章保管人", "who keeps the seal from now on"),
            ),
            *_act_options(),
        ],
        help=say(
            "移交印章保管，由登记员和新保管人签名。",
            "Hand over the custody of a seal; registrar and new custodian sign.",
        ),
    )


def _act_options() -> list[click.Option]:
    return [
        click.Option(
            ["-o", "--output", "output"],
            type=_PATH,
            metavar="FILE.act",
            help=say("待签文件的路径", "where the act file goes"),
        ),
        *agreement_options(),
    ]


class NewKey(NamedTuple):
    """A key that is to become known."""

    public: bytes
    subject: str
    use: str
    lost: bool = False

    @property
    def key(self) -> bytes:
        """Its id."""
        return key_id(ED25519, self.public)

    @property
    def aggregate(self) -> str:
        """The id of its aggregate."""
        return f"key/{self.key.hex()}"


def _enrol(desk: Desk, /, file: Path, **options: Any) -> None:
    asked = read_request(file)
    new = NewKey(parse_base64(asked.public), asked.subject, asked.use, asked.lost)
    carry_out(desk, [_enrolment(new)], manner_of(options))


def _enrolment(new: NewKey) -> MakeIntent:
    def make(office: Office, keyring: Keyring) -> Intent:
        keys = keyring.add_all()
        subject, openings = _subject(new, office.log.origin)
        body = {
            "suite": ED25519,
            "public": new.public,
            "subject": subject,
            "use": new.use,
        }
        return Intent(
            type="key.enrolled",
            id=new.aggregate,
            body=body | ({"lost": True} if new.lost else {}),
            by=[registrar(keys, office), *_holders(new, office, keys)],
            openings=openings,
        )

    return make


def _subject(new: NewKey, origin: str) -> tuple[Any, tuple[Opening, ...]]:
    """Name the subject; of a session key only by a commitment."""
    if new.use != "session":
        return new.subject, ()
    opening = Opening(
        owner=f"sealed/{secrets.token_hex(16)}",
        log=origin,
        id=new.aggregate,
        seq=1,
        path="/subject",
        salt=secrets.token_bytes(SALT_SIZE),
        value=new.subject,
    )
    return opening.as_field(), (opening,)


def _holders(new: NewKey, office: Office, keys: Sequence[bytes]) -> list[Signatory]:
    """Name the new key, and beside it a live key of the same subject."""
    live: list[Key] = []
    if new.use != "session" and not new.lost:
        live = office.directory.live_keys(new.subject, office.log.size)
    live = sorted(live, key=lambda one: one.key_id not in keys)
    ids = [new.key, *(one.key_id for one in live[:1])]
    return [Signatory(key=one, role=HOLDER) for one in ids]


def registrar(keys: Sequence[bytes], office: Office) -> Signatory:
    """Name the key at hand that acts as registrar.

    Raises:
        UsageError: There is no key at hand.
    """
    if not keys:
        raise click.UsageError(
            say("请用 --as 给出登记员密钥", "use --as with the registrar's key file")
        )
    held = [key for key in keys if _holds_registrar(key, office)]
    return Signatory(key=(held or keys)[0], role=REGISTRAR)


def _holds_registrar(key: bytes, office: Office) -> bool:
    today = day_of(office.clock())
    grants = office.directory.roles(key, office.log.size, today)
    return any(grant.role == REGISTRAR for grant in grants)


def _rotate(desk: Desk, /, old: Path, new: Path, **options: Any) -> None:
    with reading(desk) as office:
        known = named_key(str(old), office.directory, office.log.size)
        today = day_of(office.clock())
        grants = office.directory.roles(known.key_id, office.log.size, today)
    if known.use != "person":
        raise click.UsageError(
            say(
                "rotate 只用于个人密钥；印章请用 key request --use seal --lost",
                "rotate is for persons; for a seal: key request --use seal --lost",
            )
        )
    if not new.exists():
        make_key(desk, new, "", options["rounds"])
    public = read_public(new.with_name(new.name + PUBLIC_SUFFIX))
    desk.keys += [path for path in (old, new) if path not in desk.keys]
    key = NewKey(public, known.subject, known.use)
    carry_out(desk, [_enrolment(key)], manner_of(options))
    _tell_rest(desk, old, new, grants)


def _tell_rest(desk: Desk, old: Path, new: Path, grants: Sequence[Grant]) -> None:
    """Say what is left to do: grants belong to keys, not to people."""
    if desk.as_json:
        return
    desk.talk(say("新密钥登记后还须：", "once the new key is enrolled:"))
    for grant in grants:
        org = f" --org {grant.org}" if grant.org else ""
        desk.talk(f"  daocha role grant {new} {grant.role}{org}")
    desk.talk(f"  daocha key revoke {old}")


def _revoke(desk: Desk, /, key: str, **options: Any) -> None:
    def make(office: Office, keyring: Keyring) -> Intent:
        keys = keyring.add_all()
        known = named_key(key, office.directory, office.log.size)
        body: dict[str, Any] = {}
        if options["since"]:
            since = options["since"]
            event = named_event(office.log, since)
            body["compromised_since"] = event.position
        if options["reason"]:
            body["reason"] = options["reason"]
        return Intent(
            type="key.revoked",
            id=f"key/{known.key_id.hex()}",
            body=body,
            by=[_registrar_or_holder(keys, office)],
        )

    carry_out(desk, [make], manner_of(options))


def _registrar_or_holder(keys: Sequence[bytes], office: Office) -> Signatory:
    first = registrar(keys, office)
    if _holds_registrar(first.key, office):
        return first
    return Signatory(key=first.key, role=HOLDER)


def _custody(desk: Desk, /, seal: str, custodian: str, **options: Any) -> None:
    def make(office: Office, keyring: Keyring) -> Intent:
        keys = keyring.add_all()
        known = named_key(seal, office.directory, office.log.size)
        holder = named_key(custodian, office.directory, office.log.size)
        return Intent(
            type="key.custody-transferred",
            id=f"key/{known.key_id.hex()}",
            body={"custodian": holder.subject},
            by=[
                registrar([k for k in keys if k != holder.key_id] or keys, office),
                Signatory(key=holder.key_id, role=HOLDER),
            ],
        )

    carry_out(desk, [make], manner_of(options))
