"""What each inspection, trace and circular is about.

A question about a body asks which acts of supervision concern it. This view leads to
them without reading all of them: one row for each, with whatever its acts name. What
the row says is looked up in the log before it becomes an answer.
"""

from collections.abc import Collection, Iterator
from typing import Any, Final

import msgspec

from aggregates.decider import Act
from projections.facts import Fact
from projections.projection import Projection, Table, Writing, each
from projections.store.rows import Rows


class Supervised(msgspec.Struct, frozen=True):
    """One inspection, trace or circular.

    Attributes:
        id: Which.
        about: What it names: bodies, sessions, applications, clues; by spaces.
    """

    id: str
    about: str


SUPERVISED: Final = Table("supervision_matters", Supervised, by_aggregate=True)


def _apply(fact: Fact, rows: Writing) -> None:
    """Take in one event."""
    named = tuple(_named(fact.act)) if fact.act is not None else ()
    if not named:
        return
    known = rows.get(SUPERVISED, fact.event.id)
    before = known.about.split() if known else ()
    about = " ".join(dict.fromkeys((*before, *named)))
    rows.put(SUPERVISED, Supervised(fact.event.id, about))


def _named(act: Act) -> Iterator[str]:
    """Yield what an act names; told by its type, for few questions load its body."""
    body: Any = act.body
    match act.type.name:
        case "inspection.planned":
            yield from (one for _, one in body.targets)
            yield from body.clue.split()
        case "trace.opened":
            yield from body.clue.split()
        case "trace.scope-set":
            yield from (*body.applications, *body.sessions, *body.persons)
        case "trace.responsibility-attributed":
            yield from (body.person, body.body, body.act.id)
        case "circular.issued":
            yield from filter(None, (body.subject, body.inspection))
        case _:
            pass


SUPERVISION: Final = Projection(
    name="supervision",
    version=3,
    tables=(SUPERVISED,),
    apply=each(_apply),
    kinds=frozenset({"inspection", "trace", "circular"}),
)


def matters_about(rows: Rows, ids: Collection[str]) -> list[str]:
    """Return the inspections, traces and circulars that name one of some ids."""
    wanted = frozenset(ids)
    found = rows.all(SUPERVISED)
    return [row.id for row in found if not wanted.isdisjoint(row.about.split())]
