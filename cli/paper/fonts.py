"""Where the Chinese font of a paper is found: no font is part of this program."""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cli.language import say

if TYPE_CHECKING:
    from typst import Fonts

VARIABLE: Final = "DAOCHA_FONT_PATH"
SERIF: Final = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
)
"""Fonts for the text of a paper, the first that is there is taken."""

SANS: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
)
"""Fonts for headings and for what stands small at the edge."""


class NoFontError(click.UsageError):
    """No Chinese font was found, so that nothing could be set."""


def font_folders(given: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the folders in which fonts are sought; none means: where the system has.

    Args:
        given: Those named on the command line; else the environment names them.
    """
    if given:
        return tuple(given)
    named = os.environ.get(VARIABLE, "")
    return tuple(Path(one) for one in named.split(os.pathsep) if one)


@cache
def load_fonts(folders: tuple[Path, ...]) -> "Fonts":
    """Load what is in the folders, or what fontconfig names where there are none."""
    from typst import Fonts  # noqa: PLC0415 - slow to import, and only for papers

    return Fonts(
        include_system_fonts=not folders,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in folders],
    )


def families(folders: tuple[Path, ...]) -> dict[str, list[str]]:
    """Return the font of the text and the font of headings, as templates take them.

    Raises:
        NoFontError: There is no Chinese font.
    """
    there = set(load_fonts(folders).families())
    serif, sans = _first(SERIF, there), _first(SANS, there)
    if not serif and not sans:
        raise NoFontError(_absent(folders))
    return {"serif": serif or sans, "sans": sans or serif}


def _first(wanted: Iterable[str], there: set[str]) -> list[str]:
    return [name for name in wanted if name in there][:1]


def _absent(folders: tuple[Path, ...]) -> str:
    where = "、".join(map(str, folders))
    zh = f"在 {where} 中" if folders else ""
    en = f" in {where}" if folders else ""
    return say(
        f"{zh}没有找到中文字体。请安装：sudo apt-get install fonts-noto-cjk；"
        f"或用 --font-path（或环境变量 {VARIABLE}）指明字体所在目录",
        f"no Chinese font was found{en}. Install one: sudo apt-get install "
        f"fonts-noto-cjk; or name its folder by --font-path, or by {VARIABLE}",
    )
