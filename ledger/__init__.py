"""Signed, append-only, verifiable bytes; knows nothing of titles or officials."""
