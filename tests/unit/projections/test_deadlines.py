"""Deadlines as the acts store them: met, late, missed, replaced, or still running."""

from datetime import date
from pathlib import Path

import pytest

from aggregates.application import audits
from aggregates.committee import events as committee
from aggregates.complaint import events as complaint
from aggregates.deadlines import STARTERS
from aggregates.schema import TYPE_OF
from aggregates.session import events as session
from projections.dues.due import Due, due_list, late_ones
from tests.aggregates.committee.test_supervision import DISOWN, lapsed
from tests.support import actors as a
from tests.support.builders import (
    ADMITTED,
    ADOPT_2024,
    ANNOUNCED,
    COMMITTEE,
    FILED,
    IN_PUBLICITY,
    JIA,
    PUBLICISED,
    PUBLISH,
    SUBMITTED,
)
from tests.support.builders_session import (
    ACCEPTANCE_CLOSED,
    CLOSE_ACCEPTANCE,
    CLOSE_PUBLICITY,
    COMPLAINED,
    COMPLAINT,
    CONCLUDE,
    CONCLUDED,
    CONFIRMED,
    ENTERED,
    EXTEND,
    PLANNED,
    PUBLICISE,
    REPORT,
    RESULT_PUBLICITY,
    RESULT_SIGNED,
    TAKEN_ON,
    TITLE,
    VERIFIED,
    VERIFYING,
)
from tests.support.builders_supervision import (
    DISQUALIFY,
    INSPECTION,
    ORDERED,
    PROVIDE,
    REPORT_RECTIFIED,
    REQUEST,
)
from tests.support.builders_supervision import NOTIFIED as NOTIFIED_OF_INSPECTION
from tests.support.builders_title import REPORT_DATA
from tests.support.cities import LIUZHOU, in_city, liuzhou
from tests.support.domain import reader
from tests.support.given import Deed, deed, instead

ELSEWHERE = {
    body
    for body in STARTERS
    if body.__module__.split(".")[1]
    in ("entrustment", "history", "inspection", "quota")
    or body.__name__
    in (
        "Refiled",
        "DepartmentAuditFailed",
        "AuthorityAuditFailed",
        "RectificationOrdered",
        "ExpertDisqualified",
        "DeploymentDocumentFiled",
        "OpeningFormUploaded",
        "ExpertPoolFrozen",
        "ComplainantNotified",
        "NoticeAmended",
        "RecheckRequested",
        "VerificationExtended",
        "ResultPublicityClosed",
        "Conferred",
        "Corrected",
        "InitialTitleDetermined",
    )
}
"""Acts that start deadlines, and that a typical year does not have."""

NOTIFIED = deed(
    audits.CorrectionRequested,
    JIA.id,
    [a.REVIEWER],
    "2024-05-15T09:00",
    reasons=[{"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"}],
    until="2024-05-24",
)
CORRECT = deed(
    audits.CorrectionSubmitted,
    JIA.id,
    JIA.by,
    "2024-05-20T09:00",
    answers=["EDU-COPY"],
)
ABANDON = deed(audits.DeemedAbandoned, JIA.id, [a.REVIEWER], "2024-05-27T09:00")
WITHDRAW = deed(audits.Withdrawn, JIA.id, JIA.by, "2024-05-16T09:00", reason="个人原因")


def due(path: Path, day: str, *history: Deed) -> list[Due]:
    """Return all deadlines on a day, with those that are over."""
    at = reader(path / "log", day, *history)
    return [*at.ask(lambda rows: due_list(rows, at.states, at.today, everything=True))]


def one(path: Path, day: str, rule: str, *history: Deed, met_by: str = "") -> Due:
    """Return the newest deadline under a rule."""
    found = [
        d
        for d in due(path, day, *history)
        if d.rule.id == rule and met_by in ("", d.met_by.code)
    ]
    return max(found, key=lambda d: d.started.position)


def told(found: Due) -> tuple[str, date, int, int]:
    return found.state.code, found.due, found.days, found.working_days


def test_every_kind_of_deadline_is_in_the_list(tmp_path: Path) -> None:
    """Each act of a typical year that starts one, from D1 to D23."""
    history = (*instead(ENTERED, JIA.submit, JIA.submit, NOTIFIED, CORRECT),)
    found = {d.started.type.code for d in due(tmp_path, "2024-12-31", *history)}
    assert found == {TYPE_OF[body] for body in STARTERS if body not in ELSEWHERE}


