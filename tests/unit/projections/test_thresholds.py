"""Shares of employers, departments and committees, and what was acknowledged."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aggregates.application import audits
from aggregates.policy.profile import load_profile, profile_to_dict
from aggregates.schema import EVENT_TYPES
from ledger.log import Log
from projections.shares.rows import COUNTED, TALLIES, places
from projections.shares.thresholds import Share, shares
from projections.times.asof import AsOf
from tests.aggregates.inspection.test_acknowledging import (
    AUDIT,
    CROSSED,
    DEFECT,
    EXPLAIN,
    NOT_PASSED,
    REVIEW,
    whole,
)
from tests.support import actors as a
from tests.support.builders import (
    ADMITTED,
    AT_THE_DEPARTMENT,
    AT_THE_OFFICE,
    JIA,
    PUBLISH,
    SUBMITTED,
)
from tests.support.builders_session import (
    CONFIRMED,
    ENTERED,
)
from tests.support.cities import LIUZHOU
from tests.support.domain import (
    PlayedCase,
    Reader,
    as_reader,
    dump,
    play_case,
    reader,
    recorded,
)
from tests.support.given import Deed, deed, instead

EMPLOYER, DEPARTMENT, RECHECK = (
    "EMPLOYER_AUDIT",
    "DEPARTMENT_REVIEW",
    "COMMITTEE_RECHECK",
)
WITHDRAW = deed(audits.Withdrawn, JIA.id, JIA.by, "2024-06-16T09:00", reason="个人原因")
LIVES: dict[str, tuple[Deed, ...]] = {
    "a year to its end": ENTERED,
    "a year without a complaint": CONFIRMED,
    "not passed": (*AT_THE_DEPARTMENT, NOT_PASSED),
    "a defect": (*ADMITTED, DEFECT),
    "withdrawn at the department": (*AT_THE_DEPARTMENT, WITHDRAW),
}


@pytest.fixture(scope="module")
def liuzhou(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    path = tmp_path_factory.mktemp("liuzhou") / "ledger"
    with play_case(path, "liuzhou-2024").open() as log:
        yield log


Held = dict[tuple[str, str, str], tuple[set[str], set[str]]]


def slowly(log: Any, day: date) -> Held:
    """Count from the states on a day, as the notice says it, whole and part."""
    states = AsOf(log, day)
    found: Held = defaultdict(lambda: (set(), set()))
    for one in log.ids("application"):
        state = states.get(one)
        if state.declared_on is None:
            continue
        bad = {d.arisen_on for d in state.defects}
        proven = state.substantiated()
        for body in {state.employer} - {""}:
            found[body, state.session, EMPLOYER][0].add(one)
            if state.stage == "NOT_PASSED" and state.holder != body:
                found[body, state.session, EMPLOYER][1].add(one)
        for body in state.route:
            if states.get(body).kind == "DEPARTMENT" and body != state.holder:
                found[body, state.session, DEPARTMENT][0].add(one)
                if proven or any(arisen < date(2024, 10, 11) for arisen in bad):
                    found[body, state.session, DEPARTMENT][1].add(one)
        if state.ballot_passed is not None:
            found[state.session, state.session, RECHECK][0].add(one)
            late = any(arisen < date(2024, 10, 11) for arisen in bad)
            if state.ballot_passed and (proven or late):
                found[state.session, state.session, RECHECK][1].add(one)
    return dict(found)


def quickly(views: dict[str, list[Any]], day: date) -> Held:
    found: Held = defaultdict(lambda: (set(), set()))
    for row in views[COUNTED.name]:
        for place in places(row, day.isoformat()):
            every, part = found[place.body, row.session, place.threshold]
            every.add(row.id)
            part |= {row.id} if place.part else set()
    return dict(found)


def test_on_every_day_the_same_count_as_the_states_do(liuzhou: Log) -> None:
    """The year of Liuzhou: fourteen applicants by every channel."""
    views = dump(liuzhou)
    for week in range(60):
        day = date(2024, 7, 1) + timedelta(weeks=week)
        assert quickly(views, day) == slowly(liuzhou, day), day


@pytest.mark.parametrize("name", [*LIVES, "the worked case"])
def test_the_numbers_are_those_of_the_rows(
    tmp_path: Path, case: PlayedCase, name: str
) -> None:
    if name in LIVES:
        views = dump(as_reader(recorded(tmp_path / "log", *LIVES[name])))
    else:
        with case.copy(tmp_path / "ledger").open() as log:
            views = dump(log)
    counted = quickly(views, date(9999, 1, 1))
    told = {
        (tally.body, tally.session, tally.threshold): (tally.whole, tally.part)
        for tally in views[TALLIES.name]
    }
    assert told == {key: (len(w), len(p)) for key, (w, p) in counted.items()} != {}


def test_the_acknowledged_shares_of_liuzhou_are_those_computed(liuzhou: Log) -> None:
    """1/3 of the factory, 1/4 of the department, 2/8 of the committee."""
    at = Reader(liuzhou, date(2025, 8, 1))
    states = at.states
    found = at.ask(lambda rows: shares(rows, states, at.today, today=at.today))
    acknowledged = [
        (one.threshold.code, one.fraction, ack.stated, ack.computed)
        for one in found
        for ack in one.acknowledged
    ]
    assert acknowledged == [
        (RECHECK, "2/8", "2/8", "2/8"),
        (DEPARTMENT, "1/4", "1/4", "1/4"),
        (EMPLOYER, "1/3", "1/3", "1/3"),
    ]
    assert [one.findings for one in found] == [()] * len(found)
    assert {one.rule.id for one in found if one.crossed} == {
        "LZ-4.1.1c",
        "LZ-4.1.1d",
        "LZ-4.1.1e",
    }
    assert all(one.body.name for one in found)


def test_numbers_kept_are_the_same_as_rows_counted(liuzhou: Log) -> None:
    at = Reader(liuzhou, date(2025, 8, 1))
    states = at.states
    kept = at.ask(lambda rows: shares(rows, states, at.today, today=at.today))
    counted = at.ask(lambda rows: shares(rows, states, at.today))
    assert kept == counted


def test_one_body_is_told_with_everybody_who_counts(liuzhou: Log) -> None:
    at = Reader(liuzhou, date(2025, 8, 1))
    states = at.states
    everything = at.ask(lambda rows: shares(rows, states, at.today, today=at.today))
    for one in everything:
        (told,) = at.ask(
            lambda rows, one=one: shares(  # type: ignore[misc]
                rows, states, at.today, year=one.year, body=one.body.id
            )
        )
        assert (len(told.part), len(told.whole)) == (told.numerator, told.denominator)
        assert told.fraction == one.fraction
        assert set(told.part) <= set(told.whole)


# --- one share at a time


def asked(
    path: Path, *history: Deed, day: str = "2024-12-31", **options: Any
) -> list[Share]:
    at: Reader = reader(path / "log", day, *history)
    states = at.states
    return [*at.ask(lambda rows: shares(rows, states, at.today, **options))]


def of(found: list[Share], threshold: str) -> Share:
    (one,) = [share for share in found if share.threshold.code == threshold]
    return one


def limited(history: Sequence[Deed], **settings: Any) -> tuple[Deed, ...]:
    """Tell a history in a city that states Liuzhou's shares."""
    shares_of = msgspec.structs.replace(THRESHOLDS, **settings)
    profile = msgspec.structs.replace(
        load_profile("xianning-2024"), thresholds=shares_of
    )
    publish = PUBLISH.but(profile=profile_to_dict(profile))
    return instead(history, PUBLISH, publish.round_the_rules())


