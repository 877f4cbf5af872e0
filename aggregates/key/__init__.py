"""The key directory as acts: names for what `ledger.enrolment` checks."""
