"""T7: the plan of a review, and where reality departed from plan and notice."""

from pathlib import Path
from typing import Any

import pytest

from aggregates.session import events as session
from aggregates.session import papers
from projections.trace.answer import Reply
from projections.trace.plan import PlanRow, ask
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules, types
from tests.support.builders import ACCEPTED, COMMITTEE, JIA, NOTICE, YI, public
from tests.support.builders_session import (
    ACCEPTANCE_CLOSED,
    CLOSE_ACCEPTANCE,
    CONFIRMED,
    CONSENT,
    CONSENTED,
    OPEN,
    OPENED,
    OPINION,
    PLAN,
    PLANNED,
    TALLIED,
)
from tests.support.cities import UPLOAD, liuzhou, yuncheng
from tests.support.given import Deed, deed, instead, until

AMEND = deed(
    session.NoticeAmended,
    a.SESSION,
    [a.OFFICE_STAFF, a.CITY_OFFICER],
    "2024-05-29T09:00",
    declare_until="2024-06-07",
    audit_until="2024-06-21",
    reason="系统停机两日（示例）",
)


def plan_of(path: Path, *history: Deed, subject: str = a.SESSION) -> Reply[PlanRow]:
    return asked(path, ask, *history, subject=subject)


def after(history: tuple[Deed, ...], old: Deed, *new: Deed) -> tuple[Deed, ...]:
    """Tell the history with one deed otherwise, and nothing judged after it."""
    place = history.index(old)
    rest = [one.round_the_rules() for one in history[place + 1 :]]
    return (*history[:place], *(one.round_the_rules() for one in new), *rest)


def but(parts: list[dict[str, str]], *without: str) -> list[dict[str, str]]:
    return [part for part in parts if part["code"] not in without]


@pytest.mark.parametrize("subject", [JIA.id, a.SESSION, COMMITTEE, a.OFFICE])
def test_a_plan_that_was_kept_is_told_with_its_consent(
    tmp_path: Path, subject: str
) -> None:
    reply = plan_of(tmp_path, *CONFIRMED, subject=subject)
    assert (reply.findings, reply.absent) == ((), ())
    (row,) = reply.rows
    assert row.plan is not None
    assert row.consented is not None
    assert row.opened is not None
    assert (row.missing, row.departures, row.outside) == ((), (), ())
    assert [(due.rule.id, due.state.code) for due in row.due] == [("XN12-5.3a", "MET")]


def test_a_plan_that_was_filed_too_late_is_found(tmp_path: Path) -> None:
    late = PLAN.but(opening_on="2024-06-24").round_the_rules()
    reply = plan_of(tmp_path, *ACCEPTANCE_CLOSED, late)
    assert kinds(reply) == ["DEADLINE_MISSED"]
    assert rules(reply) == {"XN12-5.3a"}
    assert set(types(reply)[0]) == {"session.review-plan-submitted"}


@pytest.mark.parametrize(
    ("tell", "part", "rule"),
    [(tuple, "PASS_RATE", "XN12-5.3b"), (yuncheng, "DISCIPLINE", "YC12-4.6d")],
)
def test_a_plan_that_is_not_complete_is_found(
    tmp_path: Path, tell: Any, part: str, rule: str
) -> None:
    history = tell(PLANNED)
    plan = history[-1]
    short = plan.but(parts=but(plan.fields["parts"], part)).round_the_rules()
    reply = plan_of(tmp_path, *history[:-1], short)
    assert kinds(reply) == ["PLAN_INCOMPLETE"]
    assert rules(reply) == {rule}
    assert [one.code for one in reply.rows[0].missing] == [part]


