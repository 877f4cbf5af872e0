"""``daocha init DIR``: found a ledger, with its log key, its founders and its vault."""

import secrets
import time
from pathlib import Path
from typing import Any, Final

import click

from aggregates.policy.profile import profile_names
from aggregates.roles import role_name
from cli.commands import Command
from cli.desk import Desk
from cli.founding import FOUNDING_ROLES, found
from cli.key_files import make_key, new_person, rounds_option
from cli.language import say, tell
from cli.moments import parse_moment
from cli.office import reading
from cli.output import console, print_heading, print_pairs
from cli.passphrases import new_passphrase, unlock
from ledger.founding import check_place
from ledger.keys import Ed25519Signer
from ledger.layout import KEYS
from ledger.origin import SIMULATED_PREFIX, check_origin

NONCE_SIZE: Final = 32
FOUNDERS: Final = "-founders"
DEFAULT_PROFILE: Final = "xianning-2024"


def command() -> click.Command:
    """Make the command."""
    file = click.Path(path_type=Path)
    return Command(
        "init",
        callback=click.pass_obj(_init),
        params=[
            click.Argument(["directory"], type=file, metavar="DIR"),
            click.Option(
                ["--origin"],
                required=True,
                metavar="NAME",
                help=say(
                    "台账名称：域名加路径，如 xianning.gov.cn/zhicheng，永不更改",
                    "name of the ledger, host and path; it never changes",
                ),
            ),
            click.Option(
                ["--profile"],
                type=click.Choice(profile_names()),
                help=say("准备采用的政策参数", "the profile that is to be published"),
            ),
            click.Option(
                ["--head"],
                type=file,
                metavar="PATH",
                help=say(
                    "台账头存放在另一介质上（强烈建议）",
                    "where the head lies, on another medium (do use it)",
                ),
            ),
            click.Option(
                ["--simulated"],
                is_flag=True,
                help=say(
                    f"模拟时钟，仅供培训演示；名称须以 {SIMULATED_PREFIX} 开头",
                    f"simulated clock, for training; NAME begins {SIMULATED_PREFIX}",
                ),
            ),
            click.Option(
                ["--registrar"],
                type=file,
                metavar="KEY",
                help=say(
                    "登记员的密钥文件；默认新建", "registrar's key; made if absent"
                ),
            ),
            click.Option(
                ["--supervisor"],
                type=file,
                metavar="KEY",
                help=say(
                    "授权监督员的密钥文件；默认新建", "supervisor's key; the same"
                ),
            ),
            rounds_option(),
        ],
        help=say(
            "创建台账：台账密钥、登记员和授权监督员的密钥、封存库、第一条记录。\n\n"
            "例：daocha init 台账 --profile xianning-2024 "
            "--origin xianning.gov.cn/zhicheng --head /mnt/另一块盘/head",
            "Found a ledger: log key, keys of registrar and supervisor, vault, first "
            "record.\n\nExample: daocha init ledger --profile xianning-2024 "
            "--origin xianning.gov.cn/zhicheng --head /mnt/other/head",
        ),
    )


def _init(desk: Desk, /, directory: Path, **options: Any) -> None:
    origin, simulated = options["origin"], options["simulated"]
    _check(origin, simulated=simulated)
    check_place(directory, options["head"])
    now = parse_moment(desk.now_text, "--now") if desk.now_text else None
    if now is not None and not simulated:
        raise click.UsageError(
            say("--now 只用于 --simulated", "--now goes with --simulated")
        )
    log_file = directory / KEYS / "log"
    passphrase = new_passphrase(desk, log_file)
    founders = {
        role: _founder(desk, directory, role, options) for role in FOUNDING_ROLES
    }
    log, vault = found(
        directory,
        origin=origin,
        simulated=simulated,
        log_signer=Ed25519Signer.generate(),
        founders={role: (key, person) for role, (key, person, _) in founders.items()},
        clock=lambda: time.time_ns() // 1_000_000 if now is None else now,
        passphrase=passphrase,
        rounds=options["rounds"],
        nonce=secrets.token_bytes(NONCE_SIZE),
        head_path=options["head"],
    )
    with log, vault:
        checkpoint, vkeys = log.checkpoint().decode(), log.vkeys()
    files = {role: path for role, (_, _, path) in founders.items()}
    document = {
        "directory": str(directory),
        "origin": origin,
        "checkpoint": checkpoint,
        "vkeys": vkeys,
        "founders": {
            role: {"file": str(path), "subject": person, "key": key.key_id.hex()}
            for role, (key, person, path) in founders.items()
        },
    }
    desk.ledger = str(directory)
    with reading(desk):  # it opens: everything is in place
        pass
    desk.answer(document, lambda: _tell(document, files, options["profile"]))


