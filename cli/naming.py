"""The names by which people mean aggregates and events."""

import re
from typing import Final

import click

from cli.desk import Desk
from cli.language import say
from ledger.errors import MalformedError
from ledger.log_reader import LogReader
from ledger.record import Event

_ID: Final = re.compile(r"[a-z]{1,24}/[0-9A-Za-z-]{1,64}", re.ASCII)
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_MOST_NAMED: Final = 5


def full_id(log: LogReader, text: str, kind: str) -> str:
    """Complete the id of an aggregate from its beginning.

    What is no beginning of a known id is returned as it is: a new aggregate has an
    id too, and the rules say it if an old one was meant. See `named_id` for names.

    Args:
        log: The ledger.
        text: An id, or its beginning; the kind in front may be left out.
        kind: The kind that is expected.

    Raises:
        UsageError: Several ids begin like this.
    """
    if not text or log.version(text) if _ID.fullmatch(text) else False:
        return text
    prefix = text if "/" in text else f"{kind}/{text}"
    found = [one for one in log.ids(kind) if one.startswith(prefix)]
    if len(found) > 1:
        shown = ", ".join(found[:_MOST_NAMED])
        raise click.UsageError(
            say(f"{text} 对应多个对象：{shown}", f"{text} fits several: {shown}")
        )
    return found[0] if found else text


def named_id(desk: Desk, log: LogReader, text: str, kind: str) -> str:
    """Find the aggregate that a text means: an id, its beginning, a name, a number.

    Raises:
        UsageError: It leads to nothing, or to several things.
    """
    found = full_id(log, text, kind)
    if not found or _ID.fullmatch(found):
        return found
    # Names are looked up in the views, which nobody needs who gives an id.
    from cli.reading_room import reading_room  # noqa: PLC0415

    with reading_room(desk) as room:
        return room.resolve(text, kind)


def named_event(log: LogReader, text: str) -> Event:
    """Find an event by its id, or by its place in its aggregate.

    Args:
        log: The ledger.
        text: Hex digits of the event id, at least 12, or ``ID@SEQ``.

    Raises:
        MalformedError: There is none, or there are several.
    """
    aggregate, at, number = text.rpartition("@")
    if not at:
        return log.find(text)
    events = log.events(aggregate) if _ID.fullmatch(aggregate) else []
    if not _NUMBER.fullmatch(number) or not 1 <= int(number) <= len(events):
        raise MalformedError(
            say(
                f"{text}：没有这个事件（{aggregate} 共 {len(events)} 个事件）",
                f"{text}: no such event ({aggregate} has {len(events)})",
            )
        )
    return events[int(number) - 1]
