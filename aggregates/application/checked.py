"""What the rules must remember of the checks beside the route."""

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from aggregates.application import audits, opinions
from aggregates.application import checks as c
from aggregates.decider import Act, Handlers


class Flag(msgspec.Struct, frozen=True):
    """A flagged item: on which file, and whether the applicant answered."""

    item: str
    file: bytes
    answered: bool = False


class Assessment(msgspec.Struct, frozen=True):
    """The hearing before the deliberation."""

    form: str
    held_on: date


class UnitAudit(msgspec.Struct, frozen=True):
    """What the establishing unit found, and on which material."""

    manifest: bytes
    unmet: tuple[str, ...]
    bans: tuple[str, ...]


class Checks(msgspec.Struct, frozen=True):
    """What was checked of one application.

    Attributes:
        flags: Flagged publications by the number of the flag.
        promised: Reviewers who signed the reviewer's commitment.
        assessment: The hearing since the last submission, if there was one.
        found: Reasons of a failed audit that nobody has been told yet.
        unit: The establishing unit's audit.
    """

    flags: Mapping[str, Flag] = {}
    promised: frozenset[str] = frozenset()
    assessment: Assessment | None = None
    found: tuple[tuple[str, str], ...] = ()
    unit: UnitAudit | None = None


def _answered(checks: Checks, body: c.RiskFlagAnswered, _act: Act) -> Checks:
    flag = checks.flags.get(body.flag)
    if flag is None:
        return checks
    answered = replace(flag, answered=True)
    return replace(checks, flags={**checks.flags, body.flag: answered})


def _promised(checks: Checks, body: c.ReviewCommitmentSigned, _act: Act) -> Checks:
    return replace(checks, promised=checks.promised | {body.reviewer})


def _assessed(checks: Checks, body: c.PreAssessmentRecorded, _act: Act) -> Checks:
    return replace(checks, assessment=Assessment(body.form, body.held_on))


def _failed(checks: Checks, body: c.AuditFailed, _act: Act) -> Checks:
    return replace(checks, found=tuple((r.code, r.item) for r in body.reasons))


def _told(checks: Checks, _body: opinions.WithReasons, _act: Act) -> Checks:
    return replace(checks, found=())


def _returned(checks: Checks, _body: audits.Returned, _act: Act) -> Checks:
    """Begin again: who was heard and audited is heard and audited again."""
    return replace(checks, assessment=None, found=(), unit=None)


def _audited(checks: Checks, body: c.UnitPerformanceAudited, _act: Act) -> Checks:
    unmet = tuple(p.point for p in body.points if not p.conforms)
    bans = tuple(b.ban for b in body.bans if b.found)
    return replace(checks, unit=UnitAudit(body.manifest, unmet, bans))


HANDLERS: Handlers[Checks] = {
    c.RiskFlagAnswered: _answered,
    c.ReviewCommitmentSigned: _promised,
    c.PreAssessmentRecorded: _assessed,
    c.DepartmentAuditFailed: _failed,
    c.AuthorityAuditFailed: _failed,
    c.UnitPerformanceAudited: _audited,
    audits.CorrectionRequested: _told,
    audits.AuditNotPassed: _told,
    audits.Returned: _returned,
}
