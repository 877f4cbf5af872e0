"""Every rule of the documents has a home in the program, and tests that show it."""

import ast
from functools import cache, reduce
from importlib import import_module
from pathlib import Path

import pytest

from aggregates.policy.catalogue import load_catalogue
from aggregates.rule_table import EVERYWHERE, Home, Row, load_homes, rule_table

ROOT = Path(__file__).resolve().parents[2]
ROWS = rule_table()
HOMES = {
    (home.module, home.function): home
    for row in ROWS
    for home in row.homes
    if home.how not in ("setting", "duty")
}


@cache
def functions_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_the_table_holds_every_rule_of_the_documents_in_order() -> None:
    told = [row.entry.id for row in ROWS if row.profile != EVERYWHERE]
    assert told == list(load_catalogue())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.entry.id)
def test_every_rule_is_at_home_and_shown(row: Row) -> None:
    """If it is not shown yet: write the tests that refuse and accept; make rules."""
    assert row.is_at_home


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.entry.id)
def test_every_test_that_is_named_exists(row: Row) -> None:
    for node in row.evidence.tests:
        file, _, name = node.partition("::")
        assert name.partition("[")[0] in functions_in(file), node


@pytest.mark.parametrize("home", HOMES.values(), ids=lambda home: home.function)
def test_every_home_that_is_named_exists(home: Home) -> None:
    first, *rest = home.function.split(".")
    found = getattr(import_module(home.module), first)
    assert reduce(lambda one, name: getattr(one, name, None), rest, found) is not None


def test_homes_are_told_for_rules_that_exist() -> None:
    assert set(load_homes()) <= {row.entry.id for row in ROWS}


def test_every_status_but_text_only_has_a_home() -> None:
    """Text without meaning for the program is the only thing that needs no place."""
    homeless = {row.entry.id for row in ROWS if not row.homes}
    assert {row.entry.status for row in ROWS if row.entry.id in homeless} <= {
        "text-only"
    }
