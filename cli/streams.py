"""The standard streams, made usable before any file is opened.

A stream that was closed by whoever started us would give its number to the next file
that is opened, and what is printed would go into it: into a database, at worst.
"""

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Final, TextIO

_CLOSED: Final = (os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)
"""How the null device stands in for each: nothing to read; an answer that nobody gets
is an error; talk that nobody wants to hear is none."""


def prepare_streams() -> None:
    """See that there are three streams, and that they can hold every name."""
    for number, flags in enumerate(_CLOSED):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)
    # Python gives none where it found a stream closed.
    sys.stdin = sys.stdin or _text(0, "r")
    sys.stdout = sys.stdout or _text(1, "w")
    sys.stderr = sys.stderr or _text(2, "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def silence(stream: TextIO) -> None:
    """Let what is still to be written to a broken stream go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        stream.flush()


def pause(stream: TextIO, seconds: float) -> None:
    """Wait between two lines, unless whoever reads the stream leaves meanwhile.

    Raises:
        BrokenPipeError: Nobody reads it any more.
    """
    # Python loads it only here: few commands wait.
    import select  # noqa: PLC0415

    watched = select.poll()
    watched.register(stream, 0)
    if watched.poll(seconds * 1_000):
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def _text(number: int, mode: str) -> TextIO:
    return TextIOWrapper(os.fdopen(number, f"{mode}b"), encoding="utf-8")
