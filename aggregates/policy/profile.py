"""A profile: everything a city has settled, with the documents that settle it.

Rules are code; their numbers, words and dates are here, as data that a city changes
without code. A profile holds for one review year. It takes effect when it is
published on a ledger, version by version; the packaged ones are what the documents of
2024 say. Where a document says nothing, the setting is none, empty or
``not_stated``: nothing is invented. Where the documents are ambiguous, a named setting
holds the decision, with the default that this product proposes.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from aggregates.policy.settings.accountability import AccountabilitySettings
from aggregates.policy.settings.parts import Document
from ledger.errors import MalformedError

_PROFILES: Final = Path(__file__).parent / "profiles"


class ProfileError(MalformedError):
    """Plain values are no profile: a setting is missing, unknown or impossible."""


class Profile(AccountabilitySettings, frozen=True, kw_only=True, cache_hash=True):
    """The settings of one city for one review year.

    Every setting says in its metadata what it decides, in both languages, which
    rules it serves and which ambiguity it settles; `aggregates.policy.parameters`
    lists them.
    """

    @property
    def rule_prefixes(self) -> frozenset[str]:
        """Name the documents whose rules hold, as rule ids begin: ``XN12``."""
        return frozenset(one for known in self.documents for one in known.rules)

    def document_of(self, rule_id: str) -> Document | None:
        """Return the document that states ``rule_id``, if this profile has it."""
        prefix = rule_id.partition("-")[0]
        return next((one for one in self.documents if prefix in one.rules), None)

    def is_in_force(self, rule_id: str, day: date) -> bool:
        """Tell whether the rule's document is one of these and effective on ``day``."""
        document = self.document_of(rule_id)
        return document is not None and document.effective_from <= day


def decode_profile(data: Mapping[str, Any]) -> Profile:
    """Read a profile from plain values, such as the body of ``policy.published``.

    Raises:
        ProfileError: A setting is missing, unknown, or not of its type or range.
    """
    try:
        profile = msgspec.convert(data, Profile)
    except msgspec.ValidationError as error:
        raise ProfileError(f"profile: {error}") from error
    _check_documents(profile)
    return profile


def _check_documents(profile: Profile) -> None:
    prefixes = [one for known in profile.documents for one in known.rules]
    if len(prefixes) != len(set(prefixes)):
        raise ProfileError(
            "profile: expected each rule prefix under one document, got one twice"
        )
    until = profile.effective_until
    if until is not None and until <= profile.effective_from:
        raise ProfileError(
            f"profile: expected an end after {profile.effective_from}, got {until}"
        )


def profile_to_dict(profile: Profile) -> dict[str, Any]:
    """Return a profile as plain values, every setting included.

    They are text, whole numbers, truth values, none, lists and maps, so they can
    stand in the body of an event; `decode_profile` reads them again.
    """
    # Through JSON, because to_builtins leaves tuples, which no decoder returns.
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(profile))
    return plain


def profile_names() -> tuple[str, ...]:
    """Return the names of the packaged profiles, sorted."""
    names = (entry.name for entry in _PROFILES.iterdir())
    return tuple(
        sorted(name.removesuffix(".json") for name in names if name.endswith(".json"))
    )


@cache
def load_profile(name: str) -> Profile:
    """Return the packaged profile ``name``.

    Raises:
        KeyError: No such profile is packaged; the message names those that are.
    """
    if name not in profile_names():
        known = ", ".join(profile_names())
        raise KeyError(f"profile: expected one of {known}, got {name[:64]!r}")
    path = _PROFILES / f"{name}.json"
    return decode_profile(msgspec.json.decode(path.read_bytes()))


def with_settings(profile: Profile, changes: Mapping[str, Any]) -> Profile:
    """Return a profile with some settings changed.

    Args:
        profile: The profile to start from.
        changes: New values by dotted path, such as ``{"blacklist.years": 5}``. Text
            as it is typed on a command line is read as the setting's own type.

    Raises:
        ProfileError: A path names no setting, or a value is not of its type.
    """
    plain = profile_to_dict(profile)
    for path, value in changes.items():
        _place(plain, path, value)
    try:
        converted = msgspec.convert(plain, Profile, strict=False)
    except msgspec.ValidationError as error:
        raise ProfileError(f"profile: {error}") from error
    _check_documents(converted)
    return converted


def _place(plain: dict[str, Any], path: str, value: Any) -> None:
    *parents, leaf = path.split(".")
    section: Any = plain
    for parent in parents:
        section = section.get(parent) if isinstance(section, dict) else None
    if not isinstance(section, dict) or leaf not in section:
        raise ProfileError(f"profile: expected the path of a setting, got {path!r}")
    section[leaf] = value
