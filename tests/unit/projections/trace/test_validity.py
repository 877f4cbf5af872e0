"""T6: the committee on the days that count, and what else comes of an invalid time."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from aggregates.committee import events as committee
from projections.reviewing.committees import committee_on
from projections.store.rows import Rows
from projections.times.asof import AsOf
from projections.trace import inquiry
from projections.trace.answer import Reply
from projections.trace.validity import Validity, ask
from tests.support import actors as a
from tests.support.asking import asked, kinds, reply_of, rules, types
from tests.support.builders import (
    COMMITTEE,
    FILE,
    JIA,
    NOTICE,
    SERIES,
    YI,
    Papers,
    enrol,
    notice_of,
)
from tests.support.builders_session import CERTIFIED, CONFIRM, CONFIRMED, TITLE
from tests.support.builders_supervision import AUTHORITY
from tests.support.cities import liuzhou, yuncheng
from tests.support.domain import Reader, reader
from tests.support.given import Deed, deed, instead

SUSPEND = deed(
    committee.Suspended, COMMITTEE, AUTHORITY, "2024-06-22T09:00", basis="整改（示例）"
).round_the_rules()
RESUME = deed(
    committee.Resumed, COMMITTEE, AUTHORITY, "2024-07-02T09:00", basis="验收（示例）"
).round_the_rules()
CHANGE = deed(
    committee.ChangeOccurred,
    COMMITTEE,
    [a.UNIT_OFFICER],
    "2024-08-01T09:00",
    trigger="REORGANISED",
    occurred_on="2024-06-30",
    document_no="咸编〔2024〕3号（示例）",
    description="组建单位更名（示例）",
).round_the_rules()
SECOND = "session/second"
BING = Papers("bing", session=SECOND)
DRAWN_OPENED_VOTED = [
    "session.experts-drawn",
    "session.opened",
    "session.ballot-tallied",
]


@dataclass
class Then(Reader):
    """A reader who knows only the first records."""

    known: int = 0

    @property
    def states(self) -> AsOf:
        return AsOf(self.log, known=self.known)


def validity_of(
    path: Path, *history: Deed, subject: str = a.SESSION
) -> Reply[Validity]:
    return asked(path, ask, *history, subject=subject)


def among(history: tuple[Deed, ...], *more: Deed) -> tuple[Deed, ...]:
    """Put deeds among others by their time, and judge nothing after the first."""
    start = min((one.at for one in more), default=CONFIRM.at)
    told = [one if one.at < start else one.round_the_rules() for one in history]
    return tuple(sorted([*told, *more], key=lambda one: one.at))


def test_a_committee_that_was_filed_all_the_time_is_told_day_by_day(
    tmp_path: Path,
) -> None:
    reply = validity_of(tmp_path, *CONFIRMED)
    assert (reply.findings, reply.absent) == ((), ())
    (row,) = reply.rows
    assert [day.act.type.code for day in row.days] == [
        "application.accepted",
        "application.accepted",
        *DRAWN_OPENED_VOTED,
        "session.results-confirmed",
    ]
    assert all(day.filing and day.known_then and not day.against for day in row.days)
    assert (row.affected, row.not_recognised) == ((), None)


@pytest.mark.parametrize("subject", [TITLE, COMMITTEE, a.UNIT, a.JIA])
def test_it_is_answered_for_whatever_leads_to_the_review(
    tmp_path: Path, subject: str
) -> None:
    (row,) = validity_of(tmp_path, *CERTIFIED, subject=subject).rows
    assert row.committee.id == COMMITTEE
    whole = subject in (COMMITTEE, a.UNIT)
    assert len(row.days) == (6 if whole else 5)


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN6A-7a"), (yuncheng, "YC12-2b"), (liuzhou, "LZ-5.1a")],
)
def test_a_filing_that_had_run_out_is_found(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    short = FILE.but(valid_to="2024-06-30")
    told = instead(tell(CONFIRMED), FILE, short)
    history = [one if one.at <= short.at else one.round_the_rules() for one in told]
    reply = validity_of(tmp_path, *history)
    assert kinds(reply) == ["COMMITTEE_NOT_VALID"] * 3
    assert rules(reply) == {rule}
    assert [events[-1] for events in types(reply)] == DRAWN_OPENED_VOTED
    assert types(reply)[0][0] == "committee.filed"
    confirmed = reply.rows[0].days[-1]
    assert [one.reason.code for one in confirmed.against] == ["EXPIRED"]


def test_the_last_day_of_a_filing_still_counts(tmp_path: Path) -> None:
    last = FILE.but(valid_to="2024-07-04")
    history = [one.round_the_rules() for one in instead(CONFIRMED, FILE, last)]
    assert validity_of(tmp_path, *history).findings == ()


def test_who_else_comes_of_the_same_time_is_listed(tmp_path: Path) -> None:
    """The blast radius: whose title stands on the same invalid meeting."""
    short = instead(CONFIRMED, FILE, FILE.but(valid_to="2024-06-30"))
    history = [one.round_the_rules() for one in short]
    (row,) = validity_of(tmp_path, *history, subject=JIA.id).rows
    (other,) = row.affected
    assert other.application.id == YI.id
    assert other.title
    assert other.title_stage is not None
    assert other.event.type.code == "session.experts-drawn"


def test_other_sessions_of_the_committee_are_looked_at_too(tmp_path: Path) -> None:
    another = notice_of(SECOND, COMMITTEE, a.OFFICE_STAFF, SERIES)
    history = instead(CONFIRMED, NOTICE, NOTICE, another, enrol("person/bing"))
    suspended = SUSPEND.recorded("2024-06-20T08:00")
    told = among((*history, *BING.whole), suspended)
    (row,) = validity_of(tmp_path, *told, subject=JIA.id).rows
    found = {one.application.id: one.session for one in row.affected}
    assert found == {YI.id: a.SESSION, BING.id: SECOND}


def test_a_committee_that_was_never_filed_is_found(tmp_path: Path) -> None:
    history = [one.round_the_rules() for one in CONFIRMED if one is not FILE]
    reply = validity_of(tmp_path, *history)
    assert len(reply.findings) == 5
    assert [one.type.code for one in reply.absent] == ["committee.filed"]
    assert reply.absent[0].rule is not None
    assert reply.absent[0].rule.id == "XN12-7.1c"


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN12-7.1c"), (yuncheng, "YC12-4.3b"), (liuzhou, "LZ-8.2c")],
)
def test_what_was_done_while_suspended_is_found_and_nothing_after(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    reply = validity_of(tmp_path, *among(tell(CONFIRMED), SUSPEND, RESUME))
    assert types(reply) == [["committee.suspended", "session.experts-drawn"]]
    assert rules(reply) == {rule}


def test_a_suspension_that_the_ledger_learned_of_later_counts(tmp_path: Path) -> None:
    """It was true on the day, whenever it was entered (补录)."""
    late = (
        SUSPEND.but(late={"reason": "文书后补", "paper": bytes(32)})
        .signed(*AUTHORITY, a.SUPERVISOR)
        .recorded("2024-08-01T09:00", done="2024-07-03T09:00")
    )
    reply = validity_of(tmp_path, *CONFIRMED, late)
    assert [events[-1] for events in types(reply)] == DRAWN_OPENED_VOTED[1:]
    assert reply.findings[0].events[0].late


def test_a_withdrawn_power_does_not_come_back(tmp_path: Path) -> None:
    withdrawn = deed(
        committee.ReviewAuthorityWithdrawn,
        COMMITTEE,
        AUTHORITY,
        "2024-07-03T09:00",
        basis="情节严重（示例）",
    ).round_the_rules()
    reply = validity_of(tmp_path, *among(CONFIRMED, withdrawn))
    assert [events[-1] for events in types(reply)] == DRAWN_OPENED_VOTED[1:]
    assert {one.what.en.rpartition(": ")[2] for one in reply.findings} == {
        "the power was withdrawn"
    }


@pytest.mark.parametrize(("tell", "rule"), [(tuple, ""), (yuncheng, "YC12-2b")])
def test_a_change_found_later_counts_from_its_day_where_a_city_says_so(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    reply = validity_of(tmp_path, *tell(CONFIRMED), CHANGE)
    assert rules(reply) == ({rule} if rule else set())
    drawn = reply.rows[0].days[2]
    assert [one.reason.code for one in drawn.against] == ["CHANGED"]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [("series", "经济", "SERIES"), ("level", "FULL_SENIOR", "LEVEL")],
)
def test_an_applicant_beyond_the_filing_is_found(
    tmp_path: Path, field: str, value: str, reason: str
) -> None:
    wide = JIA.draft.but(**{field: value})
    history = [one.round_the_rules() for one in instead(CONFIRMED, JIA.draft, wide)]
    reply = validity_of(tmp_path, *history)
    assert types(reply) == [["committee.filed", "application.accepted"]]
    assert rules(reply) == {"XN6A-7a"}
    assert reply.rows[0].days[0].against[0].reason.code == reason


@pytest.mark.parametrize(("tell", "rule"), [(tuple, "XN6A-7a"), (liuzhou, "LZ-5.1b")])
def test_a_session_announced_beyond_the_filing_is_found(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    told = tell(CONFIRMED)
    notice = next(one for one in told if one.body is NOTICE.body)
    wide = notice.but(levels=["FULL_SENIOR", "INTERMEDIATE", "JUNIOR"])
    place = told.index(notice)
    rest = [one.round_the_rules() for one in told[place + 1 :]]
    reply = validity_of(tmp_path, *told[:place], wide.round_the_rules(), *rest)
    assert [events[-1] for events in types(reply)] == DRAWN_OPENED_VOTED
    assert rules(reply) == {rule}
    assert reply.rows[0].affected == ()


def test_a_confirmation_is_told_and_is_no_act_of_the_committee(tmp_path: Path) -> None:
    late = SUSPEND.recorded("2024-07-10T09:00")
    reply = validity_of(tmp_path, *among(CONFIRMED, late))
    assert reply.findings == ()
    assert reply.rows[0].affected == ()
    assert [one.reason.code for one in reply.rows[0].days[-1].against] == ["SUSPENDED"]
    assert reply.rows[0].days[-1].act.type.code == "session.results-confirmed"


def test_the_decision_not_to_recognise_it_is_named(tmp_path: Path) -> None:
    decided = deed(
        committee.ActsNotRecognised,
        COMMITTEE,
        AUTHORITY,
        "2024-07-17T15:00",
        cause="EXPIRED",
        sessions=[a.SESSION],
        document_no="咸职改办〔2024〕51号（示例）",
        decided_on="2024-07-17",
    ).round_the_rules()
    (row,) = validity_of(tmp_path, *instead(CONFIRMED, CONFIRM, decided)).rows
    assert row.not_recognised is not None
    assert row.not_recognised.type.code == "committee.acts-not-recognised"


def test_of_many_acceptances_only_what_is_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "MANY", 1)
    (row,) = validity_of(tmp_path / "1", *CONFIRMED).rows
    assert "application.accepted" not in {day.act.type.code for day in row.days}
    wide = JIA.draft.but(level="FULL_SENIOR")
    history = [one.round_the_rules() for one in instead(CONFIRMED, JIA.draft, wide)]
    (row,) = validity_of(tmp_path / "2", *history).rows
    assert [day.about.id for day in row.days if day.about.id] == [JIA.id]


@pytest.mark.parametrize("tell", [tuple, yuncheng, liuzhou])
@pytest.mark.parametrize(
    "more", [(), (SUSPEND,), (SUSPEND, RESUME), (CHANGE,), (SUSPEND, CHANGE)]
)
def test_the_view_of_committees_says_the_same_of_each_day(
    tmp_path: Path, tell: Any, more: tuple[Deed, ...]
) -> None:
    """Two readings of the same acts: by moments here, by days in the view."""
    short = instead(tell(CONFIRMED), FILE, FILE.but(valid_to="2024-07-10"))
    told = [one if one.at <= FILE.at else one.round_the_rules() for one in short]
    at = reader(tmp_path / "log", "2024-10-01", *among(tuple(told), *more))
    (row,) = reply_of(at, ask, a.SESSION).rows
    assert row.days
    for day in row.days:
        view = at.ask(partial(_of_the_view, at=at, day=day.day))
        mine = {one.reason.code for one in day.against if one.reason.code in view[1]}
        assert mine == view[0], day


def _of_the_view(rows: Rows, *, at: Reader, day: date) -> tuple[set[str], set[str]]:
    """Return the reasons that the view has on a day, and those that it knows."""
    found = committee_on(rows, at.states, COMMITTEE, day).validity.reasons
    names = {"NOT_FILED": "NEVER_FILED"}
    codes = {names.get(one.code.code, one.code.code) for one in found}
    asked = {"NEVER_FILED", "EXPIRED", "SUSPENDED", "WITHDRAWN"}
    return codes & asked, asked


def test_what_was_not_known_then_is_not_held_against_anybody(tmp_path: Path) -> None:
    """The suspension was true on the day; whoever asked before its entry saw none."""
    late = (
        SUSPEND.but(late={"reason": "文书后补", "paper": bytes(32)})
        .signed(*AUTHORITY, a.SUPERVISOR)
        .recorded("2024-08-01T09:00", done="2024-07-03T09:00")
    )
    at = reader(tmp_path / "log", "2024-10-01", *CONFIRMED, late)
    then = Then(at.log, at.today, known=at.log.size - 1)
    assert len(reply_of(at, ask, a.SESSION).findings) == 2
    assert reply_of(then, ask, a.SESSION).findings == ()
