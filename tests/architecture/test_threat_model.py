"""The threat model names tests; each of them must exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "threat-model.md"
HEADER = "| component | trusted | who holds it can | what shows it | test |"
COMPONENTS = {
    "`ledger.db`",
    "`head`",
    "log key",
    "`vault.db`",
    "`vault.keys`",
    "`views.db`, `attempts.db`, `verified`",
    "signers' keys",
    "registrar and supervisor",
    "the office that appends",
    "the service",
    "the whole machine",
    "backups",
    "checkpoint keepers",
    "printed papers and saved lists",
    "clock",
}


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    table = lines[lines.index(HEADER) + 2 :]
    end = next(n for n, line in enumerate([*table, ""]) if not line.startswith("|"))
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in table[:end]
    ]


def named_tests() -> list[str]:
    return sorted({name for row in rows() for name in re.findall(r"`([^`]+)`", row[4])})


@cache
def functions_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_component_has_a_row() -> None:
    assert {row[0] for row in rows()} == COMPONENTS


def test_every_row_has_five_cells_and_says_whether_it_is_trusted() -> None:
    assert [row for row in rows() if len(row) != 5 or not row[1]] == []


def test_every_row_names_a_test() -> None:
    assert [row[0] for row in rows() if "::test_" not in row[4]] == []


@pytest.mark.parametrize("name", named_tests())
def test_a_named_test_exists(name: str) -> None:
    path, _, function = name.partition("::")
    assert function in functions_in(ROOT / "tests" / path)