def _check(origin: str, *, simulated: bool) -> None:
    """Check what can be checked before any key is made."""
    check_origin(origin)
    if simulated is not origin.startswith(SIMULATED_PREFIX):
        raise click.UsageError(
            say(
                f"--origin：以 {SIMULATED_PREFIX} 开头的台账用 --simulated，反之亦然",
                f"--origin begins with {SIMULATED_PREFIX} exactly with --simulated",
            )
        )


def _founder(
    desk: Desk, directory: Path, role: str, options: dict[str, Any]
) -> tuple[Ed25519Signer, str, Path]:
    """Take the key of a founder from its file, or make one."""
    given: Path | None = options[role.lower()]
    if given is not None:
        return unlock(desk, given), new_person(), given
    folder = directory.with_name(directory.name + FOUNDERS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / role.lower()
    return make_key(desk, path, role.lower(), options["rounds"]), new_person(), path


def _tell(
    document: dict[str, Any], files: dict[str, Path], profile: str | None
) -> None:
    print_heading(say("台账已创建", "The ledger is founded"))
    print_pairs(
        [
            (say("目录", "directory"), document["directory"]),
            (say("名称", "name"), document["origin"]),
            *((tell(role_name(role)), str(path)) for role, path in files.items()),
        ]
    )
    print_heading(
        say(
            "第一个检查点：请抄存于台账之外，日后凭它核验",
            "First checkpoint: keep it outside the ledger, to verify by it later",
        )
    )
    out = console()
    out.print(document["checkpoint"].rstrip("\n"), soft_wrap=True)
    for vkey in document["vkeys"]:
        out.print(f"{say('台账公钥', 'log key')}: {vkey}", soft_wrap=True)
    _tell_next(document["directory"], files, profile or DEFAULT_PROFILE)


def _tell_next(directory: str, files: dict[str, Path], profile: str) -> None:
    registrar, supervisor = (files[role] for role in FOUNDING_ROLES)
    one, both = f"--as {registrar}", f"--as {registrar} --as {supervisor}"
    name = say("职改办", "authority")
    told = say(
        "\n下一步（全文见 docs/first-steps.md；两把创建人密钥请交给两个人）：",
        "\nWhat happens next (more in docs/first-steps.md; the founders' keys belong "
        "to two persons):",
    )
    words = f"--org-kind AUTHORITY --level CITY --territory 421200 {both}"
    request = "daocha key request"
    lines = (
        f"export DAOCHA_LEDGER={directory}",
        f"daocha organisation registered --name {name} {words}",
        f"daocha key new officer && {request} officer",
        f"daocha key enrol officer.request {one} --as officer",
        f"daocha role grant officer AUTHORITY_OFFICER --org {name} {both}",
        f"daocha key new seal && {request} seal --use seal --subject organisation/…",
        f"daocha key enrol seal.request {one} --as seal",
        f"daocha key custody seal --to officer {one} --as officer",
        f"daocha role grant seal SEAL --org {name} {both}",
        "daocha calendar adopt 2004-2026 --as officer --as seal",
        f"daocha policy publish {profile} --as officer --as seal",
        "daocha verify",
    )
    click.echo("\n  ".join([told, *lines]), err=True)
