"""A sentence in both languages, Chinese first."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the sentence in ``language`` (``zh`` or ``en``)."""
        return self.en if language == "en" else self.zh


def is_blank(text: str) -> bool:
    """Tell whether a text says nothing."""
    return not text.strip()
