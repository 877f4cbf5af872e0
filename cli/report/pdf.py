"""A report as a PDF: the same bytes from the same ledger, whenever it is set."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from cli.paper.typeset import render_pdf
from cli.report.document import Report
from cli.report.svg import time_line

TEMPLATE: Final = Path(__file__).with_name("report.typ")
_NAMESPACE: Final = 'xmlns="http://www.w3.org/2000/svg"'


def pdf_report(
    report: Report, *, timestamp: int, font_paths: Sequence[Path] = ()
) -> bytes:
    """Return a report as a PDF.

    Args:
        report: The report.
        timestamp: When the newest record that it rests on was received, ms.
        font_paths: Folders with fonts; those of the system without any.

    Raises:
        NoFontError: There is no Chinese font.
        NoGlyphError: The fonts lack a character.
    """
    data: dict[str, Any] = msgspec.to_builtins(report)
    for course, plain in zip(report.courses, data["courses"], strict=True):
        drawing = time_line(course, report.lanes)
        plain["drawing"] = drawing.replace("<svg ", f"<svg {_NAMESPACE} ", 1)
    return render_pdf(TEMPLATE, data, timestamp=timestamp, font_paths=font_paths)
