"""The traces of the worked cases are those that are kept beside them."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.support.scripts import load_script

script: ModuleType = load_script("traces")
EXPECTED: dict[str, list[Path]] = script.expected()


@pytest.mark.parametrize("case", sorted(EXPECTED))
def test_the_traces_of_a_case_are_as_expected(case: str) -> None:
    """``make traces`` renews them; whoever does so reads what changed."""
    paths = EXPECTED[case]
    found = script.traced(case, [path.stem for path in paths])
    for path in paths:
        assert found[path.stem] == path.read_text(encoding="utf-8"), path.name


def test_each_case_has_a_title_a_body_or_an_official_to_trace() -> None:
    assert set(EXPECTED) == {"liuzhou-2024", "xianning-2024", "yuncheng-2024"}
    assert all(len(paths) > 1 for paths in EXPECTED.values())
