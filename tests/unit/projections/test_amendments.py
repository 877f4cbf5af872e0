"""What the views say after a correction or a recall (domain page 3.10b)."""

from pathlib import Path
from typing import Any

import pytest

from aggregates.schema import EVENT_TYPES
from projections.amendments import amended
from projections.dues.clocks import OVER, RUNNING
from projections.facts import Facts
from projections.publicity import OPEN, PAST
from projections.status import ROWS
from tests.support.builders import (
    AT_THE_DEPARTMENT,
    DECLARING,
    DELIBERATED,
    IN_PUBLICITY,
    JIA,
    PUBLICISED,
)
from tests.support.domain import as_reader, dump, recorded
from tests.support.given import Deed, deed, until, world_after

RECALLED: Any = EVENT_TYPES["application.recalled"].body
CORRECTED: Any = EVENT_TYPES["application.corrected"].body
ATTACHED = until(DECLARING, JIA.materials[1])


def recall(history: tuple[Deed, ...], at: str) -> Deed:
    """Let those who did the newest act of the application recall it."""
    seq = world_after(history).version(JIA.id)
    return deed(RECALLED, JIA.id, history[-1].by, at, seq=seq, reason="误办")


CORRECT = deed(
    CORRECTED,
    JIA.id,
    JIA.by,
    "2024-05-06T11:00",
    seq=world_after(ATTACHED).version(JIA.id),
    field="/obtained_on",
    old="2022-06-30",
    new="2022-07-31",
    reason="日期误填",
)


@pytest.mark.parametrize(
    ("before", "act", "at"),
    [
        (IN_PUBLICITY, PUBLICISED[-1], "2024-06-14T09:30"),
        (AT_THE_DEPARTMENT, JIA.pass_department, "2024-06-17T09:30"),
        (DELIBERATED, JIA.open, "2024-06-05T10:30"),
        (DECLARING, JIA.submit, "2024-05-10T10:30"),
    ],
    ids=[
        "the end of a publicity",
        "an audit of the hop",
        "the opening of a publicity",
        "a submission that starts a hop",
    ],
)
def test_a_recall_takes_back_what_the_act_had_started_and_ended(
    before: tuple[Deed, ...], act: Deed, at: str, tmp_path: Path
) -> None:
    """Deadlines run on, publicities are open, and the stage is the one before.

    The rules do not let an act be recalled that starts a deadline; views are right
    about a log that has such a recall all the same.
    """
    history = (*before, act)
    back_again = recall(history, at).round_the_rules()
    there = dump(as_reader(recorded(tmp_path / "before", *before)))
    done = dump(as_reader(recorded(tmp_path / "done", *history)))
    back = dump(as_reader(recorded(tmp_path / "back", *history, back_again)))
    tables = [table.name for table in (OPEN, PAST, RUNNING, OVER)]
    assert [back[name] for name in tables] == [there[name] for name in tables]
    assert [done[name] for name in tables] != [there[name] for name in tables]
    stages = [
        {row.id: row.stage for row in rows[ROWS.name]} for rows in (there, back, done)
    ]
    assert stages[0] == stages[1] != stages[2]


@pytest.mark.parametrize("seen", [1, 2])
def test_what_is_forgotten_is_folded_with_its_amendments(
    seen: int, tmp_path: Path
) -> None:
    """A view that starts late has the states of one that saw everything."""
    history = (*ATTACHED, CORRECT, recall(ATTACHED, "2024-05-06T12:00"))
    log = recorded(tmp_path / "log", *history)
    whole = Facts(as_reader(log)).of(log.everything)
    late = Facts(as_reader(log)).of(log.everything[-seen:])
    assert [(f.before, f.after) for f in late] == [
        (f.before, f.after) for f in whole[-seen:]
    ]


def test_the_original_is_marked() -> None:
    seq = world_after(ATTACHED).version(JIA.id)
    corrected = (*ATTACHED, CORRECT)
    marks = [
        {n: mark.zh for n, mark in amended(_acts(history)).items()}
        for history in (
            ATTACHED,
            corrected,
            (*corrected, recall(ATTACHED, "2024-05-06T12:00")),
        )
    ]
    assert marks == [{}, {seq: "已更正"}, {seq: "已撤回"}]


def _acts(history: tuple[Deed, ...]) -> list[Any]:
    return [act for act in world_after(history).acts if act.id == JIA.id]
