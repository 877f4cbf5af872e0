"""Where a matter stands: stage, who has it, since when, what comes next, what lacks."""

from datetime import date
from pathlib import Path

import pytest

from aggregates.application import audits
from aggregates.policy.dates import local_date
from projections.status import Status, list_rows, status_of
from projections.times.asof import AsOf
from tests.support import actors as a
from tests.support.builders import (
    ACCEPTED,
    ADMITTED,
    ANNOUNCED,
    AT_THE_CITY,
    AT_THE_COUNTY,
    AT_THE_DEPARTMENT,
    AT_THE_OFFICE,
    COMMITTEE,
    DECLARING,
    DELIBERATED,
    IN_PUBLICITY,
    JIA,
    PUBLICISED,
    RECOMMENDED,
    REVIEWED,
    SUBMITTED,
)
from tests.support.builders_session import (
    ANNUL,
    CERTIFIED,
    COMPLAINT,
    CONFIRMED,
    ENTERED,
    RECORD,
    RESULT_PUBLICISED,
    REVOKED,
    TITLE,
)
from tests.support.domain import reader
from tests.support.given import Deed, deed

NOTIFY = deed(
    audits.CorrectionRequested,
    JIA.id,
    [a.REVIEWER],
    "2024-05-15T09:00",
    reasons=[{"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"}],
    until="2024-05-24",
)


def status(path: Path, day: str, thing: str, *history: Deed) -> Status:
    at = reader(path / "log", day, *history)
    return status_of(thing, at.states, at.today)


def value(found: Status, code: str) -> str:
    return next((d.value.zh for d in found.details if d.name.code == code), "")


@pytest.mark.parametrize(
    ("history", "stage", "holder", "step"),
    [
        (DECLARING, "DRAFT", a.JIA, "application.submitted"),
        (SUBMITTED, "SUBMITTED", a.FACTORY, "application.employer-item-reviewed"),
        (REVIEWED, "REVIEWED", a.FACTORY, "application.employer-deliberated"),
        (
            DELIBERATED,
            "DELIBERATED",
            a.FACTORY,
            "application.employer-publicity-opened",
        ),
        (IN_PUBLICITY, "PUBLICITY", a.FACTORY, "application.employer-publicity-closed"),
        (
            PUBLICISED,
            "PUBLICITY_CLOSED",
            a.FACTORY,
            "application.recommendation-issued",
        ),
        (RECOMMENDED, "RECOMMENDED", a.FACTORY, "application.forwarded"),
        (
            AT_THE_DEPARTMENT,
            "FORWARDED",
            a.DEPARTMENT,
            "application.department-audit-passed",
        ),
        (AT_THE_COUNTY, "FORWARDED", a.COUNTY, "application.authority-audit-passed"),
        (AT_THE_CITY, "FORWARDED", a.CITY, "application.authority-audit-passed"),
        (AT_THE_OFFICE, "FORWARDED", a.OFFICE, "application.accepted"),
        (ACCEPTED, "ACCEPTED", a.OFFICE, "application.admitted"),
        (RESULT_PUBLICISED, "PUBLICISED", a.OFFICE, "application.confirmed"),
    ],
)
def test_each_stage_has_a_holder_and_a_step_that_lacks_nothing(
    tmp_path: Path, history: tuple[Deed, ...], stage: str, holder: str, step: str
) -> None:
    """A step that the next deed of the year takes lawfully lacks nothing."""
    day = local_date(history[-1].at)
    later = "2024-06-14" if stage == "PUBLICITY" else day.isoformat()
    found = status(tmp_path, later, JIA.id, *history)
    assert (found.stage.code, found.holder and found.holder.id) == (stage, holder)
    assert found.next is not None
    assert found.next.type.code == step
    assert found.missing == ()
    assert found.since is not None


def test_a_draft_says_everything_that_it_still_lacks(tmp_path: Path) -> None:
    """一次性告知 binds the software too: all of it, each with its citation."""
    found = status(tmp_path, "2024-05-07", JIA.id, *ANNOUNCED, JIA.draft)
    rules = {one.rule.id for one in found.missing}
    assert {"XN12-1.1", "XN12-1.2", "XN12-1.3a", "XN12-5.1c", "XN12-6.5a"} <= rules
    assert all(one.rule.citation and one.remedy.zh for one in found.missing)


def test_outside_the_window_the_window_is_missing(tmp_path: Path) -> None:
    found = status(tmp_path, "2024-06-03", JIA.id, *DECLARING)
    assert "XN12-5.1e" in {one.rule.id for one in found.missing}


def test_a_publicity_that_has_not_run_its_time_lacks_days(tmp_path: Path) -> None:
    found = status(tmp_path, "2024-06-12", JIA.id, *IN_PUBLICITY)
    assert {one.rule.id for one in found.missing} == {"XN12-5.2b"}


def test_a_correction_puts_the_file_with_the_applicant(tmp_path: Path) -> None:
    found = status(tmp_path, "2024-05-20", JIA.id, *SUBMITTED, NOTIFY)
    assert found.holder is not None
    assert found.holder.id == a.JIA
    assert value(found, "correction") == "EDU-COPY"
    assert value(found, "correction_until") == "2024-05-24"
    possible = {one.type.code for one in found.possible}
    assert "application.correction-submitted" in possible
    assert "application.deemed-abandoned" in possible
    running = [d for d in found.deadlines if d.state.code == "OPEN"]
    assert {d.rule.id for d in running} == {"XN6A-3"}


