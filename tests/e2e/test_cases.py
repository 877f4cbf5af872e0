"""Every worked case is played in full, as ``daocha demo`` plays it."""

import re
import time
from pathlib import Path

import pytest

from cli.case.player import Outcome, Stage
from cli.case.script import load_case_file
from cli.demo import CASES, PASSPHRASE, ROUNDS
from cli.front_door import run

NAMES = sorted(path.parent.name for path in CASES.glob("*/case.toml"))
SECONDS = 20
LAST_LINE = re.compile(r"daocha demo: OK, (\d+) events, root ([0-9a-f]{64})")


@pytest.mark.parametrize("name", NAMES)
def test_a_case_goes_as_it_says_and_comes_out_the_same_every_time(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stage = Stage(
        CASES / name, tmp_path / "played", passphrase=PASSPHRASE, rounds=ROUNDS
    )
    try:
        surprises = [surprise(one) for one in stage.play() if not one.as_expected]
        size, root = stage.log.size, stage.log.root_at(stage.log.size).hex()
    finally:
        stage.close()
    assert surprises == []

    begun = time.process_time()
    assert run(["demo", "--case", name]) == 0
    account = capsys.readouterr().out
    found = LAST_LINE.fullmatch(account.splitlines()[-1])
    assert found is not None, account[-2000:]
    assert found.groups() == (str(size), root)
    assert time.process_time() - begun < SECONDS


def surprise(outcome: Outcome) -> str:
    step = outcome.step
    ids = ", ".join(refusal.rule for refusal in outcome.refusals)
    return f"{step.at} {step.act} {step.en}: expected {step.refused}, got {ids}"


def test_the_help_names_every_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "demo", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name in NAMES:
        assert name in shown
        assert load_case_file(CASES / name).en in shown
