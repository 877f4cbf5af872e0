"""A reason why a record must not stand in the log, as data.

A check that finds something wrong returns objections; who must stop raises the
first of them as an error, who audits collects them all. One table below says which
error each code becomes, so that both ways of telling stay the same sentence.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

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

_ERRORS: Final[dict[str, type[LedgerError]]] = {
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

CODES: Final = frozenset(_ERRORS)
"""Every code an objection can carry."""


class Objection(msgspec.Struct, frozen=True):
    """One reason, ready for a message: ``what: expected X, got Y``.

    Attributes:
        code: Which kind of check objects; one of `CODES`.
        what: The thing that was compared, with ids and positions.
        expected: What the format, the history or the directory demands.
        found: What stands there instead; never a secret nor personal data.
    """

    code: str
    what: str
    expected: str
    found: str

    @property
    def message(self) -> str:
        """The reason as one line."""
        return f"{self.what}: expected {self.expected}, got {self.found}"

    def error(self) -> LedgerError:
        """Make the error that this reason is, for a caller that must stop."""
        return _ERRORS[self.code](self.message)


def check_none(objections: Iterable[Objection]) -> None:
    """Check that there is no objection.

    Raises:
        MalformedError: The first objection is about the shape of something.
        VerificationError: The first objection is about a false claim; the class
            is the one that the objection's code stands for.
    """
    for objection in objections:
        raise objection.error()
