"""What a calendar has to know of a deadline: that it is the same, and that it moved."""

from pathlib import Path
from typing import Any

from aggregates.committee import events as committee
from aggregates.schema import EVENT_TYPES
from ledger.statement import kind_of
from projections.dues.due import Due, due_list
from projections.dues.revisions import Key, Revision, revisions
from projections.facts import histories
from tests.support import actors as a
from tests.support.builders import COMMITTEE, FILED, JIA, PUBLICISED
from tests.support.builders_session import COMPLAINT, EXTEND, VERIFIED, VERIFYING
from tests.support.domain import reader
from tests.support.given import Deed, deed, world_after

REPORTED = "complaint.verification-report-filed"
AGAIN = deed(
    committee.Refiled,
    COMMITTEE,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-12-02T09:00",
    filed_on="2024-12-02",
    valid_to="2027-12-02",
    document_no="咸职改备〔2024〕30号（示例）",
).round_the_rules()

RECALLED: Any = EVENT_TYPES["application.recalled"].body
RECALL = deed(
    RECALLED,
    JIA.id,
    PUBLICISED[-1].by,
    "2024-06-14T09:30",
    seq=world_after(PUBLICISED).version(JIA.id),
    reason="误办",
).round_the_rules()


def revised(
    path: Path, thing: str, *history: Deed, day: str = "2025-01-01"
) -> list[tuple[Due, Revision]]:
    """Return the deadlines of a thing, each with how it came to be what it is."""
    at = reader(path / "log", day, *history)
    kind = kind_of(thing)
    found = revisions(histories(kind, thing, at.states.acts(thing)), kind)
    dues = at.ask(lambda rows: due_list(rows, at.states, at.today, everything=True))
    return [(due, found[Key.of(due)]) for due in dues if due.id == thing]


def test_a_deadline_that_nobody_touched_was_never_changed(tmp_path: Path) -> None:
    found = revised(tmp_path, COMMITTEE, *FILED)
    (term,) = [r for due, r in found if due.rule.id == "XN12-7.1a"]
    assert term.number == 0
    assert term.first.position == term.position


def test_what_replaces_a_deadline_is_the_same_one_moved(tmp_path: Path) -> None:
    found = revised(tmp_path, COMPLAINT, *VERIFYING, EXTEND)
    before, now = (one for one in found if one[0].met_by.code == REPORTED)
    assert before[0].due < now[0].due
    assert before[1] == now[1]._replace(newest=False)
    assert now[1].newest
    assert now[1].first == Key.of(before[0])
    assert now[1].number == 1
    assert now[1].position == now[0].started.position


def test_a_term_that_was_renewed_is_another_than_the_new_one(tmp_path: Path) -> None:
    found = revised(tmp_path, COMMITTEE, *FILED, AGAIN)
    before, now = (r for due, r in found if due.rule.id == "XN12-7.1a")
    assert before.first != now.first
    assert before.newest
    assert (before.number, now.number) == (1, 0)


def test_each_change_counts_once_and_other_acts_do_not(tmp_path: Path) -> None:
    def last(name: str, *history: Deed) -> Revision:
        found = revised(tmp_path / name, COMPLAINT, *history)
        return next(r for due, r in found if due.met_by.code == REPORTED and r.newest)

    running = last("a", *VERIFYING)
    extended = last("b", *VERIFYING, EXTEND)
    reported = last("c", *VERIFYING, VERIFIED)
    assert (running.number, extended.number, reported.number) == (0, 1, 1)
    assert running.first == extended.first
    assert extended.position > running.position


def test_a_deadline_that_is_taken_up_again_has_a_higher_number(tmp_path: Path) -> None:
    """A calendar passes over a lower number: the entry would stay crossed out."""

    def minimum(name: str, *history: Deed) -> tuple[str, Revision]:
        found = revised(tmp_path / name, JIA.id, *history, day="2024-06-14")
        return next(
            (due.state.code, r) for due, r in found if due.rule.id == "XN12-5.2b"
        )

    runs = minimum("a", *PUBLICISED[:-1])
    met = minimum("b", *PUBLICISED)
    again = minimum("c", *PUBLICISED, RECALL)
    assert [state for state, _ in (runs, met, again)] == ["RUN_OUT", "MET", "RUN_OUT"]
    assert [revision.number for _, revision in (runs, met, again)] == [0, 1, 2]
    assert {revision.first for _, revision in (runs, met, again)} == {runs[1].first}
