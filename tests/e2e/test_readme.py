"""The READMEs are run, so that a newcomer sees what they say."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "readme_script", ROOT / "scripts" / "readme.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


script = load_script()


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
