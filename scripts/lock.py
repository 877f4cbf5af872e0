"""Renew requirements.txt and requirements-dev.txt from pyproject.toml.

The files name versions and hashes only: no index, no host.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = [
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-header",
]


def lock(target: str, *extra: str) -> None:
    """Compile one lock file."""
    compile_ = [sys.executable, "-m", "piptools", "compile", *COMMON, *extra]
    subprocess.run(
        [*compile_, "--output-file", target, "pyproject.toml"], cwd=ROOT, check=True
    )


if __name__ == "__main__":
    lock("requirements.txt", "--extra", "build")
    lock("requirements-dev.txt", "--extra", "build", "--extra", "dev")
