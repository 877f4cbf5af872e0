"""Deadlines: counted once from the day of the act, stored in it, never another's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from aggregates.application import events as application
from aggregates.deadlines import STARTERS
from aggregates.decider import Act
from aggregates.lookup import application_of
from aggregates.schema import Deadline
from tests.support import actors as a
from tests.support.builders import (
    ADOPT_2024,
    APPLIED_FOR_FILING,
    DECLARING,
    DELIBERATED,
    FILE,
    FILED,
    JIA,
    NOTICE,
    SUBMITTED,
    adopt,
)
from tests.support.builders_session import (
    ACCEPTANCE_CLOSED,
    CERTIFIED,
    COMPLAINED,
    CONCLUDE,
    CONCLUDED,
    ENTER,
    PLAN,
    PUBLICISE,
    RECEIVE,
    RESULT_SIGNED,
    SERVED,
    TAKE_ON,
)
from tests.support.cities import LIUZHOU, YUNCHENG, publish
from tests.support.given import Deed, deed, given, instead

NOTIFIED = deed(
    application.CorrectionRequested,
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
            APPLIED_FOR_FILING,
            FILE,
            (
                "XN12-7.1a",
                "TERM",
                date(2024, 4, 26),
                0,
                "ON",
                date(2027, 4, 26),
                "committee.refiled",
            ),
        ),
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


def test_the_notice_closes_the_window_and_the_year() -> None:
    assert [(r, due) for r, _, _, _, _, due, _ in started(FILED, NOTICE)] == [
        ("XN12-5.1e", date(2024, 5, 31)),
        ("XN12-4b", date(2024, 9, 30)),
    ]


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
    liuzhou = elsewhere(LIUZHOU, FILED, NOTICE)
    assert [(r, due) for r, _, _, _, _, due, _ in liuzhou] == [
        ("LZ-3.2a", date(2024, 5, 31)),
        ("LZ-5.4b", date(2024, 11, 10)),
    ]
    yuncheng = elsewhere(YUNCHENG, FILED, NOTICE)
    assert [(r, due) for r, _, _, _, _, due, _ in yuncheng] == [
        ("LEDGER-DEADLINE", date(2024, 5, 31)),
        ("YC12-4.6a", date(2024, 11, 30)),
    ]


def test_no_city_counts_what_it_does_not_ask() -> None:
    """Neither other city says how long after the review its results are published."""
    assert elsewhere(LIUZHOU, RESULT_SIGNED, CONCLUDE) == []
    assert elsewhere(YUNCHENG, RESULT_SIGNED, CONCLUDE) == []
    assert elsewhere(YUNCHENG, CONCLUDED, PUBLICISE) == []
    assert elsewhere(YUNCHENG, DELIBERATED, JIA.open) == []
    assert elsewhere(YUNCHENG, ACCEPTANCE_CLOSED, PLAN) == []


def test_liuzhou_counts_five_working_days_back_from_the_opening() -> None:
    ((rule, _, start, length, unit, due, _),) = elsewhere(
        LIUZHOU, ACCEPTANCE_CLOSED, PLAN
    )
    assert (rule, start, length, unit, due) == (
        "LZ-5.1d",
        date(2024, 7, 4),
        -5,
        "WD",
        date(2024, 6, 27),
    )


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
