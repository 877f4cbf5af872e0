"""Folding the events of an aggregate: in order, each the successor of the last."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from ledger.errors import ChainError
from ledger.record import Event
from ledger.statement import NO_PREVIOUS

S = TypeVar("S")


class Folded(msgspec.Struct, frozen=True):
    """A state as the library's repository handles it."""

    id: str
    version: int
    state: object


def fold_events(
    aggregate: str,
    initial: S,
    evolve: Callable[[S, Event], S],
    events: Iterable[Event],
) -> Folded:
    """Fold events that follow each other.

    Raises:
        ChainError: One does not follow the one before it.
    """
    state, seq, prev = initial, 0, NO_PREVIOUS
    for event in events:
        statement = event.statement
        seq += 1
        if statement.seq != seq or statement.prev != prev:
            raise ChainError(
                f"{aggregate}@{statement.seq}: expected the successor of "
                f"{aggregate}@{seq - 1}"
            )
        prev = event.hash
        state = evolve(state, event)
    return Folded(aggregate, seq, state)
