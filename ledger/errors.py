"""Every failure the ledger can report, one class for each thing a caller can do.

::

    LedgerError
    ├── MalformedError        bytes do not have the shape they claim
    ├── VerificationError     well formed, and the claim is false
    │   ├── SignatureError    a signature does not verify, or signs something else
    │   ├── UnknownKeyError   nobody here knows the key that signed
    │   ├── ChainError        an event does not follow its predecessor
    │   ├── ProofError        a proof leads to another root
    │   ├── RoleError         the signer did not have the role it acts under
    │   ├── TimeError         an instant lies outside its bounds
    │   └── ForkError         two signed heads that cannot both be true
    ├── UnusableKeyError      a key cannot be read, or must not be used
    └── StoreError            the outcome is unknown or the medium is broken
        └── ConflictError     somebody appended first; nothing was written

Messages read ``what: expected X, got Y``. They hold positions and ids, never a
secret, personal data or a whole object. A mistake of the calling code is none of
these: it is a `ValueError` or a `TypeError`.
"""


class LedgerError(Exception):
    """Root of all failures of the ledger."""


class MalformedError(LedgerError):
    """Bytes or text do not have the shape they claim to have."""


class VerificationError(LedgerError):
    """Something is well formed, and what it claims is false."""


class SignatureError(VerificationError):
    """A signature does not verify, is missing, or belongs to another signer."""


class UnknownKeyError(VerificationError):
    """A signature comes from a key that the verifier does not know."""


class ChainError(VerificationError):
    """An event does not follow the one before it in its aggregate."""


class ProofError(VerificationError):
    """An inclusion or consistency proof does not lead to the expected root."""


class RoleError(VerificationError):
    """A signer did not hold the role, or not for this act, when it signed."""


class TimeError(VerificationError):
    """An instant lies outside the bounds that order and clock give it."""


class ForkError(VerificationError):
    """Two signed heads exist that cannot both be true.

    Args:
        message: What was compared, and at which sizes.
        evidence: The signed notes, and any proof, that show the fork to a third
            party without trusting the one who reports it.
    """

    def __init__(self, message: str, evidence: tuple[bytes, ...] = ()) -> None:
        super().__init__(message)
        self.evidence = evidence


class UnusableKeyError(LedgerError):
    """A key is unreadable, unprotected or weak, and was not used."""


class StoreError(LedgerError):
    """The medium failed, or whether a write happened is unknown."""


class ConflictError(StoreError):
    """Somebody appended first; nothing was written, and a retry may succeed.

    Args:
        id: The aggregate whose version had moved.
        expected: The version that the decision was based on; 0 means none.
        found: The version that the ledger holds.
    """

    def __init__(self, id: str, expected: int, found: int) -> None:  # noqa: A002 - the format's own name
        super().__init__(f"version of {id}: expected {expected}, got {found}")
        self.id = id
        self.expected = expected
        self.found = found

    def __reduce__(self) -> tuple[type["ConflictError"], tuple[str, int, int]]:
        # Pickled when it crosses from one process to another.
        return type(self), (self.id, self.expected, self.found)
