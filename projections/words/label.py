"""Coded things with their names: what an answer calls a stage, a role, a rule."""

import msgspec

from aggregates.policy.catalogue import rule
from aggregates.roles import SEGMENT_NAMES, role_name
from aggregates.schema import EVENT_TYPES
from aggregates.text import Text


class Label(msgspec.Struct, frozen=True):
    """A code for programs, and its names for people.

    Attributes:
        code: Never changes its meaning.
        zh: In Chinese.
        en: In English.
    """

    code: str
    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the name in ``language`` (``zh`` or ``en``)."""
        return self.en if language == "en" else self.zh


class Words(msgspec.Struct, frozen=True):
    """The same words in both languages, as answers carry them."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return them in ``language`` (``zh`` or ``en``)."""
        return self.en if language == "en" else self.zh


class Named(msgspec.Struct, frozen=True):
    """An aggregate with the name by which people know it.

    Attributes:
        id: Its id; empty for nothing.
        name: A public name or number; empty for persons, who have none here.
    """

    id: str
    name: str = ""


class RuleRef(msgspec.Struct, frozen=True):
    """A rule that an act or a deadline rests on.

    Attributes:
        id: In the catalogue.
        citation: Document number and clause; empty for a rule not known here.
    """

    id: str
    citation: str


def words(text: Text) -> Words:
    """Return a pair of sentences as answers carry them."""
    return Words(text.zh, text.en)


def label(code: str, text: Text) -> Label:
    """Name a code."""
    return Label(code, text.zh, text.en)


def type_label(name: str) -> Label:
    """Name a type of event; an unknown one names itself."""
    known = EVENT_TYPES.get(name)
    return Label(name, name, name) if known is None else label(name, known.title)


def role_label(code: str) -> Label:
    """Name a role."""
    return label(code, role_name(code))


def segment_label(code: str) -> Label:
    """Name one of the responsibilities."""
    return label(code, SEGMENT_NAMES.get(code, Text(code, code)))


def rule_ref(rule_id: str) -> RuleRef:
    """Cite a rule; one that is not in the catalogue cites nothing."""
    try:
        return RuleRef(rule_id, rule(rule_id).citation)
    except KeyError:
        return RuleRef(rule_id, "")
