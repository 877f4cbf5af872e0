"""How an act is carried out: shown only, asked about, or agreed to beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cli.desk import Desk
from cli.language import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How an act is to be carried out.

    Attributes:
        dry_run: Only show the sheet and every refusal.
        yes: Do not ask.
        output: Where the act goes if others have to sign too; or nothing.
        only_draft: Put it into the file without signing or submitting.
        notes: What to say before the sheet.
    """

    dry_run: bool = False
    yes: bool = False
    output: Path | None = None
    only_draft: bool = False
    notes: Sequence[str] = ()


def check_can_agree(desk: Desk, manner: Manner) -> None:
    """Check that whoever must agree can be asked, or has agreed beforehand.

    Raises:
        UsageError: There is no terminal, and no ``--yes``.
    """
    if manner.yes or manner.dry_run or manner.only_draft or desk.interactive:
        return
    raise click.UsageError(
        say(
            "没有终端可以确认，请加 --yes（或先用 --dry-run 审阅）",
            "no terminal to agree on; add --yes (or read it first with --dry-run)",
        )
    )


def agree(manner: Manner, question: str) -> None:
    """Ask for agreement.

    Raises:
        Abort: It was not given.
    """
    if not manner.yes:
        click.confirm(question, abort=True, err=True)
