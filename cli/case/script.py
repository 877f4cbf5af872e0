"""A worked case as data: who takes part, and what they do, step by step.

A case is a folder with ``case.toml`` (title, cast) and ``steps-*.toml``: the steps,
in a file in the order of their times, and taken in that order over all files, so that
a file can hold one matter of several that run beside each other. In a step, ``each``
repeats it for several names, and ``{…}`` is replaced by the name and by that name's
variables. In values

* ``@name`` is the id of an aggregate of the case, ``@@name`` the id of a key;
* ``file:name`` is a file with personal content, ``public:name`` one without;
* ``event:name type`` cites the newest event of that type on ``name``;
* ``hash:text`` is the SHA-256 of a text, ``time:2024-06-28T10:00`` an instant;
* ``profile:name`` is a profile, packaged or ``name.json`` in the case's folder.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import msgspec

from aggregates.text import Text
from ledger.errors import MalformedError

SHANGHAI: Final = timezone(timedelta(hours=8))


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a case file."""


class Role(_Part, frozen=True, kw_only=True):
    """A role that somebody holds for an organisation or a session."""

    role: str
    org: str = ""
    scope: str = ""


class Person(_Part, frozen=True, kw_only=True):
    """Somebody with a key.

    Attributes:
        name: An invented name.
        roles: The roles, the first being the usual one.
        use: ``person``, or ``session`` for an expert's key.
        founder: A founder's role.
        late: The key is enrolled by a step, not at the beginning.
    """

    name: str
    roles: tuple[Role, ...] = ()
    use: str = "person"
    founder: str = ""
    late: bool = False


class Organisation(_Part, frozen=True, kw_only=True):
    """An organisation, with the custodian of its seal if it has one.

    A branch is no legal person; a law may let it answer for itself all the same.
    """

    name: str
    org_kind: str
    level: str = "NONE"
    territory: str = ""
    superior: str = ""
    custodian: str = ""
    legal_person: bool = True
    branch_law: str = ""


class Step(_Part, frozen=True, kw_only=True):
    """One thing that happens, or is tried.

    Attributes:
        at: When, in Shanghai.
        act: The event type, or ``enrol`` for the keys of ``who``.
        on: The name of the aggregate; new names begin new ones.
        by: Who signs, as names or ``name/ROLE``.
        body: The facts.
        entries: Entries of a list-shaped act.
        profile: The profile to act under.
        refused: The rules under which it must be refused; empty if it must pass.
        zh: What happens, in Chinese.
        en: The same in English.
        each: Repeat the step for these names.
        who: Whose keys ``enrol`` enrols.
    """

    at: str
    act: str
    on: str = ""
    by: tuple[str, ...] = ()
    body: Mapping[str, Any] = {}
    entries: tuple[Any, ...] = ()
    profile: str = ""
    refused: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""
    each: tuple[str, ...] = ()
    who: tuple[str, ...] = ()

    @property
    def instant(self) -> int:
        """The time of the step, ms."""
        return instant_of(self.at)


class Show(_Part, frozen=True, kw_only=True):
    """What a demonstration of a case shows when it is over.

    Attributes:
        commands: Commands to run on the ledger, word by word.
        forger: Whose key signs an act without the role for it.
    """

    commands: tuple[tuple[str, ...], ...]
    forger: str


class Case(_Part, frozen=True, kw_only=True):
    """The cast and the title of a case."""

    name: str
    zh: str
    en: str
    begins: str
    profile: str
    calendars: tuple[int, ...]
    authority: tuple[str, ...]
    registry_until: date
    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]
    show: Show
    names: Mapping[str, Mapping[str, str]] = {}

    @property
    def title(self) -> Text:
        """What the case is about."""
        return Text(self.zh, self.en)


def instant_of(text: str) -> int:
    """Read ``2024-06-28T10:00`` as an instant in Shanghai, ms.

    Raises:
        MalformedError: The text is no such time.
    """
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise MalformedError(f"time of a case: {error}") from error
    return int(moment.timestamp() * 1000)


def load_case_file(folder: Path) -> Case:
    """Read a case without its steps.

    Raises:
        MalformedError: The file is missing or not of this form.
    """
    case: Case = _read(folder / "case.toml", Case)
    return case


def load_case(folder: Path) -> tuple[Case, tuple[Step, ...]]:
    """Read a case and its steps, repeated and filled in, in the order of time.

    Steps of one instant stay in the order of the files, and in that of the file.

    Raises:
        MalformedError: A file is missing or not of this form, or its steps are not in
            the order of their times.
    """
    case = load_case_file(folder)
    steps: list[Step] = []
    for path in sorted(folder.glob("steps-*.toml")):
        told = _read(path, _Steps).step
        _check_order(told)
        for step in told:
            steps += _repeated(step, case.names)
    return case, tuple(sorted(steps, key=lambda step: step.instant))


def _check_order(steps: Sequence[Step]) -> None:
    """Check that no step of a file is told after what came later."""
    for before, step in pairwise(steps):
        if step.instant < before.instant:
            raise MalformedError(
                f"case: expected steps in their order, got {step.at} after {before.at}"
            )


class _Steps(_Part, frozen=True, kw_only=True):
    step: tuple[Step, ...]


def _read(path: Path, kind: type[Any]) -> Any:
    try:
        with path.open("rb") as file:
            return msgspec.convert(tomllib.load(file), kind)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise MalformedError(f"case file {path.name}: {error}") from error


def _repeated(step: Step, names: Mapping[str, Mapping[str, str]]) -> Iterator[Step]:
    if not step.each:
        yield step
        return
    plain = msgspec.to_builtins(step)
    for name in step.each:
        words = {"name": name, **names.get(name, {})}
        filled = _filled({**plain, "each": ()}, words)
        yield msgspec.convert(filled, Step)


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for word, text in words.items():
            value = value.replace("{" + word + "}", text)
        return value
    if isinstance(value, Mapping):
        return {_filled(k, words): _filled(v, words) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(item, words) for item in value]
    return value
