"""Values of bodies in words: codes by name, lists joined, truths as yes and no."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from aggregates.words import word
from projections.words.label import Label, Words, words

YES: Final = Words("是", "yes")
NO: Final = Words("否", "no")


def in_words(value: Any) -> Words:
    """Return a value in both languages; text that is no code stays as it is."""
    match value:
        case None:
            return Words("", "")
        case bool():
            return YES if value else NO
        case str():
            return words(word(value))
        case int() | date():
            return Words(str(value), str(value))
        case Iterable():
            found = [in_words(one) for one in value]
            zh = "、".join(one.zh for one in found)
            return Words(zh, ", ".join(one.en for one in found))
        case _:
            return Words(str(value), str(value))


def coded(code: str) -> Label:
    """Return a code with what it is called."""
    named = in_words(code)
    return Label(code, named.zh, named.en)
