"""Playing a case: founding its ledger, enrolling its cast, taking its steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aggregates.decider import Refusal, Refused
from aggregates.dispatch import Dispatch
from aggregates.draft import Intent
from aggregates.session.drawing import secret_commitment
from cli.case.cast import PERSON_SUFFIX, Cast, Randomness
from cli.case.enrolment import Enrolment
from cli.case.script import Step, instant_of, load_case
from cli.case.values import Values
from cli.founding import found
from ledger.keys import Ed25519Signer
from ledger.log import Log, Receipt
from ledger.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one step."""

    step: Step
    receipts: tuple[Receipt, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def as_expected(self) -> bool:
        """Whether it was recorded, or refused under the rules that the case names."""
        ids = {refusal.rule for refusal in self.refusals}
        if not self.step.refused:
            return not ids
        return set(self.step.refused) <= ids


class Stage:
    """A case on a ledger of its own, on a simulated clock.

    Args:
        folder: The case's folder.
        directory: Where its ledger goes.
        passphrase: For the log key's file.
        rounds: bcrypt rounds of that file.
    """

    def __init__(
        self, folder: Path, directory: Path, *, passphrase: bytes, rounds: int
    ) -> None:
        self.case, self.steps = load_case(folder)
        entropy = Randomness(self.case.name)
        self.cast = Cast(self.case, entropy)
        self.now = instant_of(self.case.begins)
        self.log, self.vault = self._found(directory, entropy, passphrase, rounds)
        self.dispatch = Dispatch(
            self.log, vault=self.vault, clock=lambda: self.now, entropy=entropy
        )
        self.values = Values(self.cast, folder, _draw_values(entropy), self.log.events)
        Enrolment(self).everybody()

    def _found(
        self, directory: Path, entropy: Randomness, passphrase: bytes, rounds: int
    ) -> tuple[Log, Vault]:
        founders = {
            person.founder: (
                self.cast.signer(name),
                self.cast.known_id(name + PERSON_SUFFIX),
            )
            for name, person in self.case.people.items()
            if person.founder
        }
        return found(
            directory,
            origin=f"simulated.invalid/{self.case.name}",
            simulated=True,
            log_signer=Ed25519Signer.from_seed(entropy(32)),
            founders=founders,
            clock=lambda: self.now,
            passphrase=passphrase,
            rounds=rounds,
            nonce=entropy(32),
        )

    def play(self) -> Iterator[Outcome]:
        """Take the steps one after the other, saying what came of each."""
        for step in self.steps:
            self.now = max(self.now, step.instant)
            yield self._take(step)

    def close(self) -> None:
        """Close ledger and vault."""
        self.log.close()
        self.vault.close()

    def _take(self, step: Step) -> Outcome:
        if step.act == "enrol":
            Enrolment(self).keys(step.who)
            return Outcome(step=step)
        parties = [self.cast.signatory(text) for text in step.by]
        intent = Intent(
            type=step.act,
            id=self._aggregate(step),
            body=self.values.of(step.body),
            by=[signatory for signatory, _ in parties],
            entries=self.values.of(step.entries),
            profile=step.profile,
        )
        try:
            receipts = self.dispatch.do(intent, [signer for _, signer in parties])
        except Refused as refused:
            return Outcome(step=step, refusals=refused.refusals)
        return Outcome(step=step, receipts=tuple(receipts))

    def _aggregate(self, step: Step) -> str:
        if not step.on:
            return ""
        name = self.values.of(step.on)
        return self.cast.id(name, step.act.partition(".")[0])


def _draw_values(entropy: Randomness) -> dict[str, Any]:
    """Make secrets for two draws; a plan publishes the commitment to its own first."""
    found: dict[str, Any] = {}
    for draw in ("draw", "second-draw"):
        secret = entropy(32)
        found[f"{draw}-secret"] = secret
        found[f"{draw}-commitment"] = secret_commitment(secret)
    return found


def outcomes_of(stage: Stage) -> Sequence[Outcome]:
    """Play a case to its end."""
    return tuple(stage.play())
