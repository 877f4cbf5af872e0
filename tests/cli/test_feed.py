"""``daocha feed``: one JSON object a line, followed through kills without a loss."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Timer
from typing import Any

import pytest

from projections.feed.types import TYPES
from tests.support.bureau import Bureau

ROOT = Path(__file__).parents[2]
FAR = "9" * 30
PATIENCE_S = 60


def lines(bureau: Bureau, *arguments: str) -> list[dict[str, Any]]:
    """Return what ``feed`` prints, line by line."""
    return [json.loads(one) for one in told(bureau, *arguments).splitlines()]


def told(bureau: Bureau, *arguments: str) -> str:
    return bureau.done("feed", *arguments).stdout


def register(bureau: Bureau, name: str) -> None:
    """Record one act more."""
    bureau.organisation(name, "AUTHORITY")


def test_each_line_is_a_change_numbered_without_a_gap(bureau: Bureau) -> None:
    found = lines(bureau)
    assert [one["n"] for one in found] == list(range(1, len(found) + 1))
    assert {frozenset(one) for one in found} == {
        frozenset({"n", "at", "type", "subject", "event", "position", "data"})
    }
    assert lines(bureau, "--after", "3") == found[3:]
    assert lines(bureau, "--after", "1", "--limit", "2") == found[1:3]


def test_the_answer_is_the_same_with_and_without_json(bureau: Bureau) -> None:
    assert told(bureau, "--json") == told(bureau)


def test_after_the_newest_there_is_nothing(bureau: Bureau) -> None:
    assert told(bureau, "--after", FAR) == ""


def test_types_are_chosen(bureau: Bureau) -> None:
    wanted = ("committee.filed", "status.changed")
    chosen = lines(bureau, "--type", wanted[0], "--type", wanted[1], "--limit", "9")
    assert chosen == [one for one in lines(bureau) if one["type"] in wanted][:9]
    assert told(bureau, "--type", "person.erased") == ""


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (("--after", "-1"), "超出范围", "not in the range"),
        (("--after", "eleven"), "无效", "Invalid value"),
        (("--limit", "0"), "超出范围", "not in the range"),
        (("--interval", "0.001"), "超出范围", "not in the range"),
        (("--type", "anything"), "不在可选值之内", "not one of"),
    ],
)
def test_numbers_that_are_none_are_wrong_usage(
    bureau: Bureau, arguments: tuple[str, str], zh: str, en: str
) -> None:
    for language, words in (("zh", zh), ("en", en)):
        result = bureau.run("--lang", language, "feed", *arguments)
        assert result.exit_code == 2
        assert words in result.stderr
        assert result.stdout == ""


def test_help_names_every_type(bureau: Bureau) -> None:
    for language in ("zh", "en"):
        page = "".join(bureau.done("--lang", language, "feed", "--help").output.split())
        assert [name for name in TYPES if name not in page] == []


# Readers of their own, who are interrupted and killed.


@contextmanager
def reader(bureau: Bureau, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start ``daocha feed`` as another program would."""
    command = [sys.executable, "-c", "from cli.main import main; main()", "feed"]
    child = subprocess.Popen(
        [*command, *arguments, "--interval", "0.05"],
        cwd=ROOT,
        env=os.environ
        | {"DAOCHA_LEDGER": str(bureau.ledger), "DAOCHA_NOW": bureau.now},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # A line that never comes is a failure, and not a test that never ends.
    patience = Timer(PATIENCE_S, child.kill)
    patience.start()
    try:
        yield child
    finally:
        patience.cancel()
        child.kill()
        child.wait()
        for stream in (child.stdout, child.stderr):
            if stream is not None:
                stream.close()


def next_line(child: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert child.stdout is not None
    found: dict[str, Any] = json.loads(child.stdout.readline())
    return found


def test_a_follower_hears_of_an_act_and_ends_with_ctrl_c(bureau: Bureau) -> None:
    newest = len(lines(bureau))
    with reader(bureau, "--follow", "--after", str(newest)) as child:
        register(bureau, "咸安区人民医院")
        assert next_line(child)["n"] == newest + 1
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=PATIENCE_S)
    assert child.returncode == 130
    assert said.decode().strip() == "已中断"


def test_a_follower_waits_for_a_number_that_is_not_there_yet(bureau: Bureau) -> None:
    newest = len(lines(bureau))
    with reader(bureau, "--follow", "--after", str(newest + 1)) as child:
        register(bureau, "甲")
        register(bureau, "乙")
        assert next_line(child)["n"] == newest + 2


@pytest.mark.parametrize("something_happens", [True, False])
def test_a_follower_whose_reader_leaves_ends_quietly(
    bureau: Bureau, *, something_happens: bool
) -> None:
    """Also when there is no line to notice it by, as behind ``head``."""
    with reader(bureau, "--follow") as child:
        assert next_line(child)["n"] == 1
        assert child.stdout is not None
        child.stdout.close()
        if something_happens:
            register(bureau, "甲")
        assert child.wait(timeout=PATIENCE_S) == 0
        assert child.stderr is not None
        assert child.stderr.read() == b""


def test_a_reader_killed_at_random_loses_nothing_and_doubles_nothing(
    bureau: Bureau,
) -> None:
    """It remembers the last line it has dealt with, and goes on behind it."""
    random, dealt_with = Random(20240910), list[dict[str, Any]]()
    newest = len(lines(bureau))
    for number in range(6):
        after = dealt_with[-1]["n"] if dealt_with else 0
        with reader(bureau, "--follow", "--after", str(after)) as child:
            register(bureau, f"单位{number}")
            newest += 1
            for _ in range(min(random.randrange(1, 5), newest - after)):
                dealt_with.append(next_line(child))
            child.kill()
    dealt_with += lines(bureau, "--after", str(dealt_with[-1]["n"]))
    assert dealt_with == lines(bureau)
