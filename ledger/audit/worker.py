"""Examining records in processes of their own, one for each core.

A worker is a program, not a fork: the caller may have threads and open databases, and
its main module is nobody's business here. It is told what to do in frames on its
standard input, and answers in frames on its standard output, in the same order. A
frame is a length of four bytes and MessagePack.
"""

import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Final

import msgspec

from ledger.audit.examine import Chunk, Examiner
from ledger.audit.vault import VaultReader
from ledger.errors import StoreError
from ledger.layout import DATABASE
from ledger.store.failures import translated
from ledger.store.sqlite import connect, database_uri
from ledger.vault import Vault

Span = tuple[int, int]
"""Positions from the first up to the second."""

_AHEAD: Final = 4
"""How many runs a worker may be ahead of the sequential part."""

_LENGTH: Final = 4

_encode: Final = msgspec.msgpack.Encoder().encode
_decode_chunk: Final = msgspec.msgpack.Decoder(Chunk).decode
_decode_span: Final = msgspec.msgpack.Decoder(Span).decode


class Task(msgspec.Struct, frozen=True):
    """What a worker works on.

    Attributes:
        directory: The ledger's directory.
        origin: The ledger's origin.
        checks: The checks that were asked for.
        vault: Whether commitments are opened.
    """

    directory: str
    origin: str
    checks: tuple[str, ...]
    vault: bool


def examine_here(task: Task, spans: Iterable[Span]) -> Iterator[Chunk]:
    """Examine runs of records one after the other in this process.

    Raises:
        StoreError: The medium failed.
    """
    directory = Path(task.directory)
    vault = Vault.open(directory) if task.vault else None
    try:
        with (
            translated(),
            closing(connect(database_uri(directory / DATABASE, "ro"))) as connection,
        ):
            reader = None if vault is None else VaultReader(vault)
            checks = frozenset(task.checks)
            examiner = Examiner(connection, task.origin, checks, reader)
            for start, stop in spans:
                yield examiner.examine(start, stop)
    finally:
        if vault is not None:
            vault.close()


def examine_on_all_cores(
    task: Task, spans: Sequence[Span], workers: int
) -> Iterator[Chunk]:
    """Examine runs of records in several processes; they come back in order.

    Raises:
        StoreError: A worker ended before its work did.
    """
    running = [_Worker(task, spans[number::workers]) for number in range(workers)]
    try:
        for number in range(len(spans)):
            yield running[number % workers].next()
    finally:
        for worker in running:
            worker.stop()


class _Worker:
    """One process, and the thread that listens to it."""

    def __init__(self, task: Task, spans: Sequence[Span]) -> None:
        # The same packages as here, wherever this process found them.
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            "from ledger.audit.worker import main; main()"
        )
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._answers: queue.Queue[bytes | None] = queue.Queue(_AHEAD)
        self._stopping = threading.Event()
        self._thread = threading.Thread(
            target=self._converse, args=(_encode(task), deque(spans)), daemon=True
        )
        self._thread.start()

    def next(self) -> Chunk:
        answer = self._answers.get()
        if answer is None:
            raise StoreError("audit: expected its worker to go on, and it ended")
        return _decode_chunk(answer)

    def stop(self) -> None:
        self._stopping.set()
        self._process.kill()
        while self._thread.is_alive():
            # The listener may be waiting for room.
            try:
                self._answers.get(timeout=0.01)
            except queue.Empty:
                continue
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # it may still hold what nobody will read
                pipe.close()
        self._process.wait()

    def _converse(self, task: bytes, spans: deque[Span]) -> None:
        said, heard = self._process.stdin, self._process.stdout
        assert said is not None
        assert heard is not None
        try:
            _write(said, task)
            open_spans = 0
            while spans or open_spans:
                while spans and open_spans < _AHEAD:
                    _write(said, _encode(spans.popleft()))
                    open_spans += 1
                answer = _read(heard)
                if answer is None or self._stopping.is_set():
                    break
                open_spans -= 1
                self._answers.put(answer)
        except OSError:
            pass  # the process ended: told by the missing answer
        self._answers.put(None)


def main() -> None:
    """Be a worker: read a task and runs of positions, answer with chunks."""
    said, heard = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    first = _read(said)
    if first is None:
        return
    task = msgspec.msgpack.decode(first, type=Task)
    for chunk in examine_here(task, _spans(said)):
        _write(heard, _encode(chunk))


def _spans(said: IO[bytes]) -> Iterator[Span]:
    while (frame := _read(said)) is not None:
        yield _decode_span(frame)


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes | None:
    length = pipe.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    size = int.from_bytes(length, "big")
    data = pipe.read(size)
    return data if len(data) == size else None
