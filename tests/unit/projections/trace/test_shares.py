"""T14: shares, what they oblige to, and recommending while suspended."""

from pathlib import Path

from aggregates.organisation import events as organisation
from tests.aggregates.inspection.test_acknowledging import AUDIT, EXPLAIN, whole
from tests.support import actors as a
from tests.support.asking import answered, kinds, rules
from tests.support.builders import AT_THE_DEPARTMENT, JIA, PUBLICISED, SUBMITTED
from tests.support.cities import liuzhou
from tests.support.given import deed
from tests.unit.projections.test_thresholds import FAILED

STATED = AUDIT.but(whole=whole(1)).round_the_rules()
SUSPEND = deed(
    organisation.RecommendingRightSuspended,
    a.FACTORY,
    [a.CITY_OFFICER, a.CITY_SEAL],
    "2024-06-13T09:00",
    year=2024,
    basis="柳州市2024年通知 四（一）1",
).round_the_rules()


def test_where_no_share_is_stated_there_is_none(tmp_path: Path) -> None:
    answer = answered("T14", tmp_path, *SUBMITTED)
    assert answer.rows == ()
    assert answer.verdict.code == "NO_EVENT"
    assert a.FACTORY in {one.about.id for one in answer.absent}


def test_a_body_below_its_limit_is_clear(tmp_path: Path) -> None:
    answer = answered("T14", tmp_path, *liuzhou(AT_THE_DEPARTMENT))
    row = next(r for r in answer.rows if r.body.id == a.FACTORY)
    assert (row.fraction, row.crossed) == ("0/1", False)
    assert answer.verdict.code == "CLEAR"


def test_what_a_reached_share_demands_is_open_until_it_is_met(tmp_path: Path) -> None:
    answer = answered("T14", tmp_path / "a", *FAILED, STATED)
    row = next(r for r in answer.rows if r.acknowledged)
    assert (row.fraction, row.crossed, row.stated) == ("1/1", True, ("1/1 · 1/1",))
    assert kinds(answer) == ["OBLIGATION_OPEN"] * 2
    explained = (*FAILED, STATED, EXPLAIN.round_the_rules())
    assert kinds(answered("T14", tmp_path / "b", *explained)) == ["OBLIGATION_OPEN"]


def test_a_denominator_that_is_not_the_ledger_s_is_found(tmp_path: Path) -> None:
    """A body that states more declarations than there were comes out below 10 %."""
    stated = AUDIT.but(whole=whole(9)).round_the_rules()
    answer = answered("T14", tmp_path, *FAILED, stated)
    assert "SHARE_OTHER_WHOLE" in kinds(answer)
    assert "LZ-4.1.1c" in rules(answer)


def test_who_recommended_while_suspended_is_found(tmp_path: Path) -> None:
    nevertheless = JIA.recommend.round_the_rules()
    history = liuzhou((*PUBLICISED, SUSPEND, nevertheless))
    answer = answered("T14", tmp_path, *history)
    assert kinds(answer) == ["RECOMMENDED_WHILE_SUSPENDED"]
    assert rules(answer) == {"LZ-4.1.1d"}
    (row,) = [r for r in answer.rows if hasattr(r, "recommended")]
    assert [one.type.code for one in row.recommended] == [
        "application.recommendation-issued"
    ]


def test_who_stopped_when_suspended_is_clear(tmp_path: Path) -> None:
    answer = answered("T14", tmp_path, *liuzhou((*PUBLICISED, SUSPEND)))
    (row,) = [r for r in answer.rows if hasattr(r, "recommended")]
    assert row.recommended == ()
    assert kinds(answer) == []
