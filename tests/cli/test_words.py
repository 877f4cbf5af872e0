"""What click says is said in Chinese, and our own words keep their places."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.language import language, use_language
from cli.moments import format_moment, parse_moment
from cli.wording import explain

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "translations.py"
SOURCE = ROOT / "cli" / "locale" / "zh_CN" / "click.po"


def messages_of_click() -> Iterator[str]:
    for file in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _message(node.func.id, node.args)


def _message(name: str, arguments: list[ast.expr]) -> Iterator[str]:
    constants = [a.value for a in arguments if isinstance(a, ast.Constant)]
    texts = [value for value in constants if isinstance(value, str)]
    if name == "_" and texts:
        yield texts[0]
    elif name == "ngettext":
        yield f"{texts[0]}\0{texts[1]}"


def translated() -> dict[str, str]:
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        from translations import read  # type: ignore[import-not-found]  # noqa: PLC0415
    finally:
        sys.path.pop(0)
    found: dict[str, str] = read(SOURCE.read_text(encoding="utf-8"))
    return found


def test_every_message_of_click_is_translated() -> None:
    missing = set(messages_of_click()) - set(translated()) - {"required"}

    assert missing == set()


def test_a_translation_fills_the_same_places() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{\w+(?:![rs])?\}|%\(\w+\)s", text))

    wrong = [
        original
        for original, chinese in translated().items()
        if original and not places(chinese) <= places(original)
    ]

    assert wrong == []


def test_the_binary_catalogue_is_that_of_its_source() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--check"], check=False)

    assert done.returncode == 0


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        (
            "key file x: wrong passphrase, or the file is damaged",
            "密钥文件 x：口令不对，或文件已损坏",
        ),
        ("version of a/b: expected 1, got 2", "a/b：拟制时为第 1 号，现已到第 2 号"),
        ("something nobody has translated", "something nobody has translated"),
    ],
)
def test_the_core_is_explained_in_chinese(message: str, chinese: str) -> None:
    use_language("zh")

    assert explain(message) == chinese


def test_the_core_is_passed_on_in_english() -> None:
    use_language("en")
    try:
        assert language() == "en"
        assert explain("version of a/b: expected 1, got 2").startswith("version of")
    finally:
        use_language("zh")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2024-05-20", "2024-05-20 12:00:00"),
        ("2024-05-20T09:30", "2024-05-20 09:30:00"),
        ("2024-05-20 09:30:15", "2024-05-20 09:30:15"),
    ],
)
def test_times_are_those_of_shanghai(text: str, shown: str) -> None:
    assert format_moment(parse_moment(text, "--now")) == shown


@pytest.mark.parametrize(
    "text", ["", "today", "2024-5-20", "2024-02-30", "2024-05-20T9:30", "2024-05-20Z"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(click.UsageError, match="--now"):
        parse_moment(text, "--now")


GBK = """
import sys
from cli.main import main
sys.argv = ["daocha", "--lang", "fr𠮷"]
main()
"""


def test_a_console_in_gbk_is_given_utf8() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GBK],
        env={"PYTHONIOENCODING": "gbk", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert "𠮷" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr
