"""The language of the command line: Chinese, unless somebody asks for English.

Our own sentences stand in the code in both languages, side by side. Those of click
come from a catalogue (``locale/``), which the standard library's gettext reads; it
is told by an environment variable which language to look for.
"""

import gettext
import os
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from aggregates.text import Text

LANGUAGES: Final = ("zh", "en")
VARIABLE: Final = "DAOCHA_LANG"
OPTION: Final = "--lang"

_DOMAIN: Final = "daocha"
_FOLDER: Final = Path(__file__).parent / "locale"
_GETTEXT: Final = {"zh": "zh_CN", "en": "en"}
_current: ContextVar[str] = ContextVar("language", default="zh")


def language() -> str:
    """Return the language in use, ``zh`` or ``en``."""
    return _current.get()


def use_language(chosen: str) -> None:
    """Talk in this language from here on, and let click do so too."""
    _current.set(chosen)
    os.environ["LANGUAGE"] = _GETTEXT[chosen]
    gettext.bindtextdomain(_DOMAIN, str(_FOLDER))
    gettext.textdomain(_DOMAIN)


def say(zh: str, en: str) -> str:
    """Return the sentence in the language in use."""
    return en if language() == "en" else zh


def tell(text: Text) -> str:
    """Return one of a pair of sentences, in the language in use."""
    return text.in_language(language())


def asked_language(arguments: Sequence[str]) -> str:
    """Find the language asked for, before anything is parsed.

    Help and errors are made while parsing, so they must know it sooner. A language
    that does not exist is left for the parser to refuse.
    """
    chosen = os.environ.get(VARIABLE, "zh")
    before = ""
    for argument in arguments:
        if argument == "--":
            break
        if before == OPTION:
            chosen = argument
        elif argument.startswith(f"{OPTION}="):
            chosen = argument.removeprefix(f"{OPTION}=")
        before = argument
    return chosen if chosen in LANGUAGES else "zh"
