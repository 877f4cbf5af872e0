"""The index of the rule book leads to every rule of a type of act, in one order."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from scripts.rule_index import INDEX, rule_index

ROOT = Path(__file__).parents[2]
ASKED = """
from aggregates.rule_index import load_rules
from aggregates.rulebook import rules_for
{before}
load_rules({type!r})
for one in rules_for({type!r}):
    print(one.home, one.judge.__name__, *one.ids)
"""


def asked(event_type: str, before: str = "") -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", ASKED.format(type=event_type, before=before)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_the_index_names_every_rule_that_is_registered() -> None:
    assert msgspec.json.decode(INDEX.read_bytes()) == rule_index(), "make rules"


@pytest.mark.parametrize(
    "event_type",
    ["application.submitted", "application.accepted", "application.confirmed"],
)
def test_a_type_of_act_alone_is_judged_as_with_the_whole_rule_book(
    event_type: str,
) -> None:
    alone = asked(event_type)

    assert alone == asked(event_type, before="import aggregates.rule_modules")
    assert len(alone) > 1


def test_one_type_before_another_changes_no_order() -> None:
    before = "load_rules('application.confirmed')"

    assert asked("application.submitted", before) == asked("application.submitted")


def test_judging_one_type_loads_no_rules_on_other_matters() -> None:
    before = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(any(\n"
        "    name.startswith('aggregates.history.rules') for name in sys.modules)))"
    )

    assert asked("application.forwarded", before)[-1] == "False"
