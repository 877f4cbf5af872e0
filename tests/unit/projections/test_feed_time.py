"""What time brings, and what comes too late: each told once, at its instant."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aggregates.schema import EVENT_TYPES
from projections.feed.stream import BACKWARDS_MS, Change, changes, newest, pass_clock
from projections.runner import Views
from projections.views import ALL
from tests.aggregates.integrity.test_changed import (
    CORRECT_ENTRY,
    REPAIR,
    REPAIRABLE,
)
from tests.aggregates.test_complaint import ACKNOWLEDGE, REFER
from tests.aggregates.test_registry import erase
from tests.support import actors as a
from tests.support.builders import (
    ADOPT_2024,
    JIA,
    PUBLICISED,
    RECOMMENDED,
    REGISTRY,
    REVIEWED,
    SUBMITTED,
    adopt,
)
from tests.support.builders_session import (
    ANNUL,
    COMPLAINT,
    ENTER,
    ENTERED,
    RECORD,
    SERVE,
    SERVED,
    SHARE,
    SUBSTANTIATED,
)
from tests.support.domain import MemoryLog, as_reader, recorded
from tests.support.feed_page import surprises
from tests.support.given import Deed, deed, instant, world_after

LATER = instant("2096-01-01T00:00")
PAPER = {"reason": "系统停机", "paper": bytes(32)}
LAST_DAY = "2024-12-30T09:00"


def feed(path: Path, *history: Deed, until: int = LATER) -> list[Change]:
    """Return what a history tells, and then what time brings."""
    return _feed(recorded(path / "log", *history), until)


def _feed(log: MemoryLog, until: int) -> list[Change]:
    with Views(as_reader(log), ALL) as views:
        pass_clock(views, until)
        told = views.ask(lambda rows: changes(rows, 0, newest(rows)))
    assert surprises(told) == []
    return told


def about(told: list[Change], subject: str, *families: str) -> list[Change]:
    """Return what is told of a subject, by the first words of the types."""
    return [
        one
        for one in told
        if one.subject == subject and one.type.partition(".")[0] in families
    ]


def types(told: list[Change], subject: str, *families: str) -> list[str]:
    return [one.type for one in about(told, subject, *families)]


def recall(history: tuple[Deed, ...], at: str) -> Deed:
    """Let those who did the newest act of Jia's application recall it."""
    return take_back(JIA.id, history).recorded(at)


def take_back(what: str, history: tuple[Deed, ...]) -> Deed:
    """Let those who did the newest act recall it, as a log could have it."""
    body: Any = EVENT_TYPES[f"{what.partition('/')[0]}.recalled"].body
    seq = world_after(history).version(what)
    taken_back = deed(body, what, history[-1].by, LAST_DAY, seq=seq, reason="误办")
    return taken_back.round_the_rules()


# --- terms


def test_a_record_expires_with_the_first_instant_of_the_day_after_its_last(
    tmp_path: Path,
) -> None:
    told = about(feed(tmp_path, *ENTERED), RECORD, "record")
    assert [one.type for one in told] == [
        "record.entered",
        "record.barring",
        "record.expired",
    ]
    entered, _, expired = told
    assert expired.data == {"person": a.JIA, "end": entered.data["end"]}
    assert expired.at == instant("2027-09-03T00:00")
    assert (entered.data["start"], entered.data["end"]) == ("2024-09-02", "2027-09-02")


@pytest.mark.parametrize(
    ("history", "last"),
    [
        ((*ENTERED, ANNUL), "record.annulled"),
        ((*REPAIRABLE, REPAIR), "record.repaired"),
    ],
)
def test_a_record_that_ended_early_does_not_expire(
    history: tuple[Deed, ...], last: str, tmp_path: Path
) -> None:
    assert types(feed(tmp_path, *history), RECORD, "record")[-1] == last


def test_a_level_in_somebody_s_own_words_is_left_out(tmp_path: Path) -> None:
    """Attack: what must not be told is written where a code belongs."""
    history = (*SERVED, ENTER.but(levels=["NATION", "PROVINCE", "CITY", "张某某"]))
    told = feed(tmp_path, *history)
    entered = about(told, RECORD, "record")[0]
    assert entered.data["levels"] == ["NATION", "PROVINCE", "CITY"]
    owed = [one.data["detail"] for one in about(told, RECORD, "obligation")]
    assert owed == ["NATION", "PROVINCE", "CITY", ""]


