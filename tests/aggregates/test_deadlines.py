"""Deadlines: counted once from the day of the act, stored in it, never another's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from aggregates.application import audits, checks
from aggregates.deadlines import STARTERS
from aggregates.decider import Act
from aggregates.draft import Signatory
from aggregates.lookup import application_of
from aggregates.schema import Body, Deadline
from aggregates.session import events as session
from tests.support import actors as a
from tests.support.builders import (
    ADOPT_2024,
    ANNOUNCED,
    APPLIED_FOR_FILING,
    AT_THE_COUNTY,
    AT_THE_DEPARTMENT,
    DECLARING,
    DELIBERATED,
    FILE,
    FILED,
    JIA,
    NOTICE,
    PUBLISH,
    SUBMITTED,
    adopt,
)
from tests.support.builders_session import (
    ACCEPTANCE_CLOSED,
    CERTIFIED,
    CLOSE_PUBLICITY,
    COMPLAINED,
    CONCLUDE,
    CONCLUDED,
    CONFIRM,
    CONSENTED,
    ENTER,
    EXTEND,
    FREEZE,
    PLAN,
    PUBLICISE,
    RECEIVE,
    REPORTED,
    RESULT_SIGNED,
    SERVED,
    SUPPLEMENTED,
    TAKE_ON,
    VERIFYING,
)
from tests.support.cities import (
    DEPLOY,
    LIUZHOU,
    RECHECK,
    UPLOAD,
    UPLOAD_ALL,
    YUNCHENG,
    liuzhou,
    publish,
    yuncheng,
)
from tests.support.given import Deed, deed, given, instead

NOTIFIED = deed(
    audits.CorrectionRequested,
    JIA.id,
    [a.REVIEWER],
    "2024-05-15T09:00",
    reasons=[{"code": "EDU-COPY", "item": "M1", "text": "扫描件不清晰"}],
    until="2024-05-24",
)
Told = tuple[str, str, date, int, str, date, str]


def started(history: Sequence[Deed], what: Deed) -> list[Told]:
    """Return the deadlines that a deed starts, in its own city or another."""
    lead = given(*history).world.drafted(what)[0][0]
    return [told(one) for one in lead.body.deadlines]


def told(one: Deadline) -> Told:
    return one.rule, one.kind, one.start, one.length, one.unit, one.due, one.met_by


# --- what each act starts ---------------------------------------------------------


@pytest.mark.parametrize(
    ("history", "what", "expected"),
    [
        (
            DECLARING,
            JIA.submit,
            # The Saturday 2024-05-11 was a working day.
            (
                "XN12-8.3a",
                "LATEST",
                date(2024, 5, 10),
                10,
                "WD",
                date(2024, 5, 23),
                "application.forwarded",
            ),
        ),
        (
            SUBMITTED,
            NOTIFIED,
            (
                "XN6A-3",
                "LATEST",
                date(2024, 5, 15),
                0,
                "ON",
                date(2024, 5, 24),
                "application.correction-submitted",
            ),
        ),
        (
            DELIBERATED,
            JIA.open,
            # The Dragon Boat holiday of 2024-06-10 does not count.
            (
                "XN12-5.2b",
                "MINIMUM",
                date(2024, 6, 5),
                5,
                "WD",
                date(2024, 6, 13),
                "application.employer-publicity-closed",
            ),
        ),
        (
            ACCEPTANCE_CLOSED,
            PLAN,
            (
                "XN12-5.3a",
                "LATEST",
                date(2024, 6, 24),
                0,
                "ON",
                date(2024, 7, 3),
                "session.review-plan-submitted",
            ),
        ),
        (
            CONCLUDED,
            PUBLICISE,
            (
                "XN12-5.3d",
                "MINIMUM",
                date(2024, 7, 8),
                5,
                "WD",
                date(2024, 7, 15),
                "session.result-publicity-closed",
            ),
        ),
        (
            CERTIFIED,
            RECEIVE.but(received_on="2024-07-30"),
            # The days run from the reception, which the office entered later.
            (
                "XN12-8.5b",
                "LATEST",
                date(2024, 7, 30),
                15,
                "D",
                date(2024, 8, 14),
                "complaint.accepted",
            ),
        ),
        (
            COMPLAINED,
            TAKE_ON,
            (
                "XN12-8.5b",
                "LATEST",
                date(2024, 8, 5),
                60,
                "D",
                date(2024, 10, 4),
                "complaint.verification-report-filed",
            ),
        ),
        (
            SERVED,
            ENTER,
            # The term runs from the decision, not from the entry.
            (
                "XN6A-2e",
                "TERM",
                date(2024, 9, 2),
                0,
                "ON",
                date(2027, 9, 2),
                "",
            ),
        ),
    ],
)
def test_an_act_starts_its_deadline(
    history: Sequence[Deed], what: Deed, expected: Told
) -> None:
    assert started(history, what) == [expected]


def test_a_filing_holds_for_its_term_and_was_due_in_april() -> None:
    """D15: 有效期届满前; and 2024年4月30日前 for everybody, which this filing met."""
    day = date(2024, 4, 26)
    assert started(APPLIED_FOR_FILING, FILE) == [
        ("XN12-7.1a", "TERM", day, 0, "ON", date(2027, 4, 26), "committee.refiled"),
        ("XN12-7.1b", "LATEST", day, 0, "ON", date(2024, 4, 30), "committee.filed"),
    ]


def test_the_notice_closes_the_window_and_the_year() -> None:
    """D1: the notice itself was due by the middle of May, at the latest reading."""
    assert [(r, due) for r, _, _, _, _, due, _ in started(FILED, NOTICE)] == [
        ("XN12-5.1e", date(2024, 5, 31)),
        ("XN12-4b", date(2024, 9, 30)),
        ("XN12-4a", date(2024, 5, 20)),
    ]


def test_a_window_is_no_date_by_which_somebody_is_late() -> None:
    """D2: and an amended notice states the new one itself."""
    amend = deed(
        session.NoticeAmended,
        a.SESSION,
        [a.OFFICE_STAFF, a.CITY_OFFICER],
        "2024-05-20T09:00",
        declare_until="2024-06-07",
        audit_until="2024-06-28",
        reason="系统维护",
    )
    rule, met_by = "XN12-5.1e", "session.acceptance-closed"
    shut = (rule, "WINDOW", date(2024, 4, 30), 0, "ON", date(2024, 5, 31), met_by)
    assert started(FILED, NOTICE)[0] == shut
    assert started(ANNOUNCED, amend) == [
        (rule, "WINDOW", date(2024, 5, 20), 0, "ON", date(2024, 6, 7), met_by)
    ]


def test_an_extension_runs_on_from_where_the_sixty_days_ended() -> None:
    """D20: not from the day on which somebody found the time to extend."""
    met_by = "complaint.verification-report-filed"
    assert started(VERIFYING, EXTEND) == [
        ("XN12-8.5b", "LATEST", date(2024, 10, 4), 30, "D", date(2024, 11, 3), met_by)
    ]


def test_what_is_confirmed_goes_upward_and_into_the_archive_promptly() -> None:
    """D23: references, counted by the profile, since no document counts 及时."""
    assert [
        (r, k, due) for r, k, _, _, _, due, _ in started(SUPPLEMENTED, CONFIRM)
    ] == [
        ("XN6B-4.3f", "REFERENCE", date(2024, 8, 29)),
    ]


@pytest.mark.parametrize(
    ("kind", "rule"), [("UNIT", "XN12-4d"), ("HOSPITAL", "XN12-6.4b")]
)
def test_results_of_a_self_review_go_upward_promptly(kind: str, rule: str) -> None:
    history = [one.round_the_rules() for one in SUPPLEMENTED]
    filed = FILE.but(self_review=kind).round_the_rules()
    own = instead(history, history[SUPPLEMENTED.index(FILE)], filed)
    references = [(r, due) for r, _, _, _, _, due, _ in started(own, CONFIRM)]
    assert references[0] == (rule, date(2024, 8, 1))


@pytest.mark.parametrize(
    ("body", "history", "by"),
    [
        (checks.DepartmentAuditFailed, AT_THE_DEPARTMENT, a.DEPARTMENT_REVIEWER),
        (checks.AuthorityAuditFailed, AT_THE_COUNTY, a.COUNTY_OFFICER),
    ],
)
def test_what_does_not_conform_goes_back_promptly(
    body: type[Body], history: Sequence[Deed], by: Signatory
) -> None:
    """D23, XN12-5.2f: 应及时退回; three working days are a reference (A26)."""
    reasons = [{"code": "EDU-COPY", "item": "M1", "text": "请补正"}]
    failed = deed(body, JIA.id, [by], "2024-06-18T09:00", reasons=reasons)
    start, due = date(2024, 6, 18), date(2024, 6, 21)
    assert started(history, failed) == [
        ("XN12-5.2f", "REFERENCE", start, 3, "WD", due, "application.returned")
    ]
    assert started(liuzhou(history), failed) == []


DONE = "XN12-4b"


@pytest.mark.parametrize(
    ("setting", "due", "met_by"),
    [
        ({}, date(2024, 9, 30), "session.concluded"),
        (
            {"review_done_when": "publicised"},
            date(2024, 9, 30),
            "session.result-publicity-closed",
        ),
        (
            {"review_done_when": "confirmed"},
            date(2024, 9, 30),
            "session.results-confirmed",
        ),
        (
            {"review_done_due.strict": "2024-09-29", "overdue_after": "strict"},
            date(2024, 9, 29),
            "session.concluded",
        ),
    ],
)
def test_what_finishes_the_year_and_when_is_settled_by_the_profile(
    setting: dict[str, str], due: date, met_by: str
) -> None:
    """A4 and A4b: 确保在10月前完成本年度评审各项工作."""
    there = instead(FILED, PUBLISH, publish("xianning-2024", **setting))
    (found,) = [one for one in started(there, NOTICE) if one[0] == DONE]
    assert (found[5], found[6]) == (due, met_by)


def test_in_liuzhou_the_end_of_review_is_a_date_for_two_levels() -> None:
    """LZ-5.4b: 中初级."""
    there = liuzhou(FILED)
    assert "LZ-5.4b" in {one[0] for one in started(there, NOTICE)}
    above = NOTICE.but(levels=["FULL_SENIOR"])
    assert "LZ-5.4b" not in {one[0] for one in started(there, above)}


def test_a_review_that_ended_is_published_in_three_days_and_reported_in_five() -> None:
    assert [(r, due) for r, _, _, _, _, due, _ in started(RESULT_SIGNED, CONCLUDE)] == [
        ("XN12-5.3c", date(2024, 7, 10)),
        ("XN12-5.3e", date(2024, 7, 12)),
    ]


def test_a_deadline_without_its_calendar_is_provisional() -> None:
    """Weekends are all that is known of a year whose calendar is not adopted."""
    bare = instead(DECLARING, ADOPT_2024)
    lead = given(*bare).world.drafted(JIA.submit)[0][0]
    assert lead.body.deadlines[0].provisional
    assert lead.body.deadlines[0].calendars == ()
    known = given(*DECLARING).world.drafted(JIA.submit)[0][0]
    assert not known.body.deadlines[0].provisional
    assert known.body.deadlines[0].calendars == ("calendar/cn-2024@1",)


# --- other cities -----------------------------------------------------------------


def elsewhere(city: str, history: Sequence[Deed], what: Deed) -> list[Told]:
    """Return the deadlines that a deed would start under another city's notice."""
    return started((*history, publish(city)), what.under(city))


