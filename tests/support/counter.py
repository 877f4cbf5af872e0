"""The counter at which somebody asks: reading commands, run in this process."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli.front_door import front_door


@dataclass(frozen=True)
class Counter:
    """Where somebody asks: a ledger, and the command line in this process."""

    ledger: Path
    ids: dict[str, str]

    def run(self, *arguments: str, **env: str | None) -> Result:
        settings: dict[str, str | None] = {
            "DAOCHA_LEDGER": str(self.ledger),
            "DAOCHA_LANG": None,
            "DAOCHA_JSON": None,
            "DAOCHA_NOW": None,
            "COLUMNS": None,
        }
        door = front_door(arguments)
        return CliRunner().invoke(door, list(arguments), env=settings | env)

    def told(self, *arguments: str) -> str:
        """Return what a command says that must succeed."""
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *arguments: str, expected: int = 0) -> Any:
        result = self.run("--json", *arguments)
        assert result.exit_code == expected, result.output
        return json.loads(result.stdout)
