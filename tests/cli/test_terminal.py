"""Questions on a terminal, and Ctrl-C and Ctrl-D at each of them."""

import os
import pty
import select
import signal
import sys
from pathlib import Path

import pytest

from tests.support.bureau import PASSPHRASE, Bureau

ROOT = Path(__file__).parents[2]
START = "from cli.main import main; main()"
CTRL_C, CTRL_D = b"\x03", b"\x04"
SILENCE_S, PATIENCE = 5, 24
"""Seconds of silence, and how many such times, until a program is taken to hang."""


def at_a_terminal(
    folder: Path, arguments: list[str], answers: list[tuple[str, bytes]]
) -> tuple[int, str]:
    """Run a command on a terminal, answering each question when it is asked."""
    child, terminal = pty.fork()
    if child == 0:
        # Who started the tests in the background has Ctrl-C ignored from there on.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.chdir(folder)
        env = {"PYTHONPATH": str(ROOT), "DAOCHA_STATE": str(folder / "state")}
        program = [sys.executable, "-c", START, *arguments]
        os.execve(sys.executable, program, env)
    seen = bytearray()
    for question, answer in answers:
        wanted = len(seen)
        while question.encode() not in seen[wanted:]:
            seen += _read(terminal)
        os.write(terminal, answer)
    try:
        while read := _read(terminal, again=answers[-1][1]):
            seen += read
    except OSError:
        pass  # how Linux says that nobody is there any more
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), seen.decode()


def _read(terminal: int, *, again: bytes = b"") -> bytes:
    """Read what is said, and press Ctrl-C or Ctrl-D again where it was not heard.

    Python does not notice one that comes between its last look for signals and the
    reading of a line, and readline none that came before it took the terminal.
    """
    for _ in range(PATIENCE):
        ready, _, _ = select.select([terminal], [], [], SILENCE_S)
        if ready:
            return os.read(terminal, 4_096)
        if again in (CTRL_C, CTRL_D):
            os.write(terminal, again)
    raise AssertionError("the program neither asks, nor tells, nor ends")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize(
    ("arguments", "answers"),
    [
        ([], ["序号"]),
        ([], ["序号", "姓名、文号、单位或编号"]),
        (["key", "new", "k"], ["设置口令"]),
        (["key", "new", "k"], ["设置口令", "再输入一次"]),
    ],
    ids=["menu", "what the menu asks", "passphrase", "passphrase again"],
)
def test_a_question_can_be_left(
    tmp_path: Path, arguments: list[str], answers: list[str], key: bytes
) -> None:
    typed = [(question, b"5\n") for question in answers[:-1]]

    code, told = at_a_terminal(tmp_path, arguments, [*typed, (answers[-1], key)])

    assert code == 130
    assert "已中断" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D, b"n\n"], ids=["C", "D", "no"])
def test_an_act_that_is_not_agreed_to_is_not_recorded(
    bureau: Bureau, key: bytes
) -> None:
    size = bureau.size()
    act = [
        *("person", "registered", "--name", "王工", "--document", "EX1234567"),
        *("--document-kind", "PASSPORT", *bureau.as_("registrar")),
        *("--ledger", str(bureau.ledger), "--now", bureau.now),
    ]

    code, told = at_a_terminal(bureau.folder, act, [("签名并提交", key)])

    assert code == 130
    assert "已中断" in told
    assert bureau.size() == size


def test_an_act_is_read_agreed_to_signed_and_recorded(bureau: Bureau) -> None:
    typed = PASSPHRASE.encode() + b"\n"
    size = bureau.size()
    act = [
        *("person", "registered", "--name", "王工", "--document", "EX1234567"),
        *("--document-kind", "PASSPORT", *bureau.as_("registrar")),
        *("--ledger", str(bureau.ledger), "--now", bureau.now),
    ]
    answers = [
        ("签名并提交", b"y\n"),
        ("registrar 的口令", typed),
        ("log 的口令", typed),
    ]

    code, told = at_a_terminal(bureau.folder, act, answers)

    assert code == 0
    assert PASSPHRASE not in told
    assert "回执：人员登记" in told
    assert bureau.size() == size + 1


def test_what_is_no_number_of_the_menu_is_told_in_chinese(tmp_path: Path) -> None:
    answers = [("序号", b"x\n"), ("序号", b"0\n")]

    code, told = at_a_terminal(tmp_path, [], answers)

    assert code == 0
    assert "'x' 不是有效的数字" in told
