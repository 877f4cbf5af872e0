"""``daocha sign FILE --as KEY``: read an act and sign it, at one's own desk.

This works on a machine that has no ledger and no network; it imports neither the
store nor the log. Before anything is signed, every commitment in the act is computed
again from the value that the sheet shows.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from aggregates.act_file import ActFile, check_openings
from aggregates.act_file import sign as sign_act
from cli.act_files import blaming, read_act, write_act
from cli.acts import agreement_options
from cli.commands import Command
from cli.desk import Desk, print_json
from cli.keyring import Keyring
from cli.language import say
from cli.manner import Manner, agree, check_can_agree
from cli.sheet import SHOWN, sheet_of, signers_of
from cli.sheet_text import print_sheet
from ledger.errors import UnknownKeyError


def command() -> click.Command:
    """Make the command."""
    return Command(
        "sign",
        callback=click.pass_obj(_sign),
        params=[
            click.Argument(
                ["files"],
                nargs=-1,
                required=True,
                type=click.Path(path_type=Path),
                metavar="FILE…",
            ),
            *agreement_options(),
        ],
        help=say(
            "审阅待签文件，用 --as 指定的密钥签名。不需要台账，也不联网；"
            "签名前会用文件中的原值重新计算每一项封存内容。\n\n"
            "例：daocha sign 推荐.act --as 我的密钥",
            "Read an act file and sign it with the key given by --as. No ledger and "
            "no network is needed; every sealed value is computed again first.\n\n"
            "Example: daocha sign recommendation.act --as my-key",
        ),
    )


def _sign(desk: Desk, /, files: Sequence[Path], *, dry_run: bool, yes: bool) -> None:
    manner = Manner(dry_run=dry_run, yes=yes)
    check_can_agree(desk, manner)
    acts = [(file, read_act(file)) for file in files]
    for file, act in acts:
        with blaming(file):
            check_openings(act.openings, act.statements)
    if dry_run:
        _show_only(desk, [act for _, act in acts])
        return
    keyring = Keyring(desk)
    keys = keyring.add_all()
    for _, act in acts:
        _check_named(act, keys)
    told = [_sign_one(desk, file, act, keyring, manner) for file, act in acts]
    if desk.as_json:
        print_json({"files": told})


def _show_only(desk: Desk, acts: Sequence[ActFile]) -> None:
    most = None if desk.as_json else SHOWN
    sheets = [sheet_of(act, most=most) for act in acts]
    if desk.as_json:
        print_json({"sheets": sheets})
        return
    for sheet in sheets:
        print_sheet(sheet, err=False)


def _sign_one(
    desk: Desk, file: Path, act: ActFile, keyring: Keyring, manner: Manner
) -> dict[str, Any]:
    if not desk.as_json or desk.interactive:
        print_sheet(sheet_of(act, most=SHOWN), err=True)
    agree(manner, say("以上内容属实，签名？", "is all of this so? sign it"))
    for key in keyring.keys:
        act = sign_act(act, keyring.signer(key))
    write_act(file, act, new=False)
    missing = [one for one in signers_of(act) if not one["signed"]]
    if not desk.as_json:
        _tell(desk, file, missing)
    return {"file": str(file), "missing": missing}


def _check_named(act: ActFile, keys: list[bytes]) -> None:
    if not keys:
        raise click.UsageError(
            say("用哪把密钥签名？请用 --as 密钥文件", "which key? use --as KEYFILE")
        )
    named = {signer.key for signer in act.lead.by}
    for key in keys:
        if key not in named:
            raise UnknownKeyError(
                f"act: expected one of its {len(named)} signers, "
                f"got key {key.hex()[:12]}"
            )


def _tell(desk: Desk, file: Path, missing: Sequence[dict[str, Any]]) -> None:
    click.echo(file)
    if missing:
        names = say("、", ", ").join(one["role_name"] for one in missing)
        desk.talk(say(f"已签名；还需：{names}", f"signed; still to sign: {names}"))
    else:
        desk.talk(
            say(
                f"已签齐；下一步：daocha submit {file}",
                f"all have signed; next: daocha submit {file}",
            )
        )
