"""Corrections and recalls of other kinds than applications (domain page 3.10b)."""

from typing import Any

import pytest

from aggregates.amendment import AMENDED_KINDS
from aggregates.schema import EVENT_TYPES
from tests.support import actors as a
from tests.support.builders_session import (
    COMPLAINT,
    DECIDE,
    STEP,
    SUBSTANTIATED,
    VERIFYING,
)
from tests.support.given import Deed, deed, given, world_after

RECALLED: Any = EVENT_TYPES["complaint.recalled"].body
CORRECTED: Any = EVENT_TYPES["complaint.corrected"].body


def recall(history: tuple[Deed, ...], like: Deed, at: str) -> Deed:
    """Recall the newest act of the complaint, by those who did it."""
    seq = world_after(history).version(COMPLAINT)
    return deed(RECALLED, COMPLAINT, like.by, at, seq=seq, reason="误填（示例）")


def test_a_step_of_the_verification_is_recalled() -> None:
    back = recall(VERIFYING, STEP, "2024-08-20T17:00")
    world = given(*VERIFYING).when(back).accepted()
    assert world.get(COMPLAINT).steps == 0
    given(*VERIFYING).when(back.signed(a.UNIT_OFFICER)).refused("LEDGER-SIGNERS")


def test_a_step_of_the_verification_is_corrected() -> None:
    seq = world_after(VERIFYING).version(COMPLAINT)
    mend = deed(
        CORRECTED,
        COMPLAINT,
        STEP.by,
        "2024-08-20T17:00",
        seq=seq,
        field="/method",
        old=STEP.fields["method"],
        new="INTERVIEW",
        reason="误填（示例）",
    )
    given(*VERIFYING).when(mend).accepted()
    given(*VERIFYING).when(mend.but(new="NONSENSE")).refused("LEDGER-SCHEMA")


def test_what_opens_a_duty_is_not_recalled() -> None:
    """A decision brings followers and duties; it is undone by a re-check."""
    back = recall(SUBSTANTIATED, DECIDE, "2024-08-30T17:00")
    given(*SUBSTANTIATED).when(back).refused("LEDGER-STATE")


@pytest.mark.parametrize("kind", AMENDED_KINDS)
def test_every_kind_of_matter_has_both(kind: str) -> None:
    for word in ("corrected", "recalled"):
        assert EVENT_TYPES[f"{kind}.{word}"].signers
