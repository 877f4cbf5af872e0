"""Files that commands write for people to keep: whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from cli.language import say
from cli.wording import reason_of


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file, readable by its owner alone; the name never stands for half of it.

    Args:
        path: Where.
        data: What.
        force: Whether a file that is there is replaced.

    Raises:
        UsageError: It exists already, or cannot be written.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            beside = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                _name(beside, path, force=force)
            finally:
                beside.unlink(missing_ok=True)
    except FileExistsError as error:
        raise click.UsageError(
            say(
                f"文件 {path} 已存在，未作改动；如要覆盖，请加 --force",
                f"{path} exists; it was not touched. --force replaces it",
            )
        ) from error
    except OSError as error:
        raise click.UsageError(f"{path}: {reason_of(error)}") from error


def _name(beside: Path, path: Path, *, force: bool) -> None:
    if force:
        beside.replace(path)
    else:
        os.link(beside, path)