def test_another_city_counts_under_its_own_notice() -> None:
    there = elsewhere(LIUZHOU, FILED, NOTICE)
    assert [(r, due) for r, _, _, _, _, due, _ in there] == [
        ("LZ-3.2a", date(2024, 5, 31)),
        ("LZ-5.4b", date(2024, 11, 10)),
    ]
    north = elsewhere(YUNCHENG, FILED, NOTICE)
    assert [(r, due) for r, _, _, _, _, due, _ in north] == [
        ("LEDGER-DEADLINE", date(2024, 5, 31)),
        ("YC12-4.6a", date(2024, 11, 30)),
        ("YC12-4.6b", date(2024, 12, 31)),
    ]


def test_no_city_counts_what_it_does_not_ask() -> None:
    """Neither other city says how long after the review its results are published."""
    assert elsewhere(LIUZHOU, RESULT_SIGNED, CONCLUDE) == []
    assert elsewhere(YUNCHENG, RESULT_SIGNED, CONCLUDE) == []
    assert elsewhere(YUNCHENG, CONCLUDED, PUBLICISE) == []
    assert elsewhere(YUNCHENG, DELIBERATED, JIA.open) == []
    assert elsewhere(YUNCHENG, ACCEPTANCE_CLOSED, PLAN) == []


