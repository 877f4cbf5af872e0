"""A bar is shown where the rest takes long, and taken away when it is over."""

from typing import Any

import pytest

from cli import progress
from cli.progress import Counting


class Bar:
    """Stands for rich's bar."""

    def __init__(self) -> None:
        self.task_ids = [7]
        self.told: list[tuple[int, int]] = []
        self.stopped = 0

    def update(self, task: int, *, completed: int, total: int) -> None:
        assert task == 7
        self.told.append((completed, total))

    def stop(self) -> None:
        self.stopped += 1


@pytest.fixture
def bars(monkeypatch: pytest.MonkeyPatch) -> list[Bar]:
    made: list[Bar] = []

    def begin(_label: str) -> Any:
        made.append(Bar())
        return made[-1]

    monkeypatch.setattr(progress, "_begun", begin)
    return made


def test_a_long_rebuild_shows_one_bar_to_its_end(bars: list[Bar]) -> None:
    with Counting("views", least=100, quiet=False) as told:
        for done in (50, 100, 150):
            told(done, 150)
    assert [bar.told for bar in bars] == [[(50, 150), (100, 150), (150, 150)]]
    assert bars[0].stopped == 1


def test_what_is_nearly_done_shows_none(bars: list[Bar]) -> None:
    with Counting("views", least=100, quiet=False) as told:
        told(51, 150)
    assert bars == []


def test_without_a_terminal_there_is_none(bars: list[Bar]) -> None:
    with Counting("views", least=1, quiet=True) as told:
        told(1, 1_000)
    assert bars == []


def test_a_bar_is_taken_away_when_somebody_interrupts(bars: list[Bar]) -> None:
    """Else the cursor stays hidden on the terminal."""

    def interrupted() -> None:
        with Counting("views", least=1, quiet=False) as told:
            told(1, 1_000)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert bars[0].stopped == 1


def test_the_bar_counts_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with Counting("building views", least=1, quiet=False) as told:
        told(1, 3)
        told(3, 3)
    out, err = capsys.readouterr()
    assert out == ""
    assert "building views" in err
    assert "3/3" in err
