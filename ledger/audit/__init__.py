"""The audit: everything that is wrong with a ledger, as data."""

from ledger.audit.report import CHECKS, Finding, Report, Step
from ledger.audit.run import Progress, audit

__all__ = ["CHECKS", "Finding", "Progress", "Report", "Step", "audit"]
