"""Saving a report: what it becomes follows from the name of the file."""

from pathlib import Path
from typing import Final

import click

from cli.report.document import Report
from cli.report.html import html_page
from cli.report.text import text_lines
from cli.wording import reason_of

HTML: Final = (".html", ".htm")


def write_report(report: Report, path: Path) -> None:
    """Save a report as a page, or as text.

    Raises:
        UsageError: The file cannot be written.
    """
    if path.suffix.lower() in HTML:
        text = html_page(report)
    else:
        text = "\n".join(text_lines(report, details=True)) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{path}: {reason_of(error)}") from error
