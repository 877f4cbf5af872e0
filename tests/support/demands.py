"""What a machine may lack: tests that need it skip with the reason, unless demanded.

``DAOCHA_DEMAND=browser,font,pictures`` demands it: then such a test fails where the
thing is absent. Neither a browser nor a Chinese font comes from the package index.
"""

import os
import shutil
from collections.abc import Callable
from typing import Final, NamedTuple

from cli.paper.fonts import NoFontError, families, font_folders

VARIABLE: Final = "DAOCHA_DEMAND"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


class Demand(NamedTuple):
    """Something that a machine has, or not.

    Attributes:
        is_there: Tells whether it has it.
        package: What to install.
    """

    is_there: Callable[[], bool]
    package: str


def browser() -> str:
    """Return the path of a browser; empty without one."""
    found = (shutil.which(name) for name in BROWSERS)
    return next((path for path in found if path), "")


def _has_font() -> bool:
    try:
        families(font_folders())
    except NoFontError:
        return False
    return True


DEMANDS: Final = {
    "browser": Demand(lambda: bool(browser()), "chromium"),
    "font": Demand(_has_font, "fonts-noto-cjk"),
    "pictures": Demand(lambda: bool(shutil.which("pdftoppm")), "poppler-utils"),
}


def absent(name: str) -> str:
    """Return why a test that needs something cannot run; empty if it can, or must."""
    demand = DEMANDS[name]
    if name in os.environ.get(VARIABLE, "").split(",") or demand.is_there():
        return ""
    return f"no {name} on this machine (apt-get install {demand.package})"
