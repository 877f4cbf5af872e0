"""The lawfulness audit: the rule book replayed over the whole log.

Every act is judged again by the same rules, with the states, the directory, the
policy and the calendars as they stood at its position. What should have been
refused is a finding: somebody wrote it with valid keys and went round the rules.
History itself is never refused; the replay goes on.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from aggregates.catalog import AGGREGATES, act_of
from aggregates.decider import Act
from aggregates.judge import confirmations, judge
from aggregates.standing import MemoryStates
from ledger.audit.report import Finding
from ledger.directory import Directory
from ledger.enrolment import DIRECTORY_KINDS
from ledger.errors import LedgerError
from ledger.record import Event

CHECK = "law"


class LawfulnessAudit:
    """Judges a log from its beginning, act by act.

    Args:
        directory: Keys and roles as they stood before the first event; none did,
            unless a part of a log is judged.
    """

    def __init__(self, directory: Directory | None = None) -> None:
        self._states = MemoryStates(AGGREGATES)
        self._directory = directory or Directory()

    def findings(self, events: Iterable[Event]) -> Iterator[Finding]:
        """Yield every act that the rules would have refused.

        Args:
            events: The whole log, in order.
        """
        for _, group in groupby(events, key=_moment):
            yield from self._batch(tuple(group))

    def _batch(self, events: tuple[Event, ...]) -> Iterator[Finding]:
        acts = []
        for event in events:
            try:
                acts.append(act_of(event))
            except LedgerError as error:
                yield _finding(event.position, event.hash, "LEDGER-SCHEMA", str(error))
        for lead, followers in confirmations(acts):
            yield from self._confirmation((lead, *followers))

    def _confirmation(self, acts: tuple[Act, ...]) -> Iterator[Finding]:
        if acts[0].position > 0:
            for refusal in judge(acts, self._states, self._directory):
                yield _finding(
                    acts[0].position,
                    acts[0].hash,
                    refusal.rule,
                    refusal.found.zh,
                    expected=refusal.expected.zh,
                )
        for act in acts:
            self._apply(act)

    def _apply(self, act: Act) -> None:
        self._states.apply(act)
        if act.type.kind in DIRECTORY_KINDS and act.statement is not None:
            self._directory.apply(act.statement, act.position)
            self._directory.settle()


def _moment(event: Event) -> tuple[int, bytes]:
    """Tell what was appended together: one time of recording, the same signers."""
    keys = b"".join(signer.key for signer in event.statement.by)
    return event.received_at, keys


def _finding(
    position: int, digest: bytes, rule_id: str, found: str, *, expected: str = ""
) -> Finding:
    return Finding(
        check=CHECK,
        position=position,
        event_id=digest.hex(),
        what=rule_id,
        expected=expected or "an act that the rules allow",
        found=found,
    )
