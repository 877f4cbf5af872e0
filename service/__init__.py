"""The network entry point: answers of the ledger for other programs; no rule here."""
