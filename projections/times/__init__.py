"""What was true on a day, and what the ledger knew by then."""
