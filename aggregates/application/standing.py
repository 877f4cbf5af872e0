"""How an application stands: its stages, and what the rules remember of it."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec

from aggregates.application.checked import Checks, Flag
from ledger.encoding import encode

# The stages an application passes, in order.
DRAFT = "DRAFT"
SUBMITTED = "SUBMITTED"
REVIEWED = "REVIEWED"
DELIBERATED = "DELIBERATED"
PUBLICITY = "PUBLICITY"
PUBLICITY_CLOSED = "PUBLICITY_CLOSED"
RECOMMENDED = "RECOMMENDED"
FORWARDED = "FORWARDED"
AUDITED = "AUDITED"
AUDIT_FAILED = "AUDIT_FAILED"
ACCEPTED = "ACCEPTED"
ADMITTED = "ADMITTED"
BALLOTED = "BALLOTED"
PUBLICISED = "PUBLICISED"
CONFIRMED = "CONFIRMED"
# Ends.
NOT_RECOMMENDED = "NOT_RECOMMENDED"
NOT_PASSED = "NOT_PASSED"
REVIEWED_FAIL = "REVIEWED_FAIL"
ABANDONED = "ABANDONED"
WITHDRAWN = "WITHDRAWN"
DISQUALIFIED = "DISQUALIFIED"
NOT_CONFIRMED = "NOT_CONFIRMED"
VOIDED = "VOIDED"

ENDS = frozenset(
    {
        NOT_RECOMMENDED,
        NOT_PASSED,
        REVIEWED_FAIL,
        ABANDONED,
        WITHDRAWN,
        DISQUALIFIED,
        NOT_CONFIRMED,
        VOIDED,
    }
)


class Material(msgspec.Struct, frozen=True):
    """One item as it stands: which file, and whether it may be used."""

    kind: str
    file: bytes
    obtained_on: date
    classified: bool
    declassified: bool = False


class Attested(msgspec.Struct, frozen=True):
    """A fact, who attested it, and when the ledger learned it."""

    fact: Any
    by: str
    known_on: date


class Defect(msgspec.Struct, frozen=True):
    """A bar to the declaration: when it was true, and when it was found."""

    kind: str
    arisen_on: date
    found_on: date


class Publicity(msgspec.Struct, frozen=True):
    """A publicity: when posted, when recorded, and whether it was closed."""

    posted_on: date
    recorded_on: date
    late: bool
    closed_on: date | None = None


class Correction(msgspec.Struct, frozen=True):
    """An open one-time notification."""

    codes: tuple[str, ...]
    until: date
    org: str


class Notice(msgspec.Struct, frozen=True):
    """A notification of reasons: by whom, when, and which files it saw."""

    org: str
    seq: int
    reasons: tuple[tuple[str, str], ...]
    files: Mapping[str, bytes]


class ApplicationState(msgspec.Struct, frozen=True):
    """One application, as far as rules need it."""

    id: str
    stage: str = ""
    person: str = ""
    session: str = ""
    profile: str = ""
    employer: str = ""
    agency: str = ""
    applicant_kind: str = ""
    declaration: str = ""
    series: str = ""
    profession: str = ""
    level: str = ""
    post_profession: str = ""
    standard: str = ""
    own_commitment: bytes = b""
    materials: Mapping[str, Material] = {}
    facts: Mapping[str, Attested] = {}
    exceptions: tuple[str, ...] = ()
    excepted_rules: tuple[str, ...] = ()
    shared: Mapping[str, bool] = {}
    commitment_form: str = ""
    committed: bytes = b""
    declared_on: date | None = None
    intake_by: tuple[str, ...] = ()
    reviewer: str = ""
    reviewed: bytes = b""
    recommended: bytes = b""
    quota: str = ""
    entrustment: str = ""
    publicity: Publicity | None = None
    objections: Mapping[str, bool | None] = {}
    holder: str = ""
    route: tuple[str, ...] = ()
    correction: Correction | None = None
    missed: date | None = None
    notices: tuple[Notice, ...] = ()
    defects: tuple[Defect, ...] = ()
    held: bool = False
    complaints: Mapping[str, str] = {}
    complaint_closed_at: int = -1
    case_no: str = ""
    ballot_passed: bool | None = None
    document_no: str = ""
    complaint: str = ""
    violation: str = ""
    decision_no: str = ""
    decided_on: date | None = None
    checks: Checks = Checks()
    signers: Mapping[str, tuple[str, ...]] = {}

    @property
    def manifest(self) -> bytes:
        """SHA-256 of the canonical list of items and file commitments."""
        items = [[item, m.kind, m.file] for item, m in sorted(self.materials.items())]
        return sha256(encode(items)).digest()

    @property
    def ended(self) -> bool:
        """Whether nothing more can come for this year."""
        return self.stage in ENDS

    def flags(self) -> Mapping[str, Flag]:
        """Return the flags on files that are still the material."""
        return {
            number: flag
            for number, flag in self.checks.flags.items()
            if flag.item in self.materials
            and self.materials[flag.item].file == flag.file
        }

    def open_complaints(self) -> tuple[str, ...]:
        """Return the complaints that are not decided yet."""
        return tuple(c for c, outcome in self.complaints.items() if not outcome)

    def substantiated(self) -> bool:
        """Tell whether a complaint was substantiated, wholly or partly."""
        return any(o in ("SUBSTANTIATED", "PARTLY") for o in self.complaints.values())
