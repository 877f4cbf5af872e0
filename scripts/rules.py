"""Write what the tests show of the rule book: the evidence, and the page made from it.

It runs the tests of the aggregates and notes which rule each of them saw refuse, judge
and accept, start a deadline, or be recorded. What was evidence before and still is
stays; new evidence is the test that says the least beside it. Then the page of rules is
made. With ``--check`` nothing is written, and what is not current is named.
"""

import ast
import contextlib
import io
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from aggregates.policy.catalogue import (  # noqa: E402 - the path comes first
    load_catalogue,
    load_house_rules,
)
from aggregates.rule_table import (  # noqa: E402
    Evidence,
    Example,
    load_evidence,
    load_homes,
    rule_table,
)
from scripts.rules_page import page  # noqa: E402
from tests.support.given import SHOWN  # noqa: E402

EVIDENCE: Final = ROOT / "aggregates" / "policy" / "evidence.json"
PAGE: Final = ROOT / "docs" / "rules.md"
TESTS: Final = "tests/aggregates"
"""The tests that say under which rule an act is refused."""


def run_the_tests() -> None:
    """Run them in this process, in their order; what they show is in `SHOWN` then.

    Raises:
        SystemExit: A test fails; there is no evidence in it.
    """
    said = io.StringIO()
    options = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist"]
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(said):
        code = pytest.main([*options, TESTS])
    if code:
        raise SystemExit(said.getvalue() + "\nmake rules: the tests must pass first")


def gather() -> dict[str, Evidence]:
    """Return the evidence for every rule that has any."""
    calls = _calls()
    found = {
        rule: _evidence_for(rule, load_evidence().get(rule, Evidence()), calls)
        for rule in chain(load_catalogue(), load_house_rules())
    }
    return {rule: one for rule, one in found.items() if one != Evidence()}


def _evidence_for(rule: str, before: Evidence, calls: dict[str, set[str]]) -> Evidence:
    homes = load_homes().get(rule, ())
    starters = sorted(act for one, act in SHOWN.started if one == rule)
    started = chain.from_iterable(SHOWN.started[rule, act] for act in starters)
    types = [home.partition("/")[0] for home in homes]
    functions = [home.partition(":")[2] for home in homes]
    refused = _choose(before.refused, SHOWN.refused.get(rule, ()))
    return Evidence(
        refused=refused,
        accepted=_choose(before.accepted, SHOWN.accepted.get(rule, ()), beside=refused),
        started=_choose(before.started, started),
        recorded=_choose(
            before.recorded,
            chain.from_iterable(SHOWN.recorded.get(one, ()) for one in types),
        ),
        computed=_choose(
            before.computed,
            chain.from_iterable(calls.get(one, ()) for one in functions if one),
        ),
        starters=tuple(starters),
        example=_example(rule, refused),
    )


def _choose(
    before: tuple[str, ...], tests: Iterable[str], *, beside: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Choose one test: the one of before, or else the nearest one."""
    able = set(tests)
    if able & set(before):
        return tuple(sorted(able & set(before)))[:1]
    files = {one.partition("::")[0] for one in beside}

    def distance(test: str) -> tuple[bool, bool, str]:
        return test not in beside, test.partition("::")[0] not in files, test

    return tuple(sorted(able, key=distance))[:1]


def _example(rule: str, refused: tuple[str, ...]) -> Example | None:
    for test in refused:
        said = SHOWN.refusals[rule, test]
        return Example(said.expected, said.found, said.remedy)
    return None


def _calls() -> dict[str, set[str]]:
    """Return by name of a function which tests call it, by reading the tests."""
    found: dict[str, set[str]] = {}
    for file in sorted((ROOT / TESTS).rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for test in _tests_in(tree):
            node = f"{file.relative_to(ROOT).as_posix()}::{test.name}"
            for name in _names_called(test):
                found.setdefault(name, set()).add(node)
    return found


def _tests_in(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for one in tree.body:
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
            yield one


def _names_called(test: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(test):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield str(name)


def written(evidence: dict[str, Evidence]) -> bytes:
    """Return the evidence as it is stored: a rule a line."""
    lines = (
        b"%s: %s" % (msgspec.json.encode(rule), msgspec.json.encode(one))
        for rule, one in evidence.items()
    )
    return b"{\n" + b",\n".join(lines) + b"\n}\n"


def main() -> int:
    """Write or check what is generated; return how many files are not current."""
    run_the_tests()
    stale: list[Path] = []
    _put(EVIDENCE, written(gather()), stale)
    load_evidence.cache_clear()
    rule_table.cache_clear()
    _put(PAGE, page(rule_table()).encode(), stale)
    for file in stale:
        print(f"{file.relative_to(ROOT)}: not current; run make rules")
    return len(stale)


def _put(file: Path, content: bytes, stale: list[Any]) -> None:
    if file.exists() and file.read_bytes() == content:
        return
    if "--check" in sys.argv:
        stale.append(file)
    else:
        file.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
