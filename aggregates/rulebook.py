"""Rules by their ids: who registered which, and how a refusal under them reads.

A rule is a small pure function over a `Context` that yields a `Reason` for
everything that is not as the rule asks. It is registered under its ids in the
catalogue. Where several cities have the same rule, it is one function with several
ids, and the documents in force on the day of the act decide under which it refuses;
where several clauses of one city ask the same, the refusal names them all; and where
a function enforces several clauses, its reason says which one is unmet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from aggregates.decider import Context, Refusal
from aggregates.policy.catalogue import citation_of
from aggregates.policy.profile import Profile
from aggregates.rule_index import ranks
from aggregates.schema import TYPE_OF, Body
from aggregates.text import Text

Effect = Literal["refuse", "soft", "deadline", "threshold", "record"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule is not met; the rule's id is added by the registry.

    Attributes:
        expected: What the rule asks.
        found: What there is.
        remedy: What the person can do next.
        rule: Which of the function's ids is unmet; empty for all of them.
    """

    expected: Text
    found: Text
    remedy: Text
    rule: str = ""

    def under(self, rule_id: str) -> "Reason":
        """Return the same reason, standing under one id of the function."""
        return replace(self, rule=rule_id)


NONE = ("无", "none")
"""What is told where nothing was found."""


def reason(
    expected: tuple[str, str], found: tuple[str, str], remedy: tuple[str, str]
) -> Reason:
    """Make a reason of three (Chinese, English) pairs; a blank find is told as none."""
    return Reason(Text(*expected), Text(*found if found[0] else NONE), Text(*remedy))


def listed(items: Iterable[str], nothing: tuple[str, str] = NONE) -> tuple[str, str]:
    """Tell a list in both languages; an empty one as ``nothing``."""
    told = tuple(items)
    return ("、".join(told), ", ".join(told)) if told else nothing


Judgement = Callable[[Context], Iterator[Reason]]


@dataclass(frozen=True, eq=False)
class Rule:
    """One function, the ids it stands for, and the types of act it judges.

    Attributes:
        ids: Those ids.
        types: Those types.
        judge: The function.
        effect: What it means when the rule is not met.
        home: The module whose import registers it.
    """

    ids: tuple[str, ...]
    types: frozenset[str]
    judge: Judgement
    effect: Effect
    home: str

    def ids_under(self, documents: frozenset[str]) -> tuple[str, ...]:
        """Return the ids that hold under some documents; the first is cited.

        A house rule stands in only where no document says it.
        """
        stated = tuple(i for i in self.ids if _document(i) in documents)
        house = (i for i in self.ids if i.startswith(HOUSE))
        return stated or tuple(house)[:1]

    def id_under(self, profile: Profile | None, day: date) -> str | None:
        """Return the id under which it refuses on a day, if it holds then."""
        ids = self.ids_under(documents_of(profile, day))
        return ids[0] if ids else None


HOUSE = "LEDGER-"
"""How the ids of the house rules begin."""

RULES: list[Rule] = []


def rule(
    *ids: str, on: Sequence[type[Body]], effect: Effect = "refuse", home: str = ""
) -> Callable[[Judgement], Judgement]:
    """Register the function below under its ids.

    Args:
        ids: Ids in the catalogue; the first that the profile knows is cited.
        on: Body types of the acts it judges.
        effect: What it means when the rule is not met.
        home: The module whose import registers it, where that is not the function's.
    """

    def register(judge: Judgement) -> Judgement:
        types = frozenset(TYPE_OF[body] for body in on)
        RULES.append(Rule(ids, types, judge, effect, home or judge.__module__))
        _BY_TYPE.clear()
        in_force.cache_clear()
        return judge

    return register


def refusals(context: Context) -> Iterator[Refusal]:
    """Yield every unmet rule of the act, in the order of the index."""
    documents = documents_of(context.profile, context.act.day)
    for judge, ids in in_force(context.act.type.name, documents):
        for found in judge(context):
            if found.rule in ids:
                yield refusal(found.rule, found)
            else:
                yield refusal(ids[0], found, also=ids[1:])


@lru_cache(maxsize=4096)
def in_force(
    event_type: str, documents: frozenset[str]
) -> tuple[tuple[Judgement, tuple[str, ...]], ...]:
    """Return what judges acts of a type under some documents, each with its ids."""
    found = ((one.judge, one.ids_under(documents)) for one in rules_for(event_type))
    return tuple((judge, ids) for judge, ids in found if ids)


def refusal(rule_id: str, found: Reason, *, also: tuple[str, ...] = ()) -> Refusal:
    """Turn a reason into a refusal under ``rule_id``, with its citation."""
    return Refusal(
        rule=rule_id,
        citation=citation_of(rule_id),
        expected=found.expected,
        found=found.found,
        remedy=found.remedy,
        also=also,
    )


@lru_cache(maxsize=1024)
def documents_of(profile: Profile | None, day: date) -> frozenset[str]:
    """Return how the ids of the rules begin that hold on a day (XN12-9b)."""
    if profile is None:
        return frozenset()
    return frozenset(
        prefix
        for document in profile.documents
        if document.effective_from <= day
        for prefix in document.rules
    )


def rules_for(event_type: str) -> tuple[Rule, ...]:
    """Return the rules that judge acts of ``event_type``, in the order of the index."""
    if event_type not in _BY_TYPE:
        found = (one for one in RULES if event_type in one.types)
        _BY_TYPE[event_type] = tuple(sorted(found, key=_rank))
    return _BY_TYPE[event_type]


def _rank(known: Rule) -> int:
    places = ranks()
    return places.get(known.home, len(places))


def law_of(event_type: str, profile: Profile, day: date) -> tuple[str, ...]:
    """Return the sorted catalogue ids under which an act of this type is done."""
    documents = documents_of(profile, day)
    ids = {i for known in rules_for(event_type) for i in known.ids}
    return tuple(sorted(i for i in ids if _document(i) in documents))


def _document(rule_id: str) -> str:
    return rule_id.partition("-")[0]


_BY_TYPE: dict[str, tuple[Rule, ...]] = {}
