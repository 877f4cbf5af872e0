"""Passphrases: asked for on a terminal, or one line of a file; never an argument."""

import os
import stat
from pathlib import Path
from typing import Final

import click

from cli.desk import Desk
from cli.language import say
from ledger.errors import UnusableKeyError
from ledger.keyfile import read_key
from ledger.keys import Ed25519Signer

_OTHERS: Final = 0o077
_MAX_LINE: Final = 1_024


def unlock(desk: Desk, path: Path) -> Ed25519Signer:
    """Read one of the keys given with ``--as``.

    Raises:
        UnusableKeyError: Key file or passphrase file cannot be used.
        UsageError: There is nobody to ask for the passphrase.
    """
    return read_key(path, _passphrase(desk, path, _file_for(desk, path)))


def unlock_log_key(desk: Desk, path: Path) -> Ed25519Signer:
    """Read a log key.

    Its passphrase file is the one named for it, or the only one that there is.

    Raises:
        UnusableKeyError: Key file or passphrase file cannot be used.
        UsageError: There is nobody to ask for the passphrase.
    """
    file = desk.log_passphrase_file
    if file is None and len(desk.passphrase_files) == 1:
        file = desk.passphrase_files[0]
    return read_key(path, _passphrase(desk, path, file))


def new_passphrase(desk: Desk, path: Path) -> bytes:
    """Get the passphrase for a key that is being made; a typed one twice.

    Raises:
        UnusableKeyError: The passphrase file cannot be used.
        UsageError: There is nobody to ask for the passphrase.
    """
    file = _file_for(desk, path)
    if file is not None or not desk.interactive:
        return _passphrase(desk, path, file)
    prompt = say(f"为新密钥 {path.name} 设置口令", f"new passphrase for {path.name}")
    typed: str = click.prompt(
        prompt, hide_input=True, confirmation_prompt=True, err=True
    )
    return typed.encode()


def _passphrase(desk: Desk, path: Path, file: Path | None) -> bytes:
    if file is not None:
        return read_passphrase(file)
    if not desk.interactive:
        raise click.UsageError(
            say(
                f"密钥 {path} 的口令：没有终端可以询问，请用 --passphrase-file",
                f"passphrase of {path}: no terminal to ask on; use --passphrase-file",
            )
        )
    prompt = say(f"密钥 {path.name} 的口令", f"passphrase of {path.name}")
    typed: str = click.prompt(prompt, hide_input=True, err=True)
    return typed.encode()


def _file_for(desk: Desk, path: Path) -> Path | None:
    files = desk.passphrase_files
    if len(files) <= 1:
        return files[0] if files else None
    if path in desk.keys and len(files) == len(desk.keys):
        return files[desk.keys.index(path)]
    raise click.UsageError(
        say(
            f"--passphrase-file：应为 1 个，或与 --as 一样多（{len(desk.keys)} 个）",
            f"--passphrase-file: expected one, or as many as --as ({len(desk.keys)})",
        )
    )


def read_passphrase(file: Path) -> bytes:
    """Read the only line of a passphrase file.

    Raises:
        UnusableKeyError: It is missing, readable by others, empty, or longer.
    """
    try:
        with file.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            data = stream.read(_MAX_LINE + 2)
    except OSError as error:
        raise UnusableKeyError(f"passphrase file {file}: {error.strerror}") from error
    if os.name == "posix" and mode & _OTHERS:
        raise UnusableKeyError(
            f"passphrase file {file}: expected mode 0600, "
            f"got {stat.S_IMODE(mode):04o}; others can read it"
        )
    line = data.removesuffix(b"\n").removesuffix(b"\r")
    if not line or b"\n" in line or len(line) > _MAX_LINE:
        raise UnusableKeyError(f"passphrase file {file}: expected exactly one line")
    return line
