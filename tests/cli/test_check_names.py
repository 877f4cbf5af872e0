import pytest

from cli.check_names import CHECK_NAMES, MEANINGS, finding_lines
from ledger.audit.report import CHECKS, Finding


@pytest.mark.parametrize("check", [*CHECKS, "law", "checkpoint"])
def test_every_check_has_a_name_and_a_meaning_in_both_languages(check: str) -> None:
    assert all(CHECK_NAMES[check])
    assert all(MEANINGS[check])


def test_a_finding_is_told_in_words_with_the_exact_line_below() -> None:
    finding = Finding("signatures", 7, "ab" * 32, "signatures of x", "one", "none")
    meaning, exact = finding_lines(finding)
    assert (
        meaning == "签名，位置 7，事件 abababababab：签名与内容不符，内容或签名被改动"
    )
    assert exact == "signatures of x: expected one, got none"