# --- 柳州: what is filed around the review ------------------------------------------


def in_liuzhou(before: Sequence[Deed], what: Deed) -> list[tuple[str, date, str]]:
    """Return rule, day and what meets it, of the deadlines that a deed starts."""
    found = started(liuzhou(before), what)
    return [(rule, due, met_by) for rule, _, _, _, _, due, met_by in found]


SELF_REVIEW = FILE.but(self_review="UNIT")


def of_its_own(history: Sequence[Deed]) -> tuple[Deed, ...]:
    """Let the committee be that of a self-review body."""
    return instead(history, FILE, SELF_REVIEW)


def test_the_deployment_document_was_due_in_early_july() -> None:
    """D16, A4: 7月上旬前 is over after the tenth."""
    filed = [("LZ-5.4a", date(2024, 7, 10), "session.deployment-document-filed")]
    assert in_liuzhou(FILED, DEPLOY) == filed


def test_the_opening_form_is_due_five_working_days_before() -> None:
    """D6: the opening on 2024-07-04; a self-review body has a clause of its own."""
    due, met_by = date(2024, 6, 27), "session.opening-form-uploaded"
    assert in_liuzhou(CONSENTED, UPLOAD) == [("LZ-5.1d", due, met_by)]
    assert in_liuzhou(of_its_own(CONSENTED), UPLOAD) == [("LZ-6.2a", due, met_by)]


