"""Servers for tests: in a thread of this process, or as a process of their own.

Both listen before they are handed out, so nobody has to wait for them: a connection
that comes early is answered when the server is ready.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from service.application import LOOPBACK, Settings, served
from service.server import Server, listening

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30
START = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from cli.main import main; main()"
)
"""Who started the tests in the background has Ctrl-C ignored from there on."""


@contextmanager
def serving(ledger: Path, **settings: Any) -> Iterator[httpx.Client]:
    """Serve a ledger from a thread; yield a client that knows where."""
    with listening("127.0.0.1", 0) as listener:
        given = {"hosts": LOOPBACK, **settings}
        server = Server(*served(Settings(directory=ledger, **given)), _nothing)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            with client_of(f"http://127.0.0.1:{listener.getsockname()[1]}") as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)
            assert not thread.is_alive()


def eventually(holds: Callable[[], bool]) -> None:
    """Ask again and again until something holds; not for ever."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline


def client_of(url: str) -> httpx.Client:
    """Return a client that asks this server, and no proxy."""
    return httpx.Client(base_url=url, timeout=PATIENCE_S, trust_env=False)


def _nothing() -> None:
    """Tell nobody: the socket listens already."""


@dataclass
class Process:
    """``daocha serve`` as a process."""

    child: subprocess.Popen[str]
    url: str

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal; return the exit code, and what was said on stderr."""
        self.child.send_signal(number)
        _, said = self.child.communicate(timeout=PATIENCE_S)
        return self.child.returncode, said


def command(ledger: Path, *options: str) -> list[str]:
    """Return the command that serves a ledger."""
    named = ["--ledger", str(ledger), "serve", *options]
    return [sys.executable, "-c", START, *named]


@contextmanager
def process(ledger: Path, *options: str, port: int = 0) -> Iterator[Process]:
    """Serve a ledger from a process of its own, which is killed at the end."""
    child = subprocess.Popen(
        command(ledger, "--port", str(port), *options),
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DAOCHA_STATE": str(ledger.parent / "state"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    try:
        url = child.stdout.readline().strip()
        assert url.startswith("http://"), child.stderr and child.stderr.read()
        yield Process(child, url)
    finally:
        child.kill()
        child.communicate()
