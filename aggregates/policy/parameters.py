"""The settings of profiles, listed and compared, for readers and documents."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from aggregates.policy.profile import Profile, profile_to_dict
from aggregates.policy.settings.parts import Section
from aggregates.text import Text


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One setting as every profile has it.

    Attributes:
        path: Its dotted path, as `with_settings` takes it.
        name: What it decides, in both languages.
        rules: Ids of the catalogue that it implements.
        decision: The ambiguity that it settles, such as ``A5``, or ``""``.
    """

    path: str
    name: Text
    rules: tuple[str, ...]
    decision: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One setting in which two profiles differ, as plain values.

    A setting of a section that one of them lacks is compared with none.
    """

    path: str
    before: Any
    after: Any


@cache
def list_parameters() -> tuple[Parameter, ...]:
    """Return every setting of a profile, sections flattened, in their order."""
    return tuple(_parameters(Profile, ""))


def _parameters(section: type[Section], prefix: str) -> Iterator[Parameter]:
    hints = get_type_hints(section, include_extras=True)
    for field in msgspec.structs.fields(section):
        hint = hints[field.name]
        for meta in _settings_of(hint):
            yield _parameter(f"{prefix}{field.name}", meta)
        for inner in _sections_of(hint):
            yield from _parameters(inner, f"{prefix}{field.name}.")


def _parameter(path: str, extra: dict[str, Any]) -> Parameter:
    return Parameter(
        path=path,
        name=Text(extra["zh"], extra["en"]),
        rules=tuple(extra["rules"]),
        decision=extra["decision"],
    )


def _settings_of(hint: Any) -> list[dict[str, Any]]:
    metas = [one for one in get_args(hint) if isinstance(one, msgspec.Meta)]
    return [meta.extra for meta in metas if meta.extra]


def _sections_of(hint: Any) -> list[type[Section]]:
    """Find the sections that a setting is, without those inside its lists."""
    if isinstance(hint, type):
        return [hint] if issubclass(hint, Section) else []
    if get_origin(hint) is tuple:
        return []
    return [inner for one in get_args(hint) for inner in _sections_of(one)]


def diff_profiles(before: Profile, after: Profile) -> tuple[Change, ...]:
    """List the settings in which two profiles differ, by path, in their order.

    Lists are compared whole: a plan with one part more is one change.
    """
    old, new = _flat(profile_to_dict(before)), _flat(profile_to_dict(after))
    paths = list(dict.fromkeys([*old, *new]))
    return tuple(
        Change(path=path, before=old.get(path), after=new.get(path))
        for path in paths
        if old.get(path) != new.get(path)
    )


def _flat(plain: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in plain.items():
        path = f"{prefix}{name}"
        if isinstance(value, dict):
            flat |= _flat(value, f"{path}.")
        else:
            flat[path] = value
    return flat
