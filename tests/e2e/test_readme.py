"""The READMEs are run, so that a newcomer sees what they say."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.papers import needs_font
from tests.support.scripts import load_script

ROOT = Path(__file__).resolve().parents[2]


script = load_script("readme")
ASKED = "daocha demo year"


LONG = int(os.environ.get("DAOCHA_TEST_SCALE", "1")) > 1


@pytest.mark.parametrize("page", script.PAGES if LONG else script.PAGES[1:])
def test_the_commands_of_the_readme_print_what_it_shows(page: str) -> None:
    block = next(block for path, _, block in script.pages() if path.name == page)
    fresh = script.transcript(script.commands_in(block))
    assert script.masked(fresh) == script.masked(block)


def test_ten_commands_lead_from_an_empty_folder_to_a_verified_record() -> None:
    for _, _, block in script.pages():
        assert len(script.commands_in(block)) == 10


def test_another_output_is_noticed() -> None:
    assert script.masked("未发现问题。3 条记录") != script.masked(
        "未发现问题。4 条记录"
    )


def questions(page: str) -> list[str]:
    """Return the commands of the block that shows what can be asked."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (block,) = (
        b for b in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) if ASKED in b
    )
    return [line.partition(" #")[0].rstrip() for line in block.splitlines()]


def test_both_pages_ask_the_same() -> None:
    chinese, english = (questions(page) for page in script.PAGES)
    assert chinese == english
    assert chinese[-1] == "daocha serve"


@needs_font
def test_what_the_readme_says_can_be_asked_is_answered(tmp_path: Path) -> None:
    *asked, _serve = questions(script.PAGES[0])
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(asked)],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=script.SECONDS,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ding.html").stat().st_size > 100_000
    assert (tmp_path / "ding.pdf").read_bytes().startswith(b"%PDF")
    assert "2024-10-01 不受限" in done.stdout
