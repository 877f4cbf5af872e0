"""The catalog knows every type of act, and reads them without the rule book."""

import subprocess
import sys
from pathlib import Path

import pytest

COUNT = """
import {modules}
import sys
from aggregates.schema import EVENT_TYPES
from aggregates.rulebook import RULES
print(len(EVENT_TYPES), len(RULES), "aggregates.judge" in sys.modules)
"""


def counted(modules: str) -> tuple[int, int, bool]:
    done = subprocess.run(
        [sys.executable, "-c", COUNT.format(modules=modules)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    types, rules, judge = done.stdout.split()
    return int(types), int(rules), judge == "True"


def test_the_catalog_alone_knows_every_type_of_act_and_no_rule() -> None:
    types, rules, judge = counted("aggregates.catalog")

    assert (types, 0, False) == (
        counted("aggregates.catalog, aggregates.rule_modules")[0],
        rules,
        judge,
    )


@pytest.mark.parametrize("module", ["aggregates.dispatch", "aggregates.lawfulness"])
def test_whoever_judges_has_every_rule(module: str) -> None:
    assert counted(module)[1] == counted(f"{module}, aggregates.rule_modules")[1] > 0
