"""What settings are made of: sections, shares, coded names, cited documents."""

from datetime import date
from typing import Annotated

import msgspec


def setting(zh: str, en: str, *rules: str, decision: str = "") -> msgspec.Meta:
    """Name a setting in both languages, with the rules that it serves.

    Args:
        zh: What it decides, in Chinese.
        en: The same in English.
        rules: Ids of the catalogue that the setting implements.
        decision: The ambiguity of the documents that it settles, such as ``A5``;
            a city may settle it otherwise by changing the setting.
    """
    return msgspec.Meta(
        description=f"{zh}; {en}",
        extra={"zh": zh, "en": en, "rules": rules, "decision": decision},
    )


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of settings. Later versions only add fields, and with a default."""


Number = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
"""A number of days, months, years or persons."""

Positive = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
"""A number that cannot be zero."""

Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Z0-9_]{0,47}$")]
"""A stable name in bodies of events; never renamed."""


class Share(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """An exact part of a whole, such as two thirds; never a float.

    Raises:
        ValueError: It is not more than nothing and at most the whole.
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator:
            raise ValueError(
                "share: expected more than 0 and at most 1, "
                f"got {self.numerator}/{self.denominator}"
            )

    def is_reached(self, part: int, whole: int) -> bool:
        """Tell whether ``part`` of ``whole`` is this share or more.

        Nothing is a share of nothing: with ``whole`` 0 the answer is no.

        Example:
            >>> Share(1, 10).is_reached(1, 10), Share(1, 10).is_reached(1, 11)
            (True, False)
        """
        return whole > 0 and part * self.denominator >= whole * self.numerator


class Item(Section, frozen=True, kw_only=True):
    """A named thing with a stable code: a part of a plan, a document, a group.

    Attributes:
        code: The name in bodies of events.
        zh: The document's word for it.
        en: The same in English.
    """

    code: Code
    zh: str
    en: str


class Document(Section, frozen=True, kw_only=True):
    """A document that a profile carries out.

    Attributes:
        number: 发文字号; empty where none is printed.
        title: Its title.
        issuer: Who issued it.
        issued_on: The day of issue.
        effective_from: The first day on which it holds.
        rules: First parts of the ids under which the catalogue knows its rules.
    """

    number: str
    title: str
    issuer: str
    issued_on: date
    effective_from: date
    rules: tuple[str, ...]


class Channel(Section, frozen=True, kw_only=True):
    """Who audits, publicises and recommends for one kind of applicant.

    Attributes:
        applicants: Kinds of applicants.
        bodies: Kinds of bodies; empty where the document refers to another one.
        joint: All of the bodies act together, not any one of them.
        soft: 原则上: an exception may be granted.
        rule: The rule that says so.
    """

    applicants: tuple[Code, ...]
    bodies: tuple[Code, ...]
    joint: bool = False
    soft: bool = False
    rule: str


class Milestone(Section, frozen=True, kw_only=True):
    """A day in a city's timetable, and the type of act that is due by then."""

    act: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{1,24}\.[a-z0-9-]{1,64}$")]
    due: date
