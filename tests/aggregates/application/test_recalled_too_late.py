"""A recall and what relies on the act, at the same moment (domain page 3.10b)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from aggregates.dispatch import Dispatch
from aggregates.schema import EVENT_TYPES
from ledger.errors import ConflictError
from ledger.log import Log
from ledger.record import SignedStatement
from ledger.statement import Ref
from tests.support import actors as a
from tests.support.builders import JIA, REVIEWED
from tests.support.domain import MemoryLog, recorded
from tests.support.given import deed, world_after

WORLD = world_after(REVIEWED)
RECALL = deed(
    EVENT_TYPES["application.recalled"].body,  # type: ignore[arg-type]  # made of a kind's name
    JIA.id,
    [a.REVIEWER],
    "2024-05-16T15:00",
    seq=WORLD.version(JIA.id),
    reason="审核对象有误",
)


class Raced(MemoryLog):
    """A log to which somebody else appends just before."""

    others: Sequence[Any] = ()

    def fold(self, aggregate: str, initial: Any, evolve: Callable[..., Any]) -> Any:
        for event in self.events(aggregate):
            initial = evolve(initial, event)
        return initial

    def append(self, _: object, *, reads: object, keep: Callable[[], None]) -> None:
        del reads
        self.everything += self.others
        keep()
        raise AssertionError("it was recorded")


@pytest.mark.parametrize("back", [0, 1], ids=["relied on", "not relied on"])
def test_of_a_recall_and_a_reliance_at_once_the_second_loses(
    back: int, tmp_path: Path
) -> None:
    """The reference is in another aggregate, whose version nobody compares."""
    known = recorded(tmp_path / "log", *REVIEWED).everything
    log = Raced(tmp_path / "raced", known)
    other = next(event for event in known if event.id == a.SESSION)
    ref = Ref(JIA.id, WORLD.version(JIA.id) - back, bytes(32))
    relying = msgspec.structs.replace(other.statement, refs=(ref,))
    log.others = (msgspec.structs.replace(other, position=log.size, statement=relying),)
    dispatch = Dispatch(cast("Log", log), vault=None, clock=lambda: RECALL.at)
    signed = SignedStatement(WORLD.draft(RECALL).file.payloads[0], ())
    expected = AssertionError if back else ConflictError
    with pytest.raises(expected):
        dispatch.submit_signed([signed])
