"""The READMEs are run, so that a newcomer sees what they say."""

import os
from pathlib import Path

import pytest

from tests.support.scripts import load_script

ROOT = Path(__file__).resolve().parents[2]


script = load_script("readme")


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
