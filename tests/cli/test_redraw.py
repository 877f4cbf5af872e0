"""``daocha session redraw``: equal or not, and the exit code that says so."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import redraw
from cli.desk import Desk
from cli.exit_codes import Exit
from tests.support import actors as a
from tests.support.builders_session import DRAW, DRAWN, FROZEN
from tests.support.domain import recorded
from tests.support.given import Deed


@pytest.fixture
def drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs the command on a history."""

    def run(*history: Deed, as_json: bool = False) -> Result:
        @contextmanager
        def reading(_desk: Desk) -> Iterator[SimpleNamespace]:
            yield SimpleNamespace(log=recorded(tmp_path / "log", *history))

        monkeypatch.setattr(redraw, "reading", reading)
        monkeypatch.setattr(redraw, "named_id", lambda _desk, _log, text, _kind: text)
        desk = Desk(as_json=as_json)
        return CliRunner().invoke(redraw.command(), [a.SESSION], obj=desk)

    return run


def test_a_draw_by_the_rules_is_equal(drawn_again: Any) -> None:
    done = drawn_again(*DRAWN)
    assert done.exit_code == Exit.DONE
    assert "重算结果与记录一致" in done.stdout
    assert "✘" not in done.stdout


def test_a_draw_that_was_steered_is_told_and_ends_with_six(drawn_again: Any) -> None:
    steered = DRAW.but(selected=[0, 1, 2, 3, 4]).round_the_rules()
    done = drawn_again(*FROZEN, steered)
    assert done.exit_code == Exit.FALSE
    assert "不一致" in done.stdout
    assert "(0, 1, 2, 3, 4)" in done.stdout


def test_programs_are_told_the_same(drawn_again: Any) -> None:
    told = json.loads(drawn_again(*DRAWN, as_json=True).stdout)
    assert told["equal"] is True
    assert {one["code"] for one in told["comparisons"]} >= {"SELECTED", "POOL"}
    steered = DRAW.but(alternates=[]).round_the_rules()
    told = json.loads(drawn_again(*FROZEN, steered, as_json=True).stdout)
    assert [one["code"] for one in told["comparisons"] if not one["equal"]] == [
        "ALTERNATES"
    ]


def test_where_nothing_was_drawn_the_usage_is_wrong(drawn_again: Any) -> None:
    done = drawn_again(*FROZEN)
    assert done.exit_code == Exit.USAGE
    assert "没有可以重算的抽取" in done.stderr