def test_the_pool_was_due_by_the_end_of_july() -> None:
    due = date(2024, 7, 31)
    frozen = [("LZ-5.2b", due, "committee.expert-pool-frozen")]
    assert in_liuzhou(CONSENTED, FREEZE.under(LIUZHOU)) == frozen
    next_year = FREEZE.under(LIUZHOU).but(year=2025)
    assert in_liuzhou(CONSENTED, next_year) == []


def test_confirmation_is_requested_in_five_working_days() -> None:
    """D10: the publicity closed on 2024-07-16."""
    closed = in_liuzhou(REPORTED, CLOSE_PUBLICITY)
    assert closed == [("LZ-6.1b", date(2024, 7, 23), "session.confirmation-requested")]


def test_a_self_review_body_files_its_results_within_a_month() -> None:
    """D11: published on 2024-07-08; 2024-08-08 is a working day."""
    usual = (*liuzhou(CONCLUDED), RECHECK)
    own = of_its_own(instead(usual, UPLOAD, UPLOAD_ALL))
    found = [(rule, due, met) for rule, *_, due, met in started(own, PUBLICISE)]
    assert found[1:] == [
        ("LZ-6.2b", date(2024, 8, 8), "session.results-filed-upward"),
    ]
    assert len(started(usual, PUBLICISE)) == 1


def test_yuncheng_reports_its_data_promptly() -> None:
    found = started(yuncheng(SUPPLEMENTED), CONFIRM)
    assert [(r, k, met) for r, k, _, _, _, _, met in found] == [
        ("YC12-4.5a", "REFERENCE", "session.data-reported")
    ]


# --- nobody stores another --------------------------------------------------------


def with_deadline(**changes: Any) -> Any:
    """Store another deadline than the one that is computed."""

    def alter(acts: tuple[Act, ...]) -> Sequence[Act]:
        lead = acts[0]
        other = msgspec.structs.replace(lead.body.deadlines[0], **changes)
        body = msgspec.structs.replace(lead.body, deadlines=(other,))
        return (replace(lead, body=body), *acts[1:])

    return alter


@pytest.mark.parametrize(
    "changes",
    [
        {"rule": "XN12-5.3a"},
        {"kind": "MINIMUM"},
        {"start": date(2024, 5, 11)},
        {"length": 11},
        {"unit": "D"},
        {"due": date(2024, 5, 24)},
        {"met_by": "application.withdrawn"},
        {"calendars": ()},
        {"provisional": True},
    ],
)
def test_another_deadline_is_refused(changes: dict[str, Any]) -> None:
    given(*DECLARING).when_altered(JIA.submit, with_deadline(**changes)).refused(
        "LEDGER-DEADLINE"
    )


def test_no_deadline_is_refused() -> None:
    def without(acts: tuple[Act, ...]) -> Sequence[Act]:
        body = msgspec.structs.replace(acts[0].body, deadlines=())
        return (replace(acts[0], body=body), *acts[1:])

    given(*DECLARING).when_altered(JIA.submit, without).refused("LEDGER-DEADLINE")


def test_the_computed_deadline_is_accepted() -> None:
    given(*DECLARING).when(JIA.submit).accepted()


def test_a_calendar_adopted_later_changes_no_deadline_that_runs() -> None:
    """Replay copies what was stored; only new acts count by the new calendar."""
    bare = instead(SUBMITTED, ADOPT_2024)
    before = given(*bare).world
    later = adopt(2024).recorded("2024-05-13T09:00")
    after = given(*bare, later).world
    kept = application_of(before, JIA.id)
    assert kept == application_of(after, JIA.id)


def test_a_draft_that_a_new_calendar_has_overtaken_is_refused() -> None:
    """Signed before the calendar was adopted, submitted after."""
    bare = instead(DECLARING, ADOPT_2024)
    stale = given(*bare).world.drafted(JIA.submit)[0]
    later = adopt(2024).recorded("2024-05-10T08:00")
    given(*bare, later).when_altered(
        JIA.submit,
        lambda fresh: (
            replace(
                fresh[0],
                body=msgspec.structs.replace(
                    fresh[0].body, deadlines=stale[0].body.deadlines
                ),
            ),
            *fresh[1:],
        ),
    ).refused("LEDGER-DEADLINE")


def test_every_starter_has_a_place_for_its_deadlines() -> None:
    assert all("deadlines" in body.__struct_fields__ for body in STARTERS)
