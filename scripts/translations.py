"""Make the binary catalogue of click's messages from its readable source.

``cli/locale/zh_CN/click.po`` is what people edit; gettext reads the ``.mo`` beside it.
Run with ``--check`` to see whether the two agree.
"""

import ast
import struct
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "cli" / "locale" / "zh_CN"
SOURCE = FOLDER / "click.po"
TARGET = FOLDER / "LC_MESSAGES" / "daocha.mo"
MAGIC = 0x950412DE
HEADER_SIZE = 28


def read(text: str) -> dict[str, str]:
    """Read the messages of a catalogue: msgid, or both joined by NUL, to msgstr."""
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    last = ""
    for line in [*text.splitlines(), ""]:
        word, _, rest = line.partition(" ")
        if line.startswith('"'):
            parts[last] += ast.literal_eval(line)
        elif word in {"msgid", "msgid_plural", "msgstr", "msgstr[0]"}:
            last = word.removesuffix("[0]")
            parts[last] = ast.literal_eval(rest)
        elif not line.strip() and parts:
            ids = [parts[k] for k in ("msgid", "msgid_plural") if k in parts]
            found["\0".join(ids)] = parts["msgstr"]
            parts = {}
    return found


def write(messages: dict[str, str]) -> bytes:
    """Write messages in the format of GNU gettext, sorted."""
    pairs = sorted((k.encode(), v.encode()) for k, v in messages.items())
    start = HEADER_SIZE + 16 * len(pairs)
    texts, tables = b"", []
    for column in (0, 1):
        table = b""
        for pair in pairs:
            table += struct.pack("<2I", len(pair[column]), start + len(texts))
            texts += pair[column] + b"\0"
        tables.append(table)
    header = struct.pack(
        "<7I",
        MAGIC,
        0,
        len(pairs),
        HEADER_SIZE,
        HEADER_SIZE + 8 * len(pairs),
        0,
        start,
    )
    return header + tables[0] + tables[1] + texts


def main() -> int:
    """Make the catalogue, or compare it."""
    made = write(read(SOURCE.read_text(encoding="utf-8")))
    if "--check" in sys.argv[1:]:
        return int(TARGET.read_bytes() != made)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
