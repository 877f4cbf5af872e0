"""Refusals in words: codes by what they are called, ids by whose they are.

A rule says what it compared, and that is codes and ids; whoever reads it on a screen
knows neither.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from aggregates.policy.catalogue import rule
from aggregates.roles import role_name
from aggregates.rulebook import HOUSE
from aggregates.text import Text
from aggregates.words import load_words
from cli.language import tell

_CODE: Final = re.compile(r"(?<![\w-])[A-Z][A-Z_]+(?![\w-])")
_NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


def in_words(text: Text, names: Mapping[str, str] = _NOBODY) -> str:
    """Return a text of a refusal in the language in use.

    Args:
        text: What was expected, found, or is to be done.
        names: What aggregates are called, by id.
    """
    told = _CODE.sub(lambda code: tell(_name(code[0])), tell(text))
    for aggregate, name in names.items():
        told = told.replace(aggregate, name)
    return told


def source_of(rule_id: str, citation: str) -> str:
    """Return where a rule stands; a house rule also says what it asks.

    Nobody who was refused has the clause of a house rule at hand.
    """
    if not rule_id.startswith(HOUSE):
        return citation
    return f"{citation}  {tell(rule(rule_id).statement)}"


def _name(code: str) -> Text:
    return load_words().get(code) or role_name(code)
