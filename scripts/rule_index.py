"""Write which module judges which types of act, from the registry of the rule book.

A module keeps its place, so that refusals keep their order; a new one comes last.
"""

import json
from pathlib import Path
from typing import Final

import aggregates.rule_modules  # noqa: F401 - registers the rules
from aggregates.rule_index import ranks
from aggregates.rulebook import RULES

INDEX: Final = Path(__file__).resolve().parent.parent / "aggregates" / "rule_index.json"


def rule_index() -> dict[str, list[str]]:
    """Return the types of act by module."""
    found: dict[str, set[str]] = {module: set() for module in ranks()}
    for rule in RULES:
        found.setdefault(rule.home, set()).update(rule.types)
    return {module: sorted(types) for module, types in found.items() if types}


def main() -> None:
    """Write it anew."""
    INDEX.write_text(json.dumps(rule_index(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
