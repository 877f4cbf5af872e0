"""The desk at which a command is given: what was asked for, and how to answer.

It knows nothing of the ledger, so that making it costs nothing; `cli.office` opens
the ledger that it names.
"""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click

from cli.language import say

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Desk:
    """What holds for one command, whatever it does.

    Attributes:
        ledger: The ledger's directory, as it was typed.
        keys: Key files to sign with, in the order given.
        passphrase_files: Files with their passphrases.
        log_passphrase_file: File with the passphrase of the log key.
        now_text: The time on a simulated clock, as it was typed.
        as_json: Whether the answer is a JSON document.
    """

    ledger: str = "."
    keys: list[Path] = field(default_factory=list)
    passphrase_files: list[Path] = field(default_factory=list)
    log_passphrase_file: Path | None = None
    now_text: str = ""
    as_json: bool = False

    @property
    def directory(self) -> Path:
        """The ledger's directory.

        Raises:
            UsageError: A URL was given: that comes later.
        """
        if _URL.match(self.ledger):
            raise click.UsageError(
                say(
                    "--ledger 目前只能是目录；通过网址使用台账的功能将在后续版本提供",
                    "--ledger must be a directory for now; ledgers by URL come later",
                )
            )
        return Path(self.ledger)

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def answer(self, document: Any, text: Callable[[], None]) -> None:
        """Give the answer: ``document`` as JSON, or what ``text`` prints."""
        if self.as_json:
            print_json(document)
        else:
            text()

    def talk(self, sentence: str) -> None:
        """Say something that is not the answer."""
        click.echo(sentence, err=True)


def print_json(document: Any) -> None:
    """Print one JSON document on one line."""
    click.echo(json.dumps(document, ensure_ascii=False))
