"""What printing is tested with: a font or a reason to skip, and a proof to show."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

needs_font = pytest.mark.demands("font")


def proof(**changed: Any) -> dict[str, Any]:
    """Return a proof as it stands at the foot of a page."""
    return {
        "simulated": False,
        "origin": "xianning.example/2024",
        "subject": "application/0123456789abcdef0123456789abcdef",
        "seq": 4,
        "position": 128,
        "received": "2024-05-09 09:00",
        "event": "ab" * 32,
        "size": 300,
        "root": "cd" * 32,
        "token": "ABCD-EFGH-IJKL-MNOP",
        "note": "",
        "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
        "code": "",
        **changed,
    }


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, without the places where lines break."""
    return "".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, without blanks."""
    return [
        "".join((page.extract_text() or "").split())
        for page in PdfReader(BytesIO(pdf)).pages
    ]
