"""The formats page shows the bytes that the frozen vectors hold."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ledger import layout

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLE = PAGE[PAGE.index("## 10. Worked example") :]


def frozen(name: str) -> Any:
    text = (ROOT / "tests" / "vectors" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.mark.parametrize("field", ["seed", "public", "key_id"])
def test_the_key_of_the_worked_example_is_frozen(field: str) -> None:
    assert frozen("keys")[1][field] in EXAMPLE


@pytest.mark.parametrize(
    "field", ["payload", "pae", "statement_hash", "record", "leaf_hash"]
)
def test_the_statement_of_the_worked_example_is_frozen(field: str) -> None:
    assert frozen("statements")[0][field] in EXAMPLE


@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_the_roots_of_the_worked_example_are_frozen(size: int) -> None:
    assert f"root of {size}  {frozen('tree')['roots'][size]}\n" in EXAMPLE


@pytest.mark.parametrize("field", ["vkey", "checkpoint"])
def test_the_checkpoint_of_the_worked_example_is_frozen(field: str) -> None:
    assert frozen("notes")[field] in EXAMPLE


def test_no_placeholder_is_left() -> None:
    assert "@@" not in PAGE


FILES = [
    value
    for name, value in vars(layout).items()
    if name.isupper() and isinstance(value, str)
]


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_file_of_a_ledger_is_on_the_page(name: str) -> None:
    _, _, section = PAGE.partition("## 8. A ledger on disk")
    assert re.search(rf"`{re.escape(name)}/?`", section)


def test_the_files_of_a_ledger_are_known() -> None:
    assert {"ledger.db", "head", "vault.keys", "views.lock"} <= set(FILES)
