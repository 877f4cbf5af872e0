"""The second verifier judges the demonstration's ledger and its altered copies.

The demonstration checks its alterations with our own audit; here somebody else does.
"""

from pathlib import Path

import pytest

from cli.case.player import Stage
from cli.case.tampering import Alteration, alterations, copy_of
from cli.demo import CASES, DEFAULT_CASE, PASSPHRASE, ROUNDS
from ledger.backup import backup
from tests.support.ledgers import key_of
from tests.support.stranger import verify

KINDS = range(len(alterations(key_of("nobody"), Path())))


class Played:
    """The case, played to its end, with a backup taken half-way."""

    def __init__(self, root: Path) -> None:
        self.ledger, older = root / "ledger", root / "older"
        case = CASES / DEFAULT_CASE
        stage = Stage(case, self.ledger, passphrase=PASSPHRASE, rounds=ROUNDS)
        try:
            for number, _ in enumerate(stage.play()):
                if number == len(stage.steps) // 2:
                    backup(self.ledger, older)
        finally:
            stage.close()
        forger = stage.cast.signer(stage.case.show.forger)
        self.alterations = alterations(forger, older / "ledger.db")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return Played(tmp_path_factory.mktemp("demo"))


def test_the_ledger_of_the_demonstration_is_accepted(played: Played) -> None:
    code, output = verify(played.ledger)
    assert code == 0, output


@pytest.mark.parametrize("kind", KINDS)
def test_each_altered_copy_of_the_demonstration_is_refused(
    played: Played, tmp_path: Path, kind: int
) -> None:
    """The attacks that a newcomer sees, judged by a program that is not ours."""
    alteration: Alteration = played.alterations[kind]
    copy = copy_of(played.ledger, tmp_path / "copy")
    alteration.apply(copy)
    code, output = verify(copy)
    assert code == 6, f"{alteration.what}: {output}"
