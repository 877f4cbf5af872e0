"""Act files on disk: read whole, written so that only their owner can read them.

They hold personal values in clear, as the papers do that they replace.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from aggregates.act_file import ActFile, decode_act_file, encode_act_file
from cli.file_failures import file_failure
from cli.language import say
from ledger.errors import (
    ChainError,
    MalformedError,
    ProofError,
    SignatureError,
    VerificationError,
)

MODE: Final = 0o600
SUFFIX: Final = ".act"


class NoActFileError(MalformedError):
    """A file is no act file, or was damaged on its way."""


class FalseActFileError(VerificationError):
    """An act file claims what is not so; that says nothing against the ledger."""


@contextmanager
def blaming(path: Path) -> Iterator[None]:
    """Blame the act file, and not the ledger, for what is found to be false.

    Raises:
        FalseActFileError: A signature, a proof or a chain in it is false.
    """
    try:
        yield
    except (SignatureError, ProofError, ChainError) as error:
        raise FalseActFileError(f"{path}: {error}") from error


def read_act(path: Path) -> ActFile:
    """Read an act file.

    Raises:
        UsageError: It cannot be read.
        StoreError: The medium failed.
        NoActFileError: It is no act file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise file_failure(path, error) from error
    try:
        return decode_act_file(data)
    except MalformedError as error:
        raise NoActFileError(f"{path}: {error}") from error


def write_act(path: Path, act: ActFile, *, new: bool) -> None:
    """Write an act file, readable by its owner alone, whole or not at all.

    Args:
        path: Where.
        act: What.
        new: Whether nothing may be there yet; else it is replaced.

    Raises:
        UsageError: It cannot be written there.
        StoreError: The medium failed.
    """
    beside = path if new else path.with_name(f"{path.name}.new")
    flags = os.O_WRONLY | os.O_CREAT | (os.O_EXCL if new else os.O_TRUNC)
    try:
        with os.fdopen(os.open(beside, flags, MODE), "wb") as file:
            file.write(encode_act_file(act))
            file.flush()
            os.fsync(file.fileno())
        if not new:
            beside.replace(path)
    except FileExistsError as error:
        raise click.UsageError(
            say(f"文件 {path} 已存在，未作改动", f"{path} exists; it was not touched")
        ) from error
    except OSError as error:
        raise file_failure(path, error) from error