def test_acts_that_need_a_beginning_are_not_offered_without_one(
    tmp_path: Path,
) -> None:
    found = status(tmp_path, "2024-05-13", JIA.id, *SUBMITTED)
    possible = {one.type.code for one in found.possible}
    assert "application.employer-item-reviewed" in possible
    assert possible.isdisjoint(
        {
            "application.correction-submitted",
            "application.deemed-abandoned",
            "application.released",
            "application.publicity-objection-resolved",
            "application.confirmed",
        }
    )
    review = next(
        one
        for one in found.possible
        if one.type.code == "application.employer-item-reviewed"
    )
    assert ("EMPLOYER_REVIEWER",) in {
        tuple(role.code for role in roles) for roles in review.signers
    }


def test_a_status_is_told_as_of_any_day(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *REVOKED)
    stages = {
        day: status_of(
            JIA.id, AsOf(at.log, date.fromisoformat(day)), date.fromisoformat(day)
        ).stage.code
        for day in (
            "2024-05-05",
            "2024-05-06",
            "2024-05-10",
            "2024-06-13",
            "2024-07-18",
        )
    }
    assert stages == {
        "2024-05-05": "",
        "2024-05-06": "DRAFT",
        "2024-05-10": "SUBMITTED",
        "2024-06-13": "PUBLICITY",
        "2024-07-18": "CONFIRMED",
    }
    before = AsOf(at.log, date(2024, 7, 1))
    assert status_of(TITLE, before, date(2024, 7, 1)).events == 0


def test_every_kind_of_thing_has_a_status(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *ENTERED)
    told = {
        thing: status_of(thing, at.states, at.today)
        for thing in (
            a.SESSION,
            COMMITTEE,
            a.JIA,
            a.FACTORY,
            TITLE,
            COMPLAINT,
            RECORD,
            "policy/xianning-2024",
            "calendar/cn-2024",
        )
    }
    assert {thing: found.stage.code for thing, found in told.items()} == {
        a.SESSION: "PUBLICITY_CLOSED",
        COMMITTEE: "FILED",
        a.JIA: "REGISTERED",
        a.FACTORY: "REGISTERED",
        TITLE: "REVOKED",
        COMPLAINT: "DECIDED",
        RECORD: "ENTERED",
        "policy/xianning-2024": "PUBLISHED",
        "calendar/cn-2024": "ADOPTED",
    }
    assert all(found.stage.zh != found.stage.code for found in told.values())
    assert value(told[a.JIA], "barred") == "是"
    assert value(told[COMMITTEE], "valid") == "是"
    assert value(told[TITLE], "violation") == "剽窃"
    assert value(told[RECORD], "runs") == "是"
    assert value(told[COMPLAINT], "items") == "M2"


def test_a_promised_ban_is_told_and_bars(tmp_path: Path) -> None:
    """附件2: it runs from the decision, whether a record is entered or not."""
    told = status(tmp_path / "a", "2024-09-03", a.JIA, *REVOKED)
    assert value(told, "self_ban") == "2024-09-02 – 2027-09-02"
    assert value(told, "barred") == "是"
    over = status(tmp_path / "b", "2027-09-03", a.JIA, *REVOKED)
    assert value(over, "barred") == "否"


def test_what_depends_on_the_day_follows_the_day(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2027-09-03", *ENTERED, ANNUL)
    assert value(status_of(a.JIA, at.states, date(2024, 10, 1)), "barred") == "是"
    assert value(status_of(a.JIA, at.states, date(2024, 10, 15)), "barred") == "否"
    assert value(status_of(RECORD, at.states, date(2024, 10, 15)), "runs") == "否"
    assert value(status_of(COMMITTEE, at.states, date(2027, 4, 27)), "valid") == "否"


def test_the_list_has_stage_holder_and_number_of_each(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-10-01", *CONFIRMED)
    rows = at.ask(lambda views: list_rows(views, "application"))
    assert [(row.id, row.title, row.stage) for row in rows] == [
        ("application/jia", "咸职申2024-jia", "CONFIRMED"),
        ("application/yi", "咸职申2024-yi", "CONFIRMED"),
    ]
    assert {row.person for row in rows} == {a.JIA, a.YI}
    assert at.ask(lambda views: list_rows(views, "complaint")) == []


def test_stage_and_holder_count_from_the_event_that_brought_them(
    tmp_path: Path,
) -> None:
    found = status(tmp_path, "2024-06-21", JIA.id, *ADMITTED)
    assert found.since is not None
    assert found.since.type.code == "application.admitted"
    (row,) = [
        one
        for one in reader(tmp_path / "b", "2024-06-21", *ADMITTED).ask(
            lambda views: list_rows(views, "application")
        )
        if one.id == JIA.id
    ]
    assert row.since == found.since.position


def test_a_new_number_does_not_move_the_day_of_the_stage(tmp_path: Path) -> None:
    rows = reader(tmp_path / "log", "2024-08-01", *CERTIFIED).ask(
        lambda views: list_rows(views, "title")
    )
    row = next(one for one in rows if one.id == TITLE)
    assert (row.title, row.stage) == ("ZS2024-jia", "CONFERRED")
    log = reader(tmp_path / "b", "2024-08-01", *CERTIFIED).log
    assert log.event_at(row.since).type == "title.conferred"
