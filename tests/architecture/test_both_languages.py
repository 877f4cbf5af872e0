"""What is told to people stands in both languages, and not twice in one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import aggregates

CORE = Path(aggregates.__file__).parent
MODULES = sorted(CORE.rglob("*.py"))
CHINESE = re.compile("[\u3001\u3002\u3400-\u9fff\uff08\uff09\uff0c\uff1a]")


def doubled(source: str) -> Iterator[str]:
    """Yield every pair of texts that is one Chinese text taken twice."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Tuple):
            pair = node.left
            texts = [n.value for n in ast.walk(pair) if isinstance(n, ast.Constant)]
            twice = isinstance(node.op, ast.Mult)
            if twice and any(CHINESE.search(str(text)) for text in texts):
                yield f"{node.lineno}: {ast.unparse(pair)}"


def test_a_chinese_text_taken_twice_is_found() -> None:
    assert list(doubled('found = (f"{first} 至 {last}",) * 2'))
    assert not list(doubled('found = (f"{first}",) * 2'))


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(CORE)))
def test_no_chinese_text_stands_for_the_english_too(module: Path) -> None:
    assert list(doubled(module.read_text(encoding="utf-8"))) == []
