"""``daocha`` starts here: the process made ready before anything large is imported.

Ctrl-C while Python is still importing ends the process quietly; later `cli.failures`
tells it.
"""

import atexit
import gc
import os
import signal
import sys
from typing import NoReturn

from cli.streams import prepare_streams

INTERRUPTED = 130
_OBJECTS_UNTIL_COLLECTED = 100_000


def main() -> NoReturn:
    """Run the command line (the entry point of the console script)."""
    later = signal.signal(signal.SIGINT, _leave)
    # What is imported stays: looking through it for garbage, at the start and once
    # more when the process ends, is a fifth of a short answer.
    gc.set_threshold(_OBJECTS_UNTIL_COLLECTED)
    atexit.register(gc.freeze)
    _speak_utf8()
    prepare_streams()
    # Whatever is imported out here cannot be interrupted quietly.
    from cli.front_door import front_door  # noqa: PLC0415

    door = front_door(sys.argv[1:])
    signal.signal(signal.SIGINT, later)
    door.main()


def _leave(*_signal: object) -> NoReturn:
    os._exit(INTERRUPTED)


def _speak_utf8() -> None:
    """Start anew in UTF-8 where the locale has none: names here are Chinese."""
    if sys.getfilesystemencoding().lower() == "utf-8" or sys.flags.utf8_mode:
        return
    program = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    os.execv(sys.executable, program)  # noqa: S606 - this program itself
