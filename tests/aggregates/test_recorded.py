from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregates.decider import Standing
from aggregates.recorded import Recorded
from ledger.log import Receipt
from ledger.record import Event
from tests.support.ledgers import REGISTRAR_ACTS, Ledger, found

ID = "organisation/x"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = found(tmp_path / "ledger")
    with made.log:
        yield made


@pytest.fixture
def recorded(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """The state of every aggregate is the list of the numbers of its events."""
    monkeypatch.setattr("aggregates.recorded.first_state", lambda *_: ())
    monkeypatch.setattr("aggregates.recorded.fold_event", _note)
    return Recorded(ledger.log)


def _note(seen: Standing, event: Event) -> Standing:
    return Standing((*seen.state, event.seq))


def act(ledger: Ledger) -> Receipt:
    return ledger.act("organisation.noted", ID, [REGISTRAR_ACTS])


def test_a_state_is_brought_up_to_date_when_a_decision_begins(
    ledger: Ledger, recorded: Recorded
) -> None:
    act(ledger)
    assert recorded.get(ID) == (1,)
    act(ledger)
    recorded.begin()
    assert recorded.get(ID) == (1, 2)
    assert recorded.versions_read() == {ID: 2}


def test_what_was_recorded_here_is_taken_in_once(
    ledger: Ledger, recorded: Recorded
) -> None:
    recorded.begin()
    assert recorded.get(ID) == ()
    receipt = act(ledger)
    recorded.add([ledger.log.event_at(receipt.position)])
    assert recorded.get(ID) == (1,)
    recorded.begin()
    assert recorded.get(ID) == (1,)


def test_what_others_recorded_before_is_read_with_it(
    ledger: Ledger, recorded: Recorded
) -> None:
    recorded.begin()
    assert recorded.get(ID) == ()
    act(ledger)
    receipt = act(ledger)
    recorded.add([ledger.log.event_at(receipt.position)])
    assert recorded.get(ID) == ()
    recorded.begin()
    assert recorded.get(ID) == (1, 2)


def test_an_aggregate_first_looked_at_late_is_not_folded_twice(
    ledger: Ledger, recorded: Recorded
) -> None:
    """Its state held an event twice if somebody appended after the decision began."""
    recorded.begin()
    act(ledger)
    assert recorded.get(ID) == (1,)
    recorded.begin()
    assert recorded.get(ID) == (1,)
    act(ledger)
    recorded.begin()
    assert recorded.get(ID) == (1, 2)


def test_size_and_root_are_of_one_tree_while_somebody_appends(
    ledger: Ledger, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft named the root of another size, and was refused for it."""
    root_at = ledger.log.root_at

    def while_another_appends(size: int) -> bytes:
        monkeypatch.undo()
        act(ledger)
        return root_at(size)

    monkeypatch.setattr(ledger.log, "root_at", while_another_appends)
    seen = recorded.seen
    assert ledger.log.size == seen.size + 1
    assert seen.root == root_at(seen.size)
