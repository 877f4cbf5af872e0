"""Run the commands of the READMEs and write down what they print.

A block that begins with ``console`` holds commands after ``$`` and, below each, its
output. Without arguments the outputs are renewed; with ``--check`` they are compared,
where hashes, ids, times and signatures may differ.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
VOLATILE = (
    (re.compile(r"— \S+ [0-9A-Za-z+/=]{40,}"), "— SIGNATURE"),
    (re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{12,64}(?![0-9A-Za-z])"), "ID"),
    (re.compile(r"(?<![0-9A-Za-z+/])[0-9A-Za-z+/]{43}="), "HASH"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?"), "TIME"),
)
SECONDS = 300
WIDTH = "100"


def commands_in(block: str) -> list[str]:
    """Return the commands of a block, in order."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def transcript(commands: list[str]) -> str:
    """Run commands in one shell, in an empty folder, and return what they print."""
    marks = (f"echo {_quoted('$ ' + command)}\n{command}\n" for command in commands)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["bash", "-c", f'PATH="{ROOT}/.venv/bin:$PATH"\n' + "".join(marks)],
            cwd=folder,
            env={**os.environ, "COLUMNS": WIDTH},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    return _without_blank_ends(done.stdout)


def masked(text: str) -> str:
    """Replace what differs from run to run."""
    for pattern, word in VOLATILE:
        text = pattern.sub(word, text)
    return text


def pages() -> Iterator[tuple[Path, str, str]]:
    """Yield every page with its text and the block that is run."""
    for name in PAGES:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        found = BLOCK.search(text)
        if found is None:
            raise SystemExit(f"{name}: expected a console block")
        yield path, text, found.group()


def main() -> int:
    """Renew the blocks, or compare them."""
    stale = []
    for path, text, block in pages():
        fresh = transcript(commands_in(block))
        if "--check" not in sys.argv:
            path.write_text(text.replace(block, fresh), encoding="utf-8")
        elif masked(fresh) != masked(block):
            stale.append(path.name)
    if stale:
        print(f"not current: {', '.join(stale)}; run scripts/readme.py")
    return 1 if stale else 0


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _without_blank_ends(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


if __name__ == "__main__":
    sys.exit(main())
