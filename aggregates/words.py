"""What the codes in events are called, in both languages: data, not code."""

import json
from functools import cache
from pathlib import Path

from aggregates.text import Text


@cache
def load_words() -> dict[str, Text]:
    """Return the name of every code."""
    text = Path(__file__).with_name("words.json").read_text(encoding="utf-8")
    return {code: Text(*names) for code, names in json.loads(text).items()}


def word(code: str) -> Text:
    """Name a code such as ``INTERMEDIATE``; an unknown one names itself."""
    return load_words().get(code, Text(code, code))
