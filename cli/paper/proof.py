"""What stands at the foot of every page, and in its QR code.

The code names paper, number, ledger, event and position, and ends with a token over
the record itself. Whoever has a copy of the ledger checks it without a network: a
number that was altered, or an event that is another, does not fit the token.
"""

import re
from base64 import b32encode
from hashlib import sha256
from io import BytesIO
from typing import Any, Final, NamedTuple

import click

from cli.language import say
from cli.moments import format_moment
from ledger.log_reader import LogReader
from ledger.record import Event

VERSION: Final = "DAOCHA1"
_CONTEXT: Final = b"daocha paper 1"
_TOKEN_BYTES: Final = 10
_GROUP: Final = 4
_EVENT: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PARTS: Final = 7


class Code(NamedTuple):
    """What a QR code says.

    Attributes:
        paper: The code of the paper.
        number: Its number; empty where it has none.
        origin: The ledger.
        event: The event id, 64 hex digits.
        position: Where the event stands.
        token: Binds paper and number to the record.
    """

    paper: str
    number: str
    origin: str
    event: str
    position: int
    token: str

    def __str__(self) -> str:
        parts = (VERSION, *self)
        return "|".join(str(one).replace("|", "/") for one in parts)


def code_of(log: LogReader, event: Event, paper: str, number: str) -> Code:
    """Return the code of a paper about an event."""
    token = _token(event.record, paper, number)
    return Code(paper, number, log.origin, event.hash.hex(), event.position, token)


def parse_code(text: str) -> Code:
    """Parse what a QR code says.

    Raises:
        UsageError: It is no code of ours.
    """
    parts = text.strip().split("|")
    if len(parts) == _PARTS and parts[0] == VERSION:
        _, paper, number, origin, event, position, token = parts
        if _EVENT.fullmatch(event) and position.isascii() and position.isdigit():
            return Code(paper, number, origin, event, int(position), token)
    raise click.UsageError(
        say(
            f"不是本系统纸面的二维码内容；应形如 {VERSION}|…|…，请完整输入并加引号",
            f"no code of a paper of ours; it looks like {VERSION}|…|…: give all of "
            "it, in quotes",
        )
    )


def foot(log: LogReader, event: Event, code: Code, note: str = "") -> dict[str, Any]:
    """Return what the foot of a page shows.

    The checkpoint is the tree's root when the event was its newest record, so that it
    never changes, and every later checkpoint can be shown to extend it.
    """
    size = event.position + 1
    return {
        "simulated": log.simulated,
        "origin": log.origin,
        "subject": event.id,
        "seq": event.seq,
        "position": event.position,
        "received": format_moment(event.received_at),
        "event": code.event,
        "size": size,
        "root": log.root_at(size).hex(),
        "token": code.token,
        "note": note,
        "code": str(code),
        "qr": _qr(str(code)),
    }


def _token(record: bytes, paper: str, number: str) -> str:
    parts = (_CONTEXT, sha256(record).digest(), paper.encode(), number.encode())
    digest = sha256(b"\n".join(parts)).digest()[:_TOKEN_BYTES]
    text = b32encode(digest).decode()
    return "-".join(text[n : n + _GROUP] for n in range(0, len(text), _GROUP))


def _qr(text: str) -> str:
    import segno  # noqa: PLC0415 - only for papers

    out = BytesIO()
    segno.make(text, error="m", encoding="utf-8", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, svgns=True
    )
    return out.getvalue().decode()
