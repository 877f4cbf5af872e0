"""``daocha backup DIR`` and ``daocha restore DIR``."""

from pathlib import Path

import click

from cli.commands import Command
from cli.desk import Desk
from cli.file_failures import file_failure
from cli.language import say
from cli.output import print_pairs
from ledger.backup import Copied, backup_vault_keys
from ledger.backup import backup as back_up
from ledger.backup import restore as put_back

_PATH = click.Path(path_type=Path)


def backup() -> click.Command:
    """Make the command ``backup``."""
    return Command(
        "backup",
        callback=click.pass_obj(_backup),
        params=[
            click.Argument(["target"], type=_PATH, metavar="DIR"),
            click.Option(
                ["--vault-keys"],
                type=_PATH,
                metavar="FILE",
                help=say(
                    "另行备份封存库密钥（最多保留 30 天）",
                    "copy the vault's keys too, apart (keep it 30 days at most)",
                ),
            ),
        ],
        help=say(
            "备份台账到 DIR；台账可在使用中。备份完成后逐条核对。",
            "Copy the ledger to DIR while it is in use, and check the copy.",
        ),
    )


def restore() -> click.Command:
    """Make the command ``restore``."""
    return Command(
        "restore",
        callback=click.pass_obj(_restore),
        params=[
            click.Argument(["source"], type=_PATH, metavar="BACKUP"),
            click.Argument(["target"], type=_PATH, metavar="DIR"),
            click.Option(
                ["--checkpoint", "kept"],
                type=_PATH,
                metavar="CHECKPOINT",
                help=say(
                    "保存的检查点；备份若比它旧则拒绝恢复",
                    "a kept checkpoint; a backup behind it is refused",
                ),
            ),
            click.Option(
                ["--head"],
                type=_PATH,
                metavar="PATH",
                help=say("台账头所在的另一介质", "where the head lies, elsewhere"),
            ),
            click.Option(
                ["--vault-keys"],
                type=_PATH,
                metavar="FILE",
                help=say("封存库密钥的备份", "a copy of the vault's keys"),
            ),
        ],
        help=say(
            "从备份恢复到 DIR。若另存的台账头或检查点比备份新，则拒绝。",
            "Put a backup back as DIR; refused when a kept head is ahead of it.",
        ),
    )


def _backup(desk: Desk, /, target: Path, *, vault_keys: Path | None) -> None:
    copied = back_up(desk.directory, target)
    if vault_keys is not None:
        backup_vault_keys(desk.directory, vault_keys)
    _tell(desk, target, copied)


def _restore(
    desk: Desk,
    /,
    source: Path,
    target: Path,
    *,
    kept: Path | None,
    head: Path | None,
    vault_keys: Path | None,
) -> None:
    try:
        note = None if kept is None else kept.read_bytes()
    except OSError as error:
        raise file_failure(kept, error) from error
    if kept is None and head is None:
        desk.talk(
            say(
                "提醒：没有给出 --checkpoint 或 --head，无法判断备份是否过旧",
                "note: without --checkpoint or --head nothing tells an old backup",
            )
        )
    copied = put_back(
        source, target, kept_head=note, head_path=head, vault_keys=vault_keys
    )
    _tell(desk, target, copied)


def _tell(desk: Desk, target: Path, copied: Copied) -> None:
    document = {
        "directory": str(target),
        "size": copied.size,
        "root": copied.root.hex(),
        "erased": copied.erased,
    }
    pairs = [
        (say("目录", "directory"), str(target)),
        (say("记录数", "records"), str(copied.size)),
        (say("根", "root"), copied.root.hex()),
    ]
    if copied.erased:
        again = say("重新执行的删除", "erasures applied again")
        pairs.append((again, str(copied.erased)))
    desk.answer(document, lambda: print_pairs(pairs))