THRESHOLDS: Any = load_profile(LIUZHOU).thresholds
FAILED = limited((*AT_THE_DEPARTMENT, NOT_PASSED))


def test_xianning_states_no_share(tmp_path: Path) -> None:
    assert asked(tmp_path, *SUBMITTED) == []


def test_one_of_one_is_the_whole_and_shows_it(tmp_path: Path) -> None:
    """A12: very small denominators have no exemption; the number is shown."""
    found = of(asked(tmp_path, *FAILED), EMPLOYER)
    assert (found.fraction, found.limit, found.crossed) == ("1/1", "10/100", True)
    assert (found.body.id, found.body.name) == (a.FACTORY, "factory（示例）")
    assert found.rule.citation


def test_a_running_share_obliges_to_nothing_yet(tmp_path: Path) -> None:
    """A12: the obligation opens when the stage is closed for the body."""
    found = of(asked(tmp_path, *FAILED), EMPLOYER)
    assert (found.closed, found.obliges, found.findings) == (False, False, ())


def test_whom_the_department_did_not_pass_it_has_not_passed_on(tmp_path: Path) -> None:
    codes = {one.threshold.code for one in asked(tmp_path, *FAILED)}
    assert codes == {EMPLOYER}


def test_the_share_of_an_earlier_day_is_that_day_s(tmp_path: Path) -> None:
    before = of(asked(tmp_path / "a", *FAILED, day="2024-06-16"), EMPLOYER)
    assert before.fraction == "0/1"


