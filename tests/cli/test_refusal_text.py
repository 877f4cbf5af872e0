"""Where a refused rule stands, in the words of whoever reads it."""

import pytest

from cli.language import language, use_language
from cli.refusal_text import source_of


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("zh", "该事项在当前状态下须可办理该行为。"),
        ("en", "The act is possible in the present state of its subject."),
    ],
)
def test_a_house_rule_says_what_it_asks(chosen: str, words: str) -> None:
    before = language()
    use_language(chosen)
    try:
        found = source_of("LEDGER-STATE", "docs/formats.md §2")
    finally:
        use_language(before)
    assert found == f"docs/formats.md §2  {words}"


def test_a_rule_of_the_documents_is_cited_by_its_clause() -> None:
    clause = "咸职改办〔2024〕12号 五（一）"
    assert source_of("XN12-5.1i", clause) == clause