@pytest.mark.parametrize(
    ("tell", "rule"), [(tuple, "XN6B-4.3d"), (yuncheng, "YC12-4.6e"), (liuzhou, "")]
)
def test_an_opening_without_consent_is_found_where_it_is_asked_for(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    history = tell(OPENED)
    reply = plan_of(tmp_path, *after(history, CONSENT))
    assert rules(reply) == ({rule} if rule else set())
    assert reply.rows[0].consented is None
    opened = ["session.review-plan-submitted", "session.opened"]
    assert types(reply) == ([opened] if rule else [])


def test_consent_to_an_earlier_plan_is_none_to_this_one(tmp_path: Path) -> None:
    again = PLAN.recorded("2024-06-25T16:00").round_the_rules()
    (row,) = plan_of(tmp_path, *CONSENTED, again).rows
    assert row.consented is None
    assert [ref.type.code for ref in row.earlier] == ["session.review-plan-submitted"]


def test_another_day_numbers_standard_and_pass_rate_are_found(tmp_path: Path) -> None:
    strict = PLAN.but(
        opening_on="2024-07-03",
        members=3,
        pass_ceiling={"numerator": 1, "denominator": 2},
        scoring_standard="另一标准",
    )
    reply = plan_of(tmp_path, *after(TALLIED, PLAN, strict))
    codes = {one.code.code for one in reply.rows[0].departures}
    assert codes >= {"OPENING_DAY", "STANDARD", "PASS_RATE"}
    assert rules(reply) >= {"XN12-8.2a", "XN12-8.2b", "XN12-8.2c"}


def test_what_departs_on_another_application_is_left_out(tmp_path: Path) -> None:
    other = OPINION.but(standard="另一标准").round_the_rules()
    history = (*OPENED, other)
    assert rules(plan_of(tmp_path / "1", *history, subject=JIA.id)) == {"XN12-8.2b"}
    assert rules(plan_of(tmp_path / "2", *history, subject=YI.id)) == set()


@pytest.mark.parametrize(
    ("tell", "rule"), [(tuple, "XN12-5.1e"), (liuzhou, "LZ-3.2a"), (yuncheng, "")]
)
def test_a_declaration_after_the_window_is_found(
    tmp_path: Path, tell: Any, rule: str
) -> None:
    late = JIA.submit.recorded("2024-06-01T09:00")
    history = after(tell(ACCEPTANCE_CLOSED), JIA.submit, late)
    reply = plan_of(tmp_path, *history, subject=JIA.id)
    assert rules(reply) == ({rule} if rule else set())
    (one,) = reply.rows[0].outside
    assert (one.what.code, one.found) == ("DECLARATION", "2024-06-01")
    assert one.allowed == "2024-05-06 – 2024-05-31"


def test_an_amendment_moves_the_window_for_what_comes_after_it(tmp_path: Path) -> None:
    late = JIA.submit.recorded("2024-06-01T09:00")
    history = after(ACCEPTANCE_CLOSED, JIA.submit, AMEND, late)
    reply = plan_of(tmp_path / "before", *history, subject=JIA.id)
    assert reply.rows[0].outside == ()
    healing = AMEND.recorded("2024-06-03T09:00")
    history = after(ACCEPTANCE_CLOSED, JIA.submit, late, healing)
    reply = plan_of(tmp_path / "after", *history, subject=JIA.id)
    assert [one.what.code for one in reply.rows[0].outside] == ["DECLARATION"]


def test_an_acceptance_after_the_audits_closed_is_found(tmp_path: Path) -> None:
    late = JIA.accept.recorded("2024-06-22T09:00")
    reply = plan_of(tmp_path, *after(ACCEPTANCE_CLOSED, JIA.accept, late))
    assert [one.what.code for one in reply.rows[0].outside] == ["ACCEPTANCE"]
    assert rules(reply) == {"XN12-8.2a"}
    assert types(reply) == [["session.review-notice-published", "application.accepted"]]


def test_who_was_accepted_late_and_not_admitted_yet_is_found_too(
    tmp_path: Path,
) -> None:
    late = JIA.accept.recorded("2024-06-22T09:00").round_the_rules()
    reply = plan_of(tmp_path, *until(ACCEPTED, JIA.to_office), late)
    assert [one.about.id for one in reply.rows[0].outside] == [JIA.id]


def test_acceptance_that_was_closed_early_is_found(tmp_path: Path) -> None:
    early = CLOSE_ACCEPTANCE.recorded("2024-06-20T17:00").round_the_rules()
    reply = plan_of(tmp_path, *instead(ACCEPTANCE_CLOSED, CLOSE_ACCEPTANCE, early))
    assert [one.what.code for one in reply.rows[0].outside] == ["CLOSED_EARLY"]
    assert rules(reply) == {"XN12-8.2a"}


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [("series", "经济", "SERIES"), ("level", "FULL_SENIOR", "LEVEL")],
)
def test_an_applicant_outside_the_scope_of_the_notice_is_found(
    tmp_path: Path, field: str, value: str, what: str
) -> None:
    wide = JIA.draft.but(**{field: value})
    reply = plan_of(
        tmp_path, *after(ACCEPTANCE_CLOSED, JIA.draft, wide), subject=JIA.id
    )
    assert [one.what.code for one in reply.rows[0].outside] == [what]
    assert rules(reply) == {"XN12-8.2a"}


def test_a_review_without_plan_or_notice_is_said_to_lack_them(tmp_path: Path) -> None:
    history = [one.round_the_rules() for one in OPENED if one is not PLAN]
    reply = plan_of(tmp_path / "plan", *history)
    assert [(one.type.code, one.rule and one.rule.id) for one in reply.absent] == [
        ("session.review-plan-submitted", "XN12-5.3a")
    ]
    history = [one.round_the_rules() for one in OPENED if one is not NOTICE]
    reply = plan_of(tmp_path / "notice", *history)
    assert "session.review-notice-published" in {one.type.code for one in reply.absent}


def test_liuzhou_asks_for_the_opening_form(tmp_path: Path) -> None:
    told = liuzhou(OPENED)
    assert plan_of(tmp_path / "1", *told).absent == ()
    reply = plan_of(tmp_path / "2", *after(told, UPLOAD))
    assert [(one.type.code, one.rule and one.rule.id) for one in reply.absent] == [
        ("session.opening-form-uploaded", "LZ-5.1d")
    ]


def test_a_form_that_came_too_late_is_found_in_liuzhou(tmp_path: Path) -> None:
    told = liuzhou(OPENED)
    late = UPLOAD.recorded("2024-07-03T16:00")
    reply = plan_of(tmp_path, *after(told, UPLOAD, late))
    assert kinds(reply) == ["DEADLINE_MISSED"]
    assert rules(reply) == {"LZ-5.1d"}


def test_opening_on_another_day_than_planned_is_found(tmp_path: Path) -> None:
    moved = OPEN.recorded("2024-07-05T09:00").round_the_rules()
    reply = plan_of(tmp_path, *instead(OPENED, OPEN, moved))
    assert kinds(reply) == ["NOT_AS_PLANNED"]
    assert rules(reply) == {"XN12-8.2a"}
    assert "2024-07-05" in reply.findings[0].what.zh


def test_the_health_department_is_told_where_it_looked(tmp_path: Path) -> None:
    looked = deed(
        papers.HealthDepartmentReviewed,
        a.SESSION,
        [a.HEALTH_OFFICER, a.HEALTH_SEAL],
        "2024-06-22T09:00",
        document=public("plan"),
        approved=True,
        opinion="同意（示例）",
    ).round_the_rules()
    (row,) = plan_of(tmp_path, *ACCEPTANCE_CLOSED, looked, PLAN).rows
    assert row.health is not None
