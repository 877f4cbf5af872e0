"""Files that commands write for people to keep: whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import click

from cli.file_failures import file_failure
from cli.language import say

_MODE: Final = 0o600


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file, readable by its owner alone; the name never stands for half of it.

    Args:
        path: Where.
        data: What.
        force: Whether a file that is there is replaced.

    Raises:
        UsageError: It exists already, or cannot be written there.
        StoreError: The medium failed.
    """
    try:
        if not force:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE))
        try:
            _put(path, data)
        except BaseException:
            if not force:
                path.unlink(missing_ok=True)
            raise
    except FileExistsError as error:
        raise click.UsageError(
            say(
                f"文件 {path} 已存在，未作改动；如要覆盖，请加 --force",
                f"{path} exists; it was not touched. --force replaces it",
            )
        ) from error
    except OSError as error:
        raise file_failure(path, error) from error


def _put(path: Path, data: bytes) -> None:
    """Write a file beside, and let it take the name when it is whole.

    A link would take the name only if it is free, but a USB stick has no links.
    """
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