# --- D3: hops ---------------------------------------------------------------------


def test_a_hop_is_owed_by_the_body_that_has_the_file(tmp_path: Path) -> None:
    found = one(tmp_path, "2024-05-20", "XN12-8.3a", *SUBMITTED)
    assert found.organisation.id == a.FACTORY
    assert found.organisation.name == "factory（示例）"
    assert found.state.code == "OPEN"
    assert found.rule.citation
    assert not found.provisional
    assert found.calendars == ("calendar/cn-2024@1",)


def test_days_left_and_late_are_counted_both_ways(tmp_path: Path) -> None:
    """2024-05-10 and ten working days; the 11th was a working Saturday."""
    left = one(tmp_path, "2024-05-20", "XN12-8.3a", *SUBMITTED)
    assert told(left) == ("OPEN", date(2024, 5, 23), 3, 3)
    last = one(tmp_path, "2024-05-23", "XN12-8.3a", *SUBMITTED)
    assert told(last) == ("OPEN", date(2024, 5, 23), 0, 0)
    late = one(tmp_path, "2024-05-27", "XN12-8.3a", *SUBMITTED)
    assert told(late) == ("OVERDUE", date(2024, 5, 23), -4, -2)
    assert late.finding


def test_the_employer_meets_its_hop_by_the_recommendation(tmp_path: Path) -> None:
    history = (*PUBLICISED, JIA.recommend)
    found = one(tmp_path, "2024-07-01", "XN12-8.3a", *history)
    assert found.met is not None
    assert found.met.type.code == "application.recommendation-issued"
    assert found.state.code == "MET_LATE"
    assert found.finding
    assert found.started.type.code == "application.submitted"


def test_a_hop_that_returns_the_file_has_done_its_part(tmp_path: Path) -> None:
    found = one(tmp_path, "2024-07-01", "XN12-8.3a", *SUBMITTED, NOTIFIED)
    assert found.state.code == "MET"
    assert found.met_on == date(2024, 5, 15)


# --- D4: corrections --------------------------------------------------------------


def test_a_correction_is_owed_by_the_applicant(tmp_path: Path) -> None:
    found = one(tmp_path, "2024-05-20", "XN6A-3", *SUBMITTED, NOTIFIED)
    assert found.person == a.JIA
    assert found.organisation.id == ""
    assert (found.unit, found.due) == ("ON", date(2024, 5, 24))


def test_a_correction_in_time_is_no_finding(tmp_path: Path) -> None:
    found = one(tmp_path, "2024-06-20", "XN6A-3", *SUBMITTED, NOTIFIED, CORRECT)
    assert found.state.code == "MET"
    assert not found.finding


def test_an_abandonment_shows_what_was_missed_and_when(tmp_path: Path) -> None:
    found = one(tmp_path, "2024-06-20", "XN6A-3", *SUBMITTED, NOTIFIED, ABANDON)
    assert found.state.code == "MISSED"
    assert found.days == -3
    assert found.met is not None
    assert found.met.type.code == "application.deemed-abandoned"


def test_a_matter_that_ends_in_time_takes_its_deadlines_with_it(
    tmp_path: Path,
) -> None:
    found = one(tmp_path, "2024-06-20", "XN6A-3", *SUBMITTED, NOTIFIED, WITHDRAW)
    assert found.state.code == "LAPSED"
    assert not found.finding


# --- D5 and D8: minimum periods ---------------------------------------------------


@pytest.mark.parametrize("day", ["2024-06-12", "2024-06-13", "2024-09-01"])
def test_a_minimum_is_never_late(tmp_path: Path, day: str) -> None:
    found = one(tmp_path, day, "XN12-5.2b", *IN_PUBLICITY)
    assert found.kind.code == "MINIMUM"
    assert found.state.code == ("RUNNING" if day <= "2024-06-13" else "RUN_OUT")
    assert not found.finding


def test_a_closed_publicity_has_met_its_minimum(tmp_path: Path) -> None:
    assert one(tmp_path, "2024-09-01", "XN12-5.2b", *PUBLICISED).state.code == "MET"
    history = (*RESULT_PUBLICITY, CLOSE_PUBLICITY)
    assert one(tmp_path / "b", "2024-09-01", "XN12-5.3d", *history).state.code == "MET"


