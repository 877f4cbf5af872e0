"""The surroundings of child processes: those that a user's processes have.

Python keeps compiled modules unless it is told not to, and reads them on the next
start. Here they are kept in the bench's own directory, for both sides alike, and the
first start, which compiles, is never among the measured ones.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent

_UNWANTED: Final = ("PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE", "PYTHONHASHSEED")


def environment(directory: Path) -> dict[str, str]:
    """Return the environment of a child process.

    Args:
        directory: Where compiled modules are kept.
    """
    kept = {name: text for name, text in os.environ.items() if name not in _UNWANTED}
    paths: Sequence[str] = [str(ROOT), *filter(None, [kept.get("PYTHONPATH")])]
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONPYCACHEPREFIX": str(directory / "compiled"),
    }
