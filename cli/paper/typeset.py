"""Setting a page: a template and its data in, the bytes of a PDF out.

The data travels as one JSON text beside the template and is never part of it, so that
no name or note can act as markup. Same template, data, time and fonts give the same
bytes: the creation time is that given, and the document's id follows from the rest.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from cli.language import say
from cli.paper.fonts import families, font_folders, load_fonts

TEMPLATES: Final = Path(__file__).parent / "templates"
ROOT: Final = TEMPLATES.parent.parent
"""What templates may import from one another: ``/paper/templates/house.typ``."""

STANDARD: Final = "a-2u"
"""PDF/A-2u: fonts embedded, text that can be searched, and no missing glyph."""

_NO_GLYPH: Final = re.compile(r'the text `"(?P<text>.*)"` could not be displayed')


class NoGlyphError(click.UsageError):
    """No font at hand has a character that is to be printed."""


def template(name: str) -> Path:
    """Return the template of a paper by its name, such as ``commitment``."""
    return TEMPLATES / f"{name}.typ"


def render_pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    font_paths: Sequence[Path] = (),
    timestamp: int,
) -> bytes:
    """Set a template with its data.

    Args:
        template: The ``.typ`` file; it lies in the package.
        data: What it shows, of JSON's types; it is found in ``sys.inputs.data``.
        font_paths: Folders with fonts; without any those that the environment names,
            else those of the system.
        timestamp: The time that the document says it was made, in ms since 1970.

    Raises:
        NoFontError: There is no Chinese font.
        NoGlyphError: The fonts lack a character.
    """
    import typst  # noqa: PLC0415 - slow to import, and only for papers

    folders = font_folders(font_paths)
    inputs = {
        "data": json.dumps(data, ensure_ascii=False),
        "fonts": json.dumps(families(folders)),
    }
    try:
        return typst.compile(
            str(template),
            root=str(ROOT),
            font_paths=load_fonts(folders),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            timestamp=timestamp // 1000,
            pdf_standards=[STANDARD],
        )
    except typst.TypstError as error:
        missing = _NO_GLYPH.search(error.message)
        if missing is None:
            raise
        raise NoGlyphError(_lacking(missing["text"])) from error


def _lacking(text: str) -> str:
    """Say which characters no font has: by number, for they are part of a name."""
    codes = " ".join(f"U+{ord(character):04X}" for character in text)
    return say(
        f"现有字体不能显示 {codes} 中的字。请用 --font-path 指明含有该字的字体所在目录",
        f"no font at hand can show a character of {codes}; name the folder of one "
        "that can by --font-path",
    )
