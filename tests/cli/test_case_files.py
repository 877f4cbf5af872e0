"""Worked cases as files: what is refused when one is read or played."""

from pathlib import Path

import pytest

from cli.case.player import Stage
from cli.case.script import load_case
from ledger.errors import MalformedError

CASE = """
name = "small"
zh = "小案例"
en = "a small case"
begins = "2024-04-24T08:00"
profile = "xianning-2024"
calendars = [2024]
authority = ["officer", "city-seal"]
registry_until = 2028-01-01
[show]
forger = "officer"
commands = []
[organisations.city]
name = "市职改办（示例）"
org_kind = "AUTHORITY"
level = "CITY"
territory = "421200"
custodian = "officer"
[people.registrar]
name = "登记员（示例）"
founder = "REGISTRAR"
[people.supervisor]
name = "授权监督员（示例）"
founder = "SUPERVISOR"
[people.officer]
name = "经办人（示例）"
roles = [{ role = "AUTHORITY_OFFICER", org = "city" }]
"""
STEP = """
[[step]]
at = "{at}"
act = "policy.published"
on = "policy/xianning-2024"
by = ["officer", "city-seal"]
[step.body]
profile = "{profile}"
"""


def case_of(folder: Path, *steps: str) -> Path:
    (folder / "case.toml").write_text(CASE, encoding="utf-8")
    (folder / "steps-1.toml").write_text("".join(steps), encoding="utf-8")
    return folder


def test_steps_are_told_in_the_order_of_their_times(tmp_path: Path) -> None:
    """A step told after a later one would be recorded at the later time."""
    first = STEP.format(at="2024-05-02T09:00", profile="a")
    second = STEP.format(at="2024-05-02T08:59", profile="b")
    _, steps = load_case(case_of(tmp_path, first, first))
    assert [step.at for step in steps] == ["2024-05-02T09:00"] * 2
    with pytest.raises(MalformedError, match=r"order, got 2024-05-02T08:59 after"):
        load_case(case_of(tmp_path, first, second))


def test_an_event_that_is_cited_must_be_there(tmp_path: Path) -> None:
    cited = STEP.format(
        at="2024-05-02T09:00", profile="event:city organisation.amended"
    )
    stage = Stage(
        case_of(tmp_path, cited), tmp_path / "ledger", passphrase=b"demo", rounds=1
    )
    try:
        found = stage.values.of("event:city organisation.registered")
        (registered,) = stage.log.events(stage.cast.known_id("city"))
        assert found == {
            "id": registered.id,
            "seq": 1,
            "hash": registered.hash,
        }
        with pytest.raises(MalformedError, match=r"organisation\.amended of city"):
            list(stage.play())
    finally:
        stage.close()
