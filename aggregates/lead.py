"""What a lead is: an act that brings others with it, and how those are derived."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aggregates.decider import Act, Context
from aggregates.schema import TYPE_OF, Body

Entries = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Follower:
    """One act that comes with a lead."""

    id: str
    body: Body

    @property
    def type(self) -> str:
        """The event type of the body."""
        return TYPE_OF[type(self.body)]


Derive = Callable[[Context, Entries], Iterator[Follower]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """How one type of lead brings its followers.

    Attributes:
        derive: Makes the followers of the lead from context and entries.
        entries: Reads the entries back from the followers, for judging.
        default: Makes the entries when the drafter gives none.
        list_field: The field of the body that commits to the entries.
        read_entry: Reads one entry that the drafter gives.
    """

    derive: Derive
    entries: Callable[[Iterable[Act]], Entries] = lambda _acts: ()
    default: Callable[[Context], Entries] = lambda _context: ()
    list_field: str = ""
    read_entry: Callable[[Any], Any] = str


def named(kind: type[Body]) -> Callable[[Iterable[Act]], Entries]:
    """Return the entries that the followers of one type stand for: their ids."""
    return lambda acts: [act.id for act in acts if isinstance(act.body, kind)]
