"""Every worked case is played in full, as ``daocha demo`` plays it."""

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from aggregates.policy.catalogue import load_catalogue
from aggregates.policy.profile import load_profile
from cli.case.player import Outcome, Stage
from cli.case.script import Step, load_case, load_case_file
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


# --- what a case of a city shows


CIRCULATED = "circular.issued"
ACTS: Mapping[tuple[str, str], frozenset[str]] = {
    ("COMMITTEE", "RECTIFY"): frozenset({"committee.rectification-ordered"}),
    ("COMMITTEE", "SUSPEND"): frozenset({"committee.suspended"}),
    ("COMMITTEE", "WITHDRAW"): frozenset({"committee.review-authority-withdrawn"}),
    ("EMPLOYER", "RECTIFY"): frozenset({"inspection.rectification-ordered"}),
    ("EMPLOYER", "EXPLAIN"): frozenset({"inspection.explanation-submitted"}),
    ("DEPARTMENT", "EXPLAIN"): frozenset({"inspection.explanation-submitted"}),
    ("DEPARTMENT", "RECTIFY"): frozenset(
        {"inspection.rectification-ordered", "inspection.rectification-plan-submitted"}
    ),
    ("DEPARTMENT", "SUSPEND"): frozenset({"organisation.recommending-right-suspended"}),
}
"""By which acts a measure against a kind of body is taken."""


def taken(steps: Sequence[Step], kind: str, measure: str) -> bool:
    if measure == "CIRCULATE":
        return any(
            step.act == CIRCULATED and step.body["subject_kind"] == kind
            for step in steps
        )
    return not ACTS[kind, measure].isdisjoint(step.act for step in steps)


@pytest.mark.parametrize("name", ["liuzhou-2024", "yuncheng-2024"])
def test_every_sanction_of_a_city_is_taken_in_its_case(name: str) -> None:
    profile = load_profile(name)
    recorded = [step for step in load_case(CASES / name)[1] if not step.refused]
    stated = {
        "COMMITTEE": profile.committee_sanctions,
        "EMPLOYER": profile.employer_sanctions,
        "DEPARTMENT": profile.department_sanctions,
    }
    missing = [
        (kind, measure)
        for kind, measures in stated.items()
        for measure in measures
        if not taken(recorded, kind, measure)
    ]
    assert missing == []
    proposed = [step for step in recorded if step.act == "integrity.entry-proposed"]
    assert {step.body["role"] for step in proposed} == set(profile.blacklist.roles)


def test_every_hard_rule_of_yuncheng_refuses_an_attempt_in_its_case() -> None:
    """The notice is short enough for one year to show all that it forbids."""
    _, steps = load_case(CASES / "yuncheng-2024")
    hard = {
        known.id
        for known in load_catalogue().values()
        if known.id.startswith("YC12") and {"H", "H-soft"} & set(known.classes)
    }
    assert hard <= {rule for step in steps for rule in step.refused}
