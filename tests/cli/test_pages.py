"""The pages about the command line say what it does."""

import os
import re
import shlex
from pathlib import Path

import pytest

import cli.key_files
from cli.exit_codes import OUTCOMES, Exit
from cli.front_door import front_door
from cli.shared_options import shared_options
from tests.support.bureau import PASSPHRASE

DOCS = Path(__file__).parents[2] / "docs"
VOLATILE = (
    r"\u2014 \S+ \S{40,}",
    r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?",
    r"\+[0-9a-f]{8}\+\S{44}",
    r"[0-9A-Za-z+/]{42,44}=?(?![0-9A-Za-z])",
    r"\b[0-9a-f]{4,64}\b",
)
IDS = re.compile(r"(?:organisation|person)/[0-9a-f]{32}")


def part_of(page: str, language: str) -> str:
    """Return the part of a page that is in one language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    chinese, _, english = text.partition("# In English")
    return chinese if language == "zh" else english


def sections(page: str, language: str) -> list[tuple[str, str]]:
    """Return (command, output) of a page in one language."""
    blocks = re.findall(r"```console\n(.*?)```", part_of(page, language), re.DOTALL)
    found = []
    for part in "".join(blocks).split("$ ")[1:]:
        command, _, output = part.partition("\n")
        found.append((command, output))
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_steps_and_the_next_year_lead_where_they_say(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli.key_files, "DEFAULT_ROUNDS", 1)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pass").write_text(PASSPHRASE)
    (tmp_path / "pass").chmod(0o600)
    monkeypatch.setenv("DAOCHA_PASSPHRASE_FILE", "pass")
    monkeypatch.setenv("DAOCHA_LANG", language)
    monkeypatch.setenv("DAOCHA_LEDGER", "")
    monkeypatch.setenv("COLUMNS", "100")
    (calendar,) = re.findall(
        r"```json\n(.*?)```", part_of("next-year.md", language), re.DOTALL
    )
    (tmp_path / "calendar-2027.json").write_text(calendar, encoding="utf-8")
    ids: dict[str, str] = {}

    pages = ("first-steps.md", "next-year.md")
    for command, shown in (one for page in pages for one in sections(page, language)):
        printed = do(_with(ids, command))
        ids |= dict(zip(IDS.findall(shown), IDS.findall(printed), strict=False))
        assert [one for one in lines(shown) if one not in lines(printed)] == []


def _with(ids: dict[str, str], command: str) -> str:
    for old, new in ids.items():
        command = command.replace(old, new)
    return command


def lines(text: str) -> list[str]:
    """Return the lines of an output, without what differs from run to run."""
    for volatile in VOLATILE:
        text = re.sub(volatile, "", text)
    return [line.strip() for line in text.splitlines() if line.strip(" \u2026\u2500")]


def do(command: str) -> str:
    """Run one line of the page and return what it prints."""
    line, _, target = command.partition(" > ")
    words = shlex.split(line)
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value
        return ""
    from click.testing import CliRunner  # noqa: PLC0415 - only here

    result = CliRunner().invoke(front_door(words[1:]), words[1:])
    assert result.exit_code == 0, result.output
    if target:
        Path(target).write_text(result.stdout, encoding="utf-8")
        return ""
    return result.stdout


def test_every_exit_code_stands_on_the_page() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    rows = {
        int(code): re.findall(r"`(\w+)`", names)
        for code, names in re.findall(r"^\| (\d+) \|([^|]*)\|", page, re.MULTILINE)
    }

    assert set(rows) == {int(code) for code in Exit}
    for outcome in OUTCOMES.values():
        assert outcome.name in rows[outcome.exit]


def test_every_shared_option_stands_on_the_page() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")

    for option in shared_options(at_the_front=True):
        assert f"`{option.opts[0]}" in page
        assert f"`{getattr(option, 'envvar', None)}`" in page
