"""The rule table: what became of every rule of the documents, and where to see it work.

For each rule it names its homes in the program: the function that refuses, the one that
starts its deadline, the share that it limits, the duty that it opens, the act that
records it, the setting that holds its number. Which examples show it is not claimed
here: `evidence.json` is written by ``make rules`` from a run of the tests.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import msgspec

from aggregates.deadlines import STARTERS
from aggregates.obligations import duties
from aggregates.policy import settings
from aggregates.policy.catalogue import (
    RuleEntry,
    Status,
    load_catalogue,
    load_house_rules,
)
from aggregates.policy.parameters import list_parameters
from aggregates.policy.profile import load_profile, profile_names
from aggregates.rule_modules import RULE_MODULES
from aggregates.rulebook import HOUSE, RULES
from aggregates.schema import EVENT_TYPES, TYPE_OF
from aggregates.text import Text

EVERYWHERE: Final = "all"
"""The profile of the house rules, which hold in every city."""

How = Literal["rule", "deadline", "threshold", "duty", "record", "setting"]

HOW: Final[Mapping[How, Text]] = {
    "rule": Text("判定", "judged"),
    "deadline": Text("起算期限", "starts the deadline"),
    "threshold": Text("计算比例", "computes the share"),
    "duty": Text("产生义务", "opens the obligation"),
    "record": Text("记载于", "recorded by"),
    "setting": Text("政策参数", "setting of the profile"),
}


class Home(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One place of the program where a rule lives.

    Attributes:
        how: What the place does with the rule.
        module: Its module.
        function: The function, struct, constant or path of a setting in it.
        acts: The types of act that it concerns.
    """

    how: How
    module: str
    function: str
    acts: tuple[str, ...] = ()


class Example(msgspec.Struct, frozen=True):
    """What a refused act was told, in the words of the refusal."""

    expected: Text
    found: Text
    remedy: Text


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which tests show a rule at work, by their node ids.

    Attributes:
        refused: Tests in which an act is refused under the rule.
        accepted: Tests in which it judges an act, and the act is accepted.
        started: Tests in which an act starts its deadline.
        recorded: Tests in which an act that records it is accepted.
        computed: Tests that call the function that computes its share.
        starters: The types of act that were seen to start its deadline.
        example: What one of the refused was told.
    """

    refused: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    started: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    starters: tuple[str, ...] = ()
    example: Example | None = None

    @property
    def tests(self) -> tuple[str, ...]:
        """Return all of them, the refused first."""
        return (
            *(*self.refused, *self.accepted, *self.started),
            *(*self.recorded, *self.computed),
        )


class Row(NamedTuple):
    """One rule with everything that is known of it."""

    entry: RuleEntry
    profile: str
    homes: tuple[Home, ...]
    evidence: Evidence

    @property
    def is_at_home(self) -> bool:
        """Whether the program does with it what its class asks."""
        found = {home.how for home in self.homes}
        match self.entry.status:
            case "enforced":
                return "rule" in found and self._is_shown
            case "text-only":
                return True
            case _:
                return bool(found - {"setting"})

    @property
    def _is_shown(self) -> bool:
        """What the house asks is asked of every act, and shown beside every rule."""
        both = self.evidence.refused and self.evidence.accepted
        return bool(both) or self.profile == EVERYWHERE


@cache
def rule_table() -> tuple[Row, ...]:
    """Return every rule of the documents and of the house, in their order."""
    assert RULE_MODULES  # importing them is what registers the rules
    known = {**load_catalogue(), **load_house_rules()}
    evidence = load_evidence()
    return tuple(
        Row(
            entry,
            _profile_of(entry),
            tuple(_homes(entry, evidence.get(one, Evidence()))),
            evidence.get(one, Evidence()),
        )
        for one, entry in known.items()
    )


@cache
def load_evidence() -> Mapping[str, Evidence]:
    """Return by rule which tests show it."""
    found: dict[str, Evidence] = _load("evidence.json", dict[str, Evidence])
    return found


@cache
def load_homes() -> Mapping[str, tuple[str, ...]]:
    """Return the homes that only a person can tell: ``type/field``, ``module:name``."""
    found: dict[str, tuple[str, ...]] = _load("homes.json", dict[str, tuple[str, ...]])
    return found


def _load(name: str, kind: Any) -> Any:
    data = (Path(__file__).parent / "policy" / name).read_bytes()
    return msgspec.json.decode(data, type=kind)


def _profile_of(entry: RuleEntry) -> str:
    if entry.id.startswith(HOUSE):
        return EVERYWHERE
    profiles = map(load_profile, profile_names())
    return next(one.name for one in profiles if entry.document in one.rule_prefixes)


def _homes(entry: RuleEntry, evidence: Evidence) -> Iterator[Home]:
    for rule in RULES:
        if entry.id in rule.ids:
            yield _function("rule", rule.judge, tuple(sorted(rule.types)))
    for body, starter in STARTERS.items():
        if TYPE_OF[body] in evidence.starters:
            yield _function("deadline", starter, (TYPE_OF[body],))
    for duty in duties.DUTIES.values():
        if entry.id in duty.rules:
            yield Home(
                how="duty",
                module=duties.__name__,
                function=f"DUTIES[{duty.code}]",
                acts=duty.types,
            )
    for home in load_homes().get(entry.id, ()):
        yield _told(home, entry.status)
    for parameter in list_parameters():
        if entry.id in parameter.rules:
            yield Home(how="setting", module=settings.__name__, function=parameter.path)


def _function(how: How, function: Any, acts: tuple[str, ...]) -> Home:
    name = function.__qualname__.partition(".<locals>")[0]
    return Home(how=how, module=function.__module__, function=name, acts=acts)


def _told(home: str, status: Status) -> Home:
    module, _, function = home.partition(":")
    if function:
        how: How = "threshold" if status == "threshold" else "rule"
        return Home(how=how, module=module, function=function)
    act, _, field = home.partition("/")
    body = EVENT_TYPES[act].body
    name = f"{body.__qualname__}.{field}"
    return Home(how="record", module=body.__module__, function=name, acts=(act,))
