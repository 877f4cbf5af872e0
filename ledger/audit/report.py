"""What an audit says: steps in their order, and findings as data."""

from collections.abc import Sequence
from typing import Final

import msgspec

from ledger.objection import Objection

CHECKS: Final = (
    "storage",
    "records",
    "columns",
    "signatures",
    "directory",
    "chains",
    "seen",
    "refs",
    "times",
    "tree",
    "head",
    "vault",
)
"""Every named check, in the order in which an audit reports them."""

MOST_LISTED: Final = 1000
"""Findings of one check that are listed; all of them are counted."""


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """Something that is wrong in a ledger.

    Attributes:
        check: Which check found it, one of `CHECKS`.
        position: Where, if it is about one record; the first of several.
        event_id: Statement hash of that record in hex, if it can be told.
        what: What was compared, with aggregate ids and positions.
        expected: What ought to stand there.
        found: What stands there; never personal data.
    """

    check: str
    position: int | None
    event_id: str | None
    what: str
    expected: str
    found: str

    @property
    def message(self) -> str:
        """The finding as one line."""
        return f"{self.what}: expected {self.expected}, got {self.found}"


class Step(msgspec.Struct, frozen=True):
    """One check that was done, or was not.

    Attributes:
        check: Its name.
        found: How many findings it has, listed or not.
        note: What was compared with what; why something was not checked.
        done: Whether it was done at all. Silence is no proof.
    """

    check: str
    found: int
    note: str
    done: bool = True


class Report(msgspec.Struct, frozen=True):
    """The outcome of an audit.

    Attributes:
        findings: What is wrong, by check and position; empty for a sound ledger.
        steps: What was checked, in order.
        size: Number of records in the database.
        root: Root of the tree over them, as the audit computed it.
        since: Size of the kept checkpoint from which the audit went on, or 0.
    """

    findings: list[Finding]
    steps: list[Step]
    size: int
    root: bytes
    since: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return all(step.found == 0 for step in self.steps)


class Collector:
    """Takes findings in any order and lists them by check and position.

    Args:
        checks: The checks that were asked for; findings of others are dropped.
    """

    def __init__(self, checks: Sequence[str]) -> None:
        self.checks = frozenset(checks)
        self._listed: dict[str, list[Finding]] = {check: [] for check in CHECKS}
        self._counts = dict.fromkeys(CHECKS, 0)
        self._notes: dict[str, str] = {}
        self._undone: set[str] = set()

    def add(self, finding: Finding) -> None:
        """Take a finding."""
        if finding.check not in self.checks:
            return
        self._counts[finding.check] += 1
        if len(self._listed[finding.check]) < MOST_LISTED:
            self._listed[finding.check].append(finding)

    def emptied(self) -> "Collector":
        """Return a new one for the same checks."""
        return Collector(sorted(self.checks))

    def note(self, check: str, note: str, *, done: bool = True) -> None:
        """Say what a check compared, or why it was not done."""
        self._notes[check] = note
        if not done:
            self._undone.add(check)

    def report(self, *, size: int, root: bytes, since: int) -> Report:
        """Put everything in order."""
        order = [check for check in CHECKS if check in self.checks]
        findings = [
            finding
            for check in order
            for finding in sorted(self._listed[check], key=_place)
        ]
        steps = [
            Step(
                check,
                self._counts[check],
                self._notes.get(check, ""),
                check not in self._undone,
            )
            for check in order
        ]
        return Report(findings, steps, size, root, since)


def finding_of(
    check: str, objection: Objection, position: int, event_id: str | None
) -> Finding:
    """Make the finding that an objection is."""
    return Finding(
        check,
        position,
        event_id,
        objection.what,
        objection.expected,
        objection.found,
    )


def _place(finding: Finding) -> int:
    return -1 if finding.position is None else finding.position