# --- D2, D6, D7, D9, D13: the session ---------------------------------------------


def test_the_end_of_the_review_is_owed_by_the_office(tmp_path: Path) -> None:
    found = due(tmp_path, "2024-05-10", *ANNOUNCED)
    by_rule = {d.rule.id: d for d in found if d.id == a.SESSION}
    assert set(by_rule) == {"XN12-5.1e", "XN12-4b", "XN12-4a"}
    assert by_rule["XN12-4a"].state.code == "MET"
    assert by_rule["XN12-4b"].organisation.id == a.OFFICE
    assert by_rule["XN12-4b"].met_by.code == "session.concluded"


@pytest.mark.parametrize(
    ("day", "state", "days"), [("2024-05-31", "OPEN", 0), ("2024-06-01", "SHUT", -1)]
)
def test_a_window_shuts_and_nobody_is_late(
    tmp_path: Path, day: str, state: str, days: int
) -> None:
    """D2: declared by the day, or not in this year; the office owes nothing."""
    found = one(tmp_path, day, "XN12-5.1e", *ANNOUNCED)
    assert (found.kind.code, *told(found)[:3]) == (
        "WINDOW",
        state,
        date(2024, 5, 31),
        days,
    )
    assert (found.organisation.id, found.person, found.finding) == ("", "", False)
    at = reader(tmp_path / "again", day, *ANNOUNCED)
    owed = at.ask(lambda rows: due_list(rows, at.states, at.today))
    assert ("XN12-5.1e" in {d.rule.id for d in owed}) is (state == "OPEN")


@pytest.mark.parametrize("closed", ["2024-05-31T18:00", "2024-06-21T17:30"])
def test_whatever_day_acceptance_is_closed_the_window_is_shut(
    tmp_path: Path, closed: str
) -> None:
    closing = CLOSE_ACCEPTANCE.recorded(closed).round_the_rules()
    history = (*ANNOUNCED, closing)
    found = one(tmp_path, "2024-09-01", "XN12-5.1e", *history)
    assert (found.state.code, found.finding) == ("SHUT", False)
    assert found.met is not None
    assert found.met.type.code == "session.acceptance-closed"


@pytest.mark.parametrize(
    ("city", "rule"), [("xianning-2024", "XN12-5.1e"), (LIUZHOU, "LZ-3.2a")]
)
def test_an_amended_notice_moves_its_window(
    tmp_path: Path, city: str, rule: str
) -> None:
    amend = deed(
        session.NoticeAmended,
        a.SESSION,
        [a.OFFICE_STAFF, a.CITY_OFFICER],
        "2024-05-20T09:00",
        declare_until="2024-06-07",
        audit_until="2024-06-28",
        reason="系统维护",
    )
    announced = [d if d is PUBLISH else d.round_the_rules() for d in ANNOUNCED]
    history = in_city(city, [*announced, amend.round_the_rules()])
    found = one(tmp_path, "2024-06-05", rule, *history)
    assert told(found)[:2] == ("OPEN", date(2024, 6, 7))


def test_a_plan_is_filed_before_the_opening(tmp_path: Path) -> None:
    found = one(tmp_path, "2024-06-30", "XN12-5.3a", *PLANNED)
    assert found.state.code == "MET"
    assert (found.due, found.met_on) == (date(2024, 7, 3), date(2024, 6, 24))
    assert found.met == found.started


def test_a_plan_that_is_filed_on_the_day_of_the_meeting_is_late(
    tmp_path: Path,
) -> None:
    late = PLANNED[-1].recorded("2024-07-04T08:00").round_the_rules()
    found = one(tmp_path, "2024-07-05", "XN12-5.3a", *PLANNED[:-1], late)
    assert (found.state.code, found.days) == ("MET_LATE", -1)


def test_publicity_a_working_day_late_is_a_finding(tmp_path: Path) -> None:
    """G12: the review ends on 2024-09-27; publicity on 10-09 is one day late."""
    history = (
        *RESULT_SIGNED,
        CONCLUDE.but(ended_on="2024-09-27").recorded("2024-09-27T16:00"),
        PUBLICISE.but(posted_on="2024-10-09").recorded("2024-10-09T09:00"),
    )
    found = one(tmp_path, "2024-10-10", "XN12-5.3c", *history)
    assert told(found) == ("MET_LATE", date(2024, 10, 8), -1, -1)
    assert found.finding