def test_an_act_out_of_its_place_ends_no_record(tmp_path: Path) -> None:
    """The rules refuse it; a log that has it all the same is told right."""
    again = SERVE.recorded("2024-09-13T09:00").round_the_rules()
    assert types(feed(tmp_path, *ENTERED, again), RECORD, "record") == [
        "record.entered",
        "record.barring",
        "record.expired",
    ]


def test_a_corrected_term_moves_the_expiry(tmp_path: Path) -> None:
    told = about(feed(tmp_path, *ENTERED, CORRECT_ENTRY), RECORD, "record")
    assert [one.type for one in told][2:] == ["record.corrected", "record.expired"]
    assert told[-1].at == instant("2027-08-31T00:00")


def test_a_record_that_expired_may_be_given_a_longer_term(tmp_path: Path) -> None:
    longer = (
        CORRECT_ENTRY.but(term_end="2028-09-02", corrected_on="2027-10-01")
        .recorded("2027-10-01T09:00")
        .round_the_rules()
    )
    told = about(feed(tmp_path, *ENTERED, longer), RECORD, "record")
    assert [(one.type, one.at) for one in told][2:] == [
        ("record.expired", instant("2027-09-03T00:00")),
        ("record.corrected", instant("2027-10-01T09:00")),
        ("record.expired", instant("2028-09-03T00:00")),
    ]


def test_a_term_that_was_over_when_it_was_entered_expires_at_once(
    tmp_path: Path,
) -> None:
    """The change then names the event, since it was not time that brought it."""
    at = "2030-01-07T09:00"
    enter = ENTER.recorded(at, done="2024-09-11T09:00").but(late=PAPER)
    late = enter.signed(*ENTER.by, a.SUPERVISOR).round_the_rules()
    told = about(feed(tmp_path, *SERVED, late, until=0), RECORD, "record")
    assert [one.type for one in told][:2] == ["record.entered", "record.expired"]
    assert told[1].at == told[0].at == instant(at)
    assert told[1].position == told[0].position
    assert told[1].event == told[0].event != ""


def test_nobody_hears_of_an_expiry_before_it_can_be_known(tmp_path: Path) -> None:
    midnight = instant("2027-09-03T00:00")
    for until, heard in ((midnight + BACKWARDS_MS - 1, False), (LATER, True)):
        told = types(
            feed(tmp_path / str(until), *ENTERED, until=until), RECORD, "record"
        )
        assert ("record.expired" in told) is heard


# --- deadlines


def test_a_missed_deadline_is_told_before_the_act_that_meets_it(tmp_path: Path) -> None:
    told = about(feed(tmp_path, *RECOMMENDED, until=0), JIA.id, "deadline")
    missed, met = told
    assert (missed.type, missed.at) == ("deadline.missed", instant("2024-05-24T00:00"))
    assert (missed.event, missed.position) == ("", None)
    assert (met.type, met.data["late"]) == ("deadline.met", True)
    assert missed.data.items() <= met.data.items()
    assert missed.data["due"] == "2024-05-23"
    assert missed.data["organisation"] == a.FACTORY


def test_a_deadline_that_is_met_in_time_is_never_told(tmp_path: Path) -> None:
    soon = JIA.recommend.recorded("2024-05-23T17:00").round_the_rules()
    assert types(feed(tmp_path, *SUBMITTED, soon), JIA.id, "deadline") == []


def test_an_act_that_is_entered_late_was_in_time(tmp_path: Path) -> None:
    """The finding is withdrawn: the deadline was met, and nobody knew."""
    late = (
        JIA.recommend.recorded("2024-06-20T09:00", done="2024-05-22T16:00")
        .but(late=PAPER)
        .signed(*JIA.recommend.by, a.SUPERVISOR)
        .round_the_rules()
    )
    told = about(feed(tmp_path, *REVIEWED, late), JIA.id, "deadline")
    assert [one.type for one in told] == ["deadline.missed", "deadline.met"]
    assert told[-1].data["late"] is False
    assert told[-1].data["met_on"] == "2024-05-22"


def test_a_recall_leaves_the_deadline_missed_again(tmp_path: Path) -> None:
    history = (*RECOMMENDED, recall(RECOMMENDED, "2024-06-14T18:00"))
    told = about(feed(tmp_path, *history, until=0), JIA.id, "deadline")
    assert [one.type for one in told] == [
        "deadline.missed",
        "deadline.met",
        "deadline.missed",
    ]
    assert told[2].position == told[1].position + 1  # type: ignore[operator]


