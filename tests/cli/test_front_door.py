"""The command itself: help, language, suggestions, errors as JSON, bugs."""

import gettext
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli.pending
from cli.commands import Entry, load
from cli.desk import Desk
from cli.front_door import ENTRIES, front_door, run
from tests.support.bureau import Bureau

READERS = {entry.name for entry in ENTRIES if entry.target.startswith("cli.reading:")}


def call(*arguments: str, given: str | None = None, **env: str) -> Result:
    return CliRunner().invoke(
        front_door(arguments), list(arguments), input=given, env=env
    )


def test_help_is_an_answer() -> None:
    result = call("--help")

    assert result.exit_code == 0
    assert "用法：daocha [选项] 命令" in result.stdout
    assert result.stderr == ""


def test_without_a_terminal_daocha_alone_prints_help_and_is_wrong_usage() -> None:
    result = call()

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "用法：" in result.stderr


def test_help_lists_every_command_that_is_there() -> None:
    shown = call("--help").stdout

    assert [entry.name for entry in ENTRIES if f" {entry.name} " not in shown] == []


@pytest.mark.parametrize(
    "arguments", [("--lang", "en", "--help"), ("--lang=en", "-h")], ids=["two", "one"]
)
def test_english_is_spoken_on_request(arguments: tuple[str, ...]) -> None:
    assert "Usage: daocha [OPTIONS] COMMAND" in call(*arguments).stdout


def test_the_language_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DAOCHA_LANG", "en")

    assert "Usage:" in call("--help").stdout


def test_a_language_that_is_not_spoken_is_refused_in_chinese() -> None:
    result = call("--lang", "fr", "pending")

    assert result.exit_code == 2
    assert "不在可选值之内" in result.stderr


def test_an_unknown_command_is_told_in_chinese_with_a_suggestion() -> None:
    result = call("veryfy")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "没有命令 'veryfy'" in result.stderr
    assert "您要输入的是否为：'verify'" in result.stderr


def test_an_unknown_option_is_told_in_chinese() -> None:
    result = call("pending", "--colour")

    assert result.exit_code == 2
    assert "没有选项" in result.stderr
    assert "查看帮助：daocha pending --help" in result.stderr


def test_a_missing_argument_is_told_in_chinese() -> None:
    result = call("prove")

    assert result.exit_code == 2
    assert "缺少参数" in result.stderr


def test_an_error_in_json_is_one_document_on_stdout() -> None:
    result = call("veryfy", "--json")

    assert result.exit_code == 2
    assert result.stderr == ""
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "usage"
    assert error["exit"] == 2
    assert error["refusals"] == []


def test_a_ledger_by_url_comes_later() -> None:
    result = call("key", "list", "--ledger", "https://example.org")

    assert result.exit_code == 2
    assert "后续版本" in result.stderr


def test_what_is_no_ledger_is_unusable_input(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none"):
        result = call("key", "list", "--ledger", str(place))
        assert result.exit_code == 2
        assert "台账" in result.stderr


def test_options_count_before_and_after_the_command(bureau: Bureau) -> None:
    before = bureau.done("--json", "checkpoint")
    after = bureau.done("checkpoint", "--json", "--ledger", str(bureau.ledger))

    assert json.loads(before.stdout) == json.loads(after.stdout)


def test_the_chinese_name_of_a_noun_is_understood() -> None:
    result = call("申报", "填报", "--example")

    assert json.loads(result.stdout)["person"].startswith("person/")


def test_a_bug_is_told_in_both_languages_and_kept_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_arguments: object) -> None:
        raise ValueError("no traceback belongs on the screen")

    monkeypatch.setattr(cli.pending, "print_table", fail)
    monkeypatch.setattr(cli.pending, "read_act", fail)
    (tmp_path / "x.act").touch()

    result = call("pending", str(tmp_path), DAOCHA_STATE=str(tmp_path / "state"))

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Traceback" not in result.output
    (log,) = (tmp_path / "state").iterdir()
    assert str(log) in result.stderr
    assert "程序内部错误" in result.stderr
    assert "A bug of ours" in result.stderr
    assert "ValueError" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


def test_an_interrupted_question_exits_130(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "interactive", True)

    result = bureau.run(
        *("person", "registered", "--name", "x", "--document", "E1234567"),
        *("--document-kind", "PASSPORT", *bureau.as_("registrar")),
        given="n\n",
    )

    assert result.exit_code == 130
    assert "已中断" in result.stderr


def test_a_command_can_be_run_inside_the_process(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["checkpoint", "--json", "--ledger", str(bureau.ledger)])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["origin"] == "simulated.invalid/bureau"


def test_the_menu_opens_on_a_terminal_and_can_be_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Desk, "interactive", True)

    result = call(given="0\n")

    assert result.exit_code == 0
    assert "请选择" in result.stderr
    assert "0  退出" in result.stderr


def test_the_menu_runs_what_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Desk, "interactive", True)
    monkeypatch.chdir(tmp_path)

    result = call(given="2\n")

    assert result.exit_code == 0
    assert "没有待签文件" in result.stdout


def test_the_menu_asks_for_what_the_command_needs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Desk, "interactive", True)
    monkeypatch.chdir(tmp_path)

    result = call(given="3\nno.act\nno-key\n")

    assert result.exit_code == 2
    assert "no.act：文件或文件夹不存在" in result.stderr.replace(": ", "：")


@pytest.mark.parametrize(
    ("words", "count", "offered"),
    [
        ("daocha si", "1", "sign"),
        ("daocha application mat", "2", "material-attached"),
        ("daocha application material-attached --mat", "3", "--material"),
        ("daocha application material-attached --material PA", "4", "PAPER"),
        ("daocha draft application.sub", "2", "application.submitted"),
    ],
)
def test_the_shell_completes(words: str, count: str, offered: str) -> None:
    env = {
        "_DAOCHA_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": count,
    }

    assert f"plain,{offered}" in call(**env).stdout.splitlines()


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_every_command_of_the_front_door_has_help(entry: Entry) -> None:
    if entry.name in READERS:
        pytest.importorskip("cli.reading")

    in_chinese = call(entry.name, "--help")
    in_english = call("--lang", "en", entry.name, "--help")

    assert load(entry).name
    assert in_chinese.exit_code == in_english.exit_code == 0
    assert f"用法：daocha {entry.name}" in in_chinese.stdout
    assert f"Usage: daocha {entry.name}" in in_english.stdout


def test_clicks_catalogue_is_found_where_gettext_looks() -> None:
    call("--help")

    assert gettext.gettext("Missing option") == "缺少选项"


def test_what_stands_after_two_dashes_is_no_option() -> None:
    result = call("pending", "--", "--json")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--json" in result.stderr


@pytest.mark.parametrize("words", ["rules", "rules XN12-5.2b"])
def test_a_reader_that_has_seen_enough_is_no_failure(words: str) -> None:
    program = f"{sys.executable} -c 'from cli.main import main; main()'"
    command = f"{program} {words} | true"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    assert done.stderr == ""
