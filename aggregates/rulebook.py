"""Rules by their ids: who registered which, and how a refusal under them reads.

A rule is a small pure function over a `Context` that yields a `Reason` for
everything that is not as the rule asks. It is registered under its ids in the
catalogue; where several cities have the same rule, it is one function with
several ids, and the profile in force decides under which it refuses.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from aggregates.decider import Context, Refusal
from aggregates.policy.catalogue import citation_of
from aggregates.policy.profile import Profile
from aggregates.schema import TYPE_OF, Body
from aggregates.text import Text

Effect = Literal["refuse", "soft", "deadline", "threshold", "record"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule is not met; the rule's id is added by the registry."""

    expected: Text
    found: Text
    remedy: Text
    rule: str = ""


def reason(
    expected: tuple[str, str], found: tuple[str, str], remedy: tuple[str, str]
) -> Reason:
    """Make a reason of three (Chinese, English) pairs."""
    return Reason(Text(*expected), Text(*found), Text(*remedy))


Judgement = Callable[[Context], Iterator[Reason]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One function, the ids it stands for, and the types of act it judges."""

    ids: tuple[str, ...]
    types: frozenset[str]
    judge: Judgement
    effect: Effect

    def id_under(self, profile: Profile | None) -> str | None:
        """Return the first id that belongs to the documents of ``profile``."""
        if profile is None:
            house = (i for i in self.ids if i.startswith("LEDGER-"))
            return next(house, None)
        return next((i for i in self.ids if _belongs(i, profile)), None)


RULES: list[Rule] = []


def rule(
    *ids: str, on: Sequence[type[Body]], effect: Effect = "refuse"
) -> Callable[[Judgement], Judgement]:
    """Register the function below under its ids.

    Args:
        ids: Ids in the catalogue; the first that the profile knows is cited.
        on: Body types of the acts it judges.
        effect: What it means when the rule is not met.
    """

    def register(judge: Judgement) -> Judgement:
        types = frozenset(TYPE_OF[body] for body in on)
        RULES.append(Rule(ids, types, judge, effect))
        _BY_TYPE.clear()
        return judge

    return register


def refusals(context: Context) -> Iterator[Refusal]:
    """Yield every unmet rule of the act, in the order of registration."""
    for known in rules_for(context.act.type.name):
        rule_id = known.id_under(context.profile)
        if rule_id is None:
            continue
        for found in known.judge(context):
            yield refusal(found.rule or rule_id, found)


def refusal(rule_id: str, found: Reason) -> Refusal:
    """Turn a reason into a refusal under ``rule_id``, with its citation."""
    return Refusal(
        rule=rule_id,
        citation=citation_of(rule_id),
        expected=found.expected,
        found=found.found,
        remedy=found.remedy,
    )


def rules_for(event_type: str) -> tuple[Rule, ...]:
    """Return the rules that judge acts of ``event_type``."""
    if event_type not in _BY_TYPE:
        _BY_TYPE[event_type] = tuple(r for r in RULES if event_type in r.types)
    return _BY_TYPE[event_type]


def law_of(event_type: str, profile: Profile) -> tuple[str, ...]:
    """Return the sorted catalogue ids under which an act of this type is done."""
    ids = {i for known in rules_for(event_type) for i in known.ids}
    return tuple(sorted(i for i in ids if i.partition("-")[0] in profile.rule_prefixes))


def _belongs(rule_id: str, profile: Profile) -> bool:
    if rule_id.startswith("LEDGER-"):
        return True
    return rule_id.partition("-")[0] in profile.rule_prefixes


_BY_TYPE: dict[str, tuple[Rule, ...]] = {}
