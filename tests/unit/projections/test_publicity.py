"""What is publicised now, where, and when it may end."""

from datetime import date
from pathlib import Path

from aggregates.application import recommending
from projections.publicity import (
    Publicity,
    Shown,
    open_publicities,
    past_publicities,
)
from tests.support import actors as a
from tests.support.builders import IN_PUBLICITY, JIA, PUBLICISED, SERIES
from tests.support.builders_entrustment import ACCEPTED, CLOSE, OPEN
from tests.support.builders_session import (
    CLOSE_PUBLICITY,
    RESULT_PUBLICITY,
)
from tests.support.cities import liuzhou
from tests.support.domain import reader
from tests.support.given import Deed, deed

REFUSE = deed(
    recommending.RecommendationRefused,
    JIA.id,
    [a.HEAD],
    "2024-06-07T09:00",
    reasons=[{"code": "OBJECTION", "item": "", "text": "公示期间反映属实"}],
)


def publicities(
    path: Path, day: str, *history: Deed
) -> tuple[tuple[Publicity, ...], tuple[Publicity, ...]]:
    at = reader(path / "log", day, *history)
    return at.ask(
        lambda rows: (
            open_publicities(rows, at.states, at.today),
            past_publicities(rows, at.states, at.today),
        )
    )


def test_an_open_publicity_says_where_and_until_when(tmp_path: Path) -> None:
    (found,), past = publicities(tmp_path, "2024-06-07", *IN_PUBLICITY)
    assert past == ()
    assert found.kind.code == "EMPLOYER"
    assert (found.id, found.organisation.id) == (JIA.id, a.FACTORY)
    assert found.place == "单位公告栏"
    assert found.contents == ("RECOMMENDATION", "ACHIEVEMENTS")
    assert (found.posted_on, found.since) == (date(2024, 6, 5), date(2024, 6, 5))
    assert (found.until, found.days_left) == (date(2024, 6, 13), 6)
    assert not found.provisional


def test_the_minimum_runs_out_and_the_publicity_stays_open(tmp_path: Path) -> None:
    (found,), _ = publicities(tmp_path, "2024-06-20", *IN_PUBLICITY)
    assert found.days_left == -7
    assert found.closed is None


def test_a_closed_publicity_is_past(tmp_path: Path) -> None:
    still, (found,) = publicities(tmp_path, "2024-07-01", *PUBLICISED)
    assert still == ()
    assert found.closed is not None
    assert found.closed.type.code == "application.employer-publicity-closed"


def test_a_publicity_that_was_broken_off_names_what_broke_it(tmp_path: Path) -> None:
    still, (found,) = publicities(tmp_path, "2024-07-01", *IN_PUBLICITY, REFUSE)
    assert still == ()
    assert found.closed is not None
    assert found.closed.type.code == "application.recommendation-refused"


def test_an_open_publicity_shows_who_stands_on_it_and_nothing_more(
    tmp_path: Path,
) -> None:
    """Document numbers, birth dates, votes: nothing that a board does not need."""
    (found,), _ = publicities(tmp_path, "2024-06-07", *IN_PUBLICITY)
    assert Shown.__struct_fields__ == ("person", "employer", "series", "level")
    (shown,) = found.shown
    assert (shown.person, shown.employer.id) == (a.JIA, a.FACTORY)
    assert (shown.series, shown.level.zh) == (SERIES, "中级")


def test_the_board_of_results_shows_those_who_are_on_the_published_list(
    tmp_path: Path,
) -> None:
    """And a board that was taken down shows nobody."""
    (found,), past = publicities(tmp_path, "2024-07-09", *RESULT_PUBLICITY)
    assert [shown.person for shown in found.shown] == [a.JIA, a.YI]
    assert {shown for one in past for shown in one.shown} == set()


def test_an_entrusting_body_publicises_in_its_own_scope(tmp_path: Path) -> None:
    """LZ-6.1c: 由委托机构和受委托评委会组建单位在各自范围进行公示."""
    here = liuzhou(ACCEPTED)
    history = (*here, OPEN.round_the_rules())
    (found,), _ = publicities(tmp_path, "2024-07-10", *history)
    assert (found.kind.code, found.organisation.id) == ("ENTRUSTED", a.FACTORY)
    assert found.persons == len(found.shown) > 0
    assert found.until is not None
    closed = (*history, CLOSE.round_the_rules())
    still, past = publicities(tmp_path / "b", "2024-08-20", *closed)
    assert (still, [one.kind.code for one in past]) == ((), ["ENTRUSTED"])


def test_results_are_publicised_by_the_session(tmp_path: Path) -> None:
    (found,), past = publicities(tmp_path, "2024-07-09", *RESULT_PUBLICITY)
    assert (found.kind.code, found.id, found.persons) == ("RESULT", a.SESSION, 2)
    assert found.until == date(2024, 7, 15)
    assert {one.kind.code for one in past} == {"EMPLOYER"}
    still, _ = publicities(
        tmp_path / "b", "2024-07-20", *RESULT_PUBLICITY, CLOSE_PUBLICITY
    )
    assert still == ()
