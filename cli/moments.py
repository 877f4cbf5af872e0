"""Instants as people write them: days and times of day in Shanghai."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

import click

from cli.language import say

_ZONE: Final = timezone(timedelta(hours=8))
_SHAPE: Final = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def parse_moment(text: str, where: str) -> int:
    """Parse ``YYYY-MM-DD``, with ``THH:MM`` or ``THH:MM:SS``, into ms since 1970.

    Args:
        text: What was typed; a day alone means its noon.
        where: The option, for the message.

    Raises:
        UsageError: It is no such time.
    """
    if _SHAPE.fullmatch(text) is None:
        raise _no_moment(where)
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=_ZONE)
    except ValueError as error:
        raise _no_moment(where) from error
    if "T" not in text and " " not in text:
        moment = moment.replace(hour=12)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def format_moment(instant: int) -> str:
    """Format ms since 1970 as local time, to the second.

    Example:
        >>> format_moment(1_714_000_000_000)
        '2024-04-25 07:06:40'
    """
    moment = _EPOCH + timedelta(milliseconds=instant)
    return moment.astimezone(_ZONE).strftime("%Y-%m-%d %H:%M:%S")


def _no_moment(where: str) -> click.UsageError:
    return click.UsageError(
        say(
            f"{where}：应为 2024-05-20 或 2024-05-20T09:30 这样的时间",
            f"{where}: expected a time such as 2024-05-20 or 2024-05-20T09:30",
        )
    )
