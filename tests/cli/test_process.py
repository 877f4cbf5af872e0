"""The command as a process: its streams, its arguments, its locale, being stopped."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.bureau import Bureau

ROOT = Path(__file__).parents[2]
START = "from cli.main import main; main()"
PROGRAM = f'{sys.executable} -c "{START}"'
NO_LOCALE = {
    "LANG": "C",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


def shell(command: str, folder: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", command.replace("daocha", PROGRAM)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DAOCHA_STATE": str(folder / "state")} | env,
        capture_output=True,
        check=False,
    )


def bugs(folder: Path) -> list[str]:
    return [file.read_text() for file in folder.glob("state/*")]


@pytest.mark.parametrize(
    "words", ["find $'\\xff'", "$'\\xff'", "sign $'a\\xff.act' --yes"]
)
def test_an_argument_that_is_no_text_is_wrong_usage(tmp_path: Path, words: str) -> None:
    done = shell(f"daocha {words}", tmp_path)

    assert done.returncode == 2
    assert "不是 UTF-8 文字" in done.stderr.decode()
    assert bugs(tmp_path) == []


def test_names_are_read_and_shown_where_the_locale_knows_only_ascii(
    tmp_path: Path,
) -> None:
    (tmp_path / "张").mkdir()

    done = shell(f"daocha pending {tmp_path}/张; daocha 没有", tmp_path, **NO_LOCALE)

    assert "没有待签文件" in done.stdout.decode()
    assert "没有命令 '没有'" in done.stderr.decode()
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("redirected", "code"),
    [
        ("<&-", 0),
        ("2>&-", 0),
        (">&-", 7),
        (">/dev/full", 7),
        ("--json >/dev/full", 7),
        ("2>/dev/full", 0),
        ("<&- 2>&-", 0),
    ],
)
@pytest.mark.parametrize("words", ["rules", "--help", "checkpoint"])
def test_a_stream_that_is_closed_or_full_is_no_bug(
    bureau: Bureau, words: str, redirected: str, code: int
) -> None:
    command = f"daocha --ledger {bureau.ledger} {words} {redirected}"

    done = shell(command, bureau.folder)

    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert bugs(bureau.folder) == []


@pytest.mark.parametrize("redirected", ["2>&-", "2>/dev/full", "--json >/dev/full"])
def test_a_failure_that_cannot_be_told_keeps_its_exit_code(
    tmp_path: Path, redirected: str
) -> None:
    done = shell(f"daocha veryfy {redirected}", tmp_path)

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_what_is_printed_never_goes_into_a_file_that_took_a_closed_streams_number(
    bureau: Bureau,
) -> None:
    """Somebody starts the command with closed streams, to have it print into a file."""
    before = {p.name: p.read_bytes() for p in bureau.ledger.iterdir() if p.is_file()}

    shell(f"daocha verify --ledger {bureau.ledger} >&- 2>&- <&-", bureau.folder)

    for name, content in before.items():
        if not name.endswith(("-shm", "-wal")):
            assert (bureau.ledger / name).read_bytes() == content


def test_a_reader_that_leaves_early_is_no_failure(bureau: Bureau) -> None:
    command = f"daocha list organisation --ledger {bureau.ledger}"

    done = shell(
        f"set -o pipefail; {command} | true; {command} --help | true", bureau.folder
    )

    assert done.returncode == 0
    assert done.stderr == b""


INTERRUPTED_WHILE_IMPORTING = """
import builtins, os, signal, sys
import cli.main

real = builtins.__import__

def slow(name, *rest):
    if name == "cli.front_door":
        sys.stderr.flush()
        os.kill(os.getpid(), signal.SIGINT)
    return real(name, *rest)

builtins.__import__ = slow
cli.main.main()
"""


def test_ctrl_c_while_the_program_is_still_loading_is_quiet() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_WHILE_IMPORTING],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 130
    assert done.stderr == b""


INTERRUPTED_LATER = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import cli.json_input
import cli.main

def stop(*_):
    os.kill(os.getpid(), signal.SIGINT)

cli.json_input.load_json = stop
sys.argv = ["daocha", "application", "held", "--from", "-"]
cli.main.main()
"""


def test_ctrl_c_later_is_told_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_LATER],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 130
    assert done.stderr.decode() == "已中断\n"


COLLECTIONS = """
import atexit, gc, sys
from cli.main import main

atexit.register(lambda: print(gc.get_freeze_count() > 10_000, file=sys.stderr))
began = sum(one["collections"] for one in gc.get_stats())
atexit.register(
    lambda: print(
        sum(one["collections"] for one in gc.get_stats()) - began, file=sys.stderr
    )
)
sys.argv = ["daocha", "rules"]
main()
"""


def test_a_short_answer_never_looks_for_garbage() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLLECTIONS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.split() == ["0", "True"]
