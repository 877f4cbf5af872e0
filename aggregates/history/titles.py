"""Series of titles and the levels of their names, as certificates write them.

附件4 asks for series and name and not for the level, which follows from both. The
list (``titles.json``) is general knowledge of the national series and of the names in
use between 2012 and 2021; the notices do not print one. A name may carry a branch in
front, such as 电气工程师. What is not on the list has no level here, and an officer
states it with a basis.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, cast

from aggregates.application.facts import Level

LEVELS: Final[tuple[Level, ...]] = (
    "JUNIOR",
    "INTERMEDIATE",
    "ASSOCIATE_SENIOR",
    "FULL_SENIOR",
)
SUFFIXES: Final = ("职称系列", "系列")
RANKS: Final = ("高级", "中级", "初级", "助理", "正高", "副高", "主任", "主管", "级")
"""Words that, in front of a known name, make another name of it."""


class Series(NamedTuple):
    """One series: what it is called, and the level of each name."""

    name: str
    levels: Mapping[str, Level]


def plain(text: str) -> str:
    """Return a text as names are compared: NFKC, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@cache
def _series() -> Mapping[str, Series]:
    text = Path(__file__).with_name("titles.json").read_text("utf-8")
    found = {}
    for name, listed in json.loads(text).items():
        levels = {title: level for level in LEVELS for title in listed[level]}
        series = Series(name, cast("Mapping[str, Level]", levels))
        found.update(dict.fromkeys((name, *listed["aliases"]), series))
    return found


def series_names() -> tuple[str, ...]:
    """Return the names of all series, in the order of the list."""
    return tuple(dict.fromkeys(series.name for series in _series().values()))


def series_of(text: str) -> Series | None:
    """Return the series that a text names, if it names one.

    Example:
        >>> series_of("工程系列").name
        '工程技术'
    """
    name = plain(text)
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    return _series().get(name)


def level_of(series: str, title: str) -> Level | None:
    """Return the level of a title's name in its series, where the list tells it.

    Example:
        >>> level_of("工程", "电气工程师"), level_of("工程", "高级电气工程师")
        ('INTERMEDIATE', None)
    """
    known = series_of(series)
    if known is None:
        return None
    name = plain(title)
    ends = [one for one in known.levels if name.endswith(one)]
    if not ends:
        return None
    longest = max(ends, key=len)
    branch = name.removesuffix(longest)
    ranked = any(rank in branch for rank in RANKS)
    return None if ranked else known.levels[longest]