def test_the_report_is_owed_from_the_end_of_the_review(tmp_path: Path) -> None:
    assert one(tmp_path, "2024-07-08", "XN12-5.3e", *CONCLUDED).state.code == "OPEN"
    reported = one(
        tmp_path / "b", "2024-08-01", "XN12-5.3e", *CONCLUDED, PUBLICISE, REPORT
    )
    assert reported.state.code == "MET"
    assert reported.days == 0


# --- D15 and D21: terms -----------------------------------------------------------


def test_a_filing_is_in_force_until_its_last_day(tmp_path: Path) -> None:
    for number, (day, state) in enumerate(
        [("2027-04-26", "IN_FORCE"), ("2027-04-27", "EXPIRED")]
    ):
        found = one(tmp_path / str(number), day, "XN12-7.1a", *FILED)
        assert (found.kind.code, found.state.code) == ("TERM", state)
        assert found.organisation.id == a.UNIT
        assert not found.finding


def test_a_new_filing_replaces_the_old_one(tmp_path: Path) -> None:
    again = deed(
        committee.Refiled,
        COMMITTEE,
        [a.CITY_OFFICER, a.CITY_SEAL],
        "2024-12-02T09:00",
        filed_on="2024-12-02",
        valid_to="2027-12-02",
        document_no="咸职改备〔2024〕30号（示例）",
    ).round_the_rules()
    found = [
        d
        for d in due(tmp_path, "2025-01-01", *FILED, again)
        if d.rule.id == "XN12-7.1a"
    ]
    assert [d.state.code for d in found] == ["REPLACED", "IN_FORCE"]


def test_terms_are_not_owed(tmp_path: Path) -> None:
    at = reader(tmp_path / "log", "2024-12-01", *ENTERED)
    owed = at.ask(lambda rows: due_list(rows, at.states, at.today))
    assert {d.kind.code for d in owed} <= {"LATEST", "MINIMUM", "REFERENCE"}
    term = one(tmp_path / "b", "2024-12-01", "XN6A-2e", *ENTERED)
    assert (term.person, term.state.code) == (a.JIA, "IN_FORCE")


# --- D20: complaints --------------------------------------------------------------


def test_a_complaint_is_answered_by_refusing_it_too(tmp_path: Path) -> None:
    refuse = deed(
        complaint.NotAccepted,
        COMPLAINT,
        [a.UNIT_OFFICER],
        "2024-08-10T09:00",
        reason="不属受理范围",
    )
    assert one(tmp_path, "2024-08-05", "XN12-8.5b", *COMPLAINED).state.code == "OPEN"
    found = one(tmp_path / "b", "2024-09-01", "XN12-8.5b", *COMPLAINED, refuse)
    assert found.state.code == "MET"


def test_an_extension_moves_the_day_of_the_report(tmp_path: Path) -> None:
    rule, met_by = "XN12-8.5b", "complaint.verification-report-filed"
    before = one(tmp_path, "2024-08-06", rule, *TAKEN_ON, met_by=met_by)
    assert before.due == date(2024, 10, 4)
    after = one(tmp_path / "b", "2024-08-20", rule, *VERIFYING, EXTEND, met_by=met_by)
    assert after.due == date(2024, 11, 3)
    done = one(
        tmp_path / "c", "2024-11-30", rule, *VERIFYING, EXTEND, VERIFIED, met_by=met_by
    )
    assert done.state.code == "MET"


# --- D22: demands of an inspection ------------------------------------------------


def test_a_demand_is_met_by_the_answer_that_names_its_number(tmp_path: Path) -> None:
    """Two demands run at once; answering one does not answer the other."""
    history = (*NOTIFIED_OF_INSPECTION, REQUEST, PROVIDE)
    demands = [d for d in due(tmp_path, "2024-09-12", *history) if d.id == INSPECTION]
    assert [(d.started.type.code, d.state.code) for d in demands] == [
        ("inspection.notice-served", "MET"),
        ("inspection.evidence-requested", "OVERDUE"),
    ]
    assert {d.organisation.id for d in demands} == {a.FACTORY}


