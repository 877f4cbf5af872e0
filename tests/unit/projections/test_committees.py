"""Whether a committee may review on a day, and which acts say so."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from aggregates.committee import events as committee
from aggregates.schema import EVENT_TYPES
from projections.reviewing.committees import (
    Committee,
    Validity,
    all_committees,
    committee_on,
)
from projections.times.asof import AsOf
from tests.aggregates.committee.test_supervision import DISOWN, lapsed
from tests.aggregates.committee.test_triggers import (
    CHANGE,
    REAPPLY,
    REFILE,
    SUSPEND,
    WITHDRAW,
    yuncheng,
)
from tests.support import actors as a
from tests.support.builders import COMMITTEE, FILE, FILED
from tests.support.builders_session import CONCLUDED
from tests.support.cities import LIUZHOU, YUNCHENG, in_city
from tests.support.domain import PlayedCase, Reader, reader, recorded
from tests.support.given import Deed, deed, instead, until

CITY = [a.CITY_OFFICER, a.CITY_SEAL]
RESUME = deed(
    committee.Resumed, COMMITTEE, CITY, "2024-05-06T09:00", basis="整改完成"
).round_the_rules()
SUSPENDED = (*FILED, SUSPEND)
HISTORIES: dict[str, tuple[Deed, ...]] = {
    "filed": FILED,
    "suspended": SUSPENDED,
    "resumed": (*SUSPENDED, RESUME),
    "withdrawn": (*FILED, WITHDRAW),
    "changed": (*yuncheng(FILED), CHANGE),
    "refiled": (*yuncheng(FILED), CHANGE, REAPPLY, REFILE),
    "not recognised": (*lapsed(CONCLUDED), DISOWN),
}
AROUND = [date(2024, 4, 20) + timedelta(days=n) for n in range(40)] + [
    date(2027, 4, day) for day in range(20, 31)
]


def asked(path: Path, *history: Deed) -> Reader:
    return reader(path / "log", "2024-06-01", *history)


def on(at: Reader, day: str, thing: str = COMMITTEE) -> Committee:
    states = at.states
    return at.ask(
        lambda rows: committee_on(rows, states, thing, date.fromisoformat(day))
    )


def why(found: Validity) -> list[str]:
    return [one.code.code for one in found.reasons]


def slowly(path: Path, day: date, history: tuple[Deed, ...]) -> set[str]:
    """Say why not, from the bodies of the events alone."""
    filed, last, changed, suspended, withdrawn = False, day, False, False, False
    for event in recorded(path, *history).everything:
        if event.id != COMMITTEE:
            continue
        body = event.body
        at = body.get("filed_on") or body.get("occurred_on")
        local = date(1970, 1, 1) + timedelta(milliseconds=event.received_at + 28800000)
        if (date.fromisoformat(at) if at else local) > day:
            continue
        match event.type.partition(".")[2]:
            case "filed" | "refiled":
                filed, changed = True, False
                last = date.fromisoformat(body["valid_to"])
            case "change-occurred":
                changed = event.statement.law[0].startswith(YUNCHENG)
            case "suspended":
                suspended = True
            case "resumed":
                suspended = False
            case "review-authority-withdrawn":
                withdrawn = True
            case _:
                pass
    found = {
        "NOT_FILED": not filed,
        "EXPIRED": filed and day > last,
        "CHANGED": changed,
        "SUSPENDED": suspended,
        "WITHDRAWN": withdrawn,
    }
    return {code for code, holds in found.items() if holds}


@pytest.mark.parametrize("name", HISTORIES)
def test_on_every_day_it_stands_as_its_events_say(tmp_path: Path, name: str) -> None:
    history = HISTORIES[name]
    at = asked(tmp_path, *history)
    found = on(at, "2024-06-01")
    for day in AROUND:
        expected = slowly(tmp_path / "slow", day, history)
        assert set(why(on(at, day.isoformat()).validity)) == expected, day
        held = [
            {code.code for code in period.why}
            for period in found.periods
            if period.first <= day and (period.last is None or day <= period.last)
        ]
        assert held == ([expected] if day >= found.periods[0].first else []), day


@pytest.mark.parametrize("name", HISTORIES)
def test_after_everything_it_stands_as_its_state_does(
    tmp_path: Path, name: str
) -> None:
    at = asked(tmp_path, *HISTORIES[name])
    state, found = at.states.get(COMMITTEE), on(at, "2024-06-01").validity
    assert (found.name, found.series, found.territory) == (
        state.name,
        state.series,
        state.territory,
    )
    assert (found.unit.id, found.office.id) == (state.establishing_unit, state.office)
    assert (found.filed_on, found.valid_to) == (state.filed_on, state.valid_to)
    assert found.valid == (state.active_on(found.on) and "CHANGED" not in why(found))


def test_a_filing_is_valid_on_its_last_day_and_not_after_it(tmp_path: Path) -> None:
    """A18: the corresponding day three years later is the last."""
    at = asked(tmp_path, *FILED)
    found = on(at, "2027-04-26").validity
    assert (found.valid, found.valid_to, found.term_until) == (
        True,
        date(2027, 4, 26),
        date(2027, 4, 26),
    )
    after = on(at, "2027-04-27").validity
    assert why(after) == ["EXPIRED"]
    (reason,) = after.reasons
    assert reason.rule is not None
    assert reason.rule.id == "XN12-7.1c"
    assert reason.event is not None
    assert reason.event.type.code == "committee.filed"


def test_before_its_filing_a_committee_has_none(tmp_path: Path) -> None:
    found = on(asked(tmp_path, *FILED), "2024-04-25").validity
    assert (found.valid, why(found)) == (False, ["NOT_FILED"])
    assert found.reasons[0].event is None


def test_a_committee_without_any_record_was_never_filed(tmp_path: Path) -> None:
    found = on(asked(tmp_path, *FILED), "2024-06-01", "committee/none")
    assert why(found.validity) == ["NOT_FILED"]
    assert (found.periods, found.steps) == ((), ())


def test_xianning_wants_every_filing_by_the_end_of_april(tmp_path: Path) -> None:
    """XN12-7.1b: 于2024年4月30日前完成核准备案."""
    in_time = on(asked(tmp_path / "a", *FILED), "2024-06-01").validity
    assert (in_time.refile_due, in_time.refiled_in_time) == (date(2024, 4, 30), True)
    late = FILE.but(filed_on="2024-05-06", valid_to="2027-05-06").recorded(
        "2024-05-06T09:00"
    )
    history = instead(until(FILED, FILE), FILE, late)
    at = asked(tmp_path / "b", *history)
    assert on(at, "2024-06-01").validity.refiled_in_time is False
    assert on(at, "2024-05-02").validity.refiled_in_time is False
    assert on(at, "2024-04-30").validity.refiled_in_time is None


def test_liuzhou_names_no_such_day(tmp_path: Path) -> None:
    found = on(asked(tmp_path, *in_city(LIUZHOU, FILED)), "2024-06-01").validity
    assert (found.refile_due, found.refiled_in_time) == (None, None)
    assert found.valid


def test_scope_and_levels_are_those_of_the_day(tmp_path: Path) -> None:
    at = asked(tmp_path, *yuncheng(FILED), CHANGE, REAPPLY.but(series=["水利"]), REFILE)
    assert on(at, "2024-04-28").validity.series == ("工程",)
    found = on(at, "2024-06-01")
    assert found.validity.series == ("水利",)
    assert [step.event.type.code for step in found.steps][-3:] == [
        "committee.change-occurred",
        "committee.filing-applied",
        "committee.refiled",
    ]
    changed = {change.what.code for change in found.steps[-1].changes}
    assert {"filed_on", "valid_to", "change", "applied"} == changed


def test_a_recalled_suspension_never_stopped_it(tmp_path: Path) -> None:
    body: Any = EVENT_TYPES["committee.recalled"].body
    seq = recorded(tmp_path / "count", *SUSPENDED).events(COMMITTEE)[-1].seq
    recall = deed(
        body, COMMITTEE, CITY, "2024-05-08T09:00", seq=seq, reason="误录（示例）"
    ).round_the_rules()
    assert not on(asked(tmp_path / "a", *SUSPENDED), "2024-05-07").validity.valid
    found = on(asked(tmp_path / "b", *SUSPENDED, recall), "2024-05-07")
    assert found.validity.valid
    assert "committee.suspended" not in {s.event.type.code for s in found.steps}


def test_a_corrected_filing_holds_as_corrected(tmp_path: Path) -> None:
    body: Any = EVENT_TYPES["committee.corrected"].body
    history = until(FILED, FILE)
    seq = recorded(tmp_path / "count", *history).events(COMMITTEE)[-1].seq
    correct = deed(
        body,
        COMMITTEE,
        CITY,
        "2024-05-08T09:00",
        seq=seq,
        field="/valid_to",
        old="2027-04-26",
        new="2026-04-26",
        reason="误录（示例）",
    ).round_the_rules()
    found = on(asked(tmp_path, *history, correct), "2024-05-01").validity
    assert (found.valid, found.valid_to) == (True, date(2026, 4, 26))


def test_all_committees_of_the_worked_case_are_told(
    tmp_path: Path, case: PlayedCase
) -> None:
    with case.copy(tmp_path / "ledger").open() as log:
        at = Reader(log, date(2024, 9, 1))
        states = AsOf(log, at.today)
        found = at.ask(lambda rows: all_committees(rows, states, at.today))
        assert [one.id for one in found] == sorted(
            log.ids("committee"), key=lambda one: (states.get(one).name, one)
        )
        for one in found:
            assert one.valid == states.get(one.id).active_on(at.today)
