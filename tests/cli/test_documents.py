"""The JSON documents of the reading commands are what their schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.documents import DOCUMENTS, schema_of
from tests.support.counter import Counter
from tests.support.domain import PlayedCase, play_case

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
CASE_NO = "咸职申2024-ding"
REGISTRAR = "fd41dc009995f499"
SESSION = "咸工评办〔2024〕1号（示例）"
ANSWERS = (
    ("find", ("find", "甲县")),
    ("find", ("find", f"{CASE_NO}@1")),
    ("show", ("show", CASE_NO)),
    ("show", ("show", f"{CASE_NO}@1")),
    ("show", ("show", f"{CASE_NO}@1", "--open")),
    ("list", ("list", "application")),
    ("list", ("list", "person", "--open")),
    ("list", ("list", "application", "--as-of", "2024-06-10")),
    ("history", ("history", CASE_NO)),
    ("status", ("status", CASE_NO)),
    ("status", ("status", CASE_NO, "--as-of", "2024-06-10")),
    ("due", ("due", "--all")),
    ("due", ("due", "--known-at", "100")),
    ("publicity", ("publicity", "--all")),
    ("blacklist-list", ("blacklist",)),
    ("blacklist-list", ("blacklist", "list", "--open")),
    ("blacklist-check", ("blacklist", "check", CASE_NO)),
    ("committees", ("committees",)),
    ("committees", ("committees", "市工程系列中级职称评审委员会（示例）")),
    ("key-list", ("key", "list", "--all")),
    ("key-list", ("key", "list", "--known-at", "40")),
    ("key-show", ("key", "show", REGISTRAR)),
    ("obligations", ("obligations", "--all")),
    ("persons", ("persons", CASE_NO)),
    ("persons", ("persons", CASE_NO, "--open")),
    ("pools", ("pools",)),
    ("pools", ("pools", "市工程系列中级职称评审委员会（示例）")),
    ("role-list", ("role", "list", "--all")),
    ("role-list", ("role", "list", "--as-of", "2024-06-10")),
    ("statistics", ("statistics",)),
    ("statistics", ("statistics", SESSION)),
    ("thresholds", ("thresholds",)),
    ("trace", ("trace", CASE_NO)),
    ("trace", ("trace", SESSION)),
    ("trace", ("trace", CASE_NO, "--known-at", "420", "--open")),
)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    case: PlayedCase = play_case(tmp_path_factory.mktemp("documents") / "ledger")
    return Counter(case.path, case.ids)


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """Let a schema refuse what it does not name."""
    for part in schema["$defs"].values():
        if "properties" in part:
            part["additionalProperties"] = False
    return schema


@pytest.mark.parametrize(("name", "arguments"), ANSWERS, ids=str)
def test_an_answer_is_what_its_schema_says_and_nothing_more(
    counter: Counter, name: str, arguments: tuple[str, ...]
) -> None:
    document = counter.json(*arguments)
    Draft202012Validator(strict(schema_of(name))).validate(document)


def test_every_answer_of_the_registry_is_asked_for_here_or_by_its_owner() -> None:
    elsewhere = {"feed-change"}
    assert {name for name, _ in ANSWERS} | elsewhere == set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schemas_in_the_documentation_are_current(name: str) -> None:
    """``make schemas`` renews them."""
    kept = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(kept)
    assert kept == schema_of(name)


def test_there_is_no_schema_of_an_answer_that_nobody_gives() -> None:
    assert {path.stem for path in SCHEMAS.glob("*.json")} == set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_answer_is_told_of_on_the_page_of_answers(name: str) -> None:
    page = (SCHEMAS.parent / "answers.md").read_text(encoding="utf-8")
    assert f"(schemas/{name}.json)" in page


def test_a_property_is_described_in_the_words_of_its_struct() -> None:
    found = schema_of("due")["$defs"]["Due"]["properties"]["days"]["description"]
    assert found == "Days left; negative for days late."