def test_a_deadline_whose_act_is_taken_back_lapses(tmp_path: Path) -> None:
    taken_back = recall(SUBMITTED, "2024-06-14T18:00")
    told = about(feed(tmp_path, *SUBMITTED, taken_back), JIA.id, "deadline")
    assert [one.type for one in told] == ["deadline.missed", "deadline.lapsed"]
    assert (told[1].data["how"], told[1].data["late"]) == ("RECALLED", False)


def test_a_deadline_whose_act_is_taken_back_in_time_is_never_missed(
    tmp_path: Path,
) -> None:
    taken_back = recall(SUBMITTED, "2024-05-12T18:00")
    assert types(feed(tmp_path, *SUBMITTED, taken_back), JIA.id, "deadline") == []


def test_a_calendar_that_is_adopted_later_moves_no_date(tmp_path: Path) -> None:
    """Dates are stored when they are set, and never computed again."""
    history = tuple(one for one in REVIEWED if one is not ADOPT_2024)
    loosely = tuple(one.round_the_rules() for one in history)
    again = replace(adopt(2024).recorded("2024-05-20T09:00"), bypassing=True)
    before = about(feed(tmp_path / "a", *loosely), JIA.id, "deadline")
    after = about(feed(tmp_path / "b", *loosely, again), JIA.id, "deadline")
    assert [(one.at, one.data) for one in before] == [
        (one.at, one.data) for one in after
    ]
    assert before[0].data["provisional"] is True


# --- the way back


def test_a_recall_tells_the_way_back(tmp_path: Path) -> None:
    history = (*PUBLICISED, recall(PUBLICISED, "2024-06-14T09:30"))
    told = feed(tmp_path, *history, until=0)
    assert types(told, JIA.id, "publicity") == [
        "publicity.opened",
        "publicity.closed",
        "publicity.opened",
    ]
    first, _, again = about(told, JIA.id, "publicity")
    assert first.data == again.data
    *_, before, back = about(told, JIA.id, "status")
    assert (back.data["stage"], back.data["was"]) == (
        before.data["was"],
        before.data["stage"],
    )


def test_an_obligation_is_told_from_its_opening_to_its_end(tmp_path: Path) -> None:
    told = about(feed(tmp_path, *ENTERED, SHARE, ANNUL), RECORD, "obligation")
    by_level = {
        level: [one.type for one in told if one.data["detail"] == level]
        for level in ("NATION", "CITY")
    }
    whole = ["obligation.opened", "obligation.met"]
    assert by_level == {"NATION": whole, "CITY": whole}


def test_what_is_owed_by_an_act_that_is_taken_back_is_withdrawn(
    tmp_path: Path,
) -> None:
    history = (*SUBSTANTIATED, take_back(COMPLAINT, SUBSTANTIATED))
    told = about(feed(tmp_path, *history), COMPLAINT, "obligation")
    assert [(one.type, one.data["duty"]) for one in told] == [
        ("obligation.opened", "HANDLE_APPLICANT"),
        ("obligation.opened", "HANDLE_REVIEWERS"),
        ("obligation.withdrawn", "HANDLE_APPLICANT"),
        ("obligation.withdrawn", "HANDLE_REVIEWERS"),
    ]
    assert [one.data for one in told[:2]] == [one.data for one in told[2:]]


def test_what_was_done_and_is_taken_back_is_owed_again(tmp_path: Path) -> None:
    done = (*SUBSTANTIATED, REFER, ACKNOWLEDGE)
    history = (*done, take_back(COMPLAINT, done))
    told = about(feed(tmp_path, *history), COMPLAINT, "obligation")
    referral = [one for one in told if one.data["duty"] == "ACKNOWLEDGE_REFERRAL"]
    assert [one.type for one in referral] == [
        "obligation.opened",
        "obligation.met",
        "obligation.reopened",
    ]
    assert referral[0].data == referral[2].data


def test_who_is_erased_leaves_a_tombstone_and_nothing_else(tmp_path: Path) -> None:
    told = feed(tmp_path, *REGISTRY, erase(), until=0)
    (tombstone,) = [one for one in told if a.JIA in (one.subject, *one.data.values())]
    assert (tombstone.type, tombstone.data) == ("person.erased", {"person": a.JIA})
