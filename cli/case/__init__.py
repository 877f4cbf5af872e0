"""Worked cases: years of review as data, played on a ledger of their own."""
