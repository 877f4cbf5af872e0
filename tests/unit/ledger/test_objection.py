"""Objections are the same sentence as data and as an error."""

import pytest

from ledger.errors import (
    ChainError,
    LedgerError,
    MalformedError,
    ProofError,
    RoleError,
    SignatureError,
    TimeError,
    UnknownKeyError,
    VerificationError,
)
from ledger.objection import CODES, Objection, check_none

CLASSES = {
    "malformed": MalformedError,
    "signature": SignatureError,
    "key-unknown": UnknownKeyError,
    "key-revoked": UnknownKeyError,
    "key-weak": VerificationError,
    "role": RoleError,
    "signers": RoleError,
    "custodian": RoleError,
    "body": VerificationError,
    "origin": VerificationError,
    "chain": ChainError,
    "seen": ProofError,
    "reference": ChainError,
    "time": TimeError,
    "batch": VerificationError,
    "heads": ProofError,
}


def test_every_code_is_tested_here() -> None:
    assert set(CLASSES) == set(CODES)


@pytest.mark.parametrize(("code", "error"), CLASSES.items())
def test_a_code_becomes_its_error(code: str, error: type[LedgerError]) -> None:
    objection = Objection(code, "thing", "one", "two")
    made = objection.error()
    assert type(made) is error
    assert str(made) == objection.message == "thing: expected one, got two"


def test_the_first_objection_is_raised() -> None:
    check_none([])
    with pytest.raises(TimeError, match="first"):
        check_none([Objection(code, "first", "", "") for code in ("time", "seen")])
