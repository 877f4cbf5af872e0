"""What a lead is: an act that brings others with it, and how those are derived."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
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
class SealedEntries:
    """Entries with personal values: which body each is, and where it will stand.

    Attributes:
        body: The body of the follower that an entry becomes.
        id: Names the follower by the lead's aggregate and the entry's place from 1.
    """

    body: type[Body]
    id: Callable[[str, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """How one type of lead brings its followers.

    Attributes:
        derive: Makes the followers of the lead from context and entries.
        entries: Reads the entries back from the followers, for judging.
        default: Makes the entries when the drafter gives none.
        list_field: The field of the body that commits to the entries.
        read_entry: Reads one entry that the drafter gives.
        sealed: How personal values in the entries are sealed, if there are any.
    """

    derive: Derive
    entries: Callable[[Iterable[Act]], Entries] = lambda _acts: ()
    default: Callable[[Context], Entries] = lambda _context: ()
    list_field: str = ""
    read_entry: Callable[[Any], Any] = str
    sealed: SealedEntries | None = None


def title_id(of: str) -> str:
    """Name the title that an application or a historical row leads to.

    It is as random as they are.
    """
    digest = sha256(b"daocha-title.v1\0" + of.encode()).hexdigest()
    return f"title/{digest[:32]}"


def named(kind: type[Body]) -> Callable[[Iterable[Act]], Entries]:
    """Return the entries that the followers of one type stand for: their ids."""
    return lambda acts: [act.id for act in acts if isinstance(act.body, kind)]
