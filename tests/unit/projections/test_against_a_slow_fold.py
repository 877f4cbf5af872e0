"""The views say what a slow reading of the whole log says, written out here."""

from datetime import date, timedelta
from typing import Any

import pytest

from aggregates.catalog import AGGREGATES
from ledger.record import Event
from projections.dues.clocks import OVER, RUNNING
from projections.facts import typed
from projections.integrity import RECORDS
from projections.publicity import OPEN, PAST
from projections.registry import BLOCK, EVENT_IDS, NAMES, THINGS
from projections.status import ROWS
from tests.support.builders_session import (
    ANNUL,
    CLOSE_CASE,
    ENTERED,
    NOTIFY,
    RESULT_PUBLICITY,
    SHARE,
    TELL_EMPLOYER,
    VOID,
)
from tests.support.domain import MemoryLog, PlayedCase, as_reader, dump, recorded

LIVES = {
    "a matter to its end": (
        *ENTERED,
        SHARE,
        ANNUL,
        VOID,
        TELL_EMPLOYER,
        NOTIFY,
        CLOSE_CASE,
    ),
    "a session in its publicity": RESULT_PUBLICITY,
}


@pytest.fixture(scope="module", params=[*LIVES, "the worked case"])
def told(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    case: PlayedCase,
) -> tuple[list[Event], dict[str, Any]]:
    """Return the events of a log, and every row of its views."""
    folder = tmp_path_factory.mktemp("slow")
    if request.param in LIVES:
        log: MemoryLog = recorded(folder / "log", *LIVES[request.param])
        return log.everything, dump(as_reader(log))
    with case.copy(folder / "ledger").open() as ledger:
        return ledger.page(0, ledger.size), dump(ledger)


Told = tuple[list[Event], dict[str, Any]]


def states_of(events: list[Event], aggregate: str) -> list[Any]:
    """Return the states of an aggregate, one after each of its events."""
    state = AGGREGATES[aggregate.partition("/")[0]].initial(aggregate)
    found = []
    for event in events:
        if event.id == aggregate:
            act = typed(event)
            if act is not None:
                state = AGGREGATES[act.type.kind].evolve(state, act)
            found.append(state)
    return found


def test_every_aggregate_and_every_event_is_known(told: Told) -> None:
    events, views = told
    for thing in views[THINGS.name]:
        mine = [event for event in events if event.id == thing.id]
        assert (thing.events, thing.first, thing.last) == (
            len(mine),
            mine[0].position,
            mine[-1].position,
        )
    assert {t.id for t in views[THINGS.name]} == {event.id for event in events}
    kept = b"".join(one.prefixes for one in views[EVENT_IDS.name])
    assert kept == b"".join(event.hash[:6] for event in events)
    assert [one.block for one in views[EVENT_IDS.name]] == list(
        range((len(events) - 1) // BLOCK + 1)
    )


def test_every_clear_name_of_a_lead_is_known(told: Told) -> None:
    events, views = told
    stated = {
        (event.id, field, event.body[field])
        for event in events
        for field in ("name", "case_no", "document_no", "decision_no", "certificate_no")
        if isinstance(event.body.get(field), str)
        and not getattr(typed(event), "type", None).follower_of  # type: ignore[union-attr]
    }
    known = {(name.id, name.field, name.text) for name in views[NAMES.name]}
    assert stated <= known
    assert {text for _, _, text in known if text.startswith("person/")} == set()


def test_stage_and_holder_are_those_of_the_newest_state(told: Told) -> None:
    events, views = told
    rows = {row.id: row for row in views[ROWS.name]}
    assert set(rows) == {event.id for event in events}
    for aggregate, row in rows.items():
        last = states_of(events, aggregate)[-1]
        if aggregate.startswith(("application/", "session/", "complaint/", "title/")):
            assert row.stage == last.stage
        if aggregate.startswith("session/"):
            assert row.holder == last.office
        since = next(e for e in events if e.position == row.since)
        assert since.id == aggregate


def test_integrity_records_are_those_of_their_events(told: Told) -> None:
    events, views = told
    for record in views[RECORDS.name]:
        body = next(
            e.body for e in events if e.id == record.id and e.type.endswith(".entered")
        )
        assert (record.start, record.end) == (body["term_start"], body["term_end"])
        assert record.levels.split() == list(body["levels"])
        barred = next(
            e
            for e in events
            if e.type == "person.barred" and e.body["record"] == record.id
        )
        assert record.bars == barred.body["bars"]
    proposed = {e.id for e in events if e.type == "integrity.entry-proposed"}
    assert {record.id for record in views[RECORDS.name]} == proposed


def test_deadlines_are_those_that_the_events_store(told: Told) -> None:
    events, views = told
    rows = [*views[RUNNING.name], *views[OVER.name]]
    stored = {
        (event.position, n): one
        for event in events
        for n, one in enumerate(event.body.get("deadlines", ()))
    }
    assert {(row.position, row.n) for row in rows} == set(stored)
    for row in rows:
        one = stored[row.position, row.n]
        assert (row.rule, row.due, row.met_by) == (
            one["rule"],
            one["due"],
            one.get("met_by", ""),
        )


def test_a_deadline_is_over_with_the_first_event_that_meets_it(told: Told) -> None:
    events, views = told
    met = [row for row in views[OVER.name] if row.how == "MET"]
    assert met
    for row in met:
        meeting = next(e for e in events if e.position == row.closed)
        assert meeting.id == row.id
        # An act that states the day by which it had to come meets it itself.
        itself = meeting.position == row.position and meeting.type == row.met_by
        assert itself or meeting.position > row.position
        day = date(1970, 1, 1) + timedelta(
            milliseconds=meeting.received_at + 8 * 3_600_000
        )
        assert row.closed_on == day.isoformat()
    for row in views[RUNNING.name]:
        after = [e for e in events if e.id == row.id and e.position > row.position]
        assert row.met_by not in {event.type for event in after}


def test_publicities_are_open_until_the_event_that_closes_them(told: Told) -> None:
    events, views = told
    opened = [e for e in events if e.type.endswith("publicity-opened")]
    closed = {e.id for e in events if e.type.endswith("publicity-closed")}
    past = {(row.id, row.opened) for row in views[PAST.name]}
    still = {(row.id, row.opened) for row in views[OPEN.name]}
    assert past == {(e.id, e.position) for e in opened if e.id in closed}
    assert still == {(e.id, e.position) for e in opened if e.id not in closed}
