"""Saving a report: what it becomes follows from the name of the file."""

from pathlib import Path
from typing import Final

from cli.file_failures import file_failure
from cli.report.document import Report
from cli.report.html import html_page
from cli.report.text import text_lines

HTML: Final = (".html", ".htm")
PDF: Final = ".pdf"


def write_report(report: Report, path: Path, *, timestamp: int) -> None:
    """Save a report as a page, a PDF, or text.

    Args:
        report: The report.
        path: Where; ``.html`` and ``.pdf`` say what it becomes.
        timestamp: When the newest record that it rests on was received, ms.

    Raises:
        UsageError: The file cannot be written there, or there is no Chinese font.
        StoreError: The medium failed.
    """
    data = _bytes(report, path.suffix.lower(), timestamp)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise file_failure(path, error) from error


def _bytes(report: Report, suffix: str, timestamp: int) -> bytes:
    if suffix == PDF:
        # Setting a page is slow to import, and most reports need none.
        from cli.report.pdf import pdf_report  # noqa: PLC0415

        return pdf_report(report, timestamp=timestamp)
    if suffix in HTML:
        return html_page(report).encode()
    return ("\n".join(text_lines(report, details=True)) + "\n").encode()