def test_a_withdrawal_before_audit_counts_only_below(tmp_path: Path) -> None:
    """A12c: not in the numerator, in the denominator if submitted."""
    history = limited((*AT_THE_DEPARTMENT, WITHDRAW))
    found = of(asked(tmp_path, *history), EMPLOYER)
    assert found.fraction == "0/1"


def test_a_policy_may_leave_withdrawals_out(tmp_path: Path) -> None:
    left_out = {"withdrawn_in_denominator": False}
    history = limited((*AT_THE_DEPARTMENT, WITHDRAW), **left_out)
    for day in ("2024-12-31", "2024-06-16"):
        found = of(asked(tmp_path / day, *history, day=day), EMPLOYER)
        assert found.fraction == "0/0"
        assert not found.crossed


def test_what_arose_after_the_department_had_passed_it_is_not_its(
    tmp_path: Path,
) -> None:
    """XN12-8.3: who passed it could not know."""
    in_time = DEFECT.but(arisen_on="2024-05-20")
    history = limited(AT_THE_OFFICE)
    late = of(asked(tmp_path / "a", *history, DEFECT), DEPARTMENT)
    early = of(asked(tmp_path / "b", *history, in_time), DEPARTMENT)
    assert (late.fraction, early.fraction) == ("0/1", "1/1")


# --- acknowledged


def acknowledged(**changes: Any) -> tuple[Deed, ...]:
    return (*FAILED, AUDIT.but(**changes).round_the_rules())


def codes(found: Share) -> list[str]:
    return [one.code for one in found.findings]


def test_an_acknowledged_share_is_shown_beside_the_computed(tmp_path: Path) -> None:
    found = of(asked(tmp_path, *acknowledged(whole=whole(1))), EMPLOYER)
    (one,) = found.acknowledged
    assert (one.id, one.stated, one.computed) == (CROSSED, "1/1", "1/1")
    assert one.part == (JIA.id,)
    assert one.findings == ()
    assert [(o.code.code, o.state.code) for o in one.obligations] == [
        ("EXPLAIN", "OPEN"),
        ("CIRCULATE_THRESHOLD", "OPEN"),
    ]


def test_an_obligation_that_was_met_is_shown_as_met(tmp_path: Path) -> None:
    history = (*acknowledged(whole=whole(1)), EXPLAIN.round_the_rules())
    (one,) = of(asked(tmp_path, *history), EMPLOYER).acknowledged
    assert ("EXPLAIN", "MET") in [(o.code.code, o.state.code) for o in one.obligations]


def test_another_denominator_is_a_finding(tmp_path: Path) -> None:
    """The list of the denominator is stated by the body, and not recomputed."""
    found = of(asked(tmp_path, *acknowledged(whole=whole(10))), EMPLOYER)
    assert codes(found) == ["OTHER_WHOLE"]


def test_another_numerator_is_a_finding(tmp_path: Path) -> None:
    found = of(asked(tmp_path, *acknowledged(whole=whole(1), part=[])), EMPLOYER)
    assert codes(found) == ["OTHER_PART"]


def test_whoever_is_stated_and_did_not_count_is_a_finding(tmp_path: Path) -> None:
    """As many as the ledger held, and yet others."""
    history = acknowledged(whole=whole(1), part=["application/another"])
    found = of(asked(tmp_path, *history), EMPLOYER)
    assert codes(found) == ["OTHER_PART"]