def test_an_order_is_owed_by_the_body_of_its_finding(tmp_path: Path) -> None:
    history = (*ORDERED, REPORT_RECTIFIED)
    met_by = "inspection.rectification-reported"
    found = [
        d for d in due(tmp_path, "2024-10-01", *history) if d.met_by.code == met_by
    ]
    assert [(d.state.code, d.organisation.id) for d in found] == [("MET", a.FACTORY)]


# --- D23: references --------------------------------------------------------------


def test_a_reference_is_never_a_finding(tmp_path: Path) -> None:
    """No document puts a number to 及时: what is slow is shown, nobody is blamed."""
    history = (*ADMITTED, DISQUALIFY.round_the_rules())
    day_after = one(tmp_path, "2024-09-03", "XN12-8.4c", *history)
    assert (day_after.kind.code, day_after.state.code) == ("REFERENCE", "OPEN")
    long_after = one(tmp_path / "b", "2024-12-31", "XN12-8.4c", *history)
    assert (long_after.state.code, long_after.finding) == ("BEYOND", False)


# --- calendars, filters -----------------------------------------------------------


def test_a_year_without_a_calendar_gives_a_provisional_date(tmp_path: Path) -> None:
    """G35: nothing is silently computed; the mark stays until a new act counts anew."""
    history = [d for d in SUBMITTED if d is not ADOPT_2024 and d is not JIA.submit]
    history.append(JIA.submit.round_the_rules())
    found = one(tmp_path, "2024-05-20", "XN12-8.3a", *history)
    assert found.provisional
    assert found.calendars == ()


def test_working_days_late_are_a_guess_in_a_year_without_a_calendar(
    tmp_path: Path,
) -> None:
    """The day was certain; how many working days ago it was is not."""
    known = one(tmp_path, "2024-05-27", "XN12-8.3a", *SUBMITTED)
    assert (known.working_days, known.days_provisional) == (-2, False)
    guessed = one(tmp_path / "b", "2027-05-24", "XN12-8.3a", *SUBMITTED)
    assert (guessed.provisional, guessed.days_provisional) == (False, True)


def test_only_what_is_wanted_is_listed_and_findings_can_be_picked(
    tmp_path: Path,
) -> None:
    at = reader(tmp_path / "log", "2024-06-20", *ACCEPTANCE_CLOSED)
    mine = at.ask(
        lambda rows: due_list(
            rows,
            at.states,
            at.today,
            wanted=lambda clock: clock.org == a.FACTORY,
            everything=True,
        )
    )
    assert mine
    assert {d.organisation.id for d in mine} == {a.FACTORY}
    assert all(d.finding for d in late_ones(mine))
    assert [d.due for d in mine] == sorted(d.due for d in mine)


# --- titles -----------------------------------------------------------------------


def test_certificate_data_are_owed_until_they_are_reported(tmp_path: Path) -> None:
    """LZ-6.3a: five working days from the document of 18 July."""
    history = liuzhou(CONFIRMED)
    assert _data(tmp_path / "a", *history) == [("OVERDUE", date(2024, 7, 25))] * 2
    reported = (*history, REPORT_DATA.upon(TITLE))
    assert {state for state, _ in _data(tmp_path / "b", *reported)} == {
        "MET",
        "OVERDUE",
    }


def _data(path: Path, *history: Deed) -> list[tuple[str, date]]:
    found = due(path, "2024-07-29", *history)
    return [told(one)[:2] for one in found if one.rule.id == "LZ-6.3a"]


def test_nothing_is_owed_in_a_session_that_is_not_recognised(tmp_path: Path) -> None:
    """XN6A-7a: its result may not be publicised; that it was late before, stays."""
    owed = one(tmp_path / "1", "2024-09-23", "XN12-5.3c", *lapsed(CONCLUDED))
    assert owed.state.code == "OVERDUE"
    disowned = (*lapsed(CONCLUDED), DISOWN)
    late = one(tmp_path / "2", "2024-09-23", "XN12-5.3c", *disowned)
    assert late.state.code == "MISSED"
    early = DISOWN.recorded("2024-07-08T09:00").but(decided_on="2024-07-08")
    in_time = (*lapsed(CONCLUDED), early)
    over = one(tmp_path / "3", "2024-09-23", "XN12-5.3c", *in_time)
    assert over.state.code == "LAPSED"
