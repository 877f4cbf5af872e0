"""What ``docs/feed.md`` promises of every change, compared with changes."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from projections.feed.stream import Change

PAGE = Path(__file__).parents[2] / "docs" / "feed.md"
SOMETIMES = frozenset({"person"})
"""Fields that the page says may be left out."""


@cache
def promised() -> dict[str, frozenset[str]]:
    """Return the fields of ``data`` by type, in the order of the page."""
    rows = re.findall(
        r"^\| `([a-z.]+)` \| .* \| (.*) \|$", PAGE.read_text(), re.MULTILINE
    )
    found = {}
    for name, data in rows:
        words = re.sub(r"\([^)]*\)", "", data)
        found[name] = frozenset(re.findall(r"`([a-z_]+)`", words))
    return found


def surprises(changes: Iterable[Change]) -> list[Change]:
    """Return the changes whose data are not what the page promises."""
    return [one for one in changes if not _is_promised(one)]


def _is_promised(change: Change) -> bool:
    fields, wanted = set(change.data), promised()[change.type]
    return wanted - SOMETIMES <= fields <= wanted