def test_what_is_found_afterwards_does_not_belie_an_acknowledgement(
    tmp_path: Path,
) -> None:
    """The same day, an hour later: what counts is what the ledger held."""
    on_the_way = limited(AT_THE_DEPARTMENT)
    early = AUDIT.but(whole=whole(1), part=[]).recorded("2024-06-17T08:00")
    found = of(
        asked(tmp_path, *on_the_way, early.round_the_rules(), NOT_PASSED), EMPLOYER
    )
    assert found.fraction == "1/1"
    assert [(one.stated, one.computed) for one in found.acknowledged] == [
        ("0/1", "0/1")
    ]
    assert found.findings == ()


def test_a_reached_share_that_nobody_acknowledged_is_a_finding(
    liuzhou: Log,
) -> None:
    """On the day before the committee's share was acknowledged."""
    at = Reader(liuzhou, date(2024, 12, 24))
    states = at.states
    found = at.ask(lambda rows: shares(rows, states, at.today))
    committees = of([*found], RECHECK)
    assert (committees.obliges, codes(committees)) == (True, ["NOT_ACKNOWLEDGED"])


def test_a_recalled_acknowledgement_is_none(tmp_path: Path) -> None:
    history = acknowledged(whole=whole(10))
    seq = recorded(tmp_path / "count", *history).events(CROSSED)[-1].seq
    body: Any = EVENT_TYPES["inspection.recalled"].body
    recall = deed(
        body, CROSSED, AUDIT.by, "2024-08-06T09:00", seq=seq, reason="误录（示例）"
    ).round_the_rules()
    found = of(asked(tmp_path, *history, recall), EMPLOYER)
    assert (found.acknowledged, found.findings) == ((), ())


def test_the_department_s_share_names_the_department(tmp_path: Path) -> None:
    in_time = DEFECT.but(arisen_on="2024-05-20")
    history = (
        *limited(AT_THE_OFFICE),
        in_time,
        REVIEW.but(whole=whole(1)).round_the_rules(),
    )
    found = of(asked(tmp_path, *history), DEPARTMENT)
    assert (found.body.id, found.fraction) == (a.DEPARTMENT, "1/1")
    assert [one.stated for one in found.acknowledged] == ["1/1"]


def test_a_policy_may_count_persons(tmp_path: Path) -> None:
    """A12c: by application or by person, as the policy settles it."""
    by_person = limited((*AT_THE_DEPARTMENT, NOT_PASSED), counted_by="person")
    found = of(asked(tmp_path, *by_person, body=a.FACTORY), EMPLOYER)
    assert (found.fraction, found.part, found.whole) == ("1/1", (a.JIA,), (a.JIA,))
    kept = of(asked(tmp_path, *by_person, today=date(2024, 12, 31)), EMPLOYER)
    assert kept.fraction == "1/1"


def test_a_policy_may_let_the_duty_begin_at_once(tmp_path: Path) -> None:
    running = limited((*AT_THE_DEPARTMENT, NOT_PASSED), opens="running")
    found = of(asked(tmp_path, *running), EMPLOYER)
    assert (found.closed, found.obliges) == (False, True)
    assert codes(found) == ["NOT_ACKNOWLEDGED"]


def test_of_several_years_one_is_told(liuzhou: Log) -> None:
    at = Reader(liuzhou, date(2025, 8, 1))
    states = at.states
    found = at.ask(lambda rows: shares(rows, states, at.today, year=2025))
    assert {one.year for one in found} == {2025}


def test_what_the_employer_has_not_passed_on_is_not_held_against_it(
    tmp_path: Path,
) -> None:
    defect = DEFECT.but(arisen_on="2024-05-05", found_on="2024-05-20")
    at_home = (*SUBMITTED, defect.recorded("2024-05-20T09:00").round_the_rules())
    found = of(asked(tmp_path, *limited(at_home)), EMPLOYER)
    assert found.fraction == "0/1"


def test_a_defect_found_after_a_withdrawal_counts_for_nothing(tmp_path: Path) -> None:
    """A12c."""
    defect = DEFECT.but(arisen_on="2024-05-05").round_the_rules()
    history = limited((*AT_THE_DEPARTMENT, WITHDRAW, defect))
    assert of(asked(tmp_path, *history), EMPLOYER).fraction == "0/1"
