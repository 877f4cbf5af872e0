"""T3: the employer's publicity, day by day."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from aggregates.application import recommending
from projections.trace import publicity
from projections.trace.answer import Reply
from tests.support import actors as a
from tests.support.asking import asked, kinds, rules
from tests.support.builders import DELIBERATED, IN_PUBLICITY, JIA, PUBLICISED
from tests.support.cities import liuzhou, yuncheng
from tests.support.given import Deed, deed

Tell = Callable[[Sequence[Deed]], tuple[Deed, ...]]
CLOSE, RECOMMEND = JIA.close.round_the_rules(), JIA.recommend.round_the_rules()
RAISE = deed(
    recommending.PublicityObjectionRaised,
    JIA.id,
    [a.OFFICE_STAFF],
    "2024-06-11T10:00",
    objection="Y1",
    content="业绩非本人（示例）",
).round_the_rules()
RESOLVE = deed(
    recommending.PublicityObjectionResolved,
    JIA.id,
    [a.HEAD],
    "2024-06-13T10:00",
    objection="Y1",
    substantiated=False,
    findings="属本人（示例）",
).round_the_rules()


def _shown(reply: Reply[publicity.Display]) -> publicity.Display:
    (display,) = reply.rows
    return display


@pytest.mark.parametrize("tell", [tuple, liuzhou])
def test_a_publicity_that_ran_its_time_is_clear(tmp_path: Path, tell: Tell) -> None:
    found = asked(tmp_path, publicity.ask, *tell(PUBLICISED), RECOMMEND)
    assert (found.findings, found.absent) == ((), ())
    assert all(check.met for check in _shown(found).checks)


def test_every_day_is_listed_and_the_full_working_days_are_counted(
    tmp_path: Path,
) -> None:
    """2024-06-10 is the Dragon Boat Festival: a Monday that is not worked."""
    shown = _shown(asked(tmp_path, publicity.ask, *PUBLICISED))
    assert [(one.day.day, one.full) for one in shown.days if one.full] == [
        (6, 1),
        (7, 2),
        (11, 3),
        (12, 4),
        (13, 5),
    ]
    assert [one.day.day for one in shown.days] == list(range(5, 15))
    assert not shown.days[5].working
    assert (shown.full_days, shown.least, shown.provisional) == (5, 5, False)
    assert shown.stands_until == date(2024, 6, 13)
    assert shown.removed_on == date(2024, 6, 14)
    assert (shown.place, shown.contents[0].zh) == ("单位公告栏", "推荐结果")
    assert (len(shown.photo), len(shown.photo_at_end)) == (64, 64)


@pytest.mark.parametrize(
    ("tell", "cited"), [(tuple, {"XN12-5.2b"}), (liuzhou, set()), (yuncheng, set())]
)
def test_a_publicity_that_was_too_short_is_found(
    tmp_path: Path, tell: Tell, cited: set[str]
) -> None:
    """Only Xianning says how long the employer's publicity lasts."""
    short = CLOSE.but(removed_on="2024-06-13").recorded("2024-06-13T09:00")
    found = asked(tmp_path, publicity.ask, *tell(IN_PUBLICITY), short, RECOMMEND)
    assert rules(found) == cited
    assert kinds(found) == ["PUBLICITY_TOO_SHORT"] * len(cited)
    assert [len(one.events) for one in found.findings] == [3] * len(cited)


def test_what_is_displayed_without_achievements_is_found(tmp_path: Path) -> None:
    partly = JIA.open.but(contents=["RECOMMENDATION"], place=" ").round_the_rules()
    found = asked(tmp_path, publicity.ask, *DELIBERATED, partly, CLOSE, RECOMMEND)
    assert kinds(found) == ["PUBLICITY_CONTENTS", "PUBLICITY_PLACE"]


def test_a_publicity_dated_before_its_record_is_found(tmp_path: Path) -> None:
    dated = JIA.open.but(posted_on="2024-06-03").round_the_rules()
    found = asked(tmp_path, publicity.ask, *DELIBERATED, dated, CLOSE, RECOMMEND)
    assert kinds(found) == ["PUBLICITY_BACKDATED"]
    assert _shown(found).full_days == 5


@pytest.mark.parametrize(
    ("tell", "rule"),
    [(tuple, "XN12-5.2c"), (liuzhou, "LZ-4.1.2a"), (yuncheng, "")],
)
def test_a_recommendation_before_the_end_is_found(
    tmp_path: Path, tell: Tell, rule: str
) -> None:
    found = asked(tmp_path, publicity.ask, *tell(IN_PUBLICITY), RECOMMEND, CLOSE)
    early = [one for one in found.findings if one.kind.code == "RECOMMENDED_EARLY"]
    assert [one.rule.id for one in early if one.rule] == [rule] * bool(rule)


@pytest.mark.parametrize(
    ("handled", "expected"),
    [
        ([RESOLVE], []),
        ([], ["OBJECTION_IGNORED"]),
        ([RESOLVE.but(substantiated=True)], ["OBJECTION_IGNORED"]),
    ],
)
def test_an_objection_must_be_handled_before_the_recommendation(
    tmp_path: Path, handled: list[Deed], expected: list[str]
) -> None:
    history = (*IN_PUBLICITY, RAISE, *handled, CLOSE, RECOMMEND)
    found = asked(tmp_path, publicity.ask, *history)
    assert kinds(found) == expected
    (objection,) = _shown(found).objections
    assert (objection.resolved is None) == (not handled)
    assert all(len(one.events) >= 4 for one in found.findings)


@pytest.mark.parametrize(
    ("tell", "rule"), [(tuple, "XN12-5.2b"), (liuzhou, "LZ-4.1.2a"), (yuncheng, "")]
)
def test_a_recommendation_without_any_publicity_is_found(
    tmp_path: Path, tell: Tell, rule: str
) -> None:
    found = asked(tmp_path, publicity.ask, *tell(DELIBERATED), RECOMMEND)
    assert [one.rule.id for one in found.findings if one.rule] == [rule] * bool(rule)
    (missing,) = found.absent
    assert (missing.rule is not None) == bool(rule)
    assert missing.type.code == "application.employer-publicity-opened"


def test_a_publicity_that_runs_is_no_finding(tmp_path: Path) -> None:
    found = asked(tmp_path, publicity.ask, *IN_PUBLICITY, day="2024-06-07")
    assert found.findings == ()
    assert _shown(found).full_days == 1


def test_days_of_a_year_without_a_calendar_are_provisional(tmp_path: Path) -> None:
    known = [d for d in IN_PUBLICITY if d.on != "calendar/cn-2024"]
    bare = [d if n < 10 else d.round_the_rules() for n, d in enumerate(known)]
    shown = _shown(asked(tmp_path, publicity.ask, *bare, CLOSE, RECOMMEND))
    assert shown.provisional
    assert shown.days[5].working
