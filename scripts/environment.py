"""Make the virtual environment, and say in plain words what is missing.

Run with the system's Python, before anything is installed.
"""

import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def main() -> int:
    """Create the environment named by the first argument."""
    target = Path(sys.argv[1])
    if sys.version_info < OLDEST:
        print(
            f"daocha 需要 Python 3.11 或更新版本,现在是 {sys.version.split()[0]}。\n"
            "daocha needs Python 3.11 or newer; set PYTHON=/path/to/python3.11.",
            file=sys.stderr,
        )
        return 2
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(target)],
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        print(
            "无法建立虚拟环境;在 Debian 上请先运行: apt-get install python3-venv\n"
            "Cannot make a virtual environment; on Debian run first: "
            "apt-get install python3-venv\n" + made.stdout + made.stderr,
            file=sys.stderr,
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
