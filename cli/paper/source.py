"""What a paper is made from: one recorded act, and the ledger as it was then.

A paper shows what was known when its act was recorded, with the events that came in
with it, so that it is the same paper whenever it is printed. Personal values are shown
only where a vault is given; elsewhere they are `None`, which a template leaves blank.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from aggregates.decider import Act
from aggregates.policy.catalogue import rule
from aggregates.policy.profile import Profile
from aggregates.schema import EVENT_TYPES, Commitment
from aggregates.words import word
from ledger.log_reader import LogReader
from ledger.record import Event
from ledger.statement import kind_of
from projections.facts import typed
from projections.find import person_name
from projections.times.asof import AsOf

if TYPE_CHECKING:
    from ledger.vault import Vault

ERASED: Final = "（已删除）"
_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Source:
    """One act, with what stood on record beside it.

    Attributes:
        event: The event.
        act: The same, as the domain sees it.
        states: The ledger as it was when the act was recorded.
        vault: Where personal values are; none leaves them blank.
    """

    event: Event
    act: Act
    states: AsOf
    vault: "Vault | None" = None
    followers: tuple[Act, ...] = field(default=())

    @classmethod
    def of(
        cls, log: LogReader, event: Event, act: Act, vault: "Vault | None" = None
    ) -> "Source":
        """See an event with the ledger as it was then."""
        followers = tuple(_followers(log, event))
        known = event.position + 1 + len(followers)
        return cls(event, act, AsOf(log, known=known), vault, followers)

    @property
    def body(self) -> Any:
        """What the act states."""
        return self.act.body

    @property
    def profile(self) -> Profile | None:
        """The policy that the act was judged by."""
        return self.states.profile(self.act.profile, self.act.day)

    @property
    def actor(self) -> str:
        """The name of the organisation that acts."""
        return self.org(self.act.by[0].org)

    def state(self, aggregate: str) -> Any:
        """Return the state of an aggregate then."""
        return self.states.get(aggregate)

    def org(self, aggregate: str) -> str:
        """Return the name of an organisation; empty for none."""
        if not aggregate or kind_of(aggregate) != "organisation":
            return aggregate
        return self.states.organisation(aggregate).name

    def person(self, aggregate: str) -> str | None:
        """Return the name of a person, if it may be shown."""
        if self.vault is None or not aggregate:
            return None
        return person_name(aggregate, self.states, self.vault) or ERASED

    def personal(self, value: Commitment | None) -> str | None:
        """Return a personal value, if it may be shown."""
        if self.vault is None or value is None:
            return None
        opening = self.vault.open_commitment(value.c, value.of)
        return ERASED if opening is None else str(opening.value)

    def citations(self) -> list[str]:
        """Return what the act cites: document and clause, each once."""
        found = (_citation(one) for one in self.event.statement.law[1:])
        return list(dict.fromkeys(one for one in found if one))


def zh(code: str | None) -> str:
    """Return a code in Chinese words; paper is always in Chinese."""
    return word(code).zh if code else ""


def joined(codes: Iterable[str]) -> str:
    """Return codes in Chinese words, one after the other."""
    return "、".join(zh(code) for code in codes)


def day(value: date | None) -> str:
    """Return a day as templates take it; empty for none."""
    return value.isoformat() if value else ""


def _citation(rule_id: str) -> str:
    try:
        return rule(rule_id).citation
    except KeyError:
        return ""


def _followers(log: LogReader, event: Event) -> Iterator[Act]:
    """Yield the acts that came in with an event, because of it."""
    for later in log.page(event.position + 1, _BATCH):
        known = EVENT_TYPES.get(later.type)
        act = typed(later)
        if known is None or act is None or event.type not in known.follower_of:
            return
        yield act
