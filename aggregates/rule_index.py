"""Which module judges which types of act, so that one type can be judged alone.

Importing the whole rule book takes longer than telling a status. The index is data,
made from the registry by ``make rules``; a test compares the two. It is also the order
in which the rules of a type are asked, whatever was imported first.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

import msgspec

_INDEX: Final = Path(__file__).with_name("rule_index.json")


def load_rules(event_type: str) -> None:
    """Register the rules that judge a type of act, and no more than comes with them."""
    for module, types in _index().items():
        if event_type in types:
            import_module(module)


@cache
def ranks() -> dict[str, int]:
    """Return the place of every module that registers rules."""
    return {module: rank for rank, module in enumerate(_index())}


@cache
def _index() -> dict[str, frozenset[str]]:
    return msgspec.json.decode(_INDEX.read_bytes(), type=dict[str, frozenset[str]])
